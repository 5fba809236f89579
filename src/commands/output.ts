import type { Result } from './command-line.js'
import type { Failure } from './failures.js'
import { say, type Speech } from './speech.js'
import type { Terminal } from './terminal.js'

/*
 * Standard output has what was asked for, and standard error everything else: how it went, and why
 * it did not. With --json there is exactly one document on standard output, also for a failure.
 */

/**
 * Without spaces that only look like spaces, because people copy from here and programs split it;
 * and without what moves a terminal's cursor or turns its text around, because others wrote some of it.
 */
const plain = (line: string) =>
  line
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd')

const document = (data: unknown) =>
  `${JSON.stringify(data, null, 2).replace(/[\u007f-\u009f]/g, escaped)}\n`
const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

export function printResult({ stdout, stderr }: Terminal, result: Result, asJson: boolean): void {
  if (asJson) return void stdout.write(document(result.data))
  const lines = result.lines.map(line => `${plain(line)}\n`).join('')
  if (result.alone === undefined) return void stdout.write(lines)
  stderr.write(lines)
  stdout.write(`${result.alone}\n`)
}

export function printFailure(
  { stdout, stderr }: Terminal,
  failure: Failure,
  asJson: boolean,
  { t }: Speech,
): void {
  const { exit: _, ...error } = failure
  if (asJson) return void stdout.write(document({ error }))
  const { message, details = [], remedy, reference } = failure
  const lines = [
    message,
    ...details.map(line => `  ${line}`),
    remedy,
    ...(reference === undefined
      ? []
      : [say(t.failures.reference, { code: failure.code, reference })]),
  ]
  stderr.write(lines.map(line => `${plain(line)}\n`).join(''))
}

/**
 * A table without lines, its columns as wide as their longest cell.
 *
 * @param numeric the columns that are set to the right
 */
export function tableLines(
  rows: readonly (readonly string[])[],
  numeric: readonly number[] = [],
): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map(row => [...(row[column] ?? '')].length)),
  )
  return rows.map(row =>
    row
      .map((cell, column) => {
        const blanks = ' '.repeat((widths[column] ?? 0) - [...cell].length)
        return numeric.includes(column) ? blanks + cell : cell + blanks
      })
      .join('  ')
      .trimEnd(),
  )
}

/** Names and values, one pair a line. What has no value is left out. */
export const fieldLines = (
  fields: readonly (readonly [name: string, value?: string])[],
): string[] =>
  tableLines(fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
