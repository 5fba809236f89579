import type { Request, RequestHandler } from 'express'
import session from 'express-session'
import type { Cookies } from './cookies.js'

declare module 'express-session' {
  /** Ids and times only: what they point at is fetched anew, so nothing here can be out of date. */
  interface SessionData {
    /** The registrations this browser made, the newest first. */
    onboardings?: string[]
  }
}

export const SESSION_COOKIE = 'session'

export interface SessionDeps {
  store: session.Store
  /** The first signs, all are accepted: a secret can be changed without logging anybody out. */
  secrets: readonly string[]
  cookies: Cookies
  generateId: () => string
}

/**
 * Reading a page makes no session and writes nothing. The store ends a session after its idle and
 * absolute time whatever the cookie says.
 */
export function sessions({ store, secrets, cookies, generateId }: SessionDeps): RequestHandler {
  const middleware = session({
    store,
    secret: [...secrets],
    name: cookies.name(SESSION_COOKIE),
    genid: generateId,
    cookie: { ...cookies.options, sameSite: 'lax' },
    resave: false,
    saveUninitialized: false,
    unset: 'destroy',
  })
  if (!cookies.options.secure) return middleware

  // Without this, a proxy that forgets to say `X-Forwarded-Proto` costs everybody their session,
  // and nothing tells why. Whether visitors come by https, our own address says.
  return (req, res, next) => {
    Object.defineProperty(req, 'secure', { value: true, configurable: true })
    middleware(req, res, next)
  }
}

/**
 * A new id whenever what a session may do changes, so that an id somebody planted is worth nothing
 * (requirement S7). Saved before the answer is sent: the next request must find it.
 */
export const startSession = (req: Request, data: { onboardings: string[] }): Promise<void> =>
  new Promise((resolve, reject) => {
    req.session.regenerate(problem => {
      if (problem) return reject(problem as Error)
      Object.assign(req.session, data)
      req.session.save(error => (error ? reject(error as Error) : resolve()))
    })
  })
