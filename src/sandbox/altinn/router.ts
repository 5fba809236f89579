import { Router } from 'express'
import type { RequestHandler } from 'express'
import type { World } from '../world/world.js'
import { answerErrors } from './binding.js'
import { changeRequestsRouter } from './change-requests.js'
import { clientsRouter } from './clients.js'
import { exchangeRouter } from './exchange.js'
import { packageMetadataRouter, resourceRegistryRouter } from './metadata.js'
import { portalRouter } from './portal.js'
import { registerRouter } from './register.js'
import { requestsRouter } from './requests.js'
import { systemUsersRouter } from './system-users.js'

/** The imitation of Altinn's platform APIs; belongs at the root of the sandbox's origin. */
export function altinnRouter(world: World): Router {
  const router = Router()
  const platform = '/authentication/api/v1'
  router.use(`${platform}/systemregister`, registerRouter(world))
  router.use(`${platform}/systemuser/request`, requestsRouter(world))
  router.use(`${platform}/systemuser/changerequest`, changeRequestsRouter(world))
  router.use(`${platform}/systemuser`, systemUsersRouter(world))
  router.use(`${platform}/enduser/systemuser`, clientsRouter(world))
  router.use(platform, exchangeRouter(world))
  router.use(platform, portalRouter(world))

  router.use('/resourceregistry/api/v1/resource', resourceRegistryRouter(world))
  router.use('/accessmanagement/api/v1/meta/info/accesspackages', packageMetadataRouter(world))

  router.use(APIS, nothingHere)
  router.use(answerErrors)
  return router
}

/** What lies beside them belongs to the pages for people. */
const APIS = [
  '/authentication/api/v1/systemregister',
  '/authentication/api/v1/systemuser',
  '/authentication/api/v1/enduser',
  '/authentication/api/v1/openid',
  '/resourceregistry/api/v1',
  '/accessmanagement/api/v1/meta',
]

/** An address Altinn has not got: 404 without a word. */
const nothingHere: RequestHandler = (_req, res) => void res.status(404).end()
