import express, { type Request, type Response, type Router } from 'express'
import * as z from 'zod'
import { isApprovalAddress } from '../altinn/approval-address.js'
import type { OnboardingRow } from '../database/onboardings.js'
import type { RequestRow } from '../database/requests.js'
import type { World } from '../domain/organisation-number.js'
import {
  accessPackageUrn,
  CLIENT_PACKAGE,
  packageById,
  RESOURCE_IDS,
  type Package,
  type PermissionKey,
  type ResourceKey,
} from '../domain/packages.js'
import { testOrganisationsFor } from '../domain/test-organisations.js'
import { aboutPage } from './about-page.js'
import { checkPage, type CheckFailure } from './check-page.js'
import { continuePage } from './continue-page.js'
import { landingPage } from './landing-page.js'
import type { Answer, Asked } from '../asking/requests.js'
import type { Environment, Onboarding } from './onboarding.js'
import { receiptPage, type ReceiptOutcome } from './receipt-page.js'
import { readSignUp, SignUpBody, valuesOf, type SignUpValues } from './sign-up-form.js'
import { signUpPage } from './sign-up-page.js'
import { termsPage } from './terms-page.js'
import { notAsked, type ExplainFailure } from '../web/explain.js'
import { actionOf, addressOf } from '../web/request-action.js'
import type { Cookies } from '../web/cookies.js'
import { inspectorHrefOf, renderPage, speechOf } from '../web/pages.js'
import { stopsBeforeAltinn } from '../web/presenting.js'
import { RequestTurnedAway } from '../web/problems.js'
import { startSession } from '../web/session.js'
import { visitorOf } from '../web/visitor.js'
import type { TakeSignUp } from './sign-up-limits.js'

const CheckBody = z.strictObject({
  _csrf: z.string(),
  /** An explicit yes to replacing a request that was rejected or has run out. */
  again: z.literal('yes').optional(),
})

/** More registrations than this of one browser are forgotten, the oldest first. */
const MOST_REGISTRATIONS = 20

export function onboardingRouter(deps: {
  onboarding: Onboarding
  takeSignUp: TakeSignUp
  explainFailure: ExplainFailure
  environment: Environment
  world: World
  approvalOrigins: readonly string[]
  cookies: Cookies
  baseUrl: string
  now: () => number
}): Router {
  const { onboarding, takeSignUp, explainFailure, environment, world, approvalOrigins, now } = deps
  const { cookies, baseUrl } = deps
  const offeredWith = ({ id }: Package) =>
    environment === 'sandbox' ? testOrganisationsFor(id) : []
  const router = express.Router()

  router.get('/', (req, res) => {
    const speech = speechOf(res)
    const hasLeft = req.query['logged-out'] !== undefined && !visitorOf(req).signedIn
    renderPage(res, landingPage(speech), {
      ...(hasLeft && { message: { tone: 'info', text: speech.t.login.loggedOut } as const }),
    })
  })
  router.get('/terms', (_req, res) => renderPage(res, termsPage(speechOf(res))))
  router.get('/about', (_req, res) => renderPage(res, aboutPage({ environment }, speechOf(res))))

  router.get('/sign-up', (_req, res) => res.redirect(303, '/#packages'))

  router.get('/sign-up/check', async (req, res) => {
    const current = await currentOf(req)
    if (!current) return res.redirect(303, '/#packages')
    return showCheck(res, current, undefined)
  })

  router.post('/sign-up/check', async (req, res) => {
    const body = CheckBody.safeParse(req.body)
    if (!body.success) throw new RequestTurnedAway('badRequest')
    const current = await currentOf(req)
    if (!current) throw new RequestTurnedAway('formTooOld')

    const asked = await onboarding.ask(current, body.data.again === 'yes', actionOf(res))
    if (asked.outcome === 'goToAltinn') return res.redirect(303, '/sign-up/continue')
    if (asked.outcome === 'uncertain') return res.redirect(303, '/receipt')
    const { status, failure, retryAfterSeconds } = await failureIn(asked, req, res)
    if (status === 503) res.setHeader('Retry-After', String(retryAfterSeconds ?? 60))
    return showCheck(res.status(status), current, failure)
  })

  router.get('/sign-up/continue', async (req, res) => {
    const current = await currentOf(req)
    if (!current) return res.redirect(303, '/#packages')
    const request = await onboarding.requestOf(current)
    if (!request?.confirmUrl || !isApprovalAddress(request.confirmUrl, approvalOrigins))
      return res.redirect(303, '/receipt')
    onboarding.goesToAltinn(request, request.confirmUrl, actionOf(res))
    return renderPage(
      res,
      continuePage(
        {
          confirmUrl: request.confirmUrl,
          environment,
          isExisting: request.startedBy !== current.id,
          waits: stopsBeforeAltinn(req, cookies),
          callsHref: inspectorHrefOf(res),
        },
        speechOf(res),
      ),
    )
  })

  router.get('/sign-up/:packageId', async (req, res) => {
    const chosen = chosenPackage(req)
    const current = await currentOf(req)
    return renderPage(
      res,
      signUpPage(
        {
          package: chosen,
          ...(current ? { values: typedBefore(current) } : {}),
          testOrganisations: offeredWith(chosen),
        },
        speechOf(res),
      ),
    )
  })

  router.post('/sign-up/:packageId', async (req, res) => {
    const chosen = chosenPackage(req)
    const body = SignUpBody.safeParse(req.body)
    if (!body.success) throw new RequestTurnedAway('badRequest')
    const values = valuesOf(body.data)
    const read = readSignUp(values, world)
    if (!read.ok)
      return renderPage(
        res.status(422),
        signUpPage(
          {
            package: chosen,
            values,
            problems: read.problems,
            testOrganisations: offeredWith(chosen),
          },
          speechOf(res),
        ),
      )

    await takeSignUp(addressOf(req), read.registration.organisationNumber, now())
    const registered = await onboarding.register(
      read.registration,
      chosen.id,
      speechOf(res).language,
      await currentOf(req),
      actionOf(res),
    )
    const earlier = (req.session.onboardings ?? []).filter(id => id !== registered.id)
    await startSession(req, {
      onboardings: [registered.id, ...earlier].slice(0, MOST_REGISTRATIONS),
    })
    return res.redirect(303, '/sign-up/check')
  })

  router.get('/receipt', async (req, res) => {
    const { s } = req.query
    if (typeof s === 'string')
      actionOf(res).witness?.redirect({ direction: 'back', url: `${baseUrl}${req.originalUrl}` })
    const answer = await onboarding.answerFor(
      typeof s === 'string' ? { pointer: s } : { onboarding: await currentOf(req) },
      actionOf(res),
    )
    await showReceipt(req, res, answer)
  })

  async function showCheck(
    res: Response,
    current: OnboardingRow,
    failure: CheckFailure | undefined,
  ): Promise<void> {
    const pending = await onboarding.activeRequestOf(current)
    const waits = pending?.state === 'sent' && pending.altinnStatus === 'New' && !pending.timedOut
    const isUnclear = pending?.state === 'sending' || pending?.state === 'uncertain'
    const chosen = packageById(current.packageId)
    if (!chosen) throw new RequestTurnedAway('notFound')
    renderPage(
      res,
      checkPage(
        {
          package: chosen,
          company: current.companyName,
          organisationNumber: current.organisationNumber,
          contactPerson: current.contactPerson,
          email: current.email,
          environment,
          ...(waits ? { existing: existingOf(pending) } : {}),
          failure: failure ?? (isUnclear ? { kind: 'checking' } : undefined),
        },
        speechOf(res),
      ),
    )
  }

  async function showReceipt(req: Request, res: Response, answer: Answer): Promise<void> {
    const outcome = outcomeOf(answer)
    const request = answer.outcome === 'noSuchRequest' ? undefined : answer.request
    const started = request && (await onboarding.byId(request.startedBy))
    const confirmUrl = request?.confirmUrl
    const chosen = request && packageById(request.packageId)
    if (outcome === 'unreadable') res.status(503).setHeader('Retry-After', '10')
    if (outcome === 'uncertain') res.status(202)
    renderPage(
      res,
      receiptPage(
        {
          outcome,
          company: started?.companyName,
          organisationNumber: request?.organisationNumber,
          requestId: request?.altinnRequestId ?? undefined,
          status: answer.outcome === 'found' ? answer.status : undefined,
          checkedAt: answer.outcome === 'found' || answer.outcome === 'gone' ? now() : undefined,
          permissions: request && permissionKeysOf(request),
          confirmUrl:
            confirmUrl && isApprovalAddress(confirmUrl, approvalOrigins) ? confirmUrl : undefined,
          accessUrl: approvalOrigins[0] && `${approvalOrigins[0]}${ACCESS_LIST}`,
          mayOpenOverview: isOwn(req, request),
          package: chosen,
        },
        speechOf(res),
      ),
    )
  }

  /** What the check page says of it, and with which status. */
  async function failureIn(
    asked: Exclude<Asked, { outcome: 'goToAltinn' | 'uncertain' }>,
    req: Request,
    res: Response,
  ): Promise<{ status: number; failure: CheckFailure; retryAfterSeconds?: number | undefined }> {
    switch (asked.outcome) {
      case 'notSent': {
        const { error } = asked
        const { reference } = actionOf(res)
        return notAsked(error, explainFailure(error, speechOf(res).language, reference))
      }
      case 'refused':
        return asked.unknownOrganisation
          ? { status: 422, failure: { kind: 'unknownOrganisation' } }
          : { status: 502, failure: { kind: 'refused', code: asked.code } }
      case 'alreadyApproved': {
        const mayOpenOverview = await hasApproved(req)
        return { status: 409, failure: { kind: 'alreadyApproved', mayOpenOverview } }
      }
      case 'otherKindWaits': {
        const { waiting, confirmUrl } = asked
        return { status: 409, failure: { kind: 'otherKindWaits', waiting, confirmUrl } }
      }
      case 'endedBefore':
        return { status: 409, failure: { kind: 'endedBefore', situation: asked.situation } }
    }
  }

  const currentOf = (req: Request): Promise<OnboardingRow | undefined> =>
    onboarding.byId(req.session.onboardings?.[0])

  const hasApproved = async (req: Request): Promise<boolean> => {
    return (await onboarding.approvedBy(req.session.onboardings ?? [])) !== undefined
  }

  return router
}

const ACCESS_LIST = '/accessmanagement/ui/systemuser/overview'

/** Whether a registration of this browser started the request. */
const isOwn = (req: Request, request: RequestRow | undefined): boolean =>
  request !== undefined && (req.session.onboardings ?? []).includes(request.startedBy)

function chosenPackage(req: Request): Package {
  const id = req.params['packageId']
  const chosen = typeof id === 'string' ? packageById(id) : undefined
  if (!chosen) throw new RequestTurnedAway('notFound')
  return chosen
}

/** What the visitor registered a moment ago, so that «Endre» and a new try begin with it. */
const typedBefore = (row: OnboardingRow): SignUpValues => ({
  companyName: row.companyName,
  organisationNumber: row.organisationNumber,
  email: row.email,
  contactPerson: row.contactPerson,
  terms: true,
})

const existingOf = (request: RequestRow) => ({
  createdAt: request.createdAt,
  resources: permissionKeysOf(request),
})

const permissionKeysOf = ({ resources, accessPackages }: RequestRow): PermissionKey[] => [
  ...(Object.keys(RESOURCE_IDS) as ResourceKey[]).filter(key =>
    resources.includes(RESOURCE_IDS[key]),
  ),
  ...CLIENT_PACKAGE.agentPackages.filter(key => accessPackages.includes(accessPackageUrn(key))),
]

function outcomeOf(answer: Answer): ReceiptOutcome {
  switch (answer.outcome) {
    case 'found':
      return answer.situation === 'noChange' ? 'unknown' : answer.situation
    case 'noSuchRequest':
      return 'notFound'
    case 'notSent':
      return 'notSent'
    case 'gone':
    case 'uncertain':
    case 'unreadable':
      return answer.outcome
  }
}
