import { expect, test } from 'vitest'
import { textOf } from '../support/browser.js'
import { openSmartCloud } from '../support/open-smartcloud.js'
import { answer, FRESH, goToAltinn, logInAsDirector, onboard, signUp } from '../support/people.js'
import { arrive, directorOf, logInFrom, signIn } from '../support/sign-in.js'

test('a company chooses a package, approves in Altinn and sees its own figures', async () => {
  const { browser, sandbox } = await openSmartCloud()

  const front = await browser.visit('/')
  expect(textOf(front.text)).toContain('Velg pakken som passer')
  const form = await browser.follow(front, 'Velg SmartBasic')
  expect(textOf(form.text)).toContain('Registrer virksomheten')

  const check = await signUp(browser)
  expect(textOf(check.text)).toContain('Nå gjenstår godkjenningen i Altinn')
  expect(textOf(check.text)).toContain('Krav og betalinger (Skatteetaten)')
  expect(
    [...sandbox.state.requests.values()].filter(one => one.partyOrgNo === FRESH.organisationNumber),
  ).toEqual([])

  const choice = await goToAltinn(browser, check)
  expect(new URL(choice.url).origin).toBe(sandbox.origin)
  expect(textOf(choice.text)).toContain('Velg testbruker')
  const approval = await logInAsDirector(browser, choice)
  expect(textOf(approval.text)).toContain(
    'SmartCloud ber om godkjenning til å lage en systemtilgang',
  )

  const receipt = await answer(browser, approval, 'Godkjenn')
  expect(receipt.url).toMatch(/\/receipt\?s=[\w-]{43}$/)
  expect(textOf(receipt.text)).toContain('Systemtilgangen er godkjent')

  const login = await browser.follow(receipt, 'Gå til oversikten')
  expect(textOf(login.text)).toContain('Logg inn for å se siden.')
  const overview = await logInFrom(browser, login, directorOf(sandbox, FRESH))
  expect(overview.status).toBe(200)
  expect(overview.url).toMatch(/\/overview$/)
  const words = textOf(overview.text)
  expect(words).toContain('Systemtilgangen er aktiv')
  expect(words).toContain('Saldo 230 646 kr')
  expect(words).toContain('Mangler fullmakt') // SmartBasic has no salary
  expect(words).toMatch(/\d kr/)
})

test('a company says no, and nothing has been fetched', async () => {
  const { browser, sandbox } = await openSmartCloud()
  const approval = await logInAsDirector(browser, await goToAltinn(browser, await signUp(browser)))

  const receipt = await answer(browser, approval, 'Avvis')

  expect(textOf(receipt.text)).toContain('Forespørselen ble avvist')
  expect(textOf(receipt.text)).not.toContain('Gå til oversikten')
  const overview = await browser.visit('/overview')
  expect(overview.url).toMatch(/\/login\?/)
  expect(sandbox.calls.list().filter(call => call.path.startsWith('/api/'))).toEqual([])
})

test('an owner of the standard package sees the payroll too', async () => {
  const { browser, sandbox } = await openSmartCloud()
  await onboard(browser, FRESH, 'smartstandard')

  const overview = await signIn(browser, sandbox, FRESH)

  expect(textOf(overview.text)).not.toContain('Mangler fullmakt')
  expect(textOf(overview.text)).toContain('Utbetalt')
})

test('one hundred people look at one customer’s overview at once, and one token per scope is fetched', async () => {
  const { browser, sandbox } = await openSmartCloud()
  await onboard(browser)
  await arrive(browser, sandbox, FRESH)
  sandbox.calls.clear()

  const visits = await Promise.all(Array.from({ length: 100 }, () => browser.visit('/overview')))

  expect(visits.map(({ status }) => status)).toEqual(Array(100).fill(200))
  const scopes = sandbox.calls
    .list()
    .filter(call => call.path === '/token')
    .map(call => call.claims?.['scope'])
  expect(scopes.toSorted()).toEqual([...new Set(scopes)].toSorted())
  expect(scopes).toContain('altinn:systembruker.demo')
  expect(scopes).toContain('skatteetaten:kravogbetalinger')
})
