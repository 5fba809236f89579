import type { Request, RequestHandler } from 'express'
import session, { type SessionData } from 'express-session'
import type { Cookies } from './cookies.js'
import type { Message } from './frame.js'

declare module 'express-session' {
  /** Ids and times only: what they point at is fetched anew, so nothing here can be out of date. */
  interface SessionData {
    /** The registrations this browser made, the newest first. */
    onboardings?: string[]
    /** What the next page of our own people tells once. */
    message?: Message
  }
}

export const SESSION_COOKIE = 'session'
export const STAFF_SESSION_COOKIE = 'staff'

export interface SessionDeps {
  /** One for each kind of session: a middleware puts its cookie's settings there. */
  stores: { visitor: session.Store; staff: session.Store }
  /** The first signs, all are accepted: a secret can be changed without logging anybody out. */
  secrets: readonly string[]
  cookies: Cookies
  generateId: () => string
}

/** Where our own people work. Express does not tell letters by their case, and neither must this. */
export const isStaffPath = (path: string): boolean => /^\/(staff|admin)(\/|$)/i.test(path)

/**
 * Reading a page makes no session and writes nothing. The store ends a session after its idle and
 * absolute time whatever the cookie says.
 *
 * A customer's cookie is `Lax`, because Altinn and the sign-in lead back here by links. One of our
 * own people can do more harm, so theirs is `Strict`, and a session of its own: it is looked at
 * under their addresses only, and both may be there at once, as when a sign-up is shown to somebody
 * (requirement S13).
 */
export function sessions({ stores, secrets, cookies, generateId }: SessionDeps): RequestHandler {
  const kept = (name: string, store: session.Store, sameSite: 'lax' | 'strict') =>
    session({
      store,
      secret: [...secrets],
      name: cookies.name(name),
      genid: generateId,
      cookie: { ...cookies.options, sameSite },
      resave: false,
      saveUninitialized: false,
      unset: 'destroy',
    })
  const visitors = kept(SESSION_COOKIE, stores.visitor, 'lax')
  const staff = kept(STAFF_SESSION_COOKIE, stores.staff, 'strict')

  return (req, res, next) => {
    // Without this, a proxy that forgets to say `X-Forwarded-Proto` costs everybody their session,
    // and nothing tells why. Whether visitors come by https, our own address says.
    if (cookies.options.secure)
      Object.defineProperty(req, 'secure', { value: true, configurable: true })
    const middleware = isStaffPath(req.path) ? staff : visitors
    middleware(req, res, next)
  }
}

/**
 * Keeps what this browser has registered, under a new id: one that somebody planted is then worth
 * nothing (requirement S7). Who is signed in stays so, under the same id and until the same hour.
 */
export function startSession(req: Request, data: { onboardings: string[] }): Promise<void> {
  if (!req.session.signedIn) return renewSession(req, data)
  Object.assign(req.session, data)
  return saved(req)
}

/** For the page that a POST leads to. Told once, right under its heading. */
export function tellNext(req: Request, message: Message): void {
  req.session.message = message
}

/** A new id whenever what a session may do changes. The old one is dead. */
export const renewSession = (req: Request, data: Partial<SessionData>): Promise<void> =>
  new Promise((resolve, reject) => {
    req.session.regenerate(problem => {
      if (problem) return reject(problem as Error)
      Object.assign(req.session, data)
      saved(req).then(resolve, reject)
    })
  })

/** Before the answer is sent: the next request must find it. */
const saved = (req: Request): Promise<void> =>
  new Promise((resolve, reject) => {
    req.session.save(error => (error ? reject(error as Error) : resolve()))
  })

/** Ends it on the server; no request of it that is still under way brings it back. */
export const endSession = (req: Request): Promise<void> =>
  new Promise((resolve, reject) => {
    req.session.destroy(error => (error ? reject(error as Error) : resolve()))
  })
