import { describe, expect, test } from 'vitest'
import { decide, newOrganisation, withdraw } from '../support/at-altinn.js'
import { textOf, type Browser } from '../support/browser.js'
import { newCustomer } from '../support/customer.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'
import { APPROVED, signUp } from '../support/people.js'
import { signInAsStaff } from '../support/sign-in.js'

const the = shareSmartCloud()

const staff = async (who: 'viewer' | 'operator' | 'presenter' = 'operator'): Promise<Browser> => {
  const browser = the().newBrowser()
  await signInAsStaff(browser, who)
  return browser
}

describe('The list of customers', () => {
  test('shows each with its health in words, and opens one', async () => {
    const smartcloud = the()
    const { organisation } = await newCustomer(smartcloud)
    const waiting = newOrganisation(smartcloud.sandbox)
    const visitor = smartcloud.newBrowser()
    await visitor.submit(await signUp(visitor, waiting))

    const browser = await staff()
    const list = await browser.visit('/admin/customers')
    const text = textOf(list.text)
    expect(text).toContain('Virker')
    expect(text).toContain('Venter på godkjenning')
    expect(list.text).toContain(`href="/admin/customers/${organisation.organisationNumber}"`)

    const found = await browser.visit(`/admin/customers?query=${waiting.organisationNumber}`)
    expect(textOf(found.text)).toContain('1 kunde')
    expect(found.text).not.toContain(`/admin/customers/${organisation.organisationNumber}"`)
    const none = await browser.visit('/admin/customers?query=finnes%20ikke%20<b>')
    expect(textOf(none.text)).toContain('Ingen kunder passer med «finnes ikke <b>».')
    expect(none.text).not.toContain('<b>»')
  })

  test.each([
    'health=fine',
    'page=0',
    'page=x',
    'sort=drop',
    'unknown=1',
    'query=a&query=b',
    `query=${'x'.repeat(101)}`,
  ])('a filter that is none is turned away: %s', async query => {
    const browser = await staff('viewer')
    expect((await browser.visit(`/admin/customers?${query}`)).status).toBe(400)
  })

  test('who is on no list sees none of it', async () => {
    const { organisation, browser } = await newCustomer(the())
    for (const path of ['', `/${organisation.organisationNumber}`]) {
      const page = await browser.visit(`/admin/customers${path}`)
      expect(page.url).toContain('/staff/login')
    }
  })
})

describe('One customer', () => {
  test('tells what was asked for, what was approved and what happened', async () => {
    const { organisation } = await newCustomer(the(), 'smartbasic')
    const browser = await staff()
    const page = await browser.visit(`/admin/customers/${organisation.organisationNumber}`)
    const text = textOf(page.text)
    expect(text).toContain('Virker')
    expect(text).toContain('Kari Nordmann')
    expect(text).toContain('SmartBasic')
    expect(page.text).toContain('ske-krav-og-betalinger')
    expect(text).toContain('Se alt i loggen')
    const viewer = await staff('viewer')
    const seen = await viewer.visit(`/admin/customers/${organisation.organisationNumber}`)
    expect(textOf(seen.text)).not.toContain('Se alt i loggen')
  })

  test('whose access was there before us is told so, and not that nothing was sent', async () => {
    const visitor = the().newBrowser()
    await visitor.submit(await signUp(visitor, APPROVED))
    const browser = await staff()
    const page = await browser.visit(`/admin/customers/${APPROVED.organisationNumber}`)
    expect(textOf(page.text)).toContain('vi har ingen forespørsel for den')
  })

  test.each(['12345678', '000000000', "1'--", '%2e%2e%2fetc', '310261629x'])(
    'an address that is no customer’s (%s) is not there',
    async org => {
      const browser = await staff('viewer')
      expect((await browser.visit(`/admin/customers/${org}`)).status).toBe(404)
    },
  )

  test('an organisation nobody has asked is unknown, and can be looked into', async () => {
    const { organisationNumber } = newOrganisation(the().sandbox)
    const browser = await staff('viewer')
    const page = await browser.visit(`/admin/customers/${organisationNumber}`)
    expect(page.status).toBe(404)
    expect(page.text).toContain(`/admin/customers/${organisationNumber}/detective`)
  })

  test('is shown without names of rights while Altinn’s metadata is away', async () => {
    const { organisation } = await newCustomer(the(), 'smartbasic')
    the().clock.pass(61 * 60_000) // the names that are kept are too old
    the().sandbox.faults.add({ target: 'altinn.metadata', kind: 'refuse', times: 50 })
    const browser = await staff()
    const page = await browser.visit(`/admin/customers/${organisation.organisationNumber}`)
    expect(page.status).toBe(200)
    expect(page.text).toContain('<code>ske-krav-og-betalinger</code>')
  })
})

describe('Testing the access', () => {
  test('says of the token and of every API what came of it', async () => {
    const { organisation } = await newCustomer(the(), 'smartbasic')
    const browser = await staff()
    the().sandbox.calls.clear()
    const page = await browser.visit(`/admin/customers/${organisation.organisationNumber}/test`)
    const text = textOf(page.text)
    expect(text).toMatch(/Token fra Maskinporten Virker/)
    expect(text).toMatch(/SystemUserInfo Virker/)
    expect(text).toMatch(/Krav og betalinger Virker/)
    expect(text).toMatch(/Lønn Mangler rettighet/)
    expect(page.text).not.toMatch(/eyJ/)
  })

  test('an access that was taken back gets no token, and the reason stands there', async () => {
    const smartcloud = the()
    const { organisation } = await newCustomer(smartcloud)
    withdraw(smartcloud.sandbox, organisation)
    const browser = await staff()
    const page = await browser.visit(`/admin/customers/${organisation.organisationNumber}/test`)
    const text = textOf(page.text)
    expect(text).toContain('MP-303')
    expect(text).toContain('Sporings-ID')
    expect(text.match(/Ikke prøvd/g)).toHaveLength(4)
  })

  test('when it was last used is written by the work in the background, not by the page', async () => {
    const smartcloud = the()
    const { organisation } = await newCustomer(smartcloud)
    const where = `organisation_number = '${organisation.organisationNumber}'`
    await smartcloud.recover()
    const [row] = await smartcloud.rows('customers', where)
    expect(Number(row?.['last_used_at'])).toBe(smartcloud.clock.now())
  })
})

describe('The case file', () => {
  test('has what support asks for, and nothing that is secret or somebody’s', async () => {
    const smartcloud = the()
    const organisation = newOrganisation(smartcloud.sandbox)
    smartcloud.sandbox.faults.add({ target: 'altinn.create', kind: 'status', status: 400 })
    const visitor = smartcloud.newBrowser()
    await visitor.submit(await signUp(visitor, organisation))

    const browser = await staff()
    const base = `/admin/customers/${organisation.organisationNumber}/case-file`
    const json = await browser.visit(`${base}.json`)
    const file = JSON.parse(json.text)
    expect(file).toMatchObject({
      systemId: '991825827_smartcloud',
      environment: 'sandbox',
      customer: { partyOrgNo: organisation.organisationNumber },
    })
    expect(file.versions['Node.js']).toBe(process.versions.node)
    expect(file.timeline.some(({ event }: { event: string }) => event === 'request refused')).toBe(
      true,
    )
    expect(file.diagnosis.length).toBeGreaterThan(3)
    expect(json.headers['content-disposition']).toMatch(/attachment; filename="smartcloud-\d{9}-/)

    const markdown = await browser.visit(`${base}.md`)
    expect(markdown.text).toContain(organisation.organisationNumber)
    expect(markdown.text).toMatch(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/)
    for (const { text } of [json, markdown])
      expect(text).not.toMatch(/eyJ|PRIVATE KEY|Kari Nordmann|kari@example\.no/)
  })

  test('a hostile name stays on its line', async () => {
    const smartcloud = the()
    const organisation = newOrganisation(smartcloud.sandbox)
    const visitor = smartcloud.newBrowser()
    await visitor.submit(
      await signUp(visitor, { ...organisation, name: '# <b>[x](javascript:1)|' }),
    )
    decide(smartcloud.sandbox, organisation, 'approve')
    await visitor.visit('/receipt')
    const browser = await staff()
    const file = await browser.visit(
      `/admin/customers/${organisation.organisationNumber}/case-file.md`,
    )
    expect(file.text.split('\n')[0]).toMatch(/^# Saksmappe: /)
    expect(file.text).not.toMatch(/[^\\]<b>|[^\\]\[x/)
  })
})
