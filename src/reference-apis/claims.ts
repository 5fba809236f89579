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

const Account = z.object({ kontoeiersNavn: text, kontonummer: text })
const PaymentDetails = z.object({
  kidnummer: text,
  meldingSendtTilMottaker: text,
  konto: Account.optional(),
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
  innbetaltFra: PaymentDetails.optional(),
})

const PaymentOut = z.object({
  utbetalingsidentifikator: text,
  utbetaltdato: text,
  utbetaltBeloep: amount,
  utbetalingstatus: text,
  betaltTil: PaymentDetails.optional(),
})

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

const OpenClaims = z.object({
  ...common,
  aapentKravMedGjenstaaendeBeloep: z.array(Claim).default([]),
  innbetalingMedUplassertBeloep: z.array(PaymentIn).default([]),
  totalOversikt: Sums.optional(),
  oversiktPerKravgruppe: z.array(z.object({ ...Sums.shape, kravgruppe: text })).default([]),
})
export type OpenClaims = z.infer<typeof OpenClaims>

const AllClaims = z.object({ ...common, periode: Period, krav: z.array(Claim).default([]) })
const PaymentsIn = z.object({
  ...common,
  periode: Period,
  innbetaling: z.array(PaymentIn).default([]),
})
const PaymentsOut = z.object({
  ...common,
  periode: Period,
  utbetaling: z.array(PaymentOut).default([]),
})

/** Both ends are included, as `YYYY-MM-DD`; at most one year apart. `to` left out means today. */
export interface Dates {
  from: string
  to?: string
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
    dates: Dates | undefined,
    party: OrganisationNumber,
    owner: SystemUserOwner,
    action: Action,
  ): Promise<Reply<A>> =>
    replyOf(
      call(
        {
          operation: `claims: read ${endpoint}`,
          path: path`/${party}/${endpoint}`,
          query: { fraOgMed: dates?.from, tilOgMed: dates?.to },
          headers: { Korrelasjonsid: newCorrelationId() },
          answer,
        },
        owner,
        action,
      ),
      isNothing,
    )

  return {
    open: (party: OrganisationNumber, owner: SystemUserOwner, action: Action) =>
      read('aapnekrav', OpenClaims, undefined, party, owner, action),
    all: (party: OrganisationNumber, dates: Dates, owner: SystemUserOwner, action: Action) =>
      read('krav', AllClaims, dates, party, owner, action),
    paymentsIn: (party: OrganisationNumber, dates: Dates, owner: SystemUserOwner, action: Action) =>
      read('innbetalinger', PaymentsIn, dates, party, owner, action),
    paymentsOut: (
      party: OrganisationNumber,
      dates: Dates,
      owner: SystemUserOwner,
      action: Action,
    ) => read('utbetalinger', PaymentsOut, dates, party, owner, action),
  }
}

/** KB-007: no claims or payments. KB-009: the tax authorities do not know the organisation. */
const NOTHING_FOUND = new Set(['KB-007', 'KB-009'])
const Fault = z.object({ kode: z.string() })

function isNothing({ upstreamStatus, problem }: UpstreamRefused): boolean {
  const fault = Fault.safeParse(problem)
  return upstreamStatus === 404 && fault.success && NOTHING_FOUND.has(fault.data.kode)
}
