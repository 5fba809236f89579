import { ipKeyGenerator } from 'express-rate-limit'
import type { Limits } from '../database/limits.js'
import { RequestTurnedAway } from '../web/problems.js'

const HOUR_MS = 60 * 60 * 1000

/** Against real upstreams (requirement S36). */
export const STRICT_SIGN_INS = 20
/** In the sandbox a presenter signs in many times. */
export const REHEARSAL_SIGN_INS = 2_000

/** @throws {RequestTurnedAway} `tooMany`, with the time to wait */
export type TakeSignIn = (address: string, now: number) => Promise<void>

/** Counted in the database, so that all instances count together. */
export const createSignInLimit =
  (limits: Limits, perHour: number): TakeSignIn =>
  async (address, now) => {
    // One household or office has a whole /56 of IPv6 addresses.
    const key = `sign-in from ${ipKeyGenerator(address, 56)}`
    const { allowed, resetsAt } = await limits.take(key, HOUR_MS, perHour, now)
    if (!allowed) throw new RequestTurnedAway('tooMany', Math.ceil((resetsAt - now) / 1000))
  }
