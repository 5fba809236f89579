import { Agent, request } from 'node:http'
import Libsql from 'libsql'
import { afterEach, expect, test, vi } from 'vitest'
import { openSmartCloud, type SmartCloud } from '../support/open-smartcloud.js'
import { onboard } from '../support/people.js'

/*
 * What goes wrong at the very end: after the page was sent, or in making the page that says that
 * something went wrong. The log is the only place for it.
 */

afterEach(() => vi.restoreAllMocks())

test('A page that was sent is whole, although the session could not be touched, and so is the next', async () => {
  const complaint = vi.spyOn(console, 'error')
  const smartcloud = await openSmartCloud()
  const { browser, clock, logged, place } = smartcloud
  await onboard(browser)
  clock.pass(2 * 60_000)
  const other = new Libsql('file' in place ? place.file : '')
  other.exec('BEGIN IMMEDIATE')
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

  const first = await get(smartcloud, agent, cookie)
  other.exec('ROLLBACK')
  other.close()
  const second = await get(smartcloud, agent, cookie)
  agent.destroy()

  expect([first.status, second.status]).toEqual([200, 200])
  expect(second.port).toBe(first.port) // the connection was kept
  expect(logged()).toContain('failed after the answer')
  expect(complaint).not.toHaveBeenCalled()
})

test('A page that cannot even say that it failed says so in one line, and tells nothing', async () => {
  const complaint = vi.spyOn(console, 'error')
  const { browser, logged } = await openSmartCloud({
    deps: () => ({ environment: 'nowhere' as 'sandbox' }), // which has no name in any language
  })

  const page = await browser.raw('get', '/')

  expect(page.status).toBe(500)
  expect(page.headers['content-type']).toMatch(/^text\/plain/)
  expect(page.text).toContain(page.headers['x-request-id'])
  expect(page.text).not.toMatch(/at \w+ \(|Error|node_modules/)
  expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  expect(logged()).toContain('error page failed')
  expect(complaint).not.toHaveBeenCalled()
})

const get = ({ port }: SmartCloud, agent: Agent, cookie: string) =>
  new Promise<{ status: number | undefined; port: number | undefined }>((resolve, reject) => {
    const options = { port, host: '127.0.0.1', path: '/about', agent, headers: { cookie } }
    request(options, response => {
      const { localPort } = response.socket
      response.resume().on('end', () =>
        // Whatever would still happen to the connection has happened a moment later.
        setTimeout(() => resolve({ status: response.statusCode, port: localPort }), 50),
      )
    })
      .on('error', reject)
      .end()
  })
