import { randomUUID } from 'node:crypto'
import { Router } from 'express'
import type { RegisteredSystem } from '../state/state.js'
import { live } from '../state/system-users.js'
import type { World } from '../world/world.js'
import {
  ANSWERS,
  answerRequest,
  isChange,
  openRequest,
  ownSystemUser,
  ownSystemUsers,
  pendingRequests,
  removeSystemUser,
  selectableSystems,
} from './answers.js'
import { createSystemUser, mayApprove } from './approval.js'
import {
  bindBody,
  bindGuid,
  FrameworkRefusal,
  jsonBody,
  members,
  pathValue,
  requiredText,
} from './binding.js'
import { changeRequestView } from './change-requests.js'
import { answeringParty, managedParty } from './parties.js'
import { AltinnProblem, sendFrameworkProblem, sendProblem } from './problems.js'
import { listItemView } from './register.js'
import { requestView } from './requests.js'
import type { ApprovalPage } from './requests.js'
import { internalView } from './system-users.js'
import { personOf, requireScope, SCOPE } from './token.js'

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
    res.json(selectableSystems(world).map(listItemView))
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

/** What waits for the customer's answer, and the answers. */
function decisionsRouter(world: World, page: ApprovalPage): Router {
  const { state } = world
  const router = Router()
  const forEndUsers = requireScope(world, SCOPE.endUser)

  router.get('/:requestId', forEndUsers, (req, res) => {
    const person = personOf(world, res)
    const request = openRequest(world, page, bindGuid(req, 'requestId'), person)
    if (request instanceof AltinnProblem) return sendProblem(res, request)
    const party = state.organisations.get(request.partyOrgNo)
    res.json({
      ...(isChange(request) ? changeRequestView(world, request) : requestView(world, request)),
      partyId: party?.partyId,
      partyUuid: party?.partyUuid,
      userMayEscalateButNotApprove: !mayApprove(world, request.partyOrgNo, person),
      ...(page === 'agentrequest' && { systemUserType: 'Agent' }),
    })
  })

  for (const [answer, give] of ANSWERS[page])
    router.post(`/:party/:requestId/${answer}`, forEndUsers, (req, res) => {
      const person = personOf(world, res)
      const { orgNo } = answeringParty(world, req, answer, person)
      const id = bindGuid(req, 'requestId')
      const problem = answerRequest(world, page, give, { id, orgNo }, person)
      if (problem) sendProblem(res, problem)
      else res.json(true)
    })
  if (page === 'changerequest') return router

  router.get('/:party/:orgno/pending', forEndUsers, (req, res) => {
    const { orgNo } = managedParty(world, req, personOf(world, res))
    if (orgNo !== pathValue(req, 'orgno')) throw new FrameworkRefusal(403)
    const kind = page === 'agentrequest' ? 'agent' : 'standard'
    const pending = pendingRequests(world, orgNo).filter(request => request.kind === kind)
    res.json(pending.map(request => requestView(world, request)))
  })

  return router
}

/** The organisation's own system users. */
function ownSystemUsersRouter(world: World): Router {
  const router = Router()
  const forEndUsers = requireScope(world, SCOPE.endUser)

  router.post('/:party/create', forEndUsers, jsonBody, (req, res) => {
    const order = bindBody(req, OwnSystemUser)
    const person = personOf(world, res)
    const { orgNo } = managedParty(world, req, person)
    const created = createSystemUser(world, { id: randomUUID(), orgNo, ...order }, person)
    if (created instanceof AltinnProblem) sendProblem(res, created)
    else res.json(internalView(world, created))
  })

  for (const [kind, base] of [
    ['agent', '/agent/:party'],
    ['standard', '/:party'],
  ] as const)
    router.get(base, forEndUsers, (req, res) => {
      const { orgNo } = managedParty(world, req, personOf(world, res))
      res.json(ownSystemUsers(world, orgNo, kind).map(user => internalView(world, user)))
    })

  router.get('/:party/:systemUserId', forEndUsers, (req, res) => {
    const { orgNo } = managedParty(world, req, personOf(world, res))
    const user = ownSystemUser(world, orgNo, bindGuid(req, 'systemUserId'))
    if (!user) return sendFrameworkProblem(res, 404)
    res.json({ ...internalView(world, user), rights: user.rights })
  })

  router.delete('/agent/:party/:systemUserId', forEndUsers, (req, res) => {
    const { orgNo } = managedParty(world, req, personOf(world, res))
    const id = bindGuid(req, 'systemUserId')
    const problem = removeSystemUser(world, { id, orgNo, kind: 'agent' })
    if (problem) sendProblem(res, problem)
    else res.status(200).end()
  })
  router.delete('/:party/:systemUserId', forEndUsers, (req, res) => {
    const { orgNo } = managedParty(world, req, personOf(world, res))
    const id = bindGuid(req, 'systemUserId')
    const problem = removeSystemUser(world, { id, orgNo, kind: 'standard' })
    if (problem?.code === 'AUTH-00015') res.status(404).json(0)
    else if (problem) sendProblem(res, problem)
    else res.status(202).json(1)
  })

  return router
}

/** What a person says who makes a system user without having been asked. */
export const OwnSystemUser = members({ integrationTitle: requiredText, systemId: requiredText })
