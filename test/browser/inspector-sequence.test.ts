/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { examine } from './examine.js'
import { makeFlows, type FlowName } from './open-flows.js'
import { shareSite } from './open-site.js'

let flows: Record<FlowName, string>
const shared = shareSite(async (page, site) => {
  flows = await makeFlows(page, site)
})

describe.each(['onboarding', 'change', 'agent', 'failed'] as const)('The flow «%s»', flow => {
  test('as a sequence diagram', async () => {
    const { page } = shared()
    await page.goto(`${flows[flow]}?view=sequence`)
    await examine(page, `sequence-${flow}`)
  })

  test('as a log', async () => {
    const { page } = shared()
    await page.goto(`${flows[flow]}?view=log`)
    await examine(page, `log-${flow}`)
  })
})

/** How far the ends of the arrows are from the middle of the lanes they belong to, at most, in px. */
const farthestOff = (page: Page) =>
  page.evaluate(() => {
    const middles = [...document.querySelectorAll('.seq .lane__icon')].map(icon => {
      const { left, right } = icon.getBoundingClientRect()
      return (left + right) / 2
    })
    const line = document.querySelector<HTMLElement>('.seq .msg')!
    let farthest = 0
    for (let from = 1; from <= 4; from++)
      for (let to = from + 1; to <= 5; to++) {
        Object.assign(line.dataset, { from, to })
        const { left, right } = line.getBoundingClientRect()
        farthest = Math.max(
          farthest,
          Math.abs(left - middles[from - 1]!),
          Math.abs(right - middles[to - 1]!),
        )
      }
    return farthest
  })

describe('In the sequence diagram', () => {
  test.each([1280, 390])('each arrow goes from lane to lane, at %i px', async width => {
    const { page } = shared()
    await page.setViewportSize({ width, height: 800 })
    await page.goto(`${flows.onboarding}?view=sequence`)
    expect(await farthestOff(page)).toBeLessThan(3)
  })

  test('each arrow leads to its step', async () => {
    const { page } = shared()
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto(`${flows.onboarding}?view=sequence`)
    await page.getByRole('link', { name: '3. Opprett forespørsel om systembruker' }).click()
    await page.waitForURL(`**${flows.onboarding}?step=3`)
    await page.getByRole('heading', { name: 'Opprett forespørsel om systembruker' }).waitFor()
  })
})

test('The log is copied as text', async () => {
  const { page } = shared()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`${flows.onboarding}?view=log`)
  await page.getByRole('button', { name: 'Kopier loggen' }).click()
  await page.getByRole('status').filter({ hasText: 'Kopiert' }).waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain('Tid\tFra\tTil\tKall\tStatus\tVarighet\n')
  expect(copied).toMatch(/\tSmartCloud\tMaskinporten\tPOST \/token\t200\t/)
  await page.context().clearPermissions()
})
