import { describe, expect, test } from 'vitest'
import {
  accessPackage,
  CLAIMS,
  DIRECTOR,
  LOGISTICS,
  NOON,
  openAltinn,
  OTHER_VENDOR,
  PLATFORM,
  REGISTER,
  right,
  SALARY,
  SYSTEM,
  VENDOR,
  type Altinn,
} from './open-altinn.js'

const NEW = `${VENDOR}_new`
const words = (word: string) => ({ nb: word, nn: word, en: word })
const entry = (changes: object = {}) => ({
  id: NEW,
  vendor: { ID: `0192:${VENDOR}`, authority: 'iso6523-actorid-upis' },
  name: words('Ny'),
  description: words('Beskrivelse'),
  ...changes,
})
const full = {
  rights: [CLAIMS],
  accessPackages: [accessPackage('lonn')],
  clientId: ['new-client'],
  isVisible: false,
  allowedRedirectUrls: ['https://smartcloud.example', 'https://Smartcloud.example/receipt?x=1'],
}
const admin = { as: OTHER_VENDOR, scope: 'altinn:authentication/systemregister.admin' }
const codes = (answer: { body: { validationErrors?: { code: string }[] } }) =>
  answer.body.validationErrors?.map(({ code }) => code)

describe('a vendor registers a system', () => {
  test('and gets a number of no use, and the system as it is stored', async () => {
    const { post, get } = await openAltinn()
    const created = await post(REGISTER, entry(full))
    expect(created.status).toBe(200)
    expect(created.body).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)

    expect((await get(`${REGISTER}/${NEW}`)).body).toEqual({
      ...entry(full),
      vendor: { ID: `0192:${VENDOR}` },
      isDeleted: false,
      allowedRedirectUrls: [
        'https://smartcloud.example/',
        'https://smartcloud.example/receipt?x=1',
      ],
    })
  })

  test('with as little as possible: it is visible and can do nothing', async () => {
    const { post, get } = await openAltinn()
    expect((await post(REGISTER, entry({ id: ` ${NEW} ` }))).status).toBe(200)
    expect((await get(`${REGISTER}/${NEW}`)).body).toMatchObject({
      rights: [],
      accessPackages: [],
      clientId: [],
      isVisible: true,
      allowedRedirectUrls: [],
    })
  })

  test('under its bare number', async () => {
    const { post } = await openAltinn()
    expect((await post(REGISTER, entry({ id: VENDOR }))).status).toBe(200)
  })

  test('with everything wrong at once, and is told all of it, in order', async () => {
    const { post, state } = await openAltinn()
    state.systems.get(SYSTEM)!.clientId = ['taken', 'taken too']
    const other = { ...state.systems.get(SYSTEM)!, id: 'other x' }
    state.systems.set(other.id, other)
    const schema = right('sandkasse-maskinporten-skattegrunnlag')
    const answer = await post(
      REGISTER,
      entry({
        id: other.id,
        allowedRedirectUrls: ['receipt'],
        clientId: ['taken', 'taken too'],
        rights: [
          { resource: [{ id: 'x', value: 'y' }] },
          right('no-such-resource'),
          schema,
          schema,
        ],
        accessPackages: [
          { urn: '' },
          accessPackage('regnskapsforer-lonn'),
          accessPackage('regnskapsforer-lonn'),
        ],
      }),
    )
    expect(codes(answer)).toEqual(
      [13, 1, 2, 5, 4, 9, 3, 17, 6, 8, 7, 18].map(n => `AUTH.VLD-000${String(n).padStart(2, '0')}`),
    )
  })

  test('of another vendor, and learns nothing but 403', async () => {
    const { post } = await openAltinn()
    const refused = await post(REGISTER, entry({ id: 'wrong' }), { as: OTHER_VENDOR })
    expect([refused.status, refused.text]).toEqual([403, ''])
    const alone = await post(REGISTER, entry({ id: 'a b', vendor: { ID: VENDOR } }), {
      as: OTHER_VENDOR,
    })
    expect(codes(alone)).toEqual(['AUTH.VLD-00000'])
    expect((await post(REGISTER, entry(), admin)).status).toBe(200)
  })

  test('with the same client id twice', async () => {
    const { post } = await openAltinn()
    const answer = await post(REGISTER, entry({ clientId: ['a', 'a'] }))
    expect([answer.status, answer.text]).toEqual([409, `The System already exist: ${NEW}`])
  })

  test.each([
    ['no Nynorsk name', { name: { nb: 'Ny', en: 'New' } }],
    ['no English description', { description: { nb: 'Ny', nn: 'Ny' } }],
    ['null for rights', { rights: null }],
    ['an id that is too long', { id: `${VENDOR}_${'x'.repeat(250)}` }],
    ['half a vendor', { vendor: { ID: '0192' } }],
  ])('with %s, and Altinn stumbles', async (_, changes) => {
    const { post, state } = await openAltinn()
    const answer = await post(REGISTER, entry(changes))
    expect(answer.status).toBe(500)
    expect(answer.headers.get('content-type')).toContain('text/plain')
    expect(state.systems.size).toBe(1)
  })

  test.each([
    ['no id', { id: undefined }],
    ['no vendor', { vendor: undefined }],
    ['a vendor without number', { vendor: {} }],
    ['no name', { name: undefined }],
    ['a text for a name', { name: 'Ny' }],
    ['a text for a flag', { isVisible: 'yes' }],
  ])('with %s', async (_, changes) => {
    const { post } = await openAltinn()
    const answer = await post(REGISTER, entry(changes))
    expect([answer.status, typeof answer.body.errors]).toEqual([400, 'object'])
  })

  test('and cannot break the catalogue with a name', async () => {
    const { post, get } = await openAltinn()
    const body = JSON.stringify(entry()).replace('"nb":', '"__proto__":"x","nb":')
    expect((await post(REGISTER, body)).status).toBe(200)
    expect((await get(`${REGISTER}/${NEW}`)).body.name).toEqual(words('Ny'))
  })
})

describe('a vendor looks at its systems', () => {
  test('which do not tell their clients and ways back', async () => {
    const { get } = await openAltinn()
    const [system, ...others] = (await get(REGISTER)).body
    expect(others).toEqual([])
    expect(Object.keys(system)).toEqual([
      'systemId',
      'systemVendorOrgNumber',
      'systemVendorOrgName',
      'name',
      'description',
      'rights',
      'accessPackages',
      'isVisible',
    ])
    expect(system).toMatchObject({
      systemId: SYSTEM,
      systemVendorOrgNumber: VENDOR,
      systemVendorOrgName: '',
    })
    expect((await get(REGISTER, { as: OTHER_VENDOR })).body).toEqual([])
  })

  test('or at another vendor’s', async () => {
    const { get, maskinportenToken } = await openAltinn()
    expect((await get(`${REGISTER}/${SYSTEM}`, { as: OTHER_VENDOR })).status).toBe(403)
    expect((await get(`${REGISTER}/${SYSTEM}`, admin)).status).toBe(200)
    expect((await get(`${REGISTER}/nothing`)).body).toMatchObject({
      title: 'Not Found',
      status: 404,
    })
    const token = await maskinportenToken({ consumer: undefined })
    expect((await get(REGISTER, { token })).status).toBe(403)
  })
})

describe('a vendor replaces a system', () => {
  const PATH = `${REGISTER}/${NEW}`
  const registered = async () => {
    const altinn = await openAltinn()
    await altinn.post(REGISTER, entry(full))
    return altinn
  }

  test('and what it leaves out is gone', async () => {
    const { put, get } = await registered()
    const answer = await put(PATH, entry({ name: words('Annet') }))
    expect([answer.status, answer.body]).toEqual([200, { succeeded: true }])
    expect((await get(PATH)).body).toMatchObject({
      name: words('Annet'),
      rights: [],
      accessPackages: [],
      clientId: [],
      isVisible: true,
      allowedRedirectUrls: [],
    })
  })

  test('with a way back that POST would refuse', async () => {
    const { put, get } = await registered()
    const url = 'http://localhost:3000/receipt'
    expect((await put(PATH, entry({ allowedRedirectUrls: [url] }))).status).toBe(200)
    expect((await get(PATH)).body.allowedRedirectUrls).toEqual([url])
    expect((await put(PATH, entry({ allowedRedirectUrls: ['/receipt'] }))).status).toBe(500)
  })

  test('keeping its own client ids, and is told of each that is another’s', async () => {
    const { put, state } = await registered()
    expect((await put(PATH, entry({ clientId: ['new-client', 'x'] }))).status).toBe(200)
    state.systems.get(SYSTEM)!.clientId = ['a', 'b']
    expect(codes(await put(PATH, entry({ clientId: ['a', 'b', 'c'] })))).toEqual([
      'AUTH.VLD-00004',
      'AUTH.VLD-00004',
    ])
  })

  test('and Altinn judges in this order', async () => {
    const { put, remove } = await registered()
    const wrong = { id: 'other', vendor: { ID: '0192:1' }, rights: [right('x')] }
    const unknown = await put(`${REGISTER}/nothing`, entry(wrong), { as: OTHER_VENDOR })
    expect([unknown.status, unknown.text]).toEqual([404, "System with ID 'nothing' not found."])
    expect((await put(PATH, entry(wrong), { as: OTHER_VENDOR })).status).toBe(403)
    const moved = await put(PATH, entry(wrong))
    expect([moved.status, moved.text]).toEqual([404, `System with ID '${NEW}' not found.`])
    expect(codes(await put(PATH, entry({ id: 'other', rights: [right('x')] })))).toEqual([
      'AUTH.VLD-00012',
    ])
    await remove(PATH)
    const deleted = await put(PATH, entry({ rights: [right('x')] }))
    expect([deleted.status, deleted.text]).toEqual([
      400,
      'Cannot update a system marked as deleted.',
    ])
  })

  test('by its rights alone, or its packages alone', async () => {
    const { put, get } = await registered()
    expect((await put(`${PATH}/rights`, [LOGISTICS, SALARY])).body).toEqual({ succeeded: true })
    expect((await put(`${PATH}/accesspackages`, [accessPackage('jordbruk')])).body).toEqual({
      succeeded: true,
    })
    expect((await get(PATH)).body).toMatchObject({
      rights: [LOGISTICS, SALARY],
      accessPackages: [accessPackage('jordbruk')],
      clientId: ['new-client'],
    })
  })

  test('by parts, and the same rules hold', async () => {
    const { put, state, remove } = await registered()
    const rights = `${PATH}/rights`
    const packages = `${PATH}/accesspackages`
    expect(codes(await put(rights, [right('x')]))).toEqual(['AUTH.VLD-00003'])
    expect((await put(packages, [accessPackage('regnskapsforer-lonn')])).status).toBe(200)
    state.systems.get(NEW)!.isVisible = true
    expect(codes(await put(packages, [accessPackage('regnskapsforer-lonn')]))).toEqual([
      'AUTH.VLD-00018',
    ])
    expect((await put(rights, [], { as: OTHER_VENDOR })).status).toBe(403)
    expect((await put(rights, { rights: [] })).status).toBe(400)
    expect((await put(`${REGISTER}/nothing/rights`, [])).status).toBe(404)
    await remove(PATH)
    for (const path of [rights, packages])
      expect((await put(path, [])).text).toBe('Cannot update a system marked as deleted.')
  })
})

describe('a vendor deletes a system', () => {
  const withClient = async (): Promise<Altinn> => {
    const altinn = await openAltinn()
    altinn.state.systems.get(SYSTEM)!.clientId = ['ours']
    return altinn
  }

  test('which stays to be seen, and frees its client ids', async () => {
    const { remove, get, post } = await withClient()
    const path = `${REGISTER}/${SYSTEM}`
    expect((await remove(path)).body).toEqual({ succeeded: true })
    expect((await get(path)).body.isDeleted).toBe(true)
    expect((await get(REGISTER)).body).toEqual([])
    expect((await post(REGISTER, entry({ clientId: ['ours'] }))).status).toBe(200)
  })

  test('without client ids, or twice, and is told it failed although it did not', async () => {
    const { remove, state } = await openAltinn()
    const answer = await remove(`${REGISTER}/${SYSTEM}`)
    expect([answer.status, answer.body.title]).toEqual([400, 'Bad Request'])
    expect(state.systems.get(SYSTEM)!.isDeleted).toBe(true)

    const second = await withClient()
    await second.remove(`${REGISTER}/${SYSTEM}`)
    expect((await second.remove(`${REGISTER}/${SYSTEM}`)).status).toBe(400)
  })

  test('that never was, or is another’s', async () => {
    const { remove } = await withClient()
    expect((await remove(`${REGISTER}/nothing`)).body.errors).toEqual({
      return: ['System not found'],
    })
    expect((await remove(`${REGISTER}/${SYSTEM}`, { as: OTHER_VENDOR })).status).toBe(403)
  })
})

test('a vendor reads what has happened to a system, the newest first', async () => {
  const { post, put, remove, get, sandbox } = await openAltinn()
  const path = `${REGISTER}/${NEW}`
  const internalId = (await post(REGISTER, entry(full))).body
  sandbox.faults.moveClock(1000)
  await put(path, entry(full))
  await put(`${path}/rights`, [LOGISTICS])
  await put(`${path}/accesspackages`, [accessPackage('jordbruk')])
  await put(`${path}/rights`, [right('x')]) // refused, so it did not happen
  await remove(path, admin)

  const log = (await get(`${path}/changelog`)).body
  expect(log.map((change: { changeType: string }) => change.changeType)).toEqual([
    'delete',
    'accesspackageupdate',
    'rightsupdate',
    'update',
    'create',
  ])
  expect(log[0]).toEqual({
    systemInternalId: internalId,
    changedByOrgNumber: OTHER_VENDOR,
    changeType: 'delete',
    clientId: 'smartcloud-client',
    created: new Date(NOON + 1000).toISOString().replace('Z', '+00:00'),
  })
  expect(log[1].changedData).toEqual([{ Urn: accessPackage('jordbruk').urn }])
  expect(log[2].changedData).toEqual([{ Action: null, Resource: LOGISTICS.resource }])
  expect(log[4].changedData).toMatchObject({
    Id: NEW,
    Vendor: { ID: `0192:${VENDOR}` },
    Name: words('Ny'),
    ClientId: ['new-client'],
    IsVisible: false,
  })

  const unknown = await get(`${REGISTER}/nothing/changelog`)
  expect([unknown.status, unknown.text]).toEqual([404, 'System with ID nothing not found.'])
  expect((await get(`${path}/changelog`, { as: OTHER_VENDOR })).status).toBe(403)
})

test('a person at Altinn’s pages sees the visible systems', async () => {
  const { post, get } = await openAltinn()
  await post(REGISTER, entry({ ...full, isVisible: true }))
  const person = { person: DIRECTOR }
  const register = `${PLATFORM}/systemregister`
  const list = (await get(register, person)).body
  expect(list.map((system: { systemId: string }) => system.systemId)).toEqual([NEW])

  expect((await get(`${register}/${SYSTEM}`, person)).body.systemId).toBe(SYSTEM)
  expect((await get(`${register}/${NEW}/rights?useOldFormatForApp=false`, person)).body).toEqual([
    CLAIMS,
  ])
  expect((await get(`${register}/${NEW}/accesspackages`, person)).body).toEqual([
    accessPackage('lonn'),
  ])
  expect((await get(`${register}/nothing`, person)).status).toBe(404)
})
