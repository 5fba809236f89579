import { SmartCloudError } from '../errors.js'

/**
 * The database could not do what it was asked; nothing was changed. Says nothing of the question:
 * it would carry what a visitor typed.
 */
export class DatabaseError extends SmartCloudError {
  readonly code: string = 'database_unavailable'
  readonly status = 503
  /** What the driver called it, for the log: `SQLITE_BUSY`, `57014`, `ECONNREFUSED`. */
  readonly reason: string

  constructor(message: string, reason: string) {
    super(message)
    this.reason = reason
  }
}

/** Nothing more can be written until somebody makes room. Reading still works. */
export class DatabaseFull extends DatabaseError {
  override readonly code = 'database_full'
}

/** A row with the same key is there already. */
export class Conflict extends SmartCloudError {
  readonly code = 'conflict'
  readonly status = 409
}

/** Text with the character NUL: PostgreSQL refuses it, and SQLite would cut it off there. */
export class UnstorableText extends SmartCloudError {
  readonly code = 'unstorable_text'
  readonly status = 400
}

const FULL = new Set(['SQLITE_FULL', '53100', 'ENOSPC'])
const NOT_UNIQUE = new Set(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', '23505'])

/**
 * Turns whatever a driver threw into an error of ours. Only its code is kept: message, detail and
 * cause of a driver's error repeat the question and its values.
 */
export function asDatabaseError(error: unknown): SmartCloudError {
  if (error instanceof SmartCloudError) return error
  const reason = reasonOf(error)
  if (NOT_UNIQUE.has(reason)) return new Conflict('There is a row with this key already.')
  if (FULL.has(reason)) return new DatabaseFull('The database has no room left.', reason)
  return new DatabaseError(`The database did not do what it was asked (${reason}).`, reason)
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code)) return code
  return /time(d )?out/i.test(String(message)) ? 'TIMEOUT' : 'UNKNOWN'
}
