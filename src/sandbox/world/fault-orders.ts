import type { Request } from 'express'
import * as z from 'zod'
import { FAULT_KINDS, SCENARIO_NAMES, targetsOf, type Fault, type Scenario } from './faults.js'
import { TARGET_NAMES, type Target } from './targets.js'
import { comesFromHere } from './this-machine.js'
import type { World } from './world.js'

/** A fault as tests and tools order it, in JSON. */
export const FaultOrder = z
  .strictObject({
    target: z.enum(TARGET_NAMES),
    kind: z.enum(FAULT_KINDS),
    times: z.int().positive().optional(),
    delayMs: z.int().nonnegative().max(600_000).optional(),
    status: z.int().min(200).max(599).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().refine(canBeSent, 'is nested too deeply').optional(),
    stores: z.boolean().optional(),
    bytes: z.int().positive().max(1_000_000_000).optional(),
    location: z.string().optional(),
    scenario: z.enum(SCENARIO_NAMES).optional(),
  })
  .refine(
    ({ target, kind, scenario }) =>
      kind === 'scenario' ? targetsOf(scenario).includes(target) : scenario === undefined,
    { error: ({ input }) => whereScenarioGoes(input), path: ['scenario'] },
  )

const whereScenarioGoes = (order: unknown) => {
  const { scenario } = order as { scenario?: Scenario }
  return scenario
    ? `goes with kind scenario, for ${targetsOf(scenario).join(' and ')} only`
    : 'must be named'
}

/** Not lists in lists in lists, by the thousand. */
function canBeSent(body: unknown): boolean {
  try {
    JSON.stringify(body)
    return true
  } catch {
    return false
  }
}

/**
 * The fault that this one call brings along in `X-Sandbox-Fault`, as JSON or by its kind alone:
 * nobody else meets it, as they would one that is lined up. Calls from other machines bring none.
 */
export function faultIn(
  world: World,
  req: Request,
  target: Target,
): Fault | { problem: string } | undefined {
  const header = req.get('x-sandbox-fault')
  if (!header || !comesFromHere(world, req)) return undefined
  const order = FaultOrder.safeParse({ ...faultFrom(header), target })
  if (order.success) return { ...order.data, id: 0, times: 1 }
  return { problem: `X-Sandbox-Fault: ${z.prettifyError(order.error)}` }
}

function faultFrom(header: string): object {
  try {
    return JSON.parse(header) as object
  } catch {
    return { kind: header }
  }
}
