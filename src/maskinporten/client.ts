import { inspect } from 'node:util'
import { decodeJwt } from 'jose'
import * as z from 'zod'
import type { Action } from '../action.js'
import { SmartCloudError } from '../errors.js'
import { UpstreamRefused } from '../upstream/errors.js'
import type { Send } from '../upstream/send.js'
import { createTokenCache } from '../upstream/token-cache.js'
import { createGrant, referenceOf, scopeText, type SystemUserOwner } from './grant.js'
import type { SigningKey } from './keys.js'
import { decodeRefusal, MaskinportenRefused } from './refusals.js'

export interface TokenOrder {
  scope: string | readonly string[]
  /** Whose data we want to reach; left out for what we do as ourselves. */
  systemUser?: SystemUserOwner
  /** The address that the owner of the API wants to see in the token, if any. */
  resource?: string
}

/** An access token. Printing, inspecting or serialising it does not give it away. */
export class Token {
  readonly #value: string

  constructor(
    value: string,
    /** What it is good for; Maskinporten may have given less than was asked for. */
    readonly scope: string,
    /** Epoch milliseconds. */
    readonly expiresAt: number,
  ) {
    this.#value = value
  }

  get value(): string {
    return this.#value
  }

  toString(): string {
    return '[token]'
  }

  toJSON(): string {
    return '[token]'
  }

  [inspect.custom](): string {
    return '[token]'
  }
}

/** The token was somebody else's, or for another system. It has been thrown away. */
export class WrongToken extends SmartCloudError {
  readonly code = 'wrong_token'
  readonly status = 502
  override readonly service = 'maskinporten'
  /** It was not used for anything. */
  readonly sent = 'no'
}

export interface Maskinporten {
  /**
   * A token for this order, kept until shortly before it expires.
   *
   * @throws {MaskinportenRefused} with the reason, as far as Maskinporten gives it
   * @throws {WrongToken} it does not name the organisation and the system of the order
   * @throws {UpstreamUnreachable | UpstreamSurprise | TokenTooLate} no token in time
   */
  tokenFor(order: TokenOrder, action: Action): Promise<Token>
  /** Forgets a token that an API did not take. */
  drop(order: TokenOrder, token: string): void
  /** Forgets all tokens, or those of system users alone; the next call fetches a new one. */
  forget(which: 'all' | 'systemUsers'): void
}

export interface MaskinportenDeps {
  send: Send
  /** With the slash at the end: it is the `aud` of every grant, and compared letter by letter. */
  issuer: string
  tokenPath?: string
  clientId: string
  key: SigningKey
  /**
   * Our system in Altinn's register: the only one whose system users we act for. Left out where
   * nobody has said it, and then the one that the client belongs to.
   */
  systemId: string | undefined
  environment: string
  log: Record<'warn' | 'error', (event: string, fields: Record<string, unknown>) => void>
  /** Epoch milliseconds. */
  now: () => number
}

/** A token is left alone when this little remains, so that it does not expire on its way. */
const MARGIN_MS = 15_000

/** What a token lives when nobody says. */
const USUAL_LIFE_SECONDS = 120

const TokenAnswer = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/, 'is not a token'),
  token_type: z.string().regex(/^bearer$/i, 'is not Bearer'),
  expires_in: z.number().default(USUAL_LIFE_SECONDS),
  scope: z.string().optional(),
})

/** What of a system user's token we check. `id` is what Altinn's examples call `ID`. */
const SystemUserClaims = z.object({
  authorization_details: z.array(
    z.object({
      type: z.string(),
      systemuser_org: z.object({ ID: z.string().optional(), id: z.string().optional() }).optional(),
      system_id: z.string().optional(),
      systemuser_id: z.array(z.string()).optional(),
    }),
  ),
})

/** Fetches tokens from Maskinporten, and keeps them apart. */
export function createMaskinporten(deps: MaskinportenDeps): Maskinporten {
  const {
    send,
    issuer,
    tokenPath = '/token',
    clientId,
    key,
    systemId,
    environment,
    log,
    now,
  } = deps
  const cache = createTokenCache<Token>()

  /** Everything that makes one token different from another. Leaving out the customer would hand one company another one's token. */
  const keyOf = ({ scope, systemUser, resource }: TokenOrder) => [
    environment,
    clientId,
    scopeText(scope),
    systemUser?.organisationNumber,
    referenceOf(systemUser?.externalRef),
    resource,
  ]

  async function fetchToken(order: TokenOrder, action: Action) {
    const asked = now()
    const answer = await askTwice(order, action)
    const { access_token: value, expires_in: seconds, scope } = answer
    if (order.systemUser) refuseWrongToken(value, order.systemUser, action)
    const expiresAt = asked + seconds * 1000
    const token = new Token(value, scope ?? scopeText(order.scope), expiresAt)
    return { value: token, asked, expiresAt: expiresAt - MARGIN_MS }
  }

  /** A grant that arrived late or twice is no fault of the order; a new one usually passes. */
  async function askTwice(order: TokenOrder, action: Action) {
    try {
      return await ask(order, action)
    } catch (error) {
      if (!(error instanceof MaskinportenRefused) || !PASSING.has(error.key)) throw error
      return ask(order, action)
    }
  }

  async function ask(order: TokenOrder, action: Action) {
    let jti: string | undefined
    try {
      const { body } = await send(
        {
          operation: 'maskinporten: get token',
          method: 'POST',
          path: tokenPath,
          form: async () => {
            const { assertion, claims } = await createGrant({
              ...order,
              issuer,
              clientId,
              key,
              now,
            })
            jti = claims.jti
            return { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }
          },
          answer: TokenAnswer,
          repeat: 'repeatable', // the form is made anew, with another jti
          maxBytes: 64_000,
        },
        action,
      )
      return body
    } catch (error) {
      if (!(error instanceof UpstreamRefused)) throw error
      const refused = refusedBy(error, order)
      log.warn('maskinporten: refused', {
        refusal: refused.key,
        status: refused.httpStatus,
        error: refused.error,
        description: refused.description,
        traceId: refused.traceId,
        environment,
        clientId,
        kid: key.kid,
        scope: refused.scope,
        organisationNumber: refused.organisationNumber,
        hasExternalRef: referenceOf(order.systemUser?.externalRef) !== undefined,
        jti,
        clockAheadSeconds: refused.clockAheadSeconds,
        reference: action.reference,
      })
      throw refused
    }
  }

  function refusedBy(error: UpstreamRefused, { scope, systemUser }: TokenOrder) {
    const serverTime = Date.parse(error.headers['date'] ?? '')
    return new MaskinportenRefused(
      decodeRefusal(error.upstreamStatus, error.text),
      {
        environment,
        clientId,
        kid: key.kid,
        scope: scopeText(scope),
        organisationNumber: systemUser?.organisationNumber,
      },
      error.upstreamStatus,
      // The header counts whole seconds, so on average half of one has passed
      Number.isNaN(serverTime) ? undefined : Math.round((now() - serverTime - 500) / 1000),
    )
  }

  function refuseWrongToken(value: string, owner: SystemUserOwner, action: Action) {
    if (isFor(owner, value)) return
    log.error('maskinporten: wrong token', {
      environment,
      systemId,
      organisationNumber: owner.organisationNumber,
      reference: action.reference,
    })
    throw new WrongToken('Maskinporten gave a token that is not for this organisation and system.')
  }

  function isFor({ organisationNumber }: SystemUserOwner, value: string): boolean {
    const claims = SystemUserClaims.safeParse(claimsOf(value))
    const detail = claims.data?.authorization_details.find(
      ({ type }) => type === 'urn:altinn:systemuser',
    )
    const owner = detail?.systemuser_org
    return (
      (owner?.ID ?? owner?.id) === `0192:${organisationNumber}` &&
      (systemId === undefined || detail?.system_id === systemId)
    )
  }

  return {
    tokenFor: async (order, action) => {
      const cacheKey = keyOf(order)
      let isNew = false
      const token =
        cache.peek(cacheKey) ??
        (await cache.get(cacheKey, action, shared => {
          isNew = true
          return fetchToken(order, shared)
        }))
      if (!isNew) action.witness?.keptToken({ from: 'maskinporten', value: token.value })
      return token
    },

    drop(order, token) {
      const cacheKey = keyOf(order)
      const kept = cache.peek(cacheKey)
      if (kept?.value === token) cache.drop(cacheKey, kept)
    },

    forget(which) {
      cache.clear(token => which === 'all' || systemUserIdIn(token) !== undefined)
    },
  }
}

/** The system user a token is for; undefined for one that is for nobody. */
export function systemUserIdIn({ value }: Token): string | undefined {
  const claims = SystemUserClaims.safeParse(claimsOf(value))
  return claims.data?.authorization_details.find(({ systemuser_id: ids }) => ids)
    ?.systemuser_id?.[0]
}

/** Refusals of the one grant, and not of what it asks for. */
const PASSING = new Set(['MP-130', 'MP-012'])

function claimsOf(token: string): unknown {
  try {
    return decodeJwt(token)
  } catch {
    return undefined
  }
}
