import { titleOf, type Environment, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'

export interface ContinuePageInput {
  /** Where somebody in the organisation decides. Its host has been checked. */
  confirmUrl: string
  environment: Environment
  /** The request was there before; nothing new was made. */
  isExisting?: boolean
  /** «Stopp før Altinn»: the page waits for a click. */
  waits?: boolean
  /** Where the calls are shown, when they are. */
  callsHref?: string | undefined
}

/** A page, not a redirect: browsers let a form lead to other sites only when the policy names them. */
export function continuePage(input: ContinuePageInput, speech: Speech) {
  const { confirmUrl, waits = false } = input
  const { t, say } = speech
  const words = t.continue
  const heading = input.isExisting ? words.headingExisting : words.heading
  const { host } = new URL(confirmUrl)

  return {
    view: 'onboarding/continue',
    title: titleOf(heading, speech),
    ...(waits ? {} : { refresh: { onward: confirmUrl } }),
    words,
    heading,
    next: say(input.environment === 'sandbox' ? words.nextIsImitation : words.next, { host }),
    then: waits ? words.waits : words.goesOn,
    confirmUrl,
    callsHref: input.callsHref,
  } satisfies Page & Record<string, unknown>
}
