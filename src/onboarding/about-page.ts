import { PACKAGES } from '../domain/packages.js'
import { breadcrumbsOf, titleOf, type Environment, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { signUpHref } from './landing-page.js'

export function aboutPage({ environment }: { environment: Environment }, speech: Speech) {
  const words = speech.t.about
  return {
    view: 'onboarding/about',
    title: titleOf(words.heading, speech),
    breadcrumbs: breadcrumbsOf(words.heading, '/about', speech),
    words,
    realText: words.realText[environment],
    start: signUpHref(PACKAGES[0]!),
  } satisfies Page & Record<string, unknown>
}
