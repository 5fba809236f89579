#!/usr/bin/env node
import { config as loadEnvironmentFile } from 'dotenv'
import { runCommandLine } from './commands/program.js'

/*
 * The console client: npx smartcloud. Everything it does is in commands/; here it meets the process.
 */

loadEnvironmentFile({ quiet: true })

// Whoever reads us has read enough, as `head` does.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1)
  })

// Told between two steps and never within one, so that no file is left half written.
process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))

process.exitCode = await runCommandLine({
  args: process.argv.slice(2),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: Date.now,
})
