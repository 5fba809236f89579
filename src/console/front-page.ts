import { consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'

export function frontPage(speech: Speech) {
  const words = speech.t.console
  return {
    view: 'console/front',
    title: consoleTitleOf(words.heading, speech),
    words,
  } satisfies Page & Record<string, unknown>
}
