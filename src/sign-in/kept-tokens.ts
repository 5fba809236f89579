import { SESSION_LIMITS } from '../database/sessions.js'
import type { PersonsTokens } from './provider.js'

/** More than these are forgotten, the oldest first: leaving then takes a click more. */
const MOST = 5_000
const LONGEST_MS = SESSION_LIMITS.staff.longestMs

/** Nobody is to be shown a token that is over before its call arrives, in milliseconds. */
const MARGIN_MS = 30_000

/**
 * The tokens of those who are signed in: the id_token for `id_token_hint` when they leave, and one
 * of their own for what only a person may ask Altinn. In this process only: a token is never written
 * down, and without it a provider merely asks the person, and we do without.
 */
export function createKeptTokens({ now }: { now: () => number }) {
  const kept = new Map<string, { tokens: PersonsTokens; until: number }>() // oldest first

  return {
    keep(sessionId: string, tokens: PersonsTokens): void {
      kept.set(sessionId, { tokens, until: now() + LONGEST_MS })
      for (const [oldest, { until }] of kept) {
        if (kept.size <= MOST && until > now()) break
        kept.delete(oldest)
      }
    },
    /** Forgets them all. Returns the id_token. */
    takeIdToken(sessionId: string): string | undefined {
      const found = kept.get(sessionId)
      kept.delete(sessionId)
      return found && found.until > now() ? found.tokens.idToken : undefined
    },
    accessToken(sessionId: string): string | undefined {
      const access = kept.get(sessionId)?.tokens.access
      return access && access.until > now() + MARGIN_MS ? access.token : undefined
    },
  }
}
