import { afterEach, describe, expect, test, vi } from 'vitest'
import { createSignUpLimits, STRICT_RATES } from '../../src/onboarding/sign-up-limits.js'
import { newOrganisation } from '../support/at-altinn.js'
import { formsOn, textOf, type Fields } from '../support/browser.js'
import { openSmartCloud, type SmartCloud } from '../support/open-smartcloud.js'
import { formFor, type Organisation } from '../support/people.js'

/*
 * A request that reaches a company is a message from us, so nobody can make many of them
 * (requirement S36), and whoever says to be somebody else is still counted as one (S48).
 */

const HOUR = 60 * 60 * 1000
const TOO_MANY = 'For mange forsøk'

/** Against real upstreams, where limits are tight. */
const strict = (settings: Fields = {}, rates = STRICT_RATES) =>
  openSmartCloud({
    settings,
    deps: ({ database }) => ({ takeSignUp: createSignUpLimits(database.limits, rates) }),
  })

/** In a browser that has never been here, with what it says of itself. */
async function register(smartcloud: SmartCloud, organisation: Organisation, headers: Fields = {}) {
  const browser = smartcloud.newBrowser()
  const form = await browser.visit('/sign-up/smartbasic', headers)
  const _csrf = formsOn(form)[0]?.fields['_csrf'] ?? ''
  return browser.go('post', '/sign-up/smartbasic', { _csrf, ...formFor(organisation) }, undefined, {
    Origin: 'http://localhost:3000',
    ...headers,
  })
}

async function expectTurnedAway(
  smartcloud: SmartCloud,
  act: () => Promise<{ status: number; text: string; headers: Fields }>,
) {
  const rows = async () => [
    await smartcloud.rows('onboardings'),
    await smartcloud.rows('requests'),
    await smartcloud.rows('sessions'),
  ]
  const before = await rows()
  const page = await act()
  expect(page.status).toBe(429)
  expect(textOf(page.text)).toContain(TOO_MANY)
  expect(await rows()).toEqual(before)
  return Number(page.headers['retry-after'])
}

describe('Sign-ups', () => {
  test('from one address: five in an hour, whatever it says of itself', async () => {
    const smartcloud = await strict()
    const { sandbox, clock } = smartcloud
    const forged = (i: number): Fields => ({
      'X-Forwarded-For': `10.0.0.${i}`,
      Forwarded: `for=10.0.0.${i}`,
      'X-Real-IP': `10.0.0.${i}`,
      'CF-Connecting-IP': `10.0.0.${i}`,
    })
    for (let i = 0; i < 5; i++)
      expect((await register(smartcloud, newOrganisation(sandbox), forged(i))).status).toBe(200)

    clock.pass(HOUR / 2)
    const wait = await expectTurnedAway(smartcloud, () =>
      register(smartcloud, newOrganisation(sandbox), forged(9)),
    )
    expect(wait).toBe(1_800)

    clock.pass(wait * 1_000)
    expect((await register(smartcloud, newOrganisation(sandbox))).status).toBe(200)
  })

  test('from behind our proxy: by the address the proxy saw, and by no other', async () => {
    const smartcloud = await strict({ TRUST_PROXY: '1' })
    const { sandbox } = smartcloud
    const from = (address: string, i: number) => ({ 'X-Forwarded-For': `10.9.8.${i}, ${address}` })
    for (let i = 0; i < 5; i++)
      expect(
        (await register(smartcloud, newOrganisation(sandbox), from('1.2.3.4', i))).status,
      ).toBe(200)

    await expectTurnedAway(smartcloud, () =>
      register(smartcloud, newOrganisation(sandbox), from('1.2.3.4', 6)),
    )
    expect((await register(smartcloud, newOrganisation(sandbox), from('1.2.3.5', 7))).status).toBe(
      200,
    )
  })

  test('from one IPv6 network: together, however many addresses it has', async () => {
    const smartcloud = await strict({ TRUST_PROXY: '1' })
    const { sandbox } = smartcloud
    const from = (address: string) =>
      register(smartcloud, newOrganisation(sandbox), { 'X-Forwarded-For': address })
    for (const address of [
      '2001:db8:1:200::1',
      '2001:db8:1:200:0:0:0:2',
      '2001:db8:1:2ff::1',
      '2001:db8:1:2ab:cdef:1:2:3',
      '2001:0db8:0001:0200::5',
    ])
      expect((await from(address)).status).toBe(200)

    await expectTurnedAway(smartcloud, () => from('2001:db8:1:234::9'))
    expect((await from('2001:db8:1:300::1')).status).toBe(200)
  })

  test('for one organisation: three in a day, whoever asks', async () => {
    const smartcloud = await strict({ TRUST_PROXY: '1' })
    const organisation = newOrganisation(smartcloud.sandbox)
    const from = (i: number) => ({ 'X-Forwarded-For': `1.2.3.${i}` })
    for (let i = 0; i < 3; i++)
      expect((await register(smartcloud, organisation, from(i))).status).toBe(200)

    const wait = await expectTurnedAway(smartcloud, () =>
      register(smartcloud, organisation, from(4)),
    )
    expect(wait).toBe(24 * 3_600)
    const other = newOrganisation(smartcloud.sandbox)
    expect((await register(smartcloud, other, from(4))).status).toBe(200)
  })

  test('in all: no more than so many in an hour', async () => {
    const rates = { perAddressAndHour: 100, perOrganisationAndDay: 100, inAllPerHour: 2 }
    const smartcloud = await strict({}, rates)
    const { sandbox } = smartcloud
    for (let i = 0; i < 2; i++)
      expect((await register(smartcloud, newOrganisation(sandbox))).status).toBe(200)
    await expectTurnedAway(smartcloud, () => register(smartcloud, newOrganisation(sandbox)))
  })

  test('that have a mistake in them do not count', async () => {
    const smartcloud = await strict()
    const { sandbox } = smartcloud
    for (let i = 0; i < 10; i++)
      expect(
        (await register(smartcloud, { organisationNumber: '123', name: 'Ærfugl AS' })).status,
      ).toBe(422)
    expect((await register(smartcloud, newOrganisation(sandbox))).status).toBe(200)
  })
})

describe('Requests in all', () => {
  afterEach(() => vi.restoreAllMocks())

  test('are so many in a minute, however many addresses somebody claims', async () => {
    const complaint = vi.spyOn(console, 'error')
    const { newBrowser } = await openSmartCloud({ deps: () => ({ requestsPerMinute: 3 }) })
    const visit = (i: number) =>
      newBrowser().raw('get', '/', { headers: { 'X-Forwarded-For': `10.0.0.${i}` } })
    for (let i = 0; i < 3; i++) expect((await visit(i)).status).toBe(200)

    for (let i = 3; i < 8; i++) {
      const page = await visit(i)
      expect(page.status).toBe(429)
      expect(page.headers['retry-after']).toBe('60')
      expect(textOf(page.text)).toContain(TOO_MANY)
      expect(Object.keys(page.headers).filter(name => /ratelimit/i.test(name))).toEqual([])
    }
    // The log is ours alone, one line of JSON each: no package writes beside it.
    expect(complaint).not.toHaveBeenCalled()
  })

  test('leave health and static files to whoever needs them', async () => {
    const { browser } = await openSmartCloud({ deps: () => ({ requestsPerMinute: 1 }) })
    const front = await browser.raw('get', '/')
    const file = /href="(\/assets\/app-[^"]+)"/.exec(front.text)?.[1] ?? ''
    expect((await browser.raw('get', '/')).status).toBe(429)
    for (const path of [file, '/health/live', '/health/ready'])
      expect((await browser.raw('get', path)).status).toBe(200)
  })
})
