import type { Dialect } from 'kysely'
import { UnstorableText } from './errors.js'

/** One of the two databases, opened, locked and migrated. Ends the differences between them. */
export interface Engine {
  readonly kind: 'embedded' | 'postgresql'
  readonly dialect: Dialect
  /** For a statement that runs on every page: skips the query builder, which costs 30–40 µs. */
  prepare(name: string, sql: string): Prepared
  close(): Promise<void>
}

/** The rows; undefined when the statement has to wait its turn and go the ordinary way. */
export type Prepared = (parameters: readonly unknown[]) => Promise<unknown[]> | undefined

/**
 * Lets through what both databases store alike: text without NUL, numbers and null.
 *
 * @throws {UnstorableText}
 */
export function storable(parameters: readonly unknown[]): unknown[] {
  for (const value of parameters) {
    if (typeof value === 'string') {
      if (value.includes('\0')) throw new UnstorableText('Text may not contain the character NUL.')
    } else if (value != null && !Number.isFinite(value)) {
      // libsql ends the whole process when it is given a boolean.
      throw new TypeError(`Neither database stores a ${typeof value} for us`)
    }
  }
  return parameters as unknown[]
}
