import { expect, test } from 'vitest'
import { startAction } from '../../src/action.js'
import { AltinnRefused } from '../../src/altinn/errors.js'
import { resourcesOf } from '../../src/altinn/requests.js'
import { SCOPES } from '../../src/altinn/scopes.js'
import type { OrganisationNumber } from '../../src/domain/organisation-number.js'
import { FRESH } from '../support/people.js'
import { openAltinn, RETURN, SYSTEM } from './open-altinn.js'

const CUSTOMER = FRESH.organisationNumber as OrganisationNumber

async function everything<T>(entries: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const entry of entries) all.push(entry)
  return all
}

const newRequest = {
  customer: CUSTOMER,
  resources: ['ske-krav-og-betalinger'],
  redirectUrl: RETURN,
}

test('each call asks Maskinporten for its own scope, and for that alone', async () => {
  const { sandbox, altinn } = await openAltinn()
  const action = startAction()
  const scopesAsked = () =>
    sandbox.calls.list().flatMap(call => (call.path === '/token' ? [call.claims?.['scope']] : []))

  const { request } = await altinn.requests.create(newRequest, action)
  expect(scopesAsked()).toEqual([SCOPES['create system user request']])
  await altinn.requests.byId(request.id, action)
  expect(scopesAsked().at(-1)).toBe(SCOPES['read system user request'])
  await altinn.systemRegister.read(action)
  expect(scopesAsked().at(-1)).toBe(SCOPES['read registered system'])

  // From here on everything needed is at hand.
  await altinn.requests.byReference(CUSTOMER, undefined, action)
  await altinn.systemUsers.find(CUSTOMER, undefined, action)
  await everything(altinn.systemUsers.all(action))
  await everything(altinn.requests.all(action))
  await altinn.requests.remove(request.id, action)
  expect(scopesAsked()).toHaveLength(3)
})

test('a request is created once, given back when asked for again, and found by its reference', async () => {
  const { altinn } = await openAltinn()
  const action = startAction()

  const first = await altinn.requests.create(newRequest, action)
  const second = await altinn.requests.create(
    { ...newRequest, resources: ['ttd_systembruker-salary'] },
    action,
  )

  expect(first.outcome).toBe('created')
  expect(second.outcome).toBe('existing')
  expect(second.request.id).toBe(first.request.id)
  expect(resourcesOf(second.request)).toEqual(['ske-krav-og-betalinger'])
  const found = await altinn.requests.byReference(CUSTOMER, undefined, action)
  expect(found).toMatchObject({ id: first.request.id, status: 'New', externalRef: CUSTOMER })
})

test('a deleted request is gone, by id and by reference, and deleting it again is no error', async () => {
  const { altinn } = await openAltinn()
  const action = startAction()
  const { request } = await altinn.requests.create(newRequest, action)

  await altinn.requests.remove(request.id, action)

  expect(await altinn.requests.byId(request.id, action)).toBeUndefined()
  expect(await altinn.requests.byReference(CUSTOMER, undefined, action)).toBeUndefined()
  await altinn.requests.remove(request.id, action)
})

test('a refusal keeps Altinn’s code and its words, and says what it means', async () => {
  const { altinn } = await openAltinn()
  const refusal = await altinn.requests
    .create({ ...newRequest, redirectUrl: 'https://elsewhere.example/receipt' }, startAction())
    .catch((error: unknown) => error)

  expect(refusal).toBeInstanceOf(AltinnRefused)
  expect(refusal).toMatchObject({
    reason: 'returnAddressNotRegistered',
    problemCode: 'AUTH-00021',
    explanation: 'The RedirectUri was not found or not valid.',
    httpStatus: 400,
    status: 502,
  })
})

test('an organisation that has approved is told apart from one that waits', async () => {
  const { altinn } = await openAltinn()
  const approved = { ...newRequest, customer: '310261629' as OrganisationNumber }
  await expect(altinn.requests.create(approved, startAction())).rejects.toMatchObject({
    reason: 'alreadyApproved',
    problemCode: 'AUTH-00004',
  })
  const waiting = { ...newRequest, customer: '314577760' as OrganisationNumber }
  expect(await altinn.requests.create(waiting, startAction())).toMatchObject({
    outcome: 'existing',
    request: { status: 'New' },
  })
})

test('a token Altinn no longer takes is replaced once, and the call repeated', async () => {
  const { sandbox, altinn } = await openAltinn()
  const action = startAction()
  await altinn.systemRegister.read(action)
  sandbox.faults.add({ target: 'altinn.register', kind: 'status', status: 401 })

  expect(await altinn.systemRegister.read(action)).toMatchObject({ id: SYSTEM })
})

test('without the exchange Maskinporten’s token goes to Altinn as it is', async () => {
  const { sandbox, altinn } = await openAltinn({ exchange: false })
  expect(await altinn.systemRegister.read(startAction())).toMatchObject({ id: SYSTEM })
  expect(sandbox.calls.list().some(call => call.path.includes('/exchange/'))).toBe(false)
})

test('a list is walked over all its pages', async () => {
  const { altinn } = await openAltinn({ sandbox: { quirks: { pageSize: 2 } } })
  const users = await everything(altinn.systemUsers.all(startAction()))
  expect(users.map(({ reporteeOrgNo }) => reporteeOrgNo).toSorted()).toEqual([
    '213089358',
    '310261629',
    '312414015',
    '315201047',
  ])
})
