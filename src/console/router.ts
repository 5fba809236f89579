import express, { type Router } from 'express'
import type { Health } from '../domain/health.js'
import type { StaffRole } from '../domain/staff.js'
import { CONSOLE } from '../web/frame.js'
import { renderPage, speechOf } from '../web/pages.js'
import { visitorOf, type Visitor } from '../web/visitor.js'
import { frontPage } from './front-page.js'

/** Where our own people begin. */
export function consoleRouter(deps: {
  /** How many customers there are of each health. */
  countHealths: () => Promise<Readonly<Record<Health, number>>>
  rolesOf: (visitor: Visitor) => readonly StaffRole[]
}): Router {
  const router = express.Router()
  router.get(CONSOLE, async (req, res) => {
    const counts = await deps.countHealths()
    const mayReadLog = deps.rolesOf(visitorOf(req)).includes('operator')
    renderPage(res, frontPage({ counts, mayReadLog }, speechOf(res)))
  })
  return router
}
