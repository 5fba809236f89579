import { Kysely, PostgresDialect, sql, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { asDatabaseError, DatabaseError } from './errors.js'
import { withoutNul, type Engine } from './engine.js'
import { migrate, type Migrated } from './migrations.js'

const MOST_CONNECTIONS = 10
const INT8 = 20

/** In milliseconds. */
export interface Timeouts {
  /** For a connection to the server, and for one of ours to become free. */
  connectMs: number
  /** After this the server gives up a statement. */
  statementMs: number
}

/**
 * PostgreSQL, for production and for several instances at once.
 *
 * @throws {DatabaseError} there is no such database, or it does not let us in
 */
export async function openPostgresql(
  url: string,
  { connectMs, statementMs }: Timeouts,
): Promise<Engine> {
  const config = { connectionString: url, connectionTimeoutMillis: connectMs }
  let migrated: Migrated
  try {
    migrated = await migrateOnce({ ...config, max: 1 })
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    const { reason, message } = error
    const why = WHY_NOT[reason] ?? message
    throw new DatabaseError(`The PostgreSQL database cannot be opened. ${why}`, reason)
  }
  return engineOver(
    poolFor({
      ...config,
      max: MOST_CONNECTIONS,
      statement_timeout: statementMs,
      query_timeout: statementMs + 1_000, // when the server itself has gone silent
      idle_in_transaction_session_timeout: 10_000,
    }),
    migrated,
  )
}

const WHY_NOT: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'No server answers at its address.',
  ENOTFOUND: 'There is no host of that name.',
  ERR_INVALID_URL: 'Its address cannot be read.',
  TIMEOUT: 'The server does not answer.',
  '28P01': 'It refuses the user name or the password.',
  '28000': 'It refuses the user name or the password.',
  '3D000': 'The server has no database of that name.',
  '42501': 'The user may not create tables in it.',
  '3F000': 'The schema in its search path does not exist.',
  '53300': 'The server has no connection left.',
}

/** On a connection of its own, without time limits: an instance may wait here for another one. */
async function migrateOnce(config: pg.PoolConfig): Promise<Migrated> {
  const pool = poolFor(config)
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: guarded(pool) }) })
  try {
    const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db)
    return await migrate(db, rows[0]?.schema)
  } finally {
    await db.destroy()
  }
}

function poolFor(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    application_name: 'smartcloud',
    // Milliseconds are safe as numbers; the driver would hand over text.
    types: {
      getTypeParser: (type: number, format?: 'text' | 'binary') =>
        type === INT8 ? Number : pg.types.getTypeParser(type, format as 'text'),
    },
  })
  // A connection that breaks is noticed by who uses it. Without listeners it would end the process.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

function engineOver(pool: pg.Pool, migrated: Migrated): Engine {
  return {
    kind: 'postgresql',
    migrated,
    dialect: new PostgresDialect({ pool: guarded(pool) }),
    prepare(name, text) {
      return async parameters => {
        const values = withoutNul(parameters)
        const { rows } = await orDatabaseError(() => pool.query({ name, text, values }))
        return rows[0] as unknown
      }
    },
    close: () => pool.end(),
  }
}

/** The pool as Kysely wants it, with our errors. A connection that failed us is not used again. */
function guarded(pool: pg.Pool): PostgresPool {
  return {
    async connect() {
      const client = await orDatabaseError(() => pool.connect())
      let broken: unknown
      const query = async (text: string, parameters: readonly unknown[]) => {
        if (broken) throw asDatabaseError(broken)
        const values = withoutNul(parameters)
        return orDatabaseError(() =>
          client.query(text, values).catch((error: unknown) => {
            if (!(error instanceof pg.DatabaseError)) broken = error // not the server's own answer
            throw error
          }),
        )
      }
      const release = () => client.release(broken !== undefined)
      return { query, release } as unknown as PostgresPoolClient
    },
    end: () => pool.end(),
  }
}

async function orDatabaseError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asDatabaseError(error)
  }
}
