import { randomUUID } from 'node:crypto'
import { recorded, type ChangeEvent } from './events.js'
import type { Context, Queries } from './queries.js'
import type { Row } from './tables.js'

export type OnboardingRow = Row<'onboardings'>

/** What a visitor decides. */
export type OnboardingFields = Pick<
  OnboardingRow,
  | 'packageId'
  | 'companyName'
  | 'organisationNumber'
  | 'email'
  | 'contactPerson'
  | 'termsAcceptedAt'
  | 'language'
>
export type NewOnboarding = OnboardingFields & Pick<OnboardingRow, 'environment'>

export type Onboardings = ReturnType<typeof createOnboardings>

/** What visitors registered about their companies, before Altinn has heard of it. */
export function createOnboardings(db: Queries, context: Context) {
  const about = ({ id, environment }: OnboardingRow) => ({
    environment,
    objectType: 'onboarding',
    objectId: id,
  })

  async function change(
    id: string,
    fields: Partial<OnboardingRow>,
    event?: ChangeEvent,
  ): Promise<OnboardingRow> {
    const row = await recorded(db, context, event, about, tx =>
      tx
        .updateTable('onboardings')
        .set({ ...fields, updatedAt: context.now() })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst(),
    )
    if (!row) throw new Error(`There is no onboarding ${id}`)
    return row
  }

  return {
    async create(fields: NewOnboarding, event?: ChangeEvent): Promise<OnboardingRow> {
      const at = context.now()
      const row = { ...fields, id: randomUUID(), requestId: null, createdAt: at, updatedAt: at }
      await recorded(db, context, event, about, async tx => {
        await tx.insertInto('onboardings').values(row).execute()
        return row
      })
      return row
    },

    byId: (id: string): Promise<OnboardingRow | undefined> =>
      db.selectFrom('onboardings').selectAll().where('id', '=', id).executeTakeFirst(),

    /** The visitor corrects something. */
    update: (
      id: string,
      fields: Partial<OnboardingFields>,
      event?: ChangeEvent,
    ): Promise<OnboardingRow> => change(id, fields, event),

    /** From here on this onboarding waits for the answer to that request. */
    attachRequest: (id: string, requestId: string, event?: ChangeEvent): Promise<OnboardingRow> =>
      change(id, { requestId }, event),
  }
}
