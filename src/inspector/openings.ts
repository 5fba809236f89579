import type { Events } from '../database/events.js'
import type { Environment } from '../database/tables.js'

/** Within this time the same page is opened once, however often it is loaded. */
const ONCE_IN_MS = 60 * 60 * 1000
/** Of the openings we remember, so that they do not grow without end. */
const MOST_REMEMBERED = 5_000

export interface Opening {
  user: string
  /** Without its query. */
  path: string
  reference: string
  sourceAddress: string
}

/** Writes down that one of our own people has opened Røntgen, or a flow there (requirement S60). */
export function createOpenings(deps: {
  events: Pick<Events, 'record'>
  environment: Environment
  now: () => number
}): (opening: Opening) => Promise<void> {
  const { events, environment, now } = deps
  const opened = new Map<string, number>()

  return async ({ user, path, reference, sourceAddress }) => {
    const key = `${user} ${path}`
    if ((opened.get(key) ?? -Infinity) > now() - ONCE_IN_MS) return
    opened.delete(key)
    opened.set(key, now())
    if (opened.size > MOST_REMEMBERED) opened.delete(opened.keys().next().value!)
    await events.record({
      event: 'inspector opened',
      environment,
      actor: user,
      reference,
      sourceAddress,
      details: { path },
    })
  }
}
