import { Router, type RequestHandler, type Response } from 'express'
import * as z from 'zod'
import { DESK, RESET } from '../site/addresses.js'
import { textFrom, type Site, type Visitor } from '../site/site.js'
import { FAULT_KINDS, SCENARIO_NAMES, targetsOf } from '../world/faults.js'
import { TARGET_NAMES } from '../world/targets.js'
import { comesFromHere } from '../world/this-machine.js'
import type { World } from '../world/world.js'
import type { SandboxDesk } from './admin.js'
import {
  CLOCK_MOVES,
  deskPage,
  FAULT_FIELDS,
  onlyHerePage,
  resetPage,
  startPage,
  type FaultField,
} from './pages.js'

/** The front page, and the desk where faults are ordered and the clock is moved. */
export function deskRouter(world: World, site: Site, { reset }: SandboxDesk): Router {
  const router = Router()
  const { sessions, form, visitor, show } = site
  const { faults } = world

  router.get('/', (req, res) => {
    const who = visitor(req, res)
    show(res, who, startPage(world, who.language, who.texts))
  })

  const onlyHere: RequestHandler = (req, res, next) => {
    if (comesFromHere(world, req)) return next()
    const who = visitor(req, res)
    show(res, who, onlyHerePage(who.texts), { status: 403 })
  }
  const finish = (res: Response, { session }: Visitor, message: string) => {
    sessions.say(session, message)
    res.redirect(303, DESK)
  }

  router.get(DESK, onlyHere, (req, res) => {
    const who = visitor(req, res)
    show(res, who, deskPage(world, who.language, who.texts))
  })

  router.post(DESK, onlyHere, ...form, (req, res) => {
    const who = visitor(req, res)
    const order = FaultOrder.safeParse(req.body)
    if (!order.success) {
      const fields = order.error.issues.map(({ path }) => path[0] as FaultField)
      const page = deskPage(world, who.language, who.texts, {
        values: valuesIn(req.body),
        fields: [...new Set(fields)],
      })
      return show(res, who, page, { status: 422 })
    }
    const { status, scenario, body, ...fault } = order.data
    faults.add({
      ...fault,
      ...(status && { status }),
      ...(scenario && { scenario }),
      ...(body && { body }),
    })
    finish(res, who, who.texts.desk.added)
  })

  router.post(`${DESK}/clear`, onlyHere, ...form, (req, res) => {
    const who = visitor(req, res)
    faults.clear()
    finish(res, who, who.texts.desk.cleared)
  })

  router.post('/sandbox/clock', onlyHere, ...form, (req, res) => {
    const who = visitor(req, res)
    const move = CLOCK_MOVES.get(textFrom(req.body['move']))
    if (!move) return res.redirect(303, DESK)
    faults.moveClock(move === 'back' ? -faults.clockOffset() : move)
    finish(res, who, who.texts.desk.moved)
  })

  router.get(RESET, onlyHere, (req, res) => {
    const who = visitor(req, res)
    show(res, who, resetPage(who.texts))
  })

  router.post(RESET, onlyHere, ...form, (req, res) => {
    const who = visitor(req, res)
    reset()
    finish(res, who, who.texts.desk.resetPage.done)
  })

  return router
}

const numberIn = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .pipe(z.int().min(least).max(most))

const jsonObject = z
  .string()
  .max(2_000)
  .transform((text, { issues }) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      issues.push({ code: 'custom', input: text })
      return z.NEVER
    }
  })
  .pipe(z.record(z.string(), z.unknown()))

const FaultOrder = z
  .object({
    target: z.enum(TARGET_NAMES),
    kind: z.enum(FAULT_KINDS),
    times: numberIn(1, 1_000),
    status: z.literal('').or(numberIn(200, 599)).default(''),
    scenario: z.literal('').or(z.enum(SCENARIO_NAMES)).default(''),
    body: z.literal('').or(jsonObject).default(''),
  })
  .refine(
    ({ target, kind, scenario }) =>
      kind === 'scenario' ? targetsOf(scenario).includes(target) : scenario === '',
    { path: ['scenario'] },
  )
  .refine(({ kind, body }) => (kind === 'overlay') === (body !== ''), { path: ['body'] })

const valuesIn = (body: Record<string, unknown>) =>
  Object.fromEntries(FAULT_FIELDS.map(field => [field, textFrom(body[field])])) as Record<
    FaultField,
    string
  >
