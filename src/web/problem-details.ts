import type { RequestHandler, Response } from 'express'
import { RequestTurnedAway } from './problems.js'
import { actionOf } from './request-action.js'

/** An error for programs. @see https://www.rfc-editor.org/rfc/rfc9457 */
export interface ProblemDetails {
  status: number
  /** Stable, in snake_case. Each has a place at `/api/docs`. */
  code: string
  title: string
  detail?: string
  /** What is wrong with the parameters, one by one. */
  errors?: readonly { parameter: string; code: string; detail: string }[]
}

/** Adds where the code is explained, and our reference. */
export function sendProblem(res: Response, { status, code, title, ...more }: ProblemDetails): void {
  const { reference } = actionOf(res)
  const body = { type: `/api/docs#problem-${code}`, title, status, code, ...more, reference }
  res.status(status).type('application/problem+json').send(JSON.stringify(body))
}

/**
 * For what programs read: whatever goes wrong from here on is told as a problem and not as a page,
 * and nothing but GET is taken.
 */
export const problemsForPrograms: RequestHandler = (req, res, next) => {
  res.locals['tellsProblems'] = true
  if (req.method === 'GET' || req.method === 'HEAD') return next()
  res.setHeader('Allow', 'GET, HEAD')
  next(new RequestTurnedAway('methodNotAllowed'))
}

export const tellsProblems = (res: Response): boolean => res.locals['tellsProblems'] === true
