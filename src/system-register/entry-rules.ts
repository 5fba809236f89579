import {
  mayBeOnSystem,
  type Listed,
  type ListedPackage,
  type ListedResource,
} from '../altinn/metadata.js'
import { vendorOf } from '../altinn/system-register.js'
import {
  differencesBetween,
  NOTHING,
  REGISTER_LANGUAGES,
  TEXTS,
  unusualRight,
  type Content,
  type ListKey,
  type TextKey,
} from './content.js'

/** What a problem is about; each has a name in the texts, and a place in a form. */
export type Field = 'systemId' | 'vendor' | 'json' | TextKey | ListKey | 'isVisible'

export type Why =
  | 'missing'
  | 'tooLong'
  | 'strange'
  | 'wrongVendor'
  | 'wrongId'
  | 'idTaken'
  | 'notHttps'
  | 'notAnAddress'
  | 'notAUrn'
  | 'notAResource'
  | 'notForSystems'
  | 'notDelegable'
  | 'notVisible'
  | 'noJson'
  | 'noSystem'
  | 'notAList'
  | 'notTexts'
  | 'notYesOrNo'
  | 'twice'
  | 'tooMany'

export interface Problem {
  field: Field
  why: Why
  /** What is wrong, as it was written. */
  value?: string
  /** Of a text. */
  language?: string
}

export interface Known {
  resources: Listed<ListedResource>
  accessPackages: Listed<ListedPackage>
}

/** A name is shown to every customer who is asked; a description in Altinn's list of systems. */
const MOST_LETTERS: Readonly<Record<TextKey, number>> = { name: 200, description: 1_000 }
const MOST_ENTRIES = 500
const LONGEST_ENTRY = 255
const LONGEST_ADDRESS = 2_000

/** Characters that no name has: controls, lone surrogates, and those that turn or hide text. */
const NOT_IN_TEXT = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]/u
const PRINTABLE = /^[\x21-\x7e\u00a1-\uffff]+$/

/**
 * What Altinn would refuse, or worse, would not: it never looks at the return addresses of a system
 * that is there already, and answers 500 to a missing language. What was there before is let be.
 *
 * @param known what Altinn has of rights and packages; where it did not say, Altinn judges
 */
export function problemsOf(
  after: Content,
  { before = NOTHING, isSandbox, known }: { before?: Content; isSandbox: boolean; known: Known },
): Problem[] {
  return [
    ...TEXTS.flatMap(field =>
      REGISTER_LANGUAGES.flatMap(language => {
        const why = whyNotText(after[field][language] ?? '', MOST_LETTERS[field])
        return why ? [{ field, why, language }] : []
      }),
    ),
    ...differencesBetween(before, after).flatMap(difference => {
      if (!('change' in difference) || difference.change === 'goes') return []
      const { what, value } = difference
      const why = whyNotEntry(what, value, { isSandbox, known })
      return why ? [{ field: what, why, value: value.slice(0, 300) }] : []
    }),
    ...(['clientIds', 'returnAddresses', 'rights', 'accessPackages'] as const).flatMap(field =>
      after[field].length > MOST_ENTRIES ? [{ field, why: 'tooMany' as const }] : [],
    ),
    ...visibilityProblems(after, known),
  ]
}

/** New ids must begin with our own number, and have no blanks in them. */
export function systemIdProblem(id: string, vendor: string): Problem | undefined {
  const because = (why: Why): Problem => ({ field: 'systemId', why, value: id.slice(0, 300) })
  if (id === '') return { field: 'systemId', why: 'missing' }
  if (id.length > LONGEST_ENTRY) return because('tooLong')
  if (!/^[^\s/?#%\\]+$/.test(id) || NOT_IN_TEXT.test(id)) return because('strange')
  return vendorOf(id) === vendor ? undefined : because('wrongId')
}

/** What a file says of whose it is; nothing is fine. */
export const vendorProblem = (number: string | undefined, vendor: string): Problem | undefined =>
  number === undefined || number === vendor
    ? undefined
    : { field: 'vendor', why: 'wrongVendor', value: number.slice(0, 100) }

export interface Doubt {
  what: 'rights' | 'accessPackages'
  value: string
}

/** What Altinn's lists do not have, and Altinn therefore may not know: worth a second look. */
export function doubtsAbout(
  before: Content,
  after: Content,
  { resources, accessPackages }: Known,
): Doubt[] {
  return differencesBetween(before, after).flatMap((difference): Doubt[] => {
    if (!('change' in difference) || difference.change === 'goes') return []
    const { what, value } = difference
    if (what === 'rights' && resources !== 'unavailable' && !unusualRight(value))
      return resources.some(({ id }) => id === value) ? [] : [{ what, value }]
    if (what === 'accessPackages' && accessPackages !== 'unavailable')
      return accessPackages.some(({ urn }) => urn === value) ? [] : [{ what, value }]
    return []
  })
}

function whyNotText(text: string, most: number): Why | undefined {
  if (text.replace(/[\s\u115f\u1160\u2800\u3164\uffa0]/gu, '') === '') return 'missing'
  if ([...text].length > most) return 'tooLong'
  return NOT_IN_TEXT.test(text) ? 'strange' : undefined
}

function whyNotEntry(
  what: ListKey,
  value: string,
  { isSandbox, known }: { isSandbox: boolean; known: Known },
): Why | undefined {
  if (what === 'rights' && value.startsWith('{'))
    return unusualRight(value)?.resource.every(({ id }) => id === 'urn:altinn:resource')
      ? undefined
      : 'notAResource'
  if (value.length > (what === 'returnAddresses' ? LONGEST_ADDRESS : LONGEST_ENTRY))
    return 'tooLong'
  if (!PRINTABLE.test(value) || NOT_IN_TEXT.test(value)) return 'strange'
  switch (what) {
    case 'clientIds':
      return undefined
    case 'returnAddresses':
      return whyNotAddress(value, isSandbox)
    case 'rights': {
      if (known.resources === 'unavailable') return undefined
      const resource = known.resources.find(({ id }) => id === value)
      return resource && !mayBeOnSystem(resource) ? 'notForSystems' : undefined
    }
    case 'accessPackages': {
      if (!/^urn:altinn:accesspackage:[^:]+$/i.test(value)) return 'notAUrn'
      if (known.accessPackages === 'unavailable') return undefined
      const found = known.accessPackages.find(({ urn }) => urn === value)
      return found && !found.isDelegable && !found.isAssignable ? 'notDelegable' : undefined
    }
  }
}

/** A sandbox has its visitors on the same machine, without https. */
function whyNotAddress(address: string, isSandbox: boolean): Why | undefined {
  if (!URL.canParse(address)) return 'notAnAddress'
  const { protocol, hostname, username, password } = new URL(address)
  if (username !== '' || password !== '') return 'notAnAddress'
  const isHere = hostname === 'localhost' || hostname === '127.0.0.1'
  return protocol === 'https:' || (isSandbox && protocol === 'http:' && isHere)
    ? undefined
    : 'notHttps'
}

function visibilityProblems(
  { isVisible, accessPackages }: Content,
  { accessPackages: known }: Known,
): Problem[] {
  if (!isVisible || known === 'unavailable') return []
  const forClients = accessPackages.filter(value =>
    known.some(({ urn, isAssignable }) => urn === value && !isAssignable),
  )
  return forClients.length === 0
    ? []
    : [{ field: 'isVisible', why: 'notVisible', value: forClients.join(', ').slice(0, 300) }]
}
