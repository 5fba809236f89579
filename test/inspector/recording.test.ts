import { describe, expect, test } from 'vitest'
import { decide, newOrganisation, withdraw } from '../support/at-altinn.js'
import type { Browser } from '../support/browser.js'
import { newCustomer } from '../support/customer.js'
import { shareSmartCloud, type SmartCloud } from '../support/open-smartcloud.js'
import { answer, goToAltinn, logInAsDirector, signUp } from '../support/people.js'
import { signIn, signInAsStaff } from '../support/sign-in.js'

const smartcloud = shareSmartCloud()

/** The addresses of the flows that this visitor is shown, the newest first. */
async function flowsOf(browser: Browser, place = '/inspector'): Promise<string[]> {
  const { text } = await browser.visit(place)
  const found = [...text.matchAll(/href="([^"?]*\/inspector\/flows\/[\w-]+)["?]/g)]
  return [...new Set(found.map(([, href]) => href!))]
}

/** What the file of a flow says of its steps: operation and status. */
async function stepsOf(browser: Browser, flow: string): Promise<string[]> {
  const { text } = await browser.visit(`${flow}/flow.json`)
  const { steps } = JSON.parse(text) as {
    steps: { operation: string; status?: number; kind: string }[]
  }
  return steps.map(({ operation, status, kind }) => `${operation} ${status ?? kind}`)
}

async function onboardAnew({ sandbox, newBrowser }: SmartCloud, packageId = 'smartbasic') {
  const organisation = newOrganisation(sandbox)
  const browser = newBrowser()
  const check = await signUp(browser, organisation, packageId)
  const approval = await logInAsDirector(browser, await goToAltinn(browser, check))
  return { organisation, browser, approval }
}

describe('An onboarding', () => {
  test('is one flow, from the first token to the figures', async () => {
    const { sandbox } = smartcloud()
    const { organisation, browser, approval } = await onboardAnew(smartcloud())
    await answer(browser, approval, 'Godkjenn')
    await signIn(browser, sandbox, organisation)

    const [flow, ...others] = await flowsOf(browser)
    expect(others).toEqual([])
    expect((await stepsOf(browser, flow!)).slice(3)).toEqual(
      expect.arrayContaining([
        'browser: to altinn redirect',
        'browser: back redirect',
        'altinn: read system user request 200',
        'maskinporten: get token 200',
        'altinn: find system user 200',
        'logistics: read status 200',
        'salary: read status 403',
      ]),
    )
    const { text } = await browser.visit(flow!)
    expect(text).toContain('Opprett og bruk en systemtilgang')
    for (const phase of ['Bestill systemtilgang', 'Kunden godkjenner', 'Bruk systemtilgangen'])
      expect(text).toContain(phase)
  })

  test('is followed by flows of their own, one for each time the access is used', async () => {
    const { browser } = await newCustomer(smartcloud())
    expect(await flowsOf(browser)).toHaveLength(1)

    await browser.visit('/overview')
    const [newest] = await flowsOf(browser)
    expect(await stepsOf(browser, newest!)).toEqual(
      expect.arrayContaining(['maskinporten: kept token kept', 'logistics: read status 200']),
    )
    expect((await browser.visit(newest!)).text).toContain('Hent opplysninger')
  })

  test('that is refused shows where it ended', async () => {
    const { sandbox } = smartcloud()
    const { browser, organisation } = await newCustomer(smartcloud())
    withdraw(sandbox, organisation)
    smartcloud().clock.pass(10 * 60_000)
    await browser.visit('/overview')

    const all = await Promise.all((await flowsOf(browser)).map(flow => stepsOf(browser, flow)))
    expect(all.flat()).toContain('altinn: find system user 404')
  })

  test('that is refused by Maskinporten is explained, and so is what staff look up then', async () => {
    const { sandbox, newBrowser } = smartcloud()
    const { organisation } = await newCustomer(smartcloud())
    withdraw(sandbox, organisation)
    const staff = newBrowser()
    await signInAsStaff(staff, 'operator')
    const test = await staff.visit(`/admin/customers/${organisation.organisationNumber}/test`)
    const newest = await staff.follow(test, 'Se kallene i Røntgen')
    expect(newest.text).toContain('med koden MP-303')

    const detective = await staff.visit(
      `/admin/customers/${organisation.organisationNumber}/detective`,
    )
    const found = await staff.follow(detective, 'Se kallene i Røntgen')
    expect(found.text).toContain('Slå opp')
    expect((await stepsOf(staff, found.url.split('?')[0]!)).length).toBeGreaterThan(5)
  })

  test('of a customer with clients has a name of its own', async () => {
    const { browser } = await onboardAnew(smartcloud(), 'smartklient')
    const [flow] = await flowsOf(browser)
    expect((await stepsOf(browser, flow!)).slice(-2)).toEqual([
      'altinn: create agent request 201',
      'browser: to altinn redirect',
    ])
    expect((await browser.visit(flow!)).text).toContain('Systemtilgang for klienter')
  })
})

test('What was fetched before and is used again is a step, and no call', async () => {
  const { browser } = await newCustomer(smartcloud())
  await browser.visit('/overview')
  const { text } = await browser.visit((await flowsOf(browser))[0]!)
  expect(text).toContain('Tokenet ble hentet fra mellomlageret. Det ble ikke sendt noe kall.')
})

describe('Who sees a flow', () => {
  test('is who made it, and our own people', async () => {
    const { newBrowser } = smartcloud()
    const { browser } = await onboardAnew(smartcloud())
    const [flow] = await flowsOf(browser)

    const stranger = newBrowser()
    expect(await flowsOf(stranger)).toEqual([])
    expect((await stranger.visit(flow!)).status).toBe(404)
    for (const file of ['json', 'md', 'mmd'])
      expect((await stranger.visit(`${flow}/flow.${file}`)).status).toBe(404)

    const staff = newBrowser()
    await signInAsStaff(staff, 'viewer')
    expect((await staff.visit(`/admin${flow}`)).status).toBe(200)
    expect((await newBrowser().visit(`/admin${flow}`)).url).toContain('/staff/login')
  })

  test('is not who merely named the organisation', async () => {
    const { sandbox, newBrowser } = smartcloud()
    const { organisation, browser: nosy } = await onboardAnew(smartcloud())
    decide(sandbox, organisation, 'approve')
    const director = newBrowser()
    await director.visit('/login')
    await nosy.visit('/receipt')
    await signIn(director, sandbox, organisation)
    await director.visit('/overview')

    const seenByNosy = await Promise.all((await flowsOf(nosy)).map(flow => stepsOf(nosy, flow)))
    expect(seenByNosy.flat().join()).not.toContain('logistics')
    const [theirs] = await flowsOf(director)
    expect((await stepsOf(director, theirs!)).join()).toContain('logistics: read status')
    const seenByDirector = await Promise.all(
      (await flowsOf(director)).map(flow => stepsOf(director, flow)),
    )
    expect(seenByDirector.flat().join()).not.toContain('create system user request')
  })

  test('is written down when it is one of our own people, once an hour', async () => {
    const { newBrowser, rows, clock } = smartcloud()
    const staff = newBrowser()
    await signInAsStaff(staff, 'presenter')
    const openings = async () =>
      (await rows<{ details: string }>('events', "event = 'inspector opened'")).length
    const before = await openings()
    await staff.visit('/admin/inspector')
    await staff.visit('/admin/inspector')
    expect(await openings()).toBe(before + 1)
    clock.pass(61 * 60_000)
    await signInAsStaff(staff, 'presenter')
    await staff.visit('/admin/inspector')
    expect(await openings()).toBe(before + 2)
  })
})

describe('Whoever presents', () => {
  test('can let the page before Altinn wait', async () => {
    const { newBrowser, sandbox } = smartcloud()
    const browser = newBrowser()
    const list = await browser.visit('/inspector')
    await browser.submit(list, { stop: 'on' }, { button: 'Stopp' })
    const check = await signUp(browser, newOrganisation(sandbox))
    const between = await browser.submit(check)
    expect(between.text).not.toContain('http-equiv="refresh"')
    expect(between.text).toContain('Se kallene i Røntgen')
  })

  test('can leave calls out, and the flow tells that they are missing', async () => {
    const { newBrowser, sandbox } = smartcloud()
    const browser = newBrowser()
    const organisation = newOrganisation(sandbox)
    await goToAltinn(browser, await signUp(browser, organisation))
    const [flow] = await flowsOf(browser)
    const before = await stepsOf(browser, flow!)

    await browser.submit(
      await browser.visit('/inspector'),
      { recording: 'off' },
      { button: 'Ikke ta opp' },
    )
    await browser.visit('/receipt')
    expect(await stepsOf(browser, flow!)).toEqual(before)
    expect((await browser.visit(flow!)).text).toMatch(/\d kall mangler i opptaket/)
  })

  test('can empty it, after a yes, and others keep theirs', async () => {
    const mine = (await onboardAnew(smartcloud())).browser
    const theirs = (await onboardAnew(smartcloud())).browser
    expect(await flowsOf(mine)).toHaveLength(1)

    const question = await mine.visit('/inspector/clear')
    expect(question.text).toContain('1 flyt blir glemt.')
    expect(await flowsOf(mine)).toHaveLength(1)
    const empty = await mine.submit(question)
    expect(empty.text).toContain('Ingen kall ennå.')
    expect(await flowsOf(mine)).toEqual([])
    expect(await flowsOf(theirs)).toHaveLength(1)
  })
})

test('What was emptied while a call was under way does not come back with it', () => {
  const { recorder } = smartcloud().deps
  const who = { staff: 'emptying', registrations: [], key: 'emptying' }
  const call = (status: number) => ({
    service: 'logistics',
    operation: 'logistics: read status',
    method: 'GET',
    url: 'http://localhost:3001/',
    durationMs: 1,
    request: { headers: {}, body: undefined },
    response: { status, headers: {}, body: Buffer.alloc(0) },
  })
  const witness = recorder.watch(who, { isMuted: false })
  witness.call(call(200))
  recorder.clear(who)
  expect(recorder.flowsFor(who)).toEqual([])
  witness.call(call(404))
  witness.about({ journey: 'access', id: 'emptied', organisationNumber: '310332186' })

  expect(recorder.flowsFor(who).map(({ steps }) => steps.map(({ status }) => status))).toEqual([
    [404],
  ])
})

test('The fifty-first flow of a visitor is the end of the first, and a day the end of all', async () => {
  const { browser } = await newCustomer(smartcloud())
  const [first] = await flowsOf(browser)
  for (let i = 0; i < 50; i++) await browser.visit('/overview')
  const flows = await flowsOf(browser)
  expect(flows).toHaveLength(50)
  expect(flows).not.toContain(first)

  smartcloud().clock.pass(24 * 60 * 60_000 + 1)
  expect((await browser.visit(flows[0]!)).status).toBe(404)
})
