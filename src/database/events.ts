import { randomBytes } from 'node:crypto'
import type { Context } from './database.js'
import type { Environment, NewRow, Outcome, Queries, Row } from './tables.js'

export interface EventRow extends Omit<Row<'events'>, 'details'> {
  details: unknown
}

/** What happened to whom, for those who ask afterwards. Never a token, a key or a session id. */
export interface NewEvent extends ChangeEvent {
  environment?: Environment
  objectType?: string
  objectId?: string
}

/** An event that belongs to a change of a row; which row, the change itself knows. */
export interface ChangeEvent {
  event: string
  /** Who did it. Left out for a visitor who has not signed in. */
  actor?: string
  /** `ok` when left out. */
  outcome?: Outcome
  /** The action's reference, as in the log. */
  reference?: string
  details?: unknown
  sourceAddress?: string
}

export interface EventFilter {
  environment?: Environment
  objectType?: string
  objectId?: string
  actor?: string
  /** Only events before this one: the last of the page before. */
  before?: string
  /** 100 when left out. */
  limit?: number
}

export type Events = ReturnType<typeof createEvents>

/** The audit trail. Rows are added and read; the database refuses every other change. */
export const createEvents = (db: Queries, { now }: Context) => ({
  async record({ outcome = 'ok', details, ...event }: NewEvent): Promise<void> {
    const at = now()
    const row: NewRow<'events'> = {
      environment: null,
      actor: null,
      objectType: null,
      objectId: null,
      reference: null,
      sourceAddress: null,
      ...event,
      id: eventId(at),
      at,
      outcome,
      details: details === undefined ? null : JSON.stringify(details),
    }
    await db.insertInto('events').values(row).execute()
  },

  /** Newest first. */
  async list({ before, limit = 100, ...filter }: EventFilter = {}): Promise<EventRow[]> {
    let query = db.selectFrom('events').selectAll().orderBy('id', 'desc').limit(limit)
    for (const column of ['environment', 'objectType', 'objectId', 'actor'] as const) {
      const value = filter[column]
      if (value !== undefined) query = query.where(column, '=', value)
    }
    if (before !== undefined) query = query.where('id', '<', before)
    const rows = await query.execute()
    return rows.map(row => ({ ...row, details: row.details && JSON.parse(row.details) }))
  },
})
