import { claimsIn, claimsOfJwt, type SeenClaims } from './claims.js'
import type { Flow, Step } from './flow.js'

/** `plain`: an ordinary token beside it; `before`: what it was before somebody answered. */
export type Comparison = 'plain' | 'before'

const CREATES = /^altinn: create (?:system user|agent|change) request$/
const READS = /^altinn: (?:read|find) (?:system user|agent|change) request$/

const hasAnswered = ({ status, response }: Step): boolean =>
  status !== undefined && status < 300 && response?.body?.kind === 'json'

/** What a step can be compared with, as far as there is something to compare. */
export function mayCompare(step: Step): Comparison | undefined {
  if (systemUsersToken(step)) return 'plain'
  if (!hasAnswered(step)) return undefined
  return CREATES.test(step.operation) || READS.test(step.operation) ? 'before' : undefined
}

/** The token of a system user that a step got or had. */
export function systemUsersToken(step: Step): SeenClaims | undefined {
  const claims = claimsIn(step, 'response')
  return claims?.isSystemUsers && fromMaskinporten(step) ? claims : undefined
}

const fromMaskinporten = ({ operation }: Step): boolean => operation.startsWith('maskinporten:')

/** An ordinary token of Maskinporten's; the newest of these steps. */
export function plainToken(
  steps: readonly Step[],
): { index: number; claims: SeenClaims } | undefined {
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index]!
    if (!fromMaskinporten(step)) continue
    const jwt = step.tokens.find(
      ({ place, payload, parts }) => place !== 'request' && payload !== undefined && parts === 3,
    )
    const claims = jwt && claimsOfJwt(jwt)
    if (claims && !claims.isSystemUsers) return { index, claims }
  }
  return undefined
}

/**
 * The answer when the request was made, and the last one about its status. A flow that begins
 * later has no such answer, and the first one about the status stands for it.
 */
export function beforeAndAfter({ steps }: Pick<Flow, 'steps'>): {
  before: number | undefined
  after: number | undefined
} {
  const created = steps.findLastIndex(step => CREATES.test(step.operation) && hasAnswered(step))
  const isRead = (step: Step) => READS.test(step.operation) && hasAnswered(step)
  const before = created >= 0 ? created : steps.findIndex(isRead)
  const after = steps.findLastIndex(isRead)
  return {
    before: before < 0 ? undefined : before,
    after: after > before ? after : undefined,
  }
}
