import { describe, expect, test } from 'vitest'
import {
  approveRequest,
  createSystemUser,
  deleteSystemUser,
  mayApprove,
  rejectRequest,
  whatIsMissing,
} from '../../src/sandbox/altinn/approval.js'
import {
  ACCOUNTANT,
  accessPackage,
  AGENT,
  CHANGE_ID,
  CLAIMS,
  CUSTOMER,
  DIRECTOR,
  EMPLOYEE,
  LOGISTICS,
  MANAGER,
  MANAGER_WITHOUT_SALARY,
  openAltinn,
  OTHER_VENDOR,
  OWNER,
  OWNERS_SYSTEM_USER,
  PORTAL,
  SALARY,
  STRANGER,
  SYSTEM,
  UNKNOWN_ID,
  VENDOR,
  type Altinn,
} from './open-altinn.js'

const LIST = `${PORTAL}/vendor/bysystem/${SYSTEM}`
const VIEW = {
  id: OWNERS_SYSTEM_USER,
  integrationTitle: 'SmartCloud',
  systemId: SYSTEM,
  productName: '',
  reporteeOrgNo: OWNER.orgNo,
  created: expect.stringMatching(/^2026-.*Z$/),
  isDeleted: false,
  supplierName: '',
  supplierOrgno: VENDOR,
  externalRef: OWNER.orgNo,
  userType: 'standard',
}
const ids = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id)

describe('a vendor looks for a customer’s system user', () => {
  const query = ({ get }: Altinn, search: string, as = VENDOR) =>
    get(`${PORTAL}/vendor/byquery?${search}`, { as })

  test('and finds it, but never what it may do', async () => {
    const altinn = await openAltinn()
    const found = await query(altinn, `system-id=${SYSTEM}&orgno=${OWNER.orgNo}`)
    expect(found.body).toEqual(VIEW)
    const search = `SYSTEM-ID=${SYSTEM}&OrgNo=${OWNER.orgNo}&external-ref=${OWNER.orgNo}`
    expect((await query(altinn, search)).body).toEqual(VIEW)
  })

  test('of whom it must know the reference', async () => {
    const altinn = await openAltinn()
    const search = `system-id=${SYSTEM}&orgno=213089358`
    expect((await query(altinn, search)).body).toMatchObject({ title: 'Not Found', status: 404 })
    expect((await query(altinn, `${search}&external-ref=sc-213089358-b`)).status).toBe(200)
  })

  test('in vain', async () => {
    const altinn = await openAltinn()
    const right = `system-id=${SYSTEM}&orgno=${OWNER.orgNo}`
    expect((await query(altinn, right, OTHER_VENDOR)).status).toBe(404)
    expect((await query(altinn, `system-id=x&orgno=${OWNER.orgNo}`)).status).toBe(404)
    expect((await query(altinn, `orgno=${OWNER.orgNo}`)).body.errors).toEqual({
      'system-id': ['The system-id field is required.'],
    })
    expect((await query(altinn, `system-id=${SYSTEM}&orgno=`)).status).toBe(400)
    deleteSystemUser(altinn.world, OWNERS_SYSTEM_USER)
    expect((await query(altinn, right)).status).toBe(404)
  })
})

describe('a vendor lists its system users', () => {
  test('of both kinds, in the order in which they last changed', async () => {
    const altinn = await openAltinn()
    const before = ids((await altinn.get(LIST)).body)
    expect(before).toHaveLength(4)
    expect(before[0]).toBe(OWNERS_SYSTEM_USER)
    expect(before).toContain(AGENT)
    expect((await altinn.get(LIST)).body.data[0]).toEqual(VIEW)

    await altinn.change(CHANGE_ID, OWNERS_SYSTEM_USER, { requiredRights: [SALARY] })
    const path = `${PORTAL}/changerequest/${OWNER.partyId}/${CHANGE_ID}/approve`
    await altinn.post(path, undefined, { person: OWNER.director })
    expect(ids((await altinn.get(LIST)).body)).toEqual([...before.slice(1), before[0]])
  })

  test('page by page, and misses nobody', async () => {
    const { get, sandbox } = await openAltinn({ quirks: { pageSize: 3 } })
    const first = (await get(LIST)).body
    expect(first.links.next).toBe(
      `${sandbox.origin}${LIST}?token=${Buffer.from('4').toString('base64url')}`,
    )
    const second = (await get(first.links.next.replace(sandbox.origin, ''))).body
    expect([ids(first).length, ids(second).length]).toEqual([3, 1])
    expect(ids(first)).not.toContain(ids(second)[0])
    expect(second.links).toEqual({})
    const guid = Buffer.from(JSON.stringify(UNKNOWN_ID)).toString('base64url')
    expect((await get(`${LIST}?token=${guid}`)).status).toBe(400)
  })

  test('and a deleted one is gone, though not one of a deleted system', async () => {
    const { world, get, state } = await openAltinn()
    deleteSystemUser(world, OWNERS_SYSTEM_USER)
    state.systems.get(SYSTEM)!.isDeleted = true
    expect(ids((await get(LIST)).body)).toHaveLength(3)
  })

  test('and no administrator’s scope opens another vendor’s', async () => {
    const { get } = await openAltinn()
    const scope = 'altinn:authentication/systemregister.admin'
    expect((await get(LIST, { scope })).status).toBe(200)
    expect((await get(LIST, { scope, as: OTHER_VENDOR })).body.code).toBe('AUTH-00011')
  })
})

describe('Maskinporten looks for the system user of a grant', () => {
  const scope = 'altinn:maskinporten/systemuser.read'
  const find = async (altinn: Altinn, changes: Record<string, string | undefined> = {}) => {
    const query = {
      clientId: 'ours',
      systemProviderOrgNo: VENDOR,
      systemUserOwnerOrgNo: OWNER.orgNo,
      ...changes,
    }
    const given = Object.entries(query).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    )
    const search = new URLSearchParams(given as [string, string][])
    return altinn.get(`${PORTAL}/byExternalId?${search}`, { scope })
  }
  const open = async () => {
    const altinn = await openAltinn()
    altinn.state.systems.get(SYSTEM)!.clientId = ['other', 'ours']
    return altinn
  }

  test('and finds it', async () => {
    const answer = await find(await open())
    expect(answer.body).toEqual({ ...VIEW, productName: SYSTEM })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect((await find(await open(), { externalRef: OWNER.orgNo })).status).toBe(200)
    expect((await find(await open(), { externalRef: '' })).status).toBe(200)
  })

  test.each([
    ['a client that is not on the system', { clientId: 'Ours' }],
    ['another vendor', { systemProviderOrgNo: OTHER_VENDOR }],
    ['a customer without one', { systemUserOwnerOrgNo: CUSTOMER.orgNo }],
    ['another reference', { externalRef: 'x' }],
    ['a reference left out', { systemUserOwnerOrgNo: '213089358' }],
  ])('in vain: %s', async (_, changes) => {
    expect((await find(await open(), changes)).body).toMatchObject({
      title: 'Not Found',
      status: 404,
    })
  })

  test('in vain: the system, or the system user, has been deleted', async () => {
    const one = await open()
    one.state.systems.get(SYSTEM)!.isDeleted = true
    expect((await find(one)).status).toBe(404)
    const other = await open()
    deleteSystemUser(other.world, OWNERS_SYSTEM_USER)
    expect((await find(other)).status).toBe(404)
  })

  test.each(['clientId', 'systemProviderOrgNo', 'systemUserOwnerOrgNo'])(
    'without %s',
    async name => {
      const answer = await find(await open(), { [name]: undefined })
      expect([answer.status, Object.keys(answer.body.errors)]).toEqual([400, [name]])
    },
  )
})

describe('the customer’s people', () => {
  const person = { person: MANAGER }

  test('make a system user themselves, with all the system has', async () => {
    const { post, get, state } = await openAltinn()
    const system = state.systems.get(SYSTEM)!
    system.accessPackages = [accessPackage('lonn')]
    const body = { integrationTitle: 'Vår', systemId: SYSTEM }
    const created = await post(`${PORTAL}/${CUSTOMER.partyId}/create`, body, person)
    expect(created.status).toBe(200)
    expect(created.body).toMatchObject({
      integrationTitle: 'Vår',
      externalRef: CUSTOMER.orgNo,
      systemInternalId: system.internalId,
      partyId: String(CUSTOMER.partyId),
      partyUuId: '',
      accessPackages: [accessPackage('lonn')],
    })
    expect(state.systemUsers.get(created.body.id)).toMatchObject({
      userType: 'standard',
      rights: [CLAIMS, LOGISTICS, SALARY],
      accessPackages: [accessPackage('lonn')],
    })
    const path = `${PORTAL}/vendor/byquery?system-id=${SYSTEM}&orgno=${CUSTOMER.orgNo}`
    expect((await get(path)).body.id).toBe(created.body.id)

    const again = await post(`${PORTAL}/${CUSTOMER.partyId}/create`, body, person)
    expect(again.body.code).toBe('AUTH-00004')
  })

  test('cannot, when they may not or lack something', async () => {
    const { post, state } = await openAltinn()
    state.systems.get(SYSTEM)!.accessPackages = []
    const create = (pid: string, systemId = SYSTEM) =>
      post(
        `${PORTAL}/${CUSTOMER.partyId}/create`,
        { integrationTitle: 'x', systemId },
        { person: pid },
      )
    expect((await create(EMPLOYEE)).status).toBe(403)
    expect((await create(MANAGER_WITHOUT_SALARY)).body.code).toBe('AUTH-00016')
    expect((await create(MANAGER, 'x')).body.code).toBe('AUTH-00011')
    expect((await post(`${PORTAL}/${CUSTOMER.partyId}/create`, {}, person)).status).toBe(400)
  })

  test('see their own, and what each may do', async () => {
    const { get } = await openAltinn()
    const owner = { person: OWNER.director }
    expect((await get(`${PORTAL}/${OWNER.partyId}`, owner)).body).toMatchObject([
      { id: OWNERS_SYSTEM_USER },
    ])
    expect(
      (await get(`${PORTAL}/${OWNER.partyId}/${OWNERS_SYSTEM_USER}`, owner)).body,
    ).toMatchObject({
      id: OWNERS_SYSTEM_USER,
      rights: [CLAIMS, LOGISTICS],
    })
    expect((await get(`${PORTAL}/${OWNER.partyId}/${AGENT}`, owner)).status).toBe(404)
    expect((await get(`${PORTAL}/${CUSTOMER.partyId}`, owner)).status).toBe(403)
    const accountant = { person: ACCOUNTANT.director }
    expect((await get(`${PORTAL}/${ACCOUNTANT.partyId}`, accountant)).body).toEqual([])
    expect((await get(`${PORTAL}/agent/${ACCOUNTANT.partyId}`, accountant)).body).toMatchObject([
      { id: AGENT, userType: 'agent' },
    ])
  })

  test('throw an agent out, with all its clients', async () => {
    const { remove, state, get } = await openAltinn()
    const path = `${PORTAL}/agent/${ACCOUNTANT.partyId}/${AGENT}?facilitatorId=${UNKNOWN_ID}`
    const answer = await remove(path, { person: ACCOUNTANT.director })
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect(state.systemUsers.get(AGENT)).toMatchObject({ isDeleted: true, clients: [] })
    expect((await get(`${PORTAL}/request/vendor/agent/${AGENT}`)).body.code).toBe('AUTH-00010')
  })
})

describe('the approval pages ask', () => {
  const personOf = ({ state }: Altinn, pid: string) => state.persons.get(pid)!

  test('who may decide', async () => {
    const altinn = await openAltinn()
    const may = (pid: string, orgNo = CUSTOMER.orgNo) =>
      mayApprove(altinn.world, orgNo, personOf(altinn, pid))
    expect([DIRECTOR, MANAGER, EMPLOYEE, STRANGER].map(pid => may(pid))).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(may(DIRECTOR, OWNER.orgNo)).toBe(false)
    personOf(altinn, STRANGER).roles = [{ orgNo: CUSTOMER.orgNo, role: 'hovedadministrator' }]
    expect(may(STRANGER)).toBe(true)
    personOf(altinn, STRANGER).roles = [{ orgNo: CUSTOMER.orgNo, role: 'klientadministrator' }]
    expect(may(STRANGER)).toBe(false)
  })

  test('what somebody cannot pass on', async () => {
    const altinn = await openAltinn()
    const accessPackages = [accessPackage('lonn')]
    const { id } = await altinn.ask({ rights: [CLAIMS, SALARY], accessPackages })
    const missing = (pid: string) =>
      whatIsMissing(altinn.world, altinn.state.requests.get(id)!, personOf(altinn, pid))

    expect(missing(DIRECTOR)).toEqual({ resources: [], accessPackages: [] })
    expect(missing(MANAGER_WITHOUT_SALARY)).toEqual({
      resources: ['ttd_systembruker-salary'],
      accessPackages: [],
    })
    expect(missing(STRANGER)).toEqual({
      resources: ['ske-krav-og-betalinger', 'ttd_systembruker-salary'],
      accessPackages: [accessPackage('lonn').urn],
    })
    // One role makes up for what another lacks.
    personOf(altinn, MANAGER_WITHOUT_SALARY).roles.push({
      orgNo: CUSTOMER.orgNo,
      role: 'hovedadministrator',
    })
    expect(missing(MANAGER_WITHOUT_SALARY).resources).toEqual([])

    altinn.state.resources.delete('ske-krav-og-betalinger')
    expect(missing(DIRECTOR).resources).toEqual(['ske-krav-og-betalinger'])
  })

  test('and nobody decides who may not', async () => {
    const altinn = await openAltinn()
    const { id } = await altinn.ask()
    const employee = personOf(altinn, EMPLOYEE)
    for (const decide of [approveRequest, rejectRequest])
      expect(decide(altinn.world, id, employee)).toMatchObject({ code: 'AUTH-00066' })
    const order = { id, orgNo: CUSTOMER.orgNo, systemId: SYSTEM, integrationTitle: 'x' }
    expect(createSystemUser(altinn.world, order, employee)).toMatchObject({ code: 'AUTH-00066' })
    expect(altinn.state.requests.get(id)!.status).toBe('New')
    expect(deleteSystemUser(altinn.world, id)).toMatchObject({ code: 'AUTH-00015' })
  })
})
