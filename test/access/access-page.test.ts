import { describe, expect, test } from 'vitest'
import { newCustomer } from '../support/customer.js'
import { newOrganisation, withdraw } from '../support/at-altinn.js'
import { textOf, type Visit } from '../support/browser.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'
import { live } from '../../src/sandbox/state/system-users.js'
import { signUp } from '../support/people.js'
import { signIn } from '../support/sign-in.js'

/* What the page about the system access tells, and what it does not know and says so. */

const wordsOf = (page: Visit) => textOf(page.text)

describe('The system access', () => {
  const the = shareSmartCloud()

  test('is shown as Altinn has it now, its rights by their names', async () => {
    const { browser, organisation } = await newCustomer(the(), 'smartstandard')
    const user = the()
      .sandbox.state.systemUsers.of(organisation.organisationNumber)
      .find(one => live(one))!

    const page = await browser.visit('/access')
    const words = wordsOf(page)

    expect(page.status).toBe(200)
    for (const said of [
      'Status Aktiv',
      'Godkjent 20. november 2026',
      'SmartStandard',
      `ID for systemtilgangen ${user.id}`,
      `Referanse ${organisation.organisationNumber}`,
      'Krav og betalinger',
      'ske-krav-og-betalinger',
      'ttd_systembruker-salary',
      'Altinn viser ikke fullmaktene til leverandøren.',
    ])
      expect(words).toContain(said)
    expect(page.text).toContain('/accessmanagement/ui/systemuser/overview"')
    expect(page.text).toContain('href="/access/change"')
  })

  test('is shown in English, names and all', async () => {
    const { browser } = await newCustomer(the(), 'smartbasic')
    const page = await browser.visit('/access')
    const english = await browser.submit(page, { language: 'en' }, { action: '/language' })

    expect(wordsOf(english)).toContain('Permissions SmartCloud has')
    expect(english.text).toContain('<html lang="en"')
  })

  test('shows ids, and says so, while nobody tells the names', async () => {
    the().clock.pass(2 * 60 * 60 * 1000) // names that were asked for before are forgotten
    const { browser } = await newCustomer(the(), 'smartbasic')
    the().sandbox.faults.add({ target: 'altinn.metadata', kind: 'refuse', times: 20 })

    const page = await browser.visit('/access')

    expect(page.status).toBe(200)
    expect(wordsOf(page)).toContain('Vi fikk ikke hentet navnet på alle fullmaktene')
    expect(wordsOf(page)).toContain('ske-krav-og-betalinger')
    the().clock.pass(31_000)
  })

  test('cannot be checked while Altinn is silent: nothing is claimed', async () => {
    const { browser } = await newCustomer(the(), 'smartbasic')
    the().sandbox.faults.add({ target: 'altinn.system-users', kind: 'refuse', times: 3 })

    const page = await browser.visit('/access')

    expect(wordsOf(page)).toContain('Vi får ikke sjekket systemtilgangen')
    expect(wordsOf(page)).toContain(`Referanse ${page.headers['x-request-id']}`)
    expect(wordsOf(page)).not.toContain('Status Aktiv')
    expect(wordsOf(page)).not.toContain('Slettet i Altinn')
  })

  test('is gone when the organisation has deleted it, and no change can be asked for', async () => {
    const { browser, organisation } = await newCustomer(the(), 'smartbasic')
    withdraw(the().sandbox, organisation)

    const page = await browser.visit('/access')

    expect(wordsOf(page)).toContain('har slettet systemtilgangen i Altinn')
    expect(page.text).not.toContain('href="/access/change"')
    expect(page.text).toContain('href="/sign-up/smartbasic"')
  })

  test('that waits for its approval leads to where that is given', async () => {
    const organisation = newOrganisation(the().sandbox)
    const browser = the().newBrowser()
    await browser.submit(await signUp(browser, organisation))
    await signIn(browser, the().sandbox, organisation)

    const page = await browser.visit('/access')

    expect(wordsOf(page)).toContain('Venter på godkjenning')
    expect(page.text).toContain('/accessmanagement/ui/systemuser/request?id=')
    expect(wordsOf(page)).not.toContain('Status Aktiv')
  })

  test('that the organisation made on its own has rights that only Altinn knows', async () => {
    const { browser, organisation } = await newCustomer(the(), 'smartbasic')
    const { state } = the().sandbox
    const user = state.systemUsers.of(organisation.organisationNumber).find(one => live(one))!
    const id = '00000000-0000-4000-8000-0000000000aa'
    state.systemUsers.delete(user.id)
    state.systemUsers.set(id, { ...user, id })

    const page = await browser.visit('/access')

    expect(wordsOf(page)).toContain('opprettet i Altinn uten en forespørsel fra oss')
    expect(page.text).not.toContain('ske-krav-og-betalinger')
    expect(page.text).not.toContain('href="/access/change"')
  })
})
