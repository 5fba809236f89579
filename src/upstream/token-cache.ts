import { startAction, type Action } from '../action.js'
import { SmartCloudError } from '../errors.js'

/** A new token, and how long it may be used: from `asked`, before it was sent for, to `expiresAt`. */
export interface Fetched<V> {
  value: V
  /** Both in milliseconds, by any one clock: only the time between them counts. */
  asked: number
  expiresAt: number
}

/** Everything that makes two tokens different; a part may be missing. */
export type TokenKey = readonly (string | undefined)[]

export interface TokenCache<V> {
  /** What is kept and may still be used. No promise, for those who ask very often. */
  peek(key: TokenKey): V | undefined
  /**
   * What is kept, or else what `fetch` brings. Everybody who asks for the same key meanwhile waits
   * for the same fetch. It runs on an action of its own, so that nobody's end is the end for all.
   *
   * @throws {TokenTooLate} when the caller's own action is over first
   */
  get(key: TokenKey, action: Action, fetch: (shared: Action) => Promise<Fetched<V>>): Promise<V>
  /** Forgets this value. One that has taken its place since is kept. */
  drop(key: TokenKey, value: V): void
  /** Forgets everything that is kept, or what fits. What is being fetched is kept when it comes. */
  clear(fits?: (value: V) => boolean): void
}

/** No token came before the action was over. */
export class TokenTooLate extends SmartCloudError {
  readonly code = 'token_too_late'
  readonly status = 503
  /** Nothing can have been sent without the token. */
  readonly sent = 'no'
}

/** Even if an upstream promises more. */
const LONGEST_LIFE_MS = 600_000

/**
 * Keeps tokens, and never mixes them up. Failures are not kept.
 *
 * @param deps.now milliseconds of a clock that nobody sets; `performance.now` unless given
 * @param deps.limit how many are kept; the one that was fetched first goes first
 */
export function createTokenCache<V = string>({
  now = () => performance.now(),
  limit = 1_000,
}: { now?: () => number; limit?: number } = {}): TokenCache<V> {
  const kept = new Map<string, { value: V; until: number }>()
  const underway = new Map<string, Promise<V>>()

  function fresh(id: string): V | undefined {
    const entry = kept.get(id)
    return entry && entry.until > now() ? entry.value : undefined
  }

  function fetchOnce(id: string, fetch: () => Promise<Fetched<V>>): Promise<V> {
    const began = now()
    const fetching = fetch()
      .then(({ value, asked, expiresAt }) => {
        keep(id, value, began + Math.min(expiresAt - asked, LONGEST_LIFE_MS))
        return value
      })
      .finally(() => underway.delete(id))
    underway.set(id, fetching)
    return fetching
  }

  function keep(id: string, value: V, until: number) {
    kept.delete(id) // so that the new one counts as new
    if (until <= now()) return
    kept.set(id, { value, until })
    if (kept.size > limit) kept.delete(kept.keys().next().value!)
  }

  return {
    peek: key => fresh(idOf(key)),

    async get(key, action, fetch) {
      const id = idOf(key)
      const known = fresh(id)
      if (known !== undefined) return known
      const fetching = underway.get(id) ?? fetchOnce(id, () => fetch(sharedBy(action)))
      return beforeTheEndOf(action, fetching)
    },

    drop(key, value) {
      const id = idOf(key)
      if (kept.get(id)?.value === value) kept.delete(id)
    },

    clear(fits = () => true) {
      for (const [id, { value }] of kept) if (fits(value)) kept.delete(id)
    },
  }
}

/** Whoever asked first is the one who sees the call. */
const sharedBy = ({ reference, witness }: Action): Action => ({
  ...startAction(reference),
  ...(witness && { witness }),
})

/** Joined strings can collide; with its length before each part they cannot. Faster than JSON. */
function idOf(key: TokenKey): string {
  let id = ''
  for (const part of key) id += part === undefined ? '-' : `${part.length}:${part}`
  return id
}

function beforeTheEndOf<V>(action: Action, promise: Promise<V>): Promise<V> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new TokenTooLate('no token before the action was over')),
      Math.max(0, action.endsAt - performance.now()),
    )
    void promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
