import type { nbAudit } from './nb-audit.js'
import type { Translation } from './translation.js'

export const enAudit = {
  heading: '',
} as const satisfies Translation<typeof nbAudit>
