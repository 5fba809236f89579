import { flowHref } from './addresses.js'
import { claimsIn } from './claims.js'
import type { Flow, Step } from './flow.js'

/** What somebody wants to show of a walk. */
export interface WantedStep {
  organisationNumber: string
  /** As in `altinn: create system user request`. */
  operation: string
  /** With a grant, or a token, for a system user. */
  isSystemUsers?: boolean
  /** That the other side said no. */
  isRefused?: boolean
}

/** Its addresses: by itself, beside an ordinary token, before an audience, and the whole flow as a diagram. */
export interface FoundStep {
  step: string
  compare: string
  present: string
  sequence: string
}

/**
 * The last such step in the newest flow that has one; undefined when nobody has come that far.
 *
 * @param flows the newest first
 */
export function findStep(
  flows: readonly Flow[],
  wanted: WantedStep,
  place: string,
): FoundStep | undefined {
  const { organisationNumber } = wanted
  const found = newestStep(flows, organisationNumber, step => isIt(step, wanted))
  if (!found) return undefined
  const { id, step } = found
  return {
    step: flowHref(place, id, { step }),
    compare: flowHref(place, id, { step, compare: 'plain' }),
    present: flowHref(place, id, { view: 'present', step }),
    sequence: flowHref(place, id, { view: 'sequence' }),
  }
}

/**
 * Which step of which flow, by number and id.
 *
 * @param flows the newest first
 * @param about the organisation it must be about; whichever when left out
 */
export function newestStep(
  flows: readonly Flow[],
  about: unknown,
  isWanted: (step: Step) => boolean,
): { id: string; step: number } | undefined {
  for (const { id, organisationNumber, steps } of flows) {
    if (about !== undefined && organisationNumber !== about) continue
    const step = steps.findLastIndex(isWanted) + 1
    if (step > 0) return { id, step }
  }
  return undefined
}

function isIt(step: Step, { operation, isSystemUsers, isRefused }: WantedStep): boolean {
  if (step.operation !== operation) return false
  const claims = claimsIn(step, 'request') ?? claimsIn(step, 'response')
  if (isSystemUsers !== undefined && (claims?.isSystemUsers ?? false) !== isSystemUsers)
    return false
  return isRefused === undefined || isRefused === (step.status === undefined || step.status >= 400)
}
