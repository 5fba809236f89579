import { altinnRouter } from './altinn.js'
import { approvalRouter } from './approval-router.js'
import { maskinportenRouter } from './maskinporten.js'
import { openSandbox, type Sandbox, type SandboxOptions } from './open-sandbox.js'
import { referenceApiRouter } from './reference-apis.js'

export type { Sandbox, SandboxOptions }

/** Starts the imitation of Maskinporten, Altinn and the reference APIs. */
export const startSandbox = (options?: SandboxOptions): Promise<Sandbox> =>
  openSandbox([maskinportenRouter, altinnRouter, referenceApiRouter, approvalRouter], options)
