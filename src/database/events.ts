import { randomBytes } from 'node:crypto'
import { together, type Context, type Queries } from './queries.js'
import type { Environment, Outcome, Row } from './tables.js'

export interface EventRow extends Omit<Row<'events'>, 'details'> {
  details: unknown
}

/** An event that belongs to a change. What was changed is known where it is changed. */
export interface ChangeEvent {
  event: string
  /** Who did it. Left out for a visitor who has not signed in. */
  actor?: string
  /** `ok` when left out. */
  outcome?: Outcome
  /** The action's reference, as in the log. */
  reference?: string
  /** Becomes JSON. Never a token, a key or a session id. */
  details?: unknown
  sourceAddress?: string
}

export interface NewEvent extends ChangeEvent {
  environment?: Environment
  objectType?: string
  objectId?: string
}

export interface EventFilter {
  environment?: Environment
  objectType?: string
  objectId?: string
  actor?: string
  /** The id of the last event of the page before this one. */
  before?: string
  /** 100 when left out. */
  limit?: number
}

export type Events = ReturnType<typeof createEvents>

/** The audit trail. Rows are added and read; the database itself refuses everything else. */
export const createEvents = (db: Queries, { now }: Context) => ({
  async record({ outcome = 'ok', details, ...event }: NewEvent): Promise<void> {
    const at = now()
    await db
      .insertInto('events')
      .values({
        ...event,
        id: eventId(at),
        at,
        outcome,
        details: details === undefined ? null : JSON.stringify(details),
      })
      .execute()
  },

  /** Newest first. */
  async list({ before, limit = 100, ...filter }: EventFilter = {}): Promise<EventRow[]> {
    let query = db.selectFrom('events').selectAll().orderBy('id', 'desc').limit(limit)
    for (const column of ['environment', 'objectType', 'objectId', 'actor'] as const) {
      const wanted = filter[column]
      if (wanted !== undefined) query = query.where(column, '=', wanted)
    }
    if (before !== undefined) query = query.where('id', '<', before)

    const rows = await query.execute()
    return rows.map(row => ({ ...row, details: row.details && JSON.parse(row.details) }))
  },
})

/**
 * Makes a change and records why: both, or neither. A change that found nothing to change gives
 * undefined and is not recorded.
 */
export function recorded<T>(
  db: Queries,
  context: Context,
  event: ChangeEvent | undefined,
  about: (row: T) => Pick<NewEvent, 'environment' | 'objectType' | 'objectId'>,
  change: (db: Queries) => Promise<T | undefined>,
): Promise<T | undefined> {
  if (!event) return change(db)
  return together(db, async tx => {
    const row = await change(tx)
    if (row) await createEvents(tx, context).record({ ...event, ...about(row) })
    return row
  })
}

/** Sorts by time; within a millisecond, in the order this process wrote them. */
const eventId = (at: number): string =>
  [
    at.toString(16).padStart(12, '0'),
    process.hrtime.bigint().toString(16).padStart(16, '0'),
    randomBytes(4).toString('hex'),
  ].join('-')
