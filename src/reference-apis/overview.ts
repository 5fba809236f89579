import type { Action } from '../action.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { SmartCloudError } from '../errors.js'
import type { ReferenceApis } from './apis.js'
import type { OpenClaims } from './claims.js'
import type { Reply, SystemUserOwner } from './client.js'
import type { Logistics, Salary, SystemUserInfo } from './demo-apis.js'

/** One card: what its API said, or what kept it from saying. Cards never wait for each other. */
export type Card<T> = Reply<T> | { state: 'failed'; error: SmartCloudError }

/** The system access itself, as Altinn reports it now. */
export type Access =
  | { state: 'active'; approvedAt?: number }
  /** Asked for, and not answered yet; where it can be, if that is safe to show. */
  | { state: 'waiting'; confirmUrl?: string }
  | { state: 'gone' }
  /** Altinn did not answer; what the APIs say still stands. */
  | { state: 'failed'; error: SmartCloudError }

export interface Overview {
  access: Access
  logistics: Card<Logistics>
  salary: Card<Salary>
  claims: Card<OpenClaims>
  /** Only when it was asked for. */
  systemUserInfo?: Card<SystemUserInfo>
  /** Epoch milliseconds. */
  fetchedAt: number
}

export type ReadOverview = (
  party: OrganisationNumber,
  owner: SystemUserOwner,
  action: Action,
  /** Who the APIs think we are is of use to whoever presents the demo. */
  more?: { systemUserInfo?: boolean },
) => Promise<Overview>

export function createOverview(deps: {
  apis: ReferenceApis
  /** Whether the organisation's system user lives, and since when. */
  accessOf: (owner: SystemUserOwner, action: Action) => Promise<Access>
  now: () => number
}): ReadOverview {
  const { accessOf, now } = deps
  const { logistics, salary, claims, systemUserInfo } = deps.apis

  return async (party, owner, action, more = {}) => {
    const [access, logisticsCard, salaryCard, claimsCard, infoCard] = await Promise.all([
      orFailure(accessOf(owner, action)),
      orFailure(logistics(party, owner, action)),
      orFailure(salary(party, owner, action)),
      orFailure(claims.open({ party, owner }, action)),
      more.systemUserInfo ? orFailure(systemUserInfo(owner, action)) : undefined,
    ])
    return {
      access,
      logistics: logisticsCard,
      salary: salaryCard,
      claims: claimsCard,
      ...(infoCard && { systemUserInfo: infoCard }),
      fetchedAt: now(),
    }
  }
}

/** A bug is not an outage: only what we throw on purpose becomes a card. */
export const orFailure = <T>(
  answer: Promise<T>,
): Promise<T | { state: 'failed'; error: SmartCloudError }> =>
  answer.catch((error: unknown) => {
    if (error instanceof SmartCloudError) return { state: 'failed', error } as const
    throw error
  })
