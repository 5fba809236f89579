import { describe, expect, test } from 'vitest'
import {
  accessPackage,
  CHANGE_ID,
  CHANGES,
  CLAIMS,
  LOGISTICS,
  NOON,
  openAltinn,
  OTHER_VENDOR,
  OWNER,
  OWNERS_SYSTEM_USER,
  PORTAL,
  right,
  SALARY,
  SYSTEM,
  UNKNOWN_ID,
  type Altinn,
} from './open-altinn.js'

const DAY = 24 * 60 * 60 * 1000
const TARGET = {
  externalRef: OWNER.orgNo,
  systemId: SYSTEM,
  systemUserId: OWNERS_SYSTEM_USER,
  partyOrgNo: OWNER.orgNo,
}
const WANTED = {
  requiredRights: [SALARY],
  unwantedRights: [LOGISTICS],
  requiredAccessPackages: [accessPackage('lonn')],
  unwantedAccessPackages: [accessPackage('merverdiavgift')], // on neither system nor system user
}
const redirectUrl = 'http://localhost:3000/receipt?change=9'

const stored = (altinn: Altinn) => ({
  id: CHANGE_ID,
  ...TARGET,
  ...WANTED,
  status: 'New',
  redirectUrl,
  confirmUrl: `${altinn.sandbox.origin}/accessmanagement/ui/systemuser/changerequest?id=${CHANGE_ID}&DONTCHOOSEREPORTEE=true`,
  created: new Date(NOON).toISOString(),
  timedOut: false,
})

/** A change request as `WANTED`, under `CHANGE_ID`. */
async function asked() {
  const altinn = await openAltinn()
  const answer = await altinn.change(CHANGE_ID, OWNERS_SYSTEM_USER, { ...WANTED, redirectUrl })
  return { ...altinn, altinn, answer }
}

describe('a vendor asks for other permissions', () => {
  test('and gets the address at which the customer decides', async () => {
    const { altinn, answer } = await asked()
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual(stored(altinn))
  })

  test('again under the same id, and gets the first one back', async () => {
    const { altinn, change } = await asked()
    const again = await change(CHANGE_ID.toUpperCase(), OWNERS_SYSTEM_USER, {
      requiredRights: [CLAIMS],
    })
    expect(again.status).toBe(200)
    expect(again.body).toEqual(stored(altinn))
  })

  test('under a second id, which is a second change', async () => {
    const { change } = await asked()
    expect((await change(UNKNOWN_ID, OWNERS_SYSTEM_USER, WANTED)).status).toBe(201)
  })

  test('and nothing is to be changed', async () => {
    const { change, state } = await openAltinn()
    const answer = await change(CHANGE_ID, OWNERS_SYSTEM_USER, { redirectUrl: 'nonsense' })
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      id: CHANGE_ID,
      ...TARGET,
      requiredRights: [],
      unwantedRights: [],
      requiredAccessPackages: [],
      unwantedAccessPackages: [],
      redirectUrl: 'nonsense',
      status: 'NoChangeNeeded',
      confirmUrl: '',
      created: '0001-01-01T00:00:00',
      timedOut: false,
    })
    expect(state.changeRequests.size).toBe(0)
  })

  test('with the ids missing or mixed up', async () => {
    const { post, change } = await openAltinn()
    const missing =
      'Missing or invalid QueryParameter: correlation-id. Generate a unique UUID (RFC 4122) for this Change Request, and add as a Query Parameter.'
    const none = await post(`${CHANGES}?system-user-id=${OWNERS_SYSTEM_USER}`, WANTED)
    expect([none.status, none.text]).toEqual([400, missing])
    const zero = await change('00000000-0000-0000-0000-000000000000', OWNERS_SYSTEM_USER, WANTED)
    expect([zero.status, zero.text]).toEqual([400, missing])
    const same = await change(OWNERS_SYSTEM_USER, OWNERS_SYSTEM_USER, WANTED)
    expect([same.status, same.text]).toEqual([
      400,
      'The correlation-id should not be the same as the system-user-id. Generate a unique id.',
    ])
    expect((await change('abc', OWNERS_SYSTEM_USER, WANTED)).body.errors).toEqual({
      'correlation-id': ["The value 'abc' is not valid."],
    })
    expect((await change(CHANGE_ID, 'abc', WANTED)).status).toBe(400)
  })

  test('for another vendor’s system user, and is not known', async () => {
    const { change, maskinportenToken } = await openAltinn()
    const foreign = await change(CHANGE_ID, OWNERS_SYSTEM_USER, WANTED, { as: OTHER_VENDOR })
    expect(foreign.body).toMatchObject({ title: 'Unauthorized', status: 401 })
    const nobody = { token: await maskinportenToken({ consumer: undefined }) }
    expect((await change(CHANGE_ID, UNKNOWN_ID, WANTED, nobody)).status).toBe(401)
  })

  test('with null for a list', async () => {
    const { change } = await openAltinn()
    const answer = await change(CHANGE_ID, OWNERS_SYSTEM_USER, { requiredRights: null })
    expect([answer.status, Object.keys(answer.body.errors)]).toEqual([400, ['RequiredRights']])
  })

  test('under the id of one it has deleted, and Altinn stumbles', async () => {
    const { remove, change } = await asked()
    await remove(`${CHANGES}/${CHANGE_ID}`)
    expect((await change(CHANGE_ID, OWNERS_SYSTEM_USER, WANTED)).status).toBe(500)
  })

  test('and Altinn looks at customer, way back, rights and packages in this order', async () => {
    const { change, state } = await openAltinn()
    const wrong = {
      requiredRights: [right('x')],
      requiredAccessPackages: [accessPackage('jordbruk')],
      redirectUrl: 'https://evil.example/',
    }
    const codeOf = async (body: object) =>
      (await change(CHANGE_ID, OWNERS_SYSTEM_USER, body)).body.code
    expect(await codeOf(wrong)).toBe('AUTH-00021')
    expect(await codeOf({ ...wrong, redirectUrl: '' })).toBe('AUTH-00001')
    expect(await codeOf({ ...wrong, redirectUrl, requiredRights: [] })).toBe('AUTH-00063')
    const forClients = [accessPackage('regnskapsforer-lonn')]
    expect(await codeOf({ requiredAccessPackages: forClients })).toBe('AUTH-00064')
    state.systems.get(SYSTEM)!.allowedRedirectUrls = []
    expect(await codeOf(wrong)).toBe('AUTH-00026')
    state.organisations.delete(OWNER.orgNo)
    expect(await codeOf(wrong)).toBe('AUTH-00000')
  })
})

describe('a vendor follows its change', () => {
  test('by its id; whether time is up it is not told', async () => {
    const { altinn, get, sandbox } = await asked()
    sandbox.faults.moveClock(181 * DAY)
    expect((await get(`${CHANGES}/${CHANGE_ID}`)).body).toEqual(stored(altinn))
  })

  test('by its reference, and the packages have got lost', async () => {
    const { altinn, get } = await asked()
    const path = `${CHANGES}/byexternalref/${SYSTEM}/${OWNER.orgNo}/${OWNER.orgNo}`
    expect((await get(path)).body).toEqual({
      ...stored(altinn),
      requiredAccessPackages: [],
      unwantedAccessPackages: [],
    })
    expect((await get(path, { as: OTHER_VENDOR })).body.code).toBe('AUTH-00011')
    expect((await get(`${CHANGES}/byexternalref/a/b/c`)).body.code).toBe('AUTH-00010')
  })

  test('in a list whose second page is its first', async () => {
    const { change, get, sandbox } = await openAltinn({ quirks: { pageSize: 1 } })
    for (const id of [UNKNOWN_ID, CHANGE_ID])
      await change(id, OWNERS_SYSTEM_USER, { ...WANTED, redirectUrl })
    const path = `${CHANGES}/bysystem/${SYSTEM}`
    const first = (await get(path)).body
    expect(first.data).toMatchObject([{ id: UNKNOWN_ID }])
    expect(first.data[0]).not.toHaveProperty('confirmUrl')
    expect((await get(first.links.next.replace(sandbox.origin, ''))).body).toEqual(first)
    expect((await get(`${path}?token=abc`)).status).toBe(400)
  })

  test('in the same list with that quirk switched off', async () => {
    const quirks = { pageSize: 1, changeRequestPagesNeverAdvance: false }
    const { change, get, sandbox } = await openAltinn({ quirks })
    for (const id of [UNKNOWN_ID, CHANGE_ID])
      await change(id, OWNERS_SYSTEM_USER, { ...WANTED, redirectUrl })
    const first = (await get(`${CHANGES}/bysystem/${SYSTEM}`)).body
    const second = (await get(first.links.next.replace(sandbox.origin, ''))).body
    expect(second).toMatchObject({ data: [{ id: CHANGE_ID }], links: {} })
  })

  test('until it deletes it', async () => {
    const { remove, get } = await asked()
    expect((await remove(`${CHANGES}/${CHANGE_ID}`, { as: OTHER_VENDOR })).status).toBe(404)
    const answer = await remove(`${CHANGES}/${CHANGE_ID}`)
    expect([answer.status, answer.text]).toEqual([202, ''])
    expect((await get(`${CHANGES}/${CHANGE_ID}`)).body.code).toBe('AUTH-00010')
    expect((await remove(`${CHANGES}/${CHANGE_ID}`)).body.code).toBe('AUTH-00010')
  })
})

describe('the customer’s person answers', () => {
  const decide = ({ post }: Altinn, decision: string, person = OWNER.director) =>
    post(`${PORTAL}/changerequest/${OWNER.partyId}/${CHANGE_ID}/${decision}`, undefined, { person })

  test('and sees what is to be added and taken away', async () => {
    const { altinn, get } = await asked()
    const { confirmUrl, ...change } = stored(altinn)
    const seen = await get(`${PORTAL}/changerequest/${CHANGE_ID}`, { person: OWNER.director })
    expect(seen.body).toMatchObject({ ...change, partyId: OWNER.partyId })
    expect(
      (await get(`${PORTAL}/changerequest/${UNKNOWN_ID}`, { person: OWNER.director })).status,
    ).toBe(404)
  })

  test('yes, and the system user keeps its id and gets exactly that', async () => {
    const { altinn, state, get } = await asked()
    const before = state.systemUsers.get(OWNERS_SYSTEM_USER)!.sequence
    expect((await decide(altinn, 'approve')).body).toBe(true)

    const user = state.systemUsers.get(OWNERS_SYSTEM_USER)!
    expect(user.rights).toEqual([CLAIMS, SALARY])
    expect(user.accessPackages).toEqual([accessPackage('lonn')])
    expect(user.sequence).toBeGreaterThan(before) // moves to the end of the lists
    expect((await get(`${CHANGES}/${CHANGE_ID}`)).body.status).toBe('Accepted')
  })

  test('yes to what is there already, and nothing is there twice', async () => {
    const { change, state, ...altinn } = await openAltinn()
    const body = {
      requiredRights: [CLAIMS, { ...SALARY, action: 'read' }],
      unwantedRights: [right('x')],
    }
    await change(CHANGE_ID, OWNERS_SYSTEM_USER, body)
    await decide({ change, state, ...altinn }, 'approve')
    expect(state.systemUsers.get(OWNERS_SYSTEM_USER)!.rights).toEqual([
      CLAIMS,
      LOGISTICS,
      { ...SALARY, action: 'read' },
    ])
  })

  test('no, and everything stays', async () => {
    const { altinn, state, get } = await asked()
    await decide(altinn, 'reject')
    expect(state.systemUsers.get(OWNERS_SYSTEM_USER)!.rights).toEqual([CLAIMS, LOGISTICS])
    expect((await get(`${CHANGES}/${CHANGE_ID}`)).body.status).toBe('Rejected')
  })

  test('and cannot send it on', async () => {
    const { altinn } = await asked()
    expect((await decide(altinn, 'escalate')).status).toBe(404)
  })
})
