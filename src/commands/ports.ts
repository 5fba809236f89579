import type { CommandLine } from './command-line.js'
import { WrongUse } from './failures.js'
import { say } from './speech.js'

/*
 * The ports of what a command keeps running.
 */

/** @param option what to name when it is no port, such as `--port` */
export function portFrom(typed: string, option: string, { t }: CommandLine): number {
  const port = Number(typed)
  if (/^\d{1,5}$/.test(typed) && port <= 65_535) return port
  throw new WrongUse('wrong_port', {
    message: say(t.running.noSuchPort.message, { typed }),
    remedy: say(t.running.noSuchPort.remedy, { option }),
  })
}

/** @param options which option chooses which port */
export function portTaken(
  error: unknown,
  options: Readonly<Record<number, string>>,
  { t }: CommandLine,
): unknown {
  const { code, port } = error as { code?: unknown; port?: number }
  if (code !== 'EADDRINUSE' || port === undefined) return error
  return new WrongUse('port_in_use', {
    message: say(t.running.portInUse.message, { port }),
    remedy: say(t.running.portInUse.remedy, { option: options[port] ?? '--port' }),
  })
}
