import { randomBytes } from 'node:crypto'
import { sql, type ExpressionBuilder, type SelectQueryBuilder } from 'kysely'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { together, type Context, type Queries } from './queries.js'
import type { Environment, Outcome, Row, Schema } from './tables.js'

export interface EventRow extends Omit<Row<'events'>, 'details'> {
  details: unknown
}

/** An event that belongs to a change. What was changed is known where it is changed. */
export interface ChangeEvent {
  event: string
  /** Who did it. Left out for a visitor who has not signed in. */
  actor?: string
  /** `ok` when left out. */
  outcome?: Outcome
  /** The action's reference, as in the log. */
  reference?: string
  /** Becomes JSON. Never a token, a key or a session id. */
  details?: unknown
  sourceAddress?: string
}

export interface NewEvent extends ChangeEvent {
  environment?: Environment
  objectType?: string
  objectId?: string
}

export interface EventFilter {
  environment?: Environment
  objectType?: string
  objectId?: string
  actor?: string
  /** The id of the last event of the page before this one. */
  before?: string
  /** 100 when left out. */
  limit?: number
}

/** What the log is searched by; everything given must fit. */
export interface EventSearch {
  environment: Environment
  /** In its name, whom and what it is about, its reference, source and details, however written. */
  text?: string | undefined
  event?: string | undefined
  /** Null: nobody who has signed in. */
  actor?: string | null | undefined
  /** Also of its requests, registrations and changes. */
  organisationNumber?: string | undefined
  outcome?: Outcome | undefined
  /** Milliseconds since 1970; the end is not included. */
  from?: number | undefined
  until?: number | undefined
}

/** Older than one, or newer than one: ids of events. */
export interface EventPage {
  before?: string | undefined
  after?: string | undefined
  limit: number
}

/** Who it was, as the sign-in told. */
export interface ActorName {
  actor: string
  details: unknown
  objectId: string | null
}

export type Events = ReturnType<typeof createEvents>

/** The audit trail. Rows are added and read; the database itself refuses everything else. */
export const createEvents = (db: Queries, { now }: Context) => {
  async function namesIn(ids: SelectQueryBuilder<Schema, 'events', { id: string }>) {
    const rows = await db
      .selectFrom('events')
      .select(['actor', 'details', 'objectId'])
      .where('id', 'in', ids)
      .orderBy('id', 'desc')
      .execute()
    return rows.flatMap(({ actor, details, objectId }): ActorName[] =>
      actor === null ? [] : [{ actor, details: details && JSON.parse(details), objectId }],
    )
  }

  return {
    async record({ outcome = 'ok', details, ...event }: NewEvent): Promise<void> {
      const at = now()
      await db
        .insertInto('events')
        .values({
          ...event,
          id: eventId(at),
          at,
          outcome,
          details: details === undefined ? null : JSON.stringify(details),
        })
        .execute()
    },

    /** Newest first, whichever way the page was come to. */
    async search(search: EventSearch, { before, after, limit }: EventPage): Promise<EventRow[]> {
      const forwards = after !== undefined && before === undefined
      let query = narrowed(db.selectFrom('events').selectAll(), search)
        .orderBy('id', forwards ? 'asc' : 'desc')
        .limit(limit)
      if (before !== undefined) query = query.where('id', '<', before)
      if (after !== undefined) query = query.where('id', '>', after)

      const rows = (await query.execute()).map(readable)
      return forwards ? rows.reverse() : rows
    },

    /** The newest sign-in of each. */
    async namesOf(actors: readonly string[]): Promise<ActorName[]> {
      if (actors.length === 0) return []
      const newest = db
        .selectFrom('events')
        .select(({ fn }) => fn.max('id').as('id'))
        .where('event', '=', SIGNED_IN)
        .where('actor', 'in', actors)
        .groupBy('actor')
      return namesIn(newest)
    },

    /** Those of our own people who have signed in since then, the last first. */
    async staffSince(at: number): Promise<ActorName[]> {
      const newest = db
        .selectFrom('events')
        .select(({ fn }) => fn.max('id').as('id'))
        .where('event', '=', SIGNED_IN)
        .where('id', '>', idAt(at))
        .where('details', 'like', '%"audience":"staff"%')
        .groupBy('actor')
      return namesIn(newest)
    },

    /** Newest first. */
    async list({ before, limit = 100, ...filter }: EventFilter = {}): Promise<EventRow[]> {
      let query = db.selectFrom('events').selectAll().orderBy('id', 'desc').limit(limit)
      for (const column of ['environment', 'objectType', 'objectId', 'actor'] as const) {
        const wanted = filter[column]
        if (wanted !== undefined) query = query.where(column, '=', wanted)
      }
      if (before !== undefined) query = query.where('id', '<', before)

      const rows = await query.execute()
      return rows.map(readable)
    },
  }
}

type Searched = SelectQueryBuilder<Schema, 'events', Row<'events'>>

/** Times are looked for by the ids, which begin with them. */
function narrowed(query: Searched, search: EventSearch): Searched {
  const { environment, text, event, actor, organisationNumber, outcome, from, until } = search
  let narrow = query.where(({ eb, or }) =>
    or([eb('environment', '=', environment), eb('environment', 'is', null)]),
  )
  if (event !== undefined) narrow = narrow.where('event', '=', event)
  if (actor === null) narrow = narrow.where('actor', 'is', null)
  else if (actor !== undefined) narrow = narrow.where('actor', '=', actor)
  if (outcome !== undefined) narrow = narrow.where('outcome', '=', outcome)
  if (from !== undefined) narrow = narrow.where('id', '>=', idAt(from))
  if (until !== undefined) narrow = narrow.where('id', '<', idAt(until))
  if (organisationNumber !== undefined)
    narrow = narrow.where(isAbout(environment, organisationNumber))
  if (text !== undefined) narrow = narrow.where(has(text))
  return narrow
}

const isAbout =
  (environment: Environment, organisationNumber: string) =>
  (eb: ExpressionBuilder<Schema, 'events'>) => {
    const idsIn = (table: 'requests' | 'onboardings' | 'changes') =>
      eb
        .selectFrom(table)
        .select('id')
        .where('environment', '=', environment)
        .where('organisationNumber', '=', organisationNumber as OrganisationNumber)
    return eb.or([
      eb('objectId', '=', organisationNumber),
      ...(['requests', 'onboardings', 'changes'] as const).map(table =>
        eb('objectId', 'in', idsIn(table)),
      ),
    ])
  }

const SEARCHED = ['event', 'actor', 'objectId', 'reference', 'sourceAddress', 'details'] as const

/**
 * SQLite makes only A to Z small, and PostgreSQL what its locale knows. So what is looked for is
 * tried in the ways that a word with other letters is written.
 */
const has = (text: string) => (eb: ExpressionBuilder<Schema, 'events'>) =>
  eb.or(
    waysToWrite(text).flatMap(way =>
      SEARCHED.map(
        column => sql<boolean>`lower(${sql.ref(column)}) LIKE ${`%${escaped(way)}%`} ESCAPE '!'`,
      ),
    ),
  )

function waysToWrite(text: string): string[] {
  const small = text.normalize('NFC').toLocaleLowerCase('nb')
  const other = /[^\x00-\x7f]/
  return [
    ...new Set([
      small,
      small.replace(other, letter => letter.toLocaleUpperCase('nb')),
      small.replace(new RegExp(other, 'g'), letter => letter.toLocaleUpperCase('nb')),
    ]),
  ]
}

const escaped = (text: string): string => text.replace(/[!%_]/g, '!$&')

const SIGNED_IN = 'signed in'

const readable = (row: Row<'events'>): EventRow => ({
  ...row,
  details: row.details && JSON.parse(row.details),
})

/**
 * Makes a change and records why: both, or neither. A change that found nothing to change gives
 * undefined and is not recorded.
 */
export function recorded<T>(
  db: Queries,
  context: Context,
  event: ChangeEvent | undefined,
  about: (row: T) => Pick<NewEvent, 'environment' | 'objectType' | 'objectId'>,
  change: (db: Queries) => Promise<T | undefined>,
): Promise<T | undefined> {
  if (!event) return change(db)
  return together(db, async tx => {
    const row = await change(tx)
    if (row) await createEvents(tx, context).record({ ...event, ...about(row) })
    return row
  })
}

/** Sorts by time; within a millisecond, in the order this process wrote them. */
const eventId = (at: number): string =>
  [
    idAt(at),
    process.hrtime.bigint().toString(16).padStart(16, '0'),
    randomBytes(4).toString('hex'),
  ].join('-')

/** With which the ids of its time begin. */
const idAt = (at: number): string => Math.max(0, at).toString(16).padStart(12, '0')
