import { formatsFor, spacedOrganisationNumber, type Language } from '../../design/formats.js'
import { isOpen, ownSystemUsers, pageFor, type AnyRequest } from '../altinn/answers.js'
import { DISCOVERY } from '../oidc/provider.js'
import { approvalAddress, DESK, OVERVIEW } from '../site/addresses.js'
import type { ConfirmPage, NoticePage, Page } from '../site/site.js'
import { fill, type Texts } from '../site/texts.js'
import { organisationName, personName, roleIn, systemName } from '../site/words.js'
import type { Call } from '../world/call-log.js'
import { FAULT_KINDS, SCENARIO_NAMES } from '../world/faults.js'
import { TARGET_NAMES } from '../world/targets.js'
import type { World } from '../world/world.js'

/* What those see who show the sandbox to others. */

export interface StartPage extends Page {
  view: 'sandbox/start'
  words: Texts['start']
  doors: { label: string; href: string }[]
  pending: {
    company: string
    number: string
    kind: string
    system: string
    sent: string
    href: string
  }[]
  organisations: { name: string; number: string; persons: string[]; systemUsers: string }[]
  strangers: string
  addresses: { name: string; address: string; isPage: boolean }[]
}

export function startPage(world: World, language: Language, texts: Texts): StartPage {
  const words = texts.start
  const { state } = world
  const persons = [...state.persons.values()]
  const strangers = persons.filter(({ roles }) => roles.length === 0).map(personName)
  return {
    view: 'sandbox/start',
    title: words.title,
    isWide: true,
    words,
    doors: [
      { label: words.desk, href: DESK },
      { label: words.overview, href: OVERVIEW },
    ],
    pending: pendingIn(world, language, texts),
    organisations: [...state.organisations.values()]
      .map(({ orgNo }) => ({
        name: organisationName(world, orgNo),
        number: spacedOrganisationNumber(orgNo),
        persons: persons.flatMap(person => {
          const role = roleIn(orgNo, person)
          return role ? [`${personName(person)}, ${texts.roles[role]}`] : []
        }),
        systemUsers: ownSystemUsers(world, orgNo)
          .map(({ integrationTitle }) => integrationTitle)
          .join(', '),
      }))
      .filter(({ persons: own }) => own.length > 0), // the vendor has nobody to log in as
    strangers:
      strangers.length > 0
        ? fill(words.stranger, { names: formatsFor(language).list(strangers) })
        : '',
    addresses: [
      { name: words.issuer, address: world.names.issuer, isPage: false },
      { name: words.metadata, address: '/.well-known/oauth-authorization-server', isPage: true },
      { name: words.altinn, address: '/authentication/api/v1', isPage: false },
      {
        name: words.registry,
        address: '/resourceregistry/api/v1/resource/resourcelist',
        isPage: true,
      },
      { name: words.apis, address: '/api', isPage: false },
      { name: words.claims, address: '/v1/regnskapssystem', isPage: false },
      { name: words.logIn, address: DISCOVERY, isPage: true },
      { name: words.tools, address: '/_sandbox', isPage: true },
    ],
  }
}

/** All that wait, also an agent's that nobody has sent on: the way in for who shows the sandbox. */
function pendingIn(world: World, language: Language, texts: Texts): StartPage['pending'] {
  const { shortDateTime } = formatsFor(language)
  const requests: AnyRequest[] = [
    ...world.state.requests.values(),
    ...world.state.changeRequests.values(),
  ]
  return requests
    .filter(isOpen)
    .sort((one, other) => other.created - one.created)
    .map(request => ({
      company: organisationName(world, request.partyOrgNo),
      number: spacedOrganisationNumber(request.partyOrgNo),
      kind: texts.start.kinds[pageFor(request)],
      system: systemName(world, request.systemId, language),
      sent: shortDateTime(request.created),
      href: approvalAddress(world, pageFor(request), request.id),
    }))
}

const HOUR_MS = 3_600_000

/** By how much the clock can be moved, in milliseconds; `back` undoes all of it. */
export const CLOCK_MOVES: ReadonlyMap<string, number | 'back'> = new Map<string, number | 'back'>([
  ['hour', HOUR_MS],
  ['day', 24 * HOUR_MS],
  ['expiry', 181 * 24 * HOUR_MS],
  ['back', 'back'],
])

export const FAULT_FIELDS = ['target', 'kind', 'times', 'status', 'scenario', 'body'] as const
export type FaultField = (typeof FAULT_FIELDS)[number]

export interface DeskPage extends Page {
  view: 'sandbox/desk'
  words: Texts['desk']
  faults: { target: string; kind: string; times: number }[]
  /** As somebody filled it in. */
  values: Record<FaultField, string>
  problems: { field: FaultField; text: string }[]
  problemAt: Partial<Record<FaultField, string>>
  targets: Option[]
  kinds: Option[]
  scenarios: Option[]
  clock: string[]
  moves: { value: string; label: string }[]
  calls: { time: string; call: string; target: string; status: string; tone: Tone; note: string }[]
}

interface Option {
  value: string
  text: string
}

type Tone = 'success' | 'info' | 'danger' | 'neutral'

/** @param refused what somebody wanted to order, and the fields that are wrong */
export function deskPage(
  world: World,
  language: Language,
  texts: Texts,
  refused?: { values: Record<FaultField, string>; fields: FaultField[] },
): DeskPage {
  const words = texts.desk
  const { faults, calls } = world
  const problems = (refused?.fields ?? []).map(field => ({ field, text: words.problems[field] }))
  return {
    view: 'sandbox/desk',
    title: words.title,
    isWide: true,
    hasErrors: problems.length > 0,
    words,
    faults: faults.list().map(({ target, kind, scenario, times }) => ({
      target,
      kind: scenario ? `${kind}: ${scenario}` : kind,
      times,
    })),
    values: refused?.values ?? FIRST_VALUES,
    problems,
    problemAt: Object.fromEntries(problems.map(({ field, text }) => [field, text])),
    targets: TARGET_NAMES.map(value => ({ value, text: value })),
    kinds: FAULT_KINDS.map(value => ({ value, text: `${value} – ${words.kinds[value]}` })),
    scenarios: [
      { value: '', text: words.noScenario },
      ...SCENARIO_NAMES.map(value => ({ value, text: value })),
    ],
    clock: clockSentences(world, language, texts),
    moves: Object.entries(words.moves).map(([value, label]) => ({ value, label })),
    calls: calls
      .list(({ target }) => target !== undefined)
      .slice(-SHOWN_CALLS)
      .reverse()
      .map(call => callRow(call, language, texts)),
  }
}

const FIRST_VALUES: Record<FaultField, string> = {
  target: 'maskinporten.token',
  kind: 'status',
  times: '1',
  status: '',
  scenario: '',
  body: '',
}

const SHOWN_CALLS = 40

function clockSentences({ now, faults }: World, language: Language, { desk }: Texts): string[] {
  const hours = Math.round(faults.clockOffset() / HOUR_MS)
  const moved = fill(desk.clockMoved, {
    days: String(Math.trunc(hours / 24)),
    hours: String(hours % 24),
  })
  return [
    fill(desk.clockIs, { time: formatsFor(language).dateTime(now()) }),
    faults.clockOffset() === 0 ? desk.clockUnmoved : moved,
  ]
}

function callRow(call: Call, language: Language, { desk }: Texts): DeskPage['calls'][number] {
  const { at, method, path, target, status, outcome, fault } = call
  const notes = [
    outcome,
    fault && fill(desk.faultPlayed, { fault }),
    status === undefined && desk.noAnswer,
  ]
  return {
    time: formatsFor(language).shortDateTime(at),
    call: `${method} ${path}`,
    target: target ?? '',
    status: status === undefined ? '–' : String(status),
    tone: toneOf(status),
    note: notes.filter(note => typeof note === 'string').join(', '),
  }
}

function toneOf(status: number | undefined): Tone {
  if (status === undefined) return 'neutral'
  return status >= 400 ? 'danger' : status >= 300 ? 'info' : 'success'
}

export function resetPage({ desk: { resetPage: words } }: Texts): ConfirmPage {
  const { title, losses, untouched, yes, cancel } = words
  return {
    view: 'sandbox/confirm',
    title,
    losses,
    untouched,
    yes,
    cancel: { label: cancel, href: DESK },
  }
}

export const onlyHerePage = ({ desk: { onlyHere }, lost }: Texts): NoticePage => ({
  view: 'sandbox/notice',
  title: onlyHere.title,
  text: onlyHere.text,
  link: { label: lost.toStart, href: '/' },
})
