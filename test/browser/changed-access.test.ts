import { expect, test } from 'vitest'
import { logIn, onboard, openSite, signIn } from './open-site.js'

test.each([true, false])(
  'a customer moves from SmartBasic to SmartStandard through Altinn, and sees the pay (script: %s)',
  async javaScript => {
    const site = await openSite()
    const page = await site.newVisitor({ javaScript })
    await onboard(page, site)
    await signIn(page, site)

    await page.getByRole('link', { name: 'Be om tilgang til lønn' }).click()
    await page.getByRole('button', { name: 'Gå videre' }).click()
    await page.getByRole('heading', { name: 'Kontroller endringen' }).waitFor()
    // Altinn's pages are another site's, and the page in between leads there by itself.
    await page.getByRole('button', { name: 'Gå til Altinn' }).click()
    await page.waitForURL(`${site.sandbox.origin}/authentication/**`)
    await logIn(page, 'Freidig Tapper Laks')
    await page.getByRole('heading', { name: 'Oppdatering av systemtilgang' }).waitFor()
    await page.locator('button[value=approve]').click()

    await page.waitForURL('**/access/change/receipt?change=*')
    await page.getByRole('heading', { name: 'Endringen er godkjent' }).waitFor()
    await page.getByRole('link', { name: 'Gå til oversikten' }).click()
    expect(await page.locator('#salary').innerText()).toContain('Utbetalt')
  },
)
