import type { nbReadiness } from '../web/texts/nb-readiness.js'

/*
 * What a check has found, as data: every surface words it from the texts, and none decides anything.
 */

/**
 * - `failed`: this is wrong
 * - `warning`: it works, and should be looked at
 * - `notAllowed`: a scope that is needed for asking is missing
 * - `notAsked`: something before it has to be in order first
 * - `unknown`: there was no answer that tells
 */
export type CheckState = 'ok' | 'failed' | 'warning' | 'notAllowed' | 'notAsked' | 'unknown'

type Words = typeof nbReadiness

export type Group = keyof Words['groups']
export type CheckId = keyof Words['checks']
export type FindingOf<Id extends CheckId> =
  keyof Words['checks'][Id]['findings'] | keyof Words['common']

/** Instants are epoch milliseconds. `service` is a key of the texts' services. */
export type Facts = Partial<
  Record<FactName, string | number | readonly string[] | null | undefined>
>
/** `refusal` is a key of the refusal texts of Maskinporten. */
export type FactName = keyof Words['facts'] | 'refusal' | 'explanation'

/** What there is to press. */
export type NextStep =
  | { step: 'newRequest'; organisationNumber: string }
  | { step: 'openRequest'; requestId: string }
  | { step: 'openSystem' }
  | { step: 'tryReference'; organisationNumber: string; externalReference: string }
  | { step: 'checkAgain' }

/** One line. Can be written as JSON, and holds nothing secret. */
export interface Check {
  id: CheckId
  group: Group
  state: CheckState
  /** Which words tell it: of this check, or of those common to all. */
  finding: string
  facts: Facts
  /** Left out when there is nothing to press but asking again. */
  remedy?: NextStep | undefined
}

const GROUPS: Readonly<Record<CheckId, Group>> = {
  database: 'ours',
  environment: 'maskinporten',
  clock: 'maskinporten',
  key: 'maskinporten',
  nextKey: 'maskinporten',
  client: 'maskinporten',
  scope: 'maskinporten',
  exchange: 'system',
  system: 'system',
  clientOnSystem: 'system',
  rights: 'system',
  returnAddresses: 'system',
  api: 'apis',
  request: 'customer',
  requestAtAltinn: 'customer',
  systemUser: 'customer',
  reference: 'customer',
  grant: 'customer',
}

/** A line, whose finding has words or does not compile. */
export const check = <Id extends CheckId>(
  id: Id,
  state: CheckState,
  finding: FindingOf<Id>,
  facts: Facts = {},
  remedy?: NextStep,
): Check => ({
  id,
  group: GROUPS[id],
  state,
  finding: String(finding),
  facts: withoutBlanks(facts),
  ...(remedy && { remedy }),
})

/** The same finding, which is one common to all, about something else. */
export const sameAs = (other: Check, id: CheckId): Check => ({ ...other, id, group: GROUPS[id] })

const withoutBlanks = (facts: Facts): Facts =>
  Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined && value !== null),
  )
