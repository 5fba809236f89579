import type { ChangeRow } from '../database/changes.js'
import type { CustomerPage, CustomerSort, ListedCustomer } from '../database/customer-list.js'
import type { CustomerRow } from '../database/customers.js'
import type { Database } from '../database/database.js'
import type { EventRow } from '../database/events.js'
import type { OrganisationRow } from '../database/organisations.js'
import type { RequestRow } from '../database/requests.js'
import type { SystemUserRow } from '../database/system-users.js'
import type { Environment } from '../database/tables.js'
import { ROWS_PER_PAGE } from '../design/paging.js'
import { CONFIRMED_FOR_MS, type Health } from '../domain/health.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'

/** Everything we know of a customer, from our own database alone. */
export interface KnownCustomer {
  listed: ListedCustomer
  organisation: OrganisationRow
  /** Undefined until an access has been approved. */
  customer: CustomerRow | undefined
  /** The request in force first, then the newest. */
  requests: RequestRow[]
  changes: ChangeRow[]
  systemUsers: SystemUserRow[]
  /** The newest first. */
  events: EventRow[]
  /** Of our own people in the events, by what the events call them. */
  staffNames: ReadonlyMap<string, string>
}

export type Customers = ReturnType<typeof createCustomers>

/** The customers as our own people see them. */
export function createCustomers(deps: {
  database: Database
  environment: Environment
  systemId: string
  now: () => number
}) {
  const { database, environment, systemId, now } = deps
  const confirmedSince = () => now() - CONFIRMED_FOR_MS

  async function staffNamesIn(events: readonly EventRow[]): Promise<Map<string, string>> {
    const actors = new Set(events.flatMap(({ actor }) => (actor === null ? [] : [actor])))
    const signedIn = await database.events.namesOf([...actors])
    return new Map(
      signedIn.flatMap(({ actor, details }): [string, string][] => {
        const { audience, name } = (details ?? {}) as { audience?: unknown; name?: unknown }
        return audience === 'staff' && typeof name === 'string' ? [[actor, name]] : []
      }),
    )
  }

  return {
    /** How many there are of each health. */
    countHealths: (): Promise<CustomerPage['counts']> =>
      database.customerList.counts({ environment, confirmedSince: confirmedSince() }),

    search: (search: {
      text?: string | undefined
      health?: Health | undefined
      packageId?: string | undefined
      sort: CustomerSort
      page: number
    }): Promise<CustomerPage> =>
      database.customerList.search({
        ...search,
        environment,
        rowsPerPage: ROWS_PER_PAGE,
        confirmedSince: confirmedSince(),
      }),

    /** Undefined for one we have neither asked nor found. */
    async read(organisationNumber: OrganisationNumber): Promise<KnownCustomer | undefined> {
      const listed = await database.customerList.one(
        environment,
        organisationNumber,
        confirmedSince(),
      )
      const organisation = await database.organisations.byNumber(environment, organisationNumber)
      if (!listed || !organisation) return undefined
      const events = await database.timeline(environment, organisationNumber)
      return {
        listed,
        organisation,
        customer: await database.customers.byOrganisation(environment, organisationNumber),
        requests: await database.requests.allFor(environment, systemId, organisationNumber),
        changes: await database.changes.allFor(environment, organisationNumber),
        systemUsers: await database.systemUsers.of(environment, organisationNumber),
        events,
        staffNames: await staffNamesIn(events),
      }
    },
  }
}
