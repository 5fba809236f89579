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
import { PROBLEMS, type AltinnProblem } from './altinn-problems.js'
import type { ApprovalPage } from './altinn-requests.js'
import {
  answerPage,
  findRequest,
  loggedOutPage,
  loginPage,
  logOutAddress,
  lostPage,
  matterOf,
  OVERVIEW,
  refusalOf,
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
} from './site.js'
import { userChoices } from './site-words.js'
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
  for (const kind of APPROVAL_PAGES) router.use(answerRouter(world, site, kind))
  return router
}

const APPROVAL_PAGES: readonly ApprovalPage[] = ['request', 'agentrequest', 'changerequest']

/** Who the visitor is, whom the visitor acts for, and in which language. */
function logInRouter(world: World, { sessions, form, visitor, show }: Site): Router {
  const router = Router()

  router.get(LOG_IN, (req, res) => {
    const who = visitor(req, res)
    const goTo = localPath(textFrom(req.query['goto']))
    const choices = userChoices(world, orgNoAskedIn(world, goTo), who.texts)
    show(res, who, loginPage(choices, goTo, who.texts))
  })

  router.post(LOG_IN, ...form, (req, res) => {
    const goTo = localPath(textFrom(req.body['goto']))
    const person = world.state.persons.get(textFrom(req.body['person']))
    if (!person) return res.redirect(303, logInAddress(goTo))
    const asked = orgNoAskedIn(world, goTo)
    const actingFor = asked && isRelatedTo(asked, person) ? asked : person.roles[0]?.orgNo
    sessions.logIn(req, res, { pid: person.pid, ...(actingFor && { actingFor }) })
    res.redirect(303, goTo)
  })

  router.post('/acting-for', ...form, (req, res) => {
    const { session, person } = visitor(req, res)
    const orgNo = textFrom(req.body['organisation'])
    if (person && isRelatedTo(orgNo, person)) session.actingFor = orgNo
    res.redirect(303, withoutChoice(localPath(textFrom(req.body['back']))))
  })

  router.post('/language', ...form, (req, res) => {
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
  kind: ApprovalPage,
): Router {
  const router = Router()
  const page = `/accessmanagement/ui/systemuser/${kind}`

  router.get(page, (req, res) => {
    const asked = askedIn(req, res)
    if (!asked) return
    const { request, person } = asked
    const missing = 'kind' in request ? undefined : packagesMissingFor(world, request, person)
    showRequest(res, asked, missing && { problem: missing, status: 200 })
  })

  router.post(page, ...form, (req, res) => {
    const asked = askedIn(req, res)
    if (!asked) return
    const { request, person, standing, leave } = asked
    const answer = textFrom(req.body['answer'])
    const give = ANSWERS[kind][answer]
    const isElsewhere = standing === 'otherOrganisation'
    if (!give || isElsewhere) return showRequest(res, asked)

    const problem = give(world, request.id, person)
    if (problem) showRequest(res, asked, { problem, status: PROBLEMS[problem.code][0] })
    else if (answer === 'escalate') res.redirect(303, localPath(req.originalUrl))
    // A browser checks where a form leads through all redirects; hence not straight to the vendor.
    else res.redirect(303, leave === 'overview' ? OVERVIEW : logOutAddress(kind, request.id))
  })

  router.get(`/accessmanagement/api/v1/systemuser/${kind}/:id/logout`, (req, res) => {
    sessions.logOut(req, res)
    const nobody = visitor(req, res)
    const redirectUrl = findRequest(world, kind, textFrom(req.params['id']))?.redirectUrl
    show(res, nobody, loggedOutPage(redirectUrl, nobody.texts))
  })

  /** Who stands in front of which request. Undefined when another page has been shown instead. */
  function askedIn(req: Request, res: Response) {
    const who = visitor(req, res)
    const { person, session, texts } = who
    const id = textFrom(req.query['id']).trim().toLowerCase()
    if (!id) return show(res, who, lostPage('missingId', texts), { status: 400 })
    const request = findRequest(world, kind, id)
    if (!request) return show(res, who, lostPage('notFound', texts), { status: 404 })
    if (!person) return res.redirect(303, logInAddress(req.originalUrl))

    const { partyOrgNo } = request
    const isChosenForUs = req.query['DONTCHOOSEREPORTEE'] === 'true'
    const actingFor =
      isChosenForUs && isRelatedTo(partyOrgNo, person) ? partyOrgNo : session.actingFor
    // Altinn's own word for a request that was opened from the overview: no log-out, no way back.
    const leave = req.query['skiplogout'] === 'true' ? 'overview' : 'logOut'
    const standing = standingOf(world, request, person, actingFor)
    return { who, request, person, actingFor, standing, leave } as const
  }

  function showRequest(
    res: Response,
    { who, request, person, actingFor, standing, leave }: Asked,
    refused?: { problem: AltinnProblem; status: number },
  ): void {
    const { language, texts } = who
    const matter = matterOf(world, request, language, texts)
    const alert = refused && refusalOf(world, refused.problem, request, person, language, texts)
    const mayNotSee = standing === 'mayNot' || standing === 'otherOrganisation'
    show(res, who, answerPage(matter, standing, texts, { leave, alert }), {
      status: mayNotSee ? 403 : (refused?.status ?? 200),
      ...(actingFor && { actingFor }),
    })
  }
  type Asked = Exclude<ReturnType<typeof askedIn>, void>

  return router
}

type Answer = (world: World, id: string, person: Person) => AltinnProblem | undefined

const ANSWERS: Record<ApprovalPage, Record<string, Answer>> = {
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

/** The organisation that the page is about, so that its own people can be offered. */
function orgNoAskedIn(world: World, path: string): string | undefined {
  const { pathname, searchParams } = new URL(path, world.origin)
  const kind = APPROVAL_PAGES.find(page => pathname.endsWith(`/${page}`))
  return kind && findRequest(world, kind, searchParams.get('id') ?? '')?.partyOrgNo
}

/** Without the flag by which a request's organisation is chosen for the person. */
function withoutChoice(path: string): string {
  const url = new URL(path, 'http://sandbox.invalid')
  url.searchParams.delete('DONTCHOOSEREPORTEE')
  return url.pathname + url.search
}
