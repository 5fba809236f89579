import {
  approveRequest,
  deleteSystemUser,
  rejectRequest,
} from '../../src/sandbox/altinn/approval.js'
import { createRequest, type NewRequest } from '../../src/sandbox/altinn/requests.js'
import type { Sandbox } from '../../src/sandbox/server.js'
import type { SystemUserRequest } from '../../src/sandbox/state/state.js'
import { live } from '../../src/sandbox/state/system-users.js'
import type { World } from '../../src/sandbox/world/world.js'
import { FRESH, type Organisation } from './people.js'

type Altinn = Pick<Sandbox, 'state' | 'now'>

/**
 * An organisation that no other story uses, with a managing director who may decide, and the first
 * fresh organisation's figures.
 */
export function newOrganisation({ state }: Altinn): Organisation {
  const organisationNumber = unusedNumber(state.organisations)
  const name = `PRØVE ${organisationNumber} AS`
  const count = state.organisations.size
  state.organisations.set(organisationNumber, {
    orgNo: organisationNumber,
    name,
    orgForm: 'AS',
    partyId: 60_000_000 + count,
    partyUuid: `00000000-0000-4000-8000-${organisationNumber.padStart(12, '0')}`,
  })
  state.persons.set(organisationNumber, {
    pid: organisationNumber,
    name: 'DIREKTØR PRØVE',
    roles: [{ orgNo: organisationNumber, role: 'dagligLeder' }],
  })
  for (const figures of [state.logistics, state.salary, state.ledgers] as Map<string, object>[]) {
    const sample = figures.get(FRESH.organisationNumber)
    if (sample) figures.set(organisationNumber, structuredClone(sample))
  }
  return { organisationNumber, name }
}

/** What Altinn has for an organisation: requests that nobody has deleted. */
export const requestsOf = (
  { state }: Altinn,
  { organisationNumber }: Organisation,
): SystemUserRequest[] =>
  [...state.requests.values()].filter(
    request => request.partyOrgNo === organisationNumber && live(request),
  )

/**
 * How often a request was sent. What Altinn did not look at, because by the clock of the story our
 * token had expired, does not count.
 */
export const timesSent = ({ calls }: Pick<Sandbox, 'calls'>): number =>
  calls.list('altinn.create').filter(({ status, fault }) => status !== 401 || fault).length

/** Altinn stores at last what it was sent a while ago, and whoever sent it has long hung up. */
export function arriveLate(sandbox: Pick<Sandbox, 'calls' | 'state' | 'now'>): void {
  const order = sandbox.calls.list('altinn.create').at(-1)?.body as NewRequest
  const vendor = sandbox.state.systems.get(order.systemId)?.vendorOrgNo
  createRequest(sandbox as unknown as World, 'standard', vendor, order)
}

/** The managing director answers the one request, without our browser. */
export function decide(
  altinn: Altinn,
  organisation: Organisation,
  answer: 'approve' | 'reject',
): void {
  const [request, ...others] = requestsOf(altinn, organisation)
  if (!request) throw new Error('There is no request to answer')
  if (others.length > 0) throw new Error(`There are ${others.length + 1} requests, not one`)
  const director = [...altinn.state.persons.values()].find(({ roles }) =>
    roles.some(({ orgNo, role }) => orgNo === request.partyOrgNo && role === 'dagligLeder'),
  )!
  const give = answer === 'approve' ? approveRequest : rejectRequest
  const problem = give(altinn as World, request.id, director)
  if (problem) throw new Error(`Altinn says ${problem.code}`)
}

/** The organisation deletes the system user, and the request goes with it. */
export function withdraw(altinn: Altinn, { organisationNumber }: Organisation): void {
  for (const { id, ownerOrgNo } of altinn.state.systemUsers.values())
    if (ownerOrgNo === organisationNumber) deleteSystemUser(altinn as World, id)
}

const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2]

/** From Tenor's range, with the check digit it must have. */
function unusedNumber(used: ReadonlyMap<string, unknown>): string {
  for (let first = 31_900_000; ; first++) {
    const digits = String(first)
    const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
    const control = (11 - (sum % 11)) % 11
    if (control < 10 && !used.has(digits + control)) return digits + control
  }
}
