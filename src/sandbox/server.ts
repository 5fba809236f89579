import { altinnRouter } from './altinn.js'
import { maskinportenRouter } from './maskinporten.js'
import { openSandbox, type Sandbox, type SandboxOptions } from './open-sandbox.js'
import { referenceApiRouter } from './reference-apis.js'
import { selfServiceRouter } from './self-service.js'
import { siteRouter } from './site-router.js'
import { tokenGeneratorRouter } from './token-generator.js'

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
  siteRouter,
]
