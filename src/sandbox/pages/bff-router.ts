import { randomUUID } from 'node:crypto'
import { Router, type Request, type RequestHandler, type Response } from 'express'
import * as z from 'zod'
import {
  ANSWERS,
  answerRequest,
  APPROVAL_PAGES,
  openRequest,
  ownSystemUser,
  ownSystemUsers,
  pendingRequests,
  removeSystemUser,
  selectableSystems,
} from '../altinn/answers.js'
import { createSystemUser, isClientAdministrator } from '../altinn/approval.js'
import {
  answerErrors,
  bindBody,
  bindGuid,
  FrameworkRefusal,
  jsonBody,
  members,
  pathValue,
  queryGuid,
} from '../altinn/binding.js'
import { addClient, addOwner, removeClient } from '../altinn/clients.js'
import { answeringParty, managedParty, managedPartyByUuid, partyOf } from '../altinn/parties.js'
import { OwnSystemUser } from '../altinn/portal.js'
import { AltinnProblem, sendFrameworkProblem, sendProblem } from '../altinn/problems.js'
import type { ApprovalPage } from '../altinn/requests.js'
import type { Site } from '../site/site.js'
import type { Organisation, SystemUser } from '../state/state.js'
import { live } from '../state/system-users.js'
import type { World } from '../world/world.js'
import {
  customersView,
  delegationsView,
  delegationView,
  listedUserView,
  pendingView,
  requestView,
  rightsView,
  systemUserView,
  systemView,
  type Reader,
} from './bff-views.js'

/**
 * The server behind the scripts of Altinn's pages (their "backend for frontend"): the same answers
 * as the pages give, as JSON, for whoever has logged in on one of them.
 */
export function bffRouter(world: World, site: Site): Router {
  const router = Router()
  const base = '/accessmanagement/api/v1'
  const enter = loggedIn(world, site)
  router.use(`${base}/systemregister`, enter, systemsRouter(world))
  for (const page of APPROVAL_PAGES)
    router.use(`${base}/systemuser/${page}`, enter, answersRouter(world, page))
  router.use(`${base}/systemuser/agentdelegation`, enter, clientsRouter(world))
  router.use(`${base}/systemuser`, enter, ownSystemUsersRouter(world))
  router.use([`${base}/systemregister`, `${base}/systemuser`], nothingHere, answerErrors)
  return router
}

/**
 * Nobody without a session, and nothing is changed without the word that only a script of this
 * site can have read in its cookie.
 */
const loggedIn =
  (world: World, { sessions, visitor }: Site): RequestHandler =>
  (req, res, next) => {
    const { person, language, session } = visitor(req, res)
    if (!person) return void res.status(401).end()
    const isSafe = req.method === 'GET' || req.method === 'HEAD'
    if (!isSafe && !sessions.isFormToken(session, req.get('x-xsrf-token')))
      return sendFrameworkProblem(res, 400)
    res.locals.reader = { world, person, language } satisfies Reader
    next()
  }

const readerOf = (res: Response): Reader => res.locals.reader as Reader

const refuse = (res: Response, problem: AltinnProblem) => sendProblem(res, problem, 'AMUI')

const nothingHere: RequestHandler = (_req, res) => void res.status(404).end()

/** Systems to choose from when somebody makes a system user without having been asked. */
function systemsRouter(world: World): Router {
  const router = Router()

  router.get('/', (_req, res) => {
    res.json(selectableSystems(world).map(system => systemView(readerOf(res), system)))
  })

  router.get('/rights/:systemId', (req, res) => {
    const system = live(world.state.systems.get(pathValue(req, 'systemId')))
    if (system) res.json(rightsView(readerOf(res), system))
    else sendFrameworkProblem(res, 404)
  })

  return router
}

/** One kind of request, and the answers to it. */
function answersRouter(world: World, page: ApprovalPage): Router {
  const router = Router()

  router.get('/:requestId', (req, res) => {
    const reader = readerOf(res)
    const request = openRequest(world, page, bindGuid(req, 'requestId'), reader.person)
    if (request instanceof AltinnProblem) refuse(res, request)
    else res.json(requestView(reader, request))
  })

  for (const [answer, give] of ANSWERS[page])
    router.post(`/:party/:requestId/${answer}`, (req, res) => {
      const { person } = readerOf(res)
      const { orgNo } = answeringParty(world, req, answer, person)
      const id = bindGuid(req, 'requestId')
      const problem = answerRequest(world, page, give, { id, orgNo }, person)
      if (problem) refuse(res, problem)
      else res.json(true)
    })

  return router
}

/** The organisation's own system users. */
function ownSystemUsersRouter(world: World): Router {
  const router = Router()

  router.get('/:party/pending', (req, res) => {
    const reader = readerOf(res)
    const { orgNo } = managedPartyByUuid(world, req, reader.person)
    res.json(pendingRequests(world, orgNo).map(request => pendingView(reader, request)))
  })

  router.post('/:party', jsonBody, (req, res) => {
    const { person } = readerOf(res)
    const order = bindBody(req, OwnSystemUser)
    const { orgNo } = managedParty(world, req, person)
    const created = createSystemUser(world, { id: randomUUID(), orgNo, ...order }, person)
    if (created instanceof AltinnProblem) refuse(res, created)
    else res.json({ id: created.id })
  })

  for (const [kind, base] of [
    ['agent', '/agent/:party'],
    ['standard', '/:party'],
  ] as const) {
    router.get(base, (req, res) => {
      const reader = readerOf(res)
      const { orgNo } = managedParty(world, req, reader.person)
      res.json(ownSystemUsers(world, orgNo, kind).map(user => listedUserView(reader, user)))
    })

    router.get(`${base}/:systemUserId`, (req, res) => {
      const reader = readerOf(res)
      const { orgNo } = managedParty(world, req, reader.person)
      const user = ownSystemUser(world, orgNo, bindGuid(req, 'systemUserId'))
      if (user?.userType === kind) res.json(systemUserView(reader, user))
      else sendFrameworkProblem(res, 404)
    })

    router.delete(`${base}/:systemUserId`, (req, res) => {
      const { orgNo } = managedParty(world, req, readerOf(res).person)
      const id = bindGuid(req, 'systemUserId')
      const problem = removeSystemUser(world, { id, orgNo, kind })
      if (problem?.code === 'AUTH-00015') sendFrameworkProblem(res, 404)
      else if (problem) refuse(res, problem)
      else res.status(202).end()
    })
  }

  return router
}

/** For whom an agent system user acts. */
function clientsRouter(world: World): Router {
  const router = Router()
  const base = '/:party/:systemUserId'

  router.get(`${base}/customers`, (req, res) => {
    res.json(customersView(readerOf(res), agentIn(req, res)))
  })

  router.get(`${base}/delegation`, (req, res) => {
    res.json(delegationsView(readerOf(res), agentIn(req, res)))
  })

  router.post(`${base}/delegation`, jsonBody, (req, res) => {
    const { customerId } = bindBody(req, NewDelegation)
    const agent = agentIn(req, res)
    const problem = addClient(world, agent, customerId)
    if (problem) return refuse(res, problem)
    res.json(delegationsView(readerOf(res), agent).find(({ customerId: id }) => id === customerId))
  })

  router.delete(`${base}/delegation/:delegationId`, (req, res) => {
    const id = bindGuid(req, 'delegationId')
    const agent = agentIn(req, res)
    const given = delegationsView(readerOf(res), agent).find(it => it.delegationId === id)
    answerRemoval(res, removeClient(world, agent, given?.customerId ?? ''))
  })

  router.post(`${base}/self`, (req, res) => {
    const agent = agentIn(req, res)
    addOwner(agent)
    res.json(delegationView(agent, ownerOf(req)))
  })

  router.delete(`${base}/self`, (req, res) => {
    const agent = agentIn(req, res)
    answerRemoval(res, removeClient(world, agent, ownerOf(req).partyUuid))
  })

  const ownerOf = (req: Request): Organisation => partyOf(world, req)

  /** @throws {FrameworkRefusal} no agent of the party's, or not the reader's to administer */
  function agentIn(req: Request, res: Response): SystemUser {
    const party = partyOf(world, req)
    const uuid = queryGuid(req, 'partyuuid') ?? party.partyUuid
    const mayChange = isClientAdministrator(party.orgNo, readerOf(res).person)
    if (!mayChange || uuid !== party.partyUuid) throw new FrameworkRefusal(403)
    const agent = ownSystemUser(world, party.orgNo, bindGuid(req, 'systemUserId'))
    if (agent?.userType !== 'agent') throw new FrameworkRefusal(404)
    return agent
  }

  return router
}

function answerRemoval(res: Response, problem: AltinnProblem | undefined): void {
  if (problem) refuse(res, problem)
  else res.json(true)
}

const NewDelegation = members({ customerId: z.guid().transform(id => id.toLowerCase()) })
