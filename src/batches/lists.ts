import type { Action } from '../action.js'
import { eventFor } from '../asking/events.js'
import type { BatchRow } from '../database/batches.js'
import type { Database } from '../database/database.js'
import type { Environment } from '../database/tables.js'
import type { ListLine } from './read-list.js'
import type { BatchWorker } from './worker.js'

export interface CheckedList {
  name: string
  ratePerMinute: number
  lines: readonly ListLine[]
}

/** Somebody of ours; their name is on everything that comes of it. */
export type StaffAction = Action & { actor: string }

export type Lists = ReturnType<typeof createLists>

/** What our own people do with lists. Each change gives nothing when it came too late. */
export function createLists(deps: {
  database: Database
  environment: Environment
  systemId: string
  worker: Pick<BatchWorker, 'wake'>
}) {
  const { database, environment, systemId, worker } = deps
  const { batches } = database

  const woken = (batch: BatchRow | undefined): BatchRow | undefined => {
    if (batch) worker.wake()
    return batch
  }

  return {
    batches,

    async byId(id: string): Promise<BatchRow | undefined> {
      const batch = IS_ID.test(id) ? await batches.byId(id) : undefined
      return batch?.environment === environment ? batch : undefined
    },

    /** Keeps a list that has been read. Nothing is sent. */
    keep({ name, ratePerMinute, lines }: CheckedList, action: StaffAction): Promise<BatchRow> {
      const refused = lines.filter(({ problems }) => problems.length > 0).length
      return batches.create(
        {
          environment,
          kind: 'requests',
          name,
          ratePerMinute,
          createdBy: action.actor,
          systemId,
        },
        lines,
        { ...eventFor('batch checked', action), details: { lines: lines.length, refused } },
      )
    },

    start: async (id: string, action: StaffAction) =>
      woken(await batches.start(id, action.actor, eventFor('batch started', action))),

    pause: (id: string, action: StaffAction) => batches.pause(id, eventFor('batch paused', action)),

    resume: async (id: string, action: StaffAction) =>
      woken(await batches.resume(id, action.actor, eventFor('batch resumed', action))),

    cancel: async (id: string, action: StaffAction) =>
      woken(await batches.cancel(id, eventFor('batch cancelled', action))),

    page: (at: { offset: number; limit: number }) => batches.list(environment, at),
    count: () => batches.count(environment),
  }
}

const IS_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
