import { Router } from 'express'
import type { SandboxDesk } from './admin.js'
import { approvalRouter } from './approval-router.js'
import { deskRouter } from './desk-router.js'
import { logInRouter } from './log-in.js'
import { overviewRouter } from './overview-router.js'
import { createSite } from './site.js'
import type { World } from './world.js'

/** The sandbox's pages for people. Belongs at the root of its origin, behind every other router. */
export function siteRouter(world: World, desk: SandboxDesk): Router {
  const router = Router()
  const site = createSite(world)
  router.use(site.before)
  router.use(logInRouter(world, site))
  router.use(approvalRouter(world, site))
  router.use(overviewRouter(world, site))
  router.use(deskRouter(world, site, desk))
  return router
}
