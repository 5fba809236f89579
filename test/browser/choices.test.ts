import { describe, expect, test } from 'vitest'
import { onboard, openSite } from './open-site.js'

const ADDRESSES = [
  '/',
  '/terms',
  '/about',
  '/login',
  '/sign-up/smartbasic',
  '/sign-up/check',
  '/receipt',
  '/overview?page=1',
  '/no-such-page',
]

describe('Language and colours are chosen at the foot of every page, and remembered', () => {
  for (const javaScript of [true, false])
    test(javaScript ? 'with JavaScript' : 'without JavaScript', async () => {
      const site = await openSite()
      const page = await site.newVisitor({ javaScript })
      await onboard(page)
      const root = page.locator('html')
      const choose = async (name: string) => {
        await page.getByRole('contentinfo').getByRole('button', { name }).click()
        await page.getByRole('contentinfo').locator('strong', { hasText: name }).waitFor()
      }

      for (const address of ADDRESSES) {
        await page.goto(address)
        const here = page.url()
        for (const name of ['English', 'Dark', 'Light', 'Match device', 'Dark']) {
          await choose(name)
          expect(page.url()).toBe(here)
        }
        expect(await root.getAttribute('lang')).toBe('en')
        expect(await root.getAttribute('data-color-scheme')).toBe('dark')

        await page.goto('/terms')
        expect(await root.getAttribute('lang')).toBe('en')
        expect(await root.getAttribute('data-color-scheme')).toBe('dark')
        await choose('Bokmål')
        await choose('Følg enheten')
      }

      const inSeconds = Date.now() / 1000
      const cookies = await page.context().cookies(site.baseUrl)
      const kept = cookies.filter(({ expires }) => expires > inSeconds + 364 * 24 * 60 * 60)
      expect(kept.map(({ name }) => name).sort()).toEqual(['language', 'theme'])
    })

  test('on the imitation’s pages, too', async () => {
    const site = await openSite()
    const page = await site.newVisitor()
    for (const path of ['/', '/authentication/api/v1/authentication', '/sandbox/faults']) {
      await page.goto(site.sandbox.origin + path)
      const here = page.url()
      await page.getByRole('button', { name: 'English' }).click()
      await page.locator('html[lang=en]').waitFor()
      expect(page.url()).toBe(here)
      await page.getByRole('button', { name: 'Bokmål' }).click()
      await page.locator('html[lang=nb]').waitFor()
    }
  })
})

test('dark is dark on a light computer, and light is light on a dark one', async () => {
  const site = await openSite()
  const brightness = async (scheme: 'light' | 'dark', choice: string) => {
    const page = await site.newVisitor({ scheme })
    await page.goto('/')
    await page.getByRole('button', { name: choice }).click()
    await page.locator('strong', { hasText: choice }).waitFor()
    const colour = await page
      .locator('body')
      .evaluate(body => getComputedStyle(body).backgroundColor)
    return Number(/\d+/.exec(colour)?.[0])
  }
  expect(await brightness('light', 'Mørkt')).toBeLessThan(60)
  expect(await brightness('dark', 'Lyst')).toBeGreaterThan(240)
})
