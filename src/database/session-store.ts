import { hash, randomBytes } from 'node:crypto'
import type { Request } from 'express'
import session from 'express-session'
import type { SessionContent, Sessions } from './sessions.js'
import type { Audience } from './tables.js'

declare module 'express-session' {
  interface SessionData {
    /** Whom the session is for; a sign-up when left out. Set with a new id only. */
    audience?: Audience
    /** Who is signed in. Set with a new id only. */
    user?: string
    /** Which log-in at the provider it came from. Set with a new id only. */
    logIn?: string
  }
}

/** How many sessions we remember to have touched lately. More of them only cost more writes. */
const MOST_REMEMBERED = 10_000

/** 256 bits nobody can guess, for express-session's `genid`. */
export const generateId = (): string => randomBytes(32).toString('base64url')

/**
 * Keeps express-session's sessions in the database, one row each, for all instances.
 *
 * A session that was ended stays ended. express-session saves a changed session when the response
 * ends, with the same `set` for new and old ones, so in stores that insert or replace, a request
 * that is under way during a logout writes the session back, and the old cookie is signed in again.
 * Here a row is inserted once, for a session express-session has just made; everything else is an
 * UPDATE that looks for a living row and does nothing when there is none. A session read from the
 * database is never new, so no request can bring it back, however late it ends; nor does an id we
 * did not make become a session.
 *
 * A session that is only read is touched once in `touchEveryMs` milliseconds. Its idle time counts
 * from the last touch, so it may end that much early, and never late.
 *
 * Each `session()` middleware needs a store of its own: it puts its cookie settings there.
 *
 * @see https://github.com/expressjs/session/issues/632
 */
export function createSessionStore({
  sessions,
  now,
  touchEveryMs = 60_000,
}: {
  sessions: Sessions
  now: () => number
  touchEveryMs?: number
}): session.Store {
  /** Made by express-session and not saved yet. */
  const fresh = new WeakSet<object>()
  /** Inserts under way or done: a second save of the same request has to come after the first. */
  const inserts = new WeakMap<object, Promise<void>>()
  const touches = createThrottle(touchEveryMs, MOST_REMEMBERED)

  async function save(idHash: string, data: session.SessionData): Promise<void> {
    const content = contentOf(data)
    if (fresh.delete(data)) {
      const insert = sessions.insert(idHash, content, now())
      inserts.set(data, insert)
      return insert
    }
    await inserts.get(data)
    const found = await sessions.update(idHash, content, now())
    if (!found && (await sessions.read(idHash, now())) !== undefined)
      throw new Error(
        'A session gets another audience, user or log-in only with a new id: regenerate it',
      )
  }

  class DatabaseStore extends session.Store {
    get(id: string, callback: (error: unknown, data?: session.SessionData | null) => void) {
      sessions
        .read(sessionHashOf(id), now())
        .then(data => (data === undefined ? null : (JSON.parse(data) as session.SessionData)))
        .then(data => callback(null, data), callback)
    }

    set(id: string, data: session.SessionData, callback?: (error?: unknown) => void) {
      const idHash = sessionHashOf(id)
      touches.tryNow(idHash, now())
      save(idHash, data).then(() => callback?.(), callback)
    }

    override touch(id: string, data: session.SessionData, callback?: (error?: unknown) => void) {
      const idHash = sessionHashOf(id)
      if (!touches.tryNow(idHash, now())) return callback?.()
      sessions.touch(idHash, audienceOf(data), now()).then(
        () => callback?.(),
        error => {
          touches.forget(idHash)
          callback?.(error)
        },
      )
    }

    destroy(id: string, callback?: (error?: unknown) => void) {
      sessions.end(sessionHashOf(id), now()).then(() => callback?.(), callback)
    }
  }

  const store = new DatabaseStore()
  // The middleware hands its store the way to make a session. What comes out of it, and nothing
  // else, may become a new row.
  let make: (req: Request) => void
  Object.defineProperty(store, 'generate', {
    set: (given: typeof make) => (make = given),
    get: () => (req: Request) => {
      make(req)
      fresh.add(req.session)
    },
  })
  return store
}

/** What the table knows a session by. */
export const sessionHashOf = (id: string): string => hash('sha256', id, 'hex')

const audienceOf = (data: session.SessionData): Audience => data.audience ?? 'sign-up'

const contentOf = (data: session.SessionData): SessionContent => ({
  data: JSON.stringify(data),
  audience: audienceOf(data),
  userKey: data.user ?? null,
  logInKey: data.logIn ?? null,
})

/** Lets something through once in a while per key. Forgets the oldest rather than grow. */
function createThrottle(everyMs: number, mostKeys: number) {
  const last = new Map<string, number>() // oldest first
  return {
    tryNow(key: string, at: number): boolean {
      if (at - (last.get(key) ?? -Infinity) < everyMs) return false
      last.delete(key)
      last.set(key, at)
      for (const [oldest, then] of last) {
        if (last.size <= mostKeys && at - then < everyMs) break
        last.delete(oldest)
      }
      return true
    },
    forget: (key: string) => last.delete(key),
  }
}
