/** Before the first line: a spreadsheet takes the file for something else than UTF-8 without it. */
export const CSV_MARK = '\ufeff'

/**
 * A line as spreadsheets in Norway read it: semicolons, everything in quotes, and the end of line
 * that RFC 4180 wants.
 */
export const csvLine = (values: readonly string[]): string =>
  `${values.map(value => `"${value.replaceAll('"', '""')}"`).join(';')}\r\n`

/** A spreadsheet would compute what begins like a formula, whoever wrote it. */
export const csvText = (text: string): string => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text)
