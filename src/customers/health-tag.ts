import type { ListedCustomer } from '../database/customer-list.js'
import type { Health } from '../domain/health.js'
import type { Speech } from '../web/speech.js'

const TONES: Readonly<Record<Health, 'success' | 'warning' | 'danger' | 'info' | 'neutral'>> = {
  works: 'success',
  changeWaits: 'warning',
  needsMore: 'warning',
  unknown: 'neutral',
  theirOwn: 'info',
  waits: 'warning',
  unclear: 'neutral',
  notSent: 'danger',
  rejected: 'danger',
  expired: 'neutral',
  removed: 'danger',
}

/** The word and the colour of a customer's health, the same everywhere. */
export function healthTag(
  { health, confirmedAt }: Pick<ListedCustomer, 'health' | 'confirmedAt'>,
  { t, say, shortDateTime }: Speech,
) {
  const { unknownSince, healthNames } = t.customers
  return {
    text:
      health === 'unknown' && confirmedAt !== null
        ? say(unknownSince, { time: shortDateTime(confirmedAt) })
        : healthNames[health],
    tone: TONES[health],
  }
}
