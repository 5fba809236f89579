import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { z } from 'zod'
import type { Sent, SurpriseKind, UnreachableReason } from '../../src/upstream/errors.js'
import {
  UpstreamError,
  UpstreamRefused,
  UpstreamSurprise,
  UpstreamUnreachable,
} from '../../src/upstream/errors.js'
import type { Call } from '../../src/upstream/send.js'
import {
  anAction,
  callWith,
  json,
  openSend,
  openUpstream,
  SECRET_ASSERTION,
  SECRET_TOKEN,
  type Behaviour,
} from './faulty-upstream.js'
import { selfSigned } from './self-signed.js'

const Thing = z.object({ id: z.string() })
type Thing = z.infer<typeof Thing>

const hang: Behaviour = () => {}
const drip: Behaviour = res => {
  res.writeHead(200, { 'content-type': 'application/json' })
  const timer = setInterval(() => res.write(' '), 10)
  res.on('close', () => clearInterval(timer))
}
const dripHeaders: Behaviour = (_, socket) => {
  socket.write('HTTP/1.1 200 OK\r\n')
  const timer = setInterval(() => socket.write('X-Slow: 1\r\n'), 10)
  socket.on('close', () => clearInterval(timer))
}
const resetAtOnce: Behaviour = (_, socket) => void socket.resetAndDestroy()
const closeAtOnce: Behaviour = (_, socket) => void socket.end()
const breakOff: Behaviour = (res, socket) => {
  res.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
  res.write('{"id":"', () => socket.destroy())
}
const notHttp: Behaviour = (_, socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n')
const huge: Behaviour = res => {
  res.writeHead(200, { 'content-type': 'application/json' })
  const part = Buffer.alloc(64_000, ' ')
  let left = 800 // 50 MB in all
  const more = () => {
    while (left-- > 0 && res.write(part));
    if (left > 0) res.once('drain', more)
    else res.end()
  }
  more()
}
const bomb = gzipSync(Buffer.alloc(50_000_000, ' '))
const echo: Behaviour = (res, _, { headers, body }) =>
  json({ error: 'no', authorization: headers.authorization, body }, 400)(res, _, {} as never)
const status = (code: number) => json({ error: 'x' }, code)
const gzipped =
  (body: Buffer): Behaviour =>
  res => {
    res.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    res.end(body)
  }

type Expected =
  | [UpstreamUnreachable['code'], UnreachableReason]
  | [UpstreamSurprise['code'], SurpriseKind]
  | [UpstreamRefused['code'], number]

/** The fault, what it is called, how often a repeatable call tries, and what became of one sent once. */
const FAULTS: [fault: string, Behaviour, Expected, tries: 1 | 3, onceSent: Sent][] = [
  ['never answers', hang, ['upstream_unreachable', 'timeout'], 3, 'unclear'],
  ['drips its answer', drip, ['upstream_unreachable', 'timeout'], 3, 'unclear'],
  ['drips its headers', dripHeaders, ['upstream_unreachable', 'timeout'], 3, 'unclear'],
  ['resets the connection', resetAtOnce, ['upstream_unreachable', 'reset'], 3, 'unclear'],
  ['hangs up', closeAtOnce, ['upstream_unreachable', 'reset'], 3, 'unclear'],
  ['breaks off in the answer', breakOff, ['upstream_unreachable', 'reset'], 3, 'unclear'],
  ['does not speak HTTP', notHttp, ['upstream_unreachable', 'reset'], 3, 'unclear'],
  ['answers half a JSON', json('{"id":'), ['upstream_surprise', 'notJson'], 3, 'unclear'],
  ['answers nothing', json(''), ['upstream_surprise', 'notJson'], 3, 'unclear'],
  [
    'answers HTML',
    json('<h1>Proxy</h1>', 200, { 'content-type': 'text/html' }),
    ['upstream_surprise', 'contentType'],
    3,
    'unclear',
  ],
  [
    'answers JSON by another name',
    json({ id: '1' }, 200, { 'content-type': 'text/plain' }),
    ['upstream_surprise', 'contentType'],
    3,
    'unclear',
  ],
  [
    'answers in another alphabet',
    res => {
      res.writeHead(200, { 'content-type': 'application/json; charset=iso-8859-1' })
      res.end(Buffer.from('{"id":"blåbær"}', 'latin1'))
    },
    ['upstream_surprise', 'notJson'],
    3,
    'unclear',
  ],
  ['answers another shape', json({ id: 1 }), ['upstream_surprise', 'shape'], 1, 'unclear'],
  ['answers null', json('null'), ['upstream_surprise', 'shape'], 1, 'unclear'],
  ['has no content', res => res.writeHead(204).end(), ['upstream_surprise', 'shape'], 1, 'unclear'],
  ['answers 50 MB', huge, ['upstream_surprise', 'tooLarge'], 3, 'unclear'],
  ['answers a gzip bomb', gzipped(bomb), ['upstream_surprise', 'tooLarge'], 3, 'unclear'],
  [
    'answers broken gzip',
    gzipped(Buffer.from('no gzip at all')),
    ['upstream_surprise', 'notJson'],
    3,
    'unclear',
  ],
  [
    'redirects elsewhere',
    json({}, 302, { location: 'http://127.0.0.1:9/' }),
    ['upstream_surprise', 'redirect'],
    1,
    'unclear',
  ],
  ['repeats our secrets in a 400', echo, ['upstream_refused', 400], 1, 'refused'],
  ['answers 401', status(401), ['upstream_refused', 401], 1, 'refused'],
  ['answers 403', status(403), ['upstream_refused', 403], 1, 'refused'],
  ['answers 404', status(404), ['upstream_refused', 404], 1, 'refused'],
  ['answers 409', status(409), ['upstream_refused', 409], 1, 'refused'],
  ['answers 422', status(422), ['upstream_refused', 422], 1, 'refused'],
  ['answers 500', status(500), ['upstream_refused', 500], 3, 'unclear'],
  ['answers 501', status(501), ['upstream_refused', 501], 1, 'unclear'],
  ['answers 502', status(502), ['upstream_refused', 502], 3, 'unclear'],
  ['answers 503', status(503), ['upstream_refused', 503], 3, 'unclear'],
  ['answers 504', status(504), ['upstream_refused', 504], 3, 'unclear'],
]

const failing = <A>(answer: Promise<A>) =>
  answer.then(
    () => expect.fail('it succeeded'),
    (error: UpstreamError) => error,
  )

const kindOf = (error: UpstreamError) =>
  error instanceof UpstreamUnreachable
    ? [error.code, error.reason]
    : error instanceof UpstreamSurprise
      ? [error.code, error.what]
      : [error.code, (error as UpstreamRefused).upstreamStatus]

function expectNoSecretsIn(error: unknown) {
  const { message, stack } = error as Error
  const shown = [message, stack, String(error), inspect(error, { depth: 9 }), JSON.stringify(error)]
  expect(shown.join('\n')).not.toMatch(/THE-SECRET/)
  expect((error as Error).cause).toBeUndefined()
}

const aCall = (repeat: Call<Thing>['repeat'], expected?: Expected) => {
  // Patient, so that a busy machine does not turn another fault into a timeout
  const timeoutMs = expected?.[1] === 'timeout' ? 150 : 3_000
  return callWith({ answer: Thing, repeat, method: 'POST', timeoutMs })
}

describe('An upstream', () => {
  for (const [fault, behaviour, expected, tries, onceSent] of FAULTS) {
    test(`${fault}: a repeatable call is tried ${tries === 1 ? 'once' : 'three times'}`, async () => {
      const { origin, seen } = await openUpstream(behaviour)
      const { send, lines, slept } = openSend({ origin })

      const began = performance.now()
      const error = await failing(send(aCall('repeatable', expected), anAction()))

      expect(kindOf(error)).toEqual(expected)
      expect(error).toMatchObject({ service: 'altinn', operation: 'altinn: try something', tries })
      expect(seen).toHaveLength(tries)
      expect(slept).toEqual(tries === 3 ? [100, 200] : [])
      expect(performance.now() - began).toBeLessThan(3_000)
      expectNoSecretsIn(error)

      expect(lines).toHaveLength(1)
      expect(lines[0]).toMatchObject({
        level: expected[1] === 404 ? 'info' : 'warn',
        event: 'altinn: try something',
        fields: { service: 'altinn', tries, reference: 'a-reference', sent: error.sent },
      })
      expect(inspect(lines)).not.toMatch(/THE-SECRET/)
    })

    test(`${fault}: what may not happen twice is sent once, and is ${onceSent}`, async () => {
      const { origin, seen } = await openUpstream(behaviour)
      const { send } = openSend({ origin })

      const error = await failing(send(aCall('once', expected), anAction()))

      expect(kindOf(error)).toEqual(expected)
      expect(error.sent).toBe(onceSent)
      expect(seen).toHaveLength(1)
      expectNoSecretsIn(error)
    })
  }

  test('closes its port: nothing was sent, so even what may not happen twice is tried again', async () => {
    const { origin, close } = await openUpstream(json({ id: '1' }))
    await close()
    const { send, slept } = openSend({ origin })

    const error = await failing(send(aCall('once'), anAction()))

    expect(kindOf(error)).toEqual(['upstream_unreachable', 'refused'])
    expect(error).toMatchObject({ sent: 'no', tries: 3, status: 503 })
    expect(error.message).toContain('ECONNREFUSED')
    expect(slept).toHaveLength(2)
    expectNoSecretsIn(error)
  })

  test('has no name any more', async () => {
    const { send } = openSend({
      origin: 'https://gone.example.no',
      lookup: (_host, _options, callback) =>
        callback(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), []),
    })
    const error = await failing(send(aCall('once'), anAction()))
    expect(kindOf(error)).toEqual(['upstream_unreachable', 'dns'])
    expect(error).toMatchObject({ sent: 'no', tries: 3 })
  })

  test('shows a certificate that nobody vouches for: nothing is sent, and nothing repeated', async () => {
    const host = 'localhost'
    let requests = 0
    const server = createTlsServer(selfSigned(host), (_req, res) => {
      requests++
      res.end('{"id":"1"}')
    })
    let connections = 0
    server.on('connection', () => connections++)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())

    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0') // not even then
    const warning = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    onTestFinished(() => {
      vi.unstubAllEnvs()
      warning.mockRestore()
    })
    const { port } = server.address() as AddressInfo
    const { send } = openSend({ origin: `https://${host}:${port}` })

    const error = await failing(send(aCall('repeatable'), anAction()))

    expect(kindOf(error)).toEqual(['upstream_unreachable', 'tls'])
    expect(error).toMatchObject({ sent: 'no', tries: 1, status: 502 })
    expect(error.message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT')
    expect({ connections, requests }).toEqual({ connections: 1, requests: 0 })
    expectNoSecretsIn(error)
  })

  test('speaks plain HTTP where TLS should be', async () => {
    const { port } = await openUpstream(json({ id: '1' }))
    const { send } = openSend({ origin: `https://127.0.0.1:${port}` })
    const error = await failing(send(aCall('repeatable'), anAction()))
    expect(kindOf(error)).toEqual(['upstream_unreachable', 'tls'])
  })

  test('takes the connection and says nothing at all', async () => {
    const server = createTcpServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const { send } = openSend({ origin: `http://127.0.0.1:${port}` })

    const error = await failing(send({ ...aCall('once'), timeoutMs: 100 }, anAction()))
    expect(kindOf(error)).toEqual(['upstream_unreachable', 'timeout'])
  })

  test('fails twice and then works, and the visitor notices nothing', async () => {
    const { origin, seen } = await openUpstream(status(503), resetAtOnce, json({ id: '7' }))
    const { send, lines } = openSend({ origin })
    let made = 0

    const { body } = await send(
      callWith({ answer: Thing, form: async () => ({ assertion: `number ${++made}` }) }),
      anAction(),
    )

    expect(body).toEqual({ id: '7' })
    expect(seen.map(({ body }) => body)).toEqual([
      'assertion=number+1',
      'assertion=number+2',
      'assertion=number+3',
    ])
    expect(lines).toMatchObject([{ level: 'info', fields: { status: 200, tries: 3 } }])
  })

  test('may have done it at the first try, whatever happens at the second', async () => {
    const { origin } = await openUpstream(status(500), status(409))
    const { send } = openSend({ origin })
    const error = await failing(send(aCall('repeatable'), anAction()))
    expect(kindOf(error)).toEqual(['upstream_refused', 409])
    expect(error.sent).toBe('unclear')
  })

  test('cannot hold an action longer than its limit, however slow and however often it is tried', async () => {
    const { origin, seen } = await openUpstream(drip)
    const { send } = openSend({ origin, random: () => 0 })

    const began = performance.now()
    const error = await failing(send({ ...aCall('repeatable'), timeoutMs: 250 }, anAction(400)))

    expect(performance.now() - began).toBeLessThan(1_000)
    expect(kindOf(error)).toEqual(['upstream_unreachable', 'timeout'])
    expect(seen).toHaveLength(2)
  })

  test('is not called at all when the action is over already', async () => {
    const { origin, seen } = await openUpstream(json({ id: '1' }))
    const error = await failing(openSend({ origin }).send(aCall('once'), anAction(-1)))
    expect(error).toMatchObject({ reason: 'timeout', sent: 'no' })
    expect(seen).toHaveLength(0)
  })

  test('has its connection closed when we give up', async () => {
    const { origin, server } = await openUpstream(hang)
    await failing(openSend({ origin }).send({ ...aCall('once'), timeoutMs: 100 }, anAction()))
    await expect
      .poll(() => new Promise(resolve => server.getConnections((_, count) => resolve(count))))
      .toBe(0)
  })
})

describe('An upstream asks us to wait', () => {
  const now = Date.parse('2026-11-21T10:00:00Z')
  const asking = (retryAfter: string, code = 429) => json({}, code, { 'retry-after': retryAfter })

  test.each([
    ['1', 1, 2],
    ['0', 0, 2],
    ['3600', 3600, 1],
    ['Sat, 21 Nov 2026 10:00:02 GMT', 2, 2],
    ['Sat, 21 Nov 2026 11:00:00 GMT', 3600, 1],
    ['Sat, 21 Nov 2020 10:00:00 GMT', 5, 1],
    ['abc', 5, 1],
    ['-5', 5, 1],
    ['1.5', 5, 1],
    ['99999999999999999999', 5, 1],
  ])('for “%s”: that is %d seconds', async (retryAfter, seconds, tries) => {
    const { origin, seen } = await openUpstream(asking(retryAfter), json({ id: '1' }))
    const { send, slept } = openSend({ origin, now: () => now })
    const answer = send(aCall('repeatable'), anAction(4_000))

    if (tries === 2) await expect(answer).resolves.toMatchObject({ status: 200 })
    else
      await expect(answer).rejects.toMatchObject({
        upstreamStatus: 429,
        status: 503,
        retryAfterSeconds: seconds,
        sent: 'refused',
      })
    expect(seen).toHaveLength(tries)
    expect(slept).toEqual(tries === 2 ? [seconds * 1000] : [])
  })

  test('without saying how long: five seconds after 429, our own pause after 503', async () => {
    const busy = await openUpstream(status(429))
    const error = await failing(openSend(busy).send(aCall('repeatable'), anAction(4_000)))
    expect(error).toMatchObject({ retryAfterSeconds: 5, tries: 1 })

    const down = await openUpstream(status(503), json({ id: '1' }))
    const { send, slept } = openSend(down)
    await send(aCall('repeatable'), anAction())
    expect(slept).toEqual([100])
  })

  test('and what may not happen twice is not sent again', async () => {
    const { origin, seen } = await openUpstream(asking('1', 503))
    const error = await failing(openSend({ origin }).send(aCall('once'), anAction()))
    expect(error).toMatchObject({ retryAfterSeconds: 1, sent: 'unclear' })
    expect(seen).toHaveLength(1)
  })
})

test('the secrets in these tests really travel', async () => {
  const { origin, seen } = await openUpstream(json({ id: '1' }))
  await openSend({ origin }).send(aCall('once'), anAction())
  expect(seen[0]).toMatchObject({
    headers: { authorization: `Bearer ${SECRET_TOKEN}` },
    body: `assertion=${SECRET_ASSERTION}`,
  })
})
