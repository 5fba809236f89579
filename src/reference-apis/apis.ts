import type { Action } from '../action.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import type { Claims } from './claims.js'
import type { Reply, SystemUserOwner } from './client.js'
import type { Logistics, Salary, SystemUserInfo } from './demo-apis.js'

/** All that is called with a customer's system user. */
export interface ReferenceApis {
  logistics: Read<Logistics>
  salary: Read<Salary>
  claims: Claims
  systemUserInfo: (owner: SystemUserOwner, action: Action) => Promise<Reply<SystemUserInfo>>
}

type Read<T> = (
  party: OrganisationNumber,
  owner: SystemUserOwner,
  action: Action,
) => Promise<Reply<T>>
