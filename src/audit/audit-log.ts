import type { Database } from '../database/database.js'
import type { EventRow } from '../database/events.js'
import type { Verified } from '../database/event-seals.js'
import type { Environment } from '../database/tables.js'
import { NOBODY, searchOf, type LogFilter } from './log-search.js'
import { SMARTCLOUD } from '../action.js'

/** Rows of a page. */
const PAGE = 20
/** What an export takes at a time, and in all. */
const CHUNK = 500
export const MOST_EXPORTED = 10_000

const NINETY_DAYS_MS = 90 * 24 * 60 * 60 * 1000

/** Who did something, as far as the sign-in told. */
export type Actor =
  | { kind: 'visitor' | 'smartcloud' | 'thisMachine' | 'customer' | 'unknown' }
  | { kind: 'staff'; name: string }

export interface LogEntry extends EventRow {
  who: Actor
}

export interface LogPage {
  entries: LogEntry[]
  /** Ids to go on from. */
  older: string | undefined
  newer: string | undefined
}

/** What an event about the log itself is written down with. */
export interface By {
  actor: string
  reference: string
  sourceAddress: string
}

export type AuditLog = ReturnType<typeof createAuditLog>

/** Reads the audit trail for our own people, free of HTTP. */
export function createAuditLog(deps: {
  database: Pick<Database, 'events' | 'eventSeals'>
  environment: Environment
  now: () => number
}) {
  const { environment, now } = deps
  const { events, eventSeals } = deps.database

  async function withNames(rows: EventRow[]): Promise<LogEntry[]> {
    const actors = new Set(rows.flatMap(({ actor }) => (actor === null ? [] : [actor])))
    const known = new Map(
      (await events.namesOf([...actors])).map(({ actor, details }) => [actor, details]),
    )
    return rows.map(row => ({ ...row, who: actorOf(row.actor, known.get(row.actor ?? '')) }))
  }

  return {
    /** One row more is asked for than is shown: it tells whether there is another page. */
    async page(filter: LogFilter, { before, after }: Cursor): Promise<LogPage> {
      const search = searchOf(filter, environment)
      const found = await events.search(search, { before, after, limit: PAGE + 1 })
      const isForwards = after !== undefined && before === undefined
      const isMore = found.length > PAGE
      const rows = isForwards ? found.slice(-PAGE) : found.slice(0, PAGE)
      return {
        entries: await withNames(rows),
        older: isForwards || isMore ? rows.at(-1)?.id : undefined,
        newer: isForwards ? (isMore ? rows[0]?.id : undefined) : before && rows[0]?.id,
      }
    },

    /** Whom the log can be narrowed to: those of our own people who were here lately. */
    async staff(): Promise<{ actor: string; who: Actor }[]> {
      const found = await events.staffSince(now() - NINETY_DAYS_MS)
      return found.map(({ actor, details }) => ({ actor, who: actorOf(actor, details) }))
    },

    /**
     * What the filter shows just now, newest first, and no more than {@link MOST_EXPORTED}. That it
     * was taken out is written down first.
     */
    async *exported(filter: LogFilter, format: string, by: By): AsyncGenerator<LogEntry[]> {
      const search = searchOf(filter, environment)
      const next = (before: string | undefined, left: number) =>
        events.search(search, { before, limit: Math.min(CHUNK, left) })
      let rows = await next(undefined, MOST_EXPORTED)
      await events.record({
        event: 'log exported',
        environment,
        ...by,
        details: { format, filter },
      })
      for (let left = MOST_EXPORTED; rows.length > 0;) {
        yield await withNames(rows)
        left -= rows.length
        rows = left > 0 ? await next(rows.at(-1)?.id, left) : []
      }
    },

    /** Seals what has come since, and looks whether every seal holds. */
    async verify(by: By): Promise<Verified> {
      await eventSeals.seal()
      const verified = await eventSeals.verify()
      const { broken, ...counted } = verified
      await events.record({
        event: 'log verified',
        environment,
        ...by,
        outcome: broken ? 'failed' : 'ok',
        details: broken ? { brokenSeal: broken.number } : counted,
      })
      return verified
    },
  }
}

export interface Cursor {
  before?: string | undefined
  after?: string | undefined
}

/** @param signedIn the details of their last sign-in */
function actorOf(actor: string | null, signedIn: unknown): Actor {
  if (actor === null || actor === NOBODY) return { kind: 'visitor' }
  if (actor === SMARTCLOUD) return { kind: 'smartcloud' }
  if (actor.startsWith('this machine|')) return { kind: 'thisMachine' }
  const { audience, name } = (signedIn ?? {}) as { audience?: unknown; name?: unknown }
  if (audience === 'staff' && typeof name === 'string') return { kind: 'staff', name }
  return { kind: audience === 'customer' ? 'customer' : 'unknown' }
}
