import * as z from 'zod'
import { SignInRefused } from './errors.js'

/** How much a clock may be ahead of ours, in seconds. */
export const CLOCK_TOLERANCE_S = 10

/** What we read of an id_token. Its names are the standard's, times are epoch seconds. */
const Claims = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.string().optional(),
  iat: z.number(),
  exp: z.number(),
  auth_time: z.number(),
  nonce: z.string(),
  acr: z.string().optional(),
  sid: z.string().optional(),
  name: z.string().optional(),
  groups: z.array(z.string()).optional(),
  authorization_details: z.unknown().optional(),
})
export type IdTokenClaims = z.infer<typeof Claims>

export interface Demands {
  issuer: string
  clientId: string
  nonce: string
  /** One of these levels of assurance; any, when empty. */
  acr: readonly string[]
  /** How long ago somebody may have logged in at the provider, in seconds. */
  maxAgeS: number
  /** Epoch seconds. */
  nowS: number
}

/**
 * What openid-client leaves to its user, or to the user's luck: it verifies the signature, and
 * compares issuer, audience, nonce and expiry, but takes a token of another kind, one from the
 * future, and one of any level. What it has checked is checked once more, as the price of a mistake
 * is somebody else's session.
 *
 * @throws {SignInRefused}
 */
export function checkIdToken(
  header: Record<string, unknown>,
  payload: unknown,
  demands: Demands,
): IdTokenClaims {
  const parsed = Claims.safeParse(payload)
  if (!parsed.success) throw notTrusted('claims are missing')
  const claims = parsed.data
  const { issuer, clientId, nonce, acr, maxAgeS, nowS } = demands
  const { typ } = header

  // A token for another purpose says so (RFC 9068, back-channel logout); id_tokens need not.
  if (typ !== undefined && String(typ).toUpperCase() !== 'JWT') throw notTrusted('typ')
  if (claims.iss !== issuer) throw notTrusted('iss')
  const audiences = [claims.aud].flat()
  if (!audiences.includes(clientId)) throw notTrusted('aud')
  if ((audiences.length > 1 || claims.azp !== undefined) && claims.azp !== clientId)
    throw notTrusted('azp')
  if (claims.nonce !== nonce) throw notTrusted('nonce')
  if (claims.exp <= nowS - CLOCK_TOLERANCE_S) throw notTrusted('exp')
  if (claims.iat > nowS + CLOCK_TOLERANCE_S) throw notTrusted('iat')
  if (claims.auth_time > nowS + CLOCK_TOLERANCE_S) throw notTrusted('auth_time')

  const user = userKeyOf(claims)
  if (nowS - claims.auth_time > maxAgeS + CLOCK_TOLERANCE_S)
    throw new SignInRefused('tooOld', 'auth_time', user)
  if (acr.length > 0 && !acr.includes(claims.acr ?? ''))
    throw new SignInRefused('tooWeak', 'acr', user)
  return claims
}

const notTrusted = (claim: string) => new SignInRefused('notTrusted', `id_token ${claim}`)

/** A subject means something only at its issuer: the same `sub` of another one is another person. */
export const userKeyOf = ({ iss, sub }: Pick<IdTokenClaims, 'iss' | 'sub'>): string =>
  `${iss}|${sub}`

/** One log-in at the provider, as its logout tokens name it. */
export const logInKeyOf = (issuer: string, sid: string): string => `${issuer}|${sid}`
