import type { Action } from '../action.js'
import type { ChangeEvent } from '../database/events.js'

/** Our own people are named; visitors have not said who they are. */
export const eventFor = (event: string, { reference, actor }: Action): ChangeEvent => ({
  event,
  reference,
  ...(actor !== undefined && { actor }),
})
