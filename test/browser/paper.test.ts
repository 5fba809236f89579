/// <reference lib="dom" />
import { expect, test } from 'vitest'
import { onboard, openSite } from './open-site.js'

test('the receipt prints on one white page, with the reference and the time', async () => {
  const site = await openSite()
  const page = await site.newVisitor({ scheme: 'dark' })
  await onboard(page, site)
  await page.goto('/receipt')
  await page.evaluate(() =>
    addEventListener('beforeprint', () => {
      document.title = document.documentElement.dataset['colorScheme'] ?? ''
    }),
  )

  const paper = await page.pdf({ format: 'A4', printBackground: true })

  expect(paper.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
  expect(await page.title()).toBe('light')
  await page.emulateMedia({ media: 'print' })
  const words = await page.locator('body').innerText()
  expect(words).toMatch(/Referanse\s+[\da-f]{8}-/)
  expect(words).toContain('20. november 2026 kl. 09.00')
  expect(words).not.toContain('Gå til oversikten')
  expect(words).not.toContain('Kom i gang')
})
