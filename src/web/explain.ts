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

/** Handed in, because a page knows no upstream. */
export type ExplainFailure = (error: SmartCloudError, language: Language) => Explained
