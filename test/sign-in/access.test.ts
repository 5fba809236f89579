import express from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.js'
import {
  ACCESS,
  accessGuard,
  checkAccess,
  POSTED_BY_OTHERS,
  routesOf,
  type Entry,
} from '../../src/web/access.js'
import { rolesIn, type StaffRole } from '../../src/domain/staff.js'
import { isStaffPath } from '../../src/web/session.js'
import { decide, newOrganisation } from '../support/at-altinn.js'
import { formsOn, textOf, type Browser, type Visit } from '../support/browser.js'
import { openSmartCloud, shareSmartCloud } from '../support/open-smartcloud.js'
import { signUp, type Organisation } from '../support/people.js'
import { addressOf, isUnsafe } from '../support/routes.js'
import { arrive, signInAsStaff, type StaffName } from '../support/sign-in.js'

/*
 * One table says who may enter (requirement S28). The site does not start with an address that is
 * not in it, and every cell of it is tried.
 */

const the = shareSmartCloud()
const isStaffRoute = ({ path }: { path: string }) => isStaffPath(path)

interface Person {
  browser: Browser
  organisation?: Organisation
  roles?: readonly StaffRole[]
}
const people = new Map<string, Person>()

async function customer(): Promise<Person> {
  const { sandbox, newBrowser } = the()
  const [organisation, browser] = [newOrganisation(sandbox), newBrowser()]
  await browser.submit(await signUp(browser, organisation, 'smartstandard'))
  decide(sandbox, organisation, 'approve')
  await browser.visit('/receipt')
  await arrive(browser, sandbox, organisation)
  return { browser, organisation }
}

async function staff(who: Exclude<StaffName, 'outsider'>): Promise<Person> {
  const browser = the().newBrowser()
  await signInAsStaff(browser, who)
  const list = [{ by: 'sub', value: who, role: who }] as const
  return { browser, roles: rolesIn(list, { subject: who, groups: [] }) }
}

beforeAll(async () => {
  people.set('nobody', { browser: the().newBrowser() })
  people.set('customer A', await customer())
  people.set('customer B', await customer())
  for (const who of ['viewer', 'operator', 'presenter', 'administrator'] as const)
    people.set(who, await staff(who))
})

const mayEnter = ({ who }: Entry, { organisation, roles = [] }: Person): boolean => {
  if (who === 'anyone') return true
  return who === 'customer' ? organisation !== undefined : roles.some(role => who.includes(role))
}

/** With the secret that forms of this kind have for this browser. */
async function ask(browser: Browser, route: Entry): Promise<Visit> {
  if (!isUnsafe(route)) return browser.raw('get', addressOf(route))
  const page = await browser.raw('get', isStaffRoute(route) ? '/staff/login' : '/terms')
  const _csrf = formsOn(page)[0]?.fields['_csrf'] ?? ''
  return browser.raw('post', addressOf(route), {
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Sec-Fetch-Site': 'same-origin',
    },
    body: new URLSearchParams({ _csrf }).toString(),
  })
}

/** Turned away at the door, whatever the page itself would have said. */
const isTurnedAway = ({ status, headers, text }: Visit): boolean =>
  (status === 303 && /^(\/staff)?\/login\?.*why=/.test(headers['location'] ?? '')) ||
  (status === 401 && headers['content-type']?.includes('problem+json') === true) ||
  (status === 403 && textOf(text).includes('Rollen din gir ikke tilgang'))

describe.each([
  'nobody',
  'customer A',
  'customer B',
  'viewer',
  'operator',
  'presenter',
  'administrator',
])('%s', name => {
  // Whoever logs out, or sets out to log in anew, is nobody from then on: that comes last.
  const isLast = ({ method, path }: Entry) => method === 'POST' && /log(out|in)$/.test(path)
  const inOrder = ACCESS.toSorted((one, other) => +isLast(one) - +isLast(other))

  test.each(inOrder)('$method $path', async route => {
    const person = people.get(name)!

    const page = await ask(person.browser, route)

    expect([page.status, isTurnedAway(page)]).toEqual([page.status, !mayEnter(route, person)])
    expect(page.status).not.toBe(500)
    // Our own people see all customers; a customer sees no other.
    for (const [other, { organisation }] of people)
      if (organisation && other !== name && !person.roles)
        expect(page.text).not.toContain(organisation.organisationNumber)
  })
})

describe('The site does not start', () => {
  const anApp = () => createApp({ ...the().deps, requestsPerMinute: 1_000_000 })

  test('with an address that the table does not know', () => {
    const app = anApp()
    app.get('/secret', (_req, res) => res.end())
    expect(() => checkAccess(app, ACCESS)).toThrow('GET /secret is not in the table')
  })

  test('with one that is deep inside', () => {
    const app = anApp()
    const inner = express.Router().post('/secret', (_req, res) => res.end())
    app.use(express.Router().use(inner))
    expect(() => checkAccess(app, ACCESS)).toThrow('POST /secret is not in the table')
  })

  test('with a router under a path, whose addresses cannot be told', () => {
    const app = anApp()
    app.use(
      '/deep',
      express.Router().get('/secret', (_req, res) => res.end()),
    )
    expect(() => checkAccess(app, ACCESS)).toThrow('mounted under a path')
  })

  test('with an entry for an address that is not there', () => {
    const entry: Entry = { method: 'GET', path: '/gone', who: 'anyone' }
    expect(() => checkAccess(anApp(), [...ACCESS, entry])).toThrow('GET /gone has no route')
  })

  test('with an entry that stands there twice', () => {
    expect(() => checkAccess(anApp(), [...ACCESS, ACCESS[0]!])).toThrow('twice')
  })
})

test('The guard’s own routes are not taken for the site’s', () => {
  expect(routesOf(the().app)).toHaveLength(ACCESS.length)
})

test('Only logout tokens may be posted by others', () => {
  expect([...POSTED_BY_OTHERS].every(path => path.endsWith('/login/back-channel-logout'))).toBe(
    true,
  )
})

test('What no entry is about goes nowhere, even if there were something', async () => {
  const app = express()
  const nobody = {
    cookies: the().deps.cookies,
    viewerOf: async () => undefined,
    rolesOf: () => [],
    onRefused: async () => {},
  }
  app.use(accessGuard([{ method: 'GET', path: '/open', who: 'anyone' }], nobody))
  app.get(/.*/, (_req, res) => res.end('in'))
  app.use(((_error, _req, res, _next) => {
    res.status(404).end('out')
  }) as express.ErrorRequestHandler)
  const server = app.listen(0)
  const { port } = server.address() as { port: number }
  const get = async (path: string) => (await fetch(`http://localhost:${port}${path}`)).text()
  expect([await get('/open'), await get('/OPEN/'), await get('/closed'), await get('/')]).toEqual([
    'in',
    'in',
    'out',
    'out',
  ])
  server.close()
})

describe('Another customer’s', () => {
  test('figures are as unknown to a program as those of nobody', async () => {
    const [{ browser }, { organisation }] = [await customer(), await customer()]
    for (const path of ['/api/logistics/:org', '/api/salary/:org', '/api/claims/:org/all']) {
      const answers = await Promise.all(
        [organisation?.organisationNumber ?? '', '999999999', 'nonsense'].map(async org => {
          const { status, text } = await browser.raw('get', path.replace(':org', org))
          return [status, text.replace(/"reference":"[^"]+"/, '')]
        }),
      )
      expect(answers[0]?.[0]).toBe(404)
      expect(answers[1]).toEqual(answers[0])
      expect(answers[2]).toEqual(answers[0])
    }
  })
})

describe('Whoever had to sign in first', () => {
  test.each([
    ['/claims?fra=2026-01-01', '/login?to=%2Fclaims%3Ffra%3D2026-01-01&why=first'],
    ['/staff', '/staff/login?to=%2Fstaff&why=first'],
  ])('for %s comes back there', async (path, login) => {
    const page = await the().newBrowser().raw('get', path)
    expect([page.status, page.headers['location']]).toEqual([303, login])
  })

  test('and is asked to come back somewhere else, does not', async () => {
    const { browser, organisation } = await customer()
    for (const to of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/.//evil.example',
    ]) {
      const login = await browser.visit(`/login?${new URLSearchParams({ to })}`)
      const forged = formsOn(login).find(({ action }) => action === '/login')
      expect(forged?.fields['to']).toBeUndefined()
      await browser.go('post', '/login', { ...forged?.fields, to })
      const [row] = await the().rows<{ return_to: string }>(
        'sign_in_attempts',
        'true ORDER BY ends_at DESC, rowid DESC LIMIT 1',
      )
      expect(row?.return_to).toBe('/overview')
    }
    expect(organisation).toBeDefined()
  })
})

describe('On a developer’s machine', () => {
  test('the address in the terminal lets the first browser in, and no second', async () => {
    const { browser, newBrowser, deps, rows } = await openSmartCloud()
    const address = `/staff/once?code=${deps.oneTimeSignIn?.code}`
    const page = await browser.visit(address)
    expect(await rows('sessions')).toEqual([]) // looking uses nothing up

    const second = newBrowser()
    const secondPage = await second.visit(address)
    const home = await browser.submit(page)

    expect(home.url).toMatch(/\/admin$/)
    expect(textOf(home.text)).toContain('Administrasjon')
    expect((await second.submit(secondPage)).status).toBe(403)
    expect((await second.visit('/staff')).url).toMatch(/\/staff\/login\?/)
    expect((await newBrowser().visit(address)).status).toBe(403)
    expect(await rows('events', "event = 'signed in'")).toHaveLength(1)
    expect(JSON.stringify(await rows('events'))).not.toContain(deps.oneTimeSignIn?.code)
  })

  test.each(['', 'x', 'A'.repeat(43), 'æ'.repeat(43)])(
    'a wrong code (%s) is no code',
    async code => {
      const page = await the()
        .newBrowser()
        .visit(`/staff/once?${new URLSearchParams({ code })}`)
      expect(page.status).toBe(403)
      expect(formsOn(page).some(({ action }) => action === '/staff/once')).toBe(false)
    },
  )
})
