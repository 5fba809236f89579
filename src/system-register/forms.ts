import * as z from 'zod'
import { LISTS, type Content, type ListKey, type Patch } from './content.js'
import { readLines } from './entry-file.js'

/*
 * What the pages of the register send. A field that is missing was left empty; one that no page of
 * ours has is refused, and so are the hidden ones when they are not as we wrote them.
 */

/** The parts of a system that are changed one at a time. */
export const SECTIONS = ['texts', ...LISTS, 'isVisible'] as const
export type Section = (typeof SECTIONS)[number]

const system = z.string().min(1).max(255).optional()

export const SystemQuery = z.strictObject({ system, log: z.literal('all').optional() })
export const PlaceQuery = z.strictObject({ system })
export const EditQuery = z.strictObject({ system, section: z.enum(SECTIONS) })

const text = z.string().max(20_000).default('')
const long = z.string().max(100_000).default('')

/** By the names of the fields, as `name-nb`. */
const TextFields = {
  'name-nb': text,
  'name-nn': text,
  'name-en': text,
  'description-nb': text,
  'description-nn': text,
  'description-en': text,
}
const ListFields = { clientIds: long, returnAddresses: long, rights: long, accessPackages: long }

export const EditBody = z.strictObject({
  _csrf: z.string(),
  system,
  section: z.enum([...SECTIONS, 'missing']),
  /** What the page showed, so that only what was changed there is changed. */
  shown: hidden(() => ShownContent).optional(),
  /** A button beside what was found. */
  add: z.string().min(1).max(500).optional(),
  do: z.literal('search').optional(),
  q: z.string().max(200).default(''),
  isVisible: z.literal('yes').optional(),
  ...TextFields,
  ...ListFields,
})
export type EditBody = z.infer<typeof EditBody>

export const RegisterBody = z.discriminatedUnion('from', [
  z.strictObject({ _csrf: z.string(), from: z.literal('file'), json: long }),
  z.strictObject({
    _csrf: z.string(),
    from: z.literal('form'),
    systemId: text,
    isVisible: z.literal('yes').optional(),
    ...TextFields,
    ...ListFields,
  }),
])
export type RegisterBody = z.infer<typeof RegisterBody>

export const CheckBody = z.strictObject({
  _csrf: z.string(),
  system: z.string().min(1).max(255),
  patch: hidden(() => PatchShape),
  /** Empty for a system that was not there. */
  seen: z
    .literal('')
    .transform(() => undefined)
    .or(hidden(() => ShownContent)),
  typed: z.string().max(300).default(''),
})

export const DeleteBody = z.strictObject({
  _csrf: z.string(),
  system: z.string().min(1).max(255),
  typed: z.string().max(300).default(''),
})

/** JSON in a hidden field. */
function hidden<T>(shape: () => z.ZodType<T>) {
  return z
    .string()
    .max(100_000)
    .transform((json, context): T => {
      try {
        const parsed = shape().safeParse(JSON.parse(json))
        if (parsed.success) return parsed.data
      } catch {
        // said below
      }
      context.addIssue({ code: 'custom', message: 'is not as we wrote it' })
      return z.NEVER
    })
}

const Translated = z.record(z.string().max(20), z.string().max(20_000))
const List = z.array(z.string().max(20_000)).max(2_000)
const ListPatch = z.strictObject({ add: List, remove: List })

const ShownContent: z.ZodType<Content> = z.strictObject({
  name: Translated,
  description: Translated,
  clientIds: List,
  returnAddresses: List,
  isVisible: z.boolean(),
  rights: List,
  accessPackages: List,
})

const PatchShape: z.ZodType<Patch> = z.strictObject({
  name: Translated,
  description: Translated,
  clientIds: ListPatch,
  returnAddresses: ListPatch,
  rights: ListPatch,
  accessPackages: ListPatch,
  isVisible: z.boolean().optional(),
})

/** What the fields of a section say the system should be; the rest of it as it was shown. */
export function typedContent(
  fields: Pick<EditBody, keyof typeof TextFields | ListKey | 'isVisible'>,
  section: Section | 'all',
  shown: Content,
): Content {
  const is = (one: Section) => section === 'all' || section === one
  const texts = (key: 'name' | 'description') => ({
    ...shown[key],
    nb: tidied(fields[`${key}-nb`]),
    nn: tidied(fields[`${key}-nn`]),
    en: tidied(fields[`${key}-en`]),
  })
  const list = (key: ListKey) => (is(key) ? readLines(key, fields[key]) : shown[key])
  return {
    name: is('texts') ? texts('name') : shown.name,
    description: is('texts') ? texts('description') : shown.description,
    clientIds: list('clientIds'),
    returnAddresses: list('returnAddresses'),
    isVisible: is('isVisible') ? fields.isVisible === 'yes' : shown.isVisible,
    rights: list('rights'),
    accessPackages: list('accessPackages'),
  }
}

const tidied = (typed: string): string => typed.normalize('NFC').trim().replace(/ {2,}/g, ' ')
