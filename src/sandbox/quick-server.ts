import { createServer, IncomingMessage, ServerResponse, type Server } from 'node:http'
import type { Express } from 'express'

/**
 * A server for an app that is yet to be listened to. Express gives every request and response its
 * own prototypes, which costs Node before 24 a good part of what an answer takes; here they are
 * born with them.
 *
 * @see https://github.com/expressjs/express/issues/5998
 */
export function createQuickServer(app: Express): Server {
  // Plain constructor functions: a class loses all of the gain.
  function Request(this: IncomingMessage, socket: unknown) {
    Reflect.apply(IncomingMessage as unknown as () => void, this, [socket])
  }
  function Response(this: ServerResponse, request: unknown, options: unknown) {
    Reflect.apply(ServerResponse as unknown as () => void, this, [request, options])
  }
  Request.prototype = app.request
  Response.prototype = app.response
  return createServer({
    IncomingMessage: Request as unknown as typeof IncomingMessage,
    ServerResponse: Response as unknown as typeof ServerResponse,
  })
}
