import { titleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import type { SignInRefused } from './errors.js'

/*
 * Pages that go on by themselves. A redirect would not do: the browser lets no form lead to another
 * site (`form-action`), and sends no `Strict` cookie along a redirect that another site began.
 */

export const onTheWayPage = (address: string, speech: Speech) =>
  passing(address, speech.t.login.onTheWay, speech)

/** From the provider's answer to where somebody wanted to be. */
export const signedInPage = (path: string, speech: Speech) =>
  passing(path, speech.t.login.signedIn, speech)

export const leavingPage = (address: string, speech: Speech) =>
  passing(address, speech.t.login.leaving, speech)

function passing(
  address: string,
  words: { heading: string; text: string; proceed: string },
  speech: Speech,
) {
  const host = address.startsWith('/') ? '' : new URL(address).host
  return {
    view: 'sign-in/passing',
    title: titleOf(words.heading, speech),
    refresh: { onward: address },
    heading: words.heading,
    text: words.text.replace('{host}', () => host),
    onward: { text: words.proceed, href: address },
  } satisfies Page & Record<string, unknown>
}

/** Nobody is signed in. What the provider wrote about it is not repeated. */
export function refusedPage(
  { refusal }: Pick<SignInRefused, 'refusal'>,
  { loginHref, reference }: { loginHref: string; reference: string },
  speech: Speech,
) {
  const { t, say } = speech
  const words = t.login.refused
  return {
    view: 'error',
    title: titleOf(words.heading, speech),
    heading: words.heading,
    text: words[refusal],
    links: [
      { text: words.again, href: loginHref },
      { text: t.login.toFrontPage, href: '/' },
    ],
    reference: say(t.errors.reference, { reference }),
  } satisfies Page & Record<string, unknown>
}
