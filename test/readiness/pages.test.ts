import { beforeAll, describe, expect, test } from 'vitest'
import { newOrganisation } from '../support/at-altinn.js'
import { ORGANISATION_NUMBERS } from '../support/bad-inputs.js'
import { textOf, type Browser } from '../support/browser.js'
import { openSmartCloud, shareSmartCloud } from '../support/open-smartcloud.js'
import { inlineCodeIn } from '../support/page-structure.js'
import { signInAsStaff } from '../support/sign-in.js'
import { approvedAtAltinn, approvedCustomer, askedCustomer } from './customers.js'

/* What our own people see, with a browser. */

const the = shareSmartCloud()
let viewer: Browser

beforeAll(async () => {
  viewer = the().newBrowser()
  await signInAsStaff(viewer, 'viewer')
}, 60_000)

const detectiveOf = ({ organisationNumber }: { organisationNumber: string }) =>
  `/admin/customers/${organisationNumber}/detective`

describe('The state of the installation', () => {
  test('is a page with a word for every line, and the time', async () => {
    const page = await viewer.visit('/admin/readiness')

    expect(page.status).toBe(200)
    const words = textOf(page.text)
    expect(words).toContain('Alt er i orden')
    expect(words).toContain('Lest 20. november 2026 kl. 09.00')
    expect(words).toContain('Klokke I orden Klokken stemmer med Maskinportens.')
    expect(page.text.match(/<li data-color="success">/g)).toHaveLength(19)
    expect(inlineCodeIn(page.text)).toEqual([])
  })

  test('is told when Maskinporten is down, and the page comes all the same', async () => {
    for (const target of ['maskinporten.token', 'maskinporten.metadata'] as const)
      the().sandbox.faults.add({ target, kind: 'status', status: 503, times: 99 })

    const page = await viewer.visit('/admin/readiness')

    expect(page.status).toBe(200)
    expect(textOf(page.text)).toContain('Maskinporten svarer ikke')
    expect(textOf(page.text)).toContain('Ikke spurt')
  })

  test('comes within the time of an action while nobody hangs up', async () => {
    const smartcloud = await openSmartCloud({ limits: { actionMs: 4_000 } })
    const browser = smartcloud.newBrowser()
    await signInAsStaff(browser, 'viewer')
    for (const target of ['maskinporten.token', 'maskinporten.metadata'] as const)
      smartcloud.sandbox.faults.add({ target, kind: 'hang', times: 99 })

    const began = performance.now()
    const page = await browser.visit('/admin/readiness')

    expect(performance.now() - began).toBeLessThan(4_000)
    expect(page.status).toBe(200)
    expect(textOf(page.text)).toContain('Maskinporten svarer ikke')
  })

  test('can be taken along as a file', async () => {
    const file = await viewer.visit('/admin/readiness.json')

    expect(file.headers['content-type']).toContain('application/json')
    expect(file.headers['content-disposition']).toBe('attachment; filename="readiness.json"')
    const report = JSON.parse(file.text)
    expect(report.headline).toMatchObject({ kind: 'inOrder', title: 'Alt er i orden' })
    expect(report.checks).toHaveLength(19)
    expect(report.checks[2]).toMatchObject({
      id: 'clock',
      state: 'ok',
      words: { name: 'Klokke', state: 'I orden' },
    })
    expect(file.text).not.toMatch(/eyJ[\w-]{10,}|PRIVATE KEY/)
  })
})

describe('The detective', () => {
  test('is reached from there, by an organisation number', async () => {
    const customer = await askedCustomer(the())
    const page = await viewer.visit('/admin/readiness')
    const start = await viewer.follow(page, 'Finn årsaken for en kunde')
    expect(start.status).toBe(200)

    const spaced = customer.organisationNumber.replace(/(...)(?=.)/g, '$1 ')
    const found = await viewer.visit(
      `/admin/readiness/customer?organisationNumber=${encodeURIComponent(spaced)}`,
    )

    expect(new URL(found.url).pathname).toBe(detectiveOf(customer))
    expect(textOf(found.text)).toContain(`Finn årsaken: Prøve ${customer.organisationNumber} AS`)
  })

  test('says what is wrong, and has one thing to press', async () => {
    const customer = newOrganisation(the().sandbox)
    const { organisationNumber } = customer

    const page = await viewer.visit(detectiveOf(customer))

    expect(textOf(page.text)).toContain('Ingen forespørsel er sendt')
    expect(page.text).toContain(
      `href="/admin/requests/new?organisationNumber=${organisationNumber}">Lag ny forespørsel`,
    )
    const alert = /<div class="ds-alert"[\s\S]*?<\/div>\s*<\/div>/.exec(page.text)?.[0] ?? ''
    expect(alert.match(/<a /g)).toHaveLength(1)
    expect(textOf(page.text)).toContain(`System-ID: 991825827_smartcloud`)
  })

  test('leads to the request that waits', async () => {
    const customer = await askedCustomer(the())
    const [row] = await the().rows<{ id: string }>(
      'requests',
      `organisation_number = '${customer.organisationNumber}'`,
    )

    const page = await viewer.visit(detectiveOf(customer))

    expect(page.text).toContain(`href="/admin/requests/${row?.id}">Åpne forespørselen`)
  })

  test('has nothing to press, and nothing for a support, when the access works', async () => {
    const page = await viewer.visit(detectiveOf(await approvedCustomer(the())))

    expect(textOf(page.text)).toContain('Tilgangen virker')
    expect(page.text).not.toMatch(/<div class="ds-alert"[^>]*>[^]*?<a class="ds-button"/)
    expect(page.text).not.toContain('Til support')
  })

  test('tries the reference that Altinn has', async () => {
    const customer = newOrganisation(the().sandbox)
    approvedAtAltinn(the().sandbox, customer, 'avdeling-1')
    const page = await viewer.visit(detectiveOf(customer))

    const tried = await viewer.follow(page, 'Sjekk med referansen avdeling-1')

    expect(tried.url).toContain('?reference=avdeling-1')
    expect(textOf(tried.text)).toContain('Tilgangen virker')
  })

  test('shows what upstreams write as text, without what they repeat of us', async () => {
    const evil = '<script>alert(1)</script> Bearer eyJhbGciOiJub25lIn0.e30.abcdefghij'
    the().sandbox.faults.add({
      target: 'altinn.register',
      kind: 'status',
      status: 400,
      body: { status: 400, code: 'AUTH-00099', title: evil },
    })
    const customer = newOrganisation(the().sandbox)

    const page = await viewer.visit(detectiveOf(customer))
    expect(textOf(page.text)).toContain('Altinn avviste spørsmålet')
    expect(page.text).toContain('&lt;script&gt;')
    expect(page.text).not.toContain('<script>alert')
    expect(page.text).not.toContain('eyJhbGciOi')
  })

  test('can be taken along as a file, in the language of the reader', async () => {
    const customer = await askedCustomer(the())

    const file = await viewer.visit(`${detectiveOf(customer)}.json`)

    expect(file.headers['content-disposition']).toContain(
      `detective-${customer.organisationNumber}.json`,
    )
    const report = JSON.parse(file.text)
    expect(report).toMatchObject({
      subject: { organisationNumber: customer.organisationNumber, requestKind: 'standard' },
      headline: { kind: 'cause', title: 'Tilgangen venter på godkjenning' },
      support: { organisationNumber: customer.organisationNumber, environment: 'sandbox' },
    })
  })
})

describe('Who may see it', () => {
  const PATHS = [
    '/admin/readiness',
    '/admin/readiness.json',
    '/admin/readiness/customer',
    '/admin/customers/310261629/detective',
    '/admin/customers/310261629/detective.json',
  ]

  test.each(['presenter', 'operator'] as const)('a %s may', async who => {
    const browser = the().newBrowser()
    await signInAsStaff(browser, who)
    for (const path of PATHS) expect((await browser.visit(path)).status).toBe(200)
  })

  test.each(PATHS)('%s: nobody else, and nobody is asked anything for them', async path => {
    const stranger = the().newBrowser()
    the().sandbox.calls.clear()
    const turned = await stranger.raw('get', path)
    expect([turned.status, turned.headers['location']]).toEqual([
      303,
      expect.stringContaining('/staff/login'),
    ])
    expect(the().sandbox.calls.count('maskinporten.metadata')).toBe(0)
  })
})

describe('What is no organisation number', () => {
  test.each(ORGANISATION_NUMBERS.filter(({ value }) => !/^\d{9}$/.test(value)))(
    'in the path, $row: $name',
    async ({ value }) => {
      the().sandbox.calls.clear()
      for (const ending of ['', '.json']) {
        const path = `/admin/customers/${encodeURIComponent(value)}/detective${ending}`
        expect([400, 404]).toContain((await viewer.visit(path)).status)
      }
      expect(the().sandbox.calls.count('maskinporten.metadata')).toBe(0)
    },
  )

  test.each(ORGANISATION_NUMBERS.filter(({ says }) => says !== 'accepted'))(
    'in the form, $row: $name ($says)',
    async ({ value, says }) => {
      const page = await viewer.visit(
        `/admin/readiness/customer?organisationNumber=${encodeURIComponent(value)}`,
      )
      if (value.length > 100) return expect(page.status).toBe(400)
      expect(page.status).toBe(422)
      expect(textOf(page.text)).toContain(says)
      expect(page.text).toMatch(/<title>Feil: /)
    },
  )

  test.each([
    '/admin/readiness?x=1',
    '/admin/readiness/customer?x=1',
    '/admin/readiness/customer?organisationNumber=1&organisationNumber=2',
    '/admin/customers/310261629/detective?reference=a%20b',
    `/admin/customers/310261629/detective?reference=${'a'.repeat(256)}`,
    '/admin/customers/310261629/detective?kind=king',
    '/admin/customers/310261629/detective?__proto__=1',
  ])('%s is a bad request', async path => {
    the().sandbox.calls.clear()
    expect((await viewer.visit(path)).status).toBe(400)
    expect(the().sandbox.calls.count('maskinporten.metadata')).toBe(0)
  })
})
