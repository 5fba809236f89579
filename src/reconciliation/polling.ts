import type { Action } from '../action.js'
import type { AccessChanges } from '../asking/changes.js'
import type { RequestAsking } from '../asking/requests.js'
import type { Database } from '../database/database.js'
import type { Environment } from '../database/tables.js'
import { SmartCloudError } from '../errors.js'

/** How many waiting ones are looked at in one go, of each kind: one a second and a half at most. */
const AT_ONCE = 20
/** The first look comes this long after the last; each later one after twice as long. */
const FIRST_MS = 60_000
/** Somebody may take months; then we look four times a day. */
const LONGEST_MS = 6 * 60 * 60 * 1000

/**
 * How long until the next look at what waits for a customer. Between three and five quarters of the
 * time, so that a thousand requests made at once are not looked at in step ever after.
 *
 * @param looks how many there have been
 * @param random from 0 to 1
 */
export const pauseAfter = (looks: number, random: number): number =>
  Math.round(Math.min(FIRST_MS * 2 ** Math.min(looks, 20), LONGEST_MS) * (0.75 + random / 2))

/**
 * Looks now and then at what waits for a customer's answer, so that it is known here without
 * anybody opening a page. While Altinn is away the whole round is left for later.
 */
export function createPolling(deps: {
  requestAsking: RequestAsking
  accessChanges: AccessChanges
  database: Database
  environment: Environment
  now: () => number
  random?: () => number
}) {
  const { requestAsking, accessChanges, database, environment, now, random = Math.random } = deps
  const { requests, changes } = database

  async function lookAtRequests(newAction: () => Action): Promise<boolean> {
    for (const request of await requests.dueForLook(environment, now(), AT_ONCE)) {
      await requests.lookAgainAt(request.id, now() + pauseAfter(request.looks, random()))
      const answer = await requestAsking.answerFor({ request }, newAction())
      if (answer.outcome === 'unreadable') return false
    }
    return true
  }

  async function lookAtChanges(newAction: () => Action): Promise<void> {
    for (const change of await changes.dueForLook(environment, now(), AT_ONCE)) {
      await changes.lookAgainAt(change.id, now() + pauseAfter(change.looks, random()))
      try {
        await accessChanges.look(change, newAction())
      } catch (error) {
        if (error instanceof SmartCloudError) return
        throw error
      }
    }
  }

  return async (newAction: () => Action): Promise<void> => {
    if (await lookAtRequests(newAction)) await lookAtChanges(newAction)
  }
}
