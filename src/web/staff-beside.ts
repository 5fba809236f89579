import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Request, Response } from 'express'
import type { SessionData, Store } from 'express-session'
import { readCookie, setCookie, type Cookies } from './cookies.js'
import { STAFF_SESSION_COOKIE } from './session.js'
import type { Visitor } from './visitor.js'

/**
 * Which of our own people sits before a customer's page, as somebody who presents the demo does.
 * Only looks: the page's session is the customer's, and theirs is neither prolonged nor changed.
 */
export function createStaffBeside(deps: {
  store: Store
  secrets: readonly string[]
  cookies: Cookies
}): (req: Request) => Promise<Visitor | undefined> {
  const { store, secrets, cookies } = deps

  const read = (id: string) =>
    new Promise<SessionData | null | undefined>((resolve, reject) => {
      store.get(id, (error, data) => (error ? reject(error as Error) : resolve(data)))
    })

  return async req => {
    const id = signedId(readCookie(req, cookies.name(STAFF_SESSION_COOKIE)), secrets)
    const { signedIn, user } = (id && (await read(id))) || {}
    if (signedIn?.audience !== 'staff' || user === undefined) return undefined
    return { registrations: [], signedIn, user }
  }
}

/** Ends their session in this browser, if there is one. */
export function createStaffLeaving(deps: {
  store: Store
  secrets: readonly string[]
  cookies: Cookies
}): (req: Request, res: Response) => Promise<void> {
  const { store, secrets, cookies } = deps
  return async (req, res) => {
    const id = signedId(readCookie(req, cookies.name(STAFF_SESSION_COOKIE)), secrets)
    if (id === undefined) return
    await new Promise<void>((resolve, reject) => {
      store.destroy(id, error => (error ? reject(error as Error) : resolve()))
    })
    setCookie(res, cookies, STAFF_SESSION_COOKIE, '', 0)
  }
}

/** As express-session writes it: `s:`, the id, a dot, and an HMAC in base64 without padding. */
export function signedId(
  cookie: string | undefined,
  secrets: readonly string[],
): string | undefined {
  const [, id, signature = ''] = /^s:([\w-]+)\.(.+)$/.exec(decoded(cookie ?? '')) ?? []
  if (id === undefined) return undefined
  const given = Buffer.from(signature)
  return secrets.some(secret => {
    const right = Buffer.from(
      createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, ''),
    )
    return right.length === given.length && timingSafeEqual(right, given)
  })
    ? id
    : undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
