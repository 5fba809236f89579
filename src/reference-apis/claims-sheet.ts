import type { Speech } from '../web/speech.js'
import type { Claim, OpenClaims, Translated } from './claims.js'
import { nameOf, wordsIn, type Named } from './claims-words.js'

/** A table before anybody has decided how it looks: pages and spreadsheets are made of the same. */
export interface Sheet {
  columns: readonly SheetColumn[]
  /** As many cells as columns; the first one says what the row is about. */
  rows: readonly (readonly SheetCell[])[]
  /** The last line: the sum of what is in all rows. */
  total?: readonly SheetCell[] | undefined
}

export interface SheetColumn {
  heading: string
  isNumber?: true
  /** What the notes in this column are; a spreadsheet gives them a column of their own. */
  note?: string
}

export type SheetCell =
  | ({ kind: 'text'; note?: Named | undefined } & Named)
  | { kind: 'amount'; kroner: number | undefined }
  /** `YYYY-MM-DD` */
  | { kind: 'day'; day: string | undefined }
  | { kind: 'status'; text: string; tone: 'danger' | 'info' | 'success' | 'warning' }

export const textCell = (text = '', note?: Named): SheetCell => ({ kind: 'text', text, note })
export const amountCell = (kroner: number | undefined): SheetCell => ({ kind: 'amount', kroner })
export const dayCell = (day: string | undefined): SheetCell => ({ kind: 'day', day })

/** Kroner and øre; floating point has more. A sum of nothing known is not known. */
export const sumOf = (amounts: readonly (number | undefined)[]): number | undefined => {
  const known = amounts.filter(amount => amount !== undefined)
  if (known.length === 0) return undefined
  return Math.round(known.reduce((sum, amount) => sum + amount, 0) * 100) / 100
}

/** One due date of a claim. */
export interface Due {
  claim: Claim
  /** `YYYY-MM-DD` */
  day: string | undefined
  original: number | undefined
  remaining: number | undefined
  kid: string | undefined
}

/** A claim has one or more due dates; one without any is due some day. */
export const duesOf = (claim: Claim): Due[] =>
  claim.kravforfall.length === 0
    ? [
        {
          claim,
          day: undefined,
          original: claim.opprinneligBeloep,
          remaining: claim.gjenstaaendeBeloep,
          kid: undefined,
        },
      ]
    : claim.kravforfall.map(part => ({
        claim,
        day: part.forfallsdato,
        original: part.opprinneligBeloep,
        remaining: part.gjenstaaendeBeloep,
        kid: part.betalingsinformasjon?.kidnummer,
      }))

/** What is due today is not overdue. */
export const isOverdue = ({ day }: Due, today: string): boolean => day !== undefined && day < today

/** What is left to pay, the oldest due date first. */
export function openDuesOf(data: OpenClaims): Due[] {
  return data.aapentKravMedGjenstaaendeBeloep
    .flatMap(duesOf)
    .filter(({ remaining }) => remaining !== 0)
    .sort((a, b) => (a.day ?? '').localeCompare(b.day ?? ''))
}

/** All claims made in a period, the newest first. */
export const allDuesOf = (claims: readonly Claim[]): Due[] =>
  [...claims]
    .sort((a, b) =>
      (b.opprettelsesdatoForKrav ?? '').localeCompare(a.opprettelsesdatoForKrav ?? ''),
    )
    .flatMap(duesOf)

/** @param today with it, each row says whether it is overdue */
export function claimsSheet(dues: readonly Due[], speech: Speech, today?: string): Sheet {
  const { columns, status, sum } = speech.t.claims.sheet
  const statusOf = (due: Due): SheetCell =>
    isOverdue(due, today ?? '')
      ? { kind: 'status', text: status.overdue, tone: 'danger' }
      : { kind: 'status', text: status.notYetDue, tone: 'info' }

  return {
    columns: [
      { heading: columns.claim, note: columns.group },
      { heading: columns.created },
      { heading: columns.due },
      { heading: columns.original, isNumber: true },
      { heading: columns.remaining, isNumber: true },
      { heading: columns.kid },
      ...(today ? [{ heading: columns.status }] : []),
    ],
    rows: dues.map(due => [
      { kind: 'text', ...nameOf(due.claim, speech), note: groupOf(due.claim.kravgruppe, speech) },
      dayCell(due.claim.opprettelsesdatoForKrav),
      dayCell(due.day),
      amountCell(due.original),
      amountCell(due.remaining),
      textCell(due.kid),
      ...(today ? [statusOf(due)] : []),
    ]),
    total: [
      textCell(sum),
      textCell(),
      textCell(),
      amountCell(sumOf(dues.map(({ original }) => original))),
      amountCell(sumOf(dues.map(({ remaining }) => remaining))),
      textCell(),
      ...(today ? [textCell()] : []),
    ],
  }
}

/** A group is Skatteetaten's own word, and there are always more of them than we know. */
function groupOf(kravgruppe: string | undefined, { language, t }: Speech): Named {
  if (kravgruppe === undefined) return { text: t.claims.sheet.noGroup }
  return { text: kravgruppe, ...(language !== 'nb' && { lang: 'nb' }) }
}

/** What Skatteetaten says is overdue, not yet due, of interest and in all, for each group. */
export function openGroupsSheet(data: OpenClaims, speech: Speech): Sheet {
  const { columns, sum, notPlaced } = speech.t.claims.sheet
  const total = data.totalOversikt ?? {}
  const unplaced = total.sumUplasserteInnbetalinger
  const sums = (of: (typeof data.oversiktPerKravgruppe)[number]) => [
    amountCell(of.sumForfalteKrav),
    amountCell(of.sumIkkeForfalteKrav),
    amountCell(of.sumStipulerteRenter),
    amountCell(of.saldo),
  ]
  return {
    columns: [
      { heading: columns.group },
      { heading: columns.overdue, isNumber: true },
      { heading: columns.notYetDue, isNumber: true },
      { heading: columns.interest, isNumber: true },
      { heading: columns.balance, isNumber: true },
    ],
    rows: [
      ...data.oversiktPerKravgruppe.map(group => [
        { kind: 'text' as const, ...groupOf(group.kravgruppe, speech) },
        ...sums(group),
      ]),
      ...(unplaced
        ? [[textCell(notPlaced), textCell(), textCell(), textCell(), amountCell(-unplaced)]]
        : []),
    ],
    total: [textCell(sum), ...sums({ ...total, kravgruppe: undefined })],
  }
}

/** Sums of our own for each group, of the same rows as {@link claimsSheet}. */
export function groupsSheet(dues: readonly Due[], speech: Speech): Sheet {
  const { columns, sum } = speech.t.claims.sheet
  const names = [...new Set(dues.map(({ claim }) => claim.kravgruppe))]
  const sums = (of: readonly Due[]) => [
    amountCell(sumOf(of.map(({ original }) => original))),
    amountCell(sumOf(of.map(({ remaining }) => remaining))),
  ]
  return {
    columns: [
      { heading: columns.group },
      { heading: columns.original, isNumber: true },
      { heading: columns.remaining, isNumber: true },
    ],
    rows: names.map(name => [
      { kind: 'text', ...groupOf(name, speech) },
      ...sums(dues.filter(({ claim }) => claim.kravgruppe === name)),
    ]),
    total: [textCell(sum), ...sums(dues)],
  }
}

/** A text of Skatteetaten's as a note, or nothing. */
export function notedIn(text: Translated | undefined, speech: Speech): Named | undefined {
  const words = wordsIn(text, speech)
  if (!words) return undefined
  return { text: words.text, ...(words.lang !== speech.language && { lang: words.lang }) }
}
