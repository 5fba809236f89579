import { describe, expect, test } from 'vitest'
import type { SeenCall } from '../../src/witness.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'
import { signInAsStaff } from '../support/sign-in.js'

const smartcloud = shareSmartCloud()

const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(2)>\u202e{{7*7}}\`\`\`\n# not a heading`

const jwtOf = (...parts: unknown[]) =>
  parts
    .map(part => Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)))
    .map(part => part.toString('base64url'))
    .join('.')

type Response = NonNullable<SeenCall['response']>

/** A flow of one call whose answer is this; its address for our own people. */
function flowWith(response: Partial<Response>, more: Partial<SeenCall> = {}): string {
  const { recorder } = smartcloud().deps
  const who = { registrations: [], key: `odd ${Math.random()}` }
  recorder.watch({ ...who, staff: 'odd' }, { isMuted: false }).call({
    service: 'logistics',
    operation: 'logistics: read status',
    method: 'GET',
    url: 'http://localhost:3001/api/Logistics/310332186',
    durationMs: 12,
    request: { headers: { accept: 'application/json' }, body: undefined },
    response: { status: 200, headers: {}, body: Buffer.alloc(0), ...response },
    ...more,
  })
  const [newest] = recorder.flowsFor({ staff: 'odd', registrations: [], key: 'odd' })
  return `/admin/inspector/flows/${newest!.id}`
}

const VIEWS = ['', '?view=sequence', '?view=log', '?view=present', '?view=present&focus=1']

async function everyView(flow: string) {
  const browser = smartcloud().newBrowser()
  await signInAsStaff(browser, 'presenter')
  const pages = []
  for (const view of VIEWS) pages.push(await browser.visit(`${flow}${view}`))
  for (const { status, url } of pages) expect(status, url).toBe(200)
  const file = async (ending: string) => (await browser.visit(`${flow}/flow.${ending}`)).text
  return { browser, pages, step: pages[0]!.text, file }
}

describe('What an upstream answers', () => {
  test('is shown as text, wherever it stands', async () => {
    const flow = flowWith({
      headers: { 'content-type': HOSTILE, server: HOSTILE, 'www-authenticate': HOSTILE },
      body: Buffer.from(JSON.stringify({ name: HOSTILE, [HOSTILE]: 1 })),
    })
    const { pages, file } = await everyView(flow)
    for (const { text, url } of pages) {
      expect(text, url).not.toContain('<script>alert')
      expect(text, url).not.toContain('<img src=x')
      expect(text, url).not.toContain('\u202e')
    }
    expect(pages[0]!.text).toContain('&lt;script&gt;alert(1)')
    expect(await file('md')).not.toMatch(/^# not a heading/m)
  })

  test('may be a megabyte, and is cut', async () => {
    const { step } = await everyView(
      flowWith({
        headers: { 'content-type': 'text/plain' },
        body: Buffer.from('å'.repeat(500_000)),
      }),
    )
    expect(step.length).toBeLessThan(200_000)
    expect(step).toMatch(/1\s?000\s?000|1\s?(?:000\s)?[kM]B|977 kB/)
  })

  test.each([
    ['bytes that are no text', Buffer.from([0, 1, 2, 255, 254, 0x3c, 0x62]), '000102fffe'],
    ['text that is not UTF-8', Buffer.from('bl\xe5b\xe6r', 'latin1'), '626ce562e672'],
  ])('may be %s', async (_, body, digits) => {
    const { step } = await everyView(
      flowWith({ headers: { 'content-type': 'application/json' }, body }),
    )
    expect(step.replaceAll(/[\s\u00a0]/g, '')).toContain(digits)
  })

  test.each([
    ['ten parts', jwtOf({ alg: 'RS256' }, ...Array.from({ length: 9 }, () => ({ a: 1 })))],
    ['a payload that is no JSON', jwtOf({ alg: 'RS256' }, '{"a":', 'signature-signature')],
    ['a header that is no JSON', `${jwtOf('{"alg":')}.${jwtOf({ sub: 'x' })}.c2lnbmF0dXJl`],
    ['a payload of a million digits', jwtOf({ alg: 'RS256' }, `{"a":${'9'.repeat(20_000)}}`, 's')],
  ])('may be a token with %s', async (_, token) => {
    const { step, file } = await everyView(
      flowWith({
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify({ access_token: token, expires_in: 120 })),
      }),
    )
    expect(step).not.toContain(token)
    expect(await file('json')).not.toContain(token.split('.').at(-1)!.slice(0, 40) + '"')
  })

  test('may never come', async () => {
    const { step } = await everyView(
      flowWith({}, { response: undefined as never, failure: 'timeout', durationMs: 3_000 }),
    )
    expect(step).toContain('Ikke svar etter 3')
  })

  test('keeps people and accounts to themselves', async () => {
    const flow = flowWith({
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(
        JSON.stringify({
          account: '12345678903',
          person: '14837812345',
          spaced: '1234.56.78903',
          id: '12345678-1234-1234-1234-123456789012',
        }),
      ),
    })
    const { step, file } = await everyView(flow)
    for (const text of [step, await file('json'), await file('md')]) {
      expect(text).not.toMatch(/12345678903|14837812345|56\.78903/)
      expect(text).toContain('148378*****')
      expect(text).toContain('12345678-1234-1234-1234-123456789012')
    }
  })

  test('and names a code of an error, which is no secret', async () => {
    const { step } = await everyView(
      flowWith({
        status: 400,
        headers: { 'content-type': 'application/problem+json' },
        body: Buffer.from('{"code":"AUTH-00007","traceId":"00-1234"}'),
      }),
    )
    expect(step).toContain('AUTH-00007')
  })
})

describe('A file', () => {
  const GOOD = {
    smartcloudFlow: 1,
    journey: 'access',
    organisationNumber: '310332186',
    startedAt: 1_795_161_600_000,
    updatedAt: 1_795_161_600_000,
    missing: 0,
    steps: [
      {
        kind: 'call',
        operation: 'logistics: read status',
        from: 'smartcloud',
        to: 'api',
        at: 1_795_161_600_000,
        method: 'GET',
        url: 'https://example.no/api',
        status: 200,
        durationMs: 10,
        response: {
          headers: [['content-type', 'application/json']],
          body: { kind: 'json', text: '{"a":1}', bytes: 7 },
        },
        tokens: [],
      },
    ],
  }
  const [step] = GOOD.steps

  async function open(content: string, place = '/inspector') {
    const browser = smartcloud().newBrowser()
    if (place !== '/inspector') await signInAsStaff(browser, 'presenter')
    const form = await browser.visit(`${place}/import`)
    const csrf = /name="_csrf" value="([^"]+)"/.exec(form.text)![1]!
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const body = new FormData()
    body.set('_csrf', csrf)
    body.set('file', new Blob([content], { type: 'application/json' }), 'flow.json')
    const { baseUrl } = smartcloud().deps
    const answer = await fetch(`http://127.0.0.1:${smartcloud().port}${place}/import`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: baseUrl, host: new URL(baseUrl).host },
      body,
    })
    return {
      browser,
      status: answer.status,
      to: answer.headers.get('location') ?? '',
      text: await answer.text(),
    }
  }

  test('that was taken away opens again, on another machine, for who opened it', async () => {
    const staff = smartcloud().newBrowser()
    await signInAsStaff(staff, 'presenter')
    const flow = flowWith({
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify({ name: HOSTILE })),
    })
    const { text } = await staff.visit(`${flow}/flow.json`)

    const { browser, status, to } = await open(text)
    expect(status).toBe(303)
    const page = await browser.visit(to)
    expect(page.status).toBe(200)
    expect(page.text).toContain('&lt;script&gt;alert(1)')
    const again = await browser.visit(`${to}/flow.json`)
    expect(JSON.parse(again.text)).toMatchObject({ steps: (JSON.parse(text) as typeof GOOD).steps })
    expect((await smartcloud().newBrowser().visit(to)).status).toBe(404)
    expect((await staff.visit(`/admin${to}`)).status).toBe(404)
  })

  test('may bring no token either', async () => {
    const token = jwtOf({ alg: 'RS256' }, { iss: 'x' }, 'signature-signature-signature')
    const body = { kind: 'json', text: JSON.stringify({ access_token: token }), bytes: 9 }
    const { browser, to } = await open(
      JSON.stringify({ ...GOOD, steps: [{ ...step, response: { headers: [], body } }] }),
    )
    const { text } = await browser.visit(`${to}/flow.json`)
    expect(text).not.toContain(token.split('.')[2])
  })

  test.each([
    ['nothing', '', 'Velg en fil.'],
    ['a page', '<html><script>alert(1)</script></html>', 'Filen er ikke JSON.'],
    ['another JSON', '{"a":1}', 'ikke en flyt fra Røntgen'],
    ['a list', '[]', 'ikke en flyt fra Røntgen'],
    ['null', 'null', 'ikke en flyt fra Røntgen'],
    ['of a version to come', JSON.stringify({ ...GOOD, smartcloudFlow: 2 }), 'en annen versjon'],
    [
      'with a hundred thousand steps',
      JSON.stringify({ ...GOOD, steps: Array.from({ length: 100_000 }, () => 0) }),
      'flere enn 200 steg',
    ],
    [
      'with a script for an address',
      JSON.stringify({ ...GOOD, steps: [{ ...step, url: 'javascript:alert(1)' }] }),
      'har kode',
    ],
    [
      'with a script for a name',
      JSON.stringify({ ...GOOD, steps: [{ ...step, operation: '<script>: x' }] }),
      'har kode',
    ],
    ['with more than there is', JSON.stringify({ ...GOOD, __proto__x: 1 }), 'eller den er endret'],
    ['deep', '['.repeat(100_000), 'ikke'],
  ])('is refused with a sentence when it is %s', async (_, content, sentence) => {
    const { status, text } = await open(content)
    expect(status).toBe(422)
    expect(text).toContain(sentence)
  })

  test('of three megabytes is too large', async () => {
    expect((await open(' '.repeat(3_000_000))).status).toBe(413)
  })
})
