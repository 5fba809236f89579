import { randomUUID } from 'node:crypto'
import express, { type Request, type Response, type Router } from 'express'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import type { Cookies } from '../web/cookies.js'
import { renderPage, speechOf } from '../web/pages.js'
import { sendProblem } from '../web/problem-details.js'
import { actionOf } from '../web/request-action.js'
import { SESSION_COOKIE } from '../web/session.js'
import { visitorOf } from '../web/visitor.js'
import { apiDescription } from './api-description.js'
import { apiDocsPage } from './api-docs-page.js'
import { OPERATIONS, PROBLEMS, type Operation, type ProblemCode } from './api-operations.js'
import type { ReferenceApis } from './apis.js'
import { readPeriod, type AskedPeriod } from './claims-period.js'
import { readTab, type Tab } from './claims-tabs.js'
import type { Reply, SystemUserOwner } from './client.js'
import { ownerOf, type ClientLists, type Viewer, type ViewerOf } from './viewer.js'

/**
 * The same figures for programs: JSON, and errors as problems. Reading needs the session's cookie
 * and nothing else; whoever may not read is told so where they asked, and never sent to sign in.
 */
export function apiRouter(deps: {
  apis: ReferenceApis
  viewerOf: ViewerOf
  clientLists: ClientLists
  baseUrl: string
  cookies: Cookies
  now: () => number
}): Router {
  const { apis, viewerOf, clientLists, baseUrl, now } = deps
  const described = { baseUrl, cookie: deps.cookies.name(SESSION_COOKIE) }
  const router = express.Router()

  router.get('/api/openapi.json', (_req, res) => {
    res.json(apiDescription(described))
  })
  router.get('/api/docs', (_req, res) => {
    renderPage(res, apiDocsPage(described, speechOf(res)))
  })

  for (const operation of OPERATIONS)
    router.get(operation.path, async (req, res) => {
      const viewer = await viewerOf(visitorOf(req))
      if (!viewer) return refuse(res, 'not_signed_in')
      const party = await partyFor(viewer, req.params['org'])
      if (!party) return refuse(res, 'not_found')
      if (viewer.isWithdrawn) return refuse(res, 'access_withdrawn')
      return answer(operation, { party, owner: ownerOf(viewer) }, req, res)
    })

  /** The visitor's own organisation, or one of its clients: any other is as good as unknown. */
  async function partyFor(viewer: Viewer, named: unknown) {
    const { organisationNumber } = viewer
    if (named === undefined || named === organisationNumber) return organisationNumber
    const choice = await clientLists.choiceOf(viewer, named)
    return choice?.clients.find(client => client.organisationNumber === named)?.organisationNumber
  }

  async function answer({ asks }: Operation, about: About, req: Request, res: Response) {
    const { party, owner } = about
    const action = actionOf(res)
    switch (asks.of) {
      case 'logistics':
        return tell(await apis.logistics(party, owner, action), party, res)
      case 'salary':
        return tell(await apis.salary(party, owner, action), party, res)
      case 'systemUser':
        return tell(await apis.systemUserInfo(owner, action), party, res)
      case 'claims':
        return answerClaims(asks.tab, about, req, res)
    }
  }

  async function answerClaims(tab: Tab, about: About, req: Request, res: Response) {
    const period = readPeriod(tab === 'open' ? {} : req.query, now())
    if (!period.dates) return refusePeriod(res, period)

    const correlationId = randomUUID()
    const question = { ...about, correlationId }
    const reply = await readTab(apis.claims, tab, question, period.dates, actionOf(res))
    if (reply.state === 'answer' && reply.data.data.skjermet)
      return send(res, about.party, { state: 'withheld', correlationId, data: null })
    const bare: Reply<unknown> =
      reply.state === 'answer' ? { state: 'answer', data: reply.data.data } : reply
    return tell(bare, about.party, res, { correlationId })
  }

  function tell(
    reply: Reply<unknown>,
    party: OrganisationNumber,
    res: Response,
    more: object = {},
  ) {
    switch (reply.state) {
      case 'answer':
        return send(res, party, { state: 'found', ...more, data: reply.data })
      case 'nothing':
        return send(res, party, { state: 'nothing', ...more, data: null })
      case 'noPermission':
        return refuse(res, 'no_permission')
    }
  }

  const send = (res: Response, organisationNumber: OrganisationNumber, answered: object): void => {
    const fetchedAt = new Date(now()).toISOString()
    res.json({ organisationNumber, fetchedAt, ...answered })
  }

  return router
}

/** Whose data, with whose system user. */
interface About {
  party: OrganisationNumber
  owner: SystemUserOwner
}

function refuse(res: Response, code: ProblemCode): void {
  const [status, title] = PROBLEMS[code]
  sendProblem(res, { status, code, title })
}

function refusePeriod(res: Response, { problems }: AskedPeriod): void {
  const words: Readonly<Record<'from' | 'to', Readonly<Record<string, string>>>> =
    speechOf(res).t.problems.period
  const errors = (['from', 'to'] as const).flatMap(parameter => {
    const problem = problems[parameter]
    if (!problem) return []
    return [{ parameter, code: snake(problem), detail: words[parameter][problem] ?? '' }]
  })
  const [status, title] = PROBLEMS.invalid_period
  sendProblem(res, { status, code: 'invalid_period', title, errors })
}

const snake = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
