import type { Dialect } from 'kysely'
import { UnstorableText } from './errors.js'
import type { Migrated } from './migrations.js'

/** One of the two databases, opened, locked and migrated. Ends the differences between them. */
export interface Engine {
  readonly kind: 'embedded' | 'postgresql'
  readonly dialect: Dialect
  /** What opening it has changed. */
  readonly migrated: Migrated
  /** For a statement that runs on every page: skips the query builder, which costs 30–40 µs. */
  prepare(name: string, sql: string): Prepared
  close(): Promise<void>
}

/** The first row, if any. No promise when the statement has to wait its turn, the ordinary way. */
export type Prepared = (parameters: readonly unknown[]) => Promise<unknown> | undefined

/** @throws {UnstorableText} PostgreSQL refuses NUL, and libsql silently cuts the text off there */
export function withoutNul(parameters: readonly unknown[]): unknown[] {
  for (const value of parameters)
    if (typeof value === 'string' && value.includes('\0'))
      throw new UnstorableText('Text may not contain the character NUL.')
  return parameters as unknown[]
}
