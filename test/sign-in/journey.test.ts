import { expect, test } from 'vitest'
import { textOf } from '../support/browser.js'
import { openSmartCloud } from '../support/open-smartcloud.js'
import { FRESH, onboard } from '../support/people.js'
import { directorOf, logInFrom, signInAsStaff } from '../support/sign-in.js'

test('a customer approves, is asked to sign in, and lands on the overview', async () => {
  const { browser, sandbox, rows } = await openSmartCloud()
  const receipt = await onboard(browser)

  const login = await browser.follow(receipt, 'Gå til oversikten')
  expect(textOf(login.text)).toContain('Logg inn for å se siden.')
  const overview = await logInFrom(browser, login, directorOf(sandbox, FRESH))

  expect(overview.url).toMatch(/\/overview$/)
  expect(textOf(overview.text)).toContain('Systemtilgangen er aktiv')
  expect(textOf(overview.text)).toContain('Freidig Tapper Laks AS')
  const [event] = await rows('events', "event = 'signed in'")
  expect(event).toMatchObject({ outcome: 'ok', object_id: FRESH.organisationNumber })
})

test('somebody of ours signs in and stands in the console; who is on no list is told so', async () => {
  const { browser, newBrowser } = await openSmartCloud()
  const page = await signInAsStaff(browser, 'administrator')
  expect(page.url).toMatch(/\/admin$/)
  expect(textOf(page.text)).toContain('Kunder')
  const out = await signInAsStaff(newBrowser(), 'outsider')
  expect(textOf(out.text)).toContain('Du står ikke på listen')
})
