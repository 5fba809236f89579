import { Router, type Request, type Response } from 'express'
import {
  approveChangeRequest,
  approveRequest,
  escalateRequest,
  isRelatedTo,
  mayApprove,
  packagesMissingFor,
  rejectChangeRequest,
  rejectRequest,
} from './altinn-approval.js'
import { AltinnProblem } from './altinn-problems.js'
import {
  APPROVAL_KINDS,
  approvalPage,
  findRequest,
  loggedOutPage,
  loginPage,
  logOutAddress,
  lostPage,
  matterOf,
  OVERVIEW,
  refusalOf,
  type ApprovalKind,
  type Standing,
} from './approval-pages.js'
import {
  createSite,
  LANGUAGE_COOKIE,
  LANGUAGES,
  localPath,
  LOG_IN,
  logInAddress,
  textFrom,
  type Site,
  type Visitor,
} from './approval-site.js'
import { userChoices } from './approval-words.js'
import type { ChangeRequest, Person, SystemUserRequest } from './state.js'
import type { World } from './world.js'

/**
 * The pages where the customer's person answers, at Altinn's own addresses. Belongs at the root of
 * the sandbox's origin, behind every other router.
 */
export function approvalRouter(world: World): Router {
  const router = Router()
  const site = createSite(world)
  router.use(site.before)
  router.use(logInRouter(world, site))
  for (const kind of APPROVAL_KINDS) router.use(answerRouter(world, site, kind))
  return router
}

/** Who the visitor is, whom the visitor acts for, and in which language. */
function logInRouter(world: World, { sessions, form, visitor, show }: Site): Router {
  const router = Router()

  router.get(LOG_IN, (req, res) => {
    const who = visitor(req, res)
    const goTo = localPath(textFrom(req.query['goto']))
    const choices = userChoices(world, orgNoAskedIn(world, goTo), who.texts)
    show(res, who, loginPage(choices, goTo, who.texts))
  })

  router.post(LOG_IN, form, (req, res) => {
    const goTo = localPath(textFrom(req.body['goto']))
    const person = world.state.persons.get(textFrom(req.body['person']))
    if (!person) return res.redirect(303, logInAddress(goTo))
    const asked = orgNoAskedIn(world, goTo)
    const actingFor = asked && isRelatedTo(asked, person) ? asked : person.roles[0]?.orgNo
    sessions.logIn(req, res, { pid: person.pid, ...(actingFor && { actingFor }) })
    res.redirect(303, goTo)
  })

  router.post('/acting-for', form, (req, res) => {
    const { session, person } = visitor(req, res)
    const orgNo = textFrom(req.body['organisation'])
    if (person && isRelatedTo(orgNo, person)) session.actingFor = orgNo
    res.redirect(303, withoutChoice(localPath(textFrom(req.body['back']))))
  })

  router.post('/language', form, (req, res) => {
    const chosen = LANGUAGES.find(({ code }) => code === req.body['language'])
    if (chosen)
      res.cookie(LANGUAGE_COOKIE, chosen.code, {
        maxAge: 365 * 24 * 60 * 60 * 1000,
        httpOnly: true,
        secure: world.origin.startsWith('https:'),
        sameSite: 'lax',
        path: '/',
      })
    res.redirect(303, localPath(textFrom(req.body['back'])))
  })

  return router
}

/** One kind of request: its page, the answers to it, and the way out. */
function answerRouter(
  world: World,
  { sessions, form, visitor, show }: Site,
  kind: ApprovalKind,
): Router {
  const router = Router()

  router.get(`/accessmanagement/ui/systemuser/${kind}`, (req, res) => {
    const who = visitor(req, res)
    const id = textFrom(req.query['id']).trim().toLowerCase()
    if (!id) return show(res, who, lostPage('missingId', who.texts), { status: 400 })
    const request = findRequest(world, kind, id)
    if (!request) return show(res, who, lostPage('notFound', who.texts), { status: 404 })
    const { person } = who
    if (!person) return res.redirect(303, logInAddress(req.originalUrl))

    const { partyOrgNo } = request
    const isChosenForUs = req.query['DONTCHOOSEREPORTEE'] === 'true'
    const actingFor =
      isChosenForUs && isRelatedTo(partyOrgNo, person) ? partyOrgNo : who.session.actingFor
    const problem = 'kind' in request ? undefined : packagesMissingFor(world, request, person)
    showRequest(req, res, who, { request, person, actingFor, problem })
  })

  for (const [answer, give] of Object.entries(ANSWERS[kind])) {
    const address = `/accessmanagement/api/v1/systemuser/${kind}/:partyId/:id/${answer}`
    router.post(address, form, (req: Request, res: Response) => {
      const who = visitor(req, res)
      const id = textFrom(req.params['id'])
      const request = findRequest(world, kind, id)
      if (!request) return show(res, who, lostPage('notFound', who.texts), { status: 404 })
      const leave = leaveOf(req)
      const page = `/accessmanagement/ui/systemuser/${kind}?id=${id}&DONTCHOOSEREPORTEE=true`
      const back = leave === 'overview' ? `${page}&skiplogout=true` : page
      const { person } = who
      if (!person) return res.redirect(303, logInAddress(back))

      const party = world.state.organisations.get(request.partyOrgNo)?.partyId
      const problem =
        String(party) === req.params['partyId']
          ? give(world, id, person)
          : new AltinnProblem(kind === 'agentrequest' ? 'AUTH-00042' : 'AUTH-00041')
      if (problem)
        return showRequest(req, res, who, {
          request,
          person,
          actingFor: request.partyOrgNo,
          problem,
        })
      if (answer === 'escalate') return res.redirect(303, back)
      // A browser checks where a form leads through all redirects; hence not straight away.
      res.redirect(303, leave === 'overview' ? OVERVIEW : logOutAddress(kind, id))
    })
  }

  router.get(`/accessmanagement/api/v1/systemuser/${kind}/:id/logout`, (req, res) => {
    sessions.logOut(req, res)
    const nobody = visitor(req, res)
    const redirectUrl = findRequest(world, kind, textFrom(req.params['id']))?.redirectUrl
    show(res, nobody, loggedOutPage(redirectUrl, nobody.texts))
  })

  function showRequest(
    req: Request,
    res: Response,
    who: Visitor,
    given: {
      request: SystemUserRequest | ChangeRequest
      person: Person
      actingFor: string | undefined
      problem: AltinnProblem | undefined
    },
  ): void {
    const { request, person, actingFor, problem } = given
    const { language, texts } = who
    const matter = matterOf(world, request, language, texts)
    const refusal = problem && refusalOf(world, problem, request, person, language, texts)
    const page = approvalPage(matter, standingOf(world, request, person, actingFor), texts, {
      leave: leaveOf(req),
      refusal,
    })
    show(res, who, page, { status: page.status, ...(actingFor && { actingFor }) })
  }

  return router
}

type Answer = (world: World, id: string, person: Person) => AltinnProblem | undefined

const ANSWERS: Record<ApprovalKind, Record<string, Answer>> = {
  request: { approve: approveRequest, reject: rejectRequest, escalate: escalateRequest },
  agentrequest: { approve: approveRequest, reject: rejectRequest, escalate: escalateRequest },
  changerequest: { approve: approveChangeRequest, reject: rejectChangeRequest },
}

function standingOf(
  world: World,
  request: SystemUserRequest | ChangeRequest,
  person: Person,
  actingFor: string | undefined,
): Standing {
  const { partyOrgNo } = request
  if (person.roles.length > 0 && actingFor !== partyOrgNo) return 'otherOrganisation'
  if (mayApprove(world, partyOrgNo, person)) return 'mayAnswer'
  const mayForward = 'kind' in request && isRelatedTo(partyOrgNo, person)
  return mayForward ? 'mayForward' : 'mayNot'
}

/** Altinn's own word for a request that was opened from the overview: no log-out, no way back. */
const leaveOf = (req: Request) =>
  req.query['skiplogout'] === 'true' ? ('overview' as const) : ('logOut' as const)

/** The organisation that the page is about, so that its own people can be offered. */
function orgNoAskedIn(world: World, path: string): string | undefined {
  const { pathname, searchParams } = new URL(path, world.origin)
  const kind = APPROVAL_KINDS.find(other => pathname.endsWith(`/${other}`))
  return kind && findRequest(world, kind, searchParams.get('id') ?? '')?.partyOrgNo
}

/** Without the flag by which a request's organisation is chosen for the person. */
function withoutChoice(path: string): string {
  const url = new URL(path, 'http://sandbox.invalid')
  url.searchParams.delete('DONTCHOOSEREPORTEE')
  return url.pathname + url.search
}
