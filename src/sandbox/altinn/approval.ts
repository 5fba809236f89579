import type {
  AccessPackageRef,
  ChangeRequest,
  Person,
  Right,
  Role,
  SystemUser,
  SystemUserRequest,
} from '../state/state.js'
import { findSystemUser, live, nextSequence } from '../state/system-users.js'
import type { World } from '../world/world.js'
import { AltinnProblem } from './problems.js'
import type { ProblemCode } from './problems.js'
import {
  isSamePackage,
  isSameRight,
  packagesProblem,
  resourceIdsOf,
  rightsProblem,
} from './rights.js'

/*
 * What people decide about system users, free of HTTP: the approval pages and the portal's
 * endpoints call the same functions. Each answers with the problem that stopped it, if any.
 */

/** Whether the person may decide on the organisation's system users. */
export const mayApprove = ({ state }: World, orgNo: string, person: Person): boolean =>
  state.organisations.has(orgNo) && approvingRoles(orgNo, person).length > 0

/** Whether the person belongs to the organisation at all, and so may send a request on. */
export const isRelatedTo = (orgNo: string, person: Person): boolean =>
  person.roles.some(role => role.orgNo === orgNo)

/** Whether the person may attach clients to the organisation's agent system users. */
export const isClientAdministrator = (orgNo: string, person: Person): boolean =>
  person.roles.some(
    ({ orgNo: where, role }) =>
      where === orgNo && (role === 'klientadministrator' || role === 'dagligLeder'),
  )

export interface Missing {
  /** Ids in the resource registry. */
  resources: string[]
  /** Urns. */
  accessPackages: string[]
}

/**
 * What the request asks for and the person cannot pass on. Nothing for an agent's request: there
 * it is the clients who give, one by one, afterwards.
 */
export function whatIsMissing(
  world: World,
  request: SystemUserRequest | ChangeRequest,
  person: Person,
): Missing {
  return missingFrom(world, wantedBy(request), person)
}

/** The customer says yes: the system user comes into being, under the request's own id. */
export function approveRequest(
  world: World,
  id: string,
  person: Person,
): AltinnProblem | undefined {
  const { state } = world
  const request = undecidedRequest(world, id, person)
  if (request instanceof AltinnProblem) return request
  const system = state.systems.get(request.systemId)
  if (!system) return new AltinnProblem('AUTH-00011')

  const problem =
    (system.name.nb ? undefined : new AltinnProblem('AUTH-00017')) ??
    rightsProblem(system, request.rights) ??
    packagesProblem(world, system, request.accessPackages, request.kind) ??
    (findSystemUser(world, request) && new AltinnProblem('AUTH-00004')) ??
    delegationProblem(world, wantedBy(request), person, 'AUTH-00016')
  if (problem) return problem

  addSystemUser(world, {
    id,
    integrationTitle: request.integrationTitle,
    systemId: request.systemId,
    ownerOrgNo: request.partyOrgNo,
    externalRef: request.externalRef,
    userType: request.kind,
    rights: structuredClone(request.rights),
    accessPackages: structuredClone(request.accessPackages),
  })
  request.status = 'Accepted'
  return undefined
}

export function rejectRequest(world: World, id: string, person: Person): AltinnProblem | undefined {
  const request = undecidedRequest(world, id, person)
  if (request instanceof AltinnProblem) return request
  request.status = 'Rejected'
  return undefined
}

/** Somebody who may not decide asks those who may. The request stays `New`. */
export function escalateRequest(
  { state }: World,
  id: string,
  person: Person,
): AltinnProblem | undefined {
  const request = live(state.requests.get(id))
  if (!request) return new AltinnProblem('AUTH-00010')
  if (!isRelatedTo(request.partyOrgNo, person)) return new AltinnProblem('AUTH-00066')
  if (request.status !== 'New') return new AltinnProblem('AUTH-00013')
  request.escalated = true
  return undefined
}

/** What is there already is not added again, and what is not there cannot be taken away. */
export function approveChangeRequest(
  world: World,
  id: string,
  person: Person,
): AltinnProblem | undefined {
  const { state } = world
  const change = undecidedChange(world, id, person)
  if (change instanceof AltinnProblem) return change
  const systemUser = live(state.systemUsers.get(change.systemUserId))
  if (!systemUser) return new AltinnProblem('AUTH-00015')
  const system = state.systems.get(change.systemId)
  if (!system) return new AltinnProblem('AUTH-00011')

  const problem =
    rightsProblem(system, change.requiredRights) ??
    packagesProblem(world, system, change.requiredAccessPackages, 'standard') ??
    delegationProblem(world, wantedBy(change), person, 'AUTH-00001')
  if (problem) return problem

  const { requiredRights, unwantedRights, requiredAccessPackages, unwantedAccessPackages } = change
  systemUser.rights = changed(systemUser.rights, requiredRights, unwantedRights, isSameRight)
  systemUser.accessPackages = changed(
    systemUser.accessPackages,
    requiredAccessPackages,
    unwantedAccessPackages,
    isSamePackage,
  )
  systemUser.sequence = nextSequence(world)
  change.status = 'Accepted'
  return undefined
}

export function rejectChangeRequest(
  world: World,
  id: string,
  person: Person,
): AltinnProblem | undefined {
  const change = undecidedChange(world, id, person)
  if (change instanceof AltinnProblem) return change
  change.status = 'Rejected'
  return undefined
}

/** The packages of a change request are checked when its page is opened, not only at the end. */
export function packagesMissingFor(
  world: World,
  change: ChangeRequest,
  person: Person,
): AltinnProblem | undefined {
  const { accessPackages } = whatIsMissing(world, change, person)
  return accessPackages.length > 0 ? new AltinnProblem('AUTH-00053') : undefined
}

/**
 * The customer makes a system user without having been asked: all the system's rights and
 * packages, no request, and the organisation number for a reference.
 */
export function createSystemUser(
  world: World,
  order: { id: string; orgNo: string; systemId: string; integrationTitle: string },
  person: Person,
): SystemUser | AltinnProblem {
  const { id, orgNo, systemId, integrationTitle } = order
  if (!mayApprove(world, orgNo, person)) return new AltinnProblem('AUTH-00066')
  const system = live(world.state.systems.get(systemId))
  if (!system) return new AltinnProblem('AUTH-00011')
  if (!system.name.nb) return new AltinnProblem('AUTH-00017')
  const { rights, accessPackages } = structuredClone(system)
  const wanted = { systemId, partyOrgNo: orgNo, externalRef: orgNo, rights, accessPackages }

  const problem =
    (findSystemUser(world, wanted) && new AltinnProblem('AUTH-00004')) ??
    packagesProblem(world, system, accessPackages, 'standard') ??
    delegationProblem(world, wanted, person, 'AUTH-00016')
  if (problem) return problem

  return addSystemUser(world, {
    id,
    integrationTitle,
    systemId,
    ownerOrgNo: orgNo,
    externalRef: orgNo,
    userType: 'standard',
    rights,
    accessPackages,
  })
}

/** The customer takes everything back. The request that led to the system user goes with it. */
export function deleteSystemUser({ state }: World, id: string): AltinnProblem | undefined {
  const systemUser = live(state.systemUsers.get(id))
  if (!systemUser) return new AltinnProblem('AUTH-00015')
  systemUser.isDeleted = true
  systemUser.clients = []
  const request = state.requests.get(id)
  if (request) request.isDeleted = true
  return undefined
}

/** What somebody is asked to pass on. */
interface Wanted {
  partyOrgNo: string
  rights: readonly Right[]
  accessPackages: readonly AccessPackageRef[]
}

function wantedBy(request: SystemUserRequest | ChangeRequest): Wanted {
  const { partyOrgNo } = request
  if ('requiredRights' in request)
    return {
      partyOrgNo,
      rights: request.requiredRights,
      accessPackages: request.requiredAccessPackages,
    }
  return request.kind === 'agent' ? { partyOrgNo, rights: [], accessPackages: [] } : request
}

function missingFrom(
  { state }: World,
  { partyOrgNo, rights, accessPackages }: Wanted,
  person: Person,
): Missing {
  const roles = approvingRoles(partyOrgNo, person)
  const canPassOn = (what: string) => roles.some(({ lacks = [] }) => !lacks.includes(what))
  const resources = rights.flatMap(resourceIdsOf)
  const urns = accessPackages.map(({ urn }) => urn)
  return {
    resources: resources.filter(id => !state.resources.has(id) || !canPassOn(id)),
    accessPackages: urns.filter(urn => !state.accessPackages.has(urn) || !canPassOn(urn)),
  }
}

function delegationProblem(
  world: World,
  wanted: Wanted,
  person: Person,
  missingRight: ProblemCode,
): AltinnProblem | undefined {
  const { resources, accessPackages } = missingFrom(world, wanted, person)
  if (resources.length > 0) return new AltinnProblem(missingRight)
  return accessPackages.length > 0 ? new AltinnProblem('AUTH-00053') : undefined
}

const APPROVING_ROLES: readonly Role[] = ['dagligLeder', 'tilgangsstyrer', 'hovedadministrator']

const approvingRoles = (orgNo: string, { roles }: Person) =>
  roles.filter(role => role.orgNo === orgNo && APPROVING_ROLES.includes(role.role))

const undecidedRequest = (world: World, id: string, person: Person) =>
  undecided(world, live(world.state.requests.get(id)), person)

const undecidedChange = (world: World, id: string, person: Person) =>
  undecided(world, live(world.state.changeRequests.get(id)), person)

/** The request, if it is there, the person may decide on it, and nobody has. */
function undecided<T extends SystemUserRequest | ChangeRequest>(
  world: World,
  request: T | undefined,
  person: Person,
): T | AltinnProblem {
  if (!request) return new AltinnProblem('AUTH-00010')
  if (!mayApprove(world, request.partyOrgNo, person)) return new AltinnProblem('AUTH-00066')
  return request.status === 'New' ? request : new AltinnProblem('AUTH-00013')
}

function addSystemUser(
  world: World,
  row: Omit<SystemUser, 'clients' | 'created' | 'sequence' | 'isDeleted'>,
): SystemUser {
  const systemUser: SystemUser = {
    ...row,
    clients: [],
    created: world.now(),
    sequence: nextSequence(world),
    isDeleted: false,
  }
  world.state.systemUsers.set(row.id, systemUser)
  return systemUser
}

const changed = <T>(
  before: readonly T[],
  added: readonly T[],
  removed: readonly T[],
  isSame: (one: T, other: T) => boolean,
): T[] => [
  ...before.filter(item => !removed.some(other => isSame(item, other))),
  ...added.filter(item => !before.some(other => isSame(item, other))),
]
