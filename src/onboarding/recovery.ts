import type { Action } from '../action.js'

const EVERY_MS = 30_000

type Warn = { warn: (event: string, fields?: Record<string, unknown>) => void }

/**
 * Settles in the background what visitors left open: at start, so that a crash loses nothing, and
 * then every half minute. Several instances may do this at once; leases keep them apart.
 */
export function createRecovery(deps: {
  recover: (newAction: () => Action) => Promise<number>
  newAction: () => Action
  log: Warn
}) {
  const { recover, newAction, log } = deps

  let running: Promise<unknown> = Promise.resolve()
  const run = () => {
    running = recover(newAction).catch((error: unknown) => {
      log.warn('recovery failed', { error })
    })
  }
  run()
  const timer = setInterval(run, EVERY_MS)
  timer.unref()

  return {
    async stop(): Promise<void> {
      clearInterval(timer)
      await running
    },
  }
}
