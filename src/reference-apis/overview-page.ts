import { companyName, spacedOrganisationNumber } from '../design/formats.js'
import type { IconName } from '../design/icons.js'
import { paged } from '../design/paging.js'
import type { ClientChoice } from '../domain/clients.js'
import type { ResourceKey } from '../domain/packages.js'
import { clientName, clientPickerOf } from '../web/client-picker.js'
import type { Explained } from '../web/explain.js'
import { titleOf, type Page } from '../web/frame.js'
import { paginationOf } from '../web/pagination.js'
import { capitalised, serviceName, type Speech } from '../web/speech.js'
import type { OpenClaims } from './claims.js'
import { amountOr, dayIn, dayOf, nameOf } from './claims-words.js'
import type { Reply } from './client.js'
import type { Logistics, Salary, SystemUserInfo } from './demo-apis.js'

export interface OverviewPageInput {
  company: string
  organisationNumber: string
  /** When the answers came, in epoch milliseconds. */
  fetchedAt: number
  strip: Strip
  /** Left out when nothing was asked, because the strip says why. */
  logistics?: Module<Logistics> | undefined
  salary?: Module<Salary> | undefined
  claims?: Module<OpenClaims> | undefined
  /** Whom the API sees behind our calls: for whoever presents the demo. */
  systemUserInfo?: Module<SystemUserInfo> | undefined
  /** Which page of the open claims is shown, from 1. */
  claimsPage?: number | undefined
  /** Nobody signed in: the browser may look because it did the registration. */
  withoutSignIn?: boolean | undefined
  /** Where one asks for one more permission, when there is such a page. */
  askHref?: ((permission: ResourceKey) => string) | undefined
  /** Where Røntgen shows the call behind a module, when it does. */
  callHref?: ((module: ResourceKey) => string | undefined) | undefined
  allClaimsHref?: string | undefined
  permissionsHref?: string | undefined
  /** For an accountant: whose figures these are. */
  clients?: ClientChoice | undefined
}

/** The state of the system access, told on top. */
export type Strip =
  | { state: 'active'; approvedAt?: number | undefined; permissions: number }
  /** Where the request can still be answered, checked to be Altinn's; no link without it. */
  | { state: 'waiting'; confirmUrl?: string | undefined }
  | { state: 'deleted'; newRequestHref: string }
  /** Nobody could say. What the APIs answered still stands. */
  | Unavailable

export interface Unavailable extends Explained {
  state: 'unavailable'
  /** The reference of the action, as in the log. */
  reference: string
}

/** Claims that are `withheld` say so in the answer itself. */
export type Module<T> = Reply<T> | { state: 'withheld' } | Unavailable

export function overviewPage(input: OverviewPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.overview
  const company = companyName(input.company)
  const { clients } = input
  const party = clients?.chosen ? clientName(clients.chosen) : company
  const failure = sharedFailure(input)

  return {
    view: 'reference-apis/overview',
    title: titleOf(words.heading, speech),
    words,
    fetched: say(words.fetched, { time: speech.dateTime(input.fetchedAt) }),
    picker: clients && clientPickerOf(clients, speech),
    refreshHref: hrefOf(input),
    notice: input.withoutSignIn ? words.withoutSignIn : undefined,
    strip: failure
      ? failedStrip(failure, words.strip.unavailable, words.strip, speech)
      : stripOf(input, company, speech),
    modules: failure
      ? []
      : [
          input.logistics && logistics(input.logistics, input, party, speech),
          input.salary && salary(input.salary, input, party, speech),
          input.claims && claims(input.claims, input, party, speech),
          input.systemUserInfo && systemUserInfo(input.systemUserInfo, input, party, speech),
        ].filter(module => module !== undefined),
  } satisfies Page & Record<string, unknown>
}

/** This page, of the same client. */
function hrefOf({ clients }: OverviewPageInput, more: Record<string, string> = {}): string {
  const { chosen } = clients ?? {}
  const query = new URLSearchParams({
    ...(chosen && { client: chosen.organisationNumber }),
    ...more,
  }).toString()
  return query === '' ? '/overview' : `/overview?${query}`
}

/** When all fail for one reason, it is said once, in the strip, and not in every module. */
function sharedFailure(input: OverviewPageInput): Unavailable | undefined {
  const { logistics, salary, claims } = input
  const modules = [logistics, salary, claims].filter(module => module !== undefined)
  const failures = modules.filter(module => module.state === 'unavailable')
  const causes = new Set(failures.map(causeOf))
  const isShared = failures.length === modules.length && causes.size === 1 && !causes.has(undefined)
  return isShared ? failures[0] : undefined
}

/** Undefined when each module stands for a service of its own. */
const causeOf = ({ words, service, reason }: Unavailable): string | undefined =>
  words?.title ?? (service && `${service} ${reason}`) // their texts have references in them

interface StripShown {
  tone: 'success' | 'warning' | 'danger'
  icon: IconName
  heading: string
  text: string
  link?: { text: string; href: string } | undefined
}

function stripOf(
  { strip, permissionsHref }: OverviewPageInput,
  company: string,
  speech: Speech,
): StripShown {
  const { t, say } = speech
  const words = t.overview.strip

  switch (strip.state) {
    case 'active': {
      const { approvedAt, permissions: count } = strip
      const permissions = say(words.permissions[speech.plural(count)], { count })
      return {
        tone: 'success',
        icon: 'ShieldCheckmark',
        heading: words.active,
        text:
          approvedAt === undefined
            ? permissions
            : `${say(words.approvedOn, { date: speech.date(approvedAt) })} ${permissions}`,
        link: permissionsHref ? { text: words.seePermissions, href: permissionsHref } : undefined,
      }
    }
    case 'waiting':
      return {
        tone: 'warning',
        icon: 'Hourglass',
        heading: words.waiting,
        text: say(words.waitingText, { company }),
        link: strip.confirmUrl ? { text: words.toAltinn, href: strip.confirmUrl } : undefined,
      }
    case 'deleted':
      return {
        tone: 'danger',
        icon: 'XMarkOctagon',
        heading: words.deleted,
        text: words.deletedText,
        link: { text: words.newRequest, href: strip.newRequestHref },
      }
    case 'unavailable':
      return failedStrip(strip, words.unknown, t.overview, speech)
  }
}

/** Why there is nothing, in the upstream's own words when it had any. */
function failedStrip(
  failure: Unavailable,
  heading: string,
  words: Readonly<Record<Explained['reason'], string>>,
  speech: Speech,
): StripShown {
  const { reference } = failure
  return {
    tone: 'warning',
    icon: 'ExclamationmarkTriangle',
    heading: failure.words?.title ?? heading,
    text: `${sentenceAbout(failure, words, speech)} ${speech.say(speech.t.overview.reference, { reference })}`,
  }
}

function sentenceAbout(
  { words: own, reason, service }: Unavailable,
  words: Readonly<Record<Explained['reason'], string>>,
  speech: Speech,
): string {
  if (own) return own.text
  return capitalised(speech.say(words[reason], { service: serviceName(service, speech) }))
}

/** What is not a permission of its own cannot be asked for. */
type ModuleId = ResourceKey | 'systemUserInfo'

interface ModuleShown {
  id: ModuleId
  icon: IconName
  heading: string
  tag: { tone: 'success' | 'warning' | 'neutral'; icon?: IconName; text: string }
  /** What is said when there is nothing to show. */
  sentence?: string
  reference?: string
  facts?: readonly { name: string; value: string }[]
  figures?: readonly { name: string; value: string }[]
  table?: ReturnType<typeof tableOf>
  link?: { text: string; href: string; isButton: boolean; isBusy?: boolean } | undefined
  call?: string | undefined
}

function logistics(
  module: Module<Logistics>,
  input: OverviewPageInput,
  company: string,
  speech: Speech,
) {
  const words = speech.t.overview.logistics
  return moduleOf('logistics', 'Truck', module, input, company, speech, data => ({
    facts: [
      ...(
        ['status', 'shipmentStatus', 'importStatus', 'exportStatus', 'transitStatus'] as const
      ).map(key => ({ name: words.rows[key], value: translated(data[key], words.values) })),
      { name: words.rows.createTime, value: momentIn(data.createTime, speech) },
    ],
  }))
}

function salary(module: Module<Salary>, input: OverviewPageInput, company: string, speech: Speech) {
  const words = speech.t.overview.salary
  return moduleOf('salary', 'Wallet', module, input, company, speech, data => ({
    facts: [
      { name: words.rows.status, value: translated(data.salaryStatus, words.values) },
      { name: words.rows.amount, value: speech.money(data.salaryAmount) },
    ],
  }))
}

function systemUserInfo(
  module: Module<SystemUserInfo>,
  input: OverviewPageInput,
  company: string,
  speech: Speech,
) {
  const { rows } = speech.t.overview.systemUserInfo
  return moduleOf('systemUserInfo', 'KeyHorizontal', module, input, company, speech, data => ({
    facts: [
      {
        name: rows.organisation,
        value: spacedOrganisationNumber(data.systemuser_org.ID.replace(/^0192:/, '')),
      },
      { name: rows.id, value: data.systemuser_id.join(', ') },
      { name: rows.system, value: data.system_id },
    ],
  }))
}

function claims(
  reply: Module<OpenClaims>,
  input: OverviewPageInput,
  company: string,
  speech: Speech,
) {
  const { say, t } = speech
  const words = t.overview.claims
  const isWithheld = reply.state === 'answer' && reply.data.skjermet
  const module: typeof reply = isWithheld ? { state: 'withheld' } : reply

  return moduleOf('claims', 'Receipt', module, input, company, speech, data => {
    const sums = data.totalOversikt ?? {}
    const rows = claimRows(data, input.fetchedAt, speech)
    return {
      figures: [
        { name: words.figures.overdue, value: amountOr(sums.sumForfalteKrav, speech) },
        { name: words.figures.notYetDue, value: amountOr(sums.sumIkkeForfalteKrav, speech) },
        { name: words.figures.interest, value: amountOr(sums.sumStipulerteRenter, speech) },
        { name: words.figures.balance, value: amountOr(sums.saldo, speech) },
      ],
      ...(rows.length > 0
        ? { table: tableOf(rows, input, speech) }
        : { sentence: say(words.nothing, { company }) }),
      link: input.allClaimsHref
        ? { text: words.all, href: input.allClaimsHref, isButton: false }
        : undefined,
    }
  })
}

/** What all modules have in common: heading, tag, and the sentence when there is no answer. */
function moduleOf<T>(
  id: ModuleId,
  icon: IconName,
  module: Module<T>,
  input: OverviewPageInput,
  company: string,
  speech: Speech,
  show: (data: T) => Partial<ModuleShown>,
): ModuleShown {
  const { t, say } = speech
  const words = t.overview
  const { tags } = words
  const common = { id, icon, heading: words[id].heading, call: callOf(id, input) }
  const access = { tone: 'success', icon: 'Checkmark', text: tags.access } as const

  switch (module.state) {
    case 'answer':
      return { ...common, tag: access, ...show(module.data) }
    case 'nothing':
      return { ...common, tag: access, sentence: say(words[id].nothing, { company }) }
    case 'withheld':
      return { ...common, tag: access, sentence: words.claims.withheld }
    case 'noPermission': {
      const href = id === 'systemUserInfo' ? undefined : input.askHref?.(id)
      return {
        ...common,
        tag: { tone: 'warning', icon: 'PadlockLocked', text: tags.noPermission },
        sentence: input.clients
          ? say(t.access.picker.refused, { client: company })
          : href && id === 'salary'
            ? words.salary.noPermissionMayAsk
            : words[id].noPermission,
        link: href
          ? { text: id === 'salary' ? words.salary.ask : words.ask, href, isButton: true }
          : undefined,
      }
    }
    case 'unavailable': {
      const { reference } = module
      return {
        ...common,
        tag: { tone: 'neutral', text: tags.unavailable },
        sentence: sentenceAbout({ service: id, ...module }, words, speech),
        reference: say(words.reference, { reference }),
        link: {
          text: words.tryAgain,
          href: `${hrefOf(input)}#${id}`,
          isButton: true,
          isBusy: true,
        },
      }
    }
  }
}

const callOf = (id: ModuleId, { callHref }: OverviewPageInput) =>
  id === 'systemUserInfo' ? undefined : callHref?.(id)

interface ClaimRow {
  text: string
  /** The language of the text when it is not the visitor's: `nb` from Skatteetaten. */
  lang?: string | undefined
  due: string
  remaining: string
  status: { text: string; tone: 'danger' | 'info' }
  /** For the order: `YYYY-MM-DD`. */
  dueDay: string
}

/** A claim has one or more due dates, and each with something left to pay is a row. */
function claimRows(data: OpenClaims, now: number, speech: Speech): ClaimRow[] {
  const words = speech.t.overview.claims
  const today = dayOf(now)
  return data.aapentKravMedGjenstaaendeBeloep
    .flatMap(claim => {
      const named = nameOf(claim, speech)
      const parts =
        claim.kravforfall.length > 0 ? claim.kravforfall : [{ ...claim, forfallsdato: undefined }]
      return parts
        .filter(part => part.gjenstaaendeBeloep !== 0)
        .map(({ forfallsdato = '', gjenstaaendeBeloep }) => {
          const isOverdue = forfallsdato !== '' && forfallsdato < today
          return {
            ...named,
            dueDay: forfallsdato,
            due: dayIn(forfallsdato, speech),
            remaining: amountOr(gjenstaaendeBeloep, speech),
            status: isOverdue
              ? ({ text: words.overdue, tone: 'danger' } as const)
              : ({ text: words.notYetDue, tone: 'info' } as const),
          }
        })
    })
    .sort((a, b) => a.dueDay.localeCompare(b.dueDay))
}

function tableOf(rows: readonly ClaimRow[], input: OverviewPageInput, speech: Speech) {
  const { t } = speech
  const { rows: shown, ...place } = paged(rows, input.claimsPage)
  return {
    caption: t.overview.claims.caption,
    region: t.overview.claims.region,
    columns: t.overview.claims.columns,
    rows: shown,
    pagination: paginationOf(
      place,
      t.paging.openClaims,
      page => `${hrefOf(input, { page: String(page) })}#claims`,
      speech,
    ),
  }
}

/** A value we have no word for is shown as received. */
const translated = (value: string, words: Readonly<Record<string, string>>) =>
  Object.hasOwn(words, value) ? words[value]! : value

/** The real API writes its server's own format: what is not ISO 8601 is shown as received. */
function momentIn(text: string, speech: Speech): string {
  const isIso = /^\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:\d{2})$/.test(text)
  const instant = isIso ? Date.parse(text) : NaN
  return Number.isNaN(instant) ? text : speech.shortDateTime(instant)
}
