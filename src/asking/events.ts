import type { Action } from '../action.js'
import type { ChangeEvent } from '../database/events.js'
import { SmartCloudError } from '../errors.js'

/**
 * Our own people are named; visitors have not said who they are.
 *
 * @param because what an upstream said is kept, as its support asks for it
 */
export const eventFor = (
  event: string,
  { reference, actor }: Action,
  because?: unknown,
): ChangeEvent => ({
  event,
  reference,
  ...(actor !== undefined && { actor }),
  ...(because instanceof SmartCloudError && { details: refusalIn(because) }),
})

/** Maskinporten's and Altinn's refusals have these under one name each, or not at all. */
interface Told {
  problemCode?: string | undefined
  mpCode?: string | undefined
  httpStatus?: number
  traceId?: string | undefined
}

function refusalIn(error: SmartCloudError & Told) {
  const { service, problemCode, mpCode, code, httpStatus: status, traceId } = error
  return { service, code: problemCode ?? mpCode ?? code, status, traceId }
}
