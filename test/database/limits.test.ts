import { expect, test } from 'vitest'
import { describeOnBoth, lookInto } from '../support/databases.js'

const HOUR = 3_600_000

describeOnBoth('A limit', (open, newPlace) => {
  test('allows so many in a window, and as many in the next', async () => {
    const { limits } = await open()
    const take = (now: number) => limits.take('sign-up|192.0.2.1', HOUR, 2, now)

    expect(await take(1_000)).toEqual({ allowed: true, remaining: 1, resetsAt: 1_000 + HOUR })
    expect(await take(2_000)).toEqual({ allowed: true, remaining: 0, resetsAt: 1_000 + HOUR })
    expect(await take(3_000)).toEqual({ allowed: false, remaining: 0, resetsAt: 1_000 + HOUR })
    expect(await take(999 + HOUR)).toMatchObject({ allowed: false })
    expect(await take(1_000 + HOUR)).toEqual({
      allowed: true,
      remaining: 1,
      resetsAt: 1_000 + 2 * HOUR,
    })
  })

  test('counts each key for itself', async () => {
    const { limits } = await open()
    await limits.take('a', HOUR, 1, 0)

    expect(await limits.take('b', HOUR, 1, 0)).toMatchObject({ allowed: true })
    expect(await limits.take('a', HOUR, 1, 0)).toMatchObject({ allowed: false })
  })

  test('lets exactly five of forty through that come at once, over two instances', async () => {
    const place = await newPlace()
    const one = await open({ place })
    const two = one.kind === 'postgresql' ? await open({ place }) : one

    const taken = await Promise.all(
      Array.from({ length: 40 }, (_, i) => (i % 2 ? one : two).limits.take('key', HOUR, 5, 1_000)),
    )

    expect(taken.filter(({ allowed }) => allowed)).toHaveLength(5)
  })

  test('is forgotten when its window is over', async () => {
    const place = await newPlace()
    const { limits } = await open({ place })
    await limits.take('old', HOUR, 1, 0)
    await limits.take('new', HOUR, 1, 1)

    await limits.removeOld(HOUR)

    expect(await lookInto(place, 'SELECT key FROM limits')).toMatchObject([{ key: 'new' }])
  })
})
