import { Router, type RequestHandler } from 'express'
import type { SandboxDesk } from './desk/admin.js'
import { deskRouter } from './desk/router.js'
import { oidcRouter } from './oidc/router.js'
import { approvalRouter } from './pages/approval-router.js'
import { bffRouter } from './pages/bff-router.js'
import { logInRouter } from './pages/log-in.js'
import { overviewRouter } from './pages/overview-router.js'
import { createSite, type NoticePage, type Site } from './site/site.js'
import type { World } from './world/world.js'

/** The sandbox's pages for people. Belongs at the root of its origin, behind every other router. */
export function siteRouter(world: World, desk: SandboxDesk): Router {
  const router = Router()
  const site = createSite(world)
  router.use(site.before)
  router.use(logInRouter(world, site))
  router.use(approvalRouter(world, site))
  router.use(overviewRouter(world, site))
  router.use(bffRouter(world, site)) // behind the way out of the approval pages
  router.use(oidcRouter(world, site, desk))
  router.use(deskRouter(world, site, desk))
  router.use(noSuchPage(site))
  return router
}

/** For people only: a program gets its answer elsewhere. */
const noSuchPage =
  ({ visitor, show }: Site): RequestHandler =>
  (req, res, next) => {
    if (req.method !== 'GET' || req.accepts(['json', 'html']) !== 'html') return next()
    const who = visitor(req, res)
    const { title, text, link } = who.texts.noSuchPage
    const page: NoticePage = {
      view: 'sandbox/notice',
      title,
      text,
      link: { label: link, href: '/' },
    }
    show(res, who, page, { status: 404 })
  }
