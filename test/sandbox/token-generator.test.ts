import { beforeEach, describe, expect, test } from 'vitest'
import { SUBSCRIPTION_KEY } from '../../src/sandbox/rows/seed.js'
import { openDesk, VENDOR_SCOPES, type Desk } from './open-desk.js'
import { decode, SYSTEM, VENDOR } from './open-vendor.js'

const OWNER = '310261629'
const OWNERS_SYSTEM_USER = '49469a5e-6b91-46e7-a45c-8f2d7e2d1302'
const OWNERS_PARTY_ID = 50900101
const DIRECTOR = '14837861110'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
})

type Query = Record<string, string>

const generate = (name: string, query: Query, headers: Record<string, string> = {}) =>
  desk.call('GET', `/api/${name}?${new URLSearchParams(query)}`, { headers })

const tokenFrom = async (name: string, query: Query): Promise<string> => {
  const { status, text } = await generate(name, query)
  expect(status, text).toBe(200)
  return text
}

describe('An enterprise’s token', () => {
  const query = { env: 'tt02', scopes: VENDOR_SCOPES, org: 'ttd', orgNo: VENDOR }

  test('is what Altinn’s exchange answers with', async () => {
    const { status, headers, text } = await generate('GetEnterpriseToken', query)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(headers.get('cache-control')).toBe('no-store')
    const now = Math.floor(desk.sandbox.now() / 1000)
    expect(decode(text, 1)).toMatchObject({
      scope: VENDOR_SCOPES,
      consumer: { authority: 'iso6523-actorid-upis', ID: `0192:${VENDOR}` },
      'urn:altinn:orgNumber': VENDOR,
      'urn:altinn:org': 'ttd',
      'urn:altinn:authlevel': 3,
      iss: `${desk.sandbox.origin}/authentication/api/v1/openid/`,
      iat: now,
      exp: now + 1_800,
    })
  })

  test('opens the register and the requests', async () => {
    const token = await tokenFrom('GetEnterpriseToken', query)
    const platform = '/authentication/api/v1'
    const systems = await desk.call('GET', `${platform}/systemregister/vendor`, { token })
    expect(systems.body).toMatchObject([{ systemId: SYSTEM }])
    const requests = `${platform}/systemuser/request/vendor/bysystem/${SYSTEM}`
    expect((await desk.call('GET', requests, { token })).status).toBe(200)
  })

  test('opens the PDP', async () => {
    const token = await tokenFrom('GetEnterpriseToken', {
      ...query,
      scopes: 'altinn:authorization/authorize',
    })
    const { status } = await desk.call('POST', '/authorization/api/v1/authorize', {
      token,
      headers: { 'ocp-apim-subscription-key': SUBSCRIPTION_KEY },
      body: { Request: {} },
    })
    expect(status).toBe(200)
  })

  test('lives as long as it was told to', async () => {
    const token = await tokenFrom('GetEnterpriseToken', { ...query, ttl: '60' })
    const { iat, exp } = decode(token, 1) as { iat: number; exp: number }
    expect(exp - iat).toBe(60)
    desk.sandbox.faults.moveClock(80_000)
    const path = '/authentication/api/v1/systemregister/vendor'
    expect((await desk.call('GET', path, { token })).status).toBe(401)
  })

  test.each([
    ['scopes with commas', { scopes: 'a:b,c:d e:f' }, { scope: 'a:b c:d e:f' }],
    ['a supplier', { supplierOrgNo: OWNER }, { supplier: { ID: `0192:${OWNER}` } }],
    ['names in lower case', { orgno: OWNER, orgNo: '' }, { 'urn:altinn:orgNumber': OWNER }],
    ['what it does not know', { authLvl: '9', bulkCount: 'x' }, { 'urn:altinn:authlevel': 3 }],
  ])('understands %s', async (_, changes, claims) => {
    const token = await tokenFrom('GetEnterpriseToken', { ...query, ...changes })
    expect(decode(token, 1)).toMatchObject(claims)
  })
})

describe('A person’s token', () => {
  test('opens what Altinn’s own pages call', async () => {
    const token = await tokenFrom('GetPersonalToken', {
      pid: DIRECTOR,
      userId: '1234',
      partyId: '50000001',
      partyuuid: '37b00307-4f0f-4c3c-a052-e52bdc36fc90',
      authLvl: '4',
    })
    expect(decode(token, 1)).toMatchObject({
      pid: DIRECTOR,
      scope: 'altinn:portal/enduser',
      'urn:altinn:userid': 1234,
      'urn:altinn:partyid': 50000001,
      'urn:altinn:party:uuid': '37b00307-4f0f-4c3c-a052-e52bdc36fc90',
      'urn:altinn:authlevel': 4,
    })
    const path = `/authentication/api/v1/systemuser/${OWNERS_PARTY_ID}`
    const { status, body } = await desk.call('GET', path, { token })
    expect(status).toBe(200)
    expect(body).toMatchObject([{ id: OWNERS_SYSTEM_USER }])
  })
})

describe('A system user’s token', () => {
  test.each([
    ['its id', { systemUserId: OWNERS_SYSTEM_USER.toUpperCase() }],
    ['its owner', { systemUserOrg: OWNER }],
    [
      'both, and the vendor',
      { systemUserId: OWNERS_SYSTEM_USER, systemUserOrg: OWNER, orgNo: VENDOR },
    ],
  ])('is made for %s, and opens the APIs', async (_, query) => {
    const token = await tokenFrom('GetSystemUserToken', query)
    expect(decode(token, 1)).toMatchObject({
      iss: desk.sandbox.issuer,
      consumer: { ID: `0192:${VENDOR}` },
      authorization_details: [
        {
          type: 'urn:altinn:systemuser',
          systemuser_org: { authority: 'iso6523-actorid-upis', ID: `0192:${OWNER}` },
          systemuser_id: [OWNERS_SYSTEM_USER],
          system_id: SYSTEM,
        },
      ],
    })
    expect((await desk.call('GET', `/api/Logistics/${OWNER}`, { token })).status).toBe(200)
    expect((await desk.call('GET', `/api/Salary/${OWNER}`, { token })).status).toBe(403)
  })
})

describe('Whoever asks', () => {
  const query = { scopes: 'a:b', orgNo: VENDOR }

  test('may log in with any name and password, or not at all', async () => {
    const basic = `Basic ${Buffer.from('anybody:anything').toString('base64')}`
    for (const headers of [{ authorization: basic }, { authorization: 'nonsense' }, {}])
      expect((await generate('GetEnterpriseToken', query, headers as Query)).status).toBe(200)
  })

  test('may read what is in the token', async () => {
    const { text } = await generate('GetEnterpriseToken', { ...query, dump: 'true' })
    const [header, claims] = text.split('\n.\n').map(part => JSON.parse(part))
    expect(header.alg).toBe('RS256')
    expect(claims.scope).toBe('a:b')
  })

  test('can only get', async () => {
    const { status, headers } = await desk.call('POST', '/api/GetPersonalToken', { body: {} })
    expect(status).toBe(405)
    expect(headers.get('allow')).toBe('GET, HEAD')
  })

  test.each([
    ['GetEnterpriseToken', 'orgNo=991825827', 'scopes must be given.'],
    ['GetEnterpriseToken', 'scopes=a', 'orgNo must be given.'],
    ['GetEnterpriseToken', 'scopes=a&orgNo=12', 'orgNo must be nine digits.'],
    ['GetEnterpriseToken', 'scopes=<b>&orgNo=991825827', 'scopes must be scopes with spaces'],
    ['GetEnterpriseToken', 'scopes=a&orgNo=991825827&ttl=-1', 'ttl must be seconds'],
    ['GetEnterpriseToken', 'scopes=a&orgNo=991825827&env=a%20b', 'env must be made of'],
    ['GetEnterpriseToken', 'scopes=a&scopes=b&orgNo=991825827', 'scopes must be given only once'],
    ['GetEnterpriseToken', 'scopes=a&orgNo=991825827&ORGNO=991825827', 'orgNo must be given only'],
    ['GetPersonalToken', '', 'pid must be given.'],
    ['GetPersonalToken', 'pid=1', 'pid must be eleven digits.'],
    ['GetPersonalToken', 'pid=14837861110&userId=x', 'userId must be digits only.'],
    ['GetPersonalToken', 'pid=14837861110&partyuuid=x', 'partyuuid must be a UUID.'],
    ['GetPersonalToken', 'pid=14837861110&authLvl=2', 'authLvl must be 3 or 4.'],
    ['GetSystemUserToken', '', 'systemUserId or systemUserOrg must be given.'],
    ['GetSystemUserToken', 'systemUserId=x', 'systemUserId must be a UUID.'],
    [
      'GetSystemUserToken',
      'systemUserId=00000000-1111-4222-8333-444444444444',
      'there is no system user 0000',
    ],
    ['GetSystemUserToken', 'systemUserOrg=311844202', '311844202 has no system user.'],
    [
      'GetSystemUserToken',
      `systemUserId=${OWNERS_SYSTEM_USER}&systemUserOrg=311844202`,
      'systemUserOrg is not the owner',
    ],
    ['GetSystemUserToken', `systemUserOrg=${OWNER}&orgNo=${OWNER}`, 'orgNo is not the vendor'],
  ])('is told what is wrong with %s?%s', async (name, query, sentence) => {
    const { status, headers, text } = await desk.call('GET', `/api/${name}?${query}`)
    expect(status).toBe(400)
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(text).toContain(sentence)
  })

  test('must choose when an owner has several', async () => {
    await desk.desk('PUT', '/system-users', {
      systemId: SYSTEM,
      ownerOrgNo: OWNER,
      externalRef: 'another',
    })
    const { status, text } = await generate('GetSystemUserToken', { systemUserOrg: OWNER })
    expect(status).toBe(400)
    expect(text).toContain('several system users')
  })
})
