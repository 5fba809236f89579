import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import express from 'express'
import { startAction } from '../../src/action.js'
import { createApp } from '../../src/app.js'
import { compose } from '../../src/compose.js'
import { loadConfig } from '../../src/config.js'
import { createLog } from '../../src/log.js'
import { actionOf } from '../../src/web/request-action.js'
import { serve } from '../../src/web/serve.js'
import { startSession } from '../../src/web/session.js'
import { takePart } from './contestant.mjs'
import { createReferenceCall, newKeyPem } from './reference-call.mjs'

/*
 *     route <upstream>            the reference call alone, in an Express app without anything else
 *     app <upstream> <folder>     the whole of SmartCloud, with the reference call as one more route
 *
 * The call is at /call, and /start begins a session. Every line is logged, as in production.
 */
const [kind, upstream, folder] = process.argv.slice(2)
const log = createLog()

async function route() {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  const handler = await createReferenceCall({ upstream, log, actionOf: () => startAction() })
  return app.get('/call', handler)
}

async function wholeApp() {
  const config = loadConfig({
    UPSTREAMS: 'sandbox',
    SANDBOX_URL: upstream,
    BASE_URL: 'http://localhost:3000',
    SESSION_SECRET: randomBytes(32).toString('base64url'),
    DATABASE_FILE: join(folder, 'app.db'),
    MASKINPORTEN_CLIENT_ID: 'bench',
    MASKINPORTEN_KEY: newKeyPem(),
    MASKINPORTEN_KID: 'bench',
    SYSTEM_ID: '991825827_smartcloud',
  })
  const { deps } = await compose(config, { log })
  const app = createApp({ ...deps, requestsPerMinute: Number.MAX_SAFE_INTEGER })

  const router = express.Router()
  router.get('/call', await createReferenceCall({ upstream, log, actionOf }))
  router.get('/start', (req, res) => beginSession(req).then(() => res.end()))
  // In front of the two last layers, which turn away what nobody has answered.
  app.use(router)
  const { stack } = app.router
  stack.splice(-2, 0, stack.pop())
  return app
}

const beginSession = req =>
  startSession(req, { onboardings: ['6a0c3a0e-52a0-4f43-9d2c-0c7f6a1b7e55'] })

const app = await { route, app: wholeApp }[kind]()
const { port } = await serve(app, 0, '127.0.0.1')
takePart(port)
