import { z } from 'zod'
import { ClientProblem } from './clients.js'
import { emptyState, SAMPLE, stateFromSeed } from './seed.js'
import type { SandboxState } from './state.js'
import type { Place } from './table.js'
import { TABLE_NAMES, TABLES, type TableName } from './tables.js'

/** Rows by table, each as `PUT /_sandbox/<table>` takes it; `tables.ts` has the tables. */
export type Rows = Partial<Record<TableName, readonly unknown[]>>

/** What a sandbox begins with. */
export interface SeedFile extends Rows {
  /** `sample` (default): the rows come on top of the sample, or in the place of its rows. */
  startFrom?: 'sample' | 'empty'
  /** `YYYY-MM-DD`: the day on which the sums of the ledgers hold. */
  asOf?: string
}

/** Its message has a line for everything that is wrong. */
export class SeedProblem extends Error {}

const Rows = z.partialRecord(z.enum(TABLE_NAMES), z.array(z.unknown()))
const Head = z.object({
  startFrom: z.enum(['sample', 'empty']).default('sample'),
  asOf: z.iso.date('must be a date such as 2026-11-20').optional(),
})

/**
 * A world of its own on every call.
 *
 * @param now epoch milliseconds
 * @throws {SeedProblem}
 */
export function stateFromSeedFile(seed: unknown, now: number): SandboxState {
  const { head, rows } = partsOf(seed)
  const state = head.startFrom === 'empty' ? emptyState() : stateFromSeed(SAMPLE, now)
  if (head.asOf) state.ledgerDate = head.asOf
  putRows({ state, now: () => now }, rows)
  return state
}

/** @throws {SeedProblem} Rows that are right have been put, even so. */
export function putRows(place: Place, rows: unknown): void {
  const parsed = Rows.safeParse(rows)
  if (!parsed.success) throw new SeedProblem(linesOf('', parsed.error).join('\n'))
  const problems = TABLE_NAMES.flatMap(name =>
    (parsed.data[name] ?? []).flatMap((row, i) =>
      problemsOf(() => TABLES[name].put(place, row), `${name}[${i}]`),
    ),
  )
  if (problems.length > 0) throw new SeedProblem(problems.join('\n'))
}

function problemsOf(put: () => void, where: string): string[] {
  try {
    put()
    return []
  } catch (error) {
    if (error instanceof z.ZodError) return linesOf(where, error)
    if (error instanceof ClientProblem) return [`${where}: ${error.message}`]
    throw error
  }
}

function partsOf(seed: unknown): { head: z.output<typeof Head>; rows: unknown } {
  const parsed = Head.safeParse(seed)
  if (!parsed.success) throw new SeedProblem(linesOf('', parsed.error).join('\n'))
  const { startFrom, asOf, ...rows } = seed as SeedFile
  return { head: parsed.data, rows }
}

function linesOf(where: string, { issues }: z.ZodError): string[] {
  return issues.map(({ path, message }) => {
    const place = [where, ...path].filter(part => part !== '').join('.')
    return place ? `${place}: ${message}` : message
  })
}
