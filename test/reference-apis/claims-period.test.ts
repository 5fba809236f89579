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
    expect(period).toEqual({ typed: { fra: from, til: to }, problems: {}, dates: { from, to } })
    expect(readPeriod({ fra: from, til: to }, TODAY).problems).toEqual({})
  })

  test.each([
    ['2026-01-01', '2026-01-01', '2026-01-01', '2026-01-01'],
    ['2026-01-01', '2027-01-01', '2026-01-01', '2027-01-01'],
    ['2024-02-29', '2025-02-28', '2024-02-29', '2025-02-28'],
    ['1.2.2026', '31.12.2026', '2026-02-01', '2026-12-31'],
    [' 2026-01-01 ', '01.02.2026', '2026-01-01', '2026-02-01'],
  ])('from %s to %s is taken', (fra, til, from, to) => {
    expect(readPeriod({ fra, til }, TODAY)).toEqual({
      typed: { fra: from, til: to },
      problems: {},
      dates: { from, to },
    })
  })

  test.each([
    ['', '', { fra: 'empty', til: 'empty' }],
    ['2026-01-01', undefined, { til: 'empty' }],
    [undefined, '2026-01-01', { fra: 'empty' }],
    [['2026-01-01', '2026-01-02'], '2026-02-01', { fra: 'empty' }],
    ['2026-02-30', '2026-03-01', { fra: 'notADay' }],
    ['2025-02-29', '2025-03-01', { fra: 'notADay' }],
    ['2026-13-01', '2026-1-1', { fra: 'notADay', til: 'notADay' }],
    ['01/02/2026', '2026-03-01', { fra: 'notADay' }],
    ['today', '2026-03-01', { fra: 'notADay' }],
    ['0026-01-01', '0026-02-01', { fra: 'notADay', til: 'notADay' }],
    ['2026-01-01T00:00:00Z', '2026-02-01', { fra: 'notADay' }],
    ['2026-01-02', '2026-01-01', { til: 'reversed' }],
    ['2026-01-01', '2027-01-02', { til: 'tooLong' }],
    ['2024-02-29', '2025-03-01', { til: 'tooLong' }],
    ['2199-06-01', '2199-12-31', {}],
  ])('from %s to %s has its problems named, and what was typed kept', (fra, til, problems) => {
    const period = readPeriod({ fra, til }, TODAY)
    expect(period.problems).toEqual(problems)
    expect(period.dates === undefined).toBe(Object.keys(problems).length > 0)
    if (typeof fra === 'string' && !period.dates) expect(period.typed.fra).toBe(fra)
  })
})
