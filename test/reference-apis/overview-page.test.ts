import { describe, expect, test } from 'vitest'
import type { Claim, OpenClaims } from '../../src/reference-apis/claims.js'
import {
  overviewPage,
  type OverviewPageInput,
  type Unavailable,
} from '../../src/reference-apis/overview-page.js'
import { speechFor } from '../../src/web/speech.js'

const nb = speechFor('nb')
const en = speechFor('en')
const reference = '5f0c-ref'

const logistics = {
  status: 'VeryWell',
  shipmentStatus: 'InTransit',
  importStatus: 'Vandaley',
  exportStatus: 'toString',
  transitStatus: 'InShipment',
  createTime: '2026-11-20T07:00:00Z',
}
const claim = (due: string | undefined, left: number, more: Partial<Claim> = {}): Claim => ({
  kravbeskrivelse: { spraakTekst: [{ tekst: 'Mva-melding', spraak: 'nb' }] },
  kravperiode: {
    periodeBeskrivelse: { spraakTekst: [{ tekst: 'juli - august', spraak: 'nb' }] },
    aar: '2026',
    fraDato: '2026-07-01',
    tilDato: '2026-08-31',
  },
  kravforfall: [{ forfallsdato: due, gjenstaaendeBeloep: left }],
  ...more,
})
const claims = (list: Claim[], skjermet = false): OpenClaims => ({
  partIdentifikator: '310261629',
  skjermet,
  aapentKravMedGjenstaaendeBeloep: list,
  innbetalingMedUplassertBeloep: [],
  oversiktPerKravgruppe: [],
  totalOversikt: {
    sumForfalteKrav: 38440,
    sumIkkeForfalteKrav: 126310,
    sumStipulerteRenter: 410,
    saldo: 160160,
  },
})

const input: OverviewPageInput = {
  company: 'RASK EKTE TIGER AS',
  organisationNumber: '310261629',
  fetchedAt: Date.UTC(2026, 10, 20, 8),
  strip: { state: 'active', approvedAt: Date.UTC(2026, 2, 2, 12), permissions: 2 },
  logistics: { state: 'answer', data: logistics },
  salary: { state: 'answer', data: { salaryStatus: 'Paid', salaryAmount: 612400 } },
  claims: { state: 'answer', data: claims([claim('2026-10-12', 38440)]) },
}
const overview = (more: Partial<OverviewPageInput> = {}, speech = nb) =>
  overviewPage({ ...input, ...more }, speech)
const moduleIn = (id: string, more: Partial<OverviewPageInput>, speech = nb) =>
  overview(more, speech).modules.find(module => module.id === id)!

describe('the strip says', () => {
  test('since when the access is active, and how much it allows', () => {
    expect(overview().strip).toMatchObject({
      tone: 'success',
      heading: 'Systemtilgangen er aktiv',
      text: 'Godkjent i Altinn 2. mars 2026. SmartCloud har 2 fullmakter.',
    })
  })

  test('only what is known', () => {
    const { strip } = overview({ strip: { state: 'active', permissions: 1 } }, en)
    expect(strip.text).toBe('SmartCloud has 1 permission.')
    expect(strip.link).toBeUndefined()
  })

  test('that somebody must approve first', () => {
    const confirmUrl = 'https://am.ui.altinn.no/x'
    expect(overview({ strip: { state: 'waiting', confirmUrl } }).strip).toMatchObject({
      tone: 'warning',
      heading: 'Systemtilgangen er ikke godkjent ennå',
      text: 'Vi kan ikke hente opplysninger før noen i Rask Ekte Tiger AS godkjenner.',
      link: { text: 'Gå til Altinn', href: confirmUrl },
    })
  })

  test('that the access has been deleted', () => {
    const newRequestHref = '/sign-up/smartbasic'
    expect(overview({ strip: { state: 'deleted', newRequestHref } }).strip).toMatchObject({
      tone: 'danger',
      heading: 'Systemtilgangen er slettet i Altinn',
      text: 'SmartCloud har ikke lenger tilgang.',
      link: { text: 'Lag en ny forespørsel', href: newRequestHref },
    })
  })

  test('that Altinn did not tell, while the rest works', () => {
    const strip: Unavailable = {
      state: 'unavailable',
      service: 'altinn',
      reason: 'noAnswer',
      reference,
    }
    const page = overview({ strip })
    expect(page.strip).toMatchObject({
      heading: 'Vi får ikke sjekket systemtilgangen',
      text: 'Vi får ikke svar fra Altinn. Resten av siden virker. Prøv igjen om litt. Referanse 5f0c-ref.',
    })
    expect(page.modules).toHaveLength(3)
  })

  test('once, and instead of the modules, what all of them failed for', () => {
    const failed: Unavailable = {
      state: 'unavailable',
      service: 'maskinporten',
      reason: 'noAnswer',
      reference,
    }
    const page = overview({ logistics: failed, salary: failed, claims: failed })

    expect(page.strip).toMatchObject({
      heading: 'Vi får ikke hentet opplysninger nå',
      text: 'Vi får ikke kontakt med Maskinporten. Det er ikke din feil. Prøv igjen om noen minutter. Referanse 5f0c-ref.',
    })
    expect(page.modules).toEqual([])
  })

  test('nothing for the modules when each service failed by itself', () => {
    const failed: Unavailable = { state: 'unavailable', reason: 'noAnswer', reference }
    const page = overview({ logistics: failed, salary: failed, claims: failed })
    expect(page.strip.heading).toBe('Systemtilgangen er aktiv')
    expect(page.modules).toHaveLength(3)
  })
})

describe('logistics', () => {
  test('is told in words, and as received where there is none', () => {
    expect(moduleIn('logistics', {}).facts).toEqual([
      { name: 'Samlet status', value: 'Alt i rute' },
      { name: 'Forsendelser', value: 'Underveis' },
      { name: 'Import', value: 'Vandaley' },
      { name: 'Eksport', value: 'toString' },
      { name: 'Transitt', value: 'Under forsendelse' },
      { name: 'Oppdatert', value: '20.11.2026 kl. 08.00' },
    ])
  })

  test.each([
    ['VeryWell', 'Alt i rute', 'All well'],
    ['InTransit', 'Underveis', 'In transit'],
    ['InShipment', 'Under forsendelse', 'In shipment'],
    ['Backlog', 'Etterslep', 'Backlog'],
    ['Delayed', 'Forsinket', 'Delayed'],
    ['OnHold', 'Satt på vent', 'On hold'],
    ['AtTerminal', 'På terminal', 'At terminal'],
    ['AwaitingPickup', 'Venter på henting', 'Awaiting pick-up'],
    ['AwaitingCustoms', 'Venter på tollen', 'Awaiting customs'],
    ['Cleared', 'Klarert', 'Cleared'],
    ['Delivered', 'Levert', 'Delivered'],
    ['None', 'Ingen', 'None'],
  ])('says %s as «%s»', (status, norwegian, english) => {
    const more = { logistics: { state: 'answer', data: { ...logistics, status } } } as const
    expect(moduleIn('logistics', more).facts?.[0]?.value).toBe(norwegian)
    expect(moduleIn('logistics', more, en).facts?.[0]?.value).toBe(english)
  })

  test('shows a time in the server’s own format as it came', () => {
    const data = { ...logistics, createTime: '12/16/2024 10:15:03 AM' }
    const { facts } = moduleIn('logistics', { logistics: { state: 'answer', data } })
    expect(facts?.at(-1)?.value).toBe('12/16/2024 10:15:03 AM')
  })
})

describe('salary', () => {
  test('is a status and an amount', () => {
    expect(moduleIn('salary', {}).facts).toEqual([
      { name: 'Status', value: 'Utbetalt' },
      { name: 'Beløp', value: '612\u00a0400\u00a0kr' },
    ])
  })

  test('without the permission tells which package has it, and promises no button', () => {
    const module = moduleIn('salary', { salary: { state: 'noPermission' } })
    expect(module.tag).toMatchObject({ text: 'Mangler fullmakt', tone: 'warning' })
    expect(module.sentence).toBe(
      'SmartCloud har ikke fullmakt til å hente lønnsopplysninger. Fullmakten følger med pakken SmartStandard og de større pakkene.',
    )
    expect(module.link).toBeUndefined()
  })

  test('can be asked for once there is a page to ask on', () => {
    const askHref = (permission: string) => `/access/change?add=${permission}`
    const module = moduleIn('salary', { salary: { state: 'noPermission' }, askHref })
    expect(module.sentence).toContain('Be om utvidet tilgang')
    expect(module.link).toEqual({
      text: 'Be om tilgang til lønn',
      href: '/access/change?add=salary',
      isButton: true,
    })
  })
})

describe('claims', () => {
  test('are four figures and a table', () => {
    const module = moduleIn('claims', {})
    expect(module.figures?.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'Forfalt 38\u00a0440\u00a0kr',
      'Ikke forfalt 126\u00a0310\u00a0kr',
      'Beregnede renter 410\u00a0kr',
      'Saldo 160\u00a0160\u00a0kr',
    ])
    expect(module.table?.rows).toMatchObject([
      {
        text: 'Mva-melding, juli–august 2026',
        lang: undefined,
        due: '12.10.2026',
        remaining: '38\u00a0440\u00a0kr',
        status: { text: 'Forfalt', tone: 'danger' },
      },
    ])
    expect(module.table?.pagination).toBeUndefined()
  })

  const rowsOf = (list: Claim[], speech = nb) =>
    moduleIn('claims', { claims: { state: 'answer', data: claims(list) } }, speech).table!.rows

  test('due today are not overdue; the oldest come first', () => {
    const rows = rowsOf([claim('2026-12-10', 2), claim('2026-11-20', 1), claim('2026-11-19', 3)])
    expect(rows.map(({ due, status }) => [due, status.text])).toEqual([
      ['19.11.2026', 'Forfalt'],
      ['20.11.2026', 'Ikke forfalt'],
      ['10.12.2026', 'Ikke forfalt'],
    ])
  })

  test('whose name says more than their period go without it', () => {
    const termly = claim('2026-11-16', 100, {
      kravbeskrivelse: { spraakTekst: [{ tekst: 'Arbeidsgiveravgift - 2026/5', spraak: 'nb' }] },
      kravperiode: {
        periodeBeskrivelse: { spraakTekst: [{ tekst: 'Termin', spraak: 'nb' }] },
        aar: '2026',
      },
    })
    const module = moduleIn('claims', { claims: { state: 'answer', data: claims([termly]) } })
    expect(module.table?.rows[0]?.text).toBe('Arbeidsgiveravgift - 2026/5')
  })

  test('keep Skatteetaten’s words, marked as Norwegian for an English reader', () => {
    expect(rowsOf([claim('2026-10-12', 1)], en)[0]).toMatchObject({
      text: 'Mva-melding, juli–august 2026',
      lang: 'nb',
    })
  })

  test('without a name, a due date or an amount are still shown', () => {
    const bare = {
      kravbeskrivelse: undefined,
      kravperiode: undefined,
      kravforfall: [],
      gjenstaaendeBeloep: undefined,
    }
    expect(rowsOf([claim(undefined, 0, bare)])[0]).toMatchObject({
      text: 'Krav',
      due: '–',
      remaining: '–',
    })
  })

  test('with several due dates are a row for each that is not paid', () => {
    const kravforfall = [
      { forfallsdato: '2026-09-15', gjenstaaendeBeloep: 0 },
      { forfallsdato: '2026-12-15', gjenstaaendeBeloep: 500 },
    ]
    expect(rowsOf([claim(undefined, 0, { kravforfall })])).toHaveLength(1)
  })

  test('are paged by twenty', () => {
    const list = Array.from({ length: 45 }, () => claim('2026-12-10', 1))
    const { table } = moduleIn('claims', {
      claims: { state: 'answer', data: claims(list) },
      claimsPage: 3,
    })
    expect(table?.rows).toHaveLength(5)
    expect(table?.pagination).toMatchObject({
      label: 'Sider med åpne krav',
      previous: { href: '/overview?page=2#claims' },
      next: undefined,
    })
  })

  test.each([
    ['nothing found', { state: 'nothing' }],
    ['an empty list', { state: 'answer', data: claims([]) }],
  ] as const)('that are none (%s) are good news', (_, reply) => {
    const module = moduleIn('claims', { claims: reply })
    expect(module.sentence).toBe(
      'Ingen åpne krav. Skatteetaten har ingen krav mot Rask Ekte Tiger AS.',
    )
    expect(module.tag.text).toBe('Tilgang')
  })

  test('that are withheld are not shown, whatever else came', () => {
    const data = claims([claim('2026-10-12', 1)], true)
    const module = moduleIn('claims', { claims: { state: 'answer', data } })
    expect(module.sentence).toBe('Skatteetaten viser ikke opplysninger om denne virksomheten.')
    expect(module.table).toBeUndefined()
    expect(module.figures).toBeUndefined()
  })
})

describe('whoever presents the demo', () => {
  const info = {
    type: 'urn:altinn:systemuser',
    systemuser_org: { authority: 'iso6523-actorid-upis', ID: '0192:310261629' },
    systemuser_id: ['49469a5e-6b91-46e7-a45c-8f2d7e2d1302'],
    system_id: '991825827_smartcloud',
  }

  test('sees whom the API sees', () => {
    const module = moduleIn('systemUserInfo', { systemUserInfo: { state: 'answer', data: info } })
    expect(module.facts).toEqual([
      { name: 'Eier av systemtilgangen', value: '310\u00a0261\u00a0629' },
      { name: 'ID for systemtilgangen', value: info.systemuser_id[0] },
      { name: 'System', value: '991825827_smartcloud' },
    ])
  })

  test('is offered no permission to ask for', () => {
    const askHref = () => '/x'
    const module = moduleIn('systemUserInfo', {
      systemUserInfo: { state: 'noPermission' },
      askHref,
    })
    expect(module.link).toBeUndefined()
    expect(moduleIn('systemUserInfo', { systemUserInfo: { state: 'nothing' } }).sentence).toBe(
      'API-et så ingen systemtilgang.',
    )
  })

  test('and nobody else does', () => {
    expect(moduleIn('systemUserInfo', {})).toBeUndefined()
  })
})

describe('a module that failed', () => {
  test('says who did not answer, and leaves the others alone', () => {
    const page = overview({ logistics: { state: 'unavailable', reason: 'noAnswer', reference } })
    expect(page.modules[0]).toMatchObject({
      tag: { text: 'Utilgjengelig', tone: 'neutral' },
      sentence:
        'Vi får ikke svar fra logistikktjenesten. Resten av siden virker. Prøv igjen om litt.',
      reference: 'Referanse 5f0c-ref.',
    })
    expect(page.modules[1]!.tag.text).toBe('Tilgang')
  })

  test('can be tried again', () => {
    const page = overview({ logistics: { state: 'unavailable', reason: 'noAnswer', reference } })
    expect(page.modules[0]?.link).toMatchObject({ text: 'Prøv igjen', href: '/overview#logistics' })
  })

  test('says who answered strangely', () => {
    const salary = { state: 'unavailable', reason: 'strangeAnswer', reference } as const
    expect(moduleIn('salary', { salary }, en).sentence).toBe(
      'The payroll service answered in a way we do not understand. The rest of the page works. Try again shortly.',
    )
  })

  test('says what the upstream said itself', () => {
    const words = { title: 'Stengt', text: 'Stengt til mandag.' }
    const salary = { state: 'unavailable', reason: 'noAnswer', reference, words } as const
    expect(moduleIn('salary', { salary }).sentence).toBe('Stengt til mandag.')
  })
})

test('the page says when it was fetched, and why it is open', () => {
  const page = overview({ withoutSignIn: true })
  expect(page.fetched).toBe('Hentet 20. november 2026 kl. 09.00')
  expect(page.notice).toBe(
    'Du er ikke logget inn. Oversikten vises fordi virksomheten ble registrert i denne nettleseren.',
  )
  expect(overview().notice).toBeUndefined()
})
