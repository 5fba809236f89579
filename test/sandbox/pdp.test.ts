import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { decide } from '../../src/sandbox/apis/pdp.js'
import { SUBSCRIPTION_KEY } from '../../src/sandbox/rows/seed.js'
import {
  openReferenceApis,
  ORGANISATIONS,
  payload,
  RESOURCES,
  type Key,
} from './open-reference-apis.js'

let apis: Awaited<ReturnType<typeof openReferenceApis>>
beforeAll(async () => void (apis = await openReferenceApis()))
beforeEach(() => apis.sandbox.reset())
afterAll(() => apis.sandbox.close())

const systemUserOf = (owner: Key) =>
  [...apis.world.state.systemUsers.values()].find(u => u.ownerOrgNo === ORGANISATIONS[owner])!

describe('The decisions of the sample data', () => {
  test.each<[Key, Key, string, string, string]>([
    ['S1', 'S1', 'Permit', 'Permit', 'NotApplicable'],
    ['S1', 'S2', 'NotApplicable', 'NotApplicable', 'NotApplicable'],
    ['S2', 'S2', 'Permit', 'Permit', 'Permit'],
    ['S3', 'S3', 'Permit', 'Permit', 'Permit'],
    ['R1', 'S3', 'Permit', 'NotApplicable', 'Permit'],
    ['R1', 'K1', 'Permit', 'NotApplicable', 'Permit'],
    ['R1', 'K2', 'Permit', 'NotApplicable', 'Permit'],
    ['R1', 'N1', 'NotApplicable', 'NotApplicable', 'NotApplicable'],
    ['R1', 'R1', 'NotApplicable', 'NotApplicable', 'NotApplicable'],
    ['S1', 'N2', 'NotApplicable', 'NotApplicable', 'NotApplicable'],
  ])('%s asks about %s', (owner, party, ...expected) => {
    const decisions = RESOURCES.map(resourceId =>
      decide(apis.world, {
        systemUserId: systemUserOf(owner).id,
        resourceId,
        party: ORGANISATIONS[party],
        action: 'read',
      }),
    )
    expect(decisions.map(({ decision }) => decision)).toEqual(expected)
    expect(new Set(decisions.map(({ status }) => status))).toEqual(new Set(['ok']))
  })
})

describe('A question', () => {
  const good = () => ({
    systemUserId: systemUserOf('S1').id,
    resourceId: 'ske-krav-og-betalinger' as string | undefined,
    party: ORGANISATIONS.S1 as string | undefined,
    action: 'read' as string | undefined,
  })
  const notApplicable = { decision: 'NotApplicable', status: 'ok' }
  const badSubject = { decision: 'Indeterminate', status: 'processing-error' }

  test.each([
    ['a good one', {}, { decision: 'Permit', status: 'ok' }],
    [
      'a system user id in capitals',
      { systemUserId: '49469A5E-6B91-46E7-A45C-8F2D7E2D1302' },
      { decision: 'Permit', status: 'ok' },
    ],
    ['without a system user', { systemUserId: undefined }, badSubject],
    ['with a system user that is not a UUID', { systemUserId: 'S1' }, badSubject],
    ['about an unknown resource', { resourceId: 'no-such-resource' }, badSubject],
    ['without a resource', { resourceId: undefined }, badSubject],
    [
      'without an action',
      { action: undefined },
      { decision: 'Indeterminate', status: 'missing-attribute' },
    ],
    ['about writing', { action: 'write' }, notApplicable],
    [
      'from an unknown system user',
      { systemUserId: '00000000-0000-4000-8000-000000000000' },
      notApplicable,
    ],
    ['about an unknown party', { party: '313999998' }, notApplicable],
    ['about nobody', { party: undefined }, notApplicable],
  ])('%s', (_, change, expected) => {
    expect(decide(apis.world, { ...good(), ...change })).toEqual(expected)
  })

  test('from a system user that has been deleted', () => {
    systemUserOf('S1').isDeleted = true
    expect(decide(apis.world, good())).toEqual(notApplicable)
  })

  test('about a right that was taken away a moment ago', () => {
    systemUserOf('S1').rights.shift()
    expect(decide(apis.world, good())).toEqual(notApplicable)
  })

  test('about a party that an access list keeps out', () => {
    apis.world.state.deniedParties!.set(RESOURCES[0]!, new Set([ORGANISATIONS.S1]))
    expect(decide(apis.world, good())).toEqual({ decision: 'Deny', status: 'ok' })
    const logistics = decide(apis.world, { ...good(), resourceId: RESOURCES[1] })
    expect(logistics.decision).toBe('Permit')
  })

  test('from a standard system user with an access package instead of a right', () => {
    const user = systemUserOf('S1')
    user.rights = []
    user.accessPackages = [{ urn: 'urn:altinn:accesspackage:krav-og-utlegg' }]
    expect(decide(apis.world, good()).decision).toBe('Permit')
  })

  test('about a client that was added to the agent a moment ago', () => {
    const agent = systemUserOf('R1')
    const question = { ...good(), systemUserId: agent.id, party: ORGANISATIONS.N1 }
    expect(decide(apis.world, question).decision).toBe('NotApplicable')
    agent.clients.push(ORGANISATIONS.N1)
    expect(decide(apis.world, question).decision).toBe('Permit')
  })

  test('from an agent with a single right: it counts for nothing', () => {
    const agent = systemUserOf('R1')
    agent.rights = systemUserOf('S1').rights
    const question = { ...good(), systemUserId: agent.id, party: ORGANISATIONS.K1 }
    expect(decide(apis.world, { ...question, resourceId: RESOURCES[1] }).decision).toBe(
      'NotApplicable',
    )
  })
})

describe('The owner of an API asks over HTTP', () => {
  const ask = async (body: string, headers: Record<string, string | undefined> = {}) => {
    const all = {
      authorization: `Bearer ${await apis.altinnToken()}`,
      'ocp-apim-subscription-key': SUBSCRIPTION_KEY,
      'content-type': 'application/json',
      ...headers,
    }
    return fetch(`${apis.sandbox.origin}/authorization/api/v1/authorize`, {
      method: 'POST',
      headers: Object.fromEntries(
        Object.entries(all).filter(([, value]) => value !== undefined),
      ) as Record<string, string>,
      body,
    })
  }
  const request = payload('pdp-request')
  const [attributes] = [request.Request.Resource[0].Attribute]
  const withResource = (Attribute: object[]) => ({
    Request: { ...request.Request, Resource: [{ Attribute }] },
  })

  test('and gets a permit, with the attributes it asked to have back', async () => {
    const response = await ask(JSON.stringify(request))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(await response.text()).toBe(JSON.stringify(payload('pdp-permit')))
  })

  test('in camelCase with nulls, as the reference does', async () => {
    const camelCase = JSON.stringify(request)
      .replace(
        /"([A-Z])(\w*)":/g,
        (_, first: string, rest: string) => `"${first.toLowerCase()}${rest}":`,
      )
      .replace('"request":{', '"request":{"category":null,"multiRequests":null,')
    const response = await ask(camelCase)
    expect(await response.json()).toEqual(payload('pdp-permit'))
  })

  test('and gets no permit', async () => {
    const salary = withResource([
      { ...attributes[0], Value: 'ttd_systembruker-salary' },
      attributes[1],
    ])
    const response = await ask(JSON.stringify(salary))
    expect(response.status).toBe(200)
    expect(await response.text()).toBe(JSON.stringify(payload('pdp-not-applicable')))
  })

  test.each([
    ['urn:altinn:organizationnumber', '310261629'],
    ['urn:altinn:partyid', '50900101'],
    ['urn:altinn:party:uuid', '37b00307-4f0f-4c3c-a052-e52bdc36fc90'],
  ])('with the party as %s', async (AttributeId, Value) => {
    const response = await ask(
      JSON.stringify(withResource([attributes[0], { AttributeId, Value }])),
    )
    const { response: answers } = (await response.json()) as any
    expect(answers[0]).toMatchObject({ decision: 'Permit', category: null })
  })

  test('with more about the subject than its id, which is too much', async () => {
    const [subject] = request.Request.AccessSubject
    const more = { AttributeId: 'urn:altinn:userid', Value: '1' }
    const AccessSubject = [{ Attribute: [...subject.Attribute, more] }]
    const response = await ask(JSON.stringify({ Request: { ...request.Request, AccessSubject } }))
    expect(response.status).toBe(200)
    const { response: answers } = (await response.json()) as any
    expect(answers[0]).toMatchObject({
      decision: 'Indeterminate',
      status: { statusCode: { value: 'urn:oasis:names:tc:xacml:1.0:status:processing-error' } },
      obligations: null,
    })
  })

  test.each(['{}', '[]', 'null', '{"Request":{"AccessSubject":"S1"}}'])(
    'with %s, which is JSON but no question',
    async body => {
      const response = await ask(body)
      expect(response.status).toBe(200)
      expect(await response.json()).toMatchObject({ response: [{ decision: 'Indeterminate' }] })
    },
  )

  test.each(['{"Request":', 'Request=1', ''])('with %j, which is not JSON', async body => {
    const response = await ask(body)
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(await response.json()).toMatchObject({ status: 400 })
  })

  test('without a subscription key, and is stopped at the gateway', async () => {
    const response = await ask('{}', { 'ocp-apim-subscription-key': undefined })
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({
      statusCode: 401,
      message: expect.stringContaining('missing subscription key'),
    })
  })

  test('with another subscription key', async () => {
    const response = await ask('{}', { 'ocp-apim-subscription-key': 'guess' })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ statusCode: 401 })
  })

  test.each([
    ['without a token', async () => undefined, 401],
    [
      'with a token that has not been exchanged',
      () => apis.tokenFor(ORGANISATIONS.S1, { scope: 'altinn:authorization/authorize' }),
      401,
    ],
    ['with a token that has expired', () => apis.altinnToken({ exp: 1 }), 401],
    [
      'with a token without the scope',
      () => apis.altinnToken({ scope: 'altinn:systembruker.demo' }),
      403,
    ],
    ['with a token without any scope', () => apis.altinnToken({ scope: undefined }), 403],
  ])('%s', async (_, token, status) => {
    const jwt = await token()
    const response = await ask(JSON.stringify(request), { authorization: jwt && `Bearer ${jwt}` })
    expect(response.status).toBe(status)
    expect(await response.text()).toBe('')
  })

  test('with the scope of Altinn’s own staff', async () => {
    const jwt = await apis.altinnToken({ scope: 'openid altinn:authorization/authorize.admin' })
    const response = await ask(JSON.stringify(request), { authorization: `Bearer ${jwt}` })
    expect(await response.json()).toMatchObject({ response: [{ decision: 'Permit' }] })
  })
})
