import { describe, expect, test } from 'vitest'
import { newOrganisation } from '../support/at-altinn.js'
import type { Browser, Fields, Visit } from '../support/browser.js'
import { openSmartCloud, shareSmartCloud, type SmartCloud } from '../support/open-smartcloud.js'
import { inlineCodeIn } from '../support/page-structure.js'
import { onboard, signUp } from '../support/people.js'
import { addressOf, routesOf } from '../support/routes.js'

/*
 * The headers that keep other sites, old caches and injected scripts away stand on every answer,
 * whatever it is (security.md 4.2, requirements S40–S45), and cookies are as closed as they can be
 * (S13).
 */

const HEADERS: Fields = {
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
}
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:", // the icons in the design system's stylesheet
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "object-src 'none'",
]

function expectHeaders({ headers, text, url }: Visit, https = false) {
  expect(headers, url).toMatchObject(HEADERS)
  expect(headers['content-security-policy']?.split(';')).toEqual(
    https ? [...POLICY, 'upgrade-insecure-requests'] : POLICY,
  )
  expect(headers['strict-transport-security']).toBe(
    https ? 'max-age=63072000; includeSubDomains; preload' : undefined,
  )
  const isStatic = /^\/assets\/[\w.-]+-[\w-]{10}\.\w+$/.test(new URL(url).pathname)
  expect(headers['cache-control']).toBe(
    isStatic ? 'public, max-age=31536000, immutable' : 'no-store',
  )
  for (const telltale of ['x-powered-by', 'server', 'etag', 'access-control-allow-origin'])
    expect(headers).not.toHaveProperty(telltale)
  if (headers['content-type']?.startsWith('text/html')) expect(inlineCodeIn(text)).toEqual([])
}

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }
const OURS = { ...FORM, 'Sec-Fetch-Site': 'same-origin' }
const tokenOn = (page: Visit) => /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? ''

/** A way to each kind of answer. */
const ANSWERS: [
  status: number,
  name: string,
  go: (the: SmartCloud, by: Browser) => Promise<Visit>,
][] = [
  [200, 'the front page', (_, by) => by.raw('get', '/')],
  [200, 'health', (_, by) => by.raw('get', '/health/live')],
  [200, 'the headers alone', (_, by) => by.raw('head', '/')],
  [200, 'a static file', async (_, by) => by.raw('get', assetOn(await by.visit('/')))],
  [
    200,
    'a packed static file',
    async (_, by) =>
      by.raw('get', assetOn(await by.visit('/')), { headers: { 'Accept-Encoding': 'br' } }),
  ],
  [202, 'a request that may be lost', lost],
  [303, 'a detour', (_, by) => by.raw('get', '/overview')],
  [303, 'a form', async (_, by) => post(by, '/theme', { theme: 'dark', back: '/' })],
  [400, 'a form that is none', async (_, by) => post(by, '/theme', { theme: 'pink' })],
  [400, 'an address that cannot be read', (_, by) => by.raw('get', '/sign-up/%ff')],
  [403, 'another site’s form', (_, by) => by.raw('post', '/theme', { headers: FORM, body: 'a=1' })],
  [403, 'an old form', (_, by) => by.raw('post', '/theme', { headers: OURS, body: 'a=1' })],
  [404, 'a page that is not there', (_, by) => by.raw('get', '/nowhere')],
  [404, 'a file that is not there', (_, by) => by.raw('get', '/assets/nothing.css')],
  [405, 'a method we do not know', (_, by) => by.raw('delete', '/')],
  [
    409,
    'a request that is not needed',
    async (_, by) =>
      by.submit(await signUp(by, { organisationNumber: '310261629', name: 'RASK EKTE TIGER AS' })),
  ],
  [
    413,
    'too much',
    (_, by) => by.raw('post', '/theme', { headers: OURS, body: `a=${'a'.repeat(20_000)}` }),
  ],
  [
    415,
    'a type we do not know',
    (_, by) =>
      by.raw('post', '/theme', {
        headers: { ...OURS, 'Content-Type': 'application/json' },
        body: '{}',
      }),
  ],
  [422, 'a form with a mistake', async (_, by) => post(by, '/sign-up/smartbasic', {})],
  [502, 'a refusal of Altinn’s', (the, by) => failing(the, by, 403)],
  [503, 'an outage of Maskinporten’s', (the, by) => failing(the, by, 429)],
]

async function failing({ sandbox }: SmartCloud, by: Browser, status: number) {
  const check = await signUp(by, newOrganisation(sandbox))
  sandbox.faults.add({ target: 'altinn.create', kind: 'status', status })
  return by.submit(check)
}

async function lost({ sandbox }: SmartCloud, by: Browser) {
  const check = await signUp(by, newOrganisation(sandbox))
  sandbox.faults.add({ target: 'altinn.create', kind: 'refuse' })
  return by.submit(check)
}

async function post(by: Browser, path: string, fields: Fields) {
  const _csrf = tokenOn(await by.visit('/'))
  const body = new URLSearchParams({ _csrf, ...fields }).toString()
  return by.raw('post', path, { headers: OURS, body })
}

const assetOn = ({ text }: Visit) => /href="(\/assets\/app-[^"]+)"/.exec(text)?.[1] ?? ''

describe('The headers are on every answer:', () => {
  const the = shareSmartCloud()

  test.each(ANSWERS)('%s, %s', async (status, _, go) => {
    const page = await go(the(), the().newBrowser())
    expect(page.status).toBe(status)
    expectHeaders(page)
  })

  test('429, when somebody asks too often', async () => {
    const { browser } = await openSmartCloud({ deps: () => ({ requestsPerMinute: 2 }) })
    await browser.raw('get', '/')
    await browser.raw('get', '/')
    const page = await browser.raw('get', '/')
    expect(page.status).toBe(429)
    expectHeaders(page)
  })

  test('500, when we have made a mistake, and nothing of it is told', async () => {
    const secret = 'SELECT * FROM customers'
    const { browser, logged } = await openSmartCloud({
      deps: () => ({
        viewerOf: () => Promise.reject(new Error(secret)),
      }),
    })
    const page = await browser.raw('get', '/overview')
    expect(page.status).toBe(500)
    expectHeaders(page)
    expect(page.text).toContain('Noe er galt hos oss')
    expect(page.text).toContain(page.headers['x-request-id'])
    expect(page.text).not.toMatch(/SELECT|Error|at \w+ \(|node_modules/)
    expect(logged()).toContain(secret)
  })

  test('503, when the database is away', async () => {
    const { browser, database } = await openSmartCloud()
    await signUp(browser)
    await database.close()
    for (const path of ['/receipt', '/health/ready']) {
      const page = await browser.raw('get', path)
      expect(page.status).toBe(503)
      expectHeaders(page)
    }
  })

  test('and on every page of a whole journey', async () => {
    const { newBrowser, answers, app } = the()
    const browser = newBrowser()
    const from = answers.length
    await onboard(browser)
    await browser.visit('/overview')
    for (const route of routesOf(app)) await browser.raw('get', addressOf(route))

    const journey = answers.slice(from)
    expect(journey.length).toBeGreaterThan(15)
    for (const page of journey) expectHeaders(page)
  })
})

describe('Cookies', () => {
  const attributesIn = ({ headers }: Visit): [name: string, attributes: string[]][] =>
    ((headers['set-cookie'] as unknown as string[] | undefined) ?? []).map(line => {
      const [pair = '', ...attributes] = line.split(';').map(part => part.trim())
      return [
        pair.split('=')[0] ?? '',
        attributes.filter(it => !/^(Max-Age|Expires)=/.test(it)).sort(),
      ]
    })

  /** All cookies of a journey, by name, with what they are sent with. */
  async function cookiesOf({ browser, answers }: SmartCloud) {
    await browser.submit(await browser.visit('/'), { language: 'nb' }, { action: '/language' })
    await browser.submit(await browser.visit('/'), { theme: 'dark' }, { action: '/theme' })
    await browser.submit(await signUp(browser))
    await browser.raw('get', '/nowhere')
    return new Map(answers.flatMap(attributesIn))
  }

  test('on this machine are HttpOnly, Lax, for the whole site and no other', async () => {
    const cookies = await cookiesOf(await openSmartCloud())
    const attributes = ['HttpOnly', 'Path=/', 'SameSite=Lax']
    expect(Object.fromEntries(cookies)).toEqual({
      form: attributes,
      language: attributes,
      session: attributes,
      theme: attributes,
    })
  })

  test('behind https cannot be set by anybody else', async () => {
    const smartcloud = await openSmartCloud({
      settings: { BASE_URL: 'https://smartcloud.example', TRUST_PROXY: '1' },
    })
    const cookies = await cookiesOf(smartcloud)
    const attributes = ['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']
    expect(Object.fromEntries(cookies)).toEqual({
      '__Host-Http-form': attributes,
      '__Host-Http-language': attributes,
      '__Host-Http-session': attributes,
      '__Host-Http-theme': attributes,
    })
    for (const page of smartcloud.answers) expectHeaders(page, true)
  })

  test('are none on static files and for health', async () => {
    const { browser } = await openSmartCloud()
    const file = assetOn(await browser.visit('/'))
    browser.cookies.clear()
    for (const path of [file, '/health/live', '/health/ready'])
      expect((await browser.raw('get', path)).headers).not.toHaveProperty('set-cookie')
  })

  test('of a session come with the first registration, and change with the next', async () => {
    const { browser, rows } = await openSmartCloud()
    for (const path of ['/', '/sign-up/smartbasic', '/receipt', '/login', '/overview'])
      await browser.visit(path)
    expect(browser.cookies.has('session')).toBe(false)
    expect(await rows('sessions')).toEqual([])

    await signUp(browser)
    const first = browser.cookies.get('session')
    await signUp(browser)

    expect(browser.cookies.get('session')).not.toBe(first)
    browser.cookies.set('session', first ?? '')
    expect((await browser.visit('/sign-up/check')).url).toMatch(/#packages$/) // the old id is dead
  })
})
