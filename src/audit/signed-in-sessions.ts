import type { Database, Transaction } from '../database/database.js'
import { sessionHashOf } from '../database/session-store.js'
import { sessionNameOf, type LivingSession } from '../database/sessions.js'
import type { Environment, SignInAudience } from '../database/tables.js'
import type { By } from './audit-log.js'

/** Rows of a page. */
const PAGE = 20

/** Somebody who is signed in somewhere. */
export interface SignedInSession {
  /** What pages call it. */
  name: string
  audience: SignInAudience
  user: string
  person: string
  organisation: { name: string; number: string } | undefined
  startedAt: number
  lastSeenAt: number
  /** Where it began. */
  from: { address?: string; browser?: string; system?: string }
  isThis: boolean
}

export interface Who {
  user: string
  sessionId: string
}

export type Ended = 'ended' | 'gone' | 'thisOne' | 'notYours'

export type SignedInSessions = ReturnType<typeof createSignedInSessions>

/** Who is signed in, and how that ends, free of HTTP. */
export function createSignedInSessions(deps: {
  database: Pick<Database, 'sessions' | 'inTransaction'>
  environment: Environment
  now: () => number
}) {
  const { database, environment, now } = deps
  const { sessions } = database

  const own = async ({ user, sessionId }: Who): Promise<SignedInSession[]> =>
    (await sessions.living({ userKey: user, audience: 'staff' }, now())).map(row =>
      sessionOf(row, sessionId),
    )

  /** @param page from 1 */
  async function all(
    { audience, page }: { audience: SignInAudience | undefined; page: number },
    { sessionId }: Who,
  ): Promise<{ sessions: SignedInSession[]; isMore: boolean }> {
    const rows = await sessions.living(
      { ...(audience && { audience }), limit: PAGE + 1, offset: (page - 1) * PAGE },
      now(),
    )
    return {
      sessions: rows.slice(0, PAGE).map(row => sessionOf(row, sessionId)),
      isMore: rows.length > PAGE,
    }
  }

  async function find(name: string, { sessionId }: Who): Promise<SignedInSession | undefined> {
    const row = await sessions.livingNamed(name, now())
    return row && sessionOf(row, sessionId)
  }

  /** @param everybodys whether it may be another person's */
  async function end(
    name: string,
    who: Who,
    { everybodys }: { everybodys: boolean },
    by: By,
  ): Promise<Ended> {
    const row = await sessions.livingNamed(name, now())
    if (row && row.userKey !== who.user && !everybodys) return 'notYours'
    if (!row) return 'gone'
    if (row.idHash === sessionHashOf(who.sessionId)) return 'thisOne'
    const isDone = await database.inTransaction(async tx => {
      const isDone = await tx.sessions.end(row.idHash, now(), 'ended')
      if (isDone) await record(tx, row, by)
      return isDone
    })
    return isDone ? 'ended' : 'gone'
  }

  /**
   * All of one person, or of everybody; but not the one that asks for it.
   *
   * @returns how many there were
   */
  const endAll = (user: string | undefined, { sessionId }: Who, by: By): Promise<number> =>
    database.inTransaction(async tx => {
      const but = sessionHashOf(sessionId)
      const ended =
        user === undefined
          ? await tx.sessions.endEverybodys(now(), { but, reason: 'ended' })
          : await tx.sessions.endAllOf(user, now(), { but, reason: 'ended' })
      await tx.events.record({
        event: 'sessions ended',
        environment,
        ...by,
        details: { of: user ?? 'everybody', sessions: ended },
      })
      return ended
    })

  const record = (tx: Transaction, { idHash, audience, userKey }: LivingSession, by: By) =>
    tx.events.record({
      event: 'session ended',
      environment,
      ...by,
      objectType: 'session',
      objectId: sessionNameOf(idHash),
      details: { of: userKey, audience },
    })

  return { own, all, find, end, endAll }
}

/** What the sign-in left in it. */
interface Content {
  signedIn?: { name?: string; organisationName?: string; organisationNumber?: string }
  from?: { address?: string; browser?: string; system?: string }
}

function sessionOf(row: LivingSession, ownId: string): SignedInSession {
  const { signedIn = {}, from = {} } = JSON.parse(row.data) as Content
  const { name = '', organisationName, organisationNumber } = signedIn
  return {
    name: sessionNameOf(row.idHash),
    audience: row.audience as SignInAudience,
    user: row.userKey,
    person: name,
    organisation:
      organisationNumber === undefined
        ? undefined
        : { name: organisationName ?? '', number: organisationNumber },
    startedAt: row.createdAt,
    lastSeenAt: row.lastSeenAt,
    from,
    isThis: row.idHash === sessionHashOf(ownId),
  }
}
