import express, {
  Router,
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
} from 'express'
import { z } from 'zod'
import { COLLECTIONS, OrgNo } from './admin-collections.js'
import { ClientProblem, type ClientRegistration } from './clients.js'
import { FAULT_KINDS, TOKEN_SCENARIOS } from './faults.js'
import { REFUSAL_KEYS } from './maskinporten-refusals.js'
import type { Client } from './state.js'
import { TARGET_NAMES } from './targets.js'
import type { World } from './world.js'

export interface SandboxDesk {
  reset(): void
  registerClient(registration: ClientRegistration): Client
}

/**
 * What nobody can do in the real world: look at the calls, order faults, move the clock, add rows.
 * For tests and tools on this machine; a page of another site cannot reach it.
 */
export function adminRouter(world: World, { reset, registerClient }: SandboxDesk): Router {
  const router = Router()
  const { faults, calls, state } = world
  router.use(fromThisMachine(world), express.json({ limit: '1mb', type: () => true }))

  router.get('/', (_req, res) => {
    res.json(summary(world))
  })
  router.post('/reset', (_req, res) => {
    reset()
    res.json(summary(world))
  })
  router.post('/clock', (req, res) => {
    faults.moveClock(Clock.parse(req.body).moveMs)
    res.json(summary(world))
  })
  router.post('/keys/rotate', async (_req, res) => {
    await Promise.all([world.keys.maskinporten.rotate(), world.keys.altinn.rotate()])
    res.json(await world.keys.maskinporten.jwks())
  })

  router
    .route('/calls')
    .get((req, res) => {
      res.json(calls.list(OptionalTarget.parse(req.query.target)))
    })
    .delete((_req, res) => {
      calls.clear()
      res.status(204).end()
    })

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

  router
    .route('/maskinporten')
    .get((_req, res) => {
      res.json(state.maskinporten ?? {})
    })
    .put((req, res) => {
      state.maskinporten = MaskinportenSwitches.parse(req.body)
      res.json(state.maskinporten)
    })

  const addClient: RequestHandler = (req, res) => {
    const { jwks, ...registration } = NewClient.parse(req.body)
    res.status(201).json(registerClient({ ...registration, publicJwk: jwks.keys }))
  }
  router
    .route('/clients')
    .get((_req, res) => {
      res.json([...state.clients.values()])
    })
    .post(addClient)
    .put(addClient)

  for (const [name, { list, put, remove }] of Object.entries(COLLECTIONS)) {
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
    router.delete(`/${name}/:key`, (req, res) => {
      res.status(remove(state, req.params.key) ? 204 : 404).end()
    })
  }

  router.use(sayWhatIsWrong)
  return router
}

const Clock = z.strictObject({ moveMs: z.int() })
const OptionalTarget = z.enum(TARGET_NAMES).optional()

const FaultOrder = z
  .strictObject({
    target: z.enum(TARGET_NAMES),
    kind: z.enum(FAULT_KINDS),
    times: z.int().positive().optional(),
    delayMs: z.int().nonnegative().max(600_000).optional(),
    status: z.int().min(200).max(599).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
    stores: z.boolean().optional(),
    bytes: z.int().positive().max(1_000_000_000).optional(),
    location: z.string().optional(),
    scenario: z.enum([...TOKEN_SCENARIOS, ...REFUSAL_KEYS]).optional(),
  })
  .refine(
    ({ target, kind, scenario }) =>
      (kind === 'scenario') === (scenario !== undefined) &&
      (kind !== 'scenario' || target === 'maskinporten.token'),
    { error: 'goes with kind scenario, for maskinporten.token only', path: ['scenario'] },
  )

const MaskinportenSwitches = z.strictObject({
  lenientAud: z.boolean().optional(),
  requireJti: z.boolean().optional(),
  strictIat: z.boolean().optional(),
  mp250Forbidden: z.boolean().optional(),
  kidPropagationMs: z.int().nonnegative().optional(),
})

const NewClient = z.strictObject({
  clientId: z.string().min(1).max(255).optional(),
  orgNo: OrgNo,
  name: z.string().max(255).optional(),
  jwks: z.strictObject({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) }),
  scopes: z.array(z.string().min(1)).optional(),
  systemId: z.string().optional(),
  redirectUrls: z.array(z.url()).optional(),
})

const summary = ({ state, origin, now, faults, calls }: World) => ({
  origin,
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
    const { origin } = world
    const site = req.get('sec-fetch-site') ?? 'none'
    const isOurs =
      comesFromHere(world, req) &&
      (site === 'none' || site === 'same-origin') &&
      (req.get('origin') ?? origin) === origin
    if (isOurs) return next()
    res.status(403).json({ problem: 'Only this machine, and no other web page, may do this.' })
  }

/** Whether it was sent on this machine, and to a name that cannot be another site's. */
export const comesFromHere = ({ origin }: World, req: Request): boolean =>
  LOOPBACK.test(req.socket.remoteAddress ?? '') &&
  (req.hostname === new URL(origin).hostname || LOCAL_NAMES.test(req.hostname))

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/
const LOCAL_NAMES = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

const sayWhatIsWrong: ErrorRequestHandler = (error, _req, res, next) => {
  if (error instanceof z.ZodError) res.status(400).json({ problem: z.prettifyError(error) })
  else if (error instanceof ClientProblem) res.status(400).json({ problem: error.message })
  else if (error?.type === 'entity.parse.failed')
    res.status(400).json({ problem: 'The body is not JSON.' })
  else next(error)
}
