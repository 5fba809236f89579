import type { Response } from 'express'
import * as z from 'zod'
import type { Action } from '../action.js'
import type { ClientChoice } from '../domain/clients.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import type { ResourceKey } from '../domain/packages.js'
import type { SmartCloudError } from '../errors.js'
import type { ExplainFailure } from '../web/explain.js'
import { speechOf } from '../web/pages.js'
import { actionOf } from '../web/request-action.js'
import type { Visitor } from '../web/visitor.js'
import type { SystemUserOwner } from './client.js'
import type { Unavailable } from './overview-page.js'

/** The organisation a browser may see the figures of. */
export interface Viewer {
  organisationNumber: OrganisationNumber
  companyName: string
  /** Of the request that the access came from. */
  requestId: string
  packageId: string
  externalReference: string | null
  /** Ids in the resource registry of what was asked for and approved. */
  resources: readonly string[]
  /** The organisation has taken the access back. One it gave since is somebody else's to use. */
  isWithdrawn: boolean
}

/** Undefined when this visitor may see nobody's. */
export type ViewerOf = (visitor: Visitor) => Promise<Viewer | undefined>

/** Undefined for a customer that works for itself alone. */
export interface ClientLists {
  choiceOf: (
    viewer: Viewer,
    wanted: unknown,
    /** The list is read from Altinn first, with the token of the person who is signed in. */
    fresh?: { personToken: string | undefined; action: Action },
  ) => Promise<ClientChoice | undefined>
}

export const ownerOf = ({ organisationNumber, externalReference }: Viewer): SystemUserOwner => ({
  organisationNumber,
  externalRef: externalReference ?? undefined,
})

/** What no page has becomes the first page. */
export const PageNumber = z.coerce.number().int().min(1).max(1_000).catch(1)

/** Where a customer asks for one more permission. */
export const askHref = (permission: ResourceKey): string => `/access/change?resource=${permission}`

/** A failure as a page tells it. */
export function unavailable(
  error: SmartCloudError,
  explainFailure: ExplainFailure,
  res: Response,
): Unavailable {
  const { reference } = actionOf(res)
  return {
    state: 'unavailable',
    ...explainFailure(error, speechOf(res).language, reference),
    reference,
  }
}
