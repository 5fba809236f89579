import express, {
  type Express,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express'
import type { StaffRole } from '../domain/staff.js'
import { notRegisteredPage } from './access-page.js'
import { readCookie, type Cookies } from './cookies.js'
import { sendProblem, tellsProblems } from './problem-details.js'
import { RequestTurnedAway } from './problems.js'
import { renderPage, speechOf } from './pages.js'
import { actionOf } from './request-action.js'
import { isStaffPath, SESSION_COOKIE, STAFF_SESSION_COOKIE } from './session.js'
import { visitorOf, type Visitor } from './visitor.js'

/**
 * - `anyone`: also who is not signed in
 * - `customer`: somebody whose organisation has asked for access. Whose figures a page shows follows
 *   from the session (`viewerOf`), never from the address.
 * - roles: one of our own people with one of them
 */
export type Who = 'anyone' | 'customer' | readonly StaffRole[]

export interface Entry {
  method: 'GET' | 'POST'
  /** As the router has it, with its parameters. */
  path: string
  who: Who
}

const entries = (who: Who, routes: readonly `${Entry['method']} /${string}`[]): Entry[] =>
  routes.map(route => {
    const [method, path] = route.split(' ') as [Entry['method'], string]
    return { method, path, who }
  })

/** Røntgen: the same for visitors, who see what their browser did, and for our own people. */
const INSPECTOR = [
  'GET /inspector',
  'GET /inspector/flows/:flow',
  'GET /inspector/flows/:flow/flow.json',
  'GET /inspector/flows/:flow/flow.md',
  'GET /inspector/flows/:flow/flow.mmd',
  'GET /inspector/newest',
  'GET /inspector/events',
  'POST /inspector/switches',
  'GET /inspector/clear',
  'POST /inspector/clear',
  'GET /inspector/import',
  'POST /inspector/import',
] as const

/**
 * Every address there is, and who may enter: what is not here is not reached (requirement S28).
 * Static files are for anyone.
 */
export const ACCESS: readonly Entry[] = [
  ...entries('anyone', [
    'GET /health/live',
    'GET /health/ready',

    'GET /',
    'GET /about',
    'GET /terms',
    'POST /language',
    'POST /theme',
    'POST /staff/language',
    'POST /staff/theme',

    'GET /sign-up',
    'GET /sign-up/check',
    'POST /sign-up/check',
    'GET /sign-up/continue',
    'GET /sign-up/:packageId',
    'POST /sign-up/:packageId',
    'GET /receipt',
    ...INSPECTOR,
    'GET /inspector/scripts',
    'GET /inspector/scripts/break',
    'POST /inspector/scripts/break',
    'GET /inspector/scripts/reset',
    'POST /inspector/scripts/reset',
    'POST /inspector/scripts/tokens',
    'GET /inspector/scripts/:script/:chapter',
    'GET /api/openapi.json',
    'GET /api/docs',

    'GET /login',
    'POST /login',
    'GET /login/continue',
    'GET /login/callback',
    'POST /login/back-channel-logout',
    'POST /logout',
    'GET /logged-out',
    'GET /staff/login',
    'POST /staff/login',
    'GET /staff/login/continue',
    'GET /staff/login/callback',
    'POST /staff/login/back-channel-logout',
    'POST /staff/logout',
    'GET /staff/once',
    'POST /staff/once',
  ]),
  ...entries('customer', [
    'GET /overview',
    'GET /api/system-user',
    'GET /api/claims/:org/payments-out',
    'GET /api/claims/:org/payments-in',
    'GET /api/claims/:org/all',
    'GET /api/claims/:org/open',
    'GET /api/salary/:org',
    'GET /api/logistics/:org',
    'GET /claims/payments-out.csv',
    'GET /claims/payments-in.csv',
    'GET /claims/all.csv',
    'GET /claims/open.csv',
    'GET /claims',
    'GET /claims/all',
    'GET /claims/payments-in',
    'GET /claims/payments-out',
    'GET /access',
    'GET /access/change',
    'GET /access/change/check',
    'POST /access/change/check',
    'GET /access/change/continue',
    'GET /access/change/receipt',
    'GET /clients',
    'POST /clients',
    'POST /clients/remove',
  ]),
  ...entries(['viewer', 'presenter'], ['GET /admin/system', 'GET /admin/system.json']),
  ...entries(
    ['administrator'],
    [
      'GET /admin/system/register',
      'POST /admin/system/register',
      'GET /admin/system/edit',
      'POST /admin/system/edit',
      'GET /admin/system/check',
      'POST /admin/system/check',
      'GET /admin/system/delete',
      'POST /admin/system/delete',
    ],
  ),
  ...entries(
    ['operator'],
    [
      'GET /admin/customers/:org/change',
      'GET /admin/customers/:org/change/check',
      'POST /admin/customers/:org/change/check',
    ],
  ),
  ...entries(
    ['operator'],
    ['POST /admin/changes', 'POST /admin/reconciliation', 'POST /admin/reconciliation/adopt'],
  ),
  ...entries(['operator'], ['GET /admin/log', 'POST /admin/log/export', 'POST /admin/log/verify']),
  ...entries(['viewer', 'presenter'], ['GET /admin/sessions', 'POST /admin/sessions/end']),
  ...entries(['administrator'], ['GET /admin/sessions/end-all', 'POST /admin/sessions/end-all']),
  ...entries(
    ['viewer', 'presenter'],
    [
      'GET /admin/batches',
      'GET /admin/batches/:id',
      'GET /admin/batches/:id/progress',
      'GET /admin/batches/:id/report.csv',
    ],
  ),
  ...entries(
    ['operator'],
    [
      'GET /admin/batches/new',
      'POST /admin/batches/new',
      'GET /admin/batches/:id/cancel',
      'POST /admin/batches/:id/cancel',
      'POST /admin/batches/:id/start',
      'POST /admin/batches/:id/pause',
      'POST /admin/batches/:id/resume',
    ],
  ),
  ...entries(['viewer', 'presenter'], ['GET /staff', 'GET /admin']),
  ...entries(
    ['viewer', 'presenter'],
    INSPECTOR.map(route => route.replace(' ', ' /admin') as `${Entry['method']} /${string}`),
  ),
  ...entries(
    ['viewer', 'presenter'],
    ['GET /admin/requests', 'GET /admin/requests/:id', 'GET /admin/requests/:id.json'],
  ),
  ...entries(
    ['operator'],
    [
      'GET /admin/requests/new',
      'POST /admin/requests/new',
      'GET /admin/requests/new-for-clients',
      'POST /admin/requests/new-for-clients',
      'POST /admin/requests/:id/check',
      'GET /admin/requests/:id/delete',
      'POST /admin/requests/:id/delete',
    ],
  ),
  ...entries(
    ['viewer', 'presenter'],
    [
      'GET /admin/reconciliation',
      'GET /admin/changes',
      'GET /admin/customers',
      'GET /admin/customers/:org',
      'GET /admin/customers/:org/test',
      'GET /admin/customers/:org/case-file.md',
      'GET /admin/customers/:org/case-file.json',
    ],
  ),
  ...entries(
    ['viewer', 'presenter'],
    [
      'GET /admin/readiness',
      'GET /admin/readiness.json',
      'GET /admin/readiness/customer',
      'GET /admin/customers/:org/detective',
      'GET /admin/customers/:org/detective.json',
    ],
  ),
]

/** Other sites may post here, without our form: what they send proves itself. */
export const POSTED_BY_OTHERS: ReadonlySet<string> = new Set([
  '/login/back-channel-logout',
  '/staff/login/back-channel-logout',
])

export interface AccessDeps {
  cookies: Cookies
  /** The organisation whose pages this visitor may see; undefined when there is none. */
  viewerOf: (
    visitor: Visitor,
  ) => Promise<{ organisationNumber: string; requestId: string } | undefined>
  /** Read anew at every request (requirement S16). */
  rolesOf: (visitor: Visitor) => readonly StaffRole[]
  /** Somebody who is signed in wanted to be where they may not. */
  onRefused: (visitor: Visitor, req: Request, res: Response) => Promise<void>
}

/**
 * Stands before all features and lets a request on only if every entry that Express matches with its
 * address lets it. A request that no entry is about goes nowhere.
 */
export function accessGuard(table: readonly Entry[], deps: AccessDeps): Router {
  const guard = express.Router()
  for (const { method, path, who } of table)
    guard[method === 'GET' ? 'get' : 'post'](path, mayEnter(who, deps), (_req, res, next) => {
      res.locals['isInTable'] = true
      next()
    })
  guard.use((_req, res, next) => {
    next(res.locals['isInTable'] === true ? undefined : new RequestTurnedAway('notFound'))
  })
  guards.add(guard)
  return guard
}

/** They repeat addresses that are others'. */
const guards = new WeakSet<object>()

function mayEnter(who: Who, deps: AccessDeps): RequestHandler {
  if (who === 'anyone') return (_req, _res, next) => next()
  return who === 'customer' ? customersOnly(deps) : staffOnly(who, deps)
}

function customersOnly({ cookies, viewerOf, onRefused }: AccessDeps): RequestHandler {
  return async (req, res, next): Promise<void> => {
    const visitor = visitorOf(req)
    const viewer = await viewerOf(visitor)
    if (viewer) {
      const { organisationNumber, requestId: id } = viewer
      actionOf(res).witness?.about({ journey: 'data', organisationNumber, id })
      return next()
    }
    const { signedIn } = visitor
    if (signedIn?.audience !== 'customer') return signInFirst(cookies, req, res)
    await onRefused(visitor, req, res)
    if (tellsProblems(res)) sendProblem(res, NOT_REGISTERED)
    else
      renderPage(
        res.status(403),
        notRegisteredPage({ company: signedIn.organisationName }, speechOf(res)),
      )
  }
}

const NOT_REGISTERED = {
  status: 403,
  code: 'not_registered',
  title: 'The organisation has asked for no access',
}

function staffOnly(roles: readonly StaffRole[], deps: AccessDeps): RequestHandler {
  const { cookies, rolesOf, onRefused } = deps
  return async (req, res, next): Promise<void> => {
    const visitor = visitorOf(req)
    if (visitor.signedIn?.audience !== 'staff') return signInFirst(cookies, req, res)
    if (rolesOf(visitor).some(role => roles.includes(role))) return next()
    await onRefused(visitor, req, res)
    next(new RequestTurnedAway('noRole'))
  }
}

/** A program gets its answer where it asked; a person goes to sign in, and comes back here after. */
function signInFirst(cookies: Cookies, req: Request, res: Response): void {
  if (tellsProblems(res))
    return sendProblem(res, { status: 401, code: 'not_signed_in', title: 'Nobody is signed in' })
  const forStaff = isStaffPath(req.path)
  const cookie = cookies.name(forStaff ? STAFF_SESSION_COOKIE : SESSION_COOKIE)
  const query = new URLSearchParams()
  // What a form was about to send cannot be sent again.
  if (req.method === 'GET' || req.method === 'HEAD') query.set('to', req.originalUrl)
  // A cookie of a session that is over, or never was; ours are taken back at log-out.
  query.set('why', readCookie(req, cookie) !== undefined && !hasSession(req) ? 'over' : 'first')
  res.redirect(303, `${forStaff ? '/staff' : ''}/login?${query}`)
}

/** A session that was read from the database has something in it. */
const hasSession = ({ session }: Request): boolean =>
  session.signedIn !== undefined || session.onboardings !== undefined

/** A route of the site, as Express has it. */
export interface Route {
  method: string
  path: string
}

interface Layer {
  route?: { path: unknown; methods: Record<string, boolean> }
  handle?: { stack?: Layer[] }
  /** Express' own mark of what is under `/`. */
  slash?: boolean
}

/**
 * Every route, read from Express itself, so that no new one is forgotten.
 *
 * @throws when a router is mounted under a path, or a route has no plain one: nobody could then say
 * what its address is
 */
export function routesOf(app: Express): Route[] {
  const walk = (stack: readonly Layer[]): Route[] =>
    stack.flatMap(({ route, handle, slash }) => {
      if (route) {
        if (typeof route.path !== 'string') throw new Error('A route has a path that is no text')
        return Object.keys(route.methods).map(method => ({
          method: method.toUpperCase(),
          path: route.path as string,
        }))
      }
      if (!handle?.stack || guards.has(handle)) return []
      if (!slash) throw new Error('A router is mounted under a path; give its routes whole ones')
      return walk(handle.stack)
    })
  const routes = walk((app.router as unknown as { stack: Layer[] }).stack)
  if (routes.length < 10) throw new Error('Express keeps its routes somewhere else now')
  return routes
}

/**
 * Compares the table with what is there. Called when the site is built, so that it does not start
 * with an address nobody has thought about.
 *
 * @throws naming every route that only one of them has
 */
export function checkAccess(app: Express, table: readonly Entry[]): void {
  const named = ({ method, path }: Route) => `${method} ${path}`
  const there = new Set(routesOf(app).map(named))
  const known = new Set(table.map(named))
  const problems = [
    ...[...there].filter(name => !known.has(name)).map(name => `${name} is not in the table`),
    ...[...known].filter(name => !there.has(name)).map(name => `${name} has no route`),
    ...(known.size < table.length ? ['a route is in the table twice'] : []),
  ]
  if (problems.length > 0)
    throw new Error(`src/web/access.ts says who may enter: ${problems.join(', ')}`)
}
