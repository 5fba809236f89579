import type { Request } from 'express'
import type { Organisation, Person } from '../state/state.js'
import type { World } from '../world/world.js'
import { mayApprove } from './approval.js'
import { bindGuid, FrameworkRefusal, notValid, pathValue } from './binding.js'

/* The organisation that a call of somebody's is about: `:party` in its path. */

/** @throws {FrameworkRefusal} there is no organisation with this party id */
export function partyOf({ state }: World, req: Request): Organisation {
  const id = pathValue(req, 'party')
  if (!/^\d+$/.test(id)) throw notValid('party', id)
  const party = [...state.organisations.values()].find(({ partyId }) => partyId === Number(id))
  return orRefuse(party)
}

/** @throws {FrameworkRefusal} there is none, or the person may not manage access there */
export const managedParty = (world: World, req: Request, person: Person): Organisation =>
  managed(world, partyOf(world, req), person)

/** The same, by the party's uuid. @throws {FrameworkRefusal} */
export function managedPartyByUuid(world: World, req: Request, person: Person): Organisation {
  const uuid = bindGuid(req, 'party')
  const party = [...world.state.organisations.values()].find(({ partyUuid }) => partyUuid === uuid)
  return managed(world, orRefuse(party), person)
}

/** An answer's: those who may not manage the party can still send a request on. */
export const answeringParty = (world: World, req: Request, answer: string, person: Person) =>
  answer === 'escalate' ? partyOf(world, req) : managedParty(world, req, person)

function managed(world: World, party: Organisation, person: Person): Organisation {
  if (!mayApprove(world, party.orgNo, person)) throw new FrameworkRefusal(403)
  return party
}

function orRefuse(party: Organisation | undefined): Organisation {
  if (!party) throw new FrameworkRefusal(403)
  return party
}
