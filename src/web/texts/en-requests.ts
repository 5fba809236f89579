import type { nbRequests } from './nb-requests.js'
import type { Translation } from './translation.js'

export const enRequests = {
  heading: '',
} as const satisfies Translation<typeof nbRequests>
