import { CSV_MARK, csvLine, csvText } from '../design/csv.js'
import type { Speech } from '../web/speech.js'
import type { LogEntry } from './audit-log.js'
import { eventWords } from '../web/event-words.js'
import { whoWords } from './log-words.js'

export interface LogFormat {
  type: string
  ending: string
  head: (speech: Speech) => string
  line: (entry: LogEntry, speech: Speech) => string
}

/** For a spreadsheet. Times are UTC, as in the log of the server. */
const csv: LogFormat = {
  type: 'text/csv',
  ending: 'csv',
  head: ({ t }) => {
    const { columns, fields } = t.audit.log
    return (
      CSV_MARK +
      csvLine([
        fields.utc,
        columns.who,
        fields.actor,
        columns.what,
        fields.event,
        columns.outcome,
        fields.objectType,
        fields.objectId,
        columns.reference,
        fields.source,
        fields.details,
        fields.id,
      ])
    )
  },
  line: (entry, speech) =>
    csvLine(
      [
        new Date(entry.at).toISOString(),
        whoWords(entry.who, speech),
        entry.actor,
        eventWords(entry.event, speech),
        entry.event,
        speech.t.audit.log.outcomes[entry.outcome],
        entry.objectType,
        entry.objectId,
        entry.reference,
        entry.sourceAddress,
        entry.details === null ? '' : JSON.stringify(entry.details),
        entry.id,
      ].map(value => csvText(value ?? '')),
    ),
}

/** One event a line, as it is stored. */
const jsonl: LogFormat = {
  type: 'application/x-ndjson',
  ending: 'jsonl',
  head: () => '',
  line: ({ who: _, at, ...entry }) =>
    `${JSON.stringify({ ...entry, at: new Date(at).toISOString() })}\n`,
}

export const LOG_FORMATS = { csv, jsonl } as const
