import type { Action } from '../action.js'

const EVERY_MS = 30_000

type Warn = { warn: (event: string, fields?: Record<string, unknown>) => void }

/**
 * Settles in the background what visitors left open: at start, so that a crash loses nothing, and
 * then every half minute. Several instances may do this at once; leases keep them apart.
 */
export function createRecovery(deps: {
  recover: (newAction: () => Action) => Promise<unknown>
  newAction: () => Action
  log: Warn
}) {
  const { recover, newAction, log } = deps

  let running: Promise<void> | undefined
  /** One at a time: while Altinn is slow, a run can take longer than the pause between two. */
  const run = (): Promise<void> =>
    (running ??= recover(newAction)
      .then(
        () => {},
        (error: unknown) => log.warn('recovery failed', { error }),
      )
      .finally(() => (running = undefined)))

  void run()
  const timer = setInterval(() => void run(), EVERY_MS)
  timer.unref()

  return {
    /** Looks at everything that is open now. */
    async runNow(): Promise<void> {
      await running
      await run()
    },

    async stop(): Promise<void> {
      clearInterval(timer)
      await running
    },
  }
}
