import type { Request } from 'express'
import { quirksOf } from '../world/quirks.js'
import type { World } from '../world/world.js'
import { notValid, queryValue } from './binding.js'

type Cursor = string | number

export interface Page<T> {
  links: { next?: string }
  data: T[]
}

/** What one kind of list is ordered by, and how it goes on. */
export interface ListOrder<T, C extends Cursor> {
  cursor: (item: T) => C
  isCursor: (value: unknown) => value is C
  /** A cursor names the first item of its page; not every list remembers that. */
  followingPages: 'whole' | 'withoutTheirFirst' | 'never'
}

export const isGuidCursor = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)

export const isNumberCursor = (value: unknown): value is number => Number.isSafeInteger(value)

/**
 * One page of a list, at most `pageSize` items; `?token=` says where it begins.
 *
 * @throws {FrameworkRefusal} the token is none of ours
 */
export function pageOf<T, C extends Cursor>(
  world: World,
  req: Request,
  items: Iterable<T>,
  { cursor, isCursor, followingPages }: ListOrder<T, C>,
): Page<T> {
  const { pageSize, nextNamesInternalHost } = quirksOf(world)
  const from = readToken(req, isCursor)
  const isOnPage = (at: C) =>
    from === undefined ||
    followingPages === 'never' ||
    at > from ||
    (at === from && followingPages === 'whole')
  const rest = [...items].filter(item => isOnPage(cursor(item)))
  const first = firstOf(rest, pageSize + 1, cursor)

  const following = first[pageSize]
  if (following === undefined) return { links: {}, data: first }
  const host = nextNamesInternalHost
    ? 'http://internal.platform.tt02.altinn.cloud'
    : world.names.platform
  const [path] = req.originalUrl.split('?')
  const next = `${host}${path}?token=${writeToken(cursor(following))}`
  return { links: { next }, data: first.slice(0, pageSize) }
}

/** So many of them, in the order of their cursors; the thousands behind are not put in order. */
function firstOf<T, C extends Cursor>(items: T[], count: number, cursor: (item: T) => C): T[] {
  const first: T[] = []
  for (const item of items) {
    const last = first[count - 1]
    if (last !== undefined && cursor(last) <= cursor(item)) continue
    const at = first.findIndex(other => cursor(other) > cursor(item))
    first.splice(at < 0 ? first.length : at, 0, item)
    if (first.length > count) first.pop()
  }
  return first
}

const writeToken = (cursor: Cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url')

function readToken<C extends Cursor>(
  req: Request,
  isCursor: (value: unknown) => value is C,
): C | undefined {
  const token = queryValue(req, 'token')
  if (token === undefined) return undefined
  let cursor: unknown
  try {
    cursor = JSON.parse(Buffer.from(token, 'base64url').toString())
  } catch {
    throw notValid('token', token)
  }
  if (!isCursor(cursor)) throw notValid('token', token)
  return cursor
}
