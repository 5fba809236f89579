import { decodeJwt } from 'jose'
import * as z from 'zod'
import type { Action } from '../action.js'
import { isOrganisationNumber, type OrganisationNumber } from '../domain/organisation-number.js'
import type { Send } from '../upstream/send.js'
import { AltinnContradiction, asAltinnRefusal } from './errors.js'

const ClientsAnswer = z.object({
  systemUserInformation: z.object({
    systemUserId: z.string(),
    systemUserOwnerOrg: z.string(),
  }),
  data: z
    .array(z.object({ clientOrganizationNumber: z.string(), clientOrganizationName: z.string() }))
    .default([]),
})

/** An organisation that has been added to a system user for clients. */
export interface DelegatedClient {
  organisationNumber: OrganisationNumber
  name: string
}

/** What the sign-in must ask ID-porten for, so that a person's token opens the list. */
export const CLIENTS_SCOPE = 'altinn:clientdelegations.read'

const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/
const OPERATION = 'altinn: list clients'

export type Clients = ReturnType<typeof createClients>

/**
 * Who has been added to a system user for clients. Altinn tells a person of the owner only, a client
 * administrator or the managing director: no token of ours opens this list.
 */
export function createClients({ send }: { send: Send }) {
  return {
    /**
     * @param personToken with {@link CLIENTS_SCOPE}, of ID-porten, or of Altinn's own when it was
     * exchanged before; used here and kept nowhere
     * @throws {AltinnRefused} `notAllowed` when the person administers no clients there
     * @throws {AltinnContradiction} the answer is about another system user
     * @see https://docs.altinn.studio/api/authentication/systemuserapi/clientdelegation/
     */
    async of(
      agent: { systemUserId: string; owner: OrganisationNumber },
      personToken: string,
      action: Action,
    ): Promise<DelegatedClient[]> {
      const token = isAltinns(personToken) ? personToken : await exchange(personToken, action)
      const { body } = await send(
        {
          operation: OPERATION,
          method: 'GET',
          path: '/authentication/api/v1/enduser/systemuser/clients',
          query: { agent: agent.systemUserId },
          token,
          answer: ClientsAnswer,
          repeat: 'repeatable',
        },
        action,
      ).catch(error => {
        throw asAltinnRefusal(error)
      })
      const { systemUserId, systemUserOwnerOrg } = body.systemUserInformation
      if (systemUserId !== agent.systemUserId || systemUserOwnerOrg !== agent.owner)
        throw new AltinnContradiction(OPERATION, 'the answer is about another system user')
      return body.data.flatMap(({ clientOrganizationNumber: number, clientOrganizationName }) =>
        isOrganisationNumber(number)
          ? [{ organisationNumber: number, name: clientOrganizationName }]
          : [],
      )
    },
  }

  async function exchange(personToken: string, action: Action): Promise<string> {
    const operation = 'altinn: exchange person’s token'
    const { body } = await send(
      {
        operation,
        method: 'GET',
        path: '/authentication/api/v1/exchange/id-porten',
        headers: { accept: 'text/plain, */*' },
        token: personToken,
        answer: 'text',
        repeat: 'repeatable',
        maxBytes: 64_000,
      },
      action,
    ).catch(error => {
      throw asAltinnRefusal(error)
    })
    const token = body.trim().replace(/^"(.*)"$/s, '$1')
    if (!JWT.test(token)) throw new AltinnContradiction(operation, 'the answer is no token')
    return token
  }
}

/** By who made it. What cannot be read is exchanged, and Altinn says what is wrong with it. */
function isAltinns(token: string): boolean {
  try {
    return decodeJwt(token).iss?.endsWith('/authentication/api/v1/openid/') === true
  } catch {
    return false
  }
}
