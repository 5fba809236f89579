import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { SmartCloudError } from '../errors.js'
import type { Log } from '../log.js'
import { errorPage, type ErrorKind } from './error-page.js'
import { renderPage, speechOf } from './pages.js'
import { sendProblem, tellsProblems } from './problem-details.js'
import { RequestTurnedAway, type Turned } from './problems.js'
import { actionOf } from './request-action.js'
import type { ServiceKey } from './speech.js'

export const noSuchPage: RequestHandler = (_req, _res, next) => {
  next(new RequestTurnedAway('notFound'))
}

/** What Express and its body parsers refuse, by their status. */
const TURNED_BY_STATUS: Readonly<Record<number, Turned>> = {
  400: 'badRequest',
  404: 'notFound',
  413: 'tooLarge',
  415: 'unsupportedType',
}

/** Told of every request we do not carry out. Must not throw. */
export type OnTurnedAway = (error: RequestTurnedAway, req: Request, res: Response) => void

/**
 * The last stop: every error becomes a page with a reference, and a line in the log. None goes on to
 * Express, which would write stacks beside our log, and cut connections.
 */
export function errorPages(log: Log, onTurnedAway: OnTurnedAway = () => {}): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const { reference } = actionOf(res)
    if (res.headersSent) {
      log.warn('failed after the answer', { error, reference })
      if (!res.writableEnded) res.destroy() // half a page must not pass for a whole one
      return
    }
    try {
      const known = asKnown(error)
      if (known instanceof RequestTurnedAway) onTurnedAway(known, req, res)
      tell(log, known, res)
    } catch (failure) {
      log.error('error page failed', { error: failure, reference })
      res.status(500).type('text/plain').send(`${LAST_WORDS} ${reference}\n`)
    }
  }
}

const LAST_WORDS = 'Noe er galt hos oss. Something is wrong on our side.'

function tell(log: Log, known: unknown, res: Response): void {
  const { reference } = actionOf(res)
  if (known instanceof RequestTurnedAway) {
    log.info('turned away', { why: known.why, reference })
    if (known.retryAfterSeconds !== undefined)
      res.setHeader('Retry-After', String(known.retryAfterSeconds))
    return show(res, known.status, known.why)
  }
  if (known instanceof SmartCloudError) {
    log.warn('failed', { failure: known.code, message: known.message, reference })
    if (known.status === 503) res.setHeader('Retry-After', '60')
    return show(res, known.status, kindOf(known), known.service)
  }
  log.error('unexpected error', { error: known, reference })
  return show(res, 500, 'fault')
}

const kindOf = ({ status, service }: SmartCloudError): ErrorKind => {
  if (status === 503) return service ? 'unreachable' : 'busy'
  return status === 502 ? 'surprise' : 'fault'
}

function asKnown(error: unknown): unknown {
  if (error instanceof SmartCloudError) return error
  const { status, expose } = error as { status?: unknown; expose?: unknown }
  // `expose` is how http-errors marks a mistake of the client's; Express forgets it where an
  // address has escapes that cannot be read.
  const isTheirs = expose === true || error instanceof URIError
  const why = isTheirs && typeof status === 'number' ? TURNED_BY_STATUS[status] : undefined
  return why ? new RequestTurnedAway(why) : error
}

function show(res: Response, status: number, kind: ErrorKind, service?: string): void {
  const page = errorPage(
    { kind, reference: actionOf(res).reference, service: service as ServiceKey | undefined },
    speechOf(res),
  )
  if (tellsProblems(res)) {
    const code = kind.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
    return sendProblem(res, { status, code, title: page.heading, detail: page.text })
  }
  renderPage(res.status(status), page)
}
