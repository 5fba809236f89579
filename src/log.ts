import { pino, stdTimeFunctions } from 'pino'
import { createRedactor } from './redact.js'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'
export type LogFields = Record<string, unknown>

/** One line per event: an operation in words, and fields. Never a token, a key or a whole body. */
export type Log = Record<LogLevel, (event: string, fields?: LogFields) => void>

export interface LogOptions {
  /** The least important level that is written. */
  level?: LogLevel | 'silent'
  /** Gets every line, line feed included; standard output unless given. */
  write?: (line: string) => void
  /** For a person at a terminal: `10:22:40 warn altinn: get request {"status":404}`. */
  readable?: boolean
  /** The secrets of this process, cut wherever they turn up. @see createRedactor */
  secrets?: readonly string[]
}

/**
 * `{"level":"info","time":"2026-11-21T10:22:40.123Z","event":"altinn: get request","status":200}`
 *
 * Everything passes the redactor first, so that a field named `token` comes out as `[cut]`. Errors are shown with name, code and message, and with a stack only if they are bugs.
 */
export function createLog({
  level = 'info',
  write = line => void process.stdout.write(line),
  readable = false,
  secrets,
}: LogOptions = {}): Log {
  const redactor = createRedactor(secrets && { secrets })
  const writer = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
    },
    { write: readable ? line => write(readableLine(line)) : write },
  )

  const at = (name: LogLevel) => (event: string, fields?: LogFields) => {
    if (!writer.isLevelEnabled(name)) return
    const line: LogFields = { event: redactor.text(event) }
    if (fields) Object.assign(line, withoutOurNames(redactor.value(fields) as LogFields))
    writer[name](line)
  }

  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

const OUR_NAMES = ['level', 'time', 'event']

/** A field with the name of one of ours would stand twice, and most readers believe the last. */
function withoutOurNames(fields: LogFields): LogFields {
  for (const name of OUR_NAMES) {
    if (!Object.hasOwn(fields, name)) continue
    fields[`_${name}`] = fields[name]
    delete fields[name]
  }
  return fields
}

function readableLine(line: string): string {
  const { level, time, event, ...fields } = JSON.parse(line) as Record<string, unknown>
  const clock = String(time).slice(11, 19)
  const rest = Object.entries(fields).map(
    ([name, value]) => ` ${onOneLine(name)}=${JSON.stringify(value)}`,
  )
  return `${clock} ${String(level).padEnd(5)} ${onOneLine(String(event))}${rest.join('')}\n`
}

const onOneLine = (text: string) => JSON.stringify(text).slice(1, -1)
