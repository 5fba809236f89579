import type { SmartCloudError } from '../errors.js'
import type { Language, ServiceKey, Speech } from './speech.js'

/** What a failure means to a visitor. */
export interface Explained {
  /** Who failed, when it is worth naming. */
  service?: ServiceKey
  reason: 'noAnswer' | 'strangeAnswer'
  /** Words of its own, when the upstream told us why. */
  words?: { title: string; text: string }
  /** How long it asked us to stay away. */
  retryAfterSeconds?: number
}

/**
 * Handed in, because a page knows no upstream.
 *
 * @param reference of the action, for texts that name one when the upstream gave none
 */
export type ExplainFailure = (
  error: SmartCloudError,
  language: Language,
  reference: string,
) => Explained

/** Why a question to an upstream was not put, as the page it was asked from tells it. */
export type NotAsked =
  /** Maskinporten or Altinn does not answer. */
  | { kind: 'noAnswer'; service: ServiceKey }
  /** We got no permission to ask, for a reason that has words of its own. */
  | { kind: 'explained'; words: { title: string; text: string } }
  /** Altinn refused. The code is our reference to the log. */
  | { kind: 'refused'; code: string }

/** What such a page says of a failure, and with which status. */
export function notAsked(
  error: SmartCloudError,
  { service, reason, words, ...more }: Explained,
): { status: number; failure: NotAsked; retryAfterSeconds?: number } {
  if (reason === 'noAnswer' && service)
    return { status: 503, failure: { kind: 'noAnswer', service }, ...more }
  return words
    ? { status: 502, failure: { kind: 'explained', words } }
    : { status: 502, failure: { kind: 'refused', code: error.code } }
}

/** What an upstream said, for our own people: with all that its support asks for. */
export interface StaffExplanation {
  title: string
  text: string
  /** `MP-303`, `AUTH-00021`, or the status. */
  code: string | undefined
  traceId: string | undefined
}

/** Handed in, because a page knows no upstream. */
export type ExplainToStaff = (error: SmartCloudError, speech: Speech) => StaffExplanation
