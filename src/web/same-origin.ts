import type { RequestHandler } from 'express'
import { RequestTurnedAway } from './problems.js'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses every unsafe request that another site started. Browsers say so themselves in
 * `Sec-Fetch-Site`; the few that do not must send our own `Origin` (requirement S20).
 *
 * @param except where others post on purpose, by path
 */
export function sameOriginOnly(origin: string, except: ReadonlySet<string>): RequestHandler {
  return (req, res, next) => {
    res.vary('Sec-Fetch-Site')
    res.vary('Origin')
    if (SAFE.has(req.method) || except.has(req.path)) return next()
    const site = req.get('sec-fetch-site')
    const ours = site === undefined ? req.get('origin') === origin : site === 'same-origin'
    next(ours ? undefined : new RequestTurnedAway('crossOrigin'))
  }
}
