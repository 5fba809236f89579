import { expect, test } from 'vitest'
import { everyEntry, type ListPage } from '../../src/altinn/pages.js'

type Entry = { id: string }
const all = async (pages: Record<string, ListPage<Entry>>) => {
  const asked: (string | undefined)[] = []
  const entries: string[] = []
  const read = async (token: string | undefined) => {
    asked.push(token)
    return pages[token ?? 'first']!
  }
  for await (const { id } of everyEntry<Entry>(read)) entries.push(id)
  return { entries, asked }
}
const page = (ids: string[], next?: string): ListPage<Entry> => ({
  links: next === undefined ? {} : { next },
  data: ids.map(id => ({ id })),
})

test('a list is read to its end, by the token of each link alone', async () => {
  const { entries, asked } = await all({
    first: page(['a', 'b'], 'http://internal.altinn.cloud/list?token=second'),
    second: page(['c'], 'https://platform.altinn.no/list?x=1&token=third'),
    third: page(['d']),
  })
  expect(entries).toEqual(['a', 'b', 'c', 'd'])
  expect(asked).toEqual([undefined, 'second', 'third'])
})

test('a list that gives the same page for ever is read once', async () => {
  const { entries, asked } = await all({
    first: page(['a'], 'https://x.no/?token=again'),
    again: page(['a'], 'https://x.no/?token=again'),
  })
  expect(entries).toEqual(['a'])
  expect(asked).toEqual([undefined, 'again'])
})

test('an entry that moved while the list was read is given once', async () => {
  const { entries } = await all({
    first: page(['a', 'b'], 'https://x.no/?token=2'),
    2: page(['b', 'c']),
  })
  expect(entries).toEqual(['a', 'b', 'c'])
})

test.each([undefined, '', 'https://x.no/list', 'https://x.no/?token=', 'http://['])(
  'a link without a token (%j) is the last',
  async next => {
    const { asked } = await all({ first: page(['a'], next) })
    expect(asked).toEqual([undefined])
  },
)
