import type { Alert, NoticePage, Page } from '../site/site.js'
import { fill, type Texts } from '../site/texts.js'
import type { AuthorizationRequest, NoWayBack } from './authorize.js'
import type { LogoutRefused } from './logout.js'
import type { Candidate } from './people.js'
import { LOG_IN_AT_IDP } from './provider.js'

/* What the pages of the OpenID provider show. */

export interface OidcLogInPage extends Page {
  view: 'sandbox/oidc-log-in'
  action: string
  /** What the answer belongs to. */
  transaction: string
  alert?: Alert
  lead: string
  groups: { heading: string; choices: Choice[] }[]
  button: string
  cancel: string
}

interface Choice {
  id: string
  value: string
  label: string
  isChosen: boolean
}

/**
 * The group of the one whom the client expects comes first.
 *
 * @param refused why the last choice will not do
 */
export function oidcLogInPage(
  { client: { audience }, redirectUri, loginHint }: AuthorizationRequest,
  candidates: readonly { heading: string; members: readonly Candidate[] }[],
  transaction: string,
  { oidc: { logIn } }: Texts,
  refused?: 'chooseSomebody' | 'mustRepresent',
): OidcLogInPage {
  const everybody = candidates.flatMap(({ members }) => members)
  const expected = everybody.find(({ hints }) => hints.some(hint => hint === loginHint))
  const chosen = expected ?? everybody[0]
  const choice = (candidate: Candidate): Choice => ({
    id: `user-${candidate.value}`,
    value: candidate.value,
    label: candidate.label,
    isChosen: candidate === chosen,
  })
  return {
    view: 'sandbox/oidc-log-in',
    title: logIn.title,
    action: LOG_IN_AT_IDP,
    transaction,
    ...(refused && { alert: { color: 'danger', text: logIn[refused] } }),
    lead: `${logIn.lead[audience]} ${fill(logIn.destination, { host: new URL(redirectUri).host })}`,
    groups: candidates
      .toSorted((one, other) => +isIn(other, expected) - +isIn(one, expected))
      .map(({ heading, members }) => ({ heading, choices: members.map(choice) })),
    button: logIn.button,
    cancel: logIn.cancel,
  }
}

const isIn = (group: { members: readonly Candidate[] }, candidate: Candidate | undefined) =>
  group.members.some(member => member === candidate)

/** What came of asking somebody. */
export interface Outcome {
  what: 'loggedIn' | 'cancelled'
  /** The client's own, with the answer in it. */
  address: string
}

export function onTheWayPage({ what, address }: Outcome, { oidc, loggedOut }: Texts): NoticePage {
  const { host } = new URL(address)
  return {
    view: 'sandbox/notice',
    title: oidc.onTheWay[what],
    text: fill(loggedOut.onItsWay, { host }),
    link: { label: fill(loggedOut.goOn, { host }), href: address },
    goOnTo: address,
  }
}

export const refusedPage = ({ wrong, value }: NoWayBack, { oidc: { refused } }: Texts) =>
  notice({ title: refused.title, text: fill(refused[wrong], { value }) })

export const expiredPage = ({ oidc }: Texts) => notice(oidc.expired)

export const loggedOutPage = ({ oidc }: Texts) => notice(oidc.loggedOut)

export const notLoggedOutPage = ({ wrong, value }: LogoutRefused, { oidc }: Texts) =>
  notice({ title: oidc.notLoggedOut.title, text: fill(oidc.notLoggedOut[wrong], { value }) })

const notice = (words: { title: string; text: string }): NoticePage => ({
  view: 'sandbox/notice',
  title: words.title,
  text: words.text,
})
