import { Router, type NextFunction, type RequestHandler, type Response } from 'express'
import { readMaskinportenToken, type WithHeaders } from '../altinn/bearer-token.js'
import type { World } from '../world/world.js'
import { claimsRouter } from './claims-api.js'
import { mayRead, pdpRouter } from './pdp.js'

/**
 * The APIs a system user is for: three demonstrations, Krav og betalinger, and the PDP behind them.
 *
 * @see https://github.com/TheTechArch/altinn-systemuser (`src/SystemUserApi`)
 */
export function referenceApiRouter(world: World): Router {
  const router = Router()
  router.use('/api', demoApis(world))
  router.use(claimsRouter(world), pdpRouter(world))
  return router
}

function demoApis(world: World): Router {
  const api = Router()
  api.all('/SystemUserInfo', getOnly, systemUserInfo(world))
  api.all('/Logistics/:orgNo', getOnly, logistics(world))
  api.all('/Salary/:orgNo', getOnly, salary(world))
  api.use((_req, res) => void res.status(404).end())
  return api
}

const systemUserInfo =
  (world: World): RequestHandler =>
  async (req, res) => {
    const token = await admit(world, req, res)
    if (!token) return
    if (!token.systemUser) return void res.status(204).end()

    const { ids, orgId, systemId } = token.systemUser
    res.json({
      type: 'urn:altinn:systemuser',
      systemuser_org: { authority: 'iso6523-actorid-upis', ID: orgId },
      systemuser_id: ids,
      system_id: systemId,
    })
  }

const logistics = (world: World) =>
  aboutParty(world, 'ttd_systembruker-logistikk-demo', party => ({
    ...(world.state.logistics.get(party) ?? ANYBODYS_LOGISTICS),
    createTime: new Date(world.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
  }))

const salary = (world: World) =>
  aboutParty(
    world,
    'ttd_systembruker-salary',
    party => world.state.salary.get(party) ?? ANYBODYS_SALARY,
  )

const ANYBODYS_LOGISTICS = {
  status: 'VeryWell',
  shipmentStatus: 'InTransit',
  importStatus: 'Vandaley',
  exportStatus: 'Backlog',
  transitStatus: 'InShipment',
}
const ANYBODYS_SALARY = { salaryStatus: 'Paid', salaryAmount: 1337 }

/** The organisation number is not looked at: nonsense is a party the PDP does not know. */
const aboutParty =
  (
    world: World,
    resourceId: string,
    answer: (party: string) => object,
  ): RequestHandler<{ orgNo: string }> =>
  async (req, res) => {
    const token = await admit(world, req, res)
    if (!token) return

    const party = req.params.orgNo
    const verdict = mayRead(world, token, resourceId, party)
    if (verdict === 'pdpUnreachable') return void res.status(500).end()
    if (verdict === 'no') return accessDenied(req, res)
    res.json(answer(party))
  }

/** Before anybody is asked who they are, as in ASP.NET. */
function getOnly({ method }: { method: string }, res: Response, next: NextFunction): void {
  if (method === 'GET') return next()
  res.status(405).set('Allow', 'GET').end()
}

/** The token, or nothing when the answer has been sent already. */
async function admit(world: World, req: WithHeaders, res: Response) {
  const bearer = await readMaskinportenToken(req, world)
  if (bearer.ok && bearer.token.scopes.includes('altinn:systembruker.demo')) return bearer.token

  if (bearer.ok) refuse(res, 403, 'Bearer error="insufficient_scope"')
  else if (!bearer.problem) refuse(res, 401, 'Bearer')
  else refuse(res, 401, `Bearer error="invalid_token", error_description="${bearer.problem}"`)
  return undefined
}

const refuse = (res: Response, status: number, challenge: string) =>
  void res.status(status).set('WWW-Authenticate', challenge).end()

/** Text is what the API prefers; only who asks for JSON and nothing else gets a JSON string. */
function accessDenied(req: WithHeaders, res: Response): void {
  const accept = req.get('accept') ?? ''
  res.status(403)
  if (accept.includes('application/json') && !accept.includes('*/*')) res.json('Access denied')
  else res.type('text/plain').send('Access denied')
}
