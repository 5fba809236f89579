import type { OrganisationNumber } from '../domain/organisation-number.js'
import type { EventRow } from './events.js'
import type { Queries } from './queries.js'
import type { Environment } from './tables.js'

/** More than this is for the audit log to show. */
const MOST_EVENTS = 100

/** Everything that happened about an organisation, newest first: at most a hundred events. */
export const createTimeline =
  (db: Queries) =>
  async (environment: Environment, organisationNumber: OrganisationNumber): Promise<EventRow[]> => {
    const idsOf = async (table: 'requests' | 'changes' | 'onboardings'): Promise<string[]> => {
      const rows = await db
        .selectFrom(table)
        .select('id')
        .where('environment', '=', environment)
        .where('organisationNumber', '=', organisationNumber)
        .orderBy('createdAt', 'desc')
        .limit(MOST_EVENTS)
        .execute()
      return rows.map(({ id }) => id)
    }
    const about = [
      organisationNumber,
      ...(await idsOf('requests')),
      ...(await idsOf('changes')),
      ...(await idsOf('onboardings')),
    ]
    const rows = await db
      .selectFrom('events')
      .selectAll()
      .where('objectType', 'in', ['customer', 'request', 'change', 'onboarding'])
      .where('objectId', 'in', about)
      .orderBy('id', 'desc')
      .limit(MOST_EVENTS)
      .execute()
    return rows.map(row => ({ ...row, details: row.details && JSON.parse(row.details) }))
  }
