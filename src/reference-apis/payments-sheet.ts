import { companyName } from '../design/formats.js'
import type { Speech } from '../web/speech.js'
import type { PaymentIn, PaymentOut } from './claims.js'
import type { Named } from './claims-words.js'
import { amountCell, dayCell, notedIn, sumOf, textCell, type Sheet } from './claims-sheet.js'

/** Amounts are absolute: the ledger writes what has been paid in as negative, and others do not. */
export const amountOf = (kroner: number | undefined): number | undefined =>
  kroner === undefined ? undefined : Math.abs(kroner)

/** The newest payment first. */
export function paymentsInSheet(payments: readonly PaymentIn[], speech: Speech): Sheet {
  const { columns, sum } = speech.t.claims.sheet
  const newestFirst = [...payments].sort((a, b) =>
    (b.innbetalingsdato ?? '').localeCompare(a.innbetalingsdato ?? ''),
  )
  return {
    columns: [
      { heading: columns.date },
      { heading: columns.type, note: columns.account },
      { heading: columns.amount, isNumber: true },
      { heading: columns.placed, isNumber: true },
      { heading: columns.placedOn },
    ],
    rows: newestFirst.map(payment => [
      dayCell(payment.innbetalingsdato),
      {
        kind: 'text',
        ...inNorwegian(payment.innbetalingstype, speech),
        note: accountOf(payment.innbetaltFra?.konto?.kontonummer),
      },
      amountCell(amountOf(payment.innbetaltBeloep)),
      amountCell(placedOf(payment)),
      placedOn(payment, speech),
    ]),
    total: [
      textCell(sum),
      textCell(),
      amountCell(sumOf(payments.map(payment => amountOf(payment.innbetaltBeloep)))),
      amountCell(sumOf(payments.map(placedOf))),
      textCell(),
    ],
  }
}

/** What is left of a payment is said, and what has been placed is the rest. */
function placedOf({ innbetaltBeloep, uplassertBeloep }: PaymentIn): number | undefined {
  const amount = amountOf(innbetaltBeloep)
  if (amount === undefined || uplassertBeloep === undefined) return undefined
  return sumOf([amount, -Math.abs(uplassertBeloep)])
}

function placedOn({ plassertKrav }: PaymentIn, speech: Speech) {
  const claims = plassertKrav.flatMap(
    ({ kravbeskrivelse }) => notedIn(kravbeskrivelse, speech) ?? [],
  )
  const lang = claims.find(claim => claim.lang)?.lang
  return {
    ...textCell([...new Set(claims.map(({ text }) => text))].join(', ')),
    ...(lang && { lang }),
  }
}

/** The newest payment first. */
export function paymentsOutSheet(payments: readonly PaymentOut[], speech: Speech): Sheet {
  const { columns, sum } = speech.t.claims.sheet
  const newestFirst = [...payments].sort((a, b) =>
    (b.utbetaltdato ?? '').localeCompare(a.utbetaltdato ?? ''),
  )
  return {
    columns: [
      { heading: columns.date },
      { heading: columns.receiver, note: columns.account },
      { heading: columns.message },
      { heading: columns.amount, isNumber: true },
      { heading: columns.status },
    ],
    rows: newestFirst.map(payment => [
      dayCell(payment.utbetaltdato),
      textCell(
        companyName(payment.betaltTil?.konto?.kontoeiersNavn ?? ''),
        accountOf(payment.betaltTil?.konto?.kontonummer),
      ),
      { kind: 'text', ...inNorwegian(payment.betaltTil?.meldingSendtTilMottaker, speech) },
      amountCell(amountOf(payment.utbetaltBeloep)),
      statusOf(payment, speech),
    ]),
    total: [
      textCell(sum),
      textCell(),
      textCell(),
      amountCell(sumOf(payments.map(payment => amountOf(payment.utbetaltBeloep)))),
      textCell(),
    ],
  }
}

/** A status that we have no word for is shown as received. */
function statusOf({ utbetalingstatus }: PaymentOut, { t }: Speech) {
  const { confirmed, underWay } = t.claims.sheet.status
  switch (utbetalingstatus) {
    case 'bekreftet':
      return { kind: 'status', text: confirmed, tone: 'success' } as const
    case 'underUtbetaling':
      return { kind: 'status', text: underWay, tone: 'warning' } as const
    default:
      return textCell(utbetalingstatus)
  }
}

const inNorwegian = (text: string | undefined, { language }: Speech): Named => ({
  text: text ?? '',
  ...(text && language !== 'nb' && { lang: 'nb' }),
})

const accountOf = (number: string | undefined): Named | undefined =>
  number === undefined ? undefined : { text: number }
