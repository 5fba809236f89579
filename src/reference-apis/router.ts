import express, { type Router } from 'express'
import * as z from 'zod'
import type { SmartCloudError } from '../errors.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import type { ExplainFailure } from '../web/explain.js'
import { renderPage, speechOf } from '../web/pages.js'
import { actionOf } from '../web/request-action.js'
import { visitorOf, type Visitor } from '../web/visitor.js'
import type { Access, Card, ReadOverview } from './overview.js'
import { overviewPage, type Module, type Strip, type Unavailable } from './overview-page.js'

/** The organisation a browser may see the figures of. */
export interface Viewer {
  organisationNumber: OrganisationNumber
  companyName: string
  packageId: string
  externalReference: string | null
  /** Ids in the resource registry of what was asked for and approved. */
  resources: readonly string[]
  /** The organisation has taken the access back. One it gave since is somebody else's to use. */
  isWithdrawn: boolean
}

const Page = z.coerce.number().int().min(1).max(1_000).catch(1)

export function overviewRouter(deps: {
  readOverview: ReadOverview
  /** Undefined when this browser may see nobody's. */
  viewerOf: (visitor: Visitor) => Promise<Viewer | undefined>
  explainFailure: ExplainFailure
  now: () => number
}): Router {
  const { readOverview, viewerOf, explainFailure, now } = deps
  const router = express.Router()

  router.get('/overview', async (req, res) => {
    const viewer = await viewerOf(visitorOf(req))
    if (!viewer) return res.redirect(303, '/login')

    const { organisationNumber } = viewer
    const owner = { organisationNumber, externalRef: viewer.externalReference ?? undefined }
    const action = actionOf(res)
    const overview = viewer.isWithdrawn
      ? undefined
      : await readOverview(organisationNumber, owner, action)

    const speech = speechOf(res)
    const unavailable = (error: SmartCloudError): Unavailable => ({
      state: 'unavailable',
      ...explainFailure(error, speech.language, action.reference),
      reference: action.reference,
    })
    const moduleOf = <T>(card: Card<T>): Module<T> =>
      card.state === 'failed' ? unavailable(card.error) : card
    const page = overviewPage(
      {
        company: viewer.companyName,
        organisationNumber,
        fetchedAt: overview?.fetchedAt ?? now(),
        strip: stripOf(overview?.access ?? { state: 'gone' }, viewer, unavailable),
        // Without the access there is nothing that an API could have said.
        ...(overview &&
          overview.access.state !== 'gone' && {
            logistics: moduleOf(overview.logistics),
            salary: moduleOf(overview.salary),
            claims: moduleOf(overview.claims),
          }),
        claimsPage: Page.parse(req.query['page']),
        withoutSignIn: true,
      },
      speech,
    )
    return renderPage(res, page, {
      organisation: { name: viewer.companyName, number: organisationNumber },
    })
  })

  return router
}

function stripOf(
  access: Access,
  viewer: Viewer,
  unavailable: (error: SmartCloudError) => Unavailable,
): Strip {
  switch (access.state) {
    case 'active':
      return { ...access, permissions: viewer.resources.length }
    case 'gone':
      return { state: 'deleted', newRequestHref: `/sign-up/${viewer.packageId}` }
    case 'failed':
      return unavailable(access.error)
  }
}
