import type { ExpressionBuilder } from 'kysely'
import type { Prepared } from './engine.js'
import type { Queries } from './queries.js'
import type { Audience, EndReason, Row, Schema } from './tables.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/**
 * How long a session lasts without being used, and at the most, in milliseconds (requirement S9).
 * Ansattporten's own end after 30 and 120 minutes too.
 */
export const SESSION_LIMITS: Readonly<Record<Audience, { idleMs: number; longestMs: number }>> = {
  'sign-up': { idleMs: HOUR_MS, longestMs: HOUR_MS },
  customer: { idleMs: 30 * MINUTE_MS, longestMs: 2 * HOUR_MS },
  staff: { idleMs: 30 * MINUTE_MS, longestMs: 8 * HOUR_MS },
}

export interface SessionContent {
  /** JSON. */
  data: string
  audience: Audience
  userKey: string | null
  logInKey: string | null
}

/** Of somebody who is signed in. */
export type LivingSession = Pick<
  Row<'sessions'>,
  'idHash' | 'data' | 'audience' | 'createdAt' | 'lastSeenAt'
> & { userKey: string }

/** What a session is called where people see it: enough to tell it apart, nothing to sign in with. */
export const sessionNameOf = (idHash: string): string => idHash.slice(0, 12)
export const SESSION_NAME = /^[0-9a-f]{12}$/

export interface LivingFilter {
  userKey?: string
  audience?: Audience
  /** 100 when left out. */
  limit?: number
  offset?: number
}

export type Sessions = ReturnType<typeof createSessions>

/**
 * The rows of the session store. Only the hash of an id comes here. A session that is over, because
 * it was ended or by either of its times, is never found and never changed again.
 *
 * @param prepare for reading, which is done on every page
 */
export function createSessions(db: Queries, prepare?: (name: string, sql: string) => Prepared) {
  const reading = (idHash: string, now: number) =>
    db.selectFrom('sessions').select('data').where(alive(idHash, now))
  const readAtOnce = prepare?.('read-session', reading('', 0).compile().sql)

  return {
    /** @throws {Conflict} there was a session with this id before, alive or not */
    async insert(idHash: string, content: SessionContent, now: number): Promise<void> {
      const { idleMs, longestMs } = SESSION_LIMITS[content.audience]
      await db
        .insertInto('sessions')
        .values({
          ...content,
          idHash,
          createdAt: now,
          lastSeenAt: now,
          idleEndsAt: now + idleMs,
          endsAt: now + longestMs,
        })
        .execute()
    },

    /**
     * Keeps what changed in a living session and says whether there was one. Audience, user
     * and log-in are part of what is looked for: they never change under the same id.
     */
    async update(
      idHash: string,
      { data, audience, userKey, logInKey }: SessionContent,
      now: number,
    ): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('sessions')
        .set({ data, lastSeenAt: now, idleEndsAt: now + SESSION_LIMITS[audience].idleMs })
        .where(alive(idHash, now))
        .where('audience', '=', audience)
        .where('userKey', 'is not distinct from', userKey)
        .where('logInKey', 'is not distinct from', logInKey)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    /** The JSON of a living session. */
    async read(idHash: string, now: number): Promise<string | undefined> {
      const atOnce = readAtOnce?.([idHash, now, now]) // in the order of `alive`
      const row = await (atOnce ?? reading(idHash, now).executeTakeFirst())
      return (row as { data: string } | undefined)?.data
    },

    /** A living session is being used: its idle time begins anew. */
    async touch(idHash: string, audience: Audience, now: number): Promise<void> {
      await db
        .updateTable('sessions')
        .set({ lastSeenAt: now, idleEndsAt: now + SESSION_LIMITS[audience].idleMs })
        .where(alive(idHash, now))
        .where('audience', '=', audience)
        .execute()
    },

    /**
     * What was in it is removed at once, the row itself by `removeOld`. Says whether there was one.
     *
     * @param reason to be told to whoever comes back with it
     */
    async end(idHash: string, now: number, reason?: EndReason): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('sessions')
        .set(ended(now, reason))
        .where('idHash', '=', idHash)
        .where('endedAt', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    /** Everywhere somebody is signed in, but for one. Returns how many sessions that was. */
    async endAllOf(
      userKey: string,
      now: number,
      { but = '', reason }: { but?: string; reason?: EndReason } = {},
    ): Promise<number> {
      const { numUpdatedRows } = await db
        .updateTable('sessions')
        .set(ended(now, reason))
        .where('userKey', '=', userKey)
        .where('idHash', '!=', but)
        .where('endedAt', 'is', null)
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },

    /** Of everybody who is signed in, but for one. Returns how many there were. */
    async endEverybodys(
      now: number,
      { but, reason }: { but: string; reason: EndReason },
    ): Promise<number> {
      const { numUpdatedRows } = await db
        .updateTable('sessions')
        .set(ended(now, reason))
        .where('userKey', 'is not', null)
        .where('idHash', '!=', but)
        .where('endedAt', 'is', null)
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },

    /**
     * Lets somebody keep so many sessions: this one and the newest others. Returns the ids of those
     * it ended.
     */
    async endOldest(
      userKey: string,
      { keep, current }: { keep: number; current: string },
      now: number,
    ): Promise<string[]> {
      const living = await db
        .selectFrom('sessions')
        .select('idHash')
        .where('userKey', '=', userKey)
        .where('idHash', '!=', current)
        .where(isAlive(now))
        .orderBy('createdAt', 'desc')
        .orderBy('idHash')
        .execute()
      const ids: string[] = []
      for (const { idHash } of living.slice(keep - 1))
        if (await this.end(idHash, now, 'tooMany')) ids.push(idHash)
      return ids
    },

    /** Who is signed in, those seen last first. */
    async living(
      { userKey, audience, limit = 100, offset = 0 }: LivingFilter,
      now: number,
    ): Promise<LivingSession[]> {
      let query = db
        .selectFrom('sessions')
        .select(['idHash', 'data', 'audience', 'userKey', 'createdAt', 'lastSeenAt'])
        .where('userKey', 'is not', null)
        .where(isAlive(now))
        .orderBy('lastSeenAt', 'desc')
        .orderBy('idHash')
        .limit(limit)
        .offset(offset)
      if (userKey !== undefined) query = query.where('userKey', '=', userKey)
      if (audience !== undefined) query = query.where('audience', '=', audience)
      return (await query.execute()) as LivingSession[]
    },

    /** The one whose id's hash begins so; undefined also when there are several. */
    async livingNamed(beginning: string, now: number): Promise<LivingSession | undefined> {
      const [found, ...others] = await db
        .selectFrom('sessions')
        .select(['idHash', 'data', 'audience', 'userKey', 'createdAt', 'lastSeenAt'])
        .where('userKey', 'is not', null)
        .where('idHash', 'like', `${beginning}%`)
        .where(isAlive(now))
        .limit(2)
        .execute()
      return others.length > 0 ? undefined : (found as LivingSession | undefined)
    },

    /** Why it was ended; undefined when it was not, or when that is long ago. */
    async endReasonOf(idHash: string): Promise<EndReason | undefined> {
      const row = await db
        .selectFrom('sessions')
        .select('endReason')
        .where('idHash', '=', idHash)
        .executeTakeFirst()
      return row?.endReason ?? undefined
    },

    /** What came from one log-in at the provider. Returns how many there were. */
    async endAllOfLogIn(logInKey: string, now: number): Promise<number> {
      const { numUpdatedRows } = await db
        .updateTable('sessions')
        .set({ endedAt: now, data: '{}' })
        .where('logInKey', '=', logInKey)
        .where('endedAt', 'is', null)
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },

    /** One that was ended for a reason stays until it would have been over anyway. */
    async removeOld(now: number): Promise<void> {
      await db
        .deleteFrom('sessions')
        .where(({ eb, or, and }) =>
          or([
            eb('idleEndsAt', '<=', now),
            eb('endsAt', '<=', now),
            and([eb('endedAt', 'is not', null), eb('endReason', 'is', null)]),
          ]),
        )
        .execute()
    },
  }
}

const ended = (now: number, reason: EndReason | undefined) => ({
  endedAt: now,
  data: '{}',
  endReason: reason ?? null,
})

const alive = (idHash: string, now: number) => (eb: ExpressionBuilder<Schema, 'sessions'>) =>
  eb.and([eb('idHash', '=', idHash), isAlive(now)(eb)])

const isAlive = (now: number) => (eb: ExpressionBuilder<Schema, 'sessions'>) =>
  eb.and([eb('idleEndsAt', '>', now), eb('endsAt', '>', now), eb('endedAt', 'is', null)])
