import { decodeJwt } from 'jose'
import type { Action } from '../action.js'
import { AltinnContradiction } from './errors.js'
import type { Send } from '../upstream/send.js'
import { createTokenCache } from '../upstream/token-cache.js'
import { withToken } from '../upstream/with-token.js'

/** A token for Altinn's vendor endpoints, by scope. */
export interface AltinnTokens {
  get: (scope: string, action: Action) => Promise<string>
  drop: (scope: string, token: string) => void
  /** Forgets all that are kept. */
  forget: () => void
}

/** The plain Maskinporten tokens that are exchanged. */
export interface PlainTokens {
  tokenFor: (order: { scope: string }, action: Action) => Promise<{ value: string }>
  drop: (order: { scope: string }, token: string) => void
}

/** Renewed when less than this remains: Altinn's documented rule for clients. */
const MARGIN_MS = 60_000

const OPERATION = 'altinn: exchange token'
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/

/** `ALTINN_EXCHANGE=off`: the documentation says that Maskinporten's tokens are taken as they are. */
export const withoutExchange = ({ tokenFor, drop }: PlainTokens): AltinnTokens => ({
  get: async (scope, action) => (await tokenFor({ scope }, action)).value,
  drop: (scope, token) => drop({ scope }, token),
  forget: () => {}, // whoever keeps them is told
})

/**
 * Exchanges Maskinporten's tokens for Altinn's, which live for half an hour whatever the first one
 * had left, and keeps them.
 *
 * @see https://docs.altinn.studio/api/authentication/
 */
export function createExchange(deps: {
  send: Send
  plain: PlainTokens
  now: () => number
}): AltinnTokens {
  const { send, plain, now } = deps
  const cache = createTokenCache()

  async function exchange(scope: string, action: Action) {
    const asked = now()
    const { body } = await withToken(
      {
        get: async () => (await plain.tokenFor({ scope }, action)).value,
        drop: token => plain.drop({ scope }, token),
      },
      token =>
        send(
          {
            operation: OPERATION,
            method: 'GET',
            path: '/authentication/api/v1/exchange/maskinporten',
            // Asked for as JSON alone, the token would come back in quotes.
            headers: { accept: 'text/plain, */*' },
            token,
            answer: 'text',
            repeat: 'repeatable',
            maxBytes: 64_000,
          },
          action,
        ),
    )
    const value = body.trim().replace(/^"(.*)"$/s, '$1')
    if (!JWT.test(value)) throw new AltinnContradiction(OPERATION, 'the answer is no token')
    return { value, expiresAt: expiryOf(value) - MARGIN_MS, asked }
  }

  return {
    async get(scope, action) {
      let isNew = false
      const token = await cache.get([scope], action, shared => {
        isNew = true
        return exchange(scope, shared)
      })
      if (!isNew) action.witness?.keptToken({ from: 'altinn', value: token })
      return token
    },
    drop: (scope, token) => {
      cache.drop([scope], token)
    },
    forget: () => cache.clear(),
  }
}

/** Epoch milliseconds. What cannot be read is used once and not kept. */
function expiryOf(token: string): number {
  try {
    return (decodeJwt(token).exp ?? 0) * 1000
  } catch {
    return 0
  }
}
