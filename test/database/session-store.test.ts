import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import express, { type Request } from 'express'
import session from 'express-session'
import request from 'supertest'
import { afterEach, expect, test } from 'vitest'
import type { Database } from '../../src/database/database.js'
import { createSessionStore, generateId } from '../../src/database/session-store.js'
import type { Audience } from '../../src/database/tables.js'
import { describeOnBoth, lookInto } from '../support/databases.js'
import { hashOf } from './rows.js'

declare module 'express-session' {
  interface SessionData {
    note?: string
  }
}

const SECRET = 'a secret of at least thirty-two characters'
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const START = 1_763_720_000_000

const servers: Server[] = []
afterEach(() => servers.splice(0).forEach(server => server.close()))

/** A site with a login, and with writes that take as long as a story wants. */
function openSite(database: Database, clock = { at: START }) {
  let letThemWrite = () => {}
  const held = new Promise<void>(resolve => (letThemWrite = resolve))
  let waiting = 0

  const store = createSessionStore({ sessions: database.sessions, now: () => clock.at })
  const app = express()
  app.use(
    session({
      store,
      genid: generateId,
      secret: SECRET,
      name: 'session',
      resave: false,
      saveUninitialized: false,
    }),
  )
  app.post('/login/:audience', (req, res) => {
    req.session.regenerate(() => {
      req.session.audience = req.params.audience as Audience
      req.session.user = 'kari'
      res.end()
    })
  })
  app.post('/logout', (req, res) => req.session.destroy(() => res.end()))
  app.post('/become', (req, res) => {
    Object.assign(req.session, req.query)
    req.session.save(problem => res.end(String(problem)))
  })
  app.post('/write', async (req, res) => {
    waiting++
    if (req.query['held'] !== undefined) await held
    req.session.note = String(req.query['note'])
    res.end()
  })
  app.post('/write-twice', async (req, res) => {
    req.session.note = 'first'
    req.session.save()
    req.session.note = 'second'
    res.end()
  })
  app.get('/who', (req, res) => res.json(whoIs(req)))
  app.use(((error, _req, res, _next) => {
    res.status(500).end(String(error))
  }) satisfies express.ErrorRequestHandler)

  const server = createServer(app).listen(0)
  servers.push(server)
  const site = request(server)

  const cookieOf = (headers: Record<string, unknown>): string | undefined =>
    (headers['set-cookie'] as string[] | undefined)?.[0]?.split(';')[0]

  return {
    clock,
    store,
    letThemWrite,
    waiting: () => waiting,
    async login(audience: Audience, cookie = ''): Promise<string> {
      const { headers } = await site.post(`/login/${audience}`).set('Cookie', cookie).expect(200)
      return cookieOf(headers)!
    },
    post: (path: string, cookie = '') => site.post(path).set('Cookie', cookie),
    async newCookie(path: string, cookie = '') {
      return cookieOf((await site.post(path).set('Cookie', cookie).expect(200)).headers)
    },
    who: async (cookie = '') => (await site.get('/who').set('Cookie', cookie).expect(200)).body,
    get: (path: string, cookie = '') => site.get(path).set('Cookie', cookie),
  }
}

const whoIs = (req: Request) => ({
  user: req.session.user ?? 'nobody',
  note: req.session.note,
})
const NOBODY = { user: 'nobody' }

const cookieFor = (id: string, secret = SECRET): string => {
  const signature = createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '')
  return `session=${encodeURIComponent(`s:${id}.${signature}`)}`
}
const idIn = (cookie: string): string => decodeURIComponent(cookie).slice('session=s:'.length, -44)

describeOnBoth('A session', (open, newPlace) => {
  test('is kept between requests, and between two instances', async () => {
    const place = await newPlace()
    const database = await open({ place })
    const site = openSite(database)
    const other = openSite(database.kind === 'postgresql' ? await open({ place }) : database)

    const cookie = await site.login('customer')
    await site.post('/write?note=hello', cookie).expect(200)

    expect(await other.who(cookie)).toEqual({ user: 'kari', note: 'hello' })
  })

  test('gets another id at login, and the old one is dead', async () => {
    const site = openSite(await open())
    const visitor = await site.newCookie('/write?note=hello')

    const customer = await site.login('customer', visitor)

    expect(idIn(customer)).not.toBe(idIn(visitor!))
    expect(await site.who(visitor)).toEqual(NOBODY)
    expect(await site.who(customer)).toEqual({ user: 'kari' })
  })

  test.each(['audience=staff', 'user=ola'])(
    'never turns into %s under the same id',
    async other => {
      const site = openSite(await open())
      const cookie = await site.login('customer')

      const { text } = await site.post(`/become?${other}`, cookie)

      expect(text).toContain('only with a new id')
      expect(await site.who(cookie)).toEqual({ user: 'kari' })
    },
  )

  test('saved twice in its first request keeps the second', async () => {
    const site = openSite(await open())
    const first = await site.login('customer')
    await Promise.all(Array.from({ length: 20 }, () => site.who(first))) // all connections are open

    const cookie = await site.newCookie('/write-twice')

    expect(await site.who(cookie)).toEqual({ user: 'nobody', note: 'second' })
  })

  test('a thousand visits without a session leave no trace', async () => {
    const place = await newPlace()
    const site = openSite(await open({ place }))

    for (let i = 0; i < 20; i++)
      await Promise.all(
        Array.from({ length: 50 }, async () => {
          const { headers } = await site.get('/who')
          expect(headers['set-cookie']).toBeUndefined()
        }),
      )

    expect(await lookInto(place, 'SELECT id_hash FROM sessions')).toEqual([])
  }, 30_000)

  test('cannot be opened with what the table holds', async () => {
    const place = await newPlace()
    const site = openSite(await open({ place }))
    const cookie = await site.login('staff')

    const [row] = await lookInto<Record<string, unknown>>(place, 'SELECT * FROM sessions')

    expect(row).toMatchObject({ id_hash: hashOf(idIn(cookie)), user_key: 'kari' })
    expect(JSON.stringify(row)).not.toContain(idIn(cookie))
    expect(await site.who(cookieFor(String(row!['id_hash'])))).toEqual(NOBODY)
    expect(await site.who(cookieFor(idIn(cookie)))).toEqual({ user: 'kari' })
  })

  const forged: [string, (real: string) => string][] = [
    ['an unknown id, rightly signed', () => cookieFor(generateId())],
    ['an id somebody chose, rightly signed', () => cookieFor('chosen')],
    ['a real id without signature', real => `session=${idIn(real)}`],
    ['a real id signed with another secret', real => cookieFor(idIn(real), 'another secret')],
    ['a real cookie cut short', real => real.slice(0, -5)],
    ['half an id, rightly signed', real => cookieFor(idIn(real).slice(0, 20))],
    ['ten kilobytes, rightly signed', () => cookieFor('x'.repeat(10_000))],
    ['nothing', () => 'session='],
  ]
  test.each(forged)('is not opened, and not made, by %s', async (_, forge) => {
    const place = await newPlace()
    const site = openSite(await open({ place }))
    const cookie = forge(await site.login('customer'))

    expect(await site.who(cookie)).toEqual(NOBODY)
    const fresh = await site.newCookie('/write?note=planted', cookie)
    expect(await site.who(cookie)).toEqual(NOBODY)
    expect(idIn(fresh!)).toMatch(/^[\w-]{43}$/)
    expect(cookie).not.toContain(idIn(fresh!))
    expect(await lookInto(place, 'SELECT id_hash FROM sessions')).toHaveLength(2)
  })

  test('is not made from an id the store was only told about', async () => {
    const place = await newPlace()
    const { store } = openSite(await open({ place }))
    const planted = { cookie: { originalMaxAge: null }, user: 'kari' } as session.SessionData

    await new Promise(resolve => store.set('planted', planted, resolve))

    expect(await lookInto(place, 'SELECT id_hash FROM sessions')).toEqual([])
  })
})

describeOnBoth('A logout', (open, newPlace) => {
  test('is final, also for twenty writes that were under way', async () => {
    const database = await open()
    for (let repetition = 0; repetition < 50; repetition++) {
      const site = openSite(database)
      const cookie = await site.login('customer')
      const writes = Array.from({ length: 20 }, (_, i) =>
        site.post(`/write?held&note=${i}`, cookie).then(({ status }) => status),
      )
      while (site.waiting() < 20) await new Promise(setImmediate)

      await site.post('/logout', cookie).expect(200)
      site.letThemWrite()

      expect(new Set(await Promise.all(writes))).toEqual(new Set([200]))
      expect(await site.who(cookie)).toEqual(NOBODY)
    }
  }, 30_000)

  test('is final at once for every instance, and for everywhere somebody is signed in', async () => {
    const place = await newPlace()
    const database = await open({ place })
    const one = openSite(database)
    const two = openSite(database.kind === 'postgresql' ? await open({ place }) : database)
    const office = await one.login('staff')
    const phone = await two.login('staff')
    expect(await two.who(office)).toEqual({ user: 'kari' })

    await one.post('/logout', office)
    expect(await two.who(office)).toEqual(NOBODY)
    expect(await one.who(phone)).toEqual({ user: 'kari' })

    await database.sessions.endAllOf('kari', START)
    expect(await one.who(phone)).toEqual(NOBODY)
    expect(await two.who(phone)).toEqual(NOBODY)
  })

  test('empties the row at once, and a later clean-up removes it', async () => {
    const place = await newPlace()
    const database = await open({ place })
    const site = openSite(database)
    await site.post('/logout', await site.login('customer'))
    const staying = await site.login('staff')

    expect(await lookInto(place, 'SELECT data FROM sessions WHERE ended_at > 0')).toEqual([
      { data: '{}' },
    ])
    await database.sessions.removeOld(START + MINUTE)
    expect(await lookInto(place, 'SELECT id_hash FROM sessions')).toEqual([
      { id_hash: hashOf(idIn(staying)) },
    ])
    await database.sessions.removeOld(START + HOUR)
    expect(await lookInto(place, 'SELECT id_hash FROM sessions')).toEqual([])
  })
})

describeOnBoth('Time', (open, newPlace) => {
  const unused: [Audience, number][] = [
    ['sign-up', 60 * MINUTE],
    ['customer', 30 * MINUTE],
    ['staff', 30 * MINUTE],
  ]
  test.each(unused)('ends an unused %s session after %i ms', async (audience, limit) => {
    const site = openSite(await open())
    const [early, late] = [await site.login(audience), await site.login(audience)]

    site.clock.at = START + limit - SECOND
    expect(await site.who(early)).toEqual({ user: 'kari' })
    site.clock.at = START + limit + SECOND
    expect(await site.who(late)).toEqual(NOBODY)
    expect(await site.who(early)).toEqual(audience === 'sign-up' ? NOBODY : { user: 'kari' })
  })

  const used: [Audience, number][] = [
    ['sign-up', HOUR],
    ['customer', 2 * HOUR],
    ['staff', 8 * HOUR],
  ]
  test.each(used)('ends a %s session that is used all the time after %i ms', async (who, limit) => {
    const site = openSite(await open())
    const cookie = await site.login(who)

    for (site.clock.at = START; site.clock.at < START + limit; site.clock.at += 10 * MINUTE)
      expect(await site.who(cookie)).toEqual({ user: 'kari' })

    site.clock.at = START + limit - SECOND
    expect(await site.who(cookie)).toEqual({ user: 'kari' })
    site.clock.at = START + limit + SECOND
    expect(await site.who(cookie)).toEqual(NOBODY)
  })

  test('is not turned back by a write that began before the end', async () => {
    const site = openSite(await open())
    const cookie = await site.login('customer')
    const write = site.post('/write?held&note=late', cookie).then(({ status }) => status)
    while (site.waiting() < 1) await new Promise(setImmediate)

    site.clock.at = START + 31 * MINUTE
    site.letThemWrite()
    await write

    expect(await site.who(cookie)).toEqual(NOBODY)
  })

  test('is written down once a minute, however many pages are read', async () => {
    const place = await newPlace()
    const site = openSite(await open({ place }))
    const cookie = await site.login('customer')
    const seen = async () => {
      await Promise.all(Array.from({ length: 10 }, () => site.who(cookie)))
      const [row] = await lookInto<{ at: unknown }>(
        place,
        'SELECT last_seen_at AS at FROM sessions',
      )
      return Number(row!.at) - START
    }

    site.clock.at = START + 59 * SECOND
    expect(await seen()).toBe(0)
    site.clock.at = START + 61 * SECOND
    expect(await seen()).toBe(61 * SECOND)
    site.clock.at = START + 120 * SECOND
    expect(await seen()).toBe(61 * SECOND)
    site.clock.at = START + 121 * SECOND
    expect(await seen()).toBe(121 * SECOND)
  })
})

describeOnBoth('Without a database', open => {
  test('nobody is signed in or out: a page with a session is an error', async () => {
    const database = await open()
    const site = openSite(database)
    const cookie = await site.login('customer')
    await database.close()

    const { status, text } = await site.get('/who', cookie)

    expect(status).toBe(500)
    expect(text).toContain('DatabaseError')
    expect(await site.who()).toEqual(NOBODY) // no cookie, no question to the database
  })
})
