import {
  createRemoteJWKSet,
  customFetch as joseFetch,
  decodeProtectedHeader,
  type JWTVerifyGetKey,
} from 'jose'
import * as oidc from 'openid-client'
import { proofsOf } from './attempts.js'
import { ProviderSurprise, ProviderUnreachable, SignInRefused } from './errors.js'
import { checkIdToken, CLOCK_TOLERANCE_S, type IdTokenClaims } from './id-token.js'
import { createProviderFetch } from './provider-fetch.js'

/** How we are known to a provider, and what we ask of it. */
export interface ProviderSettings {
  /** To the letter as in the provider's discovery document and its tokens. */
  issuer: string
  clientId: string
  /** `private_key_jwt`, which is preferred, or a secret. */
  proof: { privateKey: CryptoKey; kid: string } | { secret: string }
  /** Accepted levels of assurance, the preferred first; any when empty. */
  acr: readonly string[]
  /** How long ago somebody may have logged in there, in seconds. */
  maxAgeS: number
  /** For what else the person's own access token shall be good; without any, we keep none. */
  scopes?: readonly string[]
  /** For Ansattporten: on whose behalf somebody logs in. */
  authorizationDetails?: string
  redirectUri: string
  postLogoutRedirectUri: string
}

/** Of one person. They stay in this process. */
export interface PersonsTokens {
  idToken: string
  /** For the scopes that were asked for beyond signing in. `until` is in epoch milliseconds. */
  access?: { token: string; until: number }
}

/** How long we believe what a provider said of itself, in milliseconds of real time. */
const DISCOVERY_MS = 60 * 60 * 1000

export type Provider = ReturnType<typeof createProvider>

/**
 * One OpenID provider: the authorisation code flow with PKCE, state and nonce, and the end of a
 * session. Nothing is asked of it before somebody wants to sign in.
 *
 * @param allowHttp for an imitation on this machine
 */
export function createProvider(
  settings: ProviderSettings,
  { allowHttp, now }: { allowHttp: boolean; now: () => number },
) {
  const { issuer, clientId, proof, scopes = [] } = settings
  const outside = createProviderFetch({ issuer, allowHttp })
  const authentication =
    'secret' in proof
      ? oidc.ClientSecretBasic(proof.secret)
      : oidc.PrivateKeyJwt({ key: proof.privateKey, kid: proof.kid })

  let known: { metadata: oidc.ServerMetadata; keys: JWTVerifyGetKey; at: number } | undefined
  let underway: Promise<NonNullable<typeof known>> | undefined
  let signatureKeys: oidc.ExportedJWKSCache | undefined

  async function discover(): Promise<NonNullable<typeof known>> {
    const found = await oidc
      .discovery(new URL(issuer), clientId, undefined, authentication, {
        [oidc.customFetch]: outside.fetch as oidc.CustomFetch,
        execute: allowHttp ? [oidc.allowInsecureRequests] : [],
      })
      .catch(asProviderProblem)
    const metadata = found.serverMetadata()
    if (metadata.issuer !== issuer)
      throw new ProviderSurprise('The provider says that it is another one')
    for (const address of [metadata.token_endpoint, metadata.jwks_uri]) outside.allow(address)
    const keys = createRemoteJWKSet(new URL(metadata.jwks_uri ?? ''), {
      [joseFetch]: outside.fetch as typeof fetch,
    })
    return (known = { metadata, keys, at: Date.now() })
  }

  /** A failure is never remembered: the next visitor tries anew. */
  async function description(): Promise<NonNullable<typeof known>> {
    if (known && Date.now() - known.at < DISCOVERY_MS) return known
    underway ??= discover().finally(() => (underway = undefined))
    return underway
  }

  /** Made for one use, because the difference between the clocks is fixed when it is made. */
  async function configured(): Promise<oidc.Configuration> {
    const { metadata } = await description()
    const configuration = new oidc.Configuration(
      metadata,
      clientId,
      {
        [oidc.clockSkew]: Math.round((now() - Date.now()) / 1000),
        [oidc.clockTolerance]: CLOCK_TOLERANCE_S,
        id_token_signed_response_alg: 'RS256',
      },
      authentication,
    )
    configuration[oidc.customFetch] = outside.fetch as oidc.CustomFetch
    if (allowHttp) oidc.allowInsecureRequests(configuration)
    if (signatureKeys) oidc.setJwksCache(configuration, signatureKeys)
    oidc.enableNonRepudiationChecks(configuration) // or no signature is looked at
    return configuration
  }

  /** Where the browser goes to log in. */
  async function logInAddress(
    secret: string,
    { loginHint, language }: { loginHint: string | undefined; language: string },
  ): Promise<string> {
    const { state, nonce, codeVerifier } = proofsOf(secret)
    const { acr, maxAgeS, authorizationDetails } = settings
    return oidc.buildAuthorizationUrl(await configured(), {
      redirect_uri: settings.redirectUri,
      scope: ['openid', 'profile', ...scopes].join(' '),
      response_mode: 'query',
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      max_age: String(maxAgeS),
      ui_locales: language,
      ...(acr.length > 0 && { acr_values: acr.join(' ') }),
      ...(authorizationDetails && { authorization_details: authorizationDetails }),
      // Whoever names somebody wants to be asked, also when another one is logged in there.
      ...(loginHint && { login_hint: loginHint, prompt: 'select_account' }),
    }).href
  }

  /**
   * Takes the provider's answer: its code for an id_token, and that for what it says.
   *
   * @param query of our callback address, as the browser brought it
   * @throws {SignInRefused}
   * @throws {ProviderUnreachable}
   */
  async function redeem(
    query: URLSearchParams,
    secret: string,
  ): Promise<{ claims: IdTokenClaims; tokens: PersonsTokens }> {
    const { state, nonce, codeVerifier } = proofsOf(secret)
    const answer = new URL(settings.redirectUri)
    answer.search = query.toString()
    const configuration = await configured()
    const answered = await oidc
      .authorizationCodeGrant(configuration, answer, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        maxAge: settings.maxAgeS,
        idTokenExpected: true,
      })
      .catch(asRefusal)
    signatureKeys = oidc.getJwksCache(configuration)
    const idToken = answered.id_token ?? ''
    const claims = checkIdToken(decodeProtectedHeader(idToken), answered.claims(), {
      issuer,
      clientId,
      nonce,
      acr: settings.acr,
      maxAgeS: settings.maxAgeS,
      nowS: Math.floor(now() / 1000),
    })
    const granted = (answered.scope ?? '').split(' ')
    const isOfUse = scopes.length > 0 && scopes.every(scope => granted.includes(scope))
    const { access_token: token, expires_in: seconds = 0 } = answered
    return {
      claims,
      tokens: { idToken, ...(isOfUse && { access: { token, until: now() + seconds * 1000 } }) },
    }
  }

  /** Where the browser goes to log out there too; undefined when the provider has no such address. */
  async function logOutAddress(idToken: string | undefined): Promise<string | undefined> {
    const { metadata } = await description()
    if (!metadata.end_session_endpoint) return undefined
    return oidc.buildEndSessionUrl(await configured(), {
      post_logout_redirect_uri: settings.postLogoutRedirectUri,
      ...(idToken && { id_token_hint: idToken }),
    }).href
  }

  return {
    issuer,
    clientId,
    logInAddress,
    redeem,
    logOutAddress,
    /** What the provider signs with. */
    keys: async (): Promise<JWTVerifyGetKey> => (await description()).keys,
  }
}

function asProviderProblem(error: unknown): never {
  throw outage(error) ?? new ProviderSurprise(`The provider’s description: ${wordsOf(error)}`)
}

/** What is wrong with an answer. What the provider writes about it is shown to nobody. */
function asRefusal(error: unknown): never {
  const problem = outage(error)
  if (problem) throw problem
  if (error instanceof oidc.AuthorizationResponseError)
    throw new SignInRefused(
      error.error === 'access_denied' ? 'cancelled' : 'notTrusted',
      `the provider says ${/^[\w.-]{1,60}$/.test(error.error) ? error.error : 'something strange'}`,
    )
  throw new SignInRefused(claimOf(error) === 'auth_time' ? 'tooOld' : 'notTrusted', wordsOf(error))
}

/** The library wraps what our own fetch throws. */
function outage(error: unknown): ProviderUnreachable | ProviderSurprise | undefined {
  for (let it = error; it instanceof Error; it = it.cause)
    if (it instanceof ProviderUnreachable || it instanceof ProviderSurprise) return it
  return error instanceof oidc.ClientError && error.code === 'OAUTH_TIMEOUT'
    ? new ProviderUnreachable('The provider does not answer in time')
    : undefined
}

const wordsOf = (error: unknown): string => {
  const { code, message } = error as { code?: unknown; message?: unknown }
  return `${typeof code === 'string' ? code : 'unknown'}: ${claimOf(error) ?? String(message)}`
}

/** Which claim the library found wrong. */
function claimOf(error: unknown): string | undefined {
  for (let it = error; it instanceof Error; it = it.cause) {
    const { claim } = (it.cause ?? {}) as { claim?: unknown }
    if (typeof claim === 'string') return claim
  }
  return undefined
}
