import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createServer } from 'node:net'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/database/database.js'
import { asDatabaseError, DatabaseError, DatabaseFull } from '../../src/database/errors.js'
import { describeOnPostgresql, lookInto } from '../support/databases.js'
import { BUTCHER, intent } from './rows.js'

describeOnPostgresql('Several instances', (open, newPlace) => {
  test('that start at the same time on an empty database make its tables once', async () => {
    const place = await newPlace()

    const instances = await Promise.all(Array.from({ length: 6 }, () => open({ place })))

    const begun = await Promise.all(instances.map(({ requests }) => requests.begin(intent())))
    expect(begun.filter(({ isNew }) => isNew)).toHaveLength(1)
    const run = await lookInto<{ name: string }>(place, 'SELECT name FROM kysely_migration')
    expect(run.length).toBeGreaterThan(0)
    expect(new Set(run.map(({ name }) => name)).size).toBe(run.length)
  })

  test('make one row of fifty clicks', async () => {
    const place = await newPlace()
    const instances = [await open({ place }), await open({ place })]

    const begun = await Promise.all(
      Array.from({ length: 50 }, (_, i) => instances[i % 2]!.requests.begin(intent())),
    )

    expect(new Set(begun.map(({ request }) => request.id)).size).toBe(1)
    expect(begun.filter(({ isNew }) => isNew)).toHaveLength(1)
  })

  test('do not give back a lease that another one has taken over', async () => {
    const place = await newPlace()
    const [slow, quick] = [await open({ place }), await open({ place })]
    const { request } = await slow.requests.begin(intent())

    await slow.requests.lease(request.id, 1_000, 500)
    await quick.requests.lease(request.id, 2_000, 500)
    await slow.requests.release(request.id)

    expect(await slow.requests.lease(request.id, 2_100, 500)).toBe(false)
  })
})

describeOnPostgresql('A server in trouble', (open, newPlace) => {
  test('gives up a statement that waits too long, and the next one works', async () => {
    const place = await newPlace()
    const { requests } = await open({ place, timeouts: { connectMs: 1_000, statementMs: 500 } })
    const other = new pg.Client({ connectionString: place.url })
    await other.connect()
    await other.query('BEGIN; LOCK TABLE requests IN ACCESS EXCLUSIVE MODE')

    await expect(requests.byId('x')).rejects.toMatchObject({
      code: 'database_unavailable',
      reason: '57014',
    })
    await other.end()

    expect(await requests.byId('x')).toBeUndefined()
  })

  test('cuts connections: what was under way fails, and what follows works', async () => {
    const place = await newPlace()
    // A name of our own: other stories have connections to the same server.
    const url = new URL(place.url)
    const name = `cut-${randomUUID()}`
    url.searchParams.set('application_name', name)
    const { requests, sessions, inTransaction } = await open({ place: { url: url.href } })
    const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = '${name}'`
    await Promise.all(Array.from({ length: 5 }, () => requests.byId('x')))

    const underWay = inTransaction(async tx => {
      await tx.requests.begin(intent())
      await lookInto(place, cut)
      await tx.requests.begin(intent({ organisationNumber: BUTCHER }))
    })

    await expect(underWay).rejects.toBeInstanceOf(DatabaseError)
    await sleep(200) // a connection is known to be cut when its socket says so
    for (let i = 0; i < 10; i++) {
      expect(await requests.byId('x')).toBeUndefined()
      expect(await sessions.read('x', 0)).toBeUndefined()
    }
    expect((await requests.begin(intent())).isNew).toBe(true)
  })

  test('lets us only read: a write fails, and reading goes on', async () => {
    const place = await newPlace()
    const { request } = await (await open({ place })).requests.begin(intent())
    const url = new URL(place.url)
    const options = `${url.searchParams.get('options')} -c default_transaction_read_only=on`
    url.searchParams.set('options', options)

    const { requests } = await open({ place: { url: url.href } })

    expect(await requests.byId(request.id)).toEqual(request)
    await expect(requests.end(request.id, 'x')).rejects.toMatchObject({ reason: '25006' })
  })

  test('finds a deadlock: one of the two is done again', async () => {
    const patient = { connectMs: 10_000, statementMs: 10_000 } // the server needs a second to see it
    const { inTransaction, limits } = await open({ timeouts: patient })
    await Promise.all(['a', 'b'].map(key => limits.take(key, 1_000, 10, 0)))
    let inside = 0
    let bothAreIn = () => {}
    const both = new Promise<void>(resolve => (bothAreIn = resolve))

    const takeBoth = (first: string, second: string) =>
      inTransaction(async tx => {
        await tx.limits.take(first, 1_000, 10, 0)
        if (++inside === 2) bothAreIn()
        await both
        await tx.limits.take(second, 1_000, 10, 0)
      })
    await Promise.all([takeBoth('a', 'b'), takeBoth('b', 'a')])

    expect(inside).toBe(3)
    expect(await limits.take('a', 1_000, 10, 0)).toMatchObject({ remaining: 6 })
    expect(await limits.take('b', 1_000, 10, 0)).toMatchObject({ remaining: 6 })
  }, 30_000)
})

describe('A server that does not let us in', () => {
  const silent = createServer(() => {}).listen(0)
  const port = () => (silent.address() as { port: number }).port
  afterAll(() => silent.close())

  test.each([
    ['is not there', () => 'postgres://kari:secret@127.0.0.1:1/test', /No server answers/],
    ['has an impossible address', () => 'postgres://kari:secret@127.0.0.1:x/', /cannot be read/],
    ['says nothing', () => `postgres://kari:secret@127.0.0.1:${port()}/test`, /does not answer/],
  ])('because it %s', async (_, url, sentence) => {
    const opening = openDatabase({ url: url() }, { timeouts: { connectMs: 200, statementMs: 200 } })
    const failure = await opening.then(
      () => undefined,
      (error: unknown) => error,
    )

    expect(failure).toBeInstanceOf(DatabaseError)
    expect(String(failure)).toMatch(sentence)
    expect(String(failure)).not.toContain('secret')
  })

  test('because its disk is full is told from other trouble', () => {
    const full = Object.assign(new Error('could not extend file'), { code: '53100' })
    expect(asDatabaseError(full)).toBeInstanceOf(DatabaseFull)
  })
})
