import { ANSWERS, pageFor, type AnyRequest } from '../altinn/answers.js'
import { PROBLEMS } from '../altinn/problems.js'
import type { Person, SandboxState } from '../state/state.js'
import { live } from '../state/system-users.js'
import type { World } from '../world/world.js'

export const DECISIONS = ['approve', 'reject', 'escalate'] as const
type Decision = (typeof DECISIONS)[number]

/** Its message is a sentence. */
export class DecisionProblem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

/**
 * Somebody's answer to a request, or to a change request, without a browser.
 *
 * @param pid who decides; the organisation's managing director unless given
 * @returns the row as it is then; an approved request has become the system user with its id
 * @throws {DecisionProblem}
 */
export function decide(world: World, id: string, decision: Decision, pid?: string): AnyRequest {
  const { state } = world
  const request = live(state.requests.get(id)) ?? live(state.changeRequests.get(id))
  if (!request) throw new DecisionProblem(404, `There is no request ${id}.`)
  const person = pid ? state.persons.get(pid) : directorOf(state, request.partyOrgNo)
  if (!person)
    throw new DecisionProblem(
      400,
      pid
        ? `There is no person ${pid}.`
        : `${request.partyOrgNo} has no managing director. Say by pid who decides.`,
    )

  const give = ANSWERS[pageFor(request)].get(decision)
  if (!give) throw new DecisionProblem(400, 'A change request is never sent on.')
  const problem = give(world, request.id, person)
  if (!problem) return request
  const [status, title] = PROBLEMS[problem.code]
  throw new DecisionProblem(status, `${problem.code} ${title}`)
}

const directorOf = ({ persons }: SandboxState, orgNo: string): Person | undefined => {
  for (const person of persons.values())
    if (person.roles.some(held => held.orgNo === orgNo && held.role === 'dagligLeder'))
      return person
  return undefined
}
