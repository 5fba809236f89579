import { barChart, type BarChart } from '../design/chart.js'
import type { Speech } from '../web/speech.js'
import { isDay } from './claims-period.js'
import { isOverdue, sumOf, type Due } from './claims-sheet.js'

/** More months than this are not drawn one by one: what lies before them is one column. */
const MOST_MONTHS = 13

/** Months with their figures: the drawing and the table beside it are made of the same. */
export interface MonthlyChart {
  heading: string
  /** What the scale counts. */
  unit: string
  description: string
  drawing: Omit<BarChart, 'ticks'> & { ticks: readonly { text: string; y: number }[] }
  series: readonly string[]
  /** What the drawing leaves out, if anything. */
  leftOut?: string | undefined
  table: { columns: readonly string[]; rows: readonly { name: string; values: string[] }[] }
}

/** What is left to pay, by the month in which it was or is due; undefined when there is nothing. */
export function dueChart(
  dues: readonly Due[],
  today: string,
  speech: Speech,
): MonthlyChart | undefined {
  const { t } = speech
  const words = t.claims.chart
  const figures = dues.flatMap(due => {
    const { day = '', remaining = 0 } = due
    if (!isDay(day) || remaining <= 0) return []
    return [{ day, values: isOverdue(due, today) ? [remaining, 0] : [0, remaining] }]
  })
  return monthly(
    figures,
    {
      heading: words.due,
      series: [t.claims.sheet.status.overdue, t.claims.sheet.status.notYetDue],
      leftOut: figures.length < dues.length ? words.leftOut : undefined,
    },
    speech,
  )
}

/** Payments by month, in one direction. Amounts are absolute. */
export function paymentsChart(
  payments: readonly { day: string | undefined; kroner: number | undefined }[],
  heading: string,
  speech: Speech,
): MonthlyChart | undefined {
  const figures = payments.flatMap(({ day = '', kroner = 0 }) =>
    isDay(day) && kroner > 0 ? [{ day, values: [kroner] }] : [],
  )
  return monthly(figures, { heading, series: [speech.t.claims.sheet.columns.amount] }, speech)
}

interface Figure {
  day: string
  values: readonly number[]
}

function monthly(
  figures: readonly Figure[],
  about: { heading: string; series: readonly string[]; leftOut?: string | undefined },
  speech: Speech,
): MonthlyChart | undefined {
  const { t, say } = speech
  const words = t.claims.chart
  const months = monthsOf(figures)
  const first = months[0]
  if (!first) return undefined

  const sums = (of: readonly Figure[]) =>
    about.series.map((_, i) => sumOf(of.map(({ values }) => values[i])) ?? 0)
  const before = figures.filter(({ day }) => day < first)
  const columns = [
    ...(before.length > 0
      ? [
          {
            label: words.earlier,
            name: say(words.before, { month: monthIn(first, speech) }),
            values: sums(before),
          },
        ]
      : []),
    ...months.map((month, i) => ({
      label: shortMonthIn(month, speech),
      group: i === 0 || month.endsWith('-01') ? month.slice(0, 4) : undefined,
      name: monthIn(month, speech),
      values: sums(figures.filter(({ day }) => day.startsWith(month))),
    })),
  ]
  const chart = barChart(columns)
  if (!chart) return undefined

  const all = sumOf(columns.flatMap(({ values }) => values)) ?? 0
  // Short figures, so that they fit beside the columns of a narrow page.
  const isLarge = (chart.ticks[1]?.value ?? 0) >= 1_000
  return {
    heading: about.heading,
    unit: isLarge ? words.thousands : words.unit,
    description: say(words.description, {
      from: columns[0]!.name,
      to: columns.at(-1)!.name,
      amount: speech.money(all),
    }),
    drawing: {
      ...chart,
      ticks: chart.ticks.map(({ value, y }) => ({
        text: speech.number(isLarge ? value / 1_000 : value),
        y,
      })),
    },
    series: about.series,
    leftOut: about.leftOut,
    table: {
      columns: [words.month, ...about.series],
      rows: columns.map(({ name, values }) => ({ name, values: values.map(speech.money) })),
    },
  }
}

/** `YYYY-MM`, without a gap from the first to the last, and at most as many as can be drawn. */
function monthsOf(figures: readonly Figure[]): string[] {
  const days = figures.map(({ day }) => day).sort()
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  const numbers = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
  const from = Math.max(numbers(first), numbers(last) - MOST_MONTHS + 1)
  return Array.from({ length: numbers(last) - from + 1 }, (_, i) => {
    const month = from + i
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
  })
}

const middleOf = (month: string) => Date.parse(`${month}-15T12:00:00Z`)
const monthIn = (month: string, speech: Speech) => speech.month(middleOf(month))
const shortMonthIn = (month: string, speech: Speech) => speech.shortMonth(middleOf(month))
