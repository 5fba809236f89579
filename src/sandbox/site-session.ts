import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Request, Response } from 'express'

/** One browser at the sandbox. Without `pid` nobody has logged in. */
export interface Session {
  id: string
  pid?: string
  /** Organisation number. */
  actingFor?: string
}

export interface Sessions {
  /** The browser's session. A new browser gets a cookie; nothing is kept before it logs in. */
  of(req: Request, res: Response): Session
  /** A new session, so that an id or a form from before the log-in is worth nothing after it. */
  logIn(req: Request, res: Response, who: { pid: string; actingFor?: string }): void
  /** What is shown after it belongs to a new session. */
  logOut(req: Request, res: Response): void
  /** The secret in every form of this browser's. */
  formToken(session: Session): string
  isFormToken(session: Session, sent: unknown): boolean
}

/** Sessions in memory. Browsers tell hosts apart, not ports: hence a cookie name of our own. */
export function createSessions(deps: { https: boolean; capacity?: number }): Sessions {
  const { https, capacity = 1_000 } = deps
  const loggedIn = new Map<string, Session>()
  const secret = randomBytes(32)

  const begin = (res: Response): Session => {
    const session: Session = { id: randomBytes(32).toString('base64url') }
    res.cookie(COOKIE, session.id, { httpOnly: true, secure: https, sameSite: 'lax', path: '/' })
    res.locals['session'] = session
    return session
  }
  const known = (req: Request): Session | undefined => {
    const id = cookieOf(req, COOKIE)
    return id?.length === ID_LENGTH ? (loggedIn.get(id) ?? { id }) : undefined
  }
  const formToken = ({ id }: Session) => createHmac('sha256', secret).update(id).digest('base64url')

  return {
    formToken,
    of(req, res) {
      return (res.locals['session'] as Session | undefined) ?? known(req) ?? begin(res)
    },
    logIn(req, res, who) {
      loggedIn.delete(known(req)?.id ?? '')
      const session = Object.assign(begin(res), who)
      loggedIn.set(session.id, session)
      const [oldest] = loggedIn.keys()
      if (loggedIn.size > capacity && oldest) loggedIn.delete(oldest)
    },
    logOut(req, res) {
      loggedIn.delete(known(req)?.id ?? '')
      begin(res)
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
const ID_LENGTH = 43
