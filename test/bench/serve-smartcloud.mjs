import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import express from 'express'
import { startAction } from '../../src/action.js'
import { createApp } from '../../src/app.js'
import { compose } from '../../src/compose.js'
import { loadConfig } from '../../src/config.js'
import { createLog } from '../../src/log.js'
import { ACCESS } from '../../src/web/access.js'
import { serve, tidyEarly } from '../../src/web/serve.js'
import { renewSession } from '../../src/web/session.js'
import { takePart } from './contestant.mjs'
import { createReferenceCall, newKeyPem, ORGANISATION } from './reference-call.mjs'

/*
 *     route <upstream>            the reference call alone, in an Express app without anything else
 *     app <upstream> <folder> [on]  the whole of SmartCloud, whose JSON API makes the same call; with
 *                                 `on`, Røntgen records it
 *
 * The call is at /call and at /api/logistics/…, and /start signs a customer in. Every line is logged, as in production.
 */
const [kind, upstream, folder, recording = 'off'] = process.argv.slice(2)
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
    DATABASE_FILE: join(folder, `app-${recording}.db`),
    MASKINPORTEN_CLIENT_ID: 'bench',
    MASKINPORTEN_KEY: newKeyPem(),
    MASKINPORTEN_KID: 'bench',
    SYSTEM_ID: '991825827_smartcloud',
    INSPECTOR: recording,
  })
  const { deps } = await compose(config, { log })
  const app = createApp({
    ...deps,
    viewerOf: async ({ signedIn }) => signedIn && VIEWER,
    requestsPerMinute: Number.MAX_SAFE_INTEGER,
  })

  const router = express.Router()
  router.get('/start', (req, res) => signIn(req).then(() => res.end()))
  // Behind the sessions, and in front of the guard, which knows no such address.
  app.use(router)
  const { stack } = app.router
  const guard = stack.findIndex(({ handle }) => handle.stack?.length >= ACCESS.length)
  stack.splice(guard, 0, stack.pop())
  return app
}

const VIEWER = {
  organisationNumber: ORGANISATION,
  companyName: 'MÅLT OG VEID AS',
  requestId: 'bench',
  packageId: 'smartbasic',
  externalReference: null,
  resources: [],
  isWithdrawn: false,
}

const signIn = req =>
  renewSession(req, {
    audience: 'customer',
    user: 'bench|somebody',
    signedIn: {
      audience: 'customer',
      name: 'Somebody',
      organisationNumber: ORGANISATION,
      organisationName: VIEWER.companyName,
    },
  })

const app = await { route, app: wholeApp }[kind]()
const { port } = await serve(app, 0, '127.0.0.1')
if (kind === 'app') tidyEarly() // as `npm start` does
takePart(port)
