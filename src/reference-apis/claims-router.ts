import { randomUUID } from 'node:crypto'
import express, { type Request, type Response, type Router } from 'express'
import type { Client } from '../domain/clients.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
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
import {
  askHref,
  ownerOf,
  PageNumber,
  unavailable,
  type ClientLists,
  type Viewer,
  type ViewerOf,
} from './viewer.js'

/** Claims and payments, on four pages, and each of them for a spreadsheet. */
export function claimsRouter(deps: {
  apis: ReferenceApis
  viewerOf: ViewerOf
  clientLists: ClientLists
  explainFailure: ExplainFailure
  now: () => number
}): Router {
  const { apis, viewerOf, clientLists, explainFailure, now } = deps
  const router = express.Router()

  const read = (tab: Tab, { viewer, party }: Reader, asked: Asked, res: Response) =>
    readTab(
      apis.claims,
      tab,
      { party, owner: ownerOf(viewer), correlationId: asked.id },
      asked.dates,
      actionOf(res),
    )

  /** Undefined when the visitor has been sent elsewhere. */
  async function readerOf(req: Request, res: Response): Promise<Reader | undefined> {
    const viewer = await viewerOf(visitorOf(req))
    if (!viewer) return void res.redirect(303, '/login')
    const clients = await clientLists.choiceOf(viewer, req.query['client'])
    const client = clients?.chosen
    if (clients && !client) return void res.redirect(303, '/overview') // where one chooses whom
    return { viewer, client, party: client?.organisationNumber ?? viewer.organisationNumber }
  }

  function show(req: Request, res: Response, reader: Reader, given: Given): void {
    const { viewer, client } = reader
    const { result, ...rest } = given
    const page = claimsPage(
      {
        company: viewer.companyName,
        fetchedAt: now(),
        isChosen: req.query['from'] !== undefined || req.query['to'] !== undefined,
        page: PageNumber.parse(req.query['page']),
        client,
        ...(client ? {} : { askHref: askHref('claims') }),
        ...rest,
        result:
          result?.state === 'failed' ? unavailable(result.error, explainFailure, res) : result,
      },
      speechOf(res),
    )
    renderPage(res, page, {
      organisation: {
        name: viewer.companyName,
        number: viewer.organisationNumber,
        hasClients: client !== undefined,
      },
    })
  }

  for (const tab of TABS) {
    router.get(tab === 'open' ? '/claims' : `/claims/${tab}`, async (req, res) => {
      const reader = await readerOf(req, res)
      if (!reader) return

      const { viewer } = reader
      const period = periodFor(tab, req, now())
      const correlationId = randomUUID()
      const given = { tab, period, correlationId }
      if (viewer.isWithdrawn) return show(req, res, reader, { ...given, result: goneFor(viewer) })
      if (!period.dates) return show(req, res.status(422), reader, given)

      const asked = { id: correlationId, dates: period.dates }
      const result = await orFailure(read(tab, reader, asked, res))
      show(req, res, reader, { ...given, result })
    })

    // Either a whole file, or a page that says why there is none.
    router.get(`/claims/${tab}.csv`, async (req, res) => {
      const reader = await readerOf(req, res)
      if (!reader) return

      const { viewer } = reader
      const period = periodFor(tab, req, now())
      const correlationId = randomUUID()
      const given = { tab, period, correlationId }
      if (viewer.isWithdrawn)
        return show(req, res.status(403), reader, { ...given, result: goneFor(viewer) })
      if (!period.dates) return show(req, res.status(422), reader, given)

      const asked = { id: correlationId, dates: period.dates }
      const result = await read(tab, reader, asked, res)
      const isWithheld = result.state === 'answer' && result.data.data.skjermet
      if (result.state === 'noPermission' || isWithheld)
        return show(req, res.status(403), reader, { ...given, result })

      const answer = result.state === 'answer' ? result.data : emptyAnswer(tab, reader)
      const { main } = sheetsOf(answer, dayOf(now()), speechOf(res))
      res.setHeader(
        'Content-Disposition',
        `attachment; filename="${fileNameOf(tab, reader, period, dayOf(now()))}"`,
      )
      res.type('text/csv').send(csvOf(main))
    })
  }

  return router
}

/** Who reads, and whose figures: an accountant reads a client's. */
interface Reader {
  viewer: Viewer
  client: Client | undefined
  party: OrganisationNumber
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
function emptyAnswer(tab: Tab, { party }: Reader): TabAnswer {
  const head = { partIdentifikator: party, skjermet: false }
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

function fileNameOf(tab: Tab, { party }: Reader, period: AskedPeriod, today: string) {
  const { from, to } = period.dates ?? { from: today, to: today }
  const when = tab === 'open' ? today : `${from}_${to}`
  return `${FILE_NAMES[tab]}_${party}_${when}.csv`
}
