import type { Request, Response } from 'express'
import type { Action } from '../action.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { actionOf } from './request-action.js'

/** Who is asking, as far as the session tells. */
export interface Visitor {
  /** The registrations this browser made, the newest first. */
  registrations: readonly string[]
  signedIn?: SignedIn
  /** Who that is: issuer and subject. */
  user?: string
}

export type SignedIn = SignedInCustomer | SignedInStaff

/** A person whom the sign-in provider says represents an organisation. */
export interface SignedInCustomer {
  audience: 'customer'
  name: string
  organisationNumber: OrganisationNumber
  organisationName: string
}

/** One of our own people. They are met under `/staff` and `/admin` only. */
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
    /** Where they signed in, to be known again in a list of sessions. */
    from?: { address: string; browser?: string; system?: string }
  }
}

/** Also where no session has been looked for: then it is nobody. */
export function visitorOf({ session }: Request): Visitor {
  const { onboardings = [], signedIn, user } = session ?? {}
  return {
    registrations: onboardings,
    ...(signedIn && { signedIn }),
    ...(user !== undefined && { user }),
  }
}

/** Who of our own people it is, as the audit log names them. Only under their own addresses. */
export function staffOf(req: Request): string {
  const { signedIn, user } = visitorOf(req)
  if (signedIn?.audience !== 'staff' || user === undefined)
    throw new Error(`Nobody of ours is signed in at ${req.path}`)
  return user
}

/** What somebody of ours does, with their name on every event that it leads to. */
export const staffActionOf = (req: Request, res: Response): Action => ({
  ...actionOf(res),
  actor: staffOf(req),
})
