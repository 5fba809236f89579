import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { SmartCloudError } from '../errors.js'
import type { SigningKey } from './keys.js'

/** Which of a customer's system users: the reference only if the system user was created with one. */
export interface SystemUserOwner {
  organisationNumber: OrganisationNumber
  externalRef?: string | undefined
}

export interface GrantOrder {
  /** Maskinporten's own address, with the slash at the end. */
  issuer: string
  clientId: string
  key: SigningKey
  scope: string | readonly string[]
  /** Left out for what we do as ourselves, such as asking for system users. */
  systemUser?: SystemUserOwner | undefined
  /** The address that the owner of the API wants to see in the token, if any. */
  resource?: string | undefined
  /** Epoch milliseconds. */
  now: () => number
}

/** What a grant says, in Maskinporten's own names. */
export interface GrantClaims {
  aud: string
  iss: string
  scope: string
  iat: number
  exp: number
  jti: string
  authorization_details?: [SystemUserDetail]
  resource?: string
}

interface SystemUserDetail {
  type: 'urn:altinn:systemuser'
  systemuser_org: { authority: 'iso6523-actorid-upis'; ID: string }
  externalRef?: string
}

/** We were about to ask for something Maskinporten would refuse, or take for something else. */
export class InvalidGrant extends SmartCloudError {
  readonly code = 'invalid_grant_order'
  readonly status = 500
}

/** Half of what Maskinporten allows, and plenty for a request that is sent at once. */
const LIFE_SECONDS = 60

const REFERENCE = /^[a-zA-Z0-9øØæÆåÅ_-]{1,255}$/

/**
 * A signed grant, to be exchanged for one token. It can be sent only once, so make another for
 * every try.
 *
 * @throws {InvalidGrant} no scope, or a reference with characters that Maskinporten does not take
 * @see https://docs.digdir.no/docs/Maskinporten/maskinporten_protocol_jwtgrant
 * @see https://docs.digdir.no/docs/Maskinporten/maskinporten_func_systembruker
 */
export async function createGrant(
  order: GrantOrder,
): Promise<{ assertion: string; claims: GrantClaims }> {
  const { issuer, clientId, key, systemUser, resource, now } = order
  const scope = scopeText(order.scope)
  if (scope === '') throw new InvalidGrant('A grant needs at least one scope.')

  const iat = Math.floor(now() / 1000)
  const claims: GrantClaims = {
    aud: issuer,
    iss: clientId,
    scope,
    iat,
    exp: iat + LIFE_SECONDS,
    jti: randomUUID(),
    ...(systemUser && { authorization_details: [detailOf(systemUser)] }),
    ...(resource && { resource }),
  }
  const assertion = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: key.alg, kid: key.kid })
    .sign(key.privateKey)
  return { assertion, claims }
}

function detailOf({ organisationNumber, externalRef }: SystemUserOwner): SystemUserDetail {
  const reference = referenceOf(externalRef)
  if (reference !== undefined && !REFERENCE.test(reference))
    throw new InvalidGrant('The reference may have letters, digits, hyphens and underscores only.')
  return {
    type: 'urn:altinn:systemuser',
    systemuser_org: { authority: 'iso6523-actorid-upis', ID: `0192:${organisationNumber}` },
    ...(reference !== undefined && { externalRef: reference }),
  }
}

/** A blank reference is none. */
export const referenceOf = (externalRef: string | undefined): string | undefined =>
  externalRef?.trim() || undefined

/** In one order and without repetitions, so that the same scopes always read the same. */
export function scopeText(scope: string | readonly string[]): string {
  const text = typeof scope === 'string' ? scope : scope.join(' ')
  if (/^\S*$/.test(text)) return text
  return [...new Set(text.trim().split(/\s+/))].sort().join(' ')
}
