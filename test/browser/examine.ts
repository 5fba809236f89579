/// <reference lib="dom" />
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const ALL_RULES: RunOptions['runOnly'] = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}

const WIDTHS = [1280, 320, 390, 768, 1024, 1920]
/** By every rule: each width once and each scheme once, for axe takes longer than all else. */
const READ_CLOSELY: Partial<Record<number, 'light' | 'dark'>> = { 1280: 'light', 390: 'dark' }

/** What every page owes every visitor. With `SCREENSHOTS=folder`, its picture is kept there. */
export async function examine(page: Page, name: string): Promise<void> {
  // Without motion, or colours are measured on their way.
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  await expectSkipLink(page)
  await expectOrder(page)

  await page.evaluate(AXE)
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 })
    await expectFit(page, `at ${width} px`)
    const scheme = READ_CLOSELY[width]
    if (!scheme) continue
    await page.emulateMedia({ colorScheme: scheme })
    await keepPicture(page, `${name}-${width}-${scheme}`)
    expect(await violationsOn(page), `axe at ${width} px, ${scheme}`).toEqual([])
    await setTextSpacing(page, true)
    await expectFit(page, `at ${width} px with text spacing`)
    await setTextSpacing(page, false)
  }
}

/** The first Tab shows it. Not where the focus has been put on what is wrong. */
async function expectSkipLink(page: Page) {
  if ((await page.locator('[autofocus]').count()) > 0) return
  await page.keyboard.press('Tab')
  const link = page.locator('a[href="#main"]:focus')
  expect(await link.count(), 'the first Tab is on the skip link').toBe(1)
  const box = await link.boundingBox()
  expect(box && box.y >= 0 && box.height >= 24, 'the skip link is seen').toBe(true)
  await link.blur()
}

async function expectOrder(page: Page) {
  const found = await page.evaluate(() => {
    const all = [...document.querySelectorAll('*')]
    const ids = all.flatMap(({ id }) => id || [])
    return {
      title: document.title,
      nodes: all.length,
      twice: ids.filter((id, index) => ids.indexOf(id) !== index),
      levels: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(heading =>
        Number(heading.tagName.slice(1)),
      ),
      text: [...document.querySelectorAll<HTMLElement>('pre')].reduce(
        (text, code) => text.replace(code.innerText, ''),
        document.body.innerText,
      ),
    }
  })
  expect(found.title).toMatch(/\S – \S/)
  expect(found.twice, 'ids that stand twice').toEqual([])
  expect(found.levels.filter(level => level === 1)).toHaveLength(1)
  const jumps = found.levels.filter((level, i) => level > (found.levels[i - 1] ?? 0) + 1)
  expect(jumps, 'headings that skip a level').toEqual([])
  expect(found.text).not.toMatch(/[{}]|undefined|\[object/)
  expect(found.nodes).toBeLessThanOrEqual(1_500)
  expect(gzipSync(await page.content()).length).toBeLessThanOrEqual(15_000)
}

async function expectFit(page: Page, where: string) {
  const tooWide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
  expect(tooWide, `px too wide ${where}`).toBeLessThanOrEqual(0)
}

/** As readers set it for themselves (WCAG 1.4.12); a sheet made by script passes the policy. */
const setTextSpacing = (page: Page, isOn: boolean) =>
  page.evaluate(wanted => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
      p { margin-block-end: 2em !important }
    `)
    document.adoptedStyleSheets = wanted ? [sheet] : []
  }, isOn)

/** One line for each thing that is wrong. */
function violationsOn(page: Page): Promise<string[]> {
  return page.evaluate(async runOnly => {
    const { axe } = globalThis as unknown as {
      axe: { run: (options: RunOptions) => Promise<AxeResults> }
    }
    const { violations } = await axe.run({
      runOnly,
      resultTypes: ['violations'],
      preload: false,
    })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    )
  }, ALL_RULES)
}

async function keepPicture(page: Page, name: string) {
  const folder = process.env['SCREENSHOTS']
  if (!folder) return
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
