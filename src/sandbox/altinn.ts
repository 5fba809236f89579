import { Router } from 'express'
import { answerErrors } from './altinn-binding.js'
import { exchangeRouter } from './altinn-exchange.js'
import { registerRouter } from './altinn-register.js'
import { requestsRouter } from './altinn-requests.js'
import { systemUsersRouter } from './altinn-system-users.js'
import type { World } from './world.js'

/** The imitation of Altinn's platform APIs; belongs at the root of the sandbox's origin. */
export function altinnRouter(world: World): Router {
  const router = Router()
  const authentication = '/authentication/api/v1'
  router.use(authentication, exchangeRouter(world))
  router.use(`${authentication}/systemregister`, registerRouter(world))
  router.use(`${authentication}/systemuser/request`, requestsRouter(world))
  router.use(`${authentication}/systemuser`, systemUsersRouter(world))
  router.use(answerErrors)
  return router
}
