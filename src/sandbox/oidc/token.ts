import { createHash } from 'node:crypto'
import type { RequestHandler } from 'express'
import { callOf } from '../world/call-log.js'
import { scenarioOf } from '../world/fault-play.js'
import type { TokenForgery } from '../world/faults.js'
import type { World } from '../world/world.js'
import { ACCESS_TOKEN_LIFETIME, accessTokenFor } from './access-token.js'
import { createClientAuthentication } from './client-authentication.js'
import { ID_TOKEN_FORGERIES, signedToken, type Forger } from './forgeries.js'
import { idTokenClaims, type Grant } from './id-token.js'
import { OAuthError, required } from './parameters.js'
import type { Tickets } from './tickets.js'

/**
 * A code for its tokens. Wants the body as text.
 *
 * @see https://docs.digdir.no/docs/idporten/oidc/oidc_protocol_token
 */
export function tokenEndpoint(world: World, codes: Tickets<Grant>, forger: Forger): RequestHandler {
  const authenticate = createClientAuthentication(world)

  return async (req, res) => {
    const forgery = scenarioOf<TokenForgery>(res)?.scenario
    res.set({ 'cache-control': 'no-store', pragma: 'no-cache' })
    try {
      if (!req.is('application/x-www-form-urlencoded') || typeof req.body !== 'string')
        throw new OAuthError('invalid_request', 'The body must be a form')
      const form = new URLSearchParams(req.body)
      const { clientId } = await authenticate(form, req.get('authorization'))
      const grant = redeem(form, clientId, codes, { again: forgery === 'replayed_code' })
      const accessToken = await accessTokenFor(world, grant)
      const { claims, token } = await signedToken(
        idTokenClaims(world, grant, accessToken),
        {},
        forger,
        forgery && forgery !== 'replayed_code' ? ID_TOKEN_FORGERIES[forgery] : {},
      )
      Object.assign(callOf(res), { outcome: 'ok', idToken: claims })
      const { authorization_details } = claims
      res.json({
        access_token: accessToken,
        token_type: 'Bearer',
        expires_in: ACCESS_TOKEN_LIFETIME,
        scope: grant.request.scope,
        id_token: token,
        ...(authorization_details && { authorization_details }),
      })
    } catch (problem) {
      if (!(problem instanceof OAuthError)) throw problem
      const { error, message, status } = problem
      callOf(res).outcome = error
      if (status === 401) res.set('www-authenticate', 'Basic realm="sandbox"')
      res.status(status).json({ error, error_description: message })
    }
  }
}

/** Of a code. */
export const CODE_LIFETIME_MS = 60_000

/**
 * What the code stands for, if this client may have it. Whatever is wrong, the code is used up.
 *
 * @throws {OAuthError}
 */
function redeem(
  form: URLSearchParams,
  clientId: string,
  codes: Tickets<Grant>,
  { again }: { again: boolean },
): Grant {
  if (required('grant_type', form) !== 'authorization_code')
    throw new OAuthError('unsupported_grant_type', 'grant_type must be authorization_code')
  const code = required('code', form)
  const redirectUri = required('redirect_uri', form)
  const verifier = required('code_verifier', form)

  const grant = codes.look(code)
  if (!grant || (grant.isUsed && !again))
    throw new OAuthError('invalid_grant', 'The code is unknown, used or too old')
  grant.isUsed = true
  const { request } = grant
  if (request.client.clientId !== clientId)
    throw new OAuthError('invalid_grant', 'The code is of another client')
  if (request.redirectUri !== redirectUri)
    throw new OAuthError('invalid_grant', 'redirect_uri is another than in the request')
  if (!/^[\w.~-]{43,128}$/.test(verifier) || challengeOf(verifier) !== request.codeChallenge)
    throw new OAuthError('invalid_grant', 'code_verifier does not fit the code_challenge')
  return grant
}

/** @see https://www.rfc-editor.org/rfc/rfc7636#section-4.2 */
const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url')
