import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  FAULT_KINDS,
  TOKEN_SCENARIOS,
  type FaultKind,
  type NewFault,
} from '../../src/sandbox/world/faults.js'
import { TARGET_NAMES, targetOf } from '../../src/sandbox/world/targets.js'
import { decode, openVendor, SYSTEM, systemUserOf, type Vendor } from './open-vendor.js'

const CUSTOMER = '310261629'
const NEW_CUSTOMER = '312414015'

let vendor: Vendor
beforeEach(async () => {
  vendor = await openVendor()
})
afterEach(() => vendor.sandbox.close())

interface Answer {
  status: number
  type: string
  headers: Record<string, unknown>
  body: string
}

/** Like a client without any manners: an error is its code, silence is `silent`. */
const call = (path: string, method = 'GET', body = '', headers = {}): Promise<Answer | string> =>
  new Promise(resolve => {
    const outgoing = request(`${vendor.sandbox.origin}${path}`, { method, headers }, response => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', chunk => (text += chunk))
      response.on('error', error => resolve((error as NodeJS.ErrnoException).code ?? 'error'))
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response
        resolve({ status, type: String(headers['content-type']), headers, body: text })
      })
    })
    outgoing.setTimeout(200, () => {
      resolve('silent')
      outgoing.destroy()
    })
    outgoing.on('error', error => resolve((error as NodeJS.ErrnoException).code ?? 'error'))
    outgoing.end(body)
  })

const metadata = () => call('/.well-known/oauth-authorization-server')
const metadataFault = (fault: Omit<NewFault, 'target'>) =>
  vendor.sandbox.faults.add({ target: 'maskinporten.metadata', ...fault })

const askForNewSystemUser = async () => {
  const scope = 'altinn:authentication/systemuser.request.write'
  const { body } = await vendor.askFor({ scope })
  return call(
    '/authentication/api/v1/systemuser/request/vendor',
    'POST',
    JSON.stringify({
      systemId: SYSTEM,
      partyOrgNo: '313210502',
      rights: [
        { resource: [{ id: 'urn:altinn:resource', value: 'ttd_systembruker-logistikk-demo' }] },
      ],
    }),
    { authorization: `Bearer ${body.access_token}`, 'content-type': 'application/json' },
  )
}
const createFault = (fault: Omit<NewFault, 'target'>) =>
  vendor.sandbox.faults.add({ target: 'altinn.create', ...fault })
const stored = () =>
  [...vendor.sandbox.state.requests.values()].filter(row => row.partyOrgNo === '313210502').length

/** What a client sees of each kind. */
const STORIES: Record<FaultKind, () => Promise<void>> = {
  refuse: async () => {
    metadataFault({ kind: 'refuse' })
    expect(await metadata()).toBe('ECONNRESET')
  },
  hang: async () => {
    metadataFault({ kind: 'hang' })
    expect(await metadata()).toBe('silent')
    const { status } = vendor.sandbox.calls.list()[0]!
    expect(status).toBeUndefined()
  },
  reset: async () => {
    metadataFault({ kind: 'reset' })
    expect(await metadata()).toBe('ECONNRESET')
  },
  'slow-drip': async () => {
    metadataFault({ kind: 'slow-drip', delayMs: 10 })
    const response = await fetch(`${vendor.sandbox.origin}/.well-known/oauth-authorization-server`)
    const reader = response.body!.getReader()
    let pieces = 0
    while (pieces < 3 && !(await reader.read()).done) pieces++
    expect(pieces).toBe(3)
    await reader.cancel()
  },
  'truncated-json': async () => {
    metadataFault({ kind: 'truncated-json' })
    const { status, type, body } = (await metadata()) as Answer
    expect([status, type]).toEqual([200, 'application/json; charset=utf-8'])
    expect(() => JSON.parse(body)).toThrow(SyntaxError)
  },
  'html-200': async () => {
    metadataFault({ kind: 'html-200' })
    expect(await metadata()).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
  },
  'wrong-content-type': async () => {
    metadataFault({ kind: 'wrong-content-type' })
    const { type, body } = (await metadata()) as Answer
    expect(type).toBe('text/plain; charset=utf-8')
    expect(JSON.parse(body).issuer).toBe(vendor.sandbox.issuer)
  },
  'wrong-shape': async () => {
    metadataFault({ kind: 'wrong-shape', body: { issuer: 7 } })
    expect(await metadata()).toMatchObject({ status: 200, body: '{"issuer":7}' })
  },
  overlay: async () => {
    metadataFault({ kind: 'overlay', body: { issuer: 'https://else.example/æ', jwks_uri: null } })
    const { body, headers } = (await metadata()) as Answer
    expect(JSON.parse(body).issuer).toBe('https://else.example/æ')
    expect(JSON.parse(body)).not.toHaveProperty('jwks_uri')
    expect(JSON.parse(body).token_endpoint).toBe(`${vendor.sandbox.issuer}token`)
    expect(headers['content-length']).toBe(String(body.length + 1))
  },
  huge: async () => {
    metadataFault({ kind: 'huge', bytes: 300_000 })
    const { body } = (await metadata()) as Answer
    expect(body.length).toBeGreaterThan(300_000)
    JSON.parse(body)
  },
  'gzip-bomb': async () => {
    metadataFault({ kind: 'gzip-bomb', bytes: 3_000_000 })
    const { body, headers } = (await metadata()) as Answer
    expect(headers['content-encoding']).toBe('gzip')
    expect(body.length).toBeLessThan(30_000)
  },
  redirect: async () => {
    metadataFault({ kind: 'redirect', location: 'http://169.254.169.254/' })
    const { status, headers } = (await metadata()) as Answer
    expect([status, headers.location]).toEqual([302, 'http://169.254.169.254/'])
  },
  status: async () => {
    metadataFault({ kind: 'status', status: 429, headers: { 'retry-after': '3600' } })
    metadataFault({ kind: 'status', status: 409, body: { status: 409, code: 'AUTH-00004' } })
    metadataFault({ kind: 'status' })
    expect(await metadata()).toMatchObject({ status: 429, headers: { 'retry-after': '3600' } })
    expect(await metadata()).toMatchObject({ status: 409, type: 'application/problem+json' })
    expect(await metadata()).toMatchObject({ status: 500, body: '' })
  },
  slow: async () => {
    createFault({ kind: 'slow', delayMs: 300 })
    expect(await askForNewSystemUser()).toBe('silent')
    expect(stored()).toBe(0)
    await expect.poll(stored, { timeout: 2_000 }).toBe(1) // although nobody waits any more
  },
  'store-then-reset': async () => {
    createFault({ kind: 'store-then-reset' })
    expect(await askForNewSystemUser()).toBe('ECONNRESET')
    expect(stored()).toBe(1)
  },
  'store-then-hang': async () => {
    createFault({ kind: 'store-then-hang' })
    expect(await askForNewSystemUser()).toBe('silent')
    expect(stored()).toBe(1)
  },
  'store-late': async () => {
    createFault({ kind: 'store-late', delayMs: 100 })
    const answer = askForNewSystemUser()
    await expect.poll(stored).toBe(1)
    expect(await answer).toMatchObject({ status: 201 })
  },
  scenario: async () => {
    vendor.sandbox.faults.add({
      target: 'maskinporten.token',
      kind: 'scenario',
      scenario: 'rar_values',
    })
    expect((await vendor.askFor()).body.error_uri).toMatch(/MP-303$/)
  },
}

describe('each kind of fault', () => {
  test.each(FAULT_KINDS.map(kind => [kind] as const))('%s', kind => STORIES[kind]())
})

describe('a fault', () => {
  test('that replaces the handler changes nothing, unless it is told to store', async () => {
    createFault({ kind: 'status', status: 504 })
    createFault({ kind: 'status', status: 504, stores: true })
    expect(await askForNewSystemUser()).toMatchObject({ status: 504 })
    expect(stored()).toBe(0)
    expect(await askForNewSystemUser()).toMatchObject({ status: 504, body: '' })
    expect(stored()).toBe(1)
  })

  test('hits as often as was ordered, then all is well', async () => {
    metadataFault({ kind: 'status', status: 503, times: 2 })
    const statuses = []
    for (let i = 0; i < 3; i++) statuses.push(((await metadata()) as Answer).status)
    expect(statuses).toEqual([503, 503, 200])
  })

  test('hits its own target only, and can be taken away', async () => {
    vendor.sandbox.faults.add({ target: 'maskinporten.jwk', kind: 'hang' })
    expect(await metadata()).toMatchObject({ status: 200 })
    expect(vendor.sandbox.faults.list()).toHaveLength(1)
    vendor.sandbox.faults.clear('maskinporten.jwk')
    expect(await call('/jwk')).toMatchObject({ status: 200 })
  })

  test('is noted in the call log, with what was asked', async () => {
    const { sandbox } = vendor
    sandbox.faults.add({ target: 'maskinporten.token', kind: 'refuse' })
    await vendor.askFor({ jti: 'lost' }).catch(() => {})
    createFault({ kind: 'status', status: 503 })
    await askForNewSystemUser()

    const [lost, , unavailable] = sandbox.calls.list()
    expect(lost).toMatchObject({ fault: 'refuse', claims: { jti: 'lost' } })
    expect(lost).not.toHaveProperty('status')
    expect(unavailable).toMatchObject({
      fault: 'status',
      status: 503,
      body: { partyOrgNo: '313210502' },
    })
  })

  test('that leaves the caller waiting is noted while it does', async () => {
    const { sandbox } = vendor
    sandbox.faults.add({ target: 'maskinporten.token', kind: 'hang' })
    const waiting = vendor.askFor({ jti: 'waiting' }).catch(error => error)
    await expect.poll(() => sandbox.calls.list()[0]?.claims).toMatchObject({ jti: 'waiting' })
    await sandbox.close()
    expect(await waiting).toBeInstanceOf(Error)
  })

  test('replaces even a call whose body nobody can read', async () => {
    createFault({ kind: 'status', status: 503 })
    const path = '/authentication/api/v1/systemuser/request/vendor'
    expect(await call(path, 'POST', '{"half')).toMatchObject({ status: 503 })
  })

  test.each(['slow-drip', 'huge', 'gzip-bomb', 'reset', 'redirect'] as const)(
    'that stores leaves nothing of the answer behind: %s',
    async kind => {
      metadataFault({ kind, stores: true, bytes: 1_000 })
      const response = await fetch(
        `${vendor.sandbox.origin}/.well-known/oauth-authorization-server`,
        { redirect: 'manual' },
      )
      const length = response.headers.get('content-length')
      expect(length).toBe({ reset: '1000', redirect: '0' }[kind as string] ?? null)
      await response.body?.cancel().catch(() => {})
    },
  )

  test('that cannot be sent does not bring the sandbox down', async () => {
    metadataFault({ kind: 'redirect', location: 'https://else.example/\r\nset-cookie: a=b' })
    metadataFault({ kind: 'status', headers: { 'bad name': 'x' }, stores: true })
    expect(await metadata()).toMatchObject({ status: 500 })
    expect(await metadata()).toMatchObject({ status: 500 })
    expect(await metadata()).toMatchObject({ status: 200 })
  })

  test('that overlays leaves what is not in it alone, and answers that are not objects', async () => {
    const { sandbox } = vendor
    const scope = 'altinn:authentication/systemregister.write'
    const { body } = await vendor.askFor({ scope })
    const headers = { authorization: `Bearer ${body.access_token}` }
    sandbox.faults.add({ target: 'altinn.register', kind: 'overlay', body: { id: 'x' }, times: 2 })

    const one = await call(
      `/authentication/api/v1/systemregister/vendor/${SYSTEM}`,
      'GET',
      '',
      headers,
    )
    expect(JSON.parse((one as Answer).body)).toMatchObject({ id: 'x', isDeleted: false })
    const all = await call('/authentication/api/v1/systemregister/vendor', 'GET', '', headers)
    expect(JSON.parse((all as Answer).body)).toHaveLength(1)
  })
})

describe('Maskinporten’s own scenarios', () => {
  const play = async (scenario: NewFault['scenario'], more: Partial<NewFault> = {}) => {
    const target = 'maskinporten.token'
    vendor.sandbox.faults.add({ target, kind: 'scenario', ...(scenario && { scenario }), ...more })
    const assertion = await vendor.grant({ authorization_details: systemUserOf(CUSTOMER) })
    const form = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion,
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return (await call('/token', 'POST', String(form), headers)) as Answer
  }
  const json = ({ body }: Answer) => JSON.parse(body)

  const SCENARIOS: Record<(typeof TOKEN_SCENARIOS)[number], () => Promise<void>> = {
    ok: async () => {
      vendor.sandbox.faults.add({ target: 'maskinporten.token', kind: 'scenario', scenario: 'ok' })
      expect(await play('html_502')).toMatchObject({ status: 200 })
      expect(vendor.sandbox.faults.list()).toHaveLength(1)
    },
    html_502: async () => {
      expect(await play('html_502')).toMatchObject({
        status: 502,
        type: 'text/html; charset=utf-8',
      })
    },
    empty_500: async () => {
      expect(await play('empty_500')).toMatchObject({ status: 500, body: '' })
    },
    short_token: async () => {
      const { access_token, expires_in } = json(await play('short_token'))
      expect(expires_in).toBe(1)
      expect(decode(access_token, 1).exp).toBe(vendor.now() + 1)
    },
    no_expires_in: async () => {
      const body = json(await play('no_expires_in'))
      expect(Object.keys(body)).toEqual(['access_token', 'token_type', 'scope'])
    },
    legacy_correlation_id: async () => {
      vendor.client.active = false
      const { error_description } = json(await play('legacy_correlation_id'))
      expect(error_description).toMatch(/ \(correlation id: [0-9a-f-]{36}\)$/)
    },
    mp250_forbidden: async () => {
      const answer = await play('mp250_forbidden')
      expect([answer.status, json(answer).error]).toEqual([403, 'forbidden'])
      expect(json(answer).error_uri).toMatch(/MP-250$/)
    },
    mp303_no_uri: async () => {
      const body = json(await play('mp303_no_uri'))
      expect(body.error).toBe('invalid_altinn_customer_configuration')
      expect(body).not.toHaveProperty('error_uri')
    },
    kid_propagation: async () => {
      expect(json(await play('kid_propagation')).error_description).toContain('Unknown key')
      vendor.sandbox.faults.moveClock(120_000)
      expect(await play('kid_propagation')).toMatchObject({ status: 200 })
    },
    wrong_organisation: async () => {
      const { access_token } = json(await play('wrong_organisation'))
      const details = decode(access_token, 1).authorization_details
      expect(details).toMatchObject([{ systemuser_org: { ID: `0192:${NEW_CUSTOMER}` } }])
    },
  }

  test.each(TOKEN_SCENARIOS.map(name => [name] as const))('%s', name => SCENARIOS[name]())
})

describe('a fault that a call brings along', () => {
  const bring = (fault: string, headers = {}) =>
    call('/jwk', 'GET', '', { 'x-sandbox-fault': fault, ...headers })

  test('is played for it and for nobody else, in front of what is lined up', async () => {
    vendor.sandbox.faults.add({ target: 'maskinporten.jwk', kind: 'status', status: 418 })

    expect(await bring('refuse')).toBe('ECONNRESET')
    expect(await bring('{ "kind": "status", "status": 503, "times": 9 }')).toMatchObject({
      status: 503,
    })
    expect(vendor.sandbox.calls.list('maskinporten.jwk').map(({ fault }) => fault)).toEqual([
      'refuse',
      'status',
    ])

    expect(await call('/jwk')).toMatchObject({ status: 418 })
    expect(await call('/jwk')).toMatchObject({ status: 200 })
  })

  test.each(['nonsense', '{ "kind": 5 }', '{', '5', 'null', '{ "kind": "scenario" }'])(
    'must be one: %s',
    async fault => {
      const answer = (await bring(fault)) as Answer
      expect(answer.status).toBe(400)
      expect(JSON.parse(answer.body).problem).toMatch(/^X-Sandbox-Fault: /)
    },
  )

  test('is nothing from elsewhere, and nothing where there is nothing to aim at', async () => {
    expect(await bring('status', { host: 'elsewhere.example' })).toMatchObject({ status: 200 })
    const headers = { 'x-sandbox-fault': 'status' }
    expect(await call('/errors/MP-100', 'GET', '', headers)).toMatchObject({ status: 200 })
  })
})

describe('which call is which target', () => {
  const request = '/authentication/api/v1/systemuser/request/vendor'
  const id = '49469a5e-6b91-46e7-a45c-8f2d7e2d1302'
  test.each([
    ['maskinporten.token', 'POST', '/token'],
    ['maskinporten.metadata', 'GET', '/.well-known/oauth-authorization-server'],
    ['maskinporten.jwk', 'GET', '/jwk'],
    ['maskinporten.self-service', 'POST', '/api/v1/clients'],
    ['altinn.exchange', 'GET', '/authentication/api/v1/exchange/maskinporten'],
    ['altinn.register', 'PUT', `/authentication/api/v1/systemregister/vendor/${SYSTEM}/rights`],
    ['altinn.create', 'POST', request],
    ['altinn.create', 'POST', `${request}/agent`],
    ['altinn.create', 'POST', '/authentication/api/v1/systemuser/changerequest/vendor'],
    ['altinn.delete', 'DELETE', `${request}/${id}`],
    ['altinn.list', 'GET', `${request}/bysystem/${SYSTEM}`],
    ['altinn.list', 'GET', `${request}/agent/bysystem/${SYSTEM}`],
    ['altinn.status', 'GET', `${request}/${id}`],
    ['altinn.status', 'GET', `${request}/agent/${id}`],
    ['altinn.status', 'GET', `${request}/byexternalref/${SYSTEM}/${CUSTOMER}/${CUSTOMER}`],
    ['altinn.system-users', 'GET', `/authentication/api/v1/systemuser/vendor/bysystem/${SYSTEM}`],
    ['altinn.system-users', 'GET', '/authentication/api/v1/systemuser/vendor/byquery'],
    ['altinn.system-users', 'GET', '/authentication/api/v1/systemuser/byExternalId'],
    ['altinn.clients', 'POST', '/authentication/api/v1/enduser/systemuser/clients'],
    ['altinn.metadata', 'GET', '/resourceregistry/api/v1/resource/ske-krav-og-betalinger'],
    ['altinn.metadata', 'GET', '/accessmanagement/api/v1/meta/info/accesspackages/export'],
    ['logistics', 'GET', `/api/Logistics/${CUSTOMER}`],
    ['salary', 'GET', `/api/Salary/${CUSTOMER}`],
    ['system-user-info', 'GET', '/Api/SystemUserInfo'],
    ['claims', 'GET', `/v1/regnskapssystem/${CUSTOMER}/aapnekrav`],
    ['pdp', 'POST', '/authorization/api/v1/authorize'],
    ['business-register', 'GET', `/enhetsregisteret/api/enheter/${CUSTOMER}`],
    ['oidc.discovery', 'GET', '/idp/.well-known/openid-configuration'],
    ['oidc.authorize', 'GET', '/idp/authorize'],
    ['oidc.token', 'POST', '/idp/token'],
    ['oidc.jwks', 'GET', '/idp/jwks'],
    [undefined, 'POST', '/idp/log-in'],
    [undefined, 'GET', '/token'],
    [undefined, 'GET', '/accessmanagement/ui/systemuser/request'],
  ])('%s: %s %s', (target, method, path) => expect(targetOf(method, path)).toBe(target))

  test('and the table above knows them all', () => expect(TARGET_NAMES).toHaveLength(23))
})
