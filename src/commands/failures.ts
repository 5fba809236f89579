import { ClientConfigError, ConfigError, type SettingProblem } from '../config.js'
import { DatabaseError } from '../database/errors.js'
import { SmartCloudError } from '../errors.js'
import { AltinnRefused } from '../altinn/errors.js'
import { InvalidGrant } from '../maskinporten/grant.js'
import { KeyProblem } from '../maskinporten/keys.js'
import { placeholdersOf, refusalKeyOf, vendorWords } from '../maskinporten/refusal-texts.js'
import { MaskinportenRefused } from '../maskinporten/refusals.js'
import { ForbiddenAddress, UpstreamRefused, UpstreamUnreachable } from '../upstream/errors.js'
import { TokenTooLate } from '../upstream/token-cache.js'
import { say, type Speech } from './speech.js'

/** 1: an upstream refused. 2: wrong use, settings or input. 3: an upstream cannot be reached. */
export type FailureExit = 1 | 2 | 3

/** Why a command did not do its job: a sentence, and what to do about it. */
export interface Failure {
  exit: FailureExit
  /** Stable, in snake_case or an upstream's own such as `MP-303`. */
  code: string
  message: string
  remedy: string
  /** One line for each of several things to mend. */
  details?: readonly string[]
  /** What support asks for. */
  reference?: string
}

/** Thrown by a command that cannot work with what it was given, in words already. */
export class WrongUse extends SmartCloudError {
  readonly status = 400
  readonly exit: FailureExit = 2

  constructor(
    readonly code: string,
    readonly words: Pick<Failure, 'message' | 'remedy' | 'details' | 'reference'>,
  ) {
    super(words.message)
  }
}

/** Thrown by a command whose upstream said no in a way that is no error of the client's. */
export class Refused extends WrongUse {
  override readonly exit = 1
}

/** Thrown by a command that cannot tell what became of its call. */
export class Unclear extends WrongUse {
  override readonly exit = 3
}

/**
 * Every error in words.
 *
 * @param reference of the command, which stands in its log lines
 */
export function failureOf(error: unknown, speech: Speech, reference: string): Failure {
  const { t } = speech
  if (error instanceof WrongUse) return { exit: error.exit, code: error.code, ...error.words }
  if (error instanceof ClientConfigError)
    return {
      exit: 2,
      code: error.code,
      message: t.failures.settings.message,
      remedy: t.failures.settings.remedy,
      details: error.problems.map(problem => settingProblem(problem, speech)),
    }
  if (error instanceof ConfigError)
    return { exit: 2, code: error.code, message: error.message, remedy: t.failures.settings.remedy }
  if (error instanceof KeyProblem)
    return { exit: 2, code: keyProblemCode(error), ...t.keyProblems[error.problem] }
  if (error instanceof InvalidGrant) return { exit: 2, code: error.code, ...t.failures.wrongOrder }
  if (error instanceof ForbiddenAddress)
    return { exit: 2, code: error.code, ...t.failures.forbiddenAddress }
  if (error instanceof DatabaseError) return databaseFailure(error, speech)
  if (error instanceof SmartCloudError) return upstreamFailure(error, speech, reference)
  return { exit: 1, code: 'unexpected', ...t.failures.unexpected, reference }
}

const keyProblemCode = ({ problem }: KeyProblem) =>
  `key_${problem.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)}`

function settingProblem({ setting, kind }: SettingProblem, { t }: Speech): string {
  const { settings } = t
  const known = Object.hasOwn(settings.forms, setting)
  const form = settings.forms[known ? (setting as keyof typeof settings.forms) : 'ADDRESS']
  const flag = Object.hasOwn(FLAGS, setting) ? ` (${FLAGS[setting]})` : ''
  return say<string>(settings[kind], {
    setting: `${setting}${flag}`,
    other: OTHER[setting] ?? '',
    form,
  })
}

/** The same in another form. */
const OTHER: Readonly<Record<string, string>> = {
  MASKINPORTEN_KEY_FILE: 'MASKINPORTEN_KEY',
  DATABASE_FILE: 'DATABASE_URL',
}

/** What can be given on the command line too. */
const FLAGS: Readonly<Record<string, string>> = {
  UPSTREAMS: '--upstreams',
  MASKINPORTEN_CLIENT_ID: '--client-id',
  MASKINPORTEN_KEY_FILE: '--key-file',
  SYSTEM_ID: '--system-id',
  DATABASE_FILE: '--database-file',
}

function upstreamFailure(error: SmartCloudError, speech: Speech, reference: string): Failure {
  const { t, language } = speech
  const { failures } = t
  const service = serviceName(error.service, speech)

  if (error instanceof MaskinportenRefused) {
    const words = vendorWords(
      refusalKeyOf(error) ?? 'invalid_grant',
      language,
      placeholdersOf(error),
    )
    return {
      exit: 1,
      code: error.mpCode ?? error.key,
      message: `${words.title}.${clockWords(error, speech)}`,
      remedy: words.text,
      reference: error.traceId ?? reference,
    }
  }
  if (error instanceof AltinnRefused) {
    const code = error.problemCode ?? `HTTP ${error.httpStatus}`
    return {
      exit: 1,
      code,
      message: say(failures.altinnRefused, { code }),
      remedy: error.explanation
        ? say(failures.altinnSays, { explanation: error.explanation })
        : failures.altinnSilent,
      ...(error.brokenRules.length > 1 && {
        details: error.brokenRules.map(({ code, title, culprits }) =>
          [code, title, culprits].filter(Boolean).join(' '),
        ),
      }),
      reference: error.traceId ?? reference,
    }
  }
  if (error instanceof UpstreamUnreachable || error instanceof TokenTooLate) {
    const reason = error instanceof UpstreamUnreachable ? error.reason : 'timeout'
    return {
      exit: 3,
      code: error.code,
      message: say(failures.noAnswer, { service }),
      remedy: failures.unreachable[reason],
      reference,
    }
  }
  if (error instanceof UpstreamRefused) {
    const { upstreamStatus: status } = error
    return {
      exit: 1,
      code: error.code,
      message: say(failures.refused, { service, status }),
      remedy:
        status >= 500 || status === 429
          ? failures.refusedLater
          : status === 401
            ? failures.refusedToken
            : failures.refusedCall,
      reference,
    }
  }
  return {
    exit: 1,
    code: error.code,
    message: say(failures.strange, { service }),
    remedy: failures[error.code === 'wrong_token' ? 'wrongToken' : 'strangeRemedy'],
    reference,
  }
}

function databaseFailure({ code, reason }: DatabaseError, { t }: Speech): Failure {
  const { exit, words } = DATABASE_FAILURES[reason] ?? { exit: 1, words: 'other' }
  const { message, remedy }: { message: string; remedy: string } = t.database.failures[words]
  return { exit, code, message: say(message, { reason }), remedy }
}

/** By what the driver, or the system, calls it. */
const DATABASE_FAILURES: Readonly<
  Record<string, { exit: FailureExit; words: keyof Speech['t']['database']['failures'] }>
> = {
  SQLITE_BUSY: { exit: 2, words: 'inUse' },
  MISSING: { exit: 2, words: 'missing' },
  EXISTS: { exit: 2, words: 'exists' },
  NOT_OURS: { exit: 2, words: 'notOurs' },
  TOO_NEW: { exit: 2, words: 'tooNew' },
  SQLITE_NOTADB: { exit: 2, words: 'damaged' },
  SQLITE_CORRUPT: { exit: 2, words: 'damaged' },
  SQLITE_FULL: { exit: 1, words: 'full' },
  ENOSPC: { exit: 1, words: 'full' },
  '53100': { exit: 1, words: 'full' },
  ECONNREFUSED: { exit: 3, words: 'unreachable' },
  ENOTFOUND: { exit: 3, words: 'unreachable' },
  TIMEOUT: { exit: 3, words: 'unreachable' },
  '28P01': { exit: 1, words: 'refused' },
  '28000': { exit: 1, words: 'refused' },
  '3D000': { exit: 1, words: 'refused' },
  '42501': { exit: 1, words: 'refused' },
}

/** From here on it is worth mentioning; at 10 Maskinporten begins to refuse. */
const NOTABLE_SKEW_SECONDS = 5

function clockWords({ clockAheadSeconds: ahead }: MaskinportenRefused, { t }: Speech): string {
  if (ahead === undefined || Math.abs(ahead) <= NOTABLE_SKEW_SECONDS) return ''
  const words = ahead > 0 ? t.failures.clockAhead : t.failures.clockBehind
  return ` ${say(words, { seconds: Math.abs(ahead) })}`
}

const serviceName = (service: string | undefined, { t }: Speech): string =>
  service !== undefined && Object.hasOwn(t.services, service)
    ? t.services[service as keyof typeof t.services]
    : t.services.unknown
