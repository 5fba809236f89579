import { createHmac } from 'node:crypto'
import { compactVerify, createLocalJWKSet, exportSPKI, importJWK, type JWK } from 'jose'
import { describe, expect, test } from 'vitest'
import {
  AUTHORIZE_FORGERIES,
  SCENARIO_NAMES,
  TOKEN_FORGERIES,
  type AuthorizeForgery,
  type TokenForgery,
} from '../../src/sandbox/world/faults.js'
import { CUSTOMER, DIRECTOR, OWNER } from './open-altinn.js'
import { chosen, CUSTOMER_CLIENT, decoded, openOidc, type Oidc } from './open-oidc.js'

describe('Sent back to the client', () => {
  /** What the client sees, and of that what would have been right. */
  async function forged(scenario: AuthorizeForgery) {
    const oidc = await openOidc()
    oidc.sandbox.faults.add({ target: 'oidc.authorize', kind: 'scenario', scenario })
    const asked = oidc.request()
    const answer = Object.fromEntries(await oidc.logIn(chosen(DIRECTOR), asked))
    const right = { code: answer['code'], state: asked.parameters['state'], iss: oidc.issuer }
    expect((await oidc.logIn(chosen(DIRECTOR))).get('iss'), 'only once').toBe(oidc.issuer)
    return { answer, right }
  }

  const STORIES: Record<AuthorizeForgery, () => Promise<void>> = {
    wrong_state: async () => {
      const { answer, right } = await forged('wrong_state')
      expect(answer).toEqual({ ...right, state: expect.any(String) })
      expect(answer['state']).not.toBe(right.state)
    },
    missing_state: async () => {
      const { answer, right } = await forged('missing_state')
      expect(answer).toEqual({ code: right.code, iss: right.iss })
    },
    wrong_iss_parameter: async () => {
      const { answer, right } = await forged('wrong_iss_parameter')
      expect(answer).toEqual({ ...right, iss: 'https://elsewhere.invalid/idp' })
    },
    missing_iss_parameter: async () => {
      const { answer, right } = await forged('missing_iss_parameter')
      expect(answer).toEqual({ code: right.code, state: right.state })
    },
    html_in_error: async () => {
      const { answer, right } = await forged('html_in_error')
      expect(answer).toEqual({
        error: 'access_denied',
        error_description: expect.stringContaining('<script>alert(1)</script>'),
        state: right.state,
        iss: right.iss,
      })
    },
  }
  test.each(AUTHORIZE_FORGERIES.map(name => [name] as const))('%s', name => STORIES[name]())

  test('a forgery is played to somebody who is not asked, too', async () => {
    const oidc = await openOidc()
    const scenario = 'missing_iss_parameter'
    oidc.sandbox.faults.add({ target: 'oidc.authorize', kind: 'scenario', scenario })
    const { leavesFor } = await oidc.newBrowser().visit(oidc.request({ prompt: 'none' }).address)
    expect(leavesFor!.searchParams.get('error')).toBe('login_required')
    expect(leavesFor!.searchParams.has('iss')).toBe(false)
  })
})

describe('The id_token', () => {
  /** The forged token, and whether the provider's published keys verify it. */
  async function forged(scenario: TokenForgery) {
    const oidc = await openOidc()
    oidc.sandbox.faults.add({ target: 'oidc.token', kind: 'scenario', scenario })
    const found = await oidc.tokensFor(chosen(DIRECTOR))
    const token = found.body.id_token
    const jwks = (await (await fetch(`${oidc.issuer}/jwks`)).json()) as { keys: JWK[] }
    const { kid: _, ...key } = jwks.keys[0]!
    return {
      ...found,
      oidc,
      token,
      jwk: jwks.keys[0]!,
      /** By a client that looks for the key with the token's `kid`. */
      isVerified: await isVerified(token, createLocalJWKSet(jwks)),
      /** By one that has a single key and does not care for `kid`. */
      isSignedByProvider: await isVerified(token, await importJWK(key, 'RS256')),
    }
  }
  const isVerified = (token: string, key: Parameters<typeof compactVerify>[1]) =>
    (typeof key === 'function' ? compactVerify(token, key as never) : compactVerify(token, key))
      .then(() => true)
      .catch(() => false)

  /** All is right with it but for these claims. */
  const wrongClaims = async (
    scenario: TokenForgery,
    wrong: (oidc: Oidc, nonce: string | undefined) => Record<string, unknown>,
  ) => {
    const { claims, header, isVerified, oidc, parameters } = await forged(scenario)
    expect(isVerified, 'the signature is right').toBe(true)
    expect(Object.keys(header).sort()).toEqual(['alg', 'kid'])
    const nonce = parameters['nonce']
    expect(claims).toMatchObject({ ...rightClaims(oidc, nonce), ...wrong(oidc, nonce) })
  }
  /** Only the header is wrong: the provider itself signed it. */
  const wrongHeader = async (scenario: TokenForgery, wrong: object) => {
    const { claims, header, oidc, parameters, isSignedByProvider } = await forged(scenario)
    expect(header).toMatchObject({ alg: 'RS256', kid: expect.any(String), ...wrong })
    expect(claims).toMatchObject(rightClaims(oidc, parameters['nonce']))
    expect(isSignedByProvider).toBe(true)
  }
  const rightClaims = ({ issuer, seconds }: Oidc, nonce: string | undefined) => ({
    iss: issuer,
    aud: CUSTOMER_CLIENT.clientId,
    nonce,
    iat: about(seconds()),
    exp: about(seconds() + 120),
    auth_time: about(seconds()),
    acr: 'substantial',
    pid: DIRECTOR,
    authorization_details: [{ authorized_parties: [partyOf(CUSTOMER.orgNo)] }],
  })
  const about = (expected: number) => expect.closeTo(expected, -1) // seconds pass
  const partyOf = (orgNo: string) => ({ orgno: { ID: `0192:${orgNo}` } })

  /** An attacker has signed it, and the header leads to the attacker's key. */
  async function attack(scenario: TokenForgery, header: (oidc: Oidc) => object) {
    const found = await forged(scenario)
    const attacker = (await (await fetch(`${found.oidc.issuer}/attacker`)).json()) as {
      keys: JWK[]
    }
    expect(found.header).toMatchObject({ kid: found.jwk.kid, ...header(found.oidc) })
    expect(found.isVerified).toBe(false)
    const theirs = await importJWK(attacker.keys[0]!, 'RS256')
    expect(await isVerified(found.token, theirs)).toBe(true)
    expect(found.claims).toMatchObject(rightClaims(found.oidc, found.parameters['nonce']))
    return { ...found, attacker: attacker.keys[0]! }
  }

  const STORIES: Record<TokenForgery, () => Promise<void>> = {
    replayed_code: async () => {
      const { code, verifier, oidc, claims } = await forged('replayed_code')
      expect((await oidc.redeem(code, verifier)).body.error).toBe('invalid_grant')
      oidc.sandbox.faults.add({
        target: 'oidc.token',
        kind: 'scenario',
        scenario: 'replayed_code',
      })
      const { status, body } = await oidc.redeem(code, verifier)
      expect(status).toBe(200)
      expect(decoded(body.id_token).claims['sid']).toBe(claims['sid'])
    },
    wrong_nonce: async () => {
      await wrongClaims('wrong_nonce', (_, nonce) => ({ nonce: expect.not.stringMatching(nonce!) }))
    },
    missing_nonce: async () => {
      const { claims, oidc, isVerified } = await forged('missing_nonce')
      expect(isVerified).toBe(true)
      expect(claims).not.toHaveProperty('nonce')
      const { nonce: _, ...right } = rightClaims(oidc, '')
      expect(claims).toMatchObject(right)
    },
    wrong_issuer: () =>
      wrongClaims('wrong_issuer', () => ({ iss: 'https://elsewhere.invalid/idp' })),
    wrong_audience: () => wrongClaims('wrong_audience', () => ({ aud: 'another-client' })),
    other_azp: () =>
      wrongClaims('other_azp', () => ({
        aud: [CUSTOMER_CLIENT.clientId, 'another-client'],
        azp: 'another-client',
      })),
    expired_id_token: () =>
      wrongClaims('expired_id_token', ({ seconds }) => ({
        iat: about(seconds() - 300),
        exp: about(seconds() - 180),
      })),
    iat_ahead: () =>
      wrongClaims('iat_ahead', ({ seconds }) => ({
        iat: about(seconds() + 60),
        exp: about(seconds() + 180),
      })),
    acr_too_low: () => wrongClaims('acr_too_low', () => ({ acr: 'idporten-loa-low' })),
    old_auth_time: () =>
      wrongClaims('old_auth_time', ({ seconds }) => ({ auth_time: about(seconds() - 86_400) })),
    typ_logout_token: () => wrongHeader('typ_logout_token', { typ: 'logout+jwt' }),
    typ_access_token: () => wrongHeader('typ_access_token', { typ: 'at+jwt' }),
    unknown_key: async () => {
      await wrongHeader('unknown_key', { kid: 'nobody-knows-this-key' })
      expect((await forged('unknown_key')).isVerified).toBe(false)
    },
    kid_path: () => wrongHeader('kid_path', { kid: expect.stringContaining('../') }),
    kid_sql: () => wrongHeader('kid_sql', { kid: expect.stringContaining("' UNION SELECT") }),
    alg_none: async () => {
      const { token, header, claims, oidc, parameters } = await forged('alg_none')
      expect(header).toEqual({ alg: 'none' })
      expect(token.endsWith('.')).toBe(true)
      expect(claims).toMatchObject(rightClaims(oidc, parameters['nonce']))
    },
    hs256_public_key: async () => {
      const { token, header, jwk, isVerified } = await forged('hs256_public_key')
      expect(header).toEqual({ alg: 'HS256', kid: jwk.kid })
      expect(isVerified).toBe(false)
      const pem = await exportSPKI((await importJWK(jwk, 'RS256')) as CryptoKey)
      const [head, payload, signature] = token.split('.')
      const mac = createHmac('sha256', pem).update(`${head}.${payload}`).digest('base64url')
      expect(signature).toBe(mac)
    },
    jku_header: async () => {
      const { oidc } = await attack('jku_header', ({ issuer }) => ({ jku: `${issuer}/attacker` }))
      const followed = oidc.sandbox.calls.count(({ path }) => path.includes('attacker'))
      expect(followed, 'whoever follows it is seen').toBe(1)
    },
    x5u_header: async () => {
      await attack('x5u_header', ({ issuer }) => ({ x5u: `${issuer}/attacker` }))
    },
    jwk_header: async () => {
      const { header, attacker } = await attack('jwk_header', () => ({}))
      expect(header['jwk']).toEqual(attacker)
    },
    payload_swapped: async () => {
      const { header, claims, jwk, isVerified } = await forged('payload_swapped')
      expect(header).toEqual({ alg: 'RS256', kid: jwk.kid })
      expect(claims).toMatchObject({ sub: 'somebody-else', pid: DIRECTOR })
      expect(isVerified).toBe(false)
    },
    no_representation: () =>
      wrongClaims('no_representation', () => ({
        authorization_details: [{ type: 'ansattporten:altinn:resource' }],
      })),
    other_organisation: async () => {
      const { claims, body } = await forged('other_organisation')
      const [{ authorized_parties: parties, ...detail }] = claims['authorization_details']
      expect(detail).toMatchObject({ resource_name: 'Krav og betalinger' })
      expect(parties).toHaveLength(1)
      expect(parties[0]).toMatchObject({ orgno: { ID: expect.stringMatching(/^0192:\d{9}$/) } })
      expect(parties[0].orgno.ID).not.toContain(CUSTOMER.orgNo)
      expect(body.authorization_details).toEqual(claims['authorization_details'])
    },
    two_organisations: async () => {
      const { claims } = await forged('two_organisations')
      const [{ authorized_parties: parties }] = claims['authorization_details']
      expect(parties).toHaveLength(2)
      expect(parties[0]).toMatchObject(partyOf(CUSTOMER.orgNo))
      expect(parties[1].orgno.ID).not.toBe(parties[0].orgno.ID)
    },
  }
  test.each(TOKEN_FORGERIES.map(name => [name] as const))('%s', name => STORIES[name]())

  test('is right when there is nothing in it to forge, and right again afterwards', async () => {
    const oidc = await openOidc()
    const scenario = 'two_organisations'
    oidc.sandbox.faults.add({ target: 'oidc.token', kind: 'scenario', scenario })
    const alone = await oidc.tokensFor(DIRECTOR, { authorization_details: undefined })
    expect(alone.claims).not.toHaveProperty('authorization_details')
    const { claims } = await oidc.tokensFor(chosen(OWNER.director, OWNER.orgNo))
    expect(claims['authorization_details'][0].authorized_parties).toHaveLength(1)
  })
})

describe('The other faults', () => {
  test.each([
    ['oidc.discovery', '/.well-known/openid-configuration'],
    ['oidc.jwks', '/jwks'],
    ['oidc.authorize', '/authorize'],
  ] as const)('reach %s', async (target, path) => {
    const { issuer, sandbox } = await openOidc()
    sandbox.faults.add({ target, kind: 'html-200' })
    const response = await fetch(`${issuer}${path}`)
    expect(await response.text()).toContain('Please log in')
  })

  test('reach the token endpoint, before and after the code is used', async () => {
    const { sandbox, request, logIn, redeem } = await openOidc()
    const asked = request()
    const code = (await logIn(chosen(DIRECTOR), asked)).get('code')!
    const target = 'oidc.token'
    sandbox.faults.add({ target, kind: 'status', status: 503, body: {} })
    sandbox.faults.add({ target, kind: 'overlay', body: { id_token: null } })

    expect((await redeem(code, asked.verifier)).status).toBe(503)
    const { status, body } = await redeem(code, asked.verifier)
    expect([status, Object.keys(body)]).toEqual([200, expect.not.arrayContaining(['id_token'])])
    expect((await redeem(code, asked.verifier)).body.error).toBe('invalid_grant')
  })

  test('can make the provider call itself something else', async () => {
    const { issuer, sandbox } = await openOidc()
    const body = { issuer: 'https://elsewhere.invalid/idp' }
    sandbox.faults.add({ target: 'oidc.discovery', kind: 'overlay', body })
    const response = await fetch(`${issuer}/.well-known/openid-configuration`)
    expect(await response.json()).toMatchObject({ ...body, jwks_uri: `${issuer}/jwks` })
  })
})

test('No two scenarios have the same name', () => {
  expect(new Set(SCENARIO_NAMES).size).toBe(SCENARIO_NAMES.length)
})
