import { claimWords } from '../domain/claim-words.js'
import type { Speech } from '../web/speech.js'
import { claimsOfJwt, rowsOf } from './claims.js'
import type { SeenJwt, Step } from './flow.js'

/** What one token says, in groups, the one to look at first. */
export interface ClaimTable {
  heading: string
  region: string
  columns: { claim: string; value: string; meaning: string }
  groups: readonly {
    /** As code, at the beginning of the group's heading. */
    path: string
    heading: string
    /** «Look here» */
    isHere: boolean
    rows: readonly { claim: readonly string[]; value: string; meaning: string }[]
  }[]
  /** Why it is not a token, or not all of it is shown. */
  problems: readonly string[]
}

const DETAILS = /^authorization_details(?:\[\d+\])?/

/**
 * @param is a `token` somebody has issued, or the `grant` that was sent to get one
 * @param at when it was seen, in epoch milliseconds: times are told from there
 */
export function claimTable(
  jwt: SeenJwt,
  { is, at }: { is: 'token' | 'grant'; at: number },
  speech: Speech,
): ClaimTable {
  const { t, say } = speech
  const words = t.inspector.claimTable
  const { rows, isSystemUsers } = claimsOfJwt(jwt)
  const explained = (group: readonly { path: string; value: string }[], prefix = '') =>
    group.map(({ path, value }) => ({
      claim: partsOf(path.slice(prefix.length).replace(/^\./, '') || path),
      value,
      meaning: meaningOf(path, value, at, speech),
    }))

  const prefixes = [...new Set(rows.flatMap(({ path }) => DETAILS.exec(path)?.[0] ?? []))]
  const others = rows.filter(({ path }) => !DETAILS.test(path))
  const header = rowsOf(jwt.header)
  const detailsHeading = is === 'token' && isSystemUsers ? words.systemUsers : words.details
  const othersHeading = is === 'token' ? words.others : words.othersInGrant
  const heading = is === 'token' ? t.inspector.decoded : words.grant
  const groups = [
    ...prefixes.map(prefix => ({
      path: prefix,
      heading: say(detailsHeading, { path: '' }).trim(),
      isHere: true,
      rows: explained(
        rows.filter(({ path }) => DETAILS.exec(path)?.[0] === prefix),
        prefix,
      ),
    })),
    {
      path: '',
      heading: prefixes.length > 0 ? othersHeading : '',
      isHere: false,
      rows: explained(others),
    },
    { path: '', heading: words.header, isHere: false, rows: explained(header) },
  ]
  return {
    heading,
    region: say(words.region, { heading }),
    columns: words,
    groups: groups.filter(group => group.rows.length > 0),
    problems: problemsOf(jwt, speech),
  }
}

/** What is wrong with it as a JWT; nothing, as a rule. */
export function problemsOf(jwt: SeenJwt, { t, say, plural }: Speech): string[] {
  const words = t.inspector.stepView
  if (jwt.parts !== 3) return [say(words.notJwt[plural(jwt.parts)], { count: jwt.parts })]
  return [
    ...(jwt.header === undefined ? [words.noHeader] : []),
    ...(jwt.payload === undefined ? [words.noPayload] : []),
  ]
}

/** The token that came back or was at hand; else the grant, if there is one. */
export function tableOf(step: Step, place: 'request' | 'response', speech: Speech) {
  const jwt = step.tokens.find(
    ({ place: found }) => (found === 'request') === (place === 'request'),
  )
  return (
    jwt &&
    claimTable(
      jwt,
      {
        is: place === 'request' ? 'grant' : 'token',
        at: step.at + (step.durationMs ?? 0),
      },
      speech,
    )
  )
}

/** What a claim means, with its time in words if it is one. */
export function meaningOf(path: string, value: string, at: number, speech: Speech): string {
  const { t, say, language, duration } = speech
  const words = t.inspector.claimTable
  const template = claimWords(path, language)
  if (template === undefined) return words.undescribed
  if (!template.includes('{time}')) return template
  const instant = Number(value) * 1000
  if (value.trim() === '' || !Number.isFinite(instant) || Math.abs(instant) > LATEST)
    return words.noTime
  const time = toTheSecond(instant, speech)
  const left = instant - at
  return template.includes('{duration}') && left < 0
    ? say(words.expired, { time })
    : say<string>(template, {
        time,
        duration: duration(Math.round(Math.max(left, 0) / 1000) * 1000),
      })
}

/** Where a long path may go on in the next line: behind a point. */
export const partsOf = (path: string): string[] => path.split(/(?<=[./])(?=[^./])|(?=\[)/)

/** What a Date can hold. */
const LATEST = 8.64e15

/** `20.11.2026 kl. 09.02.00` */
export function toTheSecond(instant: number, { t, say, shortDateTime }: Speech): string {
  const seconds = String(new Date(instant).getUTCSeconds()).padStart(2, '0')
  return say(t.inspector.claimTable.seconds, { time: shortDateTime(instant), seconds })
}
