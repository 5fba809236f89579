import type { RegisteredRight, RegisteredSystem, SystemEntry } from '../altinn/system-register.js'

/** What can be changed of a system. Lists are of texts, so that they can be typed and compared. */
export interface Content {
  name: Translated
  description: Translated
  /** As Altinn counts client ids: letters of both cases are the same. */
  clientIds: readonly string[]
  returnAddresses: readonly string[]
  isVisible: boolean
  /** Ids in the resource registry; a right of another shape is {@link rightToKey}'s JSON. */
  rights: readonly string[]
  /** Whole urns. */
  accessPackages: readonly string[]
}

export type Translated = Readonly<Record<string, string>>

/** Altinn stumbles over a system that lacks one of them. */
export const REGISTER_LANGUAGES = ['nb', 'nn', 'en'] as const

export const TEXTS = ['name', 'description'] as const
export const LISTS = ['clientIds', 'returnAddresses', 'rights', 'accessPackages'] as const
export type TextKey = (typeof TEXTS)[number]
export type ListKey = (typeof LISTS)[number]

/**
 * What somebody wants to be different, and nothing else: whatever it does not name stays as it is
 * when the change is made, also what somebody else changed meanwhile.
 */
export interface Patch {
  /** By language. */
  name: Translated
  description: Translated
  clientIds: ListPatch
  returnAddresses: ListPatch
  rights: ListPatch
  accessPackages: ListPatch
  isVisible?: boolean | undefined
}

export interface ListPatch {
  add: readonly string[]
  remove: readonly string[]
}

const NO_CHANGE: ListPatch = { add: [], remove: [] }

export const NO_PATCH: Patch = {
  name: {},
  description: {},
  clientIds: NO_CHANGE,
  returnAddresses: NO_CHANGE,
  rights: NO_CHANGE,
  accessPackages: NO_CHANGE,
}

export const NOTHING: Content = {
  name: {},
  description: {},
  clientIds: [],
  returnAddresses: [],
  isVisible: false,
  rights: [],
  accessPackages: [],
}

export const contentOf = (system: RegisteredSystem): Content => ({
  name: system.name,
  description: system.description,
  clientIds: system.clientId,
  returnAddresses: system.allowedRedirectUrls,
  isVisible: system.isVisible,
  rights: system.rights.map(rightToKey),
  accessPackages: system.accessPackages.map(({ urn }) => urn),
})

export const entryOf = (id: string, content: Content): SystemEntry => ({
  id,
  name: content.name,
  description: content.description,
  rights: content.rights.map(keyToRight),
  accessPackages: content.accessPackages,
  clientIds: content.clientIds,
  isVisible: content.isVisible,
  redirectUrls: content.returnAddresses,
})

const RESOURCE = 'urn:altinn:resource'

/** The id of the resource; JSON of the whole right when it says more than that. */
export function rightToKey({
  action,
  resource,
}: {
  action?: string | null | undefined
  resource: readonly { id: string; value: string }[]
}): string {
  const [only, ...others] = resource
  const isPlain = only?.id === RESOURCE && others.length === 0 && !action
  if (isPlain && !only.value.startsWith('{')) return only.value
  return JSON.stringify({
    ...(action ? { action } : {}),
    resource: resource.map(({ id, value }) => ({ id, value })),
  })
}

/** The other way round. What is no JSON of a right is taken for an id. */
export function keyToRight(key: string): RegisteredRight {
  return unusualRight(key) ?? { resource: [{ id: RESOURCE, value: key }] }
}

/** A right that is not simply a resource. */
export function unusualRight(key: string): RegisteredRight | undefined {
  if (!key.startsWith('{')) return undefined
  try {
    const { action, resource } = JSON.parse(key) as { action?: unknown; resource?: unknown }
    const isRight =
      Array.isArray(resource) &&
      resource.every(
        (pair: unknown) =>
          typeof pair === 'object' &&
          pair !== null &&
          typeof (pair as { id?: unknown }).id === 'string' &&
          typeof (pair as { value?: unknown }).value === 'string',
      )
    if (!isRight) return undefined
    return {
      ...(typeof action === 'string' ? { action } : {}),
      resource: (resource as { id: string; value: string }[]).map(({ id, value }) => ({
        id,
        value,
      })),
    }
  } catch {
    return undefined
  }
}

/** Compared as Altinn compares them. */
export const isSame: Readonly<Record<ListKey, (one: string, other: string) => boolean>> = {
  clientIds: (one, other) => one.toLowerCase() === other.toLowerCase(),
  returnAddresses: (one, other) => normalAddress(one) === normalAddress(other),
  rights: (one, other) => one === other,
  accessPackages: (one, other) => one.toLowerCase() === other.toLowerCase(),
}

/** As Altinn keeps it: `https://a.example` becomes `https://a.example/`. */
export const normalAddress = (address: string): string =>
  URL.canParse(address) ? new URL(address).href : address

/** What a system becomes. Order is kept, and what is new comes last. */
export function applied(content: Content, patch: Patch): Content {
  const list = (key: ListKey): string[] => {
    const same = isSame[key]
    const { add, remove } = patch[key]
    const kept = content[key].filter(one => !remove.some(other => same(one, other)))
    const added = add.filter(one => !kept.some(other => same(one, other)))
    return [...kept, ...added]
  }
  return {
    name: { ...content.name, ...patch.name },
    description: { ...content.description, ...patch.description },
    clientIds: list('clientIds'),
    returnAddresses: list('returnAddresses'),
    isVisible: patch.isVisible ?? content.isVisible,
    rights: list('rights'),
    accessPackages: list('accessPackages'),
  }
}

/** What has to be different for `before` to become `after`. */
export function patchBetween(before: Content, after: Content): Patch {
  const texts = (key: TextKey): Translated =>
    Object.fromEntries(
      Object.entries(after[key]).filter(([language, text]) => before[key][language] !== text),
    )
  const list = (key: ListKey): ListPatch => ({
    add: without(key, after[key], before[key]),
    remove: without(key, before[key], after[key]),
  })
  return {
    name: texts('name'),
    description: texts('description'),
    clientIds: list('clientIds'),
    returnAddresses: list('returnAddresses'),
    rights: list('rights'),
    accessPackages: list('accessPackages'),
    ...(before.isVisible === after.isVisible ? {} : { isVisible: after.isVisible }),
  }
}

export const without = (key: ListKey, all: readonly string[], others: readonly string[]) =>
  all.filter(one => !others.some(other => isSame[key](one, other)))

/** One thing that is another afterwards. */
export type Difference =
  | { what: TextKey; language: string; before: string | undefined; after: string | undefined }
  | { what: 'isVisible'; before: boolean; after: boolean }
  | { what: ListKey; value: string; change: 'comes' | 'goes' }

/** Everything that is another afterwards, languages and entries one by one. */
export function differencesBetween(before: Content, after: Content): Difference[] {
  const texts = TEXTS.flatMap(what =>
    languagesOf(before[what], after[what])
      .filter(language => before[what][language] !== after[what][language])
      .map(language => ({
        what,
        language,
        before: before[what][language],
        after: after[what][language],
      })),
  )
  const lists = LISTS.flatMap(what => [
    ...without(what, before[what], after[what]).map(value => ({
      what,
      value,
      change: 'goes' as const,
    })),
    ...without(what, after[what], before[what]).map(value => ({
      what,
      value,
      change: 'comes' as const,
    })),
  ])
  const { isVisible } = before
  return [
    ...texts,
    ...(isVisible === after.isVisible
      ? []
      : [{ what: 'isVisible' as const, before: isVisible, after: after.isVisible }]),
    ...lists,
  ]
}

/** Ours first, and then whatever else there is. */
export const languagesOf = (...texts: readonly Translated[]): string[] => [
  ...new Set([...REGISTER_LANGUAGES, ...texts.flatMap(text => Object.keys(text))]),
]

/** Customers or calls of ours may depend on each of these, so whoever takes one away says so twice. */
export const vanishing = (differences: readonly Difference[]) =>
  differences.filter(
    (difference): difference is Extract<Difference, { change: string }> =>
      'change' in difference && difference.change === 'goes',
  )

/** The same text for the same content, however its members are ordered. */
export const fingerprintOf = (content: Content): string =>
  JSON.stringify([
    ...TEXTS.map(key => Object.entries(content[key]).sort(([a], [b]) => (a < b ? -1 : 1))),
    ...LISTS.map(key => [...content[key]].sort()),
    content.isVisible,
  ])
