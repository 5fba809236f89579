import * as z from 'zod'
import type { SandboxState } from '../state/state.js'
import type { World } from '../world/world.js'

/** A part of the state that can be read and written row by row. */
export interface Table {
  list(state: SandboxState): unknown[]
  /** Adds the row, or puts it in the place of the one with its key. @throws {z.ZodError} */
  put(place: Place, row: unknown): unknown
  /** False when there was no such row. */
  remove(state: SandboxState, key: string): boolean
}

/** Where rows are put. */
export type Place = Pick<World, 'state' | 'now'>

/** Says what is wrong with a member, in words that go before `→ at <member>`. */
export type Note = (member: string, problem: string) => void

/** Notes what is wrong with a row beside what is there already. */
export type Check<Sent> = (sent: Sent, place: Place, note: Note) => void

/** Rows that the state keeps by their key. */
export function table<Sent, Row>({
  rows,
  keyOf,
  shape,
  check,
  rowFrom,
}: {
  rows: (state: SandboxState) => Map<string, Row>
  keyOf: (row: Row) => string
  /** What may be sent. */
  shape: z.ZodType<Sent>
  check?: Check<Sent>
  /** Completes what was sent. */
  rowFrom: (sent: Sent, place: Place) => Row
}): Table {
  return {
    list: state => [...rows(state).values()],
    put(place, given) {
      const row = rowFrom(read(given, shape, place, check), place)
      rows(place.state).set(keyOf(row), row)
      return row
    },
    remove: (state, key) => rows(state).delete(key),
  }
}

/** @throws {z.ZodError} */
export function read<Sent>(
  given: unknown,
  shape: z.ZodType<Sent>,
  place: Place,
  check: Check<Sent> = () => {},
): Sent {
  const sent = shape.parse(given)
  const issues: z.core.$ZodIssue[] = []
  check(sent, place, (member, message) => {
    issues.push({ code: 'custom', path: [member], message, input: undefined })
  })
  if (issues.length > 0) throw new z.ZodError(issues)
  return sent
}

export const Text = z.string().min(1).max(255)
/** As the state has them, whose ids are compared letter by letter. */
export const Id = z.guid('must be a UUID').toLowerCase()
export const OrgNo = z.string().regex(/^\d{9}$/, 'must be nine digits')

/** Notes organisations that are not there. */
export function needOrganisations(
  orgNos: readonly string[],
  { state }: Place,
  note: (problem: string) => void,
): void {
  for (const orgNo of orgNos)
    if (!state.organisations.has(orgNo)) note(`${orgNo} is no organisation here`)
}
