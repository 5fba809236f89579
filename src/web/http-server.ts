import { IncomingMessage, ServerResponse, createServer, type Server } from 'node:http'
import type { Express } from 'express'

/** Slow clients are cut off, and a load balancer's own 60 s never outlives ours (requirement R16). */
const LIMITS = {
  headersTimeout: 5_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16_384,
}

/**
 * An HTTP server for an Express app. On Node 20 and 22 Express's `Object.setPrototypeOf` on every
 * request costs 75–95 µs; a server whose request and response are born with the app's prototypes
 * makes it a no-op. Node 24 does not need it.
 *
 * @see https://github.com/expressjs/express/issues/5998
 */
export function createHttpServer(app: Express): Server {
  if (Number(process.versions.node.split('.')[0]) >= 24) return createServer(LIMITS, app)

  // Plain constructor functions: a class, or Reflect.construct, loses all of the gain.
  function Request(this: IncomingMessage, socket: unknown) {
    Reflect.apply(IncomingMessage as unknown as () => void, this, [socket])
  }
  function Response(this: ServerResponse, request: unknown, options: unknown) {
    Reflect.apply(ServerResponse as unknown as () => void, this, [request, options])
  }
  Request.prototype = app.request
  Response.prototype = app.response
  return createServer(
    {
      ...LIMITS,
      IncomingMessage: Request as unknown as typeof IncomingMessage,
      ServerResponse: Response as unknown as typeof ServerResponse,
    },
    app,
  )
}
