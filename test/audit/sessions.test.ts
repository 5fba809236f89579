import { describe, expect, test } from 'vitest'
import { formsOn, textOf, type Browser, type Visit } from '../support/browser.js'
import { newCustomer } from '../support/customer.js'
import { describeOnPostgresql } from '../support/databases.js'
import { openSmartCloud, shareSmartCloud, type SmartCloud } from '../support/open-smartcloud.js'
import { signInAsStaff, type StaffName } from '../support/sign-in.js'

/*
 * Everybody of ours sees where they are signed in, and can end it; an administrator can end it for
 * anybody (requirement S15).
 */

const the = shareSmartCloud()
const SECOND = 1_000

async function staff(who: StaffName, { newBrowser, clock }: SmartCloud = the()): Promise<Browser> {
  clock.pass(SECOND)
  const browser = newBrowser()
  await signInAsStaff(browser, who)
  return browser
}

const isIn = async (browser: Browser, path = '/staff') =>
  (await browser.raw('get', path)).status === 200

/** Their names, by the heading they stand under. */
const sessionsOn = (page: Visit) => {
  const [own = '', all] = page.text.split('id="all-heading"')
  const names = (html = '') => [...html.matchAll(/<code>([0-9a-f]{12})<\/code>/g)].map(m => m[1]!)
  return { own: names(own), all: all === undefined ? undefined : names(all) }
}

/** What the page calls the session of the browser that looks. */
const ownName = async (browser: Browser): Promise<string> => {
  const { text } = await browser.visit('/admin/sessions')
  return /<code>([0-9a-f]{12})<\/code>\s*<span class="ds-tag"/.exec(text)![1]!
}

const end = async (browser: Browser, session: string) => {
  const page = await browser.visit('/admin/sessions')
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.text)![1]!
  return browser.go('post', '/admin/sessions/end', { _csrf, session })
}

const events = (name: string, where = 'true') =>
  the().rows<{ actor: string; object_id: string; details: string }>(
    'events',
    `event = '${name}' AND ${where}`,
  )

describe('One’s own sessions', () => {
  test('stand there with where they began, and are no cookie', async () => {
    const { newBrowser } = the()
    const browser = newBrowser()
    await signInAsStaff(browser, 'presenter')
    const page = await browser.visit('/admin/sessions')
    const { own, all } = sessionsOn(page)
    expect(own).toHaveLength(1)
    expect(all).toBeUndefined()
    expect(textOf(page.text)).toMatch(/Denne økten .* (127\.0\.0\.1|::1|::ffff:127\.0\.0\.1)/)
    const cookie = decodeURIComponent(browser.cookies.get('staff')!)
    expect(cookie).not.toContain(own[0]!)
    expect(page.text).not.toContain(cookie.slice(2, 20))
    await browser.submit(page, {}, { action: '/staff/logout' })
    expect(await isIn(browser)).toBe(false)
  })

  test('can be ended one by one: the other browser is out, and is told why', async () => {
    const [here, there] = [await staff('viewer'), await staff('viewer')]
    const name = await ownName(there)

    const list = await here.visit('/admin/sessions')
    const button = formsOn(list).find(({ fields }) => fields['session'] === name)!
    const page = await here.go('post', button.action, button.fields, list.url)

    expect(textOf(page.text)).toContain(`Økten ${name} er avsluttet.`)
    expect(await isIn(there)).toBe(false)
    expect(await isIn(here)).toBe(true)
    const login = await there.visit('/staff')
    expect(textOf(login.text)).toContain('Økten ble avsluttet av deg eller en administrator.')
    expect(await events('session ended', `object_id = '${name}'`)).toHaveLength(1)
    expect(textOf((await end(here, name)).text)).toContain('var allerede avsluttet')
    expect(await events('session ended', `object_id = '${name}'`)).toHaveLength(1)
  })

  test('do not end by accident where one sits', async () => {
    const browser = await staff('viewer')
    const page = await end(browser, await ownName(browser))
    expect(textOf(page.text)).toContain('er den du bruker nå. Logg ut for å avslutte den.')
    expect(await isIn(browser)).toBe(true)
  })

  test('are not another’s: to them there is no such session', async () => {
    const [viewer, operator] = [await staff('viewer'), await staff('operator')]
    const name = await ownName(operator)
    expect(sessionsOn(await viewer.visit('/admin/sessions')).own).not.toContain(name)
    const page = await end(viewer, name)
    expect(textOf(page.text)).toContain('var allerede avsluttet')
    expect(await isIn(operator)).toBe(true)
    for (const path of ['/admin/sessions/end-all', `/admin/sessions/end-all?session=${name}`])
      expect((await viewer.visit(path)).status).toBe(403)
  })

  test.each(['', 'x', '%', '____________', 'a'.repeat(64), "' OR 1=1"])(
    'are not found by «%s»',
    async session => {
      const browser = await staff('viewer')
      expect((await end(browser, session)).status).toBe(400)
    },
  )

  test('are five at most: the sixth sign-in ends the first, and no other', async () => {
    const smartcloud = await openSmartCloud()
    const browsers: Browser[] = []
    for (let i = 0; i < 6; i++) browsers.push(await staff('operator', smartcloud))
    const others = await staff('viewer', smartcloud)

    expect(await Promise.all(browsers.map(browser => isIn(browser)))).toEqual([
      false,
      ...Array.from({ length: 5 }, () => true),
    ])
    expect(await isIn(others)).toBe(true)
    const login = await browsers[0]!.visit('/admin')
    expect(textOf(login.text)).toContain('fordi du har logget inn flere andre steder')
    expect(await smartcloud.rows('events', "event = 'session ended'")).toMatchObject([
      { actor: expect.stringContaining('|'), details: expect.stringContaining('too many') },
    ])
  })
})

describe('An administrator', () => {
  test('sees who is signed in, our own and customers, and ends a customer’s session', async () => {
    const admin = await staff('administrator')
    const { browser, organisation } = await newCustomer(the())
    const page = await admin.visit('/admin/sessions?audience=customer')
    const spaced = organisation.organisationNumber.replace(/(...)(?=.)/g, '$1 ')
    const row = /<tr role="row"><th scope="row"(?:(?!<\/tr>)[\s\S])*<\/tr>/g
    const theirs = [...page.text.matchAll(row)]
      .map(([html]) => html)
      .find(html => textOf(html).includes(spaced))!
    const name = /<code>([0-9a-f]{12})<\/code>/.exec(theirs)![1]!

    await end(admin, name)

    expect((await browser.visit('/overview')).url).toMatch(/\/login\?/)
    expect(await events('session ended', `object_id = '${name}'`)).toMatchObject([
      { actor: expect.stringContaining('|'), details: expect.stringContaining('"customer"') },
    ])
  })

  test('ends all of one person, after being asked', async () => {
    const [admin, one, other] = [
      await staff('administrator'),
      await staff('operator'),
      await staff('operator'),
    ]
    const bystander = await staff('viewer')
    const name = await ownName(one)
    const confirm = await admin.visit(`/admin/sessions/end-all?session=${name}`)
    expect(textOf(confirm.text)).toMatch(/Vil du avslutte alle øktene til .+\?/)
    expect(await isIn(one)).toBe(true)

    const page = await admin.submit(confirm)

    expect(textOf(page.text)).toMatch(/\d økter er avsluttet\./)
    expect([await isIn(one), await isIn(other), await isIn(bystander), await isIn(admin)]).toEqual([
      false,
      false,
      true,
      true,
    ])
    expect((await admin.visit(`/admin/sessions/end-all?session=${name}`)).status).toBe(404)
  })

  test('ends everybody’s but the one in use', async () => {
    const [admin, other] = [await staff('administrator'), await staff('administrator')]
    const viewer = await staff('viewer')
    const { browser } = await newCustomer(the())
    const before = (await events('sessions ended')).length

    const nothingSaid = await admin.visit('/admin/sessions/end-all')
    const _csrf = formsOn(nothingSaid).at(-1)!.fields['_csrf']!
    expect((await admin.go('post', '/admin/sessions/end-all', { _csrf })).status).toBe(400)
    expect(await isIn(other)).toBe(true)
    await admin.submit(nothingSaid)

    expect(await isIn(admin)).toBe(true)
    for (const gone of [other, viewer]) expect(await isIn(gone)).toBe(false)
    expect(await isIn(browser, '/overview')).toBe(false)
    const written = (await events('sessions ended')).slice(before)
    expect(written.map(({ details }) => JSON.parse(details) as object)).toMatchObject([
      { of: 'everybody' },
    ])
  })

  test('turns pages when there are many', async () => {
    const { database, clock } = the()
    const admin = await staff('administrator')
    for (let i = 0; i < 25; i++)
      await database.sessions.insert(
        i.toString(16).padStart(2, '0').padEnd(64, 'e'),
        {
          data: JSON.stringify({ signedIn: { name: `<b>${i}</b>` } }),
          audience: 'customer',
          userKey: `many|${i}`,
          logInKey: null,
        },
        clock.now(),
      )
    const first = await admin.visit('/admin/sessions?audience=customer')
    const second = await admin.visit('/admin/sessions?audience=customer&page=2')
    expect(sessionsOn(first).all).toHaveLength(20)
    expect(sessionsOn(second).all!.length).toBeGreaterThan(4)
    expect(first.text).toContain('audience=customer&amp;page=2')
    expect(first.text).not.toContain('<b>')
    expect((await admin.visit('/admin/sessions?page=0')).status).toBe(400)
  })
})

describeOnPostgresql('Ended at one instance', (_, newPlace) => {
  test('it is over at the other, at the next request', async () => {
    const database = await newPlace()
    const settings = { SESSION_SECRET: 'the-same-for-both-instances'.repeat(2) }
    const one = await openSmartCloud({ database, settings })
    const other = await openSmartCloud({ database, settings, sandbox: one.sandbox })
    const [here, elsewhere] = [await staff('operator', one), await staff('operator', one)]
    const behindTheOther = other.newBrowser()
    for (const [name, value] of elsewhere.cookies) behindTheOther.cookies.set(name, value)
    expect(await isIn(behindTheOther)).toBe(true)

    await end(here, await ownName(elsewhere))

    expect(await isIn(behindTheOther)).toBe(false)
    expect(await isIn(elsewhere)).toBe(false)
    expect(await isIn(here)).toBe(true)
  })
})
