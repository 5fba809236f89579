import type { OrganisationNumber } from '../domain/organisation-number.js'
import { recorded, type ChangeEvent } from './events.js'
import { createOrganisations } from './organisations.js'
import { together, type Context, type Queries } from './queries.js'
import type { Environment, Row } from './tables.js'

export type CustomerRow = Row<'customers'>

export type Approval = Pick<
  CustomerRow,
  | 'environment'
  | 'organisationNumber'
  | 'companyName'
  | 'email'
  | 'contactPerson'
  | 'packageId'
  | 'systemUserId'
  | 'externalReference'
  | 'approvedAt'
>

export type ActiveCustomer = Pick<
  CustomerRow,
  'organisationNumber' | 'systemUserId' | 'externalReference' | 'lastConfirmedAt'
>

/** Ids in one statement. */
const AT_ONCE = 500

export type Customers = ReturnType<typeof createCustomers>

/** The organisations that have said yes, one row each. */
export function createCustomers(db: Queries, context: Context) {
  const about = ({ environment, organisationNumber }: CustomerRow) => ({
    environment,
    objectType: 'customer',
    objectId: organisationNumber,
  })

  return {
    /** How many use the system just now, as far as we know. */
    async countActive(environment: Environment): Promise<number> {
      const { count } = await db
        .selectFrom('customers')
        .select(({ fn }) => fn.countAll<number | string>().as('count'))
        .where('environment', '=', environment)
        .where('accessState', '=', 'active')
        .executeTakeFirstOrThrow()
      return Number(count)
    },

    /**
     * Keeps a new approval and records the event; a system user we know already is only confirmed,
     * and keeps the time it was first approved.
     */
    async upsertApproved(approval: Approval, event?: ChangeEvent): Promise<CustomerRow> {
      const at = context.now()
      const row = {
        ...approval,
        accessState: 'active' as const,
        lastConfirmedAt: at,
        updatedAt: at,
      }
      const { environment, organisationNumber, approvedAt: _, ...confirmed } = row

      const approved = await together(db, outer =>
        recorded(outer, context, event, about, async tx => {
          const changed = await tx
            .insertInto('customers')
            .values({ ...row, createdAt: at })
            .onConflict(key =>
              key
                .columns(['environment', 'organisationNumber'])
                .doUpdateSet({ ...confirmed, approvedAt: approval.approvedAt })
                .where(({ or, eb }) =>
                  or([
                    eb('customers.systemUserId', '<>', approval.systemUserId),
                    eb('customers.accessState', '<>', 'active'),
                  ]),
                ),
            )
            .returningAll()
            .executeTakeFirst()
          if (changed)
            await createOrganisations(tx, context).note(
              environment,
              {
                organisationNumber,
                name: approval.companyName === organisationNumber ? null : approval.companyName,
                email: approval.email,
                contactPerson: approval.contactPerson,
              },
              { told: 'surely' },
            )
          return changed
        }),
      )
      return (
        approved ??
        (await db
          .updateTable('customers')
          .set(confirmed)
          .where('environment', '=', environment)
          .where('organisationNumber', '=', organisationNumber)
          .returningAll()
          .executeTakeFirstOrThrow())
      )
    },

    byOrganisation: (
      environment: Environment,
      organisationNumber: OrganisationNumber,
    ): Promise<CustomerRow | undefined> =>
      db
        .selectFrom('customers')
        .selectAll()
        .where('environment', '=', environment)
        .where('organisationNumber', '=', organisationNumber)
        .executeTakeFirst(),

    /** Everybody whose access lives, as far as we know. */
    active: (environment: Environment): Promise<ActiveCustomer[]> =>
      db
        .selectFrom('customers')
        .select(['organisationNumber', 'systemUserId', 'externalReference', 'lastConfirmedAt'])
        .where('environment', '=', environment)
        .where('accessState', '=', 'active')
        .execute(),

    /** Altinn's list has their system users now. Not an event: nothing has changed. */
    async confirm(environment: Environment, systemUserIds: readonly string[]): Promise<void> {
      const at = context.now()
      for (let i = 0; i < systemUserIds.length; i += AT_ONCE)
        await db
          .updateTable('customers')
          .set({ lastConfirmedAt: at })
          .where('environment', '=', environment)
          .where('accessState', '=', 'active')
          .where('systemUserId', 'in', systemUserIds.slice(i, i + AT_ONCE))
          .execute()
    },

    /** An API was called with the access. Not an event: it happens all day. */
    async noteUse(
      environment: Environment,
      organisationNumber: OrganisationNumber,
      at: number,
    ): Promise<void> {
      await db
        .updateTable('customers')
        .set({ lastUsedAt: at })
        .where('environment', '=', environment)
        .where('organisationNumber', '=', organisationNumber)
        .execute()
    },

    /** The system user is no longer there: the customer has taken the access back. */
    async markGone(
      environment: Environment,
      organisationNumber: OrganisationNumber,
      at: number,
      event?: ChangeEvent,
    ): Promise<void> {
      await recorded(db, context, event, about, tx =>
        tx
          .updateTable('customers')
          .set({ accessState: 'gone', updatedAt: at })
          .where('environment', '=', environment)
          .where('organisationNumber', '=', organisationNumber)
          .where('accessState', '<>', 'gone')
          .returningAll()
          .executeTakeFirst(),
      )
    },
  }
}
