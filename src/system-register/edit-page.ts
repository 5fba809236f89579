import { mayBeOnSystem } from '../altinn/metadata.js'
import { consoleBreadcrumbs, consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { REGISTER_LANGUAGES, TEXTS, type Content, type ListKey } from './content.js'
import type { Known, Problem } from './entry-rules.js'
import type { Section } from './forms.js'
import { editAddress, placeOf } from './system-page.js'
import { entryWords, problemWords, textField, type ShownProblem } from './words.js'

export interface EditPageInput {
  id: string
  ours: string
  section: Section
  /** What the page began with, so that only what is changed here is changed. */
  shown: Content
  /** What has been typed so far. */
  typed: Content
  /** As it was typed, when it cannot be read. */
  raw?: Partial<Record<ListKey, string>>
  problems?: readonly Problem[]
  /** What has been searched for. */
  query?: string | undefined
  known: Known
}

const MOST_FOUND = 20

/** One part of a system, to be changed. */
export function editPage(input: EditPageInput, speech: Speech) {
  const { t } = speech
  const words = t.systemRegister
  const { id, ours, section, typed, known } = input
  const heading = words.edit.headings[section]
  const problems = (input.problems ?? []).map(problem => problemWords(problem, speech))
  const isSearched = section === 'rights' || section === 'accessPackages'

  return {
    view: 'system-register/edit',
    title: consoleTitleOf(heading, speech, problems.length > 0),
    breadcrumbs: registerBreadcrumbs(heading, editAddress(id, ours, section), id, ours, speech),
    words,
    heading,
    action: '/admin/system/edit',
    hidden: [
      { name: 'section', value: section },
      { name: 'shown', value: JSON.stringify(input.shown) },
      ...(id === ours ? [] : [{ name: 'system', value: id }]),
    ],
    problemsTitle: t.problems.summary,
    problems: unique(problems),
    fields: fieldsOf(section, typed, problems, input.raw ?? {}, speech),
    names: isSearched
      ? typed[section].flatMap(value => {
          const text = entryWords(section, value, known, speech)
          return text === value ? [] : [text]
        })
      : [],
    search: isSearched ? searchOf(section, input, speech) : undefined,
    cancel: `/admin/system${placeOf(id, ours)}`,
    cancelText: t.console.cancel,
  } satisfies Page & Record<string, unknown>
}

export const registerBreadcrumbs = (
  heading: string,
  href: string,
  id: string,
  ours: string,
  speech: Speech,
) =>
  consoleBreadcrumbs(
    [
      { name: speech.t.systemRegister.heading, href: `/admin/system${placeOf(id, ours)}` },
      { name: heading, href },
    ],
    speech,
  )

export interface ShownField {
  kind: 'line' | 'lines' | 'tick'
  name: string
  label: string
  hint: string | undefined
  value: string
  rows?: number
  isCode?: boolean
  language?: string
  isTicked?: boolean
  problem: string | undefined
}

/** The fields of a section, or of all of them. */
export function fieldsOf(
  section: Section | 'all',
  content: Content,
  problems: readonly ShownProblem[],
  raw: Partial<Record<ListKey, string>>,
  speech: Speech,
): ShownField[] {
  const { hints, fields } = speech.t.systemRegister
  const is = (one: Section) => section === 'all' || section === one
  const problemOf = (name: string) => {
    const own = problems.filter(({ field }) => field === name).map(({ text }) => text)
    return own.length > 0 ? own.join('. ') : undefined
  }
  const lines = (what: ListKey): ShownField => ({
    kind: 'lines',
    name: what,
    label: fields[what],
    hint: hints[what],
    value: raw[what] ?? content[what].join('\n'),
    rows: Math.min(20, Math.max(3, content[what].length + 1)),
    isCode: true,
    problem: problemOf(what),
  })
  const texts = TEXTS.flatMap(key =>
    REGISTER_LANGUAGES.map((language, at): ShownField => {
      const name = `${key}-${language}`
      return {
        kind: 'line',
        name,
        label: textField(key, language, speech),
        hint: key === 'name' && at === 0 ? hints.name : undefined,
        value: content[key][language] ?? '',
        language,
        problem: problemOf(name),
      }
    }),
  )
  return [
    ...(is('texts') ? texts : []),
    ...(is('clientIds') ? [lines('clientIds')] : []),
    ...(is('returnAddresses') ? [lines('returnAddresses')] : []),
    ...(is('isVisible')
      ? [
          {
            kind: 'tick' as const,
            name: 'isVisible',
            label: hints.isVisible,
            hint: hints.isVisibleHint,
            value: 'yes',
            isTicked: content.isVisible,
            problem: problemOf('isVisible'),
          },
        ]
      : []),
    ...(is('rights') ? [lines('rights')] : []),
    ...(is('accessPackages') ? [lines('accessPackages')] : []),
  ]
}

/** A field is named once in the summary, however much is wrong with it. */
export const unique = (problems: readonly ShownProblem[]): ShownProblem[] =>
  problems.filter(({ text }, at) => problems.findIndex(other => other.text === text) === at)

function searchOf(
  section: 'rights' | 'accessPackages',
  { query, typed, known }: EditPageInput,
  speech: Speech,
) {
  const { say } = speech
  const words = speech.t.systemRegister.search
  const base = {
    label: words[section],
    query: query ?? '',
    about: section === 'rights' ? words.columns.owner : words.columns.use,
  }
  const candidates = candidatesOf(section, known, speech)
  if (candidates === 'unavailable') return { ...base, problem: words.unavailable, found: [] }
  if (query === undefined) return { ...base, found: [] }
  const parts = query.toLocaleLowerCase('nb').split(/\s+/).filter(Boolean)
  const found = candidates.filter(({ searched }) => parts.every(part => searched.includes(part)))
  const shown = found.slice(0, MOST_FOUND)
  return {
    ...base,
    said:
      found.length === 0
        ? say(words.none, { query })
        : found.length > shown.length
          ? say(words.foundMany, {
              shown: speech.number(shown.length),
              count: speech.number(found.length),
            })
          : say(words.found[speech.plural(found.length)], { count: speech.number(found.length) }),
    found: shown.map(({ id, name, owner, note }) => ({
      id,
      name,
      owner: [owner, note].filter(Boolean).join(', '),
      label: say(words.addOne, { name }),
      isAdded: typed[section].includes(id),
    })),
  }
}

interface Candidate {
  id: string
  name: string
  owner: string | undefined
  note: string | undefined
  searched: string
}

/** What a system may have: Altinn refuses the others. */
function candidatesOf(
  section: 'rights' | 'accessPackages',
  { resources, accessPackages }: Known,
  { t }: Speech,
): Candidate[] | 'unavailable' {
  const words = t.systemRegister
  const searched = (...texts: (string | undefined)[]) => texts.join(' ').toLocaleLowerCase('nb')
  if (section === 'rights')
    return resources === 'unavailable'
      ? 'unavailable'
      : resources.filter(mayBeOnSystem).map(({ id, title, owner }) => ({
          id,
          name: title,
          owner,
          note: undefined,
          searched: searched(id, title, owner),
        }))
  return accessPackages === 'unavailable'
    ? 'unavailable'
    : accessPackages
        .filter(({ isDelegable, isAssignable }) => isDelegable || isAssignable)
        .map(({ urn, name, description, isDelegable, isAssignable }) => ({
          id: urn,
          name,
          owner: undefined,
          note: !isAssignable
            ? words.onlyForClients
            : isDelegable
              ? undefined
              : words.notForClients,
          searched: searched(urn, name, description),
        }))
}
