import type { Selectable } from 'kysely'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import type { PackageId } from '../domain/packages.js'

/*
 * The columns, as Kysely sees them: camelCase here, snake_case in the database. Both databases have
 * the same ones, so: ids are text, instants are milliseconds since 1970 in UTC, JSON is text, and
 * yes or no is 1 or 0.
 */

/** Which Altinn a row is about; one database never mixes them up. */
export type Environment = 'sandbox' | 'tt02' | 'prod'

export interface OnboardingsTable {
  id: string
  environment: Environment
  packageId: PackageId
  companyName: string
  organisationNumber: OrganisationNumber
  email: string
  contactPerson: string
  termsAcceptedAt: number
  language: string
  /** Null until Altinn is to be asked. */
  requestId: string | null
  createdAt: number
  updatedAt: number
}

export interface RequestsTable {
  id: string
  environment: Environment
  systemId: string
  organisationNumber: OrganisationNumber
  /** What is sent to Altinn as the external reference; null when none is. */
  externalReference: string | null
  /** What Altinn finds the request by: the external reference, or else the organisation number. */
  lookUpReference: string
  kind: RequestKind
  packageId: PackageId
  /** JSON: ids in the resource registry. */
  resources: string
  /** JSON: names of access packages. */
  accessPackages: string
  state: RequestState
  active: 0 | 1
  altinnRequestId: string | null
  confirmUrl: string | null
  /** Altinn's own word, as it came. */
  altinnStatus: string | null
  timedOut: 0 | 1
  /** SHA-256 in hex of the pointer in the return address. */
  pointerHash: string
  /** The onboarding that asked first. */
  startedBy: string
  createdAt: number
  sentAt: number | null
  checkedAt: number | null
  /** Which instance works on this row, until when; 0 when nobody does. */
  leasedBy: string | null
  leaseUntil: number
  tries: number
  lastTryAt: number
  /** A short code that says why the state is what it is. */
  failure: string | null
  updatedAt: number
}

export type RequestKind = 'standard' | 'agent'

/**
 * - `sending`: the POST may be on its way, or never left
 * - `uncertain`: it left, and Altinn may or may not have it
 * - `sent`: Altinn has it
 * - `failed`: nothing reached Altinn; it may be tried again
 * - `ended`: no longer in force
 */
export type RequestState = 'sending' | 'uncertain' | 'sent' | 'failed' | 'ended'

/** A standard system user that is to do more, or less. */
export interface ChangesTable {
  /** A UUID: the correlation id, which is the change request's id at Altinn too. */
  id: string
  environment: Environment
  systemId: string
  organisationNumber: OrganisationNumber
  systemUserId: string
  packageBefore: PackageId
  packageAfter: PackageId
  /** JSON: ids in the resource registry. */
  resourcesBefore: string
  /** JSON: what the system user is to have in all, not only what is new. */
  resourcesAfter: string
  state: ChangeState
  active: 0 | 1
  confirmUrl: string | null
  /** Altinn's own word, as it came. */
  altinnStatus: string | null
  timedOut: 0 | 1
  tries: number
  lastTryAt: number
  /** A short code that says why the state is what it is. */
  failure: string | null
  checkedAt: number | null
  /** When it became what we go by; null unless it did. */
  appliedAt: number | null
  createdAt: number
  updatedAt: number
}

/** As a request's. */
export type ChangeState = RequestState

/** Organisations an accountant works for, one row for each of them. */
export interface ClientsTable {
  environment: Environment
  /** The accountant. */
  owner: OrganisationNumber
  organisationNumber: OrganisationNumber
  /** Null when nobody has told it. */
  name: string | null
  source: ClientSource
  notedAt: number
}

/** `altinn`: from the list of those who have been added. `typed`: the accountant says so. */
export type ClientSource = 'altinn' | 'typed'

export interface CustomersTable {
  environment: Environment
  organisationNumber: OrganisationNumber
  companyName: string
  email: string
  contactPerson: string
  packageId: PackageId
  systemUserId: string
  externalReference: string | null
  accessState: AccessState
  approvedAt: number
  lastConfirmedAt: number
  createdAt: number
  updatedAt: number
}

/** `gone`: the system user is no longer in Altinn's list. */
export type AccessState = 'active' | 'gone'

export interface SessionsTable {
  /** SHA-256 in hex of the id, so that a copy of this table opens no session. */
  idHash: string
  /** JSON. */
  data: string
  audience: Audience
  /** Who is signed in, so that all of somebody's sessions can be ended at once. */
  userKey: string | null
  /** The log-in at the provider it came from: issuer and `sid`. What ends there ends here. */
  logInKey: string | null
  createdAt: number
  lastSeenAt: number
  idleEndsAt: number
  endsAt: number
  endedAt: number | null
}

/** Whom a session is for, which decides how long it lasts. */
export type Audience = 'sign-up' | 'customer' | 'staff'

/** Somebody has set out for the sign-in provider. Who, is known when they come back. */
export interface SignInAttemptsTable {
  /** SHA-256 in hex of the secret that the browser keeps. */
  secretHash: string
  audience: SignInAudience
  /** Where they wanted to be: a path on our own site. */
  returnTo: string
  /** Whom the provider should suggest. */
  loginHint: string | null
  endsAt: number
  usedAt: number | null
}

export type SignInAudience = Exclude<Audience, 'sign-up'>

export interface LimitsTable {
  key: string
  taken: number
  resetsAt: number
}

export interface EventsTable {
  id: string
  at: number
  environment: Environment | null
  actor: string | null
  event: string
  objectType: string | null
  objectId: string | null
  outcome: Outcome
  reference: string | null
  /** JSON. */
  details: string | null
  sourceAddress: string | null
}

export type Outcome = 'ok' | 'refused' | 'failed'

export interface Schema {
  onboardings: OnboardingsTable
  requests: RequestsTable
  customers: CustomersTable
  changes: ChangesTable
  clients: ClientsTable
  sessions: SessionsTable
  signInAttempts: SignInAttemptsTable
  limits: LimitsTable
  events: EventsTable
}

export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>
