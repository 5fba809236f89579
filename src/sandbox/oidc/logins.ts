import { randomBytes } from 'node:crypto'
import type { CookieOptions, Request, Response } from 'express'
import { cookieOf } from '../site/session.js'
import type { OidcClient } from '../state/state.js'
import { IDP } from '../world/identity-provider.js'
import type { Who } from './people.js'
import type { Acr } from './provider.js'
import { createTickets } from './tickets.js'

/** Somebody who has logged in at the provider, in one browser. */
export interface Login extends Who {
  /** Tells the log-in apart in id_tokens and logout tokens. */
  sid: string
  /** How the person proved who it is. */
  acr: Acr
  /** Epoch milliseconds. */
  authTime: number
  lastSeen: number
  /** How often the sandbox had begun anew by then. */
  resets: number
  /** The ids of those who have been told of it, and must be told when it ends. */
  clientIds: Set<string>
}

/**
 * The provider's own log-ins, which are not those of Altinn's pages: one for customers and one for
 * staff in each browser. Clients with the same audience share it, as ID-porten's do.
 */
export interface Logins {
  of(req: Request, client: OidcClient): Login | undefined
  /** The same person anew keeps the `sid`; somebody else gets another. */
  begin(req: Request, res: Response, client: OidcClient, who: Who & { acr: Acr }): Login
  /** Undefined when it had ended already. */
  end(sid: string): Login | undefined
}

/** @param deps.now epoch milliseconds */
export function createLogins(deps: {
  now: () => number
  resets: () => number
  cookie: CookieOptions
}): Logins {
  const { now, resets } = deps
  const cookie = { ...deps.cookie, path: IDP }
  const logins = createTickets<Login>({ now, lifetimeMs: LONGEST_MS })

  const end: Logins['end'] = sid => logins.end(login => login.sid === sid)[0]
  const of: Logins['of'] = (req, { audience }) => {
    const login = logins.look(cookieOf(req, cookieFor(audience)) ?? '')
    if (!login || login.lastSeen + IDLE_MS <= now() || login.resets !== resets()) return undefined
    login.lastSeen = now()
    return login
  }

  return {
    of,
    end,
    begin(req, res, client, who) {
      const before = of(req, client)
      const isSame = before?.userId === who.userId
      if (isSame) end(before.sid)
      const login: Login = {
        ...who,
        sid: isSame ? before.sid : randomBytes(32).toString('base64url'),
        authTime: now(),
        lastSeen: now(),
        resets: resets(),
        clientIds: isSame ? before.clientIds : new Set(),
      }
      res.cookie(cookieFor(client.audience), logins.issue(login), cookie)
      return login
    },
  }
}

const cookieFor = (audience: OidcClient['audience']) => `sandbox-idp-${audience}`

/* As Ansattporten has them. */
const LONGEST_MS = 120 * 60 * 1000
const IDLE_MS = 30 * 60 * 1000
