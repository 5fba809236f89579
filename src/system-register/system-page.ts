import { spacedOrganisationNumber } from '../design/formats.js'
import { consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { changeWords, toldChanges } from './change-log.js'
import { isSame, languagesOf, LISTS, TEXTS, type ListKey } from './content.js'
import type { Known } from './entry-rules.js'
import type { Alert } from './failure-words.js'
import { missingIn, withoutQuery, type Needs } from './needs.js'
import type { Overview } from './registration.js'
import { entryWords, shownEntry, systemName, textField, yesOrNo } from './words.js'

export interface SystemPageInput {
  id: string
  /** The one SmartCloud works as. */
  ours: string
  vendor: string
  /** Undefined when the system could not be read; `failure` then says why. */
  overview: Overview | undefined
  failure?: Alert | undefined
  known: Known
  needs: Needs
  mayChange: boolean
  /** Epoch milliseconds. */
  readAt: number
  wholeLog: boolean
}

const LOG_LINES = 10
const MOST_LOG_LINES = 200

/** A system as Altinn has it, and everything one can do about it. */
export function systemPage(input: SystemPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.systemRegister
  const { id, ours, overview, known, mayChange } = input
  const system = overview?.system
  const isOurs = id === ours
  const place = placeOf(id, ours)
  const mayEdit = mayChange && system !== undefined && !system.isDeleted

  return {
    view: 'system-register/system',
    title: consoleTitleOf(words.heading, speech),
    words,
    lead:
      system &&
      say(words.lead, {
        system: systemName(system.content.name, id, speech),
        time: speech.dateTime(input.readAt),
      }),
    alerts: [
      ...(input.failure ? [input.failure] : []),
      ...(overview ? stateAlerts(input, overview, speech) : []),
    ],
    mend: mayEdit &&
      isOurs &&
      missingIn(system.content, input.needs).length > 0 && {
        action: '/admin/system/edit',
        text: words.missing.mend,
      },
    registerLink:
      mayChange && overview && (!system || system.isDeleted)
        ? { href: '/admin/system/register', text: words.register }
        : undefined,
    actions: system && [
      { href: `/admin/system.json${place}`, text: words.downloadJson },
      ...(mayChange ? [{ href: '/admin/system/register', text: words.registerMore }] : []),
    ],
    deleteLink: mayEdit && { href: `/admin/system/delete${place}`, text: words.remove },
    facts: system && [
      { name: words.fields.systemId, value: id, isCode: true },
      {
        name: words.fields.vendor,
        value: say(t.console.organisationNumber, {
          number: spacedOrganisationNumber(input.vendor),
        }),
      },
      ...(system.isDeleted
        ? [{ name: words.fields.state, value: words.deletedTag, tone: 'danger' }]
        : []),
      {
        name: words.fields.isVisible,
        value: yesOrNo(system.content.isVisible, speech),
        change: mayEdit && editLink(id, ours, 'isVisible', words.fields.isVisible, speech),
      },
    ],
    texts: system && {
      change: mayEdit && editLink(id, ours, 'texts', words.texts, speech),
      rows: TEXTS.flatMap(key =>
        languagesOf(system.content[key]).map(language => ({
          name: textField(key, language, speech),
          value: system.content[key][language] ?? words.none,
          language,
        })),
      ),
    },
    lists: system
      ? LISTS.map(what => ({
          what,
          heading: words.fields[what],
          change: mayEdit && editLink(id, ours, what, words.fields[what], speech),
          entries: system.content[what].map(value => ({
            ...shownEntry(what, value, known, speech),
            isOurs: isOurs && isNeeded(what, value, input.needs),
          })),
        }))
      : [],
    namesMissing:
      system !== undefined &&
      ((known.resources === 'unavailable' && system.content.rights.length > 0) ||
        (known.accessPackages === 'unavailable' && system.content.accessPackages.length > 0)),
    customers:
      overview && isOurs
        ? say(words.customers[speech.plural(overview.customers)], {
            count: speech.number(overview.customers),
          })
        : undefined,
    log: system && overview && logOf(overview.log, input, speech),
    own: overview && ownOf(overview.own, id, speech),
  } satisfies Page & Record<string, unknown>
}

/** The query that names another system than ours. */
export const placeOf = (id: string, ours: string): string =>
  id === ours ? '' : `?${new URLSearchParams({ system: id })}`

export const editAddress = (id: string, ours: string, section: string): string =>
  `/admin/system/edit?${new URLSearchParams({ section, ...(id === ours ? {} : { system: id }) })}`

const editLink = (
  id: string,
  ours: string,
  section: string,
  what: string,
  { t, say, locale }: Speech,
) => ({
  href: editAddress(id, ours, section),
  text: t.console.change,
  label: say(t.systemRegister.changeOne, { what: what.toLocaleLowerCase(locale) }),
})

const isNeeded = (what: ListKey, value: string, needs: Needs): boolean =>
  needs[what].some(one =>
    isSame[what](one, what === 'returnAddresses' ? withoutQuery(value) : value),
  )

function stateAlerts(input: SystemPageInput, { system }: Overview, speech: Speech): Alert[] {
  const { t, say } = speech
  const words = t.systemRegister
  const { id, ours, known, needs } = input
  if (!system)
    return [
      {
        tone: 'warning',
        heading: words.notRegistered,
        text: say(words.notRegisteredText, { id }),
      },
    ]
  const missing = id === ours && !system.isDeleted ? missingIn(system.content, needs) : []
  return [
    ...(id === ours ? [] : [{ tone: 'info' as const, text: say(words.otherSystem, { ours }) }]),
    ...(system.isDeleted
      ? [
          {
            tone: 'danger' as const,
            heading: words.isDeleted,
            text: say(words.isDeletedText, { id }),
          },
        ]
      : []),
    ...(missing.length > 0
      ? [
          {
            tone: 'warning' as const,
            heading: words.missing.heading,
            text: '',
            list: missing.map(({ what, value }) =>
              say(words.problem, {
                field: words.one[what],
                why: entryWords(what, value, known, speech),
              }),
            ),
          },
        ]
      : []),
    ...(system.unknownMembers.length > 0
      ? [
          {
            tone: 'warning' as const,
            text: say(words.unknownMembers, { members: speech.list(system.unknownMembers) }),
          },
        ]
      : []),
  ]
}

function logOf(
  log: Overview['log'],
  { id, ours, known, wholeLog }: SystemPageInput,
  speech: Speech,
) {
  const words = speech.t.systemRegister.log
  if (log === 'unavailable') return { problem: words.unavailable, entries: [] }
  const most = wholeLog ? MOST_LOG_LINES : LOG_LINES
  const entries = toldChanges(log)
    .slice(0, most)
    .map(change => changeWords(change, known, speech))
  const isCut = log.length > entries.length
  return {
    problem: log.length === 0 ? words.empty : undefined,
    entries,
    cut: isCut
      ? speech.say(words.some, {
          shown: speech.number(entries.length),
          all: speech.number(log.length),
        })
      : undefined,
    all: isCut &&
      !wholeLog && {
        href: `/admin/system?${new URLSearchParams({ log: 'all', ...(id === ours ? {} : { system: id }) })}`,
        text: words.all,
      },
  }
}

function ownOf(own: Overview['own'], id: string, speech: Speech) {
  const words = speech.t.systemRegister.own
  if (own === 'unavailable') return { problem: words.unavailable, systems: [] }
  return {
    problem: own.length === 0 ? words.empty : undefined,
    systems: own.map(({ systemId, name, isVisible }) => ({
      id: systemId,
      name: systemName(name, systemId, speech),
      href: `/admin/system?${new URLSearchParams({ system: systemId })}`,
      isCurrent: systemId === id,
      state: isVisible ? words.visible : words.hidden,
    })),
  }
}
