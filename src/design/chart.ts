/** One column of a bar chart. */
export interface ChartColumn {
  label: string
  /** In a second row, where something new begins: a year. */
  group?: string | undefined
  /** From the bottom up, one for each series; none is negative. */
  values: readonly number[]
}

/** Everything a template needs to draw it. Across in percent, down in pixels. */
export interface BarChart {
  height: number
  /** Where the figures end and the columns begin. */
  left: number
  ticks: readonly { value: number; y: number }[]
  columns: readonly {
    centre: number
    label: string
    group?: string | undefined
    /** Left out where there is little room. */
    isSpare: boolean
    bars: readonly { series: number; x: number; y: number; width: number; height: number }[]
  }[]
  labelY: number
  groupY: number
}

const TOP = 14
const PLOT = 180
const LABELS = 50
const LEFT = 10
const BAR_SHARE = 0.64
/** Few columns do not become walls. */
const WIDEST_BAR = 9
/** What is not nothing can be seen. */
const LOWEST_BAR = 2

/**
 * Columns of stacked bars over a scale that begins at zero. Percent across let a drawing grow with
 * the page while its letters keep their size. The scale counts in whole numbers.
 *
 * @returns undefined when all values are zero
 */
export function barChart(columns: readonly ChartColumn[]): BarChart | undefined {
  const highest = Math.max(0, ...columns.map(({ values }) => sum(values)))
  if (highest <= 0) return undefined

  const step = Math.max(1, roundStep(highest / 4))
  const steps = Math.ceil(highest / step - 1e-9)
  const heightOf = (value: number) => (value / (steps * step)) * PLOT
  const bottom = TOP + PLOT
  const share = (100 - LEFT) / columns.length
  const width = Math.min(share * BAR_SHARE, WIDEST_BAR)

  return {
    height: TOP + PLOT + LABELS,
    left: LEFT,
    ticks: Array.from({ length: steps + 1 }, (_, i) => ({
      value: i * step,
      y: tidy(bottom - heightOf(i * step)),
    })),
    columns: columns.map(({ label, group, values }, index) => {
      const centre = LEFT + share * (index + 0.5)
      let y = bottom
      const bars = values.flatMap((value, series) => {
        if (value <= 0) return []
        const height = Math.max(LOWEST_BAR, heightOf(value))
        y -= height
        return [
          {
            series,
            x: tidy(centre - width / 2),
            y: tidy(y),
            width: tidy(width),
            height: tidy(height),
          },
        ]
      })
      const isSpare = columns.length > 7 && index % 2 === 1
      return { centre: tidy(centre), label, group, isSpare, bars }
    }),
    labelY: bottom + 20,
    groupY: bottom + 42,
  }
}

/** 1, 2 or 5 times a power of ten, and not less than what is asked for. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  const factor = [1, 2, 5, 10].find(candidate => candidate * power >= least * (1 - 1e-9)) ?? 10
  return factor * power
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const tidy = (value: number) => Math.round(value * 100) / 100
