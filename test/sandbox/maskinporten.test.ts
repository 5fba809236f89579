import { createLocalJWKSet, createRemoteJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  decode,
  newKeys,
  openVendor,
  SCOPE,
  SYSTEM,
  systemUserOf,
  vendorKey,
  type Vendor,
} from './open-vendor.js'

const CUSTOMER = '310261629'
const CUSTOMER_WITH_REFERENCE = '213089358'
const REFERENCE = 'sc-213089358-b'
const WITHOUT_SYSTEM_USER = '314577760'
const REJECTED = '311139215'

let vendor: Vendor
beforeEach(async () => {
  vendor = await openVendor()
})
afterEach(() => vendor.sandbox.close())

const get = async (path: string): Promise<unknown> =>
  (await fetch(`${vendor.sandbox.origin}${path}`)).json()

describe('a vendor that asks on behalf of a customer', () => {
  test('gets a token that looks like a real one and is signed with a published key', async () => {
    const { status, body, headers } = await vendor.askFor({
      authorization_details: systemUserOf(CUSTOMER),
    })

    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(Object.keys(body)).toEqual(['access_token', 'token_type', 'expires_in', 'scope'])
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 120, scope: SCOPE })

    const keys = createLocalJWKSet((await get('/jwk')) as JSONWebKeySet)
    const { payload } = await jwtVerify(body.access_token, keys, {
      issuer: vendor.sandbox.issuer,
      algorithms: ['RS256'],
    })
    expect(Object.keys(decode(body.access_token, 0))).toEqual(['kid', 'alg'])
    expect(Object.keys(payload)).toEqual([
      'authorization_details',
      'scope',
      'iss',
      'client_amr',
      'token_type',
      'exp',
      'iat',
      'client_id',
      'jti',
      'consumer',
    ])
    expect(payload).toMatchObject({
      authorization_details: [
        {
          type: 'urn:altinn:systemuser',
          systemuser_org: { authority: 'iso6523-actorid-upis', ID: `0192:${CUSTOMER}` },
          systemuser_id: ['49469a5e-6b91-46e7-a45c-8f2d7e2d1302'],
          system_id: SYSTEM,
        },
      ],
      client_amr: 'private_key_jwt',
      exp: vendor.now() + 120,
      iat: vendor.now(),
      client_id: vendor.client.clientId,
      jti: expect.stringMatching(/^[\w-]{43}$/),
      consumer: { authority: 'iso6523-actorid-upis', ID: '0192:991825827' },
    })
  })

  test('and gave no reference when it asked the customer, may leave it out or name the number', async () => {
    for (const more of [{}, { externalRef: CUSTOMER }, { externalRef: ' ' }]) {
      const { status } = await vendor.askFor({
        authorization_details: systemUserOf(CUSTOMER, more),
      })
      expect(status).toBe(200)
    }
  })

  test('and gave a reference, must repeat it to the letter', async () => {
    const askWith = async (more: object) => {
      const details = systemUserOf(CUSTOMER_WITH_REFERENCE, { ...more })
      return (await vendor.askFor({ authorization_details: details })).status
    }
    expect(await askWith({})).toBe(400)
    expect(await askWith({ externalRef: REFERENCE })).toBe(200)
    expect(await askWith({ externalRef: REFERENCE.toUpperCase() })).toBe(400)
    expect(await askWith({ externalRef: 'another' })).toBe(400)
  })

  test('that has two system users, gets the one without a reference when it names none', async () => {
    const { systemUsers } = vendor.sandbox.state
    const [known] = [...systemUsers.values()].filter(user => user.ownerOrgNo === CUSTOMER)
    systemUsers.set('another', { ...known!, id: 'another', externalRef: 'A' })

    const plain = await vendor.askFor({ authorization_details: systemUserOf(CUSTOMER) })
    const named = await vendor.askFor({
      authorization_details: systemUserOf(CUSTOMER, { externalRef: 'A' }),
    })

    const idIn = (token: string) =>
      (decode(token, 1).authorization_details as { systemuser_id: string[] }[])[0]!.systemuser_id
    expect(idIn(plain.body.access_token)).toEqual([known!.id])
    expect(idIn(named.body.access_token)).toEqual(['another'])
  })

  test.each([
    ['has not answered', () => WITHOUT_SYSTEM_USER],
    ['said no', () => REJECTED],
    ['nobody knows', () => '313999998'],
    [
      'has deleted the system user',
      () => {
        for (const user of vendor.sandbox.state.systemUsers.values()) user.isDeleted = true
        return CUSTOMER
      },
    ],
    [
      'approved a system that the vendor has deleted',
      () => {
        vendor.sandbox.state.systems.get(SYSTEM)!.isDeleted = true
        return CUSTOMER
      },
    ],
    [
      'approved a system on which this client is not entered',
      () => {
        vendor.sandbox.state.systems.get(SYSTEM)!.clientId = ['another']
        return CUSTOMER
      },
    ],
    [
      'approved a system of another vendor',
      () => {
        vendor.sandbox.state.systems.get(SYSTEM)!.vendorOrgNo = '312600757'
        return CUSTOMER
      },
    ],
  ])('who %s, gets MP-303', async (_, arrange) => {
    const orgNo = arrange()
    const { status, body } = await vendor.askFor({ authorization_details: systemUserOf(orgNo) })
    expect(status).toBe(400)
    expect(body).toMatchObject({
      error: 'invalid_altinn_customer_configuration',
      error_uri: `${vendor.sandbox.issuer}errors/MP-303`,
    })
  })
})

describe('a vendor that asks for itself', () => {
  test('gets a token without authorization details', async () => {
    const { body } = await vendor.askFor()
    expect(decode(body.access_token, 1)).not.toHaveProperty('authorization_details')
  })

  test('may ask for several scopes, and gets each once, in that order', async () => {
    const [other] = vendor.client.scopes.filter(scope => scope !== SCOPE)
    const { body } = await vendor.askFor({ scope: ` ${SCOPE}  ${other} ${SCOPE}` })
    expect(body.scope).toBe(`${SCOPE} ${other}`)
    expect(decode(body.access_token, 1).scope).toBe(`${SCOPE} ${other}`)
  })

  test('gets a token that lives as briefly as the strictest scope wants', async () => {
    vendor.sandbox.state.scopes.get(SCOPE)!.maxAge = 30
    const { body } = await vendor.askFor()
    expect(body.expires_in).toBe(30)
    expect(decode(body.access_token, 1).exp).toBe(vendor.now() + 30)
  })

  test('may narrow the token to an audience', async () => {
    const one = await vendor.askFor({ resource: 'https://api.example/a%23b' })
    expect(decode(one.body.access_token, 1).aud).toBe('https://api.example/a%23b')
    const two = ['https://api.example', 'urn:example:api']
    const both = await vendor.askFor({ resource: two })
    expect(decode(both.body.access_token, 1).aud).toEqual(two)
  })

  test('may use a scope that a customer has delegated, and is the supplier then', async () => {
    vendor.sandbox.state.scopes.get(SCOPE)!.grantedOrgs.push(CUSTOMER)
    vendor.sandbox.state.delegations = [
      { consumerOrgNo: CUSTOMER, supplierOrgNo: '991825827', scope: SCOPE },
    ]
    const { body } = await vendor.askFor({ consumer_org: CUSTOMER })
    expect(decode(body.access_token, 1)).toMatchObject({
      consumer: { ID: `0192:${CUSTOMER}` },
      supplier: { ID: '0192:991825827' },
      delegation_source: 'https://tt02.altinn.no/',
    })
  })

  test.each(['RS256', 'RS384', 'RS512'])('may sign with %s', async alg => {
    const { subtle } = crypto
    const hash = alg.replace('RS', 'SHA-')
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash }
    const pkcs8 = await subtle.exportKey('pkcs8', vendorKey.privateKey)
    const key = await subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign'])
    expect((await vendor.askFor({}, { alg }, key)).status).toBe(200)
  })
})

describe('time', () => {
  test.each([
    ['a grant for 120 seconds is the longest', { exp: 120 }, 200],
    ['a grant for 121 seconds is too long', { exp: 121 }, 400],
    ['a clock 10 seconds fast is tolerated', { iat: 10 }, 200],
    ['a clock 11 seconds fast is not', { iat: 11 }, 400],
    ['a grant with a second left is in time', { iat: -119, exp: 1 }, 200],
    ['a grant that expires now is late', { iat: -60, exp: 0 }, 400],
  ])('%s', async (_, offsets, expected) => {
    const claims = Object.entries(offsets).map(([name, offset]) => [name, vendor.now() + offset])
    expect((await vendor.askFor(Object.fromEntries(claims))).status).toBe(expected)
  })

  test('is the sandbox’s: its answers are dated by the clock that can be moved', async () => {
    vendor.sandbox.faults.moveClock(3_600_000)
    const { headers, body } = await vendor.askFor()
    expect(Date.parse(headers.get('date')!) / 1000).toBe(vendor.now())
    expect(decode(body.access_token, 1).iat).toBe(vendor.now())
  })

  test('that is slow makes a vendor’s clock fast', async () => {
    const iat = vendor.now()
    vendor.sandbox.faults.moveClock(-37_000)
    const { body } = await vendor.askFor({ iat, exp: iat + 60 })
    expect(body.error_description).toContain('Issue time is after now')
  })

  test('makes a key old: after a year it is refused', async () => {
    vendor.sandbox.faults.moveClock(366 * 24 * 3_600_000)
    expect((await vendor.askFor()).body.error_description).toContain('Expired key')
  })
})

describe('a grant is used once', () => {
  test('so the second time is refused', async () => {
    const assertion = await vendor.grant()
    expect((await vendor.ask(assertion)).status).toBe(200)
    expect((await vendor.ask(assertion)).body.error_uri).toMatch(/MP-012$/)
  })

  test('even when it was refused the first time, or has no jti', async () => {
    for (const changes of [{ scope: 'no:such.scope' }, { jti: undefined }]) {
      const assertion = await vendor.grant(changes)
      await vendor.ask(assertion)
      expect((await vendor.ask(assertion)).body.error_uri).toMatch(/MP-012$/)
    }
  })

  test('but two clients may happen upon the same jti', async () => {
    const other = vendor.sandbox.registerClient({
      orgNo: '991825827',
      publicJwk: vendorKey.publicJwk,
    })
    expect((await vendor.askFor({ jti: 'same' })).status).toBe(200)
    expect((await vendor.askFor({ jti: 'same', iss: other.clientId })).status).toBe(200)
  })

  test('and is forgotten a minute after it has expired', async () => {
    await vendor.askFor({ jti: 'again', exp: vendor.now() + 10 })
    vendor.sandbox.faults.moveClock(69_000)
    expect((await vendor.askFor({ jti: 'again' })).status).toBe(400)
    vendor.sandbox.faults.moveClock(2_000)
    expect((await vendor.askFor({ jti: 'again' })).status).toBe(200)
  })
})

describe('an API that caches the keys', () => {
  beforeEach(async () => {
    await vendor.sandbox.close()
    vendor = await openVendor({ keys: newKeys() }) // the shared ones stay as they are
  })

  test('accepts tokens of the new key after one look at the published ones', async () => {
    const { sandbox } = vendor
    const before = await vendor.askFor()
    const keys = createRemoteJWKSet(new URL(`${sandbox.origin}/jwk`), { cooldownDuration: 0 })
    await jwtVerify(before.body.access_token, keys)
    sandbox.calls.clear()

    await fetch(`${sandbox.origin}/_sandbox/keys/rotate`, { method: 'POST' })
    const after = await vendor.askFor()

    await jwtVerify(after.body.access_token, keys)
    await jwtVerify(before.body.access_token, keys)
    expect(sandbox.calls.count('maskinporten.jwk')).toBe(1)
    expect(decode(after.body.access_token, 0).kid).not.toBe(decode(before.body.access_token, 0).kid)
  })
})

describe('switches for what is not known about the real Maskinporten', () => {
  const withSwitch = (name: string, value: boolean | number = true) => {
    vendor.sandbox.state.maskinporten = { [name]: value }
  }

  test('lenientAud takes the issuer without its slash and the token address', async () => {
    const { origin } = vendor.sandbox
    for (const aud of [origin, `${origin}/token`]) {
      expect((await vendor.askFor({ aud })).status).toBe(400)
    }
    withSwitch('lenientAud')
    for (const aud of [origin, `${origin}/token`]) {
      expect((await vendor.askFor({ aud })).status).toBe(200)
    }
  })

  test('requireJti refuses a grant without one', async () => {
    expect((await vendor.askFor({ jti: undefined })).status).toBe(200)
    withSwitch('requireJti')
    expect((await vendor.askFor({ jti: undefined })).status).toBe(400)
  })

  test('strictIat refuses a grant that was made more than ten seconds ago', async () => {
    expect((await vendor.askFor({ iat: vendor.now() - 11 })).status).toBe(200)
    withSwitch('strictIat')
    expect((await vendor.askFor({ iat: vendor.now() - 11 })).status).toBe(400)
    expect((await vendor.askFor({ iat: vendor.now() - 10 })).status).toBe(200)
  })

  test('mp250Forbidden answers MP-250 the older way', async () => {
    vendor.sandbox.state.scopes.get(SCOPE)!.grantedOrgs = []
    withSwitch('mp250Forbidden')
    const { status, body } = await vendor.askFor()
    expect([status, body.error]).toEqual([403, 'forbidden'])
    expect(body.error_uri).toMatch(/MP-250$/)
  })

  test('kidPropagationMs does not know a key until some time after its upload', async () => {
    withSwitch('kidPropagationMs', 60_000)
    expect((await vendor.askFor()).body.error_description).toContain('Unknown key identifier')
    vendor.sandbox.faults.moveClock(60_000)
    expect((await vendor.askFor()).status).toBe(200)
  })
})

describe('what else stands at Maskinporten’s address', () => {
  test('is its metadata, with the sandbox’s own addresses', async () => {
    const { issuer } = vendor.sandbox
    expect(await get('/.well-known/oauth-authorization-server')).toEqual({
      authorization_details_types_supported: ['urn:altinn:systemuser', 'urn:altinn:consent'],
      grant_types_supported: ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
      issuer,
      jwks_uri: `${issuer}jwk`,
      token_endpoint: `${issuer}token`,
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS256', 'RS384', 'RS512'],
    })
  })

  test('is its public key, with nothing private in it', async () => {
    const { keys } = (await get('/jwk')) as JSONWebKeySet
    expect(keys).toHaveLength(1)
    expect(Object.keys(keys[0]!).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
    expect(keys[0]!.kid).toMatch(/^[\w-]{43}$/)
  })

  test('is a page for every code, which search engines shall not list', async () => {
    const known = await fetch(`${vendor.sandbox.issuer}errors/MP-303`)
    expect([known.status, known.headers.get('x-robots-tag')]).toEqual([200, 'noindex'])
    expect(await known.text()).toContain('No approved system user matches')

    for (const code of ['MP-999', '<b>', '__proto__', 'constructor']) {
      const strange = await fetch(`${vendor.sandbox.issuer}errors/${encodeURIComponent(code)}`)
      expect(strange.status).toBe(404)
      expect(await strange.text()).not.toContain(code)
    }
  })

  test('is a sign of life', async () => {
    expect(await get('/health')).toEqual({ status: 'UP' })
  })

  test.each([
    ['GET', '/token', 'POST'],
    ['PUT', '/token', 'POST'],
    ['POST', '/jwk', 'GET, HEAD'],
    ['DELETE', '/.well-known/oauth-authorization-server', 'GET, HEAD'],
  ])('is no answer to %s %s', async (method, path, allow) => {
    const response = await fetch(`${vendor.sandbox.origin}${path}`, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
  })
})

describe('the call log', () => {
  test('tells which grants came and what became of them, without a signature or a token', async () => {
    const assertion = await vendor.grant({ authorization_details: systemUserOf(CUSTOMER) })
    const { body } = await vendor.ask(assertion)
    await vendor.askFor({ scope: 'no:such.scope' })
    await fetch(`${vendor.sandbox.origin}/api/SystemUserInfo?t=${body.access_token}`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    })

    const { calls } = vendor.sandbox
    const [first, second, third] = calls.list()
    expect(first).toMatchObject({
      method: 'POST',
      target: 'maskinporten.token',
      status: 200,
      outcome: 'ok',
      header: { alg: 'RS256', kid: 'vendor-key' },
      claims: { iss: vendor.client.clientId, scope: SCOPE },
    })
    expect(second).toMatchObject({ status: 400, outcome: 'scope_unknown' })
    expect(third).toMatchObject({ target: 'system-user-info', bearer: { scope: SCOPE } })
    expect(calls.count(call => call.claims?.scope === SCOPE)).toBe(1)

    const everything = JSON.stringify(calls.list())
    for (const secret of [assertion, body.access_token]) {
      expect(everything).not.toContain(secret.split('.')[2])
    }
  })

  test('keeps the latest thousand', async () => {
    const { calls } = vendor.sandbox
    for (let i = 0; i < 1_001; i++) calls.record({ at: i, method: 'GET', path: '/' })
    expect(calls.count()).toBe(1_000)
    expect(calls.list()[0]!.at).toBe(1)
  })
})
