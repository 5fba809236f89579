import * as z from 'zod'

/** A list that comes in pages; on the last one `links` is empty. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ links: z.object({ next: z.string().optional() }).optional(), data: z.array(item) })

export interface ListPage<T> {
  links?: { next?: string | undefined } | undefined
  data: T[]
}

/** More pages than this is not a list but a mistake: 200 000 rows at Altinn's page size. */
const MOST_PAGES = 4_000

/**
 * Walks a paged list. `links.next` is never followed: Altinn has been seen to give it an internal
 * host name, so only its `token` is taken. A token that comes again ends the walk (the list of
 * change requests repeats its first page for ever), and an entry that moved while we read is given
 * once.
 */
export async function* everyEntry<T extends { id: string }>(
  read: (token: string | undefined) => Promise<ListPage<T>>,
): AsyncGenerator<T> {
  const seenTokens = new Set<string>()
  const seenIds = new Set<string>()
  let token: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const { data, links } = await read(token)
    for (const entry of data) {
      if (seenIds.has(entry.id)) continue
      seenIds.add(entry.id)
      yield entry
    }
    token = tokenOf(links?.next)
    if (token === undefined || seenTokens.has(token)) return
    seenTokens.add(token)
  }
}

function tokenOf(next: string | undefined): string | undefined {
  if (!next || !URL.canParse(next, 'https://altinn.invalid')) return undefined
  return new URL(next, 'https://altinn.invalid').searchParams.get('token') || undefined
}
