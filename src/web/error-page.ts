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
  /** Whom the visitor is logged in as, for `noAccess`. */
  company?: string | undefined
}

export function errorPage(input: ErrorPageInput, speech: Speech) {
  const { kind, reference } = input
  const { t, say } = speech
  const words = t.errors
  const service = serviceName(input.service, speech)
  const heading = capitalised(say(words[kind].heading, { service }))
  const text =
    kind === 'noAccess' && input.company !== undefined
      ? say(words.noAccessAs, { company: companyName(input.company) })
      : say(words[kind].text, { reference })

  return {
    view: 'error',
    title: titleOf(heading, speech),
    heading,
    text,
    links: [
      ...(kind === 'noAccess' ? [{ text: words.logIn, href: '/login' }] : []),
      { text: words.toFrontPage, href: '/' },
    ],
    /** The page says so itself where the text names the reference already. */
    reference: text.includes(reference) ? undefined : say(words.reference, { reference }),
  } satisfies Page & Record<string, unknown>
}
