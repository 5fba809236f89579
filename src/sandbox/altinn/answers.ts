import type {
  ChangeRequest,
  Person,
  RegisteredSystem,
  SystemUser,
  SystemUserRequest,
  UserType,
} from '../state/state.js'
import { live } from '../state/system-users.js'
import type { World } from '../world/world.js'
import {
  approveChangeRequest,
  approveRequest,
  deleteSystemUser,
  escalateRequest,
  isRelatedTo,
  mayApprove,
  packagesMissingFor,
  rejectChangeRequest,
  rejectRequest,
} from './approval.js'
import { AltinnProblem } from './problems.js'
import type { ApprovalPage } from './requests.js'

/*
 * What the customer's people meet, free of HTTP: the requests, the answers to them, and their own
 * system users. The platform's endpoints, those behind the pages, and the pages call the same
 * functions.
 */

export type AnyRequest = SystemUserRequest | ChangeRequest

export const isChange = (request: AnyRequest): request is ChangeRequest =>
  'requiredRights' in request

export const APPROVAL_PAGES: readonly ApprovalPage[] = ['request', 'agentrequest', 'changerequest']

/** The page on which a request is answered. */
export const pageFor = (request: AnyRequest): ApprovalPage =>
  isChange(request) ? 'changerequest' : request.kind === 'agent' ? 'agentrequest' : 'request'

/** The row behind a page, if it is there and of the page's kind. */
export function findRequest(
  { state }: World,
  page: ApprovalPage,
  idAsTyped: string,
): AnyRequest | undefined {
  const id = idAsTyped.trim().toLowerCase()
  const rows = page === 'changerequest' ? state.changeRequests : state.requests
  const request = live<AnyRequest>(rows.get(id))
  return request && pageFor(request) === page ? request : undefined
}

/** A request can be looked at by those who could send it on; a change only by who may decide. */
export function openRequest(
  world: World,
  page: ApprovalPage,
  id: string,
  person: Person,
): AnyRequest | AltinnProblem {
  const request = findRequest(world, page, id)
  if (!request) return new AltinnProblem('AUTH-00010')
  const { partyOrgNo } = request
  const mayOpen = isChange(request)
    ? mayApprove(world, partyOrgNo, person)
    : isRelatedTo(partyOrgNo, person)
  if (!mayOpen) return new AltinnProblem('AUTH-00066')
  return (isChange(request) && packagesMissingFor(world, request, person)) || request
}

type Answer = (world: World, id: string, person: Person) => AltinnProblem | undefined

const TO_A_REQUEST: ReadonlyMap<string, Answer> = new Map([
  ['approve', approveRequest],
  ['reject', rejectRequest],
  ['escalate', escalateRequest],
])
const TO_A_CHANGE: ReadonlyMap<string, Answer> = new Map([
  ['approve', approveChangeRequest],
  ['reject', rejectChangeRequest],
])

/** What can be answered on each page, and what becomes of it. */
export const ANSWERS: Readonly<Record<ApprovalPage, ReadonlyMap<string, Answer>>> = {
  request: TO_A_REQUEST,
  agentrequest: TO_A_REQUEST,
  changerequest: TO_A_CHANGE,
}

/** The answer of somebody who acts for `orgNo`, and for no other organisation. */
export function answerRequest(
  world: World,
  page: ApprovalPage,
  give: Answer,
  { id, orgNo }: { id: string; orgNo: string },
  person: Person,
): AltinnProblem | undefined {
  const request = findRequest(world, page, id)
  if (!request) return new AltinnProblem('AUTH-00010')
  if (request.partyOrgNo !== orgNo)
    return new AltinnProblem(page === 'agentrequest' ? 'AUTH-00042' : 'AUTH-00041')
  return give(world, request.id, person)
}

export const isOpen = (request: AnyRequest): boolean => live(request)?.status === 'New'

/** What waits for the organisation's answer; an agent's only when somebody has sent it on. */
export const pendingRequests = ({ state }: World, orgNo: string): SystemUserRequest[] =>
  state.requests
    .of(orgNo)
    .filter(request => isOpen(request) && (request.kind === 'standard' || request.escalated))

/** Systems whose vendors let anybody choose them. */
export const selectableSystems = ({ state }: World): RegisteredSystem[] =>
  [...state.systems.values()].filter(system => system.isVisible && !system.isDeleted)

/** The organisation's own system users. */
export const ownSystemUsers = ({ state }: World, orgNo: string, kind?: UserType): SystemUser[] =>
  state.systemUsers
    .of(orgNo)
    .filter(user => !user.isDeleted && (kind === undefined || user.userType === kind))

export function ownSystemUser({ state }: World, orgNo: string, id: string): SystemUser | undefined {
  const user = live(state.systemUsers.get(id.toLowerCase()))
  return user?.ownerOrgNo === orgNo ? user : undefined
}

/** Somebody who acts for `orgNo` takes everything back from a system user of this kind. */
export function removeSystemUser(
  world: World,
  { id, orgNo, kind }: { id: string; orgNo: string; kind: UserType },
): AltinnProblem | undefined {
  const user = live(world.state.systemUsers.get(id))
  if (!user) return new AltinnProblem('AUTH-00015')
  if (user.ownerOrgNo !== orgNo) return new AltinnProblem('AUTH-00024')
  if (user.userType !== kind)
    return new AltinnProblem(kind === 'agent' ? 'AUTH-00034' : 'AUTH-00036')
  return deleteSystemUser(world, user.id)
}
