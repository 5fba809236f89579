import { oidcClients } from '../state/oidc-clients.js'
import type { OidcClient } from '../state/state.js'
import type { AuthorizeForgery } from '../world/faults.js'
import { issuerOf } from '../world/identity-provider.js'
import type { World } from '../world/world.js'
import { answerWith } from './forgeries.js'
import type { Login } from './logins.js'
import { OAuthError, optional, required, words } from './parameters.js'
import { ACR_VALUES, PROMPTS, scopesFor, type Acr } from './provider.js'
import { mayRepresent, readRepresentation, type RepresentationOrder } from './representation.js'

/** Where an answer may be sent: known before anything else is judged. */
export interface WayBack {
  client: OidcClient
  redirectUri: string
  state?: string
}

/** What a client asks for, found right in every respect. */
export interface AuthorizationRequest extends WayBack {
  state: string
  nonce: string
  codeChallenge: string
  scope: string
  acr: Acr
  prompts: string[]
  /** Seconds. */
  maxAge?: number
  loginHint?: string
  /** Best first. */
  locales: string[]
  representation: RepresentationOrder[]
}

/** Nobody can be sent back with this: it must be said to the person in front of the screen. */
export class NoWayBack extends Error {
  constructor(
    readonly wrong: 'client' | 'redirectUri',
    /** As it was sent. */
    readonly value: string,
  ) {
    super(`The ${wrong} is not registered`)
  }
}

/** @throws {NoWayBack} */
export function wayBackFor({ state }: World, parameters: URLSearchParams): WayBack {
  const clientIds = parameters.getAll('client_id')
  const client = clientIds.length === 1 ? oidcClients(state).get(clientIds[0]!) : undefined
  if (!client) throw new NoWayBack('client', clientIds.join(' '))

  const redirectUris = parameters.getAll('redirect_uri')
  const [redirectUri = ''] = redirectUris
  if (redirectUris.length !== 1 || !client.redirectUris.includes(redirectUri))
    throw new NoWayBack('redirectUri', redirectUris.join(' '))

  const [given, ...more] = parameters.getAll('state')
  return { client, redirectUri, ...(given && more.length === 0 && { state: given }) }
}

/**
 * Stricter than OpenID Connect asks for: as Ansattporten, it wants state, nonce and PKCE.
 *
 * @throws {OAuthError} to be told the client at its redirect address
 * @see https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest
 * @see https://docs.digdir.no/docs/idporten/oidc/oidc_protocol_authorize
 */
export function readAuthorizationRequest(
  world: World,
  wayBack: WayBack,
  parameters: URLSearchParams,
): AuthorizationRequest {
  for (const [name, error] of NOT_SUPPORTED)
    if (parameters.has(name)) throw new OAuthError(error, `${name} is not supported`)
  if (required('response_type', parameters) !== 'code')
    throw new OAuthError('unsupported_response_type', 'response_type must be code')
  if ((optional('response_mode', parameters) ?? 'query') !== 'query')
    throw new OAuthError('invalid_request', 'response_mode must be query')

  const state = required('state', parameters)
  const nonce = required('nonce', parameters)
  const codeChallenge = required('code_challenge', parameters)
  if (optional('code_challenge_method', parameters) !== 'S256')
    throw new OAuthError('invalid_request', 'code_challenge_method must be S256')
  if (!/^[\w-]{43}$/.test(codeChallenge))
    throw new OAuthError('invalid_request', 'code_challenge is no SHA-256 in base64url')

  const maxAge = maxAgeIn(parameters)
  const loginHint = optional('login_hint', parameters)
  return {
    ...wayBack,
    state,
    nonce,
    codeChallenge,
    scope: scopeIn(parameters, wayBack.client),
    acr: acrIn(parameters),
    prompts: promptsIn(parameters),
    ...(maxAge !== undefined && { maxAge }),
    ...(loginHint && { loginHint }),
    locales: words(optional('ui_locales', parameters)),
    representation: readRepresentation(world, optional('authorization_details', parameters)),
  }
}

const NOT_SUPPORTED = [
  ['request', 'request_not_supported'],
  ['request_uri', 'request_uri_not_supported'],
  ['registration', 'registration_not_supported'],
] as const

function scopeIn(parameters: URLSearchParams, client: OidcClient): string {
  const scopes = words(required('scope', parameters))
  if (!scopes.includes('openid')) throw new OAuthError('invalid_scope', 'scope must have openid')
  const allowed = scopesFor(client)
  if (!scopes.every(scope => allowed.includes(scope)))
    throw new OAuthError('invalid_scope', 'scope has what the client may not have')
  return scopes.join(' ')
}

function promptsIn(parameters: URLSearchParams): string[] {
  const prompts = words(optional('prompt', parameters))
  if (!prompts.every(prompt => PROMPTS.some(known => known === prompt)))
    throw new OAuthError('invalid_request', 'prompt is not supported')
  if (prompts.includes('none') && prompts.length > 1)
    throw new OAuthError('invalid_request', 'prompt none goes with nothing else')
  return prompts
}

function maxAgeIn(parameters: URLSearchParams): number | undefined {
  const maxAge = optional('max_age', parameters)
  if (maxAge === undefined) return undefined
  if (!/^\d{1,9}$/.test(maxAge))
    throw new OAuthError('invalid_request', 'max_age is no number of seconds')
  return Number(maxAge)
}

/** The first level we know of those the client is content with. */
function acrIn(parameters: URLSearchParams): Acr {
  const wanted = words(optional('acr_values', parameters))
  if (wanted.length === 0) return 'substantial'
  const acr = wanted.flatMap(value => ACR_VALUES.find(known => known === value) ?? [])[0]
  if (acr) return acr
  throw new OAuthError('unmet_authentication_requirements', 'acr_values has no level we know')
}

/**
 * The log-in that answers the request without anybody being asked; undefined when one must be.
 *
 * @throws {OAuthError} one must be asked, and the client does not want it
 */
export function sufficient(
  { state, now }: World,
  login: Login | undefined,
  { acr, prompts, maxAge, representation }: AuthorizationRequest,
): Login | undefined {
  const mayAsk = !prompts.includes('none')
  const isTooOld = login && maxAge !== undefined && now() - login.authTime > maxAge * 1000
  if (!login || isTooOld || login.acr !== acr || prompts.some(prompt => prompt !== 'none')) {
    if (mayAsk) return undefined
    throw new OAuthError('login_required', 'Nobody has logged in like this, or too long ago')
  }
  const { userId, orgNo } = login
  const person = state.persons.get(userId)
  const canRepresent = orgNo && person && mayRepresent(orgNo, person, representation, acr)
  if (representation.length > 0 && !canRepresent) {
    if (mayAsk) return undefined
    throw new OAuthError('interaction_required', 'An organisation must be chosen')
  }
  return login
}

/**
 * The client's address with an answer: a code, or an error.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9207 for `iss`
 */
export function answerAddress(
  world: World,
  { redirectUri, state }: WayBack,
  answer: Record<string, string>,
  forgery?: AuthorizeForgery,
): string {
  const url = new URL(redirectUri)
  const parameters = answerWith(forgery, { ...answer, state, iss: issuerOf(world) })
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.append(name, value)
  return url.href
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 */
export const errorAnswer = ({ error, message }: OAuthError): Record<string, string> => ({
  error,
  error_description: message,
})
