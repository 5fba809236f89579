import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Kysely, SqliteAdapter, SqliteDialect, type SqliteDatabase } from 'kysely'
import Libsql from 'libsql'
import { asDatabaseError, DatabaseError } from './errors.js'
import { withoutNul, type Engine } from './engine.js'
import { migrate } from './migrations.js'

/** How long a statement waits for another program that has the file open, in milliseconds. */
const BUSY_TIMEOUT_MS = 1_000
/** More different statements than the tables of this application have. */
const MOST_STATEMENTS = 200

type Statement = ReturnType<SqliteDatabase['prepare']>

/**
 * SQLite in this process: a file of ours alone, or `:memory:`. A commit is on the disk before it
 * is acknowledged.
 *
 * @throws {DatabaseError} the file cannot be used, or another process uses it
 */
export async function openEmbedded(file: string): Promise<Engine> {
  const path = file === ':memory:' ? file : resolve(file)
  const releaseLock = path === ':memory:' ? () => {} : lock(path)
  let connection: Libsql.Database | undefined
  try {
    connection = orDatabaseError(() => connect(path))
    const engine = engineOver(connection, releaseLock)
    const migrated = await migrate(new Kysely({ dialect: engine.dialect }))
    return { ...engine, migrated }
  } catch (error) {
    connection?.close()
    releaseLock()
    if (!(error instanceof DatabaseError)) throw error
    const { reason, message } = error
    throw reason === 'SQLITE_NOTADB' || reason === 'SQLITE_CORRUPT'
      ? new DatabaseError(`${path} is not a database, or is damaged (${reason}).`, reason)
      : new DatabaseError(`The database in ${path} cannot be opened. ${message}`, reason)
  }
}

/**
 * Holds the file for this process. The lock is one of the operating system on a file beside it, so
 * it ends with the process, however that ends. It is not on the database itself, because tools that
 * copy or inspect a running database may do so.
 *
 * @throws {DatabaseError} another process holds it
 */
export function lock(file: string): () => void {
  const lockFile = `${file}.lock`
  let holder: Libsql.Database | undefined
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    keepPrivate(lockFile)
    holder = new Libsql(lockFile)
    holder.pragma('journal_mode = OFF') // nothing is ever written, so no journal is needed
    holder.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    holder?.close()
    const { reason } = asDatabaseError(error) as DatabaseError
    throw reason === 'SQLITE_BUSY'
      ? new DatabaseError(
          `Another process is using the database in ${file}. Stop it first; several instances at once need PostgreSQL.`,
          reason,
        )
      : new DatabaseError(`The database in ${file} cannot be opened (${reason}).`, reason)
  }
  return () => {
    holder.exec('ROLLBACK')
    holder.close()
  }
}

/** Only the user that runs SmartCloud may read it. SQLite's own files beside it take its mode. */
function keepPrivate(file: string): void {
  try {
    // Never opened when it exists: closing it would end the locks this process holds on it.
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    chmodSync(file, 0o600)
  }
}

function connect(file: string): Libsql.Database {
  if (file !== ':memory:') keepPrivate(file)
  const connection = new Libsql(file, { timeout: BUSY_TIMEOUT_MS })
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  return connection
}

function engineOver(
  connection: Libsql.Database,
  releaseLock: () => void,
): Omit<Engine, 'migrated'> {
  const driver = guarded(connection)
  return {
    kind: 'embedded',
    dialect: new TransactionalSqlite({ database: driver }),
    prepare(_name, sql) {
      const statement = connection.prepare(sql)
      const ask = (parameters: readonly unknown[]) =>
        orDatabaseError(() => statement.get(storable(parameters)) as unknown)
      // There is one connection. While somebody's transaction is open on it, a statement beside
      // it would see, and take part in, what may yet be rolled back.
      const isFree = () => connection.open && !connection.inTransaction
      return parameters => (isFree() ? Promise.resolve(ask(parameters)) : undefined)
    },
    async close() {
      try {
        connection.exec('PRAGMA wal_checkpoint(TRUNCATE)') // leaves one file that can be copied
      } catch {
        // Without room for it, the log stays beside the file and is read at the next start.
      }
      connection.close()
      releaseLock()
    },
  }
}

/** Kysely holds that SQLite cannot create tables in a transaction. It can: no half migrations. */
class TransactionalSqlite extends SqliteDialect {
  override createAdapter() {
    return new (class extends SqliteAdapter {
      override get supportsTransactionalDdl() {
        return true
      }
    })()
  }
}

/** The connection as Kysely wants it, with our errors, and every statement prepared once only. */
function guarded(connection: Libsql.Database): SqliteDatabase {
  const known = new Map<string, Statement>()

  function ask<T>(question: () => T): T {
    // libsql itself goes on with a statement whose connection was closed.
    if (!connection.open) throw new DatabaseError('The database is closed.', 'CLOSED')
    return orDatabaseError(question)
  }

  function prepare(sql: string): Statement {
    const statement = ask(() => connection.prepare(sql)) as unknown as Statement
    return {
      reader: statement.reader,
      all(parameters) {
        const values = storable(parameters)
        return ask(() => statement.all(values))
      },
      run(parameters) {
        const values = storable(parameters)
        return ask(() => statement.run(values))
      },
      iterate: parameters => statement.iterate(storable(parameters)),
    }
  }

  return {
    prepare(sql) {
      const statement = known.get(sql) ?? prepare(sql)
      if (known.size >= MOST_STATEMENTS) known.clear()
      known.set(sql, statement)
      return statement
    },
    close: () => connection.close(),
  }
}

/** libsql ends the whole process when it is given a boolean, and stores NaN as null. */
function storable(parameters: readonly unknown[]): unknown[] {
  for (const value of parameters)
    if (value != null && typeof value !== 'string' && !Number.isFinite(value))
      throw new TypeError(`SQLite does not store ${typeof value} for us`)
  return withoutNul(parameters)
}

function orDatabaseError<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asDatabaseError(error)
  }
}
