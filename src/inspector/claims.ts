import { claimsOf, type Claim } from '../domain/claim-words.js'
import { printable } from '../redact.js'
import type { SeenJwt, Step } from './flow.js'

/** What a token of a step says. */
export interface SeenClaims {
  jwt: SeenJwt
  /** In the order they stand: `authorization_details[0].systemuser_org.ID`. */
  rows: readonly { path: string; value: string }[]
  isSystemUsers: boolean
}

/** The grant that was sent (`request`), or the token that came back or was at hand (`response`). */
export function claimsIn({ tokens }: Step, place: 'request' | 'response'): SeenClaims | undefined {
  const jwt = tokens.find(
    ({ place: found, payload }) =>
      payload !== undefined && (found === 'request') === (place === 'request'),
  )
  return jwt && claimsOfJwt(jwt)
}

/** Every view asks several times, and a token is shared by all steps that have it. */
const known = new WeakMap<SeenJwt, SeenClaims>()

export function claimsOfJwt(jwt: SeenJwt): SeenClaims {
  const before = known.get(jwt)
  if (before) return before
  const claims = read(jwt)
  known.set(jwt, claims)
  return claims
}

function read(jwt: SeenJwt): SeenClaims {
  const rows = rowsOf(jwt.payload)
  return {
    jwt,
    rows,
    isSystemUsers: rows.some(
      ({ path, value }) => /^authorization_details\[\d+\]\.type$/.test(path) && value === URN,
    ),
  }
}

/** Members of one part of a token. What JSON had escaped is written out again. */
export const rowsOf = (json: string | undefined): Claim[] =>
  claimsOf(parsed(json)).map(({ path, value }) => ({
    path: printable(path),
    value: printable(value),
  }))

const URN = 'urn:altinn:systemuser'

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? 'null')
  } catch {
    return undefined // it was cut
  }
}
