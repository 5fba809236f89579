import type { Action } from '../action.js'
import { SCOPES } from '../altinn/scopes.js'
import type { RequestKind, SystemUserRequest } from '../altinn/requests.js'
import type { SystemUser } from '../altinn/system-users.js'
import type { Database } from '../database/database.js'
import type { RequestRow } from '../database/requests.js'
import type { Environment } from '../database/tables.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { situationOf, type RequestSituation } from '../domain/request-status.js'
import { InvalidGrant } from '../maskinporten/grant.js'
import { isNoSystemUser, MaskinportenRefused } from '../maskinporten/refusals.js'
import { WrongToken, type Token } from '../maskinporten/client.js'
import { asked, factsOfRefusal, failedQuestion, isOutage, type Asked } from './asked.js'
import { check, sameAs, type Check, type NextStep } from './check.js'
import type { Ground } from './ground.js'

/** Whose access is looked at. What is left out follows from the newest request of ours. */
export interface CustomerQuestion {
  organisationNumber: OrganisationNumber
  /** What is sent in the grant; null for none. */
  externalReference?: string | null | undefined
  kind?: RequestKind | undefined
}

/** One of several requests or system users of a customer. */
export interface Lead {
  externalReference: string | null
  kind: RequestKind
}

export interface CustomerFindings {
  checks: Check[]
  externalReference: string | null
  kind: RequestKind
  companyName: string | null
  requestId: string | null
  systemUserId: string | null
  /** What else one could ask about. */
  leads: Lead[]
}

export interface CustomerDeps {
  /** Undefined where nothing is kept: then no line tells of a request of ours. */
  database: Database | undefined
  environment: Environment
  systemId: string
  apiScopes: readonly string[]
}

/** What we know before anybody is asked. */
interface Known {
  row: RequestRow | undefined
  rows: RequestRow[]
  companyName: string | null
  wasApproved: boolean
}

/**
 * What can be asked about one customer: our own request, the request and the system user at Altinn,
 * its reference, and in the end the token itself.
 */
export async function askAboutCustomer(
  deps: CustomerDeps,
  question: CustomerQuestion,
  ground: Ground,
  action: Action,
): Promise<CustomerFindings> {
  const { organisationNumber } = question
  const known = await whatWeKnow(deps, question)
  const { row } = known
  const externalReference =
    question.externalReference !== undefined
      ? question.externalReference
      : (row?.externalReference ?? null)
  const wanted = {
    organisationNumber,
    reference: externalReference ?? undefined,
    kind: question.kind ?? row?.kind,
  }

  const [atAltinn, found, token] = await Promise.all([
    findRequest(ground, known, wanted, action),
    findSystemUser(ground, wanted, action),
    askForToken(deps, ground, wanted, action),
  ])
  const isMissing = !('obstacle' in found) && found.answer.ok && !found.answer.value
  const others = isMissing ? await otherSystemUsers(ground, wanted, action) : undefined

  const evidence: Evidence = {
    ...wanted,
    known,
    atAltinn,
    found,
    others,
    user: userIn(found),
    isMissing,
  }
  const systemUsers = listOf(others)
  return {
    checks: [
      ...(deps.database ? [requestCheck(evidence)] : []),
      requestAtAltinnCheck(evidence),
      systemUserCheck(evidence),
      referenceCheck(evidence),
      grantCheck(token),
    ],
    externalReference,
    kind: wanted.kind ?? kindOfUser(userIn(found)) ?? 'standard',
    companyName: known.companyName,
    requestId: requestIn(atAltinn)?.id ?? row?.altinnRequestId ?? null,
    systemUserId: userIn(found)?.id ?? null,
    leads: leadsFrom(known, systemUsers, organisationNumber),
  }
}

interface Wanted {
  organisationNumber: OrganisationNumber
  reference: string | undefined
  kind: RequestKind | undefined
}

/** A question, or what is in its way. */
type Question<T> = { obstacle: Check } | { answer: Asked<T> }

interface Evidence extends Wanted {
  known: Known
  atAltinn: Question<SystemUserRequest | undefined>
  found: Question<SystemUser | undefined>
  /** Asked only when there is none with our reference. */
  others: Question<SystemUser[]> | undefined
  user: SystemUser | undefined
  /** Altinn says that there is none with our reference. */
  isMissing: boolean
}

async function whatWeKnow(
  { database, environment, systemId }: CustomerDeps,
  { organisationNumber, externalReference, kind }: CustomerQuestion,
): Promise<Known> {
  if (!database) return { row: undefined, rows: [], companyName: null, wasApproved: false }
  const [rows, customer, organisation] = await Promise.all([
    database.requests.allFor(environment, systemId, organisationNumber),
    database.customers.byOrganisation(environment, organisationNumber),
    database.organisations.byNumber(environment, organisationNumber),
  ])
  const row = rows.find(
    one =>
      (externalReference === undefined || one.externalReference === externalReference) &&
      (kind === undefined || one.kind === kind),
  )
  const reference =
    externalReference !== undefined ? externalReference : (row?.externalReference ?? null)
  return {
    row,
    rows,
    companyName: organisation?.name ?? customer?.companyName ?? null,
    wasApproved: row?.altinnStatus === 'Accepted' || customer?.externalReference === reference,
  }
}

async function put<T>(
  obstacle: Check | undefined,
  question: () => Promise<T>,
): Promise<Question<T>> {
  return obstacle ? { obstacle } : { answer: await asked(question()) }
}

const READ_REQUEST = SCOPES['read system user request']
const FIND_USER = SCOPES['find system user']
const LIST_USERS = SCOPES['list system users']

function findRequest(
  { connection, obstacle }: Ground,
  { row }: Known,
  { organisationNumber, reference, kind }: Wanted,
  action: Action,
): Promise<Question<SystemUserRequest | undefined>> {
  const { requests } = connection.altinn
  const byReference = async () => {
    const kinds = kind ? [kind] : (['standard', 'agent'] as const)
    const found = await Promise.all(
      kinds.map(one => requests.byReference(organisationNumber, reference, action, one)),
    )
    return found.find(request => request !== undefined)
  }
  return put(obstacle('requestAtAltinn', READ_REQUEST), async () => {
    const id = row?.altinnRequestId
    return (id ? await requests.byId(id, action, row.kind) : undefined) ?? byReference()
  })
}

const findSystemUser = (
  { connection, obstacle }: Ground,
  { organisationNumber, reference }: Wanted,
  action: Action,
): Promise<Question<SystemUser | undefined>> =>
  put(obstacle('systemUser', FIND_USER), () =>
    connection.altinn.systemUsers.find(organisationNumber, reference, action),
  )

/** Altinn can be asked for all of them only. */
const otherSystemUsers = (
  { connection, obstacle }: Ground,
  { organisationNumber }: Wanted,
  action: Action,
): Promise<Question<SystemUser[]>> =>
  put(obstacle('reference', LIST_USERS), async () => {
    const users: SystemUser[] = []
    for await (const user of connection.altinn.systemUsers.all(action))
      if (user.reporteeOrgNo === organisationNumber) users.push(user)
    return users
  })

/** With the scope of an API of ours, as that is what the tokens are for. */
async function askForToken(
  { apiScopes }: CustomerDeps,
  { connection, granted, obstacle }: Ground,
  { organisationNumber, reference }: Wanted,
  action: Action,
): Promise<Question<Token>> {
  const scope = apiScopes.find(name => granted.has(name))
  const systemUser = { organisationNumber, externalRef: reference }
  const inTheWay =
    scope === undefined
      ? (obstacle('grant', apiScopes[0] ?? '') ?? check('grant', 'notAsked', 'notAsked'))
      : undefined
  return put(inTheWay, () =>
    connection.maskinporten.tokenFor({ scope: scope ?? '', systemUser }, action),
  )
}

const valueOf = <T>(question: Question<T>): T | undefined =>
  'answer' in question && question.answer.ok ? question.answer.value : undefined

const requestIn = (atAltinn: Evidence['atAltinn']) => valueOf(atAltinn)
const userIn = (found: Evidence['found']) => valueOf(found)
const listOf = (others: Evidence['others']): SystemUser[] => (others ? (valueOf(others) ?? []) : [])

const kindOfUser = (user: SystemUser | undefined): RequestKind | undefined =>
  user?.userType === 'agent' ? 'agent' : user?.userType === 'standard' ? 'standard' : undefined

/** What failed to be asked, as a line of its own. */
const unanswered = <T>(question: Question<T>, id: Check['id'], scope: string): Check | undefined =>
  'obstacle' in question
    ? sameAs(question.obstacle, id)
    : question.answer.ok
      ? undefined
      : failedQuestion(id, question.answer.error, { scope })

const newRequestFor = (organisationNumber: string): NextStep => ({
  step: 'newRequest',
  organisationNumber,
})

const openRequest = (row: RequestRow | undefined): NextStep | undefined =>
  row && { step: 'openRequest', requestId: row.id }

/** Our own row. A cross only when Altinn says that there is nothing to be had without one. */
function requestCheck({ organisationNumber, known, ...evidence }: Evidence): Check {
  const { row } = known
  const isElsewhere = Boolean(
    evidence.user ?? requestIn(evidence.atAltinn) ?? listOf(evidence.others)[0],
  )
  const state = evidence.isMissing && !isElsewhere ? 'failed' : 'warning'
  if (!row)
    return isElsewhere
      ? check('request', 'ok', 'madeElsewhere', { organisationNumber })
      : check('request', state, 'none', { organisationNumber }, newRequestFor(organisationNumber))

  const facts = {
    kind: row.kind,
    createdAt: row.createdAt,
    sentAt: row.sentAt,
    failure: row.failure,
    externalReference: row.externalReference,
  }
  const wasSent = row.altinnRequestId !== null || isElsewhere
  if (wasSent) return check('request', 'ok', 'ok', facts)
  return row.state === 'uncertain' || row.state === 'sending'
    ? check('request', state, 'uncertain', facts)
    : check('request', state, 'notSent', facts, openRequest(row))
}

function requestAtAltinnCheck(evidence: Evidence): Check {
  const id = 'requestAtAltinn'
  const { organisationNumber, known, atAltinn, user, isMissing } = evidence
  const { row } = known
  const again = newRequestFor(organisationNumber)
  const problem = unanswered(atAltinn, id, READ_REQUEST)
  if (problem) return problem

  const request = requestIn(atAltinn)
  if (!request) {
    if (user) return check(id, 'ok', 'notNeeded')
    // With another reference it has what a token needs: that is told on its own line.
    const isCause = isMissing && listOf(evidence.others).length === 0
    if (!row?.altinnRequestId) return check(id, isCause ? 'failed' : 'warning', 'none')
    const facts = { requestId: row.altinnRequestId, failure: row.failure }
    return check(
      id,
      isCause && !known.wasApproved ? 'failed' : 'warning',
      'gone',
      facts,
      isCause ? again : undefined,
    )
  }

  const facts = {
    organisationNumber,
    requestId: request.id,
    status: request.status,
    createdAt: instantIn(request.created),
    otherReferences: request.externalRef === undefined ? undefined : [request.externalRef],
  }
  const state = user ? 'warning' : 'failed'
  const waiting = openRequest(row?.altinnRequestId === request.id ? row : undefined) ?? again
  const lines: Record<RequestSituation, () => Check> = {
    approved: () => check(id, 'ok', 'ok', facts),
    waiting: () => check(id, state, 'waiting', facts, waiting),
    forwarded: () => check(id, state, 'forwarded', facts, waiting),
    rejected: () => check(id, state, 'rejected', facts, again),
    expired: () => check(id, state, 'timedOut', facts, again),
    noChange: () => check(id, 'warning', 'otherStatus', facts),
    unknown: () => check(id, 'warning', 'otherStatus', facts),
  }
  return lines[situationOf(request)]()
}

function systemUserCheck(evidence: Evidence): Check {
  const id = 'systemUser'
  const { organisationNumber, known, atAltinn, found, others, user, kind } = evidence
  const problem = unanswered(found, id, FIND_USER)
  if (problem) return problem
  const facts = (one: SystemUser) => ({
    systemUserId: one.id,
    kind: kindOfUser(one),
    approvedAt: instantIn(one.created),
  })
  if (user) {
    const isOther =
      kind !== undefined && kindOfUser(user) !== undefined && kindOfUser(user) !== kind
    return isOther
      ? check(id, 'warning', 'otherKind', facts(user))
      : check(id, 'ok', 'ok', facts(user))
  }
  const [another] = listOf(others)
  if (another) return check(id, 'ok', 'ok', facts(another))
  if (others && unanswered(others, 'reference', LIST_USERS))
    return check(id, 'failed', 'notWithReference', { externalReference: evidence.reference })
  const wasApproved = known.wasApproved || requestIn(atAltinn)?.status === 'Accepted'
  return wasApproved
    ? check(id, 'failed', 'removed', { organisationNumber }, newRequestFor(organisationNumber))
    : check(id, 'failed', 'none', { organisationNumber }, newRequestFor(organisationNumber))
}

function referenceCheck(evidence: Evidence): Check {
  const id = 'reference'
  const { organisationNumber, reference, found, others, user } = evidence
  const facts = { externalReference: reference ?? organisationNumber }
  if (user) return check(id, 'ok', 'ok', facts)
  if (unanswered(found, id, FIND_USER) || !others) return check(id, 'notAsked', 'notAsked')
  const problem = unanswered(others, id, LIST_USERS)
  if (problem) return problem

  const references = listOf(others).map(one => one.externalRef ?? organisationNumber)
  const [only, ...more] = references
  if (only === undefined) return check(id, 'notAsked', 'notAsked')
  const all = { ...facts, otherReferences: references }
  if (more.length > 0) return check(id, 'failed', 'several', all)
  const step: NextStep = { step: 'tryReference', organisationNumber, externalReference: only }
  if (reference === undefined) return check(id, 'failed', 'setButNotSent', all, step)
  return only === organisationNumber
    ? check(id, 'failed', 'sentButNotSet', all, step)
    : check(id, 'failed', 'different', all, step)
}

function grantCheck(token: Question<Token>): Check {
  const id = 'grant'
  if ('obstacle' in token) return sameAs(token.obstacle, id)
  if (token.answer.ok) return check(id, 'ok', 'ok', { scope: token.answer.value.scope })
  const { error } = token.answer
  if (isNoSystemUser(error)) return check(id, 'failed', 'refused303', factsOfRefusal(error))
  if (error instanceof WrongToken) return check(id, 'failed', 'wrongToken')
  if (error instanceof InvalidGrant) return check(id, 'failed', 'refused', { refusal: 'MP-302' })
  if (error instanceof MaskinportenRefused && !isOutage(error))
    return check(id, 'failed', 'refused', factsOfRefusal(error))
  return failedQuestion(id, error, {})
}

/** Each reference and kind once, the ones of ours first. */
function leadsFrom(
  { rows }: Known,
  users: readonly SystemUser[],
  organisationNumber: string,
): Lead[] {
  const leads: Lead[] = [
    ...rows.map(({ externalReference, kind }) => ({ externalReference, kind })),
    ...users.map(user => ({
      externalReference:
        user.externalRef === undefined || user.externalRef === organisationNumber
          ? null
          : user.externalRef,
      kind: kindOfUser(user) ?? ('standard' as const),
    })),
  ]
  const seen = new Set<string>()
  return leads.filter(lead => {
    const key = JSON.stringify(lead)
    return !seen.has(key) && Boolean(seen.add(key))
  })
}

function instantIn(text: string | undefined): number | undefined {
  const instant = Date.parse(text ?? '')
  return Number.isNaN(instant) ? undefined : instant
}
