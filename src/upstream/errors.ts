import { SmartCloudError } from '../errors.js'

/**
 * Did the other side do what we asked? `no`: it never got the request. `refused`: it said no.
 * `unclear`: it may have, so look before asking again for anything that must not happen twice.
 */
export type Sent = 'no' | 'unclear' | 'refused'

/** What all errors of one call have in common. */
export interface Circumstances {
  service: string
  /** As in `altinn: create system user request`. */
  operation: string
  /** From the first try until we gave up. */
  durationMs: number
  tries: number
  sent: Sent
}

/**
 * A call that did not give us what we wanted. What is inspected, logged or serialised of it never
 * holds a token or a body: no error of the HTTP client is kept, not even as `cause`.
 */
export abstract class UpstreamError extends SmartCloudError {
  override readonly service: string
  readonly operation: string
  readonly durationMs: number
  readonly tries: number
  readonly sent: Sent

  constructor(message: string, circumstances: Circumstances) {
    super(`${circumstances.operation}: ${message}`)
    this.service = circumstances.service
    this.operation = circumstances.operation
    this.durationMs = circumstances.durationMs
    this.tries = circumstances.tries
    this.sent = circumstances.sent
  }
}

/** `busy`: too many of our own calls are waiting already. `tls`: the certificate is not to be trusted. */
export type UnreachableReason = 'refused' | 'dns' | 'timeout' | 'reset' | 'tls' | 'busy'

/** There was no whole answer. */
export class UpstreamUnreachable extends UpstreamError {
  readonly code = 'upstream_unreachable'
  readonly status: number
  readonly reason: UnreachableReason

  /** @param detail the system's word for it, such as `ECONNREFUSED` */
  constructor(reason: UnreachableReason, circumstances: Circumstances, detail?: string) {
    super(`no answer: ${reason}${detail ? ` (${detail})` : ''}`, circumstances)
    this.reason = reason
    // Waiting does not mend a certificate, so this is a fault and not an outage
    this.status = reason === 'tls' ? 502 : 503
  }
}

/** An error answer, as far as we keep it. */
export interface Refusal {
  status: number
  headers: Readonly<Record<string, string | undefined>>
  text: string
  retryAfterSeconds?: number | undefined
}

const KEPT_HEADERS = ['content-type', 'date', 'retry-after', 'www-authenticate']
const MAX_TEXT = 8_000

/** The answer was an error. */
export class UpstreamRefused extends UpstreamError {
  readonly code = 'upstream_refused'
  /** 503 when the other side is out of order or overrun, and 502 when it does not want our call. */
  readonly status: number
  readonly upstreamStatus: number
  /** How long it asked us to stay away. */
  readonly retryAfterSeconds: number | undefined
  /** `content-type`, `date`, `retry-after` and `www-authenticate`, as far as there are any. */
  readonly headers: Readonly<Record<string, string | undefined>>
  // Private, because some servers echo what they were sent, and `inspect` and JSON show the rest
  readonly #text: string

  constructor(refusal: Refusal, circumstances: Circumstances) {
    super(`answered ${refusal.status}`, circumstances)
    this.upstreamStatus = refusal.status
    this.status = refusal.status >= 500 || refusal.status === 429 ? 503 : 502
    this.retryAfterSeconds = refusal.retryAfterSeconds
    this.headers = Object.fromEntries(
      KEPT_HEADERS.flatMap(name => (refusal.headers[name] ? [[name, refusal.headers[name]]] : [])),
    )
    this.#text = refusal.text.slice(0, MAX_TEXT)
  }

  /** Its body, at most 8,000 characters. Not for visitors, nor for the log. */
  get text(): string {
    return this.#text
  }

  /** Its body for callers that know its codes; `undefined` unless it is JSON, whatever it is called. */
  get problem(): unknown {
    try {
      return JSON.parse(this.#text)
    } catch {
      return undefined
    }
  }
}

export type SurpriseKind = 'contentType' | 'notJson' | 'shape' | 'tooLarge' | 'redirect'

/** The call succeeded by its status, but the answer is not what was agreed. */
export class UpstreamSurprise extends UpstreamError {
  readonly code = 'upstream_surprise'
  readonly status = 502

  /** @param detail in words, without anything that the answer said */
  constructor(
    readonly what: SurpriseKind,
    circumstances: Circumstances,
    detail: string,
  ) {
    super(detail, circumstances)
  }
}

/** An address we never call. Thrown before anything is sent. */
export class ForbiddenAddress extends SmartCloudError {
  readonly code = 'forbidden_address'
  readonly status = 500
}
