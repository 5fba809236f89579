import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPrivateKeyPem } from '../support/keys.js'
import { compiled, run } from './compiled.js'

const folder = mkdtempSync(join(tmpdir(), 'smartcloud-start-'))
beforeAll(() => void compiled('server.js'))
afterAll(() => rmSync(folder, { recursive: true }))

const SECRET = 'a-long-and-not-so-secret-secret-for-tests'
const settings = {
  UPSTREAMS: 'tt02',
  BASE_URL: 'http://localhost:0',
  PORT: '0',
  SESSION_SECRET: SECRET,
  DATABASE_FILE: join(folder, 'smartcloud.db'),
  MASKINPORTEN_CLIENT_ID: '7ee41fce-9f6e-4c32-8195-0fe2c1517f43',
  MASKINPORTEN_KID: 'test',
  SYSTEM_ID: '991825827_smartcloud',
}

describe('SmartCloud is started', () => {
  test('without any settings, and stops at once with the name of each and two ways on', async () => {
    const { code, text, ms } = await run({}, folder)

    expect(code).toBe(1)
    for (const name of [
      'UPSTREAMS',
      'BASE_URL',
      'SESSION_SECRET',
      'DATABASE_URL',
      'MASKINPORTEN_CLIENT_ID',
      'MASKINPORTEN_KEY',
      'SYSTEM_ID',
    ])
      expect(text).toContain(name)
    expect(text).toContain('npm run demo')
    expect(text).toContain('.env.example')
    expect(text).not.toContain('    at ')
    expect(ms).toBeLessThan(10_000) // it is 2 s on a machine that does nothing else
  })

  const pem = newPrivateKeyPem()
  const publicPem = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .publicKey.export({ format: 'pem', type: 'spki' })
    .toString()
  const worldReadable = join(folder, 'others-may-read.pem')
  writeFileSync(worldReadable, pem, { mode: 0o644 })

  test.each([
    ['a public key', { MASKINPORTEN_KEY: publicPem }, 'public half'],
    ['a key that is too short', { MASKINPORTEN_KEY: newPrivateKeyPem(1024) }, 'too short'],
    ['something that is no key', { MASKINPORTEN_KEY: 'abracadabra' }, 'cannot be read'],
    ['a PEM without its kid', { MASKINPORTEN_KEY: pem, MASKINPORTEN_KID: '' }, 'key ID (kid)'],
    ['a key file that is not there', { MASKINPORTEN_KEY_FILE: 'nowhere.pem' }, 'cannot be read'],
    ['a key file for all to read', { MASKINPORTEN_KEY_FILE: worldReadable }, 'read by others'],
    [
      'a database file where none can be',
      { MASKINPORTEN_KEY: pem, DATABASE_FILE: join(worldReadable, 'below-a-file.db') },
      'database',
    ],
    [
      'a PostgreSQL that does not answer',
      { MASKINPORTEN_KEY: pem, DATABASE_FILE: '', DATABASE_URL: 'postgres://127.0.0.1:1/x' },
      'database',
    ],
  ])('with %s, and says so in a sentence', async (_what, wrong, sentence) => {
    const { code, text } = await run({ ...settings, ...(wrong as Record<string, string>) }, folder)

    expect(code).toBe(1)
    expect(text.toLowerCase()).toContain(sentence.toLowerCase())
    expect(text).not.toContain('    at ')
    expect(text).not.toContain(SECRET)
    expect(text).not.toContain('PRIVATE KEY')
  })
})
