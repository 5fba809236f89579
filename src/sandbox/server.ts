import { altinnRouter } from './altinn.js'
import { maskinportenRouter } from './maskinporten.js'
import { openSandbox, type Sandbox, type SandboxOptions } from './open-sandbox.js'
import { referenceApiRouter } from './reference-apis.js'
import { siteRouter } from './site-router.js'

export type { Sandbox, SandboxOptions }

/** Starts the imitation of Maskinporten, Altinn and the reference APIs. */
export const startSandbox = (options?: SandboxOptions): Promise<Sandbox> =>
  openSandbox([maskinportenRouter, altinnRouter, referenceApiRouter, siteRouter], options)
