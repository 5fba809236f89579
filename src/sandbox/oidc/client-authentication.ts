import { timingSafeEqual } from 'node:crypto'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { createUsedGrants, decodeAssertion } from '../grants/grant.js'
import { oidcClients } from '../state/oidc-clients.js'
import type { OidcClient } from '../state/state.js'
import { issuerOf } from '../world/identity-provider.js'
import type { World } from '../world/world.js'
import { OAuthError, optional, required } from './parameters.js'

/**
 * Finds out which client asks, by the one proof it sends: an assertion, or its secret in the header
 * or in the form.
 *
 * @throws {OAuthError} `invalid_client`, or `invalid_request` with two proofs
 */
export type AuthenticateClient = (
  form: URLSearchParams,
  authorization: string | undefined,
) => Promise<OidcClient>

export function createClientAuthentication(world: World): AuthenticateClient {
  const usedAssertions = createUsedGrants()

  return async (form, authorization) => {
    const assertion = optional('client_assertion', form)
    const secret = optional('client_secret', form)
    const clientId = optional('client_id', form)
    const proofs = [assertion, secret, authorization].filter(proof => proof !== undefined)
    if (proofs.length > 1)
      throw new OAuthError('invalid_request', 'The client proves itself in more than one way')

    const client =
      assertion !== undefined
        ? await byAssertion(assertion, form)
        : bySecret(authorization === undefined ? [clientId, secret] : basic(authorization))
    if (clientId !== undefined && clientId !== client.clientId)
      throw new OAuthError('invalid_request', 'client_id is of another client')
    return client
  }

  function bySecret([clientId = '', secret = '']: readonly (string | undefined)[]): OidcClient {
    const client = oidcClients(world.state).get(clientId)
    if (client?.clientSecret && isSame(secret, client.clientSecret)) return client
    throw unknown('The client is unknown, or the secret is wrong')
  }

  /**
   * @see https://www.rfc-editor.org/rfc/rfc7523#section-3, and its update: the audience is the
   * issuer and nothing else
   */
  async function byAssertion(assertion: string, form: URLSearchParams): Promise<OidcClient> {
    if (required('client_assertion_type', form) !== JWT_BEARER)
      throw new OAuthError('invalid_request', 'client_assertion_type is not supported')
    const client = clientOf(assertion)
    const claims = await verified(assertion, client)
    const { exp = 0, iat = 0, jti } = claims
    if (exp - iat > LONGEST_S) throw unknown('The assertion is good for more than two minutes')
    if (!jti) throw unknown('The assertion has no jti')
    const mark = JSON.stringify([client.clientId, jti])
    if (!usedAssertions.use(mark, exp, Math.floor(world.now() / 1000)))
      throw unknown('The assertion was used before')
    return client
  }

  function clientOf(assertion: string): OidcClient {
    const client = oidcClients(world.state).get(issuerIn(assertion))
    if (client?.jwks) return client
    throw unknown('The client is unknown, or has no key')
  }

  async function verified(assertion: string, { clientId, jwks = { keys: [] } }: OidcClient) {
    try {
      const { payload, protectedHeader } = await jwtVerify(assertion, createLocalJWKSet(jwks), {
        algorithms: ['RS256'],
        issuer: clientId,
        subject: clientId,
        audience: issuerOf(world),
        currentDate: new Date(world.now()),
        maxTokenAge: LONGEST_S, // demands iat, and refuses one that is ahead
        clockTolerance: 10,
        requiredClaims: ['exp'],
      })
      if (protectedHeader.kid && typeof payload.aud === 'string') return payload
    } catch {
      // what exactly was wrong is nobody's business but the client's own
    }
    throw unknown('The assertion is not right')
  }
}

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const LONGEST_S = 120

const unknown = (description: string) => new OAuthError('invalid_client', description, 401)

function issuerIn(assertion: string): string {
  try {
    return String(decodeAssertion(assertion).claims.iss)
  } catch {
    return ''
  }
}

/** Id and secret; both are written as in a form (RFC 6749, 2.3.1). */
function basic(authorization: string): [string?, string?] {
  const [scheme, credentials = ''] = authorization.split(' ')
  if (scheme?.toLowerCase() !== 'basic') return []
  const [id, ...secret] = Buffer.from(credentials, 'base64').toString().split(':')
  return [fromForm(id ?? ''), fromForm(secret.join(':'))]
}

const fromForm = (text: string) => new URLSearchParams(`x=${text}`).get('x') ?? ''

function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}
