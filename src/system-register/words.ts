import type { Speech } from '../web/speech.js'
import {
  unusualRight,
  type Content,
  type Difference,
  type ListKey,
  type TextKey,
} from './content.js'
import type { Field, Known, Problem } from './entry-rules.js'

/** An entry of a list, as a page shows it. */
export interface ShownEntry {
  /** What Altinn calls it; undefined when Altinn does not say, and for what has no name. */
  name: string | undefined
  id: string
  /** Whose it is. */
  owner?: string | undefined
  /** A word of warning about it. */
  note?: string | undefined
}

export function shownEntry(
  what: ListKey,
  value: string,
  { resources, accessPackages }: Known,
  { t, say }: Speech,
): ShownEntry {
  const words = t.systemRegister
  if (what === 'rights') {
    const unusual = unusualRight(value)
    if (unusual) {
      const list = unusual.resource.map(pair => `${pair.id}=${pair.value}`).join(' + ')
      const { action } = unusual
      return {
        name: undefined,
        id:
          action === undefined
            ? say(words.unusualRight, { resources: list })
            : say(words.unusualRightWithAction, { resources: list, action }),
      }
    }
    const resource = resources === 'unavailable' ? undefined : resources.find(r => r.id === value)
    const title = resource?.title === value ? undefined : resource?.title
    return { name: title, id: value, owner: resource?.owner }
  }
  if (what === 'accessPackages' && accessPackages !== 'unavailable') {
    const found = accessPackages.find(({ urn }) => urn === value)
    const name = found?.name === value ? undefined : found?.name
    return {
      name,
      id: value,
      note: found && !found.isAssignable ? words.onlyForClients : undefined,
    }
  }
  return { name: undefined, id: value }
}

/** In one line: `Lønn (urn:altinn:accesspackage:lonn)`. */
export function entryWords(what: ListKey, value: string, known: Known, speech: Speech): string {
  const { name, id } = shownEntry(what, value, known, speech)
  return name === undefined ? id : speech.say(speech.t.systemRegister.named, { name, id })
}

/** `Navn (bokmål)` */
export function textField(field: TextKey, language: string, { t, say }: Speech): string {
  const words = t.systemRegister
  const languages: Readonly<Record<string, string>> = words.languages
  return say(words.inLanguage, {
    field: words.fields[field],
    language: Object.hasOwn(languages, language) ? languages[language]! : language,
  })
}

export const yesOrNo = (is: boolean, { t }: Speech): string =>
  is ? t.systemRegister.yes : t.systemRegister.no

/** What became different, in a sentence each. */
export function differenceWords(difference: Difference, known: Known, speech: Speech): string {
  const { t, say } = speech
  const words = t.systemRegister
  if ('change' in difference) {
    const value = entryWords(difference.what, difference.value, known, speech)
    return say(words.log[difference.change], { what: words.one[difference.what], value })
  }
  if (difference.what === 'isVisible')
    return say(words.log.becomes, {
      what: words.fields.isVisible,
      value: yesOrNo(difference.after, speech),
    })
  const { what, language, after } = difference
  return say(words.log.becomes, {
    what: textField(what, language, speech),
    value: after ?? words.none,
  })
}

export interface ShownProblem {
  /** The id of the field that the summary leads to. */
  field: string
  text: string
}

/** Each problem with the name of its field, for the summary and for the field itself. */
export function problemWords(
  { field, why, value, language }: Problem,
  speech: Speech,
): ShownProblem {
  const { t, say } = speech
  const words = t.systemRegister
  const isText = field === 'name' || field === 'description'
  const name = isText && language ? textField(field, language, speech) : words.fields[field]
  const reason = words.problems[why]
  return {
    field: isText ? `${field}-${language ?? 'nb'}` : field,
    text:
      value === undefined
        ? say(words.problem, { field: name, why: reason })
        : say(words.problemWith, { field: name, why: reason, value }),
  }
}

/** Where one of Altinn's broken rules belongs: `/registersystemrequest/clientid` and the like. */
export function fieldOfPath(path: string): Field | undefined {
  const part = path.toLowerCase()
  return PATHS.find(([end]) => part.includes(end))?.[1]
}

const PATHS: readonly (readonly [string, Field])[] = [
  ['/vendor', 'vendor'],
  ['/systemid', 'systemId'],
  ['/allowedredirecturls', 'returnAddresses'],
  ['/clientid', 'clientIds'],
  ['/rights', 'rights'],
  ['/accesspackages', 'accessPackages'],
]

/** Names for a sentence that counts up what there is. */
export const allWords = (
  entries: readonly { what: ListKey; value: string }[],
  known: Known,
  speech: Speech,
): string => speech.list(entries.map(({ what, value }) => entryWords(what, value, known, speech)))

/** What a system is called, in the reader's language if it has one there. */
export const systemName = (name: Content['name'], id: string, { language }: Speech): string =>
  name[language] || name['nb'] || id
