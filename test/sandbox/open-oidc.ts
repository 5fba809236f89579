import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeJwt, decodeProtectedHeader, SignJWT, type JWTPayload } from 'jose'
import { onTestFinished } from 'vitest'
import type { OidcClientRegistration } from '../../src/sandbox/state/oidc-clients.js'
import { startSandbox, type SandboxOptions } from '../../src/sandbox/server.js'
import { createSigningKeys } from '../../src/sandbox/world/signing-keys.js'
import { CLAIMS, CUSTOMER } from './open-altinn.js'
import { createPageBrowser, onwardFrom, type PageVisit } from './open-pages.js'
import { newVendorKey } from './open-vendor.js'

export const CALLBACK = 'http://localhost:3000/logged-in'
export const GOODBYE = 'http://localhost:3000/logged-out'
export const SECRET = 'a secret: with æ & 100 %'

/** The client's own key, registered at the provider. */
export const clientKey = await newVendorKey('client-key')
const keys = {
  maskinporten: createSigningKeys(),
  altinn: createSigningKeys(),
  idp: createSigningKeys(),
}

export const CUSTOMER_CLIENT = {
  clientId: 'customer-client',
  audience: 'customer',
  redirectUris: [CALLBACK, `${CALLBACK}?fixed=1`],
  postLogoutRedirectUris: [GOODBYE],
  jwks: { keys: [clientKey.publicJwk] },
} as const satisfies OidcClientRegistration

export const STAFF_CLIENT = {
  clientId: 'staff-client',
  audience: 'staff',
  redirectUris: [CALLBACK],
  postLogoutRedirectUris: [GOODBYE],
  clientSecret: SECRET,
} as const satisfies OidcClientRegistration

/** Another service for customers, which is told in its own way. */
export const SECOND_CLIENT = {
  clientId: 'second-client',
  audience: 'customer',
  redirectUris: [CALLBACK],
  clientSecret: SECRET,
} as const satisfies OidcClientRegistration

/** What a client asks for when it wants to know for whom somebody acts. */
export const REPRESENTATION = JSON.stringify([
  {
    type: 'ansattporten:altinn:resource',
    resource: `urn:altinn:resource:${CLAIMS.resource[0]!.value}`,
    representation_is_required: true,
  },
])

/** The managing director of the customer, as the choice of test users has it. */
export const chosen = (pid: string, orgNo = CUSTOMER.orgNo) => `${pid}-${orgNo}`

type Changes = Record<string, string | undefined>

/** A sandbox with clients of each kind, whose clock is the real one, and can be moved. */
export async function openOidc(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ keys, ...options })
  onTestFinished(sandbox.close)
  sandbox.registerOidcClient(CUSTOMER_CLIENT)
  sandbox.registerOidcClient(STAFF_CLIENT)
  sandbox.registerOidcClient(SECOND_CLIENT)
  const issuer = `${sandbox.origin}/idp`
  const seconds = () => Math.floor(sandbox.now() / 1000)

  /** A right request of the customers' client, but for what is given; `undefined` leaves it out. */
  function request(changes: Changes = {}) {
    const verifier = randomBytes(32).toString('base64url')
    const parameters: Changes = {
      response_type: 'code',
      client_id: CUSTOMER_CLIENT.clientId,
      redirect_uri: CALLBACK,
      scope: 'openid',
      state: randomUUID(),
      nonce: randomUUID(),
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      authorization_details: REPRESENTATION,
      ...changes,
    }
    return { verifier, parameters, address: `${issuer}/authorize?${given(parameters)}` }
  }
  const staffRequest = (changes: Changes = {}) =>
    request({
      client_id: STAFF_CLIENT.clientId,
      authorization_details: undefined,
      ...changes,
    })

  /** What the client proves itself with. */
  const assertion = (changes: JWTPayload = {}, header: object = {}, key = clientKey.privateKey) =>
    new SignJWT({
      iss: CUSTOMER_CLIENT.clientId,
      sub: CUSTOMER_CLIENT.clientId,
      aud: issuer,
      iat: seconds(),
      exp: seconds() + 60,
      jti: randomUUID(),
      ...changes,
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'client-key', ...header })
      .sign(key)

  async function send(fields: Changes, headers: Record<string, string> = {}) {
    const body = given(fields)
    const response = await fetch(`${issuer}/token`, { method: 'POST', body, headers })
    const answer = (await response.json()) as TokenAnswer
    return { status: response.status, headers: response.headers, body: answer }
  }

  /** Asks for the tokens of a code, as the customers' client. */
  const redeem = async (code: string, verifier: string, changes: Changes = {}) =>
    send({
      grant_type: 'authorization_code',
      code,
      redirect_uri: CALLBACK,
      code_verifier: verifier,
      client_assertion_type: JWT_BEARER,
      client_assertion: await assertion(),
      ...changes,
    })

  /** Asks as one of the clients that have a secret. */
  const redeemSecretly = (code: string, verifier: string, changes: Changes = {}) =>
    redeem(code, verifier, {
      client_assertion_type: undefined,
      client_assertion: undefined,
      client_secret: SECRET,
      ...changes,
    })

  /** Somebody logs in, if anybody asks; the answer at the client's address. */
  async function logIn(user: string, asked = request(), browser = newBrowser()) {
    const page = await browser.visit(asked.address)
    if (page.leavesFor) return page.leavesFor.searchParams
    const answer = await browser.press(page, 'Logg inn', { user })
    return new URL(onwardFrom(answer)!).searchParams
  }

  /** All the way to the tokens. */
  async function tokensFor(user: string, changes: Changes = {}, browser = newBrowser()) {
    const asked = request(changes)
    const code = (await logIn(user, asked, browser)).get('code')!
    const { body } = await redeem(code, asked.verifier)
    return { ...asked, code, body, ...decoded(body.id_token) }
  }

  async function tokensAtSecondClient(user: string, browser = newBrowser()) {
    const client_id = SECOND_CLIENT.clientId
    const asked = request({ client_id })
    const code = (await logIn(user, asked, browser)).get('code')!
    const { body } = await redeemSecretly(code, asked.verifier, { client_id })
    return { body, ...decoded(body.id_token) }
  }

  const newBrowser = () => createPageBrowser(sandbox.origin)

  return {
    sandbox,
    issuer,
    seconds,
    request,
    staffRequest,
    assertion,
    send,
    redeem,
    redeemSecretly,
    logIn,
    tokensFor,
    tokensAtSecondClient,
    newBrowser,
  }
}

export type Oidc = Awaited<ReturnType<typeof openOidc>>

export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** The tokens, or the refusal. */
interface TokenAnswer {
  access_token: string
  token_type: string
  expires_in: number
  scope: string
  id_token: string
  authorization_details?: unknown
  error: string
  error_description: string
}

const given = (parameters: Changes) =>
  new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as [string, string]],
    ),
  )

/** Whatever it is worth. */
export const decoded = (jwt: string) => ({
  header: decodeProtectedHeader(jwt) as Record<string, unknown>,
  claims: decodeJwt<Record<string, any>>(jwt), // each story knows what it expects
})

/** Whoever may be chosen, as `value: label`. */
export const usersOn = ({ text }: PageVisit): string[] =>
  [...text.matchAll(/name="user" value="([^"]*)"[\s\S]*?<label[^>]*>([^<]*)/g)].map(
    ([, value, label]) => `${value}: ${label}`,
  )

/** A client's site that takes what is posted to it. */
export async function listenForLogouts() {
  const received: { type: string | undefined; token: string }[] = []
  const server = createServer((incoming: IncomingMessage, response) => {
    let body = ''
    incoming.on('data', piece => (body += piece))
    incoming.on('end', () => {
      const token = new URLSearchParams(body).get('logout_token') ?? ''
      received.push({ type: incoming.headers['content-type'], token })
      response.writeHead(204).end()
    })
  })
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  return { address: `http://localhost:${port}/logged-out-there`, received }
}
