import type { Page } from 'playwright-core'
import { describe, test } from 'vitest'
import type { AppDeps } from '../../src/app.js'
import { createLog } from '../../src/log.js'
import type { Target } from '../../src/sandbox/world/targets.js'
import { UpstreamUnreachable } from '../../src/upstream/errors.js'
import { RequestTurnedAway } from '../../src/web/problems.js'
import { decide, requestsOf, withdraw } from '../support/at-altinn.js'
import { APPROVED, FRESH, PENDING, REJECTED } from '../support/people.js'
import { examine } from './examine.js'
import { ask, fillIn, onboard, openSite, register, send, signIn, type Site } from './open-site.js'

/** Brings a visitor to the page, in the state it is named after. */
type Way = (page: Page, site: Site) => Promise<unknown>

const CHECK = '/sign-up/check'

/** Presses the button of the check page, which leads nowhere and says why. */
async function press(page: Page) {
  await page.goto(CHECK)
  await page.locator('main form button').click()
  await page.waitForSelector('main .ds-alert')
}

const theRequest = ({ sandbox }: Site, organisation = FRESH) => {
  const [request] = requestsOf(sandbox, organisation)
  if (!request) throw new Error(`Nobody has asked ${organisation.name}`)
  return request
}

/** The calls are not answered, however often they are tried again. */
const silence = ({ sandbox }: Site, target: Target) =>
  sandbox.faults.add({ target, kind: 'refuse', times: 30 })

const PUBLIC: Record<string, Way> = {
  landing: page => page.goto('/'),
  terms: page => page.goto('/terms'),
  about: page => page.goto('/about'),
  login: page => page.goto('/login'),
  'sign-up': page => page.goto('/sign-up/smartbasic'),
  'sign-up-errors': async page => {
    await page.goto('/sign-up/smartstandard')
    await fillIn(page, {
      companyName: 'Rask Ekte Tiger AS',
      organisationNumber: '31026162',
      email: 'vennlig.bjerk.example.no',
      contactPerson: 'Vennlig Bratt Bjerk',
    })
    await page.locator('main form button').click()
    await page.waitForSelector('#error-summary')
  },
  check: async page => {
    await register(page, FRESH, 'smartstandard')
    await page.goto(CHECK)
  },
  'check-existing': async page => {
    await ask(page, PENDING)
    await page.goto(CHECK)
  },
  'check-no-answer': async (page, site) => {
    silence(site, 'maskinporten.token')
    await register(page)
    await press(page)
  },
  'check-not-set-up': async (page, { sandbox }) => {
    sandbox.faults.add({
      target: 'maskinporten.token',
      kind: 'scenario',
      scenario: 'scope_unknown',
      times: 30,
    })
    await register(page)
    await press(page)
  },
  'check-refused': async (page, { sandbox }) => {
    sandbox.faults.add({ target: 'altinn.create', kind: 'status', status: 400 })
    await register(page)
    await press(page)
  },
  'check-unknown-organisation': async page => {
    await register(page, { organisationNumber: '218888887', name: 'UKJENT AS' })
    await press(page)
  },
  'check-already-approved': async page => {
    await register(page, APPROVED)
    await press(page)
  },
  'check-rejected-before': async page => {
    await register(page, REJECTED)
    await press(page)
  },
  'check-expired-before': async (page, site) => {
    theRequest(site, PENDING).created = 0
    await register(page, PENDING)
    await press(page)
  },
  continue: async (page, { sandbox }) => {
    // An answer without content leaves the browser where it is.
    await page.route(`${sandbox.origin}/**`, route => route.fulfill({ status: 204 }))
    await ask(page)
    await page.goto('/sign-up/continue')
  },
}

const RECEIPTS: Record<string, Way> = {
  approved: async (page, site) => {
    await onboard(page, site)
    await page.goto('/receipt')
  },
  'approved-elsewhere': async (page, site) => {
    await onboard(page, site)
    await page.context().clearCookies()
    await page.goto(theRequest(site).redirectUrl ?? '')
  },
  rejected: async (page, { sandbox }) => {
    await ask(page)
    decide(sandbox, FRESH, 'reject')
    await page.goto('/receipt')
  },
  waiting: async page => {
    await ask(page)
    await page.goto('/receipt')
  },
  expired: async (page, site) => {
    await ask(page)
    theRequest(site).created = 0
    await page.goto('/receipt')
  },
  gone: async (page, site) => {
    await ask(page)
    theRequest(site).isDeleted = true
    await page.goto('/receipt')
  },
  'not-sent': async (page, site) => {
    silence(site, 'maskinporten.token')
    await ask(page)
    await page.goto('/receipt')
  },
  'not-found': page => page.goto('/receipt'),
  unreadable: async (page, site) => {
    await ask(page)
    silence(site, 'altinn.status')
    await page.goto('/receipt')
  },
  uncertain: async (page, site) => {
    silence(site, 'altinn.status')
    site.sandbox.faults.add({ target: 'altinn.create', kind: 'store-then-reset' })
    await ask(page)
    await page.goto('/receipt')
  },
}

const OVERVIEWS: Record<string, Way> = {
  basic: async (page, site) => {
    await customer(page, site)
    await page.goto('/overview')
  },
  standard: async (page, site) => {
    await customer(page, site, 'smartstandard')
    await page.goto('/overview')
  },
  'long-list': async (page, site) => {
    const { krav } = site.sandbox.state.ledgers.get(FRESH.organisationNumber)!
    for (let i = 0; i < 45; i++) krav.push({ ...structuredClone(krav[0]!), id: `KRAV-${i}` })
    await customer(page, site)
    await page.goto('/overview?page=2')
  },
  'nothing-owed': async (page, site) => {
    site.sandbox.state.ledgers.get(FRESH.organisationNumber)!.krav = []
    await customer(page, site)
    await page.goto('/overview')
  },
  'some-unavailable': async (page, site) => {
    await customer(page, site, 'smartstandard')
    silence(site, 'logistics')
    site.sandbox.faults.add({ target: 'salary', kind: 'wrong-shape' })
    await page.goto('/overview')
  },
  'all-unavailable': async (page, site) => {
    await customer(page, site)
    silence(site, 'maskinporten.token')
    await page.goto('/overview')
  },
  'access-unknown': async (page, site) => {
    await customer(page, site)
    silence(site, 'altinn.system-users')
    await page.goto('/overview')
  },
  deleted: async (page, site) => {
    await customer(page, site)
    withdraw(site.sandbox, FRESH)
    await page.goto('/overview')
  },
  login: async page => {
    await page.goto('/overview')
  },
}

const CLAIMS: Record<string, Way> = {
  open: async (page, site) => {
    await customer(page, site)
    await page.goto('/claims')
    // A click would move the focus, which begins at the top of every page.
    await page.locator('.chart details').evaluate(details => details.setAttribute('open', ''))
  },
  all: async (page, site) => {
    const { krav } = site.sandbox.state.ledgers.get(FRESH.organisationNumber)!
    for (let i = 0; i < 45; i++) krav.push({ ...structuredClone(krav[0]!), id: `KRAV-${i}` })
    await customer(page, site)
    await page.goto('/claims/all?from=2025-12-01&to=2026-11-20&page=2')
  },
  'payments-in': async (page, site) => {
    const { innbetalinger } = site.sandbox.state.ledgers.get(FRESH.organisationNumber)!
    for (let i = 1; i < 12; i++)
      innbetalinger.push({
        id: `${i}`,
        dato: `2026-${String(i).padStart(2, '0')}-15`,
        belop: 7_000 * ((i * 7) % 11) + 1_250,
        type: 'Innbetalt OCR',
      })
    await customer(page, site)
    await page.goto('/claims/payments-in')
  },
  'payments-out': async (page, site) => {
    await customer(page, site)
    await page.goto('/claims/payments-out')
  },
  errors: async (page, site) => {
    await customer(page, site)
    await page.goto('/claims/all?from=2026-02-30&to=')
  },
  'nothing-owed': async (page, site) => {
    site.sandbox.state.ledgers.get(FRESH.organisationNumber)!.krav = []
    await customer(page, site)
    await page.goto('/claims')
  },
  unavailable: async (page, site) => {
    await customer(page, site)
    silence(site, 'claims')
    await page.goto('/claims')
  },
  'no-permission': async (page, site) => {
    await customer(page, site)
    site.sandbox.faults.add({ target: 'claims', kind: 'status', status: 403 })
    await page.goto('/claims/payments-in')
  },
  'api-docs': page => page.goto('/api/docs'),
}

/** A customer who has logged in. */
async function customer(page: Page, site: Site, packageId = 'smartbasic') {
  await onboard(page, site, packageId)
  await signIn(page, site)
}

const CHOICE = { package: 'smartstandard', claims: 'yes', logistics: 'yes', salary: 'yes' }
const CHANGE_CHECK = `/access/change/check?${new URLSearchParams(CHOICE).toString()}`
const CHANGE_RECEIPT = '/access/change/receipt'

/** Has asked for SmartStandard, and stands on the page that tells what became of it. */
async function change(page: Page, site: Site) {
  await customer(page, site)
  await send(page, CHANGE_CHECK, CHOICE)
  await page.goto(CHANGE_RECEIPT)
}

/** What Altinn has of the change that waits. */
const theChange = ({ sandbox }: Site) => [...sandbox.state.changeRequests.values()].at(-1)!

/** Somebody who works for clients, and has typed in so many of them. */
async function accountant(page: Page, site: Site, typed = 0) {
  await customer(page, site, 'smartklient')
  const names = ['Glad Ryddig Spurv AS', 'Stødig Mild Hare AS', 'Lun Praktisk Oter AS']
  for (const [i, organisationNumber] of ['313210502', '214685590', '213089358'].entries())
    if (i < typed) await send(page, '/clients', { organisationNumber, name: names[i]! })
}

const ACCESS: Record<string, Way> = {
  active: async (page, site) => {
    await customer(page, site, 'smartstandard')
    await page.goto('/access')
  },
  'without-names': async (page, site) => {
    await customer(page, site)
    silence(site, 'altinn.metadata')
    await page.goto('/access')
  },
  unavailable: async (page, site) => {
    await customer(page, site)
    silence(site, 'altinn.system-users')
    await page.goto('/access')
  },
  gone: async (page, site) => {
    await customer(page, site)
    withdraw(site.sandbox, FRESH)
    await page.goto('/access')
  },
  'for-clients': async (page, site) => {
    await accountant(page, site)
    await page.goto('/access')
  },
  choose: async (page, site) => {
    await customer(page, site)
    await page.goto('/access/change?resource=salary')
  },
  'choose-errors': async (page, site) => {
    await customer(page, site)
    await page.goto('/access/change/check?package=smartbasic')
  },
  'choose-for-clients': async (page, site) => {
    await accountant(page, site)
    await page.goto('/access/change')
  },
  check: async (page, site) => {
    await customer(page, site)
    await page.goto(CHANGE_CHECK)
  },
  'check-nothing': async (page, site) => {
    await customer(page, site, 'smartstandard')
    await page.goto(CHANGE_CHECK)
  },
  'check-another-waits': async (page, site) => {
    await change(page, site)
    await page.goto('/access/change/check?package=smartbasic&claims=yes')
    await page.locator('main form button').click()
    await page.waitForSelector('main .ds-alert')
  },
  'check-no-answer': async (page, site) => {
    await customer(page, site)
    await page.goto(CHANGE_CHECK)
    silence(site, 'altinn.system-users')
    await page.locator('main form button').click()
    await page.waitForSelector('main .ds-alert')
  },
  continue: async (page, site) => {
    await change(page, site)
    await page.route(`${site.sandbox.origin}/**`, route => route.fulfill({ status: 204 }))
    await page.goto(`/access/change/continue?change=${theChange(site).id}`)
  },
  'receipt-waiting': change,
  'receipt-approved': async (page, site) => {
    await change(page, site)
    theChange(site).status = 'Accepted'
    await page.goto(CHANGE_RECEIPT)
  },
  'receipt-rejected': async (page, site) => {
    await change(page, site)
    theChange(site).status = 'Rejected'
    await page.goto(CHANGE_RECEIPT)
  },
  'receipt-no-change': async (page, site) => {
    await customer(page, site, 'smartstandard')
    await send(page, CHANGE_CHECK, { ...CHOICE, package: 'smartpluss' })
    await page.goto(CHANGE_RECEIPT)
  },
  clients: async (page, site) => {
    await accountant(page, site)
    const agent = [...site.sandbox.state.systemUsers.values()].at(-1)!
    agent.clients = ['313210502', '214685590', '213089358']
    await page.goto('/clients')
  },
  'clients-typed': async (page, site) => {
    await accountant(page, site, 3)
    silence(site, 'altinn.exchange')
    await page.goto('/clients')
  },
  'clients-none': async (page, site) => {
    await accountant(page, site)
    await page.goto('/clients')
  },
  'clients-errors': async (page, site) => {
    await accountant(page, site)
    silence(site, 'altinn.exchange')
    await page.goto('/clients')
    await fillIn(page, { organisationNumber: '31320', name: 'Glad Ryddig Spurv AS' })
    await page.getByRole('button', { name: 'Legg til i listen' }).click()
    await page.waitForSelector('#error-summary')
  },
  'clients-not-for-me': async (page, site) => {
    await customer(page, site)
    await page.goto('/clients')
  },
  'overview-client': async (page, site) => {
    await accountant(page, site, 2)
    const agent = [...site.sandbox.state.systemUsers.values()].at(-1)!
    agent.clients = ['313210502', '214685590']
    await page.goto('/overview?client=313210502')
  },
  'overview-no-clients': async (page, site) => {
    await accountant(page, site)
    await page.goto('/overview')
  },
  'sign-up-for-clients': async page => {
    await register(page, FRESH, 'smartklient')
    await page.goto(CHECK)
  },
}

const ERRORS: Record<string, Way> = {
  '404': page => page.goto('/no-such-page'),
  '403-form-too-old': async page => {
    await page.goto('/sign-up/smartbasic')
    await page.context().clearCookies()
    await page.locator('main form button').click()
    await page.getByRole('heading', { name: 'Skjemaet er for gammelt' }).waitFor()
  },
}

/** What goes wrong while somebody asks for the overview. */
const FAILING: Record<string, Partial<AppDeps>> = {
  '429': { viewerOf: () => Promise.reject(new RequestTurnedAway('tooMany', 60)) },
  '500': {
    viewerOf: () => Promise.reject(new Error('a bug')),
    log: createLog({ level: 'error', write: () => {} }),
  },
  '503': {
    viewerOf: () =>
      Promise.reject(
        new UpstreamUnreachable('timeout', {
          service: 'altinn',
          operation: 'altinn: something',
          durationMs: 3_000,
          tries: 3,
          sent: 'no',
        }),
      ),
  },
}

describe('Everybody can read', () => {
  const groups = {
    '': PUBLIC,
    'receipt-': RECEIPTS,
    'overview-': OVERVIEWS,
    'claims-': CLAIMS,
    'access-': ACCESS,
    'error-': ERRORS,
  }
  for (const [prefix, ways] of Object.entries(groups))
    for (const [state, way] of Object.entries(ways))
      test(prefix + state, async () => {
        const site = await openSite()
        const page = await site.nextVisitor()
        await way(page, site)
        await examine(page, prefix + state)
      })

  for (const [status, changes] of Object.entries(FAILING))
    test(`error-${status}`, async () => {
      const site = await openSite(changes)
      const page = await site.nextVisitor()
      await page.goto('/overview')
      await examine(page, `error-${status}`)
    })
})
