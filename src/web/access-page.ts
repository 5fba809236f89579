import { companyName } from '../design/formats.js'
import { titleOf, type Page } from './frame.js'
import type { Speech } from './speech.js'

/** For somebody who is signed in for an organisation that has asked us for nothing. */
export function notRegisteredPage({ company }: { company: string }, speech: Speech) {
  const { t, say } = speech
  const words = t.login.notRegistered
  return {
    view: 'error',
    title: titleOf(words.heading, speech),
    heading: words.heading,
    text: say(words.text, { company: companyName(company) }),
    links: [
      { text: words.toPackages, href: '/#packages' },
      { text: t.login.toFrontPage, href: '/' },
    ],
    reference: undefined,
  } satisfies Page & Record<string, unknown>
}
