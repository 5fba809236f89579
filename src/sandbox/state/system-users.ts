import type { SandboxState, SystemUser } from './state.js'

/* Where the system users are found, whoever asks. */

interface Place {
  state: SandboxState
}

/** Any row that has not been deleted. */
export const live = <T extends { isDeleted: boolean }>(row: T | undefined): T | undefined =>
  row?.isDeleted === false ? row : undefined

/** A live system user of this reference, standard or agent. */
export const findSystemUser = (
  { state }: Place,
  wanted: { systemId: string; partyOrgNo: string; externalRef: string },
): SystemUser | undefined =>
  state.systemUsers
    .of(wanted.partyOrgNo)
    .find(
      user =>
        !user.isDeleted &&
        user.systemId === wanted.systemId &&
        user.externalRef === wanted.externalRef,
    )

/**
 * The system user that a Maskinporten grant speaks of: the customer's, on a system of the client's
 * owner that lists the client.
 */
export function systemUserForGrant(
  { state }: Place,
  grant: { clientId: string; vendor: string; customer: string; externalRef?: string | undefined },
): SystemUser | undefined {
  const { clientId, vendor, customer, externalRef = customer } = grant
  return state.systemUsers.of(customer).find(user => {
    const system = state.systems.get(user.systemId)
    return (
      !user.isDeleted &&
      user.externalRef === externalRef &&
      system?.isDeleted === false &&
      system.vendorOrgNo === vendor &&
      system.clientId.includes(clientId)
    )
  })
}

/** For a system user that is new or has been changed: the last in every list. */
export const nextSequence = ({ state }: Place): number => ++state.lastSequence
