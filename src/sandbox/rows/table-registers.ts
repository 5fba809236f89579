import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { Organisation, Person, RegistryResource, SandboxState, Scope } from '../state/state.js'
import { SCOPES_OF_A_VENDOR } from './registers.js'
import { Id, needOrganisations, OrgNo, read, table, Text, type Check, type Table } from './table.js'

/* What the registers know: scopes, resources, packages, organisations, and who is who in them. */

const Translated = z.record(z.string(), z.string())

const scopes = table({
  rows: state => state.scopes,
  keyOf: scope => scope.name,
  shape: z.strictObject({
    name: Text.regex(/^\S+$/, 'must not have a space in it'),
    maskinporten: z.boolean().default(true),
    accessibleForAll: z.boolean().default(false),
    grantedOrgs: z.array(OrgNo).default([]),
    ownerOrgNo: OrgNo.default('991825827'),
    maxAge: z.int().positive().optional(),
  }) satisfies z.ZodType<Scope>,
  rowFrom: scope => scope,
})

const resources = table({
  rows: state => state.resources,
  keyOf: resource => resource.identifier,
  shape: z.strictObject({
    identifier: Text,
    title: Translated,
    description: Translated.default({}),
    rightDescription: Translated.default({}),
    resourceType: Text.default('GenericAccessResource'),
    owner: z.strictObject({ name: Translated, orgNo: OrgNo, orgCode: Text }),
    accessPackages: z.array(Text).default([]),
  }) satisfies z.ZodType<RegistryResource>,
  rowFrom: resource => resource,
})

const accessPackages = table({
  rows: state => state.accessPackages,
  keyOf: accessPackage => accessPackage.urn,
  shape: z.strictObject({
    id: Id.optional(),
    urn: Text.regex(/^urn(:[^:\s]+){3,}$/, 'must look like urn:altinn:accesspackage:name'),
    name: Translated,
    description: Translated.default({}),
    isDelegable: z.boolean().default(true),
    isAssignable: z.boolean().default(true),
  }),
  rowFrom: (sent, { state }) => ({
    ...sent,
    id: sent.id ?? state.accessPackages.get(sent.urn)?.id ?? randomUUID(),
  }),
})

const OrganisationRow = z.strictObject({
  orgNo: OrgNo,
  name: Text,
  orgForm: Text.default('AS'),
  partyId: z.int().positive().optional(),
  partyUuid: Id.optional(),
  bankAccount: z
    .string()
    .regex(/^\d{11}$/, 'must be eleven digits')
    .optional(),
})

const organisations = table({
  rows: state => state.organisations,
  keyOf: organisation => organisation.orgNo,
  shape: OrganisationRow,
  check({ orgNo, partyId, partyUuid }, { state }, note) {
    if (partyId === undefined && partyUuid === undefined) return
    for (const other of state.organisations.values()) {
      if (other.orgNo === orgNo) continue
      if (other.partyId === partyId) note('partyId', `belongs to ${other.orgNo}`)
      if (other.partyUuid === partyUuid) note('partyUuid', `belongs to ${other.orgNo}`)
    }
  },
  rowFrom: organisationFrom,
})

/** Its ids stay the same when it is put again. */
function organisationFrom(
  sent: z.output<typeof OrganisationRow>,
  { state }: { state: SandboxState },
): Organisation {
  const { orgNo } = sent
  const known = state.organisations.get(orgNo)
  return {
    ...sent,
    partyId: sent.partyId ?? known?.partyId ?? Number(orgNo),
    partyUuid: sent.partyUuid ?? known?.partyUuid ?? randomUUID(),
  }
}

const VendorRow = z.strictObject({
  orgNo: OrgNo,
  name: Text.optional(),
  scopes: z.array(Text).default([...SCOPES_OF_A_VENDOR]),
})

const checkVendor: Check<z.output<typeof VendorRow>> = (sent, { state }, note) => {
  if (!sent.name && !state.organisations.has(sent.orgNo))
    note('name', `is needed, because there is no organisation ${sent.orgNo} yet`)
  for (const name of sent.scopes)
    if (!state.scopes.has(name)) note('scopes', `${name} is no scope here`)
}

/** An organisation that makes systems: the owners of the scopes have granted it these, no others. */
const vendors: Table = {
  list({ scopes: all, organisations: known }) {
    const orgNos = new Set([...all.values()].flatMap(({ grantedOrgs }) => grantedOrgs))
    return [...orgNos].map(orgNo => ({
      orgNo,
      name: known.get(orgNo)?.name,
      scopes: [...all.values()]
        .filter(({ grantedOrgs }) => grantedOrgs.includes(orgNo))
        .map(({ name }) => name),
    }))
  },
  put(place, given) {
    const { orgNo, name, scopes: granted } = read(given, VendorRow, place, checkVendor)
    const { state } = place
    const known = state.organisations.get(orgNo)
    const organisation = organisationFrom(
      { orgForm: 'AS', ...known, orgNo, name: name ?? known?.name ?? orgNo },
      place,
    )
    state.organisations.set(orgNo, organisation)
    revokeAll(state, orgNo)
    for (const scope of granted) state.scopes.get(scope)?.grantedOrgs.push(orgNo)
    return { orgNo, name: organisation.name, scopes: granted }
  },
  remove: revokeAll,
}

/** False when the organisation had been granted nothing. */
function revokeAll(state: SandboxState, orgNo: string): boolean {
  const granted = [...state.scopes.values()].filter(scope => scope.grantedOrgs.includes(orgNo))
  for (const scope of granted)
    scope.grantedOrgs = scope.grantedOrgs.filter(other => other !== orgNo)
  return granted.length > 0
}

const persons = table({
  rows: state => state.persons,
  keyOf: person => person.pid,
  shape: z.strictObject({
    pid: z.string().regex(/^\d{11}$/, 'must be eleven digits'),
    name: Text,
    roles: z
      .array(
        z.strictObject({
          orgNo: OrgNo,
          role: z.enum([
            'dagligLeder',
            'tilgangsstyrer',
            'hovedadministrator',
            'klientadministrator',
            'ansatt',
          ]),
          lacks: z.array(Text).optional(),
        }),
      )
      .default([]),
  }) satisfies z.ZodType<Person>,
  check({ roles }, place, note) {
    const orgNos = roles.map(({ orgNo }) => orgNo)
    needOrganisations(orgNos, place, problem => note('roles', problem))
  },
  rowFrom: person => person,
})

const RegisteredClientsRow = z.strictObject({ accountant: OrgNo, clients: z.array(OrgNo) })

/** Who is whose accountant. */
const registeredClients: Table = {
  list: state =>
    [...state.registeredClients].map(([accountant, clients]) => ({ accountant, clients })),
  put(place, given) {
    const row = read(given, RegisteredClientsRow, place, ({ accountant, clients }, _, note) => {
      needOrganisations([accountant], place, problem => note('accountant', problem))
      needOrganisations(clients, place, problem => note('clients', problem))
    })
    place.state.registeredClients.set(row.accountant, row.clients)
    return row
  },
  remove: (state, accountant) => state.registeredClients.delete(accountant),
}

export const registerTables = {
  scopes,
  resources,
  'access-packages': accessPackages,
  organisations,
  vendors,
  persons,
  'registered-clients': registeredClients,
}
