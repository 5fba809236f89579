import { randomUUID } from 'node:crypto'
import { sql, type UpdateObject } from 'kysely'
import { CLIENT_PACKAGE } from '../domain/packages.js'
import { recorded, type ChangeEvent } from './events.js'
import { together, type Context, type Queries } from './queries.js'
import type {
  BatchKind,
  BatchLineState,
  BatchState,
  Environment,
  RegisterSays,
  Row,
  Schema,
} from './tables.js'

export type BatchRow = Row<'batches'>

export interface BatchLineRow extends Omit<Row<'batchLines'>, 'wanted'> {
  wanted: unknown
}

/** A line with what has become of what was asked for. */
export interface AskedLineRow extends BatchLineRow {
  confirmUrl: string | null
  /** Altinn's own word, as it came. */
  altinnStatus: string | null
  timedOut: boolean
}

export interface NewBatch {
  environment: Environment
  kind: BatchKind
  name: string
  /** Lines a minute, at most. */
  ratePerMinute: number
  createdBy: string
  /** Whose customers are looked up for lines that need nothing. */
  systemId: string
}

export interface NewLine {
  /** Of the line in the file, from 1. */
  number: number
  organisationNumber: string
  name?: string | null
  email: string
  contactPerson: string
  packageId: string
  /** What is to be asked for, where the package does not say it. Becomes JSON. */
  wanted?: unknown
  /** Short codes that say why it cannot be asked for; left out of a line that can. */
  problems?: readonly string[]
}

export type LineCounts = Readonly<Record<BatchLineState, number>>

/** What became of a line, or when it is to be looked at again. */
export interface SettledLine {
  state: Exclude<BatchLineState, 'refused'>
  problem?: string | null
  objectId?: string | null
  nextTryAt?: number
  /** The try does not count. */
  isUncounted?: boolean
}

export type LineFilter = 'all' | 'problems'

/** How long an instance may go without taking a line before another one takes the batch over. */
const LEASE_MS = 30_000
const LINES_PER_INSERT = 500

/** The open lines are part of an index, which is only used when the condition stands there as it is. */
const isOpen = sql<boolean>`batch_lines.state IN ('waiting', 'working')`

const NO_LINES: LineCounts = {
  refused: 0,
  waiting: 0,
  working: 0,
  sent: 0,
  done: 0,
  failed: 0,
  skipped: 0,
}

export type Batches = ReturnType<typeof createBatches>

/**
 * Many customers asked in one go. One instance at a time works on a batch, and takes a line before
 * it asks: whatever ends the process in between, the line is there to be asked again, and the
 * request it is about is written down before Altinn hears of it.
 */
export function createBatches(db: Queries, context: Context) {
  const { now, instance } = context

  const about = ({ id, environment }: BatchRow) => ({
    environment,
    objectType: 'batch',
    objectId: id,
  })

  const byId = (id: string): Promise<BatchRow | undefined> =>
    db.selectFrom('batches').selectAll().where('id', '=', id).executeTakeFirst()

  /** Undefined when it was in none of these states, and nothing has changed. */
  const change = (
    id: string,
    from: readonly BatchState[],
    fields: UpdateObject<Schema, 'batches'>,
    event: ChangeEvent,
    alongWith: (tx: Queries) => Promise<unknown> = async () => {},
  ): Promise<BatchRow | undefined> =>
    together(db, outer =>
      recorded(outer, context, event, about, async tx => {
        const row = await tx
          .updateTable('batches')
          .set({ ...fields, updatedAt: now() })
          .where('id', '=', id)
          .where('state', 'in', from)
          .returningAll()
          .executeTakeFirst()
        if (row) await alongWith(tx)
        return row
      }),
    )

  async function insertLines(
    tx: Queries,
    batchId: string,
    lines: readonly NewLine[],
  ): Promise<void> {
    for (let i = 0; i < lines.length; i += LINES_PER_INSERT)
      await tx
        .insertInto('batchLines')
        .values(
          lines
            .slice(i, i + LINES_PER_INSERT)
            .map(({ wanted, problems = [], name = null, ...line }) => ({
              ...line,
              batchId,
              name,
              wanted: wanted === undefined ? null : JSON.stringify(wanted),
              state: problems.length > 0 ? ('refused' as const) : ('waiting' as const),
              problem: problems.join(' ') || null,
              tries: 0,
              nextTryAt: 0,
            })),
        )
        .execute()
  }

  /** Compares all lines with what we know, each question put once for all of them. */
  async function judge(tx: Queries, batchId: string, batch: NewBatch): Promise<void> {
    const { environment, systemId } = batch
    const isAgent = (column: string) => sql`(${sql.ref(column)} = ${CLIENT_PACKAGE.id})`
    const mark = (problem: string, state: BatchLineState, exists: ReturnType<typeof sql>) =>
      tx
        .updateTable('batchLines')
        .set({ problem, state })
        .where('batchId', '=', batchId)
        .where('state', '=', 'waiting')
        .where('problem', 'is', null)
        .where(sql<boolean>`EXISTS (${exists})`)
        .execute()
    const inForce = sql`SELECT 1 FROM requests
      WHERE requests.active = 1
        AND requests.environment = ${environment}
        AND requests.system_id = ${systemId}
        AND requests.organisation_number = batch_lines.organisation_number
        AND requests.look_up_reference = batch_lines.organisation_number
        AND (requests.kind = 'agent') = ${isAgent('batch_lines.package_id')}`

    await mark(
      'alreadyCustomer',
      'refused',
      sql`SELECT 1 FROM customers
        WHERE customers.environment = ${environment}
          AND customers.organisation_number = batch_lines.organisation_number
          AND customers.access_state = 'active'
          AND ${isAgent('customers.package_id')} = ${isAgent('batch_lines.package_id')}`,
    )
    await mark(
      'alreadyCustomer',
      'refused',
      sql`${inForce} AND requests.altinn_status = 'Accepted'`,
    )
    await mark(
      'endedBefore',
      'refused',
      sql`${inForce}
        AND (requests.timed_out = 1 OR requests.altinn_status IN ('Rejected', 'Denied', 'Timedout'))`,
    )
    await mark('alreadyAsked', 'waiting', inForce)
  }

  async function counts(batchId: string): Promise<LineCounts> {
    const rows = await db
      .selectFrom('batchLines')
      .select(({ fn }) => ['state', fn.countAll<number | string>().as('count')])
      .where('batchId', '=', batchId)
      .groupBy('state')
      .execute()
    return countsFrom(rows)
  }

  const linesOf = (batchId: string, filter: LineFilter) => {
    const query = db.selectFrom('batchLines').where('batchId', '=', batchId)
    return filter === 'problems'
      ? query.where('batchLines.state', 'in', ['refused', 'failed'])
      : query
  }

  const withAnswers = (batchId: string, filter: LineFilter) =>
    linesOf(batchId, filter)
      .leftJoin('requests', 'requests.id', 'batchLines.objectId')
      .leftJoin('changes', 'changes.id', 'batchLines.objectId')
      .selectAll('batchLines')
      .select(({ fn }) => [
        fn.coalesce('requests.confirmUrl', 'changes.confirmUrl').as('confirmUrl'),
        fn.coalesce('requests.altinnStatus', 'changes.altinnStatus').as('altinnStatus'),
        fn.coalesce('requests.timedOut', 'changes.timedOut').as('timedOut'),
      ])
      .orderBy('batchLines.number')

  return {
    byId,
    counts,

    /**
     * Keeps what is going to be asked. Nothing is sent to anybody before `start`. Lines for new
     * system users are compared with what we know: who has one already is not asked.
     */
    async create(
      batch: NewBatch,
      lines: readonly NewLine[],
      event: ChangeEvent,
    ): Promise<BatchRow> {
      const { systemId: _, ...fields } = batch
      const at = now()
      const created = await together(db, outer =>
        recorded(outer, context, event, about, async tx => {
          const row = await tx
            .insertInto('batches')
            .values({
              ...fields,
              id: randomUUID(),
              state: 'checked',
              nextAt: 0,
              leaseUntil: 0,
              createdAt: at,
              updatedAt: at,
            })
            .returningAll()
            .executeTakeFirst()
          if (!row) return undefined
          await insertLines(tx, row.id, lines)
          if (batch.kind === 'requests') await judge(tx, row.id, batch)
          return row
        }),
      )
      if (!created) throw new Error('The batch was not kept')
      return created
    },

    /** The newest first. */
    async list(
      environment: Environment,
      { offset, limit }: { offset: number; limit: number },
    ): Promise<(BatchRow & { counts: LineCounts })[]> {
      const rows = await db
        .selectFrom('batches')
        .selectAll()
        .where('environment', '=', environment)
        .orderBy('createdAt', 'desc')
        .orderBy('id')
        .offset(offset)
        .limit(limit)
        .execute()
      if (rows.length === 0) return []
      const counted = await db
        .selectFrom('batchLines')
        .select(({ fn }) => ['batchId', 'state', fn.countAll<number | string>().as('count')])
        .where(
          'batchId',
          'in',
          rows.map(({ id }) => id),
        )
        .groupBy(['batchId', 'state'])
        .execute()
      return rows.map(row => ({
        ...row,
        counts: countsFrom(counted.filter(({ batchId }) => batchId === row.id)),
      }))
    },

    async count(environment: Environment): Promise<number> {
      const row = await db
        .selectFrom('batches')
        .select(({ fn }) => fn.countAll<number | string>().as('count'))
        .where('environment', '=', environment)
        .executeTakeFirstOrThrow()
      return Number(row.count)
    },

    async lines(
      batchId: string,
      filter: LineFilter,
      { offset, limit }: { offset: number; limit: number },
    ): Promise<AskedLineRow[]> {
      const rows = await withAnswers(batchId, filter).offset(offset).limit(limit).execute()
      return rows.map(fromAnswered)
    },

    async allLines(batchId: string): Promise<AskedLineRow[]> {
      const rows = await withAnswers(batchId, 'all').execute()
      return rows.map(fromAnswered)
    },

    /** From here on the lines are asked, in the name of whoever the event is of. */
    start: (id: string, by: string, event: ChangeEvent): Promise<BatchRow | undefined> =>
      change(id, ['checked'], { state: 'running', startedBy: by, startedAt: now() }, event),

    /** What is being asked at this moment still comes to its end. */
    pause: (id: string, event: ChangeEvent): Promise<BatchRow | undefined> =>
      change(id, ['running'], { state: 'paused', problem: null }, event),

    /** @param why a short code for a fault of ours, which no other line would fare better with */
    pauseItself: (id: string, why: string, event: ChangeEvent): Promise<BatchRow | undefined> =>
      change(id, ['running'], { state: 'paused', problem: why }, event),

    resume: (id: string, by: string, event: ChangeEvent): Promise<BatchRow | undefined> =>
      change(id, ['paused'], { state: 'running', startedBy: by, problem: null, nextAt: 0 }, event),

    /** Lines that have not been asked never are. */
    cancel: (id: string, event: ChangeEvent): Promise<BatchRow | undefined> =>
      change(
        id,
        ['checked', 'running', 'paused'],
        { state: 'cancelled', endedAt: now() },
        event,
        tx =>
          tx
            .updateTable('batchLines')
            .set({ state: 'skipped', endedAt: now() })
            .where('batchId', '=', id)
            .where('state', '=', 'waiting')
            .execute(),
      ),

    /** Ends it when no line is open any more. Undefined while one is. */
    finish: (id: string, event: ChangeEvent): Promise<BatchRow | undefined> =>
      together(db, outer =>
        recorded(outer, context, event, about, tx =>
          tx
            .updateTable('batches')
            .set({ state: 'done', endedAt: now(), updatedAt: now() })
            .where('id', '=', id)
            .where('state', '=', 'running')
            .where(({ not, exists, selectFrom }) =>
              not(
                exists(
                  selectFrom('batchLines').select('number').where('batchId', '=', id).where(isOpen),
                ),
              ),
            )
            .returningAll()
            .executeTakeFirst(),
        ),
      ),

    /** What a worker has to look at: what runs, and what was cancelled with a line in the air. */
    async open(environment: Environment): Promise<BatchRow[]> {
      return db
        .selectFrom('batches')
        .selectAll()
        .where('environment', '=', environment)
        .where(({ or, and, eb, exists, selectFrom }) =>
          or([
            eb('batches.state', '=', 'running'),
            and([
              eb('batches.state', '=', 'cancelled'),
              exists(
                selectFrom('batchLines')
                  .select('number')
                  .whereRef('batchId', '=', 'batches.id')
                  .where('batchLines.state', '=', 'working')
                  .where(isOpen),
              ),
            ]),
          ]),
        )
        .orderBy('createdAt')
        .execute()
    },

    /**
     * The next line whose time has come, for this instance to ask about; none when the batch is no
     * longer in the state it was seen in. It keeps others from the
     * batch for a while, and the next line from coming sooner than `pauseMs` from now. The line is
     * open to others again when the holder has been silent for half a minute.
     */
    takeLine: (
      { id: batchId, state }: BatchRow,
      pauseMs: number,
    ): Promise<BatchLineRow | undefined> =>
      together(db, async tx => {
        const at = now()
        const due = await tx
          .selectFrom('batchLines')
          .select('number')
          .where('batchId', '=', batchId)
          .where(isOpen)
          .where('nextTryAt', '<=', at)
          .orderBy('nextTryAt')
          .orderBy('number')
          .limit(1)
          .executeTakeFirst()
        if (!due) return undefined
        const turn = await tx
          .updateTable('batches')
          .set({ leasedBy: instance, leaseUntil: at + LEASE_MS, nextAt: at + pauseMs })
          .where('id', '=', batchId)
          .where('state', '=', state)
          .where('nextAt', '<=', at)
          .where(({ or, eb }) => or([eb('leasedBy', '=', instance), eb('leaseUntil', '<=', at)]))
          .executeTakeFirst()
        if (turn.numUpdatedRows === 0n) return undefined
        const row = await tx
          .updateTable('batchLines')
          .set({ state: 'working', tries: sql`tries + 1`, nextTryAt: at + LEASE_MS })
          .where('batchId', '=', batchId)
          .where('number', '=', due.number)
          .where(isOpen)
          .where('nextTryAt', '<=', at)
          .returningAll()
          .executeTakeFirst()
        return row && fromRow(row)
      }),

    /** Which request or change a line is about, as soon as that is known. */
    async attach(batchId: string, number: number, objectId: string): Promise<void> {
      await db
        .updateTable('batchLines')
        .set({ objectId })
        .where('batchId', '=', batchId)
        .where('number', '=', number)
        .execute()
    },

    /** What became of a line that was taken. */
    async settleLine(
      { batchId, number }: Pick<BatchLineRow, 'batchId' | 'number'>,
      { state, problem = null, objectId, nextTryAt = 0, isUncounted = false }: SettledLine,
    ): Promise<void> {
      const isOver = state !== 'waiting' && state !== 'working'
      await db
        .updateTable('batchLines')
        .set({
          state,
          problem,
          nextTryAt,
          ...(objectId !== undefined && { objectId }),
          ...(isUncounted && { tries: sql`tries - 1` }),
          ...(isOver && { endedAt: now() }),
        })
        .where('batchId', '=', batchId)
        .where('number', '=', number)
        .where('state', '=', 'working')
        .execute()
    },

    /** Nothing of this batch is asked for a while. */
    async holdBack(id: string, until: number): Promise<void> {
      await db
        .updateTable('batches')
        .set({ nextAt: until })
        .where('id', '=', id)
        .where('nextAt', '<', until)
        .execute()
    },

    /** Other instances need not wait for a lease of this one to run out. */
    async releaseAll(): Promise<void> {
      await db
        .updateTable('batches')
        .set({ leasedBy: null, leaseUntil: 0 })
        .where('leasedBy', '=', instance)
        .execute()
    },

    /** For the only process there is: whatever was being asked may be asked about again. */
    async takeOver(): Promise<void> {
      await db
        .updateTable('batches')
        .set({ leasedBy: null, leaseUntil: 0 })
        .where('leaseUntil', '>', 0)
        .execute()
      await db
        .updateTable('batchLines')
        .set({ nextTryAt: 0 })
        .where(isOpen)
        .where('state', '=', 'working')
        .execute()
    },

    /** Numbers that the register of legal entities has not been asked about yet. */
    async unnamed(environment: Environment, limit: number): Promise<string[]> {
      const rows = await db
        .selectFrom('batchLines')
        .innerJoin('batches', 'batches.id', 'batchLines.batchId')
        .select('batchLines.organisationNumber')
        .distinct()
        .where('batches.environment', '=', environment)
        .where('batches.state', 'in', ['checked', 'running', 'paused'])
        .where(isOpen)
        .where('batchLines.name', 'is', null)
        .where('batchLines.registerSays', 'is', null)
        .limit(limit)
        .execute()
      return rows.map(row => row.organisationNumber)
    },

    async noteName(
      organisationNumber: string,
      { says, name }: { says: RegisterSays; name: string | null },
    ): Promise<void> {
      await db
        .updateTable('batchLines')
        .set({ registerSays: says, ...(name !== null && { name }) })
        .where('organisationNumber', '=', organisationNumber)
        .where('registerSays', 'is', null)
        .execute()
    },
  }
}

function countsFrom(
  rows: readonly { state: BatchLineState; count: number | string }[],
): LineCounts {
  return {
    ...NO_LINES,
    ...Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)])),
  }
}

const fromRow = (row: Row<'batchLines'>): BatchLineRow => ({
  ...row,
  wanted: row.wanted === null ? null : (JSON.parse(row.wanted) as unknown),
})

const fromAnswered = ({
  confirmUrl,
  altinnStatus,
  timedOut,
  ...row
}: Row<'batchLines'> & {
  confirmUrl: string | null
  altinnStatus: string | null
  timedOut: number | null
}): AskedLineRow => ({ ...fromRow(row), confirmUrl, altinnStatus, timedOut: timedOut === 1 })
