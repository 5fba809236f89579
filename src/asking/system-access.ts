import type { Action } from '../action.js'
import type { Altinn } from '../altinn/client.js'
import type { Named } from '../altinn/metadata.js'
import type { SystemUser } from '../altinn/system-users.js'
import type { ChangeRow } from '../database/changes.js'
import type { Database } from '../database/database.js'
import type { RequestRow } from '../database/requests.js'
import type { Environment } from '../database/tables.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { kindOf, type AskedPackage } from '../domain/packages.js'
import { SmartCloudError } from '../errors.js'

/** The organisation whose access is looked at. Who may be one, the caller has decided. */
export interface Holder {
  organisationNumber: OrganisationNumber
  companyName: string
  packageId: string
  externalReference: string | null
  /** Ids in the resource registry, and urns of access packages, of what was approved. */
  resources: readonly string[]
  /** The organisation has taken the access back. One it gave since is somebody else's to use. */
  isWithdrawn: boolean
}

/** A right with the name Altinn's metadata has for it. */
export interface Right {
  /** In the resource registry, or the urn of an access package. */
  id: string
  named: Named
}

export type SystemAccess =
  | {
      state: 'active'
      systemUser: SystemUser
      kind: 'standard' | 'agent'
      /** Ours, unless the organisation made the system user on its own. */
      request?: RequestRow | undefined
      /** Undefined when nobody but Altinn knows them, and Altinn does not tell a vendor. */
      rights: Right[] | undefined
      lastChange?: ChangeRow | undefined
      /** A change that has not been answered, as far as we know. */
      pending?: ChangeRow | undefined
    }
  | { state: 'waiting'; request: RequestRow }
  | { state: 'gone' }
  | { state: 'unavailable'; error: SmartCloudError }

export type SystemAccesses = ReturnType<typeof createSystemAccesses>

/** What Altinn says of a system access now, and what we know of how it came about. */
export function createSystemAccesses(deps: {
  altinn: Altinn
  database: Database
  environment: Environment
  systemId: string
}) {
  const { altinn, database, environment, systemId } = deps

  /** The request that led to what the holder has, or is to lead there. */
  function requestOf(holder: Holder): Promise<RequestRow | undefined> {
    const { organisationNumber, externalReference, packageId } = holder
    const reference = externalReference ?? organisationNumber
    const kind = kindOf(packageId)
    return database.requests.activeFor(environment, systemId, organisationNumber, reference, kind)
  }

  /** Undefined when the organisation has none, or none that this holder may use. */
  async function systemUserOf(holder: Holder, action: Action): Promise<SystemUser | undefined> {
    if (holder.isWithdrawn) return undefined
    const { organisationNumber, externalReference } = holder
    return altinn.systemUsers.find(organisationNumber, externalReference ?? undefined, action)
  }

  const nameOf = async (id: string, language: string, action: Action): Promise<Right> => ({
    id,
    named: id.startsWith('urn:altinn:accesspackage:')
      ? await altinn.metadata.accessPackage(id, language, action)
      : await altinn.metadata.resource(id, language, action),
  })

  return {
    requestOf,
    systemUserOf,

    namesOf: (ids: readonly string[], language: string, action: Action): Promise<Right[]> =>
      Promise.all(ids.map(id => nameOf(id, language, action))),

    async read(holder: Holder, language: string, action: Action): Promise<SystemAccess> {
      let systemUser: SystemUser | undefined
      try {
        systemUser = await systemUserOf(holder, action)
      } catch (error) {
        if (error instanceof SmartCloudError) return { state: 'unavailable', error }
        throw error
      }
      const request = await requestOf(holder)
      if (!systemUser)
        return request?.altinnStatus === 'New' && !request.timedOut && !holder.isWithdrawn
          ? { state: 'waiting', request }
          : { state: 'gone' }

      const isOurs = request?.altinnRequestId === systemUser.id
      const { changes } = database
      const pending = await changes.activeFor(environment, systemUser.id)
      return {
        state: 'active',
        systemUser,
        kind: systemUser.userType === 'agent' ? 'agent' : 'standard',
        request: isOurs ? request : undefined,
        rights: isOurs
          ? await Promise.all(
              [...request.resources, ...request.accessPackages].map(id =>
                nameOf(id, language, action),
              ),
            )
          : undefined,
        lastChange: await changes.lastApproved(environment, systemUser.id),
        pending: pending?.state === 'sent' ? pending : undefined,
      }
    },
  }
}

/** What a change is about: a package, and all that the system user is to have. */
export interface Wanted {
  packageId: AskedPackage
  /** Ids in the resource registry. */
  resources: readonly string[]
}
