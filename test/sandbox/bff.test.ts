import { describe, expect, test } from 'vitest'
import {
  ACCOUNTANT,
  accessPackage,
  AGENT,
  CLAIMS,
  CUSTOMER,
  DIRECTOR,
  EMPLOYEE,
  LOGISTICS,
  MANAGER_WITHOUT_SALARY,
  OWNER,
  OWNERS_SYSTEM_USER,
  SALARY,
  STRANGER,
  SYSTEM,
  UNKNOWN_ID,
} from './open-altinn.js'
import { openPages, OVERVIEW, pageOf } from './open-pages.js'

const BASE = '/accessmanagement/api/v1'
const CLIENT_ADMINISTRATOR = '25879512207'

/** The pages, and what their scripts would do: people log in on a page and call its server. */
async function openBff() {
  const pages = await openPages()
  const { origin } = pages.sandbox

  async function call(
    cookies: ReadonlyMap<string, string>,
    method: string,
    path: string,
    { body, token = cookies.get('XSRF-TOKEN') }: { body?: unknown; token?: string | null } = {},
  ) {
    const response = await fetch(`${origin}${BASE}${path}`, {
      method,
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(typeof token === 'string' && { 'x-xsrf-token': token }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    // Parsed JSON; each story knows what it expects.
    const parsed: any = text === '' ? undefined : JSON.parse(text)
    return { status: response.status, body: parsed, text }
  }

  return {
    ...pages,
    nobody: (method: string, path: string) => call(new Map(), method, path),
    async as(pid: string) {
      const browser = pages.newBrowser()
      await browser.as(pid, OVERVIEW)
      return {
        browser,
        get: (path: string) => call(browser.cookies, 'GET', path),
        post: (path: string, body?: unknown, token?: string | null) =>
          call(browser.cookies, 'POST', path, { body, ...(token !== undefined && { token }) }),
        remove: (path: string, token?: string | null) =>
          call(browser.cookies, 'DELETE', path, { ...(token !== undefined && { token }) }),
      }
    },
  }
}

const answerTo = (
  { id }: { id: string },
  answer: string,
  kind = 'request',
  { partyId }: { partyId: number } = CUSTOMER,
) => `/systemuser/${kind}/${partyId}/${id}/${answer}`

describe('A managing director’s browser', () => {
  test('reads a request in the reader’s language, and approves it', async () => {
    const { as, request, state } = await openBff()
    const asked = request({ accessPackages: [accessPackage('skattegrunnlag')] })
    state.systems.get(SYSTEM)!.accessPackages.push(accessPackage('skattegrunnlag'))
    const { get, post } = await as(DIRECTOR)

    const read = await get(`/systemuser/request/${asked.id}`)
    expect(read.body).toEqual({
      id: asked.id,
      partyId: CUSTOMER.partyId,
      partyUuid: state.organisations.get(CUSTOMER.orgNo)?.partyUuid,
      status: 'New',
      redirectUrl: asked.redirectUrl,
      system: {
        systemId: SYSTEM,
        systemVendorOrgNumber: '991825827',
        systemVendorOrgName: 'SmartCloud AS',
        name: 'SmartCloud',
      },
      resources: [
        expect.objectContaining({
          identifier: 'ske-krav-og-betalinger',
          title: 'Krav og betalinger',
          resourceOwnerName: 'Skatteetaten',
        }),
        expect.objectContaining({ title: 'Logistikk' }),
      ],
      accessPackages: [
        expect.objectContaining({
          urn: accessPackage('skattegrunnlag').urn,
          name: 'Skattegrunnlag',
        }),
      ],
      created: '2026-11-20T08:00:00.000Z',
      escalated: false,
      userMayEscalateButNotApprove: false,
    })

    const approved = await post(answerTo(asked, 'approve'))
    expect([approved.status, approved.body]).toEqual([200, true])
    expect(state.requests.get(asked.id)?.status).toBe('Accepted')
    expect(state.systemUsers.get(asked.id)?.rights).toEqual([CLAIMS, LOGISTICS])
  })

  test('rejects a request', async () => {
    const { as, request, state } = await openBff()
    const asked = request()
    const { post } = await as(DIRECTOR)

    expect((await post(answerTo(asked, 'reject'))).body).toBe(true)
    expect(state.requests.get(asked.id)?.status).toBe('Rejected')
  })

  test('is told which rule was broken, under the labels of the pages’ own server', async () => {
    const { as, request, state } = await openBff()
    const answered = request({ status: 'Rejected' })
    const { get, post } = await as(DIRECTOR)

    expect((await post(answerTo(answered, 'approve'))).body).toMatchObject({
      type: 'urn:altinn:error:AMUI-00013',
      code: 'AMUI-00013',
      title: 'The Status of the Request is not New.',
      status: 409,
    })
    expect((await get(`/systemuser/request/${UNKNOWN_ID}`)).body).toMatchObject({
      code: 'AMUI-00010',
      status: 404,
    })
    const other = request({ partyOrgNo: OWNER.orgNo })
    expect((await post(answerTo(other, 'approve'))).body).toMatchObject({
      code: 'AMUI-00041',
      status: 403,
    })
    const agents = request({ kind: 'agent', partyOrgNo: ACCOUNTANT.orgNo })
    expect((await post(answerTo(agents, 'reject', 'agentrequest'))).body.code).toBe('AMUI-00042')
    expect((await get(`/systemuser/agentrequest/${other.id}`)).body.code).toBe('AMUI-00010')
    const salary = request({ rights: [SALARY] })
    const { post: postAsManager } = await as(MANAGER_WITHOUT_SALARY)
    expect((await postAsManager(answerTo(salary, 'approve'))).body).toMatchObject({
      code: 'AMUI-00016',
      status: 403,
    })
    expect(state.requests.get(other.id)?.status).toBe('New')
  })

  test('gets nothing done without the word from its cookie, or with an old one', async () => {
    const { as, request, state } = await openBff()
    const asked = request()
    const first = await as(DIRECTOR)
    const old = first.browser.cookies.get('XSRF-TOKEN')!
    await first.browser.as(DIRECTOR, OVERVIEW)

    for (const token of [null, '', 'guessed', old]) {
      const refused = await first.post(answerTo(asked, 'approve'), undefined, token)
      expect([refused.status, refused.body.title], String(token)).toEqual([400, 'Bad Request'])
    }
    const path = `/systemuser/${CUSTOMER.partyId}/${OWNERS_SYSTEM_USER}`
    expect((await first.remove(path, null)).status).toBe(400)
    expect(state.requests.get(asked.id)?.status).toBe('New')
    expect((await first.post(answerTo(asked, 'approve'))).status).toBe(200)
  })

  test('is nobody’s when nobody has logged in, or after the log-out', async () => {
    const { as, nobody, request } = await openBff()
    const asked = request()
    for (const [method, path] of [
      ['GET', `/systemuser/request/${asked.id}`],
      ['POST', answerTo(asked, 'approve')],
      ['GET', '/systemregister'],
      ['GET', `/systemuser/${CUSTOMER.partyId}`],
      ['DELETE', `/systemuser/${CUSTOMER.partyId}/${OWNERS_SYSTEM_USER}`],
      ['GET', `/systemuser/agentdelegation/${ACCOUNTANT.partyId}/${AGENT}/customers`],
    ] as const) {
      const answer = await nobody(method, path)
      expect([answer.status, answer.text], `${method} ${path}`).toEqual([401, ''])
    }

    const { browser, get } = await as(DIRECTOR)
    await browser.visit(`${BASE}/systemuser/request/${asked.id}/logout`)
    expect(browser.cookies.get('XSRF-TOKEN')).toBe('')
    expect((await get(`/systemuser/request/${asked.id}`)).status).toBe(401)
  })

  test('meets the framework’s own answers where it asks for nonsense', async () => {
    const { as, changeRequest } = await openBff()
    const { get, post } = await as(DIRECTOR)

    expect((await get('/systemuser/request/abc')).body.errors).toEqual({
      requestId: ["The value 'abc' is not valid."],
    })
    expect((await get('/systemuser/abc')).status).toBe(400)
    expect((await get('/systemuser/1')).status, 'an organisation nobody knows').toBe(403)
    expect((await post(`/systemuser/${CUSTOMER.partyId}`, { systemId: SYSTEM })).status).toBe(400)
    const sentOn = await post(answerTo(changeRequest(), 'escalate', 'changerequest', OWNER))
    expect([sentOn.status, sentOn.text]).toEqual([404, ''])
  })
})

describe('An employee', () => {
  test('may not decide, but sends a request on, which the pending list of the director shows', async () => {
    const { as, request, state } = await openBff()
    const agents = request({ kind: 'agent', rights: [] })
    const standard = request()
    const partyUuid = state.organisations.get(CUSTOMER.orgNo)!.partyUuid
    const director = await as(DIRECTOR)
    const pending = async () =>
      (await director.get(`/systemuser/${partyUuid}/pending`)).body.map(
        ({ id, userType }: { id: string; userType: string }) => [id, userType],
      )
    expect(await pending()).toEqual([[standard.id, 'standard']])

    const { get, post } = await as(EMPLOYEE)
    expect((await get(`/systemuser/agentrequest/${agents.id}`)).body).toMatchObject({
      userMayEscalateButNotApprove: true,
      escalated: false,
    })
    expect((await post(answerTo(agents, 'approve', 'agentrequest'))).status).toBe(403)
    expect((await get(`/systemuser/${partyUuid}/pending`)).status).toBe(403)
    expect((await post(answerTo(agents, 'escalate', 'agentrequest'))).body).toBe(true)

    expect(await pending()).toEqual([
      [agents.id, 'agent'],
      [standard.id, 'standard'],
    ])
  })

  test('and a stranger cannot even read it', async () => {
    const { as, request } = await openBff()
    const asked = request()
    const { get, post } = await as(STRANGER)

    expect((await get(`/systemuser/request/${asked.id}`)).body).toMatchObject({
      code: 'AMUI-00066',
      status: 403,
    })
    expect((await post(answerTo(asked, 'escalate'))).body.code).toBe('AMUI-00066')
  })
})

describe('A change request', () => {
  test('shows what comes and what goes, and is approved', async () => {
    const { as, changeRequest, state } = await openBff()
    const change = changeRequest({ requiredRights: [SALARY], unwantedRights: [LOGISTICS] })
    const { get, post } = await as(OWNER.director)

    const { body } = await get(`/systemuser/changerequest/${change.id}`)
    expect(body).toMatchObject({
      requiredRights: [{ title: 'Lønn' }],
      unwantedRights: [{ title: 'Logistikk' }],
      requiredAccessPackages: [],
      unwantedAccessPackages: [],
    })
    expect(body).not.toHaveProperty('resources')

    expect((await post(answerTo(change, 'approve', 'changerequest', OWNER))).body).toBe(true)
    expect(state.systemUsers.get(OWNERS_SYSTEM_USER)?.rights).toEqual([CLAIMS, SALARY])
  })

  test('is closed to those who may not decide, and already when it is opened', async () => {
    const { as, changeRequest, state } = await openBff()
    const change = changeRequest({ requiredAccessPackages: [accessPackage('lonn')] })
    const director = await as(OWNER.director)
    const path = `/systemuser/changerequest/${change.id}`
    expect((await (await as(DIRECTOR)).get(path)).body.code).toBe('AMUI-00066')

    state.persons.get(OWNER.director)!.roles[0]!.lacks = [accessPackage('lonn').urn]
    expect((await director.get(path)).body).toMatchObject({ code: 'AMUI-00053', status: 400 })
  })
})

describe('The organisation’s own system users', () => {
  test('are listed, looked at and deleted', async () => {
    const { as, state } = await openBff()
    const { get, remove } = await as(OWNER.director)
    const own = `/systemuser/${OWNER.partyId}`

    expect((await get(own)).body).toMatchObject([
      { id: OWNERS_SYSTEM_USER, userType: 'standard', system: { systemId: SYSTEM }, resources: [] },
    ])
    expect((await get(`${own}/${OWNERS_SYSTEM_USER}`)).body.resources).toMatchObject([
      { title: 'Krav og betalinger' },
      { title: 'Logistikk' },
    ])
    expect((await get(`${own}/${AGENT}`)).status).toBe(404)
    expect((await remove(`/systemuser/agent/${OWNER.partyId}/${OWNERS_SYSTEM_USER}`)).body).toEqual(
      expect.objectContaining({ code: 'AMUI-00034' }),
    )
    expect((await remove(`${own}/${AGENT}`)).body).toMatchObject({ code: 'AMUI-00024' })

    const gone = await remove(`${own}/${OWNERS_SYSTEM_USER}`)
    expect([gone.status, gone.text]).toEqual([202, ''])
    expect(state.systemUsers.get(OWNERS_SYSTEM_USER)?.isDeleted).toBe(true)
    expect((await remove(`${own}/${OWNERS_SYSTEM_USER}`)).status).toBe(404)
    expect((await get(own)).body).toEqual([])
  })

  test('are nobody else’s', async () => {
    const { as } = await openBff()
    for (const pid of [DIRECTOR, STRANGER]) {
      const { get, remove } = await as(pid)
      expect((await get(`/systemuser/${OWNER.partyId}`)).status).toBe(403)
      expect((await get(`/systemuser/${OWNER.partyId}/${OWNERS_SYSTEM_USER}`)).status).toBe(403)
      const removed = await remove(`/systemuser/${OWNER.partyId}/${OWNERS_SYSTEM_USER}`)
      expect([removed.status, removed.text]).toEqual([403, ''])
    }
  })

  test('are made from the register of systems, once', async () => {
    const { as, state } = await openBff()
    const { get, post } = await as(DIRECTOR)
    const system = state.systems.get(SYSTEM)!
    Object.assign(system, { isVisible: false })
    expect((await get('/systemregister')).body).toEqual([])
    Object.assign(system, { isVisible: true, accessPackages: [] })

    expect((await get('/systemregister')).body).toEqual([
      {
        systemId: SYSTEM,
        systemVendorOrgNumber: '991825827',
        systemVendorOrgName: 'SmartCloud AS',
        name: 'SmartCloud',
      },
    ])
    const rights = await get(`/systemregister/rights/${SYSTEM}`)
    expect(rights.body.accessPackages).toEqual([])
    expect(rights.body.resources).toHaveLength(system.rights.length)
    expect((await get('/systemregister/rights/unknown')).status).toBe(404)

    const order = { integrationTitle: 'SmartCloud', systemId: SYSTEM }
    const made = await post(`/systemuser/${CUSTOMER.partyId}`, order)
    expect(state.systemUsers.get(made.body.id)).toMatchObject({ externalRef: CUSTOMER.orgNo })
    expect((await post(`/systemuser/${CUSTOMER.partyId}`, order)).body).toMatchObject({
      code: 'AMUI-00004',
      status: 400,
    })
  })
})

describe('An accountant’s client administrator', () => {
  const clients = `/systemuser/agentdelegation/${ACCOUNTANT.partyId}/${AGENT}`

  test('gives an agent a client, and takes it away', async () => {
    const { as, state } = await openBff()
    const { get, post, remove } = await as(CLIENT_ADMINISTRATOR)
    const agent = state.systemUsers.get(AGENT)!
    const [first = ''] = agent.clients
    const newcomer = state.organisations.get('314577760')!
    const here = `?partyuuid=${state.organisations.get(ACCOUNTANT.orgNo)!.partyUuid}`

    const customers = (await get(`${clients}/customers${here}`)).body
    expect(customers).toContainEqual({
      id: newcomer.partyUuid,
      name: newcomer.name,
      orgNo: newcomer.orgNo,
      unitType: newcomer.orgForm,
      isDeleted: false,
      access: [
        {
          role: 'regnskapsforer',
          packages: ['regnskapsforer-lonn', 'regnskapsforer-uten-signeringsrettighet'],
        },
      ],
    })

    const given = await post(`${clients}/delegation${here}`, {
      customerId: newcomer.partyUuid.toUpperCase(),
      access: [],
    })
    expect(given.body).toEqual({
      agentSystemUserId: AGENT,
      delegationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      customerId: newcomer.partyUuid,
    })
    expect(agent.clients).toContain(newcomer.orgNo)
    expect((await get(`${clients}/delegation${here}`)).body).toContainEqual(given.body)

    const path = `${clients}/delegation/${given.body.delegationId}${here}`
    expect((await remove(path)).body).toBe(true)
    expect(agent.clients).not.toContain(newcomer.orgNo)
    expect(agent.clients).toContain(first)
    expect((await remove(path)).body).toMatchObject({ code: 'AMUI-00031', status: 400 })
  })

  test('lets it act for the accountant, too', async () => {
    const { as, state } = await openBff()
    const { post, remove } = await as(CLIENT_ADMINISTRATOR)

    const { body } = await post(`${clients}/self`)
    expect(body.customerId).toBe(state.organisations.get(ACCOUNTANT.orgNo)!.partyUuid)
    expect(state.systemUsers.get(AGENT)!.clients).toContain(ACCOUNTANT.orgNo)
    expect((await remove(`${clients}/self`)).body).toBe(true)
    expect((await remove(`${clients}/self`)).body.code).toBe('AMUI-00031')
  })

  test('cannot give it a stranger, nor anybody else’s agent anything', async () => {
    const { as, state } = await openBff()
    const { get, post } = await as(CLIENT_ADMINISTRATOR)
    const uuidOf = (orgNo: string) => state.organisations.get(orgNo)!.partyUuid

    expect(
      (await post(`${clients}/delegation`, { customerId: uuidOf(CUSTOMER.orgNo) })).body,
    ).toMatchObject({ code: 'AMUI-00079', status: 400 })
    expect((await post(`${clients}/delegation`, { customerId: 'x' })).status).toBe(400)
    expect((await post(`${clients}/delegation`, { customerId: UNKNOWN_ID }, null)).status).toBe(400)
    const foreign = `?partyuuid=${uuidOf(CUSTOMER.orgNo)}`
    expect((await get(`${clients}/customers${foreign}`)).status).toBe(403)
    const elsewhere = `/systemuser/agentdelegation/${OWNER.partyId}/${OWNERS_SYSTEM_USER}`
    expect((await get(`${elsewhere}/delegation`)).status).toBe(403)
    const director = await as(OWNER.director)
    expect((await director.get(`${elsewhere}/delegation`)).status, 'no agent').toBe(404)
    expect((await director.get(`${clients}/delegation`)).status).toBe(403)
  })
})

test('A page’s form still needs the secret in the form, and not the cookie', async () => {
  const { as, request, state } = await openBff()
  const asked = request()
  const { browser } = await as(DIRECTOR)
  const token = browser.cookies.get('XSRF-TOKEN')!

  const headers = { 'x-xsrf-token': token }
  const refused = await browser.post(pageOf(asked), { answer: 'approve' }, headers)

  expect(refused.status).toBe(403)
  expect(state.requests.get(asked.id)?.status).toBe('New')
})
