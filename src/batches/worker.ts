import { SMARTCLOUD, type Action } from '../action.js'
import type { BatchLineRow, BatchRow, SettledLine } from '../database/batches.js'
import type { Database } from '../database/database.js'
import type { BatchKind, Environment } from '../database/tables.js'
import type { LineOutcome, LineWork } from './line-work.js'

/** Lines that one instance asks about at the same time, so that a slow answer holds nobody up. */
const AT_ONCE = 8
/** Of one batch, before the next one has its turn. */
const IN_A_ROW = 20
const LONGEST_PAUSE_MS = 1_000
const SHORTEST_PAUSE_MS = 10

/** How long a line waits before it is sent once more: doubled each time, up to the longest. */
const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 5 * 60_000
/** Altinn may have it: the recovery looks as well, and after its grace it is sent again. */
const UNCLEAR_WAIT_MS = 20_000
/** Then somebody must look at the line. */
const MOST_TRIES = 10
const MOST_UNCLEAR_TRIES = 30
/** So many lines that could not be sent, one after the other, are an outage: all wait. */
const OUTAGE = 5

type Log = (event: string, fields?: Record<string, unknown>) => void

export type BatchWorker = ReturnType<typeof createBatchWorker>

/**
 * Asks line by line, at the rate of the batch and in the order of the list. What is done is written
 * down after each line, so that it goes on after a restart where it was, whoever ended the process.
 */
export function createBatchWorker(deps: {
  work: Record<BatchKind, LineWork>
  database: Database
  environment: Environment
  newAction: () => Action
  log: Record<'info' | 'warn', Log>
  now: () => number
}) {
  const { work, database, environment, newAction, log, now } = deps
  const { batches } = database

  const underway = new Map<Promise<void>, string>()
  /** By batch: how many lines in a row could not be sent. */
  const unsent = new Map<string, number>()
  let stopping = false

  const isUnderway = (batchId: string) => [...underway.values()].includes(batchId)

  /** Begins what is due now. Milliseconds until it is worth looking again. */
  async function begin(): Promise<number> {
    for (;;) {
      const open = await batches.open(environment)
      let taken = 0
      for (const batch of open) {
        let line: BatchLineRow | undefined
        let turns = 0
        do {
          while (underway.size >= AT_ONCE) await Promise.race(underway.keys())
          if (stopping) return LONGEST_PAUSE_MS
          line = await batches.takeLine(batch, pauseOf(batch))
          if (line) track(batch.id, doOne(batch, line))
        } while (line && ++turns < IN_A_ROW)
        taken += turns
        if (turns === 0 && batch.state === 'running' && !isUnderway(batch.id)) await finish(batch)
      }
      if (taken === 0) return shortestOf(open.map(pauseOf))
    }
  }

  function track(batchId: string, task: Promise<void>): void {
    underway.set(task, batchId)
    void task.finally(() => underway.delete(task))
  }

  async function doOne(batch: BatchRow, line: BatchLineRow): Promise<void> {
    const action: Action = { ...newAction(), actor: batch.startedBy ?? batch.createdBy }
    try {
      const settled =
        batch.state === 'cancelled'
          ? await leftOver(batch, line)
          : await afterAsking(batch, line, await work[batch.kind].ask(line, action), action)
      await batches.settleLine(line, settled)
    } catch (error) {
      // Ours or the database's. The line is still taken, and comes again when its time is up.
      log.warn('batch: line not done', { batch: batch.id, line: line.number, error })
      if (line.tries >= MOST_TRIES)
        await batches.settleLine(line, { state: 'failed', problem: 'fault' }).catch(() => {})
    }
  }

  async function afterAsking(
    batch: BatchRow,
    line: BatchLineRow,
    result: LineOutcome,
    action: Action,
  ): Promise<SettledLine> {
    if (result.outcome !== 'notSent') unsent.delete(batch.id)
    switch (result.outcome) {
      case 'sent':
        return { state: 'sent', objectId: result.objectId }
      case 'done':
        return { state: 'done' }
      case 'failed':
        return { state: 'failed', problem: result.problem }
      case 'unclear':
        return line.tries >= MOST_UNCLEAR_TRIES
          ? { state: 'failed', problem: 'unclear', objectId: result.objectId }
          : {
              state: 'working',
              problem: 'unclear',
              objectId: result.objectId,
              nextTryAt: now() + UNCLEAR_WAIT_MS,
            }
      case 'notSent':
        return notSent(batch, line, result)
      case 'ours':
        await pauseItself(batch, result.problem, action)
        return { state: 'waiting', isUncounted: true }
    }
  }

  async function notSent(
    { id }: BatchRow,
    { tries }: BatchLineRow,
    { problem, retryAfterMs = 0 }: Extract<LineOutcome, { outcome: 'notSent' }>,
  ): Promise<SettledLine> {
    const inARow = (unsent.get(id) ?? 0) + 1
    unsent.set(id, inARow)
    if (inARow >= OUTAGE) await batches.holdBack(id, now() + waitAfter(inARow - OUTAGE + 2))
    if (tries >= MOST_TRIES) return { state: 'failed', problem }
    return {
      state: 'waiting',
      problem,
      nextTryAt: now() + Math.max(waitAfter(tries), Math.min(retryAfterMs, LONGEST_WAIT_MS)),
    }
  }

  /** A batch that was cancelled begins nothing; what had been begun is told as it came out. */
  async function leftOver(batch: BatchRow, line: BatchLineRow): Promise<SettledLine> {
    const standing = await work[batch.kind].standing(line)
    switch (standing?.state) {
      case 'sent':
        return { state: 'sent', objectId: standing.id }
      case 'sending':
      case 'uncertain':
        return { state: 'working', problem: 'unclear', nextTryAt: now() + UNCLEAR_WAIT_MS }
      default:
        return { state: 'skipped' }
    }
  }

  async function pauseItself(batch: BatchRow, problem: string, action: Action): Promise<void> {
    const paused = await batches.pauseItself(batch.id, problem, {
      event: 'batch paused itself',
      actor: SMARTCLOUD,
      outcome: 'failed',
      reference: action.reference,
      details: { problem },
    })
    if (paused) log.warn('batch: paused itself', { batch: batch.id, problem })
  }

  async function finish(batch: BatchRow): Promise<void> {
    const { reference } = newAction()
    const ended = await batches.finish(batch.id, {
      event: 'batch done',
      actor: SMARTCLOUD,
      reference,
    })
    if (!ended) return
    unsent.delete(batch.id)
    log.info('batch: done', { batch: batch.id, ...(await batches.counts(batch.id)) })
  }

  let running: Promise<number> | undefined
  const beginOnce = (): Promise<number> =>
    (running ??= begin()
      .catch((error: unknown) => {
        log.warn('batch: the worker failed', { error })
        return LONGEST_PAUSE_MS
      })
      .finally(() => (running = undefined)))

  let timer: NodeJS.Timeout | undefined
  function wake(ms: number): void {
    clearTimeout(timer)
    if (stopping) return
    timer = setTimeout(() => void beginOnce().then(wake), ms)
    timer.unref()
  }
  wake(0)

  return {
    /** Somebody has just started one: no need to wait for the next look. */
    wake: () => wake(0),

    /** Does all that is due by the clock, and waits until it is done. */
    async runNow(): Promise<void> {
      do {
        await running
        await beginOnce()
        await Promise.all(underway.keys())
        await beginOnce() // the last line is done, and perhaps the batch with it
      } while (underway.size > 0)
    },

    /** What is being asked comes to its end; the rest is the next process'. */
    async stop(): Promise<void> {
      stopping = true
      clearTimeout(timer)
      await running
      await Promise.all(underway.keys())
      // A database that is down keeps nobody from stopping: the lease runs out by itself.
      await batches
        .releaseAll()
        .catch((error: unknown) => log.warn('batch: lease not given back', { error }))
    },
  }
}

const pauseOf = ({ ratePerMinute }: BatchRow): number => Math.floor(60_000 / ratePerMinute)

const shortestOf = (pauses: readonly number[]): number =>
  Math.max(SHORTEST_PAUSE_MS, Math.min(LONGEST_PAUSE_MS, ...pauses))

const waitAfter = (tries: number): number =>
  Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS)
