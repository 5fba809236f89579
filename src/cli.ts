#!/usr/bin/env node
import { config as loadEnvironmentFile } from 'dotenv'
import { runCommandLine, sayUnexpected } from './commands/program.js'
import type { Terminal } from './commands/terminal.js'

/*
 * The console client: npx smartcloud. Everything it does is in commands/; here it meets the process.
 */

loadEnvironmentFile({ quiet: true })

const terminal: Terminal = {
  args: process.argv.slice(2),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: Date.now,
}

// Whoever reads us has read enough, as `head` does.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1)
  })

process.on('uncaughtException', error => {
  sayUnexpected(terminal, error)
  process.exit(1)
})

// Told between two steps and never within one, so that no file is left half written.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
    process.exit(code)
  })

process.exitCode = await runCommandLine(terminal)
