import type { Dates } from './claims.js'
import { dayOf } from './claims-words.js'

export type DayProblem = 'empty' | 'notADay' | 'reversed' | 'tooLong'

/** A period as somebody asked for it. */
export interface AskedPeriod {
  /** As it was typed, to be shown back. */
  typed: Record<'from' | 'to', string>
  /** Empty when the period can be used. */
  problems: Partial<Record<'from' | 'to', DayProblem>>
  /** Left out when there are problems: we ask for nothing that we have guessed. */
  dates?: Required<Dates>
}

/**
 * Reads `from` and `to` of a query: both, or neither for the last twelve months. Days are
 * `YYYY-MM-DD`, as forms send them, or `D.M.YYYY`, as people write them. Skatteetaten gives at most
 * one year, both ends included.
 */
export function readPeriod(query: Readonly<Record<string, unknown>>, now: number): AskedPeriod {
  const { from: first, to: last } = query
  if (first === undefined && last === undefined) {
    const dates = lastTwelveMonths(dayOf(now))
    return { typed: { ...dates }, problems: {}, dates }
  }

  const typed = { from: typedIn(first), to: typedIn(last) }
  const from = readDay(typed.from)
  const to = readDay(typed.to)
  const problems = {
    ...(from.problem && { from: from.problem }),
    ...(to.problem && { to: to.problem }),
  }
  if (!from.day || !to.day) return { typed, problems }
  if (to.day < from.day) return { typed, problems: { to: 'reversed' } }
  if (to.day > oneYearAfter(from.day)) return { typed, problems: { to: 'tooLong' } }
  return {
    typed: { from: from.day, to: to.day },
    problems,
    dates: { from: from.day, to: to.day },
  }
}

/** A parameter given twice is nothing anybody typed. */
const typedIn = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

function readDay(typed: string): { day?: string; problem?: DayProblem } {
  if (typed === '') return { problem: 'empty' }
  const asPeopleWrite = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(typed)
  const day = asPeopleWrite
    ? [
        asPeopleWrite[3]!,
        asPeopleWrite[2]!.padStart(2, '0'),
        asPeopleWrite[1]!.padStart(2, '0'),
      ].join('-')
    : typed
  return isDay(day) ? { day } : { problem: 'notADay' }
}

/** A day that has been or will be, from 1900 to 2199: 30 February is none. */
export const isDay = (text: string): boolean =>
  /^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
    ? new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
    : false

function lastTwelveMonths(to: string): Required<Dates> {
  const sameDay = `${Number(to.slice(0, 4)) - 1}${to.slice(4)}`
  // There is no 29 February the year before, and from the 28th it would be more than a year.
  return { from: isDay(sameDay) ? sameDay : `${sameDay.slice(0, 4)}-03-01`, to }
}

/** A year after 29 February is 28 February. */
function oneYearAfter(day: string): string {
  const year = Number(day.slice(0, 4)) + 1
  const sameDay = `${year}${day.slice(4)}`
  return isDay(sameDay) || year > 2199 ? sameDay : `${year}-02-28`
}
