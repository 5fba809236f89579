import { SESSION_LIMITS } from '../database/sessions.js'

/** More than these are forgotten, the oldest first: leaving then takes a click more. */
const MOST = 5_000
const LONGEST_MS = SESSION_LIMITS.staff.longestMs

/**
 * The id_tokens of those who are signed in, for `id_token_hint` when they leave. In this process
 * only: a token is never written down, and without it a provider merely asks the person.
 */
export function createKeptTokens({ now }: { now: () => number }) {
  const kept = new Map<string, { token: string; until: number }>() // oldest first

  return {
    keep(sessionId: string, token: string): void {
      kept.set(sessionId, { token, until: now() + LONGEST_MS })
      for (const [oldest, { until }] of kept) {
        if (kept.size <= MOST && until > now()) break
        kept.delete(oldest)
      }
    },
    take(sessionId: string): string | undefined {
      const found = kept.get(sessionId)
      kept.delete(sessionId)
      return found && found.until > now() ? found.token : undefined
    },
  }
}
