import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express'
import { adminRouter, type SandboxDesk } from './desk/admin.js'
import { createLogoutTokens, type MakeLogoutToken } from './oidc/logout.js'
import { createQuickServer } from './quick-server.js'
import { putRows, stateFromSeedFile, type Rows, type SeedFile } from './rows/seed-file.js'
import { copyOfState } from './rows/seed.js'
import { registerClient, type ClientRegistration } from './state/clients.js'
import {
  oidcClients,
  registerOidcClient,
  type OidcClientRegistration,
} from './state/oidc-clients.js'
import type { Client, OidcClient, SandboxState } from './state/state.js'
import { createCallLog, logCalls, noteFailure, type CallLog } from './world/call-log.js'
import { faultMiddleware } from './world/fault-play.js'
import { createFaultDesk, type FaultDesk } from './world/faults.js'
import { namesAt, type Names } from './world/names.js'
import type { Quirks } from './world/quirks.js'
import { createSigningKeys } from './world/signing-keys.js'
import type { World } from './world/world.js'

export interface SandboxOptions {
  /** 0 (default) takes any free port. */
  port?: number
  host?: string
  /** Epoch milliseconds. */
  now?: () => number
  /** What is there at the beginning, and after a reset; the sample unless given. */
  seed?: SeedFile
  /** The address others know the sandbox by, when something stands in front of it. */
  publicOrigin?: string
  /** To speak as a real environment, for clients whose addresses are fixed and lead here. */
  names?: Partial<Names>
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
  /** Maskinporten's issuer: the origin with a slash, unless it has another name. */
  issuer: string
  names: Names
  state: SandboxState
  faults: FaultDesk
  calls: CallLog
  /** Epoch milliseconds by the sandbox's clock, which can be moved. */
  now: () => number
  /** Back to the seed, the real clock, nobody logged in, no faults and no calls. Registered clients stay. */
  reset(): void
  /** Adds rows, or puts them in the place of those with their keys: all of them, or none. */
  putRows(rows: Rows): void
  registerClient(registration: ClientRegistration): Client
  /** Lets somebody's site ask the sandbox who a visitor is. Stays over a reset, too. */
  registerOidcClient(registration: OidcClientRegistration): OidcClient
  /** What the OpenID provider would tell a client whose visitor has logged out, or a forgery. */
  logoutToken: MakeLogoutToken
  /** At once, whoever is still waiting for an answer. */
  close(): Promise<void>
}

/**
 * Opens a sandbox that answers with these routers, on an address of its own.
 *
 * @throws {SeedProblem}
 * @throws {NameProblem}
 */
export async function openSandbox(
  routers: readonly ((world: World, desk: SandboxDesk) => Router)[],
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const { port = 0, host = 'localhost', now = Date.now, seed = {} } = options
  const state = stateFromSeedFile(seed, now())
  const namesOf = (origin: string) => namesAt(origin, options.names)
  namesOf(options.publicOrigin ?? 'http://localhost') // before there is a server to be left behind
  const app = express()
  const server = createQuickServer(app)
  await listen(server, port, host)
  const { port: actualPort } = server.address() as AddressInfo

  const origin = options.publicOrigin ?? `http://${nameOf(host)}:${actualPort}`
  const faults = createFaultDesk()
  let resets = 0
  const world: World = {
    state,
    origin,
    names: namesOf(origin),
    now: () => now() + faults.clockOffset(),
    resets: () => resets,
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
  const registeredOidc = new Map<string, OidcClientRegistration>()
  const registerOidc = (registration: OidcClientRegistration) => {
    const client = registerOidcClient(state, registration)
    registeredOidc.set(client.clientId, { ...registration, clientId: client.clientId })
    return client
  }
  const reset = () => {
    resets++
    faults.clear()
    faults.moveClock(-faults.clockOffset())
    world.calls.clear()
    renew(state, stateFromSeedFile(seed, now()))
    for (const { systemId, ...client } of registered.values()) {
      const survives = systemId !== undefined && state.systems.has(systemId)
      registerClient(state, { ...client, ...(survives && { systemId }) }, world.now())
    }
    for (const client of registeredOidc.values()) registerOidcClient(state, client)
  }

  const desk: SandboxDesk = {
    reset,
    putRows(rows) {
      const copy = copyOfState(state)
      putRows({ state: copy, now: world.now }, rows)
      renew(state, copy)
    },
    registerClient: register,
    removeClient(clientId) {
      registered.delete(clientId)
      return state.clients.delete(clientId)
    },
    registerOidcClient: registerOidc,
    removeOidcClient(clientId) {
      registeredOidc.delete(clientId)
      return oidcClients(state).delete(clientId)
    },
    logoutToken: createLogoutTokens(world),
  }

  furnish(app, world, routers, desk)
  server.on('request', (req, res) => {
    req.url = pathIn(req.url ?? '/')
    app(req, res)
  })
  return {
    origin,
    issuer: world.names.issuer,
    names: world.names,
    state,
    faults,
    calls: world.calls,
    now: world.now,
    reset,
    putRows: desk.putRows,
    registerClient: register,
    registerOidcClient: registerOidc,
    logoutToken: desk.logoutToken,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function furnish(
  app: Express,
  world: World,
  routers: readonly ((world: World, desk: SandboxDesk) => Router)[],
  desk: SandboxDesk,
): void {
  app.disable('x-powered-by')
  app.disable('etag')

  app.use(byOurClock(world))
  app.use('/_sandbox', adminRouter(world, desk))
  app.use(logCalls(world), faultMiddleware(world))
  for (const router of routers) app.use(router(world, desk))

  app.use(noSuchAddress, unexpected)
}

/** Through a proxy come whole addresses, whose path is what counts. Nonsense leads nowhere. */
function pathIn(address: string): string {
  if (address.startsWith('/')) return address
  if (!URL.canParse(address)) return `/${encodeURIComponent(address)}`
  const { pathname, search } = new URL(address)
  return pathname + search
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
