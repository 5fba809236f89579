import * as z from 'zod'
import type { SandboxState } from '../state/state.js'
import { needOrganisations, OrgNo, read, type Check, type Table } from './table.js'

/* What the reference APIs tell about an organisation. */

/** One row for an organisation. What is kept under its number does not repeat the number. */
function byOrganisation<Data extends object>(
  rows: (state: SandboxState) => Map<string, Data>,
  shape: z.ZodType<Data & { orgNo: string }>,
  check: Check<Data> = () => {},
): Table {
  return {
    list: state => [...rows(state)].map(([orgNo, data]) => ({ orgNo, ...data })),
    put(place, given) {
      const row = read(given, shape, place, (sent, _, note) => {
        needOrganisations([sent.orgNo], place, problem => note('orgNo', problem))
        check(sent, place, note)
      })
      const { orgNo, ...data } = row
      rows(place.state).set(orgNo, data as unknown as Data)
      return row
    },
    remove: (state, orgNo) => rows(state).delete(orgNo),
  }
}

const Word = z.string().max(255)
const Amount = z.number().min(-1e12).max(1e12)

const logistics = byOrganisation<Record<string, string>>(
  state => state.logistics,
  z.strictObject({
    orgNo: OrgNo,
    status: Word,
    shipmentStatus: Word,
    importStatus: Word,
    exportStatus: Word,
    transitStatus: Word,
  }),
)

const salary = byOrganisation(
  state => state.salary,
  z.strictObject({ orgNo: OrgNo, salaryStatus: Word, salaryAmount: Amount }),
)

const Reference = z.string().min(1).max(100)
const Day = z.iso.date('must be a date such as 2026-11-20')

const LedgerRow = z.strictObject({
  orgNo: OrgNo,
  krav: z
    .array(
      z.strictObject({
        id: Reference,
        kravtype: Word,
        kravgruppe: Word,
        tekst: Word,
        aar: z.string().regex(/^\d{4}$/, 'must be a year'),
        termin: Word.optional(),
        periodeTekst: Word,
        fra: Day.optional(),
        til: Day.optional(),
        opprettet: Day,
        metode: Word.optional(),
        renter: Amount.default(0),
        hovedstol: Reference.optional(),
        forfall: z.array(
          z.strictObject({
            id: Reference,
            dato: Day,
            belop: Amount,
            kid: Word.nullable().default(null),
            plassert: z.array(z.tuple([Reference, Amount, Day])).default([]),
            utbetalt: Reference.optional(),
          }),
        ),
      }),
    )
    .default([]),
  innbetalinger: z
    .array(z.strictObject({ id: Reference, dato: Day, belop: Amount, type: Word }))
    .default([]),
  utbetalinger: z
    .array(z.strictObject({ id: Reference, dato: Day, belop: Amount, melding: Word, status: Word }))
    .default([]),
})

const ledgers = byOrganisation(
  state => state.ledgers,
  LedgerRow,
  ({ krav, innbetalinger, utbetalinger }, _, note) => {
    const payments = new Set(innbetalinger.map(({ id }) => id))
    const payouts = new Set(utbetalinger.map(({ id }) => id))
    for (const { plassert, utbetalt } of krav.flatMap(({ forfall }) => forfall)) {
      for (const [payment] of plassert)
        if (!payments.has(payment)) note('krav', `${payment} is not among innbetalinger`)
      if (utbetalt && !payouts.has(utbetalt)) note('krav', `${utbetalt} is not among utbetalinger`)
    }
  },
)

export const apiDataTables = { logistics, salary, ledgers }
