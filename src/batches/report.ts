import type { AskedLineRow, BatchRow } from '../database/batches.js'
import { companyName } from '../design/formats.js'
import { CSV_MARK, csvLine, csvText } from '../design/csv.js'
import { packageById } from '../domain/packages.js'
import type { Speech } from '../web/speech.js'
import { linkOf } from './batch-page.js'
import { explanationsOf, lineTag, statusOf } from './problem-words.js'

/** How every line came out, for a spreadsheet. */
export function reportOf(
  batch: BatchRow,
  lines: readonly AskedLineRow[],
  approvalOrigins: readonly string[],
  speech: Speech,
): string {
  const words = speech.t.batches.csv
  const heading = [
    words.number,
    words.organisationNumber,
    words.name,
    words.email,
    words.contactPerson,
    words.package,
    words.result,
    words.explanation,
    words.status,
    words.link,
  ]
  const rows = lines.map(line =>
    [
      String(line.number),
      line.organisationNumber,
      line.name === null ? '' : companyName(line.name),
      line.email,
      line.contactPerson,
      packageById(line.packageId)?.name ?? line.packageId,
      lineTag(line, batch.state, speech).text,
      explanationsOf(line, speech).join(' '),
      statusOf(line, speech)?.text ?? '',
      linkOf(line, approvalOrigins) ?? '',
    ].map(csvText),
  )
  return CSV_MARK + [heading, ...rows].map(csvLine).join('')
}

/** For `Content-Disposition`: nothing that means anything to a file system. */
export const fileNameOf = ({ name }: BatchRow): string => {
  const plain = name
    .toLowerCase()
    .replace(/[æå]/g, 'a')
    .replace(/ø/g, 'o')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return `smartcloud-${plain.slice(0, 50) || 'list'}.csv`
}
