import { describe, expect, test } from 'vitest'
import { formsOn } from '../support/browser.js'
import {
  ACCOUNTANT,
  AGENT,
  CUSTOMER,
  DIRECTOR,
  EMPLOYEE,
  MANAGER,
  OWNER,
  OWNERS_SYSTEM_USER,
  STRANGER,
  SYSTEM,
} from './open-altinn.js'
import { LOG_IN, openPages, OVERVIEW } from './open-pages.js'

const BASE = '/accessmanagement/ui/systemuser'
const CLIENT_ADMINISTRATOR = '25879512207'

describe('A managing director', () => {
  test('sees what may be done in the organisation’s name', async () => {
    const { newBrowser } = await openPages()
    const browser = newBrowser()
    expect((await browser.visit(OVERVIEW)).url).toContain(LOG_IN)

    const page = await browser.as(OWNER.director, OVERVIEW)

    expect(page.words).toContain('Systemtilganger for Rask Ekte Tiger AS')
    expect(page.words).toContain('Opprettet 2. mars 2026 kl. 09.14.')
    expect(page.words).toContain('Krav og betalinger Skatteetaten')
    expect(page.words).toContain('Ingen forespørsler venter på svar.')
  })

  test('is asked before a system access is deleted, and it goes with its request', async () => {
    const { newBrowser, state } = await openPages()
    const browser = newBrowser()
    const overview = await browser.as(OWNER.director, OVERVIEW)

    const question = await browser.follow(overview, 'Slett systemtilgang : SmartCloud')
    expect(question.words).toContain('Vil du slette systemtilgangen til SmartCloud?')
    expect(question.words).toContain('Du kan ikke angre.')
    const kept = await browser.follow(question, 'Avbryt')
    expect(kept.words).not.toContain('er slettet')
    expect(state.systemUsers.get(OWNERS_SYSTEM_USER)?.isDeleted).toBe(false)

    const after = await browser.press(question, 'Ja, slett systemtilgangen')
    expect(state.systemUsers.get(OWNERS_SYSTEM_USER)?.isDeleted).toBe(true)
    expect(state.requests.get(OWNERS_SYSTEM_USER)?.isDeleted).toBe(true)
    expect(after.text).toContain(
      '<title>Systemtilgangen til SmartCloud er slettet. – Systemtilganger for',
    )
    expect(after.words).toContain('har ikke gitt noe system tilgang ennå')
    expect((await browser.visit(OVERVIEW)).words, 'said once').not.toContain('er slettet')
    expect((await browser.visit(question.url)).status).toBe(404)
  })

  test('deletes nothing of another organisation', async () => {
    const { newBrowser, state } = await openPages()
    const browser = newBrowser()
    const overview = await browser.as(DIRECTOR, OVERVIEW)
    const address = `${BASE}/${OWNERS_SYSTEM_USER}/delete`

    expect((await browser.visit(address)).status).toBe(404)
    const _csrf = formsOn(overview)[0]!.fields['_csrf']!
    expect((await browser.post(address, { _csrf })).status).toBe(404)
    expect(state.systemUsers.get(OWNERS_SYSTEM_USER)?.isDeleted).toBe(false)
  })

  test('finds an agent’s request only when somebody has sent it on', async () => {
    const { newBrowser, request } = await openPages()
    const asked = request({ kind: 'agent', partyOrgNo: ACCOUNTANT.orgNo })
    const browser = newBrowser()
    const link = 'Åpne forespørselen fra SmartCloud'

    expect((await browser.as(ACCOUNTANT.director, OVERVIEW)).words).not.toContain(link)
    asked.escalated = true
    const page = await browser.follow(await browser.visit(OVERVIEW), link)
    expect(page.url).toContain(`/agentrequest?id=${asked.id}`)
  })

  test('makes a system access without being asked, where the vendor allows it', async () => {
    const { newBrowser, state } = await openPages()
    const browser = newBrowser()
    await browser.as(DIRECTOR, OVERVIEW)
    expect((await browser.visit(`${BASE}/create`)).words).toContain(
      'Leverandøren må sende en forespørsel.',
    )

    Object.assign(state.systems.get(SYSTEM)!, { isVisible: true, accessPackages: [] })
    const form = await browser.visit(`${BASE}/create`)
    expect(form.words).toContain('SmartCloud – SmartCloud AS')
    const after = await browser.press(form, 'Opprett systemtilgang', { system: SYSTEM })

    expect(after.words).toContain('Systemtilgangen til SmartCloud er opprettet.')
    const made = [...state.systemUsers.values()].find(user => user.ownerOrgNo === CUSTOMER.orgNo)
    expect(made).toMatchObject({ externalRef: CUSTOMER.orgNo, userType: 'standard' })

    const twice = await browser.press(form, 'Opprett systemtilgang', { system: SYSTEM })
    expect(twice.status).toBe(400)
    expect(twice.words).toContain('AUTH-00004')
  })
})

describe('An accountant’s client administrator', () => {
  test('adds and removes clients, and cannot delete', async () => {
    const { newBrowser, state } = await openPages()
    const browser = newBrowser()
    const overview = await browser.as(CLIENT_ADMINISTRATOR, OVERVIEW)
    expect(overview.words).toContain('3 klienter er lagt til.')
    expect(overview.words).not.toContain('Slett systemtilgang')
    expect((await browser.visit(`${BASE}/${AGENT}/delete`)).status).toBe(403)

    const clients = await browser.follow(overview, 'Legg til og fjern klienter : SmartCloud Klient')
    const added = await browser.press(clients, 'Legg til : Blid Uredd Hubro AS')
    expect(state.systemUsers.get(AGENT)?.clients).toContain('314577760')

    await browser.press(added, 'Fjern : Blid Uredd Hubro AS')
    expect(state.systemUsers.get(AGENT)?.clients).not.toContain('314577760')
  })

  test('cannot add somebody who is no client', async () => {
    const { newBrowser } = await openPages()
    const browser = newBrowser()
    const clients = await browser.as(CLIENT_ADMINISTRATOR, `${BASE}/${AGENT}/agentdelegation`)

    const refused = await browser.press(clients, 'Legg til : Blid Uredd Hubro AS', {
      client: '00000000-0000-4000-8000-000000000000',
    })

    expect(refused.status).toBe(400)
    expect(refused.words).toContain('Client not found.')
  })
})

test('Who may not see the system accesses is told who may', async () => {
  const { newBrowser } = await openPages()
  const browser = newBrowser()

  const employee = await browser.as(EMPLOYEE, OVERVIEW)
  expect(employee.status).toBe(403)
  expect(employee.words).toContain('Bare daglig leder, hovedadministrator og tilgangsstyrer')
  expect((await browser.visit(`${BASE}/create`)).status).toBe(403)

  const stranger = await browser.as(STRANGER, OVERVIEW)
  expect(stranger.status).toBe(403)
  expect(stranger.words).toContain('Du representerer ingen virksomhet')

  const manager = await browser.as(MANAGER, OVERVIEW)
  expect(manager.status).toBe(200)
  expect((await browser.visit(`${BASE}/${AGENT}/agentdelegation`)).status).toBe(404)
  expect((await browser.visit(`${BASE}/${OWNERS_SYSTEM_USER}/agentdelegation`)).status).toBe(404)
})
