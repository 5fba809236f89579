import { accessPackageUrn } from '../domain/packages.js'
import {
  isSame,
  LISTS,
  normalAddress,
  NOTHING,
  rightToKey,
  TEXTS,
  type Content,
  type ListKey,
} from './content.js'
import type { Field, Problem, Why } from './entry-rules.js'

/** What a file says of a system. What it does not mention is not in `content`. */
export interface EntryFile {
  id: string | undefined
  /** The organisation number of `vendor.ID`. */
  vendor: string | undefined
  content: Partial<Content>
  /** Members that nothing is done with. */
  ignored: string[]
}

/**
 * Reads a registration as the documentation and its examples write it: Altinn does not tell large
 * letters from small ones in the names of members, so neither do we.
 */
export function readEntryFile(text: string): { file: EntryFile; problems: Problem[] } {
  const nothing: EntryFile = { id: undefined, vendor: undefined, content: {}, ignored: [] }
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return { file: nothing, problems: [{ field: 'json', why: 'noJson' }] }
  }
  if (!isObject(value)) return { file: nothing, problems: [{ field: 'json', why: 'noSystem' }] }
  return readEntry(value)
}

/** What a file does not mention stays as it is, and a new system is as Altinn would make it. */
export function contentFrom({ content }: EntryFile, now: Content | undefined): Content {
  const before = now ?? { ...NOTHING, isVisible: true }
  return {
    ...before,
    ...content,
    name: { ...before.name, ...content.name },
    description: { ...before.description, ...content.description },
  }
}

/** As {@link readEntryFile}, of what has been parsed already; the change log has such entries. */
export function readEntry(value: Record<string, unknown>): {
  file: EntryFile
  problems: Problem[]
} {
  const problems: Problem[] = []
  const complain = (field: Field, why: Why, culprit?: string) =>
    problems.push({
      field,
      why,
      ...(culprit === undefined ? {} : { value: culprit.slice(0, 300) }),
    })

  const members = new Map<string, unknown>()
  const ignored: string[] = []
  for (const [name, member] of Object.entries(value)) {
    const key = OTHER_NAMES.get(name.toLowerCase()) ?? name.toLowerCase()
    const known = Object.hasOwn(FIELDS, key) ? FIELDS[key as keyof typeof FIELDS] : undefined
    if (known === undefined) ignored.push(name.slice(0, 100))
    else if (members.has(key)) complain(known, 'twice', name)
    else if (member !== null) members.set(key, member)
  }

  const id = members.get('id')
  if (id !== undefined && typeof id !== 'string') complain('systemId', 'strange')
  const isVisible = members.get('isvisible')
  if (isVisible !== undefined && typeof isVisible !== 'boolean') complain('isVisible', 'notYesOrNo')

  const content: { -readonly [Key in keyof Content]?: Content[Key] } = {}
  if (typeof isVisible === 'boolean') content.isVisible = isVisible
  for (const key of TEXTS) {
    if (!members.has(key)) continue
    const texts = textsOf(members.get(key))
    if (texts) content[key] = texts
    else complain(key, 'notTexts')
  }
  for (const key of LISTS) {
    const member = members.get(MEMBER[key])
    if (member === undefined) continue
    const entries = Array.isArray(member) ? (member as unknown[]) : [member]
    const read = entries.map(READ[key])
    if (read.includes(undefined)) complain(key, 'notAList')
    content[key] = unique(
      key,
      read.filter(entry => entry !== undefined),
    )
  }

  return {
    file: {
      id: typeof id === 'string' ? id.trim() : undefined,
      vendor: vendorIn(members.get('vendor'), complain),
      content,
      ignored,
    },
    problems,
  }
}

/** One entry per line, or with commas between; blanks around them do not count. */
export const readLines = (key: ListKey, text: string): string[] =>
  unique(
    key,
    text
      .split(key === 'rights' ? /[\r\n]+/ : /[\r\n,]+/)
      .map(line => line.trim())
      .filter(line => line !== '')
      .map(line => tidy(key, line)),
  )

const FIELDS = {
  id: 'systemId',
  vendor: 'vendor',
  name: 'name',
  description: 'description',
  rights: 'rights',
  accesspackages: 'accessPackages',
  clientid: 'clientIds',
  isvisible: 'isVisible',
  allowedredirecturls: 'returnAddresses',
} as const

/** What headings in the documentation call them, and tables of settings. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['systemid', 'id'],
  ['systemtypeid', 'id'],
  ['klientid', 'clientid'],
  ['clientids', 'clientid'],
  ['redirecturls', 'allowedredirecturls'],
])

const MEMBER: Readonly<Record<ListKey, string>> = {
  clientIds: 'clientid',
  returnAddresses: 'allowedredirecturls',
  rights: 'rights',
  accessPackages: 'accesspackages',
}

const READ: Readonly<Record<ListKey, (entry: unknown) => string | undefined>> = {
  clientIds: entry => (typeof entry === 'string' ? tidy('clientIds', entry) : undefined),
  returnAddresses: entry =>
    typeof entry === 'string' ? tidy('returnAddresses', entry) : undefined,
  rights: rightIn,
  accessPackages(entry) {
    const urn = isObject(entry) ? memberOf(entry, 'urn') : entry
    return typeof urn === 'string' ? tidy('accessPackages', urn) : undefined
  },
}

function rightIn(entry: unknown): string | undefined {
  if (typeof entry === 'string') return tidy('rights', entry)
  if (!isObject(entry)) return undefined
  const action = memberOf(entry, 'action')
  const resource = memberOf(entry, 'resource')
  if (!Array.isArray(resource) || resource.length === 0) return undefined
  const pairs = (resource as unknown[]).map(pair => ({
    id: isObject(pair) ? memberOf(pair, 'id') : undefined,
    value: isObject(pair) ? memberOf(pair, 'value') : undefined,
  }))
  if (!pairs.every(isPair)) return undefined
  return rightToKey({
    action: typeof action === 'string' ? action : undefined,
    resource: pairs.map(({ id, value }) => ({ id: id.trim(), value: value.trim() })),
  })
}

const isPair = (pair: { id: unknown; value: unknown }): pair is { id: string; value: string } =>
  typeof pair.id === 'string' && typeof pair.value === 'string'

function tidy(key: ListKey, entry: string): string {
  const text = entry.trim()
  if (key === 'returnAddresses') return normalAddress(text)
  if (key === 'accessPackages' && /^[\w-]+$/.test(text)) return accessPackageUrn(text)
  return text
}

const unique = (key: ListKey, entries: readonly string[]): string[] =>
  entries.filter(
    (entry, at) => entry !== '' && entries.findIndex(one => isSame[key](one, entry)) === at,
  )

/** Languages by their codes in small letters; any other member is no language. */
function textsOf(member: unknown): Record<string, string> | undefined {
  if (!isObject(member)) return undefined
  const entries = Object.entries(member).filter(([, text]) => text !== null)
  const isFine = entries.every(
    ([language, text]) => /^[a-z]{2,3}$/i.test(language) && typeof text === 'string',
  )
  return isFine
    ? Object.fromEntries(
        entries.map(([language, text]) => [
          language.toLowerCase(),
          (text as string).normalize('NFC').trim(),
        ]),
      )
    : undefined
}

function vendorIn(
  member: unknown,
  complain: (field: Field, why: Why, culprit?: string) => void,
): string | undefined {
  if (member === undefined) return undefined
  const number = isObject(member) ? memberOf(member, 'id') : member
  if (typeof number !== 'string') return void complain('vendor', 'strange')
  return number.trim().replace(/^0192:/, '')
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const memberOf = (object: Record<string, unknown>, name: string): unknown =>
  Object.entries(object).find(([key]) => key.toLowerCase() === name)?.[1]
