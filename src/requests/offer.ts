import type { Action } from '../action.js'
import type { Altinn } from '../altinn/client.js'
import type { ListedPackage } from '../altinn/metadata.js'
import type { RegisteredSystem } from '../altinn/system-register.js'
import type { RequestKind } from '../database/tables.js'
import { SmartCloudError } from '../errors.js'

/** Something a system user may be asked for. */
export interface Choice {
  /** In the resource registry, or the urn of an access package. */
  id: string
  /** The id when Altinn does not tell it. */
  name: string
  /** Whose it is, of a right. */
  owner?: string | undefined
  /** Of an access package for clients: who gives it. */
  givenBy?: 'register' | 'client' | undefined
}

/** What may be asked for. Altinn takes only what the system has in the system register. */
export type Offer =
  | {
      state: 'registered'
      rights: readonly Choice[]
      accessPackages: readonly Choice[]
      /** Registered packages that a request of this kind cannot have. */
      notForThisKind: readonly Choice[]
      /** Whole addresses, as they are registered. */
      returnAddresses: readonly string[]
    }
  /** Nobody has registered the system, or somebody has deleted it. */
  | { state: 'notRegistered' }
  /** Then ids are typed, and Altinn judges. */
  | { state: 'unreadable'; error: SmartCloudError }

const RESOURCE = 'urn:altinn:resource'

/** Reads the system register, and what Altinn calls the things in it. */
export async function readOffer(
  { systemRegister, metadata }: Pick<Altinn, 'systemRegister' | 'metadata'>,
  kind: RequestKind,
  language: string,
  action: Action,
): Promise<Offer> {
  let system: RegisteredSystem | undefined
  try {
    system = await systemRegister.read(action)
  } catch (error) {
    if (error instanceof SmartCloudError) return { state: 'unreadable', error }
    throw error
  }
  if (!system || system.isDeleted) return { state: 'notRegistered' }

  const [resources, packages] = await Promise.all([
    kind === 'standard' ? metadata.resources(language, action) : [],
    metadata.accessPackages(language, action),
  ])
  const resourceOf = new Map(
    resources === 'unavailable' ? [] : resources.map(one => [one.id, one] as const),
  )
  const packageOf = new Map(
    packages === 'unavailable' ? [] : packages.map(one => [one.urn, one] as const),
  )
  const urns = [...new Set(system.accessPackages.map(({ urn }) => urn))]
  // Without its flags nobody here can tell, and Altinn is asked.
  const fits = (urn: string) => packages === 'unavailable' || isFor(kind, packageOf.get(urn))

  return {
    state: 'registered',
    rights: (kind === 'standard' ? rightsOf(system) : []).map(id => ({
      id,
      name: resourceOf.get(id)?.title ?? id,
      owner: resourceOf.get(id)?.owner,
    })),
    accessPackages: urns.filter(fits).map(urn => ({
      id: urn,
      name: packageOf.get(urn)?.name ?? urn,
      givenBy: kind === 'agent' ? giverOf(packageOf.get(urn)) : undefined,
    })),
    notForThisKind: urns
      .filter(urn => !fits(urn))
      .map(urn => ({ id: urn, name: packageOf.get(urn)?.name ?? urn })),
    returnAddresses: system.allowedRedirectUrls,
  }
}

/** A right may name several resources at once; those are nothing we could ask for one by one. */
const rightsOf = ({ rights }: RegisteredSystem): string[] => [
  ...new Set(
    rights.flatMap(({ resource }) =>
      resource.length === 1 && resource[0]?.id === RESOURCE ? [resource[0].value] : [],
    ),
  ),
]

/** Altinn's rules: `AUTH-00064` and `AUTH-00065`. A package it does not know cannot be asked for. */
const isFor = (kind: RequestKind, known: ListedPackage | undefined): boolean =>
  kind === 'agent' ? known?.isDelegable === true : known?.isAssignable === true

const giverOf = (known: ListedPackage | undefined): Choice['givenBy'] =>
  known && (known.isAssignable ? 'client' : 'register')
