import { randomUUID } from 'node:crypto'
import { sql, type UpdateObject } from 'kysely'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { Conflict } from './errors.js'
import { recorded, type ChangeEvent } from './events.js'
import { createOrganisations, type OrganisationDetails } from './organisations.js'
import { together, type Context, type Queries } from './queries.js'
import type { Environment, RequestKind, RequestState, Row, Schema } from './tables.js'

type Stored = Row<'requests'>

export interface RequestRow extends Omit<
  Stored,
  'resources' | 'accessPackages' | 'active' | 'timedOut'
> {
  resources: string[]
  accessPackages: string[]
  /** At most one request for the same thing is. */
  active: boolean
  timedOut: boolean
}

export type RequestIntent = Pick<
  RequestRow,
  | 'environment'
  | 'systemId'
  | 'organisationNumber'
  | 'externalReference'
  | 'kind'
  | 'packageId'
  | 'pointerHash'
> & {
  resources: readonly string[]
  accessPackages: readonly string[]
  /** Of an onboarding; left out when one of our own people asks. */
  startedBy?: string | undefined
  /** A registered one; left out for our receipt. */
  returnAddress?: string | null
  /** What is known of the organisation, and whether it is to be believed. */
  organisation?: Omit<OrganisationDetails, 'organisationNumber'> & { told: 'surely' | 'anyone' }
}

/** What Altinn answered. */
export interface SentRequest {
  altinnRequestId: string
  confirmUrl: string | null
  altinnStatus: string
  timedOut?: boolean | undefined
  /** When Altinn had the request already, what it really asks for, and the pointer it was sent with. */
  resources?: readonly string[] | undefined
  accessPackages?: readonly string[] | undefined
  pointerHash?: string | undefined
}

export interface ReportedStatus {
  altinnStatus: string
  timedOut?: boolean | undefined
  checkedAt: number
}

/** The beginner of a row gets this long to take its lease before the recovery looks at it. */
const HEAD_START_MS = 10_000

const NOTHING_KNOWN: NonNullable<RequestIntent['organisation']> = {
  name: null,
  email: null,
  contactPerson: null,
  told: 'anyone',
}

/** The row in force is part of an index, which is only used when the condition stands there as it is. */
const inForce = sql<boolean>`active = 1`

export type Requests = ReturnType<typeof createRequests>

/**
 * What SmartCloud means to ask Altinn for. A row is written before Altinn hears of it, so that
 * whatever ends the process in between, the request is neither lost nor made twice.
 *
 * The functions that change a row give it as it stands afterwards. Where it had moved on already,
 * they change nothing and record nothing.
 */
export function createRequests(db: Queries, context: Context) {
  const { now, instance } = context

  const about = ({ id, environment }: RequestRow) => ({
    environment,
    objectType: 'request',
    objectId: id,
  })

  async function byId(id: string): Promise<RequestRow | undefined> {
    const row = await db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirst()
    return row && fromRow(row)
  }

  async function activeFor(
    environment: Environment,
    systemId: string,
    organisationNumber: OrganisationNumber,
    lookUpReference: string,
    kind: RequestKind,
  ): Promise<RequestRow | undefined> {
    const row = await db
      .selectFrom('requests')
      .selectAll()
      .where(inForce)
      .where('environment', '=', environment)
      .where('systemId', '=', systemId)
      .where('organisationNumber', '=', organisationNumber)
      .where('lookUpReference', '=', lookUpReference)
      .where('kind', '=', kind)
      .executeTakeFirst()
    return row && fromRow(row)
  }

  /** @param from the states the change makes sense in; never `ended`, which is final */
  async function change(
    id: string,
    from: readonly RequestState[],
    fields: UpdateObject<Schema, 'requests'>,
    event?: ChangeEvent,
  ): Promise<RequestRow> {
    const changed = await recorded(db, context, event, about, async tx => {
      const row = await tx
        .updateTable('requests')
        .set({ ...fields, updatedAt: now() })
        .where('id', '=', id)
        .where('state', 'in', from)
        .returningAll()
        .executeTakeFirst()
      return row && fromRow(row)
    })
    const row = changed ?? (await byId(id))
    if (!row) throw new Error(`There is no request ${id}`)
    return row
  }

  const insert = async (
    tx: Queries,
    { organisation, ...intent }: RequestIntent,
  ): Promise<RequestRow | undefined> => {
    const at = now()
    const id = randomUUID()
    const row = await tx
      .insertInto('requests')
      .values({
        ...intent,
        id,
        startedBy: intent.startedBy ?? id,
        lookUpReference: intent.externalReference ?? intent.organisationNumber,
        resources: JSON.stringify(intent.resources),
        accessPackages: JSON.stringify(intent.accessPackages),
        state: 'sending',
        active: 1,
        timedOut: 0,
        nextLookAt: 0,
        looks: 0,
        createdAt: at,
        updatedAt: at,
        lastTryAt: at,
        leaseUntil: 0,
        tries: 1,
      })
      .onConflict(key =>
        key
          .columns(['environment', 'systemId', 'organisationNumber', 'lookUpReference', 'kind'])
          .where(inForce)
          .doNothing(),
      )
      .returningAll()
      .executeTakeFirst()
    if (!row) return undefined
    const { organisationNumber } = row
    const { told, ...details } = organisation ?? NOTHING_KNOWN
    await createOrganisations(tx, context).note(
      row.environment,
      { organisationNumber, ...details },
      { told, requestId: id },
    )
    return fromRow(row)
  }

  return {
    byId,
    activeFor,

    /** All there ever were for an organisation: the one in force first, then the newest. */
    async allFor(
      environment: Environment,
      systemId: string,
      organisationNumber: OrganisationNumber,
    ): Promise<RequestRow[]> {
      const rows = await db
        .selectFrom('requests')
        .selectAll()
        .where('environment', '=', environment)
        .where('systemId', '=', systemId)
        .where('organisationNumber', '=', organisationNumber)
        .orderBy('active', 'desc')
        .orderBy('createdAt', 'desc')
        .limit(50)
        .execute()
      return rows.map(fromRow)
    },

    /**
     * Writes down that Altinn is going to be asked, or finds the request already in force for the
     * same system, organisation, reference and kind. However many ask at once, one of them is new.
     */
    async begin(
      intent: RequestIntent,
      event?: ChangeEvent,
    ): Promise<{ request: RequestRow; isNew: boolean }> {
      const { environment, systemId, organisationNumber, kind } = intent
      const reference = intent.externalReference ?? organisationNumber
      for (let tries = 0; tries < 3; tries++) {
        const begun = await together(db, tx =>
          recorded(tx, context, event, about, inner => insert(inner, intent)),
        )
        if (begun) return { request: begun, isNew: true }

        const active = await activeFor(environment, systemId, organisationNumber, reference, kind)
        if (active) return { request: active, isNew: false }
        // The one in the way was ended between these two questions.
      }
      throw new Conflict('This organisation is being asked again and again at this very moment.')
    },

    async byPointerHash(
      environment: Environment,
      pointerHash: string,
    ): Promise<RequestRow | undefined> {
      const row = await db
        .selectFrom('requests')
        .selectAll()
        .where('pointerHash', '=', pointerHash)
        .where('environment', '=', environment)
        .executeTakeFirst()
      return row && fromRow(row)
    },

    /**
     * The right to talk to Altinn about this row, for `ms` milliseconds or until `release`. False
     * while somebody has it; a holder that dies loses it when its time is up.
     */
    async lease(id: string, at: number, ms: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('requests')
        .set({ leasedBy: instance, leaseUntil: at + ms })
        .where('id', '=', id)
        .where('leaseUntil', '<=', at)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    /** Gives back a lease of this process; one that ran out and was taken over is left alone. */
    async release(id: string): Promise<void> {
      await db
        .updateTable('requests')
        .set({ leasedBy: null, leaseUntil: 0 })
        .where('id', '=', id)
        .where('leasedBy', '=', instance)
        .execute()
    },

    /**
     * For the only process there is: nobody works on anything any more, and what was being sent
     * may or may not have arrived.
     */
    async takeOver(): Promise<void> {
      await db
        .updateTable('requests')
        .set({ leasedBy: null, leaseUntil: 0 })
        .where(inForce)
        .execute()
      await db
        .updateTable('requests')
        .set({ state: 'uncertain', failure: 'the process ended' })
        .where(inForce)
        .where('state', '=', sql.lit('sending'))
        .execute()
    },

    /** Called before the request is sent once more: it goes out with another pointer. */
    newTry: (id: string, pointerHash: string, event?: ChangeEvent): Promise<RequestRow> =>
      change(
        id,
        ['sending', 'uncertain', 'failed'],
        {
          state: 'sending',
          failure: null,
          pointerHash,
          tries: sql`tries + 1`,
          lastTryAt: now(),
        },
        event,
      ),

    /** Altinn has it. */
    markSent: (id: string, sent: SentRequest, event?: ChangeEvent): Promise<RequestRow> =>
      change(
        id,
        ['sending', 'uncertain', 'failed', 'sent'],
        {
          state: 'sent',
          failure: null,
          altinnRequestId: sent.altinnRequestId,
          confirmUrl: sent.confirmUrl,
          altinnStatus: sent.altinnStatus,
          timedOut: sent.timedOut ? 1 : 0,
          ...(sent.resources && { resources: JSON.stringify(sent.resources) }),
          ...(sent.accessPackages && { accessPackages: JSON.stringify(sent.accessPackages) }),
          ...(sent.pointerHash && { pointerHash: sent.pointerHash }),
          sentAt: now(),
          checkedAt: now(),
        },
        event,
      ),

    /** It was sent, and no usable answer came back: Altinn may have it. */
    markUncertain: (id: string, why: string, event?: ChangeEvent): Promise<RequestRow> =>
      change(id, ['sending', 'uncertain'], { state: 'uncertain', failure: why }, event),

    /** Nothing reached Altinn: it may be tried again. */
    markFailed: (id: string, why: string, event?: ChangeEvent): Promise<RequestRow> =>
      change(id, ['sending', 'uncertain', 'failed'], { state: 'failed', failure: why }, event),

    /** What Altinn says of it now. */
    recordStatus: (
      id: string,
      { altinnStatus, timedOut, checkedAt }: ReportedStatus,
      event?: ChangeEvent,
    ): Promise<RequestRow> =>
      change(id, ['sent'], { altinnStatus, timedOut: timedOut ? 1 : 0, checkedAt }, event),

    /** Rejected, deleted, expired: out of force, so that another one may begin. */
    end: (id: string, why: string, event?: ChangeEvent): Promise<RequestRow> =>
      change(
        id,
        ['sending', 'uncertain', 'failed', 'sent'],
        { state: 'ended', active: 0, failure: why },
        event,
      ),

    async byAltinnId(
      environment: Environment,
      altinnRequestId: string,
    ): Promise<RequestRow | undefined> {
      const row = await db
        .selectFrom('requests')
        .selectAll()
        .where('environment', '=', environment)
        .where('altinnRequestId', '=', altinnRequestId)
        .orderBy('active', 'desc')
        .orderBy('createdAt', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && fromRow(row)
    },

    /** In force, and not answered as far as we know. */
    async waiting(environment: Environment, systemId: string): Promise<RequestRow[]> {
      const rows = await db
        .selectFrom('requests')
        .selectAll()
        .where(inForce)
        .where('environment', '=', environment)
        .where('systemId', '=', systemId)
        .where('state', '=', 'sent')
        .where('altinnStatus', '=', 'New')
        .execute()
      return rows.map(fromRow)
    },

    /** Those of them whose turn it is to be looked at, who has waited longest first. */
    async dueForLook(environment: Environment, at: number, limit: number): Promise<RequestRow[]> {
      const rows = await db
        .selectFrom('requests')
        .selectAll()
        .where(inForce)
        .where('environment', '=', environment)
        .where('state', '=', 'sent')
        .where('altinnStatus', '=', 'New')
        .where('timedOut', '=', 0)
        .where('nextLookAt', '<=', at)
        .orderBy('nextLookAt')
        .limit(limit)
        .execute()
      return rows.map(fromRow)
    },

    async lookAgainAt(id: string, nextLookAt: number): Promise<void> {
      await db
        .updateTable('requests')
        .set({ nextLookAt, looks: sql`looks + 1` })
        .where('id', '=', id)
        .execute()
    },

    /**
     * What the recovery has to settle, longest untouched first: rows whose outcome is not known and
     * that nobody works on.
     */
    async uncertain(at: number, limit: number): Promise<RequestRow[]> {
      const rows = await db
        .selectFrom('requests')
        .selectAll()
        .where(inForce)
        .where('leaseUntil', '<=', at)
        .where(({ or, and, eb }) =>
          or([
            eb('state', '=', sql.lit('uncertain')),
            and([eb('state', '=', sql.lit('sending')), eb('lastTryAt', '<=', at - HEAD_START_MS)]),
          ]),
        )
        .orderBy('updatedAt')
        .limit(limit)
        .execute()
      return rows.map(fromRow)
    },
  }
}

const fromRow = (row: Stored): RequestRow => ({
  ...row,
  resources: JSON.parse(row.resources) as string[],
  accessPackages: JSON.parse(row.accessPackages) as string[],
  active: row.active === 1,
  timedOut: row.timedOut === 1,
})
