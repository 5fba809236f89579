import { expect, test } from 'vitest'
import { openSite, onboard } from './open-site.js'

test('x', async () => {
  const site = await openSite()
  const page = await site.newVisitor()
  await onboard(page)
  await page.getByRole('link', { name: 'Gå til oversikten' }).click()
  expect(await page.title()).toBe('x')
})
