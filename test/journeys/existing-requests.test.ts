import { describe, expect, test } from 'vitest'
import { decide, newOrganisation, requestsOf, timesSent } from '../support/at-altinn.js'
import { textOf, type Browser, type Visit } from '../support/browser.js'
import { openSmartCloud, shareSmartCloud, type SmartCloud } from '../support/open-smartcloud.js'
import {
  APPROVED,
  formFor,
  PENDING,
  REJECTED,
  signUp,
  type Organisation,
} from '../support/people.js'
import { signIn, WITHOUT_CUSTOMER_SIGN_IN } from '../support/sign-in.js'

/*
 * An organisation comes more than once: with a request that waits, was turned down or approved, with
 * two clicks, in two browsers, or fifty. There is one request in force for it, and one alone
 * (requirements R8, R11, R25).
 */

const DAY = 24 * 60 * 60 * 1000
const pathOf = ({ url }: Visit) => new URL(url).pathname
const inAltinn = (request: { id: string } | undefined) =>
  `/accessmanagement/ui/systemuser/request?id=${request?.id}`

const rowsOf = (
  { rows }: SmartCloud,
  { organisationNumber }: Organisation,
  table = 'requests',
): Promise<Record<string, unknown>[]> =>
  rows(table, `organisation_number = '${organisationNumber}' ORDER BY created_at`)

const statesOf = async (smartcloud: SmartCloud, organisation: Organisation) =>
  (await rowsOf(smartcloud, organisation)).map(({ state }) => state).sort()

const NEW_REQUEST = { button: 'Lag en ny forespørsel' }

describe('An organisation that Altinn knows from before', () => {
  test('goes on with the request that waits', async () => {
    const smartcloud = await openSmartCloud()
    const { browser, sandbox } = smartcloud
    const [waiting] = requestsOf(sandbox, PENDING)

    const page = await browser.submit(await signUp(browser, PENDING))

    expect(pathOf(page)).toBe('/sign-up/continue')
    expect(page.text).toContain(inAltinn(waiting))
    expect(requestsOf(sandbox, PENDING)).toEqual([waiting])
    expect(await statesOf(smartcloud, PENDING)).toEqual(['sent'])
    const check = await browser.visit('/sign-up/check')
    expect(textOf(check.text)).toContain('Vi har allerede en forespørsel')
    expect(textOf((await browser.visit('/receipt')).text)).toContain('Vi venter på godkjenning')
  })

  test('that has rejected a request makes a new one only when it says so', async () => {
    const smartcloud = await openSmartCloud()
    const { browser, sandbox } = smartcloud
    const [rejected] = requestsOf(sandbox, REJECTED)
    const check = await signUp(browser, REJECTED)

    for (let press = 0; press < 2; press++) {
      const page = await browser.submit(check)
      expect(page.status).toBe(409)
      expect(textOf(page.text)).toContain('Den forrige forespørselen ble avvist.')
      expect(page.text).not.toContain(inAltinn(rejected))
      expect(requestsOf(sandbox, REJECTED)).toEqual([rejected])
    }
    const page = await browser.submit(check)
    const onward = await browser.submit(page, {}, NEW_REQUEST)

    expect(pathOf(onward)).toBe('/sign-up/continue')
    expect(rejected?.isDeleted).toBe(true)
    const [fresh, ...others] = requestsOf(sandbox, REJECTED)
    expect(fresh).toMatchObject({ status: 'New' })
    expect(others).toEqual([])
    expect(onward.text).toContain(inAltinn(fresh))
    expect(await statesOf(smartcloud, REJECTED)).toEqual(['ended', 'sent'])
  })

  test('that has rejected is not sent to the rejected request when an answer is lost', async () => {
    const { browser, sandbox } = await openSmartCloud()
    const [rejected] = requestsOf(sandbox, REJECTED)
    const check = await signUp(browser, REJECTED)
    sandbox.faults.add({ target: 'altinn.create', kind: 'store-then-reset' })

    const page = await browser.submit(check)

    expect(textOf(page.text)).toContain('Den forrige forespørselen ble avvist.')
    expect(page.text).not.toContain(inAltinn(rejected))
    await browser.submit(page, {}, NEW_REQUEST)
    expect(requestsOf(sandbox, REJECTED)).toMatchObject([{ status: 'New' }])
  })

  test.each([
    ['500', { kind: 'status', times: 3 } as const],
    ['403', { kind: 'status', status: 403 } as const],
    ['an answer that is lost', { kind: 'store-then-reset', times: 3 } as const],
  ])(
    'whose old request cannot be deleted (%s) gets the new one at the next try',
    async (_, fault) => {
      const { browser, sandbox } = await openSmartCloud()
      const page = await browser.submit(await signUp(browser, REJECTED))
      sandbox.faults.add({ target: 'altinn.delete', ...fault })

      const failed = await browser.submit(page, {}, NEW_REQUEST)
      if (pathOf(failed) !== '/sign-up/continue') {
        expect([502, 503]).toContain(failed.status)
        expect(requestsOf(sandbox, REJECTED).length).toBeLessThanOrEqual(1)
        await browser.submit(page, {}, NEW_REQUEST)
      }

      expect(requestsOf(sandbox, REJECTED)).toMatchObject([{ status: 'New' }])
    },
  )

  test('that never answered in half a year makes a new one when it says so', async () => {
    const smartcloud = await openSmartCloud()
    const { browser, sandbox, clock } = smartcloud
    await browser.submit(await signUp(browser, PENDING))
    clock.pass(181 * DAY) // the session is over as well

    const page = await browser.submit(await signUp(browser, PENDING))
    expect(page.status).toBe(409)
    expect(textOf(page.text)).toContain('Den forrige forespørselen er utløpt.')
    const onward = await browser.submit(page, {}, NEW_REQUEST)

    expect(pathOf(onward)).toBe('/sign-up/continue')
    expect(requestsOf(sandbox, PENDING)).toHaveLength(1)
    expect(await statesOf(smartcloud, PENDING)).toEqual(['ended', 'sent'])
  })

  test('that has approved is told so, and no overview is opened', async () => {
    const smartcloud = await openSmartCloud()
    const { browser, sandbox } = smartcloud
    const before = structuredClone(requestsOf(sandbox, APPROVED))
    const check = await signUp(browser, APPROVED)

    for (let press = 0; press < 2; press++) {
      const page = await browser.submit(check)
      expect(page.status).toBe(409)
      expect(textOf(page.text)).toContain('har allerede godkjent en systemtilgang for SmartCloud')
      expect(textOf(page.text)).not.toContain('Gå til oversikten')
    }

    expect((await browser.visit('/overview')).url).toMatch(/\/login\?/)
    expect(requestsOf(sandbox, APPROVED)).toEqual(before)
    expect(new Set(await statesOf(smartcloud, APPROVED))).toEqual(new Set(['ended']))
  })
})

describe('An organisation that has asked for the other kind of system access', () => {
  const FOR_CLIENTS = 'smartklient'
  const kindsOf = ({ sandbox }: SmartCloud, organisation: Organisation) =>
    requestsOf(sandbox, organisation).map(({ kind, status }) => [kind, status])

  test('is told to answer that one first, and where', async () => {
    const smartcloud = await openSmartCloud()
    const { organisation, browser, check } = await atTheCheckPage(smartcloud)
    await browser.submit(check)
    const [waiting] = requestsOf(smartcloud.sandbox, organisation)
    const other = smartcloud.newBrowser()
    const otherCheck = await signUp(other, organisation, FOR_CLIENTS)

    for (let press = 0; press < 2; press++) {
      const page = await other.submit(otherCheck)
      expect(page.status).toBe(409)
      expect(textOf(page.text)).toContain(
        'har en forespørsel om systemtilgang for egen virksomhet som venter på svar i Altinn',
      )
      expect(textOf(page.text)).toContain('Kom så tilbake hit og prøv igjen.')
      expect(page.text).not.toMatch(/AUTH-\d/)
      expect(page.text).toContain(inAltinn(waiting))
    }
    expect(requestsOf(smartcloud.sandbox, organisation)).toEqual([waiting])
    expect(waiting?.status).toBe('New')
  })

  test.each([
    ['has rejected it', 'Den forrige forespørselen ble avvist.'],
    ['has let it run out', 'Den forrige forespørselen er utløpt.'],
  ])('and %s makes the new one when it says so', async (how, told) => {
    const smartcloud = await openSmartCloud()
    const { organisation, browser, check } = await atTheCheckPage(smartcloud)
    await browser.submit(check)
    if (how === 'has rejected it') decide(smartcloud.sandbox, organisation, 'reject')
    else smartcloud.clock.pass(181 * DAY)
    const other = smartcloud.newBrowser()

    const page = await other.submit(await signUp(other, organisation, FOR_CLIENTS))
    expect(page.status).toBe(409)
    expect(textOf(page.text)).toContain(told)
    expect(kindsOf(smartcloud, organisation)).toMatchObject([['standard', expect.any(String)]])
    const onward = await other.submit(page, {}, NEW_REQUEST)

    expect(pathOf(onward)).toBe('/sign-up/continue')
    expect(onward.text).toContain('/systemuser/agentrequest?id=')
    expect(kindsOf(smartcloud, organisation)).toEqual([['agent', 'New']])
    const inForce = (await rowsOf(smartcloud, organisation)).filter(
      ({ state }) => state !== 'ended',
    )
    expect(inForce).toMatchObject([{ kind: 'agent', state: 'sent' }])
  })

  test('the other way round goes on: Altinn takes an ordinary one beside one for clients', async () => {
    const smartcloud = await openSmartCloud()
    const organisation = newOrganisation(smartcloud.sandbox)
    const { browser } = smartcloud
    await browser.submit(await signUp(browser, organisation, FOR_CLIENTS))
    const other = smartcloud.newBrowser()

    const page = await other.submit(await signUp(other, organisation))

    expect(pathOf(page)).toBe('/sign-up/continue')
    expect(kindsOf(smartcloud, organisation).sort()).toEqual([
      ['agent', 'New'],
      ['standard', 'New'],
    ])
  })
})

describe('One request, however many ask', () => {
  const the = shareSmartCloud()

  test('after two clicks at once, and both lead to Altinn', async () => {
    const { browser, organisation, check } = await atTheCheckPage(the())

    const pages = await Promise.all([browser.submit(check), browser.submit(check)])

    for (const page of pages) expect(pathOf(page)).toBe('/sign-up/continue')
    expect(timesSent(the().sandbox)).toBe(1)
    expect(requestsOf(the().sandbox, organisation)).toHaveLength(1)
    expect(await statesOf(the(), organisation)).toEqual(['sent'])
  })

  test('after a second click that comes before the first one has begun in earnest', async () => {
    const { browser, organisation, check } = await atTheCheckPage(the())
    const second = the().newBrowser()
    const secondCheck = await signUp(second, organisation)
    pauseWhenTheRowIsThere(the())

    const pages = await Promise.all([browser.submit(check), second.submit(secondCheck)])

    for (const page of pages) expect(pathOf(page)).toBe('/sign-up/continue')
    expect(timesSent(the().sandbox)).toBe(1)
    expect(await statesOf(the(), organisation)).toEqual(['sent'])
  })

  test('after fifty clicks at once in fifty browsers', async () => {
    const organisation = newOrganisation(the().sandbox)
    const visitors = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const browser = the().newBrowser()
        return { browser, check: await signUp(browser, organisation) }
      }),
    )

    const pages = await Promise.all(visitors.map(({ browser, check }) => browser.submit(check)))

    expect(pages.map(pathOf)).toEqual(Array(50).fill('/sign-up/continue'))
    const [request, ...others] = requestsOf(the().sandbox, organisation)
    expect(others).toEqual([])
    for (const page of pages) expect(page.text).toContain(inAltinn(request))
    expect(timesSent(the().sandbox)).toBe(1)
    expect(await statesOf(the(), organisation)).toEqual(['sent'])
  })

  test('while Altinn fails: nobody sends it a second time, and nobody sees an error', async () => {
    const organisation = newOrganisation(the().sandbox)
    const visitors = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const browser = the().newBrowser()
        return { browser, check: await signUp(browser, organisation) }
      }),
    )
    the().sandbox.faults.add({ target: 'altinn.create', kind: 'status', status: 503, times: 99 })

    const pages = await Promise.all(visitors.map(({ browser, check }) => browser.submit(check)))

    for (const page of pages)
      expect(textOf(page.text)).toContain('Vi undersøker om Altinn fikk forespørselen')
    expect(timesSent(the().sandbox)).toBe(1)
    the().sandbox.faults.clear()
    the().clock.pass(61_000)
    await Promise.all(visitors.map(({ browser, check }) => browser.submit(check)))
    expect(timesSent(the().sandbox)).toBe(2)
    expect(requestsOf(the().sandbox, organisation)).toHaveLength(1)
  })

  test('while Altinn says no: it is asked once, and everybody can try again', async () => {
    const organisation = newOrganisation(the().sandbox)
    const visitors = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const browser = the().newBrowser()
        return { browser, check: await signUp(browser, organisation) }
      }),
    )
    the().sandbox.faults.add({ target: 'altinn.create', kind: 'status', status: 403, times: 99 })

    const pages = await Promise.all(visitors.map(({ browser, check }) => browser.submit(check)))

    for (const page of pages)
      expect(textOf(page.text)).toMatch(/Altinn tok ikke imot|Forespørselen er ikke sendt/)
    the().sandbox.faults.clear()
    for (const { browser, check } of visitors)
      expect(pathOf(await browser.submit(check))).toBe('/sign-up/continue')
    expect(requestsOf(the().sandbox, organisation)).toHaveLength(1)
  })

  test('after each form was sent again', async () => {
    const browser = the().newBrowser()
    const organisation = newOrganisation(the().sandbox)
    const form = await browser.visit('/sign-up/smartbasic')
    const check = await browser.submit(form, formFor(organisation))
    const resent = await browser.submit(form, formFor(organisation)) // the session has changed since
    expect(resent.status).toBe(403)
    expect(textOf(resent.text)).toContain('Skjemaet er for gammelt')
    expect((await browser.visit('/sign-up/smartbasic')).text).toContain(organisation.name)

    for (let time = 0; time < 3; time++)
      expect(pathOf(await browser.submit(check))).toBe('/sign-up/continue')

    expect(timesSent(the().sandbox)).toBe(1)
    expect(await rowsOf(the(), organisation, 'onboardings')).toHaveLength(1)
    expect(requestsOf(the().sandbox, organisation)).toHaveLength(1)
  })

  test('whatever the packages: the one that waits is gone on with as it is', async () => {
    const { organisation, browser, check } = await atTheCheckPage(the())
    await browser.submit(check)
    const other = the().newBrowser()

    const page = await other.submit(await signUp(other, organisation, 'smartstandard'))

    expect(pathOf(page)).toBe('/sign-up/continue')
    expect(requestsOf(the().sandbox, organisation)).toHaveLength(1)
    const again = await other.visit('/sign-up/check')
    expect(textOf(again.text)).toContain('Vi har allerede en forespørsel')
    const askedFor = textOf(again.text).split('Dette ber vi om')[1] ?? ''
    expect(askedFor.split('Hvem kan godkjenne?')[0]).not.toContain('Lønn')
  })
})

describe('Two organisations are never mixed up', () => {
  const the = shareSmartCloud()

  /** Goes back to the form and registers another organisation. */
  async function change(browser: Browser, organisation: Organisation): Promise<Visit> {
    const form = await browser.visit('/sign-up/smartbasic')
    return browser.submit(form, formFor(organisation))
  }

  async function expectEachItsOwn(...organisations: Organisation[]) {
    for (const organisation of organisations) {
      const { name, organisationNumber } = organisation
      for (const row of await rowsOf(the(), organisation, 'onboardings'))
        expect(row).toMatchObject({ company_name: name })
      const [request] = await rowsOf(the(), organisation)
      const started = await the().rows('onboardings', `id = '${String(request?.['started_by'])}'`)
      expect(started).toMatchObject([
        { organisation_number: organisationNumber, company_name: name },
      ])
      expect(requestsOf(the().sandbox, organisation)).toHaveLength(1)
    }
  }

  test('when the number is changed after the request was sent', async () => {
    const [first, second] = [newOrganisation(the().sandbox), newOrganisation(the().sandbox)]
    const browser = the().newBrowser()
    await browser.submit(await signUp(browser, first))
    const firstWay = requestsOf(the().sandbox, first)[0]?.redirectUrl ?? ''

    const check = await change(browser, second)
    expect(textOf(check.text)).toContain(spaced(second))
    expect(textOf(check.text)).not.toContain(spaced(first))
    await browser.submit(check)

    await expectEachItsOwn(first, second)
    decide(the().sandbox, first, 'approve')
    const receipt = textOf((await browser.visit(firstWay)).text)
    expect(receipt).toContain(spaced(first))
    expect(receipt).not.toContain(spaced(second))
    expect(textOf((await browser.visit('/receipt')).text)).toContain(spaced(second))
    const overview = await signIn(browser, the().sandbox, first)
    expect(textOf(overview.text)).toContain(spaced(first))
    expect(await rowsOf(the(), first, 'customers')).toMatchObject([{ company_name: first.name }])
    expect(await rowsOf(the(), second, 'customers')).toEqual([])
  })

  test('when the number is changed before anything was sent', async () => {
    const [first, second] = [newOrganisation(the().sandbox), newOrganisation(the().sandbox)]
    const browser = the().newBrowser()
    await signUp(browser, first)

    await browser.submit(await change(browser, second))

    expect(requestsOf(the().sandbox, first)).toEqual([])
    await expectEachItsOwn(second)
  })

  test('when the number is changed while the request is on its way', async () => {
    const [first, second] = [newOrganisation(the().sandbox), newOrganisation(the().sandbox)]
    const browser = the().newBrowser()
    const check = await signUp(browser, first)
    const form = await browser.visit('/sign-up/smartbasic')
    pauseWhenTheRowIsThere(the())

    const [, changed] = await Promise.all([
      browser.submit(check),
      browser.submit(form, formFor(second)),
    ])
    expect(textOf(changed.text)).toContain(spaced(second))
    await browser.submit(await browser.visit('/sign-up/check'))

    await expectEachItsOwn(first, second)
  })

  test('when an old page of another tab is used: the form is too old', async () => {
    const [first, second] = [newOrganisation(the().sandbox), newOrganisation(the().sandbox)]
    const browser = the().newBrowser()
    const oldTab = await signUp(browser, first)
    await change(browser, second)

    const page = await browser.submit(oldTab)

    expect(page.status).toBe(403)
    expect(requestsOf(the().sandbox, first)).toEqual([])
    expect(requestsOf(the().sandbox, second)).toEqual([])
  })
})

describe('The overview, where nobody can sign in, of an organisation that is registered twice', () => {
  const the = shareSmartCloud(WITHOUT_CUSTOMER_SIGN_IN)

  test('opens in the browser that began, also after it registered again', async () => {
    const { browser, organisation, check } = await atTheCheckPage(the())
    await browser.submit(check)
    decide(the().sandbox, organisation, 'approve')
    await browser.visit('/receipt')

    const page = await browser.submit(await signUp(browser, organisation))

    expect(page.status).toBe(409)
    const overview = await browser.follow(page, 'Gå til oversikten')
    expect(textOf(overview.text)).toContain('Systemtilgangen er aktiv')
  })

  test('stays open when the browser registers one more organisation', async () => {
    const { browser, organisation, check } = await atTheCheckPage(the())
    await browser.submit(check)
    decide(the().sandbox, organisation, 'approve')
    await browser.visit('/receipt')

    await browser.submit(await signUp(browser, newOrganisation(the().sandbox)))

    expect(textOf((await browser.visit('/overview')).text)).toContain(spaced(organisation))
  })

  test('does not open in a second browser, whenever it came', async () => {
    const { browser, organisation, check } = await atTheCheckPage(the())
    const second = the().newBrowser()
    const secondCheck = await signUp(second, organisation)
    await browser.submit(check)
    await second.submit(secondCheck)
    decide(the().sandbox, organisation, 'approve')

    const receipt = await second.visit('/receipt')
    expect(textOf(receipt.text)).toContain('Systemtilgangen er godkjent')
    expect(textOf(receipt.text)).not.toContain('Gå til oversikten')
    expect((await second.visit('/overview')).url).toMatch(/\/login\?/)
    const again = await second.submit(await second.visit('/sign-up/check'))
    expect(again.status).toBe(409)
    expect(textOf(again.text)).toContain(
      'Oversikten åpnes i nettleseren som registrerte virksomheten',
    )

    const receiptOfFirst = await browser.visit('/receipt')
    expect(textOf(receiptOfFirst.text)).toContain('Gå til oversikten')
  })
})

async function atTheCheckPage({ sandbox, newBrowser }: SmartCloud) {
  const organisation = newOrganisation(sandbox)
  const browser = newBrowser()
  return { organisation, browser, check: await signUp(browser, organisation) }
}

/** The next who asks: the row is written, and nobody talks to Altinn about it for a moment. */
function pauseWhenTheRowIsThere({ database: { onboardings } }: SmartCloud): void {
  const { attachRequest } = onboardings
  onboardings.attachRequest = async (...args) => {
    onboardings.attachRequest = attachRequest
    await new Promise(resolve => setTimeout(resolve, 300))
    return attachRequest(...args)
  }
}

const spaced = ({ organisationNumber }: Organisation) =>
  organisationNumber.replace(/(\d{3})(?=\d)/g, '$1 ')
