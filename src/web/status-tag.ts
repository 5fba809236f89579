import type { Speech, Texts } from './speech.js'

export type StatusKey = keyof Texts['statuses']

/** The word and the colour of a status, the same everywhere. The colour never stands alone. */
export const statusTag = (status: StatusKey, { t }: Speech) => ({
  text: t.statuses[status],
  tone: TONES[status],
})

const TONES = {
  waiting: 'warning',
  forwarded: 'warning',
  approved: 'success',
  rejected: 'danger',
  expired: 'neutral',
  noChange: 'neutral',
  deleted: 'neutral',
  deletedInAltinn: 'danger',
  unknown: 'neutral',
} as const satisfies Record<StatusKey, string>
