import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTokenCache, TokenTooLate } from '../../src/upstream/token-cache.js'
import { anAction } from './faulty-upstream.js'

function openCache(options: { limit?: number } = {}) {
  let time = 1_000
  const cache = createTokenCache({ ...options, now: () => time })
  let fetches = 0
  return {
    cache,
    pass: (ms: number) => void (time += ms),
    fetches: () => fetches,
    /** A fetch that takes `takes` milliseconds of the cache's clock. */
    token:
      (value: string, lifeMs: number, takes = 0) =>
      async () => {
        fetches++
        time += takes
        return { value, asked: 0, expiresAt: lifeMs }
      },
  }
}

const key = ['scope', 'organisation']

describe('A token', () => {
  test('is fetched once and then kept until its time is over', async () => {
    const { cache, pass, fetches, token } = openCache()
    expect(await cache.get(key, anAction(), token('one', 105_000))).toBe('one')
    pass(104_999)
    expect(await cache.get(key, anAction(), token('two', 105_000))).toBe('one')
    expect(cache.peek(key)).toBe('one')
    pass(1)
    expect(cache.peek(key)).toBeUndefined()
    expect(await cache.get(key, anAction(), token('two', 105_000))).toBe('two')
    expect(fetches()).toBe(2)
  })

  test('is counted from before it was asked for', async () => {
    const { cache, pass, token } = openCache()
    await cache.get(key, anAction(), token('slow', 105_000, 9_000))
    pass(95_999)
    expect(cache.peek(key)).toBe('slow')
    pass(1)
    expect(cache.peek(key)).toBeUndefined()
  })

  test.each([0, -1, Number.NaN])('that lives %d ms is used once and not kept', async life => {
    const { cache, token } = openCache()
    expect(await cache.get(key, anAction(), token('short', life))).toBe('short')
    expect(cache.peek(key)).toBeUndefined()
  })

  test('that claims to live for ever is kept for ten minutes', async () => {
    const { cache, pass, token } = openCache()
    await cache.get(key, anAction(), token('eternal', 1e15))
    pass(599_999)
    expect(cache.peek(key)).toBe('eternal')
    pass(1)
    expect(cache.peek(key)).toBeUndefined()
  })

  test('wanted by a hundred at once is fetched once', async () => {
    const { cache, fetches, token } = openCache()
    const wanted = Array.from({ length: 100 }, () =>
      cache.get(key, anAction(), token('one', 1_000)),
    )
    expect(new Set(await Promise.all(wanted))).toEqual(new Set(['one']))
    expect(fetches()).toBe(1)
  })

  test('that cannot be had fails for all who wait, and the next one tries again', async () => {
    const { cache, token } = openCache()
    let tries = 0
    const fail = async () => {
      tries++
      throw new Error('no token today')
    }
    const wanted = Array.from({ length: 100 }, () => cache.get(key, anAction(), fail))
    for (const outcome of await Promise.allSettled(wanted)) expect(outcome.status).toBe('rejected')
    expect(tries).toBe(1)
    expect(await cache.get(key, anAction(), token('now', 1_000))).toBe('now')
  })

  test('comes too late for one, but not for the others who wait for it', async () => {
    const { cache } = openCache()
    let give = () => {}
    const slow = async () => {
      await new Promise<void>(resolve => void (give = resolve))
      return { value: 'late', asked: 0, expiresAt: 1_000 }
    }
    const hasty = cache.get(key, anAction(30), slow)
    const patient = cache.get(key, anAction(5_000), slow)

    await expect(hasty).rejects.toThrow(TokenTooLate)
    await expect(hasty).rejects.toMatchObject({ status: 503, sent: 'no' })
    give()
    expect(await patient).toBe('late')
  })

  test('is fetched on an action of its own, with the reference of who asked first', async () => {
    const { cache } = openCache()
    const mine = anAction(50)
    await cache.get(key, mine, async shared => {
      expect(shared.reference).toBe(mine.reference)
      expect(shared.endsAt).toBeGreaterThan(mine.endsAt)
      return { value: 'x', asked: 0, expiresAt: 1_000 }
    })
  })

  test('is forgotten when it was refused, but not the one that came after it', async () => {
    const { cache, token } = openCache()
    await cache.get(key, anAction(), token('old', 1_000))
    cache.drop(key, 'old')
    expect(cache.peek(key)).toBeUndefined()

    await cache.get(key, anAction(), token('new', 1_000))
    cache.drop(key, 'old')
    expect(cache.peek(key)).toBe('new')
  })

  test('makes room: the one fetched first goes first', async () => {
    const { cache, token } = openCache({ limit: 3 })
    for (const name of ['a', 'b', 'c']) await cache.get([name], anAction(), token(name, 1_000))
    cache.drop(['a'], 'a')
    await cache.get(['a'], anAction(), token('a', 1_000))
    await cache.get(['d'], anAction(), token('d', 1_000))
    expect(['a', 'b', 'c', 'd'].map(name => cache.peek([name]))).toEqual(['a', undefined, 'c', 'd'])
  })
})

test('no two keys ever share a token', async () => {
  const part = fc.option(fc.string({ unit: fc.constantFrom('a', ',', '"', '[', ']', '\\', ' ') }), {
    nil: undefined,
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { maxLength: 3 }),
      fc.array(part, { maxLength: 3 }),
      async (one, other) => {
        const { cache, token } = openCache()
        const ofOne = await cache.get([...one], anAction(), token('of one', 1_000))
        const ofOther = await cache.get([...other], anAction(), token('of the other', 1_000))
        const same = one.length === other.length && one.every((value, i) => value === other[i])
        expect(ofOther === ofOne).toBe(same)
      },
    ),
  )
})
