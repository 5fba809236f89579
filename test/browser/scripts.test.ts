/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { SCRIPT_NAMES } from '../../src/domain/demo-scripts.js'
import { examine } from './examine.js'
import { send, shareSite } from './open-site.js'

const shared = shareSite(async () => {})

/** More presses of Tab than any page has places to stop at. */
const MOST_TABS = 200

/** What has the focus: its words, where it leads, and whether one sees that it has it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null
    if (!element || element === document.body) return undefined
    const labels = (element as HTMLInputElement).labels
    const { outlineStyle, boxShadow } = getComputedStyle(element)
    return {
      words: (
        element.getAttribute('aria-label') ??
        labels?.[0]?.textContent ??
        element.textContent ??
        ''
      )
        .replace(/\s+/g, ' ')
        .trim(),
      href: element.getAttribute('href'),
      type: element.getAttribute('type'),
      group: element.getAttribute('name'),
      isGo: element.hasAttribute('data-go'),
      isSeen: outlineStyle !== 'none' || boxShadow !== 'none',
    }
  })
type Focused = NonNullable<Awaited<ReturnType<typeof focused>>>

async function tabTo(page: Page, what: string, fits: (element: Focused) => boolean) {
  for (let presses = 0; presses < MOST_TABS; presses++) {
    const element = await focused(page)
    if (element && fits(element)) {
      // A box to tick shows it in its own way.
      const isBox = element.type === 'checkbox' || element.type === 'radio'
      expect(element.isSeen || isBox, `the focus on ${what} is seen`).toBe(true)
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`No Tab leads to ${what} at ${page.url()}`)
}

const enter = async (page: Page, what: string, fits: (element: Focused) => boolean) => {
  await tabTo(page, what, fits)
  const gone = page.waitForEvent('framenavigated')
  await page.keyboard.press('Enter')
  await gone
  await page.waitForLoadState()
}

/** Presses a button or a link by its name, or chooses what has it as its label. */
async function press(page: Page, name: string): Promise<void> {
  const label = page.locator('label', { hasText: name }).first()
  const other = page.locator('main').locator('a, button').filter({ hasText: name }).first()
  await label.or(other).first().waitFor()
  if ((await label.count()) === 0)
    return enter(page, name, ({ words }) => words === name || words.startsWith(`${name}:`))

  const input = page.locator(`[id="${await label.getAttribute('for')}"]`)
  const group = await input.getAttribute('name')
  await tabTo(page, name, element => element.group === group)
  if ((await input.getAttribute('type')) === 'checkbox') await page.keyboard.press('Space')
  else
    for (let presses = 0; presses < MOST_TABS && !(await input.isChecked()); presses++) {
      // The end of one group leads to the next: the choices of an organisation each are one.
      await page.keyboard.press('ArrowDown')
    }
  expect(await input.isChecked(), name).toBe(true)
}

const readChapter = (page: Page) =>
  page.evaluate(() => {
    const namesIn = (part: Element) =>
      [...part.querySelectorAll('[data-click] b')].map(({ textContent }) =>
        textContent.replace(/^[«“]|[»”]$/g, ''),
      )
    const items = [...document.querySelectorAll('.script__do > li')]
    const goAt = items.findIndex(item => item.querySelector('[data-go]'))
    return {
      before: items.slice(0, goAt).flatMap(namesIn),
      clicks: items.slice(goAt + 1).flatMap(namesIn),
      fields: [...document.querySelectorAll('dd[data-type]')].map(value => ({
        label: value.previousElementSibling?.textContent ?? '',
        value: value.textContent,
      })),
      promises: [
        ...(document
          .querySelector('[aria-labelledby=sees-heading] p')
          ?.textContent.matchAll(/«([^»]*)»/g) ?? []),
      ].map(match => match[1]!),
      steps: Number(
        /Gå (\d+) side/.exec(
          document.querySelector('[aria-labelledby=back-heading] p')?.textContent ?? '',
        )?.[1] ?? 0,
      ),
      hasNext: document.querySelector('a[rel=next]') !== null,
    }
  })

/** By what the chapter says, and back to it by the way it names. */
async function walkChapter(page: Page, address: string): Promise<boolean> {
  const chapter = await readChapter(page)
  for (const name of chapter.before) await press(page, name)
  await enter(page, `the link of ${address}`, ({ isGo }) => isGo)
  await page.waitForURL(url => !url.pathname.startsWith('/inspector/scripts'))
  for (const { label, value } of chapter.fields) {
    await page.getByLabel(label).waitFor()
    await tabTo(page, label, ({ words }) => words.startsWith(label))
    await page.keyboard.type(value)
  }
  for (const name of chapter.clicks) await press(page, name)
  const last = chapter.promises.at(-1)
  if (last !== undefined) await page.getByText(last).first().waitFor()
  else await page.waitForLoadState()

  if (chapter.steps > 0) {
    if (chapter.steps > 1) await page.getByText('SmartCloud').first().waitFor()
    for (let step = 0; step < chapter.steps; step++) await page.goBack()
  } else {
    await enter(page, 'Røntgen', ({ words }) => words === 'Røntgen')
    await page.waitForURL('**/inspector')
    await enter(page, 'Demomanus', ({ words }) => words === 'Demomanus')
    await page.waitForURL('**/inspector/scripts')
    await enter(page, address, ({ href }) => href === address)
  }
  await page.waitForURL(`**${address}`)
  return chapter.hasNext
}

describe('A script is walked with the keyboard alone', () => {
  test.each(SCRIPT_NAMES)('%s', async script => {
    const { site } = shared()
    const page = await site.newVisitor()
    const failed: string[] = []
    page.on('response', answer => {
      const isOurs = answer.url().startsWith(site.baseUrl)
      if (isOurs && answer.status() >= 400) failed.push(`${answer.status()} ${answer.url()}`)
    })
    await page.goto(`/inspector/scripts/${script}/1`)
    for (let number = 1; ; number++) {
      const address = `/inspector/scripts/${script}/${number}`
      await page.waitForURL(`**${address}`)
      if (!(await walkChapter(page, address))) break
      site.pass(1_000)
      if (number % 2 === 1) await page.keyboard.press('ArrowRight')
      else await enter(page, 'the next chapter', ({ words }) => words === 'Neste kapittel')
    }
    expect(page.url()).toMatch(/\/6$/)
    expect(failed).toEqual([])

    await enter(page, 'Begynn på nytt', ({ words }) => words === 'Begynn på nytt')
    await page.waitForURL('**/inspector/scripts/reset*')
    await enter(page, 'the button', ({ words }) => words === 'Ja, begynn på nytt')
    await page.getByText('Alt er som da du startet').waitFor()
  })

  test('the arrows turn the chapters, both ways, and Escape leads to all of them', async () => {
    const { site } = shared()
    const page = await site.newVisitor()
    await page.goto('/inspector/scripts/boss/1')
    for (const [key, chapter] of [
      ['ArrowRight', '/boss/2'],
      ['PageDown', '/boss/3'],
      ['ArrowLeft', '/boss/2'],
      ['End', '/boss/6'],
      ['Home', '/boss/1'],
    ] as const) {
      await page.keyboard.press(key)
      await page.waitForURL(`**/inspector/scripts${chapter}`)
    }
    await page.keyboard.press('Escape')
    await page.waitForURL('**/inspector/scripts')
  })

  test('something is broken and put right', async () => {
    const { site } = shared()
    const page = await site.newVisitor()
    await page.goto('/inspector/scripts/happy/2')
    await tabTo(page, 'the panel', ({ words }) => words === 'Ødelegg noe')
    await page.keyboard.press('Enter')
    await enter(page, 'a fault', ({ words }) => words === 'Bestill feilen: Maskinporten er nede')
    await page.getByText('Feil nå: Maskinporten er nede').waitFor()
    expect(site.sandbox.faults.list()).toHaveLength(1)
    await enter(page, 'the way back', ({ words }) => words === 'Rett opp alt')
    await page.getByText('Feil nå').waitFor({ state: 'detached' })
    expect(site.sandbox.faults.list()).toEqual([])
  })
})

const BROKEN = { fault: 'wrongToken', back: '/inspector/scripts/taken-back/5' }

describe('Whoever presents can read every page', () => {
  const ways: Record<string, (page: Page) => Promise<unknown>> = {
    contents: page => page.goto('/inspector/scripts'),
    'chapter-with-form': page => page.goto('/inspector/scripts/happy/1'),
    'chapter-not-seen': page => page.goto('/inspector/scripts/happy/4'),
    'chapter-with-tokens': page => page.goto('/inspector/scripts/taken-back/5?done=tokens'),
    'chapter-broken': async page => {
      await send(page, '/inspector/scripts/break', BROKEN)
      await page.goto(BROKEN.back)
    },
    break: page => page.goto('/inspector/scripts/break'),
    reset: page => page.goto('/inspector/scripts/reset'),
  }
  for (const [name, way] of Object.entries(ways))
    test(name, async () => {
      const { page } = shared()
      await way(page)
      await examine(page, `scripts-${name}`)
    })
})
