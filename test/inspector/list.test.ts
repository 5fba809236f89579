import { expect, test } from 'vitest'
import { newOrganisation } from '../support/at-altinn.js'
import { textOf, type Visit } from '../support/browser.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'
import { FRESH, goToAltinn, signUp } from '../support/people.js'
import { signInAsStaff } from '../support/sign-in.js'
import { onboarded, stepsOn } from './told-steps.js'

const smartcloud = shareSmartCloud()

const rowsOn = ({ text }: Visit): string[] =>
  (/<tbody[^]*<\/tbody>/.exec(text)?.[0].match(/<tr\b.*?<\/tr>/gs) ?? []).map(textOf)

test('A visitor without flows is told how to get one', async () => {
  const browser = smartcloud().newBrowser()
  const page = await browser.visit('/inspector')
  expect(textOf(page.text)).toContain('Ingen kall ennå. Registrer en virksomhet')
  expect((await browser.follow(page, 'Start en registrering')).url).toContain('/sign-up/smartbasic')
})

test('Flows stand in a list, the newest first, with whom they are about', async () => {
  const browser = smartcloud().newBrowser()
  const unknown = newOrganisation(smartcloud().sandbox)
  await goToAltinn(browser, await signUp(browser, unknown))
  smartcloud().clock.pass(60_000)
  await goToAltinn(browser, await signUp(browser, FRESH))

  const [newest, oldest, ...others] = rowsOn(await browser.visit('/inspector'))
  expect(others).toEqual([])
  expect(newest).toMatch(/^Opprett og bruk en systemtilgang Freidig Tapper Laks AS .* kl\. .* \d+$/)
  const spaced = unknown.organisationNumber.replace(/(...)(...)(...)/, '$1 $2 $3')
  expect(oldest).toContain(spaced)

  const staff = smartcloud().newBrowser()
  await signInAsStaff(staff, 'presenter')
  const seenByStaff = rowsOn(await staff.visit('/admin/inspector'))
  expect(seenByStaff.join()).toContain(`Prøve ${unknown.organisationNumber} AS`)
})

test('What was refused is marked, and leads to the step', async () => {
  const { browser } = await onboarded(smartcloud())
  const list = await browser.visit('/inspector')
  const [row] = rowsOn(list)
  const [words] = /Steg \d+: 403/.exec(row!)!
  const step = await browser.follow(list, words)
  expect(stepsOn(step).find(({ isCurrent }) => isCurrent)).toMatchObject({
    title: 'Hent lønnsopplysninger',
    tag: '403',
  })
})
