import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { TokenScenario } from '../../src/sandbox/world/faults.js'
import { shareCli } from '../support/cli.js'

const story = shareCli()

const CUSTOMER = '310261629'
const SYSTEM_USER = '49469a5e-6b91-46e7-a45c-8f2d7e2d1302'
const JWT = /^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/

describe('A developer asks for a token', () => {
  test('and reads what it is for, in either language, but not the token itself', async () => {
    const english = await story().run(['token', '--org', CUSTOMER])
    expect(english.stdout).toMatch(
      new RegExp(
        [
          '^SystemId      991825827_smartcloud',
          `SystemUserId  ${SYSTEM_USER}`,
          `Org           ${CUSTOMER}`,
          'Scope         altinn:systembruker.demo',
          'Lasts         (2 min 0 s|1 min 59 s)\n$',
        ].join('\n'),
      ),
    )
    expect(english).toMatchObject({ code: 0, stderr: '' })

    const norwegian = await story().run(['token', '--org', '310 261 629', '--lang', 'nb'])
    expect(norwegian.stdout).toMatch(/^Varer i {7}(2 min 0 s|1 min 59 s)$/m)
    expect(english.stdout + norwegian.stdout).not.toContain('eyJ')
  })

  test('as JSON, and has one document with no token in it', async () => {
    const { code, json, stderr } = await story().run(['token', '--org', CUSTOMER, '--json'])

    expect(json()).toEqual({
      systemId: '991825827_smartcloud',
      systemUserId: SYSTEM_USER,
      organisationNumber: CUSTOMER,
      scope: 'altinn:systembruker.demo',
      secondsLeft: expect.any(Number) as number,
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  test('and the token alone is on standard output when it is to be shown', async () => {
    const plain = await story().run(['token', '--org', CUSTOMER, '--show-token'])
    expect(plain.stdout).toMatch(JWT)
    expect(plain.stderr).toContain(SYSTEM_USER)

    const asJson = await story().run(['token', '--org', CUSTOMER, '--show-token', '--json'])
    expect(asJson.json()).toMatchObject({ token: expect.stringMatching(/^eyJ/) as string })
    expect(asJson.stderr).toBe('')
  })

  test('with the reference the system user was created with, and not without', async () => {
    const withReference = ['token', '--org', '213089358', '--external-ref', 'sc-213089358-b']
    expect((await story().run(withReference)).code).toBe(0)

    const without = await story().run(['token', '--org', '213089358'])
    expect(without).toMatchObject({ code: 1, stdout: '' })
    expect(without.stderr).toMatch(/^We found no access from organisation 213089358\.\n/)
    expect(without.stderr).toMatch(/\n\(MP-303, reference [0-9a-f]{32}\)\n$/)
  })

  test('with a line about every call when asked for, and no secret in it', async () => {
    const { stderr } = await story().run(['token', '--org', CUSTOMER, '--verbose'])
    expect(stderr).toContain('maskinporten: get token')
    expect(stderr).toContain('status=200')
    expect(stderr).not.toContain('eyJ')
  })
})

describe('Somebody sits at a terminal', () => {
  test('sees that something happens, and is warned when the token comes on the screen', async () => {
    const args = ['token', '--org', CUSTOMER, '--show-token']
    const { stdout, stderr } = await story().runHere(args, { isTTY: true })
    expect(stderr).toContain('⠋ Getting a token from Maskinporten …')
    expect(stderr).toContain('The token is on the screen. Whoever has it can use it')
    expect(stdout).toMatch(JWT)

    const asJson = await story().runHere([...args, '--json'], { isTTY: true })
    expect(asJson.stderr).toBe('')
  })
})

describe('A token’s settings come', () => {
  const seeds = () => ({
    clientID: story().settings['MASKINPORTEN_CLIENT_ID']!,
    scope: 'altinn:systembruker.demo',
    systemUserOrg: CUSTOMER,
    pemCertificatePath: '.\\key.pem',
  })

  test('from the four settings of Altinn’s example, as environment', async () => {
    const { UPSTREAMS, SANDBOX_URL, MASKINPORTEN_KID } = story().settings as Record<string, string>
    const env = { UPSTREAMS, SANDBOX_URL, MASKINPORTEN_KID, ...seeds() } as Record<string, string>

    const { code, json } = await story().run(['token', '--json'], { env })

    expect(code).toBe(0)
    expect(json()).toMatchObject({ organisationNumber: CUSTOMER, systemUserId: SYSTEM_USER })
  })

  test('and as flags, which win over the environment', async () => {
    const env = {
      ...(story().settings as Record<string, string>),
      MASKINPORTEN_CLIENT_ID: 'somebody else',
      MASKINPORTEN_KEY_FILE: 'nowhere.pem',
      systemUserOrg: '312414015',
      scope: 'no:such.scope',
    }
    const flags = Object.entries(seeds()).flatMap(([name, value]) => [`--${name}`, value])

    const { code, json } = await story().run(['token', ...flags, '--kid', 'cli-test', '--json'], {
      env,
    })

    expect(code).toBe(0)
    expect(json()).toMatchObject({ organisationNumber: CUSTOMER })
  })

  test('from .env in the folder, where blank is not set', async () => {
    const { folder, settings } = story()
    const cwd = join(folder, 'with-settings')
    mkdirSync(cwd)
    copyFileSync(join(folder, 'key.pem'), join(cwd, 'key.pem'))
    const lines = { ...settings, MASKINPORTEN_KEY_FILE: 'key.pem', MASKINPORTEN_KEY: '' }
    writeFileSync(
      join(cwd, '.env'),
      Object.entries(lines)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    )

    const { code, stdout } = await story().run(['token', '--org', CUSTOMER], { cwd, env: {} })

    expect(stdout).toContain(SYSTEM_USER)
    expect(code).toBe(0)
  })

  test('not at all, and each is named in one line, in either language and as JSON', async () => {
    const english = await story().run(['token'], { env: {} })
    expect(english).toMatchObject({ code: 2, stdout: '' })
    expect(english.stderr).toBe(
      [
        'These settings need attention:',
        '  UPSTREAMS (--upstreams) is missing. It must be sandbox, tt02 or prod.',
        '  MASKINPORTEN_CLIENT_ID (--client-id) is missing. It must be the client ID from Samarbeidsportalen.',
        '  MASKINPORTEN_KEY_FILE (--key-file) is missing. It must be the name of the file with the private key.',
        'Write them in .env (see .env.example), or give them as options.\n',
      ].join('\n'),
    )

    const norwegian = await story().run(['token', '--json'], { env: { LC_ALL: 'nn_NO.UTF-8' } })
    expect(norwegian.code).toBe(2)
    expect(norwegian.json()).toMatchObject({
      error: {
        code: 'bad_settings',
        message: 'Disse innstillingene må rettes:',
        details: expect.arrayContaining([
          'UPSTREAMS (--upstreams) mangler. Den skal være sandbox, tt02 eller prod.',
        ]) as string[],
      },
    })
  })

  test('wrong, and no value is repeated', async () => {
    const env = {
      UPSTREAMS: 'tt03-secret',
      MASKINPORTEN_ISSUER: 'https://test.maskinporten.no',
      MASKINPORTEN_KEY: 'the secret key',
      MASKINPORTEN_KEY_FILE: 'key.pem',
      SYSTEM_ID: 'secret-system',
    }
    const { code, stderr } = await story().runHere(['token', '--upstreams', 'nowhere'], { env })

    expect(code).toBe(2)
    for (const setting of ['UPSTREAMS', 'CLIENT_ID', 'ISSUER', 'KEY_FILE', 'SYSTEM_ID'])
      expect(stderr).toContain(setting)
    expect(stderr).toContain('both set')
    expect(stderr).not.toMatch(/secret|nowhere/)
  })
})

describe('A key is', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
  const pkcs8 = { format: 'pem', type: 'pkcs8' } as const

  test.each([
    ['public', publicKey.export({ format: 'pem', type: 'spki' }), 'This is the public half'],
    ['too short', short.export(pkcs8), 'The key is too short. It needs at least 2048 bits.'],
    [
      'encrypted',
      privateKey.export({ ...pkcs8, cipher: 'aes-256-cbc', passphrase: 'secret' }),
      'The key is protected by a password.',
    ],
    ['without an id', privateKey.export(pkcs8), 'The key has no id (kid).', []],
  ] as const)('%s, and that is said in a sentence', async (_what, text, sentence, kid?) => {
    const file = join(story().folder, 'other.pem')
    writeFileSync(file, text, { mode: 0o600 })

    const { code, stdout, stderr } = await story().runHere([
      'token',
      '--org',
      CUSTOMER,
      '--key-file',
      file,
      ...(kid ?? ['--kid', 'cli-test']),
    ])

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(sentence)
    expect(stderr.trimEnd().split('\n')).toHaveLength(2) // the sentence, and the remedy
    expect(stderr).not.toMatch(/ {4}at |PRIVATE KEY/)
  })

  test('for others to read, or not there, and that is said too', async () => {
    const file = join(story().folder, 'for-all.pem')
    writeFileSync(file, privateKey.export(pkcs8), { mode: 0o644 })

    const open = await story().runHere(['token', '--org', CUSTOMER, '--key-file', file])
    expect(open.stderr).toContain(`Make it private: chmod 600 ${file}\n`)
    const missing = await story().runHere(['token', '--org', CUSTOMER, '--key-file', 'nowhere.pem'])
    expect(missing.stderr).toMatch(/^There is no file nowhere\.pem\.\n/)
    expect([open.code, missing.code]).toEqual([2, 2])
  })

  test('PKCS#1, written out on one line, or a JWK with empty key_ops: all of them work', async () => {
    const { settings, sandbox, runHere } = story()
    const own = createPrivateKey(readFileSync(settings['MASKINPORTEN_KEY_FILE']!, 'utf8'))
    const { MASKINPORTEN_KEY_FILE: _, ...others } = settings as Record<string, string>
    const forms = [
      own.export({ format: 'pem', type: 'pkcs1' }).toString(),
      own.export(pkcs8).toString().replaceAll('\n', '\\n'),
      JSON.stringify({ ...own.export({ format: 'jwk' }), key_ops: [], kid: 'cli-test' }),
    ]
    for (const form of forms)
      expect(
        await runHere(['token', '--org', CUSTOMER], { env: { ...others, MASKINPORTEN_KEY: form } }),
      ).toMatchObject({ code: 0, stderr: '' })
    expect(sandbox.calls.list('maskinporten.token')).toHaveLength(3)
  })
})

describe('Whoever writes something wrong gets one sentence and a remedy:', () => {
  test.each([
    [['--org', '310261628'], '“310261628” is not a valid organisation number'],
    [['--org', '974760673'], '“974760673” is the number of a real organisation'],
    [['--org', '12345'], '“12345” is not an organisation number.'],
    [[], 'The organisation number is missing.'],
    [['--org', CUSTOMER, '--scope', 'a:b,c:d'], 'Scopes have no commas.'],
    [['--org', CUSTOMER, '--external-ref', 'a b#c'], 'The reference has characters'],
  ])('%j', async (args, sentence) => {
    const { code, stdout, stderr } = await story().runHere(['token', ...args])

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(sentence)
    expect(stderr.trimEnd().split('\n')).toHaveLength(2)
    expect(story().sandbox.calls.list('maskinporten.token')).toEqual([])
  })

  test('a synthetic number in production', async () => {
    const { code, stderr } = await story().runHere([
      'token',
      '--org',
      CUSTOMER,
      '--upstreams',
      'prod',
      '--lang',
      'nb',
    ])
    expect(stderr).toContain(`«${CUSTOMER}» er et syntetisk nummer, og miljøet er produksjon.`)
    expect(code).toBe(2)
  })
})

describe('Maskinporten refuses, and the reason comes in words:', () => {
  test.each<[TokenScenario, string, string]>([
    ['scope_not_granted', 'MP-250', 'Your organisation has not been given the scope.'],
    ['unknown_kid', 'UNKNOWN_KID', 'The key is not registered on the client.'],
    ['wrong_organisation', 'wrong_token', 'The answer could not be used'],
  ])('%s', async (scenario, code, sentence) => {
    story().sandbox.faults.add({
      target: 'maskinporten.token',
      kind: 'scenario',
      scenario,
      times: 9,
    })
    const ran = await story().runHere(['token', '--org', CUSTOMER, '--json'])

    expect(ran).toMatchObject({ code: 1, stderr: '' })
    expect(ran.json()).toMatchObject({
      error: { code, message: expect.stringContaining(sentence) as string },
    })
  })

  test('our clock is 37 s fast', async () => {
    story().sandbox.faults.moveClock(-37_000)

    const english = await story().run(['token', '--org', CUSTOMER])
    expect(english.code).toBe(1)
    expect(english.stderr).toMatch(
      /^The server clock is fast\. The clock of this machine is 3[678] s fast\.\n.*Synchronise/,
    )
    const norwegian = await story().run(['token', '--org', CUSTOMER, '--lang', 'nb'])
    expect(norwegian.stderr).toMatch(/Klokken på denne maskinen går 3[678] s for fort\./)
  })

  test('nobody answers', async () => {
    const env = {
      ...(story().settings as Record<string, string>),
      SANDBOX_URL: 'http://127.0.0.1:1',
    }
    const { code, json } = await story().runHere(['token', '--org', CUSTOMER, '--json'], { env })

    expect(code).toBe(3)
    expect(json()).toMatchObject({
      error: {
        code: 'upstream_unreachable',
        message: 'We got no answer from Maskinporten.',
        remedy: expect.stringContaining('Nobody answers at the address.') as string,
      },
    })
  })
})
