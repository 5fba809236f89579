import express, { type Router } from 'express'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { actionOf } from '../web/request-action.js'
import { renderPage, speechOf } from '../web/pages.js'
import { companyName } from '../design/formats.js'
import type { SystemUserOwner } from './client.js'
import type { ReadOverview } from './overview.js'
import { overviewPage } from './overview-page.js'

/** The organisation a browser may see the figures of. */
export interface Viewer {
  organisationNumber: OrganisationNumber
  companyName: string
  externalReference: string | null
  /** How many permissions were asked for and approved. */
  permissions: number
  /** Where the request can still be answered. */
  confirmUrl: string | null
}

export function overviewRouter(deps: {
  readOverview: ReadOverview
  /** Undefined when this browser may see nobody's. */
  viewerOf: (registrations: readonly string[]) => Promise<Viewer | undefined>
}): Router {
  const { readOverview, viewerOf } = deps
  const router = express.Router()

  router.get('/overview', async (req, res) => {
    const viewer = await viewerOf(req.session.onboardings ?? [])
    if (!viewer) return res.redirect(303, '/login')

    const owner: SystemUserOwner = {
      organisationNumber: viewer.organisationNumber,
      externalRef: viewer.externalReference ?? undefined,
    }
    const overview = await readOverview(viewer.organisationNumber, owner, actionOf(res))
    return renderPage(res, overviewPage({ ...viewer, ...overview }, speechOf(res)), {
      organisation: { name: companyName(viewer.companyName), number: viewer.organisationNumber },
    })
  })

  return router
}
