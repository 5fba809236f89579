import { sql, type SqlBool } from 'kysely'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import type { AskedPackage } from '../domain/packages.js'
import type { Queries } from './queries.js'
import type { ChangeState, Environment, RequestKind, RequestState } from './tables.js'

/** A living access, with what was approved for it and what was asked of it last. */
export interface PlannedRow {
  organisationNumber: OrganisationNumber
  companyName: string
  systemUserId: string
  externalReference: string | null
  kind: RequestKind
  /** Resources and access packages that were approved. */
  rights: string[]
  /** The newest change of it, if there has been any. */
  change: { state: ChangeState; failure: string | null; rights: string[] } | undefined
  /** A newer request of the same organisation that has not been answered. */
  request: { state: RequestState; status: string | null } | undefined
  /** How many clients we know of an accountant. */
  clients: number
}

/** Everybody with this package whose access lives and came about through us, by name. */
export const createPlannedCustomers =
  (db: Queries) =>
  async (environment: Environment, packageId: AskedPackage): Promise<PlannedRow[]> => {
    const rows = await db
      .selectFrom('customers as c')
      .innerJoin('organisations as o', join =>
        join
          .onRef('o.environment', '=', 'c.environment')
          .onRef('o.organisationNumber', '=', 'c.organisationNumber'),
      )
      .innerJoin('requests as r', join =>
        join
          .onRef('r.environment', '=', 'c.environment')
          .onRef('r.altinnRequestId', '=', 'c.systemUserId')
          .on(sql<SqlBool>`r.active = 1`),
      )
      .leftJoin('requests as newer', join =>
        join
          .onRef('newer.id', '=', 'o.requestId')
          .onRef('newer.id', '<>', 'r.id')
          .on(sql<SqlBool>`newer.active = 1`),
      )
      .where('c.environment', '=', environment)
      .where('c.packageId', '=', packageId)
      .where('c.accessState', '=', 'active')
      .orderBy('o.sortKey')
      .select([
        'c.organisationNumber',
        'c.companyName',
        'c.systemUserId',
        'c.externalReference',
        'r.kind',
        'r.resources',
        'r.accessPackages',
        'newer.state as newerState',
        'newer.altinnStatus as newerStatus',
      ])
      .execute()

    const changes = await db
      .selectFrom('changes')
      .select(['systemUserId', 'state', 'failure', 'resourcesAfter'])
      .where('environment', '=', environment)
      .orderBy('createdAt')
      .execute()
    const newest = new Map(changes.map(change => [change.systemUserId, change]))
    const clients = await db
      .selectFrom('clients')
      .select(({ fn }) => ['owner', fn.countAll<string>().as('many')])
      .where('environment', '=', environment)
      .groupBy('owner')
      .execute()
    const clientsOf = new Map(clients.map(({ owner, many }) => [owner, Number(many)]))

    return rows.map(({ resources, accessPackages, newerState, newerStatus, ...row }) => {
      const change = newest.get(row.systemUserId)
      return {
        ...row,
        rights: [...idsIn(resources), ...idsIn(accessPackages)],
        change: change && {
          state: change.state,
          failure: change.failure,
          rights: idsIn(change.resourcesAfter),
        },
        request: newerState === null ? undefined : { state: newerState, status: newerStatus },
        clients: clientsOf.get(row.organisationNumber) ?? 0,
      }
    })
  }

const idsIn = (json: string): string[] => JSON.parse(json) as string[]
