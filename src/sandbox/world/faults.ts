import { REFUSAL_KEYS, type RefusalKey } from '../grants/refusals.js'
import type { Target } from './targets.js'

/**
 * What can go wrong. A fault normally replaces the handler, as when a request dies on its way;
 * with `stores` the handler runs first, so that something has happened although the answer is bad.
 */
export const FAULT_KINDS = [
  'refuse', // the socket is closed before anything is answered
  'hang', // no answer, until the sandbox closes
  'reset', // the socket is closed in the middle of the body
  'slow-drip', // an answer that never ends, one byte every `delayMs` (100)
  'truncated-json', // a whole answer with half a document
  'html-200', // a proxy's or log-in page
  'wrong-content-type', // the right answer, declared as plain text; always stores
  'wrong-shape', // valid JSON of another kind, or `body`
  'overlay', // the right answer with `body` laid over it, `null` taking away; always stores
  'huge', // `bytes` (50,000,000) of JSON
  'gzip-bomb', // the same, compressed
  'redirect', // 302 to `location`
  'status', // `status` (500) with `body` and `headers`
  'slow', // the handler runs `delayMs` (1,000) later, even when the caller has left
  'store-then-reset', // the handler runs, the answer is lost
  'store-then-hang',
  'store-late', // the handler runs, the answer comes `delayMs` (1,000) later
  'scenario', // some targets only, see `SCENARIOS`
] as const

export type FaultKind = (typeof FAULT_KINDS)[number]

/** `maskinporten.md` 9.5, but for `slow` and `hang`, which any target can have. */
export const TOKEN_SCENARIOS = [
  'ok', // the next request goes well, whatever is lined up after it
  'html_502',
  'empty_500',
  'short_token',
  'no_expires_in',
  'legacy_correlation_id',
  'mp250_forbidden',
  'mp303_no_uri',
  'kid_propagation', // unknown kid until `delayMs` (120,000) after the upload
  'wrong_organisation', // the token names another customer's system user
] as const

export type TokenScenario = (typeof TOKEN_SCENARIOS)[number] | RefusalKey

/** What is wrong when the OpenID provider sends somebody back to the client. */
export const AUTHORIZE_FORGERIES = [
  'wrong_state',
  'missing_state',
  'wrong_iss_parameter',
  'missing_iss_parameter',
  'html_in_error', // `access_denied` with markup in `error_description`
] as const

export type AuthorizeForgery = (typeof AUTHORIZE_FORGERIES)[number]

/** What is wrong with the id_token that the OpenID provider answers with; all else is right. */
export const TOKEN_FORGERIES = [
  'replayed_code', // a code that was used before is taken again
  'wrong_nonce',
  'missing_nonce',
  'wrong_issuer',
  'wrong_audience',
  'other_azp', // two audiences, and the other one is the authorised party
  'expired_id_token',
  'iat_ahead', // a minute
  'acr_too_low',
  'old_auth_time', // a day before the log-in
  'typ_logout_token',
  'typ_access_token',
  'unknown_key',
  'kid_path',
  'kid_sql',
  'alg_none',
  'hs256_public_key',
  'jku_header', // signed by an attacker, as are the next two
  'x5u_header',
  'jwk_header',
  'payload_swapped', // a right signature, of another payload
  'no_representation',
  'other_organisation',
  'two_organisations',
] as const

export type TokenForgery = (typeof TOKEN_FORGERIES)[number]

/** Which scenarios there are, by the target that can play them. */
export const SCENARIOS = {
  'maskinporten.token': [...TOKEN_SCENARIOS, ...REFUSAL_KEYS],
  'oidc.authorize': AUTHORIZE_FORGERIES,
  'oidc.token': TOKEN_FORGERIES,
} as const satisfies Partial<Record<Target, readonly string[]>>

export type Scenario = (typeof SCENARIOS)[keyof typeof SCENARIOS][number]

export const SCENARIO_NAMES: readonly Scenario[] = Object.values(SCENARIOS).flat()

/** The targets that can play the scenario; none, when there is no scenario. */
export const targetsOf = (scenario: Scenario | '' | undefined): Target[] =>
  Object.entries(SCENARIOS).flatMap(([target, known]) =>
    known.some(name => name === scenario) ? [target as Target] : [],
  )

export interface NewFault {
  target: Target
  kind: FaultKind
  /** How many calls it hits before it is gone. */
  times?: number
  delayMs?: number
  status?: number
  headers?: Record<string, string>
  /** An object is sent as JSON, as problem JSON when it has a `status`; a string as it is. */
  body?: unknown
  /** Run the handler before the fault is played. */
  stores?: boolean
  bytes?: number
  location?: string
  scenario?: Scenario
}

export type Fault = NewFault & { id: number; times: number }

export interface FaultDesk {
  add(fault: NewFault): Fault
  /** What is still lined up, in the order in which it will be played. */
  list(): readonly Fault[]
  /** Takes all faults away, or those of one target. The clock stays. */
  clear(target?: Target): void
  /** Moves the sandbox's clock by so much, forwards or (negative) backwards. */
  moveClock(ms: number): void
  /** Milliseconds by which the clock has been moved. */
  clockOffset(): number
  /** The fault for this call, used up by the asking. */
  take(target: Target): Fault | undefined
}

export function createFaultDesk(): FaultDesk {
  let faults: Fault[] = []
  let offset = 0
  let lastId = 0

  return {
    add(fault) {
      const added = { ...fault, id: ++lastId, times: fault.times ?? 1 }
      faults.push(added)
      return added
    },
    list: () => faults.map(fault => ({ ...fault })),
    clear(target) {
      faults = target ? faults.filter(fault => fault.target !== target) : []
    },
    moveClock(ms) {
      offset += ms
    },
    clockOffset: () => offset,
    take(target) {
      const fault = faults.find(candidate => candidate.target === target)
      if (!fault) return undefined
      if (--fault.times <= 0) faults = faults.filter(candidate => candidate !== fault)
      return fault
    },
  }
}
