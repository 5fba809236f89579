import type { Queries } from './queries.js'
import type { Row } from './tables.js'

export type SignInAttempt = Row<'signInAttempts'>

export type SignInAttempts = ReturnType<typeof createSignInAttempts>

/** Who has set out for the sign-in provider and may come back, once. For all instances together. */
export const createSignInAttempts = (db: Queries) => ({
  async begin(attempt: Omit<SignInAttempt, 'usedAt'>): Promise<void> {
    await db
      .insertInto('signInAttempts')
      .values({ ...attempt, usedAt: null })
      .execute()
  },

  /** One that is not over and nobody has come back with. */
  open: (
    secretHash: string,
    audience: SignInAttempt['audience'],
    now: number,
  ): Promise<SignInAttempt | undefined> =>
    db
      .selectFrom('signInAttempts')
      .selectAll()
      .where('secretHash', '=', secretHash)
      .where('audience', '=', audience)
      .where('endsAt', '>', now)
      .where('usedAt', 'is', null)
      .executeTakeFirst(),

  /** Uses it up. Undefined when it is over, was used before, or never began; of two, one gets it. */
  use: (
    secretHash: string,
    audience: SignInAttempt['audience'],
    now: number,
  ): Promise<SignInAttempt | undefined> =>
    db
      .updateTable('signInAttempts')
      .set({ usedAt: now })
      .where('secretHash', '=', secretHash)
      .where('audience', '=', audience)
      .where('endsAt', '>', now)
      .where('usedAt', 'is', null)
      .returningAll()
      .executeTakeFirst(),

  async removeOld(now: number): Promise<void> {
    await db.deleteFrom('signInAttempts').where('endsAt', '<=', now).execute()
  },
})
