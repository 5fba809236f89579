import { sql, type UpdateObject } from 'kysely'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { Conflict } from './errors.js'
import { recorded, type ChangeEvent } from './events.js'
import type { Context, Queries } from './queries.js'
import type { ChangeState, Environment, Row, Schema } from './tables.js'

type Stored = Row<'changes'>

export interface ChangeRow extends Omit<
  Stored,
  'resourcesBefore' | 'resourcesAfter' | 'active' | 'timedOut'
> {
  resourcesBefore: string[]
  resourcesAfter: string[]
  /** At most one change of a system user is. */
  active: boolean
  timedOut: boolean
}

export type ChangeIntent = Pick<
  ChangeRow,
  | 'id'
  | 'environment'
  | 'systemId'
  | 'organisationNumber'
  | 'systemUserId'
  | 'packageBefore'
  | 'packageAfter'
> & { resourcesBefore: readonly string[]; resourcesAfter: readonly string[] }

/** The row in force is part of an index, which is only used when the condition stands there as it is. */
const inForce = sql<boolean>`active = 1`

/** The beginner of a row gets this long before the recovery looks at it. */
const HEAD_START_MS = 10_000

export type Changes = ReturnType<typeof createChanges>

/**
 * What customers want their system access to be. A row is written before Altinn hears of it, and its
 * id is the correlation id, so that however often it is sent there is one change request.
 *
 * The functions that change a row give it as it stands afterwards. Where it had moved on already,
 * they change nothing and record nothing.
 */
export function createChanges(db: Queries, context: Context) {
  const { now } = context

  const about = ({ id, environment }: ChangeRow) => ({
    environment,
    objectType: 'change',
    objectId: id,
  })

  async function byId(id: string): Promise<ChangeRow | undefined> {
    const row = await db.selectFrom('changes').selectAll().where('id', '=', id).executeTakeFirst()
    return row && fromRow(row)
  }

  async function activeFor(
    environment: Environment,
    systemUserId: string,
  ): Promise<ChangeRow | undefined> {
    const row = await db
      .selectFrom('changes')
      .selectAll()
      .where(inForce)
      .where('environment', '=', environment)
      .where('systemUserId', '=', systemUserId)
      .executeTakeFirst()
    return row && fromRow(row)
  }

  /** @param from the states the change makes sense in; never `ended`, which is final */
  async function update(
    id: string,
    from: readonly ChangeState[],
    fields: UpdateObject<Schema, 'changes'>,
    event?: ChangeEvent,
    alongWith: (tx: Queries, row: ChangeRow) => Promise<void> = async () => {},
  ): Promise<ChangeRow> {
    const changed = await recorded(db, context, event, about, async tx => {
      const row = await tx
        .updateTable('changes')
        .set({ ...fields, updatedAt: now() })
        .where('id', '=', id)
        .where('state', 'in', from)
        .returningAll()
        .executeTakeFirst()
      if (!row) return undefined
      await alongWith(tx, fromRow(row))
      return fromRow(row)
    })
    const row = changed ?? (await byId(id))
    if (!row) throw new Error(`There is no change ${id}`)
    return row
  }

  const insert = async (tx: Queries, intent: ChangeIntent): Promise<ChangeRow | undefined> => {
    const at = now()
    const row = await tx
      .insertInto('changes')
      .values({
        ...intent,
        resourcesBefore: JSON.stringify(intent.resourcesBefore),
        resourcesAfter: JSON.stringify(intent.resourcesAfter),
        state: 'sending',
        nextLookAt: 0,
        looks: 0,
        active: 1,
        timedOut: 0,
        tries: 1,
        createdAt: at,
        lastTryAt: at,
        updatedAt: at,
      })
      .onConflict(key => key.columns(['environment', 'systemUserId']).where(inForce).doNothing())
      .returningAll()
      .executeTakeFirst()
    return row && fromRow(row)
  }

  async function grant(tx: Queries, change: ChangeRow): Promise<void> {
    const { environment, organisationNumber, systemUserId, packageAfter } = change
    await tx
      .updateTable('requests')
      .set({
        resources: JSON.stringify(change.resourcesAfter),
        packageId: packageAfter,
        updatedAt: now(),
      })
      .where('environment', '=', environment)
      .where('altinnRequestId', '=', systemUserId) // Altinn gives the system user its request's id
      .execute()
    await tx
      .updateTable('customers')
      .set({ packageId: packageAfter, updatedAt: now() })
      .where('environment', '=', environment)
      .where('organisationNumber', '=', organisationNumber)
      .where('systemUserId', '=', systemUserId)
      .execute()
  }

  return {
    byId,
    activeFor,

    /**
     * Writes down that Altinn is going to be asked, or finds the change of this system user that is
     * in force. However many ask at once, one of them is new.
     */
    async begin(
      intent: ChangeIntent,
      event?: ChangeEvent,
    ): Promise<{ change: ChangeRow; isNew: boolean }> {
      for (let tries = 0; tries < 3; tries++) {
        const begun = await recorded(db, context, event, about, tx => insert(tx, intent))
        if (begun) return { change: begun, isNew: true }
        const active = await activeFor(intent.environment, intent.systemUserId)
        if (active) return { change: active, isNew: false }
        // The one in the way was ended between these two questions.
      }
      throw new Conflict('This system access is being changed again and again at this very moment.')
    },

    /** The newest of an organisation, whatever became of it. */
    async latestOf(
      environment: Environment,
      organisationNumber: OrganisationNumber,
    ): Promise<ChangeRow | undefined> {
      const row = await db
        .selectFrom('changes')
        .selectAll()
        .where('environment', '=', environment)
        .where('organisationNumber', '=', organisationNumber)
        .orderBy('active', 'desc')
        .orderBy('createdAt', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && fromRow(row)
    },

    /** The newest of a system user that became what we go by, if any. */
    /** Not answered as far as we know, and due to be looked at; who has waited longest first. */
    async dueForLook(environment: Environment, at: number, limit: number): Promise<ChangeRow[]> {
      const rows = await db
        .selectFrom('changes')
        .selectAll()
        .where(inForce)
        .where('environment', '=', environment)
        .where('state', '=', 'sent')
        .where('altinnStatus', '=', 'New')
        .where('nextLookAt', '<=', at)
        .orderBy('nextLookAt')
        .limit(limit)
        .execute()
      return rows.map(fromRow)
    },

    async lookAgainAt(id: string, nextLookAt: number): Promise<void> {
      await db
        .updateTable('changes')
        .set({ nextLookAt, looks: sql`looks + 1` })
        .where('id', '=', id)
        .execute()
    },

    /** All there ever were for an organisation, the newest first; at most 50. */
    async allFor(
      environment: Environment,
      organisationNumber: OrganisationNumber,
    ): Promise<ChangeRow[]> {
      const rows = await db
        .selectFrom('changes')
        .selectAll()
        .where('environment', '=', environment)
        .where('organisationNumber', '=', organisationNumber)
        .orderBy('createdAt', 'desc')
        .limit(50)
        .execute()
      return rows.map(fromRow)
    },

    async lastApproved(
      environment: Environment,
      systemUserId: string,
    ): Promise<ChangeRow | undefined> {
      const row = await db
        .selectFrom('changes')
        .selectAll()
        .where('environment', '=', environment)
        .where('systemUserId', '=', systemUserId)
        .where('appliedAt', 'is not', null)
        .orderBy('appliedAt', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && fromRow(row)
    },

    /** It is sent, again. */
    newTry: (id: string): Promise<ChangeRow> =>
      update(id, ['sending', 'uncertain', 'failed'], {
        state: 'sending',
        failure: null,
        tries: sql`tries + 1`,
        lastTryAt: now(),
      }),

    /** Altinn has it. */
    markSent: (
      id: string,
      sent: { confirmUrl: string | null; altinnStatus: string; timedOut: boolean },
      event?: ChangeEvent,
    ): Promise<ChangeRow> =>
      update(
        id,
        ['sending', 'uncertain', 'failed', 'sent'],
        {
          state: 'sent',
          failure: null,
          confirmUrl: sent.confirmUrl,
          altinnStatus: sent.altinnStatus,
          timedOut: sent.timedOut ? 1 : 0,
          checkedAt: now(),
        },
        event,
      ),

    /** It was sent, and no usable answer came back: Altinn may have it. */
    markUncertain: (id: string, why: string, event?: ChangeEvent): Promise<ChangeRow> =>
      update(id, ['sending', 'uncertain'], { state: 'uncertain', failure: why }, event),

    /** Nothing reached Altinn: it may be tried again. */
    markFailed: (id: string, why: string, event?: ChangeEvent): Promise<ChangeRow> =>
      update(id, ['sending', 'uncertain', 'failed'], { state: 'failed', failure: why }, event),

    /** Rejected, taken back, refused: out of force, so that another one may begin. */
    end: (
      id: string,
      why: { failure: string; altinnStatus?: string | undefined },
      event?: ChangeEvent,
    ): Promise<ChangeRow> =>
      update(
        id,
        ['sending', 'uncertain', 'failed', 'sent'],
        {
          state: 'ended',
          active: 0,
          failure: why.failure,
          ...(why.altinnStatus === undefined ? {} : { altinnStatus: why.altinnStatus }),
          checkedAt: now(),
        },
        event,
      ),

    /**
     * The organisation said yes, or nothing had to be asked: from here on the access is what was
     * wanted, in all three places that say so, and the event with them. Once: whoever comes second
     * changes nothing.
     */
    apply: (id: string, altinnStatus: string, event: ChangeEvent): Promise<ChangeRow> =>
      update(
        id,
        ['sending', 'uncertain', 'failed', 'sent'],
        {
          state: 'ended',
          active: 0,
          failure: null,
          altinnStatus,
          appliedAt: now(),
          checkedAt: now(),
        },
        event,
        grant,
      ),

    /** What the recovery has to settle, longest untouched first. */
    async unsettled(limit: number): Promise<ChangeRow[]> {
      const rows = await db
        .selectFrom('changes')
        .selectAll()
        .where(inForce)
        .where('state', 'in', ['sending', 'uncertain'])
        .where('lastTryAt', '<=', now() - HEAD_START_MS)
        .orderBy('updatedAt')
        .limit(limit)
        .execute()
      return rows.map(fromRow)
    },
  }
}

const fromRow = (row: Stored): ChangeRow => ({
  ...row,
  resourcesBefore: JSON.parse(row.resourcesBefore) as string[],
  resourcesAfter: JSON.parse(row.resourcesAfter) as string[],
  active: row.active === 1,
  timedOut: row.timedOut === 1,
})
