import { randomUUID } from 'node:crypto'
import { Router } from 'express'
import type { Request } from 'express'
import * as z from 'zod'
import type {
  RegisteredSystem,
  RequestStatus,
  SystemUserRequest,
  UserType,
} from '../state/state.js'
import { findSystemUser, live } from '../state/system-users.js'
import { quirksOf } from '../world/quirks.js'
import type { World } from '../world/world.js'
import {
  bindBody,
  bindGuid,
  jsonBody,
  members,
  optionalText,
  pathValue,
  requiredText,
} from './binding.js'
import { isGuidCursor, pageOf } from './paging.js'
import { AltinnProblem, sendProblem } from './problems.js'
import type { ProblemCode } from './problems.js'
import { AccessPackageBody, packagesProblem, RightBody, rightsProblem } from './rights.js'
import { callerOf, requireScope, SCOPE, vendorOf } from './token.js'

/** A vendor asks customers for system users, and follows what becomes of it. */
export function requestsRouter(world: World): Router {
  const { state } = world
  const router = Router()
  const mayRead = requireScope(world, SCOPE.requestRead)
  const mayWrite = requireScope(world, SCOPE.requestWrite)

  for (const kind of ['standard', 'agent'] as const) {
    const base = kind === 'agent' ? '/vendor/agent' : '/vendor'
    const isHere = (it: SystemUserRequest) => it.kind === kind && live(it) !== undefined

    router.post(base, mayWrite, jsonBody, (req, res) => {
      const order =
        kind === 'agent'
          ? bindBody(req, AgentOrder)
          : bindBody(req, StandardOrder, 'createRequestSystemUser')
      const created = createRequest(world, kind, callerOf(res).orgNo, order)
      if (created instanceof AltinnProblem) return sendProblem(res, created)
      const { request, isNew } = created
      res
        .status(isNew ? 201 : 200)
        .location(`${world.names.platform}/authentication/api/v1/systemuser/request/${request.id}`)
        .json(vendorView(world, request, kind === 'agent' && request.escalated))
    })

    router.get(`${base}/byexternalref/:systemId/:orgNo/:externalRef`, mayRead, (req, res) => {
      const ofParty = state.requests.of(pathValue(req, 'orgNo')).filter(isHere)
      const found = ofParty.find(referenceIn(req))
      const request = readableBy(world, vendorOf(res), found)
      if (request instanceof AltinnProblem) return sendProblem(res, request)
      res.json(vendorView(world, request, kind === 'agent' && request.escalated))
    })

    router.get(`${base}/bysystem/:systemId`, mayRead, (req, res) => {
      const system = ownedSystem(world, pathValue(req, 'systemId'), vendorOf(res))
      if (!system) return sendProblem(res, new AltinnProblem('AUTH-00011'))
      const { followingPagesSkipTheirFirst } = quirksOf(world)
      const ofSystem = [...state.requests.values()].filter(
        request => request.systemId === system.id && isHere(request),
      )
      const page = pageOf(world, req, ofSystem, {
        cursor: ({ id }) => id,
        isCursor: isGuidCursor,
        followingPages: followingPagesSkipTheirFirst ? 'withoutTheirFirst' : 'whole',
      })
      res.json({ ...page, data: page.data.map(request => requestView(world, request)) })
    })

    router.get(`${base}/:requestId`, mayRead, (req, res) => {
      const found = live(state.requests.get(bindGuid(req, 'requestId')))
      const ofKind = found?.kind === kind ? found : undefined
      const request = readableBy(world, vendorOf(res), ofKind)
      if (request instanceof AltinnProblem) return sendProblem(res, request)
      res.json(vendorView(world, request))
    })
  }

  router.delete('/vendor/:requestId', mayWrite, (req, res) => {
    const found = live(state.requests.get(bindGuid(req, 'requestId')))
    const request = readableBy(world, vendorOf(res), found)
    // Altinn lets any vendor delete any request. We do not: nobody should come to rely on it.
    if (request instanceof AltinnProblem) return sendProblem(res, new AltinnProblem('AUTH-00010'))
    request.isDeleted = true
    res.status(202).end()
  })

  return router
}

export interface NewRequest {
  systemId: string
  partyOrgNo: string
  integrationTitle?: string | undefined
  externalRef?: string | undefined
  redirectUrl?: string | undefined
  rights?: SystemUserRequest['rights'] | null | undefined
  accessPackages?: SystemUserRequest['accessPackages'] | null | undefined
}

/** The rules in Altinn's order: the first that is broken answers. */
export function createRequest(
  world: World,
  kind: UserType,
  vendor: string | undefined,
  order: NewRequest,
): { request: SystemUserRequest; isNew: boolean } | AltinnProblem {
  const { state } = world
  if (!vendor) return new AltinnProblem('AUTH-00023')
  const { systemId, partyOrgNo, externalRef = partyOrgNo } = order
  const wanted = { systemId, partyOrgNo, externalRef }
  if (findSystemUser(world, wanted)) return new AltinnProblem('AUTH-00004')

  const waiting = state.requests.of(partyOrgNo).filter(it => live(it) && isFor(it, wanted))
  const system = state.systems.get(systemId)
  const same = waiting.find(request => request.kind === kind)
  if (same && system?.vendorOrgNo === vendor) return { request: same, isNew: false }

  if (!system) return new AltinnProblem('AUTH-00011')
  const standard = waiting.find(request => request.kind === 'standard')
  const taken = standard && TAKEN[standard.status]
  if (taken) return new AltinnProblem(taken)
  if (system.vendorOrgNo !== vendor) return new AltinnProblem('AUTH-00011')
  if (!state.organisations.has(partyOrgNo)) return new AltinnProblem('AUTH-00000')

  const problem =
    redirectProblem(system, order.redirectUrl) ??
    (kind === 'agent'
      ? agentOrderProblem(world, system, order)
      : standardOrderProblem(world, system, order))
  if (problem) return problem
  if (externalRef.length > 255) return new AltinnProblem('AUTH-00012') // its column is no longer

  const request: SystemUserRequest = {
    id: randomUUID(),
    kind,
    integrationTitle: order.integrationTitle ?? system.name.nb ?? '',
    externalRef,
    systemId,
    partyOrgNo,
    rights: (kind === 'standard' && order.rights) || [],
    accessPackages: order.accessPackages ?? [],
    status: 'New',
    ...(order.redirectUrl && { redirectUrl: order.redirectUrl }),
    escalated: false,
    created: world.now(),
    isDeleted: false,
  }
  state.requests.set(request.id, request)
  return { request, isNew: true }
}

/** The request, if it is there and about a system of the vendor's. */
export function readableBy<T extends { systemId: string }>(
  world: World,
  vendor: string,
  request: T | undefined,
): T | AltinnProblem {
  if (!request) return new AltinnProblem('AUTH-00010')
  return ownedSystem(world, request.systemId, vendor) ? request : new AltinnProblem('AUTH-00011')
}

/** The system, if it is the vendor's. */
export const ownedSystem = (
  { state }: World,
  systemId: string,
  vendor: string | undefined,
): RegisteredSystem | undefined => {
  const system = state.systems.get(systemId)
  return system?.vendorOrgNo === vendor ? system : undefined
}

/** Scheme, host, port and path must be those of a registered address; the query is the vendor's. */
export function redirectProblem(
  { allowedRedirectUrls }: RegisteredSystem,
  redirectUrl: string | undefined,
): AltinnProblem | undefined {
  if (!redirectUrl) return undefined
  if (allowedRedirectUrls.length === 0) return new AltinnProblem('AUTH-00026')
  const target = withoutQuery(redirectUrl)
  const isAllowed = target && allowedRedirectUrls.some(allowed => withoutQuery(allowed) === target)
  return isAllowed ? undefined : new AltinnProblem('AUTH-00021')
}

/** The three pages on which a customer decides, by the last part of their addresses. */
export type ApprovalPage = 'request' | 'agentrequest' | 'changerequest'

export const confirmUrl = ({ names }: World, page: ApprovalPage, id: string) =>
  `${names.ui}/accessmanagement/ui/systemuser/${page}?id=${id}&DONTCHOOSEREPORTEE=true`

const TIME_OUT = 180 * 24 * 60 * 60 * 1000

/** After 180 days a flag goes up, and nothing else happens: it can still be approved. */
export const isTimedOut = (world: World, { created }: { created: number }) =>
  world.now() - created > TIME_OUT

export const instant = (epochMs: number) => new Date(epochMs).toISOString()

const StandardOrder = members({
  systemId: requiredText,
  partyOrgNo: requiredText,
  integrationTitle: optionalText,
  externalRef: optionalText,
  redirectUrl: optionalText,
  rights: z.array(RightBody).nullish(),
  accessPackages: z.array(AccessPackageBody).nullish(),
})

const AgentOrder = members({
  systemId: requiredText,
  partyOrgNo: requiredText,
  integrationTitle: optionalText,
  externalRef: optionalText,
  redirectUrl: optionalText,
  accessPackages: z.array(AccessPackageBody),
})

/** Why a second request is turned down when the first one is not handed back instead. */
const TAKEN: Partial<Record<RequestStatus, ProblemCode>> = {
  Accepted: 'AUTH-00006',
  New: 'AUTH-00007',
  Denied: 'AUTH-00008',
  Rejected: 'AUTH-00009',
}

function standardOrderProblem(
  world: World,
  system: RegisteredSystem,
  { rights, accessPackages }: NewRequest,
): AltinnProblem | undefined {
  if (!rights && !accessPackages) return new AltinnProblem('AUTH-00001')
  if (!rights?.length && !accessPackages?.length) return new AltinnProblem('AUTH-00059')
  // Altinn stumbles over it, too, and answers 500.
  if (rights?.some(({ resource }) => resource.length === 0)) throw new Error('an empty right')
  return (
    rightsProblem(system, rights ?? []) ??
    packagesProblem(world, system, accessPackages ?? [], 'standard')
  )
}

function agentOrderProblem(
  world: World,
  system: RegisteredSystem,
  { accessPackages }: NewRequest,
): AltinnProblem | undefined {
  if (!accessPackages?.length) return new AltinnProblem('AUTH-00058')
  return packagesProblem(world, system, accessPackages, 'agent')
}

/** Whether something is for the customer and reference in the path. */
export function referenceIn(req: Request): (request: Reference) => boolean {
  const wanted = {
    systemId: pathValue(req, 'systemId'),
    partyOrgNo: pathValue(req, 'orgNo'),
    externalRef: pathValue(req, 'externalRef'),
  }
  return request => isFor(request, wanted)
}

type Reference = Pick<SystemUserRequest, 'systemId' | 'partyOrgNo' | 'externalRef'>

const isFor = (request: Reference, wanted: Reference) =>
  request.systemId === wanted.systemId &&
  request.partyOrgNo === wanted.partyOrgNo &&
  request.externalRef === wanted.externalRef

/** By its id Altinn forgets that a request was sent on; of an agent's, it knows by the reference. */
const vendorView = (world: World, request: SystemUserRequest, escalated = false) => ({
  ...requestView(world, request),
  escalated,
  confirmUrl: confirmUrl(world, request.kind === 'agent' ? 'agentrequest' : 'request', request.id),
})

/** A request as lists show it, and as the portal's own pages do. */
export const requestView = (world: World, request: SystemUserRequest) => ({
  id: request.id,
  integrationTitle: request.integrationTitle,
  externalRef: request.externalRef,
  systemId: request.systemId,
  partyOrgNo: request.partyOrgNo,
  ...(request.kind === 'standard' && { rights: request.rights }),
  accessPackages: request.accessPackages,
  status: request.status,
  redirectUrl: request.redirectUrl,
  escalated: request.escalated,
  created: instant(request.created),
  timedOut: isTimedOut(world, request),
})

/** Undefined when it is no absolute address. */
function withoutQuery(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const { protocol, host, pathname } = new URL(address)
  return `${protocol}//${host}${pathname}`
}
