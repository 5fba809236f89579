import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { CamelCasePlugin, Kysely, sql, type Dialect, type Driver } from 'kysely'
import { createBatches } from './batches.js'
import { createChanges } from './changes.js'
import { createClients } from './clients.js'
import { createCustomerList } from './customer-list.js'
import { createCustomers } from './customers.js'
import { createDemoData } from './demo-data.js'
import type { Engine } from './engine.js'
import { createEventSeals } from './event-seals.js'
import { createEvents } from './events.js'
import { createLimits } from './limits.js'
import { createOnboardings } from './onboardings.js'
import { createOrganisations } from './organisations.js'
import { createPlannedCustomers } from './planned-customers.js'
import type { Migrated } from './migrations.js'
import type { Timeouts } from './postgresql.js'
import { together, type Context, type Queries } from './queries.js'
import { createRequestList } from './request-list.js'
import { createReconciliations } from './reconciliations.js'
import { createRequests } from './requests.js'
import { createSessions } from './sessions.js'
import { createSignInAttempts } from './sign-in-attempts.js'
import { createSystemUsers } from './system-users.js'
import type { Schema } from './tables.js'
import { createTimeline } from './timeline.js'

/** A file (or `:memory:`, for tests), or the address of a PostgreSQL database. */
export type DatabasePlace = { file: string } | { url: string }

export interface DatabaseOptions {
  now?: () => number
  /** How long PostgreSQL may take to let us in, and for a statement. 3 and 2 seconds when left out. */
  timeouts?: Timeouts
}

const USUAL_TIMEOUTS: Timeouts = { connectMs: 3_000, statementMs: 2_000 }

export type Tables = ReturnType<typeof tablesIn>

export type Transaction = Tables & {
  /**
   * Does all of the work or none of it; inside a transaction, as a part of it. The work asks only
   * the tables it is handed, and nobody but the database: it holds a connection, embedded the only
   * one, and is repeated after a deadlock.
   */
  inTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
}

export interface Database extends Transaction {
  readonly kind: Engine['kind']
  /** Whether the database answers within so many milliseconds. Never throws. */
  isReachable(timeoutMs: number): Promise<boolean>
  /** To be called when nothing is under way any more. */
  close(): Promise<void>
}

/**
 * Opens the database, locks an embedded one for this process, and brings its tables up to date.
 *
 * @throws {DatabaseError} with a sentence for whoever starts SmartCloud
 */
export async function openDatabase(
  where: DatabasePlace,
  { now = Date.now, timeouts = USUAL_TIMEOUTS }: DatabaseOptions = {},
): Promise<Database> {
  const engine = await openEngine(where, timeouts)
  const context: Context = { now, instance: randomUUID() }
  const transactions = new AsyncLocalStorage<{ open: boolean }>()
  let closing: Promise<void> | undefined
  const isInside = () => transactions.getStore()?.open === true

  const db = new Kysely<Schema>({
    dialect: refusingInside(isInside, engine.dialect),
    plugins: [new CamelCasePlugin()],
  })

  const tables = tablesIn(db, context, engine.prepare)
  // An embedded database has one process at a time, so whatever was under way ended with the last.
  if (engine.kind === 'embedded') {
    await tables.requests.takeOver()
    await tables.batches.takeOver()
  }

  return {
    kind: engine.kind,
    ...tables,

    inTransaction: work =>
      together(db, tx => {
        const transaction = { open: true }
        const tables: Transaction = {
          ...tablesIn(tx, context),
          inTransaction: inner => inner(tables),
        }
        return transactions
          .run(transaction, () => work(tables))
          .finally(() => (transaction.open = false))
      }),

    async isReachable(timeoutMs) {
      let timer: NodeJS.Timeout | undefined
      const tooLate = new Promise<boolean>(resolve => {
        timer = setTimeout(resolve, timeoutMs, false)
      })
      const answers = sql`select 1`.execute(db).then(
        () => true,
        () => false,
      )
      return Promise.race([answers, tooLate]).finally(() => clearTimeout(timer))
    },

    close: () => (closing ??= engine.close()),
  }
}

/**
 * Brings the tables of a database up to date, and closes it again.
 *
 * @throws {DatabaseError} as `openDatabase`
 */
export async function bringUpToDate(
  where: DatabasePlace,
  timeouts: Timeouts = USUAL_TIMEOUTS,
): Promise<Migrated> {
  const engine = await openEngine(where, timeouts)
  await engine.close()
  return engine.migrated
}

/** Loads the driver that is needed, and not the other. */
async function openEngine(where: DatabasePlace, timeouts: Timeouts): Promise<Engine> {
  if ('url' in where) {
    const { openPostgresql } = await import('./postgresql.js')
    return openPostgresql(where.url, timeouts)
  }
  const { openEmbedded } = await import('./embedded.js')
  return openEmbedded(where.file)
}

const tablesIn = (db: Queries, context: Context, prepare?: Engine['prepare']) => ({
  onboardings: createOnboardings(db, context),
  organisations: createOrganisations(db, context),
  requests: createRequests(db, context),
  requestList: createRequestList(db),
  customers: createCustomers(db, context),
  customerList: createCustomerList(db),
  systemUsers: createSystemUsers(db, context),
  reconciliations: createReconciliations(db, context),
  timeline: createTimeline(db),
  plannedCustomers: createPlannedCustomers(db),
  batches: createBatches(db, context),
  changes: createChanges(db, context),
  clients: createClients(db, context),
  sessions: createSessions(db, prepare),
  signInAttempts: createSignInAttempts(db),
  limits: createLimits(db),
  events: createEvents(db, context),
  eventSeals: createEventSeals(db, context),
  demoData: createDemoData(db),
})

/**
 * Whoever asks for a second connection in the middle of a transaction waits for itself, for ever.
 * Here the mistake is an error instead.
 */
function refusingInside(isInside: () => boolean, dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: db => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver(): Driver {
      const driver = dialect.createDriver()
      const acquire = driver.acquireConnection.bind(driver)
      driver.acquireConnection = async () => {
        if (isInside()) throw new Error('Inside a transaction, use the tables it hands over')
        return acquire()
      }
      return driver
    },
  }
}
