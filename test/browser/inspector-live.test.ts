/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { onboardThroughAltinn } from './open-flows.js'
import { ask, openSite } from './open-site.js'

describe('What happens in another window is seen within a second, and nothing is loaded anew:', () => {
  const LINKS = {
    list: 'main a[href*="/flows/"]',
    steps: '.steplist a',
    sequence: '.seq a',
    log: '.xray-log tbody a',
  }

  /** The number of links grows, and the page is still the one that was opened. */
  async function expectGrowth(page: Page, links: string, act: () => Promise<unknown>) {
    const before = await page.locator(links).count()
    await page.evaluate(() => (document.body.dataset['isThisOne'] = 'yes'))
    await act()
    await page.waitForFunction(
      ([selector, count]) => document.querySelectorAll(selector as string).length > Number(count),
      [links, before] as const,
      { timeout: 1_000 },
    )
    expect(await page.locator('body').getAttribute('data-is-this-one')).toBe('yes')
    await page.getByRole('status').filter({ hasText: 'nye steg' }).waitFor({ timeout: 1_000 })
  }

  test.each(['steps', 'sequence', 'log'] as const)('in the view «%s»', async view => {
    const site = await openSite()
    const page = await site.newVisitor()
    await ask(page)
    await page.goto('/inspector')
    await page.locator(LINKS.list).first().click()
    await page.waitForURL('**/flows/**')
    if (view !== 'steps') await page.goto(`${page.url()}?view=${view}`)
    const link = page.locator(LINKS[view]).first()
    await link.focus()
    const href = await link.getAttribute('href')

    await expectGrowth(page, LINKS[view], () => page.request.get('/receipt'))

    expect(await page.locator(':focus').getAttribute('href')).toBe(href)
  })

  test('in the list, from the first sign-up on', async () => {
    const site = await openSite()
    const page = await site.newVisitor()
    await page.goto('/inspector')
    await expectGrowth(page, LINKS.list, () => ask(page))
  })

  test('a whole onboarding, step by step, beside the pages of Altinn', async () => {
    const site = await openSite()
    const page = await site.newVisitor()
    await ask(page)
    await page.goto('/inspector')
    await page.locator(LINKS.list).first().click()
    await page.waitForURL('**/flows/**')
    const steps = page.locator(LINKS.steps)
    const before = await steps.count()
    const other = await page.context().newPage()
    await onboardThroughAltinn(other, site)
    await page.bringToFront()
    await page.waitForFunction(
      ([selector, count]) => document.querySelectorAll(selector as string).length > Number(count),
      [LINKS.steps, before + 4] as const,
      { timeout: 1_500 },
    )
  })
})

test('Without script, «Oppdater» shows what is new', async () => {
  const site = await openSite()
  const page = await site.newVisitor({ javaScript: false })
  await ask(page)
  await page.goto('/inspector')
  await page.locator('main a[href*="/flows/"]').first().click()
  const steps = page.locator('.steplist a')
  const before = await steps.count()
  await page.request.get('/receipt')
  await page.getByRole('link', { name: 'Oppdater' }).click()
  await expect.poll(() => steps.count()).toBeGreaterThan(before)
})
