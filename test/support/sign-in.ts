import type { Sandbox } from '../../src/sandbox/server.js'
import { textOf, type Browser, type Visit } from './browser.js'
import type { Organisation } from './people.js'

/*
 * Signing in at the sandbox's provider, as a visitor does: the button, the choice of a test person,
 * and the way back.
 */

/** Whom a page sends on to by itself. */
export function onwardOf(page: Visit): string {
  const onward = /http-equiv="refresh" content="0;\s*url=([^"]+)"/.exec(page.text)?.[1]
  if (onward === undefined) throw new Error(`No way on from ${page.url}: ${textOf(page.text)}`)
  return onward.replaceAll('&amp;', '&').replaceAll('&#34;', '"').replaceAll('&#39;', "'")
}

/** Presses the button of a login page and stands where the provider asks who it is. */
export async function goToProvider(browser: Browser, login: Visit): Promise<Visit> {
  const between = await browser.submit(login)
  return browser.visit(onwardOf(between))
}

/** The address at our site that the provider sends the browser back to, before it goes there. */
export async function chooseAtProvider(
  browser: Browser,
  choice: Visit,
  user: string,
): Promise<string> {
  const page = await browser.submit(choice, { user }, { button: 'Logg inn' })
  return onwardOf(page)
}

/** As far as our own page that says who is in. A provider that knows the browser does not ask. */
async function comeBack(browser: Browser, login: Visit, user: string): Promise<Visit> {
  const there = await goToProvider(browser, login)
  return there.url.includes('/login/callback')
    ? there
    : browser.go('get', await chooseAtProvider(browser, there, user), undefined, there.url)
}

/** All the way: what stands at the end is the page somebody wanted to see. */
export async function logInFrom(browser: Browser, login: Visit, user: string): Promise<Visit> {
  const back = await comeBack(browser, login, user)
  return back.status === 200 ? browser.visit(onwardOf(back)) : back
}

/** As the managing director of an organisation, at the choice of test persons. */
export function directorOf(
  { state }: Pick<Sandbox, 'state'>,
  { organisationNumber }: Pick<Organisation, 'organisationNumber'>,
): string {
  const director = [...state.persons.values()].find(({ roles }) =>
    roles.some(({ orgNo, role }) => orgNo === organisationNumber && role === 'dagligLeder'),
  )
  if (!director) throw new Error(`${organisationNumber} has no managing director`)
  return `${director.pid}-${organisationNumber}`
}

/** A customer signs in, and has not looked at anything yet. */
export const arrive = async (
  browser: Browser,
  sandbox: Pick<Sandbox, 'state'>,
  organisation: Pick<Organisation, 'organisationNumber'>,
): Promise<Visit> =>
  comeBack(browser, await browser.visit('/login'), directorOf(sandbox, organisation))

/** A customer signs in, and sees the overview or what is in its way. */
export const signIn = async (
  browser: Browser,
  sandbox: Pick<Sandbox, 'state'>,
  organisation: Pick<Organisation, 'organisationNumber'>,
): Promise<Visit> =>
  logInFrom(browser, await browser.visit('/login'), directorOf(sandbox, organisation))

export type StaffName = 'viewer' | 'operator' | 'presenter' | 'administrator' | 'outsider'

/** One of our own people signs in. */
export const signInAsStaff = async (browser: Browser, who: StaffName): Promise<Visit> =>
  logInFrom(browser, await browser.visit('/staff/login'), `staff-${who}`)

/** Settings for a site where customers cannot sign in, as TT02 may be: the browser is all there is. */
export const WITHOUT_CUSTOMER_SIGN_IN = {
  settings: {
    CUSTOMER_LOGIN_ISSUER: '',
    CUSTOMER_LOGIN_CLIENT_ID: '',
    CUSTOMER_LOGIN_KEY: '',
    CUSTOMER_LOGIN_KID: '',
  },
}
