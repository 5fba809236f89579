import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/*
 * One secret for each time somebody sets out for the provider. The browser keeps it in a cookie
 * (HttpOnly, Lax: it must come back with a link from another site); the database knows its hash,
 * with where to return to and whether it was used. State, nonce and code verifier are made from it.
 * So an answer belongs to the browser that began, whichever instance it meets; it counts once; and
 * whoever reads the database can neither finish an attempt nor redeem its code.
 */

/** How long somebody may take at the provider. */
export const ATTEMPT_MS = 10 * 60 * 1000

/** In several windows at once; the oldest is forgotten. */
const MOST_AT_ONCE = 4

/** 256 bits as base64url, which is also the form that PKCE wants its verifier in. */
const SECRET = /^[\w-]{43}$/

export const newSecret = (): string => randomBytes(32).toString('base64url')

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** What goes to the provider once, and must come back or be shown. */
export interface Proofs {
  state: string
  nonce: string
  codeVerifier: string
}

export const proofsOf = (secret: string): Proofs => ({
  state: derived(secret, 'state'),
  nonce: derived(secret, 'nonce'),
  codeVerifier: derived(secret, 'code verifier'),
})

const derived = (secret: string, purpose: string): string =>
  createHmac('sha256', secret).update(`sign-in ${purpose}`).digest('base64url')

/** The secrets in the cookie, the newest first. */
export const secretsIn = (cookie: string | undefined): string[] =>
  (cookie ?? '')
    .split('.')
    .filter(secret => SECRET.test(secret))
    .slice(0, MOST_AT_ONCE)

/** The cookie with one more secret in front. */
export const withSecret = (cookie: string | undefined, secret: string): string =>
  [secret, ...secretsIn(cookie)].slice(0, MOST_AT_ONCE).join('.')

export const withoutSecret = (cookie: string | undefined, secret: string): string =>
  secretsIn(cookie)
    .filter(other => other !== secret)
    .join('.')

/** Which of them the provider's answer belongs to. */
export const secretForState = (secrets: readonly string[], state: unknown): string | undefined =>
  typeof state === 'string'
    ? secrets.find(secret => isSame(proofsOf(secret).state, state))
    : undefined

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}
