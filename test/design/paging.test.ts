import { expect, test } from 'vitest'
import { paged } from '../../src/design/paging.js'

const rows = Array.from({ length: 45 }, (_, i) => i + 1)

test('a long table is cut into pages of twenty', () => {
  expect(paged(rows, 2)).toEqual({ rows: rows.slice(20, 40), page: 2, pages: 3 })
  expect(paged(rows, 3).rows).toEqual([41, 42, 43, 44, 45])
})

test.each([0, -1, 99, 1.5, NaN])('page %s is the nearest page there is', wanted => {
  expect(paged(rows, wanted).rows.length).toBeGreaterThan(0)
})

test('an empty table has one page', () => {
  expect(paged([])).toEqual({ rows: [], page: 1, pages: 1 })
})
