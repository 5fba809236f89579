import type { Action } from '../action.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { SmartCloudError } from '../errors.js'
import type { Claims, OpenClaims } from './claims.js'
import type { Reply, SystemUserOwner } from './client.js'
import type { Logistics, Salary } from './demo-apis.js'

/** One card: what its API said, or what kept it from saying. Cards never wait for each other. */
export type Card<T> = Reply<T> | { state: 'failed'; error: SmartCloudError }

/** The system access itself, as Altinn reports it now. */
export type Access =
  | { state: 'active'; approvedAt?: number }
  | { state: 'gone' }
  /** Altinn did not answer; what the APIs say still stands. */
  | { state: 'failed'; error: SmartCloudError }

export interface Overview {
  access: Access
  logistics: Card<Logistics>
  salary: Card<Salary>
  claims: Card<OpenClaims>
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
    const [access, logisticsCard, salaryCard, claimsCard] = await Promise.all([
      orFailure(accessOf(owner, action)),
      orFailure(logistics(party, owner, action)),
      orFailure(salary(party, owner, action)),
      orFailure(claims.open(party, owner, action)),
    ])
    return {
      access,
      logistics: logisticsCard,
      salary: salaryCard,
      claims: claimsCard,
      fetchedAt: now(),
    }
  }
}

/** A bug is not an outage: only what we throw on purpose becomes a card. */
const orFailure = <T>(
  answer: Promise<T>,
): Promise<T | { state: 'failed'; error: SmartCloudError }> =>
  answer.catch((error: unknown) => {
    if (error instanceof SmartCloudError) return { state: 'failed', error } as const
    throw error
  })
