import type { Browser, Visit } from './browser.js'
import { TEST_ORGANISATIONS } from '../../src/domain/test-organisations.js'

/** As whoever signs it up knows it. */
export interface Organisation {
  organisationNumber: string
  name: string
}

const [first, second] = TEST_ORGANISATIONS.filter(({ situation }) => situation === 'fresh')

/** An organisation of the sandbox that has never heard of SmartCloud. */
export const FRESH: Organisation = first!
export const ANOTHER_FRESH: Organisation = second!
/** Has a system user with SmartBasic already. */
export const APPROVED: Organisation = {
  organisationNumber: '310261629',
  name: 'RASK EKTE TIGER AS',
}
export const PENDING: Organisation = {
  organisationNumber: '314577760',
  name: 'BLID UREDD HUBRO AS',
}
export const REJECTED: Organisation = {
  organisationNumber: '311139215',
  name: 'KVIKK NØYSOM REV AS',
}

export const formFor = (organisation: Organisation) => ({
  companyName: organisation.name,
  organisationNumber: organisation.organisationNumber,
  email: 'kari@example.no',
  contactPerson: 'Kari Nordmann',
  terms: 'yes',
})

/** Fills in the sign-up form and stands on the check page. */
export async function signUp(
  browser: Browser,
  organisation: Organisation = FRESH,
  packageId = 'smartbasic',
): Promise<Visit> {
  const form = await browser.visit(`/sign-up/${packageId}`)
  return browser.submit(form, formFor(organisation))
}

/** Presses «Gå til Altinn» on the check page and follows the link of the page in between. */
export async function goToAltinn(browser: Browser, check: Visit): Promise<Visit> {
  const between = await browser.submit(check)
  return browser.follow(between, 'Altinn')
}

/** Chooses the managing director among the test persons and stands on the approval page. */
export async function logInAsDirector(browser: Browser, choice: Visit): Promise<Visit> {
  const pid = /<input[^>]*type="radio"[^>]*value="([^"]+)"/.exec(choice.text)?.[1]
  if (pid === undefined) throw new Error(`No test person to choose on ${choice.url}`)
  const name =
    /<input[^>]*type="radio"[^>]*name="([^"]+)"/.exec(choice.text)?.[1] ??
    /<input[^>]*name="([^"]+)"[^>]*type="radio"/.exec(choice.text)?.[1]
  return browser.submit(choice, { [name ?? 'person']: pid })
}

/** Approves or rejects, and follows the way back to the receipt. */
export async function answer(browser: Browser, page: Visit, button: string): Promise<Visit> {
  const goodbye = await browser.submit(page, {}, { button })
  const onward = /http-equiv="refresh" content="0;\s*url=([^"]+)"/.exec(goodbye.text)?.[1]
  if (onward === undefined) throw new Error(`No way back on ${goodbye.url}`)
  return browser.visit(onward.replaceAll('&amp;', '&'))
}

/** From the front page to the receipt, with a yes. */
export async function onboard(
  browser: Browser,
  organisation = FRESH,
  packageId = 'smartbasic',
): Promise<Visit> {
  const check = await signUp(browser, organisation, packageId)
  const approval = await logInAsDirector(browser, await goToAltinn(browser, check))
  return answer(browser, approval, 'Godkjenn')
}
