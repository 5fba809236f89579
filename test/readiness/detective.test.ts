import { describe, expect, onTestFinished, test } from 'vitest'
import { SANDBOX_SYSTEM_ID, SANDBOX_VENDOR } from '../../src/domain/system.js'
import { startSandbox } from '../../src/sandbox/server.js'
import { createSigningKeys } from '../../src/sandbox/world/signing-keys.js'
import { headlineWords } from '../../src/readiness/words.js'
import { speechFor } from '../../src/web/speech.js'
import { decide, newOrganisation, requestsOf, withdraw } from '../support/at-altinn.js'
import { openSmartCloud, shareSmartCloud } from '../support/open-smartcloud.js'
import {
  approvedAtAltinn,
  approvedCustomer,
  askedCustomer,
  headline,
  lineOf,
  ofCustomer,
  rowOfOurs,
  statesIn,
  wordsOn,
} from './customers.js'

/*
 * MP-303 is one answer to many faults (maskinporten.md 5.5). Each of them is made, and the detective
 * names it; and whoever has nothing wrong is not told otherwise.
 */

const the = shareSmartCloud()

const system = () => the().sandbox.state.systems.get(SANDBOX_SYSTEM_ID)!
/** The shared one is registered first. */
const clients = () =>
  [...the().sandbox.state.clients.values()].filter(({ keys }) =>
    keys[0]?.jwk.kid.startsWith('smartcloud-demo'),
  )
const client = () => clients()[0]!

/** For one story. */
function during<T extends object, K extends keyof T>(thing: T, name: K, value: T[K]) {
  const before = thing[name]
  thing[name] = value
  onTestFinished(() => void (thing[name] = before))
}

const isMp303 = { facts: { code: 'MP-303' }, finding: 'refused303' }

describe('A customer who has given access', () => {
  test.each(['smartstandard', 'smartklient'])('of %s is told so, and nothing else', async id => {
    const customer = await approvedCustomer(the(), id)

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toMatchObject({ kind: 'works', title: 'Tilgangen virker' })
    expect(new Set(Object.values(statesIn(found)))).toEqual(new Set(['ok']))
    expect(found.subject).toMatchObject({
      requestKind: id === 'smartklient' ? 'agent' : 'standard',
    })
  })

  test('on their own, in Altinn’s portal, too', async () => {
    const customer = newOrganisation(the().sandbox)
    approvedAtAltinn(the().sandbox, customer)

    const found = await ofCustomer(the(), customer)

    expect(headline(found).kind).toBe('works')
    expect(lineOf(found, 'request')).toMatchObject({ state: 'ok', finding: 'madeElsewhere' })
  })

  test('with a reference that we send as well', async () => {
    const customer = newOrganisation(the().sandbox)
    const id = approvedAtAltinn(the().sandbox, customer, 'avdeling-1')
    await rowOfOurs(the(), customer, 'avdeling-1', id)

    const found = await ofCustomer(the(), customer)

    expect(headline(found).kind).toBe('works')
    expect(new Set(Object.values(statesIn(found)))).toEqual(new Set(['ok']))
  })
})

describe('The cause of MP-303', () => {
  test('no request was sent', async () => {
    const customer = newOrganisation(the().sandbox)

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toEqual({
      kind: 'cause',
      id: 'request',
      title: 'Ingen forespørsel er sendt',
    })
    expect(lineOf(found, 'grant')).toMatchObject(isMp303)
    expect(lineOf(found, 'request').remedy).toEqual({
      step: 'newRequest',
      organisationNumber: customer.organisationNumber,
    })
  })

  test('the request waits', async () => {
    const customer = await askedCustomer(the())

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toMatchObject({
      id: 'requestAtAltinn',
      title: 'Tilgangen venter på godkjenning',
    })
    expect(lineOf(found, 'grant')).toMatchObject(isMp303)
    expect(lineOf(found, 'requestAtAltinn')).toMatchObject({
      finding: 'waiting',
      remedy: { step: 'openRequest' },
    })
  })

  test('the request waits, of the kind for clients', async () => {
    const found = await ofCustomer(the(), await askedCustomer(the(), 'smartklient'))

    expect(headline(found)).toMatchObject({ title: 'Tilgangen venter på godkjenning' })
    expect(lineOf(found, 'requestAtAltinn').finding).toBe('waiting')
  })

  test('the request was turned down', async () => {
    const customer = await askedCustomer(the())
    decide(the().sandbox, customer, 'reject')

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toMatchObject({
      id: 'requestAtAltinn',
      title: 'Forespørselen ble avvist',
    })
    expect(lineOf(found, 'grant')).toMatchObject(isMp303)
  })

  test.each(['after 180 days', 'by its status'])('the request has expired (%s)', async how => {
    const customer = await askedCustomer(the())
    const [request] = requestsOf(the().sandbox, customer)
    if (how === 'by its status') request!.status = 'Timedout'
    else request!.created -= 181 * 86_400_000

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toMatchObject({
      id: 'requestAtAltinn',
      title: 'Forespørselen er utløpt',
    })
    expect(lineOf(found, 'grant')).toMatchObject(isMp303)
  })

  test('the customer has deleted the system user', async () => {
    const customer = await approvedCustomer(the())
    withdraw(the().sandbox, customer)

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toEqual({
      kind: 'cause',
      id: 'systemUser',
      title: 'Tilgangen er fjernet',
    })
    expect(lineOf(found, 'grant')).toMatchObject(isMp303)
  })

  test('the request has been deleted at Altinn', async () => {
    const customer = await askedCustomer(the())
    requestsOf(the().sandbox, customer)[0]!.isDeleted = true

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toMatchObject({
      id: 'requestAtAltinn',
      title: 'Forespørselen finnes ikke lenger i Altinn',
    })
  })

  test('the request never arrived', async () => {
    const customer = newOrganisation(the().sandbox)
    const id = await rowOfOurs(the(), customer, null, null)
    await the().database.requests.markFailed(id, 'no answer')

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toMatchObject({ id: 'request', title: 'Forespørselen kom aldri fram' })
    expect(lineOf(found, 'request').remedy).toEqual({ step: 'openRequest', requestId: id })
  })

  test('a reference is set at Altinn, and we do not send it', async () => {
    const customer = newOrganisation(the().sandbox)
    approvedAtAltinn(the().sandbox, customer, 'avdeling-1')

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toMatchObject({
      id: 'reference',
      title: 'Referansen er satt i Altinn, men vi sender den ikke',
    })
    expect(lineOf(found, 'grant')).toMatchObject(isMp303)
    expect(lineOf(found, 'reference').remedy).toMatchObject({ externalReference: 'avdeling-1' })
    const tried = await ofCustomer(the(), customer, { externalReference: 'avdeling-1' })
    expect(headline(tried).kind).toBe('works')
  })

  test('we send a reference, and none is set at Altinn', async () => {
    const customer = newOrganisation(the().sandbox)
    const id = approvedAtAltinn(the().sandbox, customer)
    await rowOfOurs(the(), customer, 'avdeling-1', id)

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toMatchObject({
      id: 'reference',
      title: 'Vi sender en referanse som systembrukeren ikke har',
    })
    expect(lineOf(found, 'grant')).toMatchObject(isMp303)
  })

  test('the reference at Altinn is another one, and be it by a capital', async () => {
    const customer = newOrganisation(the().sandbox)
    const id = approvedAtAltinn(the().sandbox, customer, 'avdeling-A')
    await rowOfOurs(the(), customer, 'avdeling-a', id)

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toMatchObject({ id: 'reference', title: 'Feil referanse' })
    expect(lineOf(found, 'grant')).toMatchObject(isMp303)
  })

  test('there are several, and none has our reference: somebody must choose', async () => {
    const customer = newOrganisation(the().sandbox)
    approvedAtAltinn(the().sandbox, customer, 'avdeling-1')
    approvedAtAltinn(the().sandbox, customer, 'avdeling-2')

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toMatchObject({
      id: 'reference',
      title: 'Flere systembrukere, og ingen med vår referanse',
    })
    expect(found.subject).toMatchObject({
      leads: [
        { externalReference: 'avdeling-1', kind: 'standard' },
        { externalReference: 'avdeling-2', kind: 'standard' },
      ],
    })
  })

  test('our client is not on the system', async () => {
    const customer = await approvedCustomer(the())
    during(system(), 'clientId', ['7ee41fce-9f6e-4c32-8195-0fe2c1517f43'])

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toMatchObject({
      id: 'clientOnSystem',
      title: 'Klienten er ikke koblet til systemet',
    })
    expect(lineOf(found, 'clientOnSystem').remedy).toEqual({ step: 'openSystem' })
    expect(lineOf(found, 'grant')).toMatchObject(isMp303)
  })

  test('the system has been deleted', async () => {
    const customer = await approvedCustomer(the())
    during(system(), 'isDeleted', true)

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toMatchObject({ id: 'system', title: 'Systemet er slettet' })
    expect(lineOf(found, 'grant')).toMatchObject(isMp303)
  })

  test('Maskinporten and Altinn are in different environments', async () => {
    const customer = await approvedCustomer(the())
    const keys = { maskinporten: createSigningKeys(), altinn: createSigningKeys() }
    const other = await startSandbox({ keys, now: the().clock.now })
    onTestFinished(() => other.close())
    const smartcloud = await openSmartCloud({
      sandbox: the().sandbox,
      settings: { MASKINPORTEN_ISSUER: `${other.origin}/` },
    })
    // The client is known there as well; the system user is not.
    const { clientId, keys: known } = clients().at(-1)!
    other.registerClient({
      clientId,
      orgNo: SANDBOX_VENDOR,
      publicJwk: known[0]!.jwk,
      systemId: SANDBOX_SYSTEM_ID,
    })

    const found = await ofCustomer(smartcloud, customer)

    expect(lineOf(found, 'grant')).toMatchObject(isMp303)
    expect(headline(found)).toMatchObject({
      id: 'environment',
      title: 'Maskinporten og Altinn er i hvert sitt miljø',
    })
    expect(lineOf(found, 'exchange')).toMatchObject({ state: 'failed', finding: 'notTaken' })
  })

  test('Maskinporten does not see the system user yet: no cause is invented', async () => {
    const customer = await approvedCustomer(the())
    const { faults } = the().sandbox
    const target = 'maskinporten.token'
    const scopes = 5
    faults.add({ target, kind: 'scenario', scenario: 'ok', times: scopes })
    faults.add({ target, kind: 'scenario', scenario: 'rar_values' })

    const found = await ofCustomer(the(), customer)

    expect(lineOf(found, 'grant')).toMatchObject(isMp303)
    expect(headline(found)).toMatchObject({
      kind: 'causeNotFound',
      title: 'Årsaken er ikke funnet',
    })
    const trace = String(lineOf(found, 'grant').facts.traceId)
    expect(trace).toMatch(/^[0-9a-f]{32}$/)
    expect(headlineWords(found, speechFor('nb')).text).toContain(trace)
    expect(found.support).toMatchObject({
      traceId: trace,
      systemId: SANDBOX_SYSTEM_ID,
      organisationNumber: customer.organisationNumber,
      requestId: expect.any(String),
      time: expect.stringMatching(/Z$/),
    })
    const others = Object.entries(statesIn(found)).filter(([id]) => id !== 'grant')
    expect(new Set(others.map(([, state]) => state))).toEqual(new Set(['ok']))
  })
})

describe('A scope is missing', () => {
  const READ = 'altinn:authentication/systemuser.request.read'
  const WRITE = 'altinn:authentication/systemuser.request.write'
  const REGISTER = 'altinn:authentication/systemregister.write'
  const DEMO = 'altinn:systembruker.demo'
  const without = (...scopes: string[]) =>
    during(
      client(),
      'scopes',
      client().scopes.filter(scope => !scopes.includes(scope)),
    )

  test.each([
    [READ, ['requestAtAltinn']],
    [WRITE, ['systemUser']],
    [REGISTER, ['system', 'clientOnSystem']],
  ])('%s: its questions are not allowed, and the others are asked', async (scope, ids) => {
    const customer = newOrganisation(the().sandbox)
    await rowOfOurs(the(), customer, null, '00000000-0000-4000-8000-000000000001')
    without(scope)

    const found = await ofCustomer(the(), customer)

    for (const id of ids) {
      expect(lineOf(found, id)).toMatchObject({ state: 'notAllowed', facts: { scope } })
      expect(wordsOn(found, id).title).toBe(`Får ikke spørre: ${scope} mangler`)
    }
    const scopeLine = found.checks.find(line => line.id === 'scope' && line.facts.scope === scope)
    expect(scopeLine).toMatchObject({ state: 'notAllowed', facts: { code: 'MP-200' } })
  })

  test('and nothing that was asked is wrong: that is the headline', async () => {
    const customer = await approvedCustomer(the())
    during(system(), 'clientId', ['7ee41fce-9f6e-4c32-8195-0fe2c1517f43'])
    without(REGISTER)

    const found = await ofCustomer(the(), customer)

    expect(lineOf(found, 'grant')).toMatchObject(isMp303)
    expect(headline(found)).toMatchObject({
      kind: 'notAllowed',
      title: `Vi får ikke spurt om alt: ${REGISTER} mangler`,
    })
  })

  test('and the cause is elsewhere: that is the headline all the same', async () => {
    const customer = await askedCustomer(the())
    decide(the().sandbox, customer, 'reject')
    without(REGISTER)

    expect(headline(await ofCustomer(the(), customer)).title).toBe('Forespørselen ble avvist')
  })

  test('of the APIs: the token is asked for with another that we have', async () => {
    const customer = await approvedCustomer(the())
    without(DEMO)
    expect(headline(await ofCustomer(the(), customer)).kind).toBe('works')

    without('skatteetaten:kravogbetalinger')
    expect(headline(await ofCustomer(the(), customer))).toMatchObject({ kind: 'notAllowed' })
  })

  test('all of them, and Altinn is not asked anything', async () => {
    const customer = await approvedCustomer(the())
    during(client(), 'scopes', [])
    the().sandbox.calls.clear()

    const found = await ofCustomer(the(), customer)

    expect(headline(found).kind).toBe('notAllowed')
    expect(the().sandbox.calls.count('altinn.exchange')).toBe(0)
    expect(lineOf(found, 'client').state).toBe('ok')
  })

  test('not granted by its owner: MP-250 in both its forms', async () => {
    const customer = await approvedCustomer(the())
    const { grantedOrgs } = the().sandbox.state.scopes.get(REGISTER)!
    during(the().sandbox.state.scopes.get(REGISTER)!, 'grantedOrgs', [])
    expect(grantedOrgs).not.toEqual([])
    for (const mp250Forbidden of [false, true]) {
      during(the().sandbox.state, 'maskinporten', { mp250Forbidden })
      const found = await ofCustomer(the(), customer)
      expect(
        found.checks.find(line => line.id === 'scope' && line.facts.scope === REGISTER),
      ).toMatchObject({ state: 'notAllowed', facts: { code: 'MP-250' } })
    }
  })
})

describe('Nobody answers', () => {
  test('at Maskinporten: no cause is invented, and Altinn is not blamed', async () => {
    const customer = await askedCustomer(the())
    for (const target of ['maskinporten.token', 'maskinporten.metadata'] as const)
      the().sandbox.faults.add({ target, kind: 'refuse', times: 99 })

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toMatchObject({ kind: 'noAnswer', title: 'Maskinporten svarer ikke' })
    expect(statesIn(found)).toMatchObject({
      environment: 'unknown',
      clock: 'unknown',
      client: 'unknown',
      system: 'notAsked',
      requestAtAltinn: 'notAsked',
    })
    expect(Object.values(statesIn(found))).not.toContain('failed')
  })

  test('at Altinn: what Maskinporten says is still told', async () => {
    const customer = await askedCustomer(the())
    the().sandbox.faults.add({ target: 'altinn.exchange', kind: 'refuse', times: 99 })

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toMatchObject({ kind: 'noAnswer', title: 'Altinn svarer ikke' })
    expect(statesIn(found)).toMatchObject({
      client: 'ok',
      scope: 'ok',
      exchange: 'unknown',
      system: 'unknown',
      requestAtAltinn: 'unknown',
      grant: 'failed',
    })
  })

  test('at Altinn, and the access works: then it works', async () => {
    const customer = await approvedCustomer(the())
    the().sandbox.faults.add({ target: 'altinn.exchange', kind: 'refuse', times: 99 })

    expect(headline(await ofCustomer(the(), customer)).kind).toBe('works')
  })

  test('for one of the questions: the others are answered', async () => {
    const customer = newOrganisation(the().sandbox)
    the().sandbox.faults.add({ target: 'altinn.register', kind: 'status', status: 503, times: 99 })

    const found = await ofCustomer(the(), customer)

    expect(statesIn(found)).toMatchObject({ system: 'unknown', systemUser: 'failed' })
    expect(headline(found).title).toBe('Ingen forespørsel er sendt')
  })
})

describe('What stands before all the others', () => {
  test('a clock that is ahead is named instead of what follows from it', async () => {
    const customer = await askedCustomer(the())
    the().sandbox.faults.moveClock(-12_000)

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toMatchObject({
      id: 'clock',
      title: 'Klokken går 12 sekunder for fort',
    })
    expect(statesIn(found)).toMatchObject({ client: 'notAsked', system: 'notAsked' })
  })

  test('a clock that is behind, but does no harm, is not blamed', async () => {
    const customer = await askedCustomer(the())
    the().sandbox.faults.moveClock(12_000)

    const found = await ofCustomer(the(), customer)

    expect(headline(found).title).toBe('Tilgangen venter på godkjenning')
    expect(lineOf(found, 'clock')).toMatchObject({ state: 'warning', facts: { seconds: 12 } })
  })

  test('a client that Maskinporten does not know', async () => {
    const customer = await askedCustomer(the())
    during(client(), 'active', false)

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toMatchObject({ id: 'client', title: 'Klienten er ukjent' })
  })

  test('a key that is not registered', async () => {
    const customer = await askedCustomer(the())
    during(client(), 'keys', [])

    const found = await ofCustomer(the(), customer)

    expect(headline(found)).toMatchObject({
      id: 'key',
      title: 'Nøkkelen er ikke registrert på klienten',
    })
  })
})

test('a question sends nothing that could make or change anything', async () => {
  const customer = await askedCustomer(the())
  the().sandbox.calls.clear()

  await ofCustomer(the(), customer)

  const { calls } = the().sandbox
  expect(calls.count('altinn.create') + calls.count('altinn.delete')).toBe(0)
  expect(calls.list('maskinporten.token')).toHaveLength(6)
})
