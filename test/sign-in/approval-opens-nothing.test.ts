import { describe, expect, test } from 'vitest'
import { decide, newOrganisation, requestsOf } from '../support/at-altinn.js'
import { textOf, type Browser } from '../support/browser.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'
import { signUp } from '../support/people.js'
import { arrive, signIn } from '../support/sign-in.js'

/*
 * Somebody else asks for access in a company's name, and the company, who knows no better, says yes
 * (requirement S31). What opens the overview is a sign-in that names the organisation, and nothing
 * else: not having begun, not the way back, not the approval.
 */

const the = shareSmartCloud()
const FIGURES = /Systemtilgangen er aktiv|Saldo|Samlet status/

async function attack() {
  const { sandbox, newBrowser } = the()
  const victim = newOrganisation(sandbox)
  const attacker = newBrowser()
  await attacker.submit(await signUp(attacker, victim))
  const request = requestsOf(sandbox, victim)[0]!
  sandbox.calls.clear()
  return { victim, attacker, request, way: request.redirectUrl ?? '' }
}

async function expectNothing(browser: Browser) {
  for (const path of ['/overview', '/claims', '/access', '/claims/open.csv'])
    expect(textOf((await browser.visit(path)).text)).not.toMatch(FIGURES)
  for (const api of ['logistics', 'salary', 'claims'] as const)
    expect(the().sandbox.calls.count(api)).toBe(0)
}

const approve = (victim: Parameters<typeof decide>[1]) => decide(the().sandbox, victim, 'approve')

describe('The attacker sees nothing', () => {
  test('with the session that began', async () => {
    const { attacker, victim } = await attack()
    approve(victim)
    await attacker.visit('/receipt')
    await expectNothing(attacker)
  })

  test('with the way back, which Altinn tells who knows the request', async () => {
    const { victim, way } = await attack()
    approve(victim)
    const another = the().newBrowser()
    await another.visit(way)
    await expectNothing(another)
  })

  test('with both, again and again', async () => {
    const { attacker, victim, way } = await attack()
    approve(victim)
    for (let time = 0; time < 3; time++) await attacker.visit(way)
    await expectNothing(attacker)
  })

  test('with the way back of an hour ago', async () => {
    const { attacker, victim, way } = await attack()
    approve(victim)
    await attacker.visit(way)
    the().clock.pass(59 * 60_000)
    await attacker.visit(way)
    await expectNothing(attacker)
  })

  test('with the way back of another sign-up', async () => {
    const [own, { attacker, victim }] = [await attack(), await attack()]
    approve(victim)
    approve(own.victim)
    await attacker.visit(own.way)
    await expectNothing(attacker)
  })

  test('when the request was sent on, and somebody else in the company approved', async () => {
    const { attacker, victim, request, way } = await attack()
    request.escalated = true
    approve(victim)
    await attacker.visit(way)
    await expectNothing(attacker)
  })

  test('signed in for a company of their own', async () => {
    const { attacker, victim, way } = await attack()
    approve(victim)
    await attacker.visit(way)
    await arrive(attacker, the().sandbox, newOrganisation(the().sandbox))
    await expectNothing(attacker)
    const page = await attacker.visit('/overview')
    expect(page.status).toBe(403)
    expect(textOf(page.text)).toContain('Virksomheten er ikke registrert')
    expect(page.text).not.toContain(victim.organisationNumber)
    expect((await attacker.follow(page, 'Se pakkene')).status).toBe(200)
    const refused = await the().rows('events', "event = 'access refused'")
    expect(refused.length).toBeGreaterThan(0)
  })
})

test('Who signs in for the company sees its figures, in whatever browser', async () => {
  const { victim } = await attack()
  approve(victim)
  const page = await signIn(the().newBrowser(), the().sandbox, victim)
  expect(textOf(page.text)).toMatch(FIGURES)
})

test('A company that has said no has nothing to see', async () => {
  const { victim, attacker } = await attack()
  decide(the().sandbox, victim, 'reject')
  await attacker.visit('/receipt')
  const page = await signIn(the().newBrowser(), the().sandbox, victim)
  expect(textOf(page.text)).toContain('Virksomheten er ikke registrert')
})

test('A company that has not answered yet reads that on its overview, and nothing else', async () => {
  const { victim } = await attack()
  const page = await signIn(the().newBrowser(), the().sandbox, victim)
  expect(page.status).toBe(200)
  expect(textOf(page.text)).toContain('Systemtilgangen er ikke godkjent ennå')
  expect(textOf(page.text)).not.toMatch(FIGURES)
  expect(page.text).toContain(requestsOf(the().sandbox, victim)[0]!.id)
})

test('A company that approved while nobody here was looking sees its figures all the same', async () => {
  const { victim } = await attack()
  approve(victim)
  const [row] = await the().rows<{ altinn_status: string }>(
    'requests',
    `organisation_number = '${victim.organisationNumber}'`,
  )
  expect(row?.altinn_status).toBe('New')
  const page = await signIn(the().newBrowser(), the().sandbox, victim)
  expect(textOf(page.text)).toMatch(FIGURES)
})
