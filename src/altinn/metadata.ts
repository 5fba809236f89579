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

export type Metadata = ReturnType<typeof createMetadata>

/** Names change now and then, and a page that shows an old one for an hour harms nobody. */
const LIFETIME_MS = 60 * 60 * 1000
/** While it is out of order, everybody gets the ids, and nobody waits. */
const FAILURE_LIFETIME_MS = 30_000
/** Names of this many rights and packages are kept; the one asked for first goes first. */
const LIMIT = 500
/** A page without names is better than a page that is late. */
const TIMEOUT_MS = 2_000

/**
 * Names of rights from Altinn's resource registry, and of access packages. Open to everybody, so no
 * token is sent.
 *
 * @see https://docs.altinn.studio/api/resourceregistry/
 */
export function createMetadata({ send, now }: { send: Send; now: () => number }) {
  const kept = new Map<string, { value: Promise<Named>; until: number }>()

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

  return {
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
