import { describe, expect, test } from 'vitest'
import { addClient } from '../../src/sandbox/altinn/clients.js'
import { live } from '../../src/sandbox/state/system-users.js'
import type { World } from '../../src/sandbox/world/world.js'
import { newOrganisation, requestsOf } from '../support/at-altinn.js'
import { textOf, type Browser, type Visit } from '../support/browser.js'
import { newCustomer } from '../support/customer.js'
import { openSmartCloud, shareSmartCloud, type SmartCloud } from '../support/open-smartcloud.js'
import {
  answer,
  goToAltinn,
  logInAsDirector,
  onboard,
  signUp,
  type Organisation,
} from '../support/people.js'
import { logInFrom, signIn } from '../support/sign-in.js'

/*
 * An accountant's system user acts for clients. Who they are, people decide at Altinn, one by one;
 * our list is for choosing among them, and the APIs decide what may be read of whom.
 */

const PACKAGE = 'smartklient'
const pathOf = ({ url }: Visit) => new URL(url).pathname
const wordsOf = (page: Visit) => textOf(page.text)

const cardOn = ({ text }: Visit, api: string) =>
  textOf(
    new RegExp(`<section class="ds-card module[^>]*id="${api}"[\\s\\S]*?</section>`).exec(
      text,
    )?.[0] ?? '',
  )

/** In the business register they are the accountant's, but not yet the system user's. */
function clientsOf(the: SmartCloud, accountant: Organisation, count: number): Organisation[] {
  const clients = Array.from({ length: count }, () => newOrganisation(the.sandbox))
  the.sandbox.state.registeredClients.set(
    accountant.organisationNumber,
    clients.map(({ organisationNumber }) => organisationNumber),
  )
  return clients
}

const agentOf = ({ sandbox: { state } }: SmartCloud, { organisationNumber }: Organisation) =>
  state.systemUsers.of(organisationNumber).find(user => live(user))!

/** At Altinn, without our browser. */
function attach(the: SmartCloud, accountant: Organisation, client: Organisation) {
  const { partyUuid } = the.sandbox.state.organisations.get(client.organisationNumber)!
  const world = the.sandbox as unknown as World
  const problem = addClient(world, agentOf(the, accountant), partyUuid)
  if (problem) throw new Error(`Altinn says ${problem.code}`)
}

const typeIn = async (browser: Browser, organisationNumber: string, name = '') =>
  browser.submit(
    await browser.visit('/clients'),
    { organisationNumber, name },
    { button: 'Legg til i listen' },
  )

const rowsOf = (the: SmartCloud, { organisationNumber }: Organisation) =>
  the.rows('clients', `owner = '${organisationNumber}' ORDER BY organisation_number`)

describe('An accountant', () => {
  test('approves, adds a client in Altinn, and reads what that client has given', async () => {
    const the = await openSmartCloud()
    const { browser, sandbox } = the
    const accountant = newOrganisation(sandbox)
    const [client] = clientsOf(the, accountant, 1)

    const check = await signUp(browser, accountant, PACKAGE)
    expect(wordsOf(check)).toContain('Regnskapsfører lønn')
    expect(wordsOf(check)).toContain('Etterpå legger dere til klientene i Altinn.')
    const approval = await logInAsDirector(browser, await goToAltinn(browser, check))
    expect(pathOf(approval)).toBe('/accessmanagement/ui/systemuser/agentrequest')
    const receipt = await answer(browser, approval, 'Godkjenn')
    expect(wordsOf(receipt)).toContain('Systemtilgangen er godkjent')
    expect(wordsOf(receipt)).toContain(
      'En klientadministrator eller daglig leder legger nå til klientene i Altinn.',
    )
    expect(agentOf(the, accountant)).toMatchObject({ userType: 'agent', rights: [] })
    expect(await the.rows('requests')).toMatchObject([{ kind: 'agent', state: 'sent' }])

    await signIn(browser, sandbox, accountant)
    const none = await browser.visit('/overview')
    expect(wordsOf(none)).toContain('Ingen klienter er lagt til.')
    expect(wordsOf(none)).toContain('SmartCloud har 2 fullmakter')
    expect(none.text).not.toContain('class="ds-card module')

    const list = await browser.follow(none, 'Klienter')
    expect(wordsOf(list)).toContain('Ingen klienter er lagt til.')
    const refused = await browser.visit(`/overview?client=${client!.organisationNumber}`)
    for (const api of ['logistics', 'salary', 'claims']) {
      expect(cardOn(refused, api)).toContain('Mangler fullmakt')
      expect(cardOn(refused, api)).toContain('Klienten er ikke lagt til i Altinn')
    }

    const clientPage = `${sandbox.origin}/accessmanagement/ui/systemuser/${agentOf(the, accountant).id}/agentdelegation`
    const whoIsIt = await browser.visit(clientPage)
    const atAltinn = await browser.submit(whoIsIt, { person: accountant.organisationNumber })
    const added = await browser.submit(atAltinn, {}, { button: 'Legg til' })
    expect(added.status).toBe(200)

    const page = await browser.visit('/overview')
    expect(wordsOf(page)).toContain(`Opplysningene gjelder Prøve ${client!.organisationNumber} AS.`)
    expect(cardOn(page, 'salary')).toContain('Utbetalt')
    expect(cardOn(page, 'claims')).toContain('Saldo 230 646 kr')
    // No access package opens the demo's logistics, and packages are all that such an access has.
    expect(cardOn(page, 'logistics')).toContain('Mangler fullmakt')
    expect(page.text).not.toContain('href="/access/change')
    const asked = sandbox.calls.list('salary').at(-1)
    expect(asked?.path).toContain(client!.organisationNumber)
  })
})

/** As where the provider gives nobody a token for Altinn. */
const WITHOUT_PERSON_TOKENS = { settings: { CUSTOMER_LOGIN_SCOPES: '' } }

describe('An accountant with a system access, whose clients Altinn shows nobody here', () => {
  const the = shareSmartCloud(WITHOUT_PERSON_TOKENS)

  test('whose request was stored and its answer lost, is found among those for clients', async () => {
    const browser = the().newBrowser()
    const organisation = newOrganisation(the().sandbox)
    const check = await signUp(browser, organisation, PACKAGE)
    the().sandbox.faults.add({ target: 'altinn.create', kind: 'store-then-reset' })

    const page = await browser.submit(check)

    expect(pathOf(page)).toBe('/sign-up/continue')
    expect(page.text).toContain('/accessmanagement/ui/systemuser/agentrequest?id=')
    expect(requestsOf(the().sandbox, organisation)).toMatchObject([{ kind: 'agent' }])
  })

  async function accountant(clientCount = 2) {
    const browser = the().newBrowser()
    const organisation = newOrganisation(the().sandbox)
    const clients = clientsOf(the(), organisation, clientCount)
    await onboard(browser, organisation, PACKAGE)
    await signIn(browser, the().sandbox, organisation)
    return { browser, organisation, clients }
  }

  test('reads with tokens of its own system user, whoever the client is', async () => {
    const { browser, organisation, clients } = await accountant()
    for (const client of clients) {
      attach(the(), organisation, client)
      await typeIn(browser, client.organisationNumber, client.name)
    }

    for (const client of clients) {
      const page = await browser.visit(`/overview?client=${client.organisationNumber}`)
      expect(cardOn(page, 'salary')).toContain('Utbetalt')
    }

    const owners = the()
      .sandbox.calls.list('maskinporten.token')
      .flatMap(({ claims }) => JSON.stringify(claims?.['authorization_details'] ?? []))
      .filter(details => details !== '[]')
    expect(owners.length).toBeGreaterThan(0)
    for (const owner of owners) expect(owner).toContain(organisation.organisationNumber)
    for (const client of clients)
      expect(owners.join()).not.toContain(`0192:${client.organisationNumber}`)
  })

  test('sees the first client when none is chosen, and keeps the chosen one when it pages', async () => {
    const { browser, organisation, clients } = await accountant()
    for (const client of clients) {
      attach(the(), organisation, client)
      await typeIn(browser, client.organisationNumber, client.name)
    }
    const [, second] = clients

    const first = await browser.visit('/overview')
    const chosen = await browser.visit(`/overview?client=${second!.organisationNumber}`)

    expect(wordsOf(first)).toContain('Opplysningene gjelder Prøve')
    expect(chosen.text).toContain(`<option value="${second!.organisationNumber}" selected>`)
    expect(chosen.text).toContain(`href="/overview?client=${second!.organisationNumber}"`)
  })

  test.each(['', 'abc', '123456789', "' OR 1=1--", '991825827', '310261629\0', '0192:310261629'])(
    'names no client with %j, and nobody is asked about it',
    async typed => {
      const { browser, organisation } = await accountant(1)
      the().sandbox.calls.clear()

      const page = await browser.visit(`/overview?client=${encodeURIComponent(typed)}`)

      expect(page.status).toBe(200)
      expect(wordsOf(page)).toContain('Ingen klienter er lagt til.')
      for (const { path } of the().sandbox.calls.list('salary'))
        expect(path).toContain(organisation.organisationNumber)
    },
  )

  test('whose client has not been added gets the refusal explained', async () => {
    const { browser } = await accountant()
    const stranger = newOrganisation(the().sandbox)

    const page = await browser.visit(`/overview?client=${stranger.organisationNumber}`)

    for (const api of ['logistics', 'salary', 'claims'])
      expect(cardOn(page, api)).toContain('SmartCloud får ikke lese dette for')
    expect(page.text).not.toContain('Saldo')
  })

  test.each([
    ['', 'Skriv inn organisasjonsnummeret'],
    ['12', 'Organisasjonsnummeret må ha ni siffer'],
    ['310261628', 'Organisasjonsnummeret stemmer ikke.'],
    ['991825827', 'Bruk et testnummer fra Tenor.'],
    ['itself', 'Skriv inn nummeret til en klient, ikke til virksomheten selv'],
  ])('types %j: the list says what is wrong, and keeps it', async (typed, says) => {
    const { browser, organisation } = await accountant()
    const number = typed === 'itself' ? organisation.organisationNumber : typed

    const page = await typeIn(browser, number, 'Glad Spurv AS')

    expect(page.status).toBe(422)
    expect(page.text).toContain('<title>Feil: ')
    expect(wordsOf(page)).toContain(says)
    expect(page.text).toContain('value="Glad Spurv AS"')
    expect(await rowsOf(the(), organisation)).toEqual([])
  })

  test('types a client twice, and takes it away again', async () => {
    const { browser, organisation, clients } = await accountant()
    const [client] = clients
    await typeIn(browser, ` NO ${client!.organisationNumber} MVA`, '<b>Spurv</b>')
    await typeIn(browser, client!.organisationNumber)
    const list = await browser.visit('/clients')
    expect(await rowsOf(the(), organisation)).toHaveLength(1)
    expect(list.text).not.toContain('<b>Spurv')

    await browser.submit(list, {}, { button: 'Fjern fra listen' })

    expect(await rowsOf(the(), organisation)).toEqual([])
    expect(wordsOf(await browser.visit('/clients'))).toContain('Ingen klienter er lagt til.')
  })

  test('cannot have the access changed, and is told so', async () => {
    const { browser, organisation } = await accountant()

    const access = await browser.visit('/access')
    expect(wordsOf(access)).toContain('En systemtilgang for klienter kan ikke endres.')
    expect(wordsOf(access)).toContain('Regnskapsfører lønn')
    expect(access.text).not.toContain('href="/access/change"')
    for (const address of ['/access/change', '/access/change/check?package=smartbasic&claims=yes'])
      expect(wordsOf(await browser.visit(address))).toContain('Tilgangen kan ikke endres')
    const page = await browser.submit(
      await browser.visit('/clients'),
      { package: 'smartbasic', claims: 'yes' },
      { button: 'Legg til i listen' },
    )
    expect(page.status).toBe(400) // what is not of this form is turned away
    expect(await the().rows('changes')).toEqual([])
    expect(requestsOf(the().sandbox, organisation)).toHaveLength(1)
  })

  test('does not see what another accountant has typed', async () => {
    const one = await accountant()
    await typeIn(one.browser, one.clients[0]!.organisationNumber, 'Hemmelig Klient AS')
    const other = await accountant()

    for (const address of ['/clients', '/overview'])
      expect((await other.browser.visit(address)).text).not.toContain('Hemmelig Klient')
  })

  test('has the access withdrawn: the overview says so, and no API is asked', async () => {
    const { browser, organisation, clients } = await accountant()
    attach(the(), organisation, clients[0]!)
    await typeIn(browser, clients[0]!.organisationNumber)
    const agent = agentOf(the(), organisation)
    agent.isDeleted = true

    const page = await browser.visit('/overview')

    expect(wordsOf(page)).toContain('Systemtilgangen er slettet i Altinn')
    expect(page.text).not.toContain('class="ds-card module')
  })
})

test('A customer that works for itself has no clients', async () => {
  const the = await openSmartCloud()
  const { browser } = await newCustomer(the, 'smartbasic')

  const page = await browser.visit('/clients')
  const overview = await browser.visit('/overview?client=310261629')
  const posted = await browser.submit(
    await browser.visit('/access/change/check?package=smartbasic&claims=yes'),
    { organisationNumber: '310261629', name: '' },
  )

  expect(wordsOf(page)).toContain('Klienter hører til SmartKlient')
  expect(wordsOf(overview)).not.toContain('310 261 629')
  expect(posted.status).toBe(400)
  for (const { path } of the.sandbox.calls.list('logistics'))
    expect(path).not.toContain('310261629')
})

describe('When whoever is signed in has a token to show Altinn', () => {
  async function open() {
    const the = await openSmartCloud()
    const { browser, sandbox } = the
    const organisation = newOrganisation(sandbox)
    const clients = clientsOf(the, organisation, 2)
    await onboard(browser, organisation, PACKAGE)
    attach(the, organisation, clients[0]!)
    return { the, browser, organisation, clients }
  }

  test('the list is Altinn’s, and what was typed before is gone with it', async () => {
    const { the, browser, organisation, clients } = await open()
    await the.database.clients.add('sandbox', organisation.organisationNumber as never, {
      organisationNumber: clients[1]!.organisationNumber as never,
      name: 'Noe Annet AS',
    })
    await signIn(browser, the.sandbox, organisation)

    const page = await browser.visit('/clients')

    expect(wordsOf(page)).toContain('Listen er hentet fra Altinn')
    expect(wordsOf(page)).toContain(`Prøve ${clients[0]!.organisationNumber} AS`)
    expect(wordsOf(page)).not.toContain('Noe Annet AS')
    expect(page.text).not.toContain('name="name"')
    expect(await rowsOf(the, organisation)).toMatchObject([{ source: 'altinn' }])
    const overview = await browser.visit('/overview')
    expect(cardOn(overview, 'salary')).toContain('Utbetalt')
  })

  test('it is asked for nothing but the list, and kept nowhere', async () => {
    const { the, browser, organisation } = await open()
    await signIn(browser, the.sandbox, organisation)
    await browser.visit('/clients')

    const [shown] = the.sandbox.calls.list('altinn.exchange').slice(-1)
    expect(shown?.path).toContain('/exchange/id-porten')
    const everything = [
      the.logged(),
      ...the.answers.map(({ text }) => text),
      JSON.stringify(await the.rows('sessions')),
      JSON.stringify(await the.rows('events')),
    ]
    // A JWT of the provider's: the id_token goes with the browser to the log-out, and nowhere else.
    for (const kept of everything) expect(kept).not.toMatch(/eyJ[\w-]{20,}\.eyJ[\w-]{20,}/)
  })

  test('somebody who administers no clients is told who does', async () => {
    const { the, browser, organisation } = await open()
    const pid = '14837861110'
    const { name } = the.sandbox.state.persons.get(pid)!
    the.sandbox.state.persons.set(pid, {
      ...the.sandbox.state.persons.get(pid)!,
      name,
      roles: [{ orgNo: organisation.organisationNumber, role: 'ansatt' }],
    })
    await logInFrom(
      browser,
      await browser.visit('/login'),
      `${pid}-${organisation.organisationNumber}`,
    )

    const page = await browser.visit('/clients')

    expect(wordsOf(page)).toContain('Altinn viser ikke listen til deg.')
    expect(await rowsOf(the, organisation)).toEqual([])
  })

  test('and it is over: the list from before stays, and says whose it is', async () => {
    const { the, browser, organisation, clients } = await open()
    await signIn(browser, the.sandbox, organisation)
    await browser.visit('/clients')
    the.clock.pass(11 * 60_000)
    const asked = the.sandbox.calls.count('altinn.clients')

    const page = await browser.visit('/clients')

    expect(page.status).toBe(200)
    expect(wordsOf(page)).toContain(`Prøve ${clients[0]!.organisationNumber} AS`)
    expect(the.sandbox.calls.count('altinn.clients')).toBe(asked)
  })

  test.each(['altinn.clients', 'altinn.exchange'] as const)(
    'and %s is out of order, the list from before stays',
    async target => {
      const { the, browser, organisation, clients } = await open()
      await signIn(browser, the.sandbox, organisation)
      await browser.visit('/clients')
      the.sandbox.faults.add({ target, kind: 'status', status: 503, times: 9 })

      const page = await browser.visit('/clients')

      expect(page.status).toBe(200)
      expect(wordsOf(page)).toContain('Vi fikk ikke hentet klientlisten fra Altinn.')
      expect(wordsOf(page)).toContain(`Prøve ${clients[0]!.organisationNumber} AS`)
    },
  )
})
