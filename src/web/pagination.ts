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
    items: numbersAround(page, pages).map(number =>
      number === undefined
        ? undefined
        : {
            text: String(number),
            label: say(words.page, { number }),
            href: hrefOf(number),
            isCurrent: number === page,
          },
    ),
  }
}

/** Up to this many are all shown. */
const MOST_NUMBERS = 7

/** The first, the last and those beside this page; undefined where some are left out. */
function numbersAround(page: number, pages: number): (number | undefined)[] {
  const all = Array.from({ length: pages }, (_, i) => i + 1)
  if (pages <= MOST_NUMBERS) return all
  const shown = all.filter(
    number => number === 1 || number === pages || Math.abs(number - page) <= 1,
  )
  return shown.flatMap((number, i) => {
    const before = shown[i - 1] ?? 0
    if (number - before === 2) return [number - 1, number]
    return number - before > 2 ? [undefined, number] : [number]
  })
}
