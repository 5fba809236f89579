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
  router.use('/systemregister', systemsRouter(world))
  router.use('/systemuser/request/agent', decisionsRouter(world, 'agentrequest'))
  router.use('/systemuser/request', decisionsRouter(world, 'request'))
  router.use('/systemuser/changerequest', decisionsRouter(world, 'changerequest'))
  router.use('/systemuser', ownSystemUsersRouter(world))
  return router
}

/** Systems an end user may choose from; by its id, any that is not deleted. */
function systemsRouter(world: World): Router {
  const { state } = world
  const router = Router()
  const forEndUsers = requireScope(world, SCOPE.endUser)

  router.get('/', forEndUsers, (_req, res) => {
    const visible = [...state.systems.values()].filter(it => it.isVisible && !it.isDeleted)
    res.json(visible.map(listItemView))
  })

  const part = (path: string, view: (system: RegisteredSystem) => unknown) =>
    router.get(path, forEndUsers, (req, res) => {
      const system = live(state.systems.get(pathValue(req, 'systemId')))
      if (system) res.json(view(system))
      else sendFrameworkProblem(res, 404)
    })
  part('/:systemId', listItemView)
  part('/:systemId/rights', system => system.rights)
  part('/:systemId/accesspackages', system => system.accessPackages)

  return router
}

type Decision = (world: World, id: string, person: Person) => AltinnProblem | undefined

/** What waits for the customer's answer, and the answers. */
function decisionsRouter(world: World, page: ApprovalPage): Router {
  const { state } = world
  const router = Router()
  const forEndUsers = requireScope(world, SCOPE.endUser)

  const find = (req: Request) => {
    const id = bindGuid(req, 'requestId')
    if (page === 'changerequest') return live(state.changeRequests.get(id))
    const request = live(state.requests.get(id))
    return request?.kind === kindOn(page) ? request : undefined
  }

  router.get('/:requestId', forEndUsers, (req, res) => {
    const request = find(req)
    if (!request) return sendProblem(res, new AltinnProblem('AUTH-00010'))
    const problem = problemAtOpening(world, request, personOf(world, res))
    if (problem) return sendProblem(res, problem)
    const party = state.organisations.get(request.partyOrgNo)
    res.json({
      ...('requiredRights' in request
        ? changeRequestView(world, request)
        : requestView(world, request)),
      partyId: party?.partyId,
      partyUuid: party?.partyUuid,
      userMayEscalateButNotApprove: !mayApprove(world, request.partyOrgNo, personOf(world, res)),
      ...(page === 'agentrequest' && { systemUserType: 'Agent' }),
    })
  })

  const answer = (path: string, decide: Decision, partyIn: typeof managedParty) =>
    router.post(`/:party/:requestId/${path}`, forEndUsers, (req, res) => {
      const party = partyIn(world, req, res)
      const request = find(req)
      const mismatch = page === 'agentrequest' ? 'AUTH-00042' : 'AUTH-00041'
      const problem = !request
        ? new AltinnProblem('AUTH-00010')
        : request.partyOrgNo === party.orgNo
          ? decide(world, request.id, personOf(world, res))
          : new AltinnProblem(mismatch)
      if (problem) sendProblem(res, problem)
      else res.json(true)
    })

  if (page === 'changerequest') {
    answer('approve', approveChangeRequest, managedParty)
    answer('reject', rejectChangeRequest, managedParty)
    return router
  }
  answer('approve', approveRequest, managedParty)
  answer('reject', rejectRequest, managedParty)
  answer('escalate', escalateRequest, partyOf) // for those who may not manage the party

  router.get('/:party/:orgno/pending', forEndUsers, (req, res) => {
    const { orgNo } = managedParty(world, req, res)
    if (orgNo !== pathValue(req, 'orgno')) throw new FrameworkRefusal(403)
    const pending = [...state.requests.values()].filter(
      request =>
        live(request)?.status === 'New' &&
        request.partyOrgNo === orgNo &&
        request.kind === kindOn(page) &&
        (request.escalated || page === 'request'), // an agent's only when somebody sent it on
    )
    res.json(pending.map(request => requestView(world, request)))
  })

  return router
}

/** The organisation's own system users. */
function ownSystemUsersRouter(world: World): Router {
  const { state } = world
  const router = Router()
  const forEndUsers = requireScope(world, SCOPE.endUser)

  router.post('/:party/create', forEndUsers, jsonBody, (req, res) => {
    const order = bindBody(req, OwnSystemUser)
    const { orgNo } = managedParty(world, req, res)
    const person = personOf(world, res)
    const created = createSystemUser(world, { id: randomUUID(), orgNo, ...order }, person)
    if (created instanceof AltinnProblem) sendProblem(res, created)
    else res.json(internalView(world, created))
  })

  for (const [kind, base] of [
    ['agent', '/agent/:party'],
    ['standard', '/:party'],
  ] as const)
    router.get(base, forEndUsers, (req, res) => {
      const { orgNo } = managedParty(world, req, res)
      const users = [...state.systemUsers.values()].filter(
        user => live(user)?.ownerOrgNo === orgNo && user.userType === kind,
      )
      res.json(users.map(user => internalView(world, user)))
    })

  router.get('/:party/:systemUserId', forEndUsers, (req, res) => {
    const { orgNo } = managedParty(world, req, res)
    const user = live(state.systemUsers.get(bindGuid(req, 'systemUserId')))
    if (user?.ownerOrgNo !== orgNo) return sendFrameworkProblem(res, 404)
    res.json({ ...internalView(world, user), rights: user.rights })
  })

  const remove = (kind: UserType, req: Request, res: Response): AltinnProblem | undefined => {
    const { orgNo } = managedParty(world, req, res)
    const user = live(state.systemUsers.get(bindGuid(req, 'systemUserId')))
    if (!user) return new AltinnProblem('AUTH-00015')
    if (user.ownerOrgNo !== orgNo) return new AltinnProblem('AUTH-00024')
    if (user.userType !== kind)
      return new AltinnProblem(kind === 'agent' ? 'AUTH-00034' : 'AUTH-00036')
    return deleteSystemUser(world, user.id)
  }
  router.delete('/agent/:party/:systemUserId', forEndUsers, (req, res) => {
    const problem = remove('agent', req, res)
    if (problem) sendProblem(res, problem)
    else res.status(200).end()
  })
  router.delete('/:party/:systemUserId', forEndUsers, (req, res) => {
    const problem = remove('standard', req, res)
    if (problem?.code === 'AUTH-00015') res.status(404).json(0)
    else if (problem) sendProblem(res, problem)
    else res.status(202).json(1)
  })

  return router
}

const OwnSystemUser = members({ integrationTitle: requiredText, systemId: requiredText })

const kindOn = (page: ApprovalPage): UserType => (page === 'agentrequest' ? 'agent' : 'standard')

/** A request can be looked at by those who could send it on; a change only by who may decide. */
function problemAtOpening(
  world: World,
  request: SystemUserRequest | ChangeRequest,
  person: Person,
): AltinnProblem | undefined {
  const { partyOrgNo } = request
  const isChange = 'requiredRights' in request
  const mayOpen = isChange ? mayApprove(world, partyOrgNo, person) : isRelatedTo(partyOrgNo, person)
  if (!mayOpen) return new AltinnProblem('AUTH-00066')
  return isChange ? packagesMissingFor(world, request, person) : undefined
}

/** The organisation with the party id in the path. @throws {FrameworkRefusal} there is none */
function partyOf({ state }: World, req: Request): Organisation {
  const id = pathValue(req, 'party')
  if (!/^\d+$/.test(id)) throw notValid('party', id)
  const party = [...state.organisations.values()].find(({ partyId }) => partyId === Number(id))
  if (!party) throw new FrameworkRefusal(403)
  return party
}

/** The same. @throws {FrameworkRefusal} the person may not manage access there */
function managedParty(world: World, req: Request, res: Response): Organisation {
  const party = partyOf(world, req)
  if (!mayApprove(world, party.orgNo, personOf(world, res))) throw new FrameworkRefusal(403)
  return party
}
