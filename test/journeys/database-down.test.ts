import Libsql from 'libsql'
import { expect, onTestFinished, test } from 'vitest'
import { decide, requestsOf, timesSent } from '../support/at-altinn.js'
import { textOf, type Browser } from '../support/browser.js'
import { openSmartCloud, type SmartCloud } from '../support/open-smartcloud.js'
import { formFor, FRESH, onboard, signUp } from '../support/people.js'
import { addressOf, routesOf } from '../support/routes.js'
import { signIn } from '../support/sign-in.js'

/*
 * Our own database is away, or does not take anything any more (requirement R18): pages that need it
 * say so, nobody is let in by it, and nothing is sent to Altinn that is not written down.
 */

const BUSY = 'Vi rekker ikke å svare akkurat nå'

test('Away: whoever only reads notices nothing, and everybody else is told to come back', async () => {
  const { browser, newBrowser, database, sandbox, app } = await openSmartCloud()
  await onboard(browser)
  const [stranger, other] = [newBrowser(), newBrowser()]
  const form = await stranger.visit('/sign-up/smartbasic')
  const check = await signUp(other)
  await database.close()
  sandbox.calls.clear()

  for (const path of ['/', '/about', '/terms', '/sign-up/smartbasic', '/login'])
    expect([path, (await newBrowser().visit(path)).status]).toEqual([path, 200])
  expect((await stranger.raw('get', '/health/live')).status).toBe(200)
  const ready = await stranger.raw('get', '/health/ready')
  expect([ready.status, ready.text]).toEqual([503, '{"status":"not ready"}'])

  const needsIt = routesOf(app).filter(
    // A customer has no session among our own people that would have to be read.
    ({ method, path }) => method === 'GET' && !/^\/(health|staff|admin)/.test(path),
  )
  for (const route of needsIt) {
    const page = await browser.raw('get', addressOf(route)) // a customer, with a session
    expect([route.path, page.status]).toEqual([route.path, 503])
    expect(textOf(page.text)).toContain(BUSY)
    expect(page.headers['retry-after']).toBe('60')
    expect(page.text).not.toMatch(/SQLITE|libsql|CLOSED|database/i)
    expect(textOf(page.text)).not.toMatch(/Systemtilgangen er|Saldo|godkjent/)
  }
  for (const page of [await stranger.submit(form, formFor(FRESH)), await other.submit(check)]) {
    expect(page.status).toBe(503)
    expect(textOf(page.text)).toContain(BUSY)
  }
  expect(sandbox.calls.list().filter(({ path }) => path !== '/token')).toEqual([])
})

test('Away, and a forged session opens nothing', async () => {
  const { newBrowser, database, logged } = await openSmartCloud()
  await database.close()
  const headers = { Cookie: `session=s%3A${'A'.repeat(43)}.${'B'.repeat(43)}` }
  const page = await newBrowser().raw('get', '/overview', { headers })
  expect([page.status, page.headers['location']]).toEqual([303, '/login?to=%2Foverview&why=over'])
  expect(logged()).toContain('"path":"/overview","status":303')
})

test('Locked by somebody else: no request without its row, and nothing lost afterwards', async () => {
  const smartcloud = await openSmartCloud()
  const { browser, sandbox, rows } = smartcloud
  const check = await signUp(browser)
  sandbox.calls.clear()

  const unlock = lock(smartcloud)
  const page = await browser.submit(check)
  expect(page.status).toBe(503)
  expect(textOf(page.text)).toContain(BUSY)
  expect(timesSent(sandbox)).toBe(0)
  unlock()

  // The page before is still good, and knows everything.
  expect((await browser.visit('/sign-up/smartbasic')).text).toContain(FRESH.name)
  expect(new URL((await browser.submit(check)).url).pathname).toBe('/sign-up/continue')
  expect(await rows('requests')).toMatchObject([{ state: 'sent' }])
})

test('Locked while a customer only looks: the figures are shown all the same', async () => {
  const smartcloud = await openSmartCloud()
  const { browser, clock, sandbox } = smartcloud
  await onboard(browser)
  await signIn(browser, sandbox, FRESH)
  clock.pass(2 * 60_000) // so that the session would be touched

  const unlock = lock(smartcloud)
  const page = await browser.visit('/overview')
  unlock()

  expect(page.status).toBe(200)
  expect(textOf(page.text)).toContain('Systemtilgangen er aktiv')
  expect((await browser.visit('/overview')).status).toBe(200) // and the connection still works
})

test('Locked just when Altinn’s answer comes: the request is found again, and only one', async () => {
  const smartcloud = await openSmartCloud()
  const { browser, sandbox, rows, clock } = smartcloud
  const check = await signUp(browser)
  sandbox.faults.add({ target: 'altinn.create', kind: 'slow', delayMs: 300 })

  const answer = browser.submit(check)
  await expect.poll(() => timesSent(sandbox), { interval: 10, timeout: 10_000 }).toBe(1)
  const unlock = lock(smartcloud)
  const page = await answer
  unlock()

  expect(page.status).toBe(503)
  expect(requestsOf(sandbox, FRESH)).toHaveLength(1)
  expect(await rows('requests')).toMatchObject([{ state: 'sending' }])

  // The one who asked is taken for dead after half a minute. libsql leaves a statement that met the
  // lock half done, and so the first run of the recovery may meet it once more.
  for (let run = 0; run < 3; run++) {
    clock.pass(31_000)
    await smartcloud.recover()
  }
  expect(await rows('requests')).toMatchObject([{ state: 'sent' }])
  await expectToGoOn(browser)
  expect(timesSent(sandbox)).toBe(1)
})

test('Locked when the approval is to be noted: told to come back, and then let in', async () => {
  const smartcloud = await openSmartCloud()
  const { browser, sandbox, rows } = smartcloud
  await browser.submit(await signUp(browser))
  decide(sandbox, FRESH, 'approve')

  const unlock = lock(smartcloud)
  const page = await browser.visit('/receipt')
  unlock()

  expect(page.status).toBe(503)
  expect(await rows('customers')).toEqual([])
  expect((await browser.visit('/overview')).url).toMatch(/\/login\?/)
  expect(textOf((await browser.visit('/receipt')).text)).toContain('Systemtilgangen er godkjent')
  expect((await signIn(browser, sandbox, FRESH)).status).toBe(200)
})

test('The recovery goes on with the next row when one cannot be settled', async () => {
  const smartcloud = await openSmartCloud()
  const { newBrowser, sandbox, rows, clock, database } = smartcloud
  for (const [organisationNumber, name] of [
    ['311844202', 'EN AS'],
    ['212706515', 'TO AS'],
    ['316508731', 'TRE AS'],
  ] as const) {
    const browser = newBrowser()
    const check = await signUp(browser, { organisationNumber, name })
    sandbox.faults.add({ target: 'altinn.create', kind: 'refuse' })
    await browser.submit(check)
  }
  const markSent = database.requests.markSent
  database.requests.markSent = id => {
    database.requests.markSent = markSent
    throw new Error(`Something is wrong with ${id}`)
  }
  clock.pass(61_000)

  await smartcloud.recover()
  const states = async () => (await rows('requests')).map(row => row['state']).sort()
  expect(await states()).toEqual(['sending', 'sent', 'sent'])
  expect(smartcloud.logged()).toContain('request not settled')

  clock.pass(31_000)
  await smartcloud.recover()
  expect(await states()).toEqual(['sent', 'sent', 'sent'])
  expect(timesSent(sandbox)).toBe(6)
})

async function expectToGoOn(browser: Browser) {
  const receipt = await browser.visit('/receipt')
  expect(textOf(receipt.text)).toContain('Vi venter på godkjenning')
  expect(receipt.text).toContain('/accessmanagement/ui/systemuser/request?id=')
}

/** As a program that copies the database would: reading goes on, and nobody else can write. */
function lock({ place }: SmartCloud): () => void {
  const other = new Libsql('file' in place ? place.file : '')
  other.exec('BEGIN IMMEDIATE')
  let isLocked = true
  const unlock = () => {
    if (isLocked) other.exec('ROLLBACK')
    if (isLocked) other.close()
    isLocked = false
  }
  onTestFinished(unlock)
  return unlock
}
