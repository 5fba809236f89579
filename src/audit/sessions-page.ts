import { companyName, spacedOrganisationNumber } from '../design/formats.js'
import { consoleBreadcrumbs, consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import type { SignedInSession } from './signed-in-sessions.js'
import { viewsOf } from './views.js'

export const SESSIONS = '/admin/sessions'

export interface SessionsPageInput {
  own: readonly SignedInSession[]
  /** For an administrator. */
  all:
    | {
        sessions: readonly SignedInSession[]
        audience: 'staff' | 'customer' | undefined
        page: number
        isMore: boolean
      }
    | undefined
  mayReadLog: boolean
  /** How many one of our own people may have. */
  most: number
}

export function sessionsPage({ own, all, mayReadLog, most }: SessionsPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.audit.sessions
  return {
    view: 'audit/sessions',
    title: consoleTitleOf(words.heading, speech),
    words,
    shared: t.console,
    logOut: t.frame.logOut,
    views: viewsOf('sessions', { mayRead: mayReadLog }, speech),
    lead: say(words.lead, { most }),
    own: own.map(session => rowOf(session, speech)),
    all: all && {
      rows: all.sessions.map(session => rowOf(session, speech)),
      audiences: (['', 'staff', 'customer'] as const).map(value => ({
        value,
        text: value ? words.audiences[value] : t.console.all,
        isChosen: value === (all.audience ?? ''),
      })),
      pagination: paginationOf(all, speech),
    },
    endEverybodysHref: `${SESSIONS}/end-all`,
  } satisfies Page & Record<string, unknown>
}

function rowOf(session: SignedInSession, speech: Speech) {
  const { say, t } = speech
  const words = t.audit.sessions
  const { name, organisation, audience, isThis } = session
  const { address, browser, system } = session.from
  const person = personOf(session, speech)
  return {
    name,
    person: audience === 'customer' && !session.person ? t.audit.actors.customer : person,
    audience: words.kinds[audience],
    organisation:
      organisation &&
      say(words.organisation, {
        company: companyName(organisation.name),
        number: spacedOrganisationNumber(organisation.number),
      }),
    started: speech.shortDateTime(session.startedAt),
    startedUtc: new Date(session.startedAt).toISOString(),
    lastSeenUtc: new Date(session.lastSeenAt).toISOString(),
    lastSeen: speech.shortDateTime(session.lastSeenAt),
    browser:
      browser && system ? say(words.browserOn, { browser, system }) : (browser ?? system ?? ''),
    address: address ?? t.console.unknown,
    isThis,
    endLabel: say(words.endOf, { name }),
    endAll: {
      href: `${SESSIONS}/end-all?session=${name}`,
      text: words.endAllOfPerson,
      label: say(words.endAllOf, { person }),
    },
  }
}

/** ID-porten need not tell a customer's name. */
const personOf = ({ person, organisation }: SignedInSession, { t, say }: Speech): string =>
  person ||
  (organisation
    ? say(t.audit.sessions.personAt, { company: companyName(organisation.name) })
    : t.console.unknown)

function paginationOf(
  { audience, page, isMore }: NonNullable<SessionsPageInput['all']>,
  { t, say }: Speech,
) {
  if (page === 1 && !isMore) return undefined
  const hrefOf = (page: number) =>
    `${SESSIONS}?${new URLSearchParams({ ...(audience && { audience }), page: String(page) })}`
  const words = t.paging
  return {
    label: say(words.label, { what: t.audit.sessions.what }),
    previous:
      page > 1
        ? { text: words.previous, label: words.previousPage, href: hrefOf(page - 1) }
        : undefined,
    next: isMore ? { text: words.next, label: words.nextPage, href: hrefOf(page + 1) } : undefined,
    items: [
      {
        text: String(page),
        label: say(words.page, { number: page }),
        href: hrefOf(page),
        isCurrent: true,
      },
    ],
  }
}

/** Asks before all sessions of a person, or of everybody, are ended. */
export function endAllPage({ whose }: { whose: SignedInSession | undefined }, speech: Speech) {
  const { t, say } = speech
  const words = t.audit.sessions.confirm
  const person = whose && personOf(whose, speech)
  const heading = person === undefined ? words.everybody : say(words.person, { person })
  return {
    view: 'audit/end-all',
    title: consoleTitleOf(heading, speech),
    breadcrumbs: consoleBreadcrumbs(
      [
        { name: t.audit.sessions.heading, href: SESSIONS },
        {
          name: heading,
          href: `${SESSIONS}/end-all${whose ? `?session=${whose.name}` : ''}`,
        },
      ],
      speech,
    ),
    heading,
    effects: [whose ? words.personLoses : words.everybodyLoses, words.unsaved],
    notTouched: words.notTouched,
    noUndo: t.console.noUndo,
    action: `${SESSIONS}/end-all`,
    field: whose ? { name: 'session', value: whose.name } : { name: 'everybody', value: 'yes' },
    button: person === undefined ? words.yesEverybody : say(words.yesPerson, { person }),
    cancel: { text: t.console.cancel, href: SESSIONS },
  } satisfies Page & Record<string, unknown>
}
