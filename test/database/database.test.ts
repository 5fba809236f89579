import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Conflict, DatabaseError } from '../../src/database/errors.js'
import { describeOnBoth, lookInto } from '../support/databases.js'
import { startProcess } from './other-process.js'
import { BAKERY, intent } from './rows.js'

describeOnBoth('A transaction', open => {
  test('happens as a whole', async () => {
    const { inTransaction, requests, customers } = await open()

    const id = await inTransaction(async tx => {
      const { request } = await tx.requests.begin(intent())
      await tx.requests.end(request.id, 'done')
      return request.id
    })

    expect(await requests.byId(id)).toMatchObject({ state: 'ended' })
    expect(await customers.byOrganisation('sandbox', BAKERY)).toBeUndefined()
  })

  test('or not at all', async () => {
    const { inTransaction, requests, events } = await open()
    let id = ''

    const failing = inTransaction(async tx => {
      id = (await tx.requests.begin(intent(), { event: 'intended' })).request.id
      expect(await tx.requests.byId(id)).toBeDefined()
      throw new Error('no')
    })

    await expect(failing).rejects.toThrow('no')
    expect(await requests.byId(id)).toBeUndefined()
    expect(await events.list()).toEqual([])
  })

  test('inside another one belongs to it', async () => {
    const { inTransaction, requests } = await open()
    let id = ''

    const failing = inTransaction(async outer => {
      await outer.inTransaction(async inner => {
        id = (await inner.requests.begin(intent())).request.id
      })
      throw new Error('no')
    })

    await expect(failing).rejects.toThrow('no')
    expect(await requests.byId(id)).toBeUndefined()
  })

  test('that asks past itself is told so, instead of waiting for itself for ever', async () => {
    const { inTransaction, requests } = await open()
    const advice = 'use the tables it hands over'

    await expect(inTransaction(() => requests.byId('x'))).rejects.toThrow(advice)
    await expect(
      inTransaction(() => requests.begin(intent(), { event: 'intended' })),
    ).rejects.toThrow(advice)
    await expect(inTransaction(() => inTransaction(async () => {}))).rejects.toThrow(advice)
  })

  test('may leave something to be done after it', async () => {
    const { inTransaction, requests } = await open()
    let finish = () => {}
    const over = new Promise<void>(resolve => (finish = resolve))

    const { afterwards } = await inTransaction(async () => ({
      afterwards: over.then(() => requests.byId('x')),
    }))
    finish()

    expect(await afterwards).toBeUndefined()
  })

  test('hides its writes from everybody else until it is over', async () => {
    const { inTransaction, sessions, requests } = await open()
    await sessions.insert(
      'hash',
      { data: '{}', audience: 'staff', userKey: null, logInKey: null },
      0,
    )
    let goOn = () => {}
    const held = new Promise<void>(resolve => (goOn = resolve))

    const failing = inTransaction(async tx => {
      await tx.sessions.end('hash', 1)
      expect(await tx.sessions.read('hash', 1)).toBeUndefined()
      await held
      throw new Error('no')
    })
    await new Promise(setImmediate)
    const read = sessions.read('hash', 1)
    const begun = requests.begin(intent())
    goOn()

    await expect(failing).rejects.toThrow('no')
    expect(await read).toBe('{}')
    const { request } = await begun
    expect(await requests.byId(request.id)).toBeDefined() // not undone with the other’s work
  })

  test('of many at once, none is lost', async () => {
    const { inTransaction, limits } = await open()

    await Promise.all(
      Array.from({ length: 40 }, () => inTransaction(tx => tx.limits.take('key', 1_000, 100, 0))),
    )

    expect(await limits.take('key', 1_000, 100, 0)).toMatchObject({ remaining: 59 })
  })
})

describeOnBoth('A database', (open, newPlace) => {
  test('gets its tables once, and has everything in them the next time', async () => {
    const place = await newPlace()
    const first = await open({ place })
    const { request } = await first.requests.begin(intent())
    const sent = await first.requests.markSent(request.id, {
      altinnRequestId: 'at-altinn',
      confirmUrl: null,
      altinnStatus: 'New',
    })
    await first.close()

    const second = await open({ place })

    expect(await second.requests.byId(request.id)).toEqual(sent)
    const steps = await lookInto<{ name: string }>(place, 'SELECT name FROM kysely_migration')
    expect(new Set(steps.map(({ name }) => name)).size).toBe(steps.length)
  })

  test('that a newer SmartCloud has changed is left alone', async () => {
    const place = await newPlace()
    await (await open({ place })).close()
    await lookInto(place, `INSERT INTO kysely_migration VALUES ('999_tomorrow', '2030-01-01')`)

    await expect(open({ place })).rejects.toThrow(/newer SmartCloud/)
  })

  test('answers when asked whether it is there, and not after it was closed', async () => {
    const database = await open()
    expect(await database.isReachable(1_000)).toBe(true)
    await database.close()

    expect(await database.isReachable(1_000)).toBe(false)
    await expect(database.requests.byId('x')).rejects.toBeInstanceOf(DatabaseError)
    await expect(database.sessions.read('x', 0)).rejects.toBeInstanceOf(DatabaseError)
    await expect(database.inTransaction(async () => {})).rejects.toBeInstanceOf(DatabaseError)
  })

  test('that fails repeats nothing of what it was asked', async () => {
    const place = await newPlace()
    const { onboardings, sessions } = await open({ place })
    const insert = () =>
      sessions.insert(
        'secret hash',
        { data: '{}', audience: 'staff', userKey: null, logInKey: null },
        0,
      )
    await insert()
    await lookInto(place, 'DROP TABLE onboardings')
    const failureOf = (call: Promise<unknown>) =>
      call.then(
        () => undefined,
        (error: unknown) => error,
      )

    const conflict = await failureOf(insert())
    const failure = await failureOf(onboardings.byId('secret id'))

    expect(conflict).toBeInstanceOf(Conflict)
    expect(failure).toBeInstanceOf(DatabaseError)
    for (const error of [conflict, failure])
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(
        /secret|insert into|from "?onboardings/i,
      )
  })

  test('keeps every row it acknowledged, also when the process is killed', async () => {
    const place = await newPlace()
    for (const rows of [1, 100]) {
      const writer = startProcess(place, 'write')
      await writer.said(new RegExp(`^${rows}$`, 'm'))
      await writer.kill()

      const database = await open({ place })
      const kept = new Set((await database.events.list({ limit: 100_000 })).map(row => row.event))
      for (const number of writer.acknowledged()) expect(kept).toContain(number)
      await database.close()
    }
  }, 60_000)
})
