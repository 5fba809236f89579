import type { Action } from '../action.js'
import type { Altinn } from '../altinn/client.js'
import type { AltinnTokens } from '../altinn/exchange.js'
import { SCOPES } from '../altinn/scopes.js'
import type { Environment } from '../database/tables.js'
import type { SmartCloudError } from '../errors.js'
import type { Maskinporten, Token } from '../maskinporten/client.js'
import type { SigningKey } from '../maskinporten/keys.js'
import { readMetadata } from '../maskinporten/metadata.js'
import { MaskinportenRefused } from '../maskinporten/refusals.js'
import { UpstreamRefused } from '../upstream/errors.js'
import type { Upstream } from '../upstream/send.js'
import { asked, factsOfRefusal, failedQuestion, isOutage, isSilence, type Asked } from './asked.js'
import { check, sameAs, type Check, type CheckId } from './check.js'
import { keyLife, type KeyDates } from './key-care.js'
import { worldsOf } from './worlds.js'

/** Clients of Maskinporten and Altinn that have kept nothing: no token of before hides what is wrong. */
export interface Connection {
  maskinporten: Pick<Maskinporten, 'tokenFor'>
  altinn: Altinn
  /** Undefined where Altinn is sent Maskinporten's tokens as they are. */
  exchange: AltinnTokens | undefined
}

export interface GroundDeps {
  connect: (key: SigningKey) => Connection
  toMaskinporten: Upstream
  environment: Environment
  issuer: string
  platform: string
  clientId: string
  systemId: string
  key: SigningKey
  keyDates: KeyDates
  /** To be the key in use, once the settings say so. */
  nextKey: SigningKey | undefined
  /** Of the reference APIs. */
  apiScopes: readonly string[]
  now: () => number
}

/** What everything that is asked of Altinn stands on. */
export interface Ground {
  /** Environment, clock, keys, client, scopes and exchange, in this order. */
  checks: Check[]
  connection: Connection
  /** Maskinporten has given us a token just now: neither clock nor key keeps us from one. */
  isAccepted: boolean
  /** The scopes that Maskinporten gives us, of those asked for. */
  granted: ReadonlySet<string>
  /** Why a question with this scope cannot be put; undefined when it can. */
  obstacle: (id: CheckId, scope: string) => Check | undefined
}

export const ALTINN_SCOPES: readonly string[] = [...new Set<string>(Object.values(SCOPES))]

const WARN_SECONDS = 5
const FAIL_SECONDS = 10

/** Asks Maskinporten for one token of each scope, and Altinn whether it takes one. */
export async function askForGround(deps: GroundDeps, action: Action): Promise<Ground> {
  const connection = deps.connect(deps.key)
  const scopes = [...new Set([...ALTINN_SCOPES, ...deps.apiScopes])]
  const { nextKey } = deps

  const [metadata, tokens, withNextKey] = await Promise.all([
    asked(readMetadata(deps.toMaskinporten, action)),
    Promise.all(scopes.map(scope => asked(connection.maskinporten.tokenFor({ scope }, action)))),
    nextKey &&
      asked(deps.connect(nextKey).maskinporten.tokenFor({ scope: ALTINN_SCOPES[0]! }, action)),
  ])

  const answers = new Map(scopes.map((scope, i) => [scope, tokens[i]!]))
  const granted = new Set(scopes.filter(scope => answers.get(scope)?.ok))
  const refusals = tokens.flatMap(({ ok, ...rest }) => (ok ? [] : [(rest as Failed).error]))
  const isAccepted = granted.size > 0 || refusals.some(error => causeOf(error) === 'scope')
  const common = isAccepted ? undefined : refusals.find(error => error !== undefined)

  const isAnswered = [metadata, ...tokens].some(answer => answer.ok || !isSilence(answer.error))
  const skewMs = isAnswered ? deps.toMaskinporten.skewMs() : undefined

  const exchange = await exchangeCheck(connection, granted, action)
  const checks = [
    environmentCheck(deps, metadata, common),
    clockCheck(skewMs, common),
    keyCheck(deps, isAccepted, common),
    ...(nextKey && withNextKey ? [nextKeyCheck(deps.key, nextKey, withNextKey)] : []),
    clientCheck(deps.clientId, isAccepted, common),
    ...scopes.map(scope => scopeCheck(scope, answers.get(scope)!, isAccepted)),
    ...(exchange ? [exchange] : []),
  ]

  function obstacle(id: CheckId, scope: string): Check | undefined {
    const answer = answers.get(scope)
    if (answer && !answer.ok)
      return causeOf(answer.error) === 'scope' && answer.error instanceof MaskinportenRefused
        ? check(id, 'notAllowed', 'notAllowed', { ...factsOfRefusal(answer.error), scope })
        : check(id, 'notAsked', 'notAsked')
    if (exchange && exchange.state !== 'ok')
      return exchange.state === 'unknown' ? sameAs(exchange, id) : check(id, 'notAsked', 'notAsked')
    return undefined
  }

  return { checks, connection, isAccepted, granted, obstacle }
}

type Failed = { error: SmartCloudError }

/** Which line a refusal of Maskinporten belongs on; `silence` when it was none. */
function causeOf(
  error: SmartCloudError,
): 'environment' | 'clock' | 'key' | 'client' | 'scope' | 'silence' {
  if (!(error instanceof MaskinportenRefused) || isOutage(error)) return 'silence'
  return CAUSES[error.key] ?? 'client'
}

const CAUSES: Readonly<Record<string, 'environment' | 'clock' | 'key' | 'scope'>> = {
  'MP-110': 'environment',
  CLOCK_AHEAD: 'clock',
  'MP-130': 'clock',
  'MP-120': 'key',
  'MP-121': 'key',
  'MP-122': 'key',
  'MP-123': 'key',
  'MP-124': 'key',
  UNKNOWN_KID: 'key',
  MISSING_KID: 'key',
  'MP-200': 'scope',
  'MP-201': 'scope',
  'MP-250': 'scope',
  'MP-251': 'scope',
  invalid_scope: 'scope',
  forbidden: 'scope',
}

const isCause = (
  error: SmartCloudError | undefined,
  cause: ReturnType<typeof causeOf>,
): error is MaskinportenRefused => error instanceof MaskinportenRefused && causeOf(error) === cause

function environmentCheck(
  { environment, issuer, platform }: GroundDeps,
  metadata: Asked<{ issuer: string }>,
  common: SmartCloudError | undefined,
): Check {
  const worlds = worldsOf(environment, issuer, platform)
  const facts = {
    environment,
    maskinporten: worlds.maskinporten,
    altinn: worlds.altinn,
    issuer,
    altinnAddress: platform,
  }
  if (worlds.fit === 'different') return check('environment', 'failed', 'worldsDiffer', facts)
  if (metadata.ok && metadata.value.issuer !== issuer)
    return check('environment', 'failed', 'otherIssuer', {
      ...facts,
      answeredIssuer: metadata.value.issuer,
    })
  if (isCause(common, 'environment'))
    return check('environment', 'failed', 'refused', { ...facts, ...factsOfRefusal(common) })
  if (!metadata.ok) return failedQuestion('environment', metadata.error, facts)
  return worlds.fit === 'unknown'
    ? check('environment', 'warning', 'unknownAddress', facts)
    : check('environment', 'ok', 'ok', facts)
}

function clockCheck(skewMs: number | undefined, common: SmartCloudError | undefined): Check {
  const isRefused = isCause(common, 'clock')
  if (skewMs === undefined)
    return isRefused
      ? check('clock', 'failed', 'refused', factsOfRefusal(common))
      : check('clock', 'unknown', 'noAnswer', { service: 'maskinporten' })
  const seconds = Math.abs(Math.round(skewMs / 1000))
  const isAhead = skewMs > 0
  const facts = { seconds }
  if (seconds > FAIL_SECONDS) return check('clock', 'failed', isAhead ? 'ahead' : 'behind', facts)
  if (isRefused) return check('clock', 'failed', 'refused', { ...facts, ...factsOfRefusal(common) })
  if (seconds > WARN_SECONDS)
    return check('clock', 'warning', isAhead ? 'aheadABit' : 'behindABit', facts)
  return check('clock', 'ok', 'ok', facts)
}

function keyCheck(
  { key, keyDates, nextKey, now }: GroundDeps,
  isAccepted: boolean,
  common: SmartCloudError | undefined,
): Check {
  const life = keyLife(keyDates, now())
  const facts = {
    kid: key.kid,
    bits: bitsOf(key),
    addedAt: keyDates.addedAt,
    expiresAt: life?.expiresAt,
    daysLeft: life?.daysLeft,
    nextKid: nextKey?.kid ?? '',
  }
  if (isCause(common, 'key'))
    return check('key', 'failed', 'refused', { ...facts, ...factsOfRefusal(common) })
  if (!life) return check('key', 'warning', 'noDate', facts)
  if (life.stage === 'expired')
    return check('key', 'failed', isAccepted ? 'expiredButTaken' : 'expired', facts)
  if (life.stage === 'expiresSoon') return check('key', 'warning', 'expiresSoon', facts)
  return isAccepted ? check('key', 'ok', 'ok', facts) : check('key', 'notAsked', 'notTried', facts)
}

const bitsOf = ({ publicJwk }: SigningKey): number =>
  Buffer.from(publicJwk.n, 'base64url').length * 8

/** A refusal of the scope comes after the signature has been looked at. */
function nextKeyCheck(inUse: SigningKey, next: SigningKey, token: Asked<Token>): Check {
  const facts = { nextKid: next.kid, bits: bitsOf(next) }
  if (next.kid === inUse.kid) return check('nextKey', 'warning', 'same', facts)
  if (token.ok || isCause(token.error, 'scope')) return check('nextKey', 'ok', 'ok', facts)
  const { error } = token
  if (!(error instanceof MaskinportenRefused) || isOutage(error))
    return failedQuestion('nextKey', error, facts)
  if (error.key === 'UNKNOWN_KID') return check('nextKey', 'warning', 'notUploaded', facts)
  return causeOf(error) === 'key'
    ? check('nextKey', 'failed', 'refused', { ...facts, ...factsOfRefusal(error) })
    : check('nextKey', 'notAsked', 'notAsked', facts)
}

function clientCheck(
  clientId: string,
  isAccepted: boolean,
  common: SmartCloudError | undefined,
): Check {
  const facts = { clientId }
  if (isAccepted) return check('client', 'ok', 'ok', facts)
  if (isCause(common, 'client'))
    return check('client', 'failed', 'refused', { ...facts, ...factsOfRefusal(common) })
  return common && causeOf(common) === 'silence'
    ? failedQuestion('client', common, facts)
    : check('client', 'notAsked', 'notAsked', facts)
}

function scopeCheck(scope: string, token: Asked<Token>, isAccepted: boolean): Check {
  if (token.ok) return check('scope', 'ok', 'ok', { scope })
  const { error } = token
  if (isCause(error, 'scope'))
    return check('scope', 'notAllowed', 'refused', { ...factsOfRefusal(error), scope })
  if (causeOf(error) === 'silence') return failedQuestion('scope', error, { scope })
  // The same for all of them is told once, on a line further up.
  return isAccepted
    ? failedQuestion('scope', error, { scope })
    : check('scope', 'notAsked', 'notAsked', { scope })
}

/** Undefined where there is none. */
async function exchangeCheck(
  { exchange }: Connection,
  granted: ReadonlySet<string>,
  action: Action,
): Promise<Check | undefined> {
  if (!exchange) return undefined
  const scope = ALTINN_SCOPES.find(name => granted.has(name))
  if (scope === undefined) return check('exchange', 'notAsked', 'notAsked')
  const token = await asked(exchange.get(scope, action))
  if (token.ok) return check('exchange', 'ok', 'ok')
  const { error } = token
  return error instanceof UpstreamRefused && error.upstreamStatus < 500 && !isOutage(error)
    ? check('exchange', 'failed', 'notTaken', { httpStatus: error.upstreamStatus })
    : failedQuestion('exchange', error, {})
}
