import { companyName, spacedOrganisationNumber } from '../design/formats.js'
import { PACKAGES } from '../domain/packages.js'
import { TEST_ORGANISATIONS } from '../domain/test-organisations.js'
import { titleOf, type Environment, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'

/** Why somebody came here who wanted to be elsewhere. */
export type Reason = 'mustLogIn' | 'sessionExpired' | 'sessionEnded' | 'tooManySessions'

export interface LoginPageInput {
  environment: Environment
  reason: Reason | undefined
  /** Where they wanted to be. */
  to: string | undefined
}

/** For customers, where there is somebody to prove themselves to. */
export function loginPage({ environment, reason, to }: LoginPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.login
  const isImitation = environment === 'sandbox'
  return {
    view: 'sign-in/login',
    title: titleOf(words.heading, speech),
    heading: words.heading,
    lead: words.lead,
    reason: reason && words[reason],
    action: '/login',
    to,
    button: isImitation ? words.logInImitation : words.logIn,
    shortcuts: isImitation
      ? {
          heading: words.testPeople,
          people: TEST_ORGANISATIONS.map(({ name, organisationNumber }) => ({
            hint: organisationNumber,
            text: say(words.testPerson, {
              company: companyName(name),
              number: spacedOrganisationNumber(organisationNumber),
            }),
          })),
        }
      : undefined,
    register: { text: words.register, href: `/sign-up/${PACKAGES[0]!.id}` },
  } satisfies Page & Record<string, unknown>
}

export interface WithoutLoginInput {
  /** This browser registered an organisation that has approved. */
  mayOpenOverview: boolean
  /** Whose overview that is. */
  company?: string | undefined
  reason?: Reason | undefined
}

/** For a test environment where customers cannot sign in: the page says so plainly. */
export function withoutLoginPage(input: WithoutLoginInput, speech: Speech) {
  const { t, say } = speech
  const { mayOpenOverview, company, reason } = input
  const words = t.login
  const mayOpen =
    company === undefined ? words.mayOpen : say(words.mayOpenOf, { company: companyName(company) })
  const register = { text: words.register, href: `/sign-up/${PACKAGES[0]!.id}` }

  return {
    view: 'sign-in/without-login',
    title: titleOf(words.heading, speech),
    words: words.notHere,
    heading: words.heading,
    reason: reason && words[reason],
    situation: mayOpenOverview ? mayOpen : words.mayNotOpen,
    primary: mayOpenOverview ? { text: words.toOverview, href: '/overview' } : register,
    secondary: { text: words.toFrontPage, href: '/' },
  } satisfies Page & Record<string, unknown>
}
