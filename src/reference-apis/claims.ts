import * as z from 'zod'
import type { Action } from '../action.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import type { UpstreamRefused } from '../upstream/errors.js'
import { path } from '../upstream/send.js'
import { replyOf, type Caller, type Reply, type SystemUserOwner } from './client.js'

/*
 * Skatteetaten's «Krav og betalinger». The names are the API's own, with its spellings
 * (`utbetaltdato` beside `utbetaltDato`). Values that do not exist are left out on the wire, so
 * nearly everything is optional, and what we do not show is not described.
 */

const text = z.string().optional()
const amount = z.number().optional()

/** `nb`, `nn` or `en`; whatever else comes is no language. */
const language = z
  .string()
  .regex(/^[a-z]{2,3}$/)
  .optional()
  .catch(undefined)

const Translated = z.object({
  spraakTekst: z.array(z.object({ tekst: text, spraak: language })).default([]),
})
export type Translated = z.infer<typeof Translated>

/** Six asterisks and the last five digits, also when it comes unmasked. */
const maskedAccount = (number: string): string => `******${number.replace(/[^0-9]/g, '').slice(-5)}`

const Account = z.object({ kontoeiersNavn: text, kontonummer: text })
const PaymentDetails = z.object({
  kidnummer: text,
  meldingSendtTilMottaker: text,
  konto: Account.optional(),
})

/** Of the organisation's own account no more is kept than tells it apart from another. */
const OwnDetails = PaymentDetails.extend({
  konto: Account.extend({ kontonummer: z.string().overwrite(maskedAccount).optional() }).optional(),
})

const ClaimPeriod = z.object({
  periodeBeskrivelse: Translated.optional(),
  aar: text,
  fraDato: text,
  tilDato: text,
})

const Claim = z.object({
  partIdentifikator: text,
  kravidentifikator: text,
  kravtype: text,
  kravgruppe: text,
  kravbeskrivelse: Translated.optional(),
  kravperiode: ClaimPeriod.optional(),
  opprettelsesdatoForKrav: text,
  opprinneligBeloep: amount,
  gjenstaaendeBeloep: amount,
  stipulerteRenter: amount,
  kravforfall: z
    .array(
      z.object({
        kravforfallsIdentifikator: text,
        forfallsdato: text,
        opprinneligBeloep: amount,
        gjenstaaendeBeloep: amount,
        betalingsinformasjon: PaymentDetails.optional(),
      }),
    )
    .default([]),
})
export type Claim = z.infer<typeof Claim>

const PaymentIn = z.object({
  innbetalingsidentifikator: text,
  innbetalingsdato: text,
  innbetalingstype: text,
  /** Negative in the ledger, positive elsewhere: shown by its absolute value. */
  innbetaltBeloep: amount,
  uplassertBeloep: amount,
  innbetaltFra: OwnDetails.optional(),
  plassertKrav: z
    .array(z.object({ plassertBeloep: amount, kravbeskrivelse: Translated.optional() }))
    .default([]),
})
export type PaymentIn = z.infer<typeof PaymentIn>

const PaymentOut = z.object({
  utbetalingsidentifikator: text,
  utbetaltdato: text,
  utbetaltBeloep: amount,
  utbetalingstatus: text,
  betaltTil: OwnDetails.optional(),
})
export type PaymentOut = z.infer<typeof PaymentOut>

const Sums = z.object({
  sumStipulerteRenter: amount,
  sumForfalteKrav: amount,
  sumIkkeForfalteKrav: amount,
  sumUplasserteInnbetalinger: amount,
  saldo: amount,
})

const common = {
  partIdentifikator: z.string(),
  /** True: withheld for the organisation's protection, and little else is in the answer. */
  skjermet: z.boolean().default(false),
}
const Period = z.object({ fraOgMed: text, tilOgMed: text }).optional()

export const OpenClaims = z.object({
  ...common,
  aapentKravMedGjenstaaendeBeloep: z.array(Claim).default([]),
  innbetalingMedUplassertBeloep: z.array(PaymentIn).default([]),
  totalOversikt: Sums.optional(),
  oversiktPerKravgruppe: z.array(z.object({ ...Sums.shape, kravgruppe: text })).default([]),
})
export type OpenClaims = z.infer<typeof OpenClaims>

export const AllClaims = z.object({
  ...common,
  periode: Period,
  krav: z.array(Claim).default([]),
})
export type AllClaims = z.infer<typeof AllClaims>
export const PaymentsIn = z.object({
  ...common,
  periode: Period,
  innbetaling: z.array(PaymentIn).default([]),
})
export type PaymentsIn = z.infer<typeof PaymentsIn>
export const PaymentsOut = z.object({
  ...common,
  periode: Period,
  utbetaling: z.array(PaymentOut).default([]),
})
export type PaymentsOut = z.infer<typeof PaymentsOut>

/** Both ends are included, as `YYYY-MM-DD`; at most one year apart. `to` left out means today. */
export interface Dates {
  from: string
  to?: string
}

/** Whose figures, with whose system user. */
export interface ClaimsQuestion {
  party: OrganisationNumber
  owner: SystemUserOwner
  /** Sent along, so that Skatteetaten can find the call: a UUID, a new one when left out. */
  correlationId?: string
}

export type Claims = ReturnType<typeof createClaims>

/**
 * The four questions Skatteetaten answers about what an organisation owes and has paid. Amounts are
 * Norwegian kroner. "Nothing found" comes as a 404 and is `nothing` here.
 *
 * @see https://skatteetaten.github.io/api-dokumentasjon/api/kravogbetalinger
 */
export function createClaims(call: Caller, newCorrelationId: () => string) {
  const read = <A>(
    endpoint: string,
    answer: z.ZodType<A>,
    { party, owner, correlationId = newCorrelationId() }: ClaimsQuestion,
    dates: Dates | undefined,
    action: Action,
  ): Promise<Reply<A>> =>
    replyOf(
      call(
        {
          operation: `claims: read ${endpoint}`,
          path: path`/${party}/${endpoint}`,
          query: { fraOgMed: dates?.from, tilOgMed: dates?.to },
          headers: { Korrelasjonsid: correlationId },
          answer,
        },
        owner,
        action,
      ),
      isNothing,
    )

  return {
    open: (question: ClaimsQuestion, action: Action) =>
      read('aapnekrav', OpenClaims, question, undefined, action),
    all: (question: ClaimsQuestion, dates: Dates, action: Action) =>
      read('krav', AllClaims, question, dates, action),
    paymentsIn: (question: ClaimsQuestion, dates: Dates, action: Action) =>
      read('innbetalinger', PaymentsIn, question, dates, action),
    paymentsOut: (question: ClaimsQuestion, dates: Dates, action: Action) =>
      read('utbetalinger', PaymentsOut, question, dates, action),
  }
}

/** KB-007: no claims or payments. KB-009: the tax authorities do not know the organisation. */
const NOTHING_FOUND = new Set(['KB-007', 'KB-009'])
const Fault = z.object({ kode: z.string() })

function isNothing({ upstreamStatus, problem }: UpstreamRefused): boolean {
  const fault = Fault.safeParse(problem)
  return upstreamStatus === 404 && fault.success && NOTHING_FOUND.has(fault.data.kode)
}
