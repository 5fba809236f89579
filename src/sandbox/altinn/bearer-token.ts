import type { SigningKeys } from '../world/signing-keys.js'
import type { World } from '../world/world.js'
import { altinnIssuer } from './token.js'

/** What an API reads out of a token it trusts. */
export interface BearerToken {
  scopes: string[]
  /** Of the organisation that the token was given to. */
  orgNo?: string
  /** Absent in a token that was asked for without a system user. */
  systemUser?: TokenSystemUser
}

export interface TokenSystemUser {
  ids: string[]
  /** With its prefix: `0192:310261629`. */
  orgId: string
  systemId: string
}

/** `problem` is absent when no token was sent at all. */
export type ReadBearerToken = { ok: true; token: BearerToken } | { ok: false; problem?: string }

/** For the APIs a system user calls. */
export const readMaskinportenToken = (req: WithHeaders, world: World) =>
  readToken(req, world.keys.maskinporten, world.names.issuer, world.now())

/** For Altinn's own APIs: a Maskinporten token that has been exchanged. */
export const readAltinnToken = (req: WithHeaders, world: World) =>
  readToken(req, world.keys.altinn, altinnIssuer(world), world.now())

export interface WithHeaders {
  get(header: string): string | undefined
}

const TOLERANCE_MS = 30_000

/** Judges signature, issuer and time; neither audience nor client, as the APIs we imitate. */
async function readToken(
  req: WithHeaders,
  keys: SigningKeys,
  issuer: string,
  now: number,
): Promise<ReadBearerToken> {
  const jwt = /^Bearer +(\S+)$/i.exec(req.get('authorization') ?? '')?.[1]
  if (!jwt) return { ok: false }

  const claims = await keys.verify(jwt)
  if (!claims) return { ok: false, problem: 'The signature is invalid' }
  if (claims.iss !== issuer) return { ok: false, problem: 'The issuer is invalid' }

  const { exp, nbf } = claims
  if (typeof exp !== 'number') return { ok: false, problem: 'The token has no expiration' }
  if (exp * 1000 + TOLERANCE_MS <= now) return { ok: false, problem: 'The token is expired' }
  if (typeof nbf === 'number' && nbf * 1000 - TOLERANCE_MS > now)
    return { ok: false, problem: 'The token is not valid yet' }

  const systemUser = systemUserIn(claims.authorization_details)
  const scopes = typeof claims.scope === 'string' ? claims.scope.split(' ') : []
  const orgNo = orgNoIn(claims.consumer)
  return { ok: true, token: { scopes, ...(orgNo && { orgNo }), ...(systemUser && { systemUser }) } }
}

function orgNoIn(consumer: unknown): string | undefined {
  const { ID } = (consumer ?? {}) as { ID?: unknown }
  return typeof ID === 'string' ? /^0192:(\d{9})$/.exec(ID)?.[1] : undefined
}

function systemUserIn(details: unknown): TokenSystemUser | undefined {
  if (!Array.isArray(details)) return undefined
  const detail = (details as SystemUserDetail[]).find(
    candidate => candidate?.type === 'urn:altinn:systemuser',
  )
  if (!detail) return undefined

  const { systemuser_id: ids, systemuser_org: org, system_id: systemId } = detail
  return {
    ids: Array.isArray(ids) ? ids.map(String) : [],
    orgId: String(org?.ID ?? org?.id ?? ''),
    systemId: String(systemId ?? ''),
  }
}

/** Tokens say `ID`, some of the documentation `id`. */
interface SystemUserDetail {
  type?: unknown
  systemuser_org?: { ID?: unknown; id?: unknown }
  systemuser_id?: unknown
  system_id?: unknown
}
