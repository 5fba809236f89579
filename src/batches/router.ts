import express, { type Request, type Response, type Router } from 'express'
import * as z from 'zod'
import type { BatchRow } from '../database/batches.js'
import { ROWS_PER_PAGE } from '../design/paging.js'
import type { World } from '../domain/organisation-number.js'
import type { StaffRole } from '../domain/staff.js'
import { renderPage, speechOf } from '../web/pages.js'
import { RequestTurnedAway } from '../web/problems.js'
import { actionOf } from '../web/request-action.js'
import { tellNext } from '../web/session.js'
import { uploadOf } from '../web/upload.js'
import { staffOf, visitorOf, type Visitor } from '../web/visitor.js'
import { batchPage, progressOf } from './batch-page.js'
import { BATCHES, batchesPage } from './batches-page.js'
import { cancelPage } from './cancel-page.js'
import { ListBody, NO_LIST, readForm } from './list-form.js'
import type { Lists, StaffAction } from './lists.js'
import type { Names } from './names.js'
import { newPage } from './new-page.js'
import { fileNameOf, reportOf } from './report.js'

const PageNumber = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .transform(Number)
  .default(1)
const ListQuery = z.strictObject({ page: PageNumber })
const LinesQuery = z.strictObject({
  page: PageNumber,
  show: z.enum(['all', 'problems']).default('all'),
})
const NothingMore = z.strictObject({ _csrf: z.string() })

export function batchesRouter(deps: {
  lists: Lists
  listNames: Pick<Names, 'fill'>
  rolesOf: (visitor: Visitor) => readonly StaffRole[]
  world: World
  systemId: string
  approvalOrigins: readonly string[]
  now: () => number
}): Router {
  const { lists, listNames, rolesOf, world, systemId, approvalOrigins, now } = deps
  const { batches } = lists
  const ours = systemId.split('_')[0] ?? ''
  const router = express.Router()

  router.get('/admin/batches', async (req, res) => {
    const { page } = read(ListQuery, req.query)
    const at = pageAt(page, await lists.count())
    const rows = await lists.page(at)
    renderPage(res, batchesPage({ ...at, rows, mayChange: mayChange(req) }, speechOf(res)))
  })

  router.get('/admin/batches/new', (_req, res) => {
    renderPage(res, newPage({ values: NO_LIST, problems: {} }, speechOf(res)))
  })

  router.post('/admin/batches/new', async (req, res) => {
    const { _csrf, ...values } = read(ListBody, req.body)
    const form = readForm(values, uploadOf(res), { world, ours })
    if (!form.ok) {
      const { status, problems } = form
      return renderPage(res.status(status), newPage({ values, problems }, speechOf(res)))
    }
    const batch = await lists.keep(form.list, staffAction(req, res))
    tellNext(req, { tone: 'success', text: speechOf(res).t.batches.told.checked })
    return res.redirect(303, `${BATCHES}/${batch.id}`)
  })

  router.get('/admin/batches/:id', async (req, res) => {
    const { page, show: filter } = read(LinesQuery, req.query)
    const batch = await batchIn(req)
    const counts = await batches.counts(batch.id)
    const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
    const at = pageAt(page, filter === 'problems' ? counts.refused + counts.failed : all)
    const found = await batches.lines(batch.id, filter, at)
    const rows = await listNames.fill(found, actionOf(res))
    renderPage(
      res,
      batchPage(
        {
          batch,
          counts,
          lines: { ...at, rows },
          filter,
          mayChange: mayChange(req),
          approvalOrigins,
          now: now(),
        },
        speechOf(res),
      ),
    )
  })

  router.get('/admin/batches/:id/progress', async (req, res) => {
    const batch = await batchIn(req)
    res.json(progressOf(batch, await batches.counts(batch.id), now(), speechOf(res)))
  })

  router.get('/admin/batches/:id/report.csv', async (req, res) => {
    const batch = await batchIn(req)
    const lines = await batches.allLines(batch.id)
    res.attachment(fileNameOf(batch)).type('text/csv; charset=utf-8')
    res.send(reportOf(batch, lines, approvalOrigins, speechOf(res)))
  })

  router.get('/admin/batches/:id/cancel', async (req, res) => {
    const batch = await batchIn(req)
    if (batch.state === 'done' || batch.state === 'cancelled')
      return res.redirect(303, `${BATCHES}/${batch.id}`)
    return renderPage(res, cancelPage(batch, await batches.counts(batch.id), speechOf(res)))
  })

  const told = {
    start: 'started',
    pause: 'paused',
    resume: 'resumed',
    cancel: 'cancelled',
  } as const
  for (const does of ['start', 'pause', 'resume', 'cancel'] as const)
    router.post(`/admin/batches/:id/${does}`, async (req, res) => {
      read(NothingMore, req.body)
      const batch = await batchIn(req)
      const changed = await lists[does](batch.id, staffAction(req, res))
      const words = speechOf(res).t.batches.told
      tellNext(
        req,
        changed
          ? { tone: 'success', text: words[told[does]] }
          : { tone: 'warning', text: words.tooLate },
      )
      res.redirect(303, `${BATCHES}/${batch.id}`)
    })

  const mayChange = (req: Request): boolean => rolesOf(visitorOf(req)).includes('operator')

  /** @throws {RequestTurnedAway} there is none, or it is of another environment */
  async function batchIn(req: Request): Promise<BatchRow> {
    const batch = await lists.byId(String(req.params['id']))
    if (!batch) throw new RequestTurnedAway('notFound')
    return batch
  }

  return router
}

const staffAction = (req: Request, res: Response): StaffAction => ({
  ...actionOf(res),
  actor: staffOf(req),
})

/** @throws {RequestTurnedAway} what came is not what our own pages send */
function read<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given && typeof given === 'object' ? { ...given } : given)
  if (!parsed.success) throw new RequestTurnedAway('badRequest')
  return parsed.data
}

/** A page that does not exist becomes the nearest one that does. */
function pageAt(wanted: number, count: number) {
  const pages = Math.max(1, Math.ceil(count / ROWS_PER_PAGE))
  const page = Math.min(wanted, pages)
  return { page, pages, offset: (page - 1) * ROWS_PER_PAGE, limit: ROWS_PER_PAGE }
}
