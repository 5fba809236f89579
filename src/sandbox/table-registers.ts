import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { SCOPES_OF_A_VENDOR } from './registers.js'
import type {
  AccessPackage,
  Organisation,
  Person,
  RegistryResource,
  SandboxState,
  Scope,
} from './state.js'
import { checked, needOrganisation, OrgNo, table, Text, Translated, type Table } from './table.js'

/* What the registers know: scopes, resources, organisations, who is who. */

const ScopeRow = z.strictObject({
  name: Text,
  maskinporten: z.boolean().default(true),
  accessibleForAll: z.boolean().default(false),
  grantedOrgs: z.array(OrgNo).default([]),
  ownerOrgNo: OrgNo.default('991825827'),
  maxAge: z.int().positive().optional(),
}) satisfies z.ZodType<Scope>

const ResourceRow = z.strictObject({
  identifier: Text,
  title: Translated,
  description: Translated.default({}),
  rightDescription: Translated.default({}),
  resourceType: Text.default('GenericAccessResource'),
  owner: z.strictObject({ name: Translated, orgNo: OrgNo, orgCode: Text }),
  accessPackages: z.array(Text).default([]),
}) satisfies z.ZodType<RegistryResource>

const AccessPackageRow = z.strictObject({
  id: z.uuid().optional(),
  urn: Text.regex(/^urn(:[^:]+){3,}$/, 'must look like urn:altinn:accesspackage:<name>'),
  name: Translated,
  description: Translated.default({}),
  isDelegable: z.boolean().default(true),
  isAssignable: z.boolean().default(true),
})

const OrganisationRow = z.strictObject({
  orgNo: OrgNo,
  name: Text,
  orgForm: Text.default('AS'),
  partyId: z.int().positive().optional(),
  partyUuid: z.uuid().optional(),
  bankAccount: z.string().optional(),
})

const VendorRow = z.strictObject({
  orgNo: OrgNo,
  name: Text.optional(),
  scopes: z.array(Text).default([...SCOPES_OF_A_VENDOR]),
})

const PersonRow = z.strictObject({
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
}) satisfies z.ZodType<Person>

const RegisteredClientsRow = z.strictObject({ accountant: OrgNo, clients: z.array(OrgNo) })

/** An organisation that makes systems: it has been granted scopes. */
const vendors: Table = {
  list: ({ scopes, organisations }) => {
    const granted = Map.groupBy(
      [...scopes.values()].flatMap(({ name, grantedOrgs }) =>
        grantedOrgs.map(orgNo => ({ orgNo, name })),
      ),
      ({ orgNo }) => orgNo,
    )
    return [...granted].map(([orgNo, grants]) => ({
      orgNo,
      name: organisations.get(orgNo)?.name,
      scopes: grants.map(({ name }) => name),
    }))
  },
  put(place, given) {
    const { state } = place
    return checked(VendorRow, given, place, ({ orgNo, name, scopes }, _place, note) => {
      const known = state.organisations.get(orgNo)
      if (!known && !name) note('name', `is missing, and there is no organisation ${orgNo} yet`)
      for (const scope of scopes)
        if (!state.scopes.has(scope)) note('scopes', `${scope} is no scope here`)
      if ((!known && !name) || scopes.some(scope => !state.scopes.has(scope))) return undefined

      if (!known || (name && name !== known.name))
        organisations.put(place, { ...known, orgNo, name })
      revokeAll(state, orgNo)
      for (const scope of scopes) state.scopes.get(scope)?.grantedOrgs.push(orgNo)
      return { orgNo, name: name ?? known?.name, scopes }
    })
  },
  remove: (state, orgNo) => revokeAll(state, orgNo),
}

/** False when the organisation had been granted nothing. */
function revokeAll({ scopes }: SandboxState, orgNo: string): boolean {
  let found = false
  for (const scope of scopes.values()) {
    found ||= scope.grantedOrgs.includes(orgNo)
    scope.grantedOrgs = scope.grantedOrgs.filter(other => other !== orgNo)
  }
  return found
}
