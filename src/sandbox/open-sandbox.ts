import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express'
import { adminRouter, type SandboxDesk } from './admin.js'
import type { Quirks } from './altinn-paging.js'
import { createCallLog, logCalls, noteFailure, type CallLog } from './call-log.js'
import { registerClient, type ClientRegistration } from './clients.js'
import { faultMiddleware } from './fault-play.js'
import { createFaultDesk, type FaultDesk } from './faults.js'
import { SAMPLE, stateFromSeed, type Seed } from './seed.js'
import { createSigningKeys } from './signing-keys.js'
import type { Client, SandboxState } from './state.js'
import type { World } from './world.js'

export interface SandboxOptions {
  /** 0 (default) takes any free port. */
  port?: number
  host?: string
  /** Epoch milliseconds. */
  now?: () => number
  seed?: Seed
  /** The address others know the sandbox by, when something stands in front of it. */
  publicOrigin?: string
  /** See `World`. */
  ledgerDate?: 'seed' | 'clock'
  /** Default: new ones, made in the background. Many sandboxes in one process may share theirs. */
  keys?: World['keys']
  /** Oddities of Altinn to copy or to leave out. */
  quirks?: Partial<Quirks>
}

export interface Sandbox {
  /** Without a slash at the end. */
  origin: string
  /** Maskinporten's issuer: the origin with a slash. */
  issuer: string
  state: SandboxState
  faults: FaultDesk
  calls: CallLog
  /** Epoch milliseconds by the sandbox's clock, which can be moved. */
  now: () => number
  /** Back to the seed, the real clock, no faults and no calls. Registered clients stay. */
  reset(): void
  registerClient(registration: ClientRegistration): Client
  /** At once, whoever is still waiting for an answer. */
  close(): Promise<void>
}

/** Opens a sandbox that answers with these routers, on an address of its own. */
export async function openSandbox(
  routers: readonly ((world: World, desk: SandboxDesk) => Router)[],
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const { port = 0, host = 'localhost', now = Date.now, seed = SAMPLE } = options
  const state = stateFromSeed(seed, now())
  const server = createServer()
  await listen(server, port, host)
  const { port: actualPort } = server.address() as AddressInfo

  const faults = createFaultDesk()
  const world: World = {
    state,
    origin: options.publicOrigin ?? `http://${nameOf(host)}:${actualPort}`,
    now: () => now() + faults.clockOffset(),
    keys: options.keys ?? { maskinporten: createSigningKeys(), altinn: createSigningKeys() },
    faults,
    calls: createCallLog(),
    ledgerDate: options.ledgerDate ?? 'seed',
    ...(options.quirks && { quirks: options.quirks }),
  }

  const registered = new Map<string, ClientRegistration>()
  const register = (registration: ClientRegistration) => {
    const client = registerClient(state, registration, world.now())
    registered.set(client.clientId, { ...registration, clientId: client.clientId })
    return client
  }
  const reset = () => {
    faults.clear()
    faults.moveClock(-faults.clockOffset())
    world.calls.clear()
    renew(state, stateFromSeed(seed, now()))
    for (const { systemId, ...client } of registered.values()) {
      const survives = systemId !== undefined && state.systems.has(systemId)
      registerClient(state, { ...client, ...(survives && { systemId }) }, world.now())
    }
  }

  server.on('request', createSandboxApp(world, routers, { reset, registerClient: register }))
  return {
    origin: world.origin,
    issuer: `${world.origin}/`,
    state,
    faults,
    calls: world.calls,
    now: world.now,
    reset,
    registerClient: register,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function createSandboxApp(
  world: World,
  routers: readonly ((world: World, desk: SandboxDesk) => Router)[],
  desk: SandboxDesk,
): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')

  app.use(byOurClock(world))
  app.use('/_sandbox', adminRouter(world, desk))
  app.use(logCalls(world), faultMiddleware(world))
  for (const router of routers) app.use(router(world, desk))

  app.use(noSuchAddress, unexpected)
  return app
}

/** Whoever measures the difference between the clocks must see the sandbox's. */
const byOurClock =
  ({ now }: World): RequestHandler =>
  (_req, res, next) => {
    res.setHeader('date', new Date(now()).toUTCString())
    next()
  }

const noSuchAddress: RequestHandler = (req, res) => {
  answer(req, res, 404, { title: 'Not Found', heading: 'Sandkassen har ingen slik side' })
}

/** Answers what Express or a body parser refused by its status, and everything else as a 500. */
const unexpected: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) return next(error)
  const { status } = error as { status?: unknown }
  if (typeof status === 'number' && status >= 400 && status < 500) {
    const title = 'The sandbox could not read the request'
    return answer(req, res, status, { title, heading: 'Sandkassen forstod ikke forespørselen' })
  }
  noteFailure(res, error)
  answer(req, res, 500, { title: 'The sandbox has failed', heading: 'Sandkassen har sviktet' })
}

/** For a program, or for a person who followed a link. */
function answer(
  req: Request,
  res: Response,
  status: number,
  { title, heading }: { title: string; heading: string },
): void {
  res.status(status)
  if (req.accepts(['json', 'html']) === 'json') res.json({ title, status })
  else res.type('html').send(page(heading))
}

const page = (heading: string) => `<!doctype html>
<html lang="nb">
<head><meta charset="utf-8"><title>${heading} – Sandkasse</title></head>
<body><h1>${heading}</h1><p>Dette er en etterligning av Altinn og Maskinporten.</p></body>
</html>
`

/** The state keeps its identity, so that nobody is left with an old one. */
function renew(state: SandboxState, fresh: SandboxState): void {
  for (const name of Object.keys(state)) delete state[name as keyof SandboxState]
  Object.assign(state, fresh)
}

const nameOf = (host: string) =>
  host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
