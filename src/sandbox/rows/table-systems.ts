import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { VALIDATION_ERRORS, type ValidationError } from '../altinn/problems.js'
import { clientIdErrors, packageErrors, rightErrors } from '../altinn/register-rules.js'
import { isSamePackage, isSameRight } from '../altinn/rights.js'
import { registerClient, type ClientRegistration } from '../state/clients.js'
import type {
  AccessPackageRef,
  ChangeRequest,
  RegisteredSystem,
  Right,
  SystemUser,
  SystemUserRequest,
  UserType,
} from '../state/state.js'
import { findSystemUser, live, nextSequence } from '../state/system-users.js'
import {
  Id,
  needOrganisations,
  OrgNo,
  table,
  Text,
  type Note,
  type Place,
  type Table,
} from './table.js'

/* What vendors have: clients, systems, and what customers were asked and have given. */

/** The id of a resource is short for a right to it. */
const RightRow = z.preprocess(
  value => (typeof value === 'string' ? rightTo(value) : value),
  z.strictObject({
    action: Text.optional(),
    resource: z.array(z.strictObject({ id: Text, value: Text })).min(1),
  }) satisfies z.ZodType<Right>,
)
const rightTo = (resource: string): Right => ({
  resource: [{ id: 'urn:altinn:resource', value: resource }],
})
/** The urn is short for the object with it. */
const PackageRow = z.preprocess(
  value => (typeof value === 'string' ? { urn: value } : value),
  z.strictObject({ urn: Text }) satisfies z.ZodType<AccessPackageRef>,
)

/** One name is short for the same in three languages. */
const InThreeLanguages = z.preprocess(
  value => (typeof value === 'string' ? { nb: value, nn: value, en: value } : value),
  z.strictObject({ nb: Text, nn: Text, en: Text }),
)

const WebAddress = z.url({ protocol: /^https?$/, error: 'must be an address on the web' })

const systems = table({
  rows: state => state.systems,
  keyOf: system => system.id,
  shape: z.strictObject({
    id: Text.regex(/^\d{9}_\S+$/, 'must look like 312345678_name'),
    vendorOrgNo: OrgNo,
    name: InThreeLanguages.optional(),
    description: InThreeLanguages.optional(),
    rights: z.array(RightRow).default([]),
    accessPackages: z.array(PackageRow).default([]),
    clientId: z.array(Text).optional(),
    isVisible: z.boolean().default(false),
    allowedRedirectUrls: z.array(WebAddress).default([]),
  }),
  check({ id, vendorOrgNo, rights, accessPackages, clientId = [], isVisible }, place, note) {
    const { state } = place
    needOrganisations([vendorOrgNo], place, problem => note('vendorOrgNo', problem))
    if (!id.startsWith(`${vendorOrgNo}_`)) note('id', 'must begin with the vendor’s number')
    const known = state.systems.get(id)
    if (known && known.vendorOrgNo !== vendorOrgNo) note('id', 'is another vendor’s system')

    const saying = (member: string) => (error: ValidationError) => note(member, sentence(error))
    rightErrors(state, rights).forEach(saying('rights'))
    packageErrors(state, { accessPackages, isVisible }).forEach(saying('accessPackages'))
    clientIdErrors(state, id, clientId).forEach(saying('clientId'))
  },
  /** Its clients stay unless others are named. */
  rowFrom(sent, { state }): RegisteredSystem {
    const { id, name = { nb: id, nn: id, en: id }, description = name } = sent
    const known = state.systems.get(id)
    return {
      ...sent,
      internalId: known?.internalId ?? randomUUID(),
      name,
      description,
      clientId: sent.clientId ?? known?.clientId ?? [],
      isDeleted: false,
      changeLog: known?.changeLog ?? [],
    }
  },
})

const sentence = ({ code, title, extensions = {} }: ValidationError) =>
  [title ?? VALIDATION_ERRORS[code], ...Object.values(extensions)].join(' ')

const ClientRow = z.strictObject({
  clientId: Text.optional(),
  orgNo: OrgNo,
  name: Text.optional(),
  jwks: z.strictObject({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) }),
  scopes: z.array(Text).optional(),
  systemId: z.string().optional(),
  redirectUrls: z.array(WebAddress).optional(),
})

/** @throws {z.ZodError} */
export function registrationFrom(row: unknown): ClientRegistration {
  const { jwks, ...registration } = ClientRow.parse(row)
  return { ...registration, publicJwk: jwks.keys }
}

const clients: Table = {
  list: state => [...state.clients.values()],
  put: ({ state, now }, row) => registerClient(state, registrationFrom(row), now()),
  remove: (state, clientId) => state.clients.delete(clientId),
}

const Rights = z.array(RightRow)
const Packages = z.array(PackageRow).default([])
const Kind = z.enum(['standard', 'agent']).default('standard')
const Reference = z
  .string()
  .regex(/^[\wæøåÆØÅ-]{1,255}$/, 'may have letters, digits, _ and - only')
  .optional()

/** A standard system user gets all that the system has, unless something is chosen. */
const rightsFor = (
  kind: UserType,
  { systemId, rights }: { systemId: string; rights?: Right[] | undefined },
  { state }: Place,
): Right[] =>
  kind === 'agent' ? [] : (rights ?? structuredClone(state.systems.get(systemId)?.rights) ?? [])

/** Notes a system that is not there, and what the system has not got. */
function checkSystem(
  wanted: { systemId: string; rights?: Right[] | undefined; accessPackages: AccessPackageRef[] },
  { state }: Place,
  note: Note,
): void {
  const system = live(state.systems.get(wanted.systemId))
  if (!system) return note('systemId', 'is no system in the register')
  const { rights = [], accessPackages } = wanted
  if (!rights.every(right => system.rights.some(other => isSameRight(right, other))))
    note('rights', `are not all on the system ${system.id}`)
  if (!accessPackages.every(one => system.accessPackages.some(other => isSamePackage(one, other))))
    note('accessPackages', `are not all on the system ${system.id}`)
}

const systemUsers = table({
  rows: state => state.systemUsers,
  keyOf: user => user.id,
  shape: z.strictObject({
    id: Id.optional(),
    integrationTitle: Text.optional(),
    systemId: Text,
    ownerOrgNo: OrgNo,
    externalRef: Reference,
    userType: Kind,
    rights: Rights.optional(),
    accessPackages: Packages,
    clients: z.array(OrgNo).default([]),
  }),
  check(sent, place, note) {
    const { id, systemId, ownerOrgNo, externalRef = ownerOrgNo } = sent
    checkSystem(sent, place, note)
    needOrganisations([ownerOrgNo], place, problem => note('ownerOrgNo', problem))
    needOrganisations(sent.clients, place, problem => note('clients', problem))
    const same = findSystemUser(place, { systemId, partyOrgNo: ownerOrgNo, externalRef })
    if (same && same.id !== id) note('externalRef', `is that of the system user ${same.id}`)
  },
  rowFrom(sent, place): SystemUser {
    const { state, now } = place
    const { systemId, ownerOrgNo } = sent
    return {
      ...sent,
      id: sent.id ?? randomUUID(),
      integrationTitle: sent.integrationTitle ?? state.systems.get(systemId)?.name.nb ?? systemId,
      externalRef: sent.externalRef ?? ownerOrgNo,
      rights: rightsFor(sent.userType, sent, place),
      created: now(),
      sequence: nextSequence(place),
      isDeleted: false,
    }
  },
})

/** What becomes of a request by approval is made in other ways. */
const Status = z
  .enum(['New', 'Rejected', 'Denied', 'Timedout'], {
    error: 'must be New, Rejected, Denied or Timedout: what is accepted has been approved',
  })
  .default('New')

const requests = table({
  rows: state => state.requests,
  keyOf: request => request.id,
  shape: z.strictObject({
    id: Id.optional(),
    kind: Kind,
    integrationTitle: Text.optional(),
    externalRef: Reference,
    systemId: Text,
    partyOrgNo: OrgNo,
    rights: Rights.optional(),
    accessPackages: Packages,
    status: Status,
    redirectUrl: WebAddress.optional(),
    escalated: z.boolean().default(false),
  }),
  check(sent, place, note) {
    checkSystem(sent, place, note)
    needOrganisations([sent.partyOrgNo], place, problem => note('partyOrgNo', problem))
  },
  rowFrom(sent, place): SystemUserRequest {
    const { redirectUrl, ...rest } = sent
    return {
      ...rest,
      id: sent.id ?? randomUUID(),
      integrationTitle:
        sent.integrationTitle ?? place.state.systems.get(sent.systemId)?.name.nb ?? sent.systemId,
      externalRef: sent.externalRef ?? sent.partyOrgNo,
      rights: rightsFor(sent.kind, sent, place),
      ...(redirectUrl && { redirectUrl }),
      created: place.now(),
      isDeleted: false,
    }
  },
})

const changeRequests = table({
  rows: state => state.changeRequests,
  keyOf: change => change.id,
  shape: z.strictObject({
    id: Id.optional(),
    systemUserId: Id,
    requiredRights: Rights.default([]),
    unwantedRights: Rights.default([]),
    requiredAccessPackages: Packages,
    unwantedAccessPackages: Packages,
    status: Status,
    redirectUrl: WebAddress.optional(),
  }),
  check({ systemUserId, requiredRights, requiredAccessPackages }, place, note) {
    const user = live(place.state.systemUsers.get(systemUserId))
    if (user?.userType !== 'standard')
      return note('systemUserId', 'is no standard system user here')
    const wanted = { rights: requiredRights, accessPackages: requiredAccessPackages }
    checkSystem({ systemId: user.systemId, ...wanted }, place, note)
  },
  rowFrom({ redirectUrl, ...sent }, { state, now }): ChangeRequest {
    const user = state.systemUsers.get(sent.systemUserId)!
    return {
      ...sent,
      id: sent.id ?? randomUUID(),
      externalRef: user.externalRef,
      systemId: user.systemId,
      partyOrgNo: user.ownerOrgNo,
      ...(redirectUrl && { redirectUrl }),
      created: now(),
      isDeleted: false,
    }
  },
})

export const systemTables = {
  systems,
  clients,
  'system-users': systemUsers,
  requests,
  'change-requests': changeRequests,
}
