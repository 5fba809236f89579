import { randomUUID } from 'node:crypto'
import express, { type Request, type Response, type Router } from 'express'
import type { ExplainFailure } from '../web/explain.js'
import { renderPage, speechOf } from '../web/pages.js'
import { actionOf } from '../web/request-action.js'
import { visitorOf } from '../web/visitor.js'
import type { ReferenceApis } from './apis.js'
import { csvOf } from './claims-csv.js'
import { claimsPage, type ClaimsPageInput } from './claims-page.js'
import { readPeriod, type AskedPeriod } from './claims-period.js'
import { readTab, sheetsOf, TABS, type Tab, type TabAnswer } from './claims-tabs.js'
import { dayOf } from './claims-words.js'
import { orFailure, type Card } from './overview.js'
import { askHref, ownerOf, PageNumber, unavailable, type Viewer, type ViewerOf } from './viewer.js'

/** Claims and payments, on four pages, and each of them for a spreadsheet. */
export function claimsRouter(deps: {
  apis: ReferenceApis
  viewerOf: ViewerOf
  explainFailure: ExplainFailure
  now: () => number
}): Router {
  const { apis, viewerOf, explainFailure, now } = deps
  const router = express.Router()

  const read = (tab: Tab, viewer: Viewer, asked: Asked, res: Response) =>
    readTab(
      apis.claims,
      tab,
      { party: viewer.organisationNumber, owner: ownerOf(viewer), correlationId: asked.id },
      asked.dates,
      actionOf(res),
    )

  function show(req: Request, res: Response, viewer: Viewer, given: Given): void {
    const { result, ...rest } = given
    const page = claimsPage(
      {
        company: viewer.companyName,
        fetchedAt: now(),
        isChosen: req.query['fra'] !== undefined || req.query['til'] !== undefined,
        page: PageNumber.parse(req.query['page']),
        askHref: askHref('claims'),
        ...rest,
        result:
          result?.state === 'failed' ? unavailable(result.error, explainFailure, res) : result,
      },
      speechOf(res),
    )
    renderPage(res, page, {
      organisation: { name: viewer.companyName, number: viewer.organisationNumber },
    })
  }

  for (const tab of TABS) {
    router.get(tab === 'open' ? '/claims' : `/claims/${tab}`, async (req, res) => {
      const viewer = await viewerOf(visitorOf(req))
      if (!viewer) return res.redirect(303, '/login')

      const period = periodFor(tab, req, now())
      const correlationId = randomUUID()
      const given = { tab, period, correlationId }
      if (viewer.isWithdrawn) return show(req, res, viewer, { ...given, result: goneFor(viewer) })
      if (!period.dates) return show(req, res.status(422), viewer, given)

      const asked = { id: correlationId, dates: period.dates }
      const result = await orFailure(read(tab, viewer, asked, res))
      show(req, res, viewer, { ...given, result })
    })

    // Either a whole file, or a page that says why there is none.
    router.get(`/claims/${tab}.csv`, async (req, res) => {
      const viewer = await viewerOf(visitorOf(req))
      if (!viewer) return res.redirect(303, '/login')

      const period = periodFor(tab, req, now())
      const correlationId = randomUUID()
      const given = { tab, period, correlationId }
      if (viewer.isWithdrawn)
        return show(req, res.status(403), viewer, { ...given, result: goneFor(viewer) })
      if (!period.dates) return show(req, res.status(422), viewer, given)

      const asked = { id: correlationId, dates: period.dates }
      const result = await read(tab, viewer, asked, res)
      const isWithheld = result.state === 'answer' && result.data.data.skjermet
      if (result.state === 'noPermission' || isWithheld)
        return show(req, res.status(403), viewer, { ...given, result })

      const answer = result.state === 'answer' ? result.data : emptyAnswer(tab, viewer)
      const { main } = sheetsOf(answer, dayOf(now()), speechOf(res))
      res.setHeader(
        'Content-Disposition',
        `attachment; filename="${fileNameOf(tab, viewer, period, dayOf(now()))}"`,
      )
      res.type('text/csv').send(csvOf(main))
    })
  }

  return router
}

interface Asked {
  id: string
  dates: NonNullable<AskedPeriod['dates']>
}

type Given = Pick<ClaimsPageInput, 'tab' | 'period' | 'correlationId'> & {
  result?: Card<TabAnswer> | ReturnType<typeof goneFor>
}

/** Open claims are as of now: whatever the address says of a period is not for them. */
function periodFor(tab: Tab, req: Request, now: number): AskedPeriod {
  const asked = readPeriod(req.query, now)
  return tab === 'open' && !asked.dates ? readPeriod({}, now) : asked
}

const goneFor = ({ packageId }: Viewer) =>
  ({ state: 'deleted', newRequestHref: `/sign-up/${packageId}` }) as const

/** Of what there is none, there is a file without rows. */
function emptyAnswer(tab: Tab, { organisationNumber }: Viewer): TabAnswer {
  const head = { partIdentifikator: organisationNumber, skjermet: false }
  switch (tab) {
    case 'open':
      return {
        tab,
        data: {
          ...head,
          aapentKravMedGjenstaaendeBeloep: [],
          innbetalingMedUplassertBeloep: [],
          oversiktPerKravgruppe: [],
        },
      }
    case 'all':
      return { tab, data: { ...head, krav: [] } }
    case 'payments-in':
      return { tab, data: { ...head, innbetaling: [] } }
    case 'payments-out':
      return { tab, data: { ...head, utbetaling: [] } }
  }
}

const FILE_NAMES: Readonly<Record<Tab, string>> = {
  open: 'open-claims',
  all: 'claims',
  'payments-in': 'payments-in',
  'payments-out': 'payments-out',
}

function fileNameOf(tab: Tab, { organisationNumber }: Viewer, period: AskedPeriod, today: string) {
  const { from, to } = period.dates ?? { from: today, to: today }
  const when = tab === 'open' ? today : `${from}_${to}`
  return `${FILE_NAMES[tab]}_${organisationNumber}_${when}.csv`
}
