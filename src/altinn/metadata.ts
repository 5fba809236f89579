import * as z from 'zod'
import type { Action } from '../action.js'
import { SmartCloudError } from '../errors.js'
import { path, type Call, type Send } from '../upstream/send.js'

/** A language may be missing, and any of them may be empty. */
const Translated = z.record(z.string(), z.string())

const ResourceAnswer = z.object({
  title: Translated,
  hasCompetentAuthority: z.object({ name: Translated.default({}) }).optional(),
})

const PackageAnswer = z.object({ name: z.string(), description: z.string().default('') })

/** What a right is called. */
export interface NamedRight {
  name: string
  /** Whose the resource is. */
  owner?: string | undefined
  description?: string | undefined
}

/** `nothing` when Altinn did not say; the id itself must do then. */
export type Named = NamedRight | 'nothing'

/** Tolerant: an entry that cannot be read is left out, and the others are listed. */
const ListedResourceAnswer = z.object({
  identifier: z.string().min(1),
  title: Translated.catch({}),
  hasCompetentAuthority: z.object({ name: Translated.catch({}) }).nullish(),
  resourceType: z.string().catch(''),
  delegable: z.boolean().catch(true),
})

const ListedPackageAnswer = z.object({
  urn: z.string().min(1),
  name: z.string().catch(''),
  description: z.string().catch(''),
  isDelegable: z.boolean().catch(true),
  isAssignable: z.boolean().catch(true),
})

const ResourceListAnswer = z.array(z.unknown())

/** Groups of areas of packages. */
const ExportAnswer = z.array(
  z.object({
    areas: z.array(z.object({ packages: z.array(z.unknown()).nullish() })).nullish(),
  }),
)

/** A right in the resource registry, as somebody who chooses needs it. */
export interface ListedResource {
  /** Such as `ske-krav-og-betalinger`; an app's is `app_{org}_{name}`. */
  id: string
  /** The id when it has no title. */
  title: string
  /** Whose the resource is. */
  owner?: string | undefined
  /** Such as `GenericAccessResource`; empty when Altinn did not say. */
  type: string
  /**
   * Whether its own owner lets it be passed on. A system may have it only if its type allows that
   * too: {@link mayBeOnSystem}.
   */
  delegable: boolean
}

/** An access package, as somebody who chooses needs it. What Altinn does not say is allowed. */
export interface ListedPackage {
  /** Whole, such as `urn:altinn:accesspackage:lonn`. */
  urn: string
  /** The urn when it has no name. */
  name: string
  description?: string | undefined
  /** May be given on to the clients of an accountant: what a request for clients needs. */
  isDelegable: boolean
  /** May be given by an organisation for itself: what an ordinary request needs. */
  isAssignable: boolean
}

/** `unavailable` when Altinn does not tell now: then ids are written by hand, and Altinn judges. */
export type Listed<T> = readonly T[] | 'unavailable'

const TYPES_ON_SYSTEMS: ReadonlySet<string> = new Set([
  'AltinnApp',
  'Systemresource',
  'Default',
  'CorrespondenceService',
  'BrokerService',
  'GenericAccessResource',
  'MigratedApp',
])

/** Altinn's rule for the rights of a system (`AUTH.VLD-00017`). A type we were not told passes. */
export const mayBeOnSystem = ({ type }: Pick<ListedResource, 'type'>): boolean =>
  type === '' || TYPES_ON_SYSTEMS.has(type)

export type Metadata = ReturnType<typeof createMetadata>

/** Names change now and then, and a page that shows an old one for an hour harms nobody. */
const LIFETIME_MS = 60 * 60 * 1000
/** While it is out of order, everybody gets the ids, and nobody waits. */
const FAILURE_LIFETIME_MS = 30_000
/** Names of this many rights and packages are kept; the one asked for first goes first. */
const LIMIT = 500
/** A page without names is better than a page that is late. */
const TIMEOUT_MS = 2_000
/** The whole register is some megabytes, and is fetched by staff, who may wait for it. */
const LIST_TIMEOUT_MS = 5_000
const LIST_BYTES = 30_000_000

/**
 * Names of rights from Altinn's resource registry, and of access packages. Open to everybody, so no
 * token is sent.
 *
 * @see https://docs.altinn.studio/api/resourceregistry/
 */
export function createMetadata({ send, now }: { send: Send; now: () => number }) {
  const kept = new Map<string, { value: Promise<Named>; until: number }>()
  const keptLists = new Map<string, { value: Promise<Listed<unknown>>; until: number }>()

  function cached(key: string, fetch: () => Promise<Named>): Promise<Named> {
    const known = kept.get(key)
    if (known && known.until > now()) return known.value
    const entry = { value: fetch(), until: now() + LIFETIME_MS }
    kept.delete(key) // so that the new one counts as new
    kept.set(key, entry)
    if (kept.size > LIMIT) kept.delete(kept.keys().next().value!)
    void entry.value.then(
      value => {
        if (value === 'nothing') entry.until = now() + FAILURE_LIFETIME_MS
      },
      () => kept.delete(key),
    )
    return entry.value
  }

  const ask = async <A>(
    call: Pick<Call<A>, 'operation' | 'path' | 'headers' | 'answer'>,
    action: Action,
    name: (answer: A) => NamedRight | undefined,
  ): Promise<Named> => {
    try {
      const answer = await send(
        { ...call, method: 'GET', repeat: 'once', timeoutMs: TIMEOUT_MS },
        action,
      )
      return name(answer.body) ?? 'nothing'
    } catch (error) {
      if (error instanceof SmartCloudError) return 'nothing'
      throw error
    }
  }

  /** Who asks while a list is out of order gets the one we had, if we had any. */
  function cachedList<T>(key: string, fetch: () => Promise<Listed<T>>): Promise<Listed<T>> {
    const known = keptLists.get(key)
    if (known && known.until > now()) return known.value as Promise<Listed<T>>
    const entry = { value: fetch(), until: now() + LIFETIME_MS }
    keptLists.set(key, entry)
    const settled = entry.value.then(async value => {
      if (value !== 'unavailable') return value
      entry.until = now() + FAILURE_LIFETIME_MS
      return known ? (known.value as Promise<Listed<T>>) : value
    })
    settled.catch(() => keptLists.delete(key))
    entry.value = settled
    return settled
  }

  async function list<A, T>(
    call: Pick<Call<A>, 'operation' | 'path' | 'query' | 'headers' | 'answer'>,
    action: Action,
    read: (answer: A) => T[],
  ): Promise<Listed<T>> {
    try {
      const answer = await send(
        {
          ...call,
          method: 'GET',
          repeat: 'once',
          timeoutMs: LIST_TIMEOUT_MS,
          maxBytes: LIST_BYTES,
        },
        action,
      )
      return read(answer.body)
    } catch (error) {
      if (error instanceof SmartCloudError) return 'unavailable'
      throw error
    }
  }

  return {
    /**
     * Every right there is, apps too, by title. Fetched once an hour. Search in it with plain code:
     * it is in memory.
     */
    resources: (language: string, action: Action): Promise<Listed<ListedResource>> =>
      cachedList(JSON.stringify(['resources', language]), () =>
        list(
          {
            operation: 'altinn: list resources',
            path: '/resourceregistry/api/v1/resource/resourcelist',
            query: { includeApps: 'true', includeMigratedApps: 'true' },
            answer: ResourceListAnswer,
          },
          action,
          answer => sortedBy(resourcesIn(answer, language), ({ title }) => title, language),
        ),
      ),

    /** Every access package there is, by name. Fetched once an hour. */
    accessPackages: (language: string, action: Action): Promise<Listed<ListedPackage>> =>
      cachedList(JSON.stringify(['packages', language]), () =>
        list(
          {
            operation: 'altinn: list access packages',
            path: '/accessmanagement/api/v1/meta/info/accesspackages/export',
            headers: { 'accept-language': language },
            answer: ExportAnswer,
          },
          action,
          answer => sortedBy(packagesIn(answer), ({ name }) => name, language),
        ),
      ),

    /** @param id in the resource registry, such as `ske-krav-og-betalinger` */
    resource: (id: string, language: string, action: Action): Promise<Named> =>
      cached(JSON.stringify(['resource', id, language]), () =>
        ask(
          {
            operation: 'altinn: read resource',
            path: path`/resourceregistry/api/v1/resource/${id}`,
            answer: ResourceAnswer,
          },
          action,
          ({ title, hasCompetentAuthority }) => {
            const name = inLanguage(title, language)
            const owner = inLanguage(hasCompetentAuthority?.name ?? {}, language)
            return name === undefined ? undefined : { name, owner }
          },
        ),
      ),

    /** @param urn whole, such as `urn:altinn:accesspackage:lonn` */
    accessPackage: (urn: string, language: string, action: Action): Promise<Named> =>
      cached(JSON.stringify(['package', urn, language]), () =>
        ask(
          {
            operation: 'altinn: read access package',
            path: path`/accessmanagement/api/v1/meta/info/accesspackages/package/urn/${urn}`,
            headers: { 'accept-language': language },
            answer: PackageAnswer,
          },
          action,
          ({ name, description }) =>
            name === '' ? undefined : { name, description: description || undefined },
        ),
      ),
  }
}

/** The visitor's language, or else bokmål, nynorsk, English, or whatever there is. */
function inLanguage(words: Record<string, string>, language: string): string | undefined {
  return [language, 'nb', 'nn', 'en', ...Object.keys(words)]
    .map(candidate => words[candidate])
    .find(word => word !== undefined && word !== '')
}

function resourcesIn(entries: readonly unknown[], language: string): ListedResource[] {
  const found = new Map<string, ListedResource>()
  for (const entry of entries) {
    const { data } = ListedResourceAnswer.safeParse(entry)
    if (!data || found.has(data.identifier)) continue
    found.set(data.identifier, {
      id: data.identifier,
      title: inLanguage(data.title, language) ?? data.identifier,
      owner: inLanguage(data.hasCompetentAuthority?.name ?? {}, language),
      type: data.resourceType,
      delegable: data.delegable,
    })
  }
  return [...found.values()]
}

function packagesIn(groups: z.infer<typeof ExportAnswer>): ListedPackage[] {
  const entries = groups
    .flatMap(({ areas }) => areas ?? [])
    .flatMap(({ packages }) => packages ?? [])
  const found = new Map<string, ListedPackage>()
  for (const entry of entries) {
    const { data } = ListedPackageAnswer.safeParse(entry)
    if (!data || found.has(data.urn)) continue
    const { name, description, ...rest } = data
    found.set(data.urn, { ...rest, name: name || data.urn, description: description || undefined })
  }
  return [...found.values()]
}

function sortedBy<T>(entries: T[], wordOf: (entry: T) => string, language: string): T[] {
  const { compare } = new Intl.Collator(language)
  return entries.sort((one, other) => compare(wordOf(one), wordOf(other)))
}
