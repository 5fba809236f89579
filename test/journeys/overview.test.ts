import { beforeAll, describe, expect, test } from 'vitest'
import { ACTION_LIMIT_MS } from '../../src/action.js'
import type { NewFault } from '../../src/sandbox/world/faults.js'
import { decide, newOrganisation, requestsOf, withdraw } from '../support/at-altinn.js'
import { textOf, type Browser, type Visit } from '../support/browser.js'
import { shareSmartCloud, type SmartCloud } from '../support/open-smartcloud.js'
import { APPROVED, formFor, signUp, type Organisation } from '../support/people.js'
import { arrive, WITHOUT_CUSTOMER_SIGN_IN } from '../support/sign-in.js'

/*
 * The overview asks three APIs and Altinn at once. Each card stands for its own API: one that fails
 * never takes the others with it (requirement R24), and nobody else's figures are ever on it.
 */

type Api = 'logistics' | 'salary' | 'claims'
type Fault = Omit<NewFault, 'target'>
const APIS: readonly Api[] = ['logistics', 'salary', 'claims']

/** What a card shows when its API has answered. */
const FIGURES: Record<Api, string> = {
  logistics: 'Samlet status',
  salary: 'Utbetalt',
  claims: 'Saldo 230 646 kr',
}
const NAMES: Record<Api, string> = {
  logistics: 'logistikktjenesten',
  salary: 'lønnstjenesten',
  claims: 'Skatteetaten',
}
const noAnswer = (api: Api) => `Vi får ikke svar fra ${NAMES[api]}. Resten av siden virker.`
const strangeAnswer = (api: Api) =>
  `${NAMES[api].replace(/^./, first => first.toUpperCase())} svarte på en måte vi ikke forstår.`

/** The words on each card that is there. */
const cardsOn = ({ text }: Visit): Partial<Record<Api, string>> =>
  Object.fromEntries(
    [
      ...text.matchAll(/<section class="ds-card module[^>]*id="(\w+)"[^>]*>([\s\S]*?)<\/section>/g),
    ].map(([, id, inner = '']) => [id, textOf(inner)]),
  )

/** Somebody whose organisation has approved SmartStandard, which has all three permissions. */
async function customer({ sandbox, newBrowser, deps }: SmartCloud, packageId = 'smartstandard') {
  const organisation = newOrganisation(sandbox)
  const browser = newBrowser()
  await browser.submit(await signUp(browser, organisation, packageId))
  decide(sandbox, organisation, 'approve')
  await browser.visit('/receipt')
  if (deps.signIn.isOpenTo('customer')) await arrive(browser, sandbox, organisation)
  return { organisation, browser }
}

/** All cards but these have their figures. */
function expectFigures(page: Visit, except: readonly Api[] = []) {
  const cards = cardsOn(page)
  expect(Object.keys(cards)).toEqual(APIS)
  for (const api of APIS.filter(one => !except.includes(one)))
    expect(cards[api]).toContain(FIGURES[api])
  expect(page.status).toBe(200)
  expect(textOf(page.text)).toContain('Systemtilgangen er aktiv')
}

describe('A customer sees', () => {
  const the = shareSmartCloud()
  let browser: Browser
  beforeAll(async () => {
    ;({ browser } = await customer(the()))
  })

  const combinations = APIS.reduce<Api[][]>(
    (sets, api) => sets.flatMap(down => [down, [...down, api]]),
    [[]],
  )
  test.each(combinations.map(down => ({ down })))(
    'the rest while $down is down',
    async ({ down }) => {
      for (const target of down)
        the().sandbox.faults.add({ target, kind: 'status', status: 503, times: 3 })

      const page = await browser.visit('/overview')

      expectFigures(page, down)
      const cards = cardsOn(page)
      for (const api of down) {
        expect(cards[api]).toContain('Utilgjengelig')
        expect(cards[api]).toContain(noAnswer(api))
        expect(cards[api]).toContain(`Referanse ${page.headers['x-request-id']}`)
        expect(cards[api]).not.toContain(FIGURES[api])
      }
    },
  )

  const times = 3
  const TROUBLES: [name: string, fault: Fault, says: (api: Api) => string, calls: number][] = [
    ['breaks down', { kind: 'status', times }, noAnswer, 3],
    ['closes the connection', { kind: 'refuse', times }, noAnswer, 3],
    ['closes it in the middle', { kind: 'reset', times }, noAnswer, 3],
    ['shows a log-in page', { kind: 'html-200', times }, noAnswer, 3],
    ['says half of it', { kind: 'truncated-json', times }, noAnswer, 3],
    ['says it as plain text', { kind: 'wrong-content-type', times }, noAnswer, 3],
    ['sends two megabytes', { kind: 'huge', bytes: 2_000_000, times }, noAnswer, 3],
    ['sends a bomb', { kind: 'gzip-bomb', bytes: 20_000_000, times }, noAnswer, 3],
    ['asks us to wait an hour', tooBusy('3600'), noAnswer, 1],
    ['says something else', { kind: 'wrong-shape' }, strangeAnswer, 1],
    ['says null', { kind: 'wrong-shape', body: null }, strangeAnswer, 1],
    ['gives a list', { kind: 'wrong-shape', body: [] }, strangeAnswer, 1],
    ['leads elsewhere', { kind: 'redirect' }, strangeAnswer, 1],
    ['has no such address', { kind: 'status', status: 404 }, strangeAnswer, 1],
    ['does not like the question', { kind: 'status', status: 400, body: {} }, strangeAnswer, 1],
    ['does not take our token, twice', { kind: 'status', status: 401, times: 2 }, strangeAnswer, 2],
    [
      'does not allow it',
      { kind: 'status', status: 403, body: '"Access denied"' },
      () => 'Mangler fullmakt',
      1,
    ],
  ]
  describe.each(APIS)('that %s', api => {
    test.each(TROUBLES)('%s, and all the rest', async (_, fault, says, calls) => {
      the().sandbox.faults.add({ target: api, ...fault })

      const page = await browser.visit('/overview')

      expectFigures(page, [api])
      expect(cardsOn(page)[api]).toContain(says(api))
      expect(page.text).not.toMatch(/Please log in|Access denied|ECONN|elsewhere|eyJ/)
      expect(the().sandbox.calls.count(api)).toBe(calls)
    })

    test.each<[string, Fault, number]>([
      ['was overrun twice', { kind: 'status', status: 503, times: 2 }, 3],
      ['broke off twice', { kind: 'refuse', times: 2 }, 3],
      ['no longer took our token', { kind: 'status', status: 401 }, 2],
    ])('%s, as if nothing had been', async (_, fault, calls) => {
      await browser.visit('/overview') // there are tokens for everything
      the().sandbox.calls.clear()
      the().sandbox.faults.add({ target: api, ...fault })

      expectFigures(await browser.visit('/overview'))

      expect(the().sandbox.calls.count(api)).toBe(calls)
      const newTokens = the().sandbox.calls.count('maskinporten.token')
      expect(newTokens).toBe(fault.status === 401 ? 1 : 0)
    })
  })

  test.each(['KB-007', 'KB-009'])('that there are no claims (%s)', async kode => {
    const body = { kode, melding: 'Fant ingen krav', korrelasjonsid: 'x' }
    the().sandbox.faults.add({ target: 'claims', kind: 'status', status: 404, body })
    const page = await browser.visit('/overview')
    expectFigures(page, ['claims'])
    expect(cardsOn(page).claims).toContain('Ingen åpne krav. Skatteetaten har ingen krav mot')
  })

  test.each(['KB-003', 'DAS-002', 7, null])('that another 404 is a fault (%s)', async kode => {
    the().sandbox.faults.add({ target: 'claims', kind: 'status', status: 404, body: { kode } })
    const page = await browser.visit('/overview')
    expectFigures(page, ['claims'])
    expect(cardsOn(page).claims).toContain(strangeAnswer('claims'))
  })

  test('the figures although Altinn does not say whether the access lives', async () => {
    the().sandbox.faults.add({ target: 'altinn.system-users', kind: 'status', times: 3 })
    const page = await browser.visit('/overview')
    expect(page.status).toBe(200)
    expect(textOf(page.text)).toContain('Vi får ikke sjekket systemtilgangen')
    for (const api of APIS) expect(cardsOn(page)[api]).toContain(FIGURES[api])
  })

  test.each(['-1', '0', '1e9', '9007199254740993', 'NaN', '__proto__', '1&page=2', '<script>'])(
    'a page of claims, whatever is asked for (%s)',
    async number => {
      const page = await browser.visit(`/overview?page=${number}`)
      expectFigures(page)
      expect(page.text).not.toContain('<script>"')
    },
  )
})

function tooBusy(retryAfter: string): Fault {
  return { kind: 'status', status: 429, headers: { 'retry-after': retryAfter } }
}

describe('A customer does not wait', () => {
  const actionMs = 2_000
  const the = shareSmartCloud({ limits: { actionMs, tryMs: 900 } })

  test.each<[string, readonly Api[], Fault['kind']]>([
    ['one API that says nothing', ['claims'], 'hang'],
    ['one that drips for ever', ['logistics'], 'slow-drip'],
    ['three of them', APIS, 'hang'],
  ])('for %s', async (_, slow, kind) => {
    const { browser } = await customer(the())
    for (const target of slow) the().sandbox.faults.add({ target, kind, times: 3 })

    const began = performance.now()
    const page = await browser.visit('/overview')

    // The action's limit, and what a busy machine needs for the rest.
    expect(performance.now() - began).toBeLessThan(actionMs + 1_500)
    expectFigures(page, slow)
    for (const api of slow) expect(cardsOn(page)[api]).toContain(noAnswer(api))
  })

  test('nor for the token, and everything is told once', async () => {
    const { browser } = await customer(the()) // whose tokens nobody has asked for yet
    the().sandbox.faults.add({ target: 'maskinporten.token', kind: 'hang', times: 99 })

    const began = performance.now()
    const page = await browser.visit('/overview')

    expect(performance.now() - began).toBeLessThan(actionMs + 1_500)
    expect(textOf(page.text)).toContain('Vi får ikke kontakt med Maskinporten.')
    expect(cardsOn(page)).toEqual({})
  })

  test('longer than ten seconds where nobody has set other limits', () => {
    expect(ACTION_LIMIT_MS).toBe(10_000)
  })
})

describe('The access is taken back, where nobody can sign in,', () => {
  const the = shareSmartCloud(WITHOUT_CUSTOMER_SIGN_IN)

  test('in Altinn: the overview says so, shows nothing, and offers a new request', async () => {
    const { browser, organisation } = await customer(the())
    expectFigures(await browser.visit('/overview'))
    withdraw(the().sandbox, organisation)

    for (const minutes of [0, 1, 30]) {
      the().clock.pass(minutes * 60_000)
      const page = await browser.visit('/overview')
      expect(textOf(page.text)).toContain('Systemtilgangen er slettet i Altinn')
      expect(cardsOn(page)).toEqual({})
    }
    const form = await browser.follow(await browser.visit('/overview'), 'Lag en ny forespørsel')
    expect(form.url).toMatch(/\/sign-up\/smartstandard$/)
  })

  test('and given anew: the same browser sees the figures again', async () => {
    const { browser, organisation } = await customer(the())
    withdraw(the().sandbox, organisation)
    await browser.submit(await signUp(browser, organisation, 'smartstandard'))
    expect(requestsOf(the().sandbox, organisation)).toHaveLength(1)
    decide(the().sandbox, organisation, 'approve')
    expect(textOf((await browser.visit('/receipt')).text)).toContain('Systemtilgangen er godkjent')
    expectFigures(await browser.visit('/overview'))
  })

  test('and given to another browser: the first one is not let in by it', async () => {
    const { browser, organisation } = await customer(the())
    withdraw(the().sandbox, organisation)
    const other = the().newBrowser()
    await other.submit(await signUp(other, organisation, 'smartstandard'))
    decide(the().sandbox, organisation, 'approve')
    await other.visit('/receipt')
    expectFigures(await other.visit('/overview'))
    the().sandbox.calls.clear()

    const page = await browser.visit('/overview')

    expect(textOf(page.text)).toContain('Systemtilgangen er slettet i Altinn')
    expect(cardsOn(page)).toEqual({})
    for (const api of APIS) expect(the().sandbox.calls.count(api)).toBe(0)
  })
})

describe('Nobody becomes a customer by naming an organisation', () => {
  const the = shareSmartCloud()
  const { organisationNumber } = APPROVED

  const WAYS: [name: string, go: (browser: Browser) => Promise<Visit>][] = [
    ['in the query', it => it.visit(`/overview?orgno=${organisationNumber}`)],
    ['as the predecessor did', it => it.visit(`/overview?systemUserOrg=${organisationNumber}`)],
    ['in the path', it => it.visit(`/overview/${organisationNumber}`)],
    [
      'in the predecessor’s cookie',
      it => it.visit('/overview', { Cookie: `smartcloudorg=${organisationNumber}` }),
    ],
    [
      'in the cookie of the session',
      it => it.visit('/overview', { Cookie: `session=${organisationNumber}` }),
    ],
    [
      'in a session of its own making',
      it => it.visit('/overview', { Cookie: `session=s%3A${'A'.repeat(43)}.${'B'.repeat(43)}` }),
    ],
    ['in a header', it => it.visit('/overview', { 'X-Organisation': organisationNumber })],
    [
      'as a user name',
      it =>
        it.visit('/overview', {
          Authorization: `Basic ${Buffer.from(`${organisationNumber}:`).toString('base64')}`,
        }),
    ],
    ['at the receipt', it => it.visit(`/receipt?orgno=${organisationNumber}&status=Accepted`)],
    ['at the log-in', it => it.visit(`/login?organisationNumber=${organisationNumber}`)],
    [
      'in a form to the overview',
      async it => {
        const page = await it.visit('/')
        const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
        return it.go('post', '/overview', { _csrf, organisationNumber })
      },
    ],
    ['in the sign-up form', it => signUp(it, APPROVED)],
    [
      'in the sign-up form, and going on to Altinn',
      async it => it.submit(await signUp(it, APPROVED)),
    ],
  ]

  test.each(WAYS)('%s', async (_, go) => {
    const browser = the().newBrowser()

    const page = await go(browser)

    for (const shown of [page, await browser.visit('/overview')]) {
      expect(textOf(shown.text)).not.toContain('Systemtilgangen er aktiv')
      expect(cardsOn(shown)).toEqual({})
    }
    expect((await browser.visit('/overview')).url).toMatch(/\/login\?/)
    expect(textOf((await browser.visit('/login')).text)).toContain('Logg inn med ID-porten')
    for (const api of APIS) expect(the().sandbox.calls.count(api)).toBe(0)
  })

  test('nor with a session for another one', async () => {
    const { browser, organisation } = await customer(the())
    await browser.go('get', `/overview?orgno=${organisationNumber}`)
    const check = await browser.go(
      'post',
      '/sign-up/smartbasic',
      await filledIn(browser, formFor(APPROVED)),
    )
    await browser.submit(check) // Altinn says that they have approved already

    const page = await browser.visit('/overview')

    expectFigures(page)
    expectOnlyAbout(organisation, the())
    expect(page.text).not.toContain(organisationNumber)
  })

  test('nor while their own request still waits', async () => {
    const browser = the().newBrowser()
    await browser.submit(await signUp(browser, newOrganisation(the().sandbox)))
    await browser.visit('/receipt')
    expect((await browser.visit('/overview')).url).toMatch(/\/login\?/)
  })
})

async function filledIn(browser: Browser, fields: Record<string, string>) {
  const form = await browser.visit('/sign-up/smartbasic')
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(form.text)?.[1] ?? ''
  return { _csrf, ...fields }
}

/** Every call to an API was about this organisation, with its own token. */
function expectOnlyAbout({ organisationNumber }: Organisation, { sandbox }: SmartCloud) {
  const calls = APIS.flatMap(api => sandbox.calls.list(api))
  expect(calls.length).toBeGreaterThan(0)
  for (const { path, bearer } of calls) {
    expect(path).toContain(organisationNumber)
    expect(JSON.stringify(bearer)).toContain(`0192:${organisationNumber}`)
  }
}
