import { expect, test } from 'vitest'
import { createSignUpLimits } from '../../src/onboarding/sign-up-limits.js'
import { decide, newOrganisation, requestsOf, timesSent } from '../support/at-altinn.js'
import { textOf } from '../support/browser.js'
import { describeOnBoth, describeOnPostgresql } from '../support/databases.js'
import { openSmartCloud, type Options } from '../support/open-smartcloud.js'
import {
  FRESH,
  answer,
  formFor,
  goToAltinn,
  logInAsDirector,
  onboard,
  signUp,
} from '../support/people.js'
import { signIn } from '../support/sign-in.js'

/*
 * The main journeys, on each database SmartCloud runs on. Everything else is told on the embedded
 * one alone.
 */

describeOnBoth('A company', (_, newPlace) => {
  test('approves in Altinn, and sees its figures', async () => {
    const { browser, rows, sandbox } = await openSmartCloud({ database: await newPlace() })

    const receipt = await onboard(browser)

    expect(textOf(receipt.text)).toContain('Systemtilgangen er godkjent')
    const overview = await signIn(browser, sandbox, FRESH)
    expect(textOf(overview.text)).toContain('Saldo 230 646 kr')
    expect(await rows('requests')).toMatchObject([{ state: 'sent', altinn_status: 'Accepted' }])
    expect(await rows('customers')).toMatchObject([{ access_state: 'active' }])
    const events = (await rows('events')).map(row => row['event'])
    for (const event of ['registered', 'request intended', 'request linked', 'customer approved'])
      expect(events).toContain(event)
  })

  test('rejects in Altinn, and makes a new request when it says so', async () => {
    const { browser, rows, sandbox } = await openSmartCloud({ database: await newPlace() })
    const approval = await logInAsDirector(
      browser,
      await goToAltinn(browser, await signUp(browser)),
    )

    const receipt = await answer(browser, approval, 'Avvis')

    expect(textOf(receipt.text)).toContain('Forespørselen ble avvist')
    expect(await rows('customers')).toEqual([])
    const ended = await browser.submit(await signUp(browser))
    expect(ended.status).toBe(409)
    await browser.submit(ended, {}, { button: 'Lag en ny forespørsel' })
    expect(requestsOf(sandbox, FRESH)).toMatchObject([{ status: 'New' }])
    expect((await rows('requests')).map(row => row['state']).sort()).toEqual(['ended', 'sent'])
  })

  test('loses Altinn’s answer, and finds the request', async () => {
    const smartcloud = await openSmartCloud({ database: await newPlace() })
    const { browser, sandbox, clock, rows } = smartcloud
    const check = await signUp(browser)
    sandbox.faults.add({ target: 'altinn.create', kind: 'status', status: 503, times: 2 })

    expect((await browser.submit(check)).status).toBe(202)
    clock.pass(61_000)
    await smartcloud.recover()
    expect(await rows('requests')).toMatchObject([{ state: 'uncertain' }])
    clock.pass(61_000)
    await smartcloud.recover()

    expect(await rows('requests')).toMatchObject([{ state: 'sent', tries: 3 }])
    expect(requestsOf(sandbox, FRESH)).toHaveLength(1)
    expect(textOf((await browser.visit('/receipt')).text)).toContain('Vi venter på godkjenning')
  })

  test('asks ten times at once, and there is one request', async () => {
    const { newBrowser, sandbox, rows } = await openSmartCloud({ database: await newPlace() })
    const visitors = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const browser = newBrowser()
        return { browser, check: await signUp(browser) }
      }),
    )

    const pages = await Promise.all(visitors.map(({ browser, check }) => browser.submit(check)))

    for (const page of pages) expect(new URL(page.url).pathname).toBe('/sign-up/continue')
    expect(timesSent(sandbox)).toBe(1)
    expect(await rows('requests')).toHaveLength(1)
  })
})

describeOnPostgresql('Two instances', (_, newPlace) => {
  async function openTwo() {
    const database = await newPlace()
    const rates = { perAddressAndHour: 3, perOrganisationAndDay: 99, inAllPerHour: 99 }
    const deps: Options['deps'] = world => ({
      takeSignUp: createSignUpLimits(world.database.limits, rates),
    })
    const one = await openSmartCloud({ database, deps })
    const other = await openSmartCloud({ database, deps, sandbox: one.sandbox })
    return { one, other, sandbox: one.sandbox }
  }

  test('are asked at once, and make one request', async () => {
    const { one, other, sandbox } = await openTwo()
    const organisation = newOrganisation(sandbox)
    const browsers = [one.browser, other.browser]
    const checks = await Promise.all(browsers.map(browser => signUp(browser, organisation)))

    const pages = await Promise.all(browsers.map((browser, i) => browser.submit(checks[i]!)))

    for (const page of pages) expect(new URL(page.url).pathname).toBe('/sign-up/continue')
    expect(timesSent(sandbox)).toBe(1)
    expect(requestsOf(sandbox, organisation)).toHaveLength(1)
  })

  test('one is lost with its request: the other finds it', async () => {
    const { one, other, sandbox } = await openTwo()
    const check = await signUp(one.browser)
    sandbox.faults.add({ target: 'altinn.status', kind: 'status', times: 6 })
    sandbox.faults.add({ target: 'altinn.create', kind: 'store-then-reset' })
    expect((await one.browser.submit(check)).status).toBe(202)
    decide(sandbox, FRESH, 'approve')

    await Promise.all([one.recover(), other.recover()])

    expect(await one.rows('requests')).toMatchObject([{ state: 'sent', altinn_status: 'Accepted' }])
    expect(await one.rows('customers')).toHaveLength(1)
    expect(timesSent(sandbox)).toBe(1)
  })

  test('count together', async () => {
    const { one, other, sandbox } = await openTwo()
    const statuses: number[] = []
    for (const { newBrowser } of [one, other, one, other]) {
      const browser = newBrowser()
      const form = await browser.visit('/sign-up/smartbasic')
      statuses.push((await browser.submit(form, formFor(newOrganisation(sandbox)))).status)
    }
    expect(statuses).toEqual([200, 200, 200, 429])
  })
})
