import { randomUUID } from 'node:crypto'
import type { JWTPayload } from 'jose'
import type { Request, RequestHandler, Response } from 'express'
import type { Person } from '../state/state.js'
import { idpKeys, issuerOf } from '../world/identity-provider.js'
import type { World } from '../world/world.js'
import { FrameworkRefusal } from './binding.js'

/** The scopes Altinn's endpoints ask for. Compared as whole words: write does not imply read. */
export const SCOPE = {
  registerWrite: 'altinn:authentication/systemregister.write',
  /** For Digdir's own staff: opens the register without being the owner. */
  registerAdmin: 'altinn:authentication/systemregister.admin',
  requestWrite: 'altinn:authentication/systemuser.request.write',
  requestRead: 'altinn:authentication/systemuser.request.read',
  /** Maskinporten's own. */
  systemUserRead: 'altinn:maskinporten/systemuser.read',
  clientsRead: 'altinn:clientdelegations.read',
  clientsWrite: 'altinn:clientdelegations.write',
  endUser: 'altinn:portal/enduser',
} as const

/** Whoever holds the token: a vendor has an organisation number, a person at the screen a pid. */
export interface Caller {
  scopes: readonly string[]
  orgNo?: string
  clientId?: string
  pid?: string
}

/** Seconds that clocks may differ by. */
const CLOCK_SKEW = 10

export const altinnIssuer = ({ names }: World) => `${names.platform}/authentication/api/v1/openid/`

/**
 * Lets a call through when its token has one of the scopes. Otherwise the answer is empty: 401
 * without a valid token, 403 without the scope.
 */
export function requireScope(world: World, ...anyOf: string[]): RequestHandler {
  return async (req, res, next) => {
    const claims = await claimsOf(world, tokenIn(req))
    if (!claims) return void res.status(401).end()

    const caller = callerFrom(claims)
    if (!anyOf.some(scope => caller.scopes.includes(scope))) return void res.status(403).end()

    res.locals.caller = caller
    next()
  }
}

/** Who is calling. Only behind `requireScope`. */
export const callerOf = (res: Response): Caller => res.locals.caller as Caller

/** The calling vendor's organisation number. @throws {FrameworkRefusal} the token names none */
export function vendorOf(res: Response): string {
  const { orgNo } = callerOf(res)
  if (!orgNo) throw new FrameworkRefusal(401)
  return orgNo
}

/** The person at the screen; somebody whom nobody has given a role when the token names no one. */
export function personOf({ state }: World, res: Response): Person {
  const { pid = '' } = callerOf(res)
  return state.persons.get(pid) ?? { pid, name: '', roles: [] }
}

/** The token of a person who has logged in to Altinn; the browser has it as a cookie. */
export const endUserToken = (world: World, person: Person): Promise<string> =>
  signAltinnToken(world, {
    pid: person.pid,
    scope: SCOPE.endUser,
    'urn:altinn:authenticatemethod': 'BankID',
    'urn:altinn:authlevel': 4,
  })

/** Seconds an Altinn token lives, whatever it was exchanged for. */
const ALTINN_TOKEN_LIFETIME = 30 * 60

export function signAltinnToken(world: World, claims: JWTPayload): Promise<string> {
  const now = Math.floor(world.now() / 1000)
  return world.keys.altinn.sign({
    ...claims,
    iss: altinnIssuer(world),
    sid: randomUUID(),
    nbf: now,
    iat: now,
    exp: now + ALTINN_TOKEN_LIFETIME,
  })
}

/** What a valid token of Maskinporten says. */
export async function maskinportenClaims(world: World, token: string) {
  const claims: JWTPayload | undefined = await world.keys.maskinporten.verify(token)
  return claims?.iss === world.names.issuer && isCurrent(world, claims) ? claims : undefined
}

/** What a valid access token of the OpenID provider says of the person it was given to. */
export async function personClaims(world: World, token: string) {
  const claims: JWTPayload | undefined = await idpKeys(world).verify(token)
  const isPersons = claims?.iss === issuerOf(world) && typeof claims.pid === 'string'
  return isPersons && isCurrent(world, claims) ? claims : undefined
}

/** The bearer token, or the cookie that stands in for it in a browser. */
export function tokenIn(req: Request): string {
  const [, bearer] = /^bearer +(\S+) *$/i.exec(req.headers.authorization ?? '') ?? []
  return bearer ?? cookieIn(req, 'AltinnStudioRuntime') ?? ''
}

function cookieIn(req: Request, name: string): string | undefined {
  const pairs = (req.headers.cookie ?? '').split(/; */)
  return pairs.find(pair => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}

/** `0192:310547891` → `310547891`. The prefix is not checked, as in Altinn. */
export function consumerOrgNo({ consumer }: JWTPayload): string | undefined {
  if (typeof consumer !== 'object' || consumer === null) return undefined
  const { authority, ID } = consumer as { authority?: unknown; ID?: unknown }
  if (authority !== 'iso6523-actorid-upis' || typeof ID !== 'string') return undefined
  return ID.split(':')[1] || undefined
}

export const scopesOf = ({ scope }: JWTPayload): string[] =>
  typeof scope === 'string' ? scope.split(' ').filter(Boolean) : []

async function claimsOf(world: World, token: string): Promise<JWTPayload | undefined> {
  const claims: JWTPayload | undefined = await world.keys.altinn.verify(token)
  if (!claims) return maskinportenClaims(world, token)
  return claims.iss === altinnIssuer(world) && isCurrent(world, claims) ? claims : undefined
}

function isCurrent(world: World, { exp, nbf = 0 }: JWTPayload): boolean {
  const now = world.now() / 1000
  return typeof exp === 'number' && exp > now - CLOCK_SKEW && nbf <= now + CLOCK_SKEW
}

function callerFrom(claims: JWTPayload): Caller {
  const { client_id: clientId, pid } = claims
  const orgNo = consumerOrgNo(claims)
  return {
    scopes: scopesOf(claims),
    ...(orgNo && { orgNo }),
    ...(typeof clientId === 'string' && { clientId }),
    ...(typeof pid === 'string' && { pid }),
  }
}
