import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import { ownSystemUser, selectableSystems } from '../altinn/answers.js'
import {
  createSystemUser,
  deleteSystemUser,
  isClientAdministrator,
  mayApprove,
} from '../altinn/approval.js'
import { addClient, removeClient } from '../altinn/clients.js'
import { AltinnProblem, PROBLEMS } from '../altinn/problems.js'
import {
  clientsAddress,
  CREATE,
  deletionAddress,
  logInAddress,
  OVERVIEW,
} from '../site/addresses.js'
import { textFrom, type Page, type Site, type Visitor } from '../site/site.js'
import { fill } from '../site/texts.js'
import { systemName } from '../site/words.js'
import type { SystemUser } from '../state/state.js'
import type { World } from '../world/world.js'
import { problemAlert } from './approval-pages.js'
import {
  clientsPage,
  creationPage,
  deletionPage,
  lostAccessPage,
  nobodyPage,
  overviewPage,
  type Reader,
} from './overview-pages.js'

/** The customer's system accesses: to look at, delete, create, and give clients. */
export function overviewRouter(world: World, site: Site): Router {
  const router = Router()
  const { sessions, form, visitor, show } = site

  router.get(OVERVIEW, (req, res) => {
    const found = readerOf(req, res)
    if (!found) return
    const page = overviewPage(found.reader)
    show(res, found.who, page, { status: page.alert ? 403 : 200 })
  })

  router.get(deletionAddress(':id'), (req, res) => {
    const found = managedUser(req, res)
    if (found) show(res, found.who, deletionPage(found.reader, found.user))
  })

  router.post(deletionAddress(':id'), ...form, (req, res) => {
    const found = managedUser(req, res)
    if (!found) return
    const { who, user } = found
    deleteSystemUser(world, user.id)
    finish(res, who, fill(who.texts.overview.deletion.done, { system: nameOf(who, user) }))
  })

  router.get(clientsAddress(':id'), (req, res) => {
    const found = agentIn(req, res)
    if (!found) return
    const { who, reader, user } = found
    const mayChange = isClientAdministrator(reader.orgNo, reader.person)
    show(res, who, clientsPage(reader, user), { status: mayChange ? 200 : 403 })
  })

  router.post(clientsAddress(':id'), ...form, (req, res) => {
    const found = agentIn(req, res)
    if (!found) return
    const { who, reader, user } = found
    if (!isClientAdministrator(reader.orgNo, reader.person))
      return show(res, who, clientsPage(reader, user), { status: 403 })
    const change = req.body['action'] === 'remove' ? removeClient : addClient
    const problem = change(world, user, textFrom(req.body['client']))
    if (!problem) return res.redirect(303, clientsAddress(user.id))
    const page = clientsPage(reader, user, problemAlert(problem.code, who.texts))
    show(res, who, page, { status: PROBLEMS[problem.code][0] })
  })

  router.get(CREATE, (req, res) => {
    const found = managerIn(req, res)
    if (found) show(res, found.who, creationPage(found.reader))
  })

  router.post(CREATE, ...form, (req, res) => {
    const found = managerIn(req, res)
    if (!found) return
    const { who, reader } = found
    const system = selectableSystems(world).find(({ id }) => id === req.body['system'])
    if (!system) return res.redirect(303, CREATE)
    const integrationTitle = systemName(world, system.id, 'nb')
    const order = { id: randomUUID(), orgNo: reader.orgNo, systemId: system.id, integrationTitle }
    const created = createSystemUser(world, order, reader.person)
    if (!(created instanceof AltinnProblem))
      return finish(
        res,
        who,
        fill(who.texts.overview.creation.done, { system: nameOf(who, created) }),
      )
    const page = creationPage(reader, problemAlert(created.code, who.texts))
    show(res, who, page, { status: PROBLEMS[created.code][0] })
  })

  /* Each of these shows another page, and gives nothing, when it does not find what it looks for. */

  function readerOf(req: Request, res: Response) {
    const who = visitor(req, res)
    const { session, person, language, texts } = who
    if (!person) return res.redirect(303, logInAddress(req.originalUrl))
    const orgNo = session.actingFor
    if (!orgNo) return instead(res, who, 403, nobodyPage(texts))
    return { who, reader: { world, orgNo, person, language, texts } satisfies Reader }
  }

  function managerIn(req: Request, res: Response) {
    const found = readerOf(req, res)
    if (!found) return undefined
    const { who, reader } = found
    if (mayApprove(world, reader.orgNo, reader.person)) return found
    return instead(res, who, 403, overviewPage(reader))
  }

  function managedUser(req: Request, res: Response) {
    const found = managerIn(req, res)
    return found && withUser(req, res, found)
  }

  function agentIn(req: Request, res: Response) {
    const found = readerOf(req, res)
    const withAny = found && withUser(req, res, found)
    if (withAny?.user.userType !== 'standard') return withAny
    return instead(res, withAny.who, 404, lostAccessPage(withAny.who.texts))
  }

  function withUser(req: Request, res: Response, found: { who: Visitor; reader: Reader }) {
    const user = ownSystemUser(world, found.reader.orgNo, textFrom(req.params['id']))
    if (user) return { ...found, user }
    return instead(res, found.who, 404, lostAccessPage(found.who.texts))
  }

  function instead(res: Response, who: Visitor, status: number, page: Page): undefined {
    show(res, who, page, { status })
  }

  const nameOf = ({ language }: Visitor, user: SystemUser) =>
    systemName(world, user.systemId, language)

  function finish(res: Response, { session }: Visitor, message: string): void {
    sessions.say(session, message)
    res.redirect(303, OVERVIEW)
  }

  return router
}
