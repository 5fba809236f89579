import { randomUUID } from 'node:crypto'
import type { JWK } from 'jose'
import { ClientProblem, publicKey } from './clients.js'
import type { OidcClient, SandboxState } from './state.js'

export interface OidcClientRegistration {
  /** Default: a new UUID, as at Digdir. */
  clientId?: string
  /** Who logs in: a person of a customer's organisation, or one of the vendor's own people. */
  audience: OidcClient['audience']
  /** Compared to the letter, as are those after a log-out. */
  redirectUris: readonly string[]
  postLogoutRedirectUris?: readonly string[]
  /** Where the client is told by the provider that a log-in is over. */
  backchannelLogoutUri?: string
  /** Public keys, each with a `kid`, for `private_key_jwt`. A private key is refused. */
  jwks?: { keys: readonly JWK[] }
  /** For `client_secret_basic` and `client_secret_post`. */
  clientSecret?: string
}

/**
 * What a vendor does by hand in the provider's self-service. Doing it again replaces everything.
 *
 * @throws {ClientProblem}
 */
export function registerOidcClient(
  state: SandboxState,
  registration: OidcClientRegistration,
): OidcClient {
  const { clientId = randomUUID(), audience, backchannelLogoutUri, clientSecret } = registration
  const { redirectUris, postLogoutRedirectUris = [], jwks } = registration
  if (redirectUris.length === 0) throw new ClientProblem('The client needs a redirect address.')
  if (!jwks?.keys.length && !clientSecret)
    throw new ClientProblem('The client needs a public key or a secret.')
  for (const address of [...redirectUris, ...postLogoutRedirectUris, backchannelLogoutUri])
    if (address !== undefined && !isRedirectable(address))
      throw new ClientProblem(`${address} is no web address without a fragment.`)

  const client: OidcClient = {
    clientId,
    audience,
    redirectUris: [...redirectUris],
    postLogoutRedirectUris: [...postLogoutRedirectUris],
    ...(backchannelLogoutUri && { backchannelLogoutUri }),
    ...(jwks && { jwks: { keys: jwks.keys.map(publicKey) } }),
    ...(clientSecret && { clientSecret }),
  }
  oidcClients(state).set(clientId, client)
  return client
}

export const oidcClients = (state: SandboxState): Map<string, OidcClient> =>
  (state.oidcClients ??= new Map())

const isRedirectable = (address: string) =>
  /^https?:/.test(address) && URL.canParse(address) && !address.includes('#')
