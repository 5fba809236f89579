import express, { type Request, type Router } from 'express'
import type { ResourceKey } from '../domain/packages.js'
import type { ExplainFailure } from '../web/explain.js'
import { inspectorHrefOf, renderPage, speechOf } from '../web/pages.js'
import { actionOf } from '../web/request-action.js'
import { visitorOf } from '../web/visitor.js'
import type { Access, Card, ReadOverview } from './overview.js'
import { overviewPage, type Module, type Strip, type Unavailable } from './overview-page.js'
import {
  askHref,
  ownerOf,
  PageNumber,
  unavailable,
  type ClientLists,
  type Viewer,
  type ViewerOf,
} from './viewer.js'

export type { Viewer } from './viewer.js'

export function overviewRouter(deps: {
  readOverview: ReadOverview
  viewerOf: ViewerOf
  clientLists: ClientLists
  /** What whoever is signed in may show Altinn. */
  personTokenOf: (req: Request) => string | undefined
  explainFailure: ExplainFailure
  /** Somebody of ours who presents the demo sits before the customer's page. */
  isPresenting: (req: Request) => Promise<boolean>
  now: () => number
}): Router {
  const { readOverview, viewerOf, clientLists, personTokenOf, explainFailure, isPresenting, now } =
    deps
  const router = express.Router()

  router.get('/overview', async (req, res) => {
    const visitor = visitorOf(req)
    const viewer = await viewerOf(visitor)
    if (!viewer) return res.redirect(303, '/login')

    const { organisationNumber } = viewer
    const clients = await clientLists.choiceOf(viewer, req.query['client'], {
      personToken: personTokenOf(req),
      action: actionOf(res),
    })
    const party = clients?.chosen?.organisationNumber ?? organisationNumber
    const overview = viewer.isWithdrawn
      ? undefined
      : await readOverview(party, ownerOf(viewer), actionOf(res), {
          systemUserInfo: await isPresenting(req),
        })

    const moduleOf = <T>(card: Card<T>): Module<T> =>
      card.state === 'failed' ? unavailable(card.error, explainFailure, res) : card
    const page = overviewPage(
      {
        company: viewer.companyName,
        organisationNumber,
        fetchedAt: overview?.fetchedAt ?? now(),
        strip: stripOf(overview?.access ?? { state: 'gone' }, viewer, error =>
          unavailable(error, explainFailure, res),
        ),
        // Without the access there is nothing that an API could have said.
        ...(overview &&
          !['gone', 'waiting'].includes(overview.access.state) &&
          !(clients && !clients.chosen) && {
            logistics: moduleOf(overview.logistics),
            salary: moduleOf(overview.salary),
            claims: moduleOf(overview.claims),
            ...(overview.systemUserInfo && { systemUserInfo: moduleOf(overview.systemUserInfo) }),
          }),
        claimsPage: PageNumber.parse(req.query['page']),
        withoutSignIn: !visitor.signedIn,
        ...(clients ? { clients } : { askHref }),
        allClaimsHref: clients?.chosen ? `/claims?client=${party}` : '/claims',
        permissionsHref: '/access',
        callHref: callHrefOf(inspectorHrefOf(res)),
      },
      speechOf(res),
    )
    return renderPage(res, page, {
      organisation: {
        name: viewer.companyName,
        number: organisationNumber,
        hasClients: clients !== undefined,
      },
    })
  })

  return router
}

/** Where Røntgen shows the newest call behind a module. */
const callHrefOf = (inspector: string | undefined) => {
  if (inspector === undefined) return undefined
  const operations = {
    logistics: 'logistics: read status',
    salary: 'salary: read status',
    claims: 'claims: read aapnekrav',
  }
  return (module: ResourceKey) =>
    `${inspector}/newest?${new URLSearchParams({ operation: operations[module] })}`
}

function stripOf(
  access: Access,
  viewer: Viewer,
  unavailableFor: (error: Extract<Access, { state: 'failed' }>['error']) => Unavailable,
): Strip {
  switch (access.state) {
    case 'waiting':
      return access
    case 'active':
      return { ...access, permissions: viewer.resources.length }
    case 'gone':
      return { state: 'deleted', newRequestHref: `/sign-up/${viewer.packageId}` }
    case 'failed':
      return unavailableFor(access.error)
  }
}
