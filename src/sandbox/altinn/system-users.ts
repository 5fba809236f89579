import { Router } from 'express'
import type { SystemUser } from '../state/state.js'
import { findSystemUser, systemUserForGrant } from '../state/system-users.js'
import type { World } from '../world/world.js'
import { pathValue, queryValue, requiredQueryValue } from './binding.js'
import { isNumberCursor, pageOf } from './paging.js'
import { AltinnProblem, sendFrameworkProblem, sendProblem } from './problems.js'
import { instant, ownedSystem } from './requests.js'
import { requireScope, SCOPE, vendorOf } from './token.js'

/**
 * What a vendor, and Maskinporten, can learn about system users. Never what they may do, and
 * deletion is the customer's alone.
 */
export function systemUsersRouter(world: World): Router {
  const { state } = world
  const router = Router()

  // The register's scope, and not the one for requests, opens this list.
  const mayList = requireScope(world, SCOPE.registerWrite, SCOPE.registerAdmin)
  router.get('/vendor/bysystem/:systemId', mayList, (req, res) => {
    const vendor = vendorOf(res)
    const system = ownedSystem(world, pathValue(req, 'systemId'), vendor)
    if (!system) return sendProblem(res, new AltinnProblem('AUTH-00011'))
    const users = [...state.systemUsers.values()].filter(
      user => user.systemId === system.id && !user.isDeleted,
    )
    const page = pageOf(world, req, users, {
      cursor: ({ sequence }) => sequence,
      isCursor: isNumberCursor,
      followingPages: 'whole',
    })
    res.json({ ...page, data: page.data.map(user => systemUserView(world, user)) })
  })

  // A GET behind the write scope: so it is.
  router.get('/vendor/byquery', requireScope(world, SCOPE.requestWrite), (req, res) => {
    const systemId = requiredQueryValue(req, 'system-id')
    const partyOrgNo = requiredQueryValue(req, 'orgno')
    const externalRef = queryValue(req, 'external-ref') ?? partyOrgNo
    const vendor = vendorOf(res)
    const user =
      ownedSystem(world, systemId, vendor) &&
      findSystemUser(world, { systemId, partyOrgNo, externalRef })
    if (!user) return sendFrameworkProblem(res, 404)
    res.json(systemUserView(world, user))
  })

  router.get('/byExternalId', requireScope(world, SCOPE.systemUserRead), (req, res) => {
    const user = systemUserForGrant(world, {
      clientId: requiredQueryValue(req, 'clientId'),
      vendor: requiredQueryValue(req, 'systemProviderOrgNo'),
      customer: requiredQueryValue(req, 'systemUserOwnerOrgNo'),
      externalRef: queryValue(req, 'externalRef'),
    })
    if (!user) return sendFrameworkProblem(res, 404)
    res
      .set('Cache-Control', 'no-store')
      .json({ ...systemUserView(world, user), productName: user.systemId })
  })

  return router
}

/** The two names are empty in every answer, and rights are in none. */
export const systemUserView = ({ state }: World, user: SystemUser) => ({
  id: user.id,
  integrationTitle: user.integrationTitle,
  systemId: user.systemId,
  productName: '',
  reporteeOrgNo: user.ownerOrgNo,
  created: instant(user.created),
  isDeleted: user.isDeleted,
  supplierName: '',
  supplierOrgno: state.systems.get(user.systemId)?.vendorOrgNo ?? '',
  externalRef: user.externalRef,
  userType: user.userType,
})

/** What the portal and the client administration see; a few members look odd there, too. */
export const internalView = (world: World, user: SystemUser) => ({
  ...systemUserView(world, user),
  systemInternalId: world.state.systems.get(user.systemId)?.internalId,
  partyId: String(world.state.organisations.get(user.ownerOrgNo)?.partyId ?? ''),
  partyUuId: '',
  accessPackages: user.accessPackages,
})
