import type { SentCall } from '../asking/requests.js'
import type { Right } from '../asking/system-access.js'
import type { ListedRequest, Standing } from '../database/request-list.js'
import { nameOrNumber, spacedOrganisationNumber } from '../design/formats.js'
import { consoleBreadcrumbs, consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { remedyFor } from './check-page.js'
import { emailDraft } from './email-draft.js'
import { LIST } from './list-page.js'
import { addressOfForm } from './order-page.js'
import { qrCodeOf } from './qr.js'
import { aboutWords, standingTag } from './request-words.js'

/** After so many days Altinn says that a request has expired. */
const LIFETIME_MS = 180 * 24 * 60 * 60 * 1000

export interface HistoryEntry {
  at: number
  event: string
  /** Our own people only, and only for those who may see names. */
  actor: string | undefined
}

export interface RequestPageInput {
  listed: ListedRequest
  /** What is the same of requests and changes. */
  row: {
    systemId: string
    checkedAt: number | null
    externalReference: string | null
    returnAddress: string | null
    /** Where it is answered, its host checked; null when there is no such place. */
    confirmUrl: string | null
    altinnRequestId: string | null
    systemUserId: string | null
    altinnStatus: string | null
    failure: string | null
    active: boolean
  }
  contact: { email: string | null; contactPerson: string | null }
  /** Who asked, if it was one of ours and may be named. */
  createdBy: string | undefined
  isByCustomer: boolean
  asked: readonly (Right & { fate?: 'added' | 'removed' | 'kept' })[]
  history: readonly HistoryEntry[]
  call: SentCall
  /** Whether this person may change anything. */
  mayAct: boolean
  /** The customer's language. */
  draftSpeech: Speech
  /** Somebody asked to see it. */
  isDraftOpen: boolean
}

export function requestPage(input: RequestPageInput, speech: Speech) {
  const { listed, row } = input
  const { t } = speech
  const words = t.requests.one
  const company = nameOrNumber(listed)
  const href = `${LIST}/${listed.id}`
  const waits = listed.standing === 'waiting' && row.confirmUrl !== null
  // One that was taken in from Altinn was sent by somebody else, in a way we have not seen.
  const isAdopted = input.history.some(({ event }) => event === ADOPTED)

  return {
    view: 'requests/request',
    organisationNumber: listed.organisationNumber,
    title: consoleTitleOf(company, speech),
    breadcrumbs: consoleBreadcrumbs(
      [
        { name: t.requests.heading, href: LIST },
        { name: company, href },
      ],
      speech,
    ),
    scripts: ['copy.js'],
    words,
    shared: t.console,
    company,
    customer: { text: words.toCustomer, href: `/admin/customers/${listed.organisationNumber}` },
    status: standingTag(listed.standing, speech),
    next: nextOf(input, speech),
    check: input.mayAct && mayCheck(listed.standing) ? { action: `${href}/check` } : undefined,
    again: input.mayAct && mayAskAgain(input) ? { href: againHref(listed) } : undefined,
    facts: factsOf(input, isAdopted, speech),
    asked: input.asked.map(({ id, named, fate }) => ({
      id,
      name: named === 'nothing' ? undefined : named.name,
      owner: named === 'nothing' ? undefined : named.owner,
      tag: fate && { text: words[fate], tone: FATE_TONES[fate] },
    })),
    namesMissing: input.asked.some(({ named }) => named === 'nothing'),
    answer: waits && row.confirmUrl !== null ? answerOf(input, row.confirmUrl, speech) : undefined,
    history: input.history.map(({ at, event, actor }) => ({
      at: speech.shortDateTime(at),
      event:
        actor && isDoneByUs(event)
          ? speech.say(words.historyEntry, { event: eventWords(event, speech), actor })
          : eventWords(event, speech),
    })),
    json: isAdopted
      ? undefined
      : {
          call: `${input.call.method} ${input.call.path}`,
          body: JSON.stringify(input.call.body, null, 2),
          href: `${href}.json`,
          note: listed.type === 'change' || row.returnAddress !== null ? undefined : words.jsonText,
        },
    remove: removeOf(input, href, speech),
  } satisfies Page & Record<string, unknown>
}

const FATE_TONES = { added: 'success', removed: 'danger', kept: 'neutral' } as const

/** Where Altinn may have something to say. */
const mayCheck = (standing: Standing): boolean =>
  !['notSent', 'refused', 'replaced', 'deleted', 'noChange'].includes(standing)

const ASK_AGAIN: readonly Standing[] = [
  'rejected',
  'expired',
  'notSent',
  'refused',
  'deleted',
  'deletedInAltinn',
]

const mayAskAgain = ({ listed }: RequestPageInput): boolean =>
  listed.type !== 'change' && ASK_AGAIN.includes(listed.standing)

function againHref({ type, organisationNumber, packageId }: ListedRequest): string {
  const query = new URLSearchParams({
    organisationNumber,
    ...(packageId !== 'chosen' && { package: packageId }),
  })
  return `${addressOfForm(type === 'agent' ? 'agent' : 'standard')}?${query}`
}

function nextOf({ listed, row }: RequestPageInput, { t, say }: Speech): string {
  const words = t.requests.one.next
  const { standing, type } = listed
  if (standing === 'waiting' && row.confirmUrl === null) return words.noLink
  if (standing === 'approved' && type === 'change') return words.changeApproved
  if (standing !== 'refused') return words[standing]
  const remedy = t.requests.check.refused.remedies[remedyFor(row.failure ?? '')]
  return say(remedy as string, { number: spacedOrganisationNumber(listed.organisationNumber) })
}

const ADOPTED = 'request adopted'

interface Fact {
  name: string
  value: string
  isCode?: boolean
}

function factsOf(input: RequestPageInput, isAdopted: boolean, speech: Speech): Fact[] {
  const { listed, row } = input
  const { t, dateTime } = speech
  const words = t.requests.one
  const names = words.facts
  const code = (name: string, value: string | null): Fact[] =>
    value === null ? [] : [{ name, value, isCode: true }]
  const isChange = listed.type === 'change'

  return [
    {
      name: names.organisationNumber,
      value: spacedOrganisationNumber(listed.organisationNumber),
    },
    { name: names.type, value: t.requests.types[listed.type] },
    { name: names.about, value: aboutWords(listed, speech) },
    { name: names.created, value: dateTime(listed.createdAt) },
    {
      name: names.createdBy,
      value: isAdopted
        ? words.byUnknown
        : (input.createdBy ?? (input.isByCustomer ? words.byCustomer : words.byStaff)),
    },
    {
      name: names.checked,
      value: row.checkedAt === null ? words.notYet : dateTime(row.checkedAt),
    },
    ...code(names.system, row.systemId),
    ...(isChange
      ? []
      : [
          { name: names.reference, value: row.externalReference ?? words.noReference },
          { name: names.returnAddress, value: row.returnAddress ?? words.receipt },
        ]),
    ...code(names.requestId, row.altinnRequestId),
    ...(isChange ? code(names.systemUserId, row.systemUserId) : []),
    ...code(names.status, row.altinnStatus),
    ...(SHOWS_PROBLEM.includes(listed.standing) ? code(names.problem, row.failure) : []),
  ]
}

/** Elsewhere, what is noted as the reason is a word of our own. */
const SHOWS_PROBLEM: readonly Standing[] = ['unclear', 'notSent', 'refused']

/** All that helps the customer to answer. */
function answerOf(input: RequestPageInput, link: string, { t, say, date }: Speech) {
  const { listed, contact, asked, draftSpeech } = input
  const words = t.requests.one
  const expiresAt = listed.createdAt + LIFETIME_MS
  const draft = emailDraft(
    {
      type: listed.type,
      company: nameOrNumber(listed),
      organisationNumber: listed.organisationNumber,
      ...contact,
      rights: asked
        .filter(({ fate }) => fate !== 'removed')
        .map(({ id, named }) => (named === 'nothing' ? id : named.name)),
      expiresAt,
      link,
    },
    draftSpeech,
  )
  const other = draftSpeech.language === 'nb' ? 'en' : 'nb'
  return {
    link,
    waiting: say(words.waitingSince, {
      since: date(listed.createdAt),
      until: date(expiresAt),
    }),
    qr: qrCodeOf(link),
    draft: {
      ...draft,
      language: draftSpeech.language,
      isOpen: input.isDraftOpen,
      rows: draft.text.split('\n').length + 1,
      other: { text: words.draftOther[other], href: `${LIST}/${listed.id}?draft=${other}#draft` },
      noAddress: contact.email === null ? words.noAddress : undefined,
    },
  }
}

/** A request that cannot be deleted says why; of one that is over there is nothing to delete. */
function removeOf({ listed, row, mayAct }: RequestPageInput, href: string, { t }: Speech) {
  const words = t.requests.one
  if (!mayAct || !row.active) return undefined
  if (listed.standing === 'approved') return { text: words.cannotDelete }
  if (listed.standing === 'sending' || listed.standing === 'unclear')
    return { text: words.cannotDeleteYet }
  return { text: words.deleteText, link: { text: words.delete, href: `${href}/delete` } }
}

/** Of an answer, whoever happened to look did nothing. */
const isDoneByUs = (event: string): boolean =>
  /(intended|deleted|replaced|adopted|taken back)$/.test(event)

/** What happened. One without words yet is called what it is called in the database. */
function eventWords(event: string, { t }: Speech): string {
  const key = Object.hasOwn(EVENTS, event) ? EVENTS[event] : undefined
  return key ? t.requests.events[key] : event
}

const EVENTS: Readonly<Record<string, keyof Speech['t']['requests']['events']>> = {
  'request intended': 'intended',
  'request linked': 'linked',
  'request not sent': 'notSent',
  'request unclear': 'unclear',
  'request refused': 'refused',
  'request not needed': 'notNeeded',
  'request approved': 'approved',
  'request rejected': 'rejected',
  'request expired': 'expired',
  'request replaced': 'replaced',
  'request gone': 'gone',
  'request deleted': 'deleted',
  [ADOPTED]: 'adopted',
  'change intended': 'intended',
  'change linked': 'linked',
  'change not sent': 'notSent',
  'change unclear': 'unclear',
  'change refused': 'refused',
  'change approved': 'approved',
  'change not needed': 'changeNotNeeded',
  'change rejected': 'rejected',
  'change taken back': 'takenBack',
  'change gone': 'gone',
  'change deleted': 'deleted',
}
