import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { z } from 'zod'
import { fullAddress } from '../../src/upstream/address.js'
import { ForbiddenAddress } from '../../src/upstream/errors.js'
import { path, type Call } from '../../src/upstream/send.js'
import type { SeenCall, Witness } from '../../src/witness.js'
import {
  anAction,
  callWith,
  json,
  openSend,
  openUpstream,
  SECRET_TOKEN,
  type Behaviour,
} from './faulty-upstream.js'

const Thing = z.object({ id: z.string() })
const get: Call<{ id: string }> = {
  operation: 'altinn: get thing',
  method: 'GET',
  path: '/thing',
  answer: Thing,
  repeat: 'repeatable',
}

describe('A call', () => {
  test('arrives as it was meant', async () => {
    const { origin, seen } = await openUpstream(json({ id: '1' }))
    const { send } = openSend({ origin: `${origin}/base/` })
    await send(
      {
        ...get,
        method: 'POST',
        path: path`/orgs/${'991825827'}/${'a/b'}`,
        query: { q: 'æ &=', none: undefined },
        headers: { Korrelasjonsid: 'abc' },
        token: SECRET_TOKEN,
        body: { name: 'Blåbær' },
      },
      anAction(),
    )
    expect(seen[0]).toMatchObject({
      method: 'POST',
      path: '/base/orgs/991825827/a%2Fb?q=%C3%A6+%26%3D',
      body: '{"name":"Blåbær"}',
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${SECRET_TOKEN}`,
        'content-type': 'application/json',
        korrelasjonsid: 'abc',
        'user-agent': 'smartcloud',
      },
    })
  })

  test.each(['accept', 'Accept'])('may ask for another kind of answer with %s', async name => {
    const { origin, seen } = await openUpstream(json({ id: '1' }))
    await openSend({ origin }).send({ ...get, headers: { [name]: 'text/plain' } }, anAction())
    expect(seen[0]!.headers.accept).toBe('text/plain')
  })

  test('brings back status, headers and the body in its shape; new fields do not matter', async () => {
    const { origin } = await openUpstream(
      json({ id: '1', added: 'later' }, 201, { 'x-trace': 't', 'set-cookie': 'a=b' }),
    )
    const answer = await openSend({ origin }).send(get, anAction())
    expect(answer).toMatchObject({ status: 201, body: { id: '1' } })
    expect(answer.headers['x-trace']).toBe('t')
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  test.each([
    ['application/json; charset=utf-8', '{"id":"ø"}'],
    ['application/problem+json', '{"id":"ø"}'],
    ['text/json', '{"id":"ø"}'],
    ['application/json', '\ufeff{"id":"ø"}'],
  ])('reads JSON that is called %s', async (type, body) => {
    const { origin } = await openUpstream(json(body, 200, { 'content-type': type }))
    const answer = await openSend({ origin }).send(get, anAction())
    expect(answer.body).toEqual({ id: 'ø' })
  })

  test('reads an answer without content as nothing, where that is allowed', async () => {
    const { origin } = await openUpstream(res => res.writeHead(204).end())
    const answer = await openSend({ origin }).send({ ...get, answer: Thing.optional() }, anAction())
    expect(answer.body).toBeUndefined()
  })

  test('takes text as it comes, but no HTML', async () => {
    const plain = await openUpstream(json('eyJ.token', 200, { 'content-type': 'text/plain' }))
    const call = { ...get, answer: 'text' } as const
    const { body } = await openSend(plain).send(call, anAction())
    expect(body).toBe('eyJ.token')
    expect(plain.seen[0]!.headers.accept).toBe('*/*')

    const page = await openUpstream(json('<p>Log in', 200, { 'content-type': 'text/html' }))
    await expect(openSend(page).send(call, anAction())).rejects.toMatchObject({
      what: 'contentType',
    })
  })

  test('does not look at a body nobody wants', async () => {
    const { origin } = await openUpstream(json('<p>Done', 202, { 'content-type': 'text/html' }))
    const answer = await openSend({ origin }).send({ ...get, answer: 'nothing' }, anAction())
    expect(answer).toMatchObject({ status: 202, body: undefined })
  })

  test('is one line in the log', async () => {
    const { origin } = await openUpstream(json({ id: '1' }))
    const { send, lines } = openSend({ origin })
    await send({ ...get, token: SECRET_TOKEN }, anAction())
    expect(lines).toEqual([
      {
        level: 'info',
        event: 'altinn: get thing',
        fields: {
          service: 'altinn',
          status: 200,
          ms: expect.any(Number),
          tries: 1,
          reference: 'a-reference',
        },
      },
    ])
  })

  test('cannot smuggle a header in', async () => {
    const { origin, seen } = await openUpstream(json({ id: '1' }))
    const { send } = openSend({ origin })
    await send(
      { ...get, headers: { 'X-A': 'a\r\nX-Evil: 1' }, token: 't\r\nX-Evil: 2' },
      anAction(),
    )
    expect(seen[0]!.headers['x-evil']).toBeUndefined()
  })

  test('goes straight to the upstream, whatever the environment says about proxies', async () => {
    const proxy = await openUpstream(json({ id: 'from the proxy' }))
    const { origin } = await openUpstream(json({ id: 'from the upstream' }))
    for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY']) vi.stubEnv(name, proxy.origin)
    onTestFinished(() => void vi.unstubAllEnvs())

    const { body } = await openSend({ origin }).send({ ...get, token: SECRET_TOKEN }, anAction())
    expect(body).toEqual({ id: 'from the upstream' })
    expect(proxy.seen).toHaveLength(0)
  })
})

describe('Connections', () => {
  const count = async (repeat: Call<unknown>['repeat']) => {
    const upstream = await openUpstream(json({ id: '1' }))
    let connections = 0
    upstream.server.on('connection', () => connections++)
    const { send } = openSend(upstream)
    for (let i = 0; i < 3; i++) await send({ ...get, repeat }, anAction())
    return connections
  }

  test('are used again', async () => {
    expect(await count('repeatable')).toBe(1)
  })

  test('are new for what may not happen twice, so that no stale one makes it unclear', async () => {
    expect(await count('once')).toBe(3)
  })

  test('are at most fifty; a hundred calls wait, and the next is told that we are busy', async () => {
    const waiting: (() => void)[] = []
    const upstream = await openUpstream(
      res => void waiting.push(() => json({ id: '1' })(res, res.socket!, {} as never)),
    )
    const { send } = openSend(upstream)
    const calls = Array.from({ length: 150 }, () => send(get, anAction()))

    await expect(send(get, anAction())).rejects.toMatchObject({ reason: 'busy', sent: 'no' })
    await expect.poll(() => waiting.length).toBe(50)

    const release = setInterval(() => waiting.splice(0).forEach(answer => answer()), 5)
    await Promise.all(calls)
    clearInterval(release)
    expect(upstream.seen).toHaveLength(150)
    await Promise.all([
      send(get, anAction()),
      expect
        .poll(() => waiting.length)
        .toBe(1)
        .then(() => waiting[0]!()),
    ])
  })

  test('of one upstream do not hold up another', async () => {
    const stuckUpstream = await openUpstream(() => {})
    const stuck = openSend(stuckUpstream)
    const quick = openSend(await openUpstream(json({ id: '1' })))
    let gaveUp = 0
    const hanging = Array.from({ length: 150 }, () =>
      stuck.send({ ...get, repeat: 'once' }, anAction()).catch(() => gaveUp++),
    )
    await quick.send(get, anAction())
    expect(gaveUp).toBe(0)

    const cutOff = setInterval(() => stuckUpstream.server.closeAllConnections(), 5)
    await Promise.all(hanging)
    clearInterval(cutOff)
  })
})

describe('Whoever wants to see the calls', () => {
  test('gets every try, with what went over the wire', async () => {
    const { origin } = await openUpstream(
      json({ no: 1 }, 503),
      (_, socket) => void socket.destroy(),
      json({ id: '1' }),
    )
    const entries: SeenCall[] = []
    await openSend({ origin }).send(callWith({ answer: Thing, query: { a: '1' } }), {
      ...anAction(),
      witness: witnessOf(entry => entries.push(entry)),
    })
    expect(entries).toMatchObject([
      {
        service: 'altinn',
        operation: 'altinn: try something',
        method: 'GET',
        url: `${origin}/thing?a=1`,
        durationMs: expect.any(Number),
        request: {
          headers: { authorization: `Bearer ${SECRET_TOKEN}` },
          body: expect.stringMatching(/^assertion=/),
        },
        response: { status: 503, body: Buffer.from('{"no":1}') },
      },
      {},
      {
        response: {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: Buffer.from('{"id":"1"}'),
        },
      },
    ])
    expect(entries[1]?.response).toBeUndefined()
    expect(entries[1]).toMatchObject({ failure: 'reset' })
  })

  test('cannot disturb them', async () => {
    const { origin } = await openUpstream(json({ id: '1' }))
    const { send, lines } = openSend({ origin })
    const witness = witnessOf(() => {
      throw new Error('full')
    })
    await expect(send(get, { ...anAction(), witness })).resolves.toMatchObject({ status: 200 })
    expect(lines.map(({ event }) => event)).toContain('recording a call failed')
  })
})

const witnessOf = (call: Witness['call']): Witness => ({
  call,
  keptToken: () => {},
  redirect: () => {},
  about: () => {},
})

describe('Clocks', () => {
  test.each([-120, -11, -4, 0, 4, 11, 120])('differ by %d s', async seconds => {
    const now = Date.parse('2026-11-21T10:00:00.500Z')
    const date = new Date(now - 500 - seconds * 1000).toUTCString()
    const { origin } = await openUpstream(json({ id: '1' }, 200, { date }))
    const { send } = openSend({ origin, now: () => now })

    expect(send.skewMs()).toBeUndefined()
    await send(get, anAction())
    expect(send.skewMs()).toBe(seconds * 1000)
  })

  test('cannot be compared with nonsense', async () => {
    const { origin } = await openUpstream(json({ id: '1' }, 200, { date: 'yesterday' }))
    const { send } = openSend({ origin })
    await send(get, anAction())
    expect(send.skewMs()).toBeUndefined()
  })
})

describe('An address we never call', () => {
  const bad = [
    'https://evil.example/',
    '//evil.example/',
    '\\\\evil.example',
    '/\\evil.example',
    '/..//evil.example',
    '/a/../b',
    '/./a',
    '/%2e%2e/a',
    '/%2E./a',
    '/a/..',
    '/a%5c..',
    '/a b',
    '/a?b=c',
    '/a#b',
    '/a//b',
    '',
    'a',
    '@evil.example/',
    ':80@evil.example/',
    '.evil.example/',
    '/\r\nHost: evil',
    '/\u0000',
    '/%',
    '/%zz',
    '/æ',
  ]
  test.each(bad)('%j is refused before a connection is opened', async badPath => {
    const upstream = await openUpstream(json({ id: '1' }))
    let connections = 0
    upstream.server.on('connection', () => connections++)
    await expect(openSend(upstream).send({ ...get, path: badPath }, anAction())).rejects.toThrow(
      ForbiddenAddress,
    )
    expect(connections).toBe(0)
  })

  test('whatever stands in a value, it stays one segment of the path', () => {
    const base = 'https://platform.example.no/api'
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value => {
        const build = () => new URL(fullAddress(base, path`/a/${value}/b`, undefined))
        if (['', '.', '..'].includes(value)) {
          expect(build).toThrow(ForbiddenAddress)
          return
        }
        const url = build()
        expect(url.origin).toBe('https://platform.example.no')
        expect(url.pathname.split('/')).toHaveLength(5)
        expect(decodeURIComponent(url.pathname.split('/')[3]!)).toBe(value.toWellFormed())
        expect(url.search + url.hash + url.username).toBe('')
      }),
      { numRuns: 2_000 },
    )
  })

  test.each([
    'http://platform.altinn.no',
    'https://localhost',
    'https://localhost:8443',
    'https://altinn',
    'https://a.localhost',
    'https://a.local',
    'https://a.internal',
    'https://127.0.0.1',
    'https://2130706433',
    'https://0x7f.1',
    'https://0.0.0.0',
    'https://10.1.2.3',
    'https://172.31.0.1',
    'https://192.168.1.1',
    'https://169.254.169.254',
    'https://100.64.0.1',
    'https://[::1]',
    'https://[::]',
    'https://[::ffff:127.0.0.1]',
    'https://[fe80::1]',
    'https://[fd00::1]',
    'https://user:pass@platform.altinn.no',
    'https://platform.altinn.no?x=1',
    'ftp://platform.altinn.no',
    'platform',
    '',
  ])('%s cannot be configured', origin => {
    expect(() => openSend({ origin, allowLoopback: false })).toThrow(ForbiddenAddress)
  })

  test.each([
    'https://platform.altinn.no',
    'https://platform.tt02.altinn.no/base/',
    'https://11.0.0.1',
  ])('%s can', origin => {
    expect(() => openSend({ origin, allowLoopback: false })).not.toThrow()
  })

  test('the sandbox may be on this machine, but not anywhere by any scheme', () => {
    expect(() => openSend({ origin: 'http://localhost:3001' })).not.toThrow()
    expect(() => openSend({ origin: 'file:///etc/passwd' })).toThrow(ForbiddenAddress)
  })

  test.each(['127.0.0.1', '169.254.169.254', '10.0.0.8', '::1', '::ffff:10.0.0.8', 'fe80::1'])(
    'a public name that leads to %s leads nowhere',
    async address => {
      const family = address.includes(':') ? 6 : 4
      const { port, server } = await openUpstream(json({ id: '1' }))
      let connections = 0
      server.on('connection', () => connections++)
      const { send } = openSend({
        origin: `https://platform.example.no:${port}`,
        allowLoopback: false,
        lookup: (_host, options, callback) =>
          options.all
            ? callback(null, [
                { address: '11.0.0.1', family: 4 },
                { address, family },
              ])
            : callback(null, address, family),
      })
      await expect(send(get, anAction())).rejects.toThrow(ForbiddenAddress)
      expect(connections).toBe(0)
    },
  )
})

test('a request that cannot be made is a bug, and its error holds nothing of it', async () => {
  const { origin, seen } = await openUpstream(json({ id: '1' }))
  const tooLong: Call<{ id: string }> = {
    ...get,
    method: 'POST',
    token: SECRET_TOKEN,
    body: 'x'.repeat(200_000),
  }
  const error = await openSend({ origin })
    .send(tooLong, anAction())
    .catch((error: unknown) => error)
  expect(error).toMatchObject({
    name: 'Error',
    message: 'The request cannot be made: ERR_BODY_TOO_LARGE',
  })
  expect(inspect(error, { depth: 9 })).not.toContain('THE-SECRET')
  expect(seen).toHaveLength(0)
})

test('a failing form fails the call, and nothing is sent', async () => {
  const { origin, seen } = await openUpstream(json({ id: '1' }) satisfies Behaviour)
  const call = { ...get, form: () => Promise.reject(new Error('no key')) }
  await expect(openSend({ origin }).send(call, anAction())).rejects.toThrow('no key')
  expect(seen).toHaveLength(0)
})
