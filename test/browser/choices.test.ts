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

const FIRST = { language: 'Bokmål', lang: 'nb', theme: 'Følg enheten', scheme: 'auto' }
const OTHER = { language: 'English', lang: 'en', theme: 'Dark', scheme: 'dark' }

describe('Language and colours are chosen at the foot of every page, and remembered', () => {
  const ways = { 'with JavaScript': ADDRESSES, 'without JavaScript': ['/', '/overview'] }
  for (const [way, addresses] of Object.entries(ways))
    test(way, async () => {
      const site = await openSite()
      const page = await site.newVisitor({ javaScript: way === 'with JavaScript' })
      await onboard(page, site)
      const foot = page.getByRole('contentinfo')
      const choose = async (name: string) => {
        const here = page.url()
        await foot.getByRole('button', { name }).click()
        await foot.locator('strong', { hasText: name }).waitFor()
        expect(page.url()).toBe(here)
      }
      const chosen = async () => {
        const root = page.locator('html')
        return {
          lang: await root.getAttribute('lang'),
          scheme: await root.getAttribute('data-color-scheme'),
        }
      }

      for (const [i, address] of addresses.entries()) {
        const [before, after] = i % 2 === 0 ? [FIRST, OTHER] : [OTHER, FIRST]
        await page.goto(address)
        expect(before).toMatchObject(await chosen())
        await choose(after.language)
        await choose(after.theme)
        expect(after).toMatchObject(await chosen())
      }

      const nextYear = Date.now() / 1000 + 364 * 24 * 60 * 60
      const cookies = await page.context().cookies(site.baseUrl)
      const kept = cookies.filter(({ expires }) => expires > nextYear)
      expect(kept.map(({ name }) => name).sort()).toEqual(['language', 'theme'])
    })

  test('in the imitation, too', async () => {
    const site = await openSite()
    const page = await site.nextVisitor()
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
