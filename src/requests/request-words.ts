import type { ListedRequest, Standing } from '../database/request-list.js'
import { CLIENT_PACKAGE, packageById, permissionIdsOf } from '../domain/packages.js'
import type { Speech } from '../web/speech.js'
import { statusTag } from '../web/status-tag.js'

/** While nobody knows what Altinn has, our own state is the status. */
const OURS = {
  sending: 'warning',
  unclear: 'warning',
  notSent: 'danger',
  refused: 'danger',
  replaced: 'neutral',
} as const satisfies Partial<Record<Standing, string>>

export function standingTag(standing: Standing, speech: Speech): { text: string; tone: string } {
  if (!isOurs(standing)) return statusTag(standing, speech)
  return { text: speech.t.requests.standings[standing], tone: OURS[standing] }
}

const isOurs = (standing: Standing): standing is keyof typeof OURS => Object.hasOwn(OURS, standing)

/** What a request or a change is about, in a few words. */
export function aboutWords(
  row: Pick<ListedRequest, 'type' | 'packageId' | 'packageBefore' | 'resources' | 'accessPackages'>,
  speech: Speech,
): string {
  const { t, say } = speech
  const words = t.requests
  if (row.type === 'change')
    return say(words.fromTo, {
      before: packageName(row.packageBefore ?? 'chosen', speech),
      after: packageName(row.packageId, speech),
    })
  const known = packageById(row.packageId)
  const isWhole = row.packageId !== CLIENT_PACKAGE.id || hasAllOf(row.accessPackages)
  if (known && isWhole) return known.name
  return countWords(row, speech)
}

/** As `2 ressurser og 1 tilgangspakke`. */
export function countWords(
  { resources, accessPackages }: Pick<ListedRequest, 'resources' | 'accessPackages'>,
  { t, say, list, plural }: Speech,
): string {
  const counted = (count: number, words: { one: string; other: string }) =>
    count > 0 ? [say(words[plural(count)], { count })] : []
  return list([
    ...counted(resources.length, t.requests.rights),
    ...counted(accessPackages.length, t.requests.accessPackages),
  ])
}

export const packageName = (id: string, { t }: Speech): string =>
  packageById(id)?.name ?? t.requests.chosen

const hasAllOf = (urns: readonly string[]): boolean => {
  const all = permissionIdsOf(CLIENT_PACKAGE)
  return urns.length === all.length && all.every(urn => urns.includes(urn))
}
