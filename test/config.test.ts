import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ConfigError, loadConfig, SETTING_NAMES } from '../src/config.js'

const SECRET = 'a-long-and-not-so-secret-secret-for-tests'
const GOOD = {
  UPSTREAMS: 'tt02',
  BASE_URL: 'https://smartcloud.example',
  SESSION_SECRET: SECRET,
  DATABASE_FILE: 'data/x.db',
  MASKINPORTEN_CLIENT_ID: '7ee41fce-9f6e-4c32-8195-0fe2c1517f43',
  MASKINPORTEN_KEY: 'the private key',
  SYSTEM_ID: '991825827_smartcloud',
}

const complaintAbout = (env: Record<string, string | undefined>): string => {
  try {
    loadConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

describe('Settings', () => {
  test('of TT02 lead to the addresses of TT02', () => {
    const config = loadConfig(GOOD)

    expect(config.world).toBe('synthetic')
    expect(config.addresses).toMatchObject({
      issuer: 'https://test.maskinporten.no/',
      altinn: 'https://platform.tt02.altinn.no',
      approval: ['https://am.ui.tt02.altinn.no'],
    })
  })

  test('that are all missing are all named, with the way out', () => {
    const complaint = complaintAbout({})

    for (const name of [
      'UPSTREAMS',
      'BASE_URL',
      'SESSION_SECRET',
      'DATABASE_URL',
      'MASKINPORTEN_CLIENT_ID',
      'MASKINPORTEN_KEY',
      'SYSTEM_ID',
    ])
      expect(complaint).toContain(name)
  })

  test('that are blank count as missing, and blanks around a value do not', () => {
    expect(complaintAbout({ ...GOOD, SYSTEM_ID: '  ' })).toContain('SYSTEM_ID is missing')
    expect(loadConfig({ ...GOOD, SYSTEM_ID: ' 991825827_smartcloud ' }).systemId).toBe(
      '991825827_smartcloud',
    )
  })

  test('choose the world: nothing is fallen back to', () => {
    const { UPSTREAMS: _, ...rest } = GOOD
    expect(complaintAbout(rest)).toContain('UPSTREAMS is missing')
    expect(complaintAbout({ ...GOOD, UPSTREAMS: 'production' })).toContain('UPSTREAMS')
    expect(complaintAbout({ ...GOOD, UPSTREAMS: 'sandbox' })).toContain('SANDBOX_URL')
  })

  test.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '-1'],
    ['BASE_URL', 'nowhere.example'],
    ['BASE_URL', 'http://nowhere.example'],
    ['BASE_URL', 'https://nowhere.example/path'],
    ['BASE_URL', 'ftp://smartcloud.example'],
    ['SESSION_SECRET', 'short'],
    ['SESSION_SECRET', `${SECRET},short`],
    ['SESSION_SECRET', 'change-me-change-me-change-me-change-me'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['DATABASE_URL', 'postgres://localhost/x'], // beside DATABASE_FILE
    ['MASKINPORTEN_KEY_FILE', 'key.pem'], // beside MASKINPORTEN_KEY
    ['MASKINPORTEN_ISSUER', 'https://test.maskinporten.no'],
    ['MASKINPORTEN_ISSUER', 'http://localhost:3001/'],
    ['ALTINN_PLATFORM_URL', 'http://platform.tt02.altinn.no'],
    ['CLAIMS_URL', 'nowhere in particular'],
    ['ALTINN_EXCHANGE', 'perhaps'],
    ['CUSTOMER_LOGIN_ISSUER', 'http://login.nowhere.example'],
    ['STAFF_LOGIN_ISSUER', 'nowhere in particular'],
    ['CUSTOMER_LOGIN_RESOURCE', 'urn:altinn:resource'],
    ['STAFF_LIST', 'kari=administrator'],
    ['STAFF_LIST', 'sub:kari=emperor'],
    ['MASKINPORTEN_KEY_ADDED_AT', 'yesterday'],
    ['MASKINPORTEN_KEY_EXPIRES_AT', '2027-02-30'],
    ['MASKINPORTEN_NEXT_KID', 'without-a-key'],
    ['SYSTEM_ID', 'our-cloud'],
    ['LOG_LEVEL', 'loud'],
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
  ])('refuse %s=%s, and do not repeat the value', (name, value) => {
    const complaint = complaintAbout({ ...GOOD, [name]: value })

    expect(complaint).toContain(name)
    if (value.length > 8) expect(complaint).not.toContain(value)
    expect(complaint).not.toContain(SECRET)
  })

  const LOGINS = Object.fromEntries(
    ['CUSTOMER', 'STAFF'].flatMap(whose => [
      [`${whose}_LOGIN_ISSUER`, 'https://login.example'],
      [`${whose}_LOGIN_CLIENT_ID`, 'smartcloud'],
      [`${whose}_LOGIN_SECRET`, 'the secret of the client'],
      [`${whose}_LOGIN_ACR`, 'high'],
    ]),
  )
  const PRODUCTION = {
    ...GOOD,
    ...LOGINS,
    UPSTREAMS: 'prod',
    STAFF_LIST: 'sub:kari=administrator, group:support=viewer',
  }

  test('of production need both sign-ins, each of them whole', () => {
    expect(loadConfig(PRODUCTION)).toMatchObject({
      world: 'real',
      customerLogin: { issuer: 'https://login.example', acr: ['high'] },
      staffList: [
        { by: 'sub', value: 'kari', role: 'administrator' },
        { by: 'group', value: 'support', role: 'viewer' },
      ],
      isOnThisMachine: false,
    })
    for (const name of [...Object.keys(LOGINS), 'STAFF_LIST'])
      expect(complaintAbout({ ...PRODUCTION, [name]: undefined })).toContain(name)
    expect(complaintAbout({ ...GOOD, UPSTREAMS: 'prod' })).toContain('everybody signs in')
  })

  test('of TT02 may do without a sign-in, but not with half of one', () => {
    const config = loadConfig(GOOD)
    expect([config.customerLogin, config.staffLogin]).toEqual([undefined, undefined])
    const half = { ...GOOD, CUSTOMER_LOGIN_ISSUER: 'https://login.example' }
    expect(complaintAbout(half)).toContain('CUSTOMER_LOGIN_CLIENT_ID is missing')
    expect(complaintAbout(half)).toContain('CUSTOMER_LOGIN_SECRET is missing')
    expect(complaintAbout({ ...GOOD, STAFF_LIST: 'sub:kari=viewer' })).toContain(
      'STAFF_LOGIN_ISSUER',
    )
  })

  test('let nobody see calls in production unless that is chosen, and then presenters alone', () => {
    expect(loadConfig(GOOD).inspector).toBe('everyone')
    expect(loadConfig({ ...GOOD, INSPECTOR: 'off' }).inspector).toBe('nobody')
    expect(loadConfig(PRODUCTION).inspector).toBe('nobody')
    const chosen = { ...PRODUCTION, INSPECTOR: 'on' }
    expect(loadConfig(chosen).inspector).toBe('presenters')
    expect(complaintAbout({ ...chosen, STAFF_LIST: 'sub:kari=operator' })).toContain('INSPECTOR')
    expect(complaintAbout({ ...GOOD, INSPECTOR: 'maybe' })).toContain('INSPECTOR')
  })

  test('with a key and a secret for one client are refused', () => {
    const both = { ...PRODUCTION, STAFF_LOGIN_KEY: 'the private key' }
    expect(complaintAbout(both)).toContain('STAFF_LOGIN_KEY and STAFF_LOGIN_SECRET')
  })

  test('tell how long the key lives, and which one comes next', () => {
    const added = { ...GOOD, MASKINPORTEN_KEY_ADDED_AT: '2026-11-20' }
    const expires = (day: string) => ({ ...added, MASKINPORTEN_KEY_EXPIRES_AT: day })
    expect(loadConfig(GOOD).client).toMatchObject({ keyDates: {}, nextKey: undefined })
    expect(loadConfig(expires('2027-11-20')).client.keyDates).toEqual({
      addedAt: Date.UTC(2026, 10, 20),
      expiresAt: Date.UTC(2027, 10, 20),
    })
    expect(complaintAbout(expires('2026-11-20'))).toContain('KEY_EXPIRES_AT is not after')
    expect(complaintAbout(expires('2027-11-23'))).toContain('no key lives longer')

    const next = { ...GOOD, MASKINPORTEN_NEXT_KEY: 'the next key', MASKINPORTEN_NEXT_KID: 'b' }
    expect(loadConfig(next).client.nextKey).toEqual({ key: { text: 'the next key' }, keyId: 'b' })
    expect(complaintAbout({ ...next, MASKINPORTEN_NEXT_KEY_FILE: 'b.jwk' })).toContain(
      'MASKINPORTEN_NEXT_KEY and MASKINPORTEN_NEXT_KEY_FILE',
    )
  })

  test('may be several secrets, so that one can be changed without logging anybody out', () => {
    const other = 'another-long-and-not-so-secret-secret'
    expect(loadConfig({ ...GOOD, SESSION_SECRET: `${SECRET}, ${other}` }).sessionSecrets).toEqual([
      SECRET,
      other,
    ])
  })

  test('all stand in .env.example and in the README, and no others do', () => {
    const read = (name: string) => readFileSync(join(import.meta.dirname, '..', name), 'utf8')
    const inExample = [...read('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(match => match[1]!)
    expect(inExample.toSorted()).toEqual(SETTING_NAMES.toSorted())

    const inReadme = [...read('README.md').matchAll(/^\| `([A-Z_]+)`/gm)].map(match => match[1]!)
    expect(inReadme.toSorted()).toEqual(SETTING_NAMES.toSorted())
  })
})
