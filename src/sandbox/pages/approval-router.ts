import { Router, type Request, type Response } from 'express'
import {
  ANSWERS,
  APPROVAL_PAGES,
  findRequest,
  isChange,
  type AnyRequest,
} from '../altinn/answers.js'
import { isRelatedTo, mayApprove, packagesMissingFor } from '../altinn/approval.js'
import { PROBLEMS, type AltinnProblem } from '../altinn/problems.js'
import type { ApprovalPage } from '../altinn/requests.js'
import { logInAddress, logOutAddress, OVERVIEW } from '../site/addresses.js'
import { localPath, textFrom, type Site } from '../site/site.js'
import type { Person } from '../state/state.js'
import type { World } from '../world/world.js'
import {
  answerPage,
  loggedOutPage,
  lostPage,
  matterOf,
  refusalOf,
  type Standing,
} from './approval-pages.js'

/** Where a person of the customer's answers a request, at Altinn's own addresses. */
export function approvalRouter(world: World, site: Site): Router {
  const router = Router()
  for (const page of APPROVAL_PAGES) router.use(answerRouter(world, site, page))
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
    const missing = isChange(request) ? packagesMissingFor(world, request, person) : undefined
    showRequest(res, asked, missing && { problem: missing, status: 200 })
  })

  router.post(page, ...form, (req, res) => {
    const asked = askedIn(req, res)
    if (!asked) return
    const { request, person, standing, leave } = asked
    const answer = textFrom(req.body['answer'])
    const give = ANSWERS[kind].get(answer)
    if (!give || standing === 'otherOrganisation') return showRequest(res, asked)

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
    const id = textFrom(req.query['id'])
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

function standingOf(
  world: World,
  request: AnyRequest,
  person: Person,
  actingFor: string | undefined,
): Standing {
  const { partyOrgNo } = request
  if (person.roles.length > 0 && actingFor !== partyOrgNo) return 'otherOrganisation'
  if (mayApprove(world, partyOrgNo, person)) return 'mayAnswer'
  const mayForward = !isChange(request) && isRelatedTo(partyOrgNo, person)
  return mayForward ? 'mayForward' : 'mayNot'
}
