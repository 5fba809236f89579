import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose'
import { describe, expect, test } from 'vitest'
import { LOGOUT_FORGERIES, type LogoutForgery } from '../../src/sandbox/oidc/logout.js'
import { DIRECTOR } from './open-altinn.js'
import {
  chosen,
  CUSTOMER_CLIENT,
  decoded,
  GOODBYE,
  listenForLogouts,
  openOidc,
  SECOND_CLIENT,
  type Oidc,
} from './open-oidc.js'

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'

/** Somebody is logged in at two services, one of which wants to know when it is over. */
async function openLoggedIn() {
  const oidc = await openOidc()
  const { address, received } = await listenForLogouts()
  oidc.sandbox.registerOidcClient({ ...SECOND_CLIENT, backchannelLogoutUri: address })
  const browser = oidc.newBrowser()
  const { body, claims } = await oidc.tokensFor(chosen(DIRECTOR), {}, browser)
  const second = await oidc.tokensAtSecondClient('nobody is asked', browser)
  const logOut = (parameters: Record<string, string> = {}) =>
    browser.visit(
      `${oidc.issuer}/logout?${new URLSearchParams({
        id_token_hint: body.id_token,
        post_logout_redirect_uri: GOODBYE,
        ...parameters,
      })}`,
    )
  const isLoggedIn = async () => {
    const { leavesFor } = await browser.visit(oidc.request({ prompt: 'none' }).address)
    return leavesFor!.searchParams.has('code')
  }
  return { ...oidc, browser, idToken: body.id_token, claims, second, received, logOut, isLoggedIn }
}

describe('Logging out at one service', () => {
  test('ends the log-in, tells the other service, and leads back', async () => {
    const { logOut, isLoggedIn, received, second, claims, idToken, issuer, sandbox, seconds } =
      await openLoggedIn()
    expect(await isLoggedIn()).toBe(true)

    const { status, leavesFor } = await logOut({ state: 'a b' })

    expect(status).toBe(303)
    expect(leavesFor!.href).toBe(`${GOODBYE}?state=a+b`)
    expect(await isLoggedIn()).toBe(false)
    expect(received).toHaveLength(1)
    const [{ type, token }] = received as [{ type: string; token: string }]
    expect(type).toContain('application/x-www-form-urlencoded')
    const told = decoded(token)
    expect(told.header).toMatchObject({ alg: 'RS256', typ: 'logout+jwt' })
    expect(told.claims).toEqual({
      iss: issuer,
      aud: SECOND_CLIENT.clientId,
      sub: second.claims['sub'],
      sid: claims['sid'],
      iat: expect.closeTo(seconds(), -1),
      exp: told.claims.iat! + 120,
      jti: expect.stringMatching(/^[\w-]{43}$/),
      events: { [EVENT]: {} },
    })
    expect(await isGenuine(issuer, token)).toBe(true)
    const { path, outcome } = sandbox.calls.list(call => call.path.startsWith('/idp/logout'))[0]!
    expect(outcome).toBe('customer-client wants not to know, second-client answered 204')
    expect(path).toContain('id_token_hint=eyJ')
    expect(path).not.toContain(idToken.split('.')[2]!)
  })

  test('tells nobody twice, and leads back the second time too', async () => {
    const { logOut, received } = await openLoggedIn()
    await logOut()
    expect((await logOut()).leavesFor!.href).toBe(GOODBYE)
    expect(received).toHaveLength(1)
  })

  test('is done although the other service does not answer', async () => {
    const { logOut, isLoggedIn, sandbox } = await openLoggedIn()
    const backchannelLogoutUri = 'http://localhost:1/'
    sandbox.registerOidcClient({ ...SECOND_CLIENT, backchannelLogoutUri })
    expect((await logOut()).leavesFor!.href).toBe(GOODBYE)
    expect(await isLoggedIn()).toBe(false)
  })

  test('can be done with an old token, in a form, and without a way back', async () => {
    const { issuer, idToken, sandbox, browser, isLoggedIn } = await openLoggedIn()
    sandbox.faults.moveClock(10 * 60_000)
    const page = await browser.post(`${issuer}/logout`, { id_token_hint: idToken })
    expect(page.status).toBe(200)
    expect(page.words).toContain('Du er logget ut Du kan lukke siden.')
    expect(await isLoggedIn()).toBe(false)
  })

  test('is still known after a reset of the sandbox', async () => {
    const { logOut, sandbox, received } = await openLoggedIn()
    sandbox.reset()
    expect((await logOut()).leavesFor!.href).toBe(GOODBYE)
    expect(received).toHaveLength(1)
  })

  const hint = 'Forespørselen mangler et id_token som er utstedt her til den samme klienten.'
  test.each<[string, (oidc: LoggedIn) => Promise<Record<string, string>>, string]>([
    ['without a token', async () => ({ id_token_hint: '' }), hint],
    [
      'with a forged token',
      async ({ idToken }) => ({ id_token_hint: `${idToken.slice(0, -8)}AAAAAAAA` }),
      hint,
    ],
    [
      'with a logout token',
      async ({ sandbox, claims }) => ({
        id_token_hint: await sandbox.logoutToken({
          clientId: CUSTOMER_CLIENT.clientId,
          sid: claims['sid'],
        }),
      }),
      hint,
    ],
    ['with another client’s token', async () => ({ client_id: SECOND_CLIENT.clientId }), hint],
    [
      'to another site',
      async () => ({ post_logout_redirect_uri: 'https://evil.example/' }),
      'Klienten har ikke registrert post_logout_redirect_uri «https://evil.example/».',
    ],
  ])('%s is refused, and nothing happens', async (_, parametersFor, sentence) => {
    const oidc = await openLoggedIn()
    const page = await oidc.logOut(await parametersFor(oidc))
    expect([page.status, page.leavesFor]).toEqual([400, undefined])
    expect(page.words).toContain(sentence)
    expect(await oidc.isLoggedIn()).toBe(true)
    expect(oidc.received).toEqual([])
  })
})

type LoggedIn = Awaited<ReturnType<typeof openLoggedIn>>

async function isGenuine(issuer: string, token: string): Promise<boolean> {
  const jwks = (await (await fetch(`${issuer}/jwks`)).json()) as JSONWebKeySet
  return compactVerify(token, createLocalJWKSet(jwks)).then(
    () => true,
    () => false,
  )
}

describe('A logout token made to order', () => {
  const order = { clientId: 'any-client', sid: 'the-session' }
  const make = async ({ sandbox, issuer }: Oidc, forgery?: LogoutForgery) => {
    const token = await sandbox.logoutToken({ ...order, ...(forgery && { forgery }) })
    return { token, isGenuine: await isGenuine(issuer, token), ...decoded(token) }
  }
  const right = ({ issuer, seconds }: Oidc) => ({
    iss: issuer,
    aud: 'any-client',
    sid: 'the-session',
    iat: expect.closeTo(seconds(), -1),
    exp: expect.closeTo(seconds() + 120, -1),
    jti: expect.any(String),
    events: { [EVENT]: {} },
  })

  test('is right unless something else is ordered', async () => {
    const oidc = await openOidc()
    const { isGenuine: genuine, header, claims } = await make(oidc)
    expect(genuine).toBe(true)
    expect(header['typ']).toBe('logout+jwt')
    expect(claims).toEqual(right(oidc))
    expect((await make(oidc)).claims['jti']).not.toBe(claims['jti'])
  })

  /** What is wrong with the claims of a token that the provider itself has signed. */
  const WRONG_CLAIMS: Partial<Record<LogoutForgery, (oidc: Oidc) => object>> = {
    no_events: () => ({ events: undefined }),
    with_nonce: () => ({ nonce: expect.any(String) }),
    wrong_audience: () => ({ aud: 'another-client' }),
    wrong_issuer: () => ({ iss: 'https://elsewhere.invalid/idp' }),
    expired: ({ seconds }) => ({
      iat: expect.closeTo(seconds() - 600, -1),
      exp: expect.closeTo(seconds() - 480, -1),
    }),
    unknown_sid: () => ({ sid: expect.not.stringContaining('the-session') }),
  }
  test.each(Object.entries(WRONG_CLAIMS))('%s', async (forgery, wrong) => {
    const oidc = await openOidc()
    const made = await make(oidc, forgery as LogoutForgery)
    expect(made.isGenuine).toBe(true)
    expect(made.header['typ']).toBe('logout+jwt')
    expect(made.claims).toEqual({ ...right(oidc), ...wrong(oidc) })
  })

  test('wrong_typ', async () => {
    const oidc = await openOidc()
    const { isGenuine: genuine, header, claims } = await make(oidc, 'wrong_typ')
    expect([genuine, header['typ']]).toEqual([true, 'JWT'])
    expect(claims).toEqual(right(oidc))
  })

  test('replayed_jti', async () => {
    const oidc = await openOidc()
    const { claims } = await make(oidc)
    const again = await make(oidc, 'replayed_jti')
    expect(again.isGenuine).toBe(true)
    expect(again.claims['jti']).toBe(claims['jti'])
  })

  test('alg_none', async () => {
    const oidc = await openOidc()
    const { token, header, claims, isGenuine: genuine } = await make(oidc, 'alg_none')
    expect(header).toEqual({ alg: 'none', typ: 'logout+jwt' })
    expect([token.endsWith('.'), genuine]).toEqual([true, false])
    expect(claims).toEqual(right(oidc))
  })

  test('and that is all of them', () => expect(Object.keys(LOGOUT_FORGERIES)).toHaveLength(9))
})
