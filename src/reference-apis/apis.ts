import { randomUUID } from 'node:crypto'
import type { Action } from '../action.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { createClaims, type Claims } from './claims.js'
import type { Caller, Reply, SystemUserOwner } from './client.js'
import {
  createLogistics,
  createSalary,
  createSystemUserInfo,
  type Logistics,
  type Salary,
  type SystemUserInfo,
} from './demo-apis.js'

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

/** Those that have an address and a scope of their own. */
export type ApiService = keyof ReferenceApis

/** Each of them behind a caller of its own, with the scope that its tokens need. */
export function createReferenceApis(
  scopes: { demoApis: string; salary: string; claims: string },
  callerFor: (service: ApiService, scope: string) => Caller,
): ReferenceApis {
  return {
    logistics: createLogistics(callerFor('logistics', scopes.demoApis)),
    salary: createSalary(callerFor('salary', scopes.salary)),
    claims: createClaims(callerFor('claims', scopes.claims), randomUUID),
    systemUserInfo: createSystemUserInfo(callerFor('systemUserInfo', scopes.demoApis)),
  }
}
