import type { Customers } from '../database/customers.js'
import type { Environment } from '../database/tables.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'

export type LastUsed = ReturnType<typeof createLastUsed>

/**
 * When an API was last called with each customer's access. Kept in memory and written down by the
 * work in the background, so that reading a page writes nothing; what an end of the process loses
 * is half a minute of it.
 */
export function createLastUsed(customers: Customers, environment: Environment, now: () => number) {
  let used = new Map<OrganisationNumber, number>()
  return {
    note(organisationNumber: OrganisationNumber): void {
      used.set(organisationNumber, now())
    },

    async write(): Promise<void> {
      const noted = used
      used = new Map()
      for (const [organisationNumber, at] of noted)
        await customers.noteUse(environment, organisationNumber, at)
    },
  }
}
