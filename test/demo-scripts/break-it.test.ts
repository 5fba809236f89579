import { describe, expect, test } from 'vitest'
import { BREAK_IT_NAMES, breakItOf, type BreakItName } from '../../src/demo-scripts/faults.js'
import { LANGUAGES, speechFor, type Language } from '../../src/web/speech.js'
import { newOrganisation } from '../support/at-altinn.js'
import { textOf, type Browser, type Fields } from '../support/browser.js'
import { newCustomer } from '../support/customer.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'
import { signUp } from '../support/people.js'
import { signInAsStaff } from '../support/sign-in.js'

const the = shareSmartCloud()
const PANEL = '/inspector/scripts/break'
const { faults } = speechFor('nb').t.demoScripts.break

const order = async (browser: Browser, fault: BreakItName | 'none', from = PANEL) =>
  browser.submit(await browser.visit(from), { fault }, { button: 'name="fault"' })

const speak = async (browser: Browser, language: Language) =>
  browser.submit(await browser.visit('/'), { language }, { action: '/language' })

/** Whoever signs up, and goes on to Altinn. */
async function askAnew(language: Language): Promise<string> {
  const browser = the().newBrowser()
  await speak(browser, language)
  const check = await signUp(browser, newOrganisation(the().sandbox))
  return textOf((await browser.submit(check)).text)
}

describe.each(LANGUAGES)('What the panel promises is what the audience sees, in %s', language => {
  const texts = speechFor(language).t.demoScripts.break.faults
  test.each(BREAK_IT_NAMES)('%s', async name => {
    const { browser } = await newCustomer(the())
    await speak(browser, language)
    await browser.visit('/overview')

    await order(browser, name)

    const seen =
      breakItOf(name).seenAt === '/overview'
        ? textOf((await browser.visit('/overview')).text)
        : await askAnew(language)
    const promised = [...texts[name].sees.matchAll(/[«“]([^»”]*)[»”]/g)].map(([, text]) => text!)
    const outOfSight = ['Tilstand', 'Readiness']
    for (const text of promised.filter(one => !outOfSight.includes(one)))
      expect(seen).toContain(text)

    await order(browser, 'none')
    expect(textOf((await browser.visit('/overview')).text)).toContain(
      speechFor(language).t.overview.strip.active,
    )
  })
})

describe('And behind it', () => {
  test('a slow Maskinporten takes two seconds more', async () => {
    const { browser } = await newCustomer(the())
    await browser.visit('/overview')
    await order(browser, 'slow')
    const began = performance.now()
    const page = await browser.visit('/overview')
    expect(performance.now() - began).toBeGreaterThan(1_900)
    expect(textOf(page.text)).toContain('Systemtilgangen er aktiv')
  })

  test('the clock is told by how much it is wrong', async () => {
    const staff = the().newBrowser()
    await signInAsStaff(staff, 'viewer')
    await order(staff, 'clock')
    expect(textOf((await staff.visit('/admin/readiness')).text)).toMatch(/\b3[67]\b/)
  })

  test('the lost answer leads to one request', async () => {
    const browser = the().newBrowser()
    await order(browser, 'lostAnswer')
    const organisation = newOrganisation(the().sandbox)
    await browser.submit(await signUp(browser, organisation))
    const stored = [...the().sandbox.state.requests.values()].filter(
      ({ partyOrgNo }) => partyOrgNo === organisation.organisationNumber,
    )
    expect(stored).toHaveLength(1)
  })

  test('a wrong token is used for nothing', async () => {
    const { browser, organisation } = await newCustomer(the())
    await order(browser, 'wrongToken')
    the().sandbox.calls.clear()
    await browser.visit('/overview')
    expect(the().sandbox.calls.list('logistics')).toEqual([])
    expect(the().sandbox.calls.list('claims')).toEqual([])
    expect(organisation.organisationNumber).toMatch(/^\d{9}$/)
  })
})

describe('The panel', () => {
  test('marks what is broken, and breaks one thing at a time', async () => {
    const browser = the().newBrowser()
    const first = await order(browser, 'clock', '/inspector/scripts/boss/2')
    expect(first.url).toContain('/inspector/scripts/boss/2')
    expect(textOf(first.text)).toContain(`Feil nå: ${faults.clock.name}`)
    const second = await order(browser, 'apiBroken', '/inspector/scripts/boss/2')
    expect(textOf(second.text)).toContain(`Feil nå: ${faults.apiBroken.name}`)
    expect(the().sandbox.faults.clockOffset()).toBe(0)
    expect(the().sandbox.faults.list()).toHaveLength(1)

    const mended = await browser.submit(second, {}, { button: 'Rett opp alt' })
    expect(textOf(mended.text)).not.toContain('Feil nå')
    expect(the().sandbox.faults.list()).toEqual([])
  })

  test('tells of faults that were ordered elsewhere, and can put them right', async () => {
    the().sandbox.faults.add({ target: 'salary', kind: 'hang' })
    const browser = the().newBrowser()
    const panel = await browser.visit(PANEL)
    expect(textOf(panel.text)).toContain('Sandkassen har også 1 feil')
    await browser.submit(panel, {}, { button: 'Rett opp alt' })
    expect(the().sandbox.faults.list()).toEqual([])
  })

  test('is no part of what Røntgen shows', async () => {
    const { browser } = await newCustomer(the())
    await order(browser, 'apiBroken')
    await browser.visit('/inspector/scripts/happy/1')
    const staff = the().newBrowser()
    await signInAsStaff(staff, 'presenter')
    const { recorder } = the().deps
    const flows = recorder.flowsFor({ staff: 'anybody', registrations: [], key: '' })
    const operations = flows.flatMap(({ steps }) => steps.map(({ operation }) => operation))
    expect(operations.length).toBeGreaterThan(0)
    expect(operations.filter(operation => operation.startsWith('sandbox'))).toEqual([])
  })

  test.each<Partial<Fields>>([
    { fault: 'everything' },
    { fault: 'clock', back: '/admin' },
    { more: 'x' },
  ])('takes no other order: %j', async fields => {
    const browser = the().newBrowser()
    const page = await browser.submit(
      await browser.visit(PANEL),
      { fault: 'clock', ...fields } as Fields,
      { button: 'name="fault"' },
    )
    expect(page.status).toBe(400)
    expect(the().sandbox.faults.clockOffset()).toBe(0)
  })
})
