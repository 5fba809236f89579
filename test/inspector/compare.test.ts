import { describe, expect, test } from 'vitest'
import { newOrganisation } from '../support/at-altinn.js'
import { textOf, type Visit } from '../support/browser.js'
import { openSmartCloud, shareSmartCloud } from '../support/open-smartcloud.js'
import { goToAltinn, signUp } from '../support/people.js'
import { signInAsStaff } from '../support/sign-in.js'
import { flowsOf, onboarded, onboardedForClients, openStep, withChange } from './told-steps.js'

const smartcloud = shareSmartCloud()

/** The rows under a heading of the table, each as one text. */
function rowsUnder({ text }: Visit, heading: string): string[] {
  const groups = text.replaceAll('<wbr>', '').match(/<tbody\b.*?<\/tbody>/gs) ?? []
  const group = groups.find(one => textOf(one).startsWith(heading))
  return (group?.match(/<tr\b.*?<\/tr>/gs) ?? []).slice(1).map(textOf)
}

describe('The token of a system user beside an ordinary one', () => {
  test('shows in words what only one of them has', async () => {
    const { browser, organisation } = await onboarded(smartcloud())
    const step = await openStep(browser, 'Hent systembrukertoken')
    const page = await browser.follow(step, 'Sammenlign med et vanlig Maskinporten-token')

    const number = `0192:${organisation.organisationNumber}`
    const alone = rowsUnder(page, 'Finnes bare i det ene')
    expect(alone).toHaveLength(5)
    expect(alone).toContain(
      `authorization_details[0].systemuser_org.ID Kunden som har godkjent tilgangen Finnes ikke ${number} Bare i systembrukertokenet`,
    )
    const both = rowsUnder(page, 'Finnes i begge')
    expect(both.find(row => row.startsWith('consumer.ID'))).toMatch(/0192:(\d{9}) 0192:\1 Likt$/)
    expect(both.find(row => row.startsWith('scope'))).toMatch(/Ulik verdi$/)
    const left = await browser.follow(page, 'Vanlig token, fra steg')
    expect(textOf(left.text)).toContain('Hent token')
    expect(textOf((await browser.follow(page, 'Tilbake til steg')).text)).toContain(
      'Hent systembrukertoken',
    )
  })

  test('takes one from another flow, and says how to get one when there is none', async () => {
    const { browser: staff, deps } = await openSmartCloud()
    const { recorder } = deps
    const who = { staff: 'compares', registrations: [], key: 'compares' }
    const jwt = (payload: object) =>
      ['{"alg":"RS256"}', JSON.stringify(payload), 'signature']
        .map(part => Buffer.from(part).toString('base64url'))
        .join('.')
    const get = (payload: object) =>
      recorder.watch(who, { isMuted: false }).call({
        service: 'maskinporten',
        operation: 'maskinporten: get token',
        method: 'POST',
        url: 'http://localhost:3001/token',
        durationMs: 1,
        request: { headers: {}, body: undefined },
        response: {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: Buffer.from(JSON.stringify({ access_token: jwt(payload) })),
        },
      })
    get({ scope: 'b', authorization_details: [{ type: 'urn:altinn:systemuser' }] })
    const address = `/admin/inspector/flows/${recorder.flowsFor(who)[0]!.id}?step=1&compare=plain`
    await signInAsStaff(staff, 'presenter')

    const before = textOf((await staff.visit(address)).text)
    expect(before).toContain('Røntgen har ikke sett noe vanlig Maskinporten-token ennå.')
    get({ scope: 'a' })
    const page = await staff.visit(address)
    expect(textOf(page.text)).toContain('Vanlig token, fra en annen flyt')
    expect(rowsUnder(page, 'Finnes i begge')).toEqual([
      'scope API-et tokenet kan brukes mot a b Ulik verdi',
    ])
  })
})

describe('The request before and after somebody answered', () => {
  test('shows what has changed', async () => {
    const { browser } = await onboarded(smartcloud())
    const step = await openStep(browser, 'Sjekk status på forespørselen')
    const page = await browser.follow(step, 'Sammenlign forespørselen før og etter')
    expect(rowsUnder(page, 'Endret')).toEqual(['status New Accepted Endret'])
    expect(rowsUnder(page, 'Som før').length).toBeGreaterThan(5)
  })

  test('shows it for clients and for a change as well', async () => {
    const agent = await onboardedForClients(smartcloud())
    const agents = await openStep(agent.browser, 'Sjekk status på forespørselen')
    const after = await agent.browser.follow(agents, 'Sammenlign forespørselen før og etter')
    expect(rowsUnder(after, 'Endret').join()).toContain('status New Accepted Endret')

    const customer = await onboarded(smartcloud())
    await withChange(smartcloud(), customer)
    const change = await openStep(customer.browser, 'Sjekk status på endringen')
    const changed = await customer.browser.follow(change, 'Sammenlign forespørselen før og etter')
    expect(rowsUnder(changed, 'Endret').join()).toContain('status New Accepted Endret')
  })

  test('says that nobody has looked yet', async () => {
    const browser = smartcloud().newBrowser()
    await goToAltinn(browser, await signUp(browser, newOrganisation(smartcloud().sandbox)))
    const step = await openStep(browser, 'Opprett forespørsel om systembruker')
    const page = await browser.follow(step, 'Sammenlign forespørselen før og etter')
    expect(textOf(page.text)).toContain('SmartCloud har ikke spurt om status etter')
  })
})

test('Somebody else’s flow is compared with nothing', async () => {
  const { browser } = await onboarded(smartcloud())
  const [flow] = await flowsOf(browser)
  const stranger = smartcloud().newBrowser()
  for (const comparison of ['plain', 'before'])
    expect((await stranger.visit(`${flow}?step=1&compare=${comparison}`)).status).toBe(404)
})
