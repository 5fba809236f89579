import type { OrganisationNumber } from '../domain/organisation-number.js'
import { findable } from './findable.js'
import type { Context, Queries } from './queries.js'
import type { Environment, Row } from './tables.js'

export type OrganisationRow = Row<'organisations'>

/** What somebody says of an organisation; what they did not say is null. */
export interface OrganisationDetails {
  organisationNumber: OrganisationNumber
  name: string | null
  email: string | null
  contactPerson: string | null
}

export type Organisations = ReturnType<typeof createOrganisations>

/** Everybody we have asked, or found at Altinn. */
export function createOrganisations(db: Queries, { now }: Context) {
  const byNumber = (
    environment: Environment,
    organisationNumber: OrganisationNumber,
  ): Promise<OrganisationRow | undefined> =>
    db
      .selectFrom('organisations')
      .selectAll()
      .where('environment', '=', environment)
      .where('organisationNumber', '=', organisationNumber)
      .executeTakeFirst()

  return {
    byNumber,

    /**
     * Makes sure that there is a row.
     *
     * @param told `surely` replaces what was known: by one of our own people, or by an organisation
     * that has approved. What `anyone` says only fills what is empty, because a visitor may name
     * any organisation.
     */
    async note(
      environment: Environment,
      details: OrganisationDetails,
      { told, requestId }: { told: 'surely' | 'anyone'; requestId?: string },
    ): Promise<void> {
      const { organisationNumber } = details
      const known = await byNumber(environment, organisationNumber)
      const pick = (field: 'name' | 'email' | 'contactPerson') => {
        const said = details[field]?.trim() || null
        const had = known?.[field] ?? null
        return told === 'surely' ? (said ?? had) : (had ?? said)
      }
      const described = {
        organisationNumber,
        name: pick('name'),
        email: pick('email'),
        contactPerson: pick('contactPerson'),
      }
      const { organisationNumber: _, ...fields } = { ...described, ...findable(described) }
      const at = now()
      const changed = { ...fields, ...(requestId !== undefined && { requestId }), updatedAt: at }
      await db
        .insertInto('organisations')
        .values({ environment, organisationNumber, ...changed, createdAt: at })
        .onConflict(key => key.columns(['environment', 'organisationNumber']).doUpdateSet(changed))
        .execute()
    },
  }
}
