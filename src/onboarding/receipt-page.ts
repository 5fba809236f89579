import { companyName, spacedOrganisationNumber } from '../design/formats.js'
import { kindOf, PACKAGES, type Package, type PermissionKey } from '../domain/packages.js'
import { titleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { statusTag, type StatusKey } from '../web/status-tag.js'
import { signUpHref } from './landing-page.js'

export type ReceiptOutcome =
  | 'approved'
  | 'rejected'
  | 'waiting'
  /** Still unanswered, and sent on to an access manager. */
  | 'forwarded'
  | 'expired'
  /** Deleted: Altinn does not know it any more. */
  | 'gone'
  /** We made it, and Altinn did not take it. */
  | 'notSent'
  /** This browser has no request that we know of. */
  | 'notFound'
  /** Altinn tells a status we have no words for. */
  | 'unknown'
  /** Altinn did not tell its status. */
  | 'unreadable'
  /** We do not know whether Altinn has the request at all, and are finding out. */
  | 'uncertain'

export interface ReceiptPageInput {
  outcome: ReceiptOutcome
  company?: string | undefined
  organisationNumber?: string | undefined
  /** Altinn's id of the request: the customer's reference. */
  requestId?: string | undefined
  /** Altinn's own word for where it stands. */
  status?: string | undefined
  /** When the status was read, in epoch milliseconds. */
  checkedAt?: number | undefined
  permissions?: readonly PermissionKey[] | undefined
  /** Checked to be Altinn's; shown while somebody may still answer. */
  confirmUrl?: string | undefined
  /** Where the customer sees the system access in Altinn; a whole address. */
  accessUrl?: string | undefined
  mayOpenOverview: boolean
  /** What a new request is made for. The smallest package when nobody knows. */
  package?: Pick<Package, 'id'> | undefined
}

interface Link {
  text: string
  href: string
}

export function receiptPage(input: ReceiptPageInput, speech: Speech) {
  const { outcome, checkedAt, permissions } = input
  const { t, say } = speech
  const words = t.receipt
  const company = input.company === undefined ? undefined : companyName(input.company)
  const checked = checkedAt === undefined ? undefined : speech.time(checkedAt)
  const { status, tone, polls } = OUTCOMES[outcome]

  return {
    view: 'onboarding/receipt',
    title: titleOf(words[outcome].heading, speech),
    ...(outcome === 'uncertain' ? { refresh: { again: 5 } } : {}),
    ...(polls ? { scripts: ['receipt.js'] } : {}),
    words,
    heading: words[outcome].heading,
    lead: say(words[outcome].lead, {
      company: company ?? words.yourCompany,
      status: input.status ?? '',
    }),
    outcome,
    tone,
    next:
      outcome === 'approved'
        ? [
            ...(permissions?.length
              ? [say(words.onlyApproved, { permissions: namesOf(permissions, speech) })]
              : []),
            ...(isForClients(input) ? [words.addClients] : []),
            words.canWithdraw,
            ...(input.mayOpenOverview ? [] : [words.overviewElsewhere]),
          ]
        : [],
    ...linksOf(input, speech),
    /** While nobody has answered, a script asks again; these are its words. */
    poll: polls && {
      seconds: outcome === 'uncertain' ? 5 : 10,
      checked:
        checked === undefined || outcome === 'uncertain'
          ? ''
          : say(words.stillWaiting, { time: checked }),
      stopped: words.stopped,
    },
    details:
      input.requestId === undefined && checkedAt === undefined
        ? undefined
        : {
            company,
            organisationNumber:
              input.organisationNumber && spacedOrganisationNumber(input.organisationNumber),
            requestId: input.requestId,
            status: statusTag(status, speech),
            checked: checkedAt === undefined ? undefined : speech.dateTime(checkedAt),
          },
  } satisfies Page & Record<string, unknown>
}

/** Green for the first only: nothing else has given anybody access. */
const OUTCOMES: Readonly<
  Record<ReceiptOutcome, { status: StatusKey; tone: string; polls: boolean }>
> = {
  approved: { status: 'approved', tone: 'success', polls: false },
  rejected: { status: 'rejected', tone: 'danger', polls: false },
  waiting: { status: 'waiting', tone: 'warning', polls: true },
  forwarded: { status: 'forwarded', tone: 'warning', polls: true },
  expired: { status: 'expired', tone: 'neutral', polls: false },
  gone: { status: 'deleted', tone: 'neutral', polls: false },
  notSent: { status: 'unknown', tone: 'warning', polls: false },
  notFound: { status: 'unknown', tone: 'neutral', polls: false },
  unknown: { status: 'unknown', tone: 'warning', polls: false },
  unreadable: { status: 'unknown', tone: 'warning', polls: false },
  uncertain: { status: 'unknown', tone: 'info', polls: true },
}

/** One filled button for the next step, and at most one link beside it. */
function linksOf(input: ReceiptPageInput, { t, say }: Speech): { primary: Link; secondary?: Link } {
  const words = t.receipt
  const again = signUpHref(input.package ?? PACKAGES[0]!)
  const frontPage = { text: words.toFrontPage, href: '/' }
  const { accessUrl, confirmUrl } = input

  switch (input.outcome) {
    case 'approved':
      return {
        primary: input.mayOpenOverview
          ? isForClients(input)
            ? { text: words.toClients, href: '/clients' }
            : { text: words.toOverview, href: '/overview' }
          : frontPage,
        ...(accessUrl && {
          secondary: {
            text: say(words.seeInAltinn, { host: new URL(accessUrl).host }),
            href: accessUrl,
          },
        }),
      }
    case 'rejected':
      return { primary: { text: words.newRequest, href: again }, secondary: frontPage }
    case 'waiting':
    case 'forwarded':
    case 'unknown':
      return {
        primary: { text: words.checkAgain, href: CHECK_AGAIN },
        ...(confirmUrl && { secondary: { text: words.openInAltinn, href: confirmUrl } }),
      }
    case 'expired':
    case 'gone':
      return { primary: { text: words.newRequest, href: again } }
    case 'notSent':
      return { primary: { text: words.tryAgain, href: '/sign-up/check' } }
    case 'notFound':
      return { primary: { text: words.register, href: again }, secondary: frontPage }
    case 'unreadable':
    case 'uncertain':
      return { primary: { text: words.checkAgain, href: CHECK_AGAIN } }
  }
}

const isForClients = (input: ReceiptPageInput) =>
  input.package !== undefined && kindOf(input.package.id) === 'agent'

/** An empty address means this very page, with its query. */
const CHECK_AGAIN = ''

const namesOf = (permissions: readonly PermissionKey[], { t, list }: Speech) =>
  list(permissions.map(key => t.permissions[key].name))
