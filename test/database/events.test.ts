import { expect, test } from 'vitest'
import { describeOnBoth, lookInto } from '../support/databases.js'

describeOnBoth('The audit trail', (open, newPlace) => {
  test('tells who did what to whom, and how it went', async () => {
    const { events } = await open({ now: () => 1_763_720_000_000 })
    const event = {
      event: 'login',
      environment: 'tt02',
      actor: 'staff:kari',
      objectType: 'customer',
      objectId: '310460108',
      outcome: 'refused',
      reference: 'action-1',
      sourceAddress: '192.0.2.1',
      details: { why: 'not on the list', tries: [1, 2] },
    } as const

    await events.record(event)

    expect(await events.list()).toEqual([
      { ...event, id: expect.any(String), at: 1_763_720_000_000 },
    ])
  })

  test('is read newest first, page by page, in the order it was written', async () => {
    const { events } = await open({ now: () => 1_000 }) // all in the same millisecond
    for (let i = 1; i <= 25; i++) await events.record({ event: `number ${i}` })

    const first = await events.list({ limit: 10 })
    const second = await events.list({ limit: 10, before: first.at(-1)!.id })
    const third = await events.list({ limit: 10, before: second.at(-1)!.id })

    expect([...first, ...second, ...third].map(({ event }) => event)).toEqual(
      Array.from({ length: 25 }, (_, i) => `number ${25 - i}`),
    )
  })

  test('can be asked about one customer, one person, one environment', async () => {
    const { events } = await open()
    await events.record({ event: 'a', objectType: 'customer', objectId: '1', environment: 'tt02' })
    await events.record({ event: 'b', objectType: 'customer', objectId: '2', actor: 'staff:kari' })
    const found = async (filter: Parameters<typeof events.list>[0]) =>
      (await events.list(filter)).map(({ event }) => event)

    expect(await found({ objectType: 'customer', objectId: '1' })).toEqual(['a'])
    expect(await found({ actor: 'staff:kari' })).toEqual(['b'])
    expect(await found({ environment: 'tt02' })).toEqual(['a'])
  })

  test.each([`UPDATE events SET outcome = 'ok'`, 'DELETE FROM events'])(
    'refuses to be rewritten: %s',
    async rewriting => {
      const place = await newPlace()
      const { events } = await open({ place })
      await events.record({ event: 'login', outcome: 'failed' })

      await expect(lookInto(place, rewriting)).rejects.toThrow('append-only')

      expect(await events.list()).toMatchObject([{ event: 'login', outcome: 'failed' }])
    },
  )
})
