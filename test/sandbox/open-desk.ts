import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { startSandbox, type SandboxOptions } from '../../src/sandbox/server.js'
import { JWT_BEARER, newKeys, newVendorKey, sign, systemUserOf, type Json } from './open-vendor.js'

/** Two vendors that the sample knows nothing of, and their keys. */
export const FJELL = { orgNo: '312600757', name: 'FJELL PROGRAMVARE AS', key: 'fjell-key' }
export const FJORD = { orgNo: '313999990', name: 'FJORD DATA AS', key: 'fjord-key' }

const KEYS = {
  [FJELL.orgNo]: await newVendorKey(FJELL.key),
  [FJORD.orgNo]: await newVendorKey(FJORD.key),
}
const keys = newKeys()

export const VENDOR_SCOPES = [
  'altinn:authentication/systemregister.write',
  'altinn:authentication/systemuser.request.write',
  'altinn:authentication/systemuser.request.read',
].join(' ')

export interface Answer {
  status: number
  headers: Headers
  text: string
  // Parsed JSON, or the text when it is none; each story knows what it expects.
  body: any
}

export interface Sent {
  body?: unknown
  headers?: Record<string, string>
  token?: string
}

/** A sandbox whose clock stands still, as vendors and their tools reach it over HTTP. */
export async function openDesk(options: SandboxOptions = {}) {
  const started = Math.floor(Date.now() / 1000) * 1000
  const sandbox = await startSandbox({ now: () => started, keys, ...options })
  onTestFinished(() => sandbox.close())

  async function call(method: string, path: string, sent: Sent = {}): Promise<Answer> {
    const { body, headers, token } = sent
    const response = await fetch(sandbox.origin + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = text !== '' && response.headers.get('content-type')?.includes('json')
    const { status, headers: answered } = response
    return { status, headers: answered, text, body: isJson ? JSON.parse(text) : text }
  }

  const desk = (method: string, path: string, body?: unknown) =>
    call(method, `/_sandbox${path}`, { body })

  /** Maskinporten's answer to a grant of this client's. */
  async function ask(orgNo: string, clientId: string, changes: Json): Promise<Answer> {
    const { privateKey, publicJwk } = KEYS[orgNo]!
    const now = Math.floor(sandbox.now() / 1000)
    const claims = { aud: sandbox.issuer, iss: clientId, iat: now, exp: now + 60, ...changes }
    const header = { alg: 'RS256', kid: publicJwk.kid }
    const assertion = await sign({ jti: randomUUID(), ...claims }, header, privateKey)
    return call('POST', '/token', {
      body: String(new URLSearchParams({ grant_type: JWT_BEARER, assertion })),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  }

  return {
    sandbox,
    call,
    desk,
    ask,

    /** Everything a vendor needs, put there by its own hands. */
    async openVendor({ orgNo, name }: { orgNo: string; name: string }, row: Json = {}) {
      const systemId = `${orgNo}_system`
      const vendor = await desk('PUT', '/vendors', { orgNo, name })
      const system = await desk('PUT', '/systems', {
        id: systemId,
        vendorOrgNo: orgNo,
        name,
        rights: ['ttd_systembruker-logistikk-demo', 'ttd_systembruker-salary'],
        ...row,
      })
      const client = await desk('POST', '/clients', {
        orgNo,
        systemId,
        jwks: { keys: [KEYS[orgNo]!.publicJwk] },
      })
      for (const { status, text } of [vendor, system, client])
        if (status !== 201) throw new Error(text)

      const { clientId } = client.body as { clientId: string }
      const token = async (scope: string, changes: Json = {}): Promise<string> => {
        const { status, text, body } = await ask(orgNo, clientId, { scope, ...changes })
        if (status !== 200) throw new Error(text)
        return body.access_token
      }
      return {
        orgNo,
        systemId,
        clientId,
        publicJwk: KEYS[orgNo]!.publicJwk,
        ask: (changes: Json) => ask(orgNo, clientId, changes),
        token,
        /** With a plain token for Altinn's vendor endpoints. */
        altinn: async (method: string, path: string, body?: unknown) =>
          call(method, `/authentication/api/v1${path}`, {
            body,
            token: await token(VENDOR_SCOPES),
          }),
        /** With a token for the customer's system user. */
        api: async (path: string, customer: string) =>
          call('GET', `/api${path}`, {
            token: await token('altinn:systembruker.demo', {
              authorization_details: systemUserOf(customer),
            }),
          }),
      }
    },
  }
}

export type Desk = Awaited<ReturnType<typeof openDesk>>
export type DeskVendor = Awaited<ReturnType<Desk['openVendor']>>
