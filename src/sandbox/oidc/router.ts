import express, { Router, type Request, type RequestHandler, type Response } from 'express'
import { cookieOf } from '../site/session.js'
import { LANGUAGE_COOKIE, LANGUAGES, textFrom, type Site, type Visitor } from '../site/site.js'
import { TEXTS } from '../site/texts.js'
import type { OidcClient } from '../state/state.js'
import { callOf } from '../world/call-log.js'
import { scenarioOf } from '../world/fault-play.js'
import type { AuthorizeForgery } from '../world/faults.js'
import { IDP, idpKeys } from '../world/identity-provider.js'
import type { World } from '../world/world.js'
import {
  answerAddress,
  errorAnswer,
  NoWayBack,
  readAuthorizationRequest,
  sufficient,
  wayBackFor,
  type AuthorizationRequest,
  type WayBack,
} from './authorize.js'
import { ATTACKER, createForger } from './forgeries.js'
import type { Grant } from './id-token.js'
import { createLogins, type Login } from './logins.js'
import { LogoutRefused, readLogoutRequest, tellClients, type MakeLogoutToken } from './logout.js'
import {
  expiredPage,
  loggedOutPage,
  notLoggedOutPage,
  oidcLogInPage,
  onTheWayPage,
  refusedPage,
  type Outcome,
} from './pages.js'
import { OAuthError } from './parameters.js'
import { candidates } from './people.js'
import { DISCOVERY, discoveryDocument, LOG_IN_AT_IDP } from './provider.js'
import { createTickets } from './tickets.js'
import { CODE_LIFETIME_MS, tokenEndpoint } from './token.js'

/** A log-in that a person has been asked about. */
interface Transaction {
  request: AuthorizationRequest
  forgery?: AuthorizeForgery
  /** Of the browser that was asked. */
  sessionId: string
  outcome?: Outcome
}

/**
 * The imitation of Ansattporten, and of a vendor's log-in for its staff: an OpenID provider that
 * believes whoever comes, and that can be told to forge.
 *
 * @see https://docs.digdir.no/docs/ansattporten/ansattporten_protocol
 */
export function oidcRouter(
  world: World,
  site: Site,
  { logoutToken }: { logoutToken: MakeLogoutToken },
): Router {
  const router = Router()
  const { now, resets } = world
  const { cookie, form, show } = site
  const logins = createLogins({ now, resets, cookie })
  const transactions = createTickets<Transaction>({ now, lifetimeMs: 10 * 60 * 1000 })
  const codes = createTickets<Grant>({ now, lifetimeMs: CODE_LIFETIME_MS })
  const forger = createForger(world)

  router.get(DISCOVERY, (_req, res) => {
    res.json(discoveryDocument(world))
  })
  router.get(`${IDP}/jwks`, async (_req, res) => {
    res.json(await idpKeys(world).jwks())
  })
  router.get(ATTACKER, async (_req, res) => {
    res.json(await forger.attacker().jwks())
  })
  router.post(`${IDP}/token`, asText, tokenEndpoint(world, codes, forger))

  router.get(`${IDP}/authorize`, (req, res) => {
    const parameters = queryOf(req)
    const forgery = scenarioOf<AuthorizeForgery>(res)?.scenario
    let wayBack: WayBack | undefined
    try {
      wayBack = wayBackFor(world, parameters)
      const request = readAuthorizationRequest(world, wayBack, parameters)
      const who = visitorOf(req, res, request)
      const transaction: Transaction = {
        request,
        sessionId: who.session.id,
        ...(forgery && { forgery }),
      }
      const login = sufficient(world, logins.of(req, request.client), request)
      if (login) return res.redirect(303, withCode(transaction, login, who))
      const people = candidates(world, request, who.texts)
      show(res, who, oidcLogInPage(request, people, transactions.issue(transaction), who.texts))
    } catch (problem) {
      if (problem instanceof NoWayBack) {
        const who = visitorOf(req, res)
        return show(res, who, refusedPage(problem, who.texts), { status: 400 })
      }
      if (!(problem instanceof OAuthError) || !wayBack) throw problem
      callOf(res).outcome = problem.error
      res.redirect(303, answerAddress(world, wayBack, errorAnswer(problem), forgery))
    }
  })

  router.post(LOG_IN_AT_IDP, ...form, (req, res) => {
    const found = transactionOf(req, res, req.body['transaction'])
    if (!found) return
    const { ticket, transaction, who } = found
    const { request, forgery } = transaction

    if (req.body['answer'] === 'cancel') {
      const answer = errorAnswer(new OAuthError('access_denied', 'The person cancelled the log-in'))
      const address = answerAddress(world, request, answer, forgery)
      transaction.outcome = { what: 'cancelled', address }
      return goOn(res, ticket)
    }
    const people = candidates(world, request, who.texts)
    const chosen = people.flatMap(({ members }) => members).find(isCalled(req.body['user']))
    const mustRepresent = request.representation.some(({ isRequired }) => isRequired)
    if (!chosen || (mustRepresent && !chosen.orgNo)) {
      const why = chosen ? 'mustRepresent' : 'chooseSomebody'
      const page = oidcLogInPage(request, people, ticket, who.texts, why)
      return show(res, who, page, { status: 422 })
    }
    const { userId, orgNo } = chosen
    const { client, acr } = request
    const login = logins.begin(req, res, client, { userId, acr, ...(orgNo && { orgNo }) })
    transaction.outcome = { what: 'loggedIn', address: withCode(transaction, login, who) }
    goOn(res, ticket)
  })

  router.get(ON_THE_WAY, (req, res) => {
    const found = transactionOf(req, res, req.query['transaction'])
    if (!found) return
    const { transaction, who } = found
    if (transaction.outcome) show(res, who, onTheWayPage(transaction.outcome, who.texts))
    else show(res, who, expiredPage(who.texts), { status: 400 })
  })

  const logOut: RequestHandler = async (req, res) => {
    const parameters =
      req.method === 'POST' ? new URLSearchParams(textFrom(req.body)) : queryOf(req)
    try {
      const { client, sid, goOnTo } = await readLogoutRequest(world, parameters)
      const login = logins.end(sid)
      if (login) callOf(res).outcome = await tellClients(world, login, logoutToken)
      if (goOnTo) return res.redirect(303, goOnTo)
      const who = visitorOf(req, res, { client })
      show(res, who, loggedOutPage(who.texts))
    } catch (problem) {
      if (!(problem instanceof LogoutRefused)) throw problem
      const who = visitorOf(req, res)
      show(res, who, notLoggedOutPage(problem, who.texts), { status: 400 })
    }
  }
  router.get(`${IDP}/logout`, logOut)
  router.post(`${IDP}/logout`, asText, logOut)

  /** In the best language; whoever has logged in at Altinn is nobody here. */
  function visitorOf(
    req: Request,
    res: Response,
    { client, locales = [] }: { client?: OidcClient; locales?: readonly string[] } = {},
  ): Visitor {
    const { session, language: usual } = site.visitor(req, res)
    const wanted = locales.flatMap(locale => LANGUAGES.find(({ code }) => isIn(code, locale)) ?? [])
    const hasChosen = cookieOf(req, LANGUAGE_COOKIE) !== undefined
    const language = hasChosen ? usual : (wanted[0]?.code ?? usual)
    const texts = TEXTS[language]
    const frame = { ...texts.frame, ...texts.oidc.frame[client?.audience ?? 'customer'] }
    return { session, language, texts: { ...texts, frame } }
  }

  /** The client's address with a code for this log-in. */
  function withCode(
    { request, forgery }: Transaction,
    login: Login,
    { language }: Visitor,
  ): string {
    login.clientIds.add(request.client.clientId)
    const code = codes.issue({ request, login: { ...login }, language, isUsed: false })
    return answerAddress(world, request, { code }, forgery)
  }

  /** Undefined when another page has been shown: it is too old, or of another browser. */
  function transactionOf(req: Request, res: Response, sent: unknown) {
    const ticket = textFrom(sent)
    const transaction = transactions.look(ticket)
    const who = visitorOf(req, res, transaction?.request)
    if (transaction?.sessionId === who.session.id) return { ticket, transaction, who }
    return show(res, who, expiredPage(who.texts), { status: 400 })
  }

  /** A browser checks where a form leads through all redirects; hence not straight to the client. */
  function goOn(res: Response, ticket: string): void {
    res.redirect(303, `${ON_THE_WAY}?transaction=${ticket}`)
  }

  const queryOf = ({ originalUrl }: Request) => new URL(originalUrl, world.origin).searchParams

  return router
}

const ON_THE_WAY = `${IDP}/on-the-way`

const asText = express.text({ type: () => true, limit: '64kb' })

const isCalled =
  (sent: unknown) =>
  ({ value }: { value: string }) =>
    value === sent

/** `nb-NO` is in `nb`. */
const isIn = (language: string, locale: string) => locale.split('-')[0] === language
