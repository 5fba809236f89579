import { expect, test } from 'vitest'
import { textOf } from '../support/browser.js'
import { describeEmbedded, describeOnBoth, lookInto } from '../support/databases.js'
import { openSmartCloud } from '../support/open-smartcloud.js'
import { signInAsStaff } from '../support/sign-in.js'

/*
 * Whoever changes the trail breaks a seal (requirement S63). Only a copy can be changed: the database
 * refuses, so the stories take that away first.
 */

const MINUTE = 60_000
const at = (ms: number) => Date.parse('2026-11-20T08:00:00Z') + ms

describeOnBoth('Seals', (open, newPlace) => {
  test('are whole over what has settled, and leave out what is too new', async () => {
    let time = at(0)
    const { events, eventSeals } = await open({ now: () => time })
    for (let i = 0; i < 3; i++) await events.record({ event: `old ${i}` })
    time += 2 * MINUTE
    await events.record({ event: 'new' })

    expect(await eventSeals.seal()).toMatchObject([{ number: 1, events: 3 }])
    expect(await eventSeals.seal()).toEqual([])
    expect(await eventSeals.verify()).toEqual({ seals: 1, sealed: 3, unsealed: 1 })
  })

  test('made by two at once are one chain', async () => {
    const place = await newPlace()
    let time = at(0)
    const database = await open({ place, now: () => time })
    for (let i = 0; i < 20; i++) await database.events.record({ event: `${i}` })
    time += 2 * MINUTE
    await Promise.all(Array.from({ length: 5 }, () => database.eventSeals.seal()))
    expect(await database.eventSeals.verify()).toEqual({ seals: 1, sealed: 20, unsealed: 0 })
  })

  test('cannot be written over either', async () => {
    const place = await newPlace()
    let time = at(0)
    const { events, eventSeals } = await open({ place, now: () => time })
    await events.record({ event: 'a' })
    time += 2 * MINUTE
    await eventSeals.seal()
    for (const rewriting of [`UPDATE event_seals SET hash = 'x'`, 'DELETE FROM event_seals'])
      await expect(lookInto(place, rewriting)).rejects.toThrow('append-only')
  })
})

describeEmbedded('In a copy of a thousand events', (open, newPlace) => {
  const TAMPERINGS: [string, (ids: string[]) => string[]][] = [
    ['one changed', ids => [`UPDATE events SET outcome = 'ok' WHERE id = '${ids[500]}'`]],
    ['details changed', ids => [`UPDATE events SET details = '{}' WHERE id = '${ids[0]}'`]],
    ['a time changed', ids => [`UPDATE events SET at = at + 1 WHERE id = '${ids[999]}'`]],
    ['one removed', ids => [`DELETE FROM events WHERE id = '${ids[250]}'`]],
    ['the first removed', ids => [`DELETE FROM events WHERE id = '${ids[0]}'`]],
    ['the last removed', ids => [`DELETE FROM events WHERE id = '${ids[999]}'`]],
    [
      'two swapped',
      ids => [
        `UPDATE events SET id = 'x' WHERE id = '${ids[400]}'`,
        `UPDATE events SET id = '${ids[400]}' WHERE id = '${ids[401]}'`,
        `UPDATE events SET id = '${ids[401]}' WHERE id = 'x'`,
      ],
    ],
    [
      'one added',
      ids => [
        `INSERT INTO events (id, at, event, outcome) VALUES ('${ids[300]}0', 1, 'never', 'ok')`,
      ],
    ],
    ['a seal removed', () => ['DELETE FROM event_seals WHERE number = 1']],
    [
      'a seal and its events removed',
      ids => [
        'DELETE FROM event_seals WHERE number = 1',
        `DELETE FROM events WHERE id <= '${ids[499]}'`,
      ],
    ],
  ]

  test('every way to tamper is found', async () => {
    const place = await newPlace()
    let time = at(0)
    const { inTransaction, eventSeals } = await open({ place, now: () => time })
    await inTransaction(async ({ events }) => {
      for (let i = 0; i < 1_000; i++)
        await events.record({ event: 'counted', outcome: 'failed', details: { i } })
    })
    time += 2 * MINUTE
    await eventSeals.seal()
    expect(await eventSeals.verify()).toMatchObject({ seals: 2, sealed: 1_000 })
    const ids = (await lookInto<{ id: string }>(place, 'SELECT id FROM events ORDER BY id')).map(
      ({ id }) => id,
    )

    for (const [what, tampering] of TAMPERINGS) {
      const found = await tamper(place, tampering(ids), () => eventSeals.verify())
      expect([what, found?.broken !== undefined]).toEqual([what, true])
      expect([what, (await eventSeals.verify()).broken]).toEqual([what, undefined])
    }
  })
})

/** Changes what cannot be changed, looks, and puts everything back. */
async function tamper<T>(
  place: { file: string },
  statements: string[],
  look: () => Promise<T>,
): Promise<T> {
  const { default: Libsql } = await import('libsql')
  const connection = new Libsql(place.file)
  connection.exec('PRAGMA synchronous = OFF')
  try {
    for (const table of ['events', 'event_seals']) {
      connection.exec(`CREATE TABLE copy_of_${table} AS SELECT * FROM ${table}`)
      for (const change of ['update', 'delete'])
        connection.exec(`DROP TRIGGER IF EXISTS ${table}_no_${change}`)
    }
    for (const statement of statements) connection.exec(statement)
    return await look()
  } finally {
    for (const table of ['events', 'event_seals']) {
      connection.exec(`DELETE FROM ${table}`)
      connection.exec(`INSERT INTO ${table} SELECT * FROM copy_of_${table}`)
      connection.exec(`DROP TABLE copy_of_${table}`)
    }
    connection.close()
  }
}

test('The button on the log page says that the chain is whole, and writes that down', async () => {
  const { browser, clock, recover, rows, logged } = await openSmartCloud()
  await signInAsStaff(browser, 'operator')
  clock.pass(2 * MINUTE)
  await recover()
  expect(logged()).toContain('audit log sealed')

  const page = await browser.submit(await browser.visit('/admin/log'), {}, { button: 'Kontroller' })

  expect(textOf(page.text)).toMatch(/Kjeden er hel per 20\. november 2026 kl\. 09\.02\./)
  expect(textOf(page.text)).toMatch(/Forseglede hendelser: 2\./)
  expect(await rows('events', "event = 'log verified'")).toMatchObject([{ outcome: 'ok' }])
})
