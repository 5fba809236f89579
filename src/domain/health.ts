/**
 * How it is with a customer, in one word.
 *
 * - `works`: the access lives and has what the package asks for
 * - `changeWaits`: it lives, and a change of it waits for an answer
 * - `needsMore`: it lives, and the package asks for more than was approved
 * - `unknown`: it lived when we last knew, which is too long ago
 * - `theirOwn`: it lives at Altinn without a request that we know of
 * - `waits`: a request waits for its answer
 * - `unclear`: Altinn may have the request, or not
 * - `notSent`: nothing reached Altinn
 * - `rejected`, `expired`: the request is over without a yes
 * - `removed`: there was an access or a request, and Altinn has it no longer
 */
export const HEALTHS = [
  'works',
  'changeWaits',
  'needsMore',
  'unknown',
  'theirOwn',
  'waits',
  'unclear',
  'notSent',
  'rejected',
  'expired',
  'removed',
] as const
export type Health = (typeof HEALTHS)[number]

/** What needs somebody of ours. */
export const NEEDS_SOMEBODY: readonly Health[] = [
  'needsMore',
  'unknown',
  'notSent',
  'rejected',
  'expired',
  'removed',
]

/** What was not confirmed for this long is of unknown health, in milliseconds. */
export const CONFIRMED_FOR_MS = 24 * 60 * 60 * 1000
