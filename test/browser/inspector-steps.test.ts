import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { examine } from './examine.js'
import { makeFlows, type FlowName } from './open-flows.js'
import { shareSite, signInAsStaff } from './open-site.js'

let flows: Record<FlowName, string>
const shared = shareSite(async (page, site) => {
  flows = await makeFlows(page, site)
})

/** Stands at the first step of a flow that has this title. */
async function openStep(page: Page, flow: FlowName, title: string) {
  await page.goto(flows[flow])
  await page.locator('.steplist a', { hasText: title }).first().click()
  await page.locator('.steplist a[aria-current=step]', { hasText: title }).waitFor()
}

const openAll = (page: Page) =>
  page.locator('main details').evaluateAll(all => {
    for (const details of all) (details as HTMLDetailsElement).open = true
  })

const WAYS: Record<string, (page: Page) => Promise<unknown>> = {
  list: page => page.goto('/admin/inspector'),
  'onboarding-token': page => openStep(page, 'onboarding', 'Hent systembrukertoken'),
  'onboarding-create': async page => {
    await openStep(page, 'onboarding', 'Opprett forespørsel om systembruker')
    await openAll(page)
  },
  'onboarding-redirect': page => openStep(page, 'onboarding', 'Send kunden til Altinn'),
  'onboarding-kept': page => openStep(page, 'onboarding', 'Bruk Altinn-tokenet om igjen'),
  'onboarding-refused': page => openStep(page, 'onboarding', 'Hent lønnsopplysninger'),
  'change-asked': page => openStep(page, 'change', 'Opprett forespørsel om endring'),
  'agent-asked': page => openStep(page, 'agent', 'Opprett forespørsel'),
  'failed-first': page => page.goto(flows.failed),
  'compare-tokens': async page => {
    await openStep(page, 'onboarding', 'Hent systembrukertoken')
    await page.getByRole('link', { name: 'Sammenlign med et vanlig' }).click()
    await page.getByText('Finnes bare i det ene').waitFor()
  },
  'compare-answers': async page => {
    await openStep(page, 'onboarding', 'Sjekk status på forespørselen')
    await page.getByRole('link', { name: 'Sammenlign forespørselen' }).click()
    await page.getByRole('rowheader', { name: 'Endret' }).waitFor()
  },
}

describe('Røntgen can be read, step by step', () => {
  for (const [state, way] of Object.entries(WAYS))
    test(state, async () => {
      const { page } = shared()
      await way(page)
      await examine(page, `inspector-${state}`)
    })

  test('a token in all its parts', async () => {
    const { page } = shared()
    await openStep(page, 'onboarding', 'Hent systembrukertoken')
    await openAll(page)
    await examine(page, 'inspector-onboarding-token-open')
  })
})

describe('With script', () => {
  test('the arrow keys turn the steps, but not where something scrolls', async () => {
    const { page } = shared()
    await page.goto(flows.onboarding)
    await page.keyboard.press('ArrowRight')
    await page.waitForURL('**?step=2')
    await page.keyboard.press('ArrowLeft')
    await page.waitForURL('**?step=1')
    await openStep(page, 'onboarding', 'Hent systembrukertoken')
    const before = page.url()
    await page.locator('.table-scroll').first().focus()
    await page.keyboard.press('ArrowRight')
    expect(page.url()).toBe(before)
  })

  test('the command is copied, and the page says so', async () => {
    const { page } = shared()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await openStep(page, 'onboarding', 'Hent systembrukertoken')
    await page.getByRole('button', { name: 'Kopier som cURL' }).click()
    await page.getByRole('status').filter({ hasText: 'Kopiert' }).waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toMatch(/^curl --request POST /)
    expect(copied).toContain('"assertion=$ASSERTION"')
    expect(copied).not.toMatch(/eyJ/)
    await page.context().clearPermissions()
  })
})

test('Without script, every step is a link and the command stands on the page', async () => {
  const { site } = shared()
  const page = await site.newVisitor({ javaScript: false })
  await signInAsStaff(page, 'presenter')
  await page.goto(flows.onboarding)
  const { length } = await page.locator('.steplist a').all()
  for (let number = 2; number <= length; number++) {
    await page.locator('a[rel=next]').click()
    await page.getByText(`${number} av ${length}`, { exact: true }).waitFor()
  }
  await openStep(page, 'onboarding', 'Hent systembrukertoken')
  await page.getByText('Vis cURL-kommandoen').click()
  expect(await page.getByLabel('cURL-kommando').inputValue()).toContain('$ASSERTION')
})
