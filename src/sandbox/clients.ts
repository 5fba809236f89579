import { randomUUID } from 'node:crypto'
import type { JWK } from 'jose'
import type { Client, RegisteredSystem, SandboxState } from './state.js'

export interface ClientRegistration {
  /** Default: a new UUID, as at Digdir. */
  clientId?: string
  orgNo: string
  /** Default: the organisation's. */
  name?: string
  /** One key or several; a private key is refused. */
  publicJwk: JWK | readonly JWK[]
  /** Default: every Maskinporten scope the organisation may use. */
  scopes?: readonly string[]
  /** A system of the same vendor, already in Altinn's register, that the client shall act for. */
  systemId?: string
  /** Replaces the addresses to which that system may send its customers back. */
  redirectUrls?: readonly string[]
}

const ONE_YEAR = 365 * 24 * 60 * 60
const MOST_KEYS = 5
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/**
 * What a vendor does by hand: a client with its scopes and public keys at Digdir, and its id on the
 * vendor's system at Altinn. Doing it again replaces keys and scopes.
 *
 * @param now epoch milliseconds; the keys are good for one year
 * @throws {ClientProblem}
 */
export function registerClient(
  state: SandboxState,
  registration: ClientRegistration,
  now: number,
): Client {
  const { clientId = randomUUID(), orgNo, publicJwk } = registration
  const jwks: readonly JWK[] = Array.isArray(publicJwk) ? publicJwk : [publicJwk]
  if (jwks.length > MOST_KEYS) throw new ClientProblem(`A client has at most ${MOST_KEYS} keys.`)
  const keys = jwks.map(publicKey)
  const system = systemOf(state, registration)

  const client: Client = {
    clientId,
    orgNo,
    name: registration.name ?? state.organisations.get(orgNo)?.name ?? clientId,
    active: true,
    integrationType: 'maskinporten',
    scopes: [...(registration.scopes ?? scopesOpenTo(state, orgNo))],
    keys: keys.map(jwk => ({ jwk, expiresAt: Math.floor(now / 1000) + ONE_YEAR })),
    accessTokenLifetime: 120,
  }
  state.clients.set(clientId, client)
  if (system && !system.clientId.includes(clientId)) system.clientId.push(clientId)
  if (system && registration.redirectUrls)
    system.allowedRedirectUrls = [...registration.redirectUrls]
  return client
}

/** Its message is a sentence for whoever registers. */
export class ClientProblem extends Error {}

function publicKey(jwk: JWK): JWK & { kid: string } {
  const { kty, n, e, kid } = jwk
  if (PRIVATE_MEMBERS.some(member => member in jwk))
    throw new ClientProblem('This is a private key. Register its public half only.')
  if (kty !== 'RSA' || !n || !e)
    throw new ClientProblem('The key must be a public RSA key with kty, n and e.')
  if (!kid) throw new ClientProblem('The key needs a kid.')
  return { kty, use: 'sig', alg: 'RS256', kid, e, n }
}

function systemOf(
  { systems }: SandboxState,
  { systemId, orgNo }: ClientRegistration,
): RegisteredSystem | undefined {
  if (systemId === undefined) return undefined
  const system = systems.get(systemId)
  if (system?.vendorOrgNo !== orgNo)
    throw new ClientProblem(`The vendor ${orgNo} has no system ${systemId}.`)
  return system
}

const scopesOpenTo = ({ scopes }: SandboxState, orgNo: string) =>
  [...scopes.values()]
    .filter(scope => scope.maskinporten)
    .filter(scope => scope.accessibleForAll || scope.grantedOrgs.includes(orgNo))
    .map(scope => scope.name)
