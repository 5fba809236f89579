import { describe, expect, test } from 'vitest'
import { RowsByOrganisation } from '../../src/sandbox/state/rows-by-organisation.js'

const open = (...rows: { id: string; orgNo: string }[]) =>
  new RowsByOrganisation<{ id: string; orgNo: string }>(
    ({ orgNo }) => orgNo,
    rows.map(row => [row.id, row]),
  )

describe('The rows of an organisation', () => {
  test('are found, oldest first', () => {
    const rows = open({ id: '1', orgNo: 'a' }, { id: '2', orgNo: 'b' }, { id: '3', orgNo: 'a' })
    expect(rows.of('a').map(({ id }) => id)).toEqual(['1', '3'])
    expect(rows.of('c')).toEqual([])
    expect([...rows.keys()]).toEqual(['1', '2', '3'])
  })

  test('follow what is put in their place, also another organisation’s', () => {
    const rows = open({ id: '1', orgNo: 'a' }, { id: '2', orgNo: 'a' })
    const other = { id: '1', orgNo: 'a' }
    rows.set('1', other)
    expect(rows.of('a')[0]).toBe(other)
    rows.set('1', { id: '1', orgNo: 'b' })
    expect(rows.of('a').map(({ id }) => id)).toEqual(['2'])
    expect(rows.of('b').map(({ id }) => id)).toEqual(['1'])
    expect(rows.size).toBe(2)
  })

  test('are gone when they are deleted', () => {
    const rows = open({ id: '1', orgNo: 'a' }, { id: '2', orgNo: 'a' })
    expect([rows.delete('1'), rows.delete('1')]).toEqual([true, false])
    expect(rows.of('a').map(({ id }) => id)).toEqual(['2'])
    rows.clear()
    expect(rows.of('a')).toEqual([])
  })
})
