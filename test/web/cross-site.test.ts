import { describe, expect, test } from 'vitest'
import { formsOn, textOf, type Browser, type Fields, type Visit } from '../support/browser.js'
import { shareSmartCloud, type SmartCloud } from '../support/open-smartcloud.js'
import { formFor, FRESH, signUp } from '../support/people.js'
import { POSTED_BY_OTHERS } from '../../src/web/access.js'
import { addressOf, isUnsafe, routesOf, type Route } from '../support/routes.js'

/*
 * Another site makes a visitor's browser send us something. Two fences stand there, each on its own:
 * what the browser says about where a request comes from (requirement S20), and a secret in every
 * form (S21). Nobody switches them off for tests.
 */

const the = shareSmartCloud()
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }
const TURNED_AWAY = 'Skjemaet kom fra et annet sted'
const TOO_OLD = 'Skjemaet er for gammelt'

/** What the sign-in provider posts has neither, and proves itself. */
const isOurForm = (route: Route): boolean => isUnsafe(route) && !POSTED_BY_OTHERS.has(route.path)

/** All that change something, and two that are nobody's: the fence stands in front of everything. */
const unsafeRoutes = ({ app }: SmartCloud): Route[] => [
  ...routesOf(app).filter(isOurForm),
  { method: 'POST', path: '/nowhere' },
  { method: 'POST', path: '/receipt' },
]

const SITES = ['same-origin', 'same-site', 'cross-site', 'none', undefined]
const ORIGINS = [
  'http://localhost:3000',
  'https://evil.example',
  'http://shop.localhost:3000',
  'null',
  undefined,
]

describe.each(SITES)('A form with Sec-Fetch-Site: %s', site => {
  test.each(ORIGINS)('and Origin: %s', async origin => {
    const isOurs = site === undefined ? origin === 'http://localhost:3000' : site === 'same-origin'
    for (const route of unsafeRoutes(the())) {
      const page = await the()
        .newBrowser()
        .raw(route.method, addressOf(route), {
          headers: {
            ...FORM,
            ...(site !== undefined && { 'Sec-Fetch-Site': site }),
            ...(origin !== undefined && { Origin: origin }),
          },
          body: 'language=en',
        })

      // Those from our own pages come as far as the second fence.
      expect([route.path, page.status]).toEqual([route.path, 403])
      expect(textOf(page.text)).toContain(isOurs ? TOO_OLD : TURNED_AWAY)
    }
  })
})

test.each([
  'http://localhost:3000.evil.example',
  'http://localhost',
  'https://localhost:3000',
  'http://localhost:3001',
  'HTTP://LOCALHOST:3000',
  'http://localhost:3000/',
  'http://localhost:3000, https://evil.example',
])('An Origin that only looks like ours (%s) is another', async origin => {
  const headers = { ...FORM, Origin: origin }
  const page = await the().newBrowser().raw('post', '/language', { headers, body: 'a=1' })
  expect(textOf(page.text)).toContain(TURNED_AWAY)
})

describe('The secret in a form', () => {
  /** What each route needs besides the secret to be carried out. */
  const FIELDS: Record<string, Fields> = {
    '/sign-up/:packageId': formFor(FRESH),
    '/sign-up/check': {},
    '/login': {},
    '/logout': {},
    '/language': { language: 'en', back: '/' },
    '/theme': { theme: 'dark', back: '/' },
    '/inspector/switches': { stop: 'on' },
    '/inspector/clear': {},
    '/inspector/scripts/break': { fault: 'none', back: '/inspector/scripts/break' },
    '/inspector/scripts/tokens': { back: '/inspector/scripts/break' },
    '/inspector/scripts/reset': { back: '/inspector/scripts' },
  }
  /** Our own people's, signed-in customers' and the one with a file have stories of their own. */
  const isElsewhere = (path: string) =>
    /^\/(staff|admin|access|clients|inspector\/import)/.test(path)
  const hasFields = (route: Route) => isOurForm(route) && route.path in FIELDS
  const tokenOn = (page: Visit) => formsOn(page)[0]?.fields['_csrf'] ?? ''

  /** A browser that has registered, and so has a session; with the secret it had before. */
  async function visitor(): Promise<{ browser: Browser; before: string; now: string }> {
    const browser = the().newBrowser()
    const before = tokenOn(await browser.visit('/'))
    return { browser, before, now: tokenOn(await signUp(browser)) }
  }

  const send = (browser: Browser, route: Route, secret: string) =>
    browser.raw('post', addressOf(route), {
      headers: { ...FORM, 'Sec-Fetch-Site': 'same-origin' },
      body: `${new URLSearchParams(FIELDS[route.path])}&${secret}`,
    })

  const encoded = (token: string) => `_csrf=${encodeURIComponent(token)}`
  const turned = (token: string) => (token.startsWith('A') ? 'B' : 'A') + token.slice(1)

  test('is needed for every form there is', () => {
    const known = new Set(
      routesOf(the().app)
        .filter(isOurForm)
        .map(({ path }) => path),
    )
    const others = [...known].filter(path => !(path in FIELDS))
    expect(others.filter(path => !isElsewhere(path))).toEqual([])
    for (const path of Object.keys(FIELDS)) expect(known).toContain(path)
  })

  test.each<[string, (own: { before: string; now: string }) => Promise<string> | string]>([
    ['is missing', () => ''],
    ['is empty', () => encoded('')],
    ['is wrong', ({ now }) => encoded(turned(now))],
    ['is cut short', ({ now }) => encoded(now.slice(0, -1))],
    ['is too long', ({ now }) => encoded(`${now}A`)],
    ['comes twice', ({ now }) => `${encoded(now)}&${encoded(now)}`],
    ['is of the time before the registration', ({ before }) => encoded(before)],
    ['is another browser’s', async () => encoded((await visitor()).now)],
    ['is a list', ({ now }) => `_csrf[]=${encodeURIComponent(now)}`],
  ])('is refused when it %s', async (_, secretOf) => {
    for (const route of routesOf(the().app).filter(hasFields)) {
      const { browser, ...own } = await visitor()
      const tables = ['onboardings', 'requests', 'sessions', 'events']
      // That it was refused is written down.
      const others = "event != 'form refused'"
      const count = async () =>
        Promise.all(
          tables.map(
            async table => (await the().rows(table, table === 'events' ? others : 'true')).length,
          ),
        )
      const secret = await secretOf(own)
      const rows = await count()

      const page = await send(browser, route, secret)

      expect([route.path, page.status]).toEqual([route.path, 403])
      expect(textOf(page.text)).toContain(TOO_OLD)
      expect(textOf(page.text)).toContain('Åpne siden på nytt og prøv igjen. Ingenting er sendt.')
      expect(await count()).toEqual(rows)
      // Nothing is lost, and the page opened anew works.
      expect((await browser.visit('/sign-up/smartbasic')).text).toContain(FRESH.name)
      const again = tokenOn(await browser.visit('/sign-up/smartbasic'))
      expect((await send(browser, route, encoded(again))).status).toBe(303)
    }
  })

  test('is refused with the cookie of another browser', async () => {
    const [one, other] = [await visitor(), await visitor()]
    one.browser.cookies.set('form', other.browser.cookies.get('form') ?? '')
    for (const route of routesOf(the().app).filter(isOurForm))
      expect((await send(one.browser, route, encoded(one.now))).status).toBe(403)
  })
})
