import * as z from 'zod'
import type { Action } from '../action.js'
import type { AccessChanges, Asked as ChangeAsked } from '../asking/changes.js'
import { contentsOf, type Asked, type RequestAsking } from '../asking/requests.js'
import type { BusinessRegister } from '../business-register/business-register.js'
import type { BatchLineRow } from '../database/batches.js'
import type { Database } from '../database/database.js'
import type { BatchKind, Environment, RequestState } from '../database/tables.js'
import { isOrganisationNumber, type OrganisationNumber } from '../domain/organisation-number.js'
import { packageById, type AskedPackage } from '../domain/packages.js'
import type { SmartCloudError } from '../errors.js'

/** What became of asking about one line. Problems are short codes. */
export type LineOutcome =
  /** The customer can answer. */
  | { outcome: 'sent'; objectId: string }
  /** Nothing had to be asked. */
  | { outcome: 'done' }
  /** Somebody must look at it. */
  | { outcome: 'failed'; problem: string }
  /** Altinn may have it: it is looked at again, and never sent twice. */
  | { outcome: 'unclear'; objectId: string }
  /** Nothing was sent; waiting may help. */
  | { outcome: 'notSent'; problem: string; retryAfterMs?: number | undefined }
  /** The fault is ours, and no other line would fare better. */
  | { outcome: 'ours'; problem: string }

export interface LineWork {
  /** Asks, or asks on. May be called again for the same line at any time. */
  ask: (line: BatchLineRow, action: Action) => Promise<LineOutcome>
  /** Where a line stands that is not to be asked any more; undefined when nothing was begun. */
  standing: (line: BatchLineRow) => Promise<{ id: string; state: RequestState } | undefined>
}

/** What lines of each kind of batch are about. */
export function createLineWork(deps: {
  requestAsking: Pick<RequestAsking, 'ask'>
  accessChanges: Pick<AccessChanges, 'ask'>
  register: BusinessRegister
  database: Database
  environment: Environment
  systemId: string
}): Record<BatchKind, LineWork> {
  const { requestAsking, accessChanges, register, database, environment, systemId } = deps
  const { batches } = database

  const inForce = (organisationNumber: OrganisationNumber, kind: 'standard' | 'agent') =>
    database.requests.activeFor(environment, systemId, organisationNumber, organisationNumber, kind)

  async function newRequest(line: BatchLineRow, action: Action): Promise<LineOutcome> {
    const { organisationNumber, packageId, email, contactPerson } = line
    if (!isOrganisationNumber(organisationNumber) || !packageById(packageId))
      return { outcome: 'failed', problem: 'unreadable' }
    const name = line.name ?? register.known(organisationNumber)?.name ?? null
    const asked = await requestAsking.ask(
      {
        organisation: { organisationNumber, name, email, contactPerson, told: 'surely' },
        ...contentsOf(packageId),
        packageId: packageId as AskedPackage,
        externalReference: null,
        returnAddress: null,
        onBegun: ({ id }) => batches.attach(line.batchId, line.number, id),
      },
      false,
      action,
    )
    return outcomeOfRequest(asked)
  }

  /** Of an access that is there, as the change planner wants it. */
  async function change(line: BatchLineRow, action: Action): Promise<LineOutcome> {
    const wanted = WantedChange.safeParse(line.wanted)
    const { organisationNumber } = line
    if (!isOrganisationNumber(organisationNumber) || !wanted.success)
      return { outcome: 'failed', problem: 'unreadable' }
    return wanted.data.kind === 'agent'
      ? anew({ ...line, organisationNumber }, wanted.data, action)
      : ofSystemUser({ ...line, organisationNumber }, wanted.data, action)
  }

  type KnownLine = BatchLineRow & { organisationNumber: OrganisationNumber }

  async function ofSystemUser(
    { organisationNumber, name }: KnownLine,
    { packageId, resources, externalReference }: WantedOf<'standard'>,
    action: Action,
  ): Promise<LineOutcome> {
    const asked = await accessChanges.ask(
      {
        organisationNumber,
        companyName: name ?? organisationNumber,
        packageId,
        externalReference,
        resources: [],
        isWithdrawn: false,
      },
      { packageId: packageId as AskedPackage, resources },
      false,
      action,
    )
    return outcomeOfChange(asked)
  }

  /** A system user for clients cannot be changed: another one takes its place. */
  async function anew(
    { batchId, number, organisationNumber, name }: KnownLine,
    { packageId, accessPackages, externalReference, again }: WantedOf<'agent'>,
    action: Action,
  ): Promise<LineOutcome> {
    const asked = await requestAsking.ask(
      {
        organisation: {
          organisationNumber,
          name,
          email: null,
          contactPerson: null,
          told: 'anyone',
        },
        kind: 'agent',
        packageId: packageId as AskedPackage,
        resources: [],
        accessPackages,
        externalReference,
        returnAddress: null,
        onBegun: ({ id }) => batches.attach(batchId, number, id),
      },
      again,
      action,
    )
    return outcomeOfRequest(asked)
  }

  return {
    requests: {
      ask: newRequest,
      async standing({ objectId, organisationNumber, packageId }) {
        if (objectId !== null) return database.requests.byId(objectId)
        return isOrganisationNumber(organisationNumber)
          ? inForce(organisationNumber, contentsOf(packageId).kind)
          : undefined
      },
    },
    changes: {
      ask: change,
      async standing({ objectId, wanted }) {
        if (objectId !== null)
          return (await database.changes.byId(objectId)) ?? database.requests.byId(objectId)
        const { data } = WantedChange.safeParse(wanted)
        return data?.kind === 'standard'
          ? database.changes.activeFor(environment, data.systemUserId)
          : undefined
      },
    },
  }
}

/** The `wanted` of a line about a change: all that the access is to have. */
export const WantedChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('standard'),
    systemUserId: z.string(),
    packageId: z.string(),
    resources: z.array(z.string()).min(1),
    externalReference: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('agent'),
    packageId: z.string(),
    accessPackages: z.array(z.string()).min(1),
    /** Another one than that of the system user it replaces. */
    externalReference: z.string(),
    /** Somebody has said yes to asking once more after a no. */
    again: z.boolean(),
  }),
])
type WantedOf<Kind extends 'standard' | 'agent'> = Extract<
  z.infer<typeof WantedChange>,
  { kind: Kind }
>

function outcomeOfRequest(asked: Asked): LineOutcome {
  switch (asked.outcome) {
    case 'goToAltinn':
      return { outcome: 'sent', objectId: asked.request.id }
    case 'alreadyApproved':
      return { outcome: 'done' }
    case 'uncertain':
      return { outcome: 'unclear', objectId: asked.request.id }
    case 'endedBefore':
      return { outcome: 'failed', problem: asked.situation }
    case 'otherKindWaits':
      return { outcome: 'failed', problem: 'otherKindWaits' }
    case 'refused':
      return asked.unknownOrganisation
        ? { outcome: 'failed', problem: 'unknownOrganisation' }
        : refusal(asked.code)
    case 'notSent':
      return notSent(asked.error)
  }
}

function outcomeOfChange(asked: ChangeAsked): LineOutcome {
  switch (asked.outcome) {
    case 'goToAltinn':
      return { outcome: 'sent', objectId: asked.change.id }
    case 'answered':
      return { outcome: 'done' }
    case 'uncertain':
      return { outcome: 'unclear', objectId: asked.change.id }
    case 'anotherWaits':
    case 'gone':
    case 'cannotChange':
      return { outcome: 'failed', problem: asked.outcome }
    case 'refused':
      return refusal(asked.code)
    case 'notSent':
      return notSent(asked.error)
  }
}

/** Altinn's codes for what is wrong with our system, our return address or our permissions. */
const OURS_AT_ALTINN = new Set([
  'AUTH-00001',
  'AUTH-00011',
  'AUTH-00021',
  'AUTH-00026',
  'AUTH-00063',
  'AUTH-00064',
  'AUTH-00065',
  'HTTP 401',
  'HTTP 403',
])

const refusal = (code: string): LineOutcome => ({
  outcome: OURS_AT_ALTINN.has(code) ? 'ours' : 'failed',
  problem: `altinn:${code.replaceAll(' ', '-')}`,
})

function notSent(error: SmartCloudError): LineOutcome {
  const key = 'key' in error && typeof error.key === 'string' ? error.key : undefined
  // Maskinporten has said why it gives us no token, and it is not that it is out of order.
  if (error.service === 'maskinporten' && error.status !== 503 && key !== undefined)
    return { outcome: 'ours', problem: `maskinporten:${key}` }
  const seconds = 'retryAfterSeconds' in error ? error.retryAfterSeconds : undefined
  return {
    outcome: 'notSent',
    problem: `noAnswer:${error.service === 'maskinporten' ? 'maskinporten' : 'altinn'}`,
    ...(typeof seconds === 'number' && { retryAfterMs: seconds * 1000 }),
  }
}
