import * as z from 'zod'
import type { Action } from '../action.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { path } from '../upstream/send.js'
import { replyOf, type Caller, type Reply, type SystemUserOwner } from './client.js'

export const Logistics = z.object({
  status: z.string(),
  shipmentStatus: z.string(),
  importStatus: z.string(),
  exportStatus: z.string(),
  transitStatus: z.string(),
  /** The real API writes its server's local time in its server's format: text, not an instant. */
  createTime: z.string(),
})
export type Logistics = z.infer<typeof Logistics>

export const Salary = z.object({ salaryStatus: z.string(), salaryAmount: z.number() })
export type Salary = z.infer<typeof Salary>

const OrganisationId = z.object({ authority: z.string().optional(), ID: z.string() })
export const SystemUserInfo = z.object({
  type: z.string(),
  systemuser_org: OrganisationId,
  systemuser_id: z.array(z.string()),
  system_id: z.string(),
})
export type SystemUserInfo = z.infer<typeof SystemUserInfo>

/** @param party whose data is read; an agent's owner and the party differ */
export const createLogistics =
  (call: Caller) =>
  (party: OrganisationNumber, owner: SystemUserOwner, action: Action): Promise<Reply<Logistics>> =>
    replyOf(
      call(
        {
          operation: 'logistics: read status',
          path: path`/api/Logistics/${party}`,
          answer: Logistics,
        },
        owner,
        action,
      ),
    )

/** Amounts are Norwegian kroner. */
export const createSalary =
  (call: Caller) =>
  (party: OrganisationNumber, owner: SystemUserOwner, action: Action): Promise<Reply<Salary>> =>
    replyOf(
      call(
        { operation: 'salary: read status', path: path`/api/Salary/${party}`, answer: Salary },
        owner,
        action,
      ),
    )

/** Who the API thinks we are. `nothing` means: the token was no system user's (204). */
export const createSystemUserInfo =
  (call: Caller) =>
  async (owner: SystemUserOwner, action: Action): Promise<Reply<SystemUserInfo>> => {
    const reply = await replyOf(
      call(
        {
          operation: 'system user info: read',
          path: '/api/SystemUserInfo',
          answer: SystemUserInfo.or(z.undefined()),
        },
        owner,
        action,
      ),
    )
    if (reply.state !== 'answer') return reply
    return reply.data ? { state: 'answer', data: reply.data } : { state: 'nothing' }
  }
