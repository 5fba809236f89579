import type { nbReadiness } from './nb-readiness.js'
import type { Translation } from './translation.js'

export const enReadiness = {
  heading: '',
} as const satisfies Translation<typeof nbReadiness>
