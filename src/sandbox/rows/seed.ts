import { RESOURCE_IDS } from '../../domain/packages.js'
import { RowsByOrganisation } from '../state/rows-by-organisation.js'
import type {
  BankAccount,
  Ledger,
  Organisation,
  Person,
  RegisteredSystem,
  RequestStatus,
  Right,
  Role,
  SandboxState,
  SystemUser,
  SystemUserRequest,
  UserType,
} from '../state/state.js'
import { FRESH_ORGANISATIONS } from './fresh-organisations.js'
import { accessPackages, resourcesWith, scopesGrantedTo } from './registers.js'
import { SAMPLE_DATA } from './sample-data.js'

/** A sample world in short rows; `seed-file.ts` has the form that others write. `owner`, `clients`, `organisations` and so on name an organisation's `key`. */
export interface Seed {
  /** `YYYY-MM-DD`: the day on which the sums of the ledgers hold. */
  asOf: string
  skatteetatenAccount: BankAccount
  system: { systemId: string; vendorOrgNo: string }
  organisations: {
    key: string
    orgno: string
    name: string
    orgForm: string
    partyId: number
    partyUuid: string
    dagligLeder: { name: string; pid: string }
    bank: string
  }[]
  systemUsers: {
    id: string
    userType: UserType
    owner: string
    integrationTitle: string
    systemId: string
    rights: string[]
    accessPackages: string[]
    clients: string[]
    product: string
    created: string
    externalRef: string
  }[]
  requests: {
    id: string
    owner: string
    status: RequestStatus
    product: string
    systemUserId: string | null
    externalRef: string
  }[]
  registeredClients: { accountant: string; role: string; clients: string[] }[]
  /** By resource: urns of the access packages that give `read`. */
  policies: Record<string, string[]>
  logistics: Record<string, Record<string, string>>
  salary: Record<string, { salaryStatus: string; salaryAmount: number }>
  ledgers: Record<string, Ledger>
  /** Everybody who is not a managing director. */
  persons?: {
    name: string
    pid: string
    role?: Role
    organisations: string[]
    lacks?: string[]
  }[]
}

/** What more organisations bring with them. */
export type SeedPart = Pick<
  Seed,
  'organisations' | 'persons' | 'registeredClients' | 'logistics' | 'salary' | 'ledgers'
>

/** The contract's sample and our fresh organisations. */
export const SAMPLE: Seed = {
  ...SAMPLE_DATA,
  organisations: [...SAMPLE_DATA.organisations, ...FRESH_ORGANISATIONS.organisations],
  persons: FRESH_ORGANISATIONS.persons,
  registeredClients: [...SAMPLE_DATA.registeredClients, ...FRESH_ORGANISATIONS.registeredClients],
  logistics: { ...SAMPLE_DATA.logistics, ...FRESH_ORGANISATIONS.logistics },
  salary: { ...SAMPLE_DATA.salary, ...FRESH_ORGANISATIONS.salary },
  ledgers: { ...SAMPLE_DATA.ledgers, ...FRESH_ORGANISATIONS.ledgers },
}

/** The subscription key a newborn sandbox accepts at the PDP. */
export const SUBSCRIPTION_KEY = 'sandbox-subscription-key'

/** Eight in the morning, UTC, of the day the sums hold. */
const clockOf = (seed: Seed): number => Date.parse(`${seed.asOf}T08:00:00Z`)

/**
 * The sample: a world of its own on every call; nothing in it is shared with the seed or another.
 *
 * @param now epoch milliseconds; requests without an answer were made shortly before
 */
export function stateFromSeed(seed: Seed = SAMPLE, now: number = clockOf(seed)): SandboxState {
  const orgNoOf = orgNosByKey(seed)
  const byOrgNo = <T>(record: Record<string, T>) =>
    Object.entries(record).map(([key, value]): [string, T] => [orgNoOf(key), value])
  const systemUsers = systemUsersOf(seed, orgNoOf)

  return copyOfState({
    ...registersOnly(seed),
    scopes: mapBy(scopesGrantedTo(seed.system.vendorOrgNo), scope => scope.name),
    systems: mapBy([smartCloud(seed)], system => system.id),
    requests: requestRows(requestsOf(seed, orgNoOf, now)),
    systemUsers: systemUserRows(systemUsers),
    lastSequence: systemUsers.length,
    organisations: mapBy(organisationsOf(seed), organisation => organisation.orgNo),
    persons: mapBy(personsOf(seed, orgNoOf), person => person.pid),
    registeredClients: new Map(
      seed.registeredClients.map(row => [orgNoOf(row.accountant), row.clients.map(orgNoOf)]),
    ),
    logistics: new Map(byOrgNo(seed.logistics)),
    salary: new Map(byOrgNo(seed.salary)),
    ledgers: new Map(byOrgNo(seed.ledgers)),
  })
}

/** Nobody is there, but the scopes, the resource registry and the access packages are. */
export const emptyState = (): SandboxState => copyOfState(registersOnly(SAMPLE))

/** A world of its own, like the given one as it is now. */
export const copyOfState = ({ requests, systemUsers, ...state }: SandboxState): SandboxState => ({
  ...structuredClone(state),
  requests: requestRows(structuredClone([...requests.values()])),
  systemUsers: systemUserRows(structuredClone([...systemUsers.values()])),
})

const registersOnly = (seed: Seed): SandboxState => ({
  clients: new Map(),
  scopes: mapBy(scopesGrantedTo(), scope => scope.name),
  systems: new Map(),
  requests: requestRows([]),
  changeRequests: new Map(),
  systemUsers: systemUserRows([]),
  lastSequence: 0,
  organisations: new Map(),
  persons: new Map(),
  resources: mapBy(resourcesWith(seed.policies), resource => resource.identifier),
  accessPackages: mapBy(accessPackages(), accessPackage => accessPackage.urn),
  registeredClients: new Map(),
  logistics: new Map(),
  salary: new Map(),
  ledgers: new Map(),
  ledgerDate: seed.asOf,
  collectionAccount: seed.skatteetatenAccount,
  withheld: new Set(),
  deniedParties: new Map(),
  subscriptionKeys: new Set([SUBSCRIPTION_KEY]),
})

const requestRows = (rows: SystemUserRequest[]) =>
  new RowsByOrganisation(
    ({ partyOrgNo }) => partyOrgNo,
    rows.map(row => [row.id, row]),
  )

const systemUserRows = (rows: SystemUser[]) =>
  new RowsByOrganisation(
    ({ ownerOrgNo }) => ownerOrgNo,
    rows.map(row => [row.id, row]),
  )

const rightTo = (resource: string): Right => ({
  resource: [{ id: 'urn:altinn:resource', value: resource }],
})

function smartCloud({ system }: Seed): RegisteredSystem {
  const everywhere = (nb: string, nn: string, en: string) => ({ nb, nn, en })
  return {
    internalId: '578e88d8-22f1-4196-a9c0-56dc1b5d1c14',
    id: system.systemId,
    vendorOrgNo: system.vendorOrgNo,
    name: everywhere('SmartCloud', 'SmartCloud', 'SmartCloud'),
    description: everywhere('Regnskap i skyen', 'Rekneskap i skya', 'Accounting in the cloud'),
    rights: Object.values(RESOURCE_IDS).map(rightTo),
    accessPackages: [
      'regnskapsforer-med-signeringsrettighet',
      'regnskapsforer-uten-signeringsrettighet',
      'regnskapsforer-lonn',
      'skattegrunnlag',
      'lonn',
    ].map(name => ({ urn: `urn:altinn:accesspackage:${name}` })),
    clientId: [], // until the vendor's client is registered, see clients.ts
    isVisible: false, // packages that cannot be assigned forbid it
    allowedRedirectUrls: ['http://localhost:3000/receipt'],
    isDeleted: false,
    changeLog: [],
  }
}

type OrgNoOf = (key: string) => string

function orgNosByKey({ organisations }: Seed): OrgNoOf {
  const orgNos = new Map(organisations.map(({ key, orgno }) => [key, orgno]))
  return key => {
    const orgNo = orgNos.get(key)
    if (!orgNo) throw new Error(`The seed has no organisation ${key}`)
    return orgNo
  }
}

function organisationsOf({ organisations, system }: Seed): Organisation[] {
  const vendor: Organisation = {
    orgNo: system.vendorOrgNo,
    name: 'SmartCloud AS',
    orgForm: 'AS',
    partyId: 50900088,
    partyUuid: '5f251054-1200-421f-91c2-3a59f6b55a54',
  }
  const customers = organisations.map(
    ({ orgno, name, orgForm, partyId, partyUuid, bank }): Organisation => ({
      orgNo: orgno,
      name,
      orgForm,
      partyId,
      partyUuid,
      bankAccount: bank,
    }),
  )
  return [vendor, ...customers]
}

function personsOf({ organisations, persons = [] }: Seed, orgNoOf: OrgNoOf): Person[] {
  const directors = organisations.map(({ orgno, dagligLeder }): Person => ({
    ...dagligLeder,
    roles: [{ orgNo: orgno, role: 'dagligLeder' }],
  }))
  const others = persons.map(({ name, pid, role, organisations: keys, lacks }): Person => ({
    name,
    pid,
    roles: role ? keys.map(key => ({ orgNo: orgNoOf(key), role, ...(lacks && { lacks }) })) : [],
  }))
  return [...directors, ...others]
}

const systemUsersOf = ({ systemUsers }: Seed, orgNoOf: OrgNoOf): SystemUser[] =>
  systemUsers.map((row, index) => ({
    id: row.id,
    integrationTitle: row.integrationTitle,
    systemId: row.systemId,
    ownerOrgNo: orgNoOf(row.owner),
    externalRef: row.externalRef,
    userType: row.userType,
    rights: row.rights.map(rightTo),
    accessPackages: row.accessPackages.map(urn => ({ urn })),
    clients: row.clients.map(orgNoOf),
    created: Date.parse(row.created),
    sequence: index + 1,
    isDeleted: false,
  }))

const DAY = 24 * 60 * 60 * 1000

/** What a product asks for; an accountant's packages are those of the system user it led to. */
const RIGHTS_BY_PRODUCT: Record<string, string[]> = {
  basic: [RESOURCE_IDS.claims, RESOURCE_IDS.logistics],
  standard: [RESOURCE_IDS.claims, RESOURCE_IDS.logistics, RESOURCE_IDS.salary],
}

const requestsOf = (seed: Seed, orgNoOf: OrgNoOf, now: number): SystemUserRequest[] =>
  seed.requests.map(row => {
    const systemUser = seed.systemUsers.find(user => user.id === row.systemUserId)
    return {
      id: row.id,
      kind: systemUser?.userType ?? 'standard',
      integrationTitle: systemUser?.integrationTitle ?? 'SmartCloud',
      externalRef: row.externalRef,
      systemId: seed.system.systemId,
      partyOrgNo: orgNoOf(row.owner),
      rights: (RIGHTS_BY_PRODUCT[row.product] ?? []).map(rightTo),
      accessPackages: systemUser?.accessPackages.map(urn => ({ urn })) ?? [],
      status: row.status,
      escalated: false,
      created: systemUser ? Date.parse(systemUser.created) : now - 2 * DAY,
      isDeleted: false,
    }
  })

const mapBy = <T>(rows: T[], key: (row: T) => string) => new Map(rows.map(row => [key(row), row]))
