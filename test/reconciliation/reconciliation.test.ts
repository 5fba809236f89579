import { describe, expect, test } from 'vitest'
import { createRequest } from '../../src/sandbox/altinn/requests.js'
import { SANDBOX_SYSTEM_ID, SANDBOX_VENDOR } from '../../src/domain/system.js'
import type { World } from '../../src/sandbox/world/world.js'
import type { ReconciliationReport } from '../../src/reconciliation/reconciliation.js'
import { decide, newOrganisation, requestsOf, withdraw } from '../support/at-altinn.js'
import { textOf, type Browser } from '../support/browser.js'
import { newCustomer } from '../support/customer.js'
import { openSmartCloud, shareSmartCloud, type SmartCloud } from '../support/open-smartcloud.js'
import { signUp, type Organisation } from '../support/people.js'
import { signInAsStaff } from '../support/sign-in.js'

const HOUR = 60 * 60_000

/** Somebody of the vendor's asks from another program. */
const askElsewhere = ({ sandbox }: SmartCloud, organisation: Organisation) =>
  createRequest(sandbox as unknown as World, 'standard', SANDBOX_VENDOR, {
    systemId: SANDBOX_SYSTEM_ID,
    partyOrgNo: organisation.organisationNumber,
    rights: ['ske-krav-og-betalinger', 'ttd_systembruker-logistikk-demo'].map(value => ({
      resource: [{ id: 'urn:altinn:resource', value }],
    })),
    accessPackages: [],
  } as unknown as Parameters<typeof createRequest>[3])

const operator = async (smartcloud: SmartCloud): Promise<Browser> => {
  const browser = smartcloud.newBrowser()
  await signInAsStaff(browser, 'operator')
  return browser
}

/** Presses the button and waits until the walk is over. */
async function reconcile(smartcloud: SmartCloud, browser: Browser): Promise<ReconciliationReport> {
  smartcloud.clock.pass(10_000)
  await browser.submit(await browser.visit('/admin/reconciliation'))
  await smartcloud.deps.reconciliation.settled()
  const last = await smartcloud.deps.reconciliation.latest()
  return last!.report as ReconciliationReport
}

const numbersIn = (found: readonly { organisationNumber: string }[]) =>
  found.map(({ organisationNumber }) => organisationNumber)

describe('Altinn’s lists beside ours', () => {
  const the = shareSmartCloud()

  test('a customer who has deleted the access is marked, with the time we last knew', async () => {
    const smartcloud = the()
    const { organisation } = await newCustomer(smartcloud)
    const { organisation: other } = await newCustomer(smartcloud)
    const lastKnown = smartcloud.clock.now()
    smartcloud.clock.pass(2 * HOUR)
    withdraw(smartcloud.sandbox, organisation)

    const browser = await operator(smartcloud)
    const report = await reconcile(smartcloud, browser)
    expect(report.problem).toBeUndefined()
    const removed = report.removed.find(
      ({ organisationNumber }) => organisationNumber === organisation.organisationNumber,
    )
    expect(removed?.lastKnownAt).toBe(lastKnown)
    expect(numbersIn(report.removed)).not.toContain(other.organisationNumber)

    const gone = await browser.visit(`/admin/customers/${organisation.organisationNumber}`)
    expect(textOf(gone.text)).toContain('Slettet i Altinn')
    const lives = await browser.visit(`/admin/customers/${other.organisationNumber}`)
    expect(textOf(lives.text)).toContain('Virker')
    const where = `organisation_number = '${other.organisationNumber}'`
    const [row] = await smartcloud.rows('customers', where)
    expect(Number(row?.['last_confirmed_at'])).toBe(smartcloud.clock.now())
    const events = await smartcloud.rows('events', "event = 'access found removed'")
    expect(events.map(event => event['object_id'])).toEqual([organisation.organisationNumber])
  })

  test('an answer nobody came back from is found', async () => {
    const smartcloud = the()
    const organisation = newOrganisation(smartcloud.sandbox)
    const visitor = smartcloud.newBrowser()
    await visitor.submit(await signUp(visitor, organisation))
    decide(smartcloud.sandbox, organisation, 'approve')
    const browser = await operator(smartcloud)
    const report = await reconcile(smartcloud, browser)
    expect(report.counts.updated).toBeGreaterThan(0)
    const page = await browser.visit(`/admin/customers/${organisation.organisationNumber}`)
    expect(textOf(page.text)).toContain('Virker')
  })

  test('a request made elsewhere is reported, and taken in by a button', async () => {
    const smartcloud = the()
    const organisation = newOrganisation(smartcloud.sandbox)
    askElsewhere(smartcloud, organisation)
    decide(smartcloud.sandbox, organisation, 'approve')
    const [request] = requestsOf(smartcloud.sandbox, organisation)
    request!.created = 0 // so old that it would have expired, had nobody answered

    const browser = await operator(smartcloud)
    const report = await reconcile(smartcloud, browser)
    expect(report.orphans.map(({ requestId }) => requestId)).toContain(request!.id)

    const page = await browser.visit('/admin/reconciliation')
    expect(page.text).toContain(request!.id)
    const after = await browser.submit(page, { requestId: request!.id }, { button: 'Ta inn' })
    expect(textOf(after.text)).toContain('Forespørselen er tatt inn.')
    const row = after.text.split('<tr').find(text => text.includes(request!.id))!
    expect(textOf(row)).toMatch(/Godkjent.*Tatt inn/s)
    expect(row).not.toContain('<button')
    const customer = await browser.visit(`/admin/customers/${organisation.organisationNumber}`)
    expect(textOf(customer.text)).toMatch(/Virker.*SmartBasic/s)
    const [kept] = await smartcloud.rows('requests', `altinn_request_id = '${request!.id}'`)
    const adopted = textOf((await browser.visit(`/admin/requests/${kept!['id']}`)).text)
    expect(adopted).toContain('Ukjent, tatt inn fra Altinn')
    expect(adopted).not.toContain('slik den ble sendt')
    expect((await reconcile(smartcloud, browser)).orphans.map(({ requestId }) => requestId))
      .not //
      .toContain(request!.id)
  })

  test('a request that Altinn has no longer is told, and the customer can be asked anew', async () => {
    const smartcloud = the()
    const organisation = newOrganisation(smartcloud.sandbox)
    const visitor = smartcloud.newBrowser()
    await visitor.submit(await signUp(visitor, organisation))
    for (const request of requestsOf(smartcloud.sandbox, organisation))
      smartcloud.sandbox.state.requests.delete(request.id)
    const browser = await operator(smartcloud)
    const report = await reconcile(smartcloud, browser)
    expect(numbersIn(report.gone)).toContain(organisation.organisationNumber)
  })

  test('what Altinn does not answer ends the walk with a sentence, and marks nobody', async () => {
    const smartcloud = the()
    const { organisation } = await newCustomer(smartcloud)
    smartcloud.sandbox.faults.add({ target: 'altinn.list', kind: 'status', status: 500, times: 50 })
    const browser = await operator(smartcloud)
    const report = await reconcile(smartcloud, browser)
    expect(report.problem).toBeDefined()
    expect(report.counts.removed).toBe(0)
    const page = await browser.visit('/admin/reconciliation')
    expect(textOf(page.text)).toContain('stoppet før den var ferdig')
    const customer = await browser.visit(`/admin/customers/${organisation.organisationNumber}`)
    expect(textOf(customer.text)).toContain('Virker')
  })

  test('a viewer sees what was found and has no button', async () => {
    const smartcloud = the()
    const viewer = smartcloud.newBrowser()
    await signInAsStaff(viewer, 'viewer')
    const page = await viewer.visit('/admin/reconciliation')
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('action="/admin/reconciliation"')
    for (const path of ['/admin/reconciliation', '/admin/reconciliation/adopt'])
      expect((await viewer.raw('post', path)).status).toBe(403)
  })
})

test('230 customers over pages of 50, with Altinn’s quirks: none missing, none twice', async () => {
  const smartcloud = await openSmartCloud()
  const { sandbox } = smartcloud
  const before = { users: sandbox.state.systemUsers.size, requests: sandbox.state.requests.size }
  const organisations = Array.from({ length: 230 }, () => newOrganisation(sandbox))
  for (const organisation of organisations) {
    askElsewhere(smartcloud, organisation)
    decide(sandbox, organisation, 'approve')
  }
  const browser = await operator(smartcloud)
  sandbox.calls.clear()
  const report = await reconcile(smartcloud, browser)
  expect(report.problem).toBeUndefined()
  expect(report.counts.systemUsers).toBe(230 + before.users)
  expect(report.counts.requests).toBe(230 + before.requests)

  const list = await smartcloud.rows('system_users')
  const seen = list.map(row => row['organisation_number'])
  for (const { organisationNumber } of organisations)
    expect(seen.filter(number => number === organisationNumber)).toHaveLength(1)
  const customers = await browser.visit('/admin/customers?health=theirOwn')
  expect(textOf(customers.text)).toMatch(/23\d kunder/)
  // The register of legal entities says what they are called, fifty in each walk.
  expect(textOf(customers.text)).toContain('Prøve 319')
}, 60_000)

describe('What waits is looked at now and then', () => {
  test('an approval is known without anybody opening a page', async () => {
    const smartcloud = await openSmartCloud()
    const organisation = newOrganisation(smartcloud.sandbox)
    const visitor = smartcloud.newBrowser()
    await visitor.submit(await signUp(visitor, organisation))
    decide(smartcloud.sandbox, organisation, 'approve')
    smartcloud.clock.pass(5 * 60_000)
    await smartcloud.recover()
    const customers = await smartcloud.rows(
      'customers',
      `organisation_number = '${organisation.organisationNumber}'`,
    )
    expect(customers).toHaveLength(1)
  })

  test('less and less often, and not in step', async () => {
    const smartcloud = await openSmartCloud()
    const visitor = smartcloud.newBrowser()
    await visitor.submit(await signUp(visitor, newOrganisation(smartcloud.sandbox)))
    const looks = async (times: number, everyMs: number) => {
      smartcloud.sandbox.calls.clear()
      for (let i = 0; i < times; i++) {
        smartcloud.clock.pass(everyMs)
        await smartcloud.recover()
      }
      return smartcloud.sandbox.calls
        .list('altinn.status')
        .filter(({ path }) => /\/vendor\/[0-9a-f-]{36}$/.test(path)).length
    }
    const first = await looks(10, 60_000)
    const later = await looks(10, 60_000)
    expect(first).toBeGreaterThan(later)
    expect(first).toBeLessThanOrEqual(5)
  })
})

describe('By itself', () => {
  test('it happens every hour, and not as soon as the program runs', async () => {
    const { clock, recover, deps, rows } = await openSmartCloud()
    const walks = async () => {
      await recover()
      await deps.reconciliation.settled()
      return (await rows('reconciliations')).map(row => row['started_by'])
    }
    expect(await walks()).toEqual([])
    clock.pass(3 * 60_000)
    expect(await walks()).toEqual([null])
    clock.pass(30 * 60_000)
    expect(await walks()).toEqual([null])
    clock.pass(31 * 60_000)
    expect(await walks()).toEqual([null, null])
  })

  test('one that is under way when the program ends stops soon, and says so', async () => {
    const smartcloud = await openSmartCloud()
    const { sandbox, clock, deps } = smartcloud
    sandbox.faults.add({ target: 'altinn.list', kind: 'slow', delayMs: 300, times: 20 })
    const browser = await operator(smartcloud)
    clock.pass(10_000)
    await browser.submit(await browser.visit('/admin/reconciliation'))
    await deps.reconciliation.stop()
    const { report, endedAt } = (await deps.reconciliation.latest())!
    expect(endedAt).not.toBeNull()
    expect((report as ReconciliationReport).problem?.code).toBe('stopped')
    expect(await deps.reconciliation.begin('somebody')).toBe(false)
  })
})
