import type { Request, RequestHandler, Response } from 'express'
import type { StaffRole } from '../domain/staff.js'
import type { Cookies } from '../web/cookies.js'
import { browserKeyOf } from '../web/form-token.js'
import { recordsCalls } from '../web/presenting.js'
import { watchAction } from '../web/request-action.js'
import { isStaffPath } from '../web/session.js'
import { visitorOf, type Visitor } from '../web/visitor.js'
import type { Onlooker, Recorder } from './recorder.js'

export interface InspectorAccess {
  /** `presenters` see their own calls alone: data is real there. */
  inspector: 'everyone' | 'presenters' | 'nobody'
  rolesOf: (visitor: Visitor) => readonly StaffRole[]
  /** Which of our own people sits before a customer's page. */
  staffBeside: (req: Request) => Promise<Visitor | undefined>
}

/** Whose calls this request makes, and who may see them; undefined when nobody may. */
export async function onlookerOf(
  req: Request,
  res: Response,
  { inspector, rolesOf, staffBeside }: InspectorAccess,
): Promise<Onlooker | undefined> {
  if (inspector === 'nobody') return undefined
  if (inspector === 'presenters') {
    const staff = isStaffPath(req.path) ? visitorOf(req) : await staffBeside(req)
    return staff?.user !== undefined && rolesOf(staff).includes('presenter')
      ? { staff: staff.user, registrations: [], key: staff.user }
      : undefined
  }
  const { signedIn, user, registrations } = visitorOf(req)
  if (signedIn?.audience === 'staff' && user !== undefined)
    return { staff: user, registrations: [], key: user }
  return {
    registrations,
    ...(signedIn?.audience === 'customer' && { organisation: signedIn.organisationNumber }),
    key: browserKeyOf(res),
  }
}

const CUSTOMER_PAGE = /^\/admin\/customers\/(\d{9})(?:\/|$)/

/** Lets the recorder see what each request leads to. */
export const watchRequests =
  (recorder: Recorder, cookies: Cookies, access: InspectorAccess): RequestHandler =>
  async (req, res, next) => {
    const who = await onlookerOf(req, res, access)
    if (who)
      watchAction(
        res,
        recorder.watch(who, {
          isMuted: !recordsCalls(req, cookies),
          organisationNumber: CUSTOMER_PAGE.exec(req.path)?.[1],
        }),
      )
    next()
  }
