import { randomUUID } from 'node:crypto'
import type { JWK } from 'jose'
import type { Client, ClientKey, RegisteredSystem, SandboxState } from './state.js'

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
/** Of a JWK. */
export const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']
/** Seconds. */
export const USUAL_TOKEN_LIFETIME = 120

/**
 * What a vendor does by hand: a client with its scopes and public keys at Digdir, and its id on the
 * vendor's system at Altinn. Doing it again replaces keys and scopes.
 *
 * @param now epoch milliseconds
 * @throws {ClientProblem}
 */
export function registerClient(
  state: SandboxState,
  registration: ClientRegistration,
  now: number,
): Client {
  const { clientId = randomUUID(), orgNo, publicJwk } = registration
  const before = state.clients.get(clientId)
  if (before && before.orgNo !== orgNo)
    throw new ClientProblem(`The client ${clientId} belongs to another vendor.`)
  const jwks: readonly JWK[] = Array.isArray(publicJwk) ? publicJwk : [publicJwk]
  const keys = clientKeys(jwks, before?.keys ?? [], now)
  const system = systemOf(state, { ...registration, clientId })

  const client = newClient(
    {
      clientId,
      orgNo,
      name: registration.name ?? state.organisations.get(orgNo)?.name ?? clientId,
      scopes: [...(registration.scopes ?? scopesOpenTo(state, orgNo))],
      keys,
    },
    now,
  )
  state.clients.set(clientId, client)
  if (system && !system.clientId.includes(clientId)) system.clientId.push(clientId)
  if (system && registration.redirectUrls)
    system.allowedRedirectUrls = [...registration.redirectUrls]
  return client
}

/** @param now epoch milliseconds */
export const newClient = (
  given: Pick<Client, 'clientId' | 'orgNo' | 'name' | 'scopes'> & Partial<Client>,
  now: number,
): Client => ({
  description: '',
  active: true,
  integrationType: 'maskinporten',
  keys: [],
  accessTokenLifetime: USUAL_TOKEN_LIFETIME,
  created: now,
  updated: now,
  ...given,
})

/** Its message is a sentence for whoever registers. */
export class ClientProblem extends Error {}

/**
 * A client's keys from now on, good for one year. One that was there before has been known since.
 *
 * @param now epoch milliseconds
 * @throws {ClientProblem}
 */
export function clientKeys(
  jwks: readonly JWK[],
  before: readonly ClientKey[],
  now: number,
): ClientKey[] {
  if (jwks.length > MOST_KEYS) throw new ClientProblem(`A client has at most ${MOST_KEYS} keys.`)
  const keys = jwks.map(publicKey)
  const kids = keys.map(({ kid }) => kid)
  const twice = kids.find((kid, i) => kids.indexOf(kid) !== i)
  if (twice) throw new ClientProblem(`Two keys have the kid ${twice}.`)
  return keys.map(jwk => ({
    jwk,
    known: before.find(old => old.jwk.kid === jwk.kid && old.jwk.n === jwk.n)?.known ?? now,
    expiresAt: Math.floor(now / 1000) + ONE_YEAR,
  }))
}

/** @throws {ClientProblem} */
export function publicKey(jwk: JWK): ClientKey['jwk'] {
  const { kty, n, e, kid, alg = 'RS256' } = jwk
  if (PRIVATE_MEMBERS.some(member => member in jwk))
    throw new ClientProblem('This is a private key. Register its public half only.')
  if (kty !== 'RSA' || typeof n !== 'string' || typeof e !== 'string')
    throw new ClientProblem('The key must be a public RSA key with kty, n and e.')
  if (typeof kid !== 'string' || kid === '') throw new ClientProblem('The key needs a kid.')
  if (!/^RS(256|384|512)$/.test(alg))
    throw new ClientProblem('The key’s alg must be RS256, RS384 or RS512.')
  if (Buffer.from(n, 'base64url').length < 256)
    throw new ClientProblem('The key must have 2048 bits or more.')
  return { kty, use: 'sig', alg, kid, e, n }
}

function systemOf(
  { systems }: SandboxState,
  { systemId, orgNo, clientId }: ClientRegistration & { clientId: string },
): RegisteredSystem | undefined {
  if (systemId === undefined) return undefined
  const system = systems.get(systemId)
  if (system?.vendorOrgNo !== orgNo)
    throw new ClientProblem(`The vendor ${orgNo} has no system ${systemId}.`)
  for (const other of systems.values())
    if (other !== system && !other.isDeleted && other.clientId.includes(clientId))
      throw new ClientProblem(`The client ${clientId} is on the system ${other.id} already.`)
  return system
}

const scopesOpenTo = ({ scopes }: SandboxState, orgNo: string) =>
  [...scopes.values()]
    .filter(scope => scope.maskinporten)
    .filter(scope => scope.accessibleForAll || scope.grantedOrgs.includes(orgNo))
    .map(scope => scope.name)
