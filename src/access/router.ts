import express, { type Request, type Response, type Router } from 'express'
import { isApprovalAddress } from '../altinn/approval-address.js'
import type { Environment } from '../database/tables.js'
import { kindOf } from '../domain/packages.js'
import { notAsked, type ExplainFailure } from '../web/explain.js'
import type { Cookies } from '../web/cookies.js'
import { inspectorHrefOf, renderPage, speechOf } from '../web/pages.js'
import { stopsBeforeAltinn } from '../web/presenting.js'
import { RequestTurnedAway } from '../web/problems.js'
import { actionOf } from '../web/request-action.js'
import { visitorOf, type Visitor } from '../web/visitor.js'
import { accessPage } from './access-page.js'
import { ChoiceBody, ChoiceQuery, preselected, wantedBy, type Now } from './change-form.js'
import type { AccessChanges, Asked, ChangeAnswer } from '../asking/changes.js'
import { checkPage, type CheckFailure } from './check-page.js'
import { cannotChangePage, choosePage } from './choose-page.js'
import { clientsPage, noClientsPage } from './clients-page.js'
import { ClientBody, RemoveBody, type ClientLists, type ClientProblem } from './clients.js'
import { changeContinuePage } from './continue-page.js'
import { changeReceiptPage, receiptOutcomeOf } from './receipt-page.js'
import type { Holder, SystemAccesses, Wanted } from '../asking/system-access.js'

const OVERVIEW_IN_ALTINN = '/accessmanagement/ui/systemuser/overview'

export function accessRouter(deps: {
  systemAccesses: SystemAccesses
  accessChanges: AccessChanges
  clientLists: ClientLists
  /** Undefined when this browser may see nobody's. */
  viewerOf: (visitor: Visitor) => Promise<Holder | undefined>
  /**
   * What ID-porten gave us for the person who is signed in, to ask Altinn for their clients with.
   * Held in memory only; absent while nobody can get one.
   */
  personTokenOf: (req: Request) => string | undefined
  explainFailure: ExplainFailure
  environment: Environment
  systemId: string
  baseUrl: string
  cookies: Cookies
  approvalOrigins: readonly string[]
  now: () => number
}): Router {
  const { systemAccesses, accessChanges, clientLists, explainFailure, approvalOrigins, now } = deps
  const altinnHref = approvalOrigins[0] && `${approvalOrigins[0]}${OVERVIEW_IN_ALTINN}`
  const router = express.Router()

  router.get('/access', async (req, res) => {
    const holder = await holderOf(req)
    if (!holder) return res.redirect(303, '/login')
    const action = actionOf(res)
    const access = await systemAccesses.read(holder, speechOf(res).language, action)
    const { reference } = action
    return show(
      res,
      holder,
      accessPage(
        {
          company: holder.companyName,
          packageId: holder.packageId,
          systemId: deps.systemId,
          access:
            access.state === 'unavailable'
              ? {
                  state: 'unavailable',
                  reference,
                  ...explainFailure(access.error, speechOf(res).language, reference),
                }
              : access.state === 'waiting'
                ? { ...access, request: { ...access.request, confirmUrl: safe(access.request) } }
                : access,
          readAt: now(),
          altinnHref,
        },
        speechOf(res),
      ),
    )
  })

  router.get('/access/change', async (req, res) => {
    const holder = await holderOf(req)
    if (!holder) return res.redirect(303, '/login')
    if (!mayChange(holder)) return showCannot(res, holder)
    const current = await nowOf(holder)
    const chosen = ChoiceQuery.safeParse({ ...req.query })
    return show(
      res,
      holder,
      choosePage(
        {
          company: holder.companyName,
          packageNow: current.packageId,
          chosen: chosen.success
            ? preselected(wantedBy(chosen.data, current), undefined)
            : preselected(current, req.query['resource']),
        },
        speechOf(res),
      ),
    )
  })

  router.get('/access/change/check', async (req, res) => {
    const holder = await holderOf(req)
    if (!holder) return res.redirect(303, '/login')
    if (!mayChange(holder)) return showCannot(res, holder)
    const choice = ChoiceQuery.safeParse({ ...req.query })
    if (!choice.success) throw new RequestTurnedAway('badRequest')
    const current = await nowOf(holder)
    const wanted = wantedBy(choice.data, current)
    return wanted.resources.length === 0
      ? showProblem(res, holder, current)
      : showCheck(res, holder, current, wanted)
  })

  router.post('/access/change/check', async (req, res) => {
    const body = ChoiceBody.safeParse(req.body)
    if (!body.success) throw new RequestTurnedAway('badRequest')
    const holder = await holderOf(req)
    if (!holder) return res.redirect(303, '/login')
    if (!mayChange(holder)) return showCannot(res.status(409), holder)
    const { again, _csrf, ...choice } = body.data
    const current = await nowOf(holder)
    const wanted = wantedBy(choice, current)
    if (wanted.resources.length === 0) return showProblem(res, holder, current)

    const asked = await accessChanges.ask(holder, wanted, again === 'yes', actionOf(res))
    switch (asked.outcome) {
      case 'goToAltinn':
        return res.redirect(303, `/access/change/continue?change=${asked.change.id}`)
      case 'answered':
      case 'uncertain':
        return res.redirect(303, `/access/change/receipt?change=${asked.change.id}`)
      case 'cannotChange':
        return showCannot(res.status(409), holder)
    }
    const { status, failure, retryAfterSeconds } = failureIn(asked, res)
    if (status === 503) res.setHeader('Retry-After', String(retryAfterSeconds ?? 60))
    return showCheck(res.status(status), holder, current, wanted, failure)
  })

  router.get('/access/change/continue', async (req, res) => {
    const holder = await holderOf(req)
    if (!holder) return res.redirect(303, '/login')
    const change = await accessChanges.find(holder, idIn(req))
    if (!change) throw new RequestTurnedAway('notFound')
    const confirmUrl = change.active ? safe(change) : null
    if (!confirmUrl) return res.redirect(303, `/access/change/receipt?change=${change.id}`)
    accessChanges.goesToAltinn(change, confirmUrl, actionOf(res))
    return show(
      res,
      holder,
      changeContinuePage(
        {
          confirmUrl,
          environment: deps.environment,
          waits: stopsBeforeAltinn(req, deps.cookies),
          callsHref: inspectorHrefOf(res),
        },
        speechOf(res),
      ),
    )
  })

  router.get('/access/change/receipt', async (req, res) => {
    const holder = await holderOf(req)
    if (!holder) return res.redirect(303, '/login')
    const change = await accessChanges.find(holder, idIn(req))
    if (!change) throw new RequestTurnedAway('notFound')
    actionOf(res).witness?.redirect({ direction: 'back', url: `${deps.baseUrl}${req.originalUrl}` })
    const answer = await accessChanges.answerFor(change, holder, actionOf(res))
    return showReceipt(res, holder, answer)
  })

  router.get('/clients', async (req, res) => {
    const holder = await holderOf(req)
    if (!holder) return res.redirect(303, '/login')
    if (kindOf(holder.packageId) !== 'agent')
      return show(res, holder, noClientsPage({ company: holder.companyName }, speechOf(res)))
    return showClients(req, res, holder)
  })

  router.post('/clients', async (req, res) => {
    const body = ClientBody.safeParse(req.body)
    if (!body.success) throw new RequestTurnedAway('badRequest')
    const holder = await accountantOf(req)
    const problem = await clientLists.add(holder, body.data)
    if (problem) return showClients(req, res.status(422), holder, body.data, problem)
    return res.redirect(303, '/clients')
  })

  router.post('/clients/remove', async (req, res) => {
    const body = RemoveBody.safeParse(req.body)
    if (!body.success) throw new RequestTurnedAway('badRequest')
    await clientLists.remove(await accountantOf(req), body.data.organisationNumber)
    return res.redirect(303, '/clients')
  })

  const holderOf = (req: Request): Promise<Holder | undefined> => deps.viewerOf(visitorOf(req))

  /** @throws {RequestTurnedAway} nobody's, or one that works for itself alone */
  async function accountantOf(req: Request): Promise<Holder> {
    const holder = await holderOf(req)
    if (!holder || kindOf(holder.packageId) !== 'agent') throw new RequestTurnedAway('noAccess')
    return holder
  }

  const mayChange = ({ packageId }: Holder): boolean => kindOf(packageId) === 'standard'

  /** What is written down of the access just now, whatever the page before this one showed. */
  async function nowOf(holder: Holder): Promise<Now> {
    const request = await systemAccesses.requestOf(holder)
    return request ?? holder
  }

  function show(res: Response, holder: Holder, page: Parameters<typeof renderPage>[1]): void {
    renderPage(res, page, {
      organisation: {
        name: holder.companyName,
        number: holder.organisationNumber,
        hasClients: kindOf(holder.packageId) === 'agent',
      },
    })
  }

  const showCannot = (res: Response, holder: Holder): void =>
    show(res, holder, cannotChangePage({ company: holder.companyName }, speechOf(res)))

  const showProblem = (res: Response, holder: Holder, current: Now): void =>
    show(
      res.status(422),
      holder,
      choosePage(
        {
          company: holder.companyName,
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
    show(
      res,
      holder,
      checkPage({ company: holder.companyName, now: current, wanted, failure }, speechOf(res)),
    )

  async function showClients(
    req: Request,
    res: Response,
    holder: Holder,
    typed?: { organisationNumber: string; name: string },
    problem?: ClientProblem,
  ): Promise<void> {
    const token = deps.personTokenOf(req)
    const listing = await clientLists.listFor(holder, token, actionOf(res))
    show(
      res,
      holder,
      clientsPage(
        { company: holder.companyName, listing, readAt: now(), typed, problem, altinnHref },
        speechOf(res),
      ),
    )
  }

  function showReceipt(res: Response, holder: Holder, answer: ChangeAnswer): void {
    const outcome = receiptOutcomeOf(answer)
    if (outcome === 'unreadable') res.status(503).setHeader('Retry-After', '10')
    if (outcome === 'uncertain') res.status(202)
    const wasRead = answer.outcome === 'found' || answer.outcome === 'gone'
    show(
      res,
      holder,
      changeReceiptPage(
        {
          outcome,
          company: holder.companyName,
          change: answer.change,
          status: answer.outcome === 'found' ? answer.status : undefined,
          checkedAt: wasRead ? now() : undefined,
          confirmUrl: safe(answer.change) ?? undefined,
        },
        speechOf(res),
      ),
    )
  }

  /** Where it is answered, if that is Altinn's: checked when it was stored, and here again. */
  const safe = ({ confirmUrl }: { confirmUrl: string | null }): string | null =>
    confirmUrl !== null && isApprovalAddress(confirmUrl, approvalOrigins) ? confirmUrl : null

  /** What the check page says of it, and with which status. */
  function failureIn(
    asked: Exclude<Asked, { change: unknown; outcome: 'goToAltinn' | 'answered' | 'uncertain' }>,
    res: Response,
  ): { status: number; failure: CheckFailure; retryAfterSeconds?: number | undefined } {
    switch (asked.outcome) {
      case 'notSent': {
        const { error } = asked
        const { reference } = actionOf(res)
        return notAsked(error, explainFailure(error, speechOf(res).language, reference))
      }
      case 'refused':
        return { status: 502, failure: { kind: 'refused', code: asked.code } }
      case 'anotherWaits': {
        const { id, createdAt } = asked.change
        return { status: 409, failure: { kind: 'anotherWaits', id, createdAt } }
      }
      case 'gone':
      case 'cannotChange':
        return { status: 409, failure: { kind: 'gone' } }
    }
  }

  return router
}

/** A value that is none of ours finds nothing. */
const idIn = (req: Request): string | undefined => {
  const { change } = req.query
  return change === undefined ? undefined : String(change)
}
