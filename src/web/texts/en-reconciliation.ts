import type { nbReconciliation } from './nb-reconciliation.js'
import type { Translation } from './translation.js'

export const enReconciliation = {
  heading: '',
} as const satisfies Translation<typeof nbReconciliation>
