import { companyName } from '../design/formats.js'
import { titleOf, type Page } from './frame.js'
import type { Turned } from './problems.js'
import { capitalised, serviceName, type Speech } from './speech.js'

/** What went wrong, as the visitor needs to know it. */
export type ErrorKind =
  | Turned
  /** 422 of something that has no form page of its own. */
  | 'invalid'
  /** 500: ours. */
  | 'fault'
  /** 502: an upstream answered in a way we do not understand. */
  | 'surprise'
  /** 503: an upstream does not answer. */
  | 'unreachable'
  /** 503: we have more to do than we can manage. */
  | 'busy'

export interface ErrorPageInput {
  kind: ErrorKind
  /** The reference of the action, as in the log. */
  reference: string
  /** Whose fault it was, for `surprise` and `unreachable`. */
  service?: string | undefined
  /** What the upstream itself told us, when that helps more than our own words. */
  words?: { title: string; text: string } | undefined
  /** Whom the visitor is logged in as, for `noAccess`. */
  company?: string | undefined
}

export function errorPage(input: ErrorPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.errors
  const { heading, text } = wordsOf(input, speech)
  const { reference } = input

  return {
    view: 'error',
    title: titleOf(heading, speech),
    heading,
    text,
    links: [
      ...(input.kind === 'noAccess' ? [{ text: words.logIn, href: '/login' }] : []),
      { text: words.toFrontPage, href: '/' },
    ],
    // Once is enough: some of the texts name it themselves.
    reference: text.includes(reference) ? undefined : say(words.reference, { reference }),
  } satisfies Page & Record<string, unknown>
}

function wordsOf({ kind, service, reference, words, company }: ErrorPageInput, speech: Speech) {
  if (words) return { heading: words.title, text: words.text }

  const { t, say } = speech
  const { heading, text } = t.errors[kind]
  return {
    heading: capitalised(say(heading, { service: serviceName(service, speech) })),
    text:
      kind === 'noAccess' && company !== undefined
        ? say(t.errors.noAccessAs, { company: companyName(company) })
        : say(text, { reference }),
  }
}
