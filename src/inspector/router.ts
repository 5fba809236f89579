import express, { type Request, type RequestHandler, type Response, type Router } from 'express'
import { renderPage, speechOf } from '../web/pages.js'
import { RequestTurnedAway } from '../web/problems.js'
import { listPage } from './list-page.js'
import type { Onlooker, Recorder } from './recorder.js'
import { stepPage } from './step-page.js'
import { storyOf } from './story.js'
import { onlookerOf, type InspectorAccess } from './watch.js'

/** Where Røntgen is: for visitors, and for our own people, whose session is met under `/admin` only. */
export const PLACES = ['/inspector', '/admin/inspector'] as const

export function inspectorRouter(deps: {
  recorder: Recorder
  inspectorAccess: InspectorAccess
}): Router {
  const { recorder, inspectorAccess } = deps
  const router = express.Router()

  /** Who may see nothing at all does not learn that there is anything. */
  const handler =
    (handle: (who: Onlooker, req: Request, res: Response) => unknown): RequestHandler =>
    async (req, res) => {
      const who = await onlookerOf(req, res, inspectorAccess)
      if (!who) throw new RequestTurnedAway('notFound')
      await handle(who, req, res)
    }

  for (const place of PLACES) {
    router.get(
      place,
      handler((who, _req, res) => {
        const speech = speechOf(res)
        const stories = recorder.flowsFor(who).map(flow => storyOf(flow, speech))
        renderPage(res, listPage({ place, stories }, speech))
      }),
    )

    router.get(
      `${place}/flows/:flow`,
      handler((who, req, res) => {
        const flow = recorder.flowFor(who, String(req.params['flow']))
        if (!flow) throw new RequestTurnedAway('notFound')
        const speech = speechOf(res)
        const story = storyOf(flow, speech)
        const told = story.steps[Number(req.query['step'] ?? 1) - 1]
        if (!told) throw new RequestTurnedAway('notFound')
        renderPage(res, stepPage({ place, story, told }, speech))
      }),
    )
  }

  return router
}
