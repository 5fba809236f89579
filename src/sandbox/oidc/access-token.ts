import { randomBytes } from 'node:crypto'
import { idpKeys, issuerOf } from '../world/identity-provider.js'
import type { World } from '../world/world.js'
import type { Grant, IdTokenClaims } from './id-token.js'
import { claimsAbout, subjectOf } from './people.js'

/** Seconds an access token is good for. */
export const ACCESS_TOKEN_LIFETIME = 600

/**
 * A person's own token. Altinn takes it in exchange for one of its own, if it has one of Altinn's
 * scopes; nobody else takes it at all.
 *
 * @see https://docs.digdir.no/docs/idporten/oidc/oidc_protocol_access_token
 */
export function accessTokenFor(world: World, { request, login }: Grant): Promise<string> {
  const { client, acr, scope } = request
  const about: Pick<IdTokenClaims, 'amr' | 'pid'> = claimsAbout(client, login.userId, acr)
  const iat = Math.floor(world.now() / 1000)
  return idpKeys(world).sign(
    {
      iss: issuerOf(world),
      sub: subjectOf(client, login.userId),
      ...(about.pid && { pid: about.pid }),
      client_id: client.clientId,
      scope,
      token_type: 'Bearer',
      acr,
      amr: about.amr,
      iat,
      exp: iat + ACCESS_TOKEN_LIFETIME,
      jti: randomBytes(16).toString('base64url'),
    },
    { typ: 'at+jwt' }, // or somebody could take it for an id_token
  )
}
