import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { describe, test } from 'vitest'
import type { ChangeRequest, SystemUserRequest } from '../../src/sandbox/state/state.js'
import { PENDING } from '../support/people.js'
import { examine } from './examine.js'
import { openSite, send, type Site } from './open-site.js'

const LOG_IN = '/authentication/api/v1/authentication'
const OVERVIEW = '/accessmanagement/ui/systemuser/overview'
const ACCOUNTANT = '315201047'

const waiting = ({ sandbox }: Site) => {
  const found = [...sandbox.state.requests.values()].find(
    ({ partyOrgNo }) => partyOrgNo === PENDING.organisationNumber,
  )
  if (!found) throw new Error('Nobody waits')
  return found
}

const visit = (page: Page, { sandbox }: Site, path: string) => page.goto(sandbox.origin + path)

const approval = (site: Site, kind = 'request', id = waiting(site).id) =>
  `/accessmanagement/ui/systemuser/${kind}?id=${id}&DONTCHOOSEREPORTEE=true`

/** Opens a page of the imitation as the test person of this name. */
async function openAs(page: Page, site: Site, name: string, path = approval(site)) {
  const { origin, state } = site.sandbox
  const person = [...state.persons.values()].find(one => one.name === name.toUpperCase())
  await send(page, `${origin}${LOG_IN}`, { person: person?.pid ?? '', goto: path })
  await visit(page, site, path)
}

const press = (page: Page, button: string) =>
  Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: button }).click()])

const WAYS: Record<string, (page: Page, site: Site) => Promise<unknown>> = {
  start: (page, site) => visit(page, site, '/'),
  'log-in': (page, site) => visit(page, site, approval(site)),
  'log-in-anybody': (page, site) => visit(page, site, OVERVIEW),

  approve: (page, site) => openAs(page, site, 'Raus Grunn Kvist'),
  'approve-opened': async (page, site) => {
    await openAs(page, site, 'Raus Grunn Kvist')
    await page.locator('details').evaluateAll(all => {
      for (const details of all) (details as HTMLDetailsElement).open = true
    })
  },
  'approve-agent': async (page, site) => {
    const agent: SystemUserRequest = {
      ...waiting(site),
      id: randomUUID(),
      kind: 'agent',
      partyOrgNo: ACCOUNTANT,
      rights: [],
      accessPackages: [{ urn: 'urn:altinn:accesspackage:regnskapsforer-lonn' }],
    }
    site.sandbox.state.requests.set(agent.id, agent)
    await openAs(page, site, 'Ordentlig Kort Mose', approval(site, 'agentrequest', agent.id))
  },
  'approve-change': async (page, site) => {
    const { state } = site.sandbox
    const user = [...state.systemUsers.values()].find(({ userType }) => userType === 'standard')!
    const right = (value: string) => ({ resource: [{ id: 'urn:altinn:resource', value }] })
    const change: ChangeRequest = {
      id: randomUUID(),
      externalRef: user.externalRef,
      systemId: user.systemId,
      systemUserId: user.id,
      partyOrgNo: user.ownerOrgNo,
      requiredRights: [right('ttd_systembruker-salary')],
      unwantedRights: [right('ttd_systembruker-logistikk-demo')],
      requiredAccessPackages: [],
      unwantedAccessPackages: [],
      status: 'New',
      created: site.sandbox.now(),
      isDeleted: false,
    }
    state.changeRequests.set(change.id, change)
    await openAs(page, site, 'Vennlig Bratt Bjerk', approval(site, 'changerequest', change.id))
  },
  forward: (page, site) => openAs(page, site, 'Ivrig Ung Spire'),
  forwarded: async (page, site) => {
    await openAs(page, site, 'Ivrig Ung Spire')
    await press(page, 'Send videre')
  },
  lacking: async (page, site) => {
    waiting(site).rights.push({
      resource: [{ id: 'urn:altinn:resource', value: 'ttd_systembruker-salary' }],
    })
    await openAs(page, site, 'Kresen Smal Sti')
    await press(page, 'Godkjenn systemtilgang')
  },
  stranger: (page, site) => openAs(page, site, 'Fjern Vakker Dal'),
  'other-organisation': async (page, site) => {
    await openAs(page, site, 'Trygg Lys Furu')
    await page.locator('select').selectOption({ index: 0 })
    await press(page, 'Bytt')
  },
  answered: async (page, site) => {
    waiting(site).status = 'Accepted'
    await openAs(page, site, 'Raus Grunn Kvist')
  },
  expired: async (page, site) => {
    waiting(site).created = 0
    await openAs(page, site, 'Raus Grunn Kvist')
  },
  lost: (page, site) => visit(page, site, approval(site, 'request', randomUUID())),
  'logged-out': async (page, site) => {
    waiting(site).redirectUrl = `${site.baseUrl}/receipt`
    await page.route(`${site.baseUrl}/**`, route => route.fulfill({ status: 204 }))
    await openAs(page, site, 'Raus Grunn Kvist')
    await page.getByRole('button', { name: 'Avvis' }).click()
    await page.waitForURL('**/logout')
  },
  'form-too-old': async (page, site) => {
    await openAs(page, site, 'Raus Grunn Kvist')
    await page.context().clearCookies()
    await press(page, 'Avvis')
  },

  overview: (page, site) => openAs(page, site, 'Vennlig Bratt Bjerk', OVERVIEW),
  'overview-employee': (page, site) => openAs(page, site, 'Ivrig Ung Spire', OVERVIEW),
  'overview-nobody': (page, site) => openAs(page, site, 'Fjern Vakker Dal', OVERVIEW),
  delete: async (page, site) => {
    await openAs(page, site, 'Vennlig Bratt Bjerk', OVERVIEW)
    await page.getByRole('link', { name: 'Slett' }).first().click()
    await page.waitForSelector('[data-color=danger]')
  },
  create: async (page, site) => {
    await openAs(page, site, 'God Fast Varde', OVERVIEW)
    await page.locator('a[href$="/create"]').first().click()
    await page.waitForURL('**/create')
  },
  clients: async (page, site) => {
    await openAs(page, site, 'Ordentlig Kort Mose', OVERVIEW)
    await page.getByRole('link', { name: 'Legg til og fjern klienter' }).click()
    await page.waitForSelector('.sandbox-clients')
  },

  desk: async (page, site) => {
    site.sandbox.faults.add({ target: 'altinn.create', kind: 'status', status: 503, times: 2 })
    await visit(page, site, '/sandbox/faults')
  },
  'desk-errors': async (page, site) => {
    await visit(page, site, '/sandbox/faults')
    await page.locator('#times').fill('mange')
    await page.locator('form[action="/sandbox/faults"] button').click()
    await page.waitForSelector('#error-summary')
  },
  reset: (page, site) => visit(page, site, '/sandbox/reset'),
  'no-such-page': (page, site) => visit(page, site, '/no-such-page'),
}

describe('Everybody can read the imitation', () => {
  for (const [state, way] of Object.entries(WAYS))
    test(state, async () => {
      const site = await openSite()
      const page = await site.nextVisitor()
      await way(page, site)
      await examine(page, `sandbox-${state}`)
    })
})
