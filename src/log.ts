import { pino } from 'pino'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'
export type LogFields = Record<string, unknown>

/** One line per event: an operation in words, and fields. Never a token, a key or a whole body. */
export type Log = Record<LogLevel, (event: string, fields?: LogFields) => void>
