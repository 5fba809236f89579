import { describe, expect, test } from 'vitest'
import { startSandbox } from '../../src/sandbox/server.js'
import { FJELL, FJORD, openDesk, type DeskVendor } from './open-desk.js'
import { newVendorKey, SCOPE, SYSTEM, systemUserOf, VENDOR } from './open-vendor.js'

const CUSTOMER = '311844202'
const DIRECTOR = '17856212297'
const EMPLOYEE = '14827310833'
const LOGISTICS = {
  resource: [{ id: 'urn:altinn:resource', value: 'ttd_systembruker-logistikk-demo' }],
}

const REQUESTS = '/systemuser/request/vendor'

/** The vendor asks the customer, and gets the request. */
async function request(vendor: DeskVendor, changes = {}) {
  const { status, body } = await vendor.altinn('POST', REQUESTS, {
    systemId: vendor.systemId,
    partyOrgNo: CUSTOMER,
    rights: [LOGISTICS],
    ...changes,
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body as { id: string; confirmUrl: string }
}

describe('A vendor that the sample does not know', () => {
  test('comes in by HTTP, asks a customer, is approved without a browser, and calls an API', async () => {
    const desk = await openDesk()
    const fjell = await desk.openVendor(FJELL)
    const { id } = await request(fjell)
    expect(
      (await fjell.ask({ scope: SCOPE, authorization_details: systemUserOf(CUSTOMER) })).status,
    ).toBe(400)

    const approved = await desk.desk('POST', `/requests/${id}/approve`)
    expect(approved.status).toBe(200)
    expect(approved.body).toMatchObject({ id, status: 'Accepted' })

    const { status, body } = await fjell.api(`/Logistics/${CUSTOMER}`, CUSTOMER)
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'Delayed', importStatus: 'AwaitingCustoms' })
    expect((await fjell.api(`/Salary/${CUSTOMER}`, CUSTOMER)).status).toBe(403)
  })

  test('is in the seed file, with its customers and their figures, and nobody else', async () => {
    const key = await newVendorKey('seeded')
    const customer = '310000001'
    const desk = await openDesk({
      seed: {
        startFrom: 'empty',
        asOf: '2027-01-15',
        vendors: [{ orgNo: FJELL.orgNo, name: FJELL.name }],
        organisations: [{ orgNo: customer, name: 'FIN KUNDE AS' }],
        persons: [
          { pid: '14837861110', name: 'SJEF', roles: [{ orgNo: customer, role: 'dagligLeder' }] },
        ],
        systems: [
          { id: `${FJELL.orgNo}_a`, vendorOrgNo: FJELL.orgNo, rights: ['ttd_systembruker-salary'] },
        ],
        clients: [
          {
            clientId: 'fjell-client',
            orgNo: FJELL.orgNo,
            systemId: `${FJELL.orgNo}_a`,
            jwks: { keys: [key.publicJwk] },
          },
        ],
        'system-users': [{ systemId: `${FJELL.orgNo}_a`, ownerOrgNo: customer }],
        salary: [{ orgNo: customer, salaryStatus: 'Paid', salaryAmount: 10.5 }],
      },
    })
    const { body } = await desk.desk('GET', '')
    expect(body.rows).toMatchObject({ organisations: 2, persons: 1, systems: 1, systemUsers: 1 })
    expect(body.rows.resources).toBeGreaterThan(0)
    expect(desk.sandbox.state.ledgerDate).toBe('2027-01-15')

    const token = await desk.call('GET', `/api/GetSystemUserToken?systemUserOrg=${customer}`)
    const salary = await desk.call('GET', `/api/Salary/${customer}`, { token: token.text })
    expect(salary.body).toEqual({ salaryStatus: 'Paid', salaryAmount: 10.5 })

    desk.sandbox.state.systemUsers.clear()
    await desk.desk('POST', '/reset')
    expect(desk.sandbox.state.systemUsers.size).toBe(1)
  })

  test('comes on top of the sample when the seed file does not start from empty', async () => {
    const desk = await openDesk({ seed: { vendors: [{ orgNo: FJELL.orgNo, name: FJELL.name }] } })
    expect(desk.sandbox.state.systems.has(SYSTEM)).toBe(true)
    const { body } = await desk.desk('GET', '/vendors')
    expect(body.map(({ orgNo }: { orgNo: string }) => orgNo)).toEqual([VENDOR, FJELL.orgNo])
  })

  test('comes by one call with all its rows, or not at all', async () => {
    const desk = await openDesk()
    const rows = {
      vendors: [{ orgNo: FJELL.orgNo, name: FJELL.name }],
      systems: [{ id: `${FJELL.orgNo}_a`, vendorOrgNo: FJELL.orgNo }],
    }
    const half = await desk.desk('POST', '/seed', {
      ...rows,
      persons: [{ pid: '1', name: 'A' }],
      logistics: [{ orgNo: '999999999' }],
    })
    expect(half.status).toBe(400)
    expect(half.body.problem.split('\n')).toEqual([
      'persons[0].pid: must be eleven digits',
      ...['status', 'shipmentStatus', 'importStatus', 'exportStatus', 'transitStatus'].map(
        name => `logistics[0].${name}: Invalid input: expected string, received undefined`,
      ),
    ])
    expect(desk.sandbox.state.systems.size).toBe(1)

    expect((await desk.desk('POST', '/seed', rows)).status).toBe(200)
    expect(desk.sandbox.state.systems.get(`${FJELL.orgNo}_a`)).toMatchObject({ isVisible: false })
    expect(() => desk.sandbox.putRows({ vendors: [{ orgNo: FJORD.orgNo }] })).toThrow(
      `vendors[0].name: is needed, because there is no organisation ${FJORD.orgNo} yet`,
    )
  })

  test.each([
    [[], ['It must be an object that has a list of rows for every table it fills.']],
    [{ startFrom: 'nowhere', asOf: 'today' }, ['startFrom: must be', 'asOf: must be a date']],
    [
      { people: [], persons: {}, scopes: [{ name: 'a b' }, {}], systems: [{ id: 'x' }] },
      [
        'people: there is no such table, but scopes, ',
        'scopes[0].name: must not have a space in it',
        'scopes[1].name: Invalid input: expected string, received undefined',
        'persons: must be a list of rows',
        'systems[0].id: must look like 312345678_name',
        'systems[0].vendorOrgNo: Invalid input: expected string, received undefined',
      ],
    ],
  ])('is told everything that is wrong with the seed file %j', async (seed, lines) => {
    const problem = await startSandbox({ seed: seed as object }).catch(error => error)
    const told = (problem as Error).message.split('\n')
    expect(told).toHaveLength(lines.length)
    for (const [i, line] of lines.entries()) expect(told[i]).toContain(line)
  })

  test('comes back after a reset only if the seed file knows it; clients are remembered', async () => {
    const desk = await openDesk()
    const fjell = await desk.openVendor(FJELL)
    await desk.desk('POST', '/reset')
    expect(desk.sandbox.state.systems.has(fjell.systemId)).toBe(false)
    expect(desk.sandbox.state.clients.has(fjell.clientId)).toBe(true)
    expect((await desk.desk('DELETE', `/clients/${fjell.clientId}`)).status).toBe(204)
    await desk.desk('POST', '/reset')
    expect(desk.sandbox.state.clients.has(fjell.clientId)).toBe(false)
  })
})

describe('Two vendors side by side', () => {
  async function openBoth() {
    const desk = await openDesk()
    const fjell = await desk.openVendor(FJELL)
    const fjord = await desk.openVendor(FJORD)
    return { desk, fjell, fjord }
  }

  test('ask the same customer, and each gets its own system user', async () => {
    const { desk, fjell, fjord } = await openBoth()
    const ids = []
    for (const vendor of [fjell, fjord]) {
      const { id } = await request(vendor)
      await desk.desk('POST', `/requests/${id}/approve`)
      ids.push(id)
    }
    for (const [i, vendor] of [fjell, fjord].entries()) {
      const { body } = await vendor.altinn('GET', `/systemuser/vendor/bysystem/${vendor.systemId}`)
      expect(body.data).toMatchObject([{ id: ids[i], reporteeOrgNo: CUSTOMER }])
      const info = await vendor.api('/SystemUserInfo', CUSTOMER)
      expect(info.body).toMatchObject({ systemuser_id: [ids[i]], system_id: vendor.systemId })
    }
  })

  test('see nothing of each other’s requests', async () => {
    const { fjell, fjord } = await openBoth()
    const { id } = await request(fjell, { externalRef: 'ref' })
    const code = async (method: string, path: string, body?: unknown) => {
      const answer = await fjord.altinn(method, path, body)
      return [answer.status, answer.body.code]
    }
    expect(await code('GET', `${REQUESTS}/${id}`)).toEqual([404, 'AUTH-00011'])
    expect(await code('DELETE', `${REQUESTS}/${id}`)).toEqual([404, 'AUTH-00010'])
    const byReference = `${REQUESTS}/byexternalref/${fjell.systemId}/${CUSTOMER}/ref`
    expect(await code('GET', byReference)).toEqual([404, 'AUTH-00011'])
    const bySystem = `${REQUESTS}/bysystem/${fjell.systemId}`
    expect(await code('GET', bySystem)).toEqual([404, 'AUTH-00011'])
    const order = { systemId: fjell.systemId, partyOrgNo: CUSTOMER, rights: [LOGISTICS] }
    expect(await code('POST', REQUESTS, order)).toEqual([404, 'AUTH-00011'])
    expect((await fjell.altinn('GET', `${REQUESTS}/${id}`)).body.status).toBe('New')
    const own = await fjord.altinn('GET', `${REQUESTS}/bysystem/${fjord.systemId}`)
    expect(own.body.data).toEqual([])
  })

  test('see and change nothing of each other’s systems', async () => {
    const { fjell, fjord } = await openBoth()
    const path = `/systemregister/vendor/${fjell.systemId}`
    const entry = {
      id: fjell.systemId,
      vendor: { ID: `0192:${fjell.orgNo}` },
      name: { nb: 'a', nn: 'a', en: 'a' },
      description: { nb: 'a', nn: 'a', en: 'a' },
    }
    for (const [method, where, body] of [
      ['GET', path, undefined],
      ['GET', `${path}/changelog`, undefined],
      ['PUT', path, entry],
      ['PUT', `${path}/rights`, []],
      ['PUT', `${path}/accesspackages`, []],
      ['DELETE', path, undefined],
      ['POST', '/systemregister/vendor', entry],
    ] as const)
      expect((await fjord.altinn(method, where, body)).status, `${method} ${where}`).toBe(403)
    const { body } = await fjord.altinn('GET', '/systemregister/vendor')
    expect(body).toMatchObject([{ systemId: fjord.systemId }])

    const stolen = await fjord.altinn('PUT', `/systemregister/vendor/${fjord.systemId}`, {
      ...entry,
      id: fjord.systemId,
      vendor: { ID: `0192:${fjord.orgNo}` },
      clientId: [fjell.clientId],
    })
    expect(stolen.body.validationErrors).toMatchObject([{ code: 'AUTH.VLD-00004' }])
  })

  test('see nothing of each other’s system users, and get no tokens for them', async () => {
    const { desk, fjell, fjord } = await openBoth()
    const { id } = await request(fjell)
    await desk.desk('POST', `/requests/${id}/approve`)
    const list = await fjord.altinn('GET', `/systemuser/vendor/bysystem/${fjell.systemId}`)
    expect(list.body.code).toBe('AUTH-00011')
    const query = `system-id=${fjell.systemId}&orgno=${CUSTOMER}`
    expect((await fjord.altinn('GET', `/systemuser/vendor/byquery?${query}`)).status).toBe(404)
    const change = `/systemuser/changerequest/vendor?correlation-id=107319e1-8e4c-47f4-85be-6bdbd8b97b7f&system-user-id=${id}`
    expect((await fjord.altinn('POST', change, { requiredRights: [LOGISTICS] })).status).toBe(401)

    const refused = await fjord.ask({
      scope: SCOPE,
      authorization_details: systemUserOf(CUSTOMER),
    })
    expect(refused.body.error_uri).toMatch(/MP-303$/)
  })

  test('cannot use each other’s clients', async () => {
    const { desk, fjell, fjord } = await openBoth()
    const refused = await fjord.ask({ iss: fjell.clientId, scope: SCOPE })
    expect(refused.body.error_description).toContain('Unknown key identifier')
    const { status, body } = await desk.desk('POST', '/clients', {
      clientId: fjell.clientId,
      orgNo: FJORD.orgNo,
      jwks: { keys: [fjord.publicJwk] },
    })
    expect(status).toBe(400)
    expect(body.problem).toBe(`The client ${fjell.clientId} belongs to another vendor.`)
  })

  test('are granted scopes one by one', async () => {
    const { desk, fjell, fjord } = await openBoth()
    await desk.desk('PUT', '/vendors', { orgNo: FJELL.orgNo, scopes: ['idporten:dcr.read'] })
    expect((await fjell.ask({ scope: SCOPE })).body.error_uri).toMatch(/MP-250$/)
    expect((await fjell.ask({ scope: 'idporten:dcr.read' })).status).toBe(200)
    expect((await fjord.ask({ scope: SCOPE })).status).toBe(200)
    expect((await desk.desk('DELETE', `/vendors/${FJELL.orgNo}`)).status).toBe(204)
    expect((await fjell.ask({ scope: 'idporten:dcr.read' })).body.error_uri).toMatch(/MP-250$/)
  })
})

describe('Without a browser, somebody', () => {
  async function openRequest(changes = {}) {
    const desk = await openDesk()
    const fjell = await desk.openVendor(FJELL)
    const { id } = await request(fjell, changes)
    const decide = (decision: string, body?: unknown) =>
      desk.desk('POST', `/requests/${id}/${decision}`, body)
    return { desk, fjell, id, decide }
  }

  test('rejects a request', async () => {
    const { fjell, id, decide } = await openRequest()
    expect((await decide('reject', { pid: DIRECTOR })).body.status).toBe('Rejected')
    expect((await fjell.altinn('GET', `${REQUESTS}/${id}`)).body.status).toBe('Rejected')
  })

  test('sends one on who may not decide, and the director approves', async () => {
    const { decide } = await openRequest()
    const refused = await decide('approve', { pid: EMPLOYEE })
    expect([refused.status, refused.body.problem.slice(0, 10)]).toEqual([403, 'AUTH-00066'])
    expect((await decide('escalate', { pid: EMPLOYEE })).body.escalated).toBe(true)
    expect((await decide('approve')).body.status).toBe('Accepted')
    const again = await decide('approve')
    expect([again.status, again.body.problem]).toEqual([
      409,
      'AUTH-00013 The Status of the Request is not New.',
    ])
  })

  test('answers a change request', async () => {
    const { desk, fjell, id, decide } = await openRequest()
    await decide('approve')
    const change = '107319e1-8e4c-47f4-85be-6bdbd8b97b7f'
    const path = `/systemuser/changerequest/vendor?correlation-id=${change}&system-user-id=${id}`
    const right = [{ resource: [{ id: 'urn:altinn:resource', value: 'ttd_systembruker-salary' }] }]
    expect((await fjell.altinn('POST', path, { requiredRights: right })).status).toBe(201)
    expect((await desk.desk('POST', `/requests/${change}/escalate`)).status).toBe(400)
    expect((await desk.desk('POST', `/requests/${change}/approve`)).body.status).toBe('Accepted')
    expect((await fjell.api(`/Salary/${CUSTOMER}`, CUSTOMER)).status).toBe(200)
  })

  test('is told what stands in the way', async () => {
    const { desk, decide } = await openRequest()
    const told = async (answer: Promise<{ status: number; body: { problem: string } }>) => {
      const { status, body } = await answer
      return [status, body.problem]
    }
    expect(await told(decide('approve', { pid: '12' }))).toEqual([
      400,
      '✖ must be eleven digits\n  → at pid',
    ])
    expect(await told(decide('approve', { pid: '00000000000' }))).toEqual([
      400,
      'There is no person 00000000000.',
    ])
    expect((await decide('forget')).status).toBe(400)
    expect(await told(desk.desk('POST', '/requests/none/approve'))).toEqual([
      404,
      'There is no request none.',
    ])
    await desk.desk('DELETE', `/persons/${DIRECTOR}`)
    expect(await told(decide('approve'))).toEqual([
      400,
      `${CUSTOMER} has no managing director. Say by pid who decides.`,
    ])
  })
})

describe('Rows over HTTP', () => {
  const claim = {
    id: 'K1',
    kravtype: 'Mva-melding',
    kravgruppe: 'Merverdiavgift',
    tekst: 'Mva-melding',
    aar: '2026',
    periodeTekst: 'mai - juni',
    opprettet: '2026-08-28',
    forfall: [{ id: 'F1', dato: '2026-08-31', belop: 100, plassert: [['I1', 40, '2026-09-01']] }],
  }
  const payment = { id: 'I1', dato: '2026-09-01', belop: 40, type: 'Innbetalt OCR' }
  const good: [string, Record<string, unknown>, object][] = [
    [
      'logistics',
      {
        orgNo: CUSTOMER,
        status: 'A',
        shipmentStatus: 'B',
        importStatus: 'C',
        exportStatus: 'D',
        transitStatus: 'E',
      },
      {},
    ],
    ['salary', { orgNo: CUSTOMER, salaryStatus: 'Paid', salaryAmount: 12.5 }, {}],
    ['ledgers', { orgNo: CUSTOMER, krav: [claim], innbetalinger: [payment] }, { utbetalinger: [] }],
    ['registered-clients', { accountant: '315201047', clients: [CUSTOMER] }, {}],
    ['vendors', { orgNo: CUSTOMER, scopes: [SCOPE] }, { name: 'FREIDIG TAPPER LAKS AS' }],
    [
      'systems',
      {
        id: `${VENDOR}_new`,
        vendorOrgNo: VENDOR,
        name: 'New',
        clientId: ['some-client'],
        allowedRedirectUrls: ['http://localhost:4000/back'],
      },
      { name: { nb: 'New', nn: 'New', en: 'New' }, description: { en: 'New' } },
    ],
    [
      'requests',
      {
        id: '00000000-1111-4222-8333-444444444444',
        systemId: SYSTEM,
        partyOrgNo: CUSTOMER,
        status: 'Rejected',
      },
      { externalRef: CUSTOMER, kind: 'standard', integrationTitle: 'SmartCloud' },
    ],
    [
      'change-requests',
      {
        id: '00000000-1111-4222-8333-444444444444',
        systemUserId: '49469a5e-6b91-46e7-a45c-8f2d7e2d1302',
      },
      { partyOrgNo: '310261629', status: 'New' },
    ],
  ]
  test.each(good)('are put into %s, listed and removed', async (name, row, more) => {
    const { desk } = await openDesk()
    const added = await desk('PUT', `/${name}`, row)
    expect(added.status, added.text).toBe(201)
    const { name: _, krav: __, ...plain } = row
    expect(added.body).toMatchObject({ ...(name === 'systems' ? plain : {}), ...more })
    expect((await desk('GET', `/${name}`)).body).toContainEqual(
      name === 'vendors' ? expect.objectContaining({ orgNo: CUSTOMER }) : added.body,
    )
    const key = encodeURIComponent(Object.values(row)[0] as string)
    expect((await desk('DELETE', `/${name}/${key}`)).status).toBe(204)
    expect((await desk('DELETE', `/${name}/${key}`)).status).toBe(404)
  })

  test('let an organisation keep its ids, and a system its clients', async () => {
    const { desk } = await openDesk()
    const put = async (name: string, row: object) => (await desk('PUT', `/${name}`, row)).body
    const first = await put('organisations', { orgNo: '310000001', name: 'A' })
    const again = await put('organisations', { orgNo: '310000001', name: 'B' })
    expect(again).toEqual({ ...first, name: 'B' })
    await put('systems', { id: `${VENDOR}_new`, vendorOrgNo: VENDOR, clientId: ['c'] })
    const system = await put('systems', { id: `${VENDOR}_new`, vendorOrgNo: VENDOR, name: 'N' })
    expect(system.clientId).toEqual(['c'])
  })

  const bad: [string, object, string][] = [
    ['vendors', { orgNo: CUSTOMER, scopes: ['no:such'] }, 'no:such is no scope here'],
    ['systems', { id: 'x', vendorOrgNo: VENDOR }, 'must look like 312345678_name'],
    ['systems', { id: '310261629_a', vendorOrgNo: VENDOR }, 'must begin with the vendor’s number'],
    ['systems', { id: '310000001_a', vendorOrgNo: '310000001' }, '310000001 is no organisation'],
    ['systems', { id: `${VENDOR}_a`, vendorOrgNo: VENDOR, rights: ['none'] }, 'register. none'],
    [
      'systems',
      { id: `${VENDOR}_a`, vendorOrgNo: VENDOR, accessPackages: ['urn:altinn:accesspackage:none'] },
      'Not found: urn:altinn:accesspackage:none',
    ],
    [
      'systems',
      {
        id: `${VENDOR}_a`,
        vendorOrgNo: VENDOR,
        isVisible: true,
        accessPackages: ['urn:altinn:accesspackage:regnskapsforer-lonn'],
      },
      'isVisible: true',
    ],
    [
      'systems',
      { id: `${VENDOR}_a`, vendorOrgNo: VENDOR, allowedRedirectUrls: ['javascript:1'] },
      'must be an address on the web',
    ],
    ['system-users', { systemId: SYSTEM, ownerOrgNo: '310000001' }, 'is no organisation here'],
    [
      'system-users',
      { systemId: SYSTEM, ownerOrgNo: '310261629' },
      'is that of the system user 49469a5e',
    ],
    [
      'system-users',
      { systemId: SYSTEM, ownerOrgNo: CUSTOMER, rights: ['sandkasse-arsregnskap'] },
      'are not all on the system',
    ],
    [
      'system-users',
      { systemId: SYSTEM, ownerOrgNo: CUSTOMER, externalRef: 'a b' },
      'letters, digits',
    ],
    [
      'requests',
      { systemId: SYSTEM, partyOrgNo: CUSTOMER, status: 'Accepted' },
      'what is accepted has been approved',
    ],
    [
      'change-requests',
      { systemUserId: '00000000-1111-4222-8333-444444444444' },
      'is no standard system user here',
    ],
    ['organisations', { orgNo: '310000001', name: 'A', partyId: 50900101 }, 'belongs to 310261629'],
    [
      'persons',
      { pid: '14837861110', name: 'A', roles: [{ orgNo: '310000001', role: 'ansatt' }] },
      '310000001 is no organisation here',
    ],
    ['ledgers', { orgNo: CUSTOMER, krav: [claim] }, 'I1 is not among innbetalinger'],
    [
      'ledgers',
      { orgNo: CUSTOMER, innbetalinger: [{ ...payment, dato: '2026-02-30' }] },
      'must be a date',
    ],
    ['salary', { orgNo: CUSTOMER, salaryStatus: 'Paid', salaryAmount: '12' }, 'at salaryAmount'],
    ['registered-clients', { accountant: '310000001', clients: [] }, 'is no organisation here'],
  ]
  test.each(bad)('in %s: %j is refused with a sentence', async (name, row, sentence) => {
    const { desk } = await openDesk()
    const { status, body } = await desk('PUT', `/${name}`, row)
    expect(status).toBe(400)
    expect(body.problem).toContain(sentence)
  })

  test('have addresses that say what they take', async () => {
    const { desk } = await openDesk()
    for (const [method, path, allow] of [
      ['PATCH', '/systems', 'GET, HEAD, POST, PUT'],
      ['GET', '/systems/a', 'DELETE'],
      ['GET', '/reset', 'POST'],
      ['POST', '', 'GET, HEAD'],
    ] as const) {
      const { status, headers, body } = await desk(method, path)
      expect([status, headers.get('allow')], path).toEqual([405, allow])
      expect(body.problem).toContain(`It takes ${allow}.`)
    }
    const unknown = await desk('GET', '/nothing')
    expect(unknown.status).toBe(404)
    expect(unknown.body.problem).toContain('system-users')
  })

  test('leave the clock within a century', async () => {
    const { desk } = await openDesk()
    expect((await desk('POST', '/clock', { moveMs: Number.MAX_SAFE_INTEGER })).status).toBe(400)
    expect((await desk('GET', '')).status).toBe(200)
  })
})
