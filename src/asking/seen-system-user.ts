import type { SystemUser } from '../altinn/system-users.js'
import type { SeenSystemUser } from '../database/system-users.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'

/** Altinn writes the organisation number where nobody chose a reference. */
export const chosenReference = (
  reference: string | undefined,
  organisationNumber: string,
): string | null => (reference === undefined || reference === organisationNumber ? null : reference)

/** What Altinn's list says of a system user, as we keep it. */
export function seenSystemUser(systemUser: SystemUser): SeenSystemUser {
  const { id, systemId, reporteeOrgNo, externalRef, userType, integrationTitle } = systemUser
  const createdAt = Date.parse(systemUser.created ?? '')
  return {
    id,
    systemId,
    organisationNumber: reporteeOrgNo as OrganisationNumber,
    externalReference: chosenReference(externalRef, reporteeOrgNo),
    kind: userType === 'agent' ? 'agent' : 'standard',
    title: integrationTitle ?? null,
    createdAtAltinn: Number.isNaN(createdAt) ? null : createdAt,
  }
}
