import express, { type Request, type Response, type Router } from 'express'
import * as z from 'zod'
import {
  readOrganisationNumber,
  type OrganisationNumber,
  type World,
} from '../domain/organisation-number.js'
import { renderPage, speechOf } from '../web/pages.js'
import { RequestTurnedAway } from '../web/problems.js'
import { actionOf } from '../web/request-action.js'
import { detectivePage, startPage } from './detective-page.js'
import { detectiveHref } from './lines.js'
import { readinessPage } from './readiness-page.js'
import type { CustomerSubject, Readiness, ReadinessEngine } from './readiness.js'
import { reportOf } from './report.js'

const StartQuery = z.strictObject({ organisationNumber: z.string().max(100).optional() })

/** An empty reference is none; without one, that of our newest request counts. */
const DetectiveQuery = z.strictObject({
  reference: z
    .string()
    .regex(/^[a-zA-Z0-9øØæÆåÅ_-]{0,255}$/)
    .optional(),
  kind: z.enum(['standard', 'agent']).optional(),
})

/** These pages ask upstreams and change nothing, so they are read like any other. */
export function readinessRouter(deps: { readiness: ReadinessEngine; world: World }): Router {
  const { readiness, world } = deps
  const router = express.Router()

  router.get('/admin/readiness', async (req, res) => {
    withoutQuery(req)
    renderPage(res, readinessPage(await readiness.ofInstallation(actionOf(res)), speechOf(res)))
  })

  router.get('/admin/readiness.json', async (req, res) => {
    withoutQuery(req)
    sendFile(res, 'readiness', await readiness.ofInstallation(actionOf(res)))
  })

  router.get('/admin/readiness/customer', (req, res) => {
    const query = StartQuery.safeParse({ ...req.query })
    if (!query.success) throw new RequestTurnedAway('badRequest')
    const { organisationNumber: typed } = query.data
    if (typed === undefined) return renderPage(res, startPage({ typed: '' }, speechOf(res)))
    const number = readOrganisationNumber(typed, world)
    return number.ok
      ? res.redirect(303, detectiveHref(number.value))
      : renderPage(res.status(422), startPage({ typed, problem: number.problem }, speechOf(res)))
  })

  router.get('/admin/customers/:org/detective', async (req, res) => {
    renderPage(res, detectivePage(await ofCustomer(req, res), speechOf(res)))
  })

  router.get('/admin/customers/:org/detective.json', async (req, res) => {
    const found = await ofCustomer(req, res)
    sendFile(res, `detective-${found.subject.organisationNumber}`, found)
  })

  async function ofCustomer(
    req: Request,
    res: Response,
  ): Promise<Readiness & { subject: CustomerSubject }> {
    const organisationNumber = numberIn(req)
    const query = DetectiveQuery.safeParse({ ...req.query })
    if (!query.success) throw new RequestTurnedAway('badRequest')
    const { reference, kind } = query.data
    const found = await readiness.ofCustomer(
      {
        organisationNumber,
        kind,
        externalReference: reference === undefined ? undefined : reference || null,
      },
      actionOf(res),
    )
    return found as Readiness & { subject: CustomerSubject }
  }

  /** Nine digits and nothing else: an address is not typed, so nothing in it is forgiven. */
  function numberIn({ params }: Request): OrganisationNumber {
    const text = String(params['org'])
    const number = readOrganisationNumber(text, world)
    if (!number.ok || number.value !== text) throw new RequestTurnedAway('notFound')
    return number.value
  }

  return router
}

function withoutQuery({ query }: Request): void {
  if (Object.keys(query).length > 0) throw new RequestTurnedAway('badRequest')
}

function sendFile(res: Response, name: string, readiness: Readiness): void {
  const report = reportOf(readiness, speechOf(res))
  res.setHeader('Content-Disposition', `attachment; filename="${name}.json"`)
  res.type('application/json').send(`${JSON.stringify(report, null, 2)}\n`)
}
