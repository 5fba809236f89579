import type { Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import { decide, newOrganisation } from '../support/at-altinn.js'
import { ANOTHER_FRESH, FRESH, type Organisation } from '../support/people.js'
import { examine } from './examine.js'
import { fillIn, send, shareSite, signInAsStaff, type Site } from './open-site.js'

const NEW = '/admin/requests/new'
const HERE = `/admin/customers/${FRESH.organisationNumber}`
const LINE_MS = 1_000

/** What the pages are about, by the names the stories give it. */
const ids: Record<string, string> = {}

/** The id in the first link of a list. */
async function firstIn(page: Page, address: string, list: 'requests' | 'batches') {
  const text = await (await page.request.get(address)).text()
  const id = new RegExp(`/admin/${list}/([\\da-f-]{36})"`).exec(text)?.[1]
  if (!id) throw new Error(`${address} lists nothing`)
  return id
}

/** Staff asks; the answer is as if the director had given it, and we had looked. */
async function ask(
  page: Page,
  site: Site,
  name: string,
  organisation: Organisation,
  answer?: 'approve' | 'reject',
) {
  const { organisationNumber, name: companyName } = organisation
  await send(page, NEW, {
    do: 'create',
    organisationNumber,
    companyName,
    email: 'kari@example.no',
    contactPerson: 'Kari Nordmann',
    package: 'smartbasic',
  })
  ids[name] = await firstIn(page, `/admin/requests?q=${organisationNumber}`, 'requests')
  if (!answer) return
  decide(site.sandbox, organisation, answer)
  await send(page, `/admin/requests/${ids[name]}`, {}, { to: `/admin/requests/${ids[name]}/check` })
}

const listOf = (...organisations: Pick<Organisation, 'organisationNumber'>[]) =>
  [
    'organisasjonsnummer;e-post;kontaktperson;pakke',
    ...organisations.map(
      ({ organisationNumber }) => `${organisationNumber};kari@example.no;Kari Nordmann;SmartBasic`,
    ),
  ].join('\n')

async function uploadList(page: Page, { pass }: Site, name: string, list: string) {
  pass(1) // so that it is the newest
  await send(page, '/admin/batches/new', { name, rate: '60', list }, { isMultipart: true })
  ids[name] = await firstIn(page, '/admin/batches', 'batches')
}

/** Presses the button of a list's page that has it sent. */
const start = (page: Page, name: string) =>
  send(page, `/admin/batches/${ids[name]}`, {}, { to: `/admin/batches/${ids[name]}/start` })

async function isDone(page: Page, name: string) {
  const answer = await page.request.get(`/admin/batches/${ids[name]}/progress`)
  expect(await answer.json()).toMatchObject({ state: 'done' })
}

async function fill(page: Page, site: Site) {
  await signInAsStaff(page)
  const [rejected, waiting, third, ...others] = Array.from({ length: 6 }, () =>
    newOrganisation(site.sandbox),
  )
  await ask(page, site, 'approved', FRESH, 'approve')
  await ask(page, site, 'rejected', rejected!, 'reject')
  await ask(page, site, 'waiting', waiting!)

  await uploadList(page, site, 'checked', `${listOf(third!, FRESH, third!)}\n12345678;kari;;Smart`)
  await uploadList(page, site, 'done', listOf(third!))
  await start(page, 'done')
  await vi.waitFor(() => isDone(page, 'done'), 20_000)
  await uploadList(page, site, 'running', listOf(...others))
  await start(page, 'running')
  await page.goto('/admin') // where the message of the last button is shown
}

const shared = shareSite(fill)

/** Brings staff to the page, in the state it is named after. */
type Way = string | ((page: Page) => Promise<unknown>)

const next = async (page: Page) => {
  await page.locator('button[value=check]').last().click()
  await page.locator('button[value=edit]').waitFor()
}

const WAYS: Record<string, Way> = {
  front: '/admin',

  requests: '/admin/requests',
  'requests-none': '/admin/requests?q=ingen+heter+dette',
  'request-new-chosen': async page => {
    await page.goto(NEW)
    // Not by a click, which takes the focus with it.
    await page.locator('#what-chosen').evaluate(radio => {
      ;(radio as HTMLInputElement).checked = true
    })
  },
  'request-new-errors': async page => {
    await page.goto(NEW)
    await page.locator('button[value=check]').last().click()
    await page.waitForSelector('#error-summary')
  },
  'request-new-for-clients': '/admin/requests/new-for-clients',
  'request-check': async page => {
    const { organisationNumber } = ANOTHER_FRESH
    await page.goto(`${NEW}?organisationNumber=${organisationNumber}&package=smartbasic`)
    await next(page)
  },
  'request-check-existing': async page => {
    await page.goto(`${NEW}?organisationNumber=${FRESH.organisationNumber}&package=smartbasic`)
    await next(page)
  },
  'request-waiting': page => page.goto(`/admin/requests/${ids['waiting']}`),
  'request-approved': page => page.goto(`/admin/requests/${ids['approved']}`),
  'request-rejected': page => page.goto(`/admin/requests/${ids['rejected']}`),
  'request-delete': page => page.goto(`/admin/requests/${ids['waiting']}/delete`),

  customers: '/admin/customers',
  customer: HERE,
  'customer-unknown': `/admin/customers/${ANOTHER_FRESH.organisationNumber}`,
  'customer-test': `${HERE}/test`,
  'customer-detective': `${HERE}/detective`,
  'customer-change': `${HERE}/change`,
  'customer-change-check': `${HERE}/change/check?package=smartstandard&claims=yes&salary=yes`,

  batches: '/admin/batches',
  'batch-new-errors': async page => {
    await page.goto('/admin/batches/new')
    await fillIn(page, { list: 'navn;adresse' })
    await page.locator('main form button[type=submit]').click()
    await page.waitForSelector('#error-summary')
  },
  'batch-checked': page => page.goto(`/admin/batches/${ids['checked']}`),
  'batch-running': page => page.goto(`/admin/batches/${ids['running']}`),
  'batch-done': page => page.goto(`/admin/batches/${ids['done']}`),
  'batch-cancel': page => page.goto(`/admin/batches/${ids['running']}/cancel`),

  changes: '/admin/changes?right=ttd_systembruker-salary',
  'changes-errors': async page => {
    await page.goto('/admin/changes?right=ttd_systembruker-salary')
    await page.locator('input[name=organisation]').uncheck()
    await page.locator('main form[method=post] button').click()
    await page.waitForSelector('#error-summary')
  },

  system: '/admin/system',
  'system-texts': '/admin/system/edit?section=texts',
  'system-rights-search': async page => {
    await page.goto('/admin/system/edit?section=rights')
    await fillIn(page, { q: 'krav' })
    await page.locator('button[value=search]').click()
    await page.waitForSelector('main table')
  },
  'system-check': async page => {
    await page.goto('/admin/system/edit?section=rights')
    await fillIn(page, { rights: 'ske-krav-og-betalinger' })
    await page.locator('main form .button-row button').click()
    await page.waitForSelector('main table')
  },
  'system-delete': '/admin/system/delete',
  'system-register': '/admin/system/register',

  readiness: '/admin/readiness',
  'readiness-customer-errors': '/admin/readiness/customer?organisationNumber=12',
  'reconciliation-found': async page => {
    await page.goto('/admin/reconciliation')
    await page.locator('main form button').first().click()
    await page.locator('main table').first().waitFor()
  },
  log: '/admin/log',
  sessions: '/admin/sessions',
  'sessions-end-all': '/admin/sessions/end-all',
}

describe('Staff can read every page of the console', () => {
  for (const [state, way] of Object.entries(WAYS))
    test(state, async () => {
      const { page } = shared()
      if (typeof way === 'string') await page.goto(way)
      else await way(page)
      await examine(page, `console-${state}`)
    })
})

describe('With script', () => {
  test('the address for the customer is copied, and the page says so', async () => {
    const { page } = shared()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(`/admin/requests/${ids['waiting']}`)
    await page.getByRole('button', { name: 'Kopier lenken' }).click()
    await page.getByRole('status').filter({ hasText: 'Kopiert' }).waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toBe(await page.locator('#link').inputValue())
    await page.context().clearPermissions()
  })

  test('a list is seen to move on without the page being loaded anew', async () => {
    const { page, site } = shared()
    await page.goto(`/admin/batches/${ids['running']}`)
    const text = page.locator('#progress-text')
    const before = await text.innerText()
    await page.evaluate(() => (document.body.dataset['isThisOne'] = 'yes'))

    site.pass(LINE_MS)

    await vi.waitFor(async () => expect(await text.innerText()).not.toBe(before), 20_000)
    expect(await page.locator('body').getAttribute('data-is-this-one')).toBe('yes')
  })

  test('a table is sorted from the keyboard', async () => {
    const { page } = shared()
    await page.goto('/admin/requests')
    await page.getByRole('button', { name: 'Vis', exact: true }).focus()
    for (const name of ['Kunde', 'Opprettet']) {
      // The table scrolls where it is wide, and so is passed on the way.
      if (name === 'Kunde') await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      expect(await page.locator(':focus').innerText()).toBe(name)
    }
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await page.locator('th[aria-sort=ascending]', { hasText: 'Kunde' }).waitFor()
  })
})

describe('Without script', () => {
  test('a customer is asked, and the request is deleted', async () => {
    const { site } = shared()
    const page = await site.newVisitor({ javaScript: false })
    await signInAsStaff(page, 'operator')
    await page.goto('/admin/requests')
    await page.getByRole('link', { name: 'Ny forespørsel' }).click()
    await page
      .getByLabel('Kundens organisasjonsnummer')
      .fill(newOrganisation(site.sandbox).organisationNumber)
    await page.getByLabel('Firmanavn').fill('Uten Skript AS')
    await page.getByLabel('Pakke', { exact: true }).selectOption('smartbasic')
    await page.getByRole('button', { name: 'Gå videre' }).click()
    await page.getByRole('button', { name: 'Opprett forespørselen' }).click()

    await page.getByRole('heading', { level: 1, name: 'Uten Skript AS' }).waitFor()
    expect(await page.locator('#link').inputValue()).toContain(site.sandbox.origin)
    await page.getByRole('link', { name: 'Slett forespørselen' }).click()
    await page.getByRole('button', { name: 'Ja, slett forespørselen' }).click()

    await page.getByText('Forespørselen til Uten Skript AS er slettet').waitFor()
  })

  test('a list is pasted, looked at and started', async () => {
    const { site } = shared()
    const page = await site.newVisitor({ javaScript: false })
    await signInAsStaff(page, 'operator')
    await page.goto('/admin/batches')
    await page.getByRole('link', { name: 'Ny liste' }).click()
    await page.getByLabel('Navn på listen').fill('Uten skript')
    await page.getByLabel('Eller lim inn').fill(listOf(newOrganisation(site.sandbox), FRESH))
    await page.getByRole('button', { name: 'Kontroller listen' }).click()

    await page.getByText('Kunden har systemtilgang allerede').waitFor()
    await page.getByRole('button', { name: 'Send 1 forespørsel' }).click()

    await page.getByRole('heading', { name: 'Framdrift' }).waitFor()
  })
})
