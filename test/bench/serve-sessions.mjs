import { randomBytes } from 'node:crypto'
import express from 'express'
import session from 'express-session'
import { openDatabase } from '../../src/database/database.js'
import { createSessionStore, generateId } from '../../src/database/session-store.js'
import { cookiesFor } from '../../src/web/cookies.js'
import { serve } from '../../src/web/serve.js'
import { sessions, startSession } from '../../src/web/session.js'
import { takePart } from './contestant.mjs'

/*
 * /start begins a session, /page reads it: our middleware over one of three stores.
 *
 *     memory                  express-session's own
 *     database <place>        ours; the place is JSON, as `openDatabase` wants it
 */
const [kind, place] = process.argv.slice(2)

const STORES = {
  memory: () => new session.MemoryStore(),
  database: async () => {
    const database = await openDatabase(JSON.parse(place))
    return createSessionStore({ sessions: database.sessions, now: Date.now })
  },
}

const app = express()
app.disable('x-powered-by')
app.disable('etag')
app.use(
  sessions({
    stores: { visitor: await STORES[kind](), staff: new session.MemoryStore() },
    secrets: [randomBytes(32).toString('base64url')],
    cookies: cookiesFor({ https: false }),
    generateId,
  }),
)
app.get('/start', async (req, res) => {
  await startSession(req, { onboardings: ['6a0c3a0e-52a0-4f43-9d2c-0c7f6a1b7e55'] })
  res.end()
})
app.get('/page', (req, res) => {
  const current = req.session.onboardings?.[0]
  res.status(current ? 200 : 500).send(`Registration ${current}`)
})

const { port } = await serve(app, 0, '127.0.0.1')
takePart(port)
