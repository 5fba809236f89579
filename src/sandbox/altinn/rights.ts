import * as z from 'zod'
import type { AccessPackage, AccessPackageRef, RegisteredSystem, Right } from '../state/state.js'
import type { World } from '../world/world.js'
import { members, text } from './binding.js'
import { AltinnProblem } from './problems.js'

/** As they come in a body. Strings in them are not trimmed. */
export const RightBody = members({
  action: text.nullish(),
  resource: z.array(members({ id: text, value: text })),
}).transform(({ action, resource }): Right => ({ ...(action && { action }), resource }))
export const AccessPackageBody = members({ urn: text.nullish() }).transform(
  ({ urn }): AccessPackageRef => ({ urn: urn ?? '' }),
)

/** Rights are alike when they name the same resource; the order and the action do not count. */
export function isSameRight(one: Right, other: Right): boolean {
  const a = attributesOf(one)
  const b = attributesOf(other)
  return a.size === b.size && [...a].every(attribute => b.has(attribute))
}

export const isSamePackage = (one: AccessPackageRef, other: AccessPackageRef) =>
  one.urn === other.urn

/** What a right is for, in the resource registry's words. */
export const resourceIdsOf = (right: Right): string[] => right.resource.map(({ value }) => value)

/** Whether the system has been registered with all these rights. */
export function rightsProblem(
  system: RegisteredSystem,
  rights: readonly Right[],
): AltinnProblem | undefined {
  const isRegistered = (right: Right) => system.rights.some(other => isSameRight(right, other))
  const fits = rights.length <= system.rights.length && rights.every(isRegistered)
  return fits ? undefined : new AltinnProblem('AUTH-00001')
}

/**
 * Whether the system has been registered with all these packages.
 *
 * @param purpose what they are for: the customer's own system user, or one that acts for clients
 */
export function packagesProblem(
  { state }: World,
  system: RegisteredSystem,
  packages: readonly AccessPackageRef[],
  purpose: 'standard' | 'agent',
): AltinnProblem | undefined {
  if (packages.length > system.accessPackages.length) return new AltinnProblem('AUTH-00063')
  const notFound = packages.filter(
    wanted => !system.accessPackages.some(other => isSamePackage(wanted, other)),
  )
  if (notFound.length > 0)
    return new AltinnProblem('AUTH-00063', { NotFoundPackages: urnsOf(notFound) })

  const flag: keyof AccessPackage = purpose === 'agent' ? 'isDelegable' : 'isAssignable'
  const unfit = packages.filter(({ urn }) => !state.accessPackages.get(urn)?.[flag])
  if (unfit.length === 0) return undefined
  const code = purpose === 'agent' ? 'AUTH-00065' : 'AUTH-00064'
  return new AltinnProblem(code, { NotDelegablePackages: urnsOf(unfit) })
}

const attributesOf = ({ resource }: Right) =>
  new Set(resource.map(({ id, value }) => JSON.stringify([id, value])))

const urnsOf = (packages: readonly AccessPackageRef[]) => packages.map(({ urn }) => urn).join(', ')
