import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startAction } from '../../src/action.js'
import type { OrganisationNumber } from '../../src/domain/organisation-number.js'
import { Token, WrongToken, type TokenOrder } from '../../src/maskinporten/client.js'
import { InvalidGrant } from '../../src/maskinporten/grant.js'
import { MaskinportenRefused } from '../../src/maskinporten/refusals.js'
import {
  CLIENT_ID,
  CUSTOMER,
  openMaskinporten,
  OTHER_CUSTOMER,
  SCOPE,
  SYSTEM_ID,
} from './token-endpoint.js'

const forCustomer = (organisationNumber = CUSTOMER, externalRef?: string): TokenOrder => ({
  scope: SCOPE,
  systemUser: { organisationNumber, ...(externalRef !== undefined && { externalRef }) },
})

const refusal = (error: string, mp?: string, status = 400) => ({
  status,
  body: {
    error,
    error_description: 'x (trace_id: 356666143081bbec11d293753e9702ca)',
    ...(mp && { error_uri: `https://test.maskinporten.no/errors/${mp}` }),
  },
})

describe('We ask for a token', () => {
  test('as ourselves: the grant has what Maskinporten wants, and nothing else', async () => {
    const now = Date.parse('2026-11-21T10:00:00.900Z')
    const { get, grants, problems, issuer } = await openMaskinporten(undefined, { now: () => now })
    const token = await get({ scope: 'b:write a:read  b:write' })

    expect(problems).toEqual([])
    expect(grants).toEqual([
      {
        aud: issuer,
        iss: CLIENT_ID,
        scope: 'a:read b:write',
        iat: Math.floor(now / 1000),
        exp: Math.floor(now / 1000) + 60,
        jti: expect.any(String),
      },
    ])
    expect(token).toBeInstanceOf(Token)
    expect(token).toMatchObject({ scope: 'a:read b:write', expiresAt: now + 120_000 })
    expect(token.value).toMatch(/^eyJ/)
  })

  test('for a customer: the grant names the customer, in capitals', async () => {
    const { get, grants, problems } = await openMaskinporten()
    await get(forCustomer())
    await get(forCustomer(CUSTOMER, '313790509_Fikenbruker'))
    await get(forCustomer(CUSTOMER, '  '))

    expect(problems).toEqual([])
    const systemuser_org = { authority: 'iso6523-actorid-upis', ID: `0192:${CUSTOMER}` }
    expect(grants.map(grant => grant.authorization_details)).toEqual([
      [{ type: 'urn:altinn:systemuser', systemuser_org }],
      [{ type: 'urn:altinn:systemuser', systemuser_org, externalRef: '313790509_Fikenbruker' }],
    ]) // a blank reference is none, so the third came from the cache
  })

  test('for an API that wants to see its own address', async () => {
    const { get, grants } = await openMaskinporten()
    await get({ scope: SCOPE, resource: 'https://api.example.no/' })
    expect(grants[0]!.resource).toBe('https://api.example.no/')
  })

  test.each(['systembruker #1', 'a:b', 'a/b', 'a b', 'x'.repeat(256), 'a\nb'])(
    'with the reference %j: never, because Maskinporten would refuse it',
    async externalRef => {
      const { get, grants } = await openMaskinporten()
      await expect(get(forCustomer(CUSTOMER, externalRef))).rejects.toThrow(InvalidGrant)
      expect(grants).toHaveLength(0)
    },
  )

  test.each(['', '  ', []])('with the scope %j: never', async scope => {
    const { get } = await openMaskinporten()
    await expect(get({ scope })).rejects.toThrow(InvalidGrant)
  })

  test('and no grant is ever sent twice, however often we have to try', async () => {
    let tries = 0
    const { get, grants, problems } = await openMaskinporten(() => {
      tries++
      return tries === 1 ? { status: 503, body: '' } : tries === 2 ? 'hang up' : undefined
    })
    await get()
    expect(problems).toEqual([])
    expect(new Set(grants.map(({ jti }) => jti)).size).toBe(3)
  })

  test('and the token is not shown to anybody by accident', async () => {
    const token = await (await openMaskinporten()).get()
    const shown = [
      String(token),
      `${token}`,
      inspect(token),
      inspect({ token }, { showHidden: true, depth: 9 }),
      JSON.stringify({ token }),
      JSON.stringify({ ...token }),
    ]
    for (const text of shown) expect(text).not.toContain(token.value.slice(0, 20))
  })
})

describe('Maskinporten refuses', () => {
  test('and we know why, for whom and where', async () => {
    const { get, lines } = await openMaskinporten(() =>
      refusal('invalid_altinn_customer_configuration', 'MP-303'),
    )
    const error = await get(forCustomer(CUSTOMER, 'ref')).catch((error: unknown) => error)

    expect(error).toBeInstanceOf(MaskinportenRefused)
    expect(error).toMatchObject({
      key: 'MP-303',
      mpCode: 'MP-303',
      traceId: '356666143081bbec11d293753e9702ca',
      httpStatus: 400,
      status: 502,
      environment: 'sandbox',
      scope: SCOPE,
      organisationNumber: CUSTOMER,
      clientId: CLIENT_ID,
      kid: 'smartcloud-test',
    })
    expect(lines.find(({ event }) => event === 'maskinporten: refused')).toMatchObject({
      level: 'warn',
      fields: {
        refusal: 'MP-303',
        status: 400,
        jti: expect.any(String),
        hasExternalRef: true,
        reference: 'a-reference',
      },
    })
    expect(inspect([error, lines], { depth: 9 })).not.toContain('eyJ')
  })

  test('and the next call asks again', async () => {
    let refuse = true
    const { get, grants } = await openMaskinporten(() =>
      refuse ? refusal('invalid_scope', 'MP-250') : undefined,
    )
    await expect(get()).rejects.toThrow(MaskinportenRefused)
    refuse = false
    await expect(get()).resolves.toBeInstanceOf(Token)
    expect(grants).toHaveLength(2)
  })

  test.each(['MP-130', 'MP-012'])('with %s: one new grant may do', async code => {
    let first = true
    const once = await openMaskinporten(() => {
      if (!first) return undefined
      first = false
      return refusal('invalid_grant', code)
    })
    await expect(once.get()).resolves.toBeInstanceOf(Token)
    expect(new Set(once.grants.map(({ jti }) => jti)).size).toBe(2)

    const always = await openMaskinporten(() => refusal('invalid_grant', code))
    await expect(always.get()).rejects.toMatchObject({ key: code })
    expect(always.grants).toHaveLength(2)
  })

  test.each(['MP-100', 'MP-124', 'MP-200', 'MP-303'])(
    'with %s: asking again is no use',
    async code => {
      const { get, grants } = await openMaskinporten(() => refusal('x', code))
      await expect(get()).rejects.toMatchObject({ key: code })
      expect(grants).toHaveLength(1)
    },
  )

  test('because our clock is ahead, and the error says by how much', async () => {
    const now = Date.parse('2026-11-21T10:00:37.500Z')
    const { get } = await openMaskinporten(
      () => ({
        status: 400,
        body: { error: 'invalid_grant', error_description: 'Issue time is after now' },
        headers: { date: 'Sat, 21 Nov 2026 10:00:00 GMT' },
      }),
      { now: () => now },
    )
    await expect(get()).rejects.toMatchObject({
      key: 'CLOCK_AHEAD',
      clockAheadSeconds: 37,
      message: expect.stringContaining('37 s ahead'),
    })
  })

  test('because it is down: three tries, then 503', async () => {
    const { get, grants } = await openMaskinporten(() => ({ status: 503, body: '<h1>Down' }))
    await expect(get()).rejects.toMatchObject({ key: 'unavailable', status: 503 })
    expect(grants).toHaveLength(3)
  })
})

describe('The answer is not what was agreed', () => {
  test.each([
    ['no token', { access_token: undefined }],
    ['an empty token', { access_token: '' }],
    ['a token with a line break', { access_token: 'a\r\nX-Evil: 1' }],
    ['a token of another type', { token_type: 'DPoP' }],
    ['a life in words', { expires_in: '600' }],
  ])('%s', async (_, answer) => {
    const { get } = await openMaskinporten(() => ({ answer }))
    await expect(get()).rejects.toMatchObject({ code: 'upstream_surprise', what: 'shape' })
  })

  const detail = {
    type: 'urn:altinn:systemuser',
    systemuser_org: { authority: 'iso6523-actorid-upis', ID: `0192:${CUSTOMER}` },
    systemuser_id: ['x'],
    system_id: SYSTEM_ID,
  }

  test.each([
    [
      'for another customer',
      { details: [{ ...detail, systemuser_org: { ID: `0192:${OTHER_CUSTOMER}` } }] },
    ],
    ['for another system', { details: [{ ...detail, system_id: '991825827_other' }] }],
    ['of another type', { details: [{ ...detail, type: 'urn:altinn:consent' }] }],
    ['without a customer', { details: [{ ...detail, systemuser_org: undefined }] }],
    ['without details', { details: [] }],
    ['with details of no kind', { details: 'urn:altinn:systemuser' }],
    ['that cannot be read', { value: 'opaque-token' }],
  ])('a token %s: thrown away, with an alarm', async (_, twist) => {
    const { get, grants, lines } = await openMaskinporten(() => twist)
    const error = await get(forCustomer()).catch((error: unknown) => error)

    expect(error).toBeInstanceOf(WrongToken)
    expect(lines.filter(({ level }) => level === 'error')).toMatchObject([
      {
        event: 'maskinporten: wrong token',
        fields: { organisationNumber: CUSTOMER, systemId: SYSTEM_ID },
      },
    ])
    await expect(get(forCustomer())).rejects.toThrow(WrongToken)
    expect(grants).toHaveLength(2) // it was not kept
  })

  test('with id for ID, as in Altinn’s examples: accepted', async () => {
    const details = [detail, { ...detail, systemuser_org: { id: `0192:${CUSTOMER}` } }]
    for (const one of details) {
      const { get } = await openMaskinporten(() => ({ details: [{ type: 'other' }, one] }))
      await expect(get(forCustomer())).resolves.toBeInstanceOf(Token)
    }
  })
})

describe('A token is kept', () => {
  test.each([
    ['usually', { expires_in: 120 }, 1],
    ['when nobody says how long it lives', { expires_in: undefined }, 1],
    ['unless it is nearly over', { expires_in: 15 }, 2],
    ['unless it lives 0 seconds', { expires_in: 0 }, 2],
    ['unless it lives −1 seconds', { expires_in: -1 }, 2],
    ['however long it claims to live', { expires_in: 1e12 }, 1],
  ])('%s', async (_, answer, requests) => {
    const { get, grants } = await openMaskinporten(() => ({ answer }))
    const [one, two] = [await get(), await get()]
    expect(grants).toHaveLength(requests)
    expect(one === two).toBe(requests === 1)
  })

  test('once for a hundred who want it at the same time', async () => {
    const { get, grants } = await openMaskinporten()
    const tokens = await Promise.all(Array.from({ length: 100 }, () => get(forCustomer())))
    expect(new Set(tokens).size).toBe(1)
    expect(grants).toHaveLength(1)
  })

  test('whatever order the scopes are named in', async () => {
    const { get, grants } = await openMaskinporten()
    await get({ scope: 'a b' })
    await get({ scope: ['b', 'a', 'b'] })
    expect(grants).toHaveLength(1)
  })

  test('until an API does not take it', async () => {
    const { get, drop, grants } = await openMaskinporten()
    const order = forCustomer()
    const first = await get(order)
    drop(order, 'some other token')
    expect(await get(order)).toBe(first)

    drop(order, first.value)
    const second = await get(order)
    expect(second.value).not.toBe(first.value)

    drop(order, first.value) // somebody comes late with the old one
    expect(await get(order)).toBe(second)
    expect(grants).toHaveLength(2)
  })

  test('although the one who asked first gave up', async () => {
    const { tokenFor, get, grants } = await openMaskinporten()
    const hasty = tokenFor(forCustomer(), startAction('hasty', 0))
    const patient = get(forCustomer())
    await expect(hasty).rejects.toMatchObject({ code: 'token_too_late' })
    await expect(patient).resolves.toBeInstanceOf(Token)
    expect(grants).toHaveLength(1)
  })

  test('for each customer, reference, scope and resource by itself, whatever comes in between', async () => {
    const customers = [CUSTOMER, OTHER_CUSTOMER, '310123456' as OrganisationNumber]
    const { tokenFor, drop } = await openMaskinporten()
    const order = fc.record({
      scope: fc.constantFrom('a', 'b', 'a b'),
      systemUser: fc.option(
        fc.record({
          organisationNumber: fc.constantFrom(...customers),
          externalRef: fc.constantFrom(undefined, 'x', '313725138'),
        }),
        { nil: undefined },
      ),
      resource: fc.constantFrom(undefined, 'x'),
    })
    const orderOf = new Map<string, string>()
    const step = fc.record({ order, dropIt: fc.boolean() })

    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async steps => {
        await Promise.all(
          steps.map(async ({ order: { systemUser, ...rest }, dropIt }) => {
            const one: TokenOrder = { ...rest, ...(systemUser && { systemUser }) } as TokenOrder
            const { value } = await tokenFor(one, startAction())
            const claims = JSON.parse(Buffer.from(value.split('.')[1]!, 'base64url').toString())
            expect(claims.authorization_details?.[0].systemuser_org.ID).toBe(
              systemUser && `0192:${systemUser.organisationNumber}`,
            )
            const described = JSON.stringify([rest.scope, systemUser, rest.resource])
            expect(orderOf.get(value) ?? described).toBe(described)
            orderOf.set(value, described)
            if (dropIt) drop(one, value)
          }),
        )
      }),
      { numRuns: 60 },
    )
  })
})
