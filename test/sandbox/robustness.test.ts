import { request, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { Router } from 'express'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { SUBSCRIPTION_KEY } from '../../src/sandbox/rows/seed.js'
import { startSandbox, type Sandbox } from '../../src/sandbox/server.js'
import { JWT_BEARER, newKeys, SYSTEM, systemUserOf, VENDOR, vendorKey } from './open-vendor.js'

/*
 * Nothing anybody sends stops the sandbox, gets more out of it than an answer, or is answered 500
 * where Altinn would not do so.
 */

interface Route {
  path: string
  methods: string[]
}

/** All of them, as they are mounted: what `use` and `route` were called with while it was built. */
async function startWatched(): Promise<{ sandbox: Sandbox; routes: Route[] }> {
  const use = vi.spyOn(Router.prototype, 'use')
  const route = vi.spyOn(Router.prototype, 'route')
  try {
    const sandbox = await startSandbox({ keys })
    const mounts = new Map<unknown, { parent: unknown; path: string }>()
    for (const [i, [first, ...rest]] of use.mock.calls.entries()) {
      const path = typeof first === 'string' ? first : ''
      for (const handler of [first, ...rest].flat() as { stack?: unknown }[])
        if (handler.stack) mounts.set(handler, { parent: use.mock.contexts[i], path })
    }
    const fullPath = (router: unknown, path: string): string => {
      const mount = mounts.get(router)
      return mount ? fullPath(mount.parent, mount.path.replace(/\/$/, '') + path) : path
    }
    const routes = route.mock.results.map(({ value }, i) => ({
      path: fullPath(route.mock.contexts[i], String(route.mock.calls[i]?.[0])),
      methods: Object.keys((value as { methods: object }).methods)
        .filter(method => method !== '_all')
        .map(method => method.toUpperCase()),
    }))
    return { sandbox, routes }
  } finally {
    use.mockRestore()
    route.mockRestore()
  }
}

const keys = newKeys() // of its own, because they are rotated

let sandbox: Sandbox
let routes: Route[]
let clientId: string
/** What would have ended a process of the sandbox's own. */
const ends: unknown[] = []
const note = (error: unknown) => void ends.push(error)
beforeAll(async () => {
  process.on('uncaughtExceptionMonitor', note).on('unhandledRejection', note)
  ;({ sandbox, routes } = await startWatched())
  clientId = sandbox.registerClient({
    orgNo: VENDOR,
    publicJwk: vendorKey.publicJwk,
    systemId: SYSTEM,
  }).clientId
})
afterAll(async () => {
  process.off('uncaughtExceptionMonitor', note).off('unhandledRejection', note)
  await sandbox.close()
})

interface Sent {
  method: string
  path: string
  headers: Record<string, string>
  body: string | Buffer | undefined
}

const send = ({ method, path, headers, body }: Sent) =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const { port } = new URL(sandbox.origin)
    // Node declares a body only where it expects one, and a GET may have one, too.
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const call = { port, method, path, headers: { ...headers, ...length }, agent: false }
    const asked = request({ ...call, timeout: 5_000 }, answer => {
      const pieces: Buffer[] = []
      answer.on('data', (piece: Buffer) => pieces.push(piece))
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(pieces).toString(),
        }),
      )
    })
    asked.on('timeout', () => asked.destroy(new Error('no answer')))
    asked.on('error', reject)
    asked.end(body)
  })

const isAlive = async () => {
  const { status } = await send({ method: 'GET', path: '/health', headers: {}, body: undefined })
  expect(ends).toEqual([])
  return status === 200
}

const SYSTEM_USER = '49469a5e-6b91-46e7-a45c-8f2d7e2d1302'
const CUSTOMER = '310261629'
const right = { resource: [{ id: 'urn:altinn:resource', value: 'ske-krav-og-betalinger' }] }
const words = { nb: 'a', nn: 'a', en: 'a' }

/** What stands in paths and queries when all is well, and what does not. */
const value = fc.oneof(
  fc.constantFrom(
    SYSTEM_USER,
    'a35ffc5b-8ba0-40f1-8dfe-d74b768c6714',
    'cac858bb-4cca-438c-ae2d-3c616fb35c13',
    SYSTEM,
    CUSTOMER,
    '314577760',
    '315201047',
    '50900101',
    '14837861110',
    'maskinporten',
    'id-porten',
    'approve',
    'reject',
    'MP-303',
    'ske-krav-og-betalinger',
    'urn:altinn:accesspackage:lonn',
    '2026-01-01',
    'altinn.status',
    'true',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '0',
    '-1',
    'null',
    '../../etc/passwd',
    '\u0000',
    '💥',
  ),
  fc.string({ maxLength: 30 }),
  fc.constant('a'.repeat(3_000)),
)
const encoded = value.map(text => encodeURIComponent(text))
/** A part of a path that cannot even be decoded. */
const part = fc.oneof({ weight: 9, arbitrary: encoded }, fc.constantFrom('%E0%A4%A', '%', ';', '*'))

const pathOf = ({ path }: Route) =>
  fc
    .tuple(fc.array(part, { minLength: 5, maxLength: 5 }), fc.boolean())
    .map(([parts, inUpperCase]) => {
      const filled = path.replace(/[:*]\w+/g, () => parts.pop() ?? 'x')
      return inUpperCase && !path.includes('/_sandbox') ? filled.toUpperCase() : filled
    })

const QUERY = [
  ...['token', 'correlation-id', 'system-user-id', 'system-id', 'orgno', 'external-ref'],
  ...['clientId', 'systemProviderOrgNo', 'systemUserOwnerOrgNo', 'externalRef', 'agent', 'client'],
  ...['party', 'fraOgMed', 'tilOgMed', 'id', 'goto', 'target', 'inactive', 'term', 'Title'],
  ...[
    'scopes',
    'orgNo',
    'pid',
    'ttl',
    'dump',
    'systemUserId',
    'systemUserOrg',
    'accessible_for_all',
  ],
]
const query = fc
  .array(fc.tuple(fc.constantFrom(...QUERY), encoded), { maxLength: 5 })
  .map(pairs => (pairs.length ? `?${pairs.map(pair => pair.join('=')).join('&')}` : ''))

/** The bodies that endpoints want. */
const BODIES: [RegExp, object][] = [
  [
    /systemregister\/vendor(\/:systemId)?$|_sandbox\/systems/,
    {
      id: `${VENDOR}_new`,
      vendor: { ID: `0192:${VENDOR}` },
      vendorOrgNo: VENDOR,
      name: words,
      description: words,
      rights: [right],
      accessPackages: [{ urn: 'urn:altinn:accesspackage:lonn' }],
      clientId: ['c'],
      isVisible: true,
      allowedRedirectUrls: ['https://a.example/b'],
    },
  ],
  [/rights$/, [right]],
  [/accesspackages$/, [{ urn: 'urn:altinn:accesspackage:lonn' }]],
  [
    /\/request\/vendor|_sandbox\/requests/,
    {
      systemId: SYSTEM,
      partyOrgNo: '311844202',
      rights: [right],
      accessPackages: [],
      externalRef: 'ref',
      redirectUrl: 'http://localhost:3000/receipt',
    },
  ],
  [/changerequest/, { requiredRights: [right], unwantedRights: [], redirectUrl: '' }],
  [/:party\/create/, { integrationTitle: 'a', systemId: SYSTEM }],
  [
    /\/clients(\/:id)?$/,
    {
      client_name: 'a',
      integration_type: 'maskinporten',
      scopes: ['altinn:systembruker.demo'],
      grant_types: [JWT_BEARER],
    },
  ],
  [/jwks$/, { keys: [vendorKey.publicJwk] }],
  [/_sandbox\/clients/, { orgNo: VENDOR, jwks: { keys: [vendorKey.publicJwk] }, systemId: SYSTEM }],
  [
    /authorize/,
    {
      Request: {
        AccessSubject: [
          { Attribute: [{ AttributeId: 'urn:altinn:systemuser:uuid', Value: SYSTEM_USER }] },
        ],
        Action: [
          {
            Attribute: [
              { AttributeId: 'urn:oasis:names:tc:xacml:1.0:action:action-id', Value: 'read' },
            ],
          },
        ],
        Resource: [
          { Attribute: [{ AttributeId: 'urn:altinn:resource', Value: 'ske-krav-og-betalinger' }] },
        ],
      },
    },
  ],
  [/seed/, { startFrom: 'empty', vendors: [{ orgNo: '313999990', name: 'A' }] }],
  [/faults/, { target: 'salary', kind: 'status', status: 503, body: {} }],
  [/clock/, { moveMs: 1_000 }],
  [/:decision/, { pid: '14837861110' }],
  [/system-users/, { systemId: SYSTEM, ownerOrgNo: '311844202' }],
  [/ledgers/, { orgNo: CUSTOMER, krav: [], innbetalinger: [], utbetalinger: [] }],
  [/salary/i, { orgNo: CUSTOMER, salaryStatus: 'Paid', salaryAmount: 1 }],
  [/organisations|vendors/, { orgNo: '313999990', name: 'A' }],
  [/./, {}],
]
const fitting = ({ path }: Route): object => BODIES.find(([where]) => where.test(path))![1]

/** The same with something else in one place, however deep. */
const changed = (body: object) =>
  fc.tuple(fc.nat(), fc.oneof(fc.constant(undefined), value, fc.jsonValue())).map(([at, other]) => {
    const copy = structuredClone(body)
    const places: [object, string][] = []
    const walk = (node: unknown) => {
      if (typeof node !== 'object' || node === null) return
      for (const [key, child] of Object.entries(node)) {
        places.push([node, key])
        walk(child)
      }
    }
    walk(copy)
    const [node, key] = places[at % places.length] ?? [copy, 'a']
    return JSON.stringify(Object.assign(node, { [key]: other }) && copy)
  })

const DEEP = '['.repeat(9_000) + ']'.repeat(9_000)
const DEEP_OBJECT = '{"a":'.repeat(9_000) + '1' + '}'.repeat(9_000)

const bodyFor = (route: Route): fc.Arbitrary<string | Buffer | undefined> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 4, arbitrary: fc.constant(JSON.stringify(fitting(route))) },
    { weight: 6, arbitrary: changed(fitting(route)) },
    { weight: 2, arbitrary: fc.json() },
    fc.constantFrom('', '{', 'null', '"a"', DEEP, DEEP_OBJECT, '{"__proto__":{"a":1}}', '\uFEFF{}'),
    fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes)),
  )

/** What a form of the sandbox's own pages may hold. */
const fields = fc.dictionary(
  fc.constantFrom('person', 'answer', 'goto', 'back', 'organisation', 'client', 'system', 'move'),
  value,
)

const headerText = fc.string({ maxLength: 40 }).map(text => text.replace(/[^\t\x20-\x7e]/g, ''))

const CONTENT_TYPES = [
  ...['application/json', 'application/json; charset=utf-16', 'text/plain', 'application/*+json'],
  ...['application/x-www-form-urlencoded', 'multipart/form-data', 'nonsense', ';', 'a/b/c'],
]

const header = fc.oneof(
  fc.tuple(fc.constant('content-type'), fc.constantFrom(...CONTENT_TYPES)),
  fc.tuple(
    fc.constant('accept'),
    fc.constantFrom('*/*', 'text/html', 'application/json', 'image/png', ';;', 'a/b;q=x'),
  ),
  fc.tuple(
    fc.constant('content-encoding'),
    fc.constantFrom('gzip', 'br', 'deflate', 'nonsense', 'identity'),
  ),
  fc.tuple(fc.constant('sec-fetch-site'), fc.constantFrom('none', 'same-origin', 'cross-site')),
  fc.tuple(fc.constant('origin'), fc.constantFrom('null', 'https://evil.example', 'nonsense')),
  fc.tuple(
    fc.constant('host'),
    fc.constantFrom('localhost', 'evil.example', '[', 'a:b:c', '127.0.0.1:1'),
  ),
  fc.tuple(
    fc.constantFrom('accept-language', 'cookie', 'korrelasjonsid', 'referer', 'range', 'expect'),
    headerText,
  ),
  fc.tuple(
    fc.constantFrom('x-altinn-enterpriseuser-authentication', 'if-modified-since', 'authorization'),
    headerText,
  ),
)
const headers = fc.array(header, { maxLength: 3 }).map(pairs => Object.fromEntries(pairs))

/** Tokens are made when they are sent, because the clock may have moved. */
const TOKEN_KINDS = ['vendor', 'altinn', 'person', 'systemUser', 'nonsense', 'none'] as const
type TokenKind = (typeof TOKEN_KINDS)[number]

const consumer = { authority: 'iso6523-actorid-upis', ID: `0192:${VENDOR}` }

async function tokenOf(kind: TokenKind): Promise<string | undefined> {
  const now = Math.floor(sandbox.now() / 1000)
  const scope = [...sandbox.state.scopes.keys(), 'altinn:portal/enduser'].join(' ')
  const plain = {
    iss: sandbox.issuer,
    scope,
    consumer,
    client_id: clientId,
    iat: now,
    exp: now + 60,
  }
  const altinn = { ...plain, iss: `${sandbox.origin}/authentication/api/v1/openid/` }
  const detail = { systemuser_id: [SYSTEM_USER], system_id: SYSTEM }
  switch (kind) {
    case 'vendor':
      return keys.maskinporten.sign(plain)
    case 'systemUser':
      return keys.maskinporten.sign({
        ...plain,
        authorization_details: systemUserOf(CUSTOMER, detail),
      })
    case 'altinn':
      return keys.altinn.sign(altinn)
    case 'person':
      return keys.altinn.sign({ ...altinn, consumer: undefined, pid: '14837861110' })
    default:
      return kind === 'nonsense' ? 'eyJ.eyJ.x' : undefined
  }
}

/** The contract's own: Altinn stumbles, and clients must live with it. */
function mayBe500({ method, path, body }: Sent): boolean {
  const where = path.toLowerCase()
  const register = /^\/authentication\/api\/v1\/systemregister\/vendor(\/|\?|$)/
  if (register.test(where)) return method === 'POST' || method === 'PUT'
  const request = /^\/authentication\/api\/v1\/systemuser\/request\/vendor\/?(\?|$)/
  return method === 'POST' && request.test(where) && /"resource":\[\]/i.test(String(body))
}

const STACK = /\n\s+at |node_modules|\.[jt]s:\d+|file:\/\//

async function survives(sent: Sent): Promise<void> {
  const { status, text } = await send(sent)
  const said = `${sent.method} ${sent.path}: ${status} ${text.slice(0, 500)}`
  expect(status, said).toBeGreaterThanOrEqual(200)
  if (!mayBe500(sent)) expect(status, said).not.toBe(500)
  expect(STACK.test(text), said).toBe(false)
}

describe('Whatever is sent', () => {
  test('to all its addresses', () => {
    const all = routes.map(({ path }) => path)
    expect(all).toContain('/token')
    expect(all).toContain('/_sandbox/system-users')
    expect(all).toContain('/external/api/v1/clients/:id/jwks')
    expect(all).toContain('/authentication/api/v1/systemuser/request/vendor/:requestId')
    expect(all).toContain('/accessmanagement/ui/systemuser/request')
    expect(new Set(all).size).toBeGreaterThan(100)
  })

  test('is answered, without a stack, and the next one is answered, too', async () => {
    const call = fc.constantFrom(...routes).chain(route =>
      fc.record({
        method: fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom('GET', ...route.methods) },
          fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'),
        ),
        path: fc.tuple(pathOf(route), query).map(parts => parts.join('')),
        headers,
        body: bodyFor(route),
        token: fc.constantFrom<TokenKind>(...TOKEN_KINDS),
      }),
    )
    await fc.assert(
      fc.asyncProperty(call, async ({ token: kind, headers: given, ...sent }) => {
        sandbox.reset()
        const token = await tokenOf(kind)
        const usual = {
          'ocp-apim-subscription-key': SUBSCRIPTION_KEY,
          ...(typeof sent.body === 'string' && { 'content-type': 'application/json' }),
          ...(token && { authorization: `Bearer ${token}` }),
        }
        await survives({ ...sent, headers: { ...usual, ...given } })
      }),
      { numRuns: 300 },
    )
    expect(await isAlive()).toBe(true)
  }, 60_000)

  test('in a form of its pages, by somebody who has logged in', async () => {
    const logIn = '/authentication/api/v1/authentication'
    const first = await send({ method: 'GET', path: logIn, headers: {}, body: undefined })
    let cookie = String(first.headers['set-cookie']?.[0]?.split(';')[0])
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const formTokenOf = (page: string) => /name="_csrf" value="([^"]*)"/.exec(page)?.[1] ?? ''
    const form = { _csrf: formTokenOf(first.text), person: '14837861110', goto: '/' }
    const loggedIn = await send({
      method: 'POST',
      path: logIn,
      headers: { ...type, cookie, 'sec-fetch-site': 'same-origin' },
      body: String(new URLSearchParams(form)),
    })
    cookie = String(loggedIn.headers['set-cookie']?.[0]?.split(';')[0])
    const page = await send({ method: 'GET', path: '/', headers: { cookie }, body: undefined })
    const _csrf = formTokenOf(page.text)

    const isPage = ({ path, methods }: Route) =>
      methods.includes('POST') && /^\/(sandbox|accessmanagement\/ui|acting-for|language)/.test(path)
    const pages = routes.filter(isPage)
    expect(pages.length).toBeGreaterThan(5)
    const call = fc.constantFrom(...pages).chain(route => fc.tuple(pathOf(route), query, fields))
    await fc.assert(
      fc.asyncProperty(call, async ([path, search, given]) => {
        sandbox.reset()
        await survives({
          method: 'POST',
          path: path + search,
          headers: { ...type, cookie, 'sec-fetch-site': 'same-origin' },
          body: String(new URLSearchParams({ ...given, _csrf })),
        })
      }),
      { numRuns: 100 },
    )
  }, 30_000)

  test('in a grant', async () => {
    const claims = fc.dictionary(
      fc.constantFrom(
        'iss',
        'aud',
        'scope',
        'iat',
        'exp',
        'jti',
        'authorization_details',
        'resource',
        'consumer_org',
        'pid',
        '__proto__',
      ),
      fc.oneof(
        fc.jsonValue(),
        fc.constantFrom(clientId, sandbox.issuer, 'altinn:systembruker.demo'),
      ),
    )
    const header = fc.dictionary(
      fc.constantFrom('alg', 'kid', 'typ', 'x5c', 'jwk', 'jku', 'crit', 'b64'),
      fc.oneof(fc.jsonValue(), fc.constantFrom('RS256', 'none', 'HS256', 'vendor-key')),
    )
    const base64 = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
    await fc.assert(
      fc.asyncProperty(header, claims, headerText, async (head, payload, signature) => {
        const assertion = `${base64(head)}.${base64(payload)}.${signature}`
        const form = new URLSearchParams({ grant_type: JWT_BEARER, assertion })
        const { status, text } = await send({
          method: 'POST',
          path: '/token',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: String(form),
        })
        expect(status, text).toBe(400)
        expect(JSON.parse(text)).toHaveProperty('error_description')
      }),
      { numRuns: 150 },
    )
  }, 30_000)

  test('nested by the thousand, to everything that reads JSON', async () => {
    const writing = routes.filter(({ path }) => !/^\/(external|api\/v1)\//.test(path)) // aliases
    for (const { path, methods } of writing)
      for (const method of methods.filter(name => name === 'POST' || name === 'PUT'))
        for (const deep of [DEEP, `{"target":"pdp","kind":"status","body":${DEEP_OBJECT}}`]) {
          const token = await tokenOf(path.includes('/clients') ? 'vendor' : 'altinn')
          await survives({
            method,
            path: path.replace(/[:*]\w+/g, SYSTEM_USER),
            headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
            body: deep,
          })
        }
    expect(await isAlive()).toBe(true)
    const calls = await send({
      method: 'GET',
      path: '/_sandbox/calls',
      headers: {},
      body: undefined,
    })
    expect(calls.status).toBe(200)
  }, 30_000)
})

describe('What is not even HTTP', () => {
  const raw = (bytes: string | Buffer) =>
    new Promise<string>(resolve => {
      let said = ''
      const socket = connect(Number(new URL(sandbox.origin).port), 'localhost', () => {
        socket.write(bytes)
        setTimeout(() => socket.destroy(), 150)
      })
      socket.on('data', data => (said += data))
      socket.on('error', () => {})
      socket.on('close', () => resolve(said))
    })

  const host = 'Host: localhost'
  test.each([
    ['nothing at all', ''],
    ['noise', Buffer.from([0, 1, 2, 255, 254, 13, 10, 13, 10])],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['a body that never comes', `POST /token HTTP/1.1\r\n${host}\r\nContent-Length: 9\r\n\r\n`],
    [
      'two lengths',
      `POST /token HTTP/1.1\r\n${host}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na`,
    ],
    ['half a chunk', `POST /token HTTP/1.1\r\n${host}\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n`],
    ['a header without end', `GET / HTTP/1.1\r\n${host}\r\nA: ${'a'.repeat(100_000)}`],
    [
      'a wish to speak otherwise',
      `GET / HTTP/1.1\r\n${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    ],
    ['a tunnel', `CONNECT a.example:443 HTTP/1.1\r\n${host}\r\n\r\n`],
    [
      'a whole address',
      `GET http://a:99999/authentication/api/v1/systemuser/vendor/byquery HTTP/1.1\r\n${host}\r\n\r\n`,
    ],
    ['an asterisk', `OPTIONS * HTTP/1.1\r\n${host}\r\n\r\n`],
    ['two slashes', `GET //authentication/api/v1/exchange/x HTTP/1.1\r\n${host}\r\n\r\n`],
    [
      'nonsense for a whole address',
      `GET http://[/authentication/api/v1/systemuser/vendor/byquery HTTP/1.1\r\n${host}\r\n\r\n`,
    ],
  ])('%s', async (_, bytes) => {
    const token = await tokenOf('altinn')
    const authorization = `${host}\r\nAuthorization: Bearer ${token}`
    const said = await raw(typeof bytes === 'string' ? bytes.replace(host, authorization) : bytes)
    expect(said).not.toMatch(/^HTTP\/1\.1 500/)
    expect(said).not.toMatch(STACK)
    expect(await isAlive()).toBe(true)
  })
})
