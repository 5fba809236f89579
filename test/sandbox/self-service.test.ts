import { describe, expect, test } from 'vitest'
import { FJELL, FJORD, openDesk } from './open-desk.js'
import { newVendorKey, systemUserOf } from './open-vendor.js'

const ALL = 'idporten:dcr.read idporten:dcr.write'
const YEAR = 365 * 24 * 60 * 60

const MODEL = {
  client_name: 'Fjell',
  description: 'for tests',
  integration_type: 'maskinporten',
  application_type: 'web',
  token_endpoint_auth_method: 'private_key_jwt',
  grant_types: ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
  scopes: ['altinn:systembruker.demo'],
}

async function openSelfService() {
  const desk = await openDesk()
  const fjell = await desk.openVendor(FJELL)
  const token = await fjell.token(ALL)
  const as =
    (bearer: string) =>
    (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      desk.call(method, path, { body, token: bearer, headers })
  const call = as(token)
  return {
    ...desk,
    fjell,
    as,
    call,
    create: async (changes: object = {}): Promise<string> =>
      (await call('POST', '/clients', { ...MODEL, ...changes })).body.client_id,
  }
}

describe('A vendor looks after its clients', () => {
  test('creates one, gives it a key, and gets a token with it', async () => {
    const { call, fjell, ask, sandbox } = await openSelfService()
    const created = await call('POST', '/clients', MODEL)
    expect(created.status).toBe(201)
    expect(created.body).toMatchObject({
      ...MODEL,
      client_orgno: FJELL.orgNo,
      active: true,
      access_token_lifetime: 120,
      created: new Date(sandbox.now()).toISOString(),
      redirect_uris: [],
    })
    const { client_id } = created.body

    const keys = await call('POST', `/clients/${client_id}/jwks`, { keys: [fjell.publicJwk] })
    expect(keys.status).toBe(201)
    expect(keys.body).toEqual({
      keys: [{ ...fjell.publicJwk, exp: Math.floor(sandbox.now() / 1000) + YEAR }],
      created: created.body.created,
      last_updated: created.body.created,
    })
    const { status, body } = await ask(FJELL.orgNo, client_id, { scope: MODEL.scopes[0] })
    expect(status, body.error_description).toBe(200)
  })

  test.each(['', '/api/v1', '/external/api/v1'])('at %s/clients', async base => {
    const { call, create } = await openSelfService()
    const id = await create()
    const { body } = await call('GET', `${base}/clients/`)
    expect(body.map((client: { client_id: string }) => client.client_id)).toContain(id)
    expect((await call('GET', `${base}/clients/${id}`)).body.client_name).toBe('Fjell')
    expect((await call('GET', `${base}/scopes/all`)).status).toBe(200)
  })

  test('replaces all that can be changed, and what it leaves out becomes as usual', async () => {
    const { call, create } = await openSelfService()
    const id = await create({ access_token_lifetime: 30 })
    const { description, ...rest } = MODEL
    const { status, body } = await call('PUT', `/clients/${id}`, { ...rest, client_name: 'Ny' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ client_name: 'Ny', description: '', access_token_lifetime: 120 })
    const changed = await call('PUT', `/clients/${id}`, { ...MODEL, integration_type: 'idporten' })
    expect(changed.status).toBe(400)
    expect(changed.body.detail).toBe('integration_type cannot be changed.')
  })

  test('deletes one: it gets no more tokens, and its id is never used again', async () => {
    const { call, create, fjell, ask } = await openSelfService()
    const id = await create({ client_id: 'mine' })
    await call('POST', `/clients/${id}/jwks`, { keys: [fjell.publicJwk] })
    expect((await call('DELETE', `/clients/${id}`)).status).toBe(204)

    const refused = await ask(FJELL.orgNo, id, { scope: MODEL.scopes[0] })
    expect(refused.body.error_uri).toMatch(/MP-100$/)
    expect((await call('GET', `/clients/${id}`)).body.active).toBe(false)
    const listed = async (query = '') =>
      (await call('GET', `/clients${query}`)).body.map((row: any) => row.client_id)
    expect(await listed()).not.toContain(id)
    expect(await listed('?inactive=true')).toContain(id)

    for (const [method, path, body] of [
      ['POST', '/clients', { ...MODEL, client_id: id }],
      ['PUT', `/clients/${id}`, MODEL],
      ['DELETE', `/clients/${id}`, undefined],
      ['POST', `/clients/${id}/jwks`, { keys: [fjell.publicJwk] }],
    ] as const)
      expect((await call(method, path, body)).status, `${method} ${path}`).toBe(409)
  })
})

describe('The keys of a client', () => {
  test('are replaced as a whole, so that the old one is gone unless it is sent again', async () => {
    const { call, create, fjell, ask } = await openSelfService()
    const other = await newVendorKey('next')
    const id = await create()
    await call('POST', `/clients/${id}/jwks`, { keys: [fjell.publicJwk] })
    const scope = MODEL.scopes[0]

    const both = await call('PUT', `/clients/${id}/jwks`, {
      keys: [fjell.publicJwk, other.publicJwk],
    })
    expect(both.status).toBe(200)
    expect((await ask(FJELL.orgNo, id, { scope })).status).toBe(200)
    await call('PUT', `/clients/${id}/jwks`, { keys: [other.publicJwk] })
    expect((await ask(FJELL.orgNo, id, { scope })).body.error_description).toContain('Unknown key')
  })

  test('live a year longer when they are sent again, and stay known meanwhile', async () => {
    const { call, create, fjell, ask, sandbox } = await openSelfService()
    const id = await create()
    const upload = () => call('POST', `/clients/${id}/jwks`, { keys: [fjell.publicJwk] })
    const first = await upload()
    sandbox.faults.moveClock(50_000)
    sandbox.state.maskinporten = { kidPropagationMs: 45_000 }
    const second = await upload()
    expect(second.body.keys[0].exp).toBe(first.body.keys[0].exp + 50)
    expect(second.body.created).toBe(first.body.created)
    expect(second.body.last_updated > first.body.last_updated).toBe(true)
    expect((await ask(FJELL.orgNo, id, { scope: MODEL.scopes[0] })).status).toBe(200)
  })

  test('can be read, and all be taken away', async () => {
    const { call, create, fjell } = await openSelfService()
    const id = await create()
    expect((await call('GET', `/clients/${id}/jwks`)).body.keys).toEqual([])
    const { body } = await call('POST', `/clients/${id}/jwks`, { keys: [fjell.publicJwk] })
    expect((await call('GET', `/clients/${id}/jwks`)).body).toEqual(body)
    expect((await call('DELETE', `/clients/${id}/jwks`)).status).toBe(204)
    expect((await call('GET', `/clients/${id}/jwks`)).body.keys).toEqual([])
  })

  test('must be public, and are not even logged when they are not', async () => {
    const { call, create, fjell, sandbox } = await openSelfService()
    const id = await create()
    const jwk = { ...fjell.publicJwk, d: 'the-secret-part' }
    const { status, body } = await call('POST', `/clients/${id}/jwks`, { keys: [jwk] })
    expect(status).toBe(400)
    expect(body.detail).toContain('private key')
    expect(sandbox.calls.count('maskinporten.self-service')).toBe(2)
    expect(JSON.stringify(sandbox.calls.list())).not.toContain('the-secret-part')
  })

  const bad: [string, (jwk: object) => unknown[], string][] = [
    ['have no use', jwk => [{ ...jwk, use: undefined }], 'keys.0.use: must be sig'],
    ['are for encryption', jwk => [{ ...jwk, use: 'enc' }], 'keys.0.use: must be sig'],
    ['have no kid', jwk => [{ ...jwk, kid: undefined }], 'needs a kid'],
    ['are not RSA', jwk => [{ ...jwk, kty: 'EC' }], 'public RSA key'],
    ['are of another algorithm', jwk => [{ ...jwk, alg: 'PS256' }], 'RS256, RS384 or RS512'],
    ['are short', jwk => [{ ...jwk, n: 'AQAB' }], '2048 bits'],
    ['share a kid', jwk => [jwk, jwk], 'Two keys have the kid fjell-key'],
    ['are six', jwk => [1, 2, 3, 4, 5, 6].map(i => ({ ...jwk, kid: `k${i}` })), 'at most 5 keys'],
    ['are none', () => [], 'DELETE removes them all'],
  ]
  test.each(bad)('are refused when they %s', async (_, keysFrom, sentence) => {
    const { call, create, fjell } = await openSelfService()
    const id = await create()
    const { status, headers, body } = await call('POST', `/clients/${id}/jwks`, {
      keys: keysFrom(fjell.publicJwk),
    })
    expect(status).toBe(400)
    expect(headers.get('content-type')).toContain('application/problem+json')
    expect(body).toMatchObject({ type: 'about:blank', title: 'Bad Request', status: 400 })
    expect(body.detail).toContain(sentence)
  })
})

describe('Who may', () => {
  test('needs a token of Maskinporten’s, and is told so', async () => {
    const { call, as } = await openSelfService()
    for (const token of ['', 'nonsense']) {
      const { status, headers, body } = await as(token)('GET', '/clients')
      expect(status).toBe(401)
      expect(headers.get('www-authenticate')).toBe('Bearer')
      expect(body).toMatchObject({ title: 'Unauthorized', status: 401 })
    }
    const exchanged = await call('GET', '/authentication/api/v1/exchange/maskinporten')
    expect((await as(exchanged.text)('GET', '/clients')).status).toBe(401)
  })

  test('needs the scope that goes with it: to write is not to read', async () => {
    const { as, create, fjell } = await openSelfService()
    const id = await create()
    const key = { keys: [fjell.publicJwk] }
    const works = async (scope: string) => {
      const call = as(await fjell.token(scope))
      const answers = [
        await call('GET', '/clients'),
        await call('PUT', `/clients/${id}`, MODEL),
        await call('POST', `/clients/${id}/jwks`, key),
        await call('POST', '/clients', MODEL),
      ]
      return answers.map(({ status }) => (status < 300 ? 'yes' : status))
    }
    expect(await works('idporten:dcr.read')).toEqual(['yes', 403, 403, 403])
    expect(await works('idporten:dcr.modify')).toEqual([403, 'yes', 'yes', 403])
    expect(await works('idporten:dcr.write')).toEqual([403, 'yes', 'yes', 'yes'])
    expect(await works('altinn:systembruker.demo')).toEqual([403, 403, 403, 403])
  })

  test('speaks for itself, not for a customer', async () => {
    const { desk, fjell, as } = await openSelfService()
    await desk('PUT', '/system-users', { systemId: fjell.systemId, ownerOrgNo: '310261629' })
    const details = { authorization_details: systemUserOf('310261629') }
    const token = await fjell.token('idporten:dcr.read', details)
    const { status, body } = await as(token)('GET', '/clients')
    expect(status).toBe(403)
    expect(body.detail).toContain('plain')
  })

  test('finds nothing of another vendor’s', async () => {
    const { create, openVendor, as, fjell } = await openSelfService()
    const id = await create()
    const fjord = await openVendor(FJORD)
    const call = as(await fjord.token(ALL))
    expect((await call('GET', '/clients')).body).toHaveLength(1)
    for (const [method, path, body] of [
      ['GET', `/clients/${id}`, undefined],
      ['PUT', `/clients/${id}`, MODEL],
      ['DELETE', `/clients/${id}`, undefined],
      ['GET', `/clients/${id}/jwks`, undefined],
      ['POST', `/clients/${id}/jwks`, { keys: [fjell.publicJwk] }],
      ['DELETE', `/clients/${id}/jwks`, undefined],
      ['GET', '/clients/unknown', undefined],
    ] as const) {
      const answer = await call(method, path, body)
      expect(answer.status, `${method} ${path}`).toBe(404)
      expect(answer.body.detail).toBe('You have no such client.')
    }
    const foreign = await call('POST', '/clients', { ...MODEL, client_orgno: FJELL.orgNo })
    expect(foreign.status).toBe(403)
  })
})

describe('The scopes', () => {
  test('that a vendor has been granted', async () => {
    const { call, desk } = await openSelfService()
    await desk('PUT', '/scopes', { name: 'open:scope', accessibleForAll: true })
    const { body } = await call('GET', '/scopes/access/all')
    expect(body).toContainEqual({
      scope: 'skatteetaten:kravogbetalinger',
      state: 'APPROVED',
      consumer_orgno: FJELL.orgNo,
      owner_orgno: '974761076',
      created: expect.any(String),
      last_updated: expect.any(String),
    })
    const names = body.map(({ scope }: { scope: string }) => scope)
    expect(names).toContain('open:scope')
    expect(names).not.toContain('altinn:maskinporten/systemuser.read')

    const open = await call('GET', '/scopes/access/all?accessible_for_all=true')
    expect(open.body).toMatchObject([{ scope: 'open:scope' }])
  })

  test('that there are, for everybody', async () => {
    const { as } = await openSelfService()
    const { status, body } = await as('')('GET', '/scopes/all')
    expect(status).toBe(200)
    expect(body).toContainEqual(
      expect.objectContaining({
        name: 'altinn:authentication/systemregister.write',
        prefix: 'altinn',
        subscope: 'authentication/systemregister.write',
        allowed_integration_types: ['maskinporten'],
        owner_orgno: '991825827',
      }),
    )
    expect((await as('')('GET', '/scopes/all?accessible_for_all=true')).body).toEqual([])
  })

  test('can be delegated by way of Altinn', async () => {
    const { call } = await openSelfService()
    expect((await call('GET', '/delegationsources')).body).toMatchObject([{ name: 'altinn' }])
  })

  test('that are on the client but not granted are refused later, by Maskinporten', async () => {
    const { call, create, fjell, ask } = await openSelfService()
    const scope = 'altinn:maskinporten/systemuser.read'
    const id = await create({ scopes: [scope] })
    await call('POST', `/clients/${id}/jwks`, { keys: [fjell.publicJwk] })
    expect((await ask(FJELL.orgNo, id, { scope })).body.error_uri).toMatch(/MP-250$/)
  })
})

describe('What cannot be understood', () => {
  const bad: [object, string][] = [
    [{ client_name: undefined }, 'client_name: '],
    [{ integration_type: 'krr' }, 'integration_type: '],
    [{ scopes: ['no:such.scope'] }, 'There is no scope no:such.scope.'],
    [{ grant_types: ['client_credentials'] }, 'grant_types: must be urn:ietf'],
    [{ token_endpoint_auth_method: 'none' }, 'must be private_key_jwt'],
    [{ access_token_lifetime: -1 }, 'access_token_lifetime: '],
    [{ created: '2024-01-01T00:00:00Z' }, 'created: must be left out'],
  ]
  test.each(bad)('in a model with %j is named', async (changes, sentence) => {
    const { call } = await openSelfService()
    const { status, body } = await call('POST', '/clients', { ...MODEL, ...changes })
    expect(status).toBe(400)
    expect(body.detail).toContain(sentence)
  })

  test.each([
    ['POST', '/clients', '{"client', 'application/json', 400],
    ['POST', '/clients', '[]', 'application/json', 400],
    ['POST', '/clients', 'client_name=a', 'application/x-www-form-urlencoded', 415],
    ['POST', '/clients', `"${'a'.repeat(200_000)}"`, 'application/json', 413],
    ['PATCH', '/clients', '{}', 'application/json', 405],
    ['DELETE', '/scopes/all', undefined, 'application/json', 405],
  ])('%s %s %.20s as %s: %i', async (method, path, body, type, expected) => {
    const { call } = await openSelfService()
    const answer = await call(method, path, body, { 'content-type': type })
    expect(answer.status).toBe(expected)
    expect(answer.body).toMatchObject({ status: expected, detail: expect.any(String) })
    expect(answer.headers.has('allow')).toBe(expected === 405)
  })
})
