import { createHash, randomUUID } from 'node:crypto'
import { UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { DIRECTOR } from './open-altinn.js'
import {
  chosen,
  clientKey,
  CUSTOMER_CLIENT,
  decoded,
  JWT_BEARER,
  openOidc,
  SECOND_CLIENT,
  SECRET,
  STAFF_CLIENT,
  type Oidc,
} from './open-oidc.js'
import { newVendorKey } from './open-vendor.js'

/** A sandbox, and a code that has not been used. */
async function openWithCode() {
  const oidc = await openOidc()
  const asked = oidc.request()
  const answer = await oidc.logIn(chosen(DIRECTOR), asked)
  return { ...oidc, code: answer.get('code')!, verifier: asked.verifier }
}
type WithCode = Awaited<ReturnType<typeof openWithCode>>

describe('A code', () => {
  test('is good for an id_token, and an access token of the person', async () => {
    const { redeem, code, verifier, sandbox } = await openWithCode()

    const before = Math.floor(sandbox.now() / 1000)
    const { status, headers, body } = await redeem(code, verifier)

    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 600, scope: 'openid' })
    expect(decoded(body.access_token)).toMatchObject({
      header: { typ: 'at+jwt', alg: 'RS256' },
      claims: { pid: DIRECTOR, scope: 'openid', client_id: CUSTOMER_CLIENT.clientId },
    })
    const { claims } = decoded(body.id_token)
    const half = createHash('sha256').update(body.access_token).digest().subarray(0, 16)
    expect(claims['at_hash']).toBe(half.toString('base64url'))
    expect(claims['iat']).toBeGreaterThanOrEqual(before)
    expect(claims['iat']).toBeLessThanOrEqual(sandbox.now() / 1000)
  })

  test('is good once, and the second time says so', async () => {
    const { redeem, code, verifier } = await openWithCode()
    expect((await redeem(code, verifier)).status).toBe(200)
    const { status, body } = await redeem(code, verifier)
    expect([status, body.error]).toEqual([400, 'invalid_grant'])
  })

  test.each([
    [59_000, 200],
    [60_000, 400],
  ])('is good for a minute: after %i ms the answer is %i', async (ms, expected) => {
    const { redeem, code, verifier, sandbox } = await openWithCode()
    sandbox.faults.moveClock(ms)
    expect((await redeem(code, verifier)).status).toBe(expected)
  })

  test.each<[string, Record<string, string | undefined>, string]>([
    ['of a refresh token', { grant_type: 'refresh_token' }, 'unsupported_grant_type'],
    ['without saying so', { grant_type: undefined }, 'invalid_request'],
    ['that is another', { code: 'another' }, 'invalid_grant'],
    ['that is missing', { code: undefined }, 'invalid_request'],
    ['for another address', { redirect_uri: 'http://localhost:3000/' }, 'invalid_grant'],
    ['for no address', { redirect_uri: undefined }, 'invalid_request'],
    ['with another verifier', { code_verifier: 'a'.repeat(43) }, 'invalid_grant'],
    ['with a verifier that is too short', { code_verifier: 'short' }, 'invalid_grant'],
    ['without a verifier', { code_verifier: undefined }, 'invalid_request'],
  ])('%s is refused', async (_, changes, error) => {
    const { redeem, code, verifier } = await openWithCode()
    const { status, body } = await redeem(code, verifier, changes)
    expect([status, body.error]).toEqual([400, error])
    expect(Object.keys(body)).toEqual(['error', 'error_description'])
  })

  test('is refused in the hands of another client, and lost', async () => {
    const { redeem, redeemSecretly, code, verifier } = await openWithCode()
    const stolen = await redeemSecretly(code, verifier, { client_id: SECOND_CLIENT.clientId })
    expect([stolen.status, stolen.body.error]).toEqual([400, 'invalid_grant'])
    expect((await redeem(code, verifier)).body.error).toBe('invalid_grant')
  })

  test('is lost when the verifier was wrong', async () => {
    const { redeem, code, verifier } = await openWithCode()
    await redeem(code, verifier, { code_verifier: 'b'.repeat(43) })
    expect((await redeem(code, verifier)).body.error).toBe('invalid_grant')
  })

  test('must come in a form, and each field once', async () => {
    const { issuer, redeem, code, verifier } = await openWithCode()
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${issuer}/token`, { method: 'POST', headers, body: '{}' })
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: 'invalid_request' },
    ])
    expect((await fetch(`${issuer}/token`, { method: 'POST' })).status).toBe(400)
    expect((await fetch(`${issuer}/token`)).status).toBe(404)
    expect((await redeem(code, verifier)).status, 'the code is still good').toBe(200)
  })
})

describe('A client', () => {
  const REFUSED: Record<string, (oidc: WithCode) => Promise<string>> = {
    'whose key is not registered': async ({ assertion }) =>
      assertion({}, {}, (await newVendorKey('client-key')).privateKey),
    'whose key goes by another id': ({ assertion }) => assertion({}, { kid: 'another' }),
    'who does not say which key': ({ assertion }) => assertion({}, { kid: undefined }),
    'whose key is said to be an address': ({ assertion }) =>
      assertion({}, { kid: undefined, jku: 'https://evil.example/keys' }),
    'who is unknown': ({ assertion }) => assertion({ iss: 'unknown', sub: 'unknown' }),
    'who has a secret only': ({ assertion }) =>
      assertion({ iss: SECOND_CLIENT.clientId, sub: SECOND_CLIENT.clientId }),
    'who speaks of somebody else': ({ assertion }) => assertion({ sub: 'another' }),
    'who speaks to another provider': ({ assertion }) => assertion({ aud: 'https://else.example' }),
    'who speaks to the token address': ({ assertion, issuer }) =>
      assertion({ aud: `${issuer}/token` }),
    'who speaks to many': ({ assertion, issuer }) =>
      assertion({ aud: [issuer, 'https://else.example'] }),
    'who speaks without end': ({ assertion }) => assertion({ exp: undefined }),
    'who speaks for three minutes': ({ assertion, seconds }) => assertion({ exp: seconds() + 180 }),
    'who speaks without a beginning': ({ assertion }) => assertion({ iat: undefined }),
    'whose clock is half a minute ahead': ({ assertion, seconds }) =>
      assertion({ iat: seconds() + 30, exp: seconds() + 60 }),
    'who spoke yesterday': ({ assertion, seconds }) =>
      assertion({ iat: seconds() - 86_460, exp: seconds() - 86_400 }),
    'who gives no jti': ({ assertion }) => assertion({ jti: undefined }),
    'who does not sign': async ({ issuer }) =>
      new UnsecuredJWT({ jti: randomUUID() })
        .setIssuer(CUSTOMER_CLIENT.clientId)
        .setSubject(CUSTOMER_CLIENT.clientId)
        .setAudience(issuer)
        .setIssuedAt()
        .setExpirationTime('1 minute')
        .encode(),
    'who sends no assertion at all': async () => 'assertion',
  }
  test.each(Object.entries(REFUSED))('%s is refused', async (_, assertionFor) => {
    const oidc = await openWithCode()
    const refused = await oidc.redeem(oidc.code, oidc.verifier, {
      client_assertion: await assertionFor(oidc),
    })
    expect([refused.status, refused.body.error]).toEqual([401, 'invalid_client'])
    expect((await oidc.redeem(oidc.code, oidc.verifier)).status, 'the code is untouched').toBe(200)
  })

  test('who says the same twice is refused', async () => {
    const { redeem, assertion, code, verifier } = await openWithCode()
    const client_assertion = await assertion()
    expect((await redeem('x', verifier, { client_assertion })).body.error).toBe('invalid_grant')
    expect((await redeem(code, verifier, { client_assertion })).body).toEqual({
      error: 'invalid_client',
      error_description: 'The assertion was used before',
    })
  })

  const basic = (id: string, secret: string) => {
    const credentials = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`
    return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }
  }
  const staffCode = async ({ logIn, staffRequest }: Oidc) => {
    const asked = staffRequest()
    const answer = await logIn('staff-viewer', asked)
    return {
      grant_type: 'authorization_code',
      code: answer.get('code')!,
      redirect_uri: asked.parameters['redirect_uri'],
      code_verifier: asked.verifier,
    }
  }

  test.each<[string, Record<string, string>, Record<string, string>, number]>([
    ['the right secret in the header', {}, basic(STAFF_CLIENT.clientId, SECRET), 200],
    [
      'the right secret in the form',
      { client_id: STAFF_CLIENT.clientId, client_secret: SECRET },
      {},
      200,
    ],
    ['a wrong secret in the header', {}, basic(STAFF_CLIENT.clientId, 'wrong'), 401],
    [
      'a wrong secret in the form',
      { client_id: STAFF_CLIENT.clientId, client_secret: 'wrong' },
      {},
      401,
    ],
    ['no secret', { client_id: STAFF_CLIENT.clientId }, {}, 401],
    ['another client’s secret', {}, basic(CUSTOMER_CLIENT.clientId, SECRET), 401],
    ['another scheme', {}, { authorization: `Bearer ${SECRET}` }, 401],
    ['another id in the form', { client_id: 'other' }, basic(STAFF_CLIENT.clientId, SECRET), 400],
    [
      'two proofs',
      { client_id: STAFF_CLIENT.clientId, client_secret: SECRET },
      basic(STAFF_CLIENT.clientId, SECRET),
      400,
    ],
  ])('with %s', async (_, fields, headers, status) => {
    const oidc = await openOidc()
    const answer = await oidc.send({ ...(await staffCode(oidc)), ...fields }, headers)
    expect(answer.status).toBe(status)
    expect(answer.headers.has('www-authenticate')).toBe(status === 401)
  })

  test('with an assertion of another kind is refused', async () => {
    const { redeem, code, verifier } = await openWithCode()
    const other = { client_assertion_type: `${JWT_BEARER}2` }
    expect((await redeem(code, verifier, other)).body.error).toBe('invalid_request')
  })

  test('may have taken a new key into use', async () => {
    const { sandbox, redeem, code, verifier, assertion } = await openWithCode()
    const next = await newVendorKey('next')
    const keys = [clientKey.publicJwk, next.publicJwk]
    sandbox.registerOidcClient({ ...CUSTOMER_CLIENT, jwks: { keys } })
    const client_assertion = await assertion({}, { kid: 'next' }, next.privateKey)
    expect((await redeem(code, verifier, { client_assertion })).status).toBe(200)
  })
})

test('The call log keeps what was said, and nothing that proves anything', async () => {
  const { sandbox, redeem, code, verifier } = await openWithCode()
  const { body } = await redeem(code, verifier, { client_id: CUSTOMER_CLIENT.clientId })
  await redeem(code, verifier, { client_secret: SECRET })

  const [call, refused] = sandbox.calls.list('oidc.token')
  expect(call).toMatchObject({
    outcome: 'ok',
    status: 200,
    body: { grant_type: 'authorization_code', client_id: CUSTOMER_CLIENT.clientId, code: '…' },
    idToken: { pid: DIRECTOR, nonce: expect.any(String) },
  })
  expect(refused).toMatchObject({ outcome: 'invalid_request' })
  const log = JSON.stringify(sandbox.calls.list())
  const secrets = [code, verifier, SECRET, body.access_token, body.id_token.split('.')[2]!]
  for (const secret of secrets) expect(log).not.toContain(secret)
})
