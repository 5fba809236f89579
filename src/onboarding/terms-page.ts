import { breadcrumbsOf, titleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'

export function termsPage(speech: Speech) {
  const words = speech.t.terms
  return {
    view: 'onboarding/terms',
    title: titleOf(words.heading, speech),
    breadcrumbs: breadcrumbsOf(words.heading, '/terms', speech),
    words,
  } satisfies Page & Record<string, unknown>
}
