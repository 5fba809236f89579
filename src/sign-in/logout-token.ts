import { jwtVerify, type JWTVerifyGetKey } from 'jose'
import * as z from 'zod'
import { SignInRefused } from './errors.js'
import { CLOCK_TOLERANCE_S } from './id-token.js'

/** How old a logout token may be, in seconds (requirement S18). */
const LONGEST_S = 120

/** The one member of `events` that makes a token a logout token. */
const EVENT = 'http://schemas.openid.net/event/backchannel-logout'

const Claims = z
  .object({
    iat: z.number(),
    exp: z.number(),
    jti: z.string().min(1).max(255),
    sid: z.string().min(1).max(255).optional(),
    sub: z.string().min(1).max(255).optional(),
    nonce: z.never().optional(), // so that no id_token passes for one
    events: z.object({ [EVENT]: z.object({}) }),
  })
  .refine(({ sid, sub }) => sid !== undefined || sub !== undefined)

export interface LogoutToken {
  jti: string
  sid?: string | undefined
  sub?: string | undefined
}

/**
 * What a provider posts to us when a log-in there is over. Whether its `jti` is new is for the
 * caller to find out.
 *
 * @see https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation
 * @throws {SignInRefused}
 */
export async function readLogoutToken(
  token: string,
  keys: JWTVerifyGetKey,
  { issuer, clientId, now }: { issuer: string; clientId: string; now: () => number },
): Promise<LogoutToken> {
  const { payload } = await jwtVerify(token, keys, {
    typ: 'logout+jwt',
    algorithms: ['RS256'],
    issuer,
    audience: clientId,
    maxTokenAge: LONGEST_S,
    clockTolerance: CLOCK_TOLERANCE_S,
    currentDate: new Date(now()),
  }).catch((error: unknown) => {
    const { code } = error as { code?: string }
    if (!code?.startsWith('ERR_J')) throw error // not about the token: the provider is away
    throw new SignInRefused('notTrusted', `logout token: ${code}`)
  })
  const claims = Claims.safeParse(payload)
  if (!claims.success) throw new SignInRefused('notTrusted', 'logout token: claims')
  return claims.data
}
