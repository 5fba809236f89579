import { expect, test } from 'vitest'
import { AltinnRefused } from '../../src/altinn/errors.js'
import { cursorOf, everyEntry, type ListPage } from '../../src/altinn/pages.js'

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
/** As Altinn sorts and pages its requests: its token leaves the entry it names out (quirk P1). */
const sortedList =
  (
    ids: readonly string[],
    { isMended = false, reads = (token: string): boolean => token !== '' } = {},
  ) =>
  async (token: string | undefined): Promise<ListPage<Entry>> => {
    if (token !== undefined && !reads(token))
      throw new AltinnRefused('altinn: list', 'other', 400, undefined, '', undefined)
    const cursor = token === undefined ? '' : (JSON.parse(atob(token)) as string)
    const rest = ids.filter(id => (isMended && token ? id >= cursor : id > cursor))
    const [data, next] = [rest.slice(0, 2), rest[2]]
    return page(data, next && `https://x.no/?token=${cursorOf({ id: next })}`)
  }

test.each([
  ['leaves an entry out between two pages', sortedList(['a', 'b', 'c', 'd', 'e', 'f'])],
  ['is mended', sortedList(['a', 'b', 'c', 'd', 'e', 'f'], { isMended: true })],
])('a sorted list that %s is read whole', async (_, read) => {
  const entries = []
  for await (const { id } of everyEntry(read, cursorOf)) entries.push(id)
  expect(entries).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
})

test('a list that does not take our token is read with its own', async () => {
  const given = cursorOf({ id: 'c' })
  const read = sortedList(['a', 'b', 'c', 'd'], { isMended: true, reads: token => token === given })
  const entries = []
  for await (const { id } of everyEntry(read, cursorOf)) entries.push(id)
  expect(entries).toEqual(['a', 'b', 'c', 'd'])
})

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
