import express, { type Response, type Router } from 'express'
import * as z from 'zod'
import type { Action } from '../action.js'
import { CLIENT_PACKAGE, packageById, PACKAGES, type PackageId } from '../domain/packages.js'
import type { StaffRole } from '../domain/staff.js'
import { renderPage, speechOf } from '../web/pages.js'
import { RequestTurnedAway } from '../web/problems.js'
import { actionOf } from '../web/request-action.js'
import { tellNext } from '../web/session.js'
import type { Speech } from '../web/speech.js'
import { staffActionOf, staffOf, visitorOf, type Visitor } from '../web/visitor.js'
import { VERDICTS } from './plan.js'
import { PLAN, planPage, type PlanPageInput } from './plan-page.js'
import type { Planner } from './planner.js'

/** Express gives a name that comes twice as a list, and one that comes once as it is. */
const several = z
  .union([z.string(), z.array(z.string())])
  .transform(value => [value].flat())
  .default([])

const IDS = [...PACKAGES, CLIENT_PACKAGE].map(({ id }) => id) as [PackageId, ...PackageId[]]
const chosenPackage = z.enum(IDS).default('smartbasic')

const PlanQuery = z.strictObject({
  package: chosenPackage,
  right: several,
  verdict: z.enum(VERDICTS).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
})
const PlanBody = z.strictObject({
  _csrf: z.string(),
  package: chosenPackage,
  right: several,
  organisation: several,
  all: z.literal('yes').optional(),
})

export function plannerRouter(deps: {
  planner: Planner
  namesOf: (
    ids: readonly string[],
    speech: Speech,
    action: Action,
  ) => Promise<ReadonlyMap<string, string>>
  rolesOf: (visitor: Visitor) => readonly StaffRole[]
}): Router {
  const { planner, namesOf, rolesOf } = deps
  const router = express.Router()

  router.get(PLAN, async (req, res) => {
    const query = PlanQuery.safeParse({ ...req.query })
    if (!query.success) throw new RequestTurnedAway('badRequest')
    const { package: packageId, right, verdict, page } = query.data
    const more = knownRights(packageId, right)
    const mayAct = rolesOf(visitorOf(req)).includes('operator')
    await show(res, packageId, more, { verdict, page, mayAct })
  })

  router.post(PLAN, async (req, res) => {
    const body = PlanBody.safeParse(req.body)
    if (!body.success) throw new RequestTurnedAway('badRequest')
    const { package: packageId, right, organisation, all } = body.data
    const more = knownRights(packageId, right)
    const speech = speechOf(res)
    const words = speech.t.planner
    const id = await planner.makeList(
      {
        packageId,
        more,
        chosen: all === 'yes' ? 'all' : organisation,
        name: speech.say(words.listName, { package: packageById(packageId)!.name }),
      },
      { ...staffActionOf(req, res), actor: staffOf(req) },
    )
    if (id === undefined)
      return show(res.status(422), packageId, more, {
        verdict: undefined,
        page: 1,
        mayAct: true,
        hasProblem: true,
      })
    tellNext(req, { tone: 'info', text: words.listMade })
    return res.redirect(303, `/admin/batches/${id}`)
  })

  /** Only what we offer; an id that somebody typed asks nobody for anything. */
  function knownRights(packageId: PackageId, right: readonly string[]): string[] {
    const addable = planner.addableTo(packageId)
    if (right.some(id => !addable.includes(id))) throw new RequestTurnedAway('badRequest')
    return [...new Set(right)]
  }

  async function show(
    res: Response,
    packageId: PackageId,
    more: readonly string[],
    rest: Pick<PlanPageInput, 'verdict' | 'page' | 'mayAct' | 'hasProblem'>,
  ): Promise<void> {
    const speech = speechOf(res)
    const addable = planner.addableTo(packageId)
    const wanted = planner.wantedOf(packageId, more)
    const planned = await planner.plan(packageId, more)
    const names = await namesOf([...wanted, ...addable], speech, actionOf(res))
    renderPage(res, planPage({ packageId, more, addable, wanted, names, planned, ...rest }, speech))
  }

  return router
}
