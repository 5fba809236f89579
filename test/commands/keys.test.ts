import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { SANDBOX_SYSTEM_ID, SANDBOX_VENDOR } from '../../src/domain/system.js'
import { shareCli } from '../support/cli.js'

const story = shareCli()

/** An empty folder for each story, without any settings. */
let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(story().folder, 'keys-'))
})
const run = (args: readonly string[]) => story().run(['keys', ...args], { cwd, env: {} })
const check = (args: readonly string[], input = '') =>
  story().runHere(['keys', ...args], { env: {}, input })

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pkcs8 = { format: 'pem', type: 'pkcs8' } as const

describe('A vendor makes a key', () => {
  test('keeps the private half for itself, uploads the public one, and gets a token', async () => {
    const made = await run(['new'])
    expect(made).toMatchObject({ code: 0, stderr: '' })
    expect(made.stdout).toMatch(/^kid {10}smartcloud-\d{8}-[0-9a-f]{8}\n/)
    expect(made.stdout).toContain('Upload maskinporten-key.public.json to the client')
    expect(made.stdout).not.toMatch(/PRIVATE|"d"/)

    for (const [name, mode] of [
      ['maskinporten-key.jwk', 0o600],
      ['maskinporten-key.pem', 0o600],
      ['maskinporten-key.public.json', 0o644],
    ] as const)
      expect(statSync(join(cwd, name)).mode & 0o777, name).toBe(mode)
    const jwks = JSON.parse(readFileSync(join(cwd, 'maskinporten-key.public.json'), 'utf8')) as {
      keys: Record<string, string>[]
    }
    expect(jwks.keys).toHaveLength(1)
    expect(Object.keys(jwks.keys[0]!).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])

    const { sandbox, settings } = story()
    const client = sandbox.registerClient({
      orgNo: SANDBOX_VENDOR,
      publicJwk: jwks.keys[0]!,
      systemId: SANDBOX_SYSTEM_ID,
    })
    const flags = ['--client-id', client.clientId, '--key-file', 'maskinporten-key.jwk']
    const { UPSTREAMS, SANDBOX_URL } = settings as Record<string, string>
    const token = await story().run(['token', '--org', '310261629', ...flags], {
      cwd,
      env: { UPSTREAMS, SANDBOX_URL } as Record<string, string>,
    })
    expect(token).toMatchObject({ code: 0, stderr: '' })
  })

  test('with a length and a name of its own, and never over another one', async () => {
    const args = ['new', '--out', 'test', '--bits', '3072', '--kid', 'my-key', '--json']
    const made = await run(args)
    expect(made.json()).toMatchObject({
      kid: 'my-key',
      bits: 3072,
      files: { privateJwk: 'test.jwk', privatePem: 'test.pem', publicJwks: 'test.public.json' },
      jwks: { keys: [{ kid: 'my-key', use: 'sig', alg: 'RS256' }] },
    })
    const before = readFileSync(join(cwd, 'test.pem'), 'utf8')
    expect(createPrivateKey(before).asymmetricKeyDetails?.modulusLength).toBe(3072)

    const again = await run(args)
    expect(again.code).toBe(2)
    expect(again.json()).toMatchObject({
      error: {
        code: 'bad_key_file',
        message: 'The file test.jwk is there already, and is not overwritten.',
      },
    })
    expect(readFileSync(join(cwd, 'test.pem'), 'utf8')).toBe(before)
  })

  test('where another file is in the way, and none of the others is left behind', async () => {
    writeFileSync(join(cwd, 'half.public.json'), 'somebody else’s')

    const { code, stderr } = await run(['new', '--out', 'half', '--lang', 'nb'])

    expect(stderr).toBe(
      'Filen half.public.json finnes allerede, og blir ikke overskrevet.\nVelg et annet navn med --out, eller flytt filen.\n',
    )
    expect(code).toBe(2)
    expect([existsSync(join(cwd, 'half.jwk')), existsSync(join(cwd, 'half.pem'))]).toEqual([
      false,
      false,
    ])
    expect(readFileSync(join(cwd, 'half.public.json'), 'utf8')).toBe('somebody else’s')
  })

  test.each([
    [['--bits', '1024'], 'Write --bits 2048, 3072 or 4096.'],
    [['--kid', 'a b'], 'Use at most 100 letters'],
    [['--out', 'no/such/folder'], 'Make the folder first.'],
  ])('and is told what cannot be: %j', async (args, remedy) => {
    const { code, stderr } = await check(['new', ...args])
    expect(stderr).toContain(remedy)
    expect(code).toBe(2)
  })
})

describe('The public half of a key', () => {
  test('is a JWKS on standard output, the same from every form', async () => {
    const pem = join(cwd, 'key.pem')
    writeFileSync(pem, privateKey.export(pkcs8), { mode: 0o600 })
    const fromPem = await run(['public', pem, '--kid', 'my-key'])
    const jwk = JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'my-key' })
    const fromJwk = await check(['public', '-', '--json'], jwk)

    const { n, e } = publicKey.export({ format: 'jwk' })
    const expected = { keys: [{ kty: 'RSA', n, e, use: 'sig', alg: 'RS256', kid: 'my-key' }] }
    expect(fromPem.json()).toEqual(expected)
    expect(fromJwk.json()).toEqual(expected)
    expect(fromPem.stderr).toBe('')
  })
})

describe('A key is looked at, and', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'my-key' }

  test.each([
    ['pkcs8', privateKey.export(pkcs8).toString(), null],
    ['pkcs1', privateKey.export({ format: 'pem', type: 'pkcs1' }).toString(), null],
    ['pkcs8', privateKey.export(pkcs8).toString().replaceAll('\n', '\\n'), null],
    ['jwk', JSON.stringify({ ...jwk, key_ops: [] }), 'my-key'],
    ['base64', base64(JSON.stringify(jwk)), 'my-key'],
  ])('is good, as %s', async (format, text, kid) => {
    const { code, json } = await check(['check', '-', '--json'], text)
    expect(json()).toEqual({ ok: true, format, type: 'RSA', bits: 2048, kid })
    expect(code).toBe(0)
  })

  test.each([
    ['key_empty', ' \n', 'Nøkkelen er tom.'],
    ['key_unreadable', 'abracadabra', 'Dette er ikke en nøkkel som kan leses.'],
    [
      'key_public_only',
      publicKey.export({ format: 'pem', type: 'spki' }).toString(),
      'Dette er den offentlige halvdelen av en nøkkel.',
    ],
    [
      'key_encrypted',
      privateKey.export({ ...pkcs8, cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
      'Nøkkelen er beskyttet med passord.',
    ],
    [
      'key_too_short',
      generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export(pkcs8).toString(),
      'Nøkkelen er for kort. Den må ha minst 2048 bit.',
    ],
    [
      'key_not_rsa',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pkcs8).toString(),
      'Nøkkelen er ikke en RSA-nøkkel, og Maskinporten tar bare imot RSA.',
    ],
    [
      'key_wrong_use',
      JSON.stringify({ ...jwk, use: 'enc' }),
      'Nøkkelen er ikke ment for signering.',
    ],
    ['key_key_set', JSON.stringify({ keys: [jwk] }), 'Dette er et sett med nøkler.'],
  ])('is no good: %s', async (code, text, sentence) => {
    const ran = await check(['check', '-', '--json', '--lang', 'nb'], text)
    expect(ran.json()).toMatchObject({
      error: { code, message: expect.stringContaining(sentence) as string },
    })
    expect(ran.code).toBe(2)
  })

  test('is for its owner alone, in words', async () => {
    const file = join(cwd, 'key.pem')
    writeFileSync(file, privateKey.export(pkcs8), { mode: 0o640 })
    const open = await check(['check', file])
    expect(open.stderr).toBe(
      `Others than you can read the key in ${file}.\nMake it private: chmod 600 ${file}\n`,
    )
    expect(open.code).toBe(2)
  })

  test('without a name is the one in the settings; where there is none, that is said', async () => {
    const configured = await story().runHere(['keys', 'check'])
    expect(configured.stdout).toBe(
      'Format  PEM (PKCS#8)\nType    RSA, 2048 bits\nkid     cli-test\n\nThe key can be used.\n',
    )
    const none = await check(['check', '--lang', 'nb'])
    expect(none).toMatchObject({ code: 2, stdout: '' })
    expect(none.stderr).toContain('Det er ikke oppgitt noen nøkkel.')
  })
})
