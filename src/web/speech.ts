import { formatsFor, type Formats, type Language } from '../design/formats.js'
import { en } from './texts/en.js'
import { nb } from './texts/nb.js'
import type { Places } from './texts/translation.js'

export type { Language } from '../design/formats.js'

/** What is offered. The first is used when nobody has chosen. */
export const LANGUAGES = ['nb', 'en'] as const satisfies readonly Language[]

export type Texts = typeof nb | typeof en

/** Those whose answers we depend on, by the name the texts have for them. */
export type ServiceKey = keyof Texts['services']

/** How the site talks to one visitor: the texts of a language, and its way with numbers and dates. */
export interface Speech extends Formats {
  language: Language
  t: Texts
  say: typeof say
}

const TEXTS: Readonly<Record<Language, Texts>> = { nb, en }

export const speechFor = (language: Language): Speech => ({
  ...formatsFor(language),
  language,
  t: TEXTS[language],
  say,
})

/**
 * Fills the `{places}` of a text. Values go in as they are: escaping is the template's work.
 *
 * @throws when a place has no value
 */
export function say<const T extends string>(
  text: T,
  values: Readonly<Record<Places<T>, string | number>>,
): string {
  const given: Readonly<Record<string, string | number>> = values
  return text.replace(/\{(\w+)\}/g, (_, place: string) => {
    const value = given[place]
    if (value === undefined) throw new Error(`Nothing was given for {${place}} in "${text}"`)
    return String(value)
  })
}

/** The name of an upstream, in the middle of a sentence. */
export const serviceName = (service: string | undefined, { t }: Speech): string =>
  t.services[service !== undefined && isServiceKey(service) ? service : 'unknown']

const isServiceKey = (name: string): name is ServiceKey => Object.hasOwn(nb.services, name)

/** For a sentence that begins with a place: `the payroll service is …` becomes `The …`. */
export const capitalised = (sentence: string): string =>
  sentence.charAt(0).toUpperCase() + sentence.slice(1)
