import type { Request } from 'express'
import type { OrganisationNumber } from '../domain/organisation-number.js'

/** Who is asking, as far as the session tells. */
export interface Visitor {
  /** The registrations this browser made, the newest first. */
  registrations: readonly string[]
  signedIn?: SignedIn
}

export type SignedIn = SignedInCustomer | SignedInStaff

/** A person whom the sign-in provider says represents an organisation. */
export interface SignedInCustomer {
  audience: 'customer'
  name: string
  organisationNumber: OrganisationNumber
  organisationName: string
}

export interface SignedInStaff {
  audience: 'staff'
  name: string
  /** As the provider gave them; what they allow, the staff list says at every request. */
  groups: readonly string[]
}

declare module 'express-session' {
  interface SessionData {
    /** Set with a new id only, together with `audience` and `user`. */
    signedIn?: SignedIn
  }
}

export const visitorOf = ({ session }: Request): Visitor => ({
  registrations: session.onboardings ?? [],
  ...(session.signedIn && { signedIn: session.signedIn }),
})
