import { accessPackageUrn, CLIENT_PACKAGE, PACKAGES, RESOURCE_IDS } from '../domain/packages.js'
import { LISTS, NO_PATCH, without, type Content, type ListKey, type Patch } from './content.js'

/** What SmartCloud itself needs of the system it works as. */
export type Needs = Readonly<Record<ListKey, readonly string[]>>

/** @param returnAddresses where Altinn sends customers back to, without a query */
export const needsOf = (clientId: string, returnAddresses: readonly string[]): Needs => ({
  clientIds: [clientId],
  returnAddresses,
  rights: [...new Set(PACKAGES.flatMap(({ resources }) => resources))].map(
    key => RESOURCE_IDS[key],
  ),
  accessPackages: CLIENT_PACKAGE.agentPackages.map(accessPackageUrn),
})

/** What the system lacks for SmartCloud to work. */
export function missingIn(content: Content, needs: Needs): { what: ListKey; value: string }[] {
  const bare: Content = {
    ...content,
    returnAddresses: content.returnAddresses.map(withoutQuery),
  }
  return LISTS.flatMap(what =>
    without(what, needs[what], bare[what]).map(value => ({ what, value })),
  )
}

/** Altinn compares scheme, host and path when a customer is sent back. */
export const withoutQuery = (address: string): string => address.replace(/[?#].*$/s, '')

/**
 * Adds what is missing. With packages for clients a system cannot be visible in Altinn, so adding
 * those hides it, and the check page says so.
 */
export function mendingPatch(content: Content, needs: Needs): Patch {
  const missing = missingIn(content, needs)
  const add = (what: ListKey) => ({
    add: missing.flatMap(one => (one.what === what ? [one.value] : [])),
    remove: [],
  })
  const patch: Patch = {
    ...NO_PATCH,
    clientIds: add('clientIds'),
    returnAddresses: add('returnAddresses'),
    rights: add('rights'),
    accessPackages: add('accessPackages'),
  }
  return content.isVisible && patch.accessPackages.add.length > 0
    ? { ...patch, isVisible: false }
    : patch
}
