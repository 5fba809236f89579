import { companyName } from '../design/formats.js'
import type { ChangeRow } from '../database/changes.js'
import { titleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { statusTag, type StatusKey } from '../web/status-tag.js'
import { addressWith, nameOfPackage } from './change-form.js'
import type { ChangeAnswer } from '../asking/changes.js'
import { allOf, differenceRows } from './permissions.js'

export type ReceiptOutcome =
  | 'approved'
  /** Altinn had nothing to approve. */
  | 'noChange'
  | 'rejected'
  | 'waiting'
  | 'expired'
  /** Altinn does not know it any more. */
  | 'gone'
  /** The system access itself is no longer there. */
  | 'accessGone'
  /** Altinn did not take it, or never got it. */
  | 'notSent'
  /** Altinn tells a status we have no words for. */
  | 'unknown'
  /** Altinn did not tell its status. */
  | 'unreadable'
  /** We do not know whether Altinn has it at all, and are finding out. */
  | 'uncertain'

export interface ReceiptPageInput {
  outcome: ReceiptOutcome
  company: string
  change: ChangeRow
  /** Altinn's own word for where it stands. */
  status?: string | undefined
  /** When the status was read, in epoch milliseconds. */
  checkedAt?: number | undefined
  /** Checked to be Altinn's; shown while somebody may still answer. */
  confirmUrl?: string | undefined
}

export function receiptOutcomeOf(answer: ChangeAnswer): ReceiptOutcome {
  if (answer.outcome !== 'found') return answer.outcome
  // Change requests are never forwarded: only an access manager sees them at all.
  return answer.situation === 'forwarded' ? 'waiting' : answer.situation
}

export function changeReceiptPage(input: ReceiptPageInput, speech: Speech) {
  const { outcome, change, checkedAt } = input
  const { t, say } = speech
  const words = t.access.change.receipt
  const company = companyName(input.company)
  const { status, tone, polls } = OUTCOMES[outcome]
  const { heading, lead } = words[outcome]
  const isDone = outcome === 'approved' || outcome === 'noChange'
  const { resourcesBefore: before, resourcesAfter: after } = change

  return {
    view: 'access/receipt',
    title: titleOf(heading, speech),
    ...(outcome === 'uncertain' ? { refresh: { again: 5 } } : {}),
    ...(polls ? { scripts: ['receipt.js'] } : {}),
    words,
    outcome,
    tone,
    heading,
    lead: say(lead, { company, status: input.status ?? '' }),
    packageNow:
      isDone && change.packageBefore !== change.packageAfter
        ? say(words.packageNow, { package: nameOfPackage(change.packageAfter) })
        : undefined,
    columns: isDone ? words.columns : words.columnsWaiting,
    caption: t.access.change.check.caption,
    region: t.access.change.check.region,
    /** What came to nothing changed nothing, so there is no before and after. */
    rows: SHOWS_CHANGE.includes(outcome)
      ? differenceRows(before, after, allOf(before, after), speech).map(row => ({
          ...row,
          // It has happened; a tag that promises it would be out of date.
          tag: isDone ? undefined : row.tag,
        }))
      : [],
    ...linksOf(input, speech),
    poll: polls && {
      seconds: outcome === 'uncertain' ? 5 : 10,
      checked:
        checkedAt === undefined || outcome === 'uncertain'
          ? ''
          : say(words.stillWaiting, { time: speech.time(checkedAt) }),
      stopped: words.stopped,
    },
    details: {
      id: change.id,
      status: statusTag(status, speech),
      checked: checkedAt === undefined ? undefined : speech.dateTime(checkedAt),
    },
  } satisfies Page & Record<string, unknown>
}

const SHOWS_CHANGE: readonly ReceiptOutcome[] = ['approved', 'waiting', 'uncertain', 'unreadable']

/** Green for the first only: nothing else has given anybody more than they had. */
const OUTCOMES: Readonly<
  Record<ReceiptOutcome, { status: StatusKey; tone: string; polls: boolean }>
> = {
  approved: { status: 'approved', tone: 'success', polls: false },
  noChange: { status: 'noChange', tone: 'info', polls: false },
  rejected: { status: 'rejected', tone: 'danger', polls: false },
  waiting: { status: 'waiting', tone: 'warning', polls: true },
  expired: { status: 'expired', tone: 'neutral', polls: false },
  gone: { status: 'deleted', tone: 'neutral', polls: false },
  accessGone: { status: 'deletedInAltinn', tone: 'danger', polls: false },
  notSent: { status: 'unknown', tone: 'warning', polls: false },
  unknown: { status: 'unknown', tone: 'warning', polls: false },
  unreadable: { status: 'unknown', tone: 'warning', polls: false },
  uncertain: { status: 'unknown', tone: 'info', polls: true },
}

interface Link {
  text: string
  href: string
}

/** One filled button for the next step, and at most one link beside it. */
function linksOf(
  { outcome, change, confirmUrl }: ReceiptPageInput,
  { t }: Speech,
): { primary: Link; secondary?: Link } {
  const words = t.access.change.receipt
  const toAccess = { text: words.toAccess, href: '/access' }
  const wanted = { packageId: change.packageAfter, resources: change.resourcesAfter }
  const again = { text: words.askAgain, href: addressWith('/access/change/check', wanted) }
  const here = { text: words.checkAgain, href: '' } // this very page, with its query

  switch (outcome) {
    case 'approved':
    case 'noChange':
      return { primary: { text: words.toOverview, href: '/overview' }, secondary: toAccess }
    case 'rejected':
    case 'expired':
    case 'gone':
    case 'notSent':
      return { primary: again, secondary: toAccess }
    case 'accessGone':
      return {
        primary: { text: words.newRequest, href: `/sign-up/${change.packageBefore}` },
        secondary: toAccess,
      }
    case 'waiting':
    case 'unknown':
      return {
        primary: here,
        ...(confirmUrl && { secondary: { text: words.openInAltinn, href: confirmUrl } }),
      }
    case 'unreadable':
    case 'uncertain':
      return { primary: here }
  }
}
