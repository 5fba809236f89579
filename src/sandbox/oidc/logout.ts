import { randomBytes, randomUUID } from 'node:crypto'
import { oidcClients } from '../state/oidc-clients.js'
import type { OidcClient } from '../state/state.js'
import { idpKeys, issuerOf } from '../world/identity-provider.js'
import type { World } from '../world/world.js'
import { createForger, ELSEWHERE, signedToken, unsigned, type Forgery } from './forgeries.js'
import type { Login } from './logins.js'
import { subjectOf } from './people.js'

/** Times in epoch seconds. */
export interface LogoutClaims {
  iss: string
  sub?: string
  aud: string
  iat: number
  exp: number
  jti: string
  events?: Record<string, object>
  sid: string
  nonce?: string
}

/** What can be wrong with a logout token; all else is right. */
export const LOGOUT_FORGERIES = {
  wrong_typ: { header: { typ: 'JWT' } },
  no_events: { claims: () => ({ events: undefined }) },
  with_nonce: { claims: () => ({ nonce: randomUUID() }) },
  wrong_audience: { claims: () => ({ aud: 'another-client' }) },
  wrong_issuer: { claims: () => ({ iss: ELSEWHERE }) },
  expired: { claims: ({ iat, exp }) => ({ iat: iat - 600, exp: exp - 600 }) },
  replayed_jti: {}, // of the last one that was made for the client
  alg_none: { sign: unsigned },
  unknown_sid: { claims: () => ({ sid: randomUUID() }) },
} as const satisfies Record<string, Forgery<LogoutClaims>>

export type LogoutForgery = keyof typeof LOGOUT_FORGERIES

export interface LogoutTokenOrder {
  clientId: string
  /** As in the client's id_token. */
  sid: string
  sub?: string
  forgery?: LogoutForgery
}

export type MakeLogoutToken = (order: LogoutTokenOrder) => Promise<string>

/** Good for two minutes. */
const LIFETIME_S = 120

/** @see https://docs.digdir.no/docs/idporten/oidc/oidc_func_backchannel_logout */
export function createLogoutTokens(world: World): MakeLogoutToken {
  const forger = createForger(world)
  const lastJtis = new Map<string, string>()

  return async ({ clientId, sid, sub, forgery }) => {
    const again = forgery === 'replayed_jti' ? lastJtis.get(clientId) : undefined
    const jti = again ?? randomBytes(32).toString('base64url')
    lastJtis.set(clientId, jti)

    const iat = Math.floor(world.now() / 1000)
    const claims: LogoutClaims = {
      ...(sub !== undefined && { sub }),
      aud: clientId,
      iss: issuerOf(world),
      exp: iat + LIFETIME_S,
      iat,
      jti,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      sid,
    }
    const wrong: Forgery<LogoutClaims> = forgery ? LOGOUT_FORGERIES[forgery] : {}
    const { token } = await signedToken(claims, { typ: 'logout+jwt' }, forger, wrong)
    return token
  }
}

/** What a client asks for when somebody logs out there. */
export interface LogoutRequest {
  client: OidcClient
  sid: string
  /** The client's own address, as registered. */
  goOnTo?: string
}

/** Nobody is logged out, and nobody sent on. */
export class LogoutRefused extends Error {
  constructor(
    readonly wrong: 'hint' | 'redirectUri',
    /** As it was sent. */
    readonly value: string,
  ) {
    super(`The ${wrong} is not right`)
  }
}

/**
 * Stricter than the standard, which may ask the person instead: without an id_token of ours, however
 * old, nothing is done.
 *
 * @throws {LogoutRefused}
 * @see https://openid.net/specs/openid-connect-rpinitiated-1_0.html
 */
export async function readLogoutRequest(
  world: World,
  parameters: URLSearchParams,
): Promise<LogoutRequest> {
  const hint = await idpKeys(world).verify(parameters.get('id_token_hint') ?? '')
  const client = oidcClients(world.state).get(String(hint?.aud))
  const claimed = parameters.get('client_id') || client?.clientId
  const isOurs = hint?.iss === issuerOf(world) && 'auth_time' in hint
  if (!isOurs || !client || claimed !== client.clientId) throw new LogoutRefused('hint', '')

  const sid = String(hint['sid'])
  const redirectUri = parameters.get('post_logout_redirect_uri')
  if (!redirectUri) return { client, sid }
  if (!client.postLogoutRedirectUris.includes(redirectUri))
    throw new LogoutRefused('redirectUri', redirectUri)
  const url = new URL(redirectUri)
  const state = parameters.get('state')
  if (state) url.searchParams.append('state', state)
  return { client, sid, goOnTo: url.href }
}

/**
 * Tells every client of the log-in that it is over, once each, also the one that asked for it.
 *
 * @returns what came of it, for the call log
 */
export async function tellClients(
  { state }: World,
  { clientIds, sid, userId }: Login,
  makeToken: MakeLogoutToken,
): Promise<string> {
  const told = [...clientIds].map(async clientId => {
    const client = oidcClients(state).get(clientId)
    const address = client?.backchannelLogoutUri
    if (!client || !address) return `${clientId} wants not to know`
    const token = await makeToken({ clientId, sid, sub: subjectOf(client, userId) })
    return `${clientId} answered ${await deliver(address, token)}`
  })
  return (await Promise.all(told)).join(', ')
}

/** One attempt, as ID-porten's. */
async function deliver(address: string, token: string): Promise<string> {
  try {
    const { status } = await fetch(address, {
      method: 'POST',
      body: new URLSearchParams({ logout_token: token }),
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    return String(status)
  } catch {
    return 'nothing'
  }
}

const PATIENCE_MS = 5_000
