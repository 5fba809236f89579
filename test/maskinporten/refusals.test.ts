import { describe, expect, test } from 'vitest'
import { UpstreamSurprise, UpstreamUnreachable } from '../../src/upstream/errors.js'
import {
  customerWords,
  placeholdersOf,
  REFUSAL_TEXTS,
  refusalKeyOf,
  vendorWords,
  type RefusalKey,
} from '../../src/maskinporten/refusal-texts.js'
import {
  decodeRefusal,
  isNoSystemUser,
  MaskinportenRefused,
} from '../../src/maskinporten/refusals.js'

const CAF = 'Invalid assertion. Client authentication failed.'
const TRACE = 'bd1d0e3bfb1c7a7bd99fd447714a316c'

describe('Maskinporten’s answer is understood', () => {
  test('by its code: real answers', () => {
    expect(
      decodeRefusal(400, {
        error: 'invalid_grant',
        error_description: `${CAF} Expired key. (trace_id: 356666143081bbec11d293753e9702ca)`,
        error_uri: 'https://maskinporten.no/errors/MP-121',
      }),
    ).toEqual({
      key: 'MP-121',
      mpCode: 'MP-121',
      error: 'invalid_grant',
      description: `${CAF} Expired key.`,
      traceId: '356666143081bbec11d293753e9702ca',
    })

    expect(
      decodeRefusal(
        400,
        JSON.stringify({
          error: 'invalid_scope',
          error_description: `Token request contains invalid scopes for client, altinn:serviceowners/read (trace_id: ${TRACE})`,
          error_uri: 'https://test.maskinporten.no/errors/MP-200',
        }),
      ),
    ).toMatchObject({
      key: 'MP-200',
      description: 'Token request contains invalid scopes for client, altinn:serviceowners/read',
      traceId: TRACE,
    })
  })

  test.each([
    [403, 'forbidden'],
    [400, 'invalid_scope'],
  ])('by its code, whatever the status: MP-250 as %d %s', (status, error) => {
    const description = `Consumer has not been granted access to the scope x. (trace_id: ${TRACE})`
    const uri = 'https://test.maskinporten.no/errors/MP-250'
    for (const body of [
      { error, error_description: description, error_uri: uri },
      { error, error_description: description },
      { error, error_uri: uri },
    ])
      expect(decodeRefusal(status, body)).toMatchObject({ key: 'MP-250', mpCode: 'MP-250' })
  })

  test.each([
    ['error_uri', { error: 'x', error_uri: 'https://maskinporten.no/errors/MP_302' }, 'MP-302'],
    ['description', { error: 'x', error_description: 'See MP-303 for more' }, 'MP-303'],
    ['error', { error: 'MP_301' }, 'MP-301'],
    ['unknown code', { error: 'x', error_uri: 'https://maskinporten.no/errors/MP-999' }, 'MP-999'],
  ])('by a code in %s', (_, body, key) => {
    expect(decodeRefusal(400, body)).toMatchObject({ key, mpCode: key })
  })

  test.each([
    [`${CAF} Unknown key identifier (kid) for client.`, 'UNKNOWN_KID'],
    [
      `${CAF} Invalid JWT. The client requires pre-registered jwk and no key identifier (kid) provided`,
      'MISSING_KID',
    ],
    [`${CAF} Invalid JWT claim aud.`, 'MP-110'],
    [`${CAF} Expired key.`, 'MP-121'],
    [
      'Invalid JWT. Invalid organization number for client. Does not match certificate orgno',
      'MP-122',
    ],
    ['Invalid JWT header x5c', 'MP-123'],
    [`${CAF} Invalid JWT signature.`, 'MP-124'],
    [`${CAF} The JWT is signed with an invalid certificate.`, 'MP-120'],
    [`${CAF} Client not found.`, 'MP-100'],
    ['JWT is expired', 'MP-130'],
    ['Issue time is after now', 'CLOCK_AHEAD'],
    ['Invalid assertion. Grant is used before.', 'MP-012'],
    [`${CAF} Invalid JWT claim exp.`, 'LIFETIME'],
    [
      'Validation of JWT claim failed: The combination consumer_org in claim and delegation scope on client is invalid',
      'CONSUMER_ORG_SELF',
    ],
    ['Token request contains invalid scopes for client, a:b', 'MP-200'],
    ['Token request contains scopes not allowed for maskinporten', 'MP-201'],
    ['Token request contains scopes with integration types only allowed for user login', 'MP-201'],
    ['Consumer has not been granted access to the scope a:b', 'MP-250'],
    ['Consumer 1 has not delegated access to the scope a:b to supplier 2.', 'MP-251'],
    ['Unknown authorization details type: x', 'MP-301'],
    ['Unknown fields in the authorization details: id', 'MP-302'],
    ['Invalid authorization details values. No system user found', 'MP-303'],
    ['Invalid assertion. Invalid parameter value.', 'MP-011'],
    [CAF, 'MP-100'],
    [CAF.slice(0, -1), 'MP-100'],
    [CAF.toUpperCase(), 'MP-100'],
    [`${CAF} Something new.`, 'invalid_grant'],
  ])('by its words: %s', (words, key) => {
    for (const description of [
      words,
      `${words} (trace_id: ${TRACE})`,
      `${words} (correlation id: 11-22)`,
    ])
      expect(
        decodeRefusal(400, { error: 'invalid_grant', error_description: description }),
      ).toMatchObject({
        key,
        description: words,
      })
  })

  test.each([
    [400, { error: 'invalid_altinn_customer_configuration' }, 'MP-303'],
    [400, { error: 'invalid grant' }, 'invalid_grant'],
    [400, { error: 'invalid_target' }, 'invalid_target'],
    [503, { error: 'temporarily_unavailable' }, 'unavailable'],
    [500, { error: 'x', error_uri: '/errors/MP-303' }, 'MP-303'],
    [429, { error: 'slow_down' }, 'rate_limited'],
    [429, '<p>Slow down', 'rate_limited'],
    [400, '<h1>Bad Request</h1>', 'invalid_response'],
    [400, '', 'invalid_response'],
    [400, undefined, 'invalid_response'],
    [400, 'null', 'invalid_response'],
    [400, '["error"]', 'invalid_response'],
    [400, { error: 1 }, 'invalid_response'],
    [400, { error: 'x', error_description: 7, error_uri: null }, 'x'],
    [502, '<h1>Bad Gateway</h1>', 'unavailable'],
  ])('%d %j', (status, body, key) => {
    expect(decodeRefusal(status, body).key).toBe(key)
  })
})

const order = {
  environment: 'tt02',
  clientId: 'our-client',
  kid: 'our-key',
  scope: 'a:b',
  organisationNumber: '313790509',
}
const refused = (body: unknown, status = 400, clockAhead?: number) =>
  new MaskinportenRefused(decodeRefusal(status, body), order, status, clockAhead)

describe('A refusal', () => {
  test('is our 502, and an outage our 503', () => {
    expect(refused({ error: 'invalid_scope' })).toMatchObject({
      code: 'maskinporten_refused',
      status: 502,
      service: 'maskinporten',
      ...order,
    })
    expect(refused('', 503).status).toBe(503)
    expect(refused('', 429).status).toBe(503)
  })

  test('for want of a system user is told from all others', () => {
    expect(isNoSystemUser(refused({ error: 'x', error_uri: '/errors/MP-303' }))).toBe(true)
    expect(isNoSystemUser(refused({ error: 'x', error_uri: '/errors/MP-302' }))).toBe(false)
    expect(isNoSystemUser(new Error('MP-303'))).toBe(false)
  })

  test.each([
    [37, 'the clock of this server is 37 s ahead'],
    [-11, 'the clock of this server is 11 s behind'],
  ])('names a clock that differs by %d s', (seconds, words) => {
    expect(refused({ error: 'x' }, 400, seconds).message).toContain(words)
  })

  test.each([0, 5, -5, undefined])('says nothing about a clock that differs by %s s', seconds => {
    expect(refused({ error: 'x' }, 400, seconds).message).not.toContain('clock')
  })
})

describe('What people read', () => {
  const values = placeholdersOf(
    refused({ error: 'x', error_description: `x (trace_id: ${TRACE})` }),
  )

  test('is complete in both languages, and has no braces left', () => {
    for (const key of Object.keys(REFUSAL_TEXTS) as RefusalKey[])
      for (const language of ['nb', 'en'] as const)
        for (const words of [
          vendorWords(key, language, values),
          customerWords(key, language, values),
          vendorWords(key, language, {}),
        ]) {
          expect(words.title).toMatch(/^[A-ZÅÆØ].*[^.]$/)
          expect(words.text).toMatch(/[.\w–]$/)
          expect(words.title + words.text).not.toMatch(/[{}]|undefined/)
        }
  })

  test('names what it is about', () => {
    expect(vendorWords('MP-303', 'nb', values).title).toBe(
      'Vi fant ingen tilgang fra virksomheten 313790509',
    )
    expect(vendorWords('MP-100', 'en', values).text).toBe(
      'Maskinporten does not know client ID our-client in tt02. Check that ID and environment belong together.',
    )
    expect(vendorWords('UNKNOWN_KID', 'nb', {}).text).toMatch(/^Fant ikke –\./)
  })

  test('a customer is not bothered with our set-up', () => {
    expect(customerWords('MP-124', 'nb', values)).toEqual({
      title: 'Noe er feil i oppsettet hos oss',
      text: `Vi har fått beskjed. Referanse: ${TRACE}`,
    })
    expect(customerWords('MP-303/waiting', 'en', values).title).toBe(
      'The access is waiting for approval',
    )
  })

  test('is found for every failure', () => {
    const circumstances = {
      service: 'maskinporten',
      operation: 'x',
      durationMs: 1,
      tries: 1,
      sent: 'no',
    } as const
    expect(refusalKeyOf(refused({ error: 'x', error_uri: '/errors/MP-250' }))).toBe('MP-250')
    expect(refusalKeyOf(refused({ error: 'invalid_request' }))).toBe('MP-011')
    expect(refusalKeyOf(refused({ error: 'invalid_scope', error_uri: '/errors/MP-999' }))).toBe(
      'invalid_scope',
    )
    expect(refusalKeyOf(refused({ error: 'toString' }))).toBe('invalid_grant')
    expect(refusalKeyOf(refused('', 500))).toBe('unavailable')
    expect(refusalKeyOf(new UpstreamUnreachable('timeout', circumstances))).toBe(
      'connection_failed',
    )
    expect(refusalKeyOf(new UpstreamSurprise('notJson', circumstances, 'x'))).toBe(
      'invalid_response',
    )
    expect(refusalKeyOf(new Error('x'))).toBeUndefined()
  })
})
