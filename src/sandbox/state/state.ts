import type { JWK } from 'jose'
import type { RowsByOrganisation } from './rows-by-organisation.js'

/*
 * Everything the imitation knows, in one place: a token is possible only because somebody approved,
 * and an API answers only because the right was in it. Names follow the contracts; organisation
 * numbers are bare (nine digits, no `0192:`).
 */

export interface Client {
  clientId: string
  /** The vendor that owns the client: `consumer` in its tokens. */
  orgNo: string
  name: string
  description: string
  /** False for good once the vendor has deleted it: an id is never used again. */
  active: boolean
  integrationType: 'maskinporten' | 'idporten'
  scopes: string[]
  keys: ClientKey[]
  /** Seconds. */
  accessTokenLifetime: number
  /** Epoch milliseconds, as are the next two. */
  created: number
  updated: number
  /** When its set of keys was last replaced; when it was created, if never. */
  keysUpdated?: number
}

export interface ClientKey {
  /** Public. */
  jwk: JWK & { kid: string }
  /** Epoch milliseconds: when the key came, however often it has been uploaded since. */
  known: number
  /** Epoch seconds: a year after the last upload. */
  expiresAt: number
}

export interface Scope {
  name: string
  maskinporten: boolean
  accessibleForAll: boolean
  grantedOrgs: string[]
  /** Whose API it opens. */
  ownerOrgNo: string
  /** Seconds; the lowest of client and scopes counts. */
  maxAge?: number
}

export interface AttributePair {
  id: string
  value: string
}
export interface Right {
  action?: string
  resource: AttributePair[]
}
export interface AccessPackageRef {
  urn: string
}
export type Translated = Record<string, string>

export interface RegisteredSystem {
  internalId: string
  id: string
  vendorOrgNo: string
  name: Translated
  description: Translated
  rights: Right[]
  accessPackages: AccessPackageRef[]
  clientId: string[]
  isVisible: boolean
  allowedRedirectUrls: string[]
  isDeleted: boolean
  changeLog: unknown[]
}

export type RequestStatus = 'New' | 'Accepted' | 'Rejected' | 'Denied' | 'Timedout'
export type UserType = 'standard' | 'agent'

export interface SystemUserRequest {
  id: string
  kind: UserType
  integrationTitle: string
  /** Never empty: the organisation number stands in when the vendor gave none. */
  externalRef: string
  systemId: string
  partyOrgNo: string
  rights: Right[]
  accessPackages: AccessPackageRef[]
  status: RequestStatus
  redirectUrl?: string
  escalated: boolean
  /** Epoch milliseconds. */
  created: number
  isDeleted: boolean
}

export interface ChangeRequest {
  id: string
  externalRef: string
  systemId: string
  systemUserId: string
  partyOrgNo: string
  requiredRights: Right[]
  unwantedRights: Right[]
  requiredAccessPackages: AccessPackageRef[]
  unwantedAccessPackages: AccessPackageRef[]
  status: RequestStatus
  redirectUrl?: string
  created: number
  isDeleted: boolean
}

export interface SystemUser {
  id: string
  integrationTitle: string
  systemId: string
  ownerOrgNo: string
  externalRef: string
  userType: UserType
  rights: Right[]
  accessPackages: AccessPackageRef[]
  /** Organisation numbers of the clients an agent acts for. */
  clients: string[]
  created: number
  /** Renewed on every update of the row: the order and the cursor of Altinn's lists. */
  sequence: number
  isDeleted: boolean
}

export interface Organisation {
  orgNo: string
  name: string
  orgForm: string
  partyId: number
  partyUuid: string
  /** The last digits are all anybody is shown. */
  bankAccount?: string
}

export type Role =
  'dagligLeder' | 'tilgangsstyrer' | 'hovedadministrator' | 'klientadministrator' | 'ansatt'

export interface Person {
  pid: string
  name: string
  /** What the person is where. `lacks` names resources and packages the person cannot pass on. */
  roles: { orgNo: string; role: Role; lacks?: string[] }[]
}

export interface RegistryResource {
  identifier: string
  title: Translated
  description: Translated
  rightDescription: Translated
  resourceType: string
  owner: { name: Translated; orgNo: string; orgCode: string }
  /** Urns of the access packages whose holders may read it. */
  accessPackages: string[]
}

export interface AccessPackage {
  id: string
  urn: string
  name: Translated
  description: Translated
  isDelegable: boolean
  isAssignable: boolean
}

/** A customer has given a vendor the use of a scope (API delegation, not a system user). */
export interface Delegation {
  consumerOrgNo: string
  supplierOrgNo: string
  scope: string
}

/** Where the real Maskinporten's behaviour is not known, or has been seen in two forms. */
export interface MaskinportenOptions {
  /** Take the issuer without its slash, and the token address, for `aud`. */
  lenientAud?: boolean
  requireJti?: boolean
  /** Read Digdir's ten seconds both ways: refuse an older `iat` too. */
  strictIat?: boolean
  /** Answer MP-250 the older way, as 403 `forbidden`. */
  mp250Forbidden?: boolean
  /** Milliseconds before a newly uploaded key is known. */
  kidPropagationMs?: number
}

/** A client of the OpenID provider. */
export interface OidcClient {
  clientId: string
  audience: 'customer' | 'staff'
  redirectUris: string[]
  postLogoutRedirectUris: string[]
  backchannelLogoutUri?: string
  jwks?: { keys: (JWK & { kid: string })[] }
  clientSecret?: string
}

export interface SandboxState {
  clients: Map<string, Client>
  scopes: Map<string, Scope>
  systems: Map<string, RegisteredSystem>
  requests: RowsByOrganisation<SystemUserRequest>
  changeRequests: Map<string, ChangeRequest>
  systemUsers: RowsByOrganisation<SystemUser>
  /** The highest `sequence` that has been given to a system user. */
  lastSequence: number
  organisations: Map<string, Organisation>
  persons: Map<string, Person>
  resources: Map<string, RegistryResource>
  /** By urn. */
  accessPackages: Map<string, AccessPackage>
  /** Which organisations are clients of which accountant in the business register. */
  registeredClients: Map<string, string[]>
  /** The reference APIs' data by organisation number. */
  logistics: Map<string, Record<string, string>>
  salary: Map<string, { salaryStatus: string; salaryAmount: number }>
  ledgers: Map<string, Ledger>
  /** The day the sums of the ledgers were made for, `YYYY-MM-DD`. */
  ledgerDate?: string
  /** Where claims are paid to. */
  collectionAccount?: BankAccount
  /** Organisations whose claims are withheld for their protection (`skjermet`). */
  withheld?: Set<string>
  /** By resource: organisations that an access list keeps out, so that the PDP says `Deny`. */
  deniedParties?: Map<string, Set<string>>
  /** What the gateway before the PDP accepts as `Ocp-Apim-Subscription-Key`. */
  subscriptionKeys?: Set<string>
  delegations?: Delegation[]
  oidcClients?: Map<string, OidcClient>
  maskinporten?: MaskinportenOptions
}

/** Named as on the wire. */
export interface BankAccount {
  kontoeiersNavn: string
  kontonummer: string
  iban: string
  swiftBIC: string
}

/** The compact rows of the sample data; `reference-apis.md` 8.5 maps them to the wire. */
export interface Ledger {
  krav: LedgerClaim[]
  innbetalinger: { id: string; dato: string; belop: number; type: string }[]
  utbetalinger: { id: string; dato: string; belop: number; melding: string; status: string }[]
}
export interface LedgerClaim {
  id: string
  kravtype: string
  kravgruppe: string
  tekst: string
  aar: string
  termin?: string
  periodeTekst: string
  fra?: string
  til?: string
  opprettet: string
  metode?: string
  renter: number
  hovedstol?: string
  forfall: {
    id: string
    dato: string
    belop: number
    kid: string | null
    plassert: [paymentId: string, amount: number, date: string][]
    utbetalt?: string
  }[]
}
