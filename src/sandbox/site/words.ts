import { companyName, type Language } from '../../design/formats.js'
import { resourceIdsOf } from '../altinn/rights.js'
import type { AccessPackageRef, Person, Right, Role, Translated } from '../state/state.js'
import type { World } from '../world/world.js'
import type { Texts } from './texts.js'

/* How the people of the imitation are shown what the state holds as ids. */

/** A resource or an access package as somebody sees it who decides about it. */
export interface Permission {
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
  if (!resource) return { title: id, owner: '', description: [] }
  const { title, owner, description, rightDescription } = resource
  const paragraphs = [description, rightDescription].map(text => inWords(text, language))
  return {
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

/** Whoever may do most first. */
export const ROLES: readonly Role[] = [
  'dagligLeder',
  'hovedadministrator',
  'tilgangsstyrer',
  'klientadministrator',
  'ansatt',
]
