import { describe, expect, test } from 'vitest'
import { decide, newOrganisation } from '../support/at-altinn.js'
import { formsOn, textOf, type Browser } from '../support/browser.js'
import { openSmartCloud, shareSmartCloud } from '../support/open-smartcloud.js'
import { formFor, signUp } from '../support/people.js'
import { arrive, signIn, signInAsStaff } from '../support/sign-in.js'

/*
 * A session belongs to whoever it was made for, lasts as long as it may, and is over when it is over
 * (requirements S7 to S18).
 */

const the = shareSmartCloud()
const MINUTE = 60_000
const SECOND = 1_000

async function approved() {
  const { sandbox, newBrowser } = the()
  const organisation = newOrganisation(sandbox)
  const browser = newBrowser()
  await browser.submit(await signUp(browser, organisation))
  decide(sandbox, organisation, 'approve')
  await browser.visit('/receipt')
  return { organisation, browser }
}

/** A customer who has signed in. */
async function customer() {
  const { organisation, browser } = await approved()
  await arrive(browser, the().sandbox, organisation)
  return { organisation, browser }
}

/** Another browser with nothing but this cookie. */
function thief(name: 'session' | 'staff', value: string | undefined): Browser {
  const browser = the().newBrowser()
  browser.cookies.set(name, value ?? '')
  return browser
}

const isIn = async (browser: Browser, path = '/overview') => {
  const { status } = await browser.raw('get', path)
  return status === 200
}

describe('A session gets a new id, and the old one is dead,', () => {
  test('when somebody registers, signs in, and signs in again', async () => {
    const { browser, organisation } = await approved()
    const ids = [browser.cookies.get('session')]
    for (let time = 0; time < 2; time++) {
      await arrive(browser, the().sandbox, organisation)
      ids.push(browser.cookies.get('session'))
    }
    expect(new Set(ids).size).toBe(3)
    for (const old of ids.slice(0, -1))
      for (const path of ['/overview', '/access', '/claims'])
        expect(await isIn(thief('session', old), path)).toBe(false)
    expect(await isIn(thief('session', ids.at(-1)))).toBe(true)
  })

  test('when one of our own people signs in', async () => {
    const browser = the().newBrowser()
    await signInAsStaff(browser, 'viewer')
    const first = browser.cookies.get('staff')
    await signInAsStaff(browser, 'viewer')
    expect(browser.cookies.get('staff')).not.toBe(first)
    expect(await isIn(thief('staff', first), '/staff')).toBe(false)
    expect(await isIn(browser, '/staff')).toBe(true)
  })

  test('but not when a customer registers one more organisation: nobody is signed out', async () => {
    const { browser } = await customer()
    const id = browser.cookies.get('session')
    await signUp(browser, newOrganisation(the().sandbox))
    expect(browser.cookies.get('session')).toBe(id)
    expect(await isIn(browser)).toBe(true)
  })
})

describe('A customer’s session', () => {
  test('lives for half an hour without being used', async () => {
    const { browser } = await customer()
    the().clock.pass(30 * MINUTE - SECOND)
    expect(await isIn(browser)).toBe(true)
  })

  test('is over after that, and the login page says so', async () => {
    const { browser } = await customer()
    the().clock.pass(30 * MINUTE + SECOND)
    const page = await browser.visit('/overview')
    expect(textOf(page.text)).toContain('Økten er utløpt. Logg inn på nytt.')
  })

  test('ends after two hours however much it is used', async () => {
    const { browser } = await customer()
    for (let time = 0; time < 11; time++) {
      the().clock.pass(10 * MINUTE)
      expect(await isIn(browser)).toBe(true)
    }
    the().clock.pass(10 * MINUTE + SECOND)
    expect(await isIn(browser)).toBe(false)
  })

  test('does not last longer for having registered one more organisation', async () => {
    const { browser } = await customer()
    for (let time = 0; time < 5; time++) {
      the().clock.pass(20 * MINUTE)
      await signUp(browser, newOrganisation(the().sandbox))
    }
    the().clock.pass(20 * MINUTE + SECOND)
    expect(await isIn(browser)).toBe(false)
  })
})

describe('The session of one of our own people', () => {
  const staff = async () => {
    const browser = the().newBrowser()
    await signInAsStaff(browser, 'operator')
    return browser
  }

  test.each([
    [30 * MINUTE - SECOND, true],
    [30 * MINUTE + SECOND, false],
  ])('unused for %d ms, lives: %s', async (ms, lives) => {
    const browser = await staff()
    the().clock.pass(ms)
    expect(await isIn(browser, '/staff')).toBe(lives)
  })

  test('ends after eight hours however much it is used', async () => {
    const browser = await staff()
    for (let time = 0; time < 47; time++) {
      the().clock.pass(10 * MINUTE)
      expect(await isIn(browser, '/staff')).toBe(true)
    }
    the().clock.pass(10 * MINUTE + SECOND)
    expect(await isIn(browser, '/staff')).toBe(false)
  })

  test('is kept apart from a customer’s, and both may be there', async () => {
    const { browser } = await customer()
    await signInAsStaff(browser, 'presenter')
    expect(await isIn(browser)).toBe(true)
    expect(await isIn(browser, '/staff')).toBe(true)
    expect(await isIn(thief('session', browser.cookies.get('staff')))).toBe(false)
    expect(await isIn(thief('staff', browser.cookies.get('session')), '/staff')).toBe(false)
  })

  test.each([
    ['presenter', true],
    ['administrator', true],
    ['operator', false],
    ['nobody', false],
    ['forged', false],
  ] as const)(
    'of a %s beside a customer’s: who the APIs think we are is shown: %s',
    async (who, isShown) => {
      const { browser } = await customer()
      if (who === 'forged') browser.cookies.set('staff', browser.cookies.get('session') ?? '')
      else if (who !== 'nobody') await signInAsStaff(browser, who)

      expect(await isIn(browser)).toBe(true)

      expect(the().sandbox.calls.count('system-user-info')).toBe(isShown ? 1 : 0)
    },
  )

  test('is kept in a cookie that no other site’s link sends along', async () => {
    the().answers.length = 0
    await signInAsStaff(the().newBrowser(), 'viewer')
    const lines = the().answers.flatMap(({ headers }) => [headers['set-cookie'] ?? []].flat())
    const of = (name: string) => lines.filter(line => line.startsWith(`${name}=`)).join()
    expect(of('staff')).toMatch(/; Path=\/;.* HttpOnly; SameSite=Strict/)
    expect(of('staff-sign-in')).toMatch(/Path=\/;.* HttpOnly; SameSite=Lax/)
    expect(lines.join()).not.toMatch(/Domain=/i)
  })
})

test('Somebody’s role is read anew at every request', async () => {
  let isOnTheList = true
  const { browser, rows } = await openSmartCloud({
    deps: ({ deps }) => ({
      rolesOf: visitor => (isOnTheList ? deps.rolesOf(visitor) : []),
    }),
  })
  await signInAsStaff(browser, 'administrator')
  expect((await browser.visit('/staff')).status).toBe(200)

  isOnTheList = false

  const page = await browser.visit('/staff')
  expect(page.status).toBe(403)
  expect(textOf(page.text)).toContain('Rollen din gir ikke tilgang')
  expect(await rows('events', "event = 'access refused'")).toMatchObject([{ outcome: 'refused' }])
})

test.each([
  ['forged', `s%3A${'A'.repeat(43)}.${'B'.repeat(43)}`],
  ['unsigned', 'A'.repeat(43)],
  ['cut short', 's%3A'],
  ['ten kilobytes', 'x'.repeat(10_000)],
])('A cookie that is %s opens nothing and is not adopted', async (_, value) => {
  for (const [name, path] of [
    ['session', '/overview'],
    ['staff', '/staff'],
  ] as const) {
    const browser = thief(name, value)
    expect(await isIn(browser, path)).toBe(false)
  }
})

describe('Whoever logs out', () => {
  const logOut = async (browser: Browser, from = '/overview', action = '/logout') => {
    const page = await browser.visit(from)
    const form = formsOn(page).find(one => one.action === action)
    return browser.go('post', action, form?.fields)
  }

  test('is out here and at the provider, and reads so on the front page', async () => {
    const { browser, organisation } = await customer()
    const old = browser.cookies.get('session')

    const leaving = await logOut(browser)

    expect(leaving.headers['clear-site-data']).toBe('"cache", "cookies", "storage"')
    expect(await isIn(thief('session', old))).toBe(false)
    const onward = /content="0;url=([^"]+)"/.exec(leaving.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(onward).toContain(`${the().sandbox.origin}/idp/logout?`)
    const front = await browser.visit(onward)
    expect(textOf(front.text)).toContain('Du er logget ut.')
    // And the provider asks again.
    const page = await signIn(browser, the().sandbox, organisation)
    expect(textOf(page.text)).toContain('Systemtilgangen er aktiv')
    const event = `event = 'signed out' AND actor IS NOT NULL`
    expect((await the().rows('events', event)).length).toBeGreaterThan(0)
  })

  test('as one of our own people is out too', async () => {
    const browser = the().newBrowser()
    await signInAsStaff(browser, 'viewer')
    const old = browser.cookies.get('staff')
    await logOut(browser, '/staff', '/staff/logout')
    expect(await isIn(thief('staff', old), '/staff')).toBe(false)
  })

  test('is not brought back by twenty requests that are under way', async () => {
    for (let repetition = 0; repetition < 5; repetition++) {
      const { browser } = await customer()
      const old = browser.cookies.get('session')
      const form = await browser.visit('/sign-up/smartbasic')
      const writes = Array.from({ length: 20 }, () =>
        browser.submit(form, formFor(newOrganisation(the().sandbox))),
      )
      await Promise.all([...writes, logOut(browser)])
      expect(await isIn(thief('session', old))).toBe(false)
    }
  })

  test('without the secret of the form stays in', async () => {
    const { browser } = await customer()
    expect((await browser.go('post', '/logout', {})).status).toBe(403)
    expect(await isIn(browser)).toBe(true)
  })

  test('and never was in, lands on the front page', async () => {
    const browser = the().newBrowser()
    const _csrf = formsOn(await browser.visit('/'))[0]?.fields['_csrf'] ?? ''
    const page = await browser.go('post', '/logout', { _csrf })
    expect(textOf(page.text)).toContain('Du er logget ut.')
  })
})

test('A page that shows a customer’s figures is kept by nobody', async () => {
  const { browser } = await customer()
  expect((await browser.raw('get', '/overview')).headers['cache-control']).toBe('no-store')
})
