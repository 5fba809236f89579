import { companyName } from '../design/formats.js'
import { packageById } from '../domain/packages.js'
import type { Explained } from '../web/explain.js'
import { breadcrumbsUnder, titleOf, type Page } from '../web/frame.js'
import { capitalised, serviceName, type Speech } from '../web/speech.js'
import type { Right, SystemAccess } from '../asking/system-access.js'

export interface AccessPageInput {
  company: string
  packageId: string
  systemId: string
  access:
    | Exclude<SystemAccess, { state: 'unavailable' }>
    | ({ state: 'unavailable'; reference: string } & Explained)
  /** When Altinn was asked, in epoch milliseconds. */
  readAt: number
  /** Where the organisation sees and deletes its system accesses; a whole address. */
  altinnHref?: string | undefined
}

/** What Altinn says of the system access now. */
export function accessPage(input: AccessPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.access
  const company = companyName(input.company)
  const { access } = input

  return {
    view: 'access/access',
    title: titleOf(words.heading, speech),
    breadcrumbs: breadcrumbsUnder(
      { name: t.frame.overview, href: '/overview' },
      { name: words.heading, href: '/access' },
      speech,
    ),
    words,
    lead:
      access.state === 'unavailable'
        ? undefined
        : say(words.lead, { company, time: speech.dateTime(input.readAt) }),
    alert: alertOf(input, company, speech),
    facts: access.state === 'active' ? factsOf(access, input, speech) : [],
    rights:
      access.state === 'active' && access.rights
        ? {
            list: access.rights.map(right => rightShown(right)),
            hint: say(access.kind === 'agent' ? words.packagesHint : words.permissionsSource, {
              company,
            }),
            namesMissing: access.rights.some(({ named }) => named === 'nothing'),
          }
        : undefined,
    rightsUnknown: access.state === 'active' && !access.rights,
    actions: actionsOf(access, company, speech),
    withdraw:
      access.state === 'active'
        ? input.altinnHref && {
            href: input.altinnHref,
            text: say(words.withdrawLink, { host: new URL(input.altinnHref).host }),
          }
        : undefined,
    isActive: access.state === 'active',
  } satisfies Page & Record<string, unknown>
}

interface Alert {
  tone: 'info' | 'warning' | 'danger'
  heading?: string
  text: string
  reference?: string
  link?: { text: string; href: string } | undefined
}

function alertOf(input: AccessPageInput, company: string, speech: Speech): Alert | undefined {
  const { t, say } = speech
  const words = t.access
  const { access } = input
  switch (access.state) {
    case 'active':
      return (
        access.pending && {
          tone: 'info',
          text: say(words.pending.text, { date: speech.date(access.pending.createdAt) }),
          link: {
            text: words.pending.link,
            href: `/access/change/receipt?change=${access.pending.id}`,
          },
        }
      )
    case 'waiting':
      return {
        tone: 'warning',
        heading: words.statuses.waiting,
        text: say(words.waiting.text, { company }),
        link: access.request.confirmUrl
          ? { text: words.waiting.link, href: access.request.confirmUrl }
          : undefined,
      }
    case 'gone': {
      const { id } = packageById(input.packageId) ?? { id: 'smartbasic' }
      return {
        tone: 'danger',
        heading: words.statuses.gone,
        text: say(words.gone.text, { company }),
        link: { text: words.gone.link, href: `/sign-up/${id}` },
      }
    }
    case 'unavailable':
      return {
        tone: 'warning',
        heading: access.words?.title ?? words.unavailable.heading,
        text:
          access.words?.text ??
          capitalised(
            say(words.unavailable[access.reason], { service: serviceName(access.service, speech) }),
          ),
        reference: say(words.unavailable.reference, { reference: access.reference }),
        link: { text: words.unavailable.again, href: '/access' },
      }
  }
}

interface Fact {
  name: string
  value: string
  isCode?: boolean
  tone?: 'success'
}

function factsOf(
  access: Extract<SystemAccess, { state: 'active' }>,
  { packageId, systemId }: AccessPageInput,
  speech: Speech,
): Fact[] {
  const { t, say } = speech
  const words = t.access
  const { systemUser, request, lastChange } = access
  const approvedAt = Date.parse(systemUser.created ?? '')
  return [
    { name: words.rows.status, value: words.statuses.active, tone: 'success' },
    ...(Number.isNaN(approvedAt)
      ? []
      : [{ name: words.rows.approved, value: speech.dateTime(approvedAt) }]),
    { name: words.kind, value: words.kinds[access.kind] },
    { name: words.rows.package, value: packageById(packageId)?.name ?? packageId },
    ...(systemUser.integrationTitle
      ? [{ name: words.rows.system, value: systemUser.integrationTitle }]
      : []),
    { name: words.rows.systemId, value: systemId, isCode: true },
    { name: words.rows.accessId, value: systemUser.id, isCode: true },
    ...(systemUser.externalRef
      ? [{ name: words.rows.reference, value: systemUser.externalRef, isCode: true }]
      : []),
    ...(request?.altinnRequestId
      ? [{ name: words.rows.request, value: request.altinnRequestId, isCode: true }]
      : []),
    ...(lastChange?.appliedAt
      ? [
          {
            name: words.rows.change,
            value: say(words.changedBy, {
              date: speech.dateTime(lastChange.appliedAt),
              id: lastChange.id,
            }),
          },
        ]
      : []),
  ]
}

const rightShown = ({ id, named }: Right) =>
  named === 'nothing' ? { id, name: undefined } : { id, ...named }

function actionsOf(
  access: AccessPageInput['access'],
  company: string,
  { t, say }: Speech,
): { button?: { text: string; href: string }; text?: string } {
  const words = t.access
  if (access.state !== 'active') return {}
  if (access.kind === 'agent')
    return {
      text: say(words.clientsCannotChange, { company }),
      button: { text: words.seeClients, href: '/clients' },
    }
  return access.rights ? { button: { text: words.ask, href: '/access/change' } } : {}
}
