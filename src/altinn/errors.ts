import * as z from 'zod'
import { SmartCloudError } from '../errors.js'
import { UpstreamRefused } from '../upstream/errors.js'

/** What a refusal means to us. A code we have no answer to is `other`. */
export type RefusalReason =
  | 'alreadyApproved'
  | 'alreadyWaiting'
  | 'alreadyRejected'
  | 'unknownOrganisation'
  | 'returnAddressNotRegistered'
  | 'rightsNotOnSystem'
  | 'unknownSystem'
  | 'unknownSystemUser'
  | 'notFound'
  | 'notAllowed'
  | 'other'

const REASONS: Readonly<Record<string, RefusalReason>> = {
  'AUTH-00000': 'unknownOrganisation',
  'AUTH-00001': 'rightsNotOnSystem',
  'AUTH-00004': 'alreadyApproved',
  'AUTH-00006': 'alreadyApproved',
  'AUTH-00007': 'alreadyWaiting',
  'AUTH-00008': 'alreadyRejected',
  'AUTH-00009': 'alreadyRejected',
  'AUTH-00010': 'notFound',
  'AUTH-00011': 'unknownSystem',
  'AUTH-00015': 'unknownSystemUser',
  'AUTH-00021': 'returnAddressNotRegistered',
  'AUTH-00026': 'returnAddressNotRegistered',
  'AUTH-00063': 'rightsNotOnSystem',
  'AUTH-00064': 'rightsNotOnSystem',
  'AUTH-00065': 'rightsNotOnSystem',
}

/** What we show to a customer, so it must be a code and nothing else. */
const Code = z
  .string()
  .regex(/^[A-Z][A-Z0-9.-]{2,30}$/)
  .optional()
  .catch(undefined)

const Problem = z.object({
  code: Code,
  title: z.string().optional(),
  detail: z.string().optional(),
  traceId: z.string().optional(),
  validationErrors: z
    .array(
      z.looseObject({
        code: Code,
        title: z.string().optional(),
        paths: z.array(z.string()).optional().catch(undefined),
      }),
    )
    .optional(),
  errors: z.record(z.string(), z.array(z.string())).optional(),
})

/** One broken rule of the system register. All that are broken come together. */
export interface BrokenRule {
  /** Altinn's own, such as `AUTH.VLD-00003`. */
  code: string | undefined
  title: string
  /** Which members it is about, such as `/registersystemrequest/rights/resource`. */
  paths: readonly string[]
  /** What exactly is wrong, as Altinn lists it: ids, urns. Empty when it does not. */
  culprits: string
}

const MOST_TEXT = 1_000

/** Altinn read the call and said no. */
export class AltinnRefused extends SmartCloudError {
  readonly code = 'altinn_refused'
  readonly status = 502
  override readonly service = 'altinn'

  constructor(
    readonly operation: string,
    readonly reason: RefusalReason,
    readonly httpStatus: number,
    /** Altinn's own code, such as `AUTH-00021`; absent in its shorter answers. */
    readonly problemCode: string | undefined,
    /** `detail ?? title`: the message moved from one to the other in July 2026. */
    readonly explanation: string,
    readonly traceId: string | undefined,
    /** Every rule that was broken, where the answer lists them; the first is the one above. */
    readonly brokenRules: readonly BrokenRule[] = [],
  ) {
    super(`${operation}: ${problemCode ?? httpStatus} ${explanation}`)
  }
}

/** Altinn's answer is about something else than what we asked for; nothing of it is used. */
export class AltinnContradiction extends SmartCloudError {
  readonly code = 'altinn_contradiction'
  readonly status = 502
  override readonly service = 'altinn'

  constructor(
    readonly operation: string,
    what: string,
  ) {
    super(`${operation}: ${what}`)
  }
}

/**
 * Gives a refusal its meaning. Only 4xx: a 5xx may have been carried out, so it stays what it was.
 */
export function asAltinnRefusal(error: unknown): unknown {
  if (!(error instanceof UpstreamRefused) || error.upstreamStatus >= 500) return error
  if (error.upstreamStatus === 429) return error

  const { operation, upstreamStatus } = error
  const parsed = Problem.safeParse(error.problem)
  const problem = parsed.success ? parsed.data : {}
  const first = problem.validationErrors?.[0]
  const problemCode = first?.code ?? problem.code
  const explanation =
    first?.title ??
    Object.values(problem.errors ?? {})
      .flat()
      .at(0) ??
    problem.detail ??
    problem.title ??
    plainTextOf(error)
  const reason =
    (problemCode ? REASONS[problemCode] : undefined) ??
    (upstreamStatus === 401 || upstreamStatus === 403
      ? 'notAllowed'
      : upstreamStatus === 404
        ? 'notFound'
        : 'other')
  return new AltinnRefused(
    operation,
    reason,
    upstreamStatus,
    problemCode,
    explanation,
    problem.traceId,
    (problem.validationErrors ?? []).map(brokenRuleOf),
  )
}

function brokenRuleOf({
  code,
  title = '',
  paths = [],
  detail: _,
  ...more
}: RuleAnswer): BrokenRule {
  // The member that lists them is called `ResourceIds Not Found : ` and the like.
  const culprits = Object.values(more).filter(value => typeof value === 'string')
  return { code, title, paths, culprits: culprits.join(' | ').slice(0, MOST_TEXT) }
}
type RuleAnswer = NonNullable<z.infer<typeof Problem>['validationErrors']>[number]

/** Some refusals are a bare sentence, in quotes or not. */
function plainTextOf({ problem, text, headers }: UpstreamRefused): string {
  if (typeof problem === 'string') return problem.slice(0, MOST_TEXT)
  return headers['content-type']?.startsWith('text/plain') ? text.slice(0, MOST_TEXT) : ''
}
