import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { startAction } from '../../src/action.js'
import type { OrganisationNumber } from '../../src/domain/organisation-number.js'
import { SANDBOX_SYSTEM_ID, SANDBOX_VENDOR } from '../../src/domain/system.js'
import { createMaskinporten, WrongToken, type TokenOrder } from '../../src/maskinporten/client.js'
import { readSigningKey } from '../../src/maskinporten/keys.js'
import type { TokenScenario } from '../../src/sandbox/world/faults.js'
import { startSandbox } from '../../src/sandbox/server.js'
import { createSend } from '../../src/upstream/send.js'
import { newPrivateKey } from './new-private-key.js'

/*
 * The sandbox was written from the contract by other hands, and shares nothing with the client: what
 * both agree on, Maskinporten probably does as well.
 */

const CUSTOMER = '310261629' as OrganisationNumber
const CUSTOMER_WITH_REFERENCE = '213089358' as OrganisationNumber
const NOBODY = '313999998' as OrganisationNumber
const SCOPE = 'altinn:systembruker.demo'

const key = await readSigningKey(newPrivateKey(), 'smartcloud-test')
const sandbox = await startSandbox()
const client = sandbox.registerClient({
  orgNo: SANDBOX_VENDOR,
  publicJwk: { ...key.publicJwk },
  systemId: SANDBOX_SYSTEM_ID,
})
afterAll(() => sandbox.close())
beforeEach(() => sandbox.reset())

const silent = () => {}
const log = { debug: silent, info: silent, warn: silent, error: silent }

function open(changes: { clientId?: string; now?: () => number } = {}) {
  const maskinporten = createMaskinporten({
    send: createSend({
      service: 'maskinporten',
      origin: sandbox.issuer,
      allowLoopback: true,
      log,
      sleep: async () => {},
    }),
    issuer: sandbox.issuer,
    clientId: client.clientId,
    key,
    systemId: SANDBOX_SYSTEM_ID,
    environment: 'sandbox',
    log,
    now: Date.now,
    ...changes,
  })
  return (order: TokenOrder) => maskinporten.tokenFor(order, startAction())
}

const forCustomer = (organisationNumber: OrganisationNumber, externalRef?: string): TokenOrder => ({
  scope: SCOPE,
  systemUser: { organisationNumber, externalRef },
})

describe('The sandbox’s Maskinporten gives a token', () => {
  test('to us', async () => {
    const token = await open()({ scope: 'altinn:authentication/systemuser.request.read' })
    expect(token.scope).toBe('altinn:authentication/systemuser.request.read')
  })

  test('for a customer, with and without a reference', async () => {
    const { externalRef } = [...sandbox.state.systemUsers.values()].find(
      user => user.ownerOrgNo === CUSTOMER_WITH_REFERENCE,
    )!
    const tokenFor = open()
    await expect(tokenFor(forCustomer(CUSTOMER))).resolves.toBeDefined()
    await expect(tokenFor(forCustomer(CUSTOMER_WITH_REFERENCE, externalRef))).resolves.toBeDefined()
    await expect(tokenFor(forCustomer(CUSTOMER_WITH_REFERENCE))).rejects.toMatchObject({
      key: 'MP-303',
    })
  })
})

describe('The sandbox’s Maskinporten refuses', () => {
  test('who has no system user, who is not a client, and what is not on the client', async () => {
    await expect(open()(forCustomer(NOBODY))).rejects.toMatchObject({ key: 'MP-303' })
    await expect(open({ clientId: 'somebody' })({ scope: SCOPE })).rejects.toMatchObject({
      key: 'MP-100',
    })
    await expect(open()({ scope: 'no:such.scope' })).rejects.toMatchObject({ key: 'MP-200' })
  })

  test.each([
    [37, 'CLOCK_AHEAD', 37],
    [-300, 'MP-130', -300],
  ])('a clock that is off by %d s, and we know by how much', async (seconds, key, ahead) => {
    const tokenFor = open({ now: () => Date.now() + seconds * 1000 })
    const error = await tokenFor({ scope: SCOPE }).catch((error: unknown) => error)
    expect(error).toMatchObject({ key, traceId: expect.any(String) })
    const { clockAheadSeconds } = error as { clockAheadSeconds: number }
    expect(Math.abs(clockAheadSeconds - ahead)).toBeLessThanOrEqual(1)
  })

  test.each<[scenario: TokenScenario, key: string]>([
    ['missing_parameter', 'invalid_request'],
    ['unsupported_grant_type', 'unsupported_grant_type'],
    ['malformed', 'MP-011'],
    ['unknown_claim', 'MP-011'],
    ['client_not_found', 'MP-100'],
    ['aud', 'MP-110'],
    ['no_kid', 'MISSING_KID'],
    ['unknown_kid', 'UNKNOWN_KID'],
    ['expired_key', 'MP-121'],
    ['x5c', 'MP-123'],
    ['signature', 'MP-124'],
    ['expired', 'MP-130'],
    ['too_long', 'LIFETIME'],
    ['iat_future', 'CLOCK_AHEAD'],
    ['replay', 'MP-012'],
    ['scope_unknown', 'MP-200'],
    ['scope_type', 'MP-201'],
    ['scope_not_granted', 'MP-250'],
    ['mp250_forbidden', 'MP-250'],
    ['not_delegated', 'MP-251'],
    ['consumer_self', 'CONSUMER_ORG_SELF'],
    ['target', 'invalid_target'],
    ['rar_type', 'MP-301'],
    ['rar_fields', 'MP-302'],
    ['rar_values', 'MP-303'],
    ['mp303_no_uri', 'MP-303'],
    ['server_error', 'unavailable'],
    ['html_502', 'unavailable'],
    ['empty_500', 'unavailable'],
  ])('%s', async (scenario, key) => {
    sandbox.faults.add({ target: 'maskinporten.token', kind: 'scenario', scenario, times: 9 })
    await expect(open()({ scope: SCOPE })).rejects.toMatchObject({ key })
  })

  test('once, by giving a token for somebody else', async () => {
    sandbox.faults.add({
      target: 'maskinporten.token',
      kind: 'scenario',
      scenario: 'wrong_organisation',
    })
    const tokenFor = open()
    await expect(tokenFor(forCustomer(CUSTOMER))).rejects.toThrow(WrongToken)
    await expect(tokenFor(forCustomer(CUSTOMER))).resolves.toBeDefined()
  })
})

test.each<[TokenScenario, requests: number]>([
  ['short_token', 2],
  ['no_expires_in', 1],
])('the sandbox’s %s costs %d requests for two tokens', async (scenario, requests) => {
  sandbox.faults.add({ target: 'maskinporten.token', kind: 'scenario', scenario })
  const tokenFor = open()
  const [one, two] = [await tokenFor({ scope: SCOPE }), await tokenFor({ scope: SCOPE })]
  expect(one === two).toBe(requests === 1)
})
