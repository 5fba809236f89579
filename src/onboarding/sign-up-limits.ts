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
      [`from ${networkOf(address)}`, HOUR_MS, rates.perAddressAndHour],
      [`for ${organisationNumber}`, DAY_MS, rates.perOrganisationAndDay],
      ['in all', HOUR_MS, rates.inAllPerHour],
    ] as const
    for (const [what, windowMs, most] of counters) {
      const { allowed, resetsAt } = await limits.take(`sign-up ${what}`, windowMs, most, now)
      if (!allowed) throw new RequestTurnedAway('tooMany', Math.ceil((resetsAt - now) / 1000))
    }
  }
}

/** One household or office has a whole /56 of IPv6 addresses. */
function networkOf(address: string): string {
  const bare = address.replace(/^::ffff:(?=\d+\.)/, '')
  if (!bare.includes(':')) return bare
  const [head = '', tail = ''] = bare.split('::')
  const start = head.split(':').filter(Boolean)
  const end = bare.includes('::') ? tail.split(':').filter(Boolean) : []
  const groups = [...start, ...Array<string>(8 - start.length - end.length).fill('0'), ...end]
  const fourth = (groups[3] ?? '0').padStart(4, '0')
  return `${groups.slice(0, 3).join(':')}:${fourth.slice(0, 2)}00::/56`
}
