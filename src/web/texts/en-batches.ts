import type { nbBatches } from './nb-batches.js'
import type { Translation } from './translation.js'

export const enBatches = {
  heading: '',
} as const satisfies Translation<typeof nbBatches>
