import { createHash } from 'node:crypto'
import { spacedOrganisationNumber } from '../../design/formats.js'
import { fill, type Texts } from '../site/texts.js'
import { organisationName, personName, roleIn } from '../site/words.js'
import type { OidcClient, Person } from '../state/state.js'
import type { World } from '../world/world.js'
import type { AuthorizationRequest } from './authorize.js'
import type { Acr } from './provider.js'
import { mayRepresent } from './representation.js'

/* Who can log in, and what a client learns about them. */

export interface StaffUser {
  /** Their `sub`, the same for every client. */
  id: string
  name: string
  email: string
  groups: readonly string[]
}

const staffUser = (role: string, name: string, ...groups: string[]): StaffUser => ({
  id: `staff-${role}`,
  name,
  email: `${role}@smartcloud.example`,
  groups,
})

/** One for each role a vendor may want to give, and one who has no business there. */
export const STAFF: readonly StaffUser[] = [
  staffUser('viewer', 'Varsom Klar Utsikt', 'smartcloud-viewer'),
  staffUser('operator', 'Driftig Rask Elv', 'smartcloud-operator'),
  staffUser('presenter', 'Talefør Blid Fjord', 'smartcloud-presenter'),
  staffUser('administrator', 'Myndig Stø Kolle', 'smartcloud-administrator'),
  staffUser('outsider', 'Fremmed Lav Myr'),
]

/** Somebody who logs in: a person's pid or a staff user's id, and whom a person represents. */
export interface Who {
  userId: string
  orgNo?: string
}

/** One of those whom a visitor may log in as. */
export interface Candidate extends Who {
  value: string
  label: string
  /** What a client may know them by beforehand. */
  hints: string[]
}

/** Everybody who may be chosen, in groups that have a heading. */
export function candidates(
  world: World,
  request: AuthorizationRequest,
  texts: Texts,
): { heading: string; members: Candidate[] }[] {
  const groups =
    request.client.audience === 'staff'
      ? [{ heading: texts.oidc.logIn.staff, members: STAFF.map(user => staffMember(user, texts)) }]
      : customers(world, request, texts)
  return groups.filter(({ members }) => members.length > 0)
}

function staffMember({ id, name, email, groups }: StaffUser, { oidc }: Texts): Candidate {
  const label = fill(groups.length > 0 ? oidc.logIn.member : oidc.logIn.outsider, {
    name,
    groups: groups.join(', '),
  })
  return { userId: id, value: id, label, hints: [id, email] }
}

/**
 * By organisation, whoever can represent it; at the end those who can represent nobody. When the
 * client asks for no representation, each person once.
 */
function customers(world: World, { representation, acr }: AuthorizationRequest, texts: Texts) {
  const persons = [...world.state.persons.values()]
  const { logIn } = texts.oidc
  const alone = (person: Person, label: string): Candidate => ({
    userId: person.pid,
    value: person.pid,
    label: fill(label, { name: personName(person) }),
    hints: [person.pid],
  })
  if (representation.length === 0)
    return [{ heading: logIn.persons, members: persons.map(person => alone(person, '{name}')) }]

  const organisations = [...world.state.organisations.values()]
    .map(({ orgNo }) => ({ orgNo, company: organisationName(world, orgNo) }))
    .sort((one, other) => one.company.localeCompare(other.company, 'nb'))
    .map(({ orgNo, company }) => ({
      heading: fill(logIn.organisation, { company, number: spacedOrganisationNumber(orgNo) }),
      members: persons
        .filter(person => mayRepresent(orgNo, person, representation, acr))
        .map(person => representative(person, orgNo, company, texts)),
    }))
  const busy = new Set(organisations.flatMap(({ members }) => members.map(({ userId }) => userId)))
  const others = persons.filter(({ pid }) => !busy.has(pid))
  return [
    ...organisations,
    { heading: logIn.others, members: others.map(person => alone(person, logIn.powerless)) },
  ]
}

function representative(
  person: Person,
  orgNo: string,
  company: string,
  { logIn, roles }: Texts,
): Candidate {
  const role = roles[roleIn(orgNo, person) ?? 'ansatt']
  return {
    userId: person.pid,
    orgNo,
    value: `${person.pid}-${orgNo}`,
    label: fill(logIn.choice, { name: personName(person), role, company }),
    hints: [person.pid, orgNo],
  }
}

/**
 * What a client knows somebody by. A customer is another one to every client; a real provider mixes
 * a secret in, but here everybody must be the same again when the sandbox has been started anew.
 */
export const subjectOf = ({ clientId, audience }: OidcClient, userId: string): string =>
  audience === 'staff'
    ? userId
    : createHash('sha256').update(`${clientId} ${userId}`).digest('base64url')

/**
 * What the id_token says about somebody besides the subject.
 *
 * @see https://docs.digdir.no/docs/idporten/oidc/oidc_protocol_id_token
 * @see https://docs.digdir.no/docs/ansattporten/ansattporten_entraid
 */
export function claimsAbout(client: OidcClient, userId: string, acr: Acr) {
  if (client.audience === 'staff') {
    const { name, email, groups } = STAFF.find(({ id }) => id === userId) ?? {}
    return { amr: ['pwd', 'mfa'], name, email, groups }
  }
  if (acr === 'entraid') {
    const account = subjectOf(client, userId).slice(0, 8).toLowerCase() // tells nobody the pid
    return { amr: ['entraid_pwd', 'entraid_mfa'], email: `${account}@work.example`, groups: [] }
  }
  return { amr: ['TestID'], pid: userId }
}
