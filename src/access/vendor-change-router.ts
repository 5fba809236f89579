import express, { type Request, type Response, type Router } from 'express'
import type { AccessChanges } from '../asking/changes.js'
import type { Holder, SystemAccesses, Wanted } from '../asking/system-access.js'
import type { Database } from '../database/database.js'
import type { Environment } from '../database/tables.js'
import { isOrganisationNumber } from '../domain/organisation-number.js'
import type { ExplainToStaff } from '../web/explain.js'
import { consoleTitleOf } from '../web/frame.js'
import { renderPage, speechOf } from '../web/pages.js'
import { RequestTurnedAway } from '../web/problems.js'
import { tellNext } from '../web/session.js'
import { staffActionOf } from '../web/visitor.js'
import { ChoiceBody, ChoiceQuery, preselected, wantedBy, type Now } from './change-form.js'
import { vendorsPlace } from './change-place.js'
import { checkPage, type CheckFailure } from './check-page.js'
import { choosePage } from './choose-page.js'

const HERE = '/admin/customers/:org/change'

/** Our own people ask a customer for a change, on the same pages as the customer itself. */
export function vendorChangeRouter(deps: {
  systemAccesses: SystemAccesses
  accessChanges: AccessChanges
  database: Database
  explainToStaff: ExplainToStaff
  environment: Environment
}): Router {
  const { systemAccesses, accessChanges, database, explainToStaff, environment } = deps
  const router = express.Router()

  router.get(HERE, async (req, res) => {
    const { holder, current } = await standing(req)
    if (!current) return showCannot(res, holder)
    const chosen = ChoiceQuery.safeParse({ ...req.query })
    const speech = speechOf(res)
    return renderPage(
      res,
      choosePage(
        {
          company: holder.companyName,
          place: placeOf(holder, res),
          packageNow: current.packageId,
          chosen: chosen.success
            ? preselected(wantedBy(chosen.data, current), undefined)
            : preselected(current, undefined),
        },
        speech,
      ),
    )
  })

  router.get(`${HERE}/check`, async (req, res) => {
    const { holder, current } = await standing(req)
    if (!current) return showCannot(res, holder)
    const choice = ChoiceQuery.safeParse({ ...req.query })
    if (!choice.success) throw new RequestTurnedAway('badRequest')
    const wanted = wantedBy(choice.data, current)
    return wanted.resources.length === 0
      ? showProblem(res, holder, current)
      : showCheck(res, holder, current, wanted)
  })

  router.post(`${HERE}/check`, async (req, res) => {
    const body = ChoiceBody.safeParse(req.body)
    if (!body.success) throw new RequestTurnedAway('badRequest')
    const { holder, current } = await standing(req)
    if (!current) return showCannot(res.status(409), holder)
    const { again, _csrf, ...choice } = body.data
    const wanted = wantedBy(choice, current)
    if (wanted.resources.length === 0) return showProblem(res, holder, current)

    const action = staffActionOf(req, res)
    const asked = await accessChanges.ask(holder, wanted, again === 'yes', action)
    const { created, unclear } = speechOf(res).t.access.change.byVendor
    switch (asked.outcome) {
      case 'goToAltinn':
      case 'answered':
        tellNext(req, { tone: 'success', text: created })
        return res.redirect(303, `/admin/requests/${asked.change.id}`)
      case 'uncertain':
        tellNext(req, { tone: 'warning', text: unclear })
        return res.redirect(303, `/admin/requests/${asked.change.id}`)
      case 'cannotChange':
        return showCannot(res.status(409), holder)
      case 'gone':
        return showCheck(res.status(409), holder, current, wanted, { kind: 'gone' })
      case 'anotherWaits': {
        const { id, createdAt } = asked.change
        return showCheck(res.status(409), holder, current, wanted, {
          kind: 'anotherWaits',
          id,
          createdAt,
        })
      }
      case 'refused':
        return showCheck(res.status(502), holder, current, wanted, {
          kind: 'refused',
          code: asked.code,
        })
      case 'notSent': {
        const { title, text } = explainToStaff(asked.error, speechOf(res))
        return showCheck(res.status(asked.error.status), holder, current, wanted, {
          kind: 'explained',
          words: { title, text },
        })
      }
    }
  })

  /** `current` is undefined where nothing can be changed: for clients, or what is not there. */
  async function standing(req: Request): Promise<{ holder: Holder; current: Now | undefined }> {
    const { org } = req.params
    if (typeof org !== 'string' || !isOrganisationNumber(org))
      throw new RequestTurnedAway('notFound')
    const customer = await database.customers.byOrganisation(environment, org)
    if (!customer) throw new RequestTurnedAway('notFound')
    const { companyName, packageId, externalReference, accessState } = customer
    const holder: Holder = {
      organisationNumber: org,
      companyName,
      packageId,
      externalReference,
      resources: [],
      isWithdrawn: accessState !== 'active',
    }
    const request = await systemAccesses.requestOf(holder)
    const mayChange = request?.kind === 'standard' && !holder.isWithdrawn
    return { holder, current: mayChange ? request : undefined }
  }

  const placeOf = ({ companyName: company, organisationNumber }: Holder, res: Response) =>
    vendorsPlace({ company, organisationNumber }, speechOf(res))

  function showCannot(res: Response, holder: Holder): void {
    const speech = speechOf(res)
    const words = speech.t.access.change.byVendor.cannot
    const { home, breadcrumbs, choose } = placeOf(holder, res)
    renderPage(res, {
      view: 'access/notice',
      title: consoleTitleOf(words.heading, speech),
      breadcrumbs: breadcrumbs(words.heading, choose),
      heading: words.heading,
      text: words.text,
      link: { text: words.back, href: home },
    } as Parameters<typeof renderPage>[1])
  }

  const showProblem = (res: Response, holder: Holder, current: Now): void =>
    renderPage(
      res.status(422),
      choosePage(
        {
          company: holder.companyName,
          place: placeOf(holder, res),
          packageNow: current.packageId,
          chosen: { packageId: current.packageId, resources: [] },
          hasProblem: true,
        },
        speechOf(res),
      ),
    )

  const showCheck = (
    res: Response,
    holder: Holder,
    current: Now,
    wanted: Wanted,
    failure?: CheckFailure,
  ): void =>
    renderPage(
      res,
      checkPage(
        {
          company: holder.companyName,
          place: placeOf(holder, res),
          now: current,
          wanted,
          failure,
        },
        speechOf(res),
      ),
    )

  return router
}
