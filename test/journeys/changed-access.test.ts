import { describe, expect, test } from 'vitest'
import { approveChangeRequest, rejectChangeRequest } from '../../src/sandbox/altinn/approval.js'
import type { ChangeRequest } from '../../src/sandbox/state/state.js'
import { live } from '../../src/sandbox/state/system-users.js'
import type { World } from '../../src/sandbox/world/world.js'
import { withdraw } from '../support/at-altinn.js'
import { textOf, type Browser, type Visit } from '../support/browser.js'
import { newCustomer, type Customer } from '../support/customer.js'
import { openSmartCloud, shareSmartCloud, type SmartCloud } from '../support/open-smartcloud.js'
import { logInAsDirector, answer, type Organisation } from '../support/people.js'

/*
 * A customer wants the system access to do more, or less. Nothing has changed until somebody in the
 * organisation says yes at Altinn, and however often it is asked for, it is asked for once.
 */

const pathOf = ({ url }: Visit) => new URL(url).pathname
const wordsOf = (page: Visit) => textOf(page.text)

const STANDARD = { package: 'smartstandard', claims: 'yes', logistics: 'yes', salary: 'yes' }
const checkAddress = (choice: Record<string, string>) =>
  `/access/change/check?${new URLSearchParams(choice).toString()}`
const openCheck = (browser: Browser, choice: Record<string, string> = STANDARD) =>
  browser.visit(checkAddress(choice))

/** What Altinn has for an organisation: change requests that nobody has deleted. */
const changesAt = (
  { sandbox: { state } }: SmartCloud,
  { organisationNumber }: Organisation,
): ChangeRequest[] =>
  [...state.changeRequests.values()].filter(
    change => change.partyOrgNo === organisationNumber && live(change),
  )

/** The managing director answers the one change, without our browser. */
function decideChange(the: SmartCloud, organisation: Organisation, give: 'approve' | 'reject') {
  const [change, ...others] = changesAt(the, organisation).filter(({ status }) => status === 'New')
  if (!change || others.length > 0) throw new Error('There is not one change to answer')
  const director = [...the.sandbox.state.persons.values()].find(({ roles }) =>
    roles.some(({ orgNo }) => orgNo === organisation.organisationNumber),
  )!
  const decide = give === 'approve' ? approveChangeRequest : rejectChangeRequest
  const problem = decide(the.sandbox as unknown as World, change.id, director)
  if (problem) throw new Error(`Altinn says ${problem.code}`)
}

const rowsOf = (the: SmartCloud, { organisationNumber }: Organisation, table = 'changes') =>
  the.rows(table, `organisation_number = '${organisationNumber}' ORDER BY created_at`)

const rightsOf = ({ sandbox: { state } }: SmartCloud, { organisationNumber }: Organisation) =>
  state.systemUsers
    .of(organisationNumber)
    .filter(live)
    .flatMap(({ rights }) => rights.flatMap(({ resource }) => resource.map(({ value }) => value)))

/** The overview's card for pay. */
const payOn = ({ text }: Visit) =>
  textOf(/<section class="ds-card module[^>]*id="salary"[\s\S]*?<\/section>/.exec(text)?.[0] ?? '')

const sent = (the: SmartCloud) =>
  the.sandbox.calls
    .list('altinn.create')
    .filter(
      ({ path, status, fault }) => path.includes('changerequest') && (status !== 401 || fault),
    )

describe('A customer with SmartBasic', () => {
  test('asks for the missing permission, approves in Altinn, and sees the pay', async () => {
    const the = await openSmartCloud()
    const { browser, organisation } = await newCustomer(the, 'smartbasic')
    const before = await browser.visit('/overview')
    expect(payOn(before)).toContain('Mangler fullmakt')

    const choose = await browser.follow(before, 'Be om tilgang til lønn')
    expect(pathOf(choose)).toBe('/access/change')
    expect(choose.text).toMatch(/value="smartstandard"[^>]* checked/)
    expect(choose.text).toMatch(/id="salary"[^>]* checked/)

    const check = await openCheck(browser)
    expect(wordsOf(check)).toContain('Pakken endres fra SmartBasic til SmartStandard.')
    expect(wordsOf(check)).toContain('Lønn Har ikke Har Legges til')
    expect(wordsOf(check)).toContain('Logistikk Har Har')
    expect(await rowsOf(the, organisation)).toEqual([])

    const between = await browser.submit(check)
    expect(pathOf(between)).toBe('/access/change/continue')
    expect(wordsOf(between)).toContain('Endringen er opprettet')
    const [change] = changesAt(the, organisation)
    expect(change).toMatchObject({ status: 'New', unwantedRights: [] })
    expect(JSON.stringify(change?.requiredRights)).toContain('ttd_systembruker-salary')

    const waiting = await browser.visit(`/access/change/receipt?change=${change?.id}`)
    expect(wordsOf(waiting)).toContain('Vi venter på godkjenning')
    expect(payOn(await browser.visit('/overview'))).toContain('Mangler fullmakt')

    const approval = await logInAsDirector(browser, await browser.follow(between, 'Altinn'))
    const receipt = await answer(browser, approval, 'Godkjenn')

    expect(pathOf(receipt)).toBe('/access/change/receipt')
    expect(wordsOf(receipt)).toContain('Endringen er godkjent')
    expect(wordsOf(receipt)).toContain('Pakken er nå SmartStandard.')
    expect(wordsOf(receipt)).toContain('Lønn Har ikke Har')
    expect(payOn(await browser.visit('/overview'))).toContain('Utbetalt')
    expect(wordsOf(await browser.visit('/overview'))).toContain('SmartCloud har 3 fullmakter')
    expect(await rowsOf(the, organisation, 'customers')).toMatchObject([
      { package_id: 'smartstandard' },
    ])
    expect(await rowsOf(the, organisation)).toMatchObject([
      { state: 'ended', active: 0, altinn_status: 'Accepted' },
    ])
    const events = await the.database.events.list({ objectType: 'change', objectId: change!.id })
    expect(events.map(({ event }) => event).sort()).toEqual([
      'change approved',
      'change intended',
      'change linked',
    ])
    const access = wordsOf(await browser.visit('/access'))
    expect(access).toContain('ttd_systembruker-salary')
    expect(access).toContain(`med endring ${change?.id}`)
  })
})

describe('The same, in the middle of it,', () => {
  const the = shareSmartCloud()
  const customer = (packageId = 'smartbasic'): Promise<Customer> => newCustomer(the(), packageId)

  test('is rejected: everything is as before, and it can be asked for again', async () => {
    const { browser, organisation } = await customer()
    await browser.submit(await openCheck(browser))
    decideChange(the(), organisation, 'reject')

    const receipt = await browser.visit('/access/change/receipt')

    expect(wordsOf(receipt)).toContain('Endringen ble avvist')
    expect(payOn(await browser.visit('/overview'))).toContain('Mangler fullmakt')
    const check = await browser.follow(receipt, 'Be om endret tilgang')
    expect(pathOf(await browser.submit(check))).toBe('/access/change/continue')
    expect((await rowsOf(the(), organisation)).map(({ state }) => state)).toEqual(['ended', 'sent'])
    expect(changesAt(the(), organisation).map(({ status }) => status)).toEqual(['Rejected', 'New'])
  })

  test('takes permissions away, which are gone when it is approved', async () => {
    const { browser, organisation } = await customer('smartstandard')
    const check = await openCheck(browser, { package: 'smartstandard', claims: 'yes' })
    expect(wordsOf(check)).toContain('Lønn Har Har ikke Fjernes')

    await browser.submit(check)
    decideChange(the(), organisation, 'approve')

    expect(wordsOf(await browser.visit('/access/change/receipt'))).toContain(
      'Endringen er godkjent',
    )
    expect(rightsOf(the(), organisation)).toEqual(['ske-krav-og-betalinger'])
    const access = wordsOf(await browser.visit('/access'))
    expect(access).toContain('Krav og betalinger')
    expect(access).not.toContain('ttd_systembruker-salary')
  })

  test('is sent twice at once, or again later: one row and one change request', async () => {
    const { browser, organisation } = await customer()
    const check = await openCheck(browser)

    const pages = await Promise.all([browser.submit(check), browser.submit(check)])
    const later = await browser.submit(check)

    for (const page of [...pages, later]) expect(pathOf(page)).toBe('/access/change/continue')
    expect(await rowsOf(the(), organisation)).toHaveLength(1)
    expect(changesAt(the(), organisation)).toHaveLength(1)
    expect(sent(the())).toHaveLength(1)
  })

  test('asks for something else: goes on with the first, or takes it back', async () => {
    const { browser, organisation } = await customer()
    await browser.submit(await openCheck(browser))
    const other = await openCheck(browser, { package: 'smartbasic', claims: 'yes' })

    const page = await browser.submit(other)

    expect(page.status).toBe(409)
    expect(wordsOf(page)).toContain('Endringen fra 20. november 2026 er ikke besvart ennå')
    expect(changesAt(the(), organisation)).toHaveLength(1)
    expect(wordsOf(await browser.follow(page, 'Se endringen som venter'))).toContain(
      'Vi venter på godkjenning',
    )

    const onward = await browser.submit(page, {}, { button: 'Trekk tilbake og send den nye' })

    expect(pathOf(onward)).toBe('/access/change/continue')
    const [left, ...more] = changesAt(the(), organisation)
    expect(more).toEqual([])
    expect(left).toMatchObject({ requiredRights: [], status: 'New' })
    expect((await rowsOf(the(), organisation)).map(({ state }) => state)).toEqual(['ended', 'sent'])
  })

  test('moves to a package with the same permissions: Altinn says that nothing is needed', async () => {
    const { browser, organisation } = await customer('smartstandard')
    const check = await openCheck(browser, { ...STANDARD, package: 'smartpluss' })
    expect(wordsOf(check)).toContain('Pakken kan byttes uten ny godkjenning i Altinn.')

    const receipt = await browser.submit(check, {}, { button: 'Bytt pakke' })

    expect(pathOf(receipt)).toBe('/access/change/receipt')
    expect(wordsOf(receipt)).toContain('Altinn trenger ikke godkjenne noe')
    expect(wordsOf(receipt)).toContain('Ingen endring')
    expect(wordsOf(receipt)).toContain('Pakken er nå SmartPluss.')
    expect(changesAt(the(), organisation)).toEqual([])
    expect(await rowsOf(the(), organisation)).toMatchObject([{ altinn_status: 'NoChangeNeeded' }])
    expect(await rowsOf(the(), organisation, 'customers')).toMatchObject([
      { package_id: 'smartpluss' },
    ])
  })

  test('asks for what it has: there is nothing to do, and no button to do it', async () => {
    const { browser, organisation } = await customer('smartstandard')

    const check = await openCheck(browser)

    expect(wordsOf(check)).toContain(
      'Systemtilgangen har allerede disse fullmaktene. Du trenger ikke gjøre noe.',
    )
    expect(check.text).not.toContain('action="/access/change/check"')
    expect(await rowsOf(the(), organisation)).toEqual([])
  })

  test('has been withdrawn: there is nothing left to change', async () => {
    const { browser, organisation } = await customer()
    const check = await openCheck(browser)
    withdraw(the().sandbox, organisation)

    const page = await browser.submit(check)

    expect(page.status).toBe(409)
    expect(wordsOf(page)).toContain('har slettet systemtilgangen i Altinn')
    expect(await rowsOf(the(), organisation)).toEqual([])
    expect(sent(the())).toEqual([])
    expect(wordsOf(await browser.visit('/access'))).toContain('Slettet i Altinn')
  })

  test('is withdrawn while the change waits: the receipt says so', async () => {
    const { browser, organisation } = await customer()
    await browser.submit(await openCheck(browser))
    withdraw(the().sandbox, organisation)

    const receipt = await browser.visit('/access/change/receipt')

    expect(wordsOf(receipt)).toContain('Systemtilgangen er slettet i Altinn')
    expect(wordsOf(receipt)).not.toContain('Vi venter på godkjenning')
  })

  test('disappears at Altinn: the receipt says so, and another can be made', async () => {
    const { browser, organisation } = await customer()
    const check = await openCheck(browser)
    await browser.submit(check)
    changesAt(the(), organisation)[0]!.isDeleted = true

    expect(wordsOf(await browser.visit('/access/change/receipt'))).toContain('Endringen er slettet')
    expect(pathOf(await browser.submit(check))).toBe('/access/change/continue')
    expect(changesAt(the(), organisation)).toHaveLength(1)
  })
})

describe('When Altinn', () => {
  const the = shareSmartCloud()
  const customer = (): Promise<Customer> => newCustomer(the(), 'smartbasic')

  test('is down, nothing is sent, the choices are kept, and the next try succeeds', async () => {
    const { browser, organisation } = await customer()
    const check = await openCheck(browser)
    the().sandbox.faults.add({ target: 'altinn.create', kind: 'status', status: 503, times: 1 })

    const page = await browser.submit(check)

    // A 503 may have been carried out, so it is looked up before it is said to be uncertain.
    expect(pathOf(page)).toBe('/access/change/receipt')
    expect(page.status).toBe(202)
    expect(wordsOf(page)).toContain('Vi undersøker om Altinn fikk endringen')
    expect(pathOf(await browser.submit(check))).toBe('/access/change/continue')
    expect(await rowsOf(the(), organisation)).toMatchObject([{ state: 'sent', tries: 2 }])
    expect(changesAt(the(), organisation)).toHaveLength(1)
  })

  test('does not answer whether the access is there, nothing is written or sent', async () => {
    const { browser, organisation } = await customer()
    const check = await openCheck(browser)
    the().sandbox.faults.add({ target: 'altinn.system-users', kind: 'refuse', times: 3 })

    const page = await browser.submit(check)

    expect(page.status).toBe(503)
    expect(wordsOf(page)).toContain('Vi får ikke kontakt med Altinn. Ingenting er endret.')
    expect(wordsOf(page)).toContain('Lønn Har ikke Har Legges til')
    expect(await rowsOf(the(), organisation)).toEqual([])
    expect(pathOf(await browser.submit(page))).toBe('/access/change/continue')
  })

  test.each([
    ['AUTH-00001', 400],
    ['AUTH-00021', 400],
    ['AUTH-00026', 400],
    ['AUTH-00011', 404],
  ])('refuses with %s, the page tells the code, and nothing stays open', async (code, status) => {
    const { browser, organisation } = await customer()
    const check = await openCheck(browser)
    const body = { type: `urn:altinn:error:${code}`, title: 'No.', status, code }
    the().sandbox.faults.add({ target: 'altinn.create', kind: 'status', status, body })

    const page = await browser.submit(check)

    expect(page.status).toBe(502)
    expect(wordsOf(page)).toContain(`Oppgi koden ${code} hvis du kontakter oss.`)
    expect(await rowsOf(the(), organisation)).toMatchObject([{ state: 'ended', failure: code }])
    expect(pathOf(await browser.submit(page))).toBe('/access/change/continue')
    expect(changesAt(the(), organisation)).toHaveLength(1)
  })

  test.each([
    ['stores it and loses the answer', { kind: 'store-then-reset' }],
    ['stores it and answers with nonsense', { kind: 'wrong-content-type' }],
  ] as const)('%s, it is found and goes on', async (_, fault) => {
    const { browser, organisation } = await customer()
    const check = await openCheck(browser)
    the().sandbox.faults.add({ target: 'altinn.create', ...fault })

    const page = await browser.submit(check)

    expect(pathOf(page)).toBe('/access/change/continue')
    expect(changesAt(the(), organisation)).toHaveLength(1)
    expect(await rowsOf(the(), organisation)).toMatchObject([{ state: 'sent', tries: 1 }])
  })

  test('says nothing of what it stored, the work in the background finds it', async () => {
    const { browser, organisation } = await customer()
    const check = await openCheck(browser)
    the().sandbox.faults.add({ target: 'altinn.create', kind: 'store-then-reset' })
    the().sandbox.faults.add({ target: 'altinn.status', kind: 'refuse', times: 6 })
    await browser.submit(check)
    expect(await rowsOf(the(), organisation)).toMatchObject([{ state: 'uncertain' }])
    the().sandbox.faults.clear()
    the().clock.pass(11_000)

    await the().recover()

    expect(await rowsOf(the(), organisation)).toMatchObject([{ state: 'sent' }])
    expect(changesAt(the(), organisation)).toHaveLength(1)
  })

  test('has not got it, the work in the background sends nothing', async () => {
    const { browser, organisation } = await customer()
    const check = await openCheck(browser)
    the().sandbox.faults.add({ target: 'altinn.create', kind: 'refuse' })
    await browser.submit(check)
    the().clock.pass(11_000)

    await the().recover()

    expect(changesAt(the(), organisation)).toEqual([])
    expect(await rowsOf(the(), organisation)).toMatchObject([{ state: 'uncertain' }])
    const other = await openCheck(browser, { package: 'smartbasic', claims: 'yes' })
    expect(pathOf(await browser.submit(other))).toBe('/access/change/receipt')
    the().clock.pass(60_000)
    expect(pathOf(await browser.submit(other))).toBe('/access/change/continue')
    expect(changesAt(the(), organisation)).toMatchObject([{ requiredRights: [] }])
  })

  test('cannot say how it stands, the receipt says that, and guesses nothing', async () => {
    const { browser, organisation } = await customer()
    await browser.submit(await openCheck(browser))
    decideChange(the(), organisation, 'approve')
    the().sandbox.faults.add({ target: 'altinn.status', kind: 'refuse', times: 3 })

    const receipt = await browser.visit('/access/change/receipt')

    expect(receipt.status).toBe(503)
    expect(wordsOf(receipt)).toContain('Vi fikk ikke sjekket svaret')
    expect(wordsOf(await browser.visit('/access/change/receipt'))).toContain(
      'Endringen er godkjent',
    )
  })

  test.each([
    ['another system user', { systemUserId: '00000000-0000-4000-8000-000000000001' }],
    ['another organisation', { partyOrgNo: '310261629' }],
    ['another change', { id: '00000000-0000-4000-8000-000000000002' }],
  ])('answers about %s, nobody is sent there', async (_, body) => {
    const { browser, organisation } = await customer()
    const check = await openCheck(browser)
    the().sandbox.faults.add({ target: 'altinn.create', kind: 'overlay', body })
    the().sandbox.faults.add({ target: 'altinn.status', kind: 'overlay', body, times: 2 })

    const page = await browser.submit(check)

    expect(wordsOf(page)).toContain('Vi undersøker om Altinn fikk endringen')
    expect(await rowsOf(the(), organisation)).toMatchObject([{ state: 'uncertain' }])
    expect(the().logged()).toContain('altinn: contradiction')
  })

  test.each([
    'javascript:alert(1)',
    '//evil.example',
    'https://am.ui.altinn.no.evil.example/x',
    '',
  ])('leads to %s, nobody is sent there', async confirmUrl => {
    const { browser, organisation } = await customer()
    const check = await openCheck(browser)
    the().sandbox.faults.add({ target: 'altinn.create', kind: 'overlay', body: { confirmUrl } })

    const page = await browser.submit(check)

    expect(page.status).toBe(502)
    expect(page.text).not.toContain('evil.example')
    expect(await rowsOf(the(), organisation)).toMatchObject([{ confirm_url: null }])
  })
})

describe('What no page of ours sends', () => {
  const the = shareSmartCloud()

  test.each([
    ['an unknown resource', { ...STANDARD, 'ttd-something': 'yes' }],
    ['an unknown package', { ...STANDARD, package: 'smartgratis' }],
    ['the package for clients', { ...STANDARD, package: 'smartklient' }],
    ['a tick that is none', { ...STANDARD, salary: 'on' }],
    ['no package', { claims: 'yes' }],
    ['an organisation', { ...STANDARD, organisationNumber: '310261629' }],
  ])('%s is turned away, and nothing is written', async (_, choice) => {
    const { browser, organisation } = await newCustomer(the(), 'smartbasic')
    const check = await openCheck(browser)

    const read = await openCheck(browser, choice as Record<string, string>)
    const { package: _package, ...without } = STANDARD
    const fields = 'package' in choice ? choice : { ...without, package: '', ...choice }
    const written = await browser.submit(check, fields as Record<string, string>)

    expect(read.status).toBe(400)
    expect(written.status).toBe(400)
    expect(await rowsOf(the(), organisation)).toEqual([])
  })

  test('nothing chosen: the choice again, with what to do', async () => {
    const { browser, organisation } = await newCustomer(the(), 'smartbasic')

    const page = await openCheck(browser, { package: 'smartbasic' })

    expect(page.status).toBe(422)
    expect(page.text).toContain('<title>Feil: ')
    expect(wordsOf(page)).toContain('Velg minst én fullmakt')
    expect(await rowsOf(the(), organisation)).toEqual([])
  })

  test('somebody else’s change is as unknown as one that never was', async () => {
    const one = await newCustomer(the(), 'smartbasic')
    await one.browser.submit(await openCheck(one.browser))
    const [change] = changesAt(the(), one.organisation)
    const other = await newCustomer(the(), 'smartbasic')
    const unknown = '00000000-0000-4000-8000-000000000000'

    for (const page of ['receipt', 'continue']) {
      const address = (id: string) => `/access/change/${page}?change=${id}`
      const theirs = await other.browser.visit(address(change!.id))
      const nobodys = await other.browser.visit(address(unknown))
      const nonsense = await other.browser.visit(address("' OR 1=1--"))
      const told = [theirs, nobodys, nonsense].map(({ status, text, headers }) => [
        status,
        textOf(text).replaceAll(headers['x-request-id']!, 'its reference'),
      ])
      expect(told[0]?.[0]).toBe(404)
      expect(told).toEqual([told[0], told[0], told[0]])
    }
  })

  test('who has no access to anything comes to where one logs in', async () => {
    const browser = the().newBrowser()
    for (const address of [
      '/access',
      '/access/change',
      checkAddress(STANDARD),
      '/access/change/receipt',
      '/clients',
    ]) {
      const answer = await browser.raw('GET', address)
      expect(answer.status).toBe(303)
      expect(answer.headers['location']).toMatch(/^\/login/)
    }
  })

  test('without a form of ours, nothing is changed', async () => {
    const { browser, organisation } = await newCustomer(the(), 'smartbasic')

    const page = await browser.go('post', '/access/change/check', STANDARD)

    expect([400, 403]).toContain(page.status)
    expect(await rowsOf(the(), organisation)).toEqual([])
  })
})
