import { randomBytes, randomUUID } from 'node:crypto'
import type { Grant } from '../grants/grant.js'
import type { Client, SandboxState, SystemUser } from '../state/state.js'
import type { TokenScenario } from '../world/faults.js'
import type { World } from '../world/world.js'

/** What a token is made from: a grant that has been judged. */
type TokenGrant = Omit<Grant, 'client'> & {
  client: Pick<Client, 'orgNo' | 'clientId' | 'accessTokenLifetime'>
}

/**
 * The claims of an access token, in the order in which a real one has them, and its life in
 * seconds. There is no `sub`, no `nbf`, and `aud` only when it was asked for.
 *
 * @see https://docs.digdir.no/docs/Maskinporten/maskinporten_protocol_token
 */
export function tokenClaims(
  { client, scopes, consumerOrg, resource, pid, systemUser }: TokenGrant,
  { state, names, now }: World,
  scenario?: TokenScenario,
) {
  const named =
    systemUser && scenario === 'wrong_organisation' ? anotherThan(systemUser, state) : systemUser
  const maxAges = scopes.map(name => state.scopes.get(name)?.maxAge ?? Infinity)
  const lifetime = scenario === 'short_token' ? 1 : Math.min(client.accessTokenLifetime, ...maxAges)
  const iat = Math.floor(now() / 1000)

  const claims = {
    ...(named && {
      authorization_details: [
        {
          type: 'urn:altinn:systemuser',
          systemuser_org: organisation(named.ownerOrgNo),
          systemuser_id: [named.id],
          system_id: named.systemId,
        },
      ],
    }),
    scope: scopes.join(' '),
    iss: names.issuer,
    client_amr: 'private_key_jwt',
    token_type: 'Bearer',
    ...(resource && { aud: resource }),
    ...(pid && { pid }),
    exp: iat + lifetime,
    iat,
    client_id: client.clientId,
    jti: randomBytes(32).toString('base64url'),
    consumer: organisation(consumerOrg ?? client.orgNo),
    ...(consumerOrg && {
      supplier: organisation(client.orgNo),
      delegation_source: 'https://tt02.altinn.no/',
    }),
  }
  return { claims, lifetime }
}

const organisation = (orgNo: string) => ({
  authority: 'iso6523-actorid-upis',
  ID: `0192:${orgNo}`,
})

const anotherThan = (user: SystemUser, { systemUsers }: SandboxState) =>
  [...systemUsers.values()].find(other => other.ownerOrgNo !== user.ownerOrgNo) ?? {
    id: randomUUID(),
    ownerOrgNo: '312600757',
    systemId: '312600757_another-system',
  }
