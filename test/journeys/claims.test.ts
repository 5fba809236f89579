import { beforeAll, describe, expect, test } from 'vitest'
import { withdraw } from '../support/at-altinn.js'
import { textOf, type Visit } from '../support/browser.js'
import { newCustomer, type Customer } from '../support/customer.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'

/*
 * A customer looks at what the tax authorities want, have got and have given, on screen and as a
 * spreadsheet. The clock stands at 20 November 2026.
 */

const TABS = [
  { tab: 'open', path: '/claims', name: 'Åpne krav', file: 'open-claims' },
  { tab: 'all', path: '/claims/all', name: 'Alle krav', file: 'claims' },
  { tab: 'payments-in', path: '/claims/payments-in', name: 'Innbetalinger', file: 'payments-in' },
  { tab: 'payments-out', path: '/claims/payments-out', name: 'Utbetalinger', file: 'payments-out' },
] as const
const WITH_PERIOD = TABS.slice(1)

const words = (page: Visit) => textOf(page.text)
const fieldsOf = (page: Visit) =>
  Object.fromEntries(
    ['from', 'to'].map(name => [
      name,
      new RegExp(`id="${name}"[^>]*value="([^"]*)"`).exec(page.text)?.[1],
    ]),
  )

describe('A customer', () => {
  const the = shareSmartCloud()
  let customer: Customer
  beforeAll(async () => {
    customer = await newCustomer(the())
  })
  const visit = (path: string) => customer.browser.visit(path)
  const ledger = () => the().sandbox.state.ledgers.get(customer.organisation.organisationNumber)!
  const lastCall = () => the().sandbox.calls.list('claims').at(-1)!
  const askedFor = () =>
    Object.fromEntries(new URL(lastCall().path, 'http://sandbox.invalid').searchParams)

  test('comes from the overview', async () => {
    const page = await customer.browser.follow(await visit('/overview'), 'Alle krav og betalinger')
    expect(page.url).toMatch(/\/claims$/)
    expect(words(page)).toContain('Åpne krav')
  })

  test.each(TABS)('reads $name, with the time and the id of the call', async ({ path, name }) => {
    const page = await visit(path)

    expect(page.status).toBe(200)
    expect(page.text).toContain(`aria-current="page">${name}</a>`)
    expect(words(page)).toContain('Hentet 20. november 2026 kl. 09.00')
    const id = /<code class="copyable">([0-9a-f-]{36})<\/code>/.exec(page.text)?.[1]
    expect(id).toBeDefined()
    expect((await visit(path)).text).not.toContain(id)
    expect(lastCall().path).toContain(customer.organisation.organisationNumber)
  })

  test('sees what is open, its sums per group, and when it falls due', async () => {
    const page = await visit('/claims')
    const text = words(page)
    for (const column of ['Opprettet', 'Forfall', 'Opprinnelig', 'Gjenstår', 'KID', 'Status'])
      expect(text).toContain(column)
    expect(text).toContain('Sum per kravgruppe')
    expect(text).toContain('230 646 kr')
    expect(page.text).toMatch(/<svg class="chart__drawing"[^>]*role="img"/)
    expect(text).toContain('Vis tallene i figuren')
  })

  test.each(WITH_PERIOD)('is shown $name of the last twelve months', async ({ path }) => {
    const page = await visit(path)
    expect(fieldsOf(page)).toEqual({ from: '2025-11-20', to: '2026-11-20' })
    expect(askedFor()).toEqual({ fraOgMed: '2025-11-20', tilOgMed: '2026-11-20' })
  })

  test('chooses a period, and keeps it from tab to tab', async () => {
    const page = await visit('/claims/payments-in?from=2026-11-01&to=18.11.2026')
    expect(askedFor()).toEqual({ fraOgMed: '2026-11-01', tilOgMed: '2026-11-18' })
    expect(page.text).toContain('href="/claims/all?from=2026-11-01&amp;to=2026-11-18"')
    await customer.browser.follow(page, 'Utbetalinger')
    expect(askedFor()).toEqual({ fraOgMed: '2026-11-01', tilOgMed: '2026-11-18' })
  })

  test.each([
    ['no days', 'from=&to=', ['Skriv inn fra-datoen', 'Skriv inn til-datoen']],
    ['one day only', 'from=2026-01-01', ['Skriv inn til-datoen']],
    ['30 February', 'from=2026-02-30&to=2026-03-01', ['Fra-datoen finnes ikke']],
    ['words', 'from=2026-01-01&to=i%20dag', ['Til-datoen finnes ikke']],
    ['a script', 'from=%3Cscript%3E&to=2026-01-01', ['Fra-datoen finnes ikke']],
    ['the wrong order', 'from=2026-03-02&to=2026-03-01', ['Til-datoen må være etter']],
    ['a day more than a year', 'from=2025-01-01&to=2026-01-02', ['Perioden kan være høyst ett']],
  ])('who asks for %s is told so, and nothing is asked', async (_, query, says) => {
    const typed = new URLSearchParams(query)
    for (const { path } of WITH_PERIOD) {
      const page = await visit(`${path}?${query}`)

      expect(page.status).toBe(422)
      expect(page.text).toContain('<title>Feil: ')
      expect(page.text).toContain('id="error-summary"')
      for (const problem of says) expect(words(page)).toContain(problem)
      expect(fieldsOf(page)['from']?.replace('&lt;', '<').replace('&gt;', '>')).toBe(
        typed.get('from'),
      )
      expect(page.text).not.toContain('<script>')
      const file = await visit(`${path}.csv?${query}`)
      expect(file.status).toBe(422)
      expect(file.headers['content-type']).toContain('text/html')
    }
    expect(the().sandbox.calls.count('claims')).toBe(0)
  })

  test('sees payments as positive amounts, and accounts in part', async () => {
    ledger().innbetalinger.push({
      id: '1',
      dato: '2026-11-02',
      belop: 4321,
      type: 'Bankoverføring',
    })
    const page = await visit('/claims/payments-in')
    expect(words(page)).toContain('4 321 kr')
    expect(words(page)).not.toMatch(/[-−]4 321/)
    expect(words(page)).not.toMatch(/\d{11}/)
    expect(page.text).toMatch(/<svg class="chart__drawing"/)
  })

  test('pages through a long list, with the sum of all of it on each page', async () => {
    const { krav } = ledger()
    const before = krav.length
    const sample = krav.find(claim => claim.forfall.some(({ plassert }) => plassert.length === 0))!
    for (let i = 0; i < 45; i++) krav.push({ ...structuredClone(sample), id: `KRAV-${i}` })
    try {
      const first = await visit('/claims/all')
      const second = await visit('/claims/all?from=2025-11-20&to=2026-11-20&page=2')
      const total = (page: Visit) => textOf(/<tfoot[\s\S]*?<\/tfoot>/.exec(page.text)?.[0] ?? '')
      expect(total(first)).toMatch(/Sum .+kr/)
      expect(total(second)).toBe(total(first))
      expect(second.text).toContain('aria-current="true"')
      const file = await visit('/claims/all.csv')
      expect(file.text.trim().split('\r\n').length - 1).toBeGreaterThan(45)
    } finally {
      krav.length = before
    }
  })

  test.each(TABS)('takes $name along as a spreadsheet', async ({ tab, file }) => {
    const { organisationNumber } = customer.organisation
    const answer = await visit(`/claims/${tab}.csv`)

    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    const when = tab === 'open' ? '2026-11-20' : '2025-11-20_2026-11-20'
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="${file}_${organisationNumber}_${when}.csv"`,
    )
    expect(answer.text.startsWith('\ufeff"')).toBe(true)
    expect(answer.text).not.toMatch(/"\d{11}"/)
  })

  test('whose claim is called like a formula gets a text in the spreadsheet', async () => {
    const { krav } = ledger()
    const claim = { ...structuredClone(krav[0]!), tekst: '=1+1;"x"', kravgruppe: '@SUM' }
    krav.push(claim)
    try {
      const { text } = await visit('/claims/all.csv')
      expect(text).toContain(`"'=1+1;""x"", `)
      expect(text).toContain(`"'@SUM"`)
    } finally {
      krav.pop()
    }
  })

  describe('is told', () => {
    test.each(['KB-007', 'KB-009'])('that there is nothing (%s)', async kode => {
      const EMPTY = {
        open: 'Ingen åpne krav.',
        all: 'Ingen krav i perioden.',
        'payments-in': 'Ingen innbetalinger i perioden.',
        'payments-out': 'Ingen utbetalinger i perioden.',
      }
      for (const { tab, path } of TABS) {
        const body = { kode, melding: 'x', korrelasjonsid: 'x' }
        the().sandbox.faults.add({ target: 'claims', kind: 'status', status: 404, body, times: 2 })
        const page = await visit(path)
        expect(page.status).toBe(200)
        expect(words(page)).toContain(EMPTY[tab])
        expect(page.text).not.toMatch(/<svg class="chart|Utilgjengelig/)
        const file = await visit(`/claims/${tab}.csv`)
        expect(file.status).toBe(200)
        expect(file.text.trim().split('\r\n')).toHaveLength(1)
      }
    })

    test.each(TABS)('that $name is withheld, and nothing else', async ({ tab, path }) => {
      const { organisationNumber } = customer.organisation
      const { state } = the().sandbox
      state.withheld = new Set([organisationNumber])
      try {
        const page = await visit(path)
        expect(words(page)).toContain('Skatteetaten viser ikke opplysninger om denne virksomheten.')
        expect(page.text).not.toContain('<table')
        const file = await visit(`/claims/${tab}.csv`)
        expect(file.status).toBe(403)
        expect(file.headers['content-type']).toContain('text/html')
      } finally {
        state.withheld.clear()
      }
    })

    test.each(TABS)('that the permission for $name is missing', async ({ tab, path }) => {
      const fault = { target: 'claims', kind: 'status', status: 403, body: {}, times: 2 } as const
      the().sandbox.faults.add(fault)
      const page = await visit(path)
      expect(words(page)).toContain('SmartCloud har ikke fullmakt til å hente krav og betalinger.')
      expect(page.text).toContain('href="/access/change?resource=claims"')
      const file = await visit(`/claims/${tab}.csv`)
      expect(file.status).toBe(403)
      expect(words(file)).toContain('SmartCloud har ikke fullmakt')
    })

    test.each(TABS)('that $name cannot be had now, and may try again', async ({ tab, path }) => {
      const down = { target: 'claims', kind: 'status', status: 503, times: 3 } as const
      the().sandbox.faults.add(down)
      const page = await visit(path)
      expect(page.status).toBe(200)
      expect(words(page)).toContain('Vi får ikke svar fra Skatteetaten. Det er ikke din feil.')
      expect(words(page)).toContain(`Referanse ${page.headers['x-request-id']}`)
      const again = await customer.browser.follow(page, 'Prøv igjen')
      expect(words(again)).not.toContain('Vi får ikke svar')

      the().sandbox.faults.add(down)
      const file = await visit(`/claims/${tab}.csv`)
      expect(file.status).toBe(503)
      expect(file.headers['content-type']).toContain('text/html')
      expect(file.headers['content-disposition']).toBeUndefined()
    })
  })
})

describe('Nobody else', () => {
  const the = shareSmartCloud()
  const addresses = TABS.flatMap(({ tab, path }) => [path, `/claims/${tab}.csv`])

  test.each(addresses)('reads %s', async address => {
    const { organisation } = await newCustomer(the())
    the().sandbox.calls.clear()
    const stranger = the().newBrowser()
    const page = await stranger.visit(`${address}?orgno=${organisation.organisationNumber}`)
    expect(page.url).toMatch(/\/login/)
    expect(the().sandbox.calls.count('claims')).toBe(0)
  })

  test('reads them after the access was taken back', async () => {
    const { browser, organisation } = await newCustomer(the())
    withdraw(the().sandbox, organisation)
    await browser.visit('/overview')
    for (const address of addresses) {
      const page = await browser.visit(address)
      expect(page.text).not.toMatch(/<table|;"/)
      expect(page.headers['content-type']).toContain('text/html')
    }
  })
})
