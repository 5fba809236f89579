import { consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { MOST_EXPORTED, type LogPage } from './audit-log.js'
import type { Actor, LogEntry } from './audit-log.js'
import { NOBODY, type LogFilter } from './log-search.js'
import { eventWords } from '../web/event-words.js'
import { aboutWords, whoWords } from './log-words.js'
import { viewsOf } from './views.js'
import { SMARTCLOUD } from '../action.js'

export interface LogPageInput extends LogPage {
  filter: LogFilter
  staff: readonly { actor: string; who: Actor }[]
}

export function logPage(input: LogPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.audit.log
  const { filter, entries } = input
  const isNarrowed = Object.keys(filter).length > 0

  return {
    view: 'audit/log',
    title: consoleTitleOf(words.heading, speech),
    words,
    shared: t.console,
    views: viewsOf('log', { mayRead: true }, speech),
    filter: {
      text: filter.text ?? '',
      organisation: filter.organisation ?? '',
      from: filter.from ?? '',
      to: filter.to ?? '',
      events: options(
        Object.entries(t.audit.events)
          .map(([value, text]) => ({ value, text }))
          .sort((one, other) => one.text.localeCompare(other.text, speech.locale)),
        filter.event,
        speech,
      ),
      actors: options(
        [
          ...input.staff
            .map(({ actor, who }) => ({ value: actor, text: whoWords(who, speech) }))
            .sort((one, other) => one.text.localeCompare(other.text, speech.locale)),
          { value: SMARTCLOUD, text: t.audit.actors.smartcloud },
          { value: NOBODY, text: t.audit.actors.visitor },
        ],
        filter.actor,
        speech,
      ),
      outcomes: options(
        (['ok', 'refused', 'failed'] as const).map(value => ({
          value,
          text: words.outcomes[value],
        })),
        filter.outcome,
        speech,
      ),
    },
    showAll: isNarrowed ? { href: '/admin/log', text: t.console.showAll } : undefined,
    empty: isNarrowed ? words.nothingFound : words.empty,
    rows: entries.map(entry => rowOf(entry, speech)),
    pagination: paginationOf(input, speech),
    /** Carried along by the form that takes it out. */
    hidden: Object.entries(filter).map(([name, value]) => ({ name, value })),
    exporting: say(words.exporting, { most: speech.number(MOST_EXPORTED) }),
  } satisfies Page & Record<string, unknown>
}

const TONES = { ok: 'success', refused: 'warning', failed: 'danger' } as const

function rowOf(entry: LogEntry, speech: Speech) {
  const { t } = speech
  const { fields, outcomes } = t.audit.log
  const { reference, details } = entry
  return {
    time: speech.shortDateTime(entry.at),
    utc: new Date(entry.at).toISOString(),
    who: whoWords(entry.who, speech),
    what: eventWords(entry.event, speech),
    about: aboutWords(entry, speech),
    outcome: { text: outcomes[entry.outcome], tone: TONES[entry.outcome] },
    reference:
      reference === null
        ? undefined
        : {
            text: reference.slice(0, 8),
            href: `/admin/log?${new URLSearchParams({ text: reference })}`,
          },
    facts: [
      [fields.utc, new Date(entry.at).toISOString()],
      [fields.event, entry.event],
      [fields.actor, entry.actor],
      [fields.object, entry.objectType && `${entry.objectType} ${entry.objectId ?? ''}`],
      [t.audit.log.columns.reference, reference],
      [fields.source, entry.sourceAddress],
    ].flatMap(([name, value]) => (value ? [{ name, value }] : [])),
    details: details === null ? undefined : JSON.stringify(details, null, 2),
  }
}

/** What was asked for stays chosen, also when it is none of those offered. */
function options(
  offered: { value: string; text: string }[],
  chosen: string | undefined,
  { t }: Speech,
) {
  const all = [{ value: '', text: t.console.all }, ...offered]
  if (chosen !== undefined && !all.some(({ value }) => value === chosen))
    all.push({ value: chosen, text: chosen })
  return all.map(option => ({ ...option, isChosen: option.value === (chosen ?? '') }))
}

/** There is no telling how many pages: only whether there is one more. */
function paginationOf({ filter, older, newer }: LogPageInput, { t, say }: Speech) {
  if (older === undefined && newer === undefined) return undefined
  const words = t.audit.log.pages
  const hrefOf = (cursor: Record<string, string>) =>
    `/admin/log?${new URLSearchParams({ ...filter, ...cursor })}`
  return {
    label: say(t.paging.label, { what: words.what }),
    previous: newer && {
      text: words.newer,
      label: words.newerPage,
      href: hrefOf({ after: newer }),
    },
    next: older && { text: words.older, label: words.olderPage, href: hrefOf({ before: older }) },
    items: [],
  }
}
