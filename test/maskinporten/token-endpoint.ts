import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { compactVerify, decodeProtectedHeader, importJWK, SignJWT } from 'jose'
import { onTestFinished } from 'vitest'
import { startAction } from '../../src/action.js'
import type { OrganisationNumber } from '../../src/domain/organisation-number.js'
import type { GrantClaims } from '../../src/maskinporten/grant.js'
import {
  createMaskinporten,
  type MaskinportenDeps,
  type TokenOrder,
} from '../../src/maskinporten/client.js'
import { readSigningKey, type SigningKey } from '../../src/maskinporten/keys.js'
import { createSend } from '../../src/upstream/send.js'
import { newPrivateKey } from './new-private-key.js'

export const CLIENT_ID = 'a2ed712d-4144-4471-839f-80ae4a68146b'
export const SYSTEM_ID = '991825827_smartcloud'
export const SCOPE = 'altinn:systembruker.demo'
export const CUSTOMER = '313790509' as OrganisationNumber
export const OTHER_CUSTOMER = '313725138' as OrganisationNumber

/** What the endpoint is to answer instead of a token made from the grant. */
export type Twist = (
  claims: GrantClaims,
) =>
  | { status: number; body: unknown; headers?: Record<string, string> }
  | { answer?: Record<string, unknown>; details?: unknown; value?: string }
  | 'hang up'
  | undefined

const signingKey: Promise<SigningKey> = readSigningKey(newPrivateKey(), 'smartcloud-test')
const theirKey: Promise<SigningKey> = readSigningKey(newPrivateKey(), 'maskinporten')

/** A token endpoint that reads grants as strictly as Maskinporten does, and a client for it. */
export async function openMaskinporten(
  twist: Twist = () => undefined,
  deps: Partial<MaskinportenDeps> = {},
) {
  const key = await signingKey
  const publicKey = await importJWK(key.publicJwk as never, 'RS256')
  const grants: GrantClaims[] = []
  const seenIds = new Set<string>()
  const problems: string[] = []
  let issuer = ''
  let serial = 0

  const server = createServer((req, res) => {
    let text = ''
    req.on('data', chunk => (text += chunk))
    req.on('end', async () => {
      const respond = (status: number, body: unknown, headers: Record<string, string> = {}) => {
        res.writeHead(status, { 'content-type': 'application/json', ...headers })
        res.end(typeof body === 'string' ? body : JSON.stringify(body))
      }
      try {
        const claims = await readGrant(req.method!, req.url!, req.headers, text)
        const twisted = twist(claims)
        if (twisted === 'hang up') return void req.socket.destroy()
        if (twisted && 'status' in twisted)
          return respond(twisted.status, twisted.body, twisted.headers)
        const value = twisted?.value ?? (await accessToken(claims, twisted?.details))
        const answer = {
          access_token: value,
          token_type: 'Bearer',
          expires_in: 120,
          scope: claims.scope,
        }
        respond(200, { ...answer, ...twisted?.answer })
      } catch (error) {
        problems.push((error as Error).message)
        respond(400, { error: 'invalid_request', error_description: (error as Error).message })
      }
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

  async function readGrant(
    method: string,
    url: string,
    headers: Record<string, unknown>,
    text: string,
  ): Promise<GrantClaims> {
    const must = (holds: boolean, what: string) => {
      if (!holds) throw new Error(what)
    }
    must(method === 'POST' && url === '/token', 'wrong address')
    must(headers['content-type'] === 'application/x-www-form-urlencoded', 'wrong content type')
    must(headers['authorization'] === undefined, 'authorization header')
    const form = new URLSearchParams(text)
    must([...form.keys()].sort().join() === 'assertion,grant_type', 'wrong parameters')
    must(form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer', 'grant_type')
    const assertion = form.get('assertion')!
    const header = decodeProtectedHeader(assertion)
    must(JSON.stringify(header) === '{"alg":"RS256","kid":"smartcloud-test"}', 'header')
    const { payload } = await compactVerify(assertion, publicKey, { algorithms: ['RS256'] })
    const claims = JSON.parse(Buffer.from(payload).toString()) as GrantClaims
    grants.push(claims)

    const allowed = [
      'aud',
      'iss',
      'scope',
      'iat',
      'exp',
      'jti',
      'authorization_details',
      'resource',
    ]
    for (const name of Object.keys(claims)) must(allowed.includes(name), `claim ${name}`)
    must(claims.aud === issuer, 'aud')
    must(claims.iss === CLIENT_ID, 'iss')
    must(Number.isInteger(claims.iat) && claims.exp - claims.iat === 60, 'life')
    must(/^[0-9a-f]{8}-[0-9a-f]{4}-4/.test(claims.jti), 'jti')
    must(!seenIds.has(claims.jti), 'Grant is used before.')
    seenIds.add(claims.jti)
    return claims
  }

  async function accessToken(claims: GrantClaims, details?: unknown): Promise<string> {
    const asked = claims.authorization_details?.[0]
    const granted = asked && [
      {
        type: asked.type,
        systemuser_org: asked.systemuser_org,
        systemuser_id: ['32fa5fdc-0897-4990-b392-3c159a28b543'],
        system_id: SYSTEM_ID,
      },
    ]
    const { kid, privateKey } = await theirKey
    return new SignJWT({
      authorization_details: details ?? granted,
      scope: claims.scope,
      n: ++serial,
    })
      .setProtectedHeader({ kid, alg: 'RS256' })
      .sign(privateKey)
  }

  const lines: { level: string; event: string; fields: Record<string, unknown> }[] = []
  const at =
    (level: string) =>
    (event: string, fields: Record<string, unknown> = {}) =>
      void lines.push({ level, event, fields })
  const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
  const maskinporten = createMaskinporten({
    send: createSend({
      service: 'maskinporten',
      origin: issuer,
      allowLoopback: true,
      log,
      sleep: async () => {},
    }),
    issuer,
    clientId: CLIENT_ID,
    key,
    systemId: SYSTEM_ID,
    environment: 'sandbox',
    log,
    now: Date.now,
    ...deps,
  })
  return {
    ...maskinporten,
    grants,
    problems,
    lines,
    issuer,
    get: (order: TokenOrder = { scope: SCOPE }) =>
      maskinporten.tokenFor(order, startAction('a-reference')),
  }
}
