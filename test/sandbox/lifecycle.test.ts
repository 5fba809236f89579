import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startSandbox } from '../../src/sandbox/server.js'
import {
  newVendorKey,
  openVendor,
  SCOPE,
  SYSTEM,
  systemUserOf,
  VENDOR,
  vendorKey,
  type Vendor,
} from './open-vendor.js'

const CUSTOMER = '310261629'

let vendor: Vendor
beforeEach(async () => {
  vendor = await openVendor()
})
afterEach(() => vendor.sandbox.close())

const admin = async (method: string, path: string, body?: unknown, headers = {}) => {
  const response = await fetch(`${vendor.sandbox.origin}/_sandbox${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text ? JSON.parse(text) : undefined }
}

describe('a sandbox', () => {
  test('starts at once, its keys are made meanwhile', async () => {
    const before = performance.now()
    const sandbox = await startSandbox()
    expect(performance.now() - before).toBeLessThan(300)
    await sandbox.close()
  })

  test('answers by the name localhost and says so everywhere', () => {
    expect(vendor.sandbox.origin).toMatch(/^http:\/\/localhost:\d+$/)
    expect(vendor.sandbox.issuer).toBe(`${vendor.sandbox.origin}/`)
  })

  test('goes by its public address when something stands in front of it', async () => {
    const sandbox = await startSandbox({ publicOrigin: 'https://sandbox.example' })
    expect(sandbox.issuer).toBe('https://sandbox.example/')
    await sandbox.close()
  })

  test('says when its port is taken', async () => {
    const port = Number(new URL(vendor.sandbox.origin).port)
    await expect(startSandbox({ port })).rejects.toThrow('EADDRINUSE')
  })

  test('closes at once although somebody waits and somebody keeps a connection', async () => {
    const { sandbox } = vendor
    const idle = connect(Number(new URL(sandbox.origin).port), 'localhost').on('error', () => {})
    sandbox.faults.add({ target: 'maskinporten.jwk', kind: 'hang' })
    const waiting = fetch(`${sandbox.origin}/jwk`).catch(error => error)
    await expect.poll(() => sandbox.calls.count('maskinporten.jwk')).toBe(1)

    const before = performance.now()
    await sandbox.close()
    expect(performance.now() - before).toBeLessThan(100)
    expect(await waiting).toBeInstanceOf(Error)
    idle.destroy()
  })

  test('tells nobody what it is made of', async () => {
    const response = await fetch(`${vendor.sandbox.origin}/nothing`)
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ title: 'Not Found', status: 404 })
    for (const name of ['x-powered-by', 'etag', 'server']) {
      expect(response.headers.get(name)).toBeNull()
    }
  })

  test('shows a person a page where a program gets JSON', async () => {
    const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
    const response = await fetch(`${vendor.sandbox.origin}/nothing`, { headers })
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
  })

  test('survives its own mistakes, and shows no stack', async () => {
    Object.defineProperty(vendor.sandbox.state, 'scopes', {
      configurable: true,
      get: () => {
        throw new Error('a secret place')
      },
    })
    const answer = await vendor.askFor()
    expect(answer.status).toBe(500)
    expect(answer.body).toEqual({ title: 'The sandbox has failed', status: 500 })
    expect(vendor.sandbox.calls.list()[0]!.failure).toBe('Error: a secret place')
  })
})

describe('standing alone', () => {
  const run = (...args: string[]) => {
    const file = new URL('../../src/sandbox/run.ts', import.meta.url).pathname
    const child = spawn(process.execPath, ['--import', 'tsx', file, ...args])
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (said += data))
    return { child, said: () => said, ended: once(child, 'exit').then(([code]) => code as number) }
  }

  test('it says where it is and stops when it is told to', async () => {
    const { child, said, ended } = run('--port', '0')
    await expect.poll(said, { timeout: 25_000 }).toContain('Ctrl+C')
    const [origin] = /http:\/\/localhost:\d+/.exec(said())!
    expect(said()).toContain(`curl ${origin}/_sandbox/clients`)
    expect((await fetch(`${origin}/health`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  }, 30_000)

  test.each([
    [['--port', 'many'], ['--port must be a number']],
    [['--seed', import.meta.filename], ['is no seed']],
    [
      ['--issuer', 'nonsense'],
      ['The name of the issuer must be', 'not nonsense'],
    ],
    [['--colour'], ["Unknown option '--colour'", '--altinn-ui URL']],
  ])(
    'with %j it explains itself and gives up',
    async (args, sentences) => {
      const { said, ended } = run(...args)
      expect(await ended).toBe(1)
      expect(said()).toContain(`The sandbox cannot start: `)
      for (const sentence of sentences) expect(said()).toContain(sentence)
      expect(said()).not.toContain('    at ')
    },
    30_000,
  )
})

describe('a reset', () => {
  test('brings back the seed, the clock and the quiet, and leaves the vendors their clients', async () => {
    const { sandbox } = vendor
    const started = sandbox.now()
    for (const user of sandbox.state.systemUsers.values()) user.isDeleted = true
    sandbox.state.maskinporten = { requireJti: true }
    sandbox.faults.add({ target: 'maskinporten.token', kind: 'hang' })
    sandbox.faults.moveClock(1_000_000)
    await fetch(`${sandbox.origin}/jwk`)

    expect((await admin('POST', '/reset')).status).toBe(200)

    expect(sandbox.now()).toBe(started)
    expect(sandbox.calls.count()).toBe(0)
    expect(sandbox.state.maskinporten).toBeUndefined()
    const answer = await vendor.askFor({ authorization_details: systemUserOf(CUSTOMER) })
    expect(answer.status).toBe(200)
  })

  test('forgets a system that the seed does not have, but not its client', async () => {
    const { sandbox } = vendor
    const system = sandbox.state.systems.get(SYSTEM)!
    sandbox.state.systems.set('own', { ...system, id: 'own', clientId: [] })
    const { clientId } = sandbox.registerClient({
      orgNo: VENDOR,
      publicJwk: vendorKey.publicJwk,
      systemId: 'own',
    })
    sandbox.reset()
    expect(sandbox.state.systems.has('own')).toBe(false)
    expect(sandbox.state.clients.has(clientId)).toBe(true)
  })
})

describe('the desk at /_sandbox', () => {
  test('tells what there is', async () => {
    const { body } = await admin('GET', '')
    expect(body).toMatchObject({ origin: vendor.sandbox.origin, clockMovedMs: 0, faults: 0 })
    expect(body.rows).toMatchObject({ clients: 1, systems: 1, systemUsers: 4 })
  })

  test('moves the clock', async () => {
    const before = vendor.sandbox.now()
    expect((await admin('POST', '/clock', { moveMs: 60_000 })).body.clockMovedMs).toBe(60_000)
    expect(vendor.sandbox.now()).toBe(before + 60_000)
  })

  test('takes orders for faults, lists them and forgets them', async () => {
    const order = { target: 'salary', kind: 'status', status: 503, times: 2 }
    expect(await admin('POST', '/faults', order)).toMatchObject({ status: 201, body: order })
    expect((await admin('GET', '/faults')).body).toMatchObject([order])
    const hit = await fetch(`${vendor.sandbox.origin}/api/Salary/${CUSTOMER}`)
    expect(hit.status).toBe(503)
    expect((await admin('DELETE', '/faults')).status).toBe(204)
    expect((await admin('GET', '/faults')).body).toEqual([])
  })

  test('shows the calls, those of one target, and forgets them; its own it does not count', async () => {
    await vendor.askFor()
    await fetch(`${vendor.sandbox.origin}/jwk`)
    expect((await admin('GET', '/calls')).body).toHaveLength(2)
    expect((await admin('GET', '/calls?target=maskinporten.token')).body).toMatchObject([
      { outcome: 'ok', claims: { iss: vendor.client.clientId } },
    ])
    await admin('DELETE', '/calls')
    expect((await admin('GET', '/calls')).body).toEqual([])
  })

  test('sets Maskinporten’s switches', async () => {
    await admin('PUT', '/maskinporten', { requireJti: true })
    expect((await vendor.askFor({ jti: undefined })).status).toBe(400)
    expect((await admin('GET', '/maskinporten')).body).toEqual({ requireJti: true })
  })

  test('takes in a client of a new vendor, who can then ask for tokens', async () => {
    const key = await newVendorKey('theirs')
    await admin('POST', '/scopes', { name: 'new:scope', grantedOrgs: ['312600757'] })
    const { status, body } = await admin('POST', '/clients', {
      orgNo: '312600757',
      jwks: { keys: [key.publicJwk] },
    })
    expect(status).toBe(201)
    expect(body.scopes).toContain('new:scope')

    const grant = { iss: body.clientId, scope: 'new:scope' }
    expect((await vendor.askFor(grant, { kid: 'theirs' }, key.privateKey)).status).toBe(200)
    expect((await admin('GET', '/clients')).body).toHaveLength(2)
  })

  test('gives a customer a system user, for which there is a token then', async () => {
    await admin('PUT', '/organisations', { orgNo: '313999998', name: 'RASK PRØVE AS' })
    const row = { systemId: SYSTEM, ownerOrgNo: '313999998' }
    const { status, body } = await admin('POST', '/system-users', row)
    expect(status).toBe(201)
    expect(body).toMatchObject({ externalRef: '313999998', userType: 'standard', sequence: 5 })

    const asked = () => vendor.askFor({ authorization_details: systemUserOf('313999998') })
    expect((await asked()).status).toBe(200)
    expect((await admin('DELETE', `/system-users/${body.id}`)).status).toBe(204)
    expect((await asked()).status).toBe(400)
  })

  test.each([
    ['scopes', { name: SCOPE }],
    ['organisations', { orgNo: '313999998', name: 'RASK PRØVE AS' }],
    [
      'persons',
      { pid: '14837861110', name: 'VENNLIG BJERK', roles: [{ orgNo: CUSTOMER, role: 'ansatt' }] },
    ],
    [
      'resources',
      {
        identifier: 'new',
        title: { nb: 'Ny' },
        owner: { name: { nb: 'Eier' }, orgNo: CUSTOMER, orgCode: 'ttd' },
      },
    ],
    ['access-packages', { urn: 'urn:altinn:accesspackage:ny', name: { nb: 'Ny' } }],
  ])('puts rows into %s, and takes them out', async (name, row) => {
    const added = await admin('PUT', `/${name}`, row)
    expect(added.status).toBe(201)
    expect(added.body).toMatchObject(row)
    expect((await admin('GET', `/${name}`)).body).toContainEqual(added.body)
    const key = encodeURIComponent(Object.values(row)[0] as string)
    expect((await admin('DELETE', `/${name}/${key}`)).status).toBe(204)
    expect((await admin('DELETE', `/${name}/${key}`)).status).toBe(404)
  })

  test.each([
    ['/faults', { target: 'salary', kind: 'earthquake' }, 'at kind'],
    ['/faults', { target: 'salary', kind: 'scenario', scenario: 'ok' }, 'maskinporten.token only'],
    ['/faults', '{"target', 'The body is not JSON.'],
    ['/clock', {}, 'at moveMs'],
    ['/organisations', { orgNo: '12', name: 'A' }, 'must be nine digits'],
    ['/system-users', { systemId: 'none', ownerOrgNo: CUSTOMER }, 'no system in the register'],
    ['/scopes', { name: 'a', owner: 'b' }, 'owner'],
    [
      '/clients',
      { orgNo: VENDOR, jwks: { keys: [{ kty: 'RSA', kid: 'a', n: 'a', e: 'AQAB', d: 'secret' }] } },
      'private key',
    ],
    ['/clients', { orgNo: VENDOR, jwks: { keys: [{ kty: 'EC', kid: 'a' }] } }, 'public RSA key'],
    [
      '/clients',
      { orgNo: VENDOR, jwks: { keys: [{ kty: 'RSA', n: 'a', e: 'AQAB' }] } },
      'needs a kid',
    ],
    [
      '/clients',
      { orgNo: CUSTOMER, systemId: SYSTEM, jwks: { keys: [vendorKey.publicJwk] } },
      'has no system',
    ],
    [
      '/clients',
      { orgNo: VENDOR, jwks: { keys: Array(6).fill(vendorKey.publicJwk) } },
      'at most 5 keys',
    ],
  ])('says what is wrong with %s %j', async (path, body, sentence) => {
    const answer = await admin('POST', path, body)
    expect(answer.status).toBe(400)
    expect(answer.body.problem).toContain(sentence)
    expect(answer.body.problem).not.toContain('secret')
  })

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['an old browser on another site', { origin: 'https://evil.example' }],
  ])('refuses %s', async (_, headers) => {
    expect((await admin('POST', '/reset', {}, headers)).status).toBe(403)
    expect((await admin('GET', '', undefined, headers)).status).toBe(403)
  })

  test('refuses a foreign host name that leads here', async () => {
    const port = Number(new URL(vendor.sandbox.origin).port)
    const answer = await new Promise<string>(resolve => {
      const socket = connect(port, 'localhost', () =>
        socket.write('GET /_sandbox HTTP/1.1\r\nHost: evil.example\r\n\r\n'),
      ).on('data', data => {
        resolve(String(data))
        socket.destroy()
      })
    })
    expect(answer).toMatch(/^HTTP\/1.1 403/)
  })
})
