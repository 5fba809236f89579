import { randomUUID } from 'node:crypto'
import type { Context, Queries } from './queries.js'
import type { Environment, Row } from './tables.js'

export interface ReconciliationRow extends Omit<Row<'reconciliations'>, 'report'> {
  report: unknown
}

export type Reconciliations = ReturnType<typeof createReconciliations>

/** The walks through all that Altinn has of our system; the newest tell what there is. */
export function createReconciliations(db: Queries, { now }: Context) {
  async function latest(environment: Environment): Promise<ReconciliationRow | undefined> {
    const row = await db
      .selectFrom('reconciliations')
      .selectAll()
      .where('environment', '=', environment)
      .orderBy('startedAt', 'desc')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()
    return row && { ...row, report: row.report === null ? null : JSON.parse(row.report) }
  }

  return {
    latest,

    /**
     * Undefined when one began a moment ago or is under way. Two instances may begin at the very
     * same time; that costs calls and nothing else.
     *
     * @param notSince epoch milliseconds; one that began later than this is recent enough
     * @param deadSince one that began before this and has not ended never will
     */
    async begin(
      environment: Environment,
      startedBy: string | null,
      { notSince, deadSince }: { notSince: number; deadSince: number },
    ): Promise<string | undefined> {
      const last = await latest(environment)
      if (last && last.startedAt > notSince) return undefined
      if (last && last.endedAt === null && last.startedAt > deadSince) return undefined
      const id = randomUUID()
      await db
        .insertInto('reconciliations')
        .values({ id, environment, startedBy, startedAt: now() })
        .execute()
      return id
    },

    async end(id: string, report: unknown): Promise<void> {
      await db
        .updateTable('reconciliations')
        .set({ endedAt: now(), report: JSON.stringify(report) })
        .where('id', '=', id)
        .execute()
    },

    /** Older ones tell nothing that the events do not. */
    async removeOld(environment: Environment, before: number): Promise<void> {
      await db
        .deleteFrom('reconciliations')
        .where('environment', '=', environment)
        .where('startedAt', '<', before)
        .execute()
    },
  }
}
