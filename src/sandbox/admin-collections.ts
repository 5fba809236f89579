import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type {
  AccessPackage,
  Organisation,
  Person,
  RegistryResource,
  SandboxState,
  Scope,
  SystemUser,
} from './state.js'
import type { World } from './world.js'

/** A part of the state that `/_sandbox` can read and write row by row. */
export interface Collection {
  list(state: SandboxState): unknown[]
  /** @throws {z.ZodError} */
  put(world: World, row: unknown): unknown
  /** False when there was no such row. */
  remove(state: SandboxState, key: string): boolean
}

function collection<T>(
  rows: (state: SandboxState) => Map<string, T>,
  keyOf: (row: T) => string,
  schemaFor: (world: World) => z.ZodType<T>,
): Collection {
  return {
    list: state => [...rows(state).values()],
    put(world, given) {
      const row = schemaFor(world).parse(given)
      rows(world.state).set(keyOf(row), row)
      return row
    },
    remove: (state, key) => rows(state).delete(key),
  }
}

export const OrgNo = z.string().regex(/^\d{9}$/, 'must be nine digits')
const Text = z.string().min(1).max(255)
const Translated = z.record(z.string(), z.string())
const Rights = z.array(
  z.object({
    action: z.string().optional(),
    resource: z.array(z.object({ id: Text, value: Text })).min(1),
  }),
)
const Packages = z.array(z.object({ urn: Text }))

const ScopeRow = z.strictObject({
  name: Text,
  maskinporten: z.boolean().default(true),
  accessibleForAll: z.boolean().default(false),
  grantedOrgs: z.array(OrgNo).default([]),
  maxAge: z.int().positive().optional(),
}) satisfies z.ZodType<Scope>

const OrganisationRow = z.strictObject({
  orgNo: OrgNo,
  name: Text,
  orgForm: Text.default('AS'),
  partyId: z.int().default(() => 50_000_000 + Math.floor(Math.random() * 1_000_000)),
  partyUuid: z.uuid().default(() => randomUUID()),
  bankAccount: z.string().optional(),
}) satisfies z.ZodType<Organisation>

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
  id: z.uuid().default(() => randomUUID()),
  urn: Text,
  name: Translated,
  description: Translated.default({}),
  isDelegable: z.boolean().default(true),
  isAssignable: z.boolean().default(true),
}) satisfies z.ZodType<AccessPackage>

const systemUserRow = ({ state, now }: World) =>
  z
    .strictObject({
      id: z.uuid().default(() => randomUUID()),
      integrationTitle: Text.default('SmartCloud'),
      systemId: Text.refine(id => state.systems.has(id), 'is no system in the register'),
      ownerOrgNo: OrgNo,
      externalRef: Text.optional(),
      userType: z.enum(['standard', 'agent']).default('standard'),
      rights: Rights.default([]),
      accessPackages: Packages.default([]),
      clients: z.array(OrgNo).default([]),
    })
    .transform((row): SystemUser => ({
      ...row,
      externalRef: row.externalRef ?? row.ownerOrgNo,
      created: now(),
      sequence: 1 + Math.max(0, ...[...state.systemUsers.values()].map(user => user.sequence)),
      isDeleted: false,
    }))

export const COLLECTIONS: Readonly<Record<string, Collection>> = {
  scopes: collection(
    state => state.scopes,
    scope => scope.name,
    () => ScopeRow,
  ),
  organisations: collection(
    state => state.organisations,
    organisation => organisation.orgNo,
    () => OrganisationRow,
  ),
  persons: collection(
    state => state.persons,
    person => person.pid,
    () => PersonRow,
  ),
  resources: collection(
    state => state.resources,
    resource => resource.identifier,
    () => ResourceRow,
  ),
  'access-packages': collection(
    state => state.accessPackages,
    accessPackage => accessPackage.urn,
    () => AccessPackageRow,
  ),
  'system-users': collection(
    state => state.systemUsers,
    user => user.id,
    systemUserRow,
  ),
}
