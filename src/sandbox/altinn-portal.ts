import { randomUUID } from 'node:crypto'
import { Router } from 'express'
import type { Request, Response } from 'express'
import {
  approveChangeRequest,
  approveRequest,
  createSystemUser,
  deleteSystemUser,
  escalateRequest,
  isRelatedTo,
  live,
  mayApprove,
  packagesMissingFor,
  rejectChangeRequest,
  rejectRequest,
} from './altinn-approval.js'
import {
  bindBody,
  bindGuid,
  FrameworkRefusal,
  jsonBody,
  members,
  notValid,
  pathValue,
  requiredText,
} from './altinn-binding.js'
import { changeRequestView } from './altinn-change-requests.js'
import { AltinnProblem, sendFrameworkProblem, sendProblem } from './altinn-problems.js'
import { listItemView } from './altinn-register.js'
import { requestView } from './altinn-requests.js'
import type { ApprovalPage } from './altinn-requests.js'
import { internalView } from './altinn-system-users.js'
import { personOf, requireScope, SCOPE } from './altinn-token.js'
import type {
  ChangeRequest,
  Organisation,
  Person,
  RegisteredSystem,
  SystemUser,
  SystemUserRequest,
  UserType,
} from './state.js'
import type { World } from './world.js'

/**
 * What Altinn's own pages call for the person who has logged in. No vendor has a token for it.
 * Belongs behind the vendors' endpoints, whose addresses look alike.
 */
export function portalRouter(world: World): Router {
  const router = Router()
  const forEndUsers = requireScope(world, SCOPE.endUser)

  const answer = (path: string, view: (system: RegisteredSystem) => unknown) =>
    router.get(`/systemregister/:systemId${path}`, forEndUsers, (req, res) => {
      const system = live(world.state.systems.get(pathValue(req, 'systemId')))
      if (system) res.json(view(system))
      else sendFrameworkProblem(res, 404)
    })
  router.get('/systemregister', forEndUsers, (_req, res) => {
    res.json(visibleSystems(world).map(listItemView))
  })
  answer('', listItemView)
  answer('/rights', system => system.rights)
  answer('/accesspackages', system => system.accessPackages)

  for (const [page, base] of [
    ['agentrequest', '/systemuser/request/agent'],
    ['request', '/systemuser/request'],
    ['changerequest', '/systemuser/changerequest'],
  ] as const) {
    router.get(`${base}/:requestId`, forEndUsers, (req, res) => {
      const opened = openRequest(world, page, bindGuid(req, 'requestId'), personOf(world, res))
      if (opened instanceof AltinnProblem) return sendProblem(res, opened)
      const { request, party, userMayEscalateButNotApprove } = opened
      res.json({
        ...('requiredRights' in request
          ? changeRequestView(world, request)
          : requestView(world, request)),
        partyId: party.partyId,
        partyUuid: party.partyUuid,
        userMayEscalateButNotApprove,
        ...(page === 'agentrequest' && { systemUserType: 'Agent' }),
      })
    })

    router.post(`${base}/:party/:requestId/:decision`, forEndUsers, (req, res, next) => {
      if (!isDecision(page, pathValue(req, 'decision'))) return next()
      const problem = decide(world, page, req, res)
      if (problem) sendProblem(res, problem)
      else res.json(true)
    })

    if (page === 'changerequest') continue
    const kind = page === 'agentrequest' ? 'agent' : 'standard'
    router.get(`${base}/:party/:orgno/pending`, forEndUsers, (req, res) => {
      const { orgNo } = managedParty(world, req, res)
      if (orgNo !== pathValue(req, 'orgno')) throw new FrameworkRefusal(403)
      res.json(pendingRequests(world, kind, orgNo).map(request => requestView(world, request)))
    })
  }

  router.post('/systemuser/:party/create', forEndUsers, jsonBody, (req, res) => {
    const created = createFor(world, req, res)
    if (created instanceof AltinnProblem) sendProblem(res, created)
    else res.json(internalView(world, created))
  })

  router.get('/systemuser/agent/:party', forEndUsers, (req, res) => {
    const { orgNo } = managedParty(world, req, res)
    res.json(systemUsersOf(world, orgNo, 'agent').map(user => internalView(world, user)))
  })
  router.get('/systemuser/:party', forEndUsers, (req, res) => {
    const { orgNo } = managedParty(world, req, res)
    res.json(systemUsersOf(world, orgNo, 'standard').map(user => internalView(world, user)))
  })
  router.get('/systemuser/:party/:systemUserId', forEndUsers, (req, res) => {
    const user = ownSystemUser(world, req, res)
    if (user) res.json({ ...internalView(world, user), rights: user.rights })
    else sendFrameworkProblem(res, 404)
  })

  router.delete('/systemuser/agent/:party/:systemUserId', forEndUsers, (req, res) => {
    const problem = deleteFor(world, 'agent', req, res)
    if (problem) sendProblem(res, problem)
    else res.status(200).end()
  })
  router.delete('/systemuser/:party/:systemUserId', forEndUsers, (req, res) => {
    const problem = deleteFor(world, 'standard', req, res)
    if (problem?.code === 'AUTH-00015') res.status(404).json(0)
    else if (problem) sendProblem(res, problem)
    else res.status(202).json(1)
  })

  return router
}

/** Systems an end user may choose from. */
export const visibleSystems = ({ state }: World): RegisteredSystem[] =>
  [...state.systems.values()].filter(system => system.isVisible && !system.isDeleted)

/** Requests that wait for the organisation; an agent's only when somebody has sent it on. */
export const pendingRequests = (
  { state }: World,
  kind: UserType,
  orgNo: string,
): SystemUserRequest[] =>
  [...state.requests.values()].filter(
    request =>
      !request.isDeleted &&
      request.kind === kind &&
      request.partyOrgNo === orgNo &&
      request.status === 'New' &&
      (kind === 'standard' || request.escalated),
  )

export const systemUsersOf = ({ state }: World, orgNo: string, kind: UserType): SystemUser[] =>
  [...state.systemUsers.values()].filter(
    user => !user.isDeleted && user.ownerOrgNo === orgNo && user.userType === kind,
  )

/** The organisation with the party id in the path, if the person may manage access there. */
export function managedParty(world: World, req: Request, res: Response): Organisation {
  const party = partyIn(world, req)
  if (!party || !mayApprove(world, party.orgNo, personOf(world, res)))
    throw new FrameworkRefusal(403)
  return party
}

/** What the person needs to know before deciding, or why there is nothing to decide on. */
export function openRequest(world: World, page: ApprovalPage, id: string, person: Person) {
  const request = findRequest(world, page, id)
  if (!request) return new AltinnProblem('AUTH-00010')
  const party = world.state.organisations.get(request.partyOrgNo)
  if (!party) return new AltinnProblem('AUTH-00000')

  const isManager = mayApprove(world, party.orgNo, person)
  const isChange = 'requiredRights' in request
  const maySendOn = !isChange && isRelatedTo(party.orgNo, person)
  if (!isManager && !maySendOn) return new AltinnProblem('AUTH-00066')
  const problem = isChange ? packagesMissingFor(world, request, person) : undefined
  if (problem) return problem
  return { request, party, userMayEscalateButNotApprove: !isManager }
}

export const isDecision = (page: ApprovalPage, name: string) => Object.hasOwn(DECISIONS[page], name)

/** The decision named in the path, on the request in the path, for the party in the path. */
export function decide(
  world: World,
  page: ApprovalPage,
  req: Request,
  res: Response,
): AltinnProblem | undefined {
  const name = pathValue(req, 'decision')
  // Sending on is for those who may not decide, so it takes no more than knowing the party.
  const party = name === 'escalate' ? partyIn(world, req) : managedParty(world, req, res)
  const request = findRequest(world, page, bindGuid(req, 'requestId'))
  if (!request) return new AltinnProblem('AUTH-00010')
  if (request.partyOrgNo !== party?.orgNo)
    return new AltinnProblem(page === 'agentrequest' ? 'AUTH-00042' : 'AUTH-00041')
  return DECISIONS[page][name]?.(world, request.id, personOf(world, res))
}

export function createFor(world: World, req: Request, res: Response): SystemUser | AltinnProblem {
  const order = bindBody(req, OwnSystemUser)
  const { orgNo } = managedParty(world, req, res)
  return createSystemUser(world, { id: randomUUID(), orgNo, ...order }, personOf(world, res))
}

export function deleteFor(
  world: World,
  kind: UserType,
  req: Request,
  res: Response,
): AltinnProblem | undefined {
  const id = bindGuid(req, 'systemUserId')
  const { orgNo } = managedParty(world, req, res)
  const user = live(world.state.systemUsers.get(id))
  if (!user) return new AltinnProblem('AUTH-00015')
  if (user.ownerOrgNo !== orgNo) return new AltinnProblem('AUTH-00024')
  if (user.userType !== kind)
    return new AltinnProblem(kind === 'agent' ? 'AUTH-00034' : 'AUTH-00036')
  return deleteSystemUser(world, id)
}

export function ownSystemUser(world: World, req: Request, res: Response): SystemUser | undefined {
  const user = live(world.state.systemUsers.get(bindGuid(req, 'systemUserId')))
  const { orgNo } = managedParty(world, req, res)
  return user?.ownerOrgNo === orgNo ? user : undefined
}

const OwnSystemUser = members({ integrationTitle: requiredText, systemId: requiredText })

type Decision = (world: World, id: string, person: Person) => AltinnProblem | undefined

const DECISIONS: Record<ApprovalPage, Record<string, Decision>> = {
  request: { approve: approveRequest, reject: rejectRequest, escalate: escalateRequest },
  agentrequest: { approve: approveRequest, reject: rejectRequest, escalate: escalateRequest },
  changerequest: { approve: approveChangeRequest, reject: rejectChangeRequest },
}

export function findRequest(
  { state }: World,
  page: ApprovalPage,
  id: string,
): SystemUserRequest | ChangeRequest | undefined {
  if (page === 'changerequest') return live(state.changeRequests.get(id))
  const request = live(state.requests.get(id))
  return request?.kind === (page === 'agentrequest' ? 'agent' : 'standard') ? request : undefined
}

/** The organisation with the party id in the path. @throws {FrameworkRefusal} it is no number */
export function partyIn({ state }: World, req: Request): Organisation | undefined {
  const party = pathValue(req, 'party')
  if (!/^\d+$/.test(party)) throw notValid('party', party)
  return [...state.organisations.values()].find(({ partyId }) => partyId === Number(party))
}
