import type { Paged } from '../design/paging.js'
import type { Speech } from './speech.js'

/** The pager below a table; none when everything fits on one page. */
export function paginationOf(
  { page, pages }: Omit<Paged<unknown>, 'rows'>,
  what: string,
  hrefOf: (page: number) => string,
  { t, say }: Speech,
) {
  if (pages === 1) return undefined

  const words = t.paging
  return {
    label: say(words.label, { what }),
    previous:
      page > 1
        ? { text: words.previous, label: words.previousPage, href: hrefOf(page - 1) }
        : undefined,
    next:
      page < pages
        ? { text: words.next, label: words.nextPage, href: hrefOf(page + 1) }
        : undefined,
    items: Array.from({ length: pages }, (_, i) => i + 1).map(number => ({
      text: String(number),
      label: say(words.page, { number }),
      href: hrefOf(number),
      isCurrent: number === page,
    })),
  }
}
