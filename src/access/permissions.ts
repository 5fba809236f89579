import {
  CLIENT_PACKAGE,
  accessPackageUrn,
  RESOURCE_IDS,
  type PermissionKey,
  type ResourceKey,
} from '../domain/packages.js'
import type { Speech } from '../web/speech.js'

/** Our own name of a permission; the id of one that no package of ours has. */
export function permissionName(id: string, { t }: Speech): string {
  const key = keyOf(id)
  return key === undefined ? id : t.permissions[key].name
}

function keyOf(id: string): PermissionKey | undefined {
  const resource = (Object.keys(RESOURCE_IDS) as ResourceKey[]).find(
    key => RESOURCE_IDS[key] === id,
  )
  return resource ?? CLIENT_PACKAGE.agentPackages.find(key => accessPackageUrn(key) === id)
}

/** In the order of our catalogue, what is in neither list left out. */
export function allOf(...lists: readonly (readonly string[])[]): string[] {
  const ids = new Set(lists.flat())
  const ours: string[] = Object.values(RESOURCE_IDS)
  return [...ours.filter(id => ids.has(id)), ...[...ids].filter(id => !ours.includes(id))]
}

/** A row of «Nå» and «Etter godkjenning». */
export function differenceRows(
  before: readonly string[],
  after: readonly string[],
  ids: readonly string[],
  speech: Speech,
) {
  const words = speech.t.access.change.check
  return ids.map(id => {
    const [had, has] = [before.includes(id), after.includes(id)]
    return {
      name: permissionName(id, speech),
      before: had ? words.has : words.hasNot,
      after: has ? words.has : words.hasNot,
      tag:
        had === has
          ? undefined
          : has
            ? ({ text: words.added, tone: 'success' } as const)
            : ({ text: words.removed, tone: 'danger' } as const),
    }
  })
}
