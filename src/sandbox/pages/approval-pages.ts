import { spacedOrganisationNumber, type Language } from '../../design/formats.js'
import { isChange, pageFor, type AnyRequest } from '../altinn/answers.js'
import { whatIsMissing } from '../altinn/approval.js'
import { PROBLEMS, type AltinnProblem, type ProblemCode } from '../altinn/problems.js'
import { isTimedOut, type ApprovalPage } from '../altinn/requests.js'
import { logOutAddress, OVERVIEW } from '../site/addresses.js'
import type { Alert, NoticePage, Page } from '../site/site.js'
import { fill, filledParts, type Texts } from '../site/texts.js'
import {
  organisationName,
  packageInWords,
  permissionsIn,
  resourceInWords,
  systemName,
  type Permission,
} from '../site/words.js'
import type { Person } from '../state/state.js'
import type { World } from '../world/world.js'

/* What the pages show on which somebody answers a request. */

/** What somebody is asked, in words. */
export interface Matter {
  kind: ApprovalPage
  id: string
  state: 'open' | 'accepted' | 'rejected' | 'expired'
  isForwarded: boolean
  system: string
  vendor: { name: string; number: string }
  /** The name of the organisation that is asked. */
  company: string
  added: Permission[]
  removed: Permission[]
}

export function matterOf(
  world: World,
  request: AnyRequest,
  language: Language,
  texts: Texts,
): Matter {
  const { id, systemId, partyOrgNo } = request
  const vendor = world.state.systems.get(systemId)?.vendorOrgNo ?? ''
  const words = (given: Parameters<typeof permissionsIn>[1]) =>
    permissionsIn(world, given, language, texts)
  const common = {
    id,
    state: stateOf(world, request),
    system: systemName(world, systemId, language),
    vendor: { name: organisationName(world, vendor), number: spacedOrganisationNumber(vendor) },
    company: organisationName(world, partyOrgNo),
  }
  if (!isChange(request))
    return {
      ...common,
      kind: pageFor(request),
      isForwarded: request.escalated,
      added: words(request),
      removed: [],
    }
  const { requiredRights, requiredAccessPackages, unwantedRights, unwantedAccessPackages } = request
  return {
    ...common,
    kind: 'changerequest',
    isForwarded: false,
    added: words({ rights: requiredRights, accessPackages: requiredAccessPackages }),
    removed: words({ rights: unwantedRights, accessPackages: unwantedAccessPackages }),
  }
}

function stateOf(world: World, request: AnyRequest): Matter['state'] {
  const { status } = request
  if (status === 'Accepted') return 'accepted'
  if (status === 'Rejected' || status === 'Denied') return 'rejected'
  return status === 'Timedout' || isTimedOut(world, request) ? 'expired' : 'open'
}

/** What the person in front of the page can do about it. */
export type Standing = 'mayAnswer' | 'mayForward' | 'mayNot' | 'otherOrganisation'

export interface AnswerPage extends Page {
  view: 'sandbox/approval'
  question?: string
  sentence?: { text: string; isFilledIn: boolean }[]
  alert?: Alert
  lists: { heading: string; permissions: Permission[] }[]
  withdraw?: string
  actions: Action[]
  vendor?: string
}

/** A button that gives an answer, or a link that leads somewhere. */
export interface Action {
  label: string
  isPrimary: boolean
  answer?: 'approve' | 'reject' | 'escalate'
  href?: string
}

/**
 * @param leave where a person goes who is done: out, or back to the overview
 * @param alert what Altinn said when the person tried
 */
export function answerPage(
  matter: Matter,
  standing: Standing,
  texts: Texts,
  { leave, alert }: { leave: 'logOut' | 'overview'; alert?: Alert | undefined },
): AnswerPage {
  const { kind, system, company } = matter
  const words = texts.approval
  const out = (label: string): Action => ({
    label: leave === 'overview' ? words.back : label,
    isPrimary: false,
    href: leave === 'overview' ? OVERVIEW : logOutAddress(kind, matter.id),
  })
  const page = (rest: Partial<AnswerPage>): AnswerPage => ({
    view: 'sandbox/approval',
    title: words.title[kind],
    lists: [],
    actions: [out(words.close)],
    ...rest,
  })

  if (standing === 'otherOrganisation')
    return page({ alert: { color: 'warning', text: words.otherOrganisation } })
  if (standing === 'mayNot') return page({ alert: { color: 'warning', ...words.mayNot } })

  const vendor = fill(words.vendor, {
    system,
    vendor: matter.vendor.name,
    number: matter.vendor.number,
  })
  const asked: Partial<AnswerPage> = {
    question: fill(words.question[kind], { system }),
    sentence: filledParts(words.sentence[kind], { system, company }),
    lists: listsOf(matter, texts),
    vendor,
  }
  const answered = ANSWERED[matter.state]
  if (answered) return page({ ...asked, alert: { color: 'info', text: words[answered] } })

  if (standing === 'mayForward') {
    const { heading, text } = matter.isForwarded ? words.forwarded : words.mayForward
    const color = matter.isForwarded ? 'success' : 'warning'
    return page({
      alert: { color, heading, text: fill(text, { company }) },
      actions: matter.isForwarded
        ? [out(words.finish)]
        : [{ label: words.forward, isPrimary: true, answer: 'escalate' }, out(words.close)],
      vendor,
    })
  }
  return page({
    ...asked,
    ...(alert && { alert }),
    withdraw: words.withdraw,
    actions: [
      { label: words.approve[kind], isPrimary: true, answer: 'approve' },
      { label: words.reject, isPrimary: false, answer: 'reject' },
    ],
  })
}

const ANSWERED = {
  open: undefined,
  accepted: 'alreadyAccepted',
  rejected: 'alreadyRejected',
  expired: 'expired',
} as const satisfies Record<Matter['state'], keyof Texts['approval'] | undefined>

function listsOf({ kind, added, removed }: Matter, { approval }: Texts): AnswerPage['lists'] {
  const lists =
    kind === 'changerequest'
      ? [
          { heading: approval.added, permissions: added },
          { heading: approval.removed, permissions: removed },
        ]
      : [{ heading: approval.gets[added.length === 1 ? 'one' : 'other'], permissions: added }]
  return lists.filter(({ permissions }) => permissions.length > 0)
}

/** Altinn's no to an attempt, as the page shows it. */
export function refusalOf(
  world: World,
  { code }: AltinnProblem,
  request: AnyRequest,
  person: Person,
  language: Language,
  texts: Texts,
): Alert {
  const { resources, accessPackages } = whatIsMissing(world, request, person)
  const missing = [
    ...resources.map(id => resourceInWords(world, id, language)),
    ...accessPackages.map(urn => packageInWords(world, urn, language, texts)),
  ]
  if (LACKING.has(code) && missing.length > 0) {
    const permissions = missing.map(({ title }) => title).join(', ')
    return { color: 'danger', text: fill(texts.approval.lacking, { permissions }) }
  }
  return problemAlert(code, texts)
}

/** Altinn's no in its own words. */
export const problemAlert = (code: ProblemCode, { approval }: Texts): Alert => ({
  color: 'danger',
  text: fill(approval.refused, { code }),
  quote: PROBLEMS[code][1],
})

/** The codes for a person who cannot pass on what is asked for. */
const LACKING: ReadonlySet<string> = new Set(['AUTH-00001', 'AUTH-00016', 'AUTH-00053'])

export const lostPage = (why: 'notFound' | 'missingId', { lost }: Texts): NoticePage => ({
  view: 'sandbox/notice',
  title: lost.title,
  text: lost[why],
  link: { label: lost.toStart, href: '/' },
})

/** @param redirectUrl as the vendor gave it: Altinn adds nothing */
export function loggedOutPage(
  redirectUrl: string | undefined,
  { loggedOut, lost }: Texts,
): NoticePage {
  const page = { view: 'sandbox/notice', title: loggedOut.title } as const
  if (!redirectUrl || !isWebAddress(redirectUrl))
    return { ...page, text: loggedOut.nowhere, link: { label: lost.toStart, href: '/' } }
  const { host } = new URL(redirectUrl)
  return {
    ...page,
    text: fill(loggedOut.onItsWay, { host }),
    link: { label: fill(loggedOut.goOn, { host }), href: redirectUrl },
    goOnTo: redirectUrl,
  }
}

const isWebAddress = (address: string) => /^https?:\/\//i.test(address) && URL.canParse(address)
