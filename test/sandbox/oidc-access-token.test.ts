import { describe, expect, test } from 'vitest'
import { SUBSCRIPTION_KEY } from '../../src/sandbox/rows/seed.js'
import {
  ACCOUNTANT,
  AGENT,
  CLIENTS,
  DIRECTOR,
  OWNER,
  PLATFORM,
  REGISTER,
  REQUESTS,
  SYSTEM,
} from './open-altinn.js'
import { decoded, openOidc } from './open-oidc.js'

/*
 * A person logs in at the OpenID provider, and the site may then look after the clients of the
 * person's own organisation: with the person's access token, exchanged at Altinn.
 */

const READ = 'altinn:clientdelegations.read'
const WRITE = 'altinn:clientdelegations.write'
const ATTACHED = ['213089358', '313210502', '214685590']

async function open() {
  const oidc = await openOidc()
  const { origin, state } = oidc.sandbox

  async function call(path: string, token: string, method = 'GET', more = {}) {
    const headers = { authorization: `Bearer ${token}`, ...more }
    const response = await fetch(origin + path, { method, headers })
    return { status: response.status, text: await response.text() }
  }
  const logIn = async (pid: string, scope: string) =>
    (await oidc.tokensFor(pid, { scope, authorization_details: undefined })).body

  return {
    ...oidc,
    state,
    call,
    logIn,
    exchange: (token: string) => call(`${PLATFORM}/exchange/id-porten`, token),
    /** Logs in, and exchanges. */
    async signedIn(pid: string, scope = `openid ${READ} ${WRITE}`) {
      const { access_token } = await logIn(pid, scope)
      return (await call(`${PLATFORM}/exchange/id-porten`, access_token)).text
    },
  }
}

const numbersIn = ({ text }: { text: string }): string[] =>
  JSON.parse(text).data.map((client: Record<string, string>) => client['clientOrganizationNumber'])

describe('A person’s access token', () => {
  test('says who logged in, how, where and for what', async () => {
    const { logIn, issuer } = await open()
    const scope = `openid ${READ} ${WRITE}`

    const { access_token, expires_in, ...answer } = await logIn(ACCOUNTANT.director, scope)

    expect(answer.scope).toBe(scope)
    const { header, claims } = decoded(access_token)
    expect(header).toMatchObject({ alg: 'RS256', typ: 'at+jwt' })
    expect(claims).toMatchObject({
      iss: issuer,
      pid: ACCOUNTANT.director,
      scope,
      acr: 'substantial',
      amr: ['TestID'],
      client_id: 'customer-client',
      token_type: 'Bearer',
    })
    expect(claims['exp']! - claims['iat']!).toBe(expires_in)
    for (const absent of ['aud', 'nonce', 'consumer']) expect(claims).not.toHaveProperty(absent)
  })

  test('lets the site see and change the clients of the person’s own organisation', async () => {
    const { signedIn, call, state } = await open()
    const token = await signedIn(ACCOUNTANT.director)
    const clients = `${CLIENTS}/clients?agent=${AGENT}`

    expect(numbersIn(await call(clients, token)).sort()).toEqual([...ATTACHED].sort())
    const [more] = numbersIn(await call(`${CLIENTS}/clients/available?agent=${AGENT}`, token))
    const { partyUuid } = state.organisations.get(more!)!
    const attached = await call(`${clients}&client=${partyUuid}`, token, 'POST')

    expect(attached.status).toBe(200)
    expect(numbersIn(await call(clients, token))).toContain(more)
  })

  test('lets nobody see the clients of another organisation', async () => {
    const { signedIn, call } = await open()
    for (const pid of [DIRECTOR, OWNER.director]) {
      const answer = await call(`${CLIENTS}/clients?agent=${AGENT}`, await signedIn(pid))
      expect(answer).toEqual({ status: 403, text: '' })
    }
  })

  test('without the scope is not exchanged, and to read is not to write', async () => {
    const { logIn, exchange, signedIn, call, state } = await open()
    const { access_token, id_token } = await logIn(ACCOUNTANT.director, 'openid profile')
    expect(await exchange(access_token)).toEqual({ status: 403, text: '' })
    expect((await exchange(id_token)).status).toBe(403)

    const reader = await signedIn(ACCOUNTANT.director, `openid ${READ}`)
    const { partyUuid } = state.organisations.get('314577760')!
    const path = `${CLIENTS}/clients?agent=${AGENT}`
    expect((await call(path, reader)).status).toBe(200)
    expect((await call(`${path}&client=${partyUuid}`, reader, 'POST')).status).toBe(403)
    const writer = await signedIn(ACCOUNTANT.director, `openid ${WRITE}`)
    expect((await call(path, writer)).status).toBe(403)
  })

  test('is exchanged for ten minutes', async () => {
    const { logIn, exchange, sandbox } = await open()
    const { access_token } = await logIn(ACCOUNTANT.director, `openid ${READ}`)
    sandbox.faults.moveClock(609_000)
    expect((await exchange(access_token)).status).toBe(200)
    sandbox.faults.moveClock(2_000)
    expect((await exchange(access_token)).status).toBe(401)
  })

  test.each([
    ['the agent’s clients, not exchanged', `${CLIENTS}/clients?agent=${AGENT}`],
    ['Maskinporten’s exchange', `${PLATFORM}/exchange/maskinporten`],
    ['the register of systems', `${REGISTER}/${SYSTEM}`],
    ['the requests of a vendor', `${REQUESTS}/bysystem/${SYSTEM}`],
    ['a demo API', `/api/Salary/${ACCOUNTANT.orgNo}`],
    ['Krav og betalinger', `/v1/regnskapssystem/${ACCOUNTANT.orgNo}/aapnekrav`],
    ['the PDP', '/authorization/api/v1/authorize', 'POST'],
  ])('opens nothing else: %s', async (_, path, method = 'GET') => {
    const { logIn, call } = await open()
    const { access_token } = await logIn(ACCOUNTANT.director, `openid ${READ} ${WRITE}`)
    const key = { 'ocp-apim-subscription-key': SUBSCRIPTION_KEY }
    expect((await call(path, access_token, method, key)).status).toBe(401)
  })

  test('opens, exchanged, no vendor’s endpoint either', async () => {
    const { signedIn, call } = await open()
    const token = await signedIn(ACCOUNTANT.director)
    for (const path of [`${REGISTER}/${SYSTEM}`, `${REQUESTS}/bysystem/${SYSTEM}`])
      expect((await call(path, token)).status).toBe(403)
    expect((await call(`/api/Salary/${ACCOUNTANT.orgNo}`, token)).status).toBe(401)
  })
})

describe('The scopes for clients', () => {
  test('are advertised', async () => {
    const { issuer } = await open()
    const document = await fetch(`${issuer}/.well-known/openid-configuration`)
    expect((await document.json()).scopes_supported).toEqual(
      expect.arrayContaining(['openid', 'profile', READ, WRITE]),
    )
  })

  test('are for persons of customers: neither staff nor a work account gets anywhere', async () => {
    const { staffRequest, newBrowser, tokensFor, exchange } = await open()
    const { address } = staffRequest({ scope: `openid ${READ}` })
    const answer = (await newBrowser().visit(address)).leavesFor?.searchParams
    expect(answer?.get('error')).toBe('invalid_scope')

    const { body } = await tokensFor(ACCOUNTANT.director, {
      scope: `openid ${READ}`,
      acr_values: 'entraid',
      authorization_details: undefined,
    })
    expect(decoded(body.access_token).claims).not.toHaveProperty('pid')
    expect((await exchange(body.access_token)).status).toBe(401)
  })
})
