import type { Speech } from '../web/speech.js'
import type { Readiness } from './readiness.js'
import { factsIn, headlineWords, wordsOf } from './words.js'

/** For programs and for support: all that was found, each line with its words. Holds no secret. */
export function reportOf(readiness: Readiness, speech: Speech) {
  const { tone, title, text, remedy } = headlineWords(readiness, speech)
  return {
    ...readiness,
    headline: { ...readiness.headline, tone, title, text, remedy },
    checks: readiness.checks.map(check => {
      const { facts: _, state, ...words } = wordsOf(check, speech)
      return { ...check, words: { ...words, state } }
    }),
  }
}

/** What a support asks for, one line each, to be pasted into a message. */
export const supportText = ({ support }: Readiness, speech: Speech): string =>
  factsIn(support, speech)
    .map(({ name, value }) => `${name}: ${value}`)
    .join('\n')
