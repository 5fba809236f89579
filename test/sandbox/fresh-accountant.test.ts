import { expect, onTestFinished, test } from 'vitest'
import { CLIENT_PACKAGE } from '../../src/domain/packages.js'
import { testOrganisationsFor } from '../../src/domain/test-organisations.js'
import { accessPackage, AGENT_REQUESTS, SYSTEM } from './open-altinn.js'
import { createPageBrowser, OVERVIEW } from './open-pages.js'
import { openVendor, systemUserOf } from './open-vendor.js'

const [ACCOUNTANT] = testOrganisationsFor(CLIENT_PACKAGE.id)
const DIRECTOR = '16827922114'
const CLIENT = { orgNo: '311844202', name: 'Freidig Tapper Laks AS' }
const ANOTHER_CLIENT = '316508731'

/** The vendor of SmartCloud, and what it reads of an organisation with its customer's token. */
async function openAccountant() {
  const { sandbox, askFor } = await openVendor()
  onTestFinished(sandbox.close)
  const orgNo = ACCOUNTANT!.organisationNumber

  async function call(path: string, scope: string, body?: object) {
    const authorization_details = body ? undefined : systemUserOf(orgNo)
    const { access_token } = (await askFor({ scope, authorization_details })).body
    return fetch(sandbox.origin + path, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
  }
  const statusOf = async (path: string, scope: string) => (await call(path, scope)).status

  return {
    orgNo,
    state: sandbox.state,
    browser: createPageBrowser(sandbox.origin),
    token: () =>
      askFor({ scope: 'altinn:systembruker.demo', authorization_details: systemUserOf(orgNo) }),
    async askForSystemUser() {
      const answer = await call(AGENT_REQUESTS, 'altinn:authentication/systemuser.request.write', {
        systemId: SYSTEM,
        partyOrgNo: orgNo,
        accessPackages: CLIENT_PACKAGE.agentPackages.map(accessPackage),
        redirectUrl: 'http://localhost:3000/receipt',
      })
      return { status: answer.status, body: (await answer.json()) as { confirmUrl: string } }
    },
    reads: async (client: string) => ({
      salary: await statusOf(`/api/Salary/${client}`, 'altinn:systembruker.demo'),
      claims: await statusOf(
        `/v1/regnskapssystem/${client}/aapnekrav`,
        'skatteetaten:kravogbetalinger',
      ),
      logistics: await statusOf(`/api/Logistics/${client}`, 'altinn:systembruker.demo'),
    }),
  }
}

test('An accountant nobody has asked comes all the way to the pay and the claims of a client', async () => {
  const { orgNo, state, browser, token, askForSystemUser, reads } = await openAccountant()
  const isTheirs = ({ partyOrgNo }: { partyOrgNo: string }) => partyOrgNo === orgNo
  expect([...state.requests.values()].filter(isTheirs)).toEqual([])
  expect((await token()).status).toBe(400)

  const asked = await askForSystemUser()
  expect(asked.status).toBe(201)
  const { pathname, search } = new URL(asked.body.confirmUrl)
  const approval = await browser.as(DIRECTOR, pathname + search)
  await browser.press(approval, 'Godkjenn systemtilgang')

  expect((await token()).status).toBe(200)
  expect(await reads(CLIENT.orgNo)).toEqual({ salary: 403, claims: 403, logistics: 403 })

  const overview = await browser.as(DIRECTOR, OVERVIEW)
  const clients = await browser.follow(overview, 'Legg til og fjern klienter : SmartCloud')
  await browser.press(clients, `Legg til : ${CLIENT.name}`)

  expect(await reads(CLIENT.orgNo)).toEqual({ salary: 200, claims: 200, logistics: 403 })
  expect(await reads(ANOTHER_CLIENT)).toEqual({ salary: 403, claims: 403, logistics: 403 })
  expect(await reads(orgNo)).toEqual({ salary: 403, claims: 403, logistics: 403 })
})
