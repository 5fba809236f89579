import { createHmac, randomUUID } from 'node:crypto'
import { exportSPKI, importJWK, type CryptoKey } from 'jose'
import type { AuthorizeForgery, TokenForgery } from '../world/faults.js'
import { IDP, idpKeys } from '../world/identity-provider.js'
import { createSigningKeys, type SigningKeys } from '../world/signing-keys.js'
import type { World } from '../world/world.js'
import type { IdTokenClaims } from './id-token.js'
import { partyFor, type AuthorizedParty, type Representation } from './representation.js'

/*
 * What a hostile or a broken provider would send. Each forgery has one thing wrong and all else
 * right, so that only the check it is meant for can stop it.
 */

/** Another provider, which we are not. */
export const ELSEWHERE = 'https://elsewhere.invalid/idp'

/** What an answer at the client's redirect address has instead of the right parameters. */
const ANSWER_FORGERIES: Record<AuthorizeForgery, Answer> = {
  wrong_state: { state: 'somebody-elses-state' },
  missing_state: { state: undefined },
  wrong_iss_parameter: { iss: ELSEWHERE },
  missing_iss_parameter: { iss: undefined },
  html_in_error: {
    code: undefined,
    error: 'access_denied',
    error_description: `"><script>alert(1)</script><img src=x onerror='alert(2)'>`,
  },
}

type Answer = Record<string, string | undefined>

/** The parameters of an answer, with what is wrong about it. */
export const answerWith = (forgery: AuthorizeForgery | undefined, right: Answer): Answer =>
  forgery ? { ...right, ...ANSWER_FORGERIES[forgery] } : right

/** Where the attacker's keys are, for whoever follows `jku` or `x5u`. Nobody should. */
export const ATTACKER = `${IDP}/attacker`

/** What a forger works with. */
export interface Forger {
  world: World
  attacker: () => SigningKeys
}

export function createForger(world: World): Forger {
  let attacker: SigningKeys | undefined // most sandboxes never forge anything
  return { world, attacker: () => (attacker ??= createSigningKeys()) }
}

type Header = Record<string, unknown>

/** What is wrong with a token: claims laid over the right ones, header members, or the signature. */
export interface Forgery<Claims extends object> {
  claims?: (right: Claims, forger: Forger) => Partial<Claims>
  header?: Header
  sign?: (claims: Claims, header: Header, forger: Forger) => Promise<string>
}

/** The token with what is wrong about it, or right when nothing is. */
export async function signedToken<Claims extends object>(
  right: Claims,
  header: Header,
  forger: Forger,
  forgery: Forgery<Claims> = {},
): Promise<{ claims: Claims; token: string }> {
  const claims = { ...right, ...forgery.claims?.(right, forger) }
  const { sign = genuinely } = forgery
  return { claims, token: await sign(claims, { ...header, ...forgery.header }, forger) }
}

const genuinely = (claims: object, header: Header, { world }: Forger) =>
  idpKeys(world).sign(claims, header)

/** Says of itself that nobody signed it. */
export const unsigned = async (claims: object, header: Header) =>
  `${jws({ ...header, alg: 'none' }, claims)}.`

/** With the public key, which everybody has, as the secret of an HMAC. */
async function byPublicKey(claims: object, header: Header, { world }: Forger) {
  const jwk = await signingKeyOf(idpKeys(world))
  const publicKey = await exportSPKI((await importJWK(jwk, 'RS256')) as CryptoKey)
  const text = jws({ ...header, alg: 'HS256', kid: jwk.kid }, claims)
  return `${text}.${createHmac('sha256', publicKey).update(text).digest('base64url')}`
}

/** By a key of the attacker's under the real key's id, with a header that says where that key is. */
const byAttacker =
  (headerFor: (world: World, jwk: object) => Header): Forgery<object>['sign'] =>
  async (claims, header, { world, attacker }) => {
    const { kid } = await signingKeyOf(idpKeys(world))
    const jwk = await signingKeyOf(attacker())
    return attacker().sign(claims, { ...header, kid, ...headerFor(world, jwk) })
  }

/** The right header and signature, around somebody else's claims. */
async function swapped(claims: IdTokenClaims, header: Header, forger: Forger) {
  const [first, , signature] = (await genuinely(claims, header, forger)).split('.')
  return `${first}.${base64url({ ...claims, sub: 'somebody-else' })}.${signature}`
}

const signingKeyOf = async (keys: SigningKeys) => (await keys.jwks()).keys[0]!

const jws = (header: Header, claims: object) => `${base64url(header)}.${base64url(claims)}`
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

const DAY_S = 24 * 60 * 60

/** All but the code that is taken twice, which is no matter of the token. */
export const ID_TOKEN_FORGERIES: Record<
  Exclude<TokenForgery, 'replayed_code'>,
  Forgery<IdTokenClaims>
> = {
  wrong_nonce: { claims: () => ({ nonce: randomUUID() }) },
  missing_nonce: { claims: () => ({ nonce: undefined }) },
  wrong_issuer: { claims: () => ({ iss: ELSEWHERE }) },
  wrong_audience: { claims: () => ({ aud: 'another-client' }) },
  other_azp: { claims: ({ aud }) => ({ aud: [aud, OTHER].flat(), azp: OTHER }) },
  expired_id_token: { claims: ({ iat, exp }) => ({ iat: iat - 300, exp: exp - 300 }) },
  iat_ahead: { claims: ({ iat, exp }) => ({ iat: iat + 60, exp: exp + 60 }) },
  acr_too_low: { claims: () => ({ acr: 'idporten-loa-low' }) },
  old_auth_time: { claims: right => ({ auth_time: right.auth_time - DAY_S }) },

  typ_logout_token: { header: { typ: 'logout+jwt' } },
  typ_access_token: { header: { typ: 'at+jwt' } },
  unknown_key: { header: { kid: 'nobody-knows-this-key' } },
  kid_path: { header: { kid: '../../../../../../dev/null' } },
  kid_sql: { header: { kid: "x' UNION SELECT 'secret' --" } },

  alg_none: { sign: unsigned },
  hs256_public_key: { sign: byPublicKey },
  jku_header: { sign: byAttacker(({ origin }) => ({ jku: origin + ATTACKER })) },
  x5u_header: { sign: byAttacker(({ origin }) => ({ x5u: origin + ATTACKER })) },
  jwk_header: { sign: byAttacker((_, jwk) => ({ jwk })) },
  payload_swapped: { sign: swapped },

  no_representation: { claims: withDetails(({ type }) => ({ type })) },
  other_organisation: { claims: withParties((party, forger) => [anotherThan(party, forger)]) },
  two_organisations: {
    claims: withParties((party, forger) => [party, anotherThan(party, forger)]),
  },
}

const OTHER = 'another-client'

type ClaimsForgery = NonNullable<Forgery<IdTokenClaims>['claims']>

function withDetails(
  change: (detail: Representation, forger: Forger) => Representation,
): ClaimsForgery {
  return ({ authorization_details: details }, forger) => ({
    authorization_details: details?.map(detail => change(detail, forger)),
  })
}

function withParties(
  change: (party: AuthorizedParty, forger: Forger) => AuthorizedParty[],
): ClaimsForgery {
  return withDetails((detail, forger) => {
    const parties = detail.authorized_parties?.flatMap(party => change(party, forger))
    return { ...detail, ...(parties && { authorized_parties: parties }) }
  })
}

function anotherThan(party: AuthorizedParty, { world }: Forger): AuthorizedParty {
  const others = [...world.state.organisations.values()].map(partyFor)
  return { ...party, ...others.findLast(({ orgno }) => orgno.ID !== party.orgno.ID) }
}
