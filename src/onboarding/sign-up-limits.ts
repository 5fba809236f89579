import { ipKeyGenerator } from 'express-rate-limit'
import type { Limits } from '../database/limits.js'
import { RequestTurnedAway } from '../web/problems.js'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

/** How many sign-ups are let through. A request that reaches a company is a message from the vendor. */
export interface SignUpRates {
  perAddressAndHour: number
  perOrganisationAndDay: number
  inAllPerHour: number
}

/** Against real upstreams (requirement S36). */
export const STRICT_RATES: SignUpRates = {
  perAddressAndHour: 5,
  perOrganisationAndDay: 3,
  inAllPerHour: 100,
}

/** In the sandbox nobody is bothered, and a presenter rehearses many times. */
export const REHEARSAL_RATES: SignUpRates = {
  perAddressAndHour: 500,
  perOrganisationAndDay: 500,
  inAllPerHour: 5_000,
}

/** @throws {RequestTurnedAway} `tooMany`, with the time to wait */
export type TakeSignUp = (address: string, organisationNumber: string, now: number) => Promise<void>

/** Counted in the database, so that all instances count together. */
export function createSignUpLimits(limits: Limits, rates: SignUpRates): TakeSignUp {
  return async (address, organisationNumber, now) => {
    const counters = [
      // One household or office has a whole /56 of IPv6 addresses.
      [`from ${ipKeyGenerator(address, 56)}`, HOUR_MS, rates.perAddressAndHour],
      [`for ${organisationNumber}`, DAY_MS, rates.perOrganisationAndDay],
      ['in all', HOUR_MS, rates.inAllPerHour],
    ] as const
    for (const [what, windowMs, most] of counters) {
      const { allowed, resetsAt } = await limits.take(`sign-up ${what}`, windowMs, most, now)
      if (!allowed) throw new RequestTurnedAway('tooMany', Math.ceil((resetsAt - now) / 1000))
    }
  }
}
