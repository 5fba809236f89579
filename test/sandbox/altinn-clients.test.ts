import { describe, expect, test } from 'vitest'
import {
  ACCOUNTANT,
  AGENT,
  CLIENTS,
  CUSTOMER,
  EMPLOYEE,
  openAltinn,
  OWNER,
  PLATFORM,
  UNKNOWN_ID,
  type Altinn,
} from './open-altinn.js'

const CLIENT_ADMINISTRATOR = '25879512207'
/** In the business register a client of the accountant, but not attached to the agent. */
const NOT_ATTACHED = '314577760'
const ATTACHED = ['213089358', '313210502', '214685590']

/** The person, with a token of ID-porten exchanged at Altinn. */
async function signedIn(altinn: Altinn, pid: string, scopes = ['read', 'write']) {
  const scope = scopes.map(name => `altinn:clientdelegations.${name}`).join(' ')
  const token = await altinn.idPortenToken({ scope, pid })
  return { token: (await altinn.get(`${PLATFORM}/exchange/id-porten`, { token })).text }
}

const uuidOf = ({ state }: Altinn, orgNo: string) => state.organisations.get(orgNo)!.partyUuid

const numbers = (answer: { body: { data: { clientOrganizationNumber: string }[] } }) =>
  answer.body.data.map(client => client.clientOrganizationNumber)

async function open(pid = CLIENT_ADMINISTRATOR) {
  const altinn = await openAltinn()
  const by = await signedIn(altinn, pid)
  const client = uuidOf(altinn, NOT_ATTACHED)
  return {
    ...altinn,
    altinn,
    by,
    client,
    attached: () => altinn.get(`${CLIENTS}/clients?agent=${AGENT}`, by),
    available: () => altinn.get(`${CLIENTS}/clients/available?agent=${AGENT}`, by),
    attach: (id = client) =>
      altinn.post(`${CLIENTS}/clients?agent=${AGENT}&client=${id}`, undefined, by),
    detach: (id = client) => altinn.remove(`${CLIENTS}/clients?agent=${AGENT}&client=${id}`, by),
  }
}

describe('the accountant’s client administrator', () => {
  test('sees the agent', async () => {
    const { get, by } = await open()
    const agents = (await get(`${CLIENTS}/agents?party=${ACCOUNTANT.orgNo}`, by)).body
    expect(agents).toMatchObject([{ id: AGENT, userType: 'agent', partyId: '50900166' }])
    expect(agents[0].accessPackages).toHaveLength(2)
  })

  test('sees who is attached and who could be', async () => {
    const { attached, available, state } = await open()
    const list = await attached()
    expect(numbers(list).sort()).toEqual([...ATTACHED].sort())
    expect(list.body).toMatchObject({
      links: {},
      systemUserInformation: { systemUserId: AGENT, systemUserOwnerOrg: ACCOUNTANT.orgNo },
    })
    const organisation = state.organisations.get(NOT_ATTACHED)!
    expect((await available()).body.data).toEqual([
      {
        clientId: organisation.partyUuid,
        clientOrganizationNumber: NOT_ATTACHED,
        clientOrganizationName: organisation.name,
      },
    ])
  })

  test('attaches one, once, and takes it away again', async () => {
    const { attach, detach, attached, available, client, state } = await open()
    for (const answer of [await attach(), await attach()])
      expect([answer.status, answer.body]).toEqual([200, { agent: AGENT, client }])
    expect(state.systemUsers.get(AGENT)!.clients).toEqual([...ATTACHED, NOT_ATTACHED])
    expect(numbers(await available())).toEqual([])

    expect((await detach()).body).toEqual({ agent: AGENT, client })
    expect(numbers(await attached())).not.toContain(NOT_ATTACHED)
    expect((await detach()).body.code).toBe('AUTH-00031')
  })

  test('sees nobody who has not given all the agent needs', async () => {
    const { available, state } = await open()
    state.systemUsers
      .get(AGENT)!
      .accessPackages.push({ urn: 'urn:altinn:accesspackage:ansvarlig-revisor' })
    expect(numbers(await available())).toEqual([])
  })

  test('who is a managing director may as well, and nobody else', async () => {
    expect((await (await open(ACCOUNTANT.director)).attach()).status).toBe(200)
    for (const pid of [EMPLOYEE, OWNER.director, UNKNOWN_ID]) {
      const { attach, attached, get, by } = await open(pid)
      const agents = await get(`${CLIENTS}/agents?party=${ACCOUNTANT.orgNo}`, by)
      for (const answer of [await attach(), await attached(), agents])
        expect([answer.status, answer.text]).toEqual([403, ''])
    }
  })

  test('needs the scope for what is done', async () => {
    const { altinn, client } = await open()
    const reader = await signedIn(altinn, CLIENT_ADMINISTRATOR, ['read'])
    const writer = await signedIn(altinn, CLIENT_ADMINISTRATOR, ['write'])
    const path = `${CLIENTS}/clients?agent=${AGENT}&client=${client}`
    expect((await altinn.post(path, undefined, reader)).status).toBe(403)
    expect((await altinn.remove(path, reader)).status).toBe(403)
    expect((await altinn.get(path, writer)).status).toBe(403)
  })

  test('is told of all that is missing at once', async () => {
    const { post, by } = await open()
    const answer = await post(`${CLIENTS}/clients`, undefined, by)
    expect(answer.body.validationErrors).toMatchObject([
      { code: 'AUTH.VLD-00014', paths: ['?agent'] },
      { code: 'AUTH.VLD-00016', paths: ['?client'] },
    ])
    expect((await post(`${CLIENTS}/clients?agent=abc`, undefined, by)).body.errors).toEqual({
      agent: ["The value 'abc' is not valid."],
    })
  })

  test('asks about organisations that nobody knows', async () => {
    const { get, by, attached, state } = await open()
    expect((await get(`${CLIENTS}/agents?party=313999998`, by)).body).toEqual({
      title: 'Party not found',
      status: 404,
    })
    expect((await get(`${CLIENTS}/agents`, by)).status).toBe(400)
    state.organisations.delete(ACCOUNTANT.orgNo)
    expect((await attached()).body).toEqual({
      title: 'System Owner not Found',
      detail: `No associated party information found for systemuser owner ${ACCOUNTANT.orgNo}`,
      status: 404,
    })
  })
})

test('no vendor can attach a client, whatever its scopes', async () => {
  const { post, client } = await open()
  const scope = 'altinn:clientdelegations.write'
  const path = `${CLIENTS}/clients?agent=${AGENT}&client=${client}`
  expect((await post(path, undefined, { scope })).status).toBe(403)
  expect((await post(path, undefined, { scope, as: CUSTOMER.orgNo })).status).toBe(403)
})
