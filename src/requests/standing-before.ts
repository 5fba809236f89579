import type { Action } from '../action.js'
import { isApprovalAddress } from '../altinn/approval-address.js'
import type { Altinn } from '../altinn/client.js'
import {
  accessPackagesOf,
  resourcesOf,
  type RequestKind,
  type SystemUserRequest,
} from '../altinn/requests.js'
import type { SystemUser } from '../altinn/system-users.js'
import type { Order, RequestAsking } from '../asking/requests.js'
import type { RequestRow } from '../database/requests.js'
import { situationOf } from '../domain/request-status.js'
import { SmartCloudError } from '../errors.js'

/** What is there already for the same organisation and reference, and so decides what asking does. */
export type Before =
  | { state: 'nothing' }
  /** It was approved once, and the organisation has deleted the access since. */
  | { state: 'accessGone' }
  /** It has a request to answer; asking again would change nothing of it. */
  | {
      state: 'waits'
      situation: 'waiting' | 'forwarded'
      /** Ours; undefined when only Altinn knows it. */
      requestId: string | undefined
      /** It asks for something else than is wanted now. */
      asksForOther: boolean
    }
  | { state: 'endedBefore'; situation: 'rejected' | 'expired' }
  | { state: 'hasAccess'; kind: RequestKind }
  | {
      state: 'otherKindWaits'
      waiting: RequestKind
      confirmUrl: string | undefined
    }
  /** Nobody knows yet whether Altinn got it. */
  | { state: 'unclear'; requestId: string }
  | { state: 'unreadable'; error: SmartCloudError }

/** Looks at our own rows and at Altinn, and sends nothing. */
export async function standingBefore(
  order: Order,
  deps: {
    altinn: Pick<Altinn, 'requests' | 'systemUsers'>
    requestAsking: Pick<RequestAsking, 'inForce'>
    approvalOrigins: readonly string[]
  },
  action: Action,
): Promise<Before> {
  const { requests, systemUsers } = deps.altinn
  const { organisationNumber } = order.organisation
  const reference = order.externalReference ?? undefined
  const otherKind = order.kind === 'agent' ? 'standard' : 'agent'
  const row = await deps.requestAsking.inForce({
    organisation: order.organisation,
    externalReference: order.externalReference,
    kind: order.kind,
  })

  let systemUser: SystemUser | undefined
  let same: SystemUserRequest | undefined
  let other: SystemUserRequest | undefined
  try {
    ;[systemUser, same, other] = await Promise.all([
      systemUsers.find(organisationNumber, reference, action),
      requests.byReference(organisationNumber, reference, action, order.kind),
      // A standard request is taken whatever waits of the other kind; the other way it is not.
      order.kind === 'agent'
        ? requests.byReference(organisationNumber, reference, action, otherKind)
        : undefined,
    ])
  } catch (error) {
    if (error instanceof SmartCloudError) return { state: 'unreadable', error }
    throw error
  }

  if (systemUser)
    return {
      state: 'hasAccess',
      kind: systemUser.userType === 'agent' ? 'agent' : 'standard',
    }
  const said = same ?? other
  if (!said) return withoutAltinn(row)
  const situation = situationOf(said)
  if (situation === 'rejected' || situation === 'expired')
    return { state: 'endedBefore', situation }
  if (situation === 'approved') return { state: 'hasAccess', kind: same ? order.kind : otherKind }
  if (!same) {
    const { confirmUrl = '' } = said
    const mayShow = isApprovalAddress(confirmUrl, deps.approvalOrigins)
    return {
      state: 'otherKindWaits',
      waiting: otherKind,
      confirmUrl: mayShow ? confirmUrl : undefined,
    }
  }
  return {
    state: 'waits',
    situation: situation === 'forwarded' ? 'forwarded' : 'waiting',
    requestId: row?.altinnRequestId === same.id ? row.id : undefined,
    asksForOther:
      !isSame(resourcesOf(same), order.resources) ||
      !isSame(accessPackagesOf(same), order.accessPackages),
  }
}

/** Altinn has nothing; what we have tells why. */
function withoutAltinn(row: RequestRow | undefined): Before {
  if (row?.state === 'sending' || row?.state === 'uncertain')
    return { state: 'unclear', requestId: row.id }
  return row?.altinnStatus === 'Accepted' ? { state: 'accessGone' } : { state: 'nothing' }
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every(id => other.includes(id))
