export function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** The median of the ratios of each round: both sides of one met the same disturbances. */
export const ratioOf = (values, others) => median(values.map((value, i) => value / others[i]))

export const whole = number => Math.round(number).toLocaleString('en')

/** A table in Markdown, its columns as wide as they need to be. */
export function table(head, rows) {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map(row => row[i].length)))
  const line = row => `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
