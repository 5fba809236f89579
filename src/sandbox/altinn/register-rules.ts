import type { AccessPackageRef, Right, SandboxState } from '../state/state.js'
import type { ValidationCode, ValidationError } from './problems.js'

/*
 * What a system must look like before it is registered. Each function finds all errors of its
 * kind; together, in this order, they are what Altinn reports for a new system.
 */

export function idErrors(state: SandboxState, id: string, vendorOrgNo: string): ValidationError[] {
  const path = '/registersystemrequest/systemid'
  return [
    ...when(id.includes(' '), 'AUTH.VLD-00013', path),
    ...when(id.split('_')[0] !== vendorOrgNo, 'AUTH.VLD-00001', path),
    ...when(state.systems.has(id), 'AUTH.VLD-00002', path), // deleted ones stay occupied
  ]
}

export const redirectUrlErrors = (urls: readonly string[]): ValidationError[] =>
  when(!urls.every(isAllowedUrl), 'AUTH.VLD-00005', '/registersystemrequest/allowedredirecturls')

/** One error for each id that belongs to another system. Deleting a system frees its own. */
export function clientIdErrors(
  state: SandboxState,
  systemId: string,
  clientIds: readonly string[],
): ValidationError[] {
  const taken = new Set(
    [...state.systems.values()]
      .filter(system => system.id !== systemId && !system.isDeleted)
      .flatMap(system => system.clientId),
  )
  return clientIds
    .filter(id => taken.has(id))
    .map(() => ({ code: 'AUTH.VLD-00004', path: CLIENT_ID }))
}

/** Asked when a system is replaced; a new one meets the database's own refusal instead. */
export const repeatedClientIdErrors = (clientIds: readonly string[]): ValidationError[] =>
  when(hasRepeats(clientIds.map(id => id.toLowerCase())), 'AUTH.VLD-00011', CLIENT_ID)

export function rightErrors(state: SandboxState, rights: readonly Right[]): ValidationError[] {
  const path = '/registersystemrequest/rights/resource'
  const attributes = rights.flatMap(right => right.resource)
  const misnamed = attributes.filter(({ id }) => id !== 'urn:altinn:resource')
  const ids = attributes.filter(({ id }) => id === 'urn:altinn:resource').map(({ value }) => value)
  const unknown = ids.filter(id => !state.resources.has(id))
  const undelegable = ids.filter(id => {
    const resource = state.resources.get(id)
    return resource && !DELEGABLE_TYPES.has(resource.resourceType)
  })
  return [
    ...listing(
      'AUTH.VLD-00009',
      path,
      'Invalid Resource Id Details : ',
      misnamed.map(({ value }) => value),
    ),
    ...listing('AUTH.VLD-00003', path, 'ResourceIds Not Found : ', unknown),
    ...listing('AUTH.VLD-00017', path, 'ResourceIds Not Delegable : ', undelegable),
    ...when(hasRepeats(rights.map(asKey)), 'AUTH.VLD-00006', path),
  ]
}

export function packageErrors(
  state: SandboxState,
  {
    accessPackages,
    isVisible,
  }: { accessPackages: readonly AccessPackageRef[]; isVisible: boolean },
): ValidationError[] {
  const path = '/registersystemrequest/accesspackages'
  const urns = accessPackages.map(({ urn }) => urn)
  const misshapen = urns.filter(urn => !isWellShaped(urn))
  const wellShaped = urns.filter(isWellShaped)
  const unknown = wellShaped.filter(urn => !state.accessPackages.has(urn))
  const known = wellShaped.flatMap(urn => state.accessPackages.get(urn) ?? [])
  const fixed = known.filter(it => !it.isDelegable && !it.isAssignable).map(({ urn }) => urn)
  const problems = [
    ...described('Invalid format: ', misshapen),
    ...described('Not found: ', unknown),
    ...described('Not possible to delegate: ', fixed),
  ]
  const isForClientsOnly = known.some(({ isAssignable }) => !isAssignable)
  return [
    ...listing('AUTH.VLD-00008', path, 'Invalid Urn Details : ', problems),
    ...when(hasRepeats(urns), 'AUTH.VLD-00007', path),
    ...when(isVisible && isForClientsOnly, 'AUTH.VLD-00018', path),
  ]
}

const CLIENT_ID = '/registersystemrequest/clientid'

const DELEGABLE_TYPES: ReadonlySet<string> = new Set([
  'AltinnApp',
  'Systemresource',
  'Default',
  'CorrespondenceService',
  'BrokerService',
  'GenericAccessResource',
  'MigratedApp',
])

const when = (isBroken: boolean, code: ValidationCode, path: string): ValidationError[] =>
  isBroken ? [{ code, path }] : []

/** An error that names its culprits in a member of its own; blanks and colon are Altinn's. */
const listing = (
  code: ValidationCode,
  path: string,
  member: string,
  culprits: readonly string[],
): ValidationError[] =>
  culprits.length > 0 ? [{ code, path, extensions: { [member]: culprits.join(' | ') } }] : []

const described = (what: string, urns: readonly string[]) =>
  urns.length > 0 ? [`${what}${urns.join(', ')}`] : []

const isWellShaped = (urn: string) => urn.split(':').length >= 4

const hasRepeats = (values: readonly string[]) => new Set(values).size < values.length

const asKey = ({ action, resource }: Right) =>
  JSON.stringify([action, ...resource.map(({ id, value }) => [id, value])])

/** Altinn wants https. Whoever works against a sandbox is on the same machine, mostly without it. */
function isAllowedUrl(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost')
}
