import { describe, expect, test } from 'vitest'
import { newOrganisation, withdraw } from '../support/at-altinn.js'
import { textOf, type Browser } from '../support/browser.js'
import { newCustomer } from '../support/customer.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'
import { signInAsStaff } from '../support/sign-in.js'

const the = shareSmartCloud()

const staff = async (who: 'viewer' | 'operator' = 'operator'): Promise<Browser> => {
  const browser = the().newBrowser()
  await signInAsStaff(browser, who)
  return browser
}
const changeOf = ({ organisationNumber }: { organisationNumber: string }) =>
  `/admin/customers/${organisationNumber}/change`

describe('Somebody of ours asks a customer for a change', () => {
  test('chooses, sees now and after, creates it, and gets the link to send', async () => {
    const { organisation } = await newCustomer(the(), 'smartbasic')
    const browser = await staff()
    const choose = await browser.visit(changeOf(organisation))
    expect(textOf(choose.text)).toContain('SmartBasic (har nå)')

    const check = await browser.visit(`${changeOf(organisation)}/check?package=smartstandard`)
    expect(textOf(check.text)).toMatch(/Lønn Har ikke Har/)
    const created = await browser.submit(check, {}, { button: 'Opprett endringen' })
    expect(created.url).toMatch(/\/admin\/requests\/[0-9a-f-]{36}$/)
    expect(textOf(created.text)).toContain('Send lenken til Altinn til kunden')
    expect(created.text).toContain('/accessmanagement/ui/systemuser/changerequest?id=')

    const [intended] = (await the().rows('events', "event = 'change intended'")).slice(-1)
    expect(intended!['actor']).toMatch(/staff-operator$/)
    const customer = await browser.visit(`/admin/customers/${organisation.organisationNumber}`)
    expect(textOf(customer.text)).toContain('Endring venter')
  })

  test('another one that waits is shown, and replaced only by an explicit yes', async () => {
    const { organisation } = await newCustomer(the(), 'smartbasic')
    const browser = await staff()
    const first = await browser.visit(`${changeOf(organisation)}/check?package=smartstandard`)
    await browser.submit(first, {}, { button: 'Opprett endringen' })
    const other = await browser.visit(
      `${changeOf(organisation)}/check?package=smartbasic&claims=yes`,
    )
    const waits = await browser.submit(other, {}, { button: 'Opprett endringen' })
    expect(waits.status).toBe(409)
    expect(waits.text).toMatch(/href="\/admin\/requests\/[0-9a-f-]{36}"/)
    const replaced = await browser.submit(waits, {}, { button: 'Trekk tilbake' })
    expect(replaced.url).toMatch(/\/admin\/requests\//)
  })

  test('what cannot be changed says why, and what to do instead', async () => {
    const { organisation: accountant } = await newCustomer(the(), 'smartklient')
    const { organisation: gone } = await newCustomer(the(), 'smartbasic')
    withdraw(the().sandbox, gone)
    const browser = await staff()
    const clients = await browser.visit(changeOf(accountant))
    expect(textOf(clients.text)).toContain('Tilgangen kan ikke endres')
    const check = await browser.visit(`${changeOf(gone)}/check?package=smartstandard`)
    const refused = await browser.submit(check, {}, { button: 'Opprett endringen' })
    expect(refused.status).toBe(409)
    expect(textOf(refused.text)).toContain('har slettet systemtilgangen i Altinn')
  })

  test('nothing chosen, and a choice that is none', async () => {
    const { organisation } = await newCustomer(the(), 'smartbasic')
    const browser = await staff()
    const nothing = await browser.visit(`${changeOf(organisation)}/check?package=smartbasic`)
    expect(nothing.status).toBe(422)
    const none = await browser.visit(`${changeOf(organisation)}/check?package=smartgull`)
    expect(none.status).toBe(400)
    const stranger = newOrganisation(the().sandbox)
    expect((await browser.visit(changeOf(stranger))).status).toBe(404)
  })

  test('is not for a viewer', async () => {
    const { organisation } = await newCustomer(the(), 'smartbasic')
    const viewer = await staff('viewer')
    expect((await viewer.visit(changeOf(organisation))).status).toBe(403)
    expect((await viewer.raw('post', `${changeOf(organisation)}/check`)).status).toBe(403)
  })
})
