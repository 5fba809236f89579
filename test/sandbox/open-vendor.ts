import { randomUUID } from 'node:crypto'
import { CompactSign, exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose'
import { createSigningKeys } from '../../src/sandbox/world/signing-keys.js'
import { startSandbox, type SandboxOptions } from '../../src/sandbox/server.js'

export const VENDOR = '991825827'
export const SYSTEM = '991825827_smartcloud'
export const SCOPE = 'altinn:systembruker.demo'

/** One for the whole file: making a key takes longer than all that is done with it. */
export const vendorKey = await newVendorKey('vendor-key')

export async function newVendorKey(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const { kty, n, e } = await exportJWK(publicKey)
  return { privateKey, publicJwk: { kty, n, e, kid, use: 'sig', alg: 'RS256' } as JWK }
}

export type Json = Record<string, unknown>

/** The token, or the refusal. */
interface TokenAnswer {
  access_token: string
  token_type: string
  expires_in: number
  scope: string
  error: string
  error_description: string
  error_uri?: string
}

export const newKeys = () => ({ maskinporten: createSigningKeys(), altinn: createSigningKeys() })

const keys = newKeys()

/** A sandbox and a vendor with a client in it, whose clock stands still until it is moved. */
export async function openVendor(options: SandboxOptions = {}) {
  const started = Math.floor(Date.now() / 1000) * 1000
  const sandbox = await startSandbox({ now: () => started, keys, ...options })
  const client = sandbox.registerClient({
    orgNo: VENDOR,
    publicJwk: vendorKey.publicJwk,
    systemId: SYSTEM,
  })
  const now = () => Math.floor(sandbox.now() / 1000)

  /** A right grant, but for what is given; `undefined` leaves a claim out. */
  const claims = (changes: Json = {}): Json => ({
    aud: sandbox.issuer,
    iss: client.clientId,
    scope: SCOPE,
    iat: now(),
    exp: now() + 60,
    jti: randomUUID(),
    ...changes,
  })

  const grant = (changes: Json = {}, header: Json = {}, key: CryptoKey = vendorKey.privateKey) =>
    sign(claims(changes), { alg: 'RS256', kid: 'vendor-key', ...header }, key)

  /** A form for the token endpoint, however wrong. */
  const send = async (
    body: NonNullable<RequestInit['body']>,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(`${sandbox.issuer}token`, { method: 'POST', body, headers })
    const answer = (await response.json()) as TokenAnswer
    return { status: response.status, headers: response.headers, body: answer }
  }
  const ask = (assertion: string) =>
    send(new URLSearchParams({ grant_type: JWT_BEARER, assertion }))

  return {
    sandbox,
    client,
    now,
    claims,
    grant,
    send,
    ask,
    /** Signs a grant with these claims, and sends it. */
    askFor: async (changes: Json = {}, header: Json = {}, key?: CryptoKey) =>
      ask(await grant(changes, header, key)),
  }
}

export type Vendor = Awaited<ReturnType<typeof openVendor>>

export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

export const sign = (payload: unknown, header: Json, key: CryptoKey) =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader(header as { alg: string })
    .sign(key)

/** `authorization_details` for a customer's system user. */
export const systemUserOf = (orgNo: string, more: Json = {}) => [
  {
    type: 'urn:altinn:systemuser',
    systemuser_org: { authority: 'iso6523-actorid-upis', ID: `0192:${orgNo}` },
    ...more,
  },
]

export const decode = (jwt: string, part: 0 | 1): Json =>
  JSON.parse(Buffer.from(jwt.split('.')[part]!, 'base64url').toString())
