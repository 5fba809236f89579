import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, test } from 'vitest'
import { endUserToken } from '../../src/sandbox/altinn/token.js'
import { createSigningKeys } from '../../src/sandbox/world/signing-keys.js'
import {
  consumer,
  EMPLOYEE,
  NOON,
  openAltinn,
  OTHER_VENDOR,
  OWNER,
  PLATFORM,
  PORTAL,
  REGISTER,
  REQUESTS,
  SYSTEM,
  UNKNOWN_ID,
  VENDOR,
} from './open-altinn.js'

const EXCHANGE = `${PLATFORM}/exchange/maskinporten`
const SECOND = 1000
const NOW = NOON / SECOND

describe('a vendor exchanges its Maskinporten token', () => {
  test('and gets another one, as bare text', async () => {
    const { get, sandbox } = await openAltinn()
    const answer = await get(EXCHANGE)

    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(decodeJwt(answer.text)).toEqual({
      scope: expect.stringContaining('altinn:authentication/systemregister.write'),
      token_type: 'Bearer',
      client_id: 'smartcloud-client',
      jti: 'kJ3v0aQ2mN8xT5yR7wL1pC4sE6uH9bGd',
      consumer: consumer(VENDOR),
      'urn:altinn:orgNumber': VENDOR,
      'urn:altinn:authenticatemethod': 'maskinporten',
      'urn:altinn:authlevel': 3,
      iss: `${sandbox.origin}/authentication/api/v1/openid/`,
      sid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      nbf: NOW,
      iat: NOW,
      exp: NOW + 30 * 60, // however little was left of the other
    })
  })

  test('in quotes, when it accepts nothing but JSON', async () => {
    const { get } = await openAltinn()
    const quoted = await get(EXCHANGE, { headers: { accept: 'application/json' } })
    expect(quoted.text).toMatch(/^"ey[\w.-]+"$/)
    expect(quoted.headers.get('content-type')).toContain('application/json')

    for (const accept of ['application/json, */*', 'text/plain, */*', 'text/plain', '*/*', 'x/y']) {
      const bare = await get(EXCHANGE, { headers: { accept } })
      expect(bare.text, accept).toMatch(/^ey[\w.-]+$/)
    }
  })

  test('which Altinn then accepts, and which its published keys have signed', async () => {
    const { get, sandbox } = await openAltinn()
    const token = (await get(EXCHANGE)).text
    expect((await get(REGISTER, { token })).status).toBe(200)

    const metadata = (await get(`${PLATFORM}/openid/.well-known/openid-configuration`)).body
    expect(metadata.issuer).toBe(decodeJwt(token).iss)
    const { keys } = (await get(metadata.jwks_uri.replace(sandbox.origin, ''))).body
    expect(keys[0]).toMatchObject({ kty: 'RSA', kid: decodeProtectedHeader(token).kid })
  })

  test('of a system user, whose details survive', async () => {
    const { get, maskinportenToken } = await openAltinn()
    const details = [{ type: 'urn:altinn:systemuser', systemuser_id: [UNKNOWN_ID] }]
    const token = await maskinportenToken({ authorization_details: details, aud: 'x', sid: 'old' })
    const claims = decodeJwt((await get(EXCHANGE, { token })).text)
    expect(claims.authorization_details).toEqual(details)
    expect(claims.aud).toBeUndefined()
    expect(claims.sid).not.toBe('old')
  })

  test('as a service owner, and is known by its letters', async () => {
    const { get, maskinportenToken } = await openAltinn()
    const scope = 'altinn:serviceowner/instances.read'
    const owner = await maskinportenToken({ scope, consumer: consumer('974761076') })
    expect(decodeJwt((await get(EXCHANGE, { token: owner })).text)['urn:altinn:org']).toBe('skd')
    const nobody = await maskinportenToken({ scope, consumer: consumer(OTHER_VENDOR) })
    expect(decodeJwt((await get(EXCHANGE, { token: nobody })).text)).not.toHaveProperty(
      'urn:altinn:org',
    )
  })

  test('in vain, when it is not one', async () => {
    const { get, maskinportenToken } = await openAltinn()
    const wrong = {
      none: null,
      nonsense: 'abc',
      exchanged: (await get(EXCHANGE)).text,
      expired: await maskinportenToken({ exp: NOW - 11 }),
      'of another issuer': await maskinportenToken({ iss: 'https://maskinporten.no/' }),
      'signed by a stranger': await createSigningKeys().sign({
        ...decodeJwt(await maskinportenToken()),
      }),
      'without consumer': await maskinportenToken({ consumer: undefined }),
      'with another authority': await maskinportenToken({
        consumer: { authority: 'x', ID: `0192:${VENDOR}` },
      }),
      'with half a number': await maskinportenToken({ consumer: { ...consumer(''), ID: '0192' } }),
    }
    for (const [what, token] of Object.entries(wrong)) {
      const answer = await get(EXCHANGE, { token })
      expect(answer.status, what).toBe(401)
      expect(answer.body, what).toMatchObject({
        type: 'https://tools.ietf.org/html/rfc9110#section-15.5.2',
        title: 'Unauthorized',
        status: 401,
      })
    }
  })

  test('from an unknown provider, and is told the known ones', async () => {
    const { get } = await openAltinn()
    const answer = await get(`${PLATFORM}/exchange/BankID`)
    expect(answer.status).toBe(400)
    expect(answer.text).toBe(
      "Invalid token provider: BankID. Trusted token providers are 'Maskinporten', 'Id-porten' and 'AltinnStudio'.",
    )
    expect((await get(`${PLATFORM}/exchange/MaskinPorten`)).status).toBe(200)
  })

  test('with an enterprise user, which is no more', async () => {
    const { get } = await openAltinn()
    const answer = await get(EXCHANGE, {
      headers: { 'X-Altinn-EnterpriseUser-Authentication': 'x' },
    })
    expect(answer.status).toBe(410)
    expect(answer.body).toMatchObject({
      type: 'https://docs.altinn.studio',
      title: 'Virksomhetsbruker is no longer available',
    })
  })
})

describe('a person exchanges an ID-porten token', () => {
  const ID_PORTEN = `${PLATFORM}/exchange/id-porten`

  test('that has one of Altinn’s scopes', async () => {
    const { get, idPortenToken } = await openAltinn()
    const scope = 'openid altinn:clientdelegations.read'
    for (const [acr, level] of [
      ['idporten-loa-high', 4],
      ['idporten-loa-substantial', 3],
    ] as const) {
      const token = await idPortenToken({ scope, pid: OWNER.director, acr })
      expect(decodeJwt((await get(ID_PORTEN, { token })).text)).toMatchObject({
        pid: OWNER.director,
        scope,
        'urn:altinn:authenticatemethod': 'idporten',
        'urn:altinn:authlevel': level,
      })
    }
  })

  test('that has none, or that is no person’s', async () => {
    const { get, idPortenToken } = await openAltinn()
    const scopeless = await idPortenToken({ scope: 'openid' })
    const refused = await get(ID_PORTEN, { token: scopeless })
    expect([refused.status, refused.text]).toEqual([403, ''])
    const nobodys = await idPortenToken({ pid: undefined })
    expect((await get(ID_PORTEN, { token: nobodys })).status).toBe(401)
  })

  test('that is ID-porten’s own, and in time', async () => {
    const { get, idPortenToken, maskinportenToken } = await openAltinn()
    const scope = 'altinn:clientdelegations.read'
    for (const token of [
      await maskinportenToken({ scope }),
      await maskinportenToken({ scope, pid: OWNER.director, consumer: undefined }),
      await idPortenToken({ iss: 'https://test.idporten.no' }),
      await idPortenToken({ exp: NOW - 11 }),
      null,
    ])
      expect((await get(ID_PORTEN, { token })).status).toBe(401)
  })
})

describe('a vendor calls', () => {
  const READ = `${REQUESTS}/bysystem/${SYSTEM}`

  test('without a valid token, and gets 401 and not a word', async () => {
    const { get, maskinportenToken } = await openAltinn()
    const wrong = {
      none: null,
      nonsense: 'abc.def.ghi',
      expired: await maskinportenToken({ exp: NOW - 11 }),
      'not yet valid': await maskinportenToken({ nbf: NOW + 11 }),
      'without an end': await maskinportenToken({ exp: undefined }),
      'of another issuer': await maskinportenToken({ iss: 'https://test.maskinporten.no/' }),
      'signed by a stranger': await createSigningKeys().sign({
        ...decodeJwt(await maskinportenToken()),
      }),
    }
    for (const [what, token] of Object.entries(wrong)) {
      const answer = await get(READ, { token })
      expect([answer.status, answer.text], what).toEqual([401, ''])
    }
  })

  test('with clocks that differ by ten seconds, and gets through', async () => {
    const { get, maskinportenToken } = await openAltinn()
    expect((await get(READ, { token: await maskinportenToken({ exp: NOW - 9 }) })).status).toBe(200)
    expect((await get(READ, { token: await maskinportenToken({ nbf: NOW + 9 }) })).status).toBe(200)
  })

  test('when the exchanged token is half an hour old', async () => {
    const { get, sandbox } = await openAltinn()
    const token = (await get(EXCHANGE)).text
    sandbox.faults.moveClock(30 * 60 * SECOND)
    expect((await get(READ, { token })).status).toBe(200) // the ten seconds
    sandbox.faults.moveClock(11 * SECOND)
    expect((await get(READ, { token })).status).toBe(401)
  })

  const ENDPOINTS = [
    ['GET', REGISTER, 'systemregister.write'],
    ['GET', `${REGISTER}/${SYSTEM}`, 'systemregister.write'],
    ['GET', `${REGISTER}/${SYSTEM}/changelog`, 'systemregister.write'],
    ['POST', REGISTER, 'systemregister.write'],
    ['PUT', `${REGISTER}/${SYSTEM}`, 'systemregister.write'],
    ['PUT', `${REGISTER}/${SYSTEM}/rights`, 'systemregister.write'],
    ['PUT', `${REGISTER}/${SYSTEM}/accesspackages`, 'systemregister.write'],
    ['DELETE', `${REGISTER}/${SYSTEM}`, 'systemregister.write'],
    ['GET', `${PORTAL}/vendor/bysystem/${SYSTEM}`, 'systemregister.write'],
    ['GET', `${PORTAL}/vendor/byquery`, 'systemuser.request.write'],
    ['POST', REQUESTS, 'systemuser.request.write'],
    ['POST', `${REQUESTS}/agent`, 'systemuser.request.write'],
    ['DELETE', `${REQUESTS}/${UNKNOWN_ID}`, 'systemuser.request.write'],
    ['GET', `${REQUESTS}/${UNKNOWN_ID}`, 'systemuser.request.read'],
    ['GET', `${REQUESTS}/agent/${UNKNOWN_ID}`, 'systemuser.request.read'],
    ['GET', `${REQUESTS}/bysystem/${SYSTEM}`, 'systemuser.request.read'],
    ['GET', `${REQUESTS}/agent/bysystem/${SYSTEM}`, 'systemuser.request.read'],
    ['GET', `${REQUESTS}/byexternalref/a/b/c`, 'systemuser.request.read'],
    ['GET', `${REQUESTS}/agent/byexternalref/a/b/c`, 'systemuser.request.read'],
    ['POST', `${PORTAL}/changerequest/vendor`, 'systemuser.request.write'],
    ['DELETE', `${PORTAL}/changerequest/vendor/${UNKNOWN_ID}`, 'systemuser.request.write'],
    ['GET', `${PORTAL}/changerequest/vendor/${UNKNOWN_ID}`, 'systemuser.request.read'],
    ['GET', `${PORTAL}/changerequest/vendor/bysystem/${SYSTEM}`, 'systemuser.request.read'],
    ['GET', `${PORTAL}/changerequest/vendor/byexternalref/a/b/c`, 'systemuser.request.read'],
  ] as const

  test.each(ENDPOINTS)('%s %s with no scope but %s', async (method, path, needed) => {
    const { call } = await openAltinn()
    const all = [
      'altinn:authentication/systemregister.write',
      'altinn:authentication/systemuser.request.write',
      'altinn:authentication/systemuser.request.read',
      'altinn:maskinporten/systemuser.read',
      'altinn:portal/enduser',
    ]
    const right = `altinn:authentication/${needed}`
    const others = all.filter(scope => scope !== right).join(' ')
    const body = method === 'GET' ? undefined : '{"bad'
    const refused = await call(method, path, { scope: others, body })
    expect([refused.status, refused.text]).toEqual([403, '']) // whatever is wrong with the rest

    const entered = await call(method, path, { scope: right })
    expect([401, 403]).not.toContain(entered.status)
  })

  test('with a scope that only looks like the right one', async () => {
    const { get } = await openAltinn()
    const scope = 'altinn:authentication/systemuser.request.read'
    for (const other of [scope.toUpperCase(), `${scope}.all`, scope.slice(0, -1)])
      expect((await get(READ, { scope: other })).status, other).toBe(403)
  })

  test('by addresses in other letters, which are the same addresses', async () => {
    const { get } = await openAltinn()
    const path = `/Authentication/API/v1/SystemUser/Request/Vendor/BySystem/${SYSTEM}`
    expect((await get(path)).status).toBe(200)
  })

  test('the pages of the customer, and gets 403', async () => {
    const { get, post } = await openAltinn()
    expect((await get(`${PLATFORM}/systemregister`)).status).toBe(403)
    expect((await get(`${PORTAL}/request/${UNKNOWN_ID}`)).status).toBe(403)
    expect((await post(`${PORTAL}/request/1/${UNKNOWN_ID}/approve`)).status).toBe(403)
    expect((await get(`${PORTAL}/byExternalId`)).status).toBe(403)
  })

  test('what Altinn has not got, or has no more, and gets 404 and not a word', async () => {
    const { post, get } = await openAltinn()
    const gone = await post(`${PORTAL}/changerequest/vendor/verify`, {})
    expect([gone.status, gone.text]).toEqual([404, ''])
    expect((await get(`${PLATFORM}/systemregister/a/b/c/d`)).status).toBe(404)
  })
})

test('a person at Altinn’s pages is known by a cookie, too', async () => {
  const { sandbox, world, get } = await openAltinn()
  const token = await endUserToken(world, world.state.persons.get(EMPLOYEE)!)
  const cookie = `other=1; AltinnStudioRuntime=${token}`
  expect(
    (await get(`${PLATFORM}/systemregister`, { token: null, headers: { cookie } })).status,
  ).toBe(200)
  expect(decodeJwt(token).iss).toBe(`${sandbox.origin}/authentication/api/v1/openid/`)
})
