import { AltinnContradiction, AltinnRefused } from '../altinn/errors.js'
import { SmartCloudError } from '../errors.js'
import { refusalKeyOf } from '../maskinporten/refusal-texts.js'
import { MaskinportenRefused } from '../maskinporten/refusals.js'
import { createRedactor } from '../redact.js'
import { UpstreamRefused, UpstreamSurprise, UpstreamUnreachable } from '../upstream/errors.js'
import { TokenTooLate } from '../upstream/token-cache.js'
import { check, type Check, type CheckId, type Facts } from './check.js'

/** What came of one question. One that fails must not take the others with it. */
export type Asked<T> = { ok: true; value: T } | { ok: false; error: SmartCloudError }

/** @throws what is a mistake of ours, and no failure that was foreseen */
export async function asked<T>(question: Promise<T>): Promise<Asked<T>> {
  try {
    return { ok: true, value: await question }
  } catch (error) {
    if (error instanceof SmartCloudError) return { ok: false, error }
    throw error
  }
}

/** There was no answer, whether or not somebody got the question. */
export const isSilence = (error: SmartCloudError): boolean =>
  error instanceof UpstreamUnreachable || error instanceof TokenTooLate

/** Waiting may help: nobody answered, or the answer was that nobody can answer now. */
export const isOutage = (error: SmartCloudError): boolean =>
  isSilence(error) || error.status === 503

/** Upstreams may repeat what they were sent. */
const redactor = createRedactor({ maxText: 300 })

/** What Maskinporten's refusal says, for its words and for its support. */
export const factsOfRefusal = (error: MaskinportenRefused): Facts => ({
  refusal: refusalKeyOf(error),
  code: error.mpCode ?? error.error,
  description: error.description && redactor.text(error.description),
  scope: error.scope,
  traceId: error.traceId,
  httpStatus: error.httpStatus,
})

/**
 * The line of a question to Altinn that got no proper answer. A 403 although the token has the scope
 * means that Altinn reads the scope otherwise: we may not ask.
 */
export function failedQuestion(id: CheckId, error: SmartCloudError, more: Facts): Check {
  if (error instanceof AltinnRefused) {
    const facts = {
      code: error.problemCode ?? String(error.httpStatus),
      description: redactor.text(error.explanation),
      traceId: error.traceId,
    }
    return error.reason === 'notAllowed'
      ? check(id, 'notAllowed', 'notAllowed', { ...facts, ...more })
      : check(id, 'failed', 'refusedByAltinn', { ...facts, ...more })
  }
  if (error instanceof MaskinportenRefused && !isOutage(error))
    return check(id, 'failed', 'refused', { ...factsOfRefusal(error), ...more })
  const service = error instanceof TokenTooLate ? 'maskinporten' : error.service
  return isOutage(error)
    ? check(id, 'unknown', 'noAnswer', { service, ...more })
    : check(id, 'unknown', 'strangeAnswer', { service, code: codeOf(error), ...more })
}

const codeOf = (error: SmartCloudError): string =>
  error instanceof UpstreamRefused
    ? `HTTP ${error.upstreamStatus}`
    : error instanceof UpstreamSurprise
      ? error.what
      : error instanceof AltinnContradiction
        ? 'contradiction'
        : error.code
