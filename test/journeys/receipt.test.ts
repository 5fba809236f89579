import { describe, expect, test } from 'vitest'
import type { NewFault } from '../../src/sandbox/world/faults.js'
import { decide, newOrganisation, requestsOf, withdraw } from '../support/at-altinn.js'
import { textOf, type Browser, type Visit } from '../support/browser.js'
import { openSmartCloud, shareSmartCloud, type SmartCloud } from '../support/open-smartcloud.js'
import { FRESH, signUp, type Organisation } from '../support/people.js'
import { signIn } from '../support/sign-in.js'

/*
 * A browser comes back from Altinn, or does not. What the receipt says is read from Altinn there and
 * then; the address it came with says which request it is about and nothing more (requirement S32).
 */

const DAY = 24 * 60 * 60 * 1000

interface Waiting {
  organisation: Organisation
  browser: Browser
  /** The return address that Altinn was given. */
  way: string
}

/** Somebody who has been sent to Altinn. */
async function atAltinn({ sandbox, newBrowser }: SmartCloud): Promise<Waiting> {
  const organisation = newOrganisation(sandbox)
  const browser = newBrowser()
  await browser.submit(await signUp(browser, organisation))
  const [request] = requestsOf(sandbox, organisation)
  return { organisation, browser, way: request?.redirectUrl ?? '' }
}

const SITUATIONS: [name: string, happens: (at: SmartCloud, who: Organisation) => void, string][] = [
  ['nobody has answered', () => {}, 'Vi venter på godkjenning'],
  [
    'it was approved',
    ({ sandbox }, who) => decide(sandbox, who, 'approve'),
    'Systemtilgangen er godkjent',
  ],
  [
    'it was rejected',
    ({ sandbox }, who) => decide(sandbox, who, 'reject'),
    'Forespørselen ble avvist',
  ],
  ['it was denied', become('Denied'), 'Forespørselen ble avvist'],
  ['it is Timedout', become('Timedout'), 'Forespørselen er utløpt'],
  ['it is 181 days old', grow(181), 'Forespørselen er utløpt'],
  ['it is 179 days old', grow(179), 'Vi venter på godkjenning'],
  [
    'it is 181 days old, and approved all the same',
    (at, who) => {
      grow(181)(at, who)
      decide(at.sandbox, who, 'approve')
    },
    'Systemtilgangen er godkjent',
  ],
  ['it was deleted', become('deleted'), 'Forespørselen er slettet'],
  [
    'it was approved, and the access deleted since',
    ({ sandbox }, who) => {
      decide(sandbox, who, 'approve')
      withdraw(sandbox, who)
    },
    'Forespørselen er slettet',
  ],
  ['it is in a state nobody knows', become('Paused'), 'Altinn melder «Paused»'],
  ['its state is a script', become('<script>alert(1)</script>'), 'Vi kjenner ikke igjen svaret'],
]

/** Ways to claim something; `WAY` is the address Altinn sends back to. */
const CLAIMS = [
  'WAY',
  'WAY&status=Accepted',
  'WAY&status=Rejected&outcome=approved&timedOut=false',
  'WAY&redirectUrl=https://evil.example/',
]

describe('The receipt', () => {
  const the = shareSmartCloud()

  describe.each(SITUATIONS)('when %s', (_, happens, says) => {
    test.each(CLAIMS)('tells so in the browser that began, at %s', async address => {
      const { browser, way, organisation } = await atAltinn(the())
      happens(the(), organisation)

      expectReceipt(await browser.visit(address.replace('WAY', way)), says)
    })

    test('tells so to the browser that just comes back, whatever it claims', async () => {
      const { browser, organisation } = await atAltinn(the())
      happens(the(), organisation)

      expectReceipt(await browser.visit('/receipt'), says)
      expectReceipt(await browser.visit('/receipt?status=Accepted'), says)
    })

    test('tells so to another browser, and opens nothing to it', async () => {
      const { way, organisation } = await atAltinn(the())
      happens(the(), organisation)
      const other = the().newBrowser()

      const receipt = await other.visit(`${way}&status=Accepted`)

      expectReceipt(receipt, says)
      expect(textOf(receipt.text)).not.toContain('Gå til oversikten')
      expect((await other.visit('/overview')).url).toMatch(/\/login\?/)
      expect(receipt.headers['set-cookie'] ?? '').not.toContain('session=')
    })
  })

  test.each([
    ['none at all', ''],
    ['an empty one', '?s='],
    ['one nobody was given', `?s=${'A'.repeat(43)}`],
    ['one that is too short', '?s=abc'],
    ['a kilobyte', `?s=${'A'.repeat(1_024)}`],
    ['a script', '?s=%3Cscript%3Ealert(1)%3C/script%3E'],
    ['one with a NUL', '?s=%00'],
    ['broken escapes', '?s=%E0%A4%A'],
    ['a list', '?s[]=a&s[]=b'],
    ['an object', '?s[__proto__][x]=1'],
    ['two', '?s=a&s=b'],
    ['none, but a status', '?status=Accepted'],
    ['an organisation', `?orgno=${FRESH.organisationNumber}&status=Accepted`],
  ])('tells a stranger with %s nothing', async (_, query) => {
    const stranger = the().newBrowser()
    const receipt = await stranger.visit(`/receipt${query}`)
    expect(receipt.status).toBe(200)
    expect(textOf(receipt.text)).toContain('Vi finner ikke forespørselen')
    expect(receipt.text).not.toContain('<script>alert')
    expect((await stranger.visit('/overview')).url).toMatch(/\/login\?/)
  })

  test('with another one’s pointer is about the other one, and opens nothing', async () => {
    const { browser } = await atAltinn(the())
    const other = await atAltinn(the())
    decide(the().sandbox, other.organisation, 'approve')

    const receipt = await browser.visit(other.way)

    expect(receipt.text).toContain('Systemtilgangen er godkjent')
    expect(textOf(receipt.text)).not.toContain('Gå til oversikten')
    expect((await browser.visit('/overview')).url).toMatch(/\/login\?/)
    expect(textOf((await browser.visit('/receipt')).text)).toContain('Vi venter på godkjenning')
  })

  test('is the same the second and the third time', async () => {
    const { browser, organisation, way } = await atAltinn(the())
    decide(the().sandbox, organisation, 'approve')
    const path = new URL(way).pathname

    for (let time = 0; time < 3; time++)
      expectReceipt(await browser.visit(way), 'Systemtilgangen er godkjent')

    expect(path).toBe('/receipt')
    expect(await the().rows('customers', whose(organisation))).toMatchObject([
      { access_state: 'active' },
    ])
  })

  test('of an approval that Altinn has forgotten still stands while the access lives', async () => {
    const { browser, organisation, way } = await atAltinn(the())
    const { sandbox, rows } = the()
    decide(sandbox, organisation, 'approve')
    await browser.visit(way)
    requestsOf(sandbox, organisation)[0]!.isDeleted = true // as after a clean-up at Altinn

    expectReceipt(await browser.visit(way), 'Systemtilgangen er godkjent')
    expect(await rows('customers', whose(organisation))).toMatchObject([{ access_state: 'active' }])
    expect(textOf((await signIn(browser, sandbox, organisation)).text)).toContain(
      'Systemtilgangen er aktiv',
    )
  })

  test('of a request that was replaced does not take the new customer away', async () => {
    const first = await atAltinn(the())
    const { sandbox, rows, newBrowser } = the()
    decide(sandbox, first.organisation, 'reject')
    const second = newBrowser()
    const check = await second.submit(await signUp(second, first.organisation))
    await second.submit(check, {}, { button: 'Lag en ny forespørsel' })
    decide(sandbox, first.organisation, 'approve')
    expectReceipt(await second.visit('/receipt'), 'Systemtilgangen er godkjent')

    expectReceipt(await first.browser.visit(first.way), 'Forespørselen er slettet')

    expect(await rows('customers', whose(first.organisation))).toMatchObject([
      { access_state: 'active' },
    ])
    const overview = await signIn(second, sandbox, first.organisation)
    expect(textOf(overview.text)).toContain('Systemtilgangen er aktiv')
  })

  test('finds the request again that Altinn did not have for a moment', async () => {
    const { browser, organisation, way } = await atAltinn(the())
    const { sandbox } = the()
    sandbox.faults.add({ target: 'altinn.status', kind: 'status', status: 404 })
    expectReceipt(await browser.visit(way), 'Forespørselen er slettet')

    const check = await browser.visit('/sign-up/check')
    expect((await browser.submit(check)).url).toMatch(/\/sign-up\/continue$/)
    expect(requestsOf(sandbox, organisation)).toHaveLength(1)
    decide(sandbox, organisation, 'approve')

    expectReceipt(await browser.visit(way), 'Systemtilgangen er godkjent')
    const overview = await signIn(browser, sandbox, organisation)
    expect(overview.status).toBe(200)
    expect(textOf(overview.text)).toContain('Systemtilgangen er aktiv')
  })
})

describe('The receipt, while Altinn does not tell,', () => {
  const the = shareSmartCloud({ limits: { tryMs: 900 } })

  test.each<[string, Omit<NewFault, 'target'>]>([
    ['answers 500', { kind: 'status', times: 3 }],
    ['answers 503', { kind: 'status', status: 503, times: 3 }],
    ['closes the connection', { kind: 'refuse', times: 3 }],
    ['closes it in the middle', { kind: 'reset', times: 3 }],
    ['keeps silent', { kind: 'hang', times: 3 }],
    ['drips for ever', { kind: 'slow-drip', times: 3 }],
    ['shows a log-in page', { kind: 'html-200', times: 3 }],
    ['says half of it', { kind: 'truncated-json', times: 3 }],
    ['says it as plain text', { kind: 'wrong-content-type', times: 3 }],
    ['says something else', { kind: 'wrong-shape' }],
    ['says it with a number', { kind: 'overlay', body: { status: 7 } }],
    ['says it of another request', { kind: 'overlay', body: { id: 'another' } }],
    ['says it of another system', { kind: 'overlay', body: { systemId: '1_other' } }],
    [
      'says it of another organisation',
      { kind: 'overlay', body: { partyOrgNo: '310261629', status: 'Accepted' } },
    ],
    ['leads elsewhere', { kind: 'redirect' }],
    ['sends two megabytes', { kind: 'huge', bytes: 2_000_000, times: 3 }],
    ['does not let us', { kind: 'status', status: 403 }],
    ['does not take our token, twice', { kind: 'status', status: 401, times: 2 }],
    [
      'asks us to wait an hour',
      { kind: 'status', status: 429, headers: { 'retry-after': '3600' } },
    ],
  ])('because it %s: says so, keeps what we know, and is right the next time', async (_, fault) => {
    const { browser, organisation, way } = await atAltinn(the())
    const { sandbox, rows } = the()
    decide(sandbox, organisation, 'approve')
    sandbox.faults.add({ target: 'altinn.status', ...fault })

    const receipt = await browser.visit(way)

    expect(receipt.status).toBe(503)
    expect(receipt.headers['retry-after']).toBe('10')
    expect(textOf(receipt.text)).toContain('Vi fikk ikke sjekket svaret')
    expect(receipt.text).not.toMatch(/Please log in|evil|another/)
    expect(textOf(receipt.text)).not.toContain('Gå til oversikten')
    expect(await rows('requests', whose(organisation))).toMatchObject([
      { state: 'sent', altinn_status: 'New' },
    ])
    expect(await rows('customers', whose(organisation))).toEqual([])

    expectReceipt(await browser.follow(receipt, 'Sjekk igjen'), 'Systemtilgangen er godkjent')
    expect(await rows('customers', whose(organisation))).toHaveLength(1)
  })

  test.each<[string, Omit<NewFault, 'target'>]>([
    ['is overrun twice', { kind: 'status', status: 503, times: 2 }],
    ['breaks off twice', { kind: 'refuse', times: 2 }],
    ['no longer takes our token', { kind: 'status', status: 401 }],
  ])('because it %s: is right at once', async (_, fault) => {
    const { browser, organisation, way } = await atAltinn(the())
    decide(the().sandbox, organisation, 'approve')
    the().sandbox.faults.add({ target: 'altinn.status', ...fault })
    expectReceipt(await browser.visit(way), 'Systemtilgangen er godkjent')
  })
})

test('an approval that nobody came back to tell is found when the lost request is looked up', async () => {
  const smartcloud = await openSmartCloud()
  const { sandbox, browser, rows } = smartcloud
  sandbox.faults.add({ target: 'altinn.status', kind: 'status', times: 6 })
  sandbox.faults.add({ target: 'altinn.create', kind: 'store-then-reset' })
  const page = await browser.submit(await signUp(browser))
  expect(textOf(page.text)).toContain('Vi undersøker om Altinn fikk forespørselen')
  decide(sandbox, FRESH, 'approve')

  await smartcloud.recover()

  expect(await rows('customers')).toMatchObject([{ access_state: 'active' }])
  expectReceipt(await browser.visit('/receipt'), 'Systemtilgangen er godkjent')
  expect(textOf((await signIn(browser, sandbox, FRESH)).text)).toContain('Systemtilgangen er aktiv')
})

function expectReceipt(receipt: Visit, says: string) {
  expect(textOf(receipt.text)).toContain(says)
  expect(receipt.status).toBe(200)
  expect(receipt.text).not.toMatch(/"(https?:)?\/\/evil|;url=|<script>alert/)
}

const whose = ({ organisationNumber }: Organisation) =>
  `organisation_number = '${organisationNumber}'`

/** Altinn has changed the request of the organisation to this. */
function become(status: string) {
  return ({ sandbox }: SmartCloud, organisation: Organisation): void => {
    const [request] = requestsOf(sandbox, organisation)
    if (status === 'deleted') request!.isDeleted = true
    else request!.status = status as typeof request extends undefined ? never : 'New'
  }
}

function grow(days: number) {
  return ({ sandbox }: SmartCloud, organisation: Organisation): void => {
    requestsOf(sandbox, organisation)[0]!.created -= days * DAY
  }
}
