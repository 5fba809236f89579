import { createHash } from 'node:crypto'
import type { Language } from '../../design/formats.js'
import { isChange, type AnyRequest } from '../altinn/answers.js'
import { mayApprove } from '../altinn/approval.js'
import { availableClients, attachedClients } from '../altinn/clients.js'
import { instant } from '../altinn/requests.js'
import { resourceIdsOf } from '../altinn/rights.js'
import { inWords } from '../site/words.js'
import type {
  AccessPackageRef,
  Organisation,
  Person,
  RegisteredSystem,
  RegistryResource,
  Right,
  SystemUser,
  SystemUserRequest,
} from '../state/state.js'
import type { World } from '../world/world.js'

/*
 * What the scripts of Altinn's pages are told: names in the reader's language where the platform
 * has ids.
 */

export interface Reader {
  world: World
  person: Person
  language: Language
}

export function requestView(reader: Reader, request: AnyRequest) {
  const { world, person } = reader
  const { id, partyOrgNo, status, redirectUrl, systemId, created } = request
  const party = world.state.organisations.get(partyOrgNo)
  return {
    id,
    partyId: party?.partyId,
    partyUuid: party?.partyUuid,
    status,
    redirectUrl,
    system: systemView(reader, world.state.systems.get(systemId)),
    ...(isChange(request)
      ? {
          requiredRights: resourcesIn(reader, request.requiredRights),
          unwantedRights: resourcesIn(reader, request.unwantedRights),
          requiredAccessPackages: packagesIn(reader, request.requiredAccessPackages),
          unwantedAccessPackages: packagesIn(reader, request.unwantedAccessPackages),
        }
      : {
          ...(request.kind === 'standard' && { resources: resourcesIn(reader, request.rights) }),
          accessPackages: packagesIn(reader, request.accessPackages),
        }),
    created: instant(created),
    escalated: !isChange(request) && request.escalated,
    userMayEscalateButNotApprove: !mayApprove(world, partyOrgNo, person),
  }
}

export const systemView = (
  { world: { state }, language }: Reader,
  system: RegisteredSystem | undefined,
) =>
  system && {
    systemId: system.id,
    systemVendorOrgNumber: system.vendorOrgNo,
    systemVendorOrgName: state.organisations.get(system.vendorOrgNo)?.name ?? '',
    name: inWords(system.name, language),
  }

/** What a system user of the system may be given. */
export const rightsView = (reader: Reader, { rights, accessPackages }: RegisteredSystem) => ({
  resources: resourcesIn(reader, rights),
  accessPackages: packagesIn(reader, accessPackages),
})

/** In lists, where what a system user may do is left out. */
export const listedUserView = (reader: Reader, user: SystemUser) =>
  userView(reader, user, user.userType)

export const systemUserView = (reader: Reader, user: SystemUser) => ({
  ...userView(reader, user, user.userType),
  resources: resourcesIn(reader, user.rights),
  accessPackages: packagesIn(reader, user.accessPackages),
})

/** A request that waits, in the list of those that have been granted. */
export const pendingView = (reader: Reader, request: SystemUserRequest) =>
  userView(reader, request, request.kind)

const userView = (
  reader: Reader,
  row: Pick<SystemUser, 'id' | 'integrationTitle' | 'systemId' | 'created'>,
  userType: SystemUser['userType'],
) => ({
  id: row.id,
  integrationTitle: row.integrationTitle,
  created: instant(row.created),
  system: systemView(reader, reader.world.state.systems.get(row.systemId)),
  userType,
  resources: [],
  accessPackages: [],
})

/** Every organisation that the agent could act for, whether it does or not. */
export const customersView = ({ world }: Reader, agent: SystemUser) =>
  [...attachedClients(world, agent), ...availableClients(world, agent)].map(
    ({ partyUuid, name, orgNo, orgForm }) => ({
      id: partyUuid,
      name,
      orgNo,
      unitType: orgForm,
      isDeleted: false,
      access: [
        { role: 'regnskapsforer', packages: agent.accessPackages.map(({ urn }) => lastPart(urn)) },
      ],
    }),
  )

export const delegationsView = ({ world }: Reader, agent: SystemUser) =>
  attachedClients(world, agent).map(client => delegationView(agent, client))

export const delegationView = (agent: SystemUser, { partyUuid }: Organisation) => ({
  agentSystemUserId: agent.id,
  delegationId: delegationId(agent.id, partyUuid),
  customerId: partyUuid,
})

/** Made of the two it connects: what is given anew is the same delegation. */
function delegationId(agent: string, client: string): string {
  const hash = createHash('sha256').update(`${agent} ${client}`).digest('hex')
  const [a, b, c, d, e] = [
    [0, 8],
    [8, 12],
    [13, 16],
    [17, 20],
    [20, 32],
  ].map(([from, to]) => hash.slice(from, to))
  return `${a}-${b}-8${c}-8${d}-${e}`
}

const resourcesIn = (reader: Reader, rights: readonly Right[]) =>
  rights.flatMap(resourceIdsOf).flatMap(id => {
    const resource = reader.world.state.resources.get(id)
    return resource ? [resourceView(reader, resource)] : []
  })

const resourceView = ({ language }: Reader, resource: RegistryResource) => ({
  identifier: resource.identifier,
  title: inWords(resource.title, language),
  description: inWords(resource.description, language),
  rightDescription: inWords(resource.rightDescription, language),
  resourceType: resource.resourceType,
  resourceOwnerName: inWords(resource.owner.name, language),
  resourceOwnerOrgNumber: resource.owner.orgNo,
  delegable: resource.resourceType !== 'MaskinportenSchema',
})

/** With the resources that its holders may use. */
const packagesIn = (reader: Reader, packages: readonly AccessPackageRef[]) =>
  packages.flatMap(({ urn }) => {
    const { state } = reader.world
    const found = state.accessPackages.get(urn)
    if (!found) return []
    const resources = [...state.resources.values()]
      .filter(({ accessPackages }) => accessPackages.includes(urn))
      .map(resource => resourceView(reader, resource))
    const name = inWords(found.name, reader.language)
    const description = inWords(found.description, reader.language)
    return [{ id: found.id, urn, name, description, resources }]
  })

const lastPart = (urn: string) => urn.split(':').at(-1) ?? urn
