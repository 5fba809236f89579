import { describe, expect, test } from 'vitest'
import { decodeJwtText } from '../../src/commands/decoded-jwt.js'
import { findingsIn, isWrong, typeOf } from '../../src/commands/jwt-findings.js'
import { en } from '../../src/commands/texts/en.js'
import { nb } from '../../src/commands/texts/nb.js'
import { shareCli } from '../support/cli.js'

const story = shareCli()
const NOW = Date.parse('2026-11-20T08:00:00Z')
const SECONDS = NOW / 1000

const SIGNATURE = 'c2lnbmF0dXJlIHRoYXQgbm9ib2R5IHNlZXM'
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (header: object, payload: object, signature = SIGNATURE) =>
  `${part(header)}.${part(payload)}.${signature}`

const HEADER = { alg: 'RS256', kid: 'smartcloud-test-2026-01' }
const grantAt = (seconds: number) => ({
  aud: 'https://test.maskinporten.no/',
  iss: 'a2ed712d-4144-4471-839f-80ae4a68146b',
  scope: 'altinn:systembruker.demo',
  iat: seconds,
  exp: seconds + 60,
  jti: '89365ecd-772b-4462-a4de-ac36af8ef3e2',
  authorization_details: [
    {
      type: 'urn:altinn:systemuser',
      systemuser_org: { authority: 'iso6523-actorid-upis', ID: '0192:310261629' },
    },
  ],
})
const GRANT = grantAt(SECONDS)
const [DETAIL] = GRANT.authorization_details as [(typeof GRANT.authorization_details)[number]]

const TOKEN = {
  authorization_details: [
    {
      ...DETAIL,
      systemuser_id: ['32fa5fdc-0897-4990-b392-3c159a28b543'],
      system_id: '991825827_s',
    },
  ],
  scope: 'altinn:systembruker.demo',
  iss: 'https://test.maskinporten.no/',
  client_amr: 'private_key_jwt',
  token_type: 'Bearer',
  exp: SECONDS + 60,
  iat: SECONDS - 60,
  client_id: GRANT.iss,
  jti: 'VAOwFkuOKAWwJhzL3dguR7l1TbyJLFWhMyy5ApWRRIU',
  consumer: { authority: 'iso6523-actorid-upis', ID: '0192:991825827' },
}

describe('A developer has a token explained', () => {
  test('that was just fetched, claim by claim, in either language', async () => {
    const args = ['token', '--org', '310261629', '--show-token']
    const { stdout: token } = await story().run(args)

    const english = await story().run(['explain'], { input: token })
    expect(english).toMatchObject({ code: 0, stderr: '' })
    expect(english.stdout).toMatch(/^A token: what Maskinporten or Altinn gives the client\.\n/)
    for (const [claim, value, meaning] of [
      ['alg', 'RS256', 'The algorithm it is signed with'],
      ['authorization_details\\[0\\].systemuser_org.ID', '0192:310261629', 'The customer who'],
      ['client_amr', 'private_key_jwt', 'How it proved who it is'],
      ['exp', '\\d{10}', 'Expires .+, in (2 min 0 s|1 min 5\\d s)'],
      ['consumer.ID', '0192:991825827', 'The vendor that signed the request'],
    ])
      expect(english.stdout).toMatch(new RegExp(`^${claim} +${value} +${meaning}`, 'm'))
    expect(english.stdout).toContain('The signature is not shown, and has not been checked.')
    expect(english.stdout).not.toContain(token.trim().split('.')[2])

    const norwegian = await story().run(['explain', '--lang', 'nb'], { input: `Bearer ${token}` })
    expect(norwegian.stdout).toMatch(/^Et token: /)
    expect(norwegian.stdout).toContain('Kunden som har godkjent tilgangen')
    expect(norwegian.stdout).toMatch(/\nVi fant ingen feil\.\n$/)
  })

  test('without any settings, as JSON, with everything that is wrong', async () => {
    const now = Math.floor(Date.now() / 1000)
    const grant = { ...grantAt(now + 37), scope: 'a:b,c:d' }

    const { code, json, stdout } = await story().run(['explain', '--json'], {
      env: {},
      input: jwt({ alg: 'RS256' }, grant),
    })

    expect(code).toBe(2)
    expect(json()).toMatchObject({
      type: 'grant',
      header: [{ claim: 'alg', value: 'RS256', meaning: 'The algorithm it is signed with' }],
      wrong: [
        { code: 'kidMissing' },
        { code: 'scopeComma' },
        { code: 'clockAhead', message: expect.stringMatching(/^It was made 3[67] s/) as string },
      ],
      notes: [],
    })
    expect(stdout).not.toContain(SIGNATURE)
  })

  test('that was made to do harm, and nothing moves on the screen', async () => {
    let deep: unknown = 'end'
    for (let level = 0; level < 3_000; level++) deep = [deep]
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`claim${i}`, i]))
    const payload = {
      iss: 'https://test.maskinporten.no/\u001b[2J\u202e\r\nroot#',
      'n\u001b[1m': '\u009b31m',
      exp: 1e300,
      deep,
      ...many,
    }
    const { code, stdout, stderr } = await story().run(['explain'], {
      input: jwt({ ...HEADER, ['x'.repeat(5_000)]: 'y'.repeat(5_000) }, payload),
    })

    expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
    // eslint-free: every control character but the line feed
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
    expect(stdout.split('\n').length).toBeLessThan(260)
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThan(1_000)
  })

  test.each([
    ['', 'Nothing came in on standard input.'],
    ['hello', 'A JWT has three parts with dots between. This one has 1.'],
    [`${part(HEADER)}.${part(GRANT)}`, 'This one has 2.'],
    ['a.b.c.d.e', 'This is encrypted (five parts)'],
    [`!${part(HEADER)}.${part(GRANT)}.x`, 'The first part (header) is not JSON in base64url.'],
    [`${part(HEADER)}.e30x.x`, 'The middle part (payload) is not JSON in base64url.'],
  ])('that is none: %j', async (input, sentence) => {
    const { code, stdout, stderr } = await story().runHere(['explain'], { input })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(sentence)
  })

  test('that is far too long, or to be something else than a grant or a token', async () => {
    const long = await story().runHere(['explain', '--lang', 'nb'], { input: 'x'.repeat(70_000) })
    expect(long.stderr).toContain('for langt til å være en grant eller et token')
    const other = await story().runHere(['explain', '--type', 'cookie'])
    expect(other.stderr).toContain('Write --type grant or --type token.')
    expect([long.code, other.code]).toEqual([2, 2])
  })
})

const codesOf = (text: string, type?: 'grant' | 'token') => {
  const read = decodeJwtText(text)
  if (!read.ok) throw new Error(read.problem)
  return findingsIn(read.jwt, type ?? typeOf(read.jwt), NOW).map(({ code }) => code)
}

describe('Nothing is found', () => {
  test('in a grant and in a token that are right, however they were copied', () => {
    const token = jwt(HEADER, TOKEN)
    expect(codesOf(jwt(HEADER, GRANT))).toEqual([])
    for (const copied of [
      token,
      `"${token}"`,
      `Authorization: Bearer ${token}\r\n`,
      JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 120 }),
    ])
      expect(codesOf(copied)).toEqual([])
    expect(codesOf(`grant_type=urn%3Aietf&assertion=${jwt(HEADER, GRANT)}`)).toEqual([])
  })
})

describe('What is wrong with a grant is named:', () => {
  const detail = (changes: object) => ({ authorization_details: [{ ...DETAIL, ...changes }] })
  const org = (ID: unknown) => detail({ systemuser_org: { ...DETAIL.systemuser_org, ID } })

  test.each<[string, object]>([
    ['issIsOrganisation', { iss: '991825827' }],
    ['issMissing', { iss: undefined }],
    ['audMissing', { aud: undefined }],
    ['audNoSlash', { aud: 'https://test.maskinporten.no' }],
    ['audTokenAddress', { aud: 'https://test.maskinporten.no/token' }],
    ['audSeveral', { aud: [GRANT.aud, 'x'] }],
    ['audUnknown', { aud: 'http://localhost:3001/' }],
    ['scopeMissing', { scope: '' }],
    ['scopeNotText', { scope: ['a', 'b'] }],
    ['scopeComma', { scope: 'a,b' }],
    ['iatMissing', { iat: undefined }],
    ['expMissing', { exp: undefined }],
    ['timesNotWhole', { iat: '1763625600' }],
    ['timesInMilliseconds', { iat: NOW, exp: NOW + 60_000 }],
    ['expired', { iat: SECONDS - 100, exp: SECONDS - 40 }],
    ['lastsTooLong', { exp: SECONDS + 121 }],
    ['clockAhead', { iat: SECONDS + 37, exp: SECONDS + 97 }],
    ['notYetValid', { nbf: SECONDS + 37 }],
    ['unknownClaims', { client_assertion: 'x' }],
    ['resourceFragment', { resource: 'https://api.example.no/#x' }],
    ['jtiMissing', { jti: undefined }],
    ['noDetails', { authorization_details: undefined }],
    ['detailsNotOne', { authorization_details: DETAIL }],
    ['detailsNotOne', { authorization_details: [DETAIL, DETAIL] }],
    ['detailsType', detail({ type: 'urn:altinn:consent' })],
    ['detailsUnknownMembers', detail({ system_id: '991825827_smartcloud' })],
    ['organisationMissing', detail({ systemuser_org: undefined })],
    ['authority', detail({ systemuser_org: { ID: '0192:310261629' } })],
    [
      'detailsLowerCaseId',
      detail({ systemuser_org: { authority: 'iso6523-actorid-upis', id: '0192:310261629' } }),
    ],
    ['organisationNoPrefix', org('310261629')],
    ['organisationIsPerson', org('0192:30847237720')],
    ['organisationNumber', org('0192:310261628')],
    ['organisationMissing', org(310261629)],
    ['realInTest', org('0192:974760673')],
    ['syntheticInProduction', { aud: 'https://maskinporten.no/' }],
    ['externalRef', detail({ externalRef: 'systembruker #1' })],
  ])('%s', (code, changes) => {
    expect(codesOf(jwt(HEADER, { ...GRANT, ...changes }), 'grant')).toEqual([code])
  })

  test.each<[string, object]>([
    ['algNone', { alg: 'none' }],
    ['algSymmetric', { alg: 'HS256' }],
    ['algOther', { alg: 'ES256' }],
    ['algMissing', { alg: undefined }],
    ['kidMissing', { kid: undefined }],
    ['kidAndCertificate', { x5c: ['MIIB'] }],
    ['certificateNotList', { x5c: 'MIIB', kid: undefined }],
  ])('in its header, %s', (code, changes) => {
    expect(codesOf(jwt({ ...HEADER, ...changes }, GRANT))).toEqual([code])
  })

  test('in its form', () => {
    expect(codesOf(jwt(HEADER, GRANT, ''))).toEqual(['notSigned'])
    const whole = jwt(HEADER, GRANT)
    expect(codesOf(`${whole.slice(0, 64)}\n${whole.slice(64)}`)).toEqual(['blanks'])
  })
})

describe('What is wrong with a token is named:', () => {
  test.each<[string, object]>([
    ['expired', { exp: SECONDS - 1 }],
    ['issNoSlash', { iss: 'https://test.maskinporten.no' }],
    ['issUnknown', { iss: 'https://elsewhere.example/' }],
    ['noDetails', { authorization_details: undefined }],
    [
      'systemUserIdMissing',
      { authorization_details: [{ ...DETAIL, systemuser_id: 'not a list' }] },
    ],
    ['consumerMissing', { consumer: undefined }],
    ['organisationNoPrefix', { consumer: { ...TOKEN.consumer, ID: '991825827' } }],
    [
      'lowerCaseId',
      { consumer: { authority: 'iso6523-actorid-upis', id: '0192:991825827', ID: undefined } },
    ],
  ])('%s', (code, changes) => {
    expect(codesOf(jwt(HEADER, { ...TOKEN, ...changes }))).toEqual([code])
  })

  test('a person’s, who has logged in', () => {
    const person = { iss: TOKEN.iss, pid: '30847237720', acr: 'idporten-loa-high', scope: 'openid' }
    expect(codesOf(jwt(HEADER, { ...person, iat: SECONDS, exp: SECONDS + 60 }))).toEqual([
      'personalToken',
    ])
  })
})

test('Every finding has words that say what to do, and every place in them a value', () => {
  for (const texts of [nb, en])
    for (const { message, remedy } of Object.values(texts.explain.findings)) {
      expect(message).toMatch(/[.]$/)
      expect(remedy).toMatch(/[.…]$/)
    }
  expect(isWrong({ code: 'expired', values: {} })).toBe(true)
  expect(isWrong({ code: 'noDetails', values: {} })).toBe(false)
})
