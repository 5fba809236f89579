import { describe, expect, test } from 'vitest'
import { readPeriod } from '../../src/reference-apis/claims-period.js'

const at = (day: string) => Date.parse(`${day}T12:00:00Z`)
const TODAY = at('2026-11-20')

describe('A period', () => {
  test.each([
    ['2026-11-20T12:00:00Z', '2025-11-20', '2026-11-20'],
    ['2026-12-31T23:30:00Z', '2026-01-01', '2027-01-01'], // it is the new year in Oslo
    ['2028-02-29T12:00:00Z', '2027-03-01', '2028-02-29'],
  ])('nobody chose is the last twelve months (%s)', (now, from, to) => {
    const period = readPeriod({}, Date.parse(now))
    expect(period).toEqual({ typed: { from: from, to: to }, problems: {}, dates: { from, to } })
    expect(readPeriod({ from: from, to: to }, TODAY).problems).toEqual({})
  })

  test.each([
    ['2026-01-01', '2026-01-01', '2026-01-01', '2026-01-01'],
    ['2026-01-01', '2027-01-01', '2026-01-01', '2027-01-01'],
    ['2024-02-29', '2025-02-28', '2024-02-29', '2025-02-28'],
    ['1.2.2026', '31.12.2026', '2026-02-01', '2026-12-31'],
    [' 2026-01-01 ', '01.02.2026', '2026-01-01', '2026-02-01'],
  ])('from %s to %s is taken', (fra, til, from, to) => {
    expect(readPeriod({ from: fra, to: til }, TODAY)).toEqual({
      typed: { from: from, to: to },
      problems: {},
      dates: { from, to },
    })
  })

  test.each([
    ['', '', { from: 'empty', to: 'empty' }],
    ['2026-01-01', undefined, { to: 'empty' }],
    [undefined, '2026-01-01', { from: 'empty' }],
    [['2026-01-01', '2026-01-02'], '2026-02-01', { from: 'empty' }],
    ['2026-02-30', '2026-03-01', { from: 'notADay' }],
    ['2025-02-29', '2025-03-01', { from: 'notADay' }],
    ['2026-13-01', '2026-1-1', { from: 'notADay', to: 'notADay' }],
    ['01/02/2026', '2026-03-01', { from: 'notADay' }],
    ['today', '2026-03-01', { from: 'notADay' }],
    ['0026-01-01', '0026-02-01', { from: 'notADay', to: 'notADay' }],
    ['2026-01-01T00:00:00Z', '2026-02-01', { from: 'notADay' }],
    ['2026-01-02', '2026-01-01', { to: 'reversed' }],
    ['2026-01-01', '2027-01-02', { to: 'tooLong' }],
    ['2024-02-29', '2025-03-01', { to: 'tooLong' }],
    ['2199-06-01', '2199-12-31', {}],
  ])('from %s to %s has its problems named, and what was typed kept', (fra, til, problems) => {
    const period = readPeriod({ from: fra, to: til }, TODAY)
    expect(period.problems).toEqual(problems)
    expect(period.dates === undefined).toBe(Object.keys(problems).length > 0)
    if (typeof fra === 'string' && !period.dates) expect(period.typed.from).toBe(fra)
  })
})
