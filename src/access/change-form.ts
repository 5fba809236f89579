import * as z from 'zod'
import {
  packageById,
  PACKAGES,
  RESOURCE_IDS,
  type Package,
  type PackageId,
  type ResourceKey,
} from '../domain/packages.js'
import type { Wanted } from '../asking/system-access.js'

export const RESOURCE_KEYS = Object.keys(RESOURCE_IDS) as ResourceKey[]

const ticked = z.literal('yes').optional()
const choice = {
  package: z.enum(PACKAGES.map(({ id }) => id)),
  claims: ticked,
  logistics: ticked,
  salary: ticked,
} satisfies Record<ResourceKey | 'package', z.ZodType>

/** What the first page sends on. Whatever else there is did not come from a form of ours. */
export const ChoiceQuery = z.strictObject(choice)
/** What the check page sends. */
export const ChoiceBody = z.strictObject({
  ...choice,
  _csrf: z.string(),
  /** An explicit yes to taking back another change that waits. */
  again: z.literal('yes').optional(),
})
export type Choice = z.infer<typeof ChoiceQuery>

/** What the access is now: a package, and resources by their ids. */
export interface Now {
  packageId: string
  resources: readonly string[]
}

/**
 * A new package brings its own permissions; with the same one, the ticks decide. A permission that is
 * in none of our packages, from before or from elsewhere, is left as it is.
 */
export function wantedBy(choice: Choice, now: Now): Wanted {
  const chosen = packageById(choice.package)!
  const keys =
    choice.package === now.packageId
      ? RESOURCE_KEYS.filter(key => choice[key] === 'yes')
      : chosen.resources
  const ours: readonly string[] = Object.values(RESOURCE_IDS)
  return {
    packageId: choice.package,
    resources: [
      ...now.resources.filter(id => !ours.includes(id)),
      ...keys.map(key => RESOURCE_IDS[key]),
    ],
  }
}

export interface Preselected {
  packageId: string
  resources: readonly ResourceKey[]
}

/** What is ticked at first: what there is now, and the permission somebody came to ask for. */
export function preselected(now: Now, asked: unknown): Preselected {
  const has = RESOURCE_KEYS.filter(key => now.resources.includes(RESOURCE_IDS[key]))
  const wish = RESOURCE_KEYS.find(key => key === asked)
  if (!wish || has.includes(wish)) return { packageId: now.packageId, resources: has }
  const larger = smallestWith([...has, wish])
  return {
    packageId: larger?.id ?? now.packageId,
    resources: RESOURCE_KEYS.filter(key => key === wish || has.includes(key)),
  }
}

const smallestWith = (keys: readonly ResourceKey[]): Package | undefined =>
  PACKAGES.find(({ resources }) => keys.every(key => resources.includes(key)))

/** As the check page sends it, and as an address has it. */
export const fieldsOf = (wanted: Wanted): Record<string, string> => ({
  package: wanted.packageId,
  ...Object.fromEntries(
    RESOURCE_KEYS.filter(key => wanted.resources.includes(RESOURCE_IDS[key])).map(key => [
      key,
      'yes',
    ]),
  ),
})

/** The choice page, or the check page, with these choices in it. */
export const addressWith = (path: string, wanted: Wanted): string =>
  `${path}?${new URLSearchParams(fieldsOf(wanted)).toString()}`

export const nameOfPackage = (id: PackageId | string): string => packageById(id)?.name ?? id
