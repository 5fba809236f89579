import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Libsql from 'libsql'
import { expect, test } from 'vitest'
import { asDatabaseError, DatabaseError, DatabaseFull } from '../../src/database/errors.js'
import { describeEmbedded } from '../support/databases.js'
import { startProcess } from './other-process.js'
import { BUTCHER, intent } from './rows.js'

describeEmbedded('A file', (open, newPlace) => {
  test('belongs to one process: the next one is told so, until the first is gone', async () => {
    const place = await newPlace()
    const holder = startProcess(place, 'hold')
    await holder.said('open')

    await expect(open({ place })).rejects.toThrow(/Another process is using the database/)

    await holder.kill()
    const { requests } = await open({ place })
    expect((await requests.begin(intent())).isNew).toBe(true)
    await expect(open({ place })).rejects.toThrow(/Another process/) // nor twice in this one

    const next = startProcess(place, 'hold')
    await next.ended
    expect(next.output()).toMatch(/^DatabaseError: Another process/)
    expect((await requests.begin(intent({ organisationNumber: BUTCHER }))).isNew).toBe(true)
  }, 60_000)

  test('has one process at a time, so what was being sent when it ended is looked into', async () => {
    const place = await newPlace()
    const first = await open({ place })
    const { request } = await first.requests.begin(intent())
    await first.requests.lease(request.id, Date.now(), 60_000)
    await first.close()

    const { requests } = await open({ place })

    expect(await requests.byId(request.id)).toMatchObject({
      state: 'uncertain',
      leasedBy: null,
      leaseUntil: 0,
    })
    expect(await requests.uncertain(Date.now(), 10)).toHaveLength(1)
  })

  test('can be read by nobody else, nor can what lies beside it', async () => {
    const place = await newPlace()
    const { requests } = await open({ place })
    await requests.begin(intent())

    const folder = dirname(place.file)
    const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)
    expect(modeOf(folder)).toBe('700')
    const modes = readdirSync(folder).map(name => `${name} ${modeOf(join(folder, name))}`)
    expect(modes.sort()).toEqual([
      'smartcloud.db 600',
      'smartcloud.db-shm 600',
      'smartcloud.db-wal 600',
      'smartcloud.db.lock 600',
    ])
  })

  test('holds everything once it is closed, so that it can be copied', async () => {
    const place = await newPlace()
    const { requests, close } = await open({ place })
    await requests.begin(intent())
    await close()

    const log = `${place.file}-wal`
    expect(existsSync(log) ? statSync(log).size : 0).toBe(0)
  })

  test('that is something else is left as it is', async () => {
    const place = await newPlace()
    await (await open({ place })).close()
    const letter = join(dirname(place.file), 'letter.db')
    writeFileSync(letter, 'Dear Kari, this is a letter and no database. '.repeat(100))

    await expect(open({ place: { file: letter } })).rejects.toThrow(/is not a database/)
    await expect(open({ place: { file: join(letter, 'x.db') } })).rejects.toThrow(
      /cannot be opened \(E\w+\)/,
    )
  })
})

describeEmbedded('A full disk', (open, newPlace) => {
  test('stops the writing, and loses nothing', async () => {
    const place = await newPlace()
    const onASmallDisk = ['sh', '-c', 'ulimit -f 2000; exec "$@"', 'sh']

    const writer = startProcess(place, 'write', onASmallDisk)
    await writer.ended

    expect(writer.output()).toMatch(/^Database(Error|Full): .*SQLITE_\w+/m)
    const { events } = await open({ place })
    const kept = new Set((await events.list({ limit: 100_000 })).map(row => row.event))
    expect(writer.acknowledged().length).toBeGreaterThan(10)
    for (const number of writer.acknowledged()) expect(kept).toContain(number)
  }, 60_000)

  test('and a disk that may only be read have names of their own', () => {
    const failureOf = (pragma: string) => {
      const connection = new Libsql(':memory:')
      connection.exec('CREATE TABLE letters (text)')
      connection.exec(`PRAGMA ${pragma}`)
      try {
        connection.prepare('INSERT INTO letters VALUES (?)').run('x'.repeat(100_000))
        return undefined
      } catch (error) {
        return asDatabaseError(error)
      }
    }

    expect(failureOf('max_page_count = 3')).toBeInstanceOf(DatabaseFull)
    expect(failureOf('max_page_count = 3')).toMatchObject({ code: 'database_full', status: 503 })
    expect(failureOf('query_only = ON')).toBeInstanceOf(DatabaseError)
    expect(failureOf('query_only = ON')).toMatchObject({ reason: 'SQLITE_READONLY' })
  })
})
