import { randomBytes } from 'node:crypto'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Response } from 'express'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createApp } from '../../src/app.js'
import { createEventStreams, MOST_IN_ALL, MOST_OF_ONE } from '../../src/inspector/events.js'
import { serve } from '../../src/web/serve.js'
import { newOrganisation } from '../support/at-altinn.js'
import type { Browser } from '../support/browser.js'
import { newCustomer } from '../support/customer.js'
import { openSmartCloud, shareSmartCloud } from '../support/open-smartcloud.js'
import { signUp } from '../support/people.js'
import { signIn, signInAsStaff } from '../support/sign-in.js'

const smartcloud = shareSmartCloud()

/** Longer than a burst is held together, and shorter than anybody notices. */
const A_WHILE_MS = 600
const A_SECOND_MS = 1_000

const EVENTS = '/inspector/events'

type Follower = Pick<Browser, 'cookies'>

/** Another window of a browser, with its cookies, which follows over HTTP as a real one. */
async function follow(
  { cookies }: Follower,
  address = EVENTS,
  { port }: { port: number } = smartcloud(),
) {
  const away = new AbortController()
  onTestFinished(() => away.abort())
  const response = await fetch(`http://127.0.0.1:${port}${address}`, {
    headers: {
      accept: 'text/event-stream',
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    signal: away.signal,
  })
  let text = ''
  let isOver = false
  const read = async () => {
    for await (const part of response.body ?? []) text += Buffer.from(part).toString()
  }
  void read()
    .catch(() => {}) // it went away
    .finally(() => (isOver = true))
  return {
    response,
    events: () => text.match(/^data: .*$/gm) ?? [],
    text: () => text,
    isOver: () => isOver,
    leave: () => away.abort(),
  }
}

type Window = Awaited<ReturnType<typeof follow>>

/** It is told something within a second of now. */
async function expectNews(window: Window, before = window.events().length) {
  const until = Date.now() + A_SECOND_MS
  while (window.events().length === before && Date.now() < until) await sleep(10)
  expect(window.events().length).toBeGreaterThan(before)
}

/** Asks Altinn for access: that makes a flow. */
async function ask(browser: Browser) {
  return browser.submit(await signUp(browser, newOrganisation(smartcloud().sandbox)))
}

const newestFlow = async (browser: Browser, place = '/inspector') =>
  /\/inspector\/flows\/([\w-]+)/.exec((await browser.visit(place)).text)![1]!

describe('Another window follows, within a second,', () => {
  test('what the same browser does', async () => {
    const browser = smartcloud().newBrowser()
    await ask(browser)
    const window = await follow(browser)
    await browser.visit('/receipt')
    await expectNews(window)
  })

  test('a first sign-up, by who had done nothing when the window was opened', async () => {
    const browser = smartcloud().newBrowser()
    await browser.visit('/inspector')
    const window = await follow(browser)
    await ask(browser)
    await expectNews(window)
  })

  test('what somebody else does for the same organisation', async () => {
    const { newBrowser, sandbox } = smartcloud()
    const { organisation, browser } = await newCustomer(smartcloud())
    const colleague = newBrowser()
    await signIn(colleague, sandbox, organisation)
    const window = await follow(colleague)
    await browser.visit('/overview')
    await expectNews(window)
  })

  test('what a customer does, for our own people', async () => {
    const staff = smartcloud().newBrowser()
    await signInAsStaff(staff, 'presenter')
    const window = await follow(staff, `/admin${EVENTS}`)
    await ask(smartcloud().newBrowser())
    await expectNews(window)
  })

  test('one flow, and no other', async () => {
    const browser = smartcloud().newBrowser()
    await ask(browser)
    const first = await follow(browser, `${EVENTS}?flow=${await newestFlow(browser)}`)
    await ask(browser)
    const second = await follow(browser, `${EVENTS}?flow=${await newestFlow(browser)}`)
    await sleep(A_WHILE_MS)
    expect(first.events()).toEqual([])

    await browser.visit('/receipt')
    await expectNews(second)
    expect(first.events()).toEqual([])
  })
})

test('What happened while the page was on its way is told at once; an old page alone is told', async () => {
  const browser = smartcloud().newBrowser()
  await ask(browser)
  const flow = `/inspector/flows/${await newestFlow(browser)}`
  const eventsOf = async (page: string) =>
    /data-live-events="([^"]+)"/.exec((await browser.visit(page)).text)![1]!.replace('&amp;', '&')
  const old = { flow: await eventsOf(flow), list: await eventsOf('/inspector') }
  await browser.visit('/receipt')

  for (const address of [old.flow, old.list]) await expectNews(await follow(browser, address), 0)
  const windows = [
    await follow(browser, await eventsOf(flow)),
    await follow(browser, await eventsOf('/inspector')),
  ]
  await sleep(A_WHILE_MS)
  expect(windows.map(window => window.events())).toEqual([[], []])
})

test('What somebody else does causes no event', async () => {
  const { newBrowser } = smartcloud()
  const browser = newBrowser()
  await ask(browser)
  const window = await follow(browser)
  const customer = await newCustomer(smartcloud())
  const customers = await follow(customer.browser)

  await ask(newBrowser())
  await newCustomer(smartcloud())
  const staff = newBrowser()
  await signInAsStaff(staff, 'operator')
  await staff.visit('/admin/readiness')
  await sleep(A_WHILE_MS)

  expect(window.events()).toEqual([])
  await browser.visit('/receipt')
  await expectNews(window)
  expect(customers.events()).toEqual([])
})

test('An event says that something is new, and nothing else', async () => {
  const browser = smartcloud().newBrowser()
  await ask(browser)
  const window = await follow(browser)
  await browser.visit('/receipt')
  await expectNews(window)
  expect(window.text()).toMatch(/^retry: \d+\n\n(data: changed\n\n)+$/)
})

test('A burst of calls is a few events', async () => {
  const { browser } = await newCustomer(smartcloud())
  const window = await follow(browser)
  await Promise.all(Array.from({ length: 6 }, () => browser.visit('/overview')))
  await expectNews(window, 0)
  await sleep(A_SECOND_MS)
  expect(window.events().length).toBeLessThanOrEqual(8)
})

test('The session is left as it was, for a window that nobody looks at', async () => {
  const { clock, rows } = smartcloud()
  const { browser } = await newCustomer(smartcloud())
  const seen = async () => JSON.stringify(await rows('sessions'))
  clock.pass(5 * 60_000)
  const before = await seen()

  const window = await follow(browser)
  expect(window.response.headers.get('set-cookie')).toBeNull()
  window.leave()
  await sleep(50)

  expect(await seen()).toBe(before)
  await browser.visit('/inspector')
  expect(await seen()).not.toBe(before)
})

describe('There is room for', () => {
  test('five windows of one browser; the sixth is told to give up, until one is closed', async () => {
    const browser = smartcloud().newBrowser()
    await browser.visit('/inspector')
    const windows = await Promise.all(Array.from({ length: MOST_OF_ONE }, () => follow(browser)))
    expect(windows.map(({ response }) => response.status)).toEqual([200, 200, 200, 200, 200])
    expect((await follow(browser)).response.status).toBe(204)

    windows[0]!.leave()
    await sleep(50)
    expect((await follow(browser)).response.status).toBe(200)
  })

  test('two hundred in all', async () => {
    const alone = await openSmartCloud()
    const somebody = () => ({ cookies: new Map([['form', randomBytes(32).toString('base64url')]]) })
    for (let i = 0; i < MOST_IN_ALL; i++) {
      const { response } = await follow(somebody(), EVENTS, alone)
      expect(response.status).toBe(200)
    }
    expect((await follow(somebody(), EVENTS, alone)).response.status).toBe(204)
  })
})

describe('Nothing is there for', () => {
  test('somebody else’s flow, and one that never was', async () => {
    const { newBrowser } = smartcloud()
    const owner = newBrowser()
    await ask(owner)
    const flow = await newestFlow(owner)
    const stranger = newBrowser()
    await stranger.visit('/inspector')
    for (const id of [flow, 'never', '', `${flow}&flow=${flow}`])
      expect((await follow(stranger, `${EVENTS}?flow=${id}`)).response.status, id).toBe(404)
  })

  test('a reader of pages, who would wait for the end', async () => {
    const browser = smartcloud().newBrowser()
    expect((await browser.visit(EVENTS)).status).toBe(404)
    const head = await browser.raw('HEAD', EVENTS, { headers: { accept: 'text/event-stream' } })
    expect(head.status).toBe(404)
  })

  test('whoever is not signed in, among our own people', async () => {
    const browser = smartcloud().newBrowser()
    const { response } = await follow(browser, `/admin${EVENTS}`)
    expect(new URL(response.url).pathname).toBe('/staff/login')
  })
})

test('A server that stops does not wait for the windows that follow', async () => {
  const { deps, browser } = await openSmartCloud()
  const running = await serve(createApp({ ...deps, requestsPerMinute: 1_000 }), 0, '127.0.0.1')
  const window = await follow(browser, EVENTS, running)
  expect(window.response.status).toBe(200)

  const began = Date.now()
  await running.stop()

  expect(Date.now() - began).toBeLessThan(A_SECOND_MS)
  await sleep(50)
  expect(window.isOver()).toBe(true)
})

test('A silent window hears every 15 seconds that we are there, and is let go after ten minutes', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const written: string[] = []
  const response = Object.assign(new ServerResponse(new IncomingMessage(new Socket())), {
    app: {},
    set: () => {},
    write: (text: string) => written.push(text) > 0,
  })
  const recorder = { flowsFor: () => [], flowFor: () => undefined, onChange: () => () => {} }
  const follows = createEventStreams({ recorder })
  follows({ registrations: [], key: 'a' }, {}, response as unknown as Response)

  vi.advanceTimersByTime(60_000)
  expect(written.slice(1)).toEqual([':\n\n', ':\n\n', ':\n\n', ':\n\n'])
  vi.advanceTimersByTime(9 * 60_000 - 1)
  expect(response.writableEnded).toBe(false)
  vi.advanceTimersByTime(1)
  expect(response.writableEnded).toBe(true)

  const before = written.length
  vi.advanceTimersByTime(60_000)
  expect(written).toHaveLength(before)
})
