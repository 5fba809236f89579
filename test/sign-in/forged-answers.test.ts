import { beforeEach, describe, expect, test } from 'vitest'
import {
  AUTHORIZE_FORGERIES,
  TOKEN_FORGERIES,
  type AuthorizeForgery,
  type TokenForgery,
} from '../../src/sandbox/world/faults.js'
import { newOrganisation } from '../support/at-altinn.js'
import { textOf, type Browser, type Visit } from '../support/browser.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'
import type { Organisation } from '../support/people.js'
import { arrive, chooseAtProvider, directorOf, goToProvider, onwardOf } from '../support/sign-in.js'

/*
 * Whoever sends a forged answer, as a hostile page or a hostile provider, gets nobody signed in
 * (requirements S24, S25 and S26): a page a person understands, a row in the audit trail, no session.
 */

const the = shareSmartCloud()
let browser: Browser
let organisation: Organisation
beforeEach(() => {
  browser = the().newBrowser()
  organisation = newOrganisation(the().sandbox)
})

const customerSessions = async () => (await the().rows('sessions', "audience <> 'sign-up'")).length
const refusals = async () =>
  (await the().rows<{ details: string }>('events', "event = 'sign-in refused'")).map(
    ({ details }) => JSON.parse(details) as { why: string; because: string },
  )

/** From the login page to the address that the provider sends the browser back to. */
async function answerOf(it: Browser = browser, login = '/login'): Promise<URL> {
  const choice = await goToProvider(it, await it.visit(login))
  const user = login === '/login' ? directorOf(the().sandbox, organisation) : 'staff-viewer'
  return new URL(await chooseAtProvider(it, choice, user))
}

/** Comes back with this, and is refused. Returns why, as the audit trail has it. */
async function expectRefusal(
  come: () => Promise<Visit>,
  says: string,
  it: Browser = browser,
): Promise<{ why: string; because: string }> {
  const [sessions, rows] = [await customerSessions(), (await refusals()).length]

  const page = await come()

  expect(page.status).toBe(403)
  const words = textOf(page.text)
  expect(words).toContain('Du er ikke logget inn')
  expect(words).toContain(says)
  expect(words).toContain(`Referanse ${page.headers['x-request-id']}`)
  expect(page.text).not.toMatch(/<script>|onerror|access_denied|code=|http-equiv="refresh"/)
  expect(await customerSessions()).toBe(sessions)
  const all = await refusals()
  expect(all).toHaveLength(rows + 1)
  expect((await it.visit('/overview')).url).toMatch(/\/login\?/)
  return all.at(-1)!
}

const NOT_OURS = 'ble ikke startet i denne nettleseren'
const NOT_RIGHT = 'Svaret fra innloggingen stemte ikke'

test('The honest answer signs in, so that the refusals mean something', async () => {
  const before = await customerSessions()
  const page = await browser.visit((await answerOf()).href)
  expect(page.status).toBe(200)
  expect(onwardOf(page)).toBe('/overview')
  expect(await customerSessions()).toBe(before + 1)
})

describe('An answer is refused', () => {
  const FORGED: Record<AuthorizeForgery, string> = {
    wrong_state: NOT_OURS,
    missing_state: NOT_OURS,
    wrong_iss_parameter: NOT_RIGHT,
    missing_iss_parameter: NOT_RIGHT,
    html_in_error: 'Innloggingen ble avbrutt',
  }
  test.each(AUTHORIZE_FORGERIES)('as the sandbox forges it: %s', async scenario => {
    the().sandbox.faults.add({ target: 'oidc.authorize', kind: 'scenario', scenario })
    const address = await answerOf()
    await expectRefusal(() => browser.visit(address.href), FORGED[scenario])
  })

  test('when it comes a second time', async () => {
    const address = (await answerOf()).href
    await arriveAt(address)
    const again = the().newBrowser()
    for (const [name, value] of browser.cookies) again.cookies.set(name, value)
    again.cookies.delete('session')
    await expectRefusal(() => again.visit(address), NOT_OURS, again)
  })

  test('when the code was used before, and the provider takes it again', async () => {
    const honest = await answerOf()
    await arriveAt(honest.href)
    const stranger = the().newBrowser()
    const address = await answerOf(stranger)
    address.searchParams.set('code', honest.searchParams.get('code') ?? '')
    the().sandbox.faults.add({
      target: 'oidc.token',
      kind: 'scenario',
      scenario: 'replayed_code',
    })
    await expectRefusal(() => stranger.visit(address.href), NOT_RIGHT, stranger)
  })

  test('in another browser', async () => {
    const address = (await answerOf()).href
    const other = the().newBrowser()
    await expectRefusal(() => other.visit(address), NOT_OURS, other)
  })

  test('in another browser that has begun too', async () => {
    const address = (await answerOf()).href
    const other = the().newBrowser()
    await goToProvider(other, await other.visit('/login'))
    await expectRefusal(() => other.visit(address), NOT_OURS, other)
  })

  test('with the code of another browser', async () => {
    const [mine, other] = [await answerOf(), await answerOf(the().newBrowser())]
    mine.searchParams.set('code', other.searchParams.get('code') ?? '')
    await expectRefusal(() => browser.visit(mine.href), NOT_RIGHT)
  })

  test('after eleven minutes', async () => {
    const address = (await answerOf()).href
    the().clock.pass(11 * 60_000)
    await expectRefusal(() => browser.visit(address), NOT_OURS)
  })

  test('of the other audience', async () => {
    const address = (await answerOf(browser, '/staff/login')).href
    const turned = address.replace('/staff/login/callback', '/login/callback')
    await expectRefusal(() => browser.visit(turned), NOT_OURS)
  })

  test.each([
    ['a state twice', (it: URL) => it.searchParams.append('state', it.searchParams.get('state')!)],
    ['nothing in it', (it: URL) => (it.search = '')],
    ['an error that is no word', (it: URL) => it.searchParams.set('error', '<script>alert(1)')],
    ['an id_token of its own', (it: URL) => it.searchParams.set('id_token', 'e30.e30.e30')],
    ['no code', (it: URL) => it.searchParams.delete('code')],
    ['a code twice', (it: URL) => it.searchParams.append('code', 'another')],
  ])('with %s', async (_, change) => {
    const address = await answerOf()
    change(address)
    await expectRefusal(() => browser.visit(address.href), 'Logg inn på nytt')
  })

  test('when the visitor says no at the provider, and then the next try works', async () => {
    const choice = await goToProvider(browser, await browser.visit('/login'))
    const page = await browser.submit(choice, {}, { button: 'Avbryt' })
    const refusal = await expectRefusal(
      () => browser.visit(onwardOf(page)),
      'Innloggingen ble avbrutt',
    )
    expect(refusal.why).toBe('cancelled')
    expect((await browser.visit((await answerOf()).href)).status).toBe(200)
  })
})

describe('An id_token is refused', () => {
  /** The others are refused because something is not right. */
  const OTHER_WORDS: Partial<Record<TokenForgery, string>> = {
    acr_too_low: 'Innloggingen var ikke sikker nok',
    old_auth_time: 'Det er for lenge siden du logget inn',
    no_representation: 'Du valgte ingen virksomhet',
    two_organisations: 'Du valgte flere virksomheter',
  }
  const forged = TOKEN_FORGERIES.filter(
    name => !['replayed_code', 'other_organisation'].includes(name),
  )
  test.each(forged)('with %s', async scenario => {
    the().sandbox.faults.add({ target: 'oidc.token', kind: 'scenario', scenario })
    const address = (await answerOf()).href
    await expectRefusal(() => browser.visit(address), OTHER_WORDS[scenario] ?? NOT_RIGHT)
    expect(
      the()
        .sandbox.calls.list()
        .filter(({ path }) => path.includes('attacker')),
    ).toEqual([])
  })

  test.each(forged.filter(name => !/organisation|representation/.test(name)))(
    'of one of our own people with %s',
    async scenario => {
      the().sandbox.faults.add({ target: 'oidc.token', kind: 'scenario', scenario })
      const address = (await answerOf(browser, '/staff/login')).href
      await expectRefusal(() => browser.visit(address), OTHER_WORDS[scenario] ?? NOT_RIGHT)
      expect((await browser.visit('/staff')).url).toMatch(/\/staff\/login\?/)
    },
  )

  test('not when the provider itself says another organisation: that one it is then', async () => {
    const scenario = 'other_organisation'
    the().sandbox.faults.add({ target: 'oidc.token', kind: 'scenario', scenario })
    await arriveAt((await answerOf()).href)
    const page = await browser.visit('/overview')
    expect(page.status).toBe(403)
    expect(textOf(page.text)).toContain('Virksomheten er ikke registrert')
    expect(page.text).not.toContain(organisation.organisationNumber)
  })
})

test('A hundred people set out with a hundred different states, nonces and challenges', async () => {
  const asked = await Promise.all(
    Array.from({ length: 100 }, async () => {
      const one = the().newBrowser()
      const between = await one.submit(await one.visit('/login'))
      return new URL(onwardOf(between)).searchParams
    }),
  )
  for (const name of ['state', 'nonce', 'code_challenge'])
    expect(new Set(asked.map(query => query.get(name))).size).toBe(100)
  expect(asked[0]?.get('code_challenge_method')).toBe('S256')
  expect(asked[0]?.get('response_mode')).toBe('query')
})

test('Three windows of one browser can sign in, in any order', async () => {
  const windows: Visit[] = []
  for (let count = 0; count < 3; count++)
    windows.push(await goToProvider(browser, await browser.visit('/login')))
  const user = directorOf(the().sandbox, organisation)
  for (const choice of windows.reverse())
    await arriveAt(await chooseAtProvider(browser, choice, user))
})

test('What belongs to an attempt is neither in the database nor in the log', async () => {
  const between = await browser.submit(await browser.visit('/login'))
  const query = new URL(onwardOf(between)).searchParams
  const secret = browser.cookies.get('sign-in') ?? ''
  await arrive(browser, the().sandbox, organisation)
  const written = JSON.stringify([
    await the().rows('sign_in_attempts'),
    await the().rows('sessions'),
    await the().rows('events'),
    the().logged(),
  ])
  for (const one of [secret, query.get('state'), query.get('nonce')]) {
    expect(one?.length).toBeGreaterThan(40)
    expect(written).not.toContain(one)
  }
  expect(written).not.toMatch(/eyJ[\w-]{10,}\./)
})

const arriveAt = async (address: string) => expect((await browser.visit(address)).status).toBe(200)
