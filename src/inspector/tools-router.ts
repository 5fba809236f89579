import express, { type Response, type Router } from 'express'
import * as z from 'zod'
import { setCookie, type Cookies } from '../web/cookies.js'
import type { Environment } from '../web/frame.js'
import { renderPage, speechOf } from '../web/pages.js'
import { RECORDING_COOKIE, STOP_COOKIE } from '../web/presenting.js'
import { RequestTurnedAway } from '../web/problems.js'
import { tellNext } from '../web/session.js'
import type { Speech } from '../web/speech.js'
import { uploadOf } from '../web/upload.js'
import { flowHref, PLACES } from './addresses.js'
import type { Cut } from './cut.js'
import { newestStep } from './find-step.js'
import type { Flow } from './flow.js'
import type { FileProblem } from './flow-file.js'
import type { Recorder } from './recorder.js'
import { storyOf } from './story.js'
import { clearPage, importPage, mayBringInAt } from './tools.js'
import { forOnlookers, type InspectorAccess } from './watch.js'

const SwitchBody = z.union([
  z.strictObject({ _csrf: z.string(), recording: z.enum(['on', 'off']) }),
  z.strictObject({ _csrf: z.string(), stop: z.enum(['on', 'off']) }),
])
const ConfirmBody = z.strictObject({ _csrf: z.string() })

/** What is done with flows: taken away, brought in, forgotten, or not recorded at all. */
export function inspectorToolsRouter(deps: {
  recorder: Recorder
  cut: Cut
  cookies: Cookies
  environment: Environment
  inspectorAccess: InspectorAccess
}): Router {
  const { recorder, cut, cookies, environment, inspectorAccess } = deps
  const router = express.Router()
  const handler = forOnlookers(inspectorAccess)
  const mayBringIn = mayBringInAt(environment)

  for (const place of PLACES) {
    router.post(
      `${place}/switches`,
      handler((_who, req, res) => {
        const body = SwitchBody.safeParse(req.body)
        if (!body.success) throw new RequestTurnedAway('badRequest')
        if ('recording' in body.data) setCookie(res, cookies, RECORDING_COOKIE, body.data.recording)
        else setCookie(res, cookies, STOP_COOKIE, body.data.stop)
        res.redirect(303, place)
      }),
    )

    router.get(
      `${place}/clear`,
      handler((who, _req, res) => {
        const count = recorder.flowsFor(who).length
        renderPage(
          res,
          clearPage({ place, count, isStaff: who.staff !== undefined }, speechOf(res)),
        )
      }),
    )

    router.post(
      `${place}/clear`,
      handler((who, req, res) => {
        if (!ConfirmBody.safeParse(req.body).success) throw new RequestTurnedAway('badRequest')
        recorder.clear(who)
        if (who.staff !== undefined)
          tellNext(req, { tone: 'success', text: speechOf(res).t.inspector.clear.done })
        res.redirect(303, place)
      }),
    )

    router.get(
      `${place}/import`,
      handler((who, _req, res) => {
        if (!mayBringIn(who)) throw new RequestTurnedAway('notFound')
        renderPage(res, importPage({ place }, speechOf(res)))
      }),
    )

    router.post(
      `${place}/import`,
      handler(async (who, req, res) => {
        if (!mayBringIn(who)) throw new RequestTurnedAway('notFound')
        if (!ConfirmBody.safeParse(req.body).success) throw new RequestTurnedAway('badRequest')
        const { MOST_OF_A_FILE, readFile } = await flowFiles()
        const bytes = uploadOf(res)?.bytes ?? new Uint8Array()
        if (bytes.length > MOST_OF_A_FILE) throw new RequestTurnedAway('fileTooLarge')
        const read = readFile(bytes, cut)
        if (!read.ok) return refuse(place, read.problem, res)
        res.redirect(303, flowHref(place, recorder.bringIn(who, read.flow)))
      }),
    )

    /** What other pages link to: the newest step of a kind, or about an organisation. */
    router.get(
      `${place}/newest`,
      handler((who, req, res) => {
        const { operation, organisation } = req.query
        const found = newestStep(
          recorder.flowsFor(who),
          organisation,
          step => operation === undefined || step.operation === operation,
        )
        res.redirect(303, found ? flowHref(place, found.id, { step: found.step }) : place)
      }),
    )

    for (const [ending, { type, textOf }] of Object.entries(FILES))
      router.get(
        `${place}/flows/:flow/flow.${ending}`,
        handler(async (who, req, res) => {
          const flow = recorder.flowFor(who, String(req.params['flow']))
          if (!flow) throw new RequestTurnedAway('notFound')
          res
            .attachment(`${fileNameOf(flow)}.${ending}`)
            .type(`${type}; charset=utf-8`)
            .send(await textOf(flow, speechOf(res)))
        }),
      )
  }

  return router
}

const refuse = (place: string, problem: FileProblem, res: Response): void =>
  renderPage(res.status(422), importPage({ place, problem }, speechOf(res)))

/** Loaded on demand: few take anything away, and a start is for everybody. */
const flowFiles = () => import('./flow-file.js')
const takeAway = () => import('./take-away.js')

const FILES: Readonly<
  Record<string, { type: string; textOf: (flow: Flow, speech: Speech) => Promise<string> }>
> = {
  json: {
    type: 'application/json',
    textOf: async flow => (await flowFiles()).toFile(flow),
  },
  md: {
    type: 'text/markdown',
    textOf: async (flow, speech) => (await takeAway()).markdownOf(storyOf(flow, speech), speech),
  },
  mmd: {
    type: 'text/plain',
    textOf: async (flow, speech) => (await takeAway()).mermaidOf(storyOf(flow, speech), speech),
  },
}

function fileNameOf({ journey, organisationNumber, startedAt }: Flow): string {
  const day = new Date(startedAt).toISOString().slice(0, 10)
  return ['smartcloud', journey, organisationNumber, day].filter(Boolean).join('-')
}
