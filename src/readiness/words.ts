import { spacedOrganisationNumber } from '../design/formats.js'
import { vendorWords, type RefusalKey } from '../maskinporten/refusal-texts.js'
import { capitalised, serviceName, type Speech } from '../web/speech.js'
import type { Check, FactName, Facts, NextStep } from './check.js'
import type { Readiness } from './readiness.js'

/*
 * What was found, in words: the same for a page, a file and a terminal.
 */

export interface CheckWords {
  /** What was looked at: `Klokke`. */
  name: string
  /** One word for how it stands: `Feil`. */
  state: string
  /** What was found; the name again when there is nothing to add. */
  title: string
  text: string
  /** What to do, when there is something to do. */
  remedy: string | undefined
  facts: { name: string; value: string }[]
}

interface Words {
  title?: string
  text?: string
  remedy?: string
}

/** Findings that have their words among the refusals of Maskinporten, where they are known as well. */
const TOLD_AS: Readonly<Record<string, RefusalKey>> = {
  'requestAtAltinn/waiting': 'MP-303/waiting',
  'requestAtAltinn/rejected': 'MP-303/rejected',
  'requestAtAltinn/timedOut': 'MP-303/timedOut',
  'systemUser/removed': 'MP-303/removed',
  'reference/different': 'MP-303/otherReference',
  'clientOnSystem/missing': 'MP-303/clientNotOnSystem',
}

export function wordsOf(check: Check, speech: Speech): CheckWords {
  const { t } = speech
  const texts = t.readiness
  const { name, findings } = texts.checks[check.id]
  const values = placesOf(check.facts, speech)
  const words: Words =
    (findings as Record<string, Words>)[check.finding] ??
    (texts.common as Record<string, Words>)[check.finding] ??
    {}
  const told = toldElsewhere(check, speech)
  const filledName = filled(name, values)
  const title = told?.title ?? (words.title && filled(words.title, values)) ?? filledName
  return {
    name: filledName,
    state: texts.states[check.state],
    title,
    text: told?.text ?? filled(words.text ?? '', values),
    remedy: words.remedy && filled(words.remedy, values),
    facts: factsIn(factsBeside(check), speech),
  }
}

/** What the name of the line, its sentence or the heading of the page says already. */
function factsBeside({ id, facts }: Check): Facts {
  const { maskinporten: _m, altinn: _a, service: _s, organisationNumber: _o, ...rest } = facts
  if (id !== 'scope') return rest
  const { scope: _, ...others } = rest
  return others
}

function toldElsewhere(
  { id, finding, facts }: Check,
  { language }: Speech,
): { title: string; text: string } | undefined {
  const key =
    TOLD_AS[`${id}/${finding}`] ??
    (finding === 'refused' ? (facts.refusal as RefusalKey | undefined) : undefined)
  if (key === undefined) return undefined
  return vendorWords(key, language, {
    org: spacedOrganisationNumber(textIn(facts.organisationNumber)),
    scope: textIn(facts.scope),
    kid: textIn(facts.kid ?? facts.nextKid),
    clientId: textIn(facts.clientId),
    env: textIn(facts.environment),
    trace: textIn(facts.traceId),
  })
}

export interface HeadlineWords {
  tone: 'success' | 'warning' | 'danger'
  title: string
  text: string
  remedy: string | undefined
  next: NextStep
}

export function headlineWords(
  { headline, checks, support }: Readiness,
  speech: Speech,
): HeadlineWords {
  const texts = speech.t.readiness.headlines
  const next: NextStep = { step: 'checkAgain' }
  const values = placesOf(support, speech)
  if (headline.kind === 'inOrder' || headline.kind === 'works') {
    const { title, text } = texts[headline.kind]
    return { tone: 'success', title, text: filled(text, values), remedy: undefined, next }
  }
  const check = checks[headline.check]!
  const words = wordsOf(check, speech)
  const step = check.remedy ?? next
  switch (headline.kind) {
    case 'cause':
      return { tone: 'danger', ...words, next: step }
    case 'warning':
      return { tone: 'warning', ...words, next: step }
    case 'notAllowed': {
      const { title, text } = texts.notAllowed
      const places = { ...values, ...placesOf(check.facts, speech) }
      return {
        tone: 'warning',
        title: filled(title, places),
        text: filled(text, places),
        remedy: words.remedy ?? words.text,
        next: step,
      }
    }
    case 'noAnswer':
      return {
        tone: 'warning',
        title: words.title,
        text: texts.noAnswer.text,
        remedy: undefined,
        next,
      }
    case 'causeNotFound': {
      const { title, text } = texts.causeNotFound
      return { tone: 'warning', title, text: filled(text, values), remedy: undefined, next }
    }
  }
}

/** The words of what there is to press. */
export function stepWords(next: NextStep, { t, say }: Speech): string {
  const texts = t.readiness.steps
  return next.step === 'tryReference'
    ? say(texts.tryReference, { reference: next.externalReference })
    : texts[next.step]
}

/** The facts that have a name, in the order in which they were found. */
export function factsIn(facts: Facts, speech: Speech): { name: string; value: string }[] {
  const names: Partial<Record<string, string>> = speech.t.readiness.facts
  return Object.entries(facts).flatMap(([key, value]) => {
    const name = names[key]
    return name === undefined || value === undefined || value === null
      ? []
      : [{ name, value: formatted(key as FactName, value, speech) }]
  })
}

const INSTANTS = new Set<string>(['createdAt', 'sentAt', 'approvedAt'] satisfies FactName[])
const DAYS = new Set<string>(['addedAt', 'expiresAt'] satisfies FactName[])

function formatted(name: FactName, value: NonNullable<Facts[FactName]>, speech: Speech): string {
  const { t, date, shortDateTime, list, number } = speech
  const texts = t.readiness
  if (typeof value === 'object') return value.length === 0 ? texts.none : list(value)
  if (typeof value === 'number') {
    if (INSTANTS.has(name)) return shortDateTime(value)
    if (DAYS.has(name)) return date(value)
    return name === 'bits' || name === 'httpStatus' ? String(value) : number(value)
  }
  switch (name) {
    case 'nextKid':
      return value === '' ? texts.none : value
    case 'organisationNumber':
      return spacedOrganisationNumber(value)
    case 'service':
      return serviceName(value, speech)
    case 'environment':
    case 'maskinporten':
    case 'altinn':
      return (texts.worlds as Record<string, string>)[value] ?? value
    case 'kind':
      return (texts.kinds as Record<string, string>)[value] ?? value
    default:
      return value
  }
}

const placesOf = (facts: Facts, speech: Speech): Record<string, string> =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) =>
      value === undefined || value === null
        ? []
        : [[name, formatted(name as FactName, value, speech)] as const],
    ),
  )

/** What is not known is shown as a dash, so that no brace ever reaches a page. */
const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  capitalised(text.replace(/\{(\w+)\}/g, (_, place: string) => values[place] ?? '–'))

const textIn = (fact: Facts[FactName]): string =>
  typeof fact === 'string' ? fact : fact === undefined || fact === null ? '' : String(fact)
