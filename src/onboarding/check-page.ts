import { companyName, spacedOrganisationNumber } from '../design/formats.js'
import { kindOf, permissionsOf, type Package, type PermissionKey } from '../domain/packages.js'
import { breadcrumbsOf, titleOf, type Environment, type Page } from '../web/frame.js'
import type { NotAsked } from '../web/explain.js'
import type { Speech } from '../web/speech.js'
import { signUpHref } from './landing-page.js'

export interface CheckPageInput {
  package: Package
  company: string
  organisationNumber: string
  contactPerson: string
  email: string
  environment: Environment
  /** A request of this organisation still waits for its answer. */
  existing?: { createdAt: number; resources?: readonly PermissionKey[] } | undefined
  failure?: CheckFailure | undefined
}

export type CheckFailure =
  | NotAsked
  /** Altinn knows nobody by that number. */
  | { kind: 'unknownOrganisation' }
  | { kind: 'alreadyApproved'; mayOpenOverview: boolean }
  /** A request of the other kind must be answered at Altinn before this one can be sent. */
  | {
      kind: 'otherKindWaits'
      waiting: 'standard' | 'agent'
      /** Its host has been checked. */
      confirmUrl?: string | undefined
    }
  /** An earlier request stands in the way; a new one replaces it when the customer says so. */
  | { kind: 'endedBefore'; situation: 'rejected' | 'expired' }
  /** Nobody knows yet whether Altinn has the request, so nothing can be sent. */
  | { kind: 'checking' }

export function checkPage(input: CheckPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.check
  const company = companyName(input.company)
  const signUp = signUpHref(input.package)
  const isForClients = kindOf(input.package.id) === 'agent'
  const row = (key: keyof typeof words.rows, value: string, href: string) => ({
    name: words.rows[key],
    value,
    href,
    change: words.changeWhat[key],
  })

  return {
    view: 'onboarding/check',
    title: titleOf(words.heading, speech),
    breadcrumbs: breadcrumbsOf(words.heading, '/sign-up/check', speech),
    words,
    lead: say(words.lead, { package: input.package.name, company }),
    alert: alertOf(input, company, speech),
    rows: [
      row('package', input.package.name, '/#packages'),
      row('company', company, `${signUp}#companyName`),
      row(
        'organisationNumber',
        spacedOrganisationNumber(input.organisationNumber),
        `${signUp}#organisationNumber`,
      ),
      row('contactPerson', input.contactPerson, `${signUp}#contactPerson`),
      row('email', input.email, `${signUp}#email`),
    ],
    // A request that is there already asks for what it asks for, whatever the package.
    permissions: (input.existing?.resources ?? permissionsOf(input.package)).map(
      key => t.permissions[key],
    ),
    whoText: say(isForClients ? words.whoTextClients : words.whoText, { company }),
    steps: [
      words.weCreate,
      input.environment === 'sandbox' ? words.youChooseTestUser : say(words.youLogIn, { company }),
      words.youDecide,
      words.youReturn,
      ...(isForClients ? [words.youAddClients] : []),
    ],
    action: '/sign-up/check',
    send: buttonOf(input.failure, speech),
    edit: signUp,
    showEdit: input.failure?.kind === 'unknownOrganisation',
  } satisfies Page & Record<string, unknown>
}

/** `replaces` sends the explicit yes to a new request. No button when sending would not help. */
function buttonOf(
  failure: CheckFailure | undefined,
  { t }: Speech,
): { text: string; replaces: boolean } | undefined {
  switch (failure?.kind) {
    case undefined:
      return { text: t.check.submit, replaces: false }
    case 'noAnswer':
    case 'explained':
    case 'refused':
    case 'otherKindWaits':
      return { text: t.check.tryAgain, replaces: false }
    case 'endedBefore':
      return { text: t.check.newRequest, replaces: true }
    case 'unknownOrganisation':
    case 'alreadyApproved':
    case 'checking':
      return undefined
  }
}

interface Alert {
  tone: 'info' | 'warning' | 'danger'
  title?: string
  text: string
  link?: { text: string; href: string }
}

function alertOf(input: CheckPageInput, company: string, speech: Speech): Alert | undefined {
  const { failure, existing } = input
  const { t, say, date } = speech
  const words = t.check

  switch (failure?.kind) {
    case 'noAnswer':
      return {
        tone: 'danger',
        text: say(words.noAnswer, { service: t.services[failure.service] }),
      }
    case 'explained':
      return { tone: 'danger', ...failure.words }
    case 'refused':
      return { tone: 'danger', text: say(words.refused, { code: failure.code }) }
    case 'unknownOrganisation':
      return {
        tone: 'danger',
        text: say(words.unknownOrganisation, {
          number: spacedOrganisationNumber(input.organisationNumber),
        }),
      }
    case 'otherKindWaits':
      return {
        tone: 'warning',
        text: say(words.otherKindWaits[failure.waiting], { company }),
        ...(failure.confirmUrl && { link: { text: words.openWaiting, href: failure.confirmUrl } }),
      }
    case 'endedBefore':
      return { tone: 'warning', text: words.endedBefore[failure.situation] }
    case 'alreadyApproved':
      return failure.mayOpenOverview
        ? {
            tone: 'info',
            text: say(words.approvedAndOpen, { company }),
            link: { text: words.toOverview, href: '/overview' },
          }
        : {
            tone: 'info',
            text: say(words.approvedElsewhere, { company }),
            link: { text: words.aboutLogIn, href: '/login' },
          }
    case 'checking':
      return {
        tone: 'warning',
        text: words.checking,
        link: { text: words.seeStatus, href: '/receipt' },
      }
  }
  return existing && { tone: 'info', text: say(words.existing, { date: date(existing.createdAt) }) }
}
