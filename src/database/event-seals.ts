import { createHash } from 'node:crypto'
import { Conflict } from './errors.js'
import type { Context, Queries } from './queries.js'
import type { Row } from './tables.js'

/**
 * An event gets its time before its transaction is over, and instances' clocks differ a little. What
 * is older than this has arrived, wherever it was written.
 */
const SETTLED_AFTER_MS = 60_000
/** So that a broken seal says roughly when. */
const MOST_PER_SEAL = 500

export interface Verified {
  /** Undefined when every seal holds. */
  broken?: {
    number: number
    /** Of the events the seal is over, in milliseconds since 1970. */
    from: number
    until: number
  }
  seals: number
  /** How many events are sealed, and how many are too young. */
  sealed: number
  unsealed: number
}

export type EventSeals = ReturnType<typeof createEventSeals>

/**
 * Makes the audit trail show what was done to it. A chain in the rows themselves would have every
 * transaction wait for the one before it. So the chain is laid over them afterwards: a seal is a
 * hash over the events that came since the seal before, and over that seal's own hash. An event that
 * was changed, removed, added or put in another's place breaks its seal; a seal that was made anew
 * breaks the next. Whoever can write to the database could make all of them anew from there on, so
 * each hash goes to the log as well, which is kept elsewhere.
 */
export const createEventSeals = (db: Queries, { now }: Context) => {
  const eventsIn = (afterId: string, lastId: string, most: number) =>
    db
      .selectFrom('events')
      .selectAll()
      .where('id', '>', afterId)
      .where('id', '<=', lastId)
      .orderBy('id')
      .limit(most)
      .execute()

  const newest = () =>
    db.selectFrom('eventSeals').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst()

  return {
    /** Seals what has settled. Several instances may; the same events are sealed once. */
    async seal(): Promise<Row<'eventSeals'>[]> {
      const made: Row<'eventSeals'>[] = []
      const lastId = idAt(now() - SETTLED_AFTER_MS)
      for (;;) {
        const before = await newest()
        const events = await eventsIn(before?.lastId ?? '', lastId, MOST_PER_SEAL)
        const last = events.at(-1)
        if (!last) return made
        const seal = {
          number: (before?.number ?? 0) + 1,
          at: now(),
          afterId: before?.lastId ?? '',
          lastId: last.id,
          events: events.length,
          hash: hashOf(before?.hash ?? '', events),
        }
        try {
          await db.insertInto('eventSeals').values(seal).execute()
        } catch (error) {
          if (error instanceof Conflict) return made // another instance was quicker
          throw error
        }
        made.push(seal)
      }
    },

    /** Computes every seal anew, from the first. */
    async verify(): Promise<Verified> {
      let [number, hash, lastId, sealed] = [0, '', '', 0]
      for (;;) {
        const seals = await db
          .selectFrom('eventSeals')
          .selectAll()
          .where('number', '>', number)
          .orderBy('number')
          .limit(100)
          .execute()
        if (seals.length === 0) break
        for (const seal of seals) {
          const events = await eventsIn(lastId, seal.lastId, seal.events + 1)
          const holds =
            seal.number === number + 1 &&
            seal.afterId === lastId &&
            seal.events === events.length &&
            seal.hash === hashOf(hash, events)
          if (!holds)
            return {
              broken: { number: seal.number, from: timeOf(lastId), until: timeOf(seal.lastId) },
              seals: number,
              sealed,
              unsealed: 0,
            }
          ;({ number, hash, lastId } = seal)
          sealed += events.length
        }
      }
      const { unsealed } = await db
        .selectFrom('events')
        .select(({ fn }) => fn.countAll<number | string>().as('unsealed'))
        .where('id', '>', lastId)
        .executeTakeFirstOrThrow()
      return { seals: number, sealed, unsealed: Number(unsealed) }
    },
  }
}

/** An event's id begins with its time. */
const idAt = (at: number): string => Math.max(0, at).toString(16).padStart(12, '0')
const timeOf = (id: string): number => parseInt(id.slice(0, 12) || '0', 16)

/** Every column, in an order that does not depend on the table's. */
function hashOf(before: string, events: readonly Row<'events'>[]): string {
  const hash = createHash('sha256').update(before)
  for (const row of events)
    hash.update(
      `\n${JSON.stringify([
        row.id,
        row.at,
        row.environment,
        row.actor,
        row.event,
        row.objectType,
        row.objectId,
        row.outcome,
        row.reference,
        row.details,
        row.sourceAddress,
      ])}`,
    )
  return hash.digest('hex')
}
