import { describe, expect, test } from 'vitest'
import { csvOf } from '../../src/reference-apis/claims-csv.js'
import type { SheetCell } from '../../src/reference-apis/claims-sheet.js'

const lineOf = (cell: SheetCell) =>
  csvOf({ columns: [{ heading: 'A' }], rows: [[cell]] }).split('\r\n')[1]

describe('A spreadsheet', () => {
  test('begins with a byte order mark, and each line ends as it should', () => {
    const columns = [{ heading: 'Krav', note: 'Kravgruppe' }, { heading: 'Beløp' }]
    const rows: SheetCell[][] = [
      [
        { kind: 'text', text: 'Mva', note: { text: 'Avgift' } },
        { kind: 'amount', kroner: 1 },
      ],
    ]
    expect(csvOf({ columns, rows })).toBe(
      '\ufeff"Krav";"Kravgruppe";"Beløp"\r\n"Mva";"Avgift";"1,00"\r\n',
    )
  })

  test.each([
    [38440, '"38440,00"'],
    [-31640.5, '"-31640,50"'],
    [0, '"0,00"'],
    [undefined, '""'],
  ])('writes %s kroner with a comma', (kroner, written) => {
    expect(lineOf({ kind: 'amount', kroner })).toBe(written)
  })

  test.each(['=1+1', '+47', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '=HYPERLINK("http://x";"y")'])(
    'does not compute %j',
    text => {
      for (const cell of [
        { kind: 'text', text } as const,
        { kind: 'day', day: text } as const,
        { kind: 'status', text, tone: 'info' } as const,
      ]) {
        const file = csvOf({ columns: [{ heading: 'A' }], rows: [[cell]] })
        expect(file).toContain(`"'${text.replaceAll('"', '""')}"`)
      }
    },
  )

  test.each([
    ['a "b"', '"a ""b"""'],
    ['a;b', '"a;b"'],
    ['******52987', '"******52987"'],
    ['2026-11-20', '"2026-11-20"'],
  ])('keeps %s as it is', (text, written) => {
    expect(lineOf({ kind: 'text', text })).toBe(written)
  })

  test('does not compute a heading or a note either', () => {
    const file = csvOf({
      columns: [{ heading: '=A', note: '@B' }],
      rows: [[{ kind: 'text', text: 'x', note: { text: '+C' } }]],
    })
    for (const text of ["'=A", "'@B", "'+C"]) expect(file).toContain(`"${text}"`)
  })
})
