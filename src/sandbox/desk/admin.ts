import express, { Router, type ErrorRequestHandler, type RequestHandler } from 'express'
import * as z from 'zod'
import type { MakeLogoutToken } from '../oidc/logout.js'
import { SeedProblem, type Rows } from '../rows/seed-file.js'
import { oidcRegistrationFrom, withoutSecret } from '../rows/table-oidc-clients.js'
import { registrationFrom } from '../rows/table-systems.js'
import type { Table } from '../rows/table.js'
import { TABLES } from '../rows/tables.js'
import { ClientProblem, type ClientRegistration } from '../state/clients.js'
import type { OidcClientRegistration } from '../state/oidc-clients.js'
import type { Client, OidcClient } from '../state/state.js'
import { FaultOrder } from '../world/fault-orders.js'
import { isOwnOrigin } from '../world/names.js'
import { TARGET_NAMES } from '../world/targets.js'
import { comesFromHere } from '../world/this-machine.js'
import type { World } from '../world/world.js'
import { decide, DECISIONS, DecisionProblem } from './decisions.js'

export interface SandboxDesk {
  reset(): void
  /** All of them, or none. @throws {SeedProblem} */
  putRows(rows: Rows): void
  registerClient(registration: ClientRegistration): Client
  /** False when there is no such client. */
  removeClient(clientId: string): boolean
  registerOidcClient(registration: OidcClientRegistration): OidcClient
  removeOidcClient(clientId: string): boolean
  logoutToken: MakeLogoutToken
}

/**
 * What nobody can do in the real world: look at the calls, order faults, move the clock, add rows.
 * For tests and tools on this machine; a page of another site cannot reach it.
 */
export function adminRouter(world: World, desk: SandboxDesk): Router {
  const router = Router()
  const { faults, calls, state } = world
  router.use(fromThisMachine(world))

  router
    .route('/seed')
    .post(express.json({ limit: '100mb', type: () => true }), (req, res) => {
      desk.putRows(req.body)
      res.json(summary(world))
    })
    .all(only('POST'))
  router.use(express.json({ limit: '1mb', type: () => true }))

  router
    .route('/')
    .get((_req, res) => {
      res.json(summary(world))
    })
    .all(only('GET, HEAD'))
  router
    .route('/reset')
    .post((_req, res) => {
      desk.reset()
      res.json(summary(world))
    })
    .all(only('POST'))
  router
    .route('/clock')
    .post((req, res) => {
      const { moveMs } = Clock.parse(req.body)
      if (Math.abs(faults.clockOffset() + moveMs) > MOST_MOVED)
        return void res.status(400).json({ problem: 'The clock goes no further than a century.' })
      faults.moveClock(moveMs)
      res.json(summary(world))
    })
    .all(only('POST'))
  router
    .route('/keys/rotate')
    .post(async (_req, res) => {
      await Promise.all(Object.values(world.keys).map(keys => keys.rotate()))
      res.json(await world.keys.maskinporten.jwks())
    })
    .all(only('POST'))

  router
    .route('/calls')
    .get((req, res) => {
      res.json(calls.list(OptionalTarget.parse(req.query.target)))
    })
    .delete((_req, res) => {
      calls.clear()
      res.status(204).end()
    })
    .all(only('GET, HEAD, DELETE'))

  router
    .route('/faults')
    .get((_req, res) => {
      res.json(faults.list())
    })
    .post((req, res) => {
      res.status(201).json(faults.add(FaultOrder.parse(req.body)))
    })
    .delete((req, res) => {
      faults.clear(OptionalTarget.parse(req.query.target))
      res.status(204).end()
    })
    .all(only('GET, HEAD, POST, DELETE'))

  router
    .route('/maskinporten')
    .get((_req, res) => {
      res.json(state.maskinporten ?? {})
    })
    .put((req, res) => {
      state.maskinporten = MaskinportenSwitches.parse(req.body)
      res.json(state.maskinporten)
    })
    .all(only('GET, HEAD, PUT'))

  router
    .route('/requests/:id/:decision')
    .post((req, res) => {
      const { pid } = Decider.parse(req.body ?? {})
      const decision = z.enum(DECISIONS).parse(req.params.decision)
      res.json(decide(world, req.params.id, decision, pid))
    })
    .all(only('POST'))

  const tables: Record<string, Table> = {
    ...TABLES,
    clients: {
      ...TABLES.clients,
      put: (_place, row) => desk.registerClient(registrationFrom(row)),
      remove: (_state, clientId) => desk.removeClient(clientId),
    },
    'oidc-clients': {
      ...TABLES['oidc-clients'],
      put: (_place, row) => withoutSecret(desk.registerOidcClient(oidcRegistrationFrom(row))),
      remove: (_state, clientId) => desk.removeOidcClient(clientId),
    },
  }
  for (const [name, { list, put, remove }] of Object.entries(tables)) {
    const store: RequestHandler = (req, res) => {
      res.status(201).json(put(world, req.body))
    }
    router
      .route(`/${name}`)
      .get((_req, res) => {
        res.json(list(state))
      })
      .post(store)
      .put(store)
      .all(only('GET, HEAD, POST, PUT'))
    router
      .route(`/${name}/:key`)
      .delete((req, res) => {
        res.status(remove(state, req.params.key) ? 204 : 404).end()
      })
      .all(only('DELETE'))
  }

  router.use(nothingHere, sayWhatIsWrong)
  return router
}

const only =
  (allow: string): RequestHandler =>
  (req, res) => {
    const problem = `${req.method} is not for this address. It takes ${allow}.`
    res.status(405).set('allow', allow).json({ problem })
  }

const nothingHere: RequestHandler = (_req, res) => {
  const names = [...DESKS, ...Object.keys(TABLES)].join(', ')
  res.status(404).json({ problem: `There is nothing here. /_sandbox has ${names}.` })
}
const DESKS = ['reset', 'clock', 'keys/rotate', 'calls', 'faults', 'maskinporten', 'seed']

/** Milliseconds: dates much further away have no form in which they could be told. */
const MOST_MOVED = 100 * 365 * 24 * 60 * 60 * 1000

const Clock = z.strictObject({ moveMs: z.int() })
const OptionalTarget = z.enum(TARGET_NAMES).optional()

const MaskinportenSwitches = z.strictObject({
  lenientAud: z.boolean().optional(),
  requireJti: z.boolean().optional(),
  strictIat: z.boolean().optional(),
  mp250Forbidden: z.boolean().optional(),
  kidPropagationMs: z.int().nonnegative().optional(),
})

const Decider = z.strictObject({
  pid: z
    .string()
    .regex(/^\d{11}$/, 'must be eleven digits')
    .optional(),
})

const summary = ({ state, origin, names, now, faults, calls }: World) => ({
  origin,
  names,
  now: new Date(now()).toISOString(),
  clockMovedMs: faults.clockOffset(),
  calls: calls.count(),
  faults: faults.list().length,
  rows: Object.fromEntries(
    Object.entries(state).flatMap(([name, rows]) =>
      rows instanceof Map ? [[name, rows.size]] : [],
    ),
  ),
})

/**
 * Only what runs here, and in a browser only our own pages: another site must neither drive the
 * sandbox by a form nor read it through a host name of its own that leads to 127.0.0.1.
 */
const fromThisMachine =
  (world: World): RequestHandler =>
  (req, res, next) => {
    const site = req.get('sec-fetch-site') ?? 'none'
    const isOurs =
      comesFromHere(world, req) &&
      (site === 'none' || site === 'same-origin') &&
      isOwnOrigin(world, req.get('origin') ?? world.origin)
    if (isOurs) return next()
    res.status(403).json({ problem: 'Only this machine, and no other web page, may do this.' })
  }

const sayWhatIsWrong: ErrorRequestHandler = (error, _req, res, next) => {
  if (error instanceof z.ZodError) res.status(400).json({ problem: z.prettifyError(error) })
  else if (error instanceof ClientProblem || error instanceof SeedProblem)
    res.status(400).json({ problem: error.message })
  else if (error instanceof DecisionProblem)
    res.status(error.status).json({ problem: error.message })
  else if (error?.type === 'entity.parse.failed')
    res.status(400).json({ problem: 'The body is not JSON.' })
  else if (error?.status >= 400 && error?.status < 500)
    res.status(error.status).json({ problem: 'The sandbox could not read the request.' })
  else next(error)
}
