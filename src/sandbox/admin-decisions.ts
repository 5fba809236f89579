import {
  approveChangeRequest,
  approveRequest,
  escalateRequest,
  live,
  rejectChangeRequest,
  rejectRequest,
} from './altinn-approval.js'
import { PROBLEMS, type AltinnProblem } from './altinn-problems.js'
import type { ChangeRequest, Person, SandboxState, SystemUserRequest } from './state.js'
import type { World } from './world.js'

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
export function decide(
  world: World,
  id: string,
  decision: Decision,
  pid?: string,
): SystemUserRequest | ChangeRequest {
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

  const problem = ANSWERS[decision](world, request, person)
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

type Answer = (
  world: World,
  request: SystemUserRequest | ChangeRequest,
  person: Person,
) => AltinnProblem | undefined

const ANSWERS: Record<Decision, Answer> = {
  approve: (world, request, person) =>
    (isChange(request) ? approveChangeRequest : approveRequest)(world, request.id, person),
  reject: (world, request, person) =>
    (isChange(request) ? rejectChangeRequest : rejectRequest)(world, request.id, person),
  escalate(world, request, person) {
    if (isChange(request)) throw new DecisionProblem(400, 'A change request is never sent on.')
    return escalateRequest(world, request.id, person)
  },
}

const isChange = (request: SystemUserRequest | ChangeRequest): request is ChangeRequest =>
  'requiredRights' in request
