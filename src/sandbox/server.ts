import { altinnRouter } from './altinn/router.js'
import { businessRegisterRouter } from './apis/business-register.js'
import { referenceApiRouter } from './apis/reference-apis.js'
import { tokenGeneratorRouter } from './apis/token-generator.js'
import { maskinportenRouter } from './maskinporten/router.js'
import { selfServiceRouter } from './maskinporten/self-service.js'
import { openSandbox, type Sandbox, type SandboxOptions } from './open-sandbox.js'
import { siteRouter } from './site-router.js'

export type { Sandbox, SandboxOptions }

/** Starts the imitation of Maskinporten, Altinn and the reference APIs. */
export const startSandbox = (options?: SandboxOptions): Promise<Sandbox> =>
  openSandbox(ROUTERS, options)

/** In this order: what is not an API's is the pages', whose router is the last. */
const ROUTERS = [
  maskinportenRouter,
  selfServiceRouter,
  tokenGeneratorRouter,
  altinnRouter,
  referenceApiRouter,
  businessRegisterRouter,
  siteRouter,
]
