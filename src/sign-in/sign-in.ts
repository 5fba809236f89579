import { createHash } from 'node:crypto'
import type { Database } from '../database/database.js'
import { sessionHashOf } from '../database/session-store.js'
import { sessionNameOf } from '../database/sessions.js'
import type { SignInAudience } from '../database/tables.js'
import { SmartCloudError } from '../errors.js'
import type { World } from '../domain/organisation-number.js'
import type { StaffRole } from '../domain/staff.js'
import type { SignedIn, Visitor } from '../web/visitor.js'
import {
  ATTEMPT_MS,
  hashOf,
  newSecret,
  secretForState,
  secretsIn,
  withoutSecret,
  withSecret,
} from './attempts.js'
import { SignInRefused } from './errors.js'
import { logInKeyOf, userKeyOf, type IdTokenClaims } from './id-token.js'
import { createKeptTokens } from './kept-tokens.js'
import { readLogoutToken } from './logout-token.js'
import type { PersonsTokens, Provider } from './provider.js'
import { representedIn } from './representation.js'

/** Of one of our own people. */
export const MOST_STAFF_SESSIONS = 5

/** What a session is begun with. */
export interface NewSession {
  audience: SignInAudience
  user: string
  logIn?: string
  signedIn: SignedIn
}

/** For the audit trail: by which request, and from where. */
export interface Source {
  reference: string
  address: string
}

/** Whether an answer was taken or not, what is left of the browser's cookie. */
export type Completed = { cookie: string; returnTo: string } & (
  { session: NewSession; tokens: PersonsTokens } | { refused: SignInRefused }
)

export type SignIn = ReturnType<typeof createSignIn>

/** Signing in and out, for customers and for our own people, free of HTTP. */
export function createSignIn(deps: {
  /** Undefined for an audience that has nowhere to prove itself. */
  providers: Readonly<Record<SignInAudience, Provider | undefined>>
  database: Database
  environment: 'sandbox' | 'tt02' | 'prod'
  world: World
  /** The resource in Altinn that customers represent their organisation in. */
  resource: string
  rolesOf: (visitor: Visitor) => readonly StaffRole[]
  now: () => number
}) {
  const { providers, database, environment, world, resource, rolesOf, now } = deps
  const { signInAttempts: attempts, events } = database
  const keptTokens = createKeptTokens({ now })

  const isOpenTo = (audience: SignInAudience): boolean => providers[audience] !== undefined

  /** Notes that this browser sets out. Returns its cookie. */
  async function begin(
    audience: SignInAudience,
    cookie: string | undefined,
    { returnTo, loginHint }: { returnTo: string; loginHint: string | undefined },
  ): Promise<string> {
    const secret = newSecret()
    await attempts.begin({
      secretHash: hashOf(secret),
      audience,
      returnTo,
      loginHint: loginHint ?? null,
      endsAt: now() + ATTEMPT_MS,
    })
    return withSecret(cookie, secret)
  }

  /** Where the newest attempt of this browser leads; undefined when it has none that is open. */
  async function onward(
    audience: SignInAudience,
    cookie: string | undefined,
    language: string,
  ): Promise<string | undefined> {
    const [secret] = secretsIn(cookie)
    const provider = providers[audience]
    if (secret === undefined || !provider) return undefined
    const attempt = await attempts.open(hashOf(secret), audience, now())
    return (
      attempt &&
      provider.logInAddress(secret, { loginHint: attempt.loginHint ?? undefined, language })
    )
  }

  /**
   * Takes what the provider sent the browser back with. Whatever comes of it, the attempt is over,
   * and the audit trail has a row before anybody is signed in.
   *
   * @throws {ProviderUnreachable}
   */
  async function complete(
    audience: SignInAudience,
    cookie: string | undefined,
    query: URLSearchParams,
    source: Source,
  ): Promise<Completed> {
    const states = query.getAll('state')
    const secret = states.length === 1 ? secretForState(secretsIn(cookie), states[0]) : undefined
    const attempt = secret && (await attempts.use(hashOf(secret), audience, now()))
    const left = {
      cookie: secret === undefined ? (cookie ?? '') : withoutSecret(cookie, secret),
      returnTo: attempt ? attempt.returnTo : '/',
    }
    try {
      const provider = providers[audience]
      if (!attempt || !provider)
        throw new SignInRefused('noSuchAttempt', secret ? 'over or used' : 'of no attempt')
      const { claims, tokens } = await provider.redeem(query, secret)
      const session = sessionFor(audience, claims)
      await events.record({
        ...eventOf('signed in', audience, source),
        actor: session.user,
        ...about(session, rolesOf),
      })
      return { ...left, session, tokens }
    } catch (error) {
      const isRefusal = error instanceof SignInRefused
      await events.record({
        ...eventOf('sign-in refused', audience, source),
        outcome: isRefusal ? 'refused' : 'failed',
        ...(isRefusal && error.user !== undefined && { actor: error.user }),
        details: {
          audience,
          why: isRefusal ? error.refusal : 'outage',
          because: error instanceof SmartCloudError ? error.message : 'a bug',
        },
      })
      if (isRefusal) return { ...left, refused: error }
      throw error
    }
  }

  /** @throws {SignInRefused} */
  function sessionFor(audience: SignInAudience, claims: IdTokenClaims): NewSession {
    const user = userKeyOf(claims)
    const common = {
      audience,
      user,
      ...(claims.sid !== undefined && { logIn: logInKeyOf(claims.iss, claims.sid) }),
    }
    if (audience === 'customer') {
      const party = representedIn(claims.authorization_details, { resource, world, user })
      return {
        ...common,
        signedIn: {
          audience,
          name: claims.name ?? '',
          organisationNumber: party.organisationNumber,
          organisationName: party.name,
        },
      }
    }
    const signedIn = { audience, name: claims.name ?? claims.sub, groups: claims.groups ?? [] }
    if (rolesOf({ registrations: [], signedIn, user }).length === 0)
      throw new SignInRefused('notStaff', 'not on the staff list', user)
    return { ...common, signedIn }
  }

  /** Of our own people each may be in so often at once; the oldest goes (requirement S15). */
  const endOldest = (user: string, sessionId: string, source: Source): Promise<void> =>
    database.inTransaction(async tx => {
      const current = sessionHashOf(sessionId)
      const keep = MOST_STAFF_SESSIONS
      const ended = await tx.sessions.endOldest(user, { keep, current }, now())
      for (const idHash of ended)
        await tx.events.record({
          ...eventOf('session ended', 'staff', source),
          actor: user,
          objectType: 'session',
          objectId: sessionNameOf(idHash),
          details: { of: user, audience: 'staff', why: 'too many' },
        })
    })

  /** To be told when the session has its id. */
  const keepTokens = (sessionId: string, tokens: PersonsTokens): void =>
    keptTokens.keep(sessionId, tokens)

  /** What this person may show Altinn, for a while after signing in. */
  const personTokenOf = (sessionId: string): string | undefined => keptTokens.accessToken(sessionId)

  /** Notes that somebody leaves. Returns where the browser goes to log out at the provider too. */
  async function leave(
    audience: SignInAudience,
    sessionId: string,
    { user }: Visitor,
    source: Source,
  ): Promise<string | undefined> {
    await events.record({
      ...eventOf('signed out', audience, source),
      ...(user !== undefined && { actor: user }),
    })
    const idToken = keptTokens.takeIdToken(sessionId)
    const provider = providers[audience]
    if (!provider || user === undefined || !user.startsWith(`${provider.issuer}|`)) return undefined
    // Whoever wants to leave leaves, also while the provider is away.
    return provider.logOutAddress(idToken).catch(() => undefined)
  }

  /**
   * The provider tells that a log-in there is over: so is what came from it here.
   *
   * @throws {SignInRefused} and nothing has happened
   */
  async function endedAtProvider(
    audience: SignInAudience,
    token: string,
    source: Source,
  ): Promise<void> {
    const provider = providers[audience]
    if (!provider) throw new SignInRefused('notTrusted', 'logout token: no provider')
    try {
      const { issuer, clientId } = provider
      const keys = await provider.keys()
      const { jti, sid, sub } = await readLogoutToken(token, keys, { issuer, clientId, now })
      // Longer than any token is good for, and so once.
      const mark = createHash('sha256').update(`${issuer}|${jti}`).digest('hex')
      const { allowed } = await database.limits.take(`logout ${mark}`, ATTEMPT_MS, 1, now())
      if (!allowed) throw new SignInRefused('notTrusted', 'logout token: used before')

      await database.inTransaction(async tx => {
        const ended =
          sid !== undefined
            ? await tx.sessions.endAllOfLogIn(logInKeyOf(issuer, sid), now())
            : await tx.sessions.endAllOf(userKeyOf({ iss: issuer, sub: sub ?? '' }), now())
        await tx.events.record({
          ...eventOf('sessions ended by the provider', audience, source),
          ...(sub !== undefined && { actor: userKeyOf({ iss: issuer, sub }) }),
          details: { audience, sessions: ended },
        })
      })
    } catch (error) {
      if (error instanceof SignInRefused)
        await events.record({
          ...eventOf('logout token refused', audience, source),
          outcome: 'refused',
          details: { audience, because: error.because },
        })
      throw error
    }
  }

  const eventOf = (event: string, audience: SignInAudience, { reference, address }: Source) => ({
    event,
    environment,
    reference,
    sourceAddress: address,
    details: { audience },
  })

  return {
    isOpenTo,
    begin,
    onward,
    complete,
    endOldest,
    keepTokens,
    personTokenOf,
    leave,
    endedAtProvider,
  }
}

/** Of our own people, who it was and as what: the log is read when they may long be gone. */
const about = (
  { audience, user, signedIn }: NewSession,
  rolesOf: (visitor: Visitor) => readonly StaffRole[],
) =>
  signedIn.audience === 'customer'
    ? { objectType: 'customer', objectId: signedIn.organisationNumber as string }
    : {
        details: {
          audience,
          name: signedIn.name,
          roles: rolesOf({ registrations: [], signedIn, user }),
        },
      }
