import type { Selectable } from 'kysely'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import type { AskedPackage, PackageId } from '../domain/packages.js'

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
  packageId: AskedPackage
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
  /** The onboarding that asked first; of a request by one of our own people, the request itself. */
  startedBy: string
  /** Where Altinn sends the browser afterwards, without its query; null for our receipt. */
  returnAddress: string | null
  /** When the quiet look at what waits comes to it again. */
  nextLookAt: number
  /** How often that has been, since anything happened. */
  looks: number
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
  packageBefore: AskedPackage
  packageAfter: AskedPackage
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
  /** As a request's. */
  nextLookAt: number
  looks: number
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

/** Everybody we have asked, or found at Altinn: one row each. */
export interface OrganisationsTable {
  environment: Environment
  organisationNumber: OrganisationNumber
  /** As it was typed, or as the register of legal entities has it; null when nobody has told it. */
  name: string | null
  email: string | null
  contactPerson: string | null
  /** The name in a form that sorts as Norwegians do, byte by byte. */
  sortKey: string
  /** Name, number, e-mail and contact person, in small letters. */
  searchText: string
  /** The newest request; null for one we only found at Altinn. */
  requestId: string | null
  createdAt: number
  updatedAt: number
}

/** What Altinn's list of system users had, and when we last saw each in it. */
export interface SystemUsersTable {
  environment: Environment
  /** Altinn's. */
  id: string
  systemId: string
  organisationNumber: OrganisationNumber
  externalReference: string | null
  kind: RequestKind
  title: string | null
  /** As Altinn says; null when it did not. */
  createdAtAltinn: number | null
  firstSeenAt: number
  lastSeenAt: number
  /** When we first missed it; null while it lives. */
  goneAt: number | null
}

/** One walk through all that Altinn has of our system. */
export interface ReconciliationsTable {
  id: string
  environment: Environment
  /** Who pressed the button; null for the hourly one. */
  startedBy: string | null
  startedAt: number
  endedAt: number | null
  /** JSON: what was found, or why it ended early. */
  report: string | null
}

/** Many customers asked in one go. */
export interface BatchesTable {
  id: string
  environment: Environment
  kind: BatchKind
  name: string
  state: BatchState
  /** How many a minute are asked, at most. */
  ratePerMinute: number
  createdBy: string
  /** In whose name it goes on: who pressed start, or the last to press go on. */
  startedBy: string | null
  /** A short code that says why it paused itself. */
  problem: string | null
  /** The next line is not asked before this. */
  nextAt: number
  createdAt: number
  startedAt: number | null
  endedAt: number | null
  /** Which instance works on it, until when; 0 when nobody does. */
  leasedBy: string | null
  leaseUntil: number
  updatedAt: number
}

/** `requests`: new system users. `changes`: of what a package asks for. */
export type BatchKind = 'requests' | 'changes'

/** `checked`: nothing has been sent, and nothing is until somebody starts it. */
export type BatchState = 'checked' | 'running' | 'paused' | 'cancelled' | 'done'

export interface BatchLinesTable {
  batchId: string
  /** Of the line in the file, from 1. */
  number: number
  /** As it was typed, where that is no organisation number. */
  organisationNumber: string
  name: string | null
  /** What the register of legal entities says of the number; null until it has been asked. */
  registerSays: RegisterSays | null
  email: string
  contactPerson: string
  /** As it was typed, where that is no package. */
  packageId: string
  /** JSON of what is to be asked for, where the package does not say it. */
  wanted: string | null
  state: BatchLineState
  /** Short codes that say why, with blanks between. */
  problem: string | null
  /** Of the request or change. */
  objectId: string | null
  tries: number
  /** Not before this. */
  nextTryAt: number
  endedAt: number | null
}

/** `deleted`: it was there, and is closed down. */
export type RegisterSays = 'there' | 'deleted' | 'unknown'

/**
 * - `refused`: it cannot be asked for, and never is
 * - `waiting`: its turn comes
 * - `working`: Altinn may be asked just now
 * - `sent`: the customer can answer
 * - `done`: nothing was needed, as the customer has it already
 * - `failed`: it needs somebody
 * - `skipped`: the batch was cancelled before
 */
export type BatchLineState =
  'refused' | 'waiting' | 'working' | 'sent' | 'done' | 'failed' | 'skipped'

export interface CustomersTable {
  environment: Environment
  organisationNumber: OrganisationNumber
  companyName: string
  email: string
  contactPerson: string
  packageId: AskedPackage
  systemUserId: string
  externalReference: string | null
  accessState: AccessState
  approvedAt: number
  lastConfirmedAt: number
  /** When an API was last called with the access, give or take a minute; null for never. */
  lastUsedAt: number | null
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
  /** Why it was ended, if whoever had it is to be told. */
  endReason: EndReason | null
}

/** `ended`: somebody pressed a button. `tooMany`: the same person has signed in elsewhere. */
export type EndReason = 'ended' | 'tooMany'

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

/** Over some events and the seal before: whoever changes one of them would have to change all. */
export interface EventSealsTable {
  /** From 1, without gaps. */
  number: number
  at: number
  /** The last event of the seal before; empty for the first. */
  afterId: string
  /** The last event of this one. */
  lastId: string
  events: number
  /** SHA-256 in hex. */
  hash: string
}

export interface Schema {
  onboardings: OnboardingsTable
  requests: RequestsTable
  organisations: OrganisationsTable
  customers: CustomersTable
  systemUsers: SystemUsersTable
  reconciliations: ReconciliationsTable
  batches: BatchesTable
  batchLines: BatchLinesTable
  changes: ChangesTable
  clients: ClientsTable
  sessions: SessionsTable
  signInAttempts: SignInAttemptsTable
  limits: LimitsTable
  events: EventsTable
  eventSeals: EventSealsTable
}

export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>
