import { describe, expect, test } from 'vitest'
import { barChart } from '../../src/design/chart.js'

const chartOf = (...values: number[][]) =>
  barChart(values.map((of, i) => ({ label: `${i}`, values: of })))!

describe('a bar chart', () => {
  test('of nothing is none', () => {
    expect(barChart([])).toBeUndefined()
    expect(barChart([{ label: 'a', values: [0, 0] }])).toBeUndefined()
  })

  test.each([
    [1, [0, 1]],
    [100, [0, 50, 100]],
    [187_250, [0, 50_000, 100_000, 150_000, 200_000]],
    [200_000, [0, 50_000, 100_000, 150_000, 200_000]],
    [0.3, [0, 1]],
    [12_345_678, [0, 5_000_000, 10_000_000, 15_000_000]],
  ])('has round figures beside %d', (highest, ticks) => {
    expect(chartOf([highest]).ticks.map(({ value }) => value)).toEqual(ticks)
  })

  test('stacks the series, each as high as its value', () => {
    const { columns, ticks } = chartOf([100, 300])
    const [first, second] = columns[0]!.bars
    const bottom = ticks[0]!.y
    expect(first!.y + first!.height).toBe(bottom)
    expect(second!.y + second!.height).toBeCloseTo(first!.y)
    expect(second!.height).toBeCloseTo(3 * first!.height)
    expect(second!.y).toBeCloseTo(ticks.at(-1)!.y)
  })

  test('shows what is small, and leaves out what is nothing', () => {
    const { columns } = chartOf([1, 0], [1_000_000, 0])
    expect(columns.map(({ bars }) => bars.length)).toEqual([1, 1])
    expect(columns[0]!.bars[0]!.height).toBe(2)
  })

  test('keeps to its place, and spares every second name when there are many', () => {
    const { columns, left } = chartOf(...Array.from({ length: 13 }, () => [1]))
    for (const { bars } of columns) {
      expect(bars[0]!.x).toBeGreaterThan(left)
      expect(bars[0]!.x + bars[0]!.width).toBeLessThan(100)
    }
    expect(columns.filter(({ isSpare }) => isSpare)).toHaveLength(6)
    expect(chartOf([1], [1]).columns.some(({ isSpare }) => isSpare)).toBe(false)
  })
})
