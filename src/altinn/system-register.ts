import * as z from 'zod'
import type { Action } from '../action.js'
import { path } from '../upstream/send.js'
import type { Ask } from './client.js'
import { AltinnRefused } from './errors.js'

const RegisteredSystemAnswer = z.object({
  id: z.string(),
  name: z.record(z.string(), z.string()),
  rights: z
    .array(z.object({ resource: z.array(z.object({ id: z.string(), value: z.string() })) }))
    .default([]),
  accessPackages: z.array(z.object({ urn: z.string() })).default([]),
  clientId: z.array(z.string()).default([]),
  allowedRedirectUrls: z.array(z.string()).default([]),
  isDeleted: z.boolean().default(false),
  isVisible: z.boolean().default(true),
})
export type RegisteredSystem = z.infer<typeof RegisteredSystemAnswer>

export function createSystemRegister({ ask, systemId }: { ask: Ask; systemId: string }) {
  return {
    /** Our own system, also when it is marked as deleted. Undefined when it was never registered. */
    async read(action: Action): Promise<RegisteredSystem | undefined> {
      try {
        const { body } = await ask(
          'read registered system',
          {
            method: 'GET',
            path: path`/authentication/api/v1/systemregister/vendor/${systemId}`,
            answer: RegisteredSystemAnswer,
            repeat: 'repeatable',
          },
          action,
        )
        return body
      } catch (error) {
        if (error instanceof AltinnRefused && error.reason === 'notFound') return undefined
        throw error
      }
    },
  }
}
