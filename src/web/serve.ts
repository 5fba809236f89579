import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import type { Express } from 'express'
import type { Log } from '../log.js'
import { endHeldOpen } from './held-open.js'
import { createHttpServer } from './http-server.js'

export interface Running {
  port: number
  /** Takes no new requests and waits for those under way, at most 20 s. */
  stop: () => Promise<void>
}

const LONGEST_STOP_MS = 20_000

/** @throws what `listen` throws, for instance when the port is taken */
export function serve(app: Express, port: number, host?: string): Promise<Running> {
  const server = createHttpServer(app)
  const stop = () =>
    new Promise<void>(resolve => {
      const hurry = setTimeout(() => server.closeAllConnections(), LONGEST_STOP_MS)
      server.close(() => {
        clearTimeout(hurry)
        resolve()
      })
      endHeldOpen(app)
      server.closeIdleConnections()
    })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve({ port: (server.address() as AddressInfo).port, stop })
    })
  })
}

/**
 * From now on the heap is tidied when it has grown by a tenth, and not when it has doubled: that
 * halves what a busy server holds, for a few per cent of its time. Not while it starts, when
 * everything that comes is there to stay.
 */
export const tidyEarly = (): void => setFlagsFromString('--heap-growing-percent=10')

/** How long a load balancer gets to notice that we are no longer ready, in milliseconds. */
const NOTICE_MS = 5_000

/**
 * Ends in order on the first signal; at once, and as a failure, on the second. SIGTERM is what a
 * platform sends: we say that we are not ready, and go on answering for a while before we close.
 */
export function stopOnSignal(deps: {
  running: Running
  /** Called first: from now on, we are not ready. Left out when no platform asks. */
  onStopping?: () => void
  close: () => Promise<void>
  log: Log
}): void {
  const { running, onStopping, close, log } = deps
  let stopping = false
  const stop = (why: string, exitCode: 0 | 1) => {
    if (stopping) process.exit(1)
    stopping = true
    log.info('stopping', { why })
    onStopping?.()
    void sleep(why === 'SIGTERM' && onStopping ? NOTICE_MS : 0)
      .then(running.stop)
      .then(close)
      .then(
        () => process.exit(exitCode),
        (error: unknown) => {
          log.error('stopping failed', { error })
          process.exit(1)
        },
      )
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(signal, 0))
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      log.error(event, { error })
      stop(event, 1)
    })
}
