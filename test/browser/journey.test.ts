import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { speechFor } from '../../src/web/speech.js'
import { requestsOf } from '../support/at-altinn.js'
import { formFor, FRESH } from '../support/people.js'
import {
  answer,
  ask,
  fillIn,
  goToAltinn,
  logIn,
  openSite,
  register,
  signUp,
  type Site,
  type VisitorOptions,
} from './open-site.js'

const requests = ({ sandbox }: Site) => requestsOf(sandbox, FRESH)
const systemUsers = ({ sandbox }: Site) =>
  [...sandbox.state.systemUsers.values()].filter(
    ({ ownerOrgNo }) => ownerOrgNo === FRESH.organisationNumber,
  )

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

describe('A company goes all the way, from the front page to its own figures', () => {
  const ways: Record<string, VisitorOptions & { language?: 'en' }> = {
    'on a large screen': {},
    'on a telephone in the dark': { width: 390, scheme: 'dark' },
    'without JavaScript': { javaScript: false },
    'in English': { language: 'en' },
  }
  for (const [way, { language, ...options }] of Object.entries(ways))
    test(way, async () => {
      const site = await openSite()
      const page = await site.newVisitor(options)
      const { t } = speechFor(language ?? 'nb')
      const passed: string[] = []
      page.on('framenavigated', frame => passed.push(new URL(frame.url()).pathname))
      const chooseLanguage = async () => {
        if (language) await page.getByRole('button', { name: 'English' }).click()
      }

      await page.goto('/')
      await chooseLanguage()
      await page
        .getByRole('link', { name: t.landing.choose.replace('{package}', 'SmartBasic') })
        .click()

      await page.getByLabel(t.signUp.companyName).fill(FRESH.name)
      await page.getByLabel(t.signUp.organisationNumber).fill('311 844 202')
      await page.getByLabel(t.signUp.email).fill('kari@example.no')
      await page.getByLabel(t.signUp.contactPerson).fill('Kari Nordmann')
      await page.getByLabel(t.signUp.acceptTerms).check()
      await page.getByRole('button', { name: t.signUp.submit }).click()

      await heading(page, t.check.heading).waitFor()
      expect(requests(site)).toEqual([])
      await page.getByRole('button', { name: t.check.submit }).click()

      await page.waitForURL(`${site.sandbox.origin}/**`)
      await chooseLanguage()
      await page.getByRole('radio', { name: 'God Fast Varde' }).check()
      await page.getByRole('button', { name: language ? 'Log in' : 'Logg inn' }).click()
      await page
        .getByRole('button', {
          name: language ? 'Approve system access' : 'Godkjenn systemtilgang',
        })
        .click()

      await heading(page, t.receipt.approved.heading).waitFor()
      await page.getByRole('link', { name: t.receipt.toOverview }).click()

      await page.getByRole('button', { name: t.login.logInImitation }).click()
      await page.waitForURL(`${site.sandbox.origin}/idp/**`)
      await page.getByRole('radio', { name: 'Freidig Tapper Laks AS' }).first().check()
      await page.getByRole('button', { name: language ? 'Log in' : 'Logg inn' }).click()

      await heading(page, t.overview.heading).waitFor()
      expect(await page.locator('html').getAttribute('lang')).toBe(language ?? 'nb')
      expect(await page.locator('#claims').innerText()).toMatch(/230.646/)
      expect(requests(site)).toHaveLength(1)
      expect(passed).toContain('/sign-up/continue')
    })
})

test('a manager says no, and nothing has been fetched', async () => {
  const site = await openSite()
  const page = await site.nextVisitor()
  await ask(page)
  await page.goto('/sign-up/continue')
  await logIn(page)

  await answer(page, 'reject')

  await heading(page, 'Forespørselen ble avvist').waitFor()
  expect(site.sandbox.calls.count('claims')).toBe(0)
})

test('Altinn is not told which page somebody came from', async () => {
  const site = await openSite()
  const page = await site.nextVisitor()
  await ask(page)

  const arriving = page.waitForRequest(`${site.sandbox.origin}/**`)
  await page.goto('/sign-up/continue')

  expect(await (await arriving).allHeaders()).not.toHaveProperty('referer')
  await page.waitForURL(`${site.sandbox.origin}/**`) // or the next story meets this one on its way
})

test('an employee sends it on, waits at the receipt, and sees the answer when it comes', async () => {
  const site = await openSite()
  const page = await site.newVisitor()
  await page.clock.install()
  await ask(page)
  await page.goto('/sign-up/continue')
  await logIn(page, 'Ivrig Ung Spire')
  await page.getByRole('button', { name: 'Send videre' }).click()
  await page.getByText('Forespørselen er sendt videre').waitFor()
  await page.getByRole('link', { name: 'Avslutt' }).click()

  await heading(page, 'Vi venter på godkjenning').waitFor()
  await page.getByRole('link', { name: 'Sjekk igjen' }).click()
  await page.getByRole('status').getByText('Sjekket 09.00. Fortsatt ikke besvart.').waitFor()

  const [request] = requests(site)
  const manager = await site.newVisitor()
  await manager.goto(
    `${site.sandbox.origin}/accessmanagement/ui/systemuser/request?id=${request?.id}&DONTCHOOSEREPORTEE=true`,
  )
  await logIn(manager, 'Trygg Lys Furu')
  await answer(manager, 'approve')
  await heading(manager, 'Systemtilgangen er godkjent').waitFor()

  await page.clock.runFor(10_000)
  await heading(page, 'Systemtilgangen er godkjent').waitFor()
})

describe('A form that is filled in wrongly says so, and nothing is lost', () => {
  for (const javaScript of [true, false])
    test(javaScript ? 'with JavaScript' : 'without JavaScript', async () => {
      const site = await openSite()
      const page = await site.newVisitor({ javaScript })
      await page.goto('/sign-up/smartbasic')
      await fillIn(page, { companyName: FRESH.name, organisationNumber: '31184420' })

      const [response] = await Promise.all([
        page.waitForResponse('**/sign-up/smartbasic'),
        page.getByRole('button', { name: 'Gå videre' }).click(),
      ])
      await page.waitForSelector('#error-summary')

      expect(response.status()).toBe(422)
      expect(await page.title()).toMatch(/^Feil: /)
      expect(await page.locator('#error-summary:focus').count()).toBe(1)
      expect(await page.getByLabel('Firmanavn').inputValue()).toBe(FRESH.name)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await page.locator('#organisationNumber:focus').count()).toBe(1)
      expect(await page.locator('#organisationNumber').getAttribute('aria-describedby')).toBe(
        'organisationNumber-hint organisationNumber-error',
      )
    })
})

describe('Somebody in a hurry presses «Gå til Altinn» twice, and Altinn is asked once', () => {
  for (const javaScript of [true, false])
    test(javaScript ? 'with JavaScript' : 'without JavaScript', async () => {
      const site = await openSite()
      const page = await site.newVisitor({ javaScript })
      await register(page)
      await page.goto('/sign-up/check')
      site.sandbox.faults.add({ target: 'altinn.create', kind: 'slow', delayMs: 400 })
      let sent = 0
      page.on('request', request => (sent += request.method() === 'POST' ? 1 : 0))

      const button = page.getByRole('button', { name: 'Gå til Altinn' })
      await button.dblclick({ noWaitAfter: true })

      await page.waitForURL(url => url.pathname !== '/sign-up/check')
      await expect.poll(() => requests(site).length).toBe(1)
      expect(site.sandbox.calls.count('altinn.create')).toBe(1)
      if (javaScript) expect(sent).toBe(1)
    })
})

describe('Reloading and going back change nothing', () => {
  test('on a form with errors', async () => {
    const site = await openSite()
    const page = await site.newVisitor()
    await page.goto('/sign-up/smartbasic')
    await fillIn(page, { companyName: FRESH.name })
    await page.getByRole('button', { name: 'Gå videre' }).click()
    await page.waitForSelector('#error-summary')

    await page.reload()
    expect(await page.getByLabel('Firmanavn').inputValue()).toBe(FRESH.name)
    await page.goBack()
    await heading(page, 'Registrer virksomheten').waitFor()
    expect(await page.locator('#error-summary').count()).toBe(0)
  })

  test('on a check page that could not send', async () => {
    const site = await openSite()
    const page = await site.newVisitor()
    await register(page)
    await page.goto('/sign-up/check')
    site.sandbox.faults.add({ target: 'maskinporten.token', kind: 'refuse', times: 30 })
    await page.getByRole('button', { name: 'Gå til Altinn' }).click()
    const sorry = page.getByText('Vi får ikke kontakt med Maskinporten')
    await sorry.waitFor()

    await page.reload()
    await sorry.waitFor()
    await page.goBack()
    await heading(page, 'Nå gjenstår godkjenningen i Altinn').waitFor()
    expect(await sorry.count()).toBe(0)
    expect(requests(site)).toEqual([])
  })

  test('all the way back from the receipt', async () => {
    const site = await openSite()
    const page = await site.newVisitor()
    await page.goto('/')
    await signUp(page)
    await goToAltinn(page)
    await logIn(page)
    await answer(page, 'approve')
    const receipt = page.url()

    for (let pages = 0; pages < 6; pages++) {
      await page.goBack()
      await page.reload()
    }

    expect(requests(site).map(({ status }) => status)).toEqual(['Accepted'])
    expect(systemUsers(site)).toHaveLength(1)
    await page.goto(receipt)
    await heading(page, 'Systemtilgangen er godkjent').waitFor()
  })

  test('and an earlier page can be sent again', async () => {
    const site = await openSite()
    const page = await site.newVisitor()
    await signUp(page)
    await goToAltinn(page)

    await page.goBack()
    await heading(page, 'Nå gjenstår godkjenningen i Altinn').waitFor()
    await goToAltinn(page)
    await page.goBack()
    await page.goBack()
    await heading(page, 'Registrer virksomheten').waitFor()
    await fillIn(page, formFor(FRESH))
    await page.getByRole('button', { name: 'Gå videre' }).click()
    await heading(page, 'Nå gjenstår godkjenningen i Altinn').waitFor()
    await goToAltinn(page)

    expect(requests(site)).toHaveLength(1)
  })
})

describe('A browser that loses its cookies on the way is told what to do', () => {
  const lose = async (page: Page) => {
    for (const name of ['session', 'form']) await page.context().clearCookies({ name })
  }

  test('at the form', async () => {
    const site = await openSite()
    const page = await site.nextVisitor()
    await page.goto('/sign-up/smartbasic')
    await fillIn(page, formFor(FRESH))
    await lose(page)
    await page.getByRole('button', { name: 'Gå videre' }).click()
    await heading(page, 'Skjemaet er for gammelt').waitFor()
    await page.getByText('Ingenting er sendt').waitFor()
  })

  test('at the check page', async () => {
    const site = await openSite()
    const page = await site.nextVisitor()
    await register(page)
    await page.goto('/sign-up/check')
    await lose(page)
    await page.getByRole('button', { name: 'Gå til Altinn' }).click()
    await heading(page, 'Skjemaet er for gammelt').waitFor()
    await page.goto('/sign-up/check')
    await heading(page, 'Systemet ditt og Altinn').waitFor()
    expect(requests(site)).toEqual([])
  })

  test('at Altinn: the receipt still knows the request, the overview does not open', async () => {
    const site = await openSite()
    const page = await site.nextVisitor()
    await ask(page)
    await page.goto('/sign-up/continue')
    await page.waitForURL(`${site.sandbox.origin}/**`)
    await lose(page)
    await logIn(page)
    await answer(page, 'approve')

    await heading(page, 'Systemtilgangen er godkjent').waitFor()
    expect(await page.getByRole('link', { name: 'Gå til oversikten' }).count()).toBe(0)
    await page.goto('/overview')
    await heading(page, 'Logg inn').waitFor()
  })
})
