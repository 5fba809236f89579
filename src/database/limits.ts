import { sql } from 'kysely'
import type { Queries } from './queries.js'

export interface Taken {
  allowed: boolean
  /** How many more are allowed in this window. */
  remaining: number
  /** When the next window can begin, in milliseconds since 1970. */
  resetsAt: number
}

export type Limits = ReturnType<typeof createLimits>

/** Counts how often something happened, in windows of fixed length, for all instances together. */
export const createLimits = (db: Queries) => ({
  /**
   * Counts one more for `key`. A window begins with the first one and lasts `windowMs`
   * milliseconds; in it `max` are allowed.
   */
  async take(key: string, windowMs: number, max: number, now: number): Promise<Taken> {
    const isOver = sql<boolean>`limits.resets_at <= ${now}`
    const { taken, resetsAt } = await db
      .insertInto('limits')
      .values({ key, taken: 1, resetsAt: now + windowMs })
      .onConflict(existing =>
        existing.column('key').doUpdateSet({
          taken: sql`CASE WHEN ${isOver} THEN 1 ELSE limits.taken + 1 END`,
          resetsAt: sql`CASE WHEN ${isOver} THEN excluded.resets_at ELSE limits.resets_at END`,
        }),
      )
      .returning(['taken', 'resetsAt'])
      .executeTakeFirstOrThrow()
    return { allowed: taken <= max, remaining: Math.max(0, max - taken), resetsAt }
  },

  /** Forgets the windows that are over. */
  async removeOld(now: number): Promise<void> {
    await db.deleteFrom('limits').where('resetsAt', '<=', now).execute()
  },
})
