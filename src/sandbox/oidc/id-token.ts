import { createHash, randomBytes } from 'node:crypto'
import type { Language } from '../../design/formats.js'
import { issuerOf } from '../world/identity-provider.js'
import type { World } from '../world/world.js'
import type { AuthorizationRequest } from './authorize.js'
import type { Login } from './logins.js'
import { claimsAbout, subjectOf } from './people.js'
import { representationOf, type Representation } from './representation.js'

/** What somebody agreed to, and a code stands for. */
export interface Grant {
  request: AuthorizationRequest
  login: Readonly<Pick<Login, 'sid' | 'authTime' | 'userId' | 'orgNo'>>
  /** What the person read while logging in. */
  language: Language
  isUsed: boolean
}

/** Times in epoch seconds. */
export interface IdTokenClaims {
  iss: string
  sub: string
  aud: string | string[]
  azp?: string
  iat: number
  exp: number
  auth_time: number
  nonce?: string
  acr: string
  amr: string[]
  sid: string
  jti: string
  at_hash: string
  locale: string
  pid?: string
  name?: string
  email?: string
  groups?: readonly string[]
  authorization_details?: Representation[]
}

/** Good for two minutes, as ID-porten's. */
const LIFETIME_S = 120

/** @see https://docs.digdir.no/docs/idporten/oidc/oidc_protocol_id_token */
export function idTokenClaims(world: World, grant: Grant, accessToken: string): IdTokenClaims {
  const { request, login, language } = grant
  const { client, acr, nonce, representation } = request
  const { userId, orgNo, sid } = login
  const person = world.state.persons.get(userId)
  const iat = Math.floor(world.now() / 1000)
  return {
    sub: subjectOf(client, userId),
    ...claimsAbout(client, userId, acr),
    iss: issuerOf(world),
    aud: client.clientId,
    iat,
    exp: iat + LIFETIME_S,
    auth_time: Math.floor(login.authTime / 1000),
    nonce,
    acr,
    sid,
    jti: randomBytes(16).toString('base64url'),
    at_hash: halfHash(accessToken),
    locale: language,
    ...(representation.length > 0 && {
      authorization_details: representationOf(world, representation, {
        acr,
        ...(person && { person }),
        ...(orgNo && { orgNo }),
      }),
    }),
  }
}

/** @see https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken */
const halfHash = (token: string) =>
  createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')
