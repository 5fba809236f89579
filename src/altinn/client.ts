import type { Action } from '../action.js'
import type { Answer, Call, Send } from '../upstream/send.js'
import { withToken } from '../upstream/with-token.js'
import { createChangeRequests } from './change-requests.js'
import { createClients } from './clients.js'
import { asAltinnRefusal } from './errors.js'
import type { AltinnTokens } from './exchange.js'
import { createMetadata } from './metadata.js'
import { createRequests } from './requests.js'
import { SCOPES, type AltinnOperation } from './scopes.js'
import { createSystemRegister } from './system-register.js'
import { createSystemUsers } from './system-users.js'

export type AltinnCall<A> = Omit<Call<A>, 'operation' | 'token'>

/** Makes a call with a token of the scope it needs; a refusal is thrown as `AltinnRefused`. */
export type Ask = <A>(
  operation: AltinnOperation,
  call: AltinnCall<A>,
  action: Action,
) => Promise<Answer<A>>

export type Altinn = ReturnType<typeof createAltinn>

export function createAltinn(deps: {
  send: Send
  tokens: AltinnTokens
  /** Our system's id in the system register, such as `991825827_smartcloud`. */
  systemId: string
  /** Epoch milliseconds. */
  now?: () => number
}) {
  const { send, tokens, systemId, now = Date.now } = deps

  const ask: Ask = (operation, call, action) => {
    const scope = SCOPES[operation]
    return withToken(
      {
        get: () => tokens.get(scope, action),
        drop: token => tokens.drop(scope, token),
      },
      token => send({ ...call, operation: `altinn: ${operation}`, token }, action),
    ).catch(error => {
      throw asAltinnRefusal(error)
    })
  }

  return {
    requests: createRequests({ ask, systemId }),
    systemUsers: createSystemUsers({ ask, systemId }),
    changeRequests: createChangeRequests({ ask, systemId }),
    clients: createClients({ send }),
    metadata: createMetadata({ send, now }),
    systemRegister: createSystemRegister({ ask, systemId }),
  }
}
