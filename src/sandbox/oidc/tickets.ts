import { randomBytes } from 'node:crypto'

/** Words nobody can guess, each of which stands for something for a while. */
export interface Tickets<T> {
  issue(value: T): string
  /** Undefined when the ticket is none of ours, or its time is over. */
  look(ticket: string): T | undefined
  /** Takes away all that fit, and says what they stood for. */
  end(fits: (value: T) => boolean): T[]
}

/** @param deps.now epoch milliseconds */
export function createTickets<T>(deps: {
  now: () => number
  lifetimeMs: number
  capacity?: number
}): Tickets<T> {
  const { now, lifetimeMs, capacity = 1_000 } = deps
  const kept = new Map<string, { value: T; until: number }>()

  return {
    issue(value) {
      const ticket = randomBytes(32).toString('base64url')
      kept.set(ticket, { value, until: now() + lifetimeMs })
      const [oldest] = kept.keys()
      if (kept.size > capacity && oldest) kept.delete(oldest)
      return ticket
    },
    look(ticket) {
      const found = kept.get(ticket)
      return found && found.until > now() ? found.value : undefined
    },
    end(fits) {
      const ended = [...kept].filter(([, { value }]) => fits(value))
      for (const [ticket] of ended) kept.delete(ticket)
      return ended.map(([, { value }]) => value)
    },
  }
}
