import { AltinnRefused } from './altinn/errors.js'
import { spacedOrganisationNumber } from './design/formats.js'
import type { SmartCloudError } from './errors.js'
import {
  customerWords,
  placeholdersOf,
  refusalKeyOf,
  vendorWords,
} from './maskinporten/refusal-texts.js'
import { MaskinportenRefused } from './maskinporten/refusals.js'
import { UpstreamRefused, UpstreamSurprise } from './upstream/errors.js'
import { TokenTooLate } from './upstream/token-cache.js'
import type { ExplainFailure, ExplainToStaff } from './web/explain.js'
import { capitalised, serviceName, type Language } from './web/speech.js'

/** Maskinporten says why it refuses, and its reasons have words of their own. */
export const explainFailure: ExplainFailure = (error, language, reference) => {
  const from = error instanceof TokenTooLate ? 'maskinporten' : error.service
  const service = SERVICES_WITH_A_NAME.find(name => name === from)
  const reason = isOutage(error) ? 'noAnswer' : 'strangeAnswer'
  const hasOwnWords =
    error instanceof MaskinportenRefused || (service === 'maskinporten' && reason !== 'noAnswer')
  const wait = error instanceof UpstreamRefused ? error.retryAfterSeconds : undefined
  return {
    ...(service ? { service } : {}),
    reason,
    ...(wait === undefined ? {} : { retryAfterSeconds: wait }),
    ...(hasOwnWords ? { words: wordsOf(error, language, reference) } : {}),
  }
}

/** Our own people read what an upstream said, in its own words. */
export const explainToStaff: ExplainToStaff = (error, speech) => {
  const { t, say } = speech
  const words = t.console.failures
  const service = capitalised(serviceName(error.service, speech))
  const key = error.service === 'maskinporten' ? refusalKeyOf(error) : undefined
  if (error instanceof MaskinportenRefused && key)
    return {
      ...vendorWords(key, speech.language, placeholdersOf(error)),
      code: error.mpCode ?? error.key,
      traceId: error.traceId,
    }
  if (error instanceof AltinnRefused) {
    const code = error.problemCode ?? `HTTP ${error.httpStatus}`
    const { explanation, traceId } = error
    return {
      title: say(words.refused, { service, code }),
      text: explanation ? say(words.refusedText, { explanation }) : words.unexplained,
      code,
      traceId,
    }
  }
  const [title, text] = isOutage(error)
    ? [words.noAnswer, words.noAnswerText]
    : [words.strange, words.strangeText]
  return {
    title: say(title, { service: serviceName(error.service, speech) }),
    text: say(text, { detail: error.message }),
    code: error instanceof UpstreamRefused ? `HTTP ${error.upstreamStatus}` : error.code,
    traceId: undefined,
  }
}

const wordsOf = (error: SmartCloudError, language: Language, reference: string) =>
  customerWords(
    refusalKeyOf(error) ?? 'invalid_response',
    language,
    error instanceof MaskinportenRefused
      ? {
          ...placeholdersOf(error),
          org: spacedOrganisationNumber(error.organisationNumber ?? ''),
          trace: error.traceId ?? reference,
        }
      : { trace: reference },
  )

/** What waiting may mend. A proxy's page in place of an answer is an outage too. */
const isOutage = (error: SmartCloudError): boolean =>
  error.status === 503 ||
  (error instanceof UpstreamSurprise && error.what !== 'shape' && error.what !== 'redirect')

/** Shared by all cards; what one API's own failure is called, its card knows. */
const SERVICES_WITH_A_NAME = ['maskinporten', 'altinn'] as const
