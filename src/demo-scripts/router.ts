import express, { type Request, type RequestHandler, type Response, type Router } from 'express'
import * as z from 'zod'
import { startAction } from '../action.js'
import { chapterHref, isScriptName, SCRIPT_NAMES, SCRIPTS } from '../domain/demo-scripts.js'
import type { CallsSeenBy } from '../domain/staff.js'
import type { Environment } from '../web/frame.js'
import { renderPage, speechOf } from '../web/pages.js'
import { RequestTurnedAway } from '../web/problems.js'
import { actionOf, addressOf } from '../web/request-action.js'
import { setCookie, type Cookies } from '../web/cookies.js'
import { endSession, SESSION_COOKIE } from '../web/session.js'
import { visitorOf } from '../web/visitor.js'
import { chapterPage, doneText, type ShownStep } from './chapter-page.js'
import { breakPage, contentsPage, resetPage } from './contents-page.js'
import { BREAK_IT_NAMES } from './faults.js'
import { scriptOf } from './scripts.js'
import type { Stage } from './stage.js'

export interface WantedStep {
  organisationNumber: string
  operation: string
  isSystemUsers?: boolean
  isRefused?: boolean
}

/** A page of ours that has the panel. */
const back = z
  .string()
  .max(100)
  .regex(/^\/inspector\/scripts\/(?:break|[a-z-]+\/\d{1,2})$/)
const BreakBody = z.strictObject({
  _csrf: z.string(),
  back,
  fault: z.enum([...BREAK_IT_NAMES, 'none']),
})
const TokensBody = z.strictObject({ _csrf: z.string(), back })
const ResetQuery = z.object({ script: z.enum(SCRIPT_NAMES).optional() })
const ResetBody = z.strictObject({ _csrf: z.string(), back: z.string().max(100) })
const Done = z.object({
  done: z.literal('tokens').optional(),
  'reset-ms': z.coerce.number().int().min(0).max(100_000).optional(),
})

/**
 * The rehearsed walks, for whoever presents. In the sandbox alone: elsewhere there is nothing to
 * reset and nothing to break, and nobody learns that there could be.
 */
export function demoScriptsRouter(deps: {
  environment: Environment
  /** Who may see calls in Røntgen: without it there is nothing to show. */
  inspector: CallsSeenBy
  baseUrl: string
  cookies: Cookies
  approvalOrigins: readonly string[]
  /** Undefined where there is no sandbox. */
  stage: Stage | undefined
  /** Ends the session that one of our own people has in this browser. */
  leaveAsStaff: (req: Request, res: Response) => Promise<void>
  /** Where Røntgen shows this visitor a step of theirs. */
  shownStepFor: (req: Request, res: Response, wanted: WantedStep) => Promise<ShownStep | undefined>
}): Router {
  const {
    environment,
    inspector,
    baseUrl,
    cookies,
    approvalOrigins,
    stage,
    leaveAsStaff,
    shownStepFor,
  } = deps
  const router = express.Router()
  const isOpen = environment === 'sandbox' && inspector !== 'nobody'

  const handler =
    (handle: (stage: Stage, req: Request, res: Response) => unknown): RequestHandler =>
    async (req, res) => {
      if (!isOpen || !stage) throw new RequestTurnedAway('notFound')
      await handle(stage, req, res)
    }
  /** Without a witness: what a presenter does behind the stage is no part of the play. */
  const unseen = (res: Response) => startAction(actionOf(res).reference)

  router.get(
    SCRIPTS,
    handler((_stage, req, res) => {
      const speech = speechOf(res)
      renderPage(res, contentsPage({ done: doneText(doneIn(req), speech) }, speech))
    }),
  )

  router.get(
    `${SCRIPTS}/break`,
    handler(async (stage, _req, res) => {
      const standing = await stage.standing(unseen(res))
      renderPage(res, breakPage({ standing }, speechOf(res)))
    }),
  )
  router.post(
    `${SCRIPTS}/break`,
    handler(async (stage, req, res) => {
      const { fault, back } = bodyOf(BreakBody, req)
      if (fault === 'none') await stage.mend(unseen(res))
      else await stage.breakIt(fault, unseen(res))
      res.redirect(303, `${back}#break`)
    }),
  )

  router.post(
    `${SCRIPTS}/tokens`,
    handler((stage, req, res) => {
      const { back } = bodyOf(TokensBody, req)
      stage.letTokensRunOut()
      res.redirect(303, `${back}?done=tokens`)
    }),
  )

  router.get(
    `${SCRIPTS}/reset`,
    handler((_stage, req, res) => {
      const { script } = ResetQuery.catch({}).parse(req.query)
      const cancel = script ? chapterHref(script, 1) : SCRIPTS
      renderPage(res, resetPage({ cancel }, speechOf(res)))
    }),
  )
  router.post(
    `${SCRIPTS}/reset`,
    handler(async (stage, req, res) => {
      const body = bodyOf(ResetBody, req)
      const places: string[] = [SCRIPTS, ...SCRIPT_NAMES.map(name => chapterHref(name, 1))]
      if (!places.includes(body.back)) throw new RequestTurnedAway('badRequest')
      const { user: actor } = visitorOf(req)
      const ms = await stage.startOver(unseen(res), {
        ...(actor !== undefined && { actor }),
        sourceAddress: addressOf(req),
      })
      // What this browser was signed in for, and what it had registered, is no more.
      await endSession(req)
      setCookie(res, cookies, SESSION_COOKIE, '', 0)
      await leaveAsStaff(req, res)
      res.redirect(303, `${body.back}?reset-ms=${ms}`)
    }),
  )

  router.get(
    `${SCRIPTS}/:script/:chapter`,
    handler(async (stage, req, res) => {
      const script = String(req.params['script'])
      const given = String(req.params['chapter'])
      if (!isScriptName(script) || !/^[1-9]$/.test(given)) throw new RequestTurnedAway('notFound')
      const number = Number(given)
      const { organisation, chapters } = scriptOf(script)
      const chapter = chapters[number - 1]
      if (!chapter) throw new RequestTurnedAway('notFound')
      const { organisationNumber } = organisation
      const [standing, shown] = await Promise.all([
        stage.standing(unseen(res)),
        chapter.shows && shownStepFor(req, res, { organisationNumber, ...chapter.shows }),
      ])
      const origins = { ours: baseUrl, altinn: approvalOrigins[0] ?? '' }
      const done = doneIn(req)
      renderPage(
        res,
        chapterPage({ script, number, shown, standing, origins, done }, speechOf(res)),
      )
    }),
  )

  return router
}

function bodyOf<A>(shape: z.ZodType<A>, { body }: Request): A {
  const read = shape.safeParse(body)
  if (!read.success) throw new RequestTurnedAway('badRequest')
  return read.data
}

function doneIn({ query }: Request): 'tokens' | { resetMs: number } | undefined {
  const { done, 'reset-ms': resetMs } = Done.catch({}).parse(query)
  return resetMs === undefined ? done : { resetMs }
}
