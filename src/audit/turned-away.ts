import { ipKeyGenerator } from 'express-rate-limit'
import type { Events } from '../database/events.js'
import type { Environment } from '../database/tables.js'
import type { Turned } from '../web/problems.js'

const MINUTE_MS = 60_000
/** Of each instance, whoever they are about: many addresses can do what one cannot. */
const MOST_PER_MINUTE = 60

export interface TurnedAway {
  why: Turned
  method: string
  /** Without its query. */
  path: string
  reference: string
  sourceAddress: string
  actor?: string | undefined
}

/** What of it belongs in the audit trail: somebody tries what no honest browser does. */
const EVENTS: Partial<Record<Turned, string>> = {
  tooMany: 'limit hit',
  crossOrigin: 'form refused',
  formTooOld: 'form refused',
}

/**
 * Writes down that somebody met a limit or sent a form that was not ours. A flood of those must not
 * fill the database: of each kind one a minute from each network, and so many in all. How many were
 * left out is told by the next one. The log of the server has every single one.
 */
export function createTurnedAwayRecorder(deps: {
  events: Pick<Events, 'record'>
  environment: Environment
  now: () => number
}): (turned: TurnedAway) => Promise<void> {
  const { events, environment, now } = deps
  let began = -Infinity
  let seen = new Set<string>()
  let leftOut = 0

  return async ({ why, method, path, ...event }) => {
    const name = EVENTS[why]
    if (name === undefined) return
    if (now() - began >= MINUTE_MS) {
      began = now()
      seen = new Set()
    }
    const key = `${name} ${networkOf(event.sourceAddress)}`
    if (seen.has(key) || seen.size >= MOST_PER_MINUTE) {
      leftOut++
      return
    }
    seen.add(key)
    const details = { why, method, path: path.slice(0, 200), ...(leftOut > 0 && { leftOut }) }
    leftOut = 0
    const { actor, ...rest } = event
    await events.record({
      event: name,
      environment,
      ...rest,
      ...(actor !== undefined && { actor }),
      outcome: 'refused',
      details,
    })
  }
}

/** One household or office has a whole /56 of IPv6 addresses. */
const networkOf = (address: string): string => {
  try {
    return ipKeyGenerator(address, 56)
  } catch {
    return address
  }
}
