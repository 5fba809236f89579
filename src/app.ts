import express, { type Express, type Request, type RequestHandler } from 'express'
import { rateLimit } from 'express-rate-limit'
import type { AuditLog } from './audit/audit-log.js'
import { auditRouter } from './audit/router.js'
import type { SignedInSessions } from './audit/signed-in-sessions.js'
import type { TurnedAway } from './audit/turned-away.js'
import type { Lists } from './batches/lists.js'
import type { Names } from './batches/names.js'
import { batchesRouter } from './batches/router.js'
import type { AccessChanges } from './asking/changes.js'
import type { ClientLists } from './access/clients.js'
import { accessRouter } from './access/router.js'
import { vendorChangeRouter } from './access/vendor-change-router.js'
import type { SystemAccesses } from './asking/system-access.js'
import type { SessionDeps } from './web/session.js'
import { consoleRouter } from './console/router.js'
import { customersRouter } from './customers/router.js'
import { demoScriptsRouter } from './demo-scripts/router.js'
import type { Stage } from './demo-scripts/stage.js'
import type { World } from './domain/organisation-number.js'
import type { Cut } from './inspector/cut.js'
import type { Opening } from './inspector/openings.js'
import { findStep } from './inspector/find-step.js'
import type { Recorder } from './inspector/recorder.js'
import { inspectorRouter } from './inspector/router.js'
import { inspectorToolsRouter } from './inspector/tools-router.js'
import { onlookerOf, watchRequests } from './inspector/watch.js'
import type { Log } from './log.js'
import type { Environment, Onboarding } from './onboarding/onboarding.js'
import { onboardingRouter } from './onboarding/router.js'
import type { TakeSignUp } from './onboarding/sign-up-limits.js'
import { apiRouter } from './reference-apis/api-router.js'
import type { ReadinessEngine } from './readiness/readiness.js'
import { readinessRouter } from './readiness/router.js'
import type { ReferenceApis } from './reference-apis/apis.js'
import { plannerRouter } from './planner/router.js'
import { reconciliationRouter } from './reconciliation/router.js'
import { claimsRouter } from './reference-apis/claims-router.js'
import type { ReadOverview } from './reference-apis/overview.js'
import { overviewRouter, type Viewer } from './reference-apis/router.js'
import { requestsRouter } from './requests/router.js'
import type { CallsSeenBy, StaffRole } from './domain/staff.js'
import type { OneTimeSignIn } from './sign-in/one-time.js'
import { signInRouter } from './sign-in/router.js'
import type { TakeSignIn } from './sign-in/sign-in-limit.js'
import type { SignIn, Source } from './sign-in/sign-in.js'
import type { Registration } from './system-register/registration.js'
import { systemRegisterRouter } from './system-register/router.js'
import { ACCESS, accessGuard, checkAccess, POSTED_BY_OTHERS } from './web/access.js'
import { readCookie, type Cookies } from './web/cookies.js'
import { errorPages, noSuchPage, type OnTurnedAway } from './web/errors.js'
import type { ExplainFailure } from './web/explain.js'
import { createFormTokens } from './web/form-token.js'
import { healthRouter } from './web/health.js'
import { choicesRouter } from './web/language.js'
import { createPages } from './web/pages.js'
import { problemsForPrograms } from './web/problem-details.js'
import { RequestTurnedAway } from './web/problems.js'
import { actionOf, addressOf, requestAction } from './web/request-action.js'
import { sameOriginOnly } from './web/same-origin.js'
import { securityHeaders } from './web/security-headers.js'
import { SESSION_COOKIE, sessions, STAFF_SESSION_COOKIE } from './web/session.js'
import { createStaffBeside, createStaffLeaving, signedId } from './web/staff-beside.js'
import { isUpload, uploads } from './web/upload.js'
import { visitorOf, type Visitor } from './web/visitor.js'

type ConsoleDeps = Parameters<typeof consoleRouter>[0]
type VendorChangeDeps = Parameters<typeof vendorChangeRouter>[0]
type CustomersDeps = Parameters<typeof customersRouter>[0]
type PlannerDeps = Parameters<typeof plannerRouter>[0]
type ReconciliationDeps = Parameters<typeof reconciliationRouter>[0]
type RequestsDeps = Parameters<typeof requestsRouter>[0]

export interface AppDeps
  extends
    ConsoleDeps,
    VendorChangeDeps,
    CustomersDeps,
    ReconciliationDeps,
    PlannerDeps,
    RequestsDeps {
  environment: Environment
  world: World
  baseUrl: string
  https: boolean
  trustedProxies: number
  sessionSecrets: readonly string[]
  sessionStores: SessionDeps['stores']
  generateSessionId: () => string
  cookies: Cookies
  approvalOrigins: readonly string[]
  onboarding: Onboarding
  systemAccesses: SystemAccesses
  accessChanges: AccessChanges
  clientLists: ClientLists
  lists: Lists
  listNames: Pick<Names, 'fill'>
  readiness: ReadinessEngine
  /** A token of ID-porten that shows Altinn who is signed in; never written down. */
  personTokenOf: (req: Request) => string | undefined
  systemId: string
  takeSignUp: TakeSignUp
  readOverview: ReadOverview
  apis: ReferenceApis
  viewerOf: (visitor: Visitor) => Promise<Viewer | undefined>
  signIn: SignIn
  takeSignIn: TakeSignIn
  oneTimeSignIn: OneTimeSignIn | undefined
  rolesOf: (visitor: Visitor) => readonly StaffRole[]
  recordOneTime: (source: Source, user: string) => Promise<void>
  registration: Registration
  auditLog: AuditLog
  signedInSessions: SignedInSessions
  mostStaffSessions: number
  /** Why a session was ended, by its id. */
  endReasonOf: (sessionId: string) => Promise<'ended' | 'tooMany' | undefined>
  recordTurnedAway: (turned: TurnedAway) => Promise<void>
  recordRefusal: (visitor: Visitor, address: string, source: Source) => Promise<void>
  explainFailure: ExplainFailure
  /** Who may see calls in Røntgen. */
  inspector: CallsSeenBy
  recorder: Recorder
  cut: Cut
  recordOpening: (opening: Opening) => Promise<void>
  /** Of the rehearsed walks; undefined where there is no sandbox. */
  stage: Stage | undefined
  isReady: () => Promise<boolean>
  /** Requests a minute from one address, pages and all. */
  requestsPerMinute?: number
  /** What a page may take with all its calls, in milliseconds; 10,000 when left out. */
  actionLimitMs?: number
  log: Log
  now: () => number
}

/** Reads no environment and opens no port: a test can build it twice. */
export function createApp(deps: AppDeps): Express {
  const { environment, cookies, log } = deps
  const pages = createPages({
    environment,
    cookies,
    rolesOf: deps.rolesOf,
    inspector: deps.inspector,
  })
  const formTokens = createFormTokens({
    secrets: deps.sessionSecrets,
    cookies,
    except: POSTED_BY_OTHERS,
  })

  const app = express()
  app.disable('x-powered-by')
  app.disable('etag') // a page carries a form token, and is never the same twice
  app.set('trust proxy', deps.trustedProxies)
  app.set('query parser', 'simple')

  app.use(securityHeaders({ https: deps.https }))
  app.use('/assets', pages.assets.handler)
  app.use(requestAction({ log, limitMs: deps.actionLimitMs }), pages.middleware)
  app.use(healthRouter(deps.isReady))
  app.use('/api', problemsForPrograms)
  app.use(knownMethods, overallLimit(deps.requestsPerMinute ?? 300))
  app.use(sameOriginOnly(deps.baseUrl, POSTED_BY_OTHERS), ...formBody)
  app.use(
    sessions({
      stores: deps.sessionStores,
      secrets: deps.sessionSecrets,
      generateId: deps.generateSessionId,
      cookies,
    }),
    uploads(
      FORMS_WITH_A_FILE,
      MOST_WITH_A_FILE,
      // Where nothing is real, whoever presents need not sign in.
      new Set(environment === 'sandbox' ? ['/inspector/import'] : []),
    ),
    formTokens.middleware,
  )

  const staffBeside = createStaffBeside({
    store: deps.sessionStores.staff,
    secrets: deps.sessionSecrets,
    cookies,
  })
  const { inspector, rolesOf, recordOpening } = deps
  const inspectorAccess = { inspector, rolesOf, staffBeside, recordOpening }
  if (deps.inspector !== 'nobody') app.use(watchRequests(deps.recorder, cookies, inspectorAccess))

  app.use(
    accessGuard(ACCESS, {
      cookies,
      viewerOf: deps.viewerOf,
      rolesOf: deps.rolesOf,
      onRefused: (visitor, req, res) =>
        deps.recordRefusal(visitor, `${req.method} ${req.path}`, {
          reference: actionOf(res).reference,
          address: addressOf(req),
        }),
    }),
  )

  const isPresenting = async (req: Request): Promise<boolean> => {
    const staff = await staffBeside(req)
    return staff !== undefined && deps.rolesOf(staff).includes('presenter')
  }

  app.use(choicesRouter(cookies))
  app.use(
    signInRouter({
      ...deps,
      async endReasonOf(req, audience) {
        const name = audience === 'staff' ? STAFF_SESSION_COOKIE : SESSION_COOKIE
        const id = signedId(readCookie(req, cookies.name(name)), deps.sessionSecrets)
        return id === undefined ? undefined : deps.endReasonOf(id)
      },
    }),
  )
  app.use(onboardingRouter(deps))
  app.use(accessRouter(deps))
  app.use(overviewRouter({ ...deps, isPresenting }))
  app.use(claimsRouter(deps))
  app.use(apiRouter(deps))
  app.use(consoleRouter(deps))
  app.use(customersRouter(deps))
  app.use(vendorChangeRouter(deps))
  app.use(reconciliationRouter(deps))
  app.use(plannerRouter(deps))
  app.use(requestsRouter(deps))
  app.use(readinessRouter(deps))

  app.use(systemRegisterRouter(deps))
  app.use(auditRouter(deps))
  app.use(batchesRouter(deps))
  app.use(inspectorRouter({ ...deps, inspectorAccess }))
  app.use(inspectorToolsRouter({ ...deps, inspectorAccess }))
  app.use(
    demoScriptsRouter({
      ...deps,
      leaveAsStaff: createStaffLeaving({
        store: deps.sessionStores.staff,
        secrets: deps.sessionSecrets,
        cookies,
      }),
      async shownStepFor(req, res, wanted) {
        const who = await onlookerOf(req, res, inspectorAccess)
        return who && findStep(deps.recorder.flowsFor(who), wanted, '/inspector')
      },
    }),
  )

  const onTurnedAway: OnTurnedAway = ({ why }, req, res) => {
    const { user: actor } = visitorOf(req)
    const { reference } = actionOf(res)
    const sourceAddress = addressOf(req)
    deps
      .recordTurnedAway({
        why,
        method: req.method,
        path: req.path,
        reference,
        sourceAddress,
        actor,
      })
      .catch((error: unknown) => log.warn('not written down', { error, reference }))
  }
  app.use(noSuchPage, errorPages(log, onTurnedAway))
  checkAccess(app, ACCESS)
  return app
}

/** A whole system of ours may stand in these, with what it was before, or a tick for each right. */
const LONG_FORMS: ReadonlySet<string> = new Set([
  '/admin/requests/new',
  '/admin/requests/new-for-clients',
  '/admin/system/register',
  '/admin/system/edit',
  '/admin/system/check',
])
const shortForm = express.urlencoded({ extended: false, limit: '10kb', parameterLimit: 50 })
const longForm = express.urlencoded({ extended: false, limit: '100kb', parameterLimit: 500 })

/** Where our own people send files, and what such a form may have in bytes, with its other fields. */
const FORMS_WITH_A_FILE: ReadonlySet<string> = new Set([
  '/admin/batches/new',
  '/admin/inspector/import',
  '/inspector/import',
])
const MOST_WITH_A_FILE = 2_100_000

/** Every form of ours is small and has few fields; what is neither is not read at all. */
const formBody: RequestHandler[] = [
  (req, _res, next) => {
    const hasBody = req.method !== 'GET' && req.method !== 'HEAD'
    next(
      hasBody && !req.is('application/x-www-form-urlencoded') && !isUpload(req, FORMS_WITH_A_FILE)
        ? new RequestTurnedAway('unsupportedType')
        : undefined,
    )
  },
  (req, res, next) => (LONG_FORMS.has(req.path) ? longForm : shortForm)(req, res, next),
]

const METHODS = ['GET', 'HEAD', 'POST']
const knownMethods: RequestHandler = (req, res, next) => {
  if (METHODS.includes(req.method)) return next()
  res.setHeader('Allow', METHODS.join(', '))
  next(new RequestTurnedAway('methodNotAllowed'))
}

/** A coarse brake in each instance; the limits that matter are counted in the database. */
const overallLimit = (perMinute: number): RequestHandler =>
  rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: false,
    legacyHeaders: false,
    handler: (_req, _res, next) => next(new RequestTurnedAway('tooMany', 60)),
  })
