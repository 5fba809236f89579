import type { Page } from 'playwright-core'
import { describe, test } from 'vitest'
import type { AppDeps } from '../../src/app.js'

import { createLog } from '../../src/log.js'
import { UpstreamUnreachable } from '../../src/upstream/errors.js'
import { RequestTurnedAway } from '../../src/web/problems.js'
import { APPROVED, FRESH, PENDING, REJECTED } from '../support/people.js'
import { examine } from './examine.js'
import {
  answer,
  fillIn,
  goToAltinn,
  logIn,
  onboard,
  openSite,
  signUp,
  type Site,
} from './open-site.js'

/** Brings a visitor to the page, in the state it is named after. */
type Way = (page: Page, site: Site) => Promise<unknown>

/** Everything about the sandbox's imitation of Altinn stops here. */
const stayBeforeAltinn = (page: Page, { sandbox }: Site) =>
  page.route(`${sandbox.origin}/**`, route => route.fulfill({ status: 204 }))

/** More often than a call is tried again. */
const OFTEN = 30
const silence = ({ sandbox }: Site, ...targets: Parameters<typeof sandbox.faults.clear>[0][]) => {
  for (const target of targets)
    if (target) sandbox.faults.add({ target, kind: 'refuse', times: OFTEN })
}

const requestOf = ({ sandbox }: Site, { organisationNumber } = FRESH) => {
  const found = [...sandbox.state.requests.values()].find(
    ({ partyOrgNo, isDeleted }) => partyOrgNo === organisationNumber && !isDeleted,
  )
  if (!found) throw new Error(`No request for ${organisationNumber}`)
  return found
}

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
  check: page => signUp(page, FRESH, 'smartstandard'),
  'check-existing': async page => {
    await signUp(page, PENDING)
    await goToAltinn(page)
    await page.goto('/sign-up/check')
  },
  'check-no-answer': async (page, site) => {
    silence(site, 'maskinporten.token')
    await signUp(page)
    await press(page)
  },
  'check-refused': async (page, { sandbox }) => {
    sandbox.faults.add({ target: 'altinn.create', kind: 'status', status: 400 })
    await signUp(page)
    await press(page)
  },
  'check-unknown-organisation': async page => {
    await signUp(page, { organisationNumber: '218888887', name: 'UKJENT AS' })
    await press(page)
  },
  'check-already-approved': async page => {
    await signUp(page, APPROVED)
    await press(page)
  },
  'check-rejected-before': async page => {
    await signUp(page, REJECTED)
    await press(page)
  },
  'check-expired-before': async (page, site) => {
    requestOf(site, PENDING).created = 0
    await signUp(page, PENDING)
    await press(page)
  },
  continue: async (page, site) => {
    await stayBeforeAltinn(page, site)
    await signUp(page)
    await page.locator('main form button').click()
    await page.waitForURL('**/sign-up/continue')
  },
}

/** Presses the button of the check page, whatever comes of it. */
async function press(page: Page) {
  await Promise.all([
    page.waitForResponse('**/sign-up/check'),
    page.locator('main form button').click(),
  ])
  await page.waitForSelector('main .ds-alert')
}

const RECEIPTS: Record<string, Way> = {
  approved: page => onboard(page),
  'approved-elsewhere': async page => {
    await onboard(page)
    await page.context().clearCookies()
    await page.reload()
  },
  rejected: async page => {
    await signUp(page)
    await goToAltinn(page)
    await logIn(page)
    await answer(page, 'reject')
  },
  waiting: async page => {
    await signUp(page)
    await goToAltinn(page)
    await page.goto('/receipt')
  },
  expired: async (page, site) => {
    await signUp(page)
    await goToAltinn(page)
    requestOf(site).created = 0
    await page.goto('/receipt')
  },
  gone: async (page, site) => {
    await signUp(page)
    await goToAltinn(page)
    requestOf(site).isDeleted = true
    await page.goto('/receipt')
  },
  'not-sent': async (page, site) => {
    silence(site, 'maskinporten.token')
    await signUp(page)
    await press(page)
    await page.goto('/receipt')
  },
  'not-found': page => page.goto('/receipt'),
  unreadable: async (page, site) => {
    await signUp(page)
    await goToAltinn(page)
    silence(site, 'altinn.status')
    await page.goto('/receipt')
  },
  uncertain: async (page, site) => {
    silence(site, 'altinn.status')
    site.sandbox.faults.add({ target: 'altinn.create', kind: 'store-then-reset' })
    await signUp(page)
    await page.locator('main form button').click()
    await page.waitForURL('**/receipt')
  },
}

const OVERVIEWS: Record<string, Way> = {
  basic: async page => {
    await onboard(page)
    await page.goto('/overview')
  },
  standard: async page => {
    await onboard(page, FRESH, 'smartstandard')
    await page.goto('/overview')
  },
  'long-list': async (page, { sandbox }) => {
    const { krav } = sandbox.state.ledgers.get(FRESH.organisationNumber)!
    const [claim] = krav
    for (let i = 0; i < 45; i++) krav.push({ ...structuredClone(claim!), id: `KRAV-${i}` })
    await onboard(page)
    await page.goto('/overview?page=2')
  },
  'nothing-owed': async (page, { sandbox }) => {
    sandbox.state.ledgers.get(FRESH.organisationNumber)!.krav = []
    await onboard(page)
    await page.goto('/overview')
  },
  'some-unavailable': async (page, site) => {
    await onboard(page, FRESH, 'smartstandard')
    silence(site, 'logistics')
    site.sandbox.faults.add({ target: 'salary', kind: 'wrong-shape', times: OFTEN })
    await page.goto('/overview')
  },
  'all-unavailable': async (page, site) => {
    await onboard(page)
    silence(site, 'maskinporten.token')
    await page.goto('/overview')
  },
  'access-unknown': async (page, site) => {
    await onboard(page)
    silence(site, 'altinn.system-users')
    await page.goto('/overview')
  },
  deleted: async (page, { sandbox }) => {
    await onboard(page)
    for (const user of sandbox.state.systemUsers.values())
      if (user.ownerOrgNo === FRESH.organisationNumber) user.isDeleted = true
    await page.goto('/overview')
  },
  'login-of-a-customer': async page => {
    await onboard(page)
    await page.goto('/login')
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
  const groups = { '': PUBLIC, 'receipt-': RECEIPTS, 'overview-': OVERVIEWS, 'error-': ERRORS }
  for (const [prefix, ways] of Object.entries(groups))
    for (const [state, way] of Object.entries(ways))
      test(`${prefix}${state}`, async () => {
        const site = await openSite()
        const page = await site.newVisitor()
        await way(page, site)
        await examine(page, prefix + state)
      })

  for (const [status, changes] of Object.entries(FAILING))
    test(`error-${status}`, async () => {
      const site = await openSite(changes)
      const page = await site.newVisitor()
      await page.goto('/overview')
      await examine(page, `error-${status}`)
    })
})
