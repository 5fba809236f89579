import { Router } from 'express'
import type { RequestHandler } from 'express'
import { answerErrors } from './altinn-binding.js'
import { changeRequestsRouter } from './altinn-change-requests.js'
import { clientsRouter } from './altinn-clients.js'
import { exchangeRouter } from './altinn-exchange.js'
import { packageMetadataRouter, resourceRegistryRouter } from './altinn-metadata.js'
import { portalRouter } from './altinn-portal.js'
import { registerRouter } from './altinn-register.js'
import { requestsRouter } from './altinn-requests.js'
import { systemUsersRouter } from './altinn-system-users.js'
import type { World } from './world.js'

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
