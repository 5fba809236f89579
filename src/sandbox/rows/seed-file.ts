import * as z from 'zod'
import { ClientProblem } from '../state/clients.js'
import type { SandboxState } from '../state/state.js'
import { emptyState, stateFromSeed, SAMPLE } from './seed.js'
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

/**
 * A world of its own on every call.
 *
 * @param now epoch milliseconds
 * @throws {SeedProblem}
 */
export function stateFromSeedFile(seed: unknown, now: number): SandboxState {
  if (!isObject(seed)) throw new SeedProblem(NO_OBJECT)
  const { startFrom, asOf, ...rows } = seed
  const head = Head.safeParse({ startFrom, asOf })

  const state = startFrom === 'empty' ? emptyState() : stateFromSeed(SAMPLE, now)
  if (head.data?.asOf) state.ledgerDate = head.data.asOf
  const problems = problemsOfPutting({ state, now: () => now }, rows)
  if (head.error) problems.unshift(...linesOf('', head.error))
  if (problems.length > 0) throw new SeedProblem(problems.join('\n'))
  return state
}

/** What a file says. @throws {SeedProblem | SyntaxError} */
export function readSeedText(text: string): SeedFile {
  const seed = JSON.parse(text) as SeedFile
  stateFromSeedFile(seed, Date.now())
  return seed
}

/** @throws {SeedProblem} Rows that are right have been put, even so. */
export function putRows(place: Place, rows: unknown): void {
  const problems = isObject(rows) ? problemsOfPutting(place, rows) : [NO_OBJECT]
  if (problems.length > 0) throw new SeedProblem(problems.join('\n'))
}

const NO_OBJECT = 'It must be an object that has a list of rows for every table it fills.'

const Head = z.object({
  startFrom: z.enum(['sample', 'empty'], 'must be sample or empty').optional(),
  asOf: z.iso.date('must be a date such as 2026-11-20').optional(),
})

function problemsOfPutting(place: Place, rows: Record<string, unknown>): string[] {
  const unknown = Object.keys(rows).filter(name => !Object.hasOwn(TABLES, name))
  return [
    ...unknown.map(name => `${name}: there is no such table, but ${TABLE_NAMES.join(', ')}`),
    ...TABLE_NAMES.flatMap(name => {
      const given = rows[name] ?? []
      if (!Array.isArray(given)) return [`${name}: must be a list of rows`]
      return given.flatMap((row, i) =>
        problemsOf(() => TABLES[name].put(place, row), `${name}[${i}]`),
      )
    }),
  ]
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

const linesOf = (where: string, { issues }: z.ZodError): string[] =>
  issues.map(({ path, message }) => {
    const place = [where, ...path].filter(part => part !== '').join('.')
    return `${place}: ${message}`
  })

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
