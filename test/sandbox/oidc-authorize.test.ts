import { describe, expect, test } from 'vitest'
import { DIRECTOR, EMPLOYEE, STRANGER } from './open-altinn.js'
import { CALLBACK, chosen, decoded, openOidc, type Oidc } from './open-oidc.js'
import { onwardFrom, type PageVisit } from './open-pages.js'

const MINUTE = 60_000

describe('Nobody is sent anywhere', () => {
  test.each([
    ['by a client nobody knows', { client_id: 'unknown' }, 'client_id «unknown»'],
    ['by no client', { client_id: undefined }, 'client_id «»'],
    ['to no address', { redirect_uri: undefined }, 'redirect_uri «»'],
    [
      'to another site',
      { redirect_uri: 'https://evil.example/logged-in' },
      'redirect_uri «https://evil.example/logged-in»',
    ],
    ['to a page beside', { redirect_uri: `${CALLBACK}/` }, `redirect_uri «${CALLBACK}/»`],
    ['with a query beside', { redirect_uri: `${CALLBACK}?x=1` }, `redirect_uri «${CALLBACK}?x=1»`],
    ['in capitals', { redirect_uri: CALLBACK.toUpperCase() }, 'redirect_uri «HTTP:'],
  ])('%s', async (_, changes, sentence) => {
    const { newBrowser, request } = await openOidc()

    const page = await newBrowser().visit(request(changes).address)

    expect(page.status).toBe(400)
    expect(page.words).toContain('Innloggingen kan ikke begynne')
    expect(page.words).toContain(sentence)
    expect(page.leavesFor ?? onwardFrom(page)).toBeUndefined()
  })

  test.each(['client_id', 'redirect_uri'])('when %s stands there twice', async name => {
    const { newBrowser, request } = await openOidc()
    const { address, parameters } = request()
    const twice = `${address}&${new URLSearchParams({ [name]: parameters[name]! })}`
    const page = await newBrowser().visit(twice)
    expect([page.status, page.leavesFor]).toEqual([400, undefined])
  })
})

describe('The client is told that', () => {
  const details = (...orders: unknown[]) => ({ authorization_details: JSON.stringify(orders) })
  test.each<[string, Record<string, string | undefined>, string]>([
    ['it must say what it wants', { response_type: undefined }, 'invalid_request'],
    ['it can have codes only', { response_type: 'id_token' }, 'unsupported_response_type'],
    ['answers are in the query', { response_mode: 'fragment' }, 'invalid_request'],
    ['it must want an identity', { scope: 'profile' }, 'invalid_scope'],
    ['it cannot have every scope', { scope: 'openid altinn:all' }, 'invalid_scope'],
    ['scope is missing', { scope: undefined }, 'invalid_request'],
    ['state is missing', { state: undefined }, 'invalid_request'],
    ['an empty state is none', { state: '' }, 'invalid_request'],
    ['nonce is missing', { nonce: undefined }, 'invalid_request'],
    ['a challenge is missing', { code_challenge: undefined }, 'invalid_request'],
    ['a challenge must be a hash', { code_challenge: 'too-short' }, 'invalid_request'],
    ['a plain challenge will not do', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['plain is not taken silently', { code_challenge_method: undefined }, 'invalid_request'],
    ['it asks for an unknown prompt', { prompt: 'consent' }, 'invalid_request'],
    ['it wants to ask and not to ask', { prompt: 'none login' }, 'invalid_request'],
    ['max_age is no number', { max_age: '-1' }, 'invalid_request'],
    ['no such level exists', { acr_values: 'Level4' }, 'unmet_authentication_requirements'],
    ['request objects are not read', { request: 'eyJ.eyJ.' }, 'request_not_supported'],
    ['nothing is fetched', { request_uri: 'https://e.example' }, 'request_uri_not_supported'],
    ['nobody registers on the way', { registration: '{}' }, 'registration_not_supported'],
    ['details are no JSON', { authorization_details: '[{"type"' }, 'invalid_authorization_details'],
    ['there are no details', { authorization_details: '[]' }, 'invalid_authorization_details'],
    ['a detail is no object', details(null, 7), 'invalid_authorization_details'],
    [
      'a type has gone',
      details({ type: 'ansattporten:altinn:service', resource: 'urn:altinn:resource:2480:40' }),
      'invalid_authorization_details',
    ],
    [
      'a resource is missing',
      details({ type: 'ansattporten:altinn:resource' }),
      'invalid_authorization_details',
    ],
    [
      'a resource is unknown',
      details({ type: 'ansattporten:altinn:resource', resource: 'urn:altinn:resource:none' }),
      'invalid_authorization_details',
    ],
    [
      'a resource needs its urn',
      details({ type: 'ansattporten:altinn:resource', resource: 'ske-krav-og-betalinger' }),
      'invalid_authorization_details',
    ],
    [
      'actions are words',
      details({
        type: 'ansattporten:altinn:resource',
        resource: 'urn:altinn:resource:ske-krav-og-betalinger',
        actions: [1],
      }),
      'invalid_authorization_details',
    ],
    ['nobody is logged in', { prompt: 'none' }, 'login_required'],
  ])('%s', async (_, changes, error) => {
    const { newBrowser, request, issuer } = await openOidc()
    const asked = request(changes)

    const { status, leavesFor } = await newBrowser().visit(asked.address)

    expect(status).toBe(303)
    expect(leavesFor!.href).toMatch(new RegExp(`^${CALLBACK}\\?error=`))
    const state = asked.parameters['state']
    expect(Object.fromEntries(leavesFor!.searchParams)).toEqual({
      error,
      error_description: expect.stringMatching(/^[ !#-[\]-~]{10,}$/), // RFC 6749, 4.1.2.1
      ...(state && { state }),
      iss: issuer,
    })
  })

  test.each(['state', 'nonce', 'scope', 'prompt'])('%s stands there twice', async name => {
    const { newBrowser, request } = await openOidc()
    const { leavesFor } = await newBrowser().visit(`${request().address}&${name}=a&${name}=b`)
    expect(leavesFor!.searchParams.get('error')).toBe('invalid_request')
    expect(leavesFor!.searchParams.has('state')).toBe(name !== 'state')
  })
})

describe('Somebody who has logged in', () => {
  const enter = async ({ newBrowser, tokensFor }: Oidc) => {
    const browser = newBrowser()
    const { claims } = await tokensFor(chosen(DIRECTOR), {}, browser)
    return { browser, claims }
  }
  const isAsked = (page: PageVisit) => page.words.includes('Velg testbruker')
  const errorIn = ({ leavesFor }: PageVisit) => leavesFor?.searchParams.get('error')

  test('is not asked again, neither by the same client nor by another one', async () => {
    const oidc = await openOidc()
    const { browser, claims } = await enter(oidc)
    oidc.sandbox.faults.moveClock(5 * MINUTE)

    const silent = oidc.request({ prompt: 'none' })
    const { status, leavesFor } = await browser.visit(silent.address)
    expect(status).toBe(303)
    const { body } = await oidc.redeem(leavesFor!.searchParams.get('code')!, silent.verifier)
    const { sid, auth_time } = claims
    expect(decoded(body.id_token).claims).toMatchObject({ sid, auth_time })

    const other = await oidc.tokensAtSecondClient('nobody is asked', browser)
    expect(other.claims).toMatchObject({ sid: claims['sid'], pid: DIRECTOR })
  })

  test.each([
    ['the client wants it', { prompt: 'login' }],
    ['the client wants a choice', { prompt: 'select_account' }],
    ['another level is needed', { acr_values: 'high' }],
    ['it is about a work account', { acr_values: 'entraid' }],
  ])('is asked again when %s', async (_, changes) => {
    const oidc = await openOidc()
    const { browser } = await enter(oidc)
    expect(isAsked(await browser.visit(oidc.request(changes).address))).toBe(true)
  })

  test('is asked again when it was too long ago, and the time is that of the new log-in', async () => {
    const oidc = await openOidc()
    const { browser, claims } = await enter(oidc)
    const asked = { max_age: '60' }
    oidc.sandbox.faults.moveClock(MINUTE - 1_000)
    expect((await browser.visit(oidc.request(asked).address)).leavesFor).toBeDefined()

    oidc.sandbox.faults.moveClock(10_000)
    const silent = await browser.visit(oidc.request({ ...asked, prompt: 'none' }).address)
    expect(errorIn(silent)).toBe('login_required')
    const { claims: fresh } = await oidc.tokensFor(chosen(DIRECTOR), asked, browser)
    expect(fresh['auth_time']).toBeGreaterThanOrEqual(claims['auth_time'] + 69)
    expect(fresh['sid'], 'the same person is still there').toBe(claims['sid'])
  })

  test('gets another session as another person', async () => {
    const oidc = await openOidc()
    const { browser, claims } = await enter(oidc)
    const other = await oidc.tokensFor(chosen(EMPLOYEE), { prompt: 'login' }, browser)
    expect(other.claims['sid']).not.toBe(claims['sid'])
    expect(other.claims['pid']).toBe(EMPLOYEE)
  })

  test('must choose an organisation when nobody has been represented so far', async () => {
    const oidc = await openOidc()
    const browser = oidc.newBrowser()
    await oidc.tokensFor(STRANGER, { authorization_details: undefined }, browser)

    const silent = await browser.visit(oidc.request({ prompt: 'none' }).address)
    expect(errorIn(silent)).toBe('interaction_required')
    expect(isAsked(await browser.visit(oidc.request().address))).toBe(true)
  })

  test.each([
    ['half an hour without a visit', [30 * MINUTE]],
    ['two hours, however busy', [25, 25, 25, 25, 20].map(minutes => minutes * MINUTE)],
  ])('is forgotten after %s', async (_, pauses) => {
    const oidc = await openOidc()
    const { browser } = await enter(oidc)
    const silently = () => browser.visit(oidc.request({ prompt: 'none' }).address)
    for (const pause of pauses.slice(0, -1)) {
      oidc.sandbox.faults.moveClock(pause)
      expect(errorIn(await silently())).toBeNull()
    }
    oidc.sandbox.faults.moveClock(pauses.at(-1)!)
    expect(errorIn(await silently())).toBe('login_required')
  })

  test('as a customer is nobody to the staff’s client, nor at Altinn', async () => {
    const oidc = await openOidc()
    const { browser } = await enter(oidc)
    expect(errorIn(await browser.visit(oidc.staffRequest({ prompt: 'none' }).address))).toBe(
      'login_required',
    )
    const overview = await browser.visit('/accessmanagement/ui/systemuser/overview')
    expect(overview.words).toContain('I Altinn ville du logget inn')
    expect(overview.words).not.toContain('Logget inn som')
  })
})
