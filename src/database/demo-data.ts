import { together, type Queries } from './queries.js'

/** What an environment has of customers, whoever refers to another before it. */
const TABLES = [
  'onboardings',
  'requests',
  'changes',
  'clients',
  'customers',
  'organisations',
  'systemUsers',
  'reconciliations',
  'batches',
] as const

/** Rows that a rehearsal leaves behind. */
export const createDemoData = (db: Queries) => ({
  /**
   * Forgets everybody who has been asked or found in the sandbox, where nobody is real. The audit
   * log stays, as always, and so do sessions.
   */
  forgetSandbox: (): Promise<void> =>
    together(db, async tx => {
      const environment = 'sandbox'
      const batches = tx.selectFrom('batches').select('id').where('environment', '=', environment)
      await tx.deleteFrom('batchLines').where('batchId', 'in', batches).execute()
      for (const table of TABLES)
        await tx.deleteFrom(table).where('environment', '=', environment).execute()
    }),
})
