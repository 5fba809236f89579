/** One page of a long list. */
export interface Paged<T> {
  rows: readonly T[]
  /** From 1. */
  page: number
  pages: number
}

/** Longer tables are cut here, so that no page grows without end. */
export const ROWS_PER_PAGE = 20

/** A page that does not exist becomes the nearest one that does. */
export function paged<T>(all: readonly T[], wanted = 1, rowsPerPage = ROWS_PER_PAGE): Paged<T> {
  const pages = Math.max(1, Math.ceil(all.length / rowsPerPage))
  const page = Math.min(Math.max(1, Math.trunc(wanted) || 1), pages)
  return { rows: all.slice((page - 1) * rowsPerPage, page * rowsPerPage), page, pages }
}
