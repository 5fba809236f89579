import { isRelatedTo } from '../altinn/approval.js'
import { inWords } from '../site/words.js'
import type { Organisation, Person } from '../state/state.js'
import type { World } from '../world/world.js'
import { OAuthError } from './parameters.js'
import type { Acr } from './provider.js'

/*
 * On whose behalf somebody logs in: what the client asks for in `authorization_details`, who may
 * have it, and how the answer is told.
 */

export const RAR_TYPES = ['ansattporten:altinn:resource', 'ansattporten:orgno'] as const

/** One object of `authorization_details` in a request. */
export type RepresentationOrder = { isRequired: boolean } & (
  | { type: 'ansattporten:altinn:resource'; resourceId: string; actions: string[] }
  | { type: 'ansattporten:orgno' }
)

/**
 * Reads the parameter. `organizationform`, `allow_multiple_organizations` and
 * `allow_deleted_organizations` may stand there and change nothing: the sandbox's organisations are
 * main units that live, and one of them is chosen.
 *
 * @throws {OAuthError} `invalid_authorization_details` (RFC 9396, 5)
 */
export function readRepresentation(
  { state }: World,
  parameter: string | undefined,
): RepresentationOrder[] {
  if (parameter === undefined) return []
  const orders = parsed(parameter)
  if (!Array.isArray(orders) || orders.length === 0) throw invalid('is no JSON array with objects')

  return orders.map(order => {
    const { type, resource, actions, representation_is_required: isRequired } = Object(order)
    const common = { isRequired: isRequired === true || isRequired === 'true' }
    if (type === 'ansattporten:orgno') return { ...common, type }
    if (type !== 'ansattporten:altinn:resource') throw invalid('has a type that is not supported')
    const resourceId = /^urn:altinn:resource:([\w-]+)$/.exec(String(resource))?.[1] ?? ''
    if (!state.resources.has(resourceId)) throw invalid('has a resource that Altinn does not know')
    return { ...common, type, resourceId, actions: listOf(actions) }
  })
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** As a list, or as the documentation has it: `"write,report"`. */
function listOf(actions: unknown): string[] {
  if (actions === undefined) return []
  const list: unknown[] = typeof actions === 'string' ? actions.split(',') : Object(actions)
  if (Array.isArray(list) && list.every(action => typeof action === 'string')) return list
  throw invalid('has actions that are no list of words')
}

const invalid = (what: string) =>
  new OAuthError('invalid_authorization_details', `authorization_details ${what}`)

/** Whether the person can log in for the organisation, by any of what the client asks for. */
export const mayRepresent = (
  orgNo: string,
  person: Person,
  orders: readonly RepresentationOrder[],
  acr: Acr,
): boolean => orders.some(order => gives(order, orgNo, person, acr))

/**
 * An eID tells who somebody is, and Altinn what the person may do; a work account comes with the
 * employer's number instead.
 */
function gives(order: RepresentationOrder, orgNo: string, person: Person, acr: Acr): boolean {
  if (order.type === 'ansattporten:orgno') return acr === 'entraid' && isRelatedTo(orgNo, person)
  return (
    acr !== 'entraid' &&
    person.roles.some(held => held.orgNo === orgNo && !held.lacks?.includes(order.resourceId))
  )
}

/** One object of `authorization_details` in an answer; with nothing but its type, nobody is represented. */
export interface Representation {
  type: RepresentationOrder['type']
  /** As it was asked for: the whole urn. */
  resource?: string
  resource_name?: string
  authorized_parties?: AuthorizedParty[]
}

export interface AuthorizedParty {
  orgno: { authority: 'iso6523-actorid-upis'; ID: string }
  /** The id alone. */
  resource?: string
  actions?: string[]
  name: string
  unit_type?: string
}

/**
 * How Ansattporten tells which organisation somebody represents. The same array stands in the token
 * answer and in the id_token: for each order that the person holds an object with the organisation,
 * and for somebody who represents nobody the types alone.
 *
 * The older `ansattporten:altinn:service`, with its `reportees`, went away with Altinn 2.
 *
 * @see https://docs.digdir.no/docs/ansattporten/ansattporten_rar
 * @see https://docs.digdir.no/docs/ansattporten/ansattporten_representasjon
 */
export function representationOf(
  { state }: World,
  orders: readonly RepresentationOrder[],
  { person, orgNo, acr }: { person?: Person; orgNo?: string; acr: Acr },
): Representation[] {
  const organisation = state.organisations.get(orgNo ?? '')
  const held = orders.filter(
    order => person && organisation && gives(order, organisation.orgNo, person, acr),
  )
  if (!organisation || held.length === 0) return orders.map(({ type }) => ({ type }))

  return held.map(order => {
    if (order.type === 'ansattporten:orgno')
      return { authorized_parties: [partyFor(organisation)], type: order.type }
    const { type, resourceId, actions } = order
    const party: AuthorizedParty = {
      ...partyFor(organisation),
      resource: resourceId,
      ...(actions.length > 0 && { actions }),
      unit_type: organisation.orgForm,
    }
    return {
      authorized_parties: [party],
      resource: `urn:altinn:resource:${resourceId}`,
      type,
      resource_name: inWords(state.resources.get(resourceId)?.title ?? {}, 'nb') || resourceId,
    }
  })
}

export const partyFor = ({ orgNo, name }: Organisation): AuthorizedParty => ({
  orgno: { authority: 'iso6523-actorid-upis', ID: `0192:${orgNo}` },
  name,
})
