import { Router } from 'express'
import * as z from 'zod'
import type { ChangeRequest, RegisteredSystem, SystemUser } from '../state/state.js'
import { live } from '../state/system-users.js'
import { quirksOf } from '../world/quirks.js'
import type { World } from '../world/world.js'
import {
  bindBody,
  bindGuid,
  jsonBody,
  members,
  optionalText,
  pathValue,
  queryGuid,
} from './binding.js'
import { isGuidCursor, pageOf } from './paging.js'
import { AltinnProblem, sendFrameworkProblem, sendProblem, sendText } from './problems.js'
import {
  confirmUrl,
  instant,
  isTimedOut,
  ownedSystem,
  readableBy,
  redirectProblem,
  referenceIn,
} from './requests.js'
import { AccessPackageBody, packagesProblem, RightBody, rightsProblem } from './rights.js'
import { requireScope, SCOPE, vendorOf } from './token.js'

/** A vendor asks a customer to let a standard system user do more, or less. */
export function changeRequestsRouter(world: World): Router {
  const { state } = world
  const router = Router()
  const mayRead = requireScope(world, SCOPE.requestRead)
  const mayWrite = requireScope(world, SCOPE.requestWrite)
  const changeRequests = () => [...state.changeRequests.values()].filter(live)

  router.post('/vendor', mayWrite, jsonBody, (req, res) => {
    const id = queryGuid(req, 'correlation-id')
    const systemUserId = queryGuid(req, 'system-user-id')
    const order = bindBody(req, ChangeOrder)
    if (!id) return sendText(req, res, 400, NO_CORRELATION_ID)
    const vendor = vendorOf(res)
    const user = live(state.systemUsers.get(systemUserId ?? ''))
    if (!user) return sendProblem(res, new AltinnProblem('AUTH-00015'))
    if (id === user.id) return sendText(req, res, 400, SAME_ID)
    const system = ownedSystem(world, user.systemId, vendor)
    if (!system) return sendFrameworkProblem(res, 401)
    if (LISTS.every(list => order[list].length === 0))
      return void res.json(noChangeNeeded(id, user, order))

    const known = state.changeRequests.get(id)
    // Altinn's table still holds the deleted row, and its primary key refuses a second one.
    if (known?.isDeleted) throw new Error('the id of a deleted change request')
    res.location(`${world.names.platform}/authentication/api/v1/systemuser/changerequest/${id}`)
    if (known && ownedSystem(world, known.systemId, vendor))
      return void res.json(vendorView(world, known))
    const problem =
      (known && new AltinnProblem(known.status === 'New' ? 'AUTH-00007' : 'AUTH-00061')) ??
      orderProblem(world, system, user, order)
    if (problem) return sendProblem(res, problem)

    const { redirectUrl, ...lists } = order
    const change: ChangeRequest = {
      id,
      ...targetOf(user),
      ...lists,
      status: 'New',
      ...(redirectUrl && { redirectUrl }),
      created: world.now(),
      isDeleted: false,
    }
    state.changeRequests.set(id, change)
    res.status(201).json(vendorView(world, change))
  })

  router.get('/vendor/byexternalref/:systemId/:orgNo/:externalRef', mayRead, (req, res) => {
    const found = changeRequests().find(referenceIn(req))
    const change = readableBy(world, vendorOf(res), found)
    if (change instanceof AltinnProblem) return sendProblem(res, change)
    // Altinn forgets the packages here, and in every single answer that time is up.
    const none = { requiredAccessPackages: [], unwantedAccessPackages: [] }
    res.json({ ...vendorView(world, change), ...none, timedOut: false })
  })

  router.get('/vendor/bysystem/:systemId', mayRead, (req, res) => {
    const system = ownedSystem(world, pathValue(req, 'systemId'), vendorOf(res))
    if (!system) return sendProblem(res, new AltinnProblem('AUTH-00011'))
    const ofSystem = changeRequests().filter(({ systemId }) => systemId === system.id)
    const page = pageOf(world, req, ofSystem, {
      cursor: ({ id }) => id,
      isCursor: isGuidCursor,
      followingPages: quirksOf(world).changeRequestPagesNeverAdvance ? 'never' : 'whole',
    })
    res.json({ ...page, data: page.data.map(change => changeRequestView(world, change)) })
  })

  router.get('/vendor/:requestId', mayRead, (req, res) => {
    const id = bindGuid(req, 'requestId')
    const change = readableBy(world, vendorOf(res), live(state.changeRequests.get(id)))
    if (change instanceof AltinnProblem) return sendProblem(res, change)
    res.json({ ...vendorView(world, change), timedOut: false })
  })

  router.delete('/vendor/:requestId', mayWrite, (req, res) => {
    const id = bindGuid(req, 'requestId')
    const change = readableBy(world, vendorOf(res), live(state.changeRequests.get(id)))
    // Altinn lets any vendor delete any change request. We do not.
    if (change instanceof AltinnProblem) return sendProblem(res, new AltinnProblem('AUTH-00010'))
    change.isDeleted = true
    res.status(202).end()
  })

  return router
}

const rights = z.array(RightBody).default([])
const accessPackages = z.array(AccessPackageBody).default([])

const ChangeOrder = members({
  requiredRights: rights,
  unwantedRights: rights,
  requiredAccessPackages: accessPackages,
  unwantedAccessPackages: accessPackages,
  redirectUrl: optionalText,
})
type ChangeOrder = z.infer<typeof ChangeOrder>

const LISTS = [
  'requiredRights',
  'unwantedRights',
  'requiredAccessPackages',
  'unwantedAccessPackages',
] as const

const NO_CORRELATION_ID =
  'Missing or invalid QueryParameter: correlation-id. Generate a unique UUID (RFC 4122) for this Change Request, and add as a Query Parameter.'
const SAME_ID =
  'The correlation-id should not be the same as the system-user-id. Generate a unique id.'

/** What is to be taken away is not looked at before it is taken away. */
function orderProblem(
  world: World,
  system: RegisteredSystem,
  user: SystemUser,
  { requiredRights, requiredAccessPackages, redirectUrl }: ChangeOrder,
): AltinnProblem | undefined {
  if (user.userType === 'agent') return new AltinnProblem('AUTH-00015')
  if (!world.state.organisations.has(user.ownerOrgNo)) return new AltinnProblem('AUTH-00000')
  return (
    redirectProblem(system, redirectUrl) ??
    rightsProblem(system, requiredRights) ??
    packagesProblem(world, system, requiredAccessPackages, 'standard')
  )
}

const targetOf = (user: SystemUser) => ({
  externalRef: user.externalRef,
  systemId: user.systemId,
  systemUserId: user.id,
  partyOrgNo: user.ownerOrgNo,
})

/** Nothing is stored, so there is nothing to confirm and no time at which it was made. */
const noChangeNeeded = (id: string, user: SystemUser, order: ChangeOrder) => ({
  id,
  ...targetOf(user),
  ...order,
  status: 'NoChangeNeeded',
  confirmUrl: '',
  created: '0001-01-01T00:00:00',
  timedOut: false,
})

const vendorView = (world: World, change: ChangeRequest) => ({
  ...changeRequestView(world, change),
  confirmUrl: confirmUrl(world, 'changerequest', change.id),
})

export const changeRequestView = (
  world: World,
  { isDeleted, created, ...change }: ChangeRequest,
) => ({
  ...change,
  created: instant(created),
  timedOut: isTimedOut(world, { created }),
})
