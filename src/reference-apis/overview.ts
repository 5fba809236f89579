import type { Action } from '../action.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { SmartCloudError } from '../errors.js'
import type { Claims, OpenClaims } from './claims.js'
import type { Reply, SystemUserOwner } from './client.js'
import type { Logistics, Salary } from './demo-apis.js'

/** One card: what its API said, or why there is nothing to show. Cards never wait for each other. */
export type Card<T> = Reply<T> | { state: 'unavailable'; service: string; reference: string }

/** The system access itself, as Altinn reports it now. */
export type Access =
  | { state: 'active'; approvedAt?: number }
  | { state: 'waiting' }
  | { state: 'gone' }
  /** Altinn did not answer; what the APIs say still stands. */
  | { state: 'unknown' }

export interface Overview {
  access: Access
  logistics: Card<Logistics>
  salary: Card<Salary>
  claims: Card<OpenClaims>
  /** Set when every card failed for one and the same reason, which is then said once. */
  commonFailure?: { service: string; reference: string }
  /** Epoch milliseconds. */
  fetchedAt: number
}

type Read<T> = (
  party: OrganisationNumber,
  owner: SystemUserOwner,
  action: Action,
) => Promise<Reply<T>>

export type ReadOverview = (
  party: OrganisationNumber,
  owner: SystemUserOwner,
  action: Action,
) => Promise<Overview>

export function createOverview(deps: {
  logistics: Read<Logistics>
  salary: Read<Salary>
  claims: Claims
  /** Whether the organisation's system user lives, and since when. */
  accessOf: (owner: SystemUserOwner, action: Action) => Promise<Access>
  now: () => number
}): ReadOverview {
  const { logistics, salary, claims, accessOf, now } = deps

  return async (party, owner, action) => {
    const [access, ...cards] = await Promise.all([
      accessOf(owner, action).catch(expected<Access>(() => ({ state: 'unknown' }))),
      cardOf(logistics(party, owner, action), action),
      cardOf(salary(party, owner, action), action),
      cardOf(claims.open(party, owner, action), action),
    ])
    const [logisticsCard, salaryCard, claimsCard] = cards
    return {
      access,
      logistics: logisticsCard,
      salary: salaryCard,
      claims: claimsCard,
      ...commonFailureOf(cards),
      fetchedAt: now(),
    }
  }
}

const cardOf = <T>(reply: Promise<Reply<T>>, action: Action): Promise<Card<T>> =>
  reply.catch(
    expected<Card<T>>(error => ({
      state: 'unavailable',
      service: error.service ?? 'unknown',
      reference: action.reference,
    })),
  )

/** A bug is not an outage: only what we throw on purpose becomes a card. */
const expected =
  <T>(then: (error: SmartCloudError) => T) =>
  (error: unknown): T => {
    if (error instanceof SmartCloudError) return then(error)
    throw error
  }

function commonFailureOf(cards: readonly Card<unknown>[]): Pick<Overview, 'commonFailure'> {
  const services = new Set(
    cards.map(card => (card.state === 'unavailable' ? card.service : undefined)),
  )
  const [service] = services
  const reference = cards.flatMap(card => (card.state === 'unavailable' ? [card.reference] : []))[0]
  return services.size === 1 && service !== undefined && reference !== undefined
    ? { commonFailure: { service, reference } }
    : {}
}
