import type { Request, RequestHandler, Response } from 'express'
import type { CallsSeenBy, StaffRole } from '../domain/staff.js'
import type { Cookies } from '../web/cookies.js'
import { browserKeyOf } from '../web/form-token.js'
import { recordsCalls } from '../web/presenting.js'
import { RequestTurnedAway } from '../web/problems.js'
import { actionOf, addressOf, watchAction } from '../web/request-action.js'
import { isStaffPath } from '../web/session.js'
import { visitorOf, type Visitor } from '../web/visitor.js'
import type { Opening } from './openings.js'
import type { Onlooker, Recorder } from './recorder.js'

export interface InspectorAccess {
  /** `presenters` see their own calls alone: data is real there. */
  inspector: CallsSeenBy
  rolesOf: (visitor: Visitor) => readonly StaffRole[]
  /** Which of our own people sits before a customer's page. */
  staffBeside: (req: Request) => Promise<Visitor | undefined>
  recordOpening: (opening: Opening) => Promise<void>
}

/** Whose calls this request makes, and who may see them; undefined when nobody may. */
export function onlookerOf(
  req: Request,
  res: Response,
  access: InspectorAccess,
): Onlooker | undefined | Promise<Onlooker | undefined> {
  if (access.inspector === 'nobody') return undefined
  if (access.inspector === 'presenters') return presenterOf(req, access)
  const { signedIn, user, registrations } = visitorOf(req)
  if (signedIn?.audience === 'staff' && user !== undefined)
    return { staff: user, registrations: [], key: user }
  const key = browserKeyOf(res)
  return signedIn?.audience === 'customer'
    ? { registrations, organisation: signedIn.organisationNumber, key }
    : { registrations, key }
}

async function presenterOf(
  req: Request,
  { rolesOf, staffBeside }: InspectorAccess,
): Promise<Onlooker | undefined> {
  const staff = isStaffPath(req.path) ? visitorOf(req) : await staffBeside(req)
  return staff?.user !== undefined && rolesOf(staff).includes('presenter')
    ? { staff: staff.user, registrations: [], key: staff.user }
    : undefined
}

/** For a page of Røntgen. Who may see nothing at all does not learn that there is anything. */
export const forOnlookers =
  (access: InspectorAccess) =>
  (handle: (who: Onlooker, req: Request, res: Response) => unknown): RequestHandler =>
  async (req, res) => {
    const who = await onlookerOf(req, res, access)
    if (!who) throw new RequestTurnedAway('notFound')
    if (who.staff !== undefined && req.method === 'GET')
      await access.recordOpening({
        user: who.staff,
        path: req.path,
        reference: actionOf(res).reference,
        sourceAddress: addressOf(req),
      })
    await handle(who, req, res)
  }

const CUSTOMER_PAGE = /^\/admin\/customers\/(\d{9})(?:\/|$)/

/** Lets the recorder see what each request leads to. */
export function watchRequests(
  recorder: Recorder,
  cookies: Cookies,
  access: InspectorAccess,
): RequestHandler {
  const watch = (req: Request, res: Response, who: Onlooker | undefined) => {
    if (!who) return
    const organisationNumber = CUSTOMER_PAGE.exec(req.path)?.[1]
    const isMuted = !recordsCalls(req, cookies)
    watchAction(res, recorder.watch(who, { isMuted, organisationNumber }))
  }

  return (req, res, next) => {
    const who = onlookerOf(req, res, access)
    if (who instanceof Promise)
      return void who.then(found => watch(req, res, found)).then(next, next)
    watch(req, res, who)
    next()
  }
}
