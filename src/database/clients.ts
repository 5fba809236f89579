import type { OrganisationNumber } from '../domain/organisation-number.js'
import { together, type Context, type Queries } from './queries.js'
import type { Environment, Row } from './tables.js'

export type ClientRow = Row<'clients'>

export type Clients = ReturnType<typeof createClients>

/** More than this of one accountant's are not shown, and no more are typed in. */
export const MOST_CLIENTS = 1_000

/**
 * Whom an accountant works for, for the picker alone: what may be read of whom, each API decides
 * when it is asked.
 */
export const createClients = (db: Queries, { now }: Context) => {
  const of = (environment: Environment, owner: OrganisationNumber): Promise<ClientRow[]> =>
    db
      .selectFrom('clients')
      .selectAll()
      .where('environment', '=', environment)
      .where('owner', '=', owner)
      .orderBy('organisationNumber')
      .limit(MOST_CLIENTS)
      .execute()

  return {
    of,

    /** One that the accountant names. Nothing happens when it is there already. */
    async add(
      environment: Environment,
      owner: OrganisationNumber,
      client: { organisationNumber: OrganisationNumber; name: string | null },
    ): Promise<void> {
      await db
        .insertInto('clients')
        .values({ environment, owner, ...client, source: 'typed', notedAt: now() })
        .onConflict(key => key.columns(['environment', 'owner', 'organisationNumber']).doNothing())
        .execute()
    },

    async remove(
      environment: Environment,
      owner: OrganisationNumber,
      organisationNumber: OrganisationNumber,
    ): Promise<void> {
      await db
        .deleteFrom('clients')
        .where('environment', '=', environment)
        .where('owner', '=', owner)
        .where('organisationNumber', '=', organisationNumber)
        .execute()
    },

    /** What Altinn's list says now takes the place of everything that was noted before. */
    replace: (
      environment: Environment,
      owner: OrganisationNumber,
      clients: readonly { organisationNumber: OrganisationNumber; name: string }[],
    ): Promise<void> =>
      together(db, async tx => {
        await tx
          .deleteFrom('clients')
          .where('environment', '=', environment)
          .where('owner', '=', owner)
          .execute()
        const rows = clients.slice(0, MOST_CLIENTS).map(client => ({
          environment,
          owner,
          ...client,
          source: 'altinn' as const,
          notedAt: now(),
        }))
        // PostgreSQL and SQLite both count the values of a statement.
        for (let at = 0; at < rows.length; at += 100)
          await tx
            .insertInto('clients')
            .values(rows.slice(at, at + 100))
            .execute()
      }),
  }
}
