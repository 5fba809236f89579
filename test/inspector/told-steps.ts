import { approveChangeRequest } from '../../src/sandbox/altinn/approval.js'
import type { World } from '../../src/sandbox/world/world.js'
import { decide, newOrganisation } from '../support/at-altinn.js'
import { textOf, type Browser, type Visit } from '../support/browser.js'
import type { Customer } from '../support/customer.js'
import type { SmartCloud } from '../support/open-smartcloud.js'
import { answer, goToAltinn, logInAsDirector, signUp } from '../support/people.js'
import { signIn } from '../support/sign-in.js'

/** One step as the list beside every step names it. */
export interface ListedStep {
  number: number
  title: string
  tag: string
  href: string
  isCurrent: boolean
}

/** The addresses of the flows that somebody is shown, the newest first. */
export async function flowsOf(browser: Browser, place = '/inspector'): Promise<string[]> {
  const { text } = await browser.visit(place)
  const found = [...text.matchAll(/href="([^"?]*\/inspector\/flows\/[\w-]+)["?]/g)]
  return [...new Set(found.map(([, href]) => href!))]
}

export const stepsOn = ({ text }: Visit): ListedStep[] =>
  [
    ...text.matchAll(
      /<li[^>]*><a href="([^"]+)"([^>]*)><span class="steplist__number">(\d+)<\/span>(.*?)<\/a><\/li>/gs,
    ),
  ].map(([, href, attributes, number, words]) => ({
    number: Number(number),
    title: textOf(/steplist__words">(.*?)<span/s.exec(words!)![1]!),
    tag: textOf(/ds-tag"[^>]*>(.*?)<\/span>/s.exec(words!)![1]!),
    href: href!.replaceAll('&amp;', '&'),
    isCurrent: attributes!.includes('aria-current="step"'),
  }))

/** Opens the first step of a flow that has this title, or of the newest flow. */
export async function openStep(browser: Browser, title: string, flow?: string): Promise<Visit> {
  const address = flow ?? (await flowsOf(browser))[0]
  if (address === undefined) throw new Error('Røntgen has no flow')
  const steps = stepsOn(await browser.visit(address))
  const step = steps.find(one => one.title === title)
  if (!step) throw new Error(`No step «${title}» among ${steps.map(one => one.title).join(', ')}`)
  return browser.visit(step.href)
}

/** The words of the section that has this heading. */
export function sectionOf({ text }: Visit, heading: string): string {
  const section = [...text.replaceAll('<wbr>', '').matchAll(/<section\b.*?<\/section>/gs)].find(
    ([found]) => textOf(found).startsWith(heading),
  )
  if (!section) throw new Error(`No section «${heading}» on the page`)
  return textOf(section[0])
}

/** An organisation goes through Altinn's pages, signs in, and looks at its figures. */
export async function onboarded(smartcloud: SmartCloud, packageId?: string): Promise<Customer> {
  const organisation = newOrganisation(smartcloud.sandbox)
  const browser = smartcloud.newBrowser()
  const check = await signUp(browser, organisation, packageId)
  const approval = await logInAsDirector(browser, await goToAltinn(browser, check))
  await answer(browser, approval, 'Godkjenn')
  await signIn(browser, smartcloud.sandbox, organisation)
  return { browser, organisation }
}

/** An accountant asks for access for its clients, and approves it. */
export async function onboardedForClients(smartcloud: SmartCloud): Promise<Customer> {
  const organisation = newOrganisation(smartcloud.sandbox)
  const browser = smartcloud.newBrowser()
  await browser.submit(await signUp(browser, organisation, 'smartklient'))
  decide(smartcloud.sandbox, organisation, 'approve')
  await browser.visit('/receipt')
  return { browser, organisation }
}

/** A customer asks for pay as well, and approves it; the newest flow is about that. */
export async function withChange(smartcloud: SmartCloud, { browser, organisation }: Customer) {
  const choice = { package: 'smartstandard', claims: 'yes', logistics: 'yes', salary: 'yes' }
  const check = await browser.visit(
    `/access/change/check?${new URLSearchParams(choice).toString()}`,
  )
  await browser.submit(check)
  const { state } = smartcloud.sandbox
  const change = [...state.changeRequests.values()].find(
    ({ partyOrgNo }) => partyOrgNo === organisation.organisationNumber,
  )
  const director = [...state.persons.values()].find(({ roles }) =>
    roles.some(({ orgNo }) => orgNo === organisation.organisationNumber),
  )
  const problem = approveChangeRequest(
    smartcloud.sandbox as unknown as World,
    change!.id,
    director!,
  )
  if (problem) throw new Error(`Altinn says ${problem.code}`)
  await browser.visit(`/access/change/receipt`)
}
