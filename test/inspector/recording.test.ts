import { expect, test } from 'vitest'
import { FRESH, onboard } from '../support/people.js'
import { signIn } from '../support/sign-in.js'
import { openSmartCloud } from '../support/open-smartcloud.js'

test('shows a whole onboarding as one flow, from the first token to the figures', async () => {
  const smartcloud = await openSmartCloud()
  const { browser, sandbox } = smartcloud
  await onboard(browser)
  await signIn(browser, sandbox, FRESH)
  await browser.visit('/overview')

  const list = await browser.visit('/inspector')
  const address = /href="(\/inspector\/flows\/[^"]+)"/g
  console.log([...list.text.matchAll(address)].map(([, href]) => href))
  for (const [, href] of list.text.matchAll(address)) {
    const page = await browser.visit(href!)
    console.log(
      page.text
        .replace(/^[^]*<main[^>]*>|<\/main>[^]*$/g, '')
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' '),
    )
  }
  expect(list.status).toBe(200)
})
