import { describe, expect, test } from 'vitest'
import { decide, newOrganisation } from '../support/at-altinn.js'
import type { Browser } from '../support/browser.js'
import { shareSmartCloud, type SmartCloud } from '../support/open-smartcloud.js'
import { signUp } from '../support/people.js'
import { addressOf, isUnsafe, routesOf } from '../support/routes.js'

/*
 * Looking changes nothing (requirement S19): whoever follows a link, loads an image or asks for a
 * page once more makes no request at Altinn and no row of ours.
 */

const the = shareSmartCloud()

const TABLES = [
  'onboardings',
  'requests',
  'customers',
  'sessions',
  'sign_in_attempts',
  'events',
  'limits',
]
/** The way back from the sign-in completes what the visitor began with a form; the one exception. */
const COMPLETES = /\/login\/callback$/
/** When something was last looked at may be noted. */
const NOTED = ['updated_at', 'checked_at', 'last_confirmed_at', 'last_seen_at', 'idle_ends_at']

/** All that is written down, here and at the sandbox. */
async function everything({ rows, sandbox }: SmartCloud) {
  const tables = await Promise.all(
    TABLES.map(async table =>
      (await rows(table)).map(row =>
        Object.entries(row).filter(([column]) => !NOTED.includes(column)),
      ),
    ),
  )
  return JSON.stringify([tables, [...sandbox.state.requests], [...sandbox.state.systemUsers]])
}

async function registered(smartcloud: SmartCloud) {
  const browser = smartcloud.newBrowser()
  const organisation = newOrganisation(smartcloud.sandbox)
  return { browser, organisation, check: await signUp(browser, organisation) }
}

const VISITORS: [who: string, (smartcloud: SmartCloud) => Promise<Browser>][] = [
  ['a stranger', async ({ newBrowser }) => newBrowser()],
  ['somebody who has registered', async smartcloud => (await registered(smartcloud)).browser],
  [
    'somebody whose request waits',
    async smartcloud => {
      const { browser, check } = await registered(smartcloud)
      await browser.submit(check)
      return browser
    },
  ],
  [
    'somebody whose request may be lost',
    async smartcloud => {
      const { browser, check } = await registered(smartcloud)
      smartcloud.sandbox.faults.add({ target: 'altinn.create', kind: 'refuse' })
      await browser.submit(check)
      smartcloud.clock.pass(61_000) // so that it may be sent again, by whoever presses
      return browser
    },
  ],
  [
    'somebody whose request was refused',
    async smartcloud => {
      const { browser, check } = await registered(smartcloud)
      smartcloud.sandbox.faults.add({ target: 'altinn.create', kind: 'status', status: 403 })
      await browser.submit(check)
      return browser
    },
  ],
  [
    'a customer',
    async smartcloud => {
      const { browser, check, organisation } = await registered(smartcloud)
      await browser.submit(check)
      decide(smartcloud.sandbox, organisation, 'approve')
      await browser.visit('/receipt')
      return browser
    },
  ],
]

describe.each(VISITORS)('When %s looks at', (_, arrive) => {
  test.each(['GET', 'HEAD', 'OPTIONS'])('every page with %s, nothing changes', async method => {
    const browser = await arrive(the())
    const { sandbox, app, clock } = the()
    const before = await everything(the())
    sandbox.calls.clear()

    for (const route of [...routesOf(app), { method, path: '/nowhere' }]) {
      if (COMPLETES.test(route.path)) continue
      clock.pass(100)
      const page = await browser.raw(method, addressOf(route))
      expect([route.path, page.status]).not.toEqual([route.path, 500])
      if (method === 'OPTIONS' && !route.path.startsWith('/health'))
        expect([page.status, page.headers['allow']]).toEqual([405, allowedAt(route)])
      if (method === 'HEAD') expect(page.text).toBe('')
    }

    expect(await everything(the())).toBe(before)
    const changes = sandbox.calls
      .list()
      .filter(call => call.method !== 'GET' && call.path !== '/token')
    expect(changes).toEqual([])
  })
})

test.each(['PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'QUERY', 'PURGE'])(
  '%s is nothing we do, wherever it goes',
  async method => {
    const before = await everything(the())
    for (const route of routesOf(the().app)) {
      const { status, text } = await raw(the(), method, addressOf(route))
      expect([route.path, status]).toEqual([route.path, 405])
      expect(text).toContain('Siden kan ikke brukes på den måten')
      expect(text.toLowerCase()).toContain(`\nallow: ${allowedAt(route)}\n`.toLowerCase())
    }
    expect(await everything(the())).toBe(before)
  },
)

test('A form sent to a page that takes none is answered as if there were no such page', async () => {
  const readOnly = routesOf(the().app).filter(
    route => !routesOf(the().app).some(other => other.path === route.path && isUnsafe(other)),
  )
  expect(readOnly.length).toBeGreaterThan(5)
  for (const route of readOnly.filter(({ path }) => !path.startsWith('/health'))) {
    const browser = the().newBrowser()
    const page = await browser.visit('/')
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const answer = await browser.go('post', addressOf(route), { _csrf })
    const says = route.path.startsWith('/api') ? 405 : 404
    expect([route.path, answer.status]).toEqual([route.path, says])
  }
})

const allowedAt = ({ path }: { path: string }): string =>
  path.startsWith('/api') ? 'GET, HEAD' : 'GET, HEAD, POST'

/** Methods our test browser does not know. */
async function raw({ port }: SmartCloud, method: string, path: string) {
  const { request } = await import('node:http')
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const headers = { 'Sec-Fetch-Site': 'same-origin' }
    const call = request({ port, host: '127.0.0.1', method, path, headers }, response => {
      let text = response.rawHeaders.map((part, i) => (i % 2 ? `${part}\n` : `${part}: `)).join('')
      response.setEncoding('utf8')
      response.on('data', chunk => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    call.on('error', reject)
    call.end()
  })
}
