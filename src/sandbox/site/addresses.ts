import { confirmUrl, type ApprovalPage } from '../altinn/requests.js'
import type { World } from '../world/world.js'

/* Where the pages are: at Altinn's own addresses, as far as Altinn has such pages. */

/** Where Altinn sends whoever has not logged in. */
export const LOG_IN = '/authentication/api/v1/authentication'

/** @param goTo a path of this site's, to come back to */
export const logInAddress = (goTo: string): string => `${LOG_IN}?goto=${encodeURIComponent(goTo)}`

/** Where a request is answered. */
export function approvalAddress(world: World, page: ApprovalPage, id: string): string {
  const { pathname, search } = new URL(confirmUrl(world, page, id))
  return pathname + search
}

export const logOutAddress = (page: ApprovalPage, id: string): string =>
  `/accessmanagement/api/v1/systemuser/${page}/${id}/logout`

const SYSTEM_USERS = '/accessmanagement/ui/systemuser'
export const OVERVIEW = `${SYSTEM_USERS}/overview`
export const CREATE = `${SYSTEM_USERS}/create`
export const deletionAddress = (id: string): string => `${SYSTEM_USERS}/${id}/delete`
export const clientsAddress = (id: string): string => `${SYSTEM_USERS}/${id}/agentdelegation`

/** The sandbox's own. */
export const DESK = '/sandbox/faults'
export const RESET = '/sandbox/reset'
