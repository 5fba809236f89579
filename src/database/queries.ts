import type { Kysely } from 'kysely'
import { DatabaseError } from './errors.js'
import type { Schema } from './tables.js'

/** The database itself, or a transaction in it. */
export type Queries = Kysely<Schema>

/** What every table is made with. */
export interface Context {
  /** Milliseconds since 1970. */
  now: () => number
  /** Tells this process from others on the same database. */
  instance: string
}

/** A deadlock, or a transaction another one overtook: the server says, try again. */
const TRY_AGAIN = new Set(['40P01', '40001'])
const MOST_TRIES = 3

/**
 * Does all of the work or none of it: in the transaction that is open already, or in a new one. The
 * work may be done over again, and holds a connection meanwhile, so it only ever asks the database.
 */
export async function together<T>(db: Queries, work: (tx: Queries) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db)
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      const mayRepeat = error instanceof DatabaseError && TRY_AGAIN.has(error.reason)
      if (!mayRepeat || tries === MOST_TRIES) throw error
    }
  }
}
