import type { SmartCloudError } from '../errors.js'
import type { Language, ServiceKey } from './speech.js'

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
