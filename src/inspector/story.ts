import type { Speech } from '../web/speech.js'
import { claimsIn, type SeenClaims } from './claims.js'
import { KEPT, LANES, type Flow, type Lane, type Step } from './flow.js'

export type Phase = 'ask' | 'approve' | 'use' | 'change' | 'look'

/** A flow as somebody tells it: numbered, named, and in chapters. */
export interface ToldFlow {
  flow: Flow
  /** «Opprett og bruk en systemtilgang» */
  name: string
  steps: readonly ToldStep[]
  phases: readonly { name: string; steps: readonly ToldStep[] }[]
  /** That some calls are not there; undefined when all are. */
  missing: string | undefined
}

export interface ToldStep {
  /** From 1. */
  number: number
  step: Step
  phase: Phase
  title: string
  /** What the call does. */
  sentence: string
  /** What somebody who presents can say aloud. */
  spoken: string
  from: { lane: Lane; name: string }
  to: { lane: Lane; name: string }
  /** «SmartCloud til Maskinporten» */
  way: string
  /** Status, or what stands in its place. */
  tag: { text: string; tone: 'success' | 'info' | 'danger' | 'neutral' }
  /** `POST /token`; undefined when nothing was sent. */
  call: string | undefined
  /** `203 ms` */
  duration: string | undefined
  /** All of it in one sentence, for whoever cannot see the lanes. */
  label: string
  docs: { href: string; name: string } | undefined
}

export function storyOf(flow: Flow, speech: Speech): ToldFlow {
  const { t, say } = speech
  const words = t.inspector
  const steps = flow.steps.map((step, i) => toldStep(step, i, flow, speech))
  const phases: { phase: Phase; name: string; steps: ToldStep[] }[] = []
  for (const told of steps) {
    const last = phases.at(-1)
    if (last?.phase === told.phase) last.steps.push(told)
    else phases.push({ phase: told.phase, name: words.phases[told.phase], steps: [told] })
  }
  return {
    flow,
    name: words.journeys[flow.journey],
    steps,
    phases,
    missing:
      flow.missing > 0
        ? say(words.missing[speech.plural(flow.missing)], { count: flow.missing })
        : undefined,
  }
}

function toldStep(step: Step, index: number, flow: Flow, speech: Speech): ToldStep {
  const { t, say } = speech
  const words = t.inspector
  const { title, sentence, spoken } = wordsOf(step, index, flow, speech)
  const from = { lane: step.from, name: words.lanes[step.from] }
  const to = { lane: step.to, name: words.lanes[step.to] }
  const tag = tagOf(step, speech)
  const call = callOf(step)
  const way = say(words.fromTo, { from: from.name, to: to.name })
  return {
    number: index + 1,
    step,
    phase: phaseOf(flow, index),
    title,
    sentence: step.kind === 'kept' ? words.kept : sentence,
    spoken,
    from,
    to,
    way,
    tag,
    call,
    duration: step.durationMs === undefined ? undefined : speech.duration(step.durationMs),
    label: say<string>(labelOf(step, words), {
      from: from.name,
      to: to.name,
      call: call ?? '',
      answer: tag.text,
    }),
    docs: docsOf(step.operation, speech),
  }
}

const labelOf = ({ kind, status }: Step, words: Speech['t']['inspector']): string => {
  if (kind === 'kept') return words.keptLabel
  if (kind === 'redirect') return words.redirectLabel
  return status === undefined ? words.noAnswerLabel : words.label
}

/** The lanes of one step: who is in it, and from where to where the arrow goes. */
export const lanesOf = ({ from, to }: Step, { t }: Speech) => ({
  lanes: LANES.map(lane => ({
    lane,
    name: t.inspector.lanes[lane],
    isPart: lane === from || lane === to,
  })),
  /** From 1, as in the columns of the grid. */
  first: Math.min(LANES.indexOf(from), LANES.indexOf(to)) + 1,
  last: Math.max(LANES.indexOf(from), LANES.indexOf(to)) + 1,
  goesLeft: LANES.indexOf(from) > LANES.indexOf(to),
})

function tagOf(step: Step, { t }: Speech): ToldStep['tag'] {
  const { tags } = t.inspector
  if (step.kind === 'kept') return { text: tags.kept, tone: 'neutral' }
  if (step.kind === 'redirect') return { text: tags.onward, tone: 'info' }
  if (step.status === undefined) return { text: tags.failed, tone: 'danger' }
  return {
    text: String(step.status),
    tone: step.status >= 400 ? 'danger' : step.status >= 300 ? 'info' : 'success',
  }
}

/** Method and path; the host is the lane's. */
export function callOf({ kind, method = 'GET', url }: Step): string | undefined {
  if (kind === 'kept' || url === undefined) return undefined
  return `${method} ${URL.canParse(url) ? new URL(url).pathname : url}`
}

/** A token is fetched for what comes next, and belongs to its chapter. */
export function nextCall(flow: Flow, index: number): Step | undefined {
  return flow.steps
    .slice(index + 1)
    .find(({ kind, operation }) => kind !== 'kept' && !TOKEN_OPERATIONS.has(operation))
}

const TOKEN_OPERATIONS: ReadonlySet<string> = new Set([
  'maskinporten: get token',
  'maskinporten: kept token',
  'altinn: exchange token',
  'altinn: kept token',
])

function phaseOf(flow: Flow, index: number): Phase {
  if (flow.journey === 'look') return 'look'
  const step = flow.steps[index]!
  const decides = TOKEN_OPERATIONS.has(step.operation) ? (nextCall(flow, index) ?? step) : step
  const { operation, to, kind } = decides
  if (kind === 'redirect') return 'approve'
  const isSystemUsers = claimsIn(step, 'response')?.isSystemUsers === true
  if (to === 'api' || isSystemUsers) return 'use'
  if (flow.journey === 'data') return 'use'
  const wasSent = flow.steps.slice(0, index).some(({ operation }) => operation === SENT)
  if (/: (?:read|find|list) (?:system user|change|agent) ?request/.test(operation))
    return wasSent ? 'approve' : 'ask'
  if (flow.journey === 'change') return wasSent ? 'approve' : 'change'
  return wasSent ? 'use' : 'ask'
}

const SENT = 'browser: to altinn'

type StepWords = { title: string; sentence: string; spoken: string }

function wordsOf(step: Step, index: number, flow: Flow, speech: Speech): StepWords {
  if (!TOKEN_OPERATIONS.has(step.operation))
    return refusedWords(step, speech) ?? usualWords(step.operation, speech)
  const isSystemUsers =
    (claimsIn(step, 'request') ?? claimsIn(step, 'response'))?.isSystemUsers === true
  const operation =
    isSystemUsers && step.operation === 'maskinporten: get token'
      ? 'maskinporten: get token for a system user'
      : step.operation
  const words = refusedWords(step, speech) ?? usualWords(operation, speech)
  const { tokenSteps } = speech.t.inspector
  return step.operation === 'maskinporten: get token'
    ? { ...words, title: tokenSteps[isSystemUsers ? 'systemUser' : purposeOf(step, index, flow)] }
    : words
}

function purposeOf(
  step: Step,
  index: number,
  flow: Flow,
): keyof Speech['t']['inspector']['tokenSteps'] {
  const next = nextCall(flow, index)?.operation ?? ''
  const scope = scopeOf(claimsIn(step, 'request') ?? claimsIn(step, 'response'))
  if (scope.includes('systemregister')) return 'register'
  if (next.includes('change request')) return 'change'
  if (/: (?:read|find|list)/.test(next)) return 'read'
  return scope.includes('systemuser.request') ? 'ask' : 'other'
}

const scopeOf = (claims: SeenClaims | undefined): string =>
  claims?.rows.find(({ path }) => path === 'scope')?.value ?? ''

/** What is the same for many operations has words once; what has none of its own, the last ones. */
function usualWords(operation: string, { t }: Speech): StepWords {
  const known: Readonly<Record<string, StepWords>> = t.inspectorSteps
  const key = operation.endsWith(': is anybody there')
    ? 'api: is anybody there'
    : operation.replace(/^claims: read .+/, 'claims: read')
  return Object.hasOwn(known, key) ? known[key]! : t.inspectorSteps.other
}

/** Maskinporten's own, as it stands in its answer. */
const CODE = /\bMP-\d{3}\b/

function refusedWords(
  { status, to, operation, response }: Step,
  speech: Speech,
): StepWords | undefined {
  if (status === undefined || status < 400) return undefined
  const usual = usualWords(operation, speech)
  const { refused } = speech.t.inspector
  if (to === 'api' && status === 403) return { ...usual, ...refused.noPermission }
  if (to === 'api' && status === 401) return { ...usual, ...refused.notTaken }
  const code = CODE.exec(response?.body?.text ?? '')?.[0]
  if (to === 'maskinporten' && code === 'MP-303') return { ...usual, ...refused.noSystemUser }
  if (to === 'maskinporten')
    return {
      ...usual,
      sentence:
        code === undefined ? refused.maskinporten.sentence : speech.say(refused.withCode, { code }),
      spoken: refused.maskinporten.spoken,
    }
  return status === 404 ? { ...usual, ...refused.notFound } : { ...usual, ...refused.other }
}

const ALTINN = 'https://docs.altinn.studio/api/authentication'
const DIGDIR = 'https://docs.digdir.no/docs/Maskinporten'

function docsOf(operation: string, { t }: Speech): ToldStep['docs'] {
  const { docs } = t.inspector
  if (operation === 'maskinporten: get token' || operation === 'maskinporten: kept token')
    return { href: `${DIGDIR}/maskinporten_func_systembruker`, name: docs.systemUserToken }
  if (operation === 'maskinporten: read metadata')
    return { href: `${DIGDIR}/maskinporten_func_wellknown`, name: docs.metadata }
  if (operation.startsWith('altinn: exchange') || operation === KEPT.altinn)
    return { href: `${ALTINN}/`, name: docs.exchange }
  if (/change request/.test(operation))
    return { href: `${ALTINN}/systemuserapi/changerequest/`, name: docs.change }
  if (/client/.test(operation))
    return { href: `${ALTINN}/systemuserapi/clientdelegation/`, name: docs.clients }
  if (/request/.test(operation) || operation.startsWith('browser'))
    return { href: `${ALTINN}/systemuserapi/systemuserrequest/`, name: docs.request }
  if (/system users?$/.test(operation))
    return { href: `${ALTINN}/systemuserapi/systemuser/external`, name: docs.systemUser }
  if (/resource|access package/.test(operation))
    return { href: 'https://docs.altinn.studio/api/resourceregistry/', name: docs.registry }
  if (operation.startsWith('altinn:'))
    return { href: `${ALTINN}/systemuserapi/systemregister/`, name: docs.register }
  if (/logistics|salary|claims|system user info/.test(operation))
    return {
      href: 'https://docs.altinn.studio/authorization/what-do-you-get/pdp/',
      name: docs.decision,
    }
  return undefined
}
