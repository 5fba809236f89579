import { Router } from 'express'
import { z } from 'zod'
import { live } from './altinn-approval.js'
import {
  bindBody,
  bindGuid,
  jsonBody,
  members,
  optionalText,
  pathValue,
  queryGuid,
} from './altinn-binding.js'
import { isGuidCursor, pageOf, quirksOf } from './altinn-paging.js'
import { AltinnProblem, sendFrameworkProblem, sendProblem, sendText } from './altinn-problems.js'
import { confirmUrl, instant, isTimedOut, ownedSystem, redirectProblem } from './altinn-requests.js'
import { AccessPackageBody, packagesProblem, RightBody, rightsProblem } from './altinn-rights.js'
import { callerOf, requireScope, SCOPE } from './altinn-token.js'
import type { ChangeRequest, RegisteredSystem, SystemUser } from './state.js'
import type { World } from './world.js'

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
    const { orgNo: vendor } = callerOf(res)
    if (!vendor) return sendFrameworkProblem(res, 401)
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
    res.location(`${world.origin}/authentication/api/v1/systemuser/changerequest/${id}`)
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
    const { orgNo: vendor } = callerOf(res)
    if (!vendor) return sendFrameworkProblem(res, 401)
    const change = changeRequests().find(
      it =>
        it.systemId === pathValue(req, 'systemId') &&
        it.partyOrgNo === pathValue(req, 'orgNo') &&
        it.externalRef === pathValue(req, 'externalRef'),
    )
    const problem = readProblem(world, change, vendor)
    if (problem || !change) return sendProblem(res, problem)
    // Altinn forgets the packages here.
    res.json({
      ...vendorView(world, change),
      requiredAccessPackages: [],
      unwantedAccessPackages: [],
    })
  })

