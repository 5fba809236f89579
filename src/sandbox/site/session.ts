import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { CookieOptions, Request, Response } from 'express'

/** One browser at the sandbox, where somebody has logged in if there is a `pid`. */
export interface Session {
  id: string
  pid?: string
  /** Organisation number. */
  actingFor?: string
  /** How often the sandbox had begun anew when they logged in. */
  resets?: number
  /** What has just happened, for the next page to say once. */
  message?: string
}

export interface Sessions {
  /** The browser's session. A new browser gets a cookie; until it does something, that is all. */
  of(req: Request, res: Response): Session
  say(session: Session, message: string): void
  /** A new session, so that an id or a form from before the log-in is worth nothing after it. */
  logIn(req: Request, res: Response, who: { pid: string; actingFor?: string }): void
  /** What is shown after it belongs to a new session. */
  logOut(req: Request, res: Response): void
  /** The secret in every form of this browser's, and in the cookie that scripts can read. */
  formToken(session: Session): string
  isFormToken(session: Session, sent: unknown): boolean
}

/** Sessions in memory. Browsers tell hosts apart, not ports: hence a cookie name of our own. */
export function createSessions(deps: {
  cookie: CookieOptions
  resets: () => number
  capacity?: number
}): Sessions {
  const { cookie, resets, capacity = 1_000 } = deps
  const kept = new Map<string, Session>()
  const secret = randomBytes(32)

  const begin = (res: Response): Session => {
    const session: Session = { id: randomBytes(32).toString('base64url') }
    res.cookie(COOKIE, session.id, cookie)
    res.locals['session'] = session
    return session
  }
  const known = (req: Request): Session | undefined => {
    const id = cookieOf(req, COOKIE)
    return id?.length === ID_LENGTH ? (kept.get(id) ?? { id }) : undefined
  }
  const keep = (session: Session) => {
    kept.set(session.id, session)
    const [oldest] = kept.keys()
    if (kept.size > capacity && oldest) kept.delete(oldest)
  }
  const formToken = ({ id }: Session) => createHmac('sha256', secret).update(id).digest('base64url')

  return {
    formToken,
    of(req, res) {
      return (res.locals['session'] as Session | undefined) ?? known(req) ?? begin(res)
    },
    say(session, message) {
      session.message = message
      keep(session)
    },
    logIn(req, res, who) {
      kept.delete(known(req)?.id ?? '')
      const session = Object.assign(begin(res), who, { resets: resets() })
      keep(session)
      res.cookie(XSRF_COOKIE, formToken(session), { ...cookie, httpOnly: false })
    },
    logOut(req, res) {
      kept.delete(known(req)?.id ?? '')
      begin(res)
      res.clearCookie(XSRF_COOKIE, cookie)
    },
    isFormToken(session, sent) {
      if (typeof sent !== 'string') return false
      const [given, right] = [Buffer.from(sent), Buffer.from(formToken(session))]
      return given.length === right.length && timingSafeEqual(given, right)
    },
  }
}

/** A cookie's value, if it is made of the characters our own are made of. */
export const cookieOf = (req: Request, name: string): string | undefined =>
  new RegExp(`(?:^|;)\\s*${name}=([\\w-]+)\\s*(?:;|$)`).exec(req.headers.cookie ?? '')?.[1]

const COOKIE = 'sandbox-session'
/** As Altinn's is called: for scripts, which send it back as `X-XSRF-TOKEN`. */
const XSRF_COOKIE = 'XSRF-TOKEN'
const ID_LENGTH = 43
