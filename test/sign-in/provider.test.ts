import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { checkIdToken } from '../../src/sign-in/id-token.js'
import { createProvider } from '../../src/sign-in/provider.js'
import { createProviderFetch } from '../../src/sign-in/provider-fetch.js'
import { createSignInLimit, STRICT_SIGN_INS } from '../../src/sign-in/sign-in-limit.js'
import { representedIn } from '../../src/sign-in/representation.js'
import { createKeptTokens } from '../../src/sign-in/kept-tokens.js'
import { rolesIn } from '../../src/domain/staff.js'
import { newSecret } from '../../src/sign-in/attempts.js'
import { textOf } from '../support/browser.js'
import { openSmartCloud } from '../support/open-smartcloud.js'
import { goToProvider, WITHOUT_CUSTOMER_SIGN_IN } from '../support/sign-in.js'

/** A provider that answers as told. */
async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const document = (issuer: string, changes: object = {}) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  ...changes,
})

const sends =
  (body: unknown): RequestListener =>
  (_req, res) => {
    res.setHeader('content-type', 'application/json')
    res.end(JSON.stringify(body))
  }

const providerAt = (issuer: string, allowHttp = true) =>
  createProvider(
    {
      issuer,
      clientId: 'smartcloud',
      proof: { secret: 'the secret of the client' },
      acr: [],
      maxAgeS: 3600,
      redirectUri: 'http://localhost:3000/login/callback',
      postLogoutRedirectUri: 'http://localhost:3000/logged-out',
    },
    { allowHttp, now: Date.now },
  )
const setOut = (issuer: string, allowHttp?: boolean) =>
  providerAt(issuer, allowHttp).logInAddress(newSecret(), { loginHint: undefined, language: 'nb' })

describe('A provider', () => {
  test('that is what it should be shows the way', async () => {
    const issuer: string = await listen((req, res) => sends(document(issuer))(req, res))
    const address = new URL(await setOut(issuer))
    expect(address.origin).toBe(issuer)
    expect(address.searchParams.get('max_age')).toBe('3600')
  })

  test('that says it is another one is not believed', async () => {
    const issuer = await listen(sends(document('https://elsewhere.invalid')))
    await expect(setOut(issuer)).rejects.toMatchObject({ code: 'provider_surprise' })
  })

  test('whose keys are nowhere is not believed', async () => {
    const issuer: string = await listen((req, res) =>
      sends(document(issuer, { jwks_uri: 'ftp://keys.invalid' }))(req, res),
    )
    await expect(setOut(issuer)).rejects.toMatchObject({ code: 'provider_surprise' })
  })

  test('that leads elsewhere is not followed', async () => {
    let wasThere = false
    const elsewhere = await listen((_req, res) => res.end(String((wasThere = true))))
    const issuer = await listen((_req, res) => res.writeHead(302, { location: elsewhere }).end())
    await expect(setOut(issuer)).rejects.toMatchObject({ code: 'provider_surprise' })
    expect(wasThere).toBe(false)
  })

  test('that never stops talking is cut off', async () => {
    const issuer = await listen((_req, res) => {
      res.setHeader('content-type', 'application/json')
      res.end(`{"issuer":"${'a'.repeat(500_000)}"}`)
    })
    await expect(setOut(issuer)).rejects.toMatchObject({ code: 'provider_surprise' })
  })

  test('that is not there is an outage, and is asked again by the next visitor', async () => {
    let isUp = false
    const issuer: string = await listen((req, res) =>
      isUp ? sends(document(issuer))(req, res) : req.socket.destroy(),
    )
    const provider = providerAt(issuer)
    const go = () => provider.logInAddress(newSecret(), { loginHint: undefined, language: 'nb' })
    await expect(go()).rejects.toMatchObject({ code: 'provider_unreachable', status: 503 })
    isUp = true
    await expect(go()).resolves.toContain(issuer)
  })

  test('is never spoken to without https, but for the imitation', async () => {
    let wasAsked = false
    const issuer = await listen((_req, res) => res.end(String((wasAsked = true))))
    await expect(setOut(issuer, false)).rejects.toMatchObject({ code: 'provider_surprise' })
    expect(wasAsked).toBe(false)
  })
})

test('Nothing but the provider is ever called', async () => {
  const { fetch, allow } = createProviderFetch({
    issuer: 'https://login.example',
    allowHttp: false,
  })
  for (const address of [
    'https://elsewhere.invalid/',
    'http://login.example/',
    'file:///etc/passwd',
  ])
    await expect(fetch(address)).rejects.toMatchObject({ code: 'provider_surprise' })
  expect(() => allow('http://keys.example')).toThrow()
  expect(() => allow(undefined)).toThrow()
})

test('While the provider is away, whoever wants to sign in is told so', async () => {
  const { browser, sandbox } = await openSmartCloud()
  const login = await browser.visit('/login')
  await sandbox.close()
  const page = await browser.submit(login)
  expect(page.status).toBe(503)
  expect(textOf(page.text)).toContain('Vi får ikke kontakt med innloggingen')
  await expect(goToProvider(browser, login)).rejects.toThrow()
})

test('Twenty sign-ins an hour from one address, and then no more for a while', async () => {
  const { browser, newBrowser, clock } = await openSmartCloud({
    deps: ({ database }) => ({ takeSignIn: createSignInLimit(database.limits, STRICT_SIGN_INS) }),
  })
  const login = await browser.visit('/login')
  for (let time = 0; time < 20; time++) expect((await browser.submit(login)).status).toBe(200)
  const page = await browser.submit(login)
  expect(page.status).toBe(429)
  expect(Number(page.headers['retry-after'])).toBeGreaterThan(3_500)
  const other = newBrowser()
  const forged = { 'X-Forwarded-For': '192.0.2.1' }
  expect((await other.raw('get', '/login/callback', { headers: forged })).status).toBe(429)
  clock.pass(61 * 60_000)
  expect((await browser.submit(await browser.visit('/login'))).status).toBe(200)
})

test('Where customers cannot sign in, the page says so and there is nothing to press', async () => {
  const { browser } = await openSmartCloud(WITHOUT_CUSTOMER_SIGN_IN)
  const page = await browser.visit('/login')
  expect(textOf(page.text)).toContain('Innlogging er ikke satt opp i dette testmiljøet.')
  expect(page.text).not.toContain('action="/login"')
  for (const path of ['/login/continue', '/login/callback?code=x&state=y'])
    expect((await browser.visit(path)).text).not.toMatch(/http-equiv="refresh"/)
})

const NOW_S = 1_795_000_000
const demands = {
  issuer: 'https://login.example',
  clientId: 'smartcloud',
  nonce: 'the nonce',
  acr: ['high'],
  maxAgeS: 3600,
  nowS: NOW_S,
}
const claims = {
  iss: 'https://login.example',
  sub: 'kari',
  aud: 'smartcloud',
  iat: NOW_S,
  exp: NOW_S + 120,
  auth_time: NOW_S - 60,
  nonce: 'the nonce',
  acr: 'high',
}

describe('An id_token whose signature is right', () => {
  test('is taken', () => {
    expect(checkIdToken({ alg: 'RS256', typ: 'JWT' }, claims, demands)).toMatchObject({
      sub: 'kari',
    })
    expect(checkIdToken({ alg: 'RS256' }, claims, demands)).toMatchObject({ sub: 'kari' })
  })

  test.each<[string, object, string]>([
    ['of another issuer', { iss: 'https://elsewhere.example' }, 'notTrusted'],
    ['for another client', { aud: 'another' }, 'notTrusted'],
    ['for two clients, and nobody in particular', { aud: ['smartcloud', 'x'] }, 'notTrusted'],
    ['by another client', { azp: 'another' }, 'notTrusted'],
    ['with another nonce', { nonce: 'another' }, 'notTrusted'],
    ['that is over', { exp: NOW_S - 11 }, 'notTrusted'],
    ['of the future', { iat: NOW_S + 11 }, 'notTrusted'],
    ['of a log-in in the future', { auth_time: NOW_S + 11 }, 'notTrusted'],
    ['of a log-in long ago', { auth_time: NOW_S - 3_611 }, 'tooOld'],
    ['that does not say when', { auth_time: undefined }, 'notTrusted'],
    ['of a low level', { acr: 'low' }, 'tooWeak'],
    ['of no level', { acr: undefined }, 'tooWeak'],
    ['about nobody', { sub: '' }, 'notTrusted'],
  ])('is refused %s', (_, change, refusal) => {
    expect(() => checkIdToken({ alg: 'RS256' }, { ...claims, ...change }, demands)).toThrow(
      expect.objectContaining({ refusal }) as Error,
    )
  })

  test.each(['at+jwt', 'logout+jwt', 'client-authentication+jwt', 7])(
    'is refused with typ %s',
    typ => {
      expect(() => checkIdToken({ alg: 'RS256', typ }, claims, demands)).toThrow('typ')
    },
  )
})

describe('Who is represented', () => {
  const party = (ID: string, authority = 'iso6523-actorid-upis') => ({
    orgno: { authority, ID },
    name: 'PRØVE AS',
  })
  const detail = (...parties: object[]) => ({
    type: 'ansattporten:altinn:resource',
    resource: 'urn:altinn:resource:the-resource',
    authorized_parties: parties,
  })
  const read = (details: unknown) =>
    representedIn(details, { resource: 'the-resource', world: 'synthetic', user: 'x|y' })

  test('is the one organisation', () => {
    expect(read([detail(party('0192:310261629'))])).toEqual({
      organisationNumber: '310261629',
      name: 'PRØVE AS',
    })
    expect(read([detail(party('0192:310261629')), detail(party('0192:310261629'))])).toBeDefined()
  })

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'noOrganisation'],
    ['the type alone', [{ type: 'ansattporten:altinn:resource' }], 'noOrganisation'],
    ['nobody', [detail()], 'noOrganisation'],
    [
      'another resource',
      [{ ...detail(party('0192:310261629')), resource: 'urn:altinn:resource:another' }],
      'noOrganisation',
    ],
    ['another type', [{ ...detail(party('0192:310261629')), type: 'x' }], 'noOrganisation'],
    ['two', [detail(party('0192:310261629'), party('0192:212706515'))], 'severalOrganisations'],
    [
      'two details',
      [detail(party('0192:310261629')), detail(party('0192:212706515'))],
      'severalOrganisations',
    ],
    ['a foreign register', [detail(party('0007:5560360793'))], 'notTrusted'],
    ['another authority', [detail(party('0192:310261629', 'x'))], 'notTrusted'],
    ['a wrong check digit', [detail(party('0192:310261628'))], 'notTrusted'],
    ['a number of the other world', [detail(party('0192:991825827'))], 'notTrusted'],
    ['a number with blanks', [detail(party('0192:310 261 629'))], 'notTrusted'],
    ['more than a number', [detail(party('0192:310261629:x'))], 'notTrusted'],
    ['text', 'authorization_details', 'notTrusted'],
  ])('is nobody when the token names %s', (_, details, refusal) => {
    expect(() => read(details)).toThrow(expect.objectContaining({ refusal }) as Error)
  })
})

test('The staff list gives roles to subjects and groups, and nobody else any', () => {
  const list = [
    { by: 'sub', value: 'kari', role: 'administrator' },
    { by: 'group', value: 'support', role: 'operator' },
    { by: 'group', value: 'sales', role: 'presenter' },
  ] as const
  const of = (subject: string, ...groups: string[]) => rolesIn(list, { subject, groups })
  expect(of('kari')).toEqual(['viewer', 'operator', 'administrator', 'presenter'])
  expect(of('ola', 'support')).toEqual(['viewer', 'operator'])
  expect(of('ola', 'sales', 'support')).toEqual(['viewer', 'operator', 'presenter'])
  expect(of('support', 'kari')).toEqual([])
})

test('One of our own people is somebody else at another issuer', async () => {
  const { deps, browser } = await openSmartCloud()
  const signedIn = { audience: 'staff', name: 'X', groups: ['smartcloud-administrator'] } as const
  const at = (user: string) => deps.rolesOf({ registrations: [], signedIn, user })
  const { issuer } = { issuer: new URL((await browser.visit('/login')).url).origin }
  expect(at(`${issuer}|staff-administrator`)).toEqual([])
  expect(at('staff-administrator')).toEqual([])
  expect(at('')).toEqual([])
})

test('An id_token is kept for the log-out, once, and not for ever', () => {
  let now = 0
  const kept = createKeptTokens({ now: () => now })
  kept.keep('one', { idToken: 'the token' })
  expect(kept.takeIdToken('one')).toBe('the token')
  expect(kept.takeIdToken('one')).toBeUndefined()
  kept.keep('two', { idToken: 'the token' })
  now += 9 * 60 * 60 * 1000
  expect(kept.takeIdToken('two')).toBeUndefined()
})

test('A person’s own token is used while it lasts, and gone with the session', () => {
  let now = 0
  const kept = createKeptTokens({ now: () => now })
  kept.keep('one', { idToken: 'the token', access: { token: 'to show', until: 600_000 } })
  expect(kept.accessToken('one')).toBe('to show')
  now = 569_000
  expect(kept.accessToken('one')).toBe('to show')
  now = 571_000
  expect(kept.accessToken('one')).toBeUndefined()
  now = 0
  kept.takeIdToken('one')
  expect(kept.accessToken('one')).toBeUndefined()
})
