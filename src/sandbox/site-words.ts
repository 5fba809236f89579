import { companyName, type Language } from '../design/formats.js'
import { isRelatedTo } from './altinn-approval.js'
import { resourceIdsOf } from './altinn-rights.js'
import { fill, type Texts } from './site-texts.js'
import type { AccessPackageRef, Person, Right, Role, Translated } from './state.js'
import type { World } from './world.js'

/* How the people of the imitation are shown what the state holds as ids. */

/** A resource or an access package as somebody sees it who decides about it. */
export interface Permission {
  /** Id in the resource registry, or the urn of an access package. */
  id: string
  title: string
  owner: string
  /** Paragraphs. */
  description: string[]
}

/** Rights first, then packages. */
export const permissionsIn = (
  world: World,
  given: { rights: readonly Right[]; accessPackages: readonly AccessPackageRef[] },
  language: Language,
  texts: Texts,
): Permission[] => [
  ...given.rights.flatMap(resourceIdsOf).map(id => resourceInWords(world, id, language)),
  ...given.accessPackages.map(({ urn }) => packageInWords(world, urn, language, texts)),
]

/** What the register does not know is shown by its id. */
export function resourceInWords({ state }: World, id: string, language: Language): Permission {
  const resource = state.resources.get(id)
  if (!resource) return { id, title: id, owner: '', description: [] }
  const { title, owner, description, rightDescription } = resource
  const paragraphs = [description, rightDescription].map(text => inWords(text, language))
  return {
    id,
    title: inWords(title, language) || id,
    owner: inWords(owner.name, language),
    description: [...new Set(paragraphs)].filter(text => text !== ''),
  }
}

/** What the register does not know is shown by its urn. */
export function packageInWords(
  { state }: World,
  urn: string,
  language: Language,
  texts: Texts,
): Permission {
  const { name = {}, description = {} } = state.accessPackages.get(urn) ?? {}
  return {
    id: urn,
    title: inWords(name, language) || urn,
    owner: texts.approval.accessPackage,
    description: [inWords(description, language)].filter(text => text !== ''),
  }
}

/** A text in the language, or in the next best. */
export const inWords = (text: Translated, language: Language): string =>
  text[language] ?? text['nb'] ?? text['nn'] ?? text['en'] ?? Object.values(text)[0] ?? ''

/** As a person writes it: registers use capitals. The number stands in for an unknown name. */
export const organisationName = ({ state }: World, orgNo: string): string =>
  companyName(state.organisations.get(orgNo)?.name ?? orgNo)

export const systemName = ({ state }: World, systemId: string, language: Language): string =>
  inWords(state.systems.get(systemId)?.name ?? {}, language) || systemId

export const personName = ({ name }: Person): string =>
  /\p{Ll}/u.test(name)
    ? name
    : name.replace(/\p{L}+/gu, word => word.charAt(0) + word.slice(1).toLowerCase())

/** What the person is in the organisation; the role that may do most, when there are several. */
export const roleIn = (orgNo: string, { roles }: Person): Role | undefined =>
  ROLES.find(role => roles.some(held => held.orgNo === orgNo && held.role === role))

/** A test user to log in as. */
export interface UserChoice {
  pid: string
  label: string
}

/**
 * Whom a visitor may log in as: those of the organisation, whoever may do most first, and one who
 * has nothing to do with it. Everybody, when it is not about one organisation.
 */
export function userChoices(world: World, orgNo: string | undefined, texts: Texts): UserChoice[] {
  const persons = [...world.state.persons.values()]
  const rank = ({ roles }: Person) =>
    Math.min(
      ...roles
        .filter(held => orgNo === undefined || held.orgNo === orgNo)
        .map(({ role }) => ROLES.indexOf(role)),
    )
  const insiders = persons
    .filter(person => (orgNo ? isRelatedTo(orgNo, person) : person.roles.length > 0))
    .sort((one, other) => rank(one) - rank(other))
  const stranger = persons.find(({ roles }) => roles.length === 0)
  return [...insiders, ...(stranger ? [stranger] : [])].map(person => ({
    pid: person.pid,
    label: userLabel(world, person, orgNo, texts),
  }))
}

function userLabel(
  world: World,
  person: Person,
  orgNo: string | undefined,
  { login, roles }: Texts,
): string {
  const name = personName(person)
  const held = roleIn(orgNo ?? person.roles[0]?.orgNo ?? '', person)
  if (!held)
    return orgNo
      ? fill(login.stranger, { name, company: organisationName(world, orgNo) })
      : fill(login.strangerAnywhere, { name })
  const role = roles[held]
  const count = new Set(person.roles.map(other => other.orgNo)).size
  if (!orgNo && count > 1) return fill(login.choiceInSeveral, { name, role, count: String(count) })
  const company = organisationName(world, orgNo ?? person.roles[0]?.orgNo ?? '')
  return fill(login.choice, { name, role, company })
}

/** Whoever may do most first. */
const ROLES: readonly Role[] = [
  'dagligLeder',
  'hovedadministrator',
  'tilgangsstyrer',
  'klientadministrator',
  'ansatt',
]
