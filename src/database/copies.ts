import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import Libsql from 'libsql'
import { lock } from './embedded.js'
import { asDatabaseError, DatabaseError } from './errors.js'
import { NEWEST_MIGRATION } from './migrations.js'

/*
 * Copies of an embedded database, made and put back. There is no `await` in here: a signal is told
 * between two steps only, so nothing is left half written.
 */

const BUSY_TIMEOUT_MS = 5_000

/** What a copy holds. */
export interface Copied {
  /** The newest migration in it; undefined for a database that is empty. */
  version: string | undefined
  /** Whole, in bytes. */
  bytes: number
}

export interface Restored extends Copied {
  /** Where the database is that was there before; undefined when there was none. */
  replaced: string | undefined
}

/**
 * Copies a database into a new file, as it is at one moment, also while SmartCloud works with it.
 * Only its owner can read the copy.
 *
 * @throws {DatabaseError} with one of the reasons `MISSING`, `EXISTS`, or as SQLite says it
 */
export function backUp(file: string, into: string): Copied {
  const draft = draftOf(into)
  try {
    const copied = copy(file, draft)
    linkSync(draft, into) // refused when something is there, which a renaming would replace
    flush(dirname(resolve(into)))
    return copied
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST'
      ? new DatabaseError(`${into} is there already.`, 'EXISTS')
      : asDatabaseError(error)
  } finally {
    rmSync(draft, { force: true })
  }
}

/**
 * Puts a copy in the place of the database, in one step: whoever opens it finds the old one or the
 * new one, whole. Nobody may have it open meanwhile. The old one is kept beside it.
 *
 * @throws {DatabaseError} with one of the reasons `MISSING`, `SQLITE_BUSY` (SmartCloud has it open),
 * `NOT_OURS`, `TOO_NEW`, `SQLITE_NOTADB`, `SQLITE_CORRUPT`; the old one is still there
 */
export function restore(from: string, file: string): Restored {
  const path = resolve(file)
  const release = lock(path)
  const draft = draftOf(path)
  try {
    const copied = copy(from, draft)
    if (copied.version === undefined)
      throw new DatabaseError(`${from} is not a database of SmartCloud.`, 'NOT_OURS')
    if (copied.version > NEWEST_MIGRATION)
      throw new DatabaseError(`${from} was made by a newer SmartCloud.`, 'TOO_NEW')
    const replaced = existsSync(path) ? keep(file) : undefined
    // What the old one had not yet taken in must not be taken in by the new one.
    for (const ending of ['-wal', '-shm']) rmSync(path + ending, { force: true })
    renameSync(draft, path)
    flush(dirname(path))
    return { ...copied, replaced }
  } catch (error) {
    throw asDatabaseError(error)
  } finally {
    rmSync(draft, { force: true })
    release()
  }
}

/** By a second name for the same files, so that nothing has to be written and nothing can be missing. */
function keep(path: string): string {
  const kept = `${path}.${randomBytes(4).toString('hex')}.replaced`
  linkSync(path, kept)
  if (existsSync(`${path}-wal`)) linkSync(`${path}-wal`, `${kept}-wal`)
  return kept
}

/** Beside its place, so that it gets there in one step. */
const draftOf = (file: string): string => `${file}.${randomBytes(4).toString('hex')}.part`

function copy(from: string, into: string): Copied {
  // Opened, it would come into being.
  if (!existsSync(from)) throw new DatabaseError(`There is no file ${from}.`, 'MISSING')
  closeSync(openSync(into, 'wx', 0o600))
  const connection = new Libsql(from, { readonly: true, timeout: BUSY_TIMEOUT_MS })
  try {
    connection.prepare('VACUUM INTO ?').run(into)
  } finally {
    connection.close()
  }
  const bytes = flush(into)
  return { version: checkedVersion(into), bytes }
}

/** @throws {DatabaseError} it is damaged */
function checkedVersion(file: string): string | undefined {
  const connection = new Libsql(file, { readonly: true })
  try {
    const found = connection.prepare('PRAGMA integrity_check').get() as { integrity_check: string }
    if (found.integrity_check !== 'ok')
      throw new DatabaseError(`${file} is damaged.`, 'SQLITE_CORRUPT')
    const has = connection.prepare("SELECT 1 FROM sqlite_master WHERE name = 'kysely_migration'")
    if (!has.get()) return undefined
    const newest = connection.prepare('SELECT max(name) AS name FROM kysely_migration').get()
    return (newest as { name: string | null }).name ?? undefined
  } finally {
    connection.close()
  }
}

/** To the disk. @returns its size */
function flush(file: string): number {
  const open = openSync(file, 'r')
  try {
    fsyncSync(open)
    return fstatSync(open).size
  } finally {
    closeSync(open)
  }
}
