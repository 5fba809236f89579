import * as z from 'zod'
import { readName } from '../domain/contact.js'
import type { World } from '../domain/organisation-number.js'
import type { Upload } from '../web/upload.js'
import { decodeList, type NotText } from './list-text.js'
import { MOST_BYTES, readList, type ListProblem } from './read-list.js'
import type { CheckedList } from './lists.js'

/** What somebody typed, kept as typed so that the form can show it again. */
export interface ListValues {
  name: string
  rate: string
  list: string
}

export const NO_LIST: ListValues = { name: '', rate: '60', list: '' }
export const LONGEST_NAME = 100

/** The fields that are not a file; a file travels beside them. */
export const ListBody = z.strictObject({
  _csrf: z.string(),
  name: z.string().default(''),
  rate: z.string().default(''),
  list: z.string().default(''),
})

export interface ListProblems {
  name?: 'nameEmpty' | 'nameTooLong' | 'nameInvalid'
  rate?: 'rate'
  list?: ListProblem | { what: NotText | 'nothing' | 'both' | 'tooLarge' }
}

export type ReadForm =
  { ok: true; list: CheckedList } | { ok: false; problems: ListProblems; status: 413 | 422 }

export function readForm(
  { name: typedName, rate, list: pasted }: ListValues,
  upload: Upload | undefined,
  where: { world: World; ours: string },
): ReadForm {
  const name = readName(typedName, LONGEST_NAME)
  const ratePerMinute = /^[1-9]\d{0,2}$/.test(rate.trim()) ? Number(rate) : undefined
  const isRate = ratePerMinute !== undefined && ratePerMinute <= 600
  const list = readEither(pasted, upload, where)
  if (name.ok && isRate && 'lines' in list)
    return { ok: true, list: { name: name.value, ratePerMinute, lines: list.lines } }
  return {
    ok: false,
    status: 'what' in list && list.what === 'tooLarge' ? 413 : 422,
    problems: {
      ...(name.ok ? {} : { name: NAME_PROBLEMS[name.problem] }),
      ...(isRate ? {} : { rate: 'rate' as const }),
      ...('lines' in list ? {} : { list }),
    },
  }
}

const NAME_PROBLEMS = {
  empty: 'nameEmpty',
  tooLong: 'nameTooLong',
  invalid: 'nameInvalid',
} as const

function readEither(
  pasted: string,
  upload: Upload | undefined,
  where: { world: World; ours: string },
): { lines: CheckedList['lines'] } | NonNullable<ListProblems['list']> {
  const isPasted = pasted.trim() !== ''
  if (!upload && !isPasted) return { what: 'nothing' }
  if (upload && isPasted) return { what: 'both' }
  const bytes = upload?.bytes ?? new TextEncoder().encode(pasted)
  if (bytes.length > MOST_BYTES) return { what: 'tooLarge' }
  const decoded = decodeList(bytes)
  if (!decoded.ok) return { what: decoded.problem }
  const read = readList(decoded.text, where)
  return read.ok ? { lines: read.lines } : read.problem
}
