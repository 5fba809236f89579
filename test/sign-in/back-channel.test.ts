import { beforeEach, describe, expect, test } from 'vitest'
import { LOGOUT_FORGERIES, type LogoutForgery } from '../../src/sandbox/oidc/logout.js'
import { decide, newOrganisation } from '../support/at-altinn.js'
import type { Browser } from '../support/browser.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'
import { signUp } from '../support/people.js'
import { arrive, signInAsStaff } from '../support/sign-in.js'

/*
 * The provider tells us that a log-in there is over (requirement S18). It comes from another site,
 * without cookie and form, and must prove itself.
 */

const the = shareSmartCloud()
let browser: Browser
let logIn: { clientId: string; sid: string; sub: string }

const PLACE = '/login/back-channel-logout'

beforeEach(async () => {
  const { sandbox, newBrowser } = the()
  browser = newBrowser()
  const organisation = newOrganisation(sandbox)
  await browser.submit(await signUp(browser, organisation))
  decide(sandbox, organisation, 'approve')
  await browser.visit('/receipt')
  await arrive(browser, sandbox, organisation)
  logIn = lastLogIn()
})

/** As the provider told us, in its id_token. */
function lastLogIn() {
  const { idToken } = the().sandbox.calls.list('oidc.token').at(-1) ?? {}
  const { aud, sid, sub } = idToken as { aud: string; sid: string; sub: string }
  return { clientId: aud, sid, sub }
}

const post = (token: string, path = PLACE) =>
  the()
    .newBrowser()
    .raw('post', path, {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ logout_token: token }).toString(),
    })
const isIn = async () => (await browser.raw('get', '/overview')).status === 200
const refused = async () => (await the().rows('events', "event = 'logout token refused'")).length

test('The log-in is over at the provider, and so is what came from it', async () => {
  expect(await isIn()).toBe(true)
  const answer = await post(await the().sandbox.logoutToken(logIn))
  expect([answer.status, answer.headers['cache-control']]).toEqual([204, 'no-store'])
  expect(await isIn()).toBe(false)
  const events = await the().rows('events', "event = 'sessions ended by the provider'")
  expect(events.length).toBeGreaterThan(0)
})

describe('Nothing happens when a logout token', () => {
  const forged = (Object.keys(LOGOUT_FORGERIES) as LogoutForgery[]).filter(
    name => !['replayed_jti', 'unknown_sid'].includes(name),
  )
  test.each(forged)('is forged (%s)', async forgery => {
    const rows = await refused()
    const answer = await post(await the().sandbox.logoutToken({ ...logIn, forgery }))
    expect([answer.status, answer.text]).toEqual([400, '{"error":"invalid_request"}'])
    expect(await isIn()).toBe(true)
    expect(await refused()).toBe(rows + 1)
  })

  test('is of a log-in that nobody knows', async () => {
    const token = await the().sandbox.logoutToken({ ...logIn, forgery: 'unknown_sid' })
    expect((await post(token)).status).toBe(204)
    expect(await isIn()).toBe(true)
  })

  test('was used before', async () => {
    const { sandbox } = the()
    await post(await sandbox.logoutToken({ ...logIn, sid: 'of somebody else' }))
    const answer = await post(await sandbox.logoutToken({ ...logIn, forgery: 'replayed_jti' }))
    expect(answer.status).toBe(400)
    expect(await isIn()).toBe(true)
  })

  test('is more than two minutes old', async () => {
    const token = await the().sandbox.logoutToken(logIn)
    the().clock.pass(3 * 60_000)
    expect((await post(token)).status).toBe(400)
    expect(await isIn()).toBe(true)
  })

  test('was meant for the other audience', async () => {
    const token = await the().sandbox.logoutToken(logIn)
    expect((await post(token, '/staff/login/back-channel-logout')).status).toBe(400)
    expect(await isIn()).toBe(true)
  })

  test.each(['', 'e30.e30.', 'x'.repeat(9_000)])('is none at all (%#)', async token => {
    expect((await post(token)).status).toBe(400)
    expect(await isIn()).toBe(true)
  })
})

test('One of our own people is out in the same way', async () => {
  await signInAsStaff(browser, 'operator')
  const token = await the().sandbox.logoutToken(lastLogIn())
  expect((await post(token, '/staff/login/back-channel-logout')).status).toBe(204)
  expect((await browser.raw('get', '/staff')).status).toBe(303)
  expect(await isIn()).toBe(true) // as the customer they are, too
})
