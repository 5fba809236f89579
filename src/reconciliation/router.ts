import express, { type Router } from 'express'
import * as z from 'zod'
import type { StaffRole } from '../domain/staff.js'
import { SmartCloudError } from '../errors.js'
import type { ExplainToStaff } from '../web/explain.js'
import { renderPage, speechOf } from '../web/pages.js'
import { RequestTurnedAway } from '../web/problems.js'
import { tellNext } from '../web/session.js'
import { staffActionOf, staffOf, visitorOf, type Visitor } from '../web/visitor.js'
import { RECONCILIATION, reconciliationPage } from './page.js'
import type { Reconciliation, ReconciliationReport } from './reconciliation.js'

const Body = z.strictObject({ _csrf: z.string() })
const AdoptBody = z.strictObject({ _csrf: z.string(), requestId: z.uuid() })

export function reconciliationRouter(deps: {
  reconciliation: Reconciliation
  explainToStaff: ExplainToStaff
  rolesOf: (visitor: Visitor) => readonly StaffRole[]
}): Router {
  const { reconciliation } = deps
  const router = express.Router()

  router.get(RECONCILIATION, async (req, res) => {
    const mayAct = deps.rolesOf(visitorOf(req)).includes('operator')
    const last = await reconciliation.latest()
    const report = (last?.report ?? undefined) as ReconciliationReport | undefined
    const takenIn = report ? await reconciliation.takenIn(report) : new Set<string>()
    renderPage(res, reconciliationPage({ last, takenIn, mayAct }, speechOf(res)))
  })

  router.post(RECONCILIATION, async (req, res) => {
    if (!Body.safeParse(req.body).success) throw new RequestTurnedAway('badRequest')
    const { t } = speechOf(res)
    const hasBegun = await reconciliation.begin(staffOf(req))
    tellNext(req, {
      tone: 'info',
      text: hasBegun ? t.reconciliation.begun : t.reconciliation.underWay,
    })
    res.redirect(303, RECONCILIATION)
  })

  router.post(`${RECONCILIATION}/adopt`, async (req, res) => {
    const body = AdoptBody.safeParse(req.body)
    if (!body.success) throw new RequestTurnedAway('badRequest')
    const speech = speechOf(res)
    const words = speech.t.reconciliation.adopt
    try {
      const outcome = await reconciliation.adopt(body.data.requestId, staffActionOf(req, res))
      tellNext(req, {
        tone: outcome === 'adopted' ? 'success' : 'warning',
        text: words[outcome],
      })
    } catch (error) {
      if (!(error instanceof SmartCloudError)) throw error
      tellNext(req, { tone: 'danger', text: deps.explainToStaff(error, speech).title })
    }
    res.redirect(303, RECONCILIATION)
  })

  return router
}
