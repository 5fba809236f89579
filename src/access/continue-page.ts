import { titleOf, type Environment, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'

export interface ChangeContinuePageInput {
  /** Where somebody in the organisation decides. Its host has been checked. */
  confirmUrl: string
  environment: Environment
  /** «Stopp før Altinn»: the page waits for a click. */
  waits?: boolean
  /** Where the calls are shown, when they are. */
  callsHref?: string | undefined
}

/** The last page before Altinn: it names the host, and goes on by itself. */
export function changeContinuePage(
  { confirmUrl, environment, waits = false, callsHref }: ChangeContinuePageInput,
  speech: Speech,
) {
  const { t, say } = speech
  const { heading } = t.access.change.continue
  const words = t.continue
  const { host } = new URL(confirmUrl)
  return {
    view: 'access/continue',
    title: titleOf(heading, speech),
    ...(waits ? {} : { refresh: { onward: confirmUrl } }),
    words,
    heading,
    next: say(environment === 'sandbox' ? words.nextIsImitation : words.next, { host }),
    then: waits ? words.waits : words.goesOn,
    confirmUrl,
    callsHref,
  } satisfies Page & Record<string, unknown>
}
