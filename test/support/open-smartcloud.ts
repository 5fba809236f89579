import { onTestFinished } from 'vitest'
import { createApp } from '../../src/app.js'
import { composeDemo } from '../../src/compose.js'
import { createLog } from '../../src/log.js'
import { createBrowser, type Browser } from './browser.js'

/** The day on which the sums of the sample data hold, at nine in the morning in Oslo. */
export const MORNING = Date.parse('2026-11-20T08:00:00Z')

export interface Clock {
  now: () => number
  /** Moves the clock of SmartCloud and of the sandbox together. */
  pass: (ms: number) => void
}

/**
 * The real composition against the real sandbox, with an empty database and a clock that stands
 * still. Everything is closed when the test ends.
 */
export async function openSmartCloud(options: Partial<Parameters<typeof composeDemo>[0]> = {}) {
  let time = MORNING
  const clock: Clock = { now: () => time, pass: ms => (time += ms) }
  const lines: string[] = []
  const log = createLog({ level: 'debug', write: line => lines.push(line) })

  const world = await composeDemo({
    port: 3000, // never listened on: the browser calls the app in memory
    sandboxPort: 0,
    database: { file: ':memory:' },
    log,
    now: clock.now,
    ...options,
  })
  const app = createApp(world.deps)
  onTestFinished(world.close)

  const newBrowser = (): Browser => createBrowser(app, world.deps.baseUrl, world.sandbox)
  return {
    ...world,
    app,
    clock,
    browser: newBrowser(),
    newBrowser,
    /** Every log line so far, as one text. */
    logged: () => lines.join('\n'),
  }
}
