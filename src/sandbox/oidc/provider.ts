import type { OidcClient } from '../state/state.js'
import { IDP, issuerOf } from '../world/identity-provider.js'
import type { World } from '../world/world.js'
import { RAR_TYPES } from './representation.js'

/** Where a client finds out all the other addresses. */
export const DISCOVERY = `${IDP}/.well-known/openid-configuration`

/** Where the choice of a test user is sent. */
export const LOG_IN_AT_IDP = `${IDP}/log-in`

/**
 * Levels of assurance: Ansattporten's, and ID-porten's. `entraid` is a log-in with a work account.
 *
 * @see https://docs.digdir.no/docs/ansattporten/ansattporten_protocol
 * @see https://docs.digdir.no/docs/idporten/oidc/oidc_protocol_id_token
 */
export const ACR_VALUES = [
  'substantial',
  'high',
  'entraid',
  'idporten-loa-substantial',
  'idporten-loa-high',
] as const
export type Acr = (typeof ACR_VALUES)[number]

const SCOPES = ['openid', 'profile', 'email']

/** What only a customer's token can open, at Altinn's API for the clients of an agent. */
const SCOPES_OF_CUSTOMERS = ['altinn:clientdelegations.read', 'altinn:clientdelegations.write']

/** What a client may ask for. */
export const scopesFor = ({ audience }: OidcClient): string[] =>
  audience === 'customer' ? [...SCOPES, ...SCOPES_OF_CUSTOMERS] : SCOPES

export const PROMPTS = ['none', 'login', 'select_account'] as const

/** @see https://openid.net/specs/openid-connect-discovery-1_0.html */
export function discoveryDocument(world: World) {
  const issuer = issuerOf(world)
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/logout`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: [...SCOPES, ...SCOPES_OF_CUSTOMERS],
    subject_types_supported: ['pairwise', 'public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: [
      'private_key_jwt',
      'client_secret_basic',
      'client_secret_post',
    ],
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    acr_values_supported: ACR_VALUES,
    prompt_values_supported: PROMPTS,
    ui_locales_supported: ['nb', 'en'],
    authorization_details_types_supported: RAR_TYPES,
    authorization_response_iss_parameter_supported: true,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    claims_parameter_supported: false,
  }
}
