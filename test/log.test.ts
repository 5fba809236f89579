import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SmartCloudError } from '../src/errors.js'
import { createLog, type LogOptions } from '../src/log.js'
import { CUT, createRedactor } from '../src/redact.js'

function openLog(options: Partial<LogOptions> = {}) {
  const lines: string[] = []
  const log = createLog({ level: 'debug', ...options, write: line => lines.push(line) })
  return { log, lines, last: () => JSON.parse(lines.at(-1)!) as Record<string, unknown> }
}

class Expected extends SmartCloudError {
  readonly code = 'just_as_planned'
  readonly status = 502
}

const JWT = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.${'s'.repeat(86)}`
const NATIONAL_ID = '24014021406'

describe('Somebody reads the log', () => {
  test('and finds one line per event, with level, time, event and fields', () => {
    const { log, lines, last } = openLog()
    log.info('altinn: get request', { status: 200, ms: 12 })

    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^\{.*\}\n$/)
    expect(last()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      event: 'altinn: get request',
      status: 200,
      ms: 12,
    })
  })

  test('and is spared what is less important than asked for', () => {
    const { log, lines } = openLog({ level: 'warn' })
    log.info('nothing special')
    log.warn('look here')
    expect(lines).toHaveLength(1)
  })

  test('and reads plain lines at a terminal', () => {
    const { log, lines } = openLog({ readable: true })
    log.warn('altinn: get request\nnext', { status: 404, reference: 'abc' })
    expect(lines[0]).toMatch(
      /^\d\d:\d\d:\d\d warn {2}altinn: get request\\nnext status=404 reference="abc"\n$/,
    )
  })

  test('and is not fooled by a field that calls itself level, time or event', () => {
    const { log, lines, last } = openLog()
    log.info('real', { level: 'error', time: 'never', event: 'forged' })
    expect(last()).toMatchObject({ level: 'info', event: 'real', _event: 'forged' })
    expect(lines[0]!.match(/"level"|"time"|"event"/g)).toHaveLength(3)
  })

  test('and sees one line whatever a visitor wrote', () => {
    const nasty =
      'a\r\n{"level":"error"}\u001b[2J\u0000\u2028\u2029\u0085\u202e\ud800' + 'x'.repeat(1e6)
    for (const readable of [false, true]) {
      const { log, lines } = openLog({ readable })
      log.info(nasty, { field: nasty, [nasty]: nasty, list: [nasty], error: new Error(nasty) })

      expect(lines).toHaveLength(1)
      expect(lines[0]!.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/)
      expect(lines[0]!.length).toBeLessThan(30_000)
    }
  })

  test('and finds an expected error by name, code and message, a bug with its stack and cause', () => {
    const { log, last } = openLog()
    log.warn('failed', { error: new Expected('as we feared') })
    expect(last()['error']).toEqual({
      name: 'Expected',
      code: 'just_as_planned',
      message: 'as we feared',
    })

    log.error('failed', { error: new TypeError('oops', { cause: new Error('the root') }) })
    expect(last()['error']).toMatchObject({
      name: 'TypeError',
      message: 'oops',
      stack: expect.stringContaining('log.test.ts'),
      cause: { message: 'the root' },
    })
  })

  test('and the log survives fields that cannot be read', () => {
    const circular: Record<string, unknown> = { n: 10n, f: () => 1, nan: Number.NaN }
    circular['self'] = circular
    const { log, last } = openLog()
    log.info('odd', {
      circular,
      throws: {
        get trap() {
          throw new Error('gotcha')
        },
      },
      map: new Map([['a', 1]]),
      when: new Date(Number.NaN),
      bytes: Buffer.from('secret'),
      proto: JSON.parse('{"__proto__":{"polluted":true}}'),
    })
    expect(last()).toMatchObject({
      circular: { n: '10', nan: 'NaN', self: '[circular]' },
      throws: '[unreadable]',
      map: [['a', 1]],
      when: null,
      bytes: '[6 bytes]',
      proto: {},
    })
  })

  test('and deep or endless things are cut short', () => {
    let deep: unknown = 'bottom'
    for (let i = 0; i < 10_000; i++) deep = { deep }
    const { log, lines } = openLog()
    log.info('big', { deep, wide: Array.from({ length: 100_000 }, () => 'x') })
    expect(lines[0]!.length).toBeLessThan(10_000)
  })
})

describe('A secret on its way into the log', () => {
  const { text, value } = createRedactor()

  test.each([
    ['a token in a header', { headers: { Authorization: `Bearer ${JWT}` } }],
    ['a token in an odd spelling', { 'Set-Cookie': ['sid=hush-hush'] }],
    ['an assertion in a form', `grant_type=x&assertion=hush-hush&x=1`],
    [
      'an authorisation code in a return address',
      'https://us.example/callback?code=hush-hush&state=1',
    ],
    ['a receipt pointer', '/receipt?s=hush-hush'],
    ['a field called code', { code: 'hush-hush' }],
    ['JSON within a string', '{"access_token":"hush-hush","expires_in":120}'],
    ['JSON within JSON', JSON.stringify({ body: '{"assertion":"hush-hush"}' })],
    ['a header in a dump', 'GET / HTTP/1.1\r\nCookie: a=hush-hush; b=hush-hush\r\nHost: x'],
    ['Basic credentials', 'tried Basic hush-hush'],
    ['a private JWK', { kty: 'RSA', n: 'abc', d: 'hush-hush', p: 'hush-hush' }],
    ['a private JWK as text', '{"kty":"RSA","d":"hush-hush"}'],
    ['a PEM key', '-----BEGIN PRIVATE KEY-----\nhush-hush\n-----END PRIVATE KEY-----'],
    ['half a PEM key', 'see -----BEGIN RSA PRIVATE KEY-----\nhush-hush'],
    ['an error’s message', new Error('failed with ?assertion=hush-hush')],
    ['an error’s cause', new Error('x', { cause: { token: 'hush-hush' } })],
    ['an error’s own fields', Object.assign(new Error('x'), { config: { data: 'hush-hush' } })],
    ['a URL', new URL('https://us.example/?id_token_hint=hush-hush')],
    ['a form object', new URLSearchParams({ client_assertion: 'hush-hush' })],
  ])('%s stays out', (_, secret) => {
    expect(inspect(value({ at: [secret] }), { depth: null })).not.toContain('hush-hush')
  })

  test('a national identity number stays out, an organisation number does not', () => {
    expect(text(`person ${NATIONAL_ID} of 991825827`)).toBe(`person ${CUT} of 991825827`)
    expect(text('240140 21406')).toBe(CUT)
    expect(value({ id: Number(NATIONAL_ID) })).toEqual({ id: CUT })
    expect(text('24014021407')).toBe('24014021407') // a wrong check digit is just a number
  })

  test('ordinary words are left alone', () => {
    const line = 'framework reviewed: altinn systemuser.request.write kid smartcloud-2026 (MP-303)'
    expect(text(line)).toBe(line)
    const trace = 'bd1d0e3bfb1c7a7bd99fd447714a316c f3b9f7e2-1111-4222-8333-444455556666'
    expect(text(trace)).toBe(trace)
  })

  test('trace ids and references are left alone, even with digits that could be a person’s', () => {
    expect(text('(trace_id: 3d9ff960f10ce14926218361f871a1ae)')).toContain('14926218361')
    expect(text(`f3b9f7e2-1111-4222-8333-a${NATIONAL_ID}`)).toContain(NATIONAL_ID)
    fc.assert(fc.property(fc.uuid(), id => text(id) === id))
  })

  test('hostile text costs no time', () => {
    const began = performance.now()
    for (const part of [
      '0a',
      '\\',
      '"',
      'a-',
      '-----BEGIN ',
      'cookie',
      'eyJ',
      '1 ',
      'code=',
      ' ',
      'a.',
    ]) {
      text(part.repeat(1e6 / part.length))
    }
    expect(performance.now() - began).toBeLessThan(1_500)
  })

  test('wherever and however it is wrapped, it never comes through', () => {
    const known = ['correct horse battery staple/+', randomBytes(32).toString('base64url')]
    const redactor = createRedactor({ secrets: known })
    const secret = fc.constantFrom(...known, JWT, `Bearer ${JWT}`, NATIONAL_ID)
    const filling = fc.string({ unit: fc.constantFrom('a', 'Z', ' ', '/', '"', '{', '?', 'ø') })

    const inText = fc
      .tuple(filling, secret, filling)
      .map(([before, hidden, after]) => `${before} ${hidden} ${after}`)
    const wrapped = inText.chain(hidden =>
      fc.constantFrom(
        hidden,
        `https://x.example/?q=${encodeURIComponent(hidden)}`,
        JSON.stringify({ hidden }),
        new Error(hidden),
        new Error('outer', { cause: new Error(hidden) }),
        new Expected(hidden),
        { headers: { 'x-debug': hidden } },
        new Map([['k', hidden]]),
        Buffer.from(hidden),
        { [hidden]: 1 },
      ),
    )
    const nested = fc.letrec(tie => ({
      node: fc.oneof(
        { maxDepth: 3 },
        wrapped,
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('node'), { maxKeys: 3 }),
      ),
    })).node

    fc.assert(
      fc.property(nested, thing => {
        const output = JSON.stringify(redactor.value(thing)) ?? ''
        for (const hidden of [...known, JWT, NATIONAL_ID]) {
          expect(output).not.toContain(hidden)
          expect(output).not.toContain(encodeURIComponent(hidden))
          expect(output).not.toContain(JSON.stringify(hidden).slice(1, -1))
        }
        expect(output).not.toContain('s'.repeat(86)) // the signature alone
      }),
      { numRuns: 1_000 },
    )
  })

  test('a known secret is found in base64, wherever that begins', () => {
    const secret = 'correct horse battery staple'
    const redactor = createRedactor({ secrets: [secret] })
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const encoded = Buffer.from(before + secret + after).toString('base64')
        const shown = redactor.text(encoded)
        expect(shown).toContain(CUT)
        expect(Buffer.from(shown.replace(CUT, ''), 'base64').toString()).not.toContain('horse')
      }),
    )
  })

  test('each line of a key in PEM is known by itself', () => {
    const pem = '-----BEGIN THING-----\nAAAABBBBCCCCDDDD\nEEEEFFFFGGGGHHHH\n-----END THING-----'
    expect(createRedactor({ secrets: [pem] }).text('found EEEEFFFFGGGGHHHH here')).toBe(
      `found ${CUT} here`,
    )
  })

  test.each(['upstream_refused', 'AUTH-00004', 'MP-303', 'ECONNREFUSED', 'ERR_BAD_RESPONSE'])(
    'the error code %s is not taken for a code that logs in',
    code => {
      expect(value({ code })).toEqual({ code })
      expect(value(Object.assign(new Error('x'), { code }))).toMatchObject({ code })
    },
  )

  test.each([
    'SplxlOBeZQQYbYS6WxSbIA',
    'f3b9f7e2-1111-4222-8333-444455556666',
    '0123456789abcdef',
    'letters',
    ['ECONNREFUSED'],
    4711,
  ])('the code %s is', code => {
    expect(value({ code })).toEqual({ code: CUT })
  })

  test('a part of a JWT is no better than the whole', () => {
    const [header, claims] = JWT.split('.')
    for (const part of [header!, `${header}.${claims}`, `x${JWT}`, JWT.slice(0, 30)])
      expect(text(`got ${part} today`)).toMatch(/^got x?\[cut\] today$/)
  })
})
