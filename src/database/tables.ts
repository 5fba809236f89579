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
  createdAt: number
  lastSeenAt: number
  idleEndsAt: number
  endsAt: number
  endedAt: number | null
}

/** Whom a session is for, which decides how long it lasts. */
export type Audience = 'sign-up' | 'customer' | 'staff'

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
  sessions: SessionsTable
  limits: LimitsTable
  events: EventsTable
}

export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>
