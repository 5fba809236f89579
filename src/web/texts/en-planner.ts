import type { nbPlanner } from './nb-planner.js'
import type { Translation } from './translation.js'

export const enPlanner = {
  heading: '',
} as const satisfies Translation<typeof nbPlanner>
