import { z } from 'zod'
import type { SandboxState } from './state.js'
import type { World } from './world.js'

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

/** Notes what is wrong with a row, in words that go after the member's name. */
export type Note = (member: string, message: string) => void

/**
 * @param shape what may be sent
 * @param rowFrom the row, completed from what is there already; notes what does not fit with that
 */
export function table<Sent, Row>({
  rows,
  keyOf,
  shape,
  rowFrom,
}: {
  rows: (state: SandboxState) => Map<string, Row>
  keyOf: (row: Row) => string
  shape: z.ZodType<Sent>
  rowFrom: (sent: Sent, place: Place, note: Note) => Row
}): Table {
  return {
    list: state => [...rows(state).values()],
    put(place, given) {
      const row = checked(shape, given, place, rowFrom)
      rows(place.state).set(keyOf(row), row)
      return row
    },
    remove: (state, key) => rows(state).delete(key),
  }
}

/** @throws {z.ZodError} naming everything that is wrong */
export function checked<Sent, Result>(
  shape: z.ZodType<Sent>,
  given: unknown,
  place: Place,
  resultFrom: (sent: Sent, place: Place, note: Note) => Result,
): Result {
  const issues: z.core.$ZodIssue[] = []
  const note: Note = (member, message) => {
    issues.push({ code: 'custom', path: [member], message, input: undefined })
  }
  const result = resultFrom(shape.parse(given), place, note)
  if (issues.length > 0) throw new z.ZodError(issues)
  return result
}

/** @throws {z.ZodError} to say that a row is wrong before the rest of it can be looked at */
export const refusal = (member: string, message: string): z.ZodError =>
  new z.ZodError([{ code: 'custom', path: [member], message, input: undefined }])

export const Text = z.string().min(1).max(255)
export const OrgNo = z.string().regex(/^\d{9}$/, 'must be nine digits')
export const Translated = z.record(z.string(), z.string())

/** Notes an organisation that is not there. */
export function needOrganisation(
  { state }: Place,
  orgNo: string,
  member: string,
  note: Note,
): void {
  if (!state.organisations.has(orgNo)) note(member, `${orgNo} is no organisation here`)
}
