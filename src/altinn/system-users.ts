import * as z from 'zod'
import type { Action } from '../action.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { path } from '../upstream/send.js'
import type { Ask } from './client.js'
import { AltinnRefused } from './errors.js'
import { actionOfPage, everyEntry, pageOf, type PerPage } from './pages.js'

/** Altinn tells a vendor neither rights nor access packages here: remember what was asked for. */
const SystemUserAnswer = z.object({
  id: z.string().min(1),
  integrationTitle: z.string().optional(),
  systemId: z.string(),
  reporteeOrgNo: z.string(),
  externalRef: z.string().optional(),
  userType: z.string().optional(),
  created: z.string().optional(),
})
export type SystemUser = z.infer<typeof SystemUserAnswer>

export function createSystemUsers({ ask, systemId }: { ask: Ask; systemId: string }) {
  const base = '/authentication/api/v1/systemuser/vendor'

  return {
    /**
     * The living system user of a customer, also one the customer made in the portal. Undefined
     * when there is none, which is how we learn that a customer has taken the access back.
     */
    async find(
      customer: OrganisationNumber,
      externalRef: string | undefined,
      action: Action,
    ): Promise<SystemUser | undefined> {
      try {
        const { body } = await ask(
          'find system user',
          {
            method: 'GET',
            path: `${base}/byquery`,
            query: {
              'system-id': systemId,
              orgno: customer,
              'external-ref': externalRef ?? customer,
            },
            answer: SystemUserAnswer,
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

    /** Every living system user of our system, standard and agent together. */
    all: (action: PerPage): AsyncGenerator<SystemUser> =>
      everyEntry(async token => {
        const { body } = await ask(
          'list system users',
          {
            method: 'GET',
            path: base + path`/bysystem/${systemId}`,
            query: { token },
            answer: pageOf(SystemUserAnswer),
            repeat: 'repeatable',
          },
          actionOfPage(action),
        )
        return body
      }),
  }
}
