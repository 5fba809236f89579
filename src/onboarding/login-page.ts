import { companyName } from '../design/formats.js'
import { PACKAGES } from '../domain/packages.js'
import { titleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { signUpHref } from './landing-page.js'

export interface LoginPageInput {
  /** This browser registered an organisation that has approved. */
  mayOpenOverview: boolean
  /** Whose overview that is. */
  company?: string | undefined
  /** Why somebody came here who wanted to be elsewhere. */
  reason?: 'mustLogIn' | 'sessionExpired' | undefined
}

/** Signing in is not part of this version, and the page says so plainly. */
export function loginPage({ mayOpenOverview, company, reason }: LoginPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.login
  const register = { text: words.register, href: signUpHref(PACKAGES[0]!) }
  const frontPage = { text: words.toFrontPage, href: '/' }
  const mayOpen =
    company === undefined ? words.mayOpen : say(words.mayOpenOf, { company: companyName(company) })

  return {
    view: 'onboarding/login',
    title: titleOf(words.heading, speech),
    words,
    reason: reason && words[reason],
    situation: mayOpenOverview ? mayOpen : words.mayNotOpen,
    primary: mayOpenOverview ? { text: words.toOverview, href: '/overview' } : register,
    secondary: frontPage,
  } satisfies Page & Record<string, unknown>
}
