import type { Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import { decide, newOrganisation } from '../support/at-altinn.js'
import { ANOTHER_FRESH, FRESH, type Organisation } from '../support/people.js'
import { examine } from './examine.js'
import { fillIn, send, shareSite, signInAsStaff, type Site } from './open-site.js'

const ACCOUNTANT = '315201047'
const NEW = '/admin/requests/new'
const CHANGE = `/admin/customers/${FRESH.organisationNumber}/change`
const HOUR = 60 * 60 * 1000

/** What the pages are about, by the names the addresses below use. */
const ids: Record<string, string> = {}

/** Staff asks; the request's page is kept under the name. */
async function ask(page: Page, name: string, { organisationNumber, name: companyName }: Organisation) {
  await send(page, NEW, {
    do: 'create',
    organisationNumber,
    companyName,
    email: 'kari@example.no',
    contactPerson: 'Kari Nordmann',
    what: 'package',
    package: 'smartbasic',
  })
  ids[name] = await firstIn(page, `/admin/requests?q=${organisationNumber}`, 'requests')
}

/** The id in the first link of a list. */
async function firstIn(page: Page, address: string, list: string) {
  const text = await (await page.request.get(address)).text()
  const id = new RegExp(`/admin/${list}/([\\da-f-]{36})"`).exec(text)?.[1]
  if (!id) throw new Error(`${address} lists nothing`)
  return id
}

const lineFor = ({ organisationNumber }: Pick<Organisation, 'organisationNumber'>) =>
  `${organisationNumber};kari@example.no;Kari Nordmann;SmartBasic`
const listOf = (...lines: string[]) =>
  ['organisasjonsnummer;e-post;kontaktperson;pakke', ...lines].join('\n')

async function uploadList(page: Page, name: string, list: string, rate = '60') {
  const form = await (await page.request.get('/admin/batches/new')).text()
  const token = /name="_csrf" value="([^"]+)"/.exec(form)?.[1] ?? ''
  await page.request.post('/admin/batches/new', {
    multipart: { _csrf: token, name, rate, list },
    headers: { origin: new URL(page.url()).origin },
    maxRedirects: 0,
  })
  ids[name] = await firstIn(page, '/admin/batches', 'batches')
}

/** Presses a button of a list's page without looking. */
async function onList(page: Page, name: string, does: 'start' | 'pause' | 'cancel') {
  const form = await (await page.request.get(`/admin/batches/${ids[name]}`)).text()
  const token = /name="_csrf" value="([^"]+)"/.exec(form)?.[1] ?? ''
  await page.request.post(`/admin/batches/${ids[name]}/${does}`, {
    form: { _csrf: token },
    headers: { origin: new URL(page.url()).origin },
    maxRedirects: 0,
  })
}

const stateOf = async (page: Page, name: string) => {
  const answer = await page.request.get(`/admin/batches/${ids[name]}/progress`)
  return ((await answer.json()) as { state: string }).state
}

async function fill(page: Page, { sandbox, pass }: Site) {
  await signInAsStaff(page)
  const [rejected, waiting, third] = [1, 2, 3].map(() => newOrganisation(sandbox))
  await ask(page, 'approved', FRESH)
  await ask(page, 'rejected', rejected!)
  await ask(page, 'waiting', waiting!)
  decide(sandbox, FRESH, 'approve')
  decide(sandbox, rejected!, 'reject')
  for (const name of ['approved', 'rejected']) {
    const { origin } = new URL(page.url())
    const form = await (await page.request.get(`/admin/requests/${ids[name]}/delete`)).text()
    const token = /name="_csrf" value="([^"]+)"/.exec(form)?.[1] ?? ''
    await page.request.post(`/admin/requests/${ids[name]}/check`, {
      form: { _csrf: token },
      headers: { origin },
      maxRedirects: 0,
    })
  }
  await uploadList(
    page,
    'checked',
    listOf(lineFor(third!), lineFor(FRESH), '12345678;kari;;Smart', lineFor(third!)),
  )
  await uploadList(page, 'running', listOf(...[1, 2, 3].map(() => lineFor(newOrganisation(sandbox)))))
  await onList(page, 'running', 'start')
  await uploadList(page, 'done', listOf(lineFor(third!)), '600')
  await onList(page, 'done', 'start')
  await vi.waitFor(async () => expect(await stateOf(page, 'done')).toBe('done'), 10_000)
  await uploadList(page, 'cancelled', listOf(lineFor(newOrganisation(sandbox))))
  await onList(page, 'cancelled', 'cancel')
  void pass
}

/** Brings staff to the page, in the state it is named after. */
type Way = string | ((page: Page, site: Site) => Promise<unknown>)

const onwards = async (page: Page, address: string, button: string) => {
  await page.goto(address)
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.waitForLoadState()
}

const WAYS: Record<string, Way> = {
  front: '/admin',
  'no-role-missing': '/admin/no-such-page',

  requests: '/admin/requests',
  'requests-none-match': '/admin/requests?q=ingen+heter+dette',
  'request-new': NEW,
  'request-new-chosen': async page => {
    await page.goto(NEW)
    await page.getByRole('radio', { name: 'Velg selv' }).check()
  },
  'request-new-errors': page => onwards(page, NEW, 'Gå videre'),
  'request-new-for-clients': '/admin/requests/new-for-clients',
  'request-check': async page => {
    await page.goto(`${NEW}?organisationNumber=${ANOTHER_FRESH.organisationNumber}&package=smartbasic`)
    await page.locator('button[value=check]').last().click()
    await page.locator('button[value=create]').waitFor()
  },
  'request-check-existing': async page => {
    await page.goto(`${NEW}?organisationNumber=${FRESH.organisationNumber}&package=smartbasic`)
    await page.locator('button[value=check]').last().click()
    await page.locator('button[value=edit]').waitFor()
  },
  'request-waiting': page => page.goto(`/admin/requests/${ids['waiting']}`),
  'request-approved': page => page.goto(`/admin/requests/${ids['approved']}`),
  'request-rejected': page => page.goto(`/admin/requests/${ids['rejected']}`),
  'request-delete': page => page.goto(`/admin/requests/${ids['waiting']}/delete`),

  customers: '/admin/customers',
  'customers-none-match': '/admin/customers?query=ingen+heter+dette&health=&package=&sort=name',
  customer: `/admin/customers/${FRESH.organisationNumber}`,
  'customer-unknown': `/admin/customers/${ANOTHER_FRESH.organisationNumber}`,
  'customer-test': `/admin/customers/${FRESH.organisationNumber}/test`,
  'customer-detective': `/admin/customers/${FRESH.organisationNumber}/detective`,
  'customer-change': CHANGE,
  'customer-change-check': `${CHANGE}/check?package=smartstandard&claims=yes&salary=yes`,

  batches: '/admin/batches',
  'batch-new': '/admin/batches/new',
  'batch-new-errors': async page => {
    await page.goto('/admin/batches/new')
    await fillIn(page, { list: 'navn;adresse' })
    await page.locator('main form button[type=submit]').click()
    await page.waitForSelector('#error-summary')
  },
  'batch-checked': page => page.goto(`/admin/batches/${ids['checked']}`),
  'batch-running': page => page.goto(`/admin/batches/${ids['running']}`),
  'batch-done': page => page.goto(`/admin/batches/${ids['done']}`),
  'batch-cancelled': page => page.goto(`/admin/batches/${ids['cancelled']}`),
  'batch-cancel': page => page.goto(`/admin/batches/${ids['running']}/cancel`),

  changes: '/admin/changes',
  'changes-standard': '/admin/changes?package=smartstandard',
  'changes-nothing-chosen': async page => {
    await page.goto('/admin/changes?package=smartstandard')
    await page.locator('main form[method=post] button[type=submit]').click()
    await page.waitForSelector('#error-summary')
  },

  system: '/admin/system',
  'system-texts': '/admin/system/edit?section=texts',
  'system-rights': '/admin/system/edit?section=rights',
  'system-rights-search': async page => {
    await page.goto('/admin/system/edit?section=rights')
    await fillIn(page, { q: 'krav' })
    await page.locator('button[value=search]').click()
    await page.locator('button[name=add]').first().waitFor()
  },
  'system-return-addresses': '/admin/system/edit?section=returnAddresses',
  'system-check': async page => {
    await page.goto('/admin/system/edit?section=rights')
    await fillIn(page, { rights: 'ske-krav-og-betalinger' })
    await page.locator('main form .button-row button').click()
    await page.waitForURL('**/edit')
  },
  'system-delete': '/admin/system/delete',
  'system-register': '/admin/system/register',

  readiness: '/admin/readiness',
  'readiness-customer': '/admin/readiness/customer',
  'readiness-customer-errors': '/admin/readiness/customer?organisationNumber=12',
  reconciliation: '/admin/reconciliation',
  'reconciliation-found': async page => {
    await page.goto('/admin/reconciliation')
    await page.locator('main form button').first().click()
    await page.locator('main table').first().waitFor({ timeout: 20_000 })
  },
  log: '/admin/log',
  'log-none-match': '/admin/log?text=ingen+heter+dette',
  sessions: '/admin/sessions',
  'sessions-end-all': '/admin/sessions/end-all',
}

const shared = shareSite(fill)

describe('Staff can read every page of the console', () => {
  for (const [state, way] of Object.entries(WAYS))
    test(state, async () => {
      const { page, site } = shared()
      if (typeof way === 'string') await page.goto(way)
      else await way(page, site)
      await examine(page, `console-${state}`)
      await page.setViewportSize({ width: 1280, height: 800 })
    })
})
void ACCOUNTANT
void HOUR
