import * as z from 'zod'
import type { Action } from '../action.js'
import { AltinnRefused } from './errors.js'

/** A list that comes in pages; on the last one `links` is empty. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ links: z.object({ next: z.string().optional() }).optional(), data: z.array(item) })

export interface ListPage<T> {
  links?: { next?: string | undefined } | undefined
  data: T[]
}

/**
 * One action for all pages, or a new one for each: a long list takes longer than somebody waits for
 * a page.
 */
export type PerPage = Action | (() => Action)

export const actionOfPage = (action: PerPage): Action =>
  typeof action === 'function' ? action() : action

/** More pages than this is not a list but a mistake: 200 000 rows at Altinn's page size. */
const MOST_PAGES = 4_000

/**
 * Walks a paged list. `links.next` is never followed: Altinn has been seen to give it an internal
 * host name, so only its `token` is taken. A token that comes again ends the walk (the list of
 * change requests repeats its first page for ever), and an entry that moved while we read is given
 * once.
 *
 * @param cursorAfter for a list that is sorted by what this gives: Altinn's own token names the
 * first entry of the next page and then leaves that entry out, so we ask for what comes after the
 * last one we have. Should Altinn mend that, or not read our token, nothing is lost.
 */
export async function* everyEntry<T extends { id: string }>(
  read: (token: string | undefined) => Promise<ListPage<T>>,
  cursorAfter?: (last: T) => string,
): AsyncGenerator<T> {
  const seenTokens = new Set<string>()
  const seenIds = new Set<string>()
  let page = await read(undefined)
  for (let pages = 1; ; pages++) {
    for (const entry of page.data) {
      if (seenIds.has(entry.id)) continue
      seenIds.add(entry.id)
      yield entry
    }
    const token = tokenOf(page.links?.next)
    if (token === undefined || seenTokens.has(token) || pages === MOST_PAGES) return
    seenTokens.add(token)
    const last = page.data.at(-1)
    const ours = last && cursorAfter?.(last)
    page = ours === undefined ? await read(token) : await read(ours).catch(orWith(read, token))
  }
}

/** It is Altinn's to say what a token looks like. */
const orWith =
  <T>(read: (token: string) => Promise<ListPage<T>>, token: string) =>
  (error: unknown): Promise<ListPage<T>> => {
    if (error instanceof AltinnRefused && error.httpStatus === 400) return read(token)
    throw error
  }

/** As Altinn makes them of the ids that its list of requests is sorted by (contract 0.5). */
export const cursorOf = ({ id }: { id: string }): string =>
  Buffer.from(JSON.stringify(id)).toString('base64url')

function tokenOf(next: string | undefined): string | undefined {
  if (!next || !URL.canParse(next, 'https://altinn.invalid')) return undefined
  return new URL(next, 'https://altinn.invalid').searchParams.get('token') || undefined
}
