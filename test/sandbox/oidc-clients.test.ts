import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { OidcClientRegistration } from '../../src/sandbox/state/oidc-clients.js'
import { DIRECTOR } from './open-altinn.js'
import { CALLBACK, chosen, clientKey, CUSTOMER_CLIENT, openOidc, SECRET } from './open-oidc.js'

describe('Registering a client', () => {
  test('gives it an id, and again replaces what was there', async () => {
    const { sandbox, newBrowser, request } = await openOidc()
    const { clientId } = sandbox.registerOidcClient({
      audience: 'customer',
      redirectUris: [CALLBACK],
      clientSecret: SECRET,
    })
    expect(clientId).toMatch(/^[0-9a-f-]{36}$/)
    const visit = async () =>
      (await newBrowser().visit(request({ client_id: clientId }).address)).status
    expect(await visit()).toBe(200)

    sandbox.registerOidcClient({
      clientId,
      audience: 'customer',
      redirectUris: ['http://localhost:3000/elsewhere'],
      clientSecret: SECRET,
    })
    expect(await visit()).toBe(400)
  })

  test('lasts over a reset', async () => {
    const { sandbox, tokensFor } = await openOidc()
    sandbox.reset()
    expect((await tokensFor(chosen(DIRECTOR))).claims['pid']).toBe(DIRECTOR)
  })

  const jwk = (changes: object) => ({ jwks: { keys: [{ ...clientKey.publicJwk, ...changes }] } })
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
    format: 'jwk',
  })
  test.each<[string, Partial<OidcClientRegistration>]>([
    ['needs a redirect address', { redirectUris: [] }],
    ['javascript:alert(1) is no web address', { redirectUris: ['javascript:alert(1)'] }],
    ['/logged-in is no web address', { redirectUris: ['/logged-in'] }],
    [`${CALLBACK}#x is no web address`, { redirectUris: [`${CALLBACK}#x`] }],
    ['ftp://a is no web address', { postLogoutRedirectUris: ['ftp://a'] }],
    ['file:///a is no web address', { backchannelLogoutUri: 'file:///a' }],
    ['needs a public key or a secret', { jwks: { keys: [] } }],
    ['This is a private key.', jwk({ d: 'secret' })],
    ['must be a public RSA key', { jwks: { keys: [{ ...curve, kid: 'a' }] } }],
    ['The key needs a kid.', jwk({ kid: undefined })],
  ])('says what is wrong: %s', async (sentence, changes) => {
    const { sandbox } = await openOidc()
    const before = sandbox.state.oidcClients!.size
    const { clientId: _, ...registration } = CUSTOMER_CLIENT
    expect(() => sandbox.registerOidcClient({ ...registration, ...changes })).toThrow(sentence)
    expect(sandbox.state.oidcClients!.size).toBe(before)
  })
})

describe('At /_sandbox/oidc-clients', () => {
  async function openDesk() {
    const oidc = await openOidc()
    const desk = async (method: string, path = '', body?: unknown) => {
      const response = await fetch(`${oidc.sandbox.origin}/_sandbox/oidc-clients${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, text, body: text && JSON.parse(text) }
    }
    return { ...oidc, desk }
  }
  const row = {
    clientId: 'from-outside',
    audience: 'staff',
    redirectUris: [CALLBACK],
    clientSecret: SECRET,
  }

  test('a client is added, used, kept over a reset, and taken away', async () => {
    const { desk, sandbox, newBrowser, staffRequest } = await openDesk()
    const visit = async () =>
      (await newBrowser().visit(staffRequest({ client_id: 'from-outside' }).address)).status

    expect(await desk('PUT', '', row)).toMatchObject({ status: 201, body: { audience: 'staff' } })
    expect(await visit()).toBe(200)
    sandbox.reset()
    expect(await visit()).toBe(200)

    expect((await desk('DELETE', '/from-outside')).status).toBe(204)
    expect((await desk('DELETE', '/from-outside')).status).toBe(404)
    expect(await visit()).toBe(400)
    sandbox.reset()
    expect(await visit()).toBe(400)
  })

  test('nobody is told a secret', async () => {
    const { desk } = await openDesk()
    const answers = [await desk('POST', '', row), await desk('GET')]
    for (const { text } of answers) {
      expect(text).toContain('from-outside')
      expect(text).not.toContain('a secret')
    }
  })

  test.each([
    [{ ...row, audience: 'everybody' }, 'at audience'],
    [{ ...row, redirectUris: ['nowhere'] }, 'nowhere is no web address'],
    [{ ...row, colour: 'red' }, 'colour'],
    [{ ...row, clientSecret: undefined }, 'needs a public key or a secret'],
  ])('it is said what is wrong with %j', async (wrong, sentence) => {
    const { desk } = await openDesk()
    const { status, body } = await desk('POST', '', wrong)
    expect(status).toBe(400)
    expect(body.problem).toContain(sentence)
  })

  test('forgeries can be ordered, each where it belongs', async () => {
    const { sandbox } = await openDesk()
    const order = async (target: string, scenario: string, kind = 'scenario') => {
      const body = JSON.stringify({ target, kind, scenario })
      const response = await fetch(`${sandbox.origin}/_sandbox/faults`, { method: 'POST', body })
      return [response.status, JSON.stringify(await response.json())] as const
    }
    expect((await order('oidc.token', 'alg_none'))[0]).toBe(201)
    expect((await order('oidc.authorize', 'wrong_state'))[0]).toBe(201)
    expect(await order('oidc.authorize', 'alg_none')).toEqual([
      400,
      expect.stringContaining('for oidc.token only'),
    ])
    expect((await order('oidc.jwks', 'alg_none'))[0]).toBe(400)
    expect((await order('oidc.token', 'alg_none', 'hang'))[0]).toBe(400)
    expect((await order('oidc.token', 'html_502'))[1]).toContain('for maskinporten.token only')
  })
})
