import { once } from 'node:events'
import express, { type Request, type Response, type Router } from 'express'
import * as z from 'zod'
import { SESSION_NAME } from '../database/sessions.js'
import type { StaffRole } from '../domain/staff.js'
import { renderPage, speechOf } from '../web/pages.js'
import { RequestTurnedAway } from '../web/problems.js'
import { actionOf, addressOf } from '../web/request-action.js'
import { tellNext } from '../web/session.js'
import { staffOf, visitorOf, type Visitor } from '../web/visitor.js'
import type { AuditLog, By } from './audit-log.js'
import { LOG_FORMATS } from './log-export.js'
import { logPage } from './log-page.js'
import { ExportBody, filterIn, LogQuery } from './log-search.js'
import { endAllPage, SESSIONS, sessionsPage } from './sessions-page.js'
import type { SignedInSessions, Who } from './signed-in-sessions.js'

const PlainBody = z.strictObject({ _csrf: z.string() })
const SessionsQuery = z.strictObject({
  audience: z.enum(['', 'staff', 'customer']).optional(),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
})
const session = z.string().regex(SESSION_NAME)
const EndBody = z.strictObject({ _csrf: z.string(), session })
const EndAllQuery = z.strictObject({ session: session.optional() })
const EndAllBody = z.union([
  z.strictObject({ _csrf: z.string(), session }),
  z.strictObject({ _csrf: z.string(), everybody: z.literal('yes') }),
])

/** What has happened, and who is signed in. */
export function auditRouter(deps: {
  auditLog: AuditLog
  signedInSessions: SignedInSessions
  rolesOf: (visitor: Visitor) => readonly StaffRole[]
  mostStaffSessions: number
  now: () => number
}): Router {
  const { auditLog, signedInSessions, rolesOf, now } = deps
  const router = express.Router()
  const isRole = (req: Request, role: StaffRole) => rolesOf(visitorOf(req)).includes(role)

  router.get('/admin/log', async (req, res) => {
    const { before, after, ...typed } = parsed(LogQuery, { ...req.query })
    const filter = filterIn(typed)
    const [page, staff] = await Promise.all([
      auditLog.page(filter, { before, after }),
      auditLog.staff(),
    ])
    renderPage(res, logPage({ ...page, filter, staff }, speechOf(res)))
  })

  router.post('/admin/log/export', async (req, res) => {
    const { _csrf, format, ...typed } = parsed(ExportBody, req.body)
    const { type, ending, head, line } = LOG_FORMATS[format]
    const speech = speechOf(res)
    const chunks = auditLog.exported(filterIn(typed), format, byOf(req, res))
    let chunk = await chunks.next() // before the answer begins: it may still become an error page

    const day = new Date(now()).toISOString().slice(0, 10)
    res.setHeader('Content-Disposition', `attachment; filename="smartcloud-log_${day}.${ending}"`)
    res.type(type)
    res.write(head(speech))
    for (; !chunk.done && !res.destroyed; chunk = await chunks.next()) {
      const text = chunk.value.map(entry => line(entry, speech)).join('')
      if (!res.write(text)) await drained(res)
    }
    res.end()
  })

  router.post('/admin/log/verify', async (req, res) => {
    parsed(PlainBody, req.body)
    const verified = await auditLog.verify(byOf(req, res))
    const speech = speechOf(res)
    const { say } = speech
    const words = speech.t.audit.chain
    const { broken, sealed, unsealed } = verified
    tellNext(
      req,
      broken
        ? {
            tone: 'danger',
            text: say(words.broken, {
              number: broken.number,
              from: broken.from === 0 ? words.beginning : speech.shortDateTime(broken.from),
              until: speech.shortDateTime(broken.until),
            }),
          }
        : {
            tone: 'success',
            text: say(words.whole, {
              time: speech.dateTime(now()),
              sealed: speech.number(sealed),
              unsealed: speech.number(unsealed),
            }),
          },
    )
    res.redirect(303, '/admin/log')
  })

  router.get('/admin/sessions', async (req, res) => {
    const { audience, page = 1 } = parsed(SessionsQuery, { ...req.query })
    const who = whoOf(req)
    const own = await signedInSessions.own(who)
    const chosen = audience || undefined
    const all = isRole(req, 'administrator')
      ? {
          ...(await signedInSessions.all({ audience: chosen, page }, who)),
          audience: chosen,
          page,
        }
      : undefined
    const mayReadLog = isRole(req, 'operator')
    renderPage(
      res,
      sessionsPage({ own, all, mayReadLog, most: deps.mostStaffSessions }, speechOf(res)),
    )
  })

  router.post('/admin/sessions/end', async (req, res) => {
    const { session } = parsed(EndBody, req.body)
    const everybodys = isRole(req, 'administrator')
    const outcome = await signedInSessions.end(session, whoOf(req), { everybodys }, byOf(req, res))
    // Whether others have one of this name is nobody's business.
    const known = outcome === 'notYours' ? 'gone' : outcome
    const tone = known === 'ended' ? 'success' : 'info'
    const { t, say } = speechOf(res)
    tellNext(req, { tone, text: say(t.audit.sessions.outcomes[known], { name: session }) })
    res.redirect(303, SESSIONS)
  })

  router.get('/admin/sessions/end-all', async (req, res) => {
    const { session } = parsed(EndAllQuery, { ...req.query })
    const whose = session === undefined ? undefined : await sessionNamed(session, req)
    renderPage(res, endAllPage({ whose }, speechOf(res)))
  })

  router.post('/admin/sessions/end-all', async (req, res) => {
    const body = parsed(EndAllBody, req.body)
    const whose = 'everybody' in body ? undefined : await sessionNamed(body.session, req)
    const ended = await signedInSessions.endAll(whose?.user, whoOf(req), byOf(req, res))
    const { t, say, plural, number } = speechOf(res)
    const text = say(t.audit.sessions.endedAll[plural(ended)], { count: number(ended) })
    tellNext(req, { tone: 'success', text })
    res.redirect(303, SESSIONS)
  })

  /** @throws {RequestTurnedAway} it is over by now */
  async function sessionNamed(name: string, req: Request) {
    const found = await signedInSessions.find(name, whoOf(req))
    if (!found) throw new RequestTurnedAway('notFound')
    return found
  }

  return router
}

/** @throws {RequestTurnedAway} */
function parsed<T>(schema: z.ZodType<T>, given: unknown): T {
  const { success, data } = schema.safeParse(given)
  if (!success) throw new RequestTurnedAway('badRequest')
  return data
}

const whoOf = (req: Request): Who => ({ user: staffOf(req), sessionId: req.sessionID })

const byOf = (req: Request, res: Response): By => ({
  actor: staffOf(req),
  reference: actionOf(res).reference,
  sourceAddress: addressOf(req),
})

/** Also when nobody reads any more. */
const drained = (res: Response): Promise<unknown> => {
  const over = new AbortController()
  const { signal } = over
  return Promise.race([once(res, 'drain', { signal }), once(res, 'close', { signal })])
    .catch(() => {})
    .finally(() => over.abort())
}
