import * as z from 'zod'
import type { EventSearch } from '../database/events.js'
import type { Environment, Outcome } from '../database/tables.js'

const OUTCOMES = ['ok', 'refused', 'failed'] as const satisfies readonly Outcome[]

/** As `actor`: whoever has not signed in. A user has a bar in it. */
export const NOBODY = 'nobody'

const text = (most: number) => z.string().trim().max(most).optional()
const day = z
  .string()
  .regex(/^((19|20|21)\d\d-\d\d-\d\d)?$/)
  .refine(typed => typed === '' || isDay(typed))
  .optional()
const eventId = z
  .string()
  .regex(/^[0-9a-f]{12}-[0-9a-f]{16}-[0-9a-f]{8}$/)
  .optional()

const filters = {
  text: text(100),
  event: text(100),
  actor: text(300),
  organisation: text(40),
  outcome: z.enum(['', ...OUTCOMES]).optional(),
  from: day,
  to: day,
}

export const LogQuery = z.strictObject({ ...filters, before: eventId, after: eventId })
export const ExportBody = z.strictObject({
  _csrf: z.string(),
  ...filters,
  format: z.enum(['csv', 'jsonl']),
})

/** What was typed, with nothing that is empty. */
export type LogFilter = Partial<Record<keyof typeof filters, string>>

export function filterIn(parsed: { [K in keyof typeof filters]?: string | undefined }): LogFilter {
  const filter: LogFilter = {}
  for (const name of Object.keys(filters) as (keyof LogFilter)[]) {
    const value = parsed[name]
    if (value) filter[name] = value
  }
  return filter
}

export function searchOf(filter: LogFilter, environment: Environment): EventSearch {
  const { text, event, actor, organisation, outcome, from, to } = filter
  return {
    environment,
    // Organisation numbers are written in threes.
    text: text && /^[\d\s]+$/.test(text) ? withoutBlanks(text) : text,
    event,
    actor: actor === NOBODY ? null : actor,
    organisationNumber: organisation && withoutBlanks(organisation),
    outcome: outcome as Outcome | undefined,
    from: from === undefined ? undefined : startOf(from),
    until: to === undefined ? undefined : startOf(dayAfter(to)),
  }
}

const withoutBlanks = (text: string): string => text.replace(/\s/g, '')

const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10)

const OSLO = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** When a day begins in Norway, whose clocks change at another hour than this. */
function startOf(day: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const there = Date.parse(`${OSLO.format(midnight).replace(' ', 'T')}Z`)
  return midnight - (there - midnight)
}
