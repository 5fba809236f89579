import { isOrganisationNumber } from '../domain/organisation-number.js'
import { spacedOrganisationNumber } from '../design/formats.js'
import type { Speech } from '../web/speech.js'
import type { Actor } from './audit-log.js'

export const whoWords = (who: Actor, { t }: Speech): string =>
  who.kind === 'staff' ? who.name : t.audit.actors[who.kind]

/** What it is about, and where that is shown. */
export function aboutWords(
  { objectType, objectId }: { objectType: string | null; objectId: string | null },
  { t, say }: Speech,
): { text: string; href: string | undefined } | undefined {
  if (objectType === null) return undefined
  const words: Readonly<Record<string, string>> = t.audit.objects
  const what = Object.hasOwn(words, objectType) ? words[objectType]! : objectType
  if (objectId === null) return { text: what, href: undefined }
  const id = /^[0-9a-f]{8}-/.test(objectId) ? objectId.slice(0, 8) : objectId
  return {
    text: say(t.audit.about, { what, id: spacedOrganisationNumber(id) }),
    href: hrefOf(objectType, objectId),
  }
}

function hrefOf(objectType: string, objectId: string): string | undefined {
  if (objectType === 'customer' || objectType === 'organisation')
    return isOrganisationNumber(objectId) ? `/admin/customers/${objectId}` : undefined
  return objectType === 'request' && /^[\w-]{1,64}$/.test(objectId)
    ? `/admin/requests/${objectId}`
    : undefined
}
