import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import type {
  Client,
  ClientKey,
  MaskinportenOptions,
  SandboxState,
  SystemUser,
} from '../state/state.js'
import { systemUserForGrant } from '../state/system-users.js'
import { Refused } from './refusals.js'
import { isSignedBy, type SignatureAlgorithm } from './signatures.js'

/** A grant that passed every check: what the token is made from. */
export interface Grant {
  client: Client
  /** Without duplicates, in the order asked for. */
  scopes: string[]
  consumerOrg?: string
  resource?: string | string[]
  pid?: string
  systemUser?: SystemUser
}

export interface DecodedAssertion {
  header: Record<string, unknown>
  claims: Record<string, unknown>
}

export interface GrantChecks {
  state: SandboxState
  issuer: string
  /** Epoch milliseconds. */
  now: number
  options: MaskinportenOptions
  usedGrants: UsedGrants
}

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const ALGORITHMS: readonly SignatureAlgorithm[] = ['RS256', 'RS384', 'RS512']

/**
 * The assertion of a token request, out of its form.
 *
 * @throws {Refused} a parameter is missing, empty or doubled, or the grant type is another one
 */
export function readAssertion(form: string): string {
  const parameters = new URLSearchParams(form)
  const grantType = onlyOne('grant_type', parameters)
  const assertion = onlyOne('assertion', parameters)
  if (grantType !== JWT_BEARER) throw new Refused('unsupported_grant_type')
  return assertion
}

function onlyOne(name: string, parameters: URLSearchParams): string {
  const [value, ...more] = parameters.getAll(name)
  if (!value || more.length > 0) throw new Refused('missing_parameter', { name })
  return value
}

/** @throws {Refused} not a JWT. An empty signature passes: `alg` or the signature check says no. */
export function decodeAssertion(assertion: string): DecodedAssertion {
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(assertion)) throw new Refused('malformed')
  const [header = '', claims = ''] = assertion.split('.')
  return { header: jsonObject(header), claims: jsonObject(claims) }
}

function jsonObject(base64url: string): Record<string, unknown> {
  try {
    const bytes = Buffer.from(base64url, 'base64url')
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (isObject(value)) return value
  } catch {
    // not JSON: refused below, like JSON that is no object
  }
  throw new Refused('malformed')
}

/**
 * Judges a grant. The order of the real checks is not known; this one is fixed, and the first check
 * that fails answers.
 *
 * @throws {Refused}
 */
export function checkGrant(assertion: string, checks: GrantChecks): Grant {
  const { header, claims } = decodeAssertion(assertion)
  const client = findClient(claims, checks)
  checkSignature(assertion, header, client, checks)
  checkAudience(claims, checks)
  checkClaimList(claims)
  checkTimes(claims, checks)
  checkFirstUse(assertion, claims, checks)
  const scopes = checkScopes(claims, client, checks)
  const consumerOrg = checkDelegation(claims, client, scopes, checks)
  const resource = checkResource(claims)
  const systemUser = findSystemUser(claims, client, checks)
  return {
    client,
    scopes,
    ...(consumerOrg && { consumerOrg }),
    ...(resource && { resource }),
    ...(systemUser && { systemUser }),
    ...(claims.pid !== undefined && { pid: claims.pid as string }),
  }
}

type Claims = DecodedAssertion['claims']

function findClient(claims: Claims, { state }: GrantChecks): Client {
  if (claims.iss === undefined) throw new Refused('missing_claim')
  const client = typeof claims.iss === 'string' ? state.clients.get(claims.iss) : undefined
  if (!client?.active) throw new Refused('client_not_found')
  return client
}

function checkSignature(
  assertion: string,
  header: DecodedAssertion['header'],
  client: Client,
  { now, options: { kidPropagationMs = 0 } }: GrantChecks,
): void {
  const alg = ALGORITHMS.find(known => known === header.alg)
  if (!alg) throw new Refused('signature')
  if (header.x5c !== undefined) {
    const isList = Array.isArray(header.x5c) && header.x5c.length > 0
    throw new Refused(isList ? 'certificate' : 'x5c')
  }
  if (typeof header.kid !== 'string' || header.kid === '') throw new Refused('no_kid')

  const key = client.keys.find(({ jwk }) => jwk.kid === header.kid)
  if (!key) throw new Refused('unknown_kid')
  const age = now - key.known // negative once the clock has been set back
  if (kidPropagationMs > 0 && age < kidPropagationMs) throw new Refused('unknown_kid')
  if (key.expiresAt * 1000 <= now) throw new Refused('expired_key')

  // What must be understood to judge the signature is not understood here.
  const isPlain = header.crit === undefined && header.b64 === undefined
  if (!isPlain || !isSignedBy(publicKeyOf(key), alg, assertion)) throw new Refused('signature')
}

function publicKeyOf({ jwk: { kty, n, e } }: ClientKey): KeyObject {
  try {
    return createPublicKey({ key: { kty, n, e } as JsonWebKey, format: 'jwk' })
  } catch {
    throw new Refused('signature') // what was registered is no key
  }
}

function checkAudience({ aud }: Claims, { issuer, options }: GrantChecks): void {
  const accepted = options.lenientAud ? [issuer, issuer.slice(0, -1), `${issuer}token`] : [issuer]
  const only: unknown = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud
  if (!accepted.some(value => value === only)) throw new Refused('aud')
}

/** Whether a value fits, for every claim that may stand in a grant. */
const CLAIMS: Readonly<Record<string, (value: unknown) => boolean>> = {
  aud: () => true,
  iss: () => true,
  scope: isString,
  iat: Number.isInteger,
  exp: Number.isInteger,
  nbf: Number.isInteger,
  jti: isString,
  authorization_details: () => true,
  resource: () => true,
  consumer_org: isString,
  pid: value => isString(value) && /^\d{11}$/.test(value),
  iss_onbehalfof: isString,
  sub: isString,
}

function checkClaimList(claims: Claims): void {
  for (const name of Object.keys(claims)) {
    if (!Object.hasOwn(CLAIMS, name)) throw new Refused('unknown_claim')
  }
  if (claims.sub !== undefined && claims.sub !== claims.iss) throw new Refused('unknown_claim')
  for (const [name, value] of Object.entries(claims)) {
    if (!CLAIMS[name]!(value)) throw new Refused('bad_claim_type')
  }
}

function checkTimes({ iat, exp }: Claims, { now, options }: GrantChecks): void {
  if (typeof iat !== 'number' || typeof exp !== 'number') throw new Refused('missing_claim')
  const seconds = Math.floor(now / 1000)
  if (exp - iat > 120) throw new Refused('too_long')
  if (exp <= seconds) throw new Refused('expired')
  if (iat > seconds + 10) throw new Refused('iat_future')
  if (options.strictIat && iat < seconds - 10) throw new Refused('expired')
}

function checkFirstUse(assertion: string, claims: Claims, checks: GrantChecks): void {
  if (claims.jti === undefined && checks.options.requireJti) throw new Refused('missing_claim')
  const mark = claims.jti ?? createHash('sha256').update(assertion).digest('base64url')
  const isFirst = checks.usedGrants.use(
    JSON.stringify([claims.iss, mark]),
    claims.exp as number,
    Math.floor(checks.now / 1000),
  )
  if (!isFirst) throw new Refused('replay')
}

export interface UsedGrants {
  /** Remembers the grant until a minute after it expires; false if it was known. Epoch seconds. */
  use(grant: string, exp: number, now: number): boolean
}

export function createUsedGrants(): UsedGrants {
  const used = new Map<string, number>()
  return {
    use(grant, exp, now) {
      for (const [old, until] of used) {
        if (until > now) break // in order of arrival, which is nearly that of expiry
        used.delete(old)
      }
      if (used.has(grant)) return false
      used.set(grant, exp + 60)
      return true
    },
  }
}

function checkScopes({ scope, consumer_org }: Claims, client: Client, { state }: GrantChecks) {
  const names = typeof scope === 'string' ? scope.split(/\s+/).filter(Boolean) : []
  if (names.length === 0) throw new Refused('missing_claim')

  const scopes = [...new Set(names)]
  const onClient = (name: string) => client.scopes.includes(name) && state.scopes.has(name)
  const unknown = scopes.filter(name => !onClient(name))
  if (unknown.length > 0) throw new Refused('scope_unknown', { scopes: unknown.join(', ') })

  const orgNo = typeof consumer_org === 'string' ? consumer_org : client.orgNo
  for (const name of scopes) {
    const { maskinporten, accessibleForAll, grantedOrgs } = state.scopes.get(name)!
    if (!maskinporten || client.integrationType !== 'maskinporten') throw new Refused('scope_type')
    if (!accessibleForAll && !grantedOrgs.includes(orgNo))
      throw new Refused('scope_not_granted', { scope: name })
  }
  return scopes
}

function checkDelegation(
  { consumer_org: consumer }: Claims,
  { orgNo: supplier }: Client,
  scopes: string[],
  { state }: GrantChecks,
): string | undefined {
  if (consumer === undefined) return undefined
  if (typeof consumer !== 'string' || !/^\d{9}$/.test(consumer)) throw new Refused('bad_claim_type')
  if (consumer === supplier) throw new Refused('consumer_self')
  for (const scope of scopes) {
    const isDelegated = state.delegations?.some(
      given =>
        given.consumerOrgNo === consumer &&
        given.supplierOrgNo === supplier &&
        given.scope === scope,
    )
    if (!isDelegated) throw new Refused('not_delegated', { consumer, scope, supplier })
  }
  return consumer
}

function checkResource({ resource }: Claims): string | string[] | undefined {
  if (resource === undefined) return undefined
  const values: unknown[] = Array.isArray(resource) ? resource : [resource]
  const isTarget = (value: unknown) =>
    isString(value) && URL.canParse(value) && !value.includes('#')
  if (values.length === 0 || !values.every(isTarget)) throw new Refused('target')
  return values.length === 1 ? (values[0] as string) : (values as string[])
}

/**
 * Whom Maskinporten asks Altinn for.
 *
 * @see https://docs.digdir.no/docs/Maskinporten/maskinporten_func_systembruker
 */
function findSystemUser(
  { authorization_details: details }: Claims,
  client: Client,
  checks: GrantChecks,
): SystemUser | undefined {
  if (details === undefined) return undefined
  const detail: unknown = Array.isArray(details) && details.length === 1 ? details[0] : undefined
  if (!isObject(detail)) throw new Refused('rar_values')
  const { type, systemuser_org: org, externalRef } = detail
  if (type !== 'urn:altinn:systemuser') throw new Refused('rar_type', { type })

  refuseOtherFields(detail, ['type', 'systemuser_org', 'externalRef'])
  if (org !== undefined && !isObject(org)) throw new Refused('rar_values')
  if (org) refuseOtherFields(org, ['authority', 'ID'])
  if (externalRef !== undefined && !(isString(externalRef) && isReference(externalRef)))
    throw new Refused('rar_fields', { field: 'externalRef' })

  const ID = org?.ID
  const owner = isString(ID) ? /^0192:(\d{9})$/.exec(ID)?.[1] : undefined
  if (org?.authority !== 'iso6523-actorid-upis' || !owner) throw new Refused('rar_values', { ID })

  const user = systemUserForGrant(checks, {
    clientId: client.clientId,
    vendor: client.orgNo,
    customer: owner,
    externalRef: externalRef?.trim() || undefined,
  })
  if (!user) throw new Refused('rar_values', { ID })
  return user
}

function refuseOtherFields(given: object, known: string[]): void {
  const field = Object.keys(given).find(name => !known.includes(name))
  if (field !== undefined) throw new Refused('rar_fields', { field })
}

/** Blank counts as not sent. */
const isReference = (text: string) =>
  text.trim() === '' || (text.length <= 255 && /^[a-zA-Z0-9æøåÆØÅ_-]*$/.test(text))

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

function isString(value: unknown): value is string {
  return typeof value === 'string'
}
