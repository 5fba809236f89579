import { CSV_MARK, csvLine, csvText as asText } from '../design/csv.js'
import type { Sheet, SheetCell } from './claims-sheet.js'

/**
 * A sheet as spreadsheets in Norway read it: UTF-8 with a byte order mark, semicolons, decimal
 * commas, ISO dates, everything in quotes, lines that end as RFC 4180 wants.
 */
export function csvOf({ columns, rows }: Sheet): string {
  const heading = columns.flatMap(({ heading, note }) => [heading, ...(note ? [note] : [])])
  const lines = rows.map(row =>
    row.flatMap((cell, i) => [
      valueOf(cell),
      ...(columns[i]?.note ? [asText(cell.kind === 'text' ? (cell.note?.text ?? '') : '')] : []),
    ]),
  )
  return CSV_MARK + [heading.map(asText), ...lines].map(csvLine).join('')
}

function valueOf(cell: SheetCell): string {
  switch (cell.kind) {
    case 'amount':
      return cell.kroner === undefined ? '' : cell.kroner.toFixed(2).replace('.', ',')
    case 'text':
    case 'status':
      return asText(cell.text)
    case 'day':
      return asText(cell.day ?? '')
  }
}
