import { describe, expect, test } from 'vitest'
import { decide, newOrganisation, requestsOf } from '../support/at-altinn.js'
import { textOf, type Browser } from '../support/browser.js'
import { newCustomer } from '../support/customer.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'
import { signUp } from '../support/people.js'
import { signInAsStaff } from '../support/sign-in.js'
import { planFor, type Verdict } from '../../src/planner/plan.js'
import type { PlannedRow } from '../../src/database/planned-customers.js'
import type { OrganisationNumber } from '../../src/domain/organisation-number.js'

const row = (changes: Partial<PlannedRow> = {}): PlannedRow => ({
  organisationNumber: '310460108' as OrganisationNumber,
  companyName: 'Ærfugl & Søn AS',
  systemUserId: 'a-system-user',
  externalReference: null,
  kind: 'standard',
  rights: ['has'],
  change: undefined,
  request: undefined,
  clients: 0,
  ...changes,
})
const change = (state: 'sent' | 'ended' | 'failed', failure: string | null, rights: string[]) => ({
  change: { state, failure, rights },
})
const request = (state: 'sent' | 'ended' | 'failed', status: string | null) => ({
  kind: 'agent' as const,
  request: { state, status },
})

test.each<[Verdict, string, Partial<PlannedRow>]>([
  ['nothing', 'it has all and more', { rights: ['has', 'new', 'other'] }],
  ['change', 'it lacks one', {}],
  ['waiting', 'a change waits', change('sent', null, ['has', 'new'])],
  ['change', 'the last change never left', change('failed', 'x', ['has', 'new'])],
  ['refused', 'the customer said no to this', change('ended', 'rejected', ['has', 'new'])],
  ['change', 'the customer said no to something else', change('ended', 'rejected', ['other'])],
  ['change', 'the last change ran out', change('ended', 'expired', ['has', 'new'])],
  ['recreate', 'it is for clients', { kind: 'agent' }],
  ['waiting', 'a new one for clients waits', request('sent', 'New')],
  ['refused', 'a new one for clients was turned down', request('sent', 'Rejected')],
  ['recreate', 'a new one for clients never left', request('failed', null)],
])('what has to happen is: %s, when %s', (verdict, _, changes) => {
  const [planned] = planFor([row(changes)], ['has', 'new'])
  expect(planned!.verdict).toBe(verdict)
  expect(planned!.lacking).toEqual(verdict === 'nothing' ? [] : ['new'])
})

describe('When a package is to have more', () => {
  const the = shareSmartCloud()
  const SALARY = 'ttd_systembruker-salary'
  const PLAN = `/admin/changes?package=smartbasic&right=${SALARY}`

  const staff = async (who: 'viewer' | 'operator' = 'operator'): Promise<Browser> => {
    const browser = the().newBrowser()
    await signInAsStaff(browser, who)
    return browser
  }

  /** Starts the list on the page that came, and waits until it has been worked through. */
  async function startList(browser: Browser, list: Awaited<ReturnType<Browser['visit']>>) {
    await browser.submit(list, {}, { button: 'Send ' })
    await the().workOnLists()
  }

  test('those who were chosen are asked for a change, and nobody else', async () => {
    const { organisation: chosen } = await newCustomer(the(), 'smartbasic')
    const { organisation: left } = await newCustomer(the(), 'smartbasic')
    const browser = await staff()
    const plan = await browser.visit(PLAN)
    expect(textOf(plan.text)).toMatch(/Endringsforespørsel \(\d+\)/)
    the().sandbox.calls.clear()
    const list = await browser.submit(
      plan,
      { organisation: chosen.organisationNumber },
      { button: 'Lag liste' },
    )
    expect(list.url).toMatch(/\/admin\/batches\/[0-9a-f-]{36}$/)
    expect(textOf(list.text)).toContain('Ingenting er sendt ennå.')
    expect(the().sandbox.calls.list('altinn.create')).toEqual([])

    await startList(browser, list)
    const changes = [...the().sandbox.state.changeRequests.values()]
    const of = ({ organisationNumber }: { organisationNumber: string }) =>
      changes.filter(({ partyOrgNo }) => partyOrgNo === organisationNumber)
    expect(of(chosen)).toHaveLength(1)
    expect(JSON.stringify(of(chosen)[0]!.requiredRights)).toContain(SALARY)
    expect(of(chosen)[0]!.unwantedRights).toEqual([])
    expect(of(left)).toEqual([])

    const done = textOf((await browser.visit(list.url)).text)
    expect(done).toContain('Alle linjene er ferdige.')
    expect(done).toContain('Lenke til Altinn')
    const after = await browser.visit(`${PLAN}&verdict=waiting`)
    expect(after.text).toContain(chosen.organisationNumber)
  })

  test('a system user for clients is made anew beside the old one', async () => {
    const { organisation } = await newCustomer(the(), 'smartklient')
    const request = (
      await the().rows('requests', `organisation_number = '${organisation.organisationNumber}'`)
    )[0]!
    // As if it had been approved when the package asked for less.
    await the().database.requests.markSent(String(request['id']), {
      altinnRequestId: String(request['altinn_request_id']),
      confirmUrl: null,
      altinnStatus: 'Accepted',
      accessPackages: ['urn:altinn:accesspackage:regnskapsforer-lonn'],
    })
    const browser = await staff()
    const plan = await browser.visit('/admin/changes?package=smartklient')
    expect(textOf(plan.text)).toContain('Ny systembruker')
    const list = await browser.submit(plan, { all: 'yes' }, { button: 'Lag liste' })
    await startList(browser, list)

    const [old, renewed] = requestsOf(the().sandbox, organisation)
    expect([old, renewed].map(one => one!.kind)).toEqual(['agent', 'agent'])
    const references = [old, renewed].map(one => one!.externalRef)
    expect(new Set(references).size).toBe(2)
  })

  test('a customer who has everything is left alone, and nobody chosen is told', async () => {
    const organisation = newOrganisation(the().sandbox)
    const visitor = the().newBrowser()
    await visitor.submit(await signUp(visitor, organisation, 'smartpremium'))
    decide(the().sandbox, organisation, 'approve')
    await visitor.visit('/receipt')
    const browser = await staff()
    const plan = await browser.visit('/admin/changes?package=smartpremium')
    expect(textOf(plan.text)).toContain('Kunden har alt pakken ber om.')
    expect(plan.text).not.toContain('Lag liste')

    const basic = await browser.visit(PLAN)
    const refused = await browser.submit(
      basic,
      { organisation: '310460108' },
      { button: 'Lag liste' },
    )
    expect(refused.status).toBe(422)
    expect(textOf(refused.text)).toContain('Velg minst én kunde')
  })

  test.each(['package=smartgull', 'right=anything', 'verdict=maybe', 'page=0', 'x=1'])(
    'a question that is none is turned away: %s',
    async query => {
      const browser = await staff('viewer')
      expect((await browser.visit(`/admin/changes?${query}`)).status).toBe(400)
    },
  )

  test('a viewer sees the plan and cannot make a list', async () => {
    const browser = await staff('viewer')
    const plan = await browser.visit(PLAN)
    expect(plan.text).not.toContain('name="organisation"')
    expect((await browser.raw('post', '/admin/changes')).status).toBe(403)
  })
})
