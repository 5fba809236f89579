import { expect, test } from 'vitest'
import { newCustomer } from '../support/customer.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'
import { signInAsStaff } from '../support/sign-in.js'

const smartcloud = shareSmartCloud()

async function customerWithFlow() {
  const { browser, organisation } = await newCustomer(smartcloud())
  const { text } = await browser.visit('/inspector')
  const flow = /href="(\/inspector\/flows\/[\w-]+)["?]/.exec(text)![1]!
  return { browser, organisation, flow }
}

test('A slide has no menus, no links away but its own, and stands in large type', async () => {
  const { browser, flow } = await customerWithFlow()
  const { text, status } = await browser.visit(`${flow}?view=present&step=1&focus=2`)
  expect(status).toBe(200)
  expect(text).toContain('<body data-size="xray">')
  expect(text).not.toMatch(/class="site-(header|nav|footer)/)
  expect(text).not.toContain('<form')
  const away = [...text.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href!)
  expect(away.filter(href => !href.startsWith(flow))).toEqual(['#main'])
})

test('Every view, step and slide is an address; what is none of them is not there', async () => {
  const { browser, flow } = await customerWithFlow()
  const statusOf = async (query: string) => (await browser.visit(flow + query)).status
  for (const query of ['', '?view=sequence', '?view=log', '?view=present', '?view=present&step=2'])
    expect(await statusOf(query), query).toBe(200)
  for (const query of [
    '?view=nothing',
    '?view=',
    '?view=log&view=log',
    '?view=present&step=0',
    '?view=present&step=99',
    '?view=present&step=1&focus=99',
    '?view=present&step=1&focus=x',
    '?view=present&step=1&step=1',
  ])
    expect(await statusOf(query), query).toBe(404)
})

test('A stranger sees no view of it; our own people see all of them at their own place', async () => {
  const { flow } = await customerWithFlow()
  const stranger = smartcloud().newBrowser()
  const staff = smartcloud().newBrowser()
  await signInAsStaff(staff, 'presenter')
  for (const view of ['sequence', 'log', 'present']) {
    expect((await stranger.visit(`${flow}?view=${view}`)).status).toBe(404)
    const seen = await staff.visit(`/admin${flow}?view=${view}`)
    expect(seen.status).toBe(200)
    expect(seen.text).toContain(`"/admin${flow}`)
    expect(seen.text).not.toContain(`"${flow}`)
  }
})

test('What a window fetches by itself takes no message from the page that it is for', async () => {
  const staff = smartcloud().newBrowser()
  await signInAsStaff(staff, 'operator')
  const page = await staff.visit('/admin/inspector/clear')
  const token = /name="_csrf" value="([^"]+)"/.exec(page.text)![1]!
  await staff.raw('POST', '/admin/inspector/clear', {
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Origin: new URL(page.url).origin,
    },
    body: new URLSearchParams({ _csrf: token }).toString(),
  })
  const told = 'Røntgen er tømt'
  const fetched = await staff.visit('/admin/inspector', { 'Sec-Fetch-Dest': 'empty' })
  expect(fetched.text).not.toContain(told)
  expect((await staff.visit('/admin/inspector')).text).toContain(told)
})
