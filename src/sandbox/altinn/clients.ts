import { Router } from 'express'
import type { Request, Response } from 'express'
import type { Organisation, SystemUser } from '../state/state.js'
import { live } from '../state/system-users.js'
import type { World } from '../world/world.js'
import { ownSystemUsers } from './answers.js'
import { isClientAdministrator } from './approval.js'
import { FrameworkRefusal, queryGuid, requiredQueryValue } from './binding.js'
import { AltinnProblem, sendProblem, sendTitledProblem, sendValidationErrors } from './problems.js'
import type { ValidationError } from './problems.js'
import { packagesProblem } from './rights.js'
import { internalView } from './system-users.js'
import { personOf, requireScope, SCOPE } from './token.js'

/** A person of the owner attaches clients to an agent system user. No vendor can. */
export function clientsRouter(world: World): Router {
  const { state } = world
  const router = Router()
  const mayRead = requireScope(world, SCOPE.clientsRead)
  const mayWrite = requireScope(world, SCOPE.clientsWrite)

  router.get('/agents', mayRead, (req, res) => {
    const orgNo = requiredQueryValue(req, 'party')
    if (!state.organisations.has(orgNo)) return sendTitledProblem(res, 404, 'Party not found')
    requireAdministrator(world, res, orgNo)
    res.json(ownSystemUsers(world, orgNo, 'agent').map(agent => internalView(world, agent)))
  })

  router.get('/clients/available', mayRead, (req, res) => {
    const found = target(req, res)
    if (found) res.json(clientList(found.agent, availableClients(world, found.agent)))
  })

  router.get('/clients', mayRead, (req, res) => {
    const found = target(req, res)
    if (found) res.json(clientList(found.agent, attachedClients(world, found.agent)))
  })

  router.post('/clients', mayWrite, (req, res) => answer(req, res, addClient))
  router.delete('/clients', mayWrite, (req, res) => answer(req, res, removeClient))

  function answer(req: Request, res: Response, change: typeof addClient): void {
    const found = target(req, res, { withClient: true })
    if (!found) return
    const { agent, client } = found
    const problem = change(world, agent, client)
    if (problem) sendProblem(res, problem)
    else res.json({ agent: agent.id, client })
  }

  /** Who the call is about, unless something is wrong: then the answer has been given. */
  function target(req: Request, res: Response, { withClient = false } = {}) {
    const agentId = queryGuid(req, 'agent')
    const client = withClient ? queryGuid(req, 'client') : undefined
    const agent = live(state.systemUsers.get(agentId ?? ''))
    const errors = agentErrors(agentId, agent)
    if (withClient && !client) errors.push({ code: 'AUTH.VLD-00016', path: '?client' })
    if (!agent || errors.length > 0) return sendValidationErrors(res, errors)

    const { ownerOrgNo } = agent
    if (!state.organisations.has(ownerOrgNo))
      return sendTitledProblem(res, 404, 'System Owner not Found', {
        detail: `No associated party information found for systemuser owner ${ownerOrgNo}`,
      })
    requireAdministrator(world, res, ownerOrgNo)
    return { agent, client: client ?? '' }
  }

  return router
}

/** Clients of the owner that have given it every package the agent has. */
export const availableClients = (world: World, agent: SystemUser): Organisation[] =>
  registeredClients(world, agent).filter(
    ({ orgNo }) => !agent.clients.includes(orgNo) && hasGivenAll(agent),
  )

export const attachedClients = ({ state }: World, { clients }: SystemUser): Organisation[] =>
  clients.flatMap(orgNo => state.organisations.get(orgNo) ?? [])

/** @param client the party uuid of the client's organisation */
export function addClient(
  world: World,
  agent: SystemUser,
  client: string,
): AltinnProblem | undefined {
  const organisation = registeredClients(world, agent).find(({ partyUuid }) => partyUuid === client)
  if (!organisation) return new AltinnProblem('AUTH-00079')
  if (!hasGivenAll(agent)) return new AltinnProblem('AUTH-00080')
  const system = world.state.systems.get(agent.systemId)
  const problem = system
    ? packagesProblem(world, system, agent.accessPackages, 'agent')
    : new AltinnProblem('AUTH-00011')
  if (problem) return problem
  if (!agent.clients.includes(organisation.orgNo)) agent.clients.push(organisation.orgNo)
  return undefined
}

/** The agent acts for its own organisation, too, which needs to give nothing. */
export function addOwner(agent: SystemUser): void {
  if (!agent.clients.includes(agent.ownerOrgNo)) agent.clients.push(agent.ownerOrgNo)
}

/** @param client the party uuid of the client's organisation */
export function removeClient(
  world: World,
  agent: SystemUser,
  client: string,
): AltinnProblem | undefined {
  const attached = attachedClients(world, agent).find(({ partyUuid }) => partyUuid === client)
  if (!attached) return new AltinnProblem('AUTH-00031')
  agent.clients = agent.clients.filter(orgNo => orgNo !== attached.orgNo)
  return undefined
}

const registeredClients = ({ state }: World, { ownerOrgNo }: SystemUser): Organisation[] =>
  (state.registeredClients.get(ownerOrgNo) ?? []).flatMap(
    orgNo => state.organisations.get(orgNo) ?? [],
  )

/**
 * What an accountant may do for a client from the day the business register names it. The
 * sandbox knows neither auditors nor clients who give more than that.
 */
const GIVEN_TO_ACCOUNTANTS: ReadonlySet<string> = new Set([
  'urn:altinn:accesspackage:regnskapsforer-med-signeringsrettighet',
  'urn:altinn:accesspackage:regnskapsforer-uten-signeringsrettighet',
  'urn:altinn:accesspackage:regnskapsforer-lonn',
])

const hasGivenAll = ({ accessPackages }: SystemUser) =>
  accessPackages.every(({ urn }) => GIVEN_TO_ACCOUNTANTS.has(urn))

function requireAdministrator(world: World, res: Response, orgNo: string): void {
  if (!isClientAdministrator(orgNo, personOf(world, res))) throw new FrameworkRefusal(403)
}

function agentErrors(agentId: string | undefined, agent: SystemUser | undefined) {
  const errors: ValidationError[] = []
  const path = '?agent'
  if (!agentId) errors.push({ code: 'AUTH.VLD-00014', path })
  else if (!agent) errors.push({ code: 'AUTH.VLD-00014', path, title: 'System user not found' })
  else if (agent.userType !== 'agent') errors.push({ code: 'AUTH.VLD-00015', path })
  return errors
}

const clientList = (agent: SystemUser, clients: Organisation[]) => ({
  links: {},
  systemUserInformation: { systemUserId: agent.id, systemUserOwnerOrg: agent.ownerOrgNo },
  data: clients.map(({ partyUuid, orgNo, name }) => ({
    clientId: partyUuid,
    clientOrganizationNumber: orgNo,
    clientOrganizationName: name,
  })),
})
