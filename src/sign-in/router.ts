import express, { type Request, type Response, type Router } from 'express'
import * as z from 'zod'
import type { EndReason, SignInAudience } from '../database/tables.js'
import type { StaffRole } from '../domain/staff.js'
import { readCookie, setCookie, type Cookies } from '../web/cookies.js'
import { CONSOLE, type Environment } from '../web/frame.js'
import { safeLocalPath } from '../web/local-path.js'
import { renderPage, speechOf } from '../web/pages.js'
import { RequestTurnedAway } from '../web/problems.js'
import { actionOf, addressOf } from '../web/request-action.js'
import { endSession, renewSession, SESSION_COOKIE, STAFF_SESSION_COOKIE } from '../web/session.js'
import { visitorOf, type Visitor } from '../web/visitor.js'
import { ATTEMPT_MS } from './attempts.js'
import { browserNameIn } from './browser-name.js'
import { SignInRefused } from './errors.js'
import { loginPage, withoutLoginPage, type Reason } from './login-page.js'
import type { OneTimeSignIn } from './one-time.js'
import { leavingPage, onTheWayPage, refusedPage, signedInPage } from './passing-pages.js'
import type { TakeSignIn } from './sign-in-limit.js'
import type { NewSession, SignIn, Source } from './sign-in.js'
import { oncePage, staffLoginPage, staffPage } from './staff-pages.js'

/** Of the attempts of this browser, apart from its session: it outlives a new session id. */
const ATTEMPT_COOKIE: Readonly<Record<SignInAudience, string>> = {
  customer: 'sign-in',
  staff: 'staff-sign-in',
}
/** Where somebody gets who wanted nothing in particular. */
const HOME: Readonly<Record<SignInAudience, string>> = { customer: '/overview', staff: CONSOLE }
const PLACE: Readonly<Record<SignInAudience, string>> = { customer: '', staff: '/staff' }

const LoginBody = z.strictObject({
  _csrf: z.string(),
  to: z.string().max(512).optional(),
  hint: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .optional(),
})
const LogoutBody = z.strictObject({ _csrf: z.string() })
const BackChannelBody = z.object({ logout_token: z.string().max(8_192) })
const OnceBody = z.strictObject({ _csrf: z.string(), code: z.string() })

export function signInRouter(deps: {
  signIn: SignIn
  takeSignIn: TakeSignIn
  /** On a developer's machine. */
  oneTimeSignIn: OneTimeSignIn | undefined
  rolesOf: (visitor: Visitor) => readonly StaffRole[]
  /** The organisation whose pages this visitor may see. */
  viewerOf: (visitor: Visitor) => Promise<{ companyName: string } | undefined>
  recordOneTime: (source: Source, user: string) => Promise<void>
  /** Of the session whose cookie this browser still has. */
  endReasonOf: (req: Request, audience: SignInAudience) => Promise<EndReason | undefined>
  environment: Environment
  cookies: Cookies
  now: () => number
}): Router {
  const { signIn, takeSignIn, oneTimeSignIn, rolesOf, environment, cookies, now } = deps
  const router = express.Router()

  router.get('/login', async (req, res) => {
    const { to, reason } = await wishOf(req, 'customer')
    const speech = speechOf(res)
    if (signIn.isOpenTo('customer'))
      return renderPage(res, loginPage({ environment, to, reason }, speech))
    const viewer = await deps.viewerOf(visitorOf(req))
    return renderPage(
      res,
      withoutLoginPage(
        { mayOpenOverview: viewer !== undefined, company: viewer?.companyName, reason },
        speech,
      ),
    )
  })

  router.get('/staff/login', async (req, res) => {
    const isOpen = signIn.isOpenTo('staff')
    const wish = await wishOf(req, 'staff')
    const input = { environment, ...wish, isOpen, hasAddress: oneTimeSignIn !== undefined }
    renderPage(res, staffLoginPage(input, speechOf(res)))
  })

  for (const audience of ['customer', 'staff'] as const) {
    const place = PLACE[audience]
    const cookieOf = (req: Request) => readCookie(req, cookies.name(ATTEMPT_COOKIE[audience]))
    const keepCookie = (res: Response, value: string) =>
      setCookie(res, cookies, ATTEMPT_COOKIE[audience], value, value ? ATTEMPT_MS : 0)

    router.post(`${place}/login`, async (req, res) => {
      const body = LoginBody.safeParse(req.body)
      if (!body.success) throw new RequestTurnedAway('badRequest')
      if (!signIn.isOpenTo(audience)) throw new RequestTurnedAway('notFound')
      await takeSignIn(addressOf(req), now())
      const { to, hint } = body.data
      const returnTo = safeLocalPath(to, HOME[audience])
      // Its `Strict` cookie is not sent when the provider leads back here, so the old id dies now.
      if (audience === 'staff' && visitorOf(req).signedIn) await endSession(req)
      keepCookie(res, await signIn.begin(audience, cookieOf(req), { returnTo, loginHint: hint }))
      res.redirect(303, `${place}/login/continue`)
    })

    router.get(`${place}/login/continue`, async (req, res) => {
      const { language } = speechOf(res)
      const address = await signIn.onward(audience, cookieOf(req), language)
      if (address === undefined) return res.redirect(303, `${place}/login`)
      return renderPage(res, onTheWayPage(address, speechOf(res)))
    })

    // Changes something although it is a GET: it completes what this browser began with a form.
    router.get(`${place}/login/callback`, async (req, res) => {
      const cookie = cookieOf(req)
      const query = new URL(req.originalUrl, 'http://smartcloud.invalid').searchParams
      const source = sourceOf(req, res)
      if (!cookie) await takeSignIn(addressOf(req), now()) // every refusal leaves a row
      const completed = await signIn.complete(audience, cookie, query, source)
      if (cookie) keepCookie(res, completed.cookie)
      if ('refused' in completed) {
        const { refused, returnTo } = completed
        const loginHref =
          returnTo === '/'
            ? `${place}/login`
            : `${place}/login?${new URLSearchParams({ to: returnTo })}`
        const { reference } = source
        return renderPage(
          res.status(refused.status),
          refusedPage(refused, { loginHref, reference }, speechOf(res)),
          { path: loginHref }, // our own has the code in it
        )
      }
      await enter(req, completed.session, source)
      signIn.keepTokens(req.sessionID, completed.tokens)
      return renderPage(res, signedInPage(completed.returnTo, speechOf(res)), {
        path: completed.returnTo,
      })
    })

    router.post(`${place}/logout`, async (req, res) => {
      if (!LogoutBody.safeParse(req.body).success) throw new RequestTurnedAway('badRequest')
      const visitor = visitorOf(req)
      const wasSignedIn = visitor.signedIn !== undefined
      const address = wasSignedIn
        ? await signIn.leave(audience, req.sessionID, visitor, sourceOf(req, res))
        : undefined
      await endSession(req)
      const name = audience === 'staff' ? STAFF_SESSION_COOKIE : SESSION_COOKIE
      setCookie(res, cookies, name, '', 0)
      if (wasSignedIn) res.setHeader('Clear-Site-Data', '"cache", "cookies", "storage"')
      if (address === undefined) return res.redirect(303, '/logged-out')
      // Not first to an address of our own, as when signing in: the way on has the id_token in it,
      // and there is nowhere left to keep that.
      return renderPage(res, leavingPage(address, speechOf(res)), { path: '/' })
    })

    router.post(`${place}/login/back-channel-logout`, async (req, res) => {
      res.setHeader('Cache-Control', 'no-store')
      const body = BackChannelBody.safeParse(req.body)
      try {
        if (!body.success) throw new SignInRefused('notTrusted', 'logout token: none')
        await signIn.endedAtProvider(audience, body.data.logout_token, sourceOf(req, res))
        res.status(204).end()
      } catch (error) {
        if (!(error instanceof SignInRefused)) throw error
        res.status(400).json({ error: 'invalid_request' })
      }
    })
  }

  router.get('/logged-out', (_req, res) => res.redirect(303, '/?logged-out'))

  router.get('/staff', (req, res) => {
    const visitor = visitorOf(req)
    const name = visitor.signedIn?.name ?? ''
    renderPage(res, staffPage({ name, roles: rolesOf(visitor) }, speechOf(res)))
  })

  router.get('/staff/once', (req, res) => {
    if (!oneTimeSignIn) throw new RequestTurnedAway('notFound')
    const { code } = req.query
    const fits = oneTimeSignIn.fits(code)
    renderPage(
      res.status(fits ? 200 : 403),
      oncePage({ code: fits ? String(code) : undefined }, speechOf(res)),
    )
  })

  router.post('/staff/once', async (req, res) => {
    const body = OnceBody.safeParse(req.body)
    if (!body.success) throw new RequestTurnedAway('badRequest')
    if (!oneTimeSignIn) throw new RequestTurnedAway('notFound')
    await takeSignIn(addressOf(req), now())
    if (!oneTimeSignIn.use(body.data.code))
      return renderPage(res.status(403), oncePage({ code: undefined }, speechOf(res)))
    const { user } = oneTimeSignIn
    const source = sourceOf(req, res)
    await deps.recordOneTime(source, user)
    const { name } = speechOf(res).t.login.once
    const signedIn = { audience: 'staff', name, groups: [] } as const
    await enter(req, { audience: 'staff', user, signedIn }, source)
    return res.redirect(303, CONSOLE)
  })

  /** What the browser had registered stays its own. */
  async function enter(req: Request, session: NewSession, source: Source): Promise<void> {
    const { onboardings } = req.session
    await renewSession(req, {
      ...session,
      from: { address: source.address, ...browserNameIn(req.get('user-agent')) },
      ...(session.audience === 'customer' && onboardings && { onboardings }),
    })
    if (session.audience === 'staff') await signIn.endOldest(session.user, req.sessionID, source)
  }

  /** Where somebody wanted to be, and why they could not. */
  async function wishOf(
    req: Request,
    audience: SignInAudience,
  ): Promise<{ to: string | undefined; reason: Reason | undefined }> {
    const { to, why } = req.query
    const path = safeLocalPath(to, '')
    const reason =
      why === 'over'
        ? REASONS[(await deps.endReasonOf(req, audience)) ?? 'expired']
        : why === 'first'
          ? 'mustLogIn'
          : undefined
    return { to: path || undefined, reason }
  }

  return router
}

const REASONS = {
  expired: 'sessionExpired',
  ended: 'sessionEnded',
  tooMany: 'tooManySessions',
} as const satisfies Record<EndReason | 'expired', Reason>

const sourceOf = (req: Request, res: Response): Source => ({
  reference: actionOf(res).reference,
  address: addressOf(req),
})
