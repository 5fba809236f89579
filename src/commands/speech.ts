import { formatsFor, type Formats, type Language } from '../design/formats.js'
import { say } from '../web/speech.js'
import { en } from './texts/en.js'
import { nb } from './texts/nb.js'

export { say }
export type { Language }
export type Texts = typeof nb | typeof en

const TEXTS: Readonly<Record<Language, Texts>> = { nb, en }

/** How the console client talks: the texts of a language, and its way with numbers and dates. */
export interface Speech extends Formats {
  language: Language
  t: Texts
}

export const speechIn = (language: Language): Speech => ({
  ...formatsFor(language),
  language,
  t: TEXTS[language],
})

/**
 * Norwegian for Norwegian systems, English for all others.
 *
 * @param chosen with `--lang`; what is no language of ours is ignored here, and named later
 */
export function languageOf(chosen: string | undefined, env: NodeJS.ProcessEnv): Language {
  if (chosen === 'nb' || chosen === 'en') return chosen
  const system = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  return /^(nb|nn|no)([_.@-]|$)/i.test(system) ? 'nb' : 'en'
}
