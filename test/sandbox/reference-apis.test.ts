import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  EIGHT_IN_THE_MORNING,
  openReferenceApis,
  ORGANISATIONS,
  payload,
  type Key,
} from './open-reference-apis.js'

const asSent = (name: string) => JSON.stringify(payload(name))

let apis: Awaited<ReturnType<typeof openReferenceApis>>
beforeAll(async () => void (apis = await openReferenceApis()))
beforeEach(() => apis.sandbox.reset())
afterAll(() => apis.sandbox.close())

const { S1, S2, R1, K1, N1 } = ORGANISATIONS
const PATHS = ['/api/SystemUserInfo', `/api/Logistics/${S1}`, `/api/Salary/${S1}`]

describe('A system with a token', () => {
  test('is told who it is', async () => {
    const response = await apis.get('/api/SystemUserInfo', await apis.tokenFor(S1))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(await response.text()).toBe(asSent('system-user-info'))
  })

  test('is told who it is from a token that says `id` for `ID`', async () => {
    const { authorization_details: details } = apis.claimsFor(S1)
    const systemuser_org = { authority: 'iso6523-actorid-upis', id: `0192:${S1}` }
    const token = await apis.tokenFor(S1, {
      authorization_details: [{ type: 'other' }, { ...details[0], systemuser_org }],
    })
    const response = await apis.get('/api/SystemUserInfo', token)
    expect(await response.text()).toBe(asSent('system-user-info'))
  })

  test('is nobody when the token is an ordinary one', async () => {
    const token = await apis.tokenFor(S1, { authorization_details: undefined })
    const response = await apis.get('/api/SystemUserInfo', token)
    expect(response.status).toBe(204)
    expect(await response.text()).toBe('')
  })

  test('reads the logistics of its customer', async () => {
    const response = await apis.get(`/api/Logistics/${S1}`, await apis.tokenFor(S1))
    expect(response.status).toBe(200)
    expect(await response.text()).toBe(asSent('logistics'))
  })

  test('reads the salary of the sample data', async () => {
    apis.world.state.salary.set(S2, payload('salary'))
    const response = await apis.get(`/api/Salary/${S2}`, await apis.tokenFor(S2))
    expect(await response.text()).toBe(asSent('salary'))
    apis.sandbox.reset()
    const again = await apis.get(`/api/Salary/${S2}`, await apis.tokenFor(S2))
    expect(await again.json()).toEqual({ salaryStatus: 'Paid', salaryAmount: 1187500.5 })
  })

  test('reads what the real API says to everybody, of a customer without rows', async () => {
    apis.world.state.logistics.delete(S2)
    apis.world.state.salary.delete(S2)
    const token = await apis.tokenFor(S2)
    expect(await (await apis.get(`/api/Logistics/${S2}`, token)).json()).toEqual({
      status: 'VeryWell',
      shipmentStatus: 'InTransit',
      importStatus: 'Vandaley',
      exportStatus: 'Backlog',
      transitStatus: 'InShipment',
      createTime: '2026-11-20T08:00:00Z',
    })
    expect(await (await apis.get(`/api/Salary/${S2}`, token)).json()).toEqual({
      salaryStatus: 'Paid',
      salaryAmount: 1337,
    })
  })

  test.each(['/Api/systemuserinfo', `/API/LOGISTICS/${S1}`])('finds %s', async path => {
    expect((await apis.get(path, await apis.tokenFor(S1))).status).toBe(200)
  })
})

describe('The outcomes of the sample data', () => {
  const claims = 'v1/regnskapssystem'
  test.each<[Key, Key, number, number, number]>([
    ['S1', 'S1', 200, 403, 200],
    ['S2', 'S2', 200, 200, 200],
    ['S3', 'S3', 200, 200, 200],
    ['R1', 'K1', 403, 200, 200],
    ['R1', 'N1', 403, 403, 403],
    ['R1', 'R1', 403, 403, 403],
    ['S1', 'S2', 403, 403, 403],
  ])('%s reads the logistics, salary and claims of %s', async (owner, party, ...expected) => {
    expect(await statuses(owner, ORGANISATIONS[party])).toEqual(expected)
  })

  test('R1 reads of N1, once N1 is its client, what it reads of K1', async () => {
    const agent = [...apis.world.state.systemUsers.values()].find(user => user.ownerOrgNo === R1)!
    agent.clients.push(N1)
    expect(await statuses('R1', N1)).toEqual(await statuses('R1', K1))
  })

  async function statuses(owner: Key, party: string) {
    const token = await apis.tokenFor(ORGANISATIONS[owner])
    const paths = [`api/Logistics/${party}`, `api/Salary/${party}`, `${claims}/${party}/aapnekrav`]
    const responses = await Promise.all(paths.map(path => apis.get(`/${path}`, token)))
    return responses.map(({ status }) => status)
  }
})

describe.each(PATHS)('GET %s is refused', path => {
  const invalid = (problem: string) =>
    `Bearer error="invalid_token", error_description="${problem}"`
  const now = EIGHT_IN_THE_MORNING / 1000
  const signedByAltinn = () => apis.world.keys.altinn.sign(apis.claimsFor(S1))
  const unsigned = () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    return `${part({ alg: 'none' })}.${part(apis.claimsFor(S1))}.`
  }

  test.each<[string, () => string | undefined | Promise<string>, number, string]>([
    ['no token', () => undefined, 401, 'Bearer'],
    ['something that is no token', () => 'rubbish', 401, invalid('The signature is invalid')],
    ['an unsigned token', unsigned, 401, invalid('The signature is invalid')],
    ['a token somebody else signed', signedByAltinn, 401, invalid('The signature is invalid')],
    [
      'another issuer',
      () => apis.tokenFor(S1, { iss: apis.sandbox.origin }),
      401,
      invalid('The issuer is invalid'),
    ],
    [
      'a token from half a minute ago',
      () => apis.tokenFor(S1, { exp: now - 30 }),
      401,
      invalid('The token is expired'),
    ],
    [
      'a token without an end',
      () => apis.tokenFor(S1, { exp: undefined }),
      401,
      invalid('The token has no expiration'),
    ],
    [
      'a token for later',
      () => apis.tokenFor(S1, { nbf: now + 31 }),
      401,
      invalid('The token is not valid yet'),
    ],
    [
      'a token for something else',
      () => apis.tokenFor(S1, { scope: 'altinn:systembruker.demo2' }),
      403,
      'Bearer error="insufficient_scope"',
    ],
    [
      'a token without scope',
      () => apis.tokenFor(S1, { scope: undefined }),
      403,
      'Bearer error="insufficient_scope"',
    ],
  ])('to %s', async (_, token, status, challenge) => {
    const response = await apis.get(path, await token())
    expect(response.status).toBe(status)
    expect(response.headers.get('www-authenticate')).toBe(challenge)
    expect(await response.text()).toBe('')
  })

  test('to another scheme', async () => {
    const response = await apis.get(path, undefined, { authorization: 'Basic dTpw' })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
  })

  test.each(['POST', 'PUT', 'DELETE', 'HEAD'])('to %s', async method => {
    const response = await apis.get(path, await apis.tokenFor(S1), {}, method)
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET')
    expect(await response.text()).toBe('')
  })
})

test('A clock that is almost half a minute wrong, and a scheme in capitals, are forgiven', async () => {
  const now = EIGHT_IN_THE_MORNING / 1000
  const token = await apis.tokenFor(S1, { exp: now - 29, nbf: now + 30 })
  const response = await apis.get('/api/SystemUserInfo', undefined, {
    authorization: `BEARER ${token}`,
  })
  expect(response.status).toBe(200)
})

describe('Access denied is said', () => {
  test.each([
    [undefined, 'text/plain; charset=utf-8', 'Access denied'],
    ['application/json, text/plain, */*', 'text/plain; charset=utf-8', 'Access denied'],
    ['application/json', 'application/json; charset=utf-8', '"Access denied"'],
  ])('to Accept: %s', async (accept, type, text) => {
    const headers: Record<string, string> = accept ? { accept } : {}
    const response = await apis.get(`/api/Salary/${S1}`, await apis.tokenFor(S1), headers)
    expect(response.status).toBe(403)
    expect(response.headers.get('content-type')).toBe(type)
    expect(await response.text()).toBe(text)
  })

  test.each(['313999998', 'abcdefghij', '0', 'æøå'])('about %s', async party => {
    const path = `/api/Logistics/${encodeURIComponent(party)}`
    const response = await apis.get(path, await apis.tokenFor(S1))
    expect(response.status).toBe(403)
  })

  test('without a system user', async () => {
    const token = await apis.tokenFor(S1, { authorization_details: undefined })
    expect((await apis.get(`/api/Logistics/${S1}`, token)).status).toBe(403)
  })

  test('by the PDP', async () => {
    apis.world.state.deniedParties!.set('ttd_systembruker-logistikk-demo', new Set([S1]))
    const response = await apis.get(`/api/Logistics/${S1}`, await apis.tokenFor(S1))
    expect(response.status).toBe(403)
  })
})

test('When the PDP cannot be reached, nobody gets in', async () => {
  apis.sandbox.faults.add({ target: 'pdp', kind: 'status', status: 503 })
  const token = await apis.tokenFor(S1)
  const response = await apis.get(`/api/Logistics/${S1}`, token)
  expect(response.status).toBe(500)
  expect(await response.text()).toBe('')
  expect((await apis.get(`/api/Logistics/${S1}`, token)).status).toBe(200)
})

test.each(['/api', '/api/Logistics', '/api/Logistic/310261629', `/api/Salary/${S1}/2026`])(
  '%s is nowhere',
  async path => {
    const response = await apis.get(path, await apis.tokenFor(S1))
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  },
)
