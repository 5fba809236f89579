import * as z from 'zod'
import { claimsOf, claimWords, type Claim } from '../domain/claim-words.js'
import { addCommand, type AddCommand, type CommandLine, type Result } from './command-line.js'
import { decodeJwtText } from './decoded-jwt.js'
import { WrongUse } from './failures.js'
import { findingsIn, isWrong, typeOf, type Finding } from './jwt-findings.js'
import { tableLines } from './output.js'
import { say } from './speech.js'
import { readInput } from './terminal.js'

const Options = z.object({ type: z.string().optional() })
const Type = z.enum(['grant', 'token']).optional()

/** Longer than any header a server would take. */
const MAX_BYTES = 64_000

/** `explain`: what a grant or a token says, claim by claim, and what is wrong with it. */
export const addExplain: AddCommand = (parent, cli) => {
  const { t } = cli
  addCommand(parent, 'explain', t.explain, cli)
    .option('--type <grant|token>', t.explain.type)
    .action(options => cli.answer(() => explain(Options.parse(options), cli)))
}

async function explain(options: z.infer<typeof Options>, cli: CommandLine): Promise<Result> {
  const { t, terminal } = cli
  const words = t.explain
  const chosen = Type.safeParse(options.type)
  if (!chosen.success) throw new WrongUse('wrong_use', words.unknownType)

  if (terminal.stdin.isTTY) cli.tell(words.paste)
  const text = await readInput(terminal.stdin, MAX_BYTES)
  if (text === undefined) throw new WrongUse('jwt_too_long', words.problems.tooLong)
  const read = decodeJwtText(text)
  if (!read.ok) {
    const { message, remedy } = words.problems[read.problem]
    throw new WrongUse('jwt_unreadable', {
      message: say<string>(message, { parts: read.parts }),
      remedy,
    })
  }

  const { jwt } = read
  const now = terminal.now()
  const type = chosen.data ?? typeOf(jwt)
  const header = claimsOf(jwt.header).map(claim => explained(claim, cli, now))
  const payload = claimsOf(jwt.payload).map(claim => explained(claim, cli, now))
  const findings = findingsIn(jwt, type, now)
  const [wrong, notes] = [findings.filter(isWrong), findings.filter(found => !isWrong(found))]
  const told = (found: Finding) => ({ code: found.code, ...wordsOf(found, cli) })

  return {
    data: { type, header, payload, wrong: wrong.map(told), notes: notes.map(told) },
    lines: [
      words.titles[type],
      '',
      ...rowsOf([...header, undefined, ...payload]),
      '',
      words.notVerified,
      ...listOf(words.wrong, wrong.map(told)),
      ...listOf(words.notes, notes.map(told)),
      ...(wrong.length === 0 ? ['', words.nothingWrong] : []),
    ],
    exit: wrong.length === 0 ? 0 : 2,
  }
}

interface Explained {
  claim: string
  value: string
  meaning: string
}

function explained({ path, value }: Claim, cli: CommandLine, now: number): Explained {
  const { t, language } = cli
  const template = claimWords(path, language) ?? t.explain.unknownClaim
  return { claim: path, value, meaning: withTime(template, path, value, cli, now) }
}

/** Instants in words, as far as the claim is one. */
function withTime(
  template: string,
  path: string,
  value: string,
  { t, dateTime, duration, language }: CommandLine,
  now: number,
): string {
  if (!template.includes('{time}')) return template
  const instant = Number(value) * 1000
  if (!Number.isFinite(instant) || Math.abs(instant) > 8.64e15) return t.explain.noTime
  const time = dateTime(instant)
  const left = instant - now
  const isOver = path === 'exp' && left < 0
  return (isOver ? t.explain.expired : (claimWords(path, language) ?? '{time}'))
    .replace('{time}', time)
    .replace('{duration}', duration(Math.abs(left)))
}

/** Wider values make a table nobody can read; `--json` has them whole. */
const WIDEST = 60

function rowsOf(claims: readonly (Explained | undefined)[]): string[] {
  return tableLines(
    claims.map(claim => (claim ? [claim.claim, cut(claim.value), claim.meaning] : ['', '', ''])),
  )
}

const cut = (value: string) =>
  [...value].length <= WIDEST ? value : `${[...value].slice(0, WIDEST - 1).join('')}…`

function wordsOf({ code, values }: Finding, { t }: CommandLine) {
  const { message, remedy } = t.explain.findings[code]
  return { message: say<string>(message, values), remedy: say<string>(remedy, values) }
}

const listOf = (title: string, found: readonly { message: string; remedy: string }[]) =>
  found.length === 0
    ? []
    : ['', title, ...found.map(({ message, remedy }) => `  - ${message} ${remedy}`.trimEnd())]
