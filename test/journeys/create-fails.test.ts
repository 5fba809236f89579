import { describe, expect, test } from 'vitest'
import { AltinnProblem, problemBody, type ProblemCode } from '../../src/sandbox/altinn/problems.js'
import type { NewFault } from '../../src/sandbox/world/faults.js'
import { arriveLate, newOrganisation, requestsOf, timesSent } from '../support/at-altinn.js'
import { textOf, type Browser, type Visit } from '../support/browser.js'
import { createGate } from '../support/gate.js'
import {
  MORNING,
  openSmartCloud,
  shareSmartCloud,
  type SmartCloud,
} from '../support/open-smartcloud.js'
import { signUp, type Organisation } from '../support/people.js'

/*
 * The request for a system user goes wrong on its way to Altinn (security.md 5, column CR). It can
 * make a message to somebody's managers, so it is never sent twice in the dark: what may have arrived
 * is looked up, and sent again only after a minute in which Altinn did not have it.
 */

type Fault = Omit<NewFault, 'target'>

/** What the visitor reads, what we remember, and what Altinn has got. */
interface Ending {
  path: string
  status: number
  says: string
  state: string | undefined
  /** How often the request was sent, and how many requests Altinn has afterwards. */
  sent?: number
  atAltinn?: number
}

const CHECKING: Ending = {
  path: '/receipt',
  status: 202,
  says: 'Vi undersøker om Altinn fikk forespørselen',
  state: 'uncertain',
  atAltinn: 0,
}
const GOES_ON: Ending = {
  path: '/sign-up/continue',
  status: 200,
  says: 'Forespørselen er opprettet',
  state: 'sent',
  atAltinn: 1,
}
const NO_ANSWER: Ending = {
  path: '/sign-up/check',
  status: 503,
  says: 'Vi får ikke kontakt med Altinn. Opplysningene dine er lagret. Prøv igjen om noen minutter.',
  state: 'failed',
  atAltinn: 0,
}
const refused = (code: string): Ending => ({
  path: '/sign-up/check',
  status: 502,
  says: `Feilen ligger hos oss, ikke hos deg. Oppgi koden ${code} hvis du kontakter oss.`,
  state: 'ended',
  atAltinn: 0,
})
const NO_ADDRESS: Ending = { ...refused('confirm_url'), state: 'sent', atAltinn: 1 }

/** What an upstream says in its errors is for us, and never on a page. */
const NOT_FOR_VISITORS = 'Details for the log only'

const answers = (code: ProblemCode, times = 1): Fault => {
  const body = { ...problemBody(new AltinnProblem(code)), detail: NOT_FOR_VISITORS }
  return { kind: 'status', status: body.status, body, times }
}

async function order(
  smartcloud: SmartCloud,
  faults: readonly Fault[],
): Promise<{ organisation: Organisation; browser: Browser; check: Visit; page: Visit }> {
  const { sandbox, newBrowser } = smartcloud
  const organisation = newOrganisation(sandbox)
  const browser = newBrowser()
  const check = await signUp(browser, organisation)
  for (const fault of faults) sandbox.faults.add({ target: 'altinn.create', ...fault })
  return { organisation, browser, check, page: await browser.submit(check) }
}

async function expectEnding(
  { sandbox, rows }: SmartCloud,
  organisation: Organisation,
  page: Visit,
  { path, status, says, state, sent = 1, atAltinn }: Ending,
) {
  expect(new URL(page.url).pathname).toBe(path)
  expect(textOf(page.text)).toContain(says)
  expect(page.status).toBe(status)
  expect(page.text).not.toMatch(/at \w+ \(|node_modules|ECONN|eyJ|Please log in/)
  expect(page.text).not.toContain(NOT_FOR_VISITORS)
  expect(await statesOf(rows, organisation)).toEqual(state === undefined ? [] : [state])
  expect(timesSent(sandbox)).toBe(sent)
  if (atAltinn !== undefined) expect(requestsOf(sandbox, organisation)).toHaveLength(atAltinn)
}

const statesOf = async (rows: SmartCloud['rows'], { organisationNumber }: Organisation) =>
  (await rows<{ state: string }>('requests', `organisation_number = '${organisationNumber}'`)).map(
    ({ state }) => state,
  )

/** Nothing that was typed is lost: the form holds it at the next visit. */
async function expectNothingLost(browser: Browser, { name, organisationNumber }: Organisation) {
  const { text } = await browser.visit('/sign-up/smartbasic')
  for (const typed of [name, organisationNumber, 'kari@example.no', 'Kari Nordmann'])
    expect(text).toContain(`value="${typed}"`)
}

/** Whatever happened, in the end there is one request, and the visitor is led to it. */
async function expectOneRequest({ sandbox, rows }: SmartCloud, organisation: Organisation) {
  expect(requestsOf(sandbox, organisation)).toHaveLength(1)
  expect((await statesOf(rows, organisation)).filter(state => state !== 'ended')).toEqual(['sent'])
}

const UNCLEAR: [name: string, ...faults: Fault[]][] = [
  ['the connection is closed before an answer', { kind: 'refuse' }],
  ['the connection is closed in the middle of the answer', { kind: 'reset', status: 201 }],
  ['Altinn answers 500', { kind: 'status' }],
  ['a gateway answers 502', { kind: 'status', status: 502 }],
  ['a gateway answers 503', { kind: 'status', status: 503 }],
  ['a gateway answers 504 with a page', { kind: 'status', status: 504, body: '<h1>Sorry</h1>' }],
  ['a log-in page comes with 200', { kind: 'html-200' }],
  ['half a document comes with 201', { kind: 'truncated-json', status: 201 }],
  ['JSON of another shape comes with 201', { kind: 'wrong-shape', status: 201 }],
  ['a list comes with 201', { kind: 'wrong-shape', status: 201, body: [] }],
  ['null comes with 201', { kind: 'wrong-shape', status: 201, body: null }],
  ['a redirect comes', { kind: 'redirect' }],
  ['two megabytes come', { kind: 'huge', bytes: 2_000_000 }],
  ['a bomb of zeros comes', { kind: 'gzip-bomb', bytes: 20_000_000 }],
]

describe('Nobody knows whether Altinn has the request', () => {
  const the = shareSmartCloud()

  test.each(UNCLEAR)('when %s, and the visitor presses again later', async (_, ...faults) => {
    const smartcloud = the()
    const { organisation, browser, check, page } = await order(smartcloud, faults)
    await expectEnding(smartcloud, organisation, page, CHECKING)
    await expectNothingLost(browser, organisation)

    // Impatience sends nothing, and after 59 s neither.
    const again = await browser.submit(check)
    await expectEnding(smartcloud, organisation, again, CHECKING)
    smartcloud.clock.pass(59_000)
    await expectEnding(smartcloud, organisation, await browser.submit(check), CHECKING)
    await smartcloud.recover()
    await expectEnding(smartcloud, organisation, await browser.visit('/receipt'), CHECKING)

    smartcloud.clock.pass(2_000)
    // A page that is only looked at sends nothing either.
    await expectEnding(smartcloud, organisation, await browser.visit('/receipt'), CHECKING)
    const onward = await browser.submit(check)
    await expectEnding(smartcloud, organisation, onward, { ...GOES_ON, sent: 2 })
    await expectOneRequest(smartcloud, organisation)
  })

  test.each(UNCLEAR)('when %s, and the visitor just waits', async (_, ...faults) => {
    const smartcloud = the()
    const { organisation, browser, page } = await order(smartcloud, faults)
    await expectEnding(smartcloud, organisation, page, CHECKING)

    smartcloud.clock.pass(30_000)
    await smartcloud.recover()
    expect(timesSent(smartcloud.sandbox)).toBe(1)
    smartcloud.clock.pass(31_000)
    await smartcloud.recover()

    const receipt = await browser.visit('/receipt')
    expect(textOf(receipt.text)).toContain('Vi venter på godkjenning')
    const [request] = requestsOf(smartcloud.sandbox, organisation)
    expect(receipt.text).toContain(`/accessmanagement/ui/systemuser/request?id=${request?.id}`)
    expect(timesSent(smartcloud.sandbox)).toBe(2)
    await expectOneRequest(smartcloud, organisation)
  })

  test('when the look-up after it fails as well, and then the answer is found', async () => {
    const smartcloud = the()
    // Three tries for the posted form, and three for the page that follows.
    smartcloud.sandbox.faults.add({ target: 'altinn.status', kind: 'status', times: 6 })
    const { organisation, browser, page } = await order(smartcloud, [{ kind: 'store-then-reset' }])
    await expectEnding(smartcloud, organisation, page, { ...CHECKING, atAltinn: 1 })

    const receipt = await browser.visit('/receipt')

    expect(textOf(receipt.text)).toContain('Vi venter på godkjenning')
    expect(timesSent(smartcloud.sandbox)).toBe(1)
    await expectOneRequest(smartcloud, organisation)
  })

  test('when it is 503 again and again: each minute sends one request, and the page shows none', async () => {
    const smartcloud = the()
    const { organisation, browser, check, page } = await order(smartcloud, [
      { kind: 'status', status: 503, times: 2 },
    ])
    await expectEnding(smartcloud, organisation, page, CHECKING)
    smartcloud.clock.pass(61_000)
    await expectEnding(smartcloud, organisation, await browser.submit(check), {
      ...CHECKING,
      sent: 2,
    })
    await smartcloud.recover() // the minute begins anew
    smartcloud.clock.pass(61_000)
    await smartcloud.recover()
    expect(timesSent(smartcloud.sandbox)).toBe(3)
    await expectOneRequest(smartcloud, organisation)
  })

  test('and the check page offers nothing to press meanwhile', async () => {
    const { browser, page } = await order(the(), [{ kind: 'refuse' }])
    expect(page.text).toContain('Ikke send forespørselen på nytt')

    const check = await browser.visit('/sign-up/check')

    expect(textOf(check.text)).toContain('Vi undersøker om Altinn fikk forespørselen')
    expect(check.text).not.toContain('Gå til Altinn</button>')
  })
})

describe('The answer is lost, and the request is there', () => {
  const the = shareSmartCloud()

  test.each<[string, Fault]>([
    ['the connection is closed', { kind: 'store-then-reset' }],
    ['the connection is closed in the middle', { kind: 'reset', status: 201, stores: true }],
    ['it comes as plain text', { kind: 'wrong-content-type' }],
    ['it is half a document', { kind: 'truncated-json', status: 201, stores: true }],
    ['it is a log-in page', { kind: 'html-200', stores: true }],
    ['its gateway gives up', { kind: 'status', status: 504, stores: true }],
    ['it says that one waits already', { ...answers('AUTH-00007'), stores: true }],
    ['it is about another organisation', overlaid({ partyOrgNo: '310261629' })],
    ['it is about another system', overlaid({ systemId: '991825827_another' })],
    ['it has another reference', overlaid({ externalRef: 'another' })],
    ['it has no id', overlaid({ id: null })],
    ['it has no status', overlaid({ status: null })],
    ['its id is a number', overlaid({ id: 7 })],
  ])('%s: it is found at once', async (_, fault) => {
    const smartcloud = the()
    const { organisation, browser, page } = await order(smartcloud, [fault])

    await expectEnding(smartcloud, organisation, page, GOES_ON)
    await expectNothingLost(browser, organisation)
    await expectOneRequest(smartcloud, organisation)
  })

  test('an answer about somebody else raises an alarm, and links nothing to them', async () => {
    const smartcloud = the()
    smartcloud.sandbox.faults.add({
      target: 'altinn.status',
      ...overlaid({ partyOrgNo: '310261629' }),
      times: 2, // for the posted form, and for the page that follows
    })
    const { organisation, page } = await order(smartcloud, [overlaid({ partyOrgNo: '310261629' })])

    await expectEnding(smartcloud, organisation, page, { ...CHECKING, atAltinn: 1 })
    expect(smartcloud.logged()).toMatch(/"level":"error".*"event":"altinn: contradiction"/)
    await smartcloud.recover()
    await expectOneRequest(smartcloud, organisation)
  })

  test('fields nobody knows do no harm', async () => {
    const smartcloud = the()
    const { organisation, page } = await order(smartcloud, [overlaid({ novelty: { deep: [1] } })])
    await expectEnding(smartcloud, organisation, page, GOES_ON)
  })
})

describe('No answer comes in time', () => {
  // Long enough for what does answer, also on a busy machine.
  const the = shareSmartCloud({ limits: { tryMs: 1_000 } })

  test.each<[string, Fault, Ending]>([
    ['and the request has not arrived', { kind: 'hang' }, CHECKING],
    ['and the answer drips in for ever', { kind: 'slow-drip', status: 201 }, CHECKING],
    ['but the request has arrived', { kind: 'store-then-hang' }, GOES_ON],
    ['but later, to nobody', { kind: 'store-late', delayMs: 1_500 }, GOES_ON],
  ])('%s', async (_, fault, ending) => {
    const smartcloud = the()
    const { organisation, browser, page } = await order(smartcloud, [fault])
    await expectEnding(smartcloud, organisation, page, ending)
    await expectNothingLost(browser, organisation)

    smartcloud.clock.pass(61_000)
    await smartcloud.recover()
    await expectOneRequest(smartcloud, organisation)
  })

  test('and Altinn stores the request when we have given up', async () => {
    const smartcloud = the()
    const { organisation, browser, check, page } = await order(smartcloud, [{ kind: 'hang' }])
    await expectEnding(smartcloud, organisation, page, CHECKING)
    arriveLate(smartcloud.sandbox)

    await expectEnding(smartcloud, organisation, await browser.submit(check), GOES_ON)
    await expectOneRequest(smartcloud, organisation)
  })
})

test('Altinn’s server is down: three tries, nothing sent, and one request when it is back', async () => {
  const gate = await createGate()
  const smartcloud = await openSmartCloud({
    settings: { ALTINN_PLATFORM_URL: gate.origin, ALTINN_EXCHANGE: 'off' },
  })
  const { organisation, browser, check, page } = await order(smartcloud, [])
  await expectEnding(smartcloud, organisation, page, { ...NO_ANSWER, sent: 0 })
  expect(page.headers['retry-after']).toBe('60')
  expect(page.text).toContain('Prøv igjen</button>')
  await expectNothingLost(browser, organisation)
  const receipt = await browser.visit('/receipt')
  expect(textOf(receipt.text)).toContain('Forespørselen er ikke sendt')

  await gate.open(smartcloud.sandbox.origin)

  await expectEnding(smartcloud, organisation, await browser.submit(check), GOES_ON)
  await expectOneRequest(smartcloud, organisation)
})

describe('Altinn says no', () => {
  const the = shareSmartCloud()

  const CODES: ProblemCode[] = [
    'AUTH-00001',
    'AUTH-00007', // and yet has no request
    'AUTH-00008',
    'AUTH-00009',
    'AUTH-00011',
    'AUTH-00012',
    'AUTH-00021',
    'AUTH-00026',
    'AUTH-00059',
    'AUTH-00063',
    'AUTH-00064',
  ]
  const NOES: [name: string, faults: Fault[], ending: Ending][] = [
    ...CODES.map(code => [code, [answers(code)], refused(code)] as [string, Fault[], Ending]),
    [
      'it does not know the organisation',
      [answers('AUTH-00000')],
      { ...refused('AUTH-00000'), status: 422, says: 'Altinn kjenner ikke virksomheten' },
    ],
    ['our token, twice', [answers('AUTH-00023', 2)], { ...refused('AUTH-00023'), sent: 2 }],
    ['our token, twice, without a word', [status(401, 2)], { ...refused('HTTP 401'), sent: 2 }],
    ['we may not', [status(403)], refused('HTTP 403')],
    ['400 without a word', [status(400)], refused('HTTP 400')],
    ['400 with a page', [{ ...status(400), body: '<h1>Bad</h1>' }], refused('HTTP 400')],
    ['404 with a page', [{ ...status(404), body: '<h1>Gone</h1>' }], refused('HTTP 404')],
    ['422 in a way of its own', [{ ...status(422), body: { code: 7 } }], refused('HTTP 422')],
  ]

  test.each(NOES)(
    '%s: once the cause is gone, a second press is enough',
    async (_, faults, end) => {
      const smartcloud = the()
      const { organisation, browser, check, page } = await order(smartcloud, faults)
      await expectEnding(smartcloud, organisation, page, end)
      await expectNothingLost(browser, organisation)
      const receipt = await browser.visit('/receipt')
      expect(textOf(receipt.text)).toContain('Forespørselen er ikke sendt')

      const onward = await browser.submit(check)

      expect(textOf(onward.text)).toContain('Forespørselen er opprettet')
      await expectOneRequest(smartcloud, organisation)
    },
  )

  test('our token, once: it takes another, and nobody notices', async () => {
    const smartcloud = the()
    const { organisation, page } = await order(smartcloud, [status(401)])
    await expectEnding(smartcloud, organisation, page, { ...GOES_ON, sent: 2 })
    await expectOneRequest(smartcloud, organisation)
  })

  test.each<[ProblemCode]>([['AUTH-00004'], ['AUTH-00006']])(
    '%s: the access is there already',
    async code => {
      const smartcloud = the()
      const { organisation, page } = await order(smartcloud, [answers(code)])
      await expectEnding(smartcloud, organisation, page, {
        ...refused(code),
        status: 409,
        says: 'har allerede godkjent en systemtilgang for SmartCloud',
      })
    },
  )

  test.each<[string, string | undefined, number]>([
    ['1', '1', 1],
    ['an hour', '3600', 3_600],
    ['nothing', undefined, 5],
    ['nonsense', 'abc', 5],
    ['a negative number', '-5', 5],
    ['a date', new Date(MORNING + 90_000).toUTCString(), 90],
  ])('that it is too busy, and to wait for %s', async (_, retryAfter, seconds) => {
    const smartcloud = the()
    const headers: Record<string, string> = retryAfter ? { 'retry-after': retryAfter } : {}
    const { organisation, browser, check, page } = await order(smartcloud, [
      { ...status(429), headers },
    ])
    await expectEnding(smartcloud, organisation, page, NO_ANSWER)
    expect(page.headers['retry-after']).toBe(String(seconds))

    const onward = await browser.submit(check)
    expect(textOf(onward.text)).toContain('Forespørselen er opprettet')
    await expectOneRequest(smartcloud, organisation)
  })
})

describe('Altinn sends customers to an address that is not its own', () => {
  const the = shareSmartCloud()
  const PATH = '/accessmanagement/ui/systemuser/request?id=1'

  test.each([
    `https://evil.example${PATH}`,
    `http://evil.example${PATH}`,
    `//evil.example${PATH}`,
    `javascript:alert(1)//${PATH}`,
    `data:text/html,${PATH}`,
    'HOST.evil.example' + PATH,
    `http://user:password@HOST:PORT${PATH}`,
    `http://user@HOST:PORT${PATH}`,
    `http://HOST:PORT@evil.example${PATH}`,
    `http://HOST:1${PATH}`,
    `https://HOST:PORT${PATH}`,
    `http://127.0.0.1:PORT${PATH}`,
    'http://HOST:PORT/',
    'http://HOST:PORT/accessmanagement/ui/systemuser/../../../evil',
    'http://HOST:PORT/redirect?to=https://evil.example',
    'nothing like an address',
    '',
    null,
  ])('%s: it is not shown, and asked for again', async pattern => {
    const smartcloud = the()
    const { hostname, port } = new URL(smartcloud.sandbox.origin)
    const confirmUrl = pattern?.replace('HOST', hostname).replace('PORT', port) ?? null
    const { organisation, browser, check, page } = await order(smartcloud, [
      overlaid({ confirmUrl }),
    ])

    await expectEnding(smartcloud, organisation, page, NO_ADDRESS)
    for (const path of ['/sign-up/continue', '/sign-up/check', '/'])
      expect((await browser.visit(path)).text).not.toMatch(/evil|javascript:|password@/)
    expect(smartcloud.logged()).toContain('altinn: no address to approve at')
    await expectNothingLost(browser, organisation)

    const onward = await browser.submit(check)
    expect(new URL(onward.url).pathname).toBe('/sign-up/continue')
    expect(timesSent(smartcloud.sandbox)).toBe(1)
    await expectOneRequest(smartcloud, organisation)
  })
})

function overlaid(body: Record<string, unknown>): Fault {
  return { kind: 'overlay', body }
}

function status(code: number, times = 1): Fault {
  return { kind: 'status', status: code, times }
}
