import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { startAction } from '../../src/action.js'
import { SCOPES } from '../../src/altinn/scopes.js'
import { accessPackagesOf } from '../../src/altinn/requests.js'
import type { OrganisationNumber } from '../../src/domain/organisation-number.js'
import { FRESH } from '../support/people.js'
import { openAltinn, RETURN } from './open-altinn.js'

/** Those of the sample: a customer with SmartBasic, and an accountant. */
const BASIC = {
  systemUserId: '49469a5e-6b91-46e7-a45c-8f2d7e2d1302',
  customer: '310261629' as OrganisationNumber,
}
const AGENT = {
  systemUserId: 'a35ffc5b-8ba0-40f1-8dfe-d74b768c6714',
  customer: '315201047' as OrganisationNumber,
}
const order = (more: object = {}) => ({
  correlationId: randomUUID(),
  ...BASIC,
  required: ['ttd_systembruker-salary'],
  unwanted: [],
  redirectUrl: RETURN,
  ...more,
})

describe('A change request', () => {
  test('is made once, however often it is sent with the same id', async () => {
    const { altinn, sandbox } = await openAltinn()
    const change = order()

    const first = await altinn.changeRequests.create(change, startAction())
    const second = await altinn.changeRequests.create(
      { ...change, required: ['ske-krav-og-betalinger'] },
      startAction(),
    )

    expect(first).toMatchObject({ id: change.correlationId, status: 'New' })
    expect(second).toEqual(first)
    expect(sandbox.state.changeRequests.size).toBe(1)
    expect(await altinn.changeRequests.byId(first.id, startAction())).toMatchObject({
      id: first.id,
    })
  })

  test('that asks for nothing is not needed', async () => {
    const { altinn, sandbox } = await openAltinn()

    const answer = await altinn.changeRequests.create(order({ required: [] }), startAction())

    expect(answer.status).toBe('NoChangeNeeded')
    expect(sandbox.state.changeRequests.size).toBe(0)
  })

  test('of a system user that is not there, or is an agent’s, is refused by its reason', async () => {
    const { altinn } = await openAltinn()
    for (const target of [{ ...BASIC, systemUserId: randomUUID() }, AGENT])
      await expect(
        altinn.changeRequests.create(order(target), startAction()),
      ).rejects.toMatchObject({ reason: 'unknownSystemUser', problemCode: 'AUTH-00015' })
  })

  test.each([
    [{ required: ['no-such-resource'] }, 'rightsNotOnSystem'],
    [{ redirectUrl: 'https://elsewhere.example/receipt' }, 'returnAddressNotRegistered'],
  ])('with %o is refused', async (wrong, reason) => {
    const { altinn } = await openAltinn()
    await expect(altinn.changeRequests.create(order(wrong), startAction())).rejects.toMatchObject({
      reason,
    })
  })

  test('that is taken back is gone, and taking it back again is no error', async () => {
    const { altinn } = await openAltinn()
    const { id } = await altinn.changeRequests.create(order(), startAction())

    await altinn.changeRequests.remove(id, startAction())
    await altinn.changeRequests.remove(id, startAction())

    expect(await altinn.changeRequests.byId(id, startAction())).toBeUndefined()
  })

  test('is listed once, although Altinn repeats its first page for ever', async () => {
    const { altinn } = await openAltinn({
      sandbox: { quirks: { pageSize: 2, changeRequestPagesNeverAdvance: true } },
    })
    for (let i = 0; i < 3; i++) await altinn.changeRequests.create(order(), startAction())

    const ids: string[] = []
    for await (const { id } of altinn.changeRequests.all(startAction())) ids.push(id)

    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThan(0)
  })

  test('is asked for with the scopes it needs', async () => {
    const { altinn, sandbox } = await openAltinn()
    const { id } = await altinn.changeRequests.create(order(), startAction())
    await altinn.changeRequests.byId(id, startAction())
    const asked = sandbox.calls
      .list()
      .flatMap(call => (call.path === '/token' ? [call.claims?.['scope']] : []))
    expect(asked).toEqual([SCOPES['create change request'], SCOPES['read change request']])
  })
})

describe('A request for a system user for clients', () => {
  const customer = FRESH.organisationNumber as OrganisationNumber
  const agentOrder = {
    kind: 'agent' as const,
    customer,
    resources: [],
    accessPackages: ['urn:altinn:accesspackage:regnskapsforer-lonn'],
    redirectUrl: RETURN,
  }

  test('has addresses of its own', async () => {
    const { altinn, sandbox } = await openAltinn()
    const action = startAction()

    const { request } = await altinn.requests.create(agentOrder, action)

    expect(request.confirmUrl).toContain('/agentrequest?')
    expect(accessPackagesOf(request)).toEqual(agentOrder.accessPackages)
    expect(sandbox.state.requests.get(request.id)?.kind).toBe('agent')
    expect(await altinn.requests.byId(request.id, action)).toBeUndefined()
    expect(await altinn.requests.byId(request.id, action, 'agent')).toMatchObject({
      id: request.id,
    })
    expect(await altinn.requests.byReference(customer, undefined, action)).toBeUndefined()
    expect(await altinn.requests.byReference(customer, undefined, action, 'agent')).toMatchObject({
      id: request.id,
    })
  })

  test.each([
    ['urn:altinn:accesspackage:ansvarlig-revisor', 'AUTH-00063'],
    ['urn:altinn:accesspackage:no-such-package', 'AUTH-00063'],
  ])('for %s, which our system does not have, is refused', async (urn, problemCode) => {
    const { altinn } = await openAltinn()
    await expect(
      altinn.requests.create({ ...agentOrder, accessPackages: [urn] }, startAction()),
    ).rejects.toMatchObject({ problemCode })
  })
})
