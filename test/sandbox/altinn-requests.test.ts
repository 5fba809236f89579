import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RequestStatus } from '../../src/sandbox/state/state.js'
import {
  ACCOUNTANT,
  accessPackage,
  AGENT_REQUESTS,
  CLAIMS,
  CUSTOMER,
  DIRECTOR,
  EMPLOYEE,
  LOGISTICS,
  MANAGER,
  NOON,
  openAltinn,
  OTHER_VENDOR,
  OWNER,
  OWNERS_SYSTEM_USER,
  PORTAL,
  REQUESTS,
  right,
  SALARY,
  SYSTEM,
  UNKNOWN_ID,
  type Altinn,
} from './open-altinn.js'

const DAY = 24 * 60 * 60 * 1000

describe('a vendor asks for a system user', () => {
  test('and gets the address at which the customer decides', async () => {
    const { post, order, sandbox } = await openAltinn()
    const redirectUrl = 'http://localhost:3000/receipt?s=41c7&x=%20y#top'
    const answer = await post(REQUESTS, order({ redirectUrl }))

    expect(answer.status).toBe(201)
    const { id } = answer.body
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
      integrationTitle: 'SmartCloud',
      externalRef: CUSTOMER.orgNo,
      systemId: SYSTEM,
      partyOrgNo: CUSTOMER.orgNo,
      rights: [CLAIMS],
      accessPackages: [],
      status: 'New',
      redirectUrl,
      confirmUrl: `${sandbox.origin}/accessmanagement/ui/systemuser/request?id=${id}&DONTCHOOSEREPORTEE=true`,
      escalated: false,
      created: new Date(NOON).toISOString(),
      timedOut: false,
    })
    expect(answer.headers.get('location')).toBe(
      `${sandbox.origin}/authentication/api/v1/systemuser/request/${id}`,
    )
  })

  test('that acts for clients, and rights are forgotten', async () => {
    const { post, agentOrder, sandbox } = await openAltinn()
    const answer = await post(AGENT_REQUESTS, agentOrder({ rights: [CLAIMS] }))

    expect(answer.status).toBe(201)
    expect(answer.body).not.toHaveProperty('rights')
    expect(answer.body.accessPackages).toEqual([accessPackage('regnskapsforer-lonn')])
    expect(answer.body.confirmUrl).toBe(
      `${sandbox.origin}/accessmanagement/ui/systemuser/agentrequest?id=${answer.body.id}&DONTCHOOSEREPORTEE=true`,
    )
  })

  test('with a title and a reference of its own, and an action nobody compares', async () => {
    const { ask } = await openAltinn()
    const withAction = { ...CLAIMS, action: 'read' }
    expect(
      await ask({ integrationTitle: 'Ours', externalRef: 'A-1', rights: [withAction] }),
    ).toMatchObject({ integrationTitle: 'Ours', externalRef: 'A-1', rights: [withAction] })
  })

  test('in whatever letters, with blanks around and members nobody knows', async () => {
    const { post } = await openAltinn()
    const answer = await post(REQUESTS, {
      SYSTEMID: ` ${SYSTEM}\t`,
      PartyOrgNo: ` ${CUSTOMER.orgNo} `,
      externalreference: 'ignored',
      Rights: [
        {
          Action: null,
          Resource: [{ ID: 'urn:altinn:resource', VALUE: 'ske-krav-og-betalinger' }],
        },
      ],
      redirecturl: ' ',
    })
    expect(answer.body).toMatchObject({
      systemId: SYSTEM,
      externalRef: CUSTOMER.orgNo,
      rights: [CLAIMS],
    })
    expect(answer.body.redirectUrl).toBeUndefined()
  })

  test('without trimming what stands in lists', async () => {
    const { post, order } = await openAltinn()
    const answer = await post(REQUESTS, order({ rights: [right('ske-krav-og-betalinger ')] }))
    expect(answer.body.code).toBe('AUTH-00001')
  })

  test('with an empty reference, which is none', async () => {
    const { ask } = await openAltinn()
    const first = await ask({ externalRef: '' })
    const second = await ask({ externalRef: '' })
    expect(first.externalRef).toBe(CUSTOMER.orgNo)
    expect(second.id).toBe(first.id)
  })

  test('although its system has been deleted', async () => {
    const { state, post, order } = await openAltinn()
    state.systems.get(SYSTEM)!.isDeleted = true
    expect((await post(REQUESTS, order())).status).toBe(201)
  })

  test('with a right to nothing, and Altinn stumbles', async () => {
    const { post, order } = await openAltinn()
    const answer = await post(REQUESTS, order({ rights: [{ resource: [] }] }))
    expect(answer.status).toBe(500)
    expect(answer.body).toMatchObject({
      status: 500,
      title: 'An error occurred while processing your request.',
    })
    expect(answer.text).not.toMatch(/at .*\.ts/)
  })
})

/** Each order breaks all rules from its own on; only the first may answer. */
describe('Altinn judges a request in this order', () => {
  const UNKNOWN_CUSTOMER = { partyOrgNo: '313999998' }
  const BAD_REDIRECT = { redirectUrl: 'https://evil.example/' }
  const NOTHING = { rights: undefined, accessPackages: undefined }

  const steps: [
    string,
    (altinn: Altinn) => Promise<{ status: number; body: { code?: string } }>,
  ][] = [
    [
      'AUTH-00023',
      async ({ post, order, maskinportenToken }) =>
        post(REQUESTS, order({ partyOrgNo: OWNER.orgNo, ...BAD_REDIRECT }), {
          token: await maskinportenToken({ consumer: undefined }),
        }),
    ],
    [
      'AUTH-00004', // before it is asked whose system it is
      ({ post, order }) =>
        post(REQUESTS, order({ partyOrgNo: OWNER.orgNo, ...BAD_REDIRECT, ...NOTHING }), {
          as: OTHER_VENDOR,
        }),
    ],
    [
      'AUTH-00011',
      ({ post, order }) =>
        post(REQUESTS, order({ systemId: 'x', ...UNKNOWN_CUSTOMER, ...NOTHING })),
    ],
    [
      'AUTH-00007', // a foreign vendor learns that a request is there before that it may not ask
      async ({ ask, post, order }) => {
        await ask()
        return post(REQUESTS, order({ ...BAD_REDIRECT }), { as: OTHER_VENDOR })
      },
    ],
    [
      'AUTH-00011',
      ({ post, order }) => post(REQUESTS, order(UNKNOWN_CUSTOMER), { as: OTHER_VENDOR }),
    ],
    [
      'AUTH-00000',
      ({ post, order }) =>
        post(REQUESTS, order({ ...UNKNOWN_CUSTOMER, ...BAD_REDIRECT, ...NOTHING })),
    ],
    ['AUTH-00021', ({ post, order }) => post(REQUESTS, order({ ...BAD_REDIRECT, ...NOTHING }))],
    [
      'AUTH-00001',
      ({ post, order }) => post(REQUESTS, order({ ...NOTHING, externalRef: 'x'.repeat(256) })),
    ],
    [
      'AUTH-00001',
      ({ post, order }) =>
        post(
          REQUESTS,
          order({ rights: [right('x')], accessPackages: [accessPackage('jordbruk')] }),
        ),
    ],
    [
      'AUTH-00063',
      ({ post, order }) =>
        post(
          REQUESTS,
          order({ accessPackages: ['jordbruk', 'regnskapsforer-lonn'].map(accessPackage) }),
        ),
    ],
    [
      'AUTH-00064',
      ({ post, order }) =>
        post(
          REQUESTS,
          order({
            accessPackages: [accessPackage('regnskapsforer-lonn')],
            externalRef: 'x'.repeat(256),
          }),
        ),
    ],
    [
      'AUTH-00058',
      ({ post, agentOrder }) => post(AGENT_REQUESTS, agentOrder({ accessPackages: [] })),
    ],
    [
      'AUTH-00021',
      ({ post, agentOrder }) =>
        post(AGENT_REQUESTS, agentOrder({ accessPackages: [], ...BAD_REDIRECT })),
    ],
  ]
  test.each(steps)('%s (%#)', async (code, send) => {
    expect((await send(await openAltinn())).body.code).toBe(code)
  })
})

describe('a vendor asks the same customer again', () => {
  const again = { rights: [CLAIMS, LOGISTICS], redirectUrl: 'http://localhost:3000/receipt?s=2' }

  test.each(['New', 'Rejected', 'Denied'] as RequestStatus[])(
    'while the first request is %s, and gets the first one back',
    async status => {
      const { ask, post, order, state } = await openAltinn()
      const { id } = await ask({ integrationTitle: 'First' })
      state.requests.get(id)!.status = status

      const answer = await post(REQUESTS, order({ ...again, integrationTitle: 'Second' }))
      expect(answer.status).toBe(200)
      expect(answer.body).toMatchObject({ id, status, integrationTitle: 'First', rights: [CLAIMS] })
      expect(answer.body.redirectUrl).toBeUndefined()
    },
  )

  test('after time ran out, and still gets the first one back', async () => {
    const { ask, post, order, sandbox } = await openAltinn()
    const { id } = await ask()
    sandbox.faults.moveClock(181 * DAY)
    expect((await post(REQUESTS, order())).body).toMatchObject({
      id,
      timedOut: true,
      status: 'New',
    })
  })

  test('after somebody sent it on, and is not told so', async () => {
    const { ask, post, order, answer, state } = await openAltinn()
    const { id } = await ask()
    await answer(id, 'escalate', { person: EMPLOYEE })
    expect(state.requests.get(id)!.escalated).toBe(true)
    expect((await post(REQUESTS, order())).body).toMatchObject({ id, escalated: false })
  })

  test('after approval, and is told that a system user is there', async () => {
    const { ask, post, order, answer, remove } = await openAltinn()
    const { id } = await ask()
    await answer(id, 'approve')
    expect((await post(REQUESTS, order())).body.code).toBe('AUTH-00004')

    await remove(`${REQUESTS}/${id}`) // takes the request away, not the system user
    expect((await post(REQUESTS, order())).body.code).toBe('AUTH-00004')
  })

  test('after the customer has thrown the system user out, and may', async () => {
    const { ask, post, order, answer, remove } = await openAltinn()
    const { id } = await ask()
    await answer(id, 'approve')
    await remove(`${PORTAL}/${CUSTOMER.partyId}/${id}`, { person: DIRECTOR })

    const second = await post(REQUESTS, order())
    expect(second.status).toBe(201)
    expect(second.body.id).not.toBe(id)
  })

  test('after deleting the first request, and may', async () => {
    const { ask, post, order, remove } = await openAltinn()
    const { id } = await ask()
    const deleted = await remove(`${REQUESTS}/${id}`)
    expect([deleted.status, deleted.text]).toEqual([202, ''])

    const second = await post(REQUESTS, order(again))
    expect(second.status).toBe(201)
    expect(second.body.rights).toEqual(again.rights)
  })

  test('for the other kind: a standard request may stand beside an agent’s', async () => {
    const { askAgent, post, order } = await openAltinn()
    const { id } = await askAgent({ partyOrgNo: CUSTOMER.orgNo, externalRef: undefined })
    const standard = await post(REQUESTS, order())
    expect(standard.status).toBe(201)
    expect(standard.body.id).not.toBe(id)
    expect((await askAgent({ partyOrgNo: CUSTOMER.orgNo, externalRef: undefined })).id).toBe(id)
  })

  test('under another reference, and that is another request', async () => {
    const { ask } = await openAltinn()
    expect((await ask({ externalRef: 'A' })).id).not.toBe((await ask({ externalRef: 'B' })).id)
  })

  test('an agent’s request again, and learns that it was sent on', async () => {
    const { askAgent, post } = await openAltinn()
    const { id } = await askAgent()
    const path = `${PORTAL}/request/agent/${ACCOUNTANT.partyId}/${id}/escalate`
    await post(path, undefined, { person: EMPLOYEE })
    expect(await askAgent()).toMatchObject({ id, escalated: true })
  })
})

describe('the way back', () => {
  const matches = async (registered: string, wanted: string) => {
    const { state, post, order } = await openAltinn()
    state.systems.get(SYSTEM)!.allowedRedirectUrls = [registered]
    return (await post(REQUESTS, order({ redirectUrl: wanted }))).status === 201
  }

  test.each([
    ['https://a.example/receipt', 'https://a.example/receipt?s=1#x'],
    ['https://a.example/receipt?old=1', 'https://a.example/receipt'],
    ['https://a.example/receipt', 'https://A.EXAMPLE/receipt'],
    ['https://a.example/receipt', 'https://a.example:443/receipt'],
    ['https://a.example/', 'https://a.example'],
  ])('%s lets %s through', async (registered, wanted) => {
    expect(await matches(registered, wanted)).toBe(true)
  })

  test.each([
    ['https://a.example/receipt', 'http://a.example/receipt'],
    ['https://a.example/receipt', 'https://a.example/Receipt'],
    ['https://a.example/receipt', 'https://a.example/receipt/'],
    ['https://a.example/receipt', 'https://a.example:8443/receipt'],
    ['https://a.example/receipt', 'https://b.example/receipt'],
    ['https://a.example/receipt', 'https://a.example/receipt/../other'],
    ['https://a.example/receipt', 'javascript:alert(1)'],
    ['https://a.example/receipt', '//a.example/receipt'],
  ])('%s does not let %s through', async (registered, wanted) => {
    expect(await matches(registered, wanted)).toBe(false)
  })
})

describe('a vendor follows its request', () => {
  test('by its id and by its reference', async () => {
    const { ask, get } = await openAltinn()
    const created = await ask()
    expect((await get(`${REQUESTS}/${created.id}`)).body).toEqual(created)
    expect((await get(`${REQUESTS}/${created.id.toUpperCase()}`)).body).toEqual(created)
    const path = `${REQUESTS}/byexternalref/${SYSTEM}/${CUSTOMER.orgNo}/${CUSTOMER.orgNo}`
    expect((await get(path)).body).toEqual(created)
  })

  test('of an agent by id and by reference, and only the latter tells that it was sent on', async () => {
    const { askAgent, get, post } = await openAltinn()
    const created = await askAgent({ externalRef: 'æ ø' })
    const path = `${PORTAL}/request/agent/${ACCOUNTANT.partyId}/${created.id}/escalate`
    await post(path, undefined, { person: EMPLOYEE })

    expect((await get(`${AGENT_REQUESTS}/${created.id}`)).body).toEqual(created)
    const reference = `${SYSTEM}/${ACCOUNTANT.orgNo}/${encodeURIComponent('æ ø')}`
    const found = await get(`${AGENT_REQUESTS}/byexternalref/${reference}`)
    expect(found.body).toEqual({ ...created, escalated: true })
  })

  test('through rejection', async () => {
    const { ask, get, answer } = await openAltinn()
    const { id } = await ask()
    expect((await answer(id, 'reject')).body).toBe(true)
    expect((await get(`${REQUESTS}/${id}`)).body.status).toBe('Rejected')
  })

  test('past 180 days, when a flag goes up and it can still be approved', async () => {
    const { ask, get, answer, sandbox } = await openAltinn()
    const { id } = await ask()
    sandbox.faults.moveClock(180 * DAY)
    expect((await get(`${REQUESTS}/${id}`)).body.timedOut).toBe(false)
    sandbox.faults.moveClock(1)
    expect((await get(`${REQUESTS}/${id}`)).body).toMatchObject({ timedOut: true, status: 'New' })
    expect((await answer(id, 'approve')).body).toBe(true)
    expect((await get(`${REQUESTS}/${id}`)).body.status).toBe('Accepted')
  })

  test('by something that is no id, which Altinn names', async () => {
    const { get, remove } = await openAltinn()
    for (const answer of [await get(`${REQUESTS}/abc`), await remove(`${REQUESTS}/abc`)]) {
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({
        type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
        title: 'One or more validation errors occurred.',
        errors: { requestId: ["The value 'abc' is not valid."] },
      })
    }
  })

  test('with a token that names no organisation', async () => {
    const { get, remove, maskinportenToken } = await openAltinn()
    const token = await maskinportenToken({ consumer: undefined })
    for (const path of [UNKNOWN_ID, `bysystem/${SYSTEM}`, `byexternalref/${SYSTEM}/a/b`]) {
      const answer = await get(`${REQUESTS}/${path}`, { token })
      expect(answer.body, path).toMatchObject({ title: 'Unauthorized', status: 401 })
    }
    expect((await remove(`${REQUESTS}/${UNKNOWN_ID}`, { token })).status).toBe(401)
  })
})

describe('a vendor lists its requests', () => {
  const LIST = `${REQUESTS}/bysystem/${SYSTEM}`
  const id = (n: number) => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`

  /** Nothing but so many requests, in an order that is not theirs. */
  function fill({ state }: Altinn, count: number, kind: 'standard' | 'agent' = 'standard') {
    const like = [...state.requests.values()].find(request => request.kind === kind)!
    state.requests.clear()
    for (let n = count; n >= 1; n--) state.requests.set(id(n), { ...like, id: id(n) })
  }

  async function pages({ get, sandbox }: Altinn, path: string, most = 10) {
    const found: string[][] = []
    let next: string | undefined = sandbox.origin + path
    while (next && found.length < most) {
      const answer = await get(next.replace(/^https?:\/\/[^/]+/, ''))
      found.push(answer.body.data.map((item: { id: string }) => item.id))
      next = answer.body.links.next
    }
    return found
  }

  test('of one kind, with all but the deleted ones, and without the address to confirm', async () => {
    const altinn = await openAltinn()
    const { ask, askAgent, remove, get, answer } = altinn
    const deleted = await ask({ externalRef: 'deleted' })
    await remove(`${REQUESTS}/${deleted.id}`)
    const { confirmUrl, ...standard } = await ask()
    await answer(standard.id, 'escalate', { person: EMPLOYEE })
    const agent = await askAgent()

    const { data, links } = (await get(LIST)).body
    expect(links).toEqual({})
    expect(data).toContainEqual({ ...standard, escalated: true })
    const ids = data.map((item: { id: string }) => item.id)
    expect(ids).not.toContain(deleted.id)
    expect(ids).not.toContain(agent.id)
    const agents = (await get(`${AGENT_REQUESTS}/bysystem/${SYSTEM}`)).body.data
    expect(agents.map((item: { id: string }) => item.id)).toContain(agent.id)
  })

  test('fifty at a time, sorted by id', async () => {
    const altinn = await openAltinn()
    fill(altinn, 51)
    const { data, links } = (await altinn.get(LIST)).body
    expect(data.map((item: { id: string }) => item.id)).toEqual(
      Array.from({ length: 50 }, (_, i) => id(i + 1)),
    )
    const token = Buffer.from(JSON.stringify(id(51))).toString('base64url')
    expect(links).toEqual({ next: `${altinn.sandbox.origin}${LIST}?token=${token}` })

    fill(altinn, 50)
    expect((await altinn.get(LIST)).body.links).toEqual({})
  })

  test.each(['standard', 'agent'] as const)(
    'of kind %s, and never sees the first of every following page',
    async kind => {
      const altinn = await openAltinn({ quirks: { pageSize: 3 } })
      fill(altinn, 8, kind)
      const path = kind === 'agent' ? `${AGENT_REQUESTS}/bysystem/${SYSTEM}` : LIST
      expect(await pages(altinn, path)).toEqual([[id(1), id(2), id(3)], [id(5), id(6), id(7)], []])
    },
  )

  test('with that quirk switched off, and sees them all', async () => {
    const quirks = { pageSize: 3, followingPagesSkipTheirFirst: false }
    const altinn = await openAltinn({ quirks })
    fill(altinn, 8)
    expect(await pages(altinn, LIST)).toEqual([
      [id(1), id(2), id(3)],
      [id(4), id(5), id(6)],
      [id(7), id(8)],
    ])
  })

  test('from a token that is none', async () => {
    const { get } = await openAltinn()
    for (const token of ['abc', 'IjEi', 'MTI', '%00', 'bnVsbA']) {
      const answer = await get(`${LIST}?token=${token}`)
      expect(answer.status, token).toBe(400)
      expect(answer.body.errors.token, token).toEqual([
        `The value '${decodeURIComponent(token)}' is not valid.`,
      ])
    }
    expect((await get(`${LIST}?token=`)).status).toBe(200)
  })

  test('and is sent to a host inside Altinn', async () => {
    const quirks = { pageSize: 1, nextNamesInternalHost: true }
    const { get } = await openAltinn({ quirks })
    expect((await get(LIST)).body.links.next).toMatch(
      /^http:\/\/internal\.platform\.tt02\.altinn\.cloud\/authentication\/api\/v1\/.*\?token=\w+$/,
    )
  })
})

describe('the customer’s person answers in the portal', () => {
  test('and sees what the vendor asks for', async () => {
    const { ask, get } = await openAltinn()
    const { confirmUrl, ...request } = await ask()
    expect((await get(`${PORTAL}/request/${request.id}`, { person: MANAGER })).body).toEqual({
      ...request,
      partyId: CUSTOMER.partyId,
      partyUuid: expect.any(String),
      userMayEscalateButNotApprove: false,
    })
    expect((await get(`${PORTAL}/request/${request.id}`, { person: EMPLOYEE })).body).toMatchObject(
      {
        userMayEscalateButNotApprove: true,
      },
    )
  })

  test('for clients', async () => {
    const { askAgent, get } = await openAltinn()
    const { id } = await askAgent()
    const path = `${PORTAL}/request/agent/${id}`
    expect((await get(path, { person: ACCOUNTANT.director })).body).toMatchObject({
      id,
      systemUserType: 'Agent',
    })
  })

  test('yes, and the system user has exactly what was asked for, under the request’s id', async () => {
    const { ask, answer, state, sandbox } = await openAltinn()
    const accessPackages = [accessPackage('lonn')]
    const { id } = await ask({
      rights: [CLAIMS],
      accessPackages,
      externalRef: 'A',
      integrationTitle: 'T',
    })
    sandbox.faults.moveClock(DAY)
    expect((await answer(id, 'approve')).body).toBe(true)

    expect(state.systemUsers.get(id)).toEqual({
      id,
      integrationTitle: 'T',
      systemId: SYSTEM,
      ownerOrgNo: CUSTOMER.orgNo,
      externalRef: 'A',
      userType: 'standard',
      rights: [CLAIMS],
      accessPackages,
      clients: [],
      created: NOON + DAY,
      sequence: 5,
      isDeleted: false,
    })
    state.requests.get(id)!.rights.push(SALARY)
    expect(state.systemUsers.get(id)!.rights).toEqual([CLAIMS])
  })

  test('yes for clients, without having anything to pass on', async () => {
    const { askAgent, post, state } = await openAltinn()
    const { id } = await askAgent()
    const path = `${PORTAL}/request/agent/${ACCOUNTANT.partyId}/${id}/approve`
    expect((await post(path, undefined, { person: ACCOUNTANT.director })).body).toBe(true)
    expect(state.systemUsers.get(id)).toMatchObject({ userType: 'agent', rights: [], clients: [] })
  })

  test('and an employee can only send it on, so that it turns up among the pending ones', async () => {
    const { ask, askAgent, answer, get, post } = await openAltinn()
    const { id } = await ask()
    for (const decision of ['approve', 'reject']) {
      const refused = await answer(id, decision, { person: EMPLOYEE })
      expect([refused.status, refused.text]).toEqual([403, ''])
    }
    expect((await answer(id, 'escalate', { person: EMPLOYEE })).body).toBe(true)

    const pending = `${PORTAL}/request/${CUSTOMER.partyId}/${CUSTOMER.orgNo}/pending`
    expect((await get(pending, { person: MANAGER })).body).toMatchObject([{ id, escalated: true }])
    expect((await get(pending, { person: EMPLOYEE })).status).toBe(403)

    const agent = await askAgent()
    const base = `${PORTAL}/request/agent/${ACCOUNTANT.partyId}`
    const agentsPending = `${base}/${ACCOUNTANT.orgNo}/pending`
    expect((await get(agentsPending, { person: ACCOUNTANT.director })).body).toEqual([])
    await post(`${base}/${agent.id}/escalate`, undefined, { person: EMPLOYEE })
    expect((await get(agentsPending, { person: ACCOUNTANT.director })).body).toMatchObject([
      { id: agent.id },
    ])
    const others = `${PORTAL}/request/${CUSTOMER.partyId}/${OWNER.orgNo}/pending`
    expect((await get(others, { person: MANAGER })).status).toBe(403)
  })

  test('for a party that is none', async () => {
    const { post } = await openAltinn()
    const approve = (party: string) =>
      post(`${PORTAL}/request/${party}/${UNKNOWN_ID}/approve`, undefined, { person: DIRECTOR })
    expect((await approve('abc')).body.errors).toEqual({ party: ["The value 'abc' is not valid."] })
    expect((await approve('1')).status).toBe(403)
  })

  test('and throws the system user out, together with its request', async () => {
    const { remove, get, state } = await openAltinn()
    const path = `${PORTAL}/${OWNER.partyId}/${OWNERS_SYSTEM_USER}`
    const removed = await remove(path, { person: OWNER.director })
    expect([removed.status, removed.body]).toEqual([202, 1])
    expect((await get(`${REQUESTS}/${OWNERS_SYSTEM_USER}`)).body.code).toBe('AUTH-00010')
    expect(state.systemUsers.get(OWNERS_SYSTEM_USER)!.isDeleted).toBe(true)

    const again = await remove(path, { person: OWNER.director })
    expect([again.status, again.body]).toEqual([404, 0])
  })
})

describe('what does not fit gets 400 and names the member', () => {
  test.each([
    ['an unfinished document', '{"systemId"', ['$']],
    ['a document with a comment', '{} // x', ['$']],
    ['a document with a trailing comma', '{"systemId":"x",}', ['$']],
    ['a sentence', '"x"', ['$']],
    ['a list', '[]', ['$']],
    ['null', 'null', ['']],
    ['nothing it needs', '{}', ['$', 'createRequestSystemUser']],
    ['half of what it needs', `{"systemId":"${SYSTEM}"}`, ['$', 'createRequestSystemUser']],
    ['blanks', `{"systemId":" ","partyOrgNo":"1"}`, ['SystemId']],
    ['null for a name', `{"systemId":null,"partyOrgNo":"1"}`, ['SystemId']],
    ['a number for a text', `{"systemId":1,"partyOrgNo":"1"}`, ['$.systemId']],
    ['a text for a list', `{"systemId":"a","partyOrgNo":"1","rights":"x"}`, ['$.rights']],
    [
      'rights without resource',
      `{"systemId":"a","partyOrgNo":"1","rights":[{}]}`,
      ['$', 'createRequestSystemUser'],
    ],
    ['a null among the rights', `{"systemId":"a","partyOrgNo":"1","rights":[null]}`, ['Rights.0']],
  ])('%s', async (_, body, names) => {
    const { post } = await openAltinn()
    const answer = await post(REQUESTS, body)
    expect(answer.status).toBe(400)
    expect(Object.keys(answer.body.errors)).toEqual(names)
    for (const texts of Object.values(answer.body.errors))
      expect(texts).toEqual([expect.any(String)])
  })

  test('an agent request, by the members’ own names', async () => {
    const { post } = await openAltinn()
    const answer = await post(AGENT_REQUESTS, { externalRef: 'x' })
    expect(answer.body.errors).toEqual({
      SystemId: ['The SystemId field is required.'],
      PartyOrgNo: ['The PartyOrgNo field is required.'],
      AccessPackages: ['The AccessPackages field is required.'],
    })
    const nothing = await post(AGENT_REQUESTS, {
      systemId: 'x',
      partyOrgNo: 'y',
      accessPackages: null,
    })
    expect(nothing.body.errors).toHaveProperty('AccessPackages') // before any rule
  })

  test('a form instead of JSON', async () => {
    const { post } = await openAltinn()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await post(REQUESTS, 'systemId=x', { headers })
    expect([answer.status, answer.body.title]).toEqual([415, 'Unsupported Media Type'])
  })

  test('an address that cannot be decoded', async () => {
    const { get } = await openAltinn()
    expect((await get(`${REQUESTS}/%E0%A4%A`)).status).toBe(400)
  })

  test('anything at all, without a crash or a stack', { timeout: 30_000 }, async () => {
    const { post, maskinportenToken } = await openAltinn()
    const token = await maskinportenToken()
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.record(
            {
              systemId: fc.oneof(fc.constant(SYSTEM), fc.string()),
              partyOrgNo: fc.oneof(fc.constant(CUSTOMER.orgNo), fc.jsonValue()),
              externalRef: fc.jsonValue(),
              rights: fc.oneof(fc.constant([CLAIMS]), fc.jsonValue()),
              accessPackages: fc.jsonValue(),
              redirectUrl: fc.oneof(fc.webUrl(), fc.jsonValue()),
            },
            { requiredKeys: [] },
          ),
        ),
        async body => {
          const answer = await post(REQUESTS, typeof body === 'string' ? body || '{}' : body, {
            token,
          })
          expect([200, 201, 400, 404]).toContain(answer.status)
          expect(answer.text).not.toMatch(/\n\s+at /)
        },
      ),
      { numRuns: 50 },
    )
  })
})
