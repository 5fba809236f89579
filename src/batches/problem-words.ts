import type { AskedLineRow, BatchLineRow } from '../database/batches.js'
import type { BatchState } from '../database/tables.js'
import { situationOf } from '../domain/request-status.js'
import type { Speech } from '../web/speech.js'
import { statusTag } from '../web/status-tag.js'

/** What the short codes of a line say, each in a sentence. */
export const problemsIn = (problem: string | null, speech: Speech): string[] =>
  problem === null ? [] : problem.split(' ').map(code => sentenceOf(code, speech))

function sentenceOf(code: string, { t, say }: Speech): string {
  const words = t.batches.problems
  const [kind = '', detail = ''] = code.split(/:(.*)/s)
  if (kind === 'duplicate') return say(words.duplicate, { line: detail })
  if (kind === 'altinn') return say(words.altinn, { code: spaced(detail) })
  if (kind === 'maskinporten') return say(words.maskinporten, { code: detail })
  if (kind === 'noAnswer')
    return detail === 'maskinporten' ? words.noAnswerFromMaskinporten : words.noAnswerFromAltinn
  return isPlain(code, words) ? words[code] : t.batches.problems.fault
}

const isPlain = (code: string, words: Speech['t']['batches']['problems']): code is PlainProblem =>
  Object.hasOwn(words, code)

type PlainProblem = Exclude<
  keyof Speech['t']['batches']['problems'],
  'duplicate' | 'altinn' | 'maskinporten'
>

/** Codes are kept without blanks. */
export const spaced = (code: string): string => code.replaceAll('-', ' ').replace('AUTH ', 'AUTH-')

const TONES = {
  refused: 'danger',
  waiting: 'neutral',
  working: 'info',
  sent: 'success',
  done: 'success',
  failed: 'danger',
  skipped: 'neutral',
} as const

export function lineTag({ state }: Pick<BatchLineRow, 'state'>, batch: BatchState, speech: Speech) {
  const words = speech.t.batches
  return state === 'waiting' && batch === 'checked'
    ? { text: words.ready, tone: 'success' }
    : { text: words.counts[state], tone: TONES[state] }
}

/** All there is to say of how a line came out. */
export function explanationsOf(line: AskedLineRow, speech: Speech): string[] {
  const { t } = speech
  const register =
    line.registerSays === 'deleted' || line.registerSays === 'unknown'
      ? [t.batches.register[line.registerSays]]
      : []
  return [...problemsIn(line.problem, speech), ...register]
}

/** Where the request stands now, as far as we know. */
export function statusOf({ altinnStatus, timedOut }: AskedLineRow, speech: Speech) {
  return altinnStatus === null
    ? undefined
    : statusTag(situationOf({ status: altinnStatus, timedOut }), speech)
}
