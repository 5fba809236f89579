import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { readCookie, setCookie, type Cookies } from './cookies.js'
import { RequestTurnedAway } from './problems.js'

const COOKIE = 'form'
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * The secret in every form: an HMAC over a random cookie of this browser and over its session, if
 * it has one. A form from before a sign-in is therefore refused after it, another browser's always,
 * and a visitor who only reads needs no session.
 */
export interface FormTokens {
  /** Puts the token at hand for `formTokenOf`, and checks it on every unsafe request. */
  middleware: RequestHandler
}

export function createFormTokens(deps: {
  secrets: readonly string[]
  cookies: Cookies
  /** Where other sites post, which cannot have our token. */
  except: ReadonlySet<string>
}): FormTokens {
  const { secrets, cookies, except } = deps

  const tokenWith = (secret: string, browser: string, sessionId: string) =>
    createHmac('sha256', secret).update(`form token|${browser}|${sessionId}`).digest('base64url')

  const middleware: RequestHandler = (req, res, next) => {
    const browser = browserOf(req, res)
    const session = sessionOf(req)
    res.locals['browser'] = browser
    res.locals['formToken'] = () => tokenWith(secrets[0] ?? '', browser, sessionOf(req))
    if (SAFE.has(req.method) || except.has(req.path)) return next()

    const sent: unknown = (req.body as Record<string, unknown> | undefined)?.['_csrf']
    const ok =
      typeof sent === 'string' &&
      secrets.some(secret => same(sent, tokenWith(secret, browser, session)))
    next(ok ? undefined : new RequestTurnedAway('formTooOld'))
  }

  function browserOf(req: Request, res: Response): string {
    const known = readCookie(req, cookies.name(COOKIE))
    if (known !== undefined && /^[\w-]{43}$/.test(known)) return known
    const made = randomBytes(32).toString('base64url')
    setCookie(res, cookies, COOKIE, made)
    return made
  }

  return { middleware }
}

/** The token for a form on the page being made; bound to the session as it is by then. */
export const formTokenOf = (res: Response): string => {
  const make = res.locals['formToken'] as (() => string) | undefined
  return make?.() ?? ''
}

/** What this browser is known by, to nobody but us: whoever has it can make its form tokens. */
export const browserKeyOf = (res: Response): string => String(res.locals['browser'])

/** A session that was never saved has an id nobody can come back with. */
const sessionOf = ({ session }: Request): string =>
  session?.onboardings || session?.signedIn ? session.id : ''

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
