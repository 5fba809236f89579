import { describe, expect, test } from 'vitest'
import type { NewFault, TokenScenario } from '../../src/sandbox/world/faults.js'
import type { Call } from '../../src/sandbox/world/call-log.js'
import { decide, requestsOf, timesSent } from '../support/at-altinn.js'
import { textOf, type Visit } from '../support/browser.js'
import { openSmartCloud, type SmartCloud } from '../support/open-smartcloud.js'
import { FRESH, signUp } from '../support/people.js'
import { arrive } from '../support/sign-in.js'

/*
 * No token, no request: Maskinporten refuses or is down, or Altinn does not exchange its token
 * (maskinporten.md 5 and 8, security.md 5). A customer reads whose fault it is and what to do, in
 * words meant for customers; the reference leads our own people to the log.
 */

type Fault = Omit<NewFault, 'target'>

const TRACE = /Referanse: ([0-9a-f]{32})\b/
const OUR_FAULT = 'Noe er feil i oppsettet hos oss Vi har fått beskjed. Referanse: '
const NO_ANSWER = 'Vi får ikke kontakt med Maskinporten. Opplysningene dine er lagret.'

const refusal = (scenario: TokenScenario, times = 1): Fault => ({
  kind: 'scenario',
  scenario,
  times,
})

/** Everything that must not be seen: a token, an assertion, or what an upstream says to us. */
function expectNothingSecret({ logged }: SmartCloud, page: Visit) {
  for (const text of [page.text, logged()]) {
    expect(text).not.toMatch(/eyJ[\w-]{10,}/)
    expect(text).not.toContain('PRIVATE KEY')
  }
  expect(page.text).not.toMatch(
    /Client authentication failed|invalid_grant|invalid_scope|altinn:auth|Please log in|MP-\d{3}/,
  )
}

const grants = ({ sandbox }: SmartCloud): readonly Call[] =>
  sandbox.calls.list('maskinporten.token')

describe('A company signs up', () => {
  /** In a SmartCloud of its own, because a token from before would do. */
  async function order(fault: Fault | undefined, exchange?: Fault, moveClockMs = 0) {
    const smartcloud = await openSmartCloud()
    const { sandbox, browser } = smartcloud
    const organisation = FRESH
    const check = await signUp(browser, organisation)
    sandbox.faults.moveClock(moveClockMs)
    if (fault) sandbox.faults.add({ target: 'maskinporten.token', ...fault })
    if (exchange) sandbox.faults.add({ target: 'altinn.exchange', ...exchange })
    const page = await browser.submit(check)
    expectNothingSecret(smartcloud, page)

    const { organisationNumber } = organisation
    return {
      smartcloud,
      page,
      words: textOf(page.text),
      /** When the cause is gone, the same button does it. */
      async expectSecondPressIsEnough() {
        expect(requestsOf(sandbox, organisation)).toEqual([])
        expect(timesSent(sandbox)).toBe(0)
        const where = `organisation_number = '${organisationNumber}'`
        expect(await smartcloud.rows('requests', where)).toMatchObject([{ state: 'failed' }])
        expect((await browser.visit('/sign-up/smartbasic')).text).toContain(organisationNumber)
        sandbox.faults.clear()
        sandbox.faults.moveClock(-sandbox.faults.clockOffset())
        const onward = await browser.submit(page)
        expect(textOf(onward.text)).toContain('Forespørselen er opprettet')
        expect(requestsOf(sandbox, organisation)).toHaveLength(1)
      },
    }
  }

  test.each<[TokenScenario]>([
    ['client_not_found'], // MP-100
    ['aud'], // MP-110
    ['no_kid'],
    ['unknown_kid'],
    ['expired_key'], // MP-121
    ['x5c'], // MP-123
    ['certificate'], // MP-120
    ['signature'], // MP-124
    ['too_long'],
    ['iat_future'],
    ['scope_unknown'], // MP-200
    ['scope_type'], // MP-201
    ['scope_not_granted'], // MP-250
    ['mp250_forbidden'],
    ['consumer_self'],
    ['target'],
    ['rar_type'], // MP-301
    ['rar_fields'], // MP-302
    ['malformed'], // MP-011
    ['unsupported_grant_type'],
    ['bad_content_type'],
  ])('while our set-up is wrong (%s)', async scenario => {
    const { smartcloud, page, words, expectSecondPressIsEnough } = await order(refusal(scenario))

    expect(page.status).toBe(502)
    expect(words).toContain(OUR_FAULT)
    const trace = TRACE.exec(words)?.[1] ?? 'no trace'
    expect(smartcloud.logged()).toContain(trace)
    expect(grants(smartcloud)).toHaveLength(1) // such a refusal is final
    await expectSecondPressIsEnough()
  })

  test.each<[TokenScenario, string]>([
    ['rar_values', 'Vi fant ingen tilgang fra virksomheten'],
    ['mp303_no_uri', 'Vi fant ingen tilgang fra virksomheten'],
    ['not_delegated', 'Delegering mangler i Altinn'],
  ])('and is told what the organisation itself can do (%s)', async (scenario, says) => {
    const { page, words, expectSecondPressIsEnough } = await order(refusal(scenario))
    expect(page.status).toBe(502)
    expect(words).toContain(says)
    await expectSecondPressIsEnough()
  })

  test('and reads it in English', async () => {
    const { browser, sandbox } = await openSmartCloud()
    const front = await browser.visit('/')
    await browser.submit(front, { language: 'en' }, { action: '/language' })
    const check = await signUp(browser)
    sandbox.faults.add({ target: 'maskinporten.token', ...refusal('expired_key') })
    const page = await browser.submit(check)
    expect(textOf(page.text)).toMatch(
      /Something is wrong in our set-up We have been notified. Reference: [0-9a-f]{32}/,
    )
  })

  test.each<[string, Fault]>([
    ['500 with a reason', refusal('server_error', 3)],
    ['503 with a reason', refusal('temporarily_unavailable', 3)],
    ['502 with a page', refusal('html_502', 3)],
    ['500 and nothing', refusal('empty_500', 3)],
    ['503 and nothing', { kind: 'status', status: 503, times: 3 }],
    ['a closed connection', { kind: 'refuse', times: 3 }],
    ['a connection that closes in the middle', { kind: 'reset', times: 3 }],
    ['a log-in page', { kind: 'html-200', times: 3 }],
    ['half a document', { kind: 'truncated-json', times: 3 }],
    ['plain text', { kind: 'wrong-content-type', times: 3 }],
    ['a megabyte', { kind: 'huge', bytes: 1_000_000, times: 3 }],
    ['a bomb of zeros', { kind: 'gzip-bomb', bytes: 10_000_000, times: 3 }],
  ])('while Maskinporten is down (%s)', async (_, fault) => {
    const { smartcloud, page, words, expectSecondPressIsEnough } = await order(fault)

    expect(words).toContain(NO_ANSWER)
    expect(page.status).toBe(503)
    expect(page.headers['retry-after']).toBe('60')
    expect(grants(smartcloud)).toHaveLength(3)
    await expectSecondPressIsEnough()
  })

  test('while Maskinporten asks everybody to stay away for ten minutes', async () => {
    const headers = { 'retry-after': '600' }
    const { smartcloud, page, words } = await order({ kind: 'status', status: 429, headers })

    expect(words).toContain(NO_ANSWER)
    expect(page.status).toBe(503)
    expect(grants(smartcloud)).toHaveLength(1)
  })

  test.each<[string, Fault]>([
    ['a token in another shape', { kind: 'wrong-shape' }],
    ['null', { kind: 'wrong-shape', body: null }],
    ['a life in words', { kind: 'overlay', body: { expires_in: '600' } }],
    ['no token', { kind: 'overlay', body: { access_token: null } }],
    ['a token of two lines', { kind: 'overlay', body: { access_token: 'a\nX-Evil: 1' } }],
    ['another type', { kind: 'overlay', body: { token_type: 'mac' } }],
    ['a redirect', { kind: 'redirect' }],
  ])('while Maskinporten answers in its own way (%s)', async (_, fault) => {
    const { smartcloud, page, words, expectSecondPressIsEnough } = await order(fault)

    // Maskinporten gave no reference of its own, so it is ours.
    expect(words).toContain(OUR_FAULT + page.headers['x-request-id'])
    expect(page.status).toBe(502)
    expect(grants(smartcloud)).toHaveLength(1)
    await expectSecondPressIsEnough()
  })

  test.each<[string, Fault]>([
    ['503', { kind: 'status', status: 503, times: 2 }],
    ['closed connections', { kind: 'refuse', times: 2 }],
    ['half documents', { kind: 'truncated-json', times: 2 }],
    ['log-in pages', { kind: 'html-200', times: 2 }],
  ])('after two times %s, and notices nothing', async (_, fault) => {
    const { smartcloud, page } = await order(fault)

    expect(textOf(page.text)).toContain('Forespørselen er opprettet')
    const jtis = grants(smartcloud).map(({ claims }) => claims?.['jti'])
    expect(jtis.length).toBeGreaterThanOrEqual(3)
    expect(new Set(jtis).size).toBe(jtis.length)
    expect(timesSent(smartcloud.sandbox)).toBe(1)
  })

  test.each<[TokenScenario]>([['expired'], ['replay']])(
    'when one grant is refused for itself (%s), and notices nothing',
    async scenario => {
      const { smartcloud, page } = await order(refusal(scenario))
      expect(textOf(page.text)).toContain('Forespørselen er opprettet')
      const [first, second] = grants(smartcloud).map(({ claims }) => claims?.['jti'])
      expect(second).toBeDefined()
      expect(second).not.toBe(first)
    },
  )

  test.each<[TokenScenario]>([['short_token'], ['no_expires_in'], ['legacy_correlation_id']])(
    'with a token that differs (%s), and notices nothing',
    async scenario => {
      const { page } = await order(refusal(scenario, 2))
      expect(textOf(page.text)).toContain('Forespørselen er opprettet')
    },
  )

  test.each([
    ['37 s ahead', -37_000, 37],
    ['ten minutes behind', 600_000, -600],
  ])('while our clock is %s: the log says so', async (_, moveMs, seconds) => {
    const { smartcloud, page, words, expectSecondPressIsEnough } = await order(
      undefined,
      undefined,
      moveMs,
    )

    expect(page.status).toBe(502)
    expect(words).toContain(OUR_FAULT)
    expect(smartcloud.logged()).toContain(`"clockAheadSeconds":${seconds}`)
    await expectSecondPressIsEnough()
  })

  describe('and Altinn does not exchange the token', () => {
    const ALTINN_IS_DOWN = 'Vi får ikke kontakt med Altinn. Opplysningene dine er lagret.'

    test.each<[string, Fault, string, number]>([
      ['500', { kind: 'status', times: 3 }, ALTINN_IS_DOWN, 503],
      ['503', { kind: 'status', status: 503, times: 3 }, ALTINN_IS_DOWN, 503],
      ['a closed connection', { kind: 'refuse', times: 3 }, ALTINN_IS_DOWN, 503],
      ['half an answer', { kind: 'reset', times: 3 }, ALTINN_IS_DOWN, 503],
      ['a log-in page', { kind: 'html-200', times: 3 }, ALTINN_IS_DOWN, 503],
      ['a megabyte', { kind: 'huge', bytes: 1_000_000, times: 3 }, ALTINN_IS_DOWN, 503],
      ['401, and again', { kind: 'status', status: 401, times: 2 }, 'koden HTTP 401', 502],
      ['403', { kind: 'status', status: 403 }, 'koden HTTP 403', 502],
      ['410', { kind: 'status', status: 410, body: { status: 410 } }, 'koden HTTP 410', 502],
      ['half a document', { kind: 'truncated-json' }, 'koden altinn_contradiction', 502],
      ['a document', { kind: 'wrong-shape' }, 'koden altinn_contradiction', 502],
      ['two lines', { kind: 'wrong-shape', body: 'a.b.c\nX: 1' }, 'altinn_contradiction', 502],
      ['nothing', { kind: 'wrong-shape', body: '' }, 'koden altinn_contradiction', 502],
      ['a redirect', { kind: 'redirect' }, 'koden upstream_surprise', 502],
    ])('but answers with %s', async (_, fault, says, status) => {
      const { page, words, expectSecondPressIsEnough } = await order(undefined, fault)
      expect(words).toContain(says)
      expect(page.status).toBe(status)
      await expectSecondPressIsEnough()
    })

    test('at first: one more token from Maskinporten, and nobody notices', async () => {
      const { smartcloud, page } = await order(undefined, { kind: 'status', status: 401 })
      expect(textOf(page.text)).toContain('Forespørselen er opprettet')
      expect(grants(smartcloud)).toHaveLength(2)
      expect(timesSent(smartcloud.sandbox)).toBe(1)
    })

    test('as text, but in quotes, and nobody notices', async () => {
      const { page } = await order(undefined, { kind: 'wrong-content-type' })
      expect(textOf(page.text)).toContain('Forespørselen er opprettet')
    })
  })
})

test('A company signs up while Maskinporten is silent: soon told, and nothing is sent', async () => {
  const smartcloud = await openSmartCloud({ limits: { actionMs: 900, tryMs: 600 } })
  const { sandbox, browser } = smartcloud
  const check = await signUp(browser)
  sandbox.faults.add({ target: 'maskinporten.token', kind: 'hang', times: 3 })

  const began = performance.now()
  const page = await browser.submit(check)

  expect(performance.now() - began).toBeLessThan(4_000)
  expect(textOf(page.text)).toContain(NO_ANSWER)
  expect(page.status).toBe(503)
  expect(timesSent(sandbox)).toBe(0)
  expectNothingSecret(smartcloud, page)
})

describe('A customer opens the overview', () => {
  async function customer() {
    const smartcloud = await openSmartCloud()
    const { sandbox, browser } = smartcloud
    await browser.submit(await signUp(browser))
    decide(sandbox, FRESH, 'approve')
    await browser.visit('/receipt')
    await arrive(browser, sandbox, FRESH)
    sandbox.calls.clear()
    return { smartcloud, browser, organisation: FRESH }
  }

  test.each<[TokenScenario, string, number]>([
    ['scope_unknown', 'Noe er feil i oppsettet hos oss', 200],
    ['scope_not_granted', 'Noe er feil i oppsettet hos oss', 200],
    ['client_not_found', 'Noe er feil i oppsettet hos oss', 200],
    ['expired_key', 'Noe er feil i oppsettet hos oss', 200],
    ['signature', 'Noe er feil i oppsettet hos oss', 200],
    ['server_error', 'Maskinporten svarer ikke akkurat nå', 200],
    ['html_502', 'Maskinporten svarer ikke akkurat nå', 200],
  ])('while no token is to be had (%s): told once, on top', async (scenario, says, status) => {
    const { smartcloud, browser } = await customer()
    smartcloud.sandbox.faults.add({ target: 'maskinporten.token', ...refusal(scenario, 99) })

    const page = await browser.visit('/overview')

    const words = textOf(page.text)
    expect(page.status).toBe(status)
    expect(words).toContain(says)
    expect(words.split(says)).toHaveLength(2)
    expect(words).toContain(`Referanse ${page.headers['x-request-id']}`)
    expect(words).not.toContain('Utilgjengelig')
    for (const api of ['logistics', 'salary', 'claims'] as const)
      expect(smartcloud.sandbox.calls.count(api)).toBe(0)
    expectNothingSecret(smartcloud, page)

    smartcloud.sandbox.faults.clear()
    expect(textOf((await browser.visit('/overview')).text)).toContain('Systemtilgangen er aktiv')
  })

  test('whose access Maskinporten does not find (MP-303), although Altinn has it', async () => {
    const { smartcloud, browser, organisation } = await customer()
    const { sandbox } = smartcloud
    const [system] = [...sandbox.state.systems.values()]
    const clients = system!.clientId
    system!.clientId = []

    const page = await browser.visit('/overview')
    system!.clientId = clients

    const spaced = organisation.organisationNumber.replace(/(\d{3})(?=\d)/g, '$1 ')
    expect(textOf(page.text)).toContain(`Vi fant ingen tilgang fra virksomheten ${spaced}`)
    expectNothingSecret(smartcloud, page)
  })

  test('and Maskinporten gives another organisation’s token: no API ever sees it', async () => {
    const { smartcloud, browser } = await customer()
    const { sandbox, logged } = smartcloud
    sandbox.faults.add({ target: 'maskinporten.token', ...refusal('wrong_organisation', 99) })

    const page = await browser.visit('/overview')

    expect(textOf(page.text)).toContain('Noe er feil i oppsettet hos oss')
    for (const api of ['logistics', 'salary', 'claims'] as const)
      expect(sandbox.calls.count(api)).toBe(0)
    expect(logged()).toMatch(/"level":"error".*"event":"maskinporten: wrong token"/)
    expectNothingSecret(smartcloud, page)

    sandbox.faults.clear()
    expect(textOf((await browser.visit('/overview')).text)).toContain('Systemtilgangen er aktiv')
  })
})
