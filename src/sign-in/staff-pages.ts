import { STAFF_ROLES, type StaffRole } from '../domain/staff.js'
import { CONSOLE, titleOf, type Environment, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import type { Reason } from './login-page.js'

export interface StaffLoginInput {
  environment: Environment
  reason: Reason | undefined
  to: string | undefined
  /** There is a provider. */
  isOpen: boolean
  /** There is an address in the terminal. */
  hasAddress: boolean
}

export function staffLoginPage(input: StaffLoginInput, speech: Speech) {
  const { t, say } = speech
  const words = t.login.staff
  const isImitation = input.environment === 'sandbox'
  return {
    view: 'sign-in/login',
    title: titleOf(words.heading, speech),
    heading: words.heading,
    lead: input.isOpen ? words.lead : input.hasAddress ? words.once : words.notSetUp,
    reason: input.reason && t.login[input.reason],
    action: '/staff/login',
    to: input.to,
    button: input.isOpen ? (isImitation ? words.logInImitation : words.logIn) : undefined,
    shortcuts:
      input.isOpen && isImitation
        ? {
            heading: words.testPeople,
            people: [
              ...STAFF_ROLES.map(role => ({
                hint: `staff-${role}`,
                text: say(words.testPerson, { role: words.roleNames[role] }),
              })),
              { hint: 'staff-outsider', text: words.outsider },
            ],
          }
        : undefined,
    register: undefined,
  } satisfies Page & Record<string, unknown>
}

/** Who is signed in, and as what. */
export function staffPage(
  { name, roles }: { name: string; roles: readonly StaffRole[] },
  speech: Speech,
) {
  const words = speech.t.login.staff
  return {
    view: 'sign-in/staff',
    title: titleOf(words.home, speech),
    heading: words.home,
    rows: [
      { name: words.name, value: name },
      { name: words.roles, value: roles.map(role => words.roleNames[role]).join(', ') },
    ],
    links: [
      { text: speech.t.console.heading, href: CONSOLE },
      { text: speech.t.audit.sessions.heading, href: `${CONSOLE}/sessions` },
    ],
    logOut: speech.t.frame.logOut,
  } satisfies Page & Record<string, unknown>
}

/** Behind the address in the terminal. A page with a button, since looking changes nothing. */
export function oncePage({ code }: { code: string | undefined }, speech: Speech) {
  const words = speech.t.login.once
  return {
    view: 'sign-in/once',
    title: titleOf(words.heading, speech),
    words,
    code,
  } satisfies Page & Record<string, unknown>
}
