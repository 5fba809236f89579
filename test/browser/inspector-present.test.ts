/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { examine } from './examine.js'
import { makeFlows, type FlowName } from './open-flows.js'
import { send, shareSite } from './open-site.js'

let flows: Record<FlowName, string>
const shared = shareSite(async (page, site) => {
  flows = await makeFlows(page, site)
})

const PROJECTORS = [
  { width: 1280, height: 720, textPx: 26 },
  { width: 1920, height: 1080, textPx: 36 },
]
const SMALLEST_PX = 18

const slideAt = (flow: FlowName, step: number, focus = 1) =>
  `${flows[flow]}?view=present&step=${step}&focus=${focus}`

const speak = (page: Page, language: string) =>
  send(page, '/admin', { language, back: '/admin' }, { to: '/staff/language' })

/**
 * What somebody in the last row could not read, or not without scrolling, from this slide to the
 * last one. The others are put into this page as they come: loading each takes ten times as long.
 */
const flawsFrom = (page: Page, textPx: number) =>
  page.evaluate(
    async ([wanted, smallest]) => {
      const flaws: string[] = []
      let slides = 0
      await document.fonts.ready
      for (let href: string | null = location.href; href !== null;) {
        const slide = await (await fetch(href)).text()
        document.body.replaceWith(new DOMParser().parseFromString(slide, 'text/html').body)
        slides++
        for (const flaw of flawsHere()) flaws.push(`${new URL(href, location.href).search} ${flaw}`)
        href = document.querySelector('a[rel=next]')?.getAttribute('href') ?? null
      }
      return { slides, flaws }

      function* flawsHere() {
        const { scrollWidth, scrollHeight } = document.documentElement
        if (scrollWidth > innerWidth) yield `${scrollWidth - innerWidth} px too wide`
        if (scrollHeight > innerHeight) yield `${scrollHeight - innerHeight} px too high`
        const foot = document.querySelector('.slide__foot')!
        const above = foot.previousElementSibling!.getBoundingClientRect().bottom
        if (above > foot.getBoundingClientRect().top) yield 'covered by the buttons'

        const main = document.querySelector('main')!
        const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
        for (let node = texts.nextNode(); node; node = texts.nextNode()) {
          const text = node.textContent!.trim()
          if (text === '') continue
          const element = node.parentElement!
          const px = parseFloat(getComputedStyle(element).fontSize)
          const isMain = element.closest('h1, .slide__sentence, .focus__value, .focus__meaning')
          if (px < (isMain ? wanted! : smallest!)) yield `only ${px} px: ${text}`

          const range = document.createRange()
          range.selectNodeContents(node)
          const { left, right, top, bottom } = range.getBoundingClientRect()
          const box = element.closest('.lanes-box, .focus, main')!.getBoundingClientRect()
          if (left < box.left || right > box.right || top < box.top || bottom > box.bottom)
            yield `sticks out: ${text}`
        }
      }
    },
    [textPx, SMALLEST_PX],
  )

describe.each(['onboarding', 'change', 'agent', 'failed'] as const)(
  'Every slide of the flow «%s» fits a projector, and the last row can read it',
  flow => {
    test.each(['nb', 'en'])('in %s, light and dark', async language => {
      const { page } = shared()
      await speak(page, language)
      for (const { width, height, textPx } of PROJECTORS)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          await page.setViewportSize({ width, height })
          await page.goto(slideAt(flow, 1))
          const { slides, flaws } = await flawsFrom(page, textPx)
          expect(flaws, `${width} ${colorScheme}`).toEqual([])
          expect(slides).toBeGreaterThan(10)
        }
      await speak(page, 'nb')
    })
  },
)

describe('A slide is a page like any other', () => {
  test('what can be said', async () => {
    const { page } = shared()
    await page.goto(slideAt('onboarding', 1))
    await examine(page, 'present-sentence')
  })

  test('one claim', async () => {
    const { page } = shared()
    await page.goto(slideAt('onboarding', 1, 2))
    await examine(page, 'present-claim')
  })

  test('a refusal', async () => {
    const { page } = shared()
    await page.goto(slideAt('failed', 1))
    while ((await page.locator('.focus--result[data-color=danger]').count()) === 0)
      await page.goto((await page.locator('a[rel=next]').getAttribute('href'))!)
    await examine(page, 'present-refusal')
  })
})

describe('With a clicker or the keyboard', () => {
  const press = async (page: Page, key: string, address: string) => {
    await page.keyboard.press(key)
    await page.waitForURL(url => `${url.pathname}${url.search}` === address)
  }

  test('one goes from slide to slide, over the borders of steps, to the ends, and out', async () => {
    const { page } = shared()
    await page.setViewportSize({ width: 1280, height: 720 })
    await page.goto(slideAt('onboarding', 1))
    const slidesOfStepOne = (await page.locator('a[rel=next]').getAttribute('href'))!
    expect(slidesOfStepOne).toBe(slideAt('onboarding', 1, 2))
    await press(page, 'ArrowRight', slideAt('onboarding', 1, 2))
    await press(page, 'PageDown', slideAt('onboarding', 1, 3))
    await press(page, 'ArrowRight', slideAt('onboarding', 1, 4))
    await press(page, 'ArrowRight', slideAt('onboarding', 2, 1))
    await press(page, 'ArrowLeft', slideAt('onboarding', 1, 4))
    await press(page, 'PageUp', slideAt('onboarding', 1, 3))

    const count = Number(/av (\d+)/.exec(await page.locator('.slide__counter').innerText())![1])
    await press(page, 'End', slideAt('onboarding', count))
    await press(page, 'Home', slideAt('onboarding', 1))
    await press(page, 'End', slideAt('onboarding', count))
    await press(page, 'Escape', `${flows.onboarding}?step=${count}`)
  })

  test('letters, and arrows held with another key, do nothing', async () => {
    const { page } = shared()
    await page.goto(slideAt('onboarding', 2))
    for (const key of ['n', 'p', 'f', ' ', 'Shift+ArrowRight', 'Control+ArrowRight'])
      await page.keyboard.press(key)
    await press(page, 'ArrowRight', slideAt('onboarding', 2, 2))
  })

  test('the way back in the browser leads through the slides', async () => {
    const { page } = shared()
    await page.goto(slideAt('onboarding', 1))
    await press(page, 'ArrowRight', slideAt('onboarding', 1, 2))
    await page.goBack()
    expect(page.url()).toContain(slideAt('onboarding', 1))
  })
})

test('Without script, the buttons lead from the first slide to the last, and out', async () => {
  const { site, page: staff } = shared()
  const page = await site.newVisitor({ javaScript: false })
  await page.context().addCookies(await staff.context().cookies())
  await page.goto(slideAt('failed', 1))
  for (;;) {
    const next = page.getByRole('link', { name: 'Neste' })
    if ((await next.count()) === 0) break
    const here = page.url()
    await next.click()
    await page.waitForURL(url => url.href !== here)
  }
  await page.getByRole('link', { name: 'Forrige' }).waitFor()
  await page.getByRole('link', { name: 'Avslutt' }).click()
  await page.waitForURL(url => !url.search.includes('view='))
})
