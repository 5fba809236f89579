import { gzipSync } from 'node:zlib'
import type { Response } from 'playwright-core'
import { expect, test } from 'vitest'
import { openSite } from './open-site.js'

test('a first visit is small: few files, none from elsewhere, and little in all', async () => {
  const site = await openSite()
  const page = await site.newVisitor()
  const responses: Response[] = []
  page.on('response', response => responses.push(response))

  await page.goto('/', { waitUntil: 'networkidle' })

  const files = await Promise.all(
    responses.map(async response => {
      const request = response.request()
      const type = request.resourceType()
      const name = new URL(response.url()).pathname
      // The page itself is packed by whatever stands in front of us (decision 18).
      const bytes =
        type === 'document'
          ? gzipSync(await response.body()).length
          : (await request.sizes()).responseBodySize
      return { type, name, bytes }
    }),
  )
  const sumOf = (type?: string) =>
    files
      .filter(file => type === undefined || file.type === type)
      .reduce((sum, { bytes }) => sum + bytes, 0)

  expect(files.length + 1).toBeLessThanOrEqual(8) // and the icon, which is not reported
  expect(sumOf('document')).toBeLessThanOrEqual(15_000)
  expect(sumOf('stylesheet')).toBeLessThanOrEqual(40_000)
  expect(files.find(({ name }) => name.includes('/app-'))?.bytes).toBeLessThanOrEqual(10_000)
  expect(sumOf('script')).toBeLessThanOrEqual(5_000)
  expect(files.filter(({ type }) => type === 'font')).toHaveLength(1)
  expect(sumOf('font')).toBeLessThanOrEqual(50_000)
  expect(sumOf()).toBeLessThanOrEqual(120_000)
})
