import type { BankAccount, Ledger, LedgerClaim } from '../state/state.js'

/*
 * The rows of the sample data, said as Skatteetaten says them. Members that have no value are
 * `undefined` here and so are left out of the JSON. The many spellings are Skatteetaten's.
 */

/** One party's account with Skatteetaten. */
export interface Account {
  orgNo: string
  name: string
  bankAccount?: string
  ledger: Ledger
  collectionAccount?: BankAccount
}

/** Both ends inclusive, `YYYY-MM-DD`. */
export interface Period {
  fraOgMed: string
  tilOgMed: string
}

type Due = LedgerClaim['forfall'][number]
type Payment = Ledger['innbetalinger'][number]
type Payout = Ledger['utbetalinger'][number]

/**
 * Claims with an amount left, payments with an amount not placed, and the sums of both; undefined
 * when there is neither.
 */
export function openItems(account: Account, today: string) {
  const open = account.ledger.krav.filter(claim => amountLeft(account, claim) > 0)
  const unplaced = account.ledger.innbetalinger.filter(payment => notPlaced(account, payment) > 0)
  if (open.length + unplaced.length === 0) return undefined

  const sumUplasserteInnbetalinger = total(unplaced, payment => notPlaced(account, payment))
  const { saldo, ...sums } = sumsOf(account, open, today)
  const groups = [...new Set(open.map(claim => claim.kravgruppe))]

  return {
    aapentKravMedGjenstaaendeBeloep: open.map(claim => toKrav(account, claim)),
    innbetalingMedUplassertBeloep: unplaced.map(payment => toInnbetaling(account, payment)),
    totalOversikt: {
      ...sums,
      sumUplasserteInnbetalinger,
      saldo: rounded(saldo - sumUplasserteInnbetalinger),
    },
    oversiktPerKravgruppe: groups.map(kravgruppe => ({
      kravgruppe,
      ...sumsOf(
        account,
        open.filter(claim => claim.kravgruppe === kravgruppe),
        today,
      ),
    })),
  }
}

export const claimsMadeIn = (account: Account, period: Period) =>
  account.ledger.krav
    .filter(claim => isIn(period, claim.opprettet))
    .map(claim => toKrav(account, claim))

export const paymentsIn = (account: Account, period: Period) =>
  account.ledger.innbetalinger
    .filter(payment => isIn(period, payment.dato))
    .map(payment => toInnbetaling(account, payment))

export const payoutsIn = (account: Account, period: Period) =>
  account.ledger.utbetalinger
    .filter(payout => isIn(period, payout.dato))
    .map(payout => toUtbetaling(account, payout))

// ISO dates sort as text.
const isIn = ({ fraOgMed, tilOgMed }: Period, date: string) => fraOgMed <= date && date <= tilOgMed

/** A claim that is due today is not overdue. */
function sumsOf(account: Account, claims: LedgerClaim[], today: string) {
  const dues = claims.flatMap(claim => claim.forfall)
  const left = (wanted: (due: Due) => boolean) =>
    total(dues.filter(wanted), due => leftOf(account, due))
  const sumStipulerteRenter = total(claims, claim => claim.renter)
  const sumForfalteKrav = left(due => due.dato < today)
  const sumIkkeForfalteKrav = left(due => due.dato >= today)
  return {
    sumStipulerteRenter,
    sumForfalteKrav,
    sumIkkeForfalteKrav,
    saldo: rounded(sumStipulerteRenter + sumForfalteKrav + sumIkkeForfalteKrav),
  }
}

/** A credit (negative) stays until its payout has been confirmed. */
function leftOf(account: Account, due: Due): number {
  if (due.utbetalt) return confirmedPayoutOf(account, due) ? 0 : due.belop
  return rounded(due.belop - total(due.plassert, ([, amount]) => amount))
}

const amountLeft = (account: Account, { forfall }: LedgerClaim) =>
  total(forfall, due => leftOf(account, due))

const notPlaced = ({ ledger }: Account, { id, belop }: Payment) =>
  rounded(belop - total(placementsOf(ledger, id), ({ amount }) => amount))

const confirmedPayoutOf = ({ ledger }: Account, due: Due) =>
  ledger.utbetalinger.find(({ id, status }) => id === due.utbetalt && status === 'bekreftet')

const placementsOf = (ledger: Ledger, paymentId: string) =>
  duesOf(ledger).flatMap(({ claim, due }) =>
    due.plassert
      .filter(([id]) => id === paymentId)
      .map(([, amount, date]) => ({ claim, due, amount, date })),
  )

const duesOf = ({ krav }: Ledger) =>
  krav.flatMap(claim => claim.forfall.map(due => ({ claim, due })))

const total = <T>(rows: T[], amount: (row: T) => number) =>
  rounded(rows.reduce((sum, row) => sum + amount(row), 0))

/** Amounts have two decimals; floating point has more. */
const rounded = (amount: number) => Math.round(amount * 100) / 100

const toKrav = (account: Account, claim: LedgerClaim) => ({
  partIdentifikator: account.orgNo,
  kravidentifikator: claim.id,
  kravtype: claim.kravtype,
  opprinneligBeloep: total(claim.forfall, due => due.belop),
  gjenstaaendeBeloep: amountLeft(account, claim),
  kravforfall: claim.forfall.map(due => toKravforfall(account, due)),
  stipulerteRenter: claim.renter,
  kravbeskrivelse: inNorwegian(claim.tekst),
  kravperiode: toKravperiode(claim),
  opprettelsesdatoForKrav: claim.opprettet,
  kravgruppe: claim.kravgruppe,
  hovedstolKravidentifikator: claim.hovedstol,
  fastsettingsmaate: claim.metode,
})

function toKravforfall(account: Account, due: Due) {
  const payout = confirmedPayoutOf(account, due)
  return {
    kravforfallsIdentifikator: due.id,
    forfallsdato: due.dato,
    opprinneligBeloep: due.belop,
    gjenstaaendeBeloep: leftOf(account, due),
    betalingsinformasjon: due.kid ? { kidnummer: due.kid, konto: account.collectionAccount } : {},
    plassertInnbetaling: unlessEmpty(
      due.plassert.map(placement => toInnbetalingPlassertMotKrav(account, placement)),
    ),
    plassertUtbetaling: payout && [
      {
        utbetalingsidentifikator: payout.id,
        utbetaltBeloep: payout.belop,
        utbetaltDato: payout.dato,
        betaltTil: toBetaltTil(account, payout),
        plassertBeloep: -due.belop,
        plassertDato: payout.dato,
      },
    ],
  }
}

function toInnbetalingPlassertMotKrav(
  account: Account,
  [paymentId, amount, date]: Due['plassert'][number],
) {
  const payment = account.ledger.innbetalinger.find(({ id }) => id === paymentId)
  return {
    innbetalingsIdentifikator: paymentId,
    plassertBeloep: amount,
    plassertDato: date,
    innbetalingsdato: payment?.dato,
    innbetaltBeloep: payment && -payment.belop,
    innbetaltFra: partysOwnAccount(account),
    innbetalingstype: payment?.type,
  }
}

const toInnbetaling = (account: Account, payment: Payment) => ({
  partIdentifikator: account.orgNo,
  innbetalingsidentifikator: payment.id,
  innbetalingsdato: payment.dato,
  innbetaltBeloep: -payment.belop,
  plassertKrav: unlessEmpty(
    placementsOf(account.ledger, payment.id).map(({ claim, due, amount, date }) => ({
      kravforfallIdentifikator: due.id,
      plassertBeloep: amount,
      plassertDato: date,
      kravbeskrivelse: inNorwegian(claim.tekst),
      kravforfallsdato: due.dato,
      opprinneligKravforfallsbeloep: due.belop,
      gjenstaaendeKravforfallsbeloep: leftOf(account, due),
    })),
  ),
  uplassertBeloep: notPlaced(account, payment),
  mottakersKontonummer: { kontonummer: account.collectionAccount?.kontonummer },
  innbetaltFra: partysOwnAccount(account),
  innbetalingstype: payment.type,
})

const toUtbetaling = (account: Account, payout: Payout) => ({
  partIdentifikator: account.orgNo,
  utbetalingsidentifikator: payout.id,
  utbetaltdato: payout.dato,
  utbetaltBeloep: payout.belop,
  betaltTil: toBetaltTil(account, payout),
  grunnlagForUtbetaling: {
    kreditKrav: duesOf(account.ledger)
      .filter(({ due }) => due.utbetalt === payout.id)
      .map(({ claim, due }) => ({
        kravforfallidentifikator: due.id,
        opprinneligBeloep: due.belop,
        gjenstaaendeBeloep: leftOf(account, due),
        utbetaltBeloep: -due.belop,
        kravbeskrivelse: inNorwegian(claim.tekst),
        kravtype: claim.kravtype,
        kravperiode: toKravperiode(claim),
      })),
  },
  utbetalingstatus: payout.status,
})

const toKravperiode = ({ periodeTekst, aar, fra, til, termin }: LedgerClaim) => ({
  periodeBeskrivelse: inNorwegian(periodeTekst),
  aar,
  fraDato: fra,
  tilDato: til,
  terminTekniskNavn: termin,
})

const toBetaltTil = (account: Account, { melding }: Payout) => ({
  meldingSendtTilMottaker: melding,
  ...partysOwnAccount(account),
})

/** Of the party's own account number, five digits are shown. */
const partysOwnAccount = ({ name, bankAccount }: Account) => ({
  konto: {
    kontoeiersNavn: name,
    kontonummer: bankAccount && '*'.repeat(6) + bankAccount.slice(-5),
  },
  valutakode: 'NOK',
})

const inNorwegian = (tekst: string) => ({ spraakTekst: [{ tekst, spraak: 'nb' }] })

const unlessEmpty = <T>(rows: T[]) => (rows.length > 0 ? rows : undefined)
