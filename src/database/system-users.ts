import type { OrganisationNumber } from '../domain/organisation-number.js'
import type { Context, Queries } from './queries.js'
import type { Environment, Row } from './tables.js'

export type SystemUserRow = Row<'systemUsers'>

export type SeenSystemUser = Pick<
  SystemUserRow,
  | 'id'
  | 'systemId'
  | 'organisationNumber'
  | 'externalReference'
  | 'kind'
  | 'title'
  | 'createdAtAltinn'
>

/** Rows written at once: SQLite takes at most 32,766 values in a statement. */
const AT_ONCE = 200

export type SystemUsers = ReturnType<typeof createSystemUsers>

/** What Altinn's list of system users had, and when we last saw each in it. */
export const createSystemUsers = (db: Queries, { now }: Context) => ({
  /** They are in the list now. One that had been missed is back. */
  async see(environment: Environment, seen: readonly SeenSystemUser[]): Promise<void> {
    const at = now()
    for (let i = 0; i < seen.length; i += AT_ONCE)
      await db
        .insertInto('systemUsers')
        .values(
          seen.slice(i, i + AT_ONCE).map(one => ({
            ...one,
            environment,
            firstSeenAt: at,
            lastSeenAt: at,
            goneAt: null,
          })),
        )
        .onConflict(key =>
          key.columns(['environment', 'id']).doUpdateSet(({ ref }) => ({
            externalReference: ref('excluded.externalReference'),
            title: ref('excluded.title'),
            lastSeenAt: at,
            goneAt: null,
          })),
        )
        .execute()
  },

  /** Whom the list no longer has, as of now; those that are missed for the first time are given. */
  missed: (
    environment: Environment,
    systemId: string,
    notSeenSince: number,
  ): Promise<SystemUserRow[]> =>
    db
      .updateTable('systemUsers')
      .set({ goneAt: now() })
      .where('environment', '=', environment)
      .where('systemId', '=', systemId)
      .where('lastSeenAt', '<', notSeenSince)
      .where('goneAt', 'is', null)
      .returningAll()
      .execute(),

  of: (
    environment: Environment,
    organisationNumber: OrganisationNumber,
  ): Promise<SystemUserRow[]> =>
    db
      .selectFrom('systemUsers')
      .selectAll()
      .where('environment', '=', environment)
      .where('organisationNumber', '=', organisationNumber)
      .orderBy('lastSeenAt', 'desc')
      .execute(),
})
