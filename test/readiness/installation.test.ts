import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startAction } from '../../src/action.js'
import { createKeyAlarm, keyLife } from '../../src/readiness/key-care.js'
import type { Readiness } from '../../src/readiness/readiness.js'
import { wordsOf } from '../../src/readiness/words.js'
import { worldsOf } from '../../src/readiness/worlds.js'
import { SANDBOX_SYSTEM_ID, SANDBOX_VENDOR } from '../../src/domain/system.js'
import { readSigningKey } from '../../src/maskinporten/keys.js'
import { LANGUAGES, speechFor } from '../../src/web/speech.js'
import { newPrivateKeyPem } from '../support/keys.js'
import {
  MORNING,
  openSmartCloud,
  shareSmartCloud,
  type SmartCloud,
} from '../support/open-smartcloud.js'
import { headline, lineOf, statesIn, wordsOn } from './customers.js'
import { everyFinding } from './sample-pages.js'

const the = shareSmartCloud()
const DAY = 86_400_000
const inDays = (days: number) => new Date(MORNING + days * DAY).toISOString().slice(0, 10)

const ofInstallation = ({ deps }: SmartCloud): Promise<Readiness> =>
  deps.readiness.ofInstallation(startAction())

/** Another SmartCloud in front of the same sandbox, with settings of its own. */
const withSettings = (settings: NodeJS.ProcessEnv) =>
  openSmartCloud({ sandbox: the().sandbox, settings })

describe('The set-up', () => {
  test('is in order, in every line', async () => {
    const found = await ofInstallation(the())

    expect(headline(found)).toMatchObject({ kind: 'inOrder', title: 'Alt er i orden' })
    expect(new Set(Object.values(statesIn(found)))).toEqual(new Set(['ok']))
    expect(found.checks.map(({ id }) => id)).toEqual([
      'database',
      'environment',
      'clock',
      'key',
      'client',
      'scope',
      'scope',
      'scope',
      'scope',
      'scope',
      'exchange',
      'system',
      'clientOnSystem',
      'rights',
      'returnAddresses',
      'api',
      'api',
      'api',
      'api',
    ])
  })

  test('can be written as JSON, and holds no secret', async () => {
    const found = await ofInstallation(the())
    const text = JSON.stringify(found)
    expect(JSON.parse(text)).toEqual(found)
    expect(text).not.toMatch(/eyJ[\w-]{10,}|PRIVATE KEY/)
  })

  test('without exchange has no line for it', async () => {
    const found = await ofInstallation(await withSettings({ ALTINN_EXCHANGE: 'off' }))
    expect(found.checks.map(({ id }) => id)).not.toContain('exchange')
    expect(headline(found).kind).toBe('inOrder')
  })

  test('with a system that lacks rights and return addresses', async () => {
    const { sandbox } = the()
    const system = sandbox.state.systems.get(SANDBOX_SYSTEM_ID)!
    const before = { ...system }
    system.rights = system.rights.slice(1)
    system.accessPackages = []
    system.allowedRedirectUrls = ['http://localhost:3000/receipt?whatever']

    const found = await ofInstallation(the())
    Object.assign(system, before)

    expect(lineOf(found, 'rights')).toMatchObject({
      state: 'failed',
      facts: { missing: expect.arrayContaining(['ske-krav-og-betalinger']) },
    })
    expect(lineOf(found, 'returnAddresses')).toMatchObject({
      state: 'failed',
      facts: { missing: ['http://localhost:3000/access/change/receipt'] },
    })
  })

  test('with an id that nobody has registered', async () => {
    const smartcloud = await withSettings({ SYSTEM_ID: '991825827_smartcloud' })
    const { sandbox } = the()
    const system = sandbox.state.systems.get(SANDBOX_SYSTEM_ID)!
    sandbox.state.systems.delete(SANDBOX_SYSTEM_ID)
    const found = await ofInstallation(smartcloud)
    sandbox.state.systems.set(SANDBOX_SYSTEM_ID, system)

    expect(headline(found)).toMatchObject({ id: 'system', title: 'Systemet er ikke registrert' })
    expect(lineOf(found, 'clientOnSystem').state).toBe('notAsked')
  })

  test('with a system that belongs to somebody else', async () => {
    const system = the().sandbox.state.systems.get(SANDBOX_SYSTEM_ID)!
    system.vendorOrgNo = '312600757'
    const found = await ofInstallation(the())
    system.vendorOrgNo = SANDBOX_VENDOR

    expect(headline(found).title).toBe('Systemet tilhører en annen virksomhet')
  })

  test('with a Maskinporten that calls itself otherwise', async () => {
    the().sandbox.faults.add({
      target: 'maskinporten.metadata',
      kind: 'overlay',
      body: { issuer: 'https://test.maskinporten.no/' },
    })

    const found = await ofInstallation(the())

    expect(headline(found).title).toBe('Maskinporten oppgir en annen adresse')
    expect(lineOf(found, 'environment').facts).toMatchObject({
      answeredIssuer: 'https://test.maskinporten.no/',
    })
  })

  test('with an API that nobody answers at', async () => {
    const smartcloud = await withSettings({ LOGISTICS_URL: 'http://localhost:9' })

    const found = await ofInstallation(smartcloud)

    const line = found.checks.find(({ facts }) => facts.service === 'logistics')
    expect(line).toMatchObject({ id: 'api', state: 'unknown' })
    expect(headline(found).title).toBe('Logistikktjenesten svarer ikke')
    expect(found.checks.filter(({ id, state }) => id === 'api' && state === 'ok')).toHaveLength(3)
  })

  test('with a database that does not answer', async () => {
    const smartcloud = await withSettings({})
    Object.assign(smartcloud.database, { isReachable: async () => false })

    const found = await ofInstallation(smartcloud)

    expect(headline(found)).toMatchObject({ id: 'database', title: 'Databasen svarer ikke' })
    expect(statesIn(found)).toMatchObject({ client: 'ok', system: 'ok' })
  })
})

describe('The clock', () => {
  test.each([
    [4, 'ok', 'Klokke'],
    [-4, 'ok', 'Klokke'],
    [7, 'warning', 'Klokken går 7 sekunder for fort'],
    [-7, 'warning', 'Klokken går 7 sekunder for sakte'],
    [12, 'failed', 'Klokken går 12 sekunder for fort'],
    [-120, 'failed', 'Klokken går 120 sekunder for sakte'],
  ])('is %i seconds ahead', async (seconds, state, title) => {
    the().sandbox.faults.moveClock(-seconds * 1000)

    const found = await ofInstallation(the())

    expect(lineOf(found, 'clock')).toMatchObject({ state })
    expect(wordsOn(found, 'clock').title).toBe(title)
    if (state !== 'ok') expect(headline(found).title).toBe(title)
  })
})

describe('The key', () => {
  test.each([
    [32, 'ok', 'Nøkkel'],
    [30, 'warning', 'Nøkkelen utløper 20. desember 2026'],
    [29, 'warning', 'Nøkkelen utløper 19. desember 2026'],
    [6, 'warning', 'Nøkkelen utløper 26. november 2026'],
    [-1, 'failed', 'Nøkkelen er utløpt etter datoen i innstillingene'],
  ])('expires in %i days', async (days, state, title) => {
    const smartcloud = await withSettings({
      MASKINPORTEN_KEY_ADDED_AT: '',
      MASKINPORTEN_KEY_EXPIRES_AT: inDays(days),
    })

    const found = await ofInstallation(smartcloud)

    expect(lineOf(found, 'key')).toMatchObject({ state, facts: { bits: 2048 } })
    expect(wordsOn(found, 'key').title).toBe(title)
    expect(
      /"level":"error".*"event":"key (expires soon|has expired)"/.test(smartcloud.logged()),
    ).toBe(days <= 7)
  })

  test('has lived for a year: Maskinporten says so too', async () => {
    const smartcloud = await openSmartCloud()
    smartcloud.clock.pass(366 * DAY)

    const found = await ofInstallation(smartcloud)

    expect(headline(found)).toMatchObject({ id: 'key', title: 'Nøkkelen er utløpt' })
    expect(lineOf(found, 'key').facts).toMatchObject({ code: 'MP-121', daysLeft: -2 })
  })

  test('has no date: we ask for one', async () => {
    const smartcloud = await withSettings({ MASKINPORTEN_KEY_ADDED_AT: '' })
    const found = await ofInstallation(smartcloud)
    expect(lineOf(found, 'key')).toMatchObject({ state: 'warning', finding: 'noDate' })
  })

  test('lives for a year from the day it was added', () => {
    const addedAt = MORNING
    expect(keyLife({ addedAt }, MORNING)).toMatchObject({ daysLeft: 365, stage: 'fresh' })
    expect(keyLife({ addedAt }, MORNING + 334 * DAY)?.stage).toBe('fresh')
    expect(keyLife({ addedAt }, MORNING + 335 * DAY)).toMatchObject({
      daysLeft: 30,
      stage: 'expiresSoon',
    })
    expect(keyLife({ addedAt }, MORNING + 365 * DAY)?.stage).toBe('expired')
    expect(keyLife({}, MORNING)).toBeUndefined()
  })

  describe('that comes next', () => {
    const next = newPrivateKeyPem()
    const settings = { MASKINPORTEN_NEXT_KEY: next, MASKINPORTEN_NEXT_KID: 'next-1' }

    test('has not been uploaded, then has, and then is the one in use', async () => {
      const smartcloud = await withSettings(settings)
      const { sandbox } = the()
      const found = await ofInstallation(smartcloud)
      expect(lineOf(found, 'nextKey')).toMatchObject({ state: 'warning', finding: 'notUploaded' })
      expect(headline(found).title).toBe('Den neste nøkkelen er ikke lastet opp')

      const clientId = String(found.support.clientId)
      const { keys } = sandbox.state.clients.get(clientId)!
      const { publicJwk } = await readSigningKey(next, 'next-1')
      sandbox.registerClient({
        clientId,
        orgNo: SANDBOX_VENDOR,
        publicJwk: [keys[0]!.jwk, { ...publicJwk }],
      })
      const after = await ofInstallation(smartcloud)
      expect(lineOf(after, 'nextKey')).toMatchObject({ state: 'ok', facts: { nextKid: 'next-1' } })
      expect(headline(after).kind).toBe('inOrder')
      expect(after.support.kid).not.toBe('next-1') // nothing is signed with it yet
    })

    test('is the one in use already', async () => {
      const smartcloud = await withSettings({
        MASKINPORTEN_NEXT_KEY: next,
        MASKINPORTEN_NEXT_KID: 'same',
        MASKINPORTEN_KID: 'same',
      })
      expect(lineOf(await ofInstallation(smartcloud), 'nextKey').finding).toBe('same')
    })

    test('is no key at all: SmartCloud does not start', async () => {
      await expect(
        withSettings({ MASKINPORTEN_NEXT_KEY: 'abracadabra', MASKINPORTEN_NEXT_KID: 'x' }),
      ).rejects.toThrow('cannot be read')
    })
  })
})

describe('The alarm of the key', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('rings at start and every day, from a week before until it is stopped', () => {
    const lines: unknown[] = []
    let time = MORNING
    const alarm = createKeyAlarm({
      kid: 'kid-1',
      dates: { expiresAt: MORNING + 9 * DAY },
      log: { error: (event, fields) => lines.push([event, fields['daysLeft']]) },
      now: () => time,
    })
    const nextDay = () => {
      time += DAY
      vi.advanceTimersByTime(DAY)
    }
    nextDay()
    expect(lines).toEqual([])
    nextDay()
    expect(lines).toEqual([['key expires soon', 7]])
    for (let days = 0; days < 7; days++) nextDay()
    expect(lines.at(-1)).toEqual(['key has expired', 0])

    alarm.stop()
    nextDay()
    expect(lines).toHaveLength(8)
  })
})

describe('Whether the addresses belong together', () => {
  const [TEST, PROD] = ['https://test.maskinporten.no/', 'https://maskinporten.no/']
  const [TT02, ALTINN] = ['https://platform.tt02.altinn.no', 'https://platform.altinn.no']

  test.each([
    ['tt02', TEST, TT02, 'same'],
    ['prod', PROD, ALTINN, 'same'],
    ['tt02', PROD, TT02, 'different'],
    ['tt02', TEST, ALTINN, 'different'],
    ['tt02', PROD, ALTINN, 'different'],
    ['prod', TEST, TT02, 'different'],
    ['tt02', 'https://elsewhere.example/', TT02, 'unknown'],
    ['tt02', 'https://elsewhere.example/', ALTINN, 'different'],
    ['sandbox', 'http://localhost:3001/', 'http://localhost:3001', 'same'],
    ['sandbox', 'http://localhost:3002/', 'http://localhost:3001', 'different'],
  ] as const)('%s: %s and %s are %s', (environment, issuer, platform, fit) => {
    expect(worldsOf(environment, issuer, platform).fit).toBe(fit)
  })
})

test.each(LANGUAGES)('everything that can be found has words, in %s', language => {
  const speech = speechFor(language)
  for (const line of everyFinding({})) {
    const { title, text, remedy } = wordsOf(line, speech)
    expect([line.id, line.finding, title]).not.toContain('')
    expect(`${title}${text}${remedy}`).not.toMatch(/[{}]/)
    expect(text, `${line.id} ${line.finding}`).not.toBe('')
  }
})
