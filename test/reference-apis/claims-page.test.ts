import { describe, expect, test } from 'vitest'
import {
  createClaims,
  PaymentsIn,
  PaymentsOut,
  type Claim,
  type OpenClaims,
} from '../../src/reference-apis/claims.js'
import { claimsPage, type ClaimsPageInput } from '../../src/reference-apis/claims-page.js'
import { readPeriod } from '../../src/reference-apis/claims-period.js'
import type { TabAnswer } from '../../src/reference-apis/claims-tabs.js'
import type { Caller } from '../../src/reference-apis/client.js'
import type { OrganisationNumber } from '../../src/domain/organisation-number.js'
import { speechFor } from '../../src/web/speech.js'

const nb = speechFor('nb')
const en = speechFor('en')
const NOW = Date.UTC(2026, 10, 20, 8)
const PARTY = '310261629'

const claim = (due: string | undefined, left: number, more: Partial<Claim> = {}): Claim => ({
  kravbeskrivelse: { spraakTekst: [{ tekst: 'Mva-melding', spraak: 'nb' }] },
  kravgruppe: 'Merverdiavgift',
  opprettelsesdatoForKrav: '2026-10-01',
  kravforfall: [
    {
      forfallsdato: due,
      opprinneligBeloep: 100,
      gjenstaaendeBeloep: left,
      betalingsinformasjon: { kidnummer: '123' },
    },
  ],
  ...more,
})
const open = (list: Claim[], more: Partial<OpenClaims> = {}): TabAnswer => ({
  tab: 'open',
  data: {
    partIdentifikator: PARTY,
    skjermet: false,
    aapentKravMedGjenstaaendeBeloep: list,
    innbetalingMedUplassertBeloep: [],
    oversiktPerKravgruppe: [],
    ...more,
  },
})

const input: ClaimsPageInput = {
  tab: 'open',
  company: 'RASK EKTE TIGER AS',
  fetchedAt: NOW,
  correlationId: '7f0d6f2e-4a0b-4d58-9d39-0a4c8d1c2b61',
  period: readPeriod({}, NOW),
  isChosen: false,
}
const pageWith = (more: Partial<ClaimsPageInput>, speech = nb) =>
  claimsPage({ ...input, ...more }, speech)
const openPage = (list: Claim[], more: Partial<OpenClaims> = {}, speech = nb) =>
  pageWith({ result: { state: 'answer', data: open(list, more) } }, speech)

describe('Open claims', () => {
  test('due today are not overdue, and the oldest come first', () => {
    const { table } = openPage([
      claim('2026-12-10', 2),
      claim('2026-11-20', 1),
      claim('2026-11-19', 3),
    ])
    expect(table?.rows.map(row => [row[2]?.text, row[6]?.text])).toEqual([
      ['19.11.2026', 'Forfalt'],
      ['20.11.2026', 'Ikke forfalt'],
      ['10.12.2026', 'Ikke forfalt'],
    ])
    expect(table?.total?.[4]?.text).toBe('6\u00a0kr')
  })

  test('are drawn by month, and told as the same numbers', () => {
    const { chart } = openPage([
      claim('2026-09-15', 100),
      claim('2026-11-19', 200),
      claim('2026-11-30', 300),
    ])
    expect(chart?.series).toEqual(['Forfalt', 'Ikke forfalt'])
    expect(chart?.table.rows).toEqual([
      { name: 'september 2026', values: ['100\u00a0kr', '0\u00a0kr'] },
      { name: 'oktober 2026', values: ['0\u00a0kr', '0\u00a0kr'] },
      { name: 'november 2026', values: ['200\u00a0kr', '300\u00a0kr'] },
    ])
    expect(chart?.drawing.columns.map(({ bars }) => bars.map(({ series }) => series))).toEqual([
      [0],
      [],
      [0, 1],
    ])
    expect(chart?.description).toContain('september 2026 til november 2026')
    expect(chart?.leftOut).toBeUndefined()
  })

  test('from years ago are one column', () => {
    const { chart } = openPage([
      claim('2019-01-15', 100),
      claim('2020-01-15', 50),
      claim('2026-12-10', 1),
    ])
    expect(chart?.drawing.columns).toHaveLength(14)
    expect(chart?.table.rows[0]).toEqual({
      name: 'Før desember 2025',
      values: ['150\u00a0kr', '0\u00a0kr'],
    })
  })

  test('that cannot be drawn are said to be left out', () => {
    const { chart } = openPage([claim('2026-12-10', 1), claim('2026-12-11', -5), claim('?', 7)])
    expect(chart?.leftOut).toContain('ikke med i figuren')
    expect(openPage([claim(undefined, 7)]).chart).toBeUndefined()
  })

  test('have the sums of Skatteetaten per group, and what is not placed', () => {
    const { groups } = openPage([claim('2026-12-10', 1)], {
      oversiktPerKravgruppe: [{ kravgruppe: 'Skatt', sumForfalteKrav: 1, saldo: 3 }],
      totalOversikt: { sumUplasserteInnbetalinger: 5, saldo: -2 },
    })
    expect(groups?.rows.map(row => row.map(({ text }) => text))).toEqual([
      ['Skatt', '1\u00a0kr', '–', '–', '3\u00a0kr'],
      ['Innbetalt, men ikke plassert', '', '', '', '−5\u00a0kr'],
    ])
    expect(groups?.total?.at(-1)?.text).toBe('−2\u00a0kr')
  })

  test('keep Skatteetaten’s words, marked as Norwegian for an English reader', () => {
    const [first] = openPage([claim('2026-12-10', 1)], {}, en).table!.rows
    expect(first?.[0]).toMatchObject({
      text: 'Mva-melding',
      lang: 'nb',
      note: { text: 'Merverdiavgift', lang: 'nb' },
    })
  })

  test('that are withheld are not shown, whatever else came', () => {
    const page = openPage([claim('2026-12-10', 1)], { skjermet: true })
    expect(page.notice?.text).toBe('Skatteetaten viser ikke opplysninger om denne virksomheten.')
    expect([page.table, page.chart, page.groups, page.download]).toEqual(
      Array.from({ length: 4 }, () => undefined),
    )
  })
})

test('All claims are summed per group, by us', () => {
  const krav = [claim('2026-12-10', 10), claim('2026-12-10', 0.1), claim('2026-12-10', 0.2)]
  krav[0] = { ...krav[0]!, kravgruppe: undefined }
  const data = { partIdentifikator: PARTY, skjermet: false, krav }
  const page = pageWith({ tab: 'all', result: { state: 'answer', data: { tab: 'all', data } } })
  expect(page.groups?.rows.map(row => row.map(({ text }) => text))).toEqual([
    ['Uten kravgruppe', '100\u00a0kr', '10\u00a0kr'],
    ['Merverdiavgift', '200\u00a0kr', '0,30\u00a0kr'],
  ])
})

test.each([-80_000, 80_000])('A payment of %d is shown as it is placed', innbetaltBeloep => {
  const data = PaymentsIn.parse({
    partIdentifikator: PARTY,
    innbetaling: [
      {
        innbetalingsdato: '2026-11-18',
        innbetaltBeloep,
        uplassertBeloep: 5_000,
        innbetalingstype: 'Innbetalt OCR',
        innbetaltFra: { konto: { kontonummer: '1234 56 52987' } },
        plassertKrav: [
          { kravbeskrivelse: { spraakTekst: [{ tekst: 'Forskuddstrekk - 2026/5' }] } },
        ],
      },
    ],
  })
  const page = pageWith({
    tab: 'payments-in',
    result: { state: 'answer', data: { tab: 'payments-in', data } },
  })
  expect(page.table?.rows[0]).toMatchObject([
    { text: '18.11.2026' },
    { text: 'Innbetalt OCR', note: { text: '******52987' } },
    { text: '80\u00a0000\u00a0kr' },
    { text: '75\u00a0000\u00a0kr' },
    { text: 'Forskuddstrekk - 2026/5' },
  ])
  expect(page.chart?.table.rows).toEqual([
    { name: 'november 2026', values: ['80\u00a0000\u00a0kr'] },
  ])
})

test.each([
  ['bekreftet', 'Bekreftet', 'success'],
  ['underUtbetaling', 'Under utbetaling', 'warning'],
  ['noeNytt', 'noeNytt', undefined],
])('A payment out that is %s says «%s»', (utbetalingstatus, text, tone) => {
  const data = PaymentsOut.parse({
    partIdentifikator: PARTY,
    utbetaling: [{ utbetalingstatus, betaltTil: { konto: { kontonummer: '12345652987' } } }],
  })
  const page = pageWith({
    tab: 'payments-out',
    result: { state: 'answer', data: { tab: 'payments-out', data } },
  })
  expect(page.table?.rows[0]?.at(-1)).toMatchObject({ text, ...(tone && { tone }) })
  expect(page.table?.rows[0]?.[1]?.note?.text).toBe('******52987')
})

describe('The page', () => {
  test('says which period has problems, first in its title', () => {
    const page = pageWith({ tab: 'all', period: readPeriod({ from: 'x', to: '' }, NOW) })
    expect(page.title).toBe('Feil: Alle krav, krav og betalinger – SmartCloud')
    expect(page.problems.map(({ field }) => field)).toEqual(['from', 'to'])
    expect(page.form?.fields).toMatchObject([
      { name: 'from', type: 'text', value: 'x', problem: page.problems[0]?.text },
      { name: 'to', type: 'date', value: '' },
    ])
  })

  test('offers to ask for a missing permission, and to try again', () => {
    const page = pageWith({ result: { state: 'noPermission' }, askHref: '/access/change' })
    expect(page.notice?.links.map(({ text, href }) => [text, href])).toEqual([
      ['Be om tilgang', '/access/change'],
      ['Prøv igjen', '/claims'],
    ])
    expect(page.fetched).toBeUndefined()
    expect(page.correlationId).toBe(input.correlationId)
  })

  test('says what the upstream said itself', () => {
    const words = { title: 'Stengt', text: 'Stengt til mandag.' }
    const result = { state: 'unavailable', reason: 'noAnswer', reference: 'R', words } as const
    expect(pageWith({ result }).notice).toMatchObject({
      text: 'Stengt til mandag.',
      reference: 'Referanse R.',
    })
  })
})

test('The id that is shown is the one that is sent', async () => {
  const sent: unknown[] = []
  const caller: Caller = async call => {
    sent.push(call.headers)
    return { status: 200, headers: {}, body: undefined as never }
  }
  const claims = createClaims(caller, () => 'made here')
  const organisationNumber = PARTY as OrganisationNumber
  const question = { party: organisationNumber, owner: { organisationNumber } }
  const action = { reference: 'r', endsAt: Infinity }
  await claims.open({ ...question, correlationId: 'given' }, action)
  await claims.all(question, { from: '2026-01-01' }, action)
  expect(sent).toEqual([{ Korrelasjonsid: 'given' }, { Korrelasjonsid: 'made here' }])
})
