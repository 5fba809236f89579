import { CsvError, parse } from 'csv-parse/sync'
import { readEmail, readName } from '../domain/contact.js'
import {
  readOrganisationNumber,
  type OrganisationNumber,
  type World,
} from '../domain/organisation-number.js'
import { CLIENT_PACKAGE, PACKAGES } from '../domain/packages.js'

/** The most lines of one list. */
export const MOST_LINES = 10_000
/** The most bytes of one list. */
export const MOST_BYTES = 2_000_000

export const COLUMNS = ['organisationNumber', 'email', 'contactPerson', 'package'] as const
export type Column = (typeof COLUMNS)[number]

/** What is wrong with one line. A code with a number is about the line of that number. */
export type LineProblem =
  | `number.${NumberProblem}`
  | `email.${'empty' | 'missingAt' | 'invalid' | 'tooLong'}`
  | `contact.${'empty' | 'tooLong' | 'invalid' | 'personNumber'}`
  | `package.${'empty' | 'unknown'}`
  | 'tooManyCells'
  | `duplicate:${number}`

type NumberProblem =
  | 'empty'
  | 'notNineDigits'
  | 'wrongCheckDigit'
  | 'realNumberInTest'
  | 'testNumberInProduction'
  /** Digits of another script, or letters that look like digits. */
  | 'lookAlike'
  | 'hidden'
  /** What a spreadsheet makes of it. */
  | 'rounded'
  | 'personNumber'
  | 'ours'

/** Why nothing of a list was taken. */
export type ListProblem =
  | { what: 'empty' }
  | { what: 'noLines' }
  | { what: 'tooManyLines' }
  | { what: 'wrongColumns'; missing: readonly Column[] }
  | { what: 'columnTwice'; column: Column }
  | { what: 'unreadable'; line: number }

export interface ListLine {
  /** Where it begins in the list, from 1. */
  number: number
  /** As it was typed, where it is none. */
  organisationNumber: string
  email: string
  contactPerson: string
  /** As it was typed, where it is none. */
  packageId: string
  problems: readonly LineProblem[]
}

export type ReadList = { ok: true; lines: ListLine[] } | { ok: false; problem: ListProblem }

/**
 * Reads a list of customers, each line judged by itself: what is wrong with one keeps no other back.
 *
 * @param ours our own organisation number, which we never ask
 */
export function readList(text: string, { world, ours }: { world: World; ours: string }): ReadList {
  const withoutHint = text.replace(/^sep=.\r?\n/i, '\n') // for spreadsheets; the line still counts
  const rows = rowsOf(withoutHint)
  if ('what' in rows) return { ok: false, problem: rows }

  const [first] = rows
  if (!first) return { ok: false, problem: { what: 'empty' } }
  const columns = columnsOf(first.cells)
  if ('what' in columns) return { ok: false, problem: columns }
  const data = columns.isHeading ? rows.slice(1) : rows
  if (data.length === 0) return { ok: false, problem: { what: 'noLines' } }
  if (data.length > MOST_LINES) return { ok: false, problem: { what: 'tooManyLines' } }

  const seen = new Map<OrganisationNumber, number>()
  const lines = data.map(({ number, cells }) => {
    const cell = (column: Column) => cells[columns.at[column]] ?? ''
    const hasTooMany = cells.slice(columns.width).some(rest => rest.trim() !== '')
    const line = judge(number, cell, { world, ours })
    const twin = line.isNumber && seen.get(line.organisationNumber as OrganisationNumber)
    if (line.isNumber && !twin) seen.set(line.organisationNumber as OrganisationNumber, number)
    return asKept(line, [
      ...line.problems,
      ...(twin ? [`duplicate:${twin}` as const] : []),
      ...(hasTooMany ? ['tooManyCells' as const] : []),
    ])
  })
  return { ok: true, lines }
}

interface CsvRow {
  number: number
  cells: string[]
}

function rowsOf(text: string): CsvRow[] | ListProblem {
  try {
    const records = parse(text, {
      delimiter: separatorOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      info: true,
      max_record_size: 20_000,
      to: MOST_LINES + 2, // the heading, and one too many
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return records.flatMap(({ record, info }) =>
      record.some(cell => cell.trim() !== '')
        ? [{ number: info.lines - newLinesIn(record), cells: record }]
        : [],
    )
  } catch (error) {
    if (error instanceof CsvError) return { what: 'unreadable', line: firstOpenQuote(text) }
    throw error
  }
}

const newLinesIn = (cells: readonly string[]): number =>
  cells.join('').match(/\r\n|\n|\r/g)?.length ?? 0

/** The parser gives up at the end; what somebody has to mend is further up. */
const firstOpenQuote = (text: string): number =>
  text.split(/\r\n|\n|\r/).findIndex(line => (line.match(/"/g)?.length ?? 0) % 2 === 1) + 1 || 1

const SEPARATORS = [';', ',', '\t'] as const

/** The one that the first line has most of, outside quotes. */
function separatorOf(text: string): string {
  const line = /^.*\S.*$/m.exec(text)?.[0].replace(/"[^"]*"/g, '') ?? ''
  const count = (separator: string) => line.split(separator).length
  return SEPARATORS.reduce((best, next) => (count(next) > count(best) ? next : best))
}

const HEADINGS: Readonly<Record<Column, readonly string[]>> = {
  organisationNumber: [
    'organisasjonsnummer',
    'organisasjonsnr',
    'orgnummer',
    'orgnr',
    'organisationnumber',
    'organizationnumber',
    'orgnumber',
    'orgno',
  ],
  email: ['epost', 'epostadresse', 'email', 'emailaddress', 'mail'],
  contactPerson: ['kontaktperson', 'kontakt', 'contactperson', 'contact'],
  package: ['pakke', 'package'],
}

interface Columns {
  isHeading: boolean
  at: Readonly<Record<Column, number>>
  width: number
}

/** By its heading, in any order; without one, in the order of the form. */
function columnsOf(first: readonly string[]): Columns | ListProblem {
  const names = first.map(bare)
  const places = COLUMNS.map(column => ({
    column,
    at: names.flatMap((name, i) => (HEADINGS[column].includes(name) ? [i] : [])),
  }))
  if (places.every(({ at }) => at.length === 0)) {
    const last = first.findLastIndex(cell => cell.trim() !== '')
    if (last !== COLUMNS.length - 1 || !/\p{Nd}/u.test(first[0] ?? ''))
      return { what: 'wrongColumns', missing: COLUMNS }
    const at = { organisationNumber: 0, email: 1, contactPerson: 2, package: 3 }
    return { isHeading: false, at, width: COLUMNS.length }
  }
  const missing = places.filter(({ at }) => at.length === 0).map(({ column }) => column)
  if (missing.length > 0) return { what: 'wrongColumns', missing }
  const twice = places.find(({ at }) => at.length > 1)
  if (twice) return { what: 'columnTwice', column: twice.column }
  const at = Object.fromEntries(places.map(({ column, at }) => [column, at[0]])) as Columns['at']
  return { isHeading: true, at, width: first.length }
}

const bare = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s._:\-\u2010-\u2013]/g, '')

type Judged = ListLine & { isNumber: boolean }

function judge(
  number: number,
  cell: (column: Column) => string,
  { world, ours }: { world: World; ours: string },
): Judged {
  const typed = cell('organisationNumber')
  const organisationNumber = readOrganisationNumber(typed, world)
  const numberProblem = organisationNumber.ok
    ? organisationNumber.value === ours
      ? 'ours'
      : undefined
    : (hintFor(typed) ?? organisationNumber.problem)
  const email = readEmail(cell('email'))
  const contact = readName(cell('contactPerson'))
  const contactProblem = !contact.ok
    ? contact.problem
    : PERSON_NUMBER.test(contact.value)
      ? 'personNumber'
      : undefined
  const packageTyped = cell('package')
  const packageId = packageNamed(packageTyped)

  return {
    number,
    isNumber: organisationNumber.ok,
    organisationNumber: organisationNumber.ok ? organisationNumber.value : typed,
    email: email.ok ? email.value : cell('email'),
    contactPerson: contact.ok ? contact.value : cell('contactPerson'),
    packageId: packageId ?? packageTyped,
    problems: [
      ...(numberProblem ? [`number.${numberProblem}` as const] : []),
      ...(email.ok ? [] : [`email.${email.problem}` as const]),
      ...(contactProblem ? [`contact.${contactProblem}` as const] : []),
      ...(packageId
        ? []
        : [`package.${packageTyped.trim() === '' ? 'empty' : 'unknown'}` as const]),
    ],
  }
}

/** Eleven digits: of a person, or of a bank account. Neither belongs here. */
const PERSON_NUMBER = /(?<!\d)\d{6}[ .]?\d{5}(?!\d)/
const HIDDEN = /[\p{Cc}\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/u

/** What went wrong, where more can be said than that it is not nine digits. */
function hintFor(typed: string): NumberProblem | undefined {
  const text = typed.trim()
  if (HIDDEN.test(text)) return 'hidden'
  if (PERSON_NUMBER.test(text)) return 'personNumber'
  if (/^\d[.,]\d+e\+?\d+$/i.test(text)) return 'rounded'
  const asDigits = text
    .replace(/[ .\u00a0\u202f]/g, '')
    .replace(/[OoОоΟο]/g, '0') // Latin, Cyrillic and Greek
    .replace(/[IilІ|]/g, '1')
    .replace(/\p{Nd}/gu, '0')
  return /^\d{9}$/.test(asDigits) && !/^[\d .\u00a0\u202f]*$/.test(text) ? 'lookAlike' : undefined
}

const packageNamed = (typed: string): string | undefined =>
  [...PACKAGES, CLIENT_PACKAGE].find(offer =>
    [offer.id, offer.name.toLowerCase()].includes(bare(typed)),
  )?.id

/** What is kept of a line that is not taken is for reading only, so the dangerous parts go. */
function asKept({ isNumber: _, ...line }: Judged, problems: readonly LineProblem[]): ListLine {
  if (problems.length === 0) return { ...line, problems }
  return {
    number: line.number,
    organisationNumber: readable(line.organisationNumber),
    email: readable(line.email),
    contactPerson: readable(line.contactPerson),
    packageId: readable(line.packageId),
    problems,
  }
}

const LONGEST_SHOWN = 100
const PERSON_NUMBERS = new RegExp(PERSON_NUMBER, 'g')

/** Person numbers are not kept, nor what turns or hides text. */
const readable = (typed: string): string =>
  [...typed.trim()]
    .slice(0, LONGEST_SHOWN)
    .join('')
    .replace(PERSON_NUMBERS, '•••••• •••••')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '\ufffd')
