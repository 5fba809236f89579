import type { Page } from 'playwright-core'
import { testOrganisationsFor } from '../../src/domain/test-organisations.js'
import { withdraw } from '../support/at-altinn.js'
import { FRESH, type Organisation } from '../support/people.js'
import { answer, goToAltinn, logIn, signIn, signInAsStaff, signUp, type Site } from './open-site.js'

export type FlowName = 'onboarding' | 'change' | 'agent' | 'failed'

/** Until tokens that were kept are worth nothing. */
const TEN_MINUTES = 600_000

const [ACCOUNTANT] = testOrganisationsFor('smartklient')

/** From the sign-up to the figures, through Altinn's pages. */
export async function onboardThroughAltinn(
  page: Page,
  site: Site,
  organisation: Organisation = FRESH,
  packageId = 'smartbasic',
) {
  await signUp(page, organisation, packageId)
  await goToAltinn(page)
  await logIn(page)
  await answer(page, 'approve')
  await signIn(page, site, organisation)
}

async function askForPay(page: Page, { sandbox }: Site) {
  await page.getByRole('link', { name: 'Be om tilgang til lønn' }).click()
  await page.getByRole('button', { name: 'Gå videre' }).click()
  await page.getByRole('heading', { name: 'Kontroller endringen' }).waitFor()
  await page.getByRole('button', { name: 'Gå til Altinn' }).click()
  await page.waitForURL(`${sandbox.origin}/authentication/**`)
  await logIn(page, 'Freidig Tapper Laks')
  await page.locator('button[value=approve]').click()
  await page.waitForURL('**/access/change/receipt?change=*')
}

/** The newest flow that these people's own page has. */
async function newestFlow(page: Page): Promise<string> {
  const text = await (await page.request.get('/admin/inspector')).text()
  const address = /href="(\/admin\/inspector\/flows\/[\w-]+)["?]/.exec(text)?.[1]
  if (address === undefined) throw new Error('Røntgen has no flow')
  return address
}

/**
 * One flow of each kind, made by customers in another browser; one of our own people stands where
 * all of them are listed.
 */
export async function makeFlows(page: Page, site: Site): Promise<Record<FlowName, string>> {
  await signInAsStaff(page, 'presenter')
  const context = await page.context().browser()!.newContext({ baseURL: site.baseUrl })
  const customer = await context.newPage()

  await onboardThroughAltinn(customer, site)
  const onboarding = await newestFlow(page)
  await askForPay(customer, site)
  const change = await newestFlow(page)
  await context.clearCookies()

  await onboardThroughAltinn(customer, site, ACCOUNTANT, 'smartklient')
  const agent = await newestFlow(page)
  await context.clearCookies()

  withdraw(site.sandbox, FRESH)
  site.pass(TEN_MINUTES)
  await signIn(customer, site, FRESH)
  const failed = await newestFlow(page)
  await context.close()

  return { onboarding, change, agent, failed }
}
