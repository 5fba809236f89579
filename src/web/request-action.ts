import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { startAction, type Action } from '../action.js'
import type { Log } from '../log.js'
import type { Witness } from '../witness.js'

/** What a sane proxy in front of us may have called the request. Anything else is replaced. */
const REFERENCE = /^[A-Za-z0-9-]{8,64}$/

/**
 * Gives each request its action: the reference that pages and log lines show, and the time limit
 * that all its outgoing calls share. Writes one line when the answer has been sent.
 */
export function requestAction({
  log,
  limitMs,
}: {
  log: Log
  limitMs?: number | undefined
}): RequestHandler {
  return (req, res, next) => {
    const incoming = req.get('x-request-id')
    const reference = incoming && REFERENCE.test(incoming) ? incoming : randomUUID()
    res.locals['action'] = startAction(reference, limitMs)
    res.setHeader('X-Request-Id', reference)

    const began = performance.now()
    res.once('finish', () => {
      log[res.statusCode >= 500 ? 'warn' : 'info']('request', {
        method: req.method,
        path: req.path, // without the query: a receipt's pointer is in it
        status: res.statusCode,
        ms: Math.round(performance.now() - began),
        reference,
      })
    })
    next()
  }
}

export const actionOf = (res: Response): Action => res.locals['action'] as Action

/** From now on this request's calls are watched. */
export function watchAction(res: Response, witness: Witness): void {
  res.locals['action'] = { ...actionOf(res), witness }
}

export const addressOf = (req: Request): string => req.ip ?? 'unknown'
