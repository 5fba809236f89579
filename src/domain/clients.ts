import type { OrganisationNumber } from './organisation-number.js'

/** An organisation that somebody works for. */
export interface Client {
  organisationNumber: OrganisationNumber
  /** Null when nobody has told it. */
  name: string | null
}

/** Whose data a page shows, and whose it could show. */
export interface ClientChoice {
  clients: readonly Client[]
  /** Undefined only when there is nobody to choose. May be one that is not in the list. */
  chosen: Client | undefined
}
