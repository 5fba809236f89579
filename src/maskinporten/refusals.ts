import { SmartCloudError } from '../errors.js'

/** An error answer of Maskinporten, understood as far as possible. */
export interface Refusal {
  /** `MP-303`, one of our names such as `UNKNOWN_KID`, or else Maskinporten's `error`. */
  key: string
  /** `MP-303`; absent when neither a code nor a text we know was found. */
  mpCode?: string
  /** The OAuth error; absent when the answer was something else altogether. */
  error?: string
  /** In English and without the trace id. For our own people and the log, never for customers. */
  description?: string
  /** What Digdir's support asks for. */
  traceId?: string
}

const TRACE = /\s*\((?:trace_id|correlation id):\s*([0-9a-zA-Z-]+)\)/
const CODE_IN_ADDRESS = /\/errors\/MP[-_](\d{3})\b/
const CODE_IN_TEXT = /\bMP[-_](\d{3})\b/
const MAX_DESCRIPTION = 500

/** Parts of descriptions, in lower case; the first that fits decides. */
const TEXTS: readonly [part: string, key: string][] = [
  ['unknown key identifier', 'UNKNOWN_KID'],
  ['no key identifier (kid) provided', 'MISSING_KID'],
  ['invalid jwt claim aud', 'MP-110'],
  ['expired key', 'MP-121'],
  ['does not match certificate orgno', 'MP-122'],
  ['invalid jwt header x5c', 'MP-123'],
  ['invalid jwt signature', 'MP-124'],
  ['invalid certificate', 'MP-120'],
  ['client not found', 'MP-100'],
  ['jwt is expired', 'MP-130'],
  ['issue time is after now', 'CLOCK_AHEAD'],
  ['grant is used before', 'MP-012'],
  ['invalid jwt claim exp', 'LIFETIME'],
  ['combination consumer_org', 'CONSUMER_ORG_SELF'],
  ['invalid scopes for client', 'MP-200'],
  ['scopes not allowed for maskinporten', 'MP-201'],
  ['only allowed for user login', 'MP-201'],
  ['has not been granted access to the scope', 'MP-250'],
  ['has not delegated access to the scope', 'MP-251'],
  ['unknown authorization details type', 'MP-301'],
  ['unknown fields in the authorization details', 'MP-302'],
  ['invalid authorization details values', 'MP-303'],
  ['invalid parameter value', 'MP-011'],
]

/** All that Maskinporten says when it does not know the client. */
const CLIENT_UNKNOWN = /^invalid assertion\. client authentication failed\.?$/

/**
 * Finds out what Maskinporten means. The code decides where there is one, because status and `error`
 * of one code have changed over the years; otherwise the texts do.
 *
 * @param body as text or already parsed
 * @see https://docs.digdir.no/docs/Maskinporten/maskinporten_feilsoking
 */
export function decodeRefusal(status: number, body: unknown): Refusal {
  const answer = asObject(body)
  if (typeof answer?.['error'] !== 'string') return { key: outageKey(status) ?? 'invalid_response' }

  const error = answer['error'].trim().replace(/\s+/g, '_').slice(0, 100)
  const written = asText(answer['error_description'])
  const traceId = TRACE.exec(written)?.[1]
  const description = written.replace(TRACE, '').trim()

  const code =
    CODE_IN_ADDRESS.exec(asText(answer['error_uri']))?.[1] ??
    CODE_IN_TEXT.exec(description)?.[1] ??
    CODE_IN_TEXT.exec(error)?.[1]
  const meaning = code ? `MP-${code}` : (meaningOf(description) ?? meaningOfError(error))

  return {
    key: meaning ?? outageKey(status) ?? error,
    ...(meaning?.startsWith('MP-') && { mpCode: meaning }),
    error,
    ...(description && { description: description.slice(0, MAX_DESCRIPTION) }),
    ...(traceId && { traceId }),
  }
}

function meaningOf(description: string): string | undefined {
  const text = description.toLowerCase()
  return (
    TEXTS.find(([part]) => text.includes(part))?.[1] ??
    (CLIENT_UNKNOWN.test(text) ? 'MP-100' : undefined)
  )
}

const meaningOfError = (error: string) =>
  error === 'invalid_altinn_customer_configuration' ? 'MP-303' : undefined

const outageKey = (status: number) =>
  status >= 500 ? 'unavailable' : status === 429 ? 'rate_limited' : undefined

function asObject(body: unknown): Record<string, unknown> | undefined {
  let value = body
  if (typeof body === 'string') {
    try {
      value = JSON.parse(body)
    } catch {
      return undefined
    }
  }
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : undefined
}

const asText = (value: unknown) => (typeof value === 'string' ? value : '')

/** What we had asked for when Maskinporten refused, for texts and for the log. */
export interface RefusedOrder {
  environment: string
  clientId: string
  kid: string
  scope: string
  organisationNumber?: string | undefined
}

/** Maskinporten gave no token. */
export class MaskinportenRefused extends SmartCloudError {
  readonly code = 'maskinporten_refused'
  /** 503 during an outage, when waiting helps. */
  readonly status: number
  override readonly service = 'maskinporten'
  /** Nothing happens at Maskinporten but handing out a token. */
  readonly sent = 'no'

  readonly key: string
  readonly mpCode: string | undefined
  /** The OAuth error. */
  readonly error: string | undefined
  readonly description: string | undefined
  readonly traceId: string | undefined

  readonly environment: string
  readonly clientId: string
  readonly kid: string
  readonly scope: string
  readonly organisationNumber: string | undefined

  constructor(
    refusal: Refusal,
    order: RefusedOrder,
    readonly httpStatus: number,
    /** How far our clock was ahead of theirs, in seconds; negative when behind. */
    readonly clockAheadSeconds: number | undefined,
  ) {
    super(messageOf(refusal, httpStatus, clockAheadSeconds))
    this.status = refusal.key === 'unavailable' || refusal.key === 'rate_limited' ? 503 : 502
    this.key = refusal.key
    this.mpCode = refusal.mpCode
    this.error = refusal.error
    this.description = refusal.description
    this.traceId = refusal.traceId
    this.environment = order.environment
    this.clientId = order.clientId
    this.kid = order.kid
    this.scope = order.scope
    this.organisationNumber = order.organisationNumber
  }
}

/** From here on it is worth mentioning; at 10 Maskinporten begins to refuse. */
const NOTABLE_SKEW_SECONDS = 5

function messageOf(refusal: Refusal, httpStatus: number, ahead: number | undefined): string {
  const clock =
    ahead === undefined || Math.abs(ahead) <= NOTABLE_SKEW_SECONDS
      ? ''
      : `; the clock of this server is ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead' : 'behind'}`
  return `Maskinporten refused: ${refusal.key} (${httpStatus} ${refusal.error ?? 'no reason'})${clock}`
}

/**
 * True when Maskinporten knows no active system user for the order. Why, only Altinn can tell: it
 * was never approved, has been removed, has another reference, or lives in another environment.
 */
export const isNoSystemUser = (error: unknown): error is MaskinportenRefused =>
  error instanceof MaskinportenRefused && error.key === 'MP-303'
