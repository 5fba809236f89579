import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import { AxiosHeaders, getAdapter, type GenericAbortSignal } from 'axios'
import { INTERNAL_ADDRESS, publicLookup } from './address.js'
import type { UnreachableReason } from './errors.js'

export interface HttpRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: string | undefined
  /** On a connection of its own, instead of one that the other side may be closing just now. */
  alone: boolean
  /** For the whole of it: connecting, sending, waiting and reading, in milliseconds. */
  limitMs: number
  /** After decompression. */
  maxBytes: number
}

export interface HttpAnswer {
  status: number
  headers: Readonly<Record<string, string | undefined>>
  body: Buffer
}

/** Why there is no whole answer. */
export interface HttpFailure {
  failed: UnreachableReason | 'tooLarge' | 'garbled' | 'internalAddress'
  /** The system's word for it, such as `ECONNREFUSED`. Never the error itself: it holds our token. */
  detail: string
}

export type Http = (request: HttpRequest) => Promise<HttpAnswer | HttpFailure>

/** Connections to one upstream; more calls than these wait for one to be free. */
export const MAX_SOCKETS = 50

/** Longer than most answers are apart, and shorter than the minute after which many servers hang up. */
const IDLE_SOCKET_MS = 55_000

const MAX_BODY_SENT = 100_000

/**
 * HTTP to one upstream, through axios, which nobody else imports. What axios throws carries the
 * request with its token in it, so nothing of that leaves this file.
 */
export function createHttp(options: {
  secure: boolean
  allowInternal: boolean
  lookup?: LookupFunction | undefined
}): Http {
  const Agent = options.secure ? HttpsAgent : HttpAgent
  const lookup = options.allowInternal ? options.lookup : publicLookup(options.lookup)
  const connection = {
    maxSockets: MAX_SOCKETS,
    ...(options.secure && { minVersion: 'TLSv1.2' as const, rejectUnauthorized: true }),
    ...(lookup && { lookup }),
  }
  const pool = new Agent({
    ...connection,
    keepAlive: true,
    // The value that axios sets as well; any other one costs two system calls per request
    keepAliveMsecs: 60_000,
    // Only with a limit of its own does the agent heed `Keep-Alive: timeout=5`
    timeout: IDLE_SOCKET_MS,
  })
  const single = new Agent({ ...connection, keepAlive: false })

  // axios's way over HTTP without the instance around it: merging defaults, interceptors and
  // transforms that we do not have costs an eighth of a call. `proxy: false`, so that no HTTP_PROXY
  // that happens to be in the environment gets to see our tokens.
  const call = getAdapter('http')
  const always = {
    allowAbsoluteUrls: true,
    maxRedirects: 0,
    proxy: false as const,
    responseType: 'arraybuffer' as const,
    maxBodyLength: MAX_BODY_SENT,
  }

  return async request => {
    const limit = new TimeLimit(request.limitMs)
    const agent = request.alone ? single : pool
    try {
      const { status, headers, data } = await call({
        ...always,
        method: request.method,
        url: request.url,
        headers: new AxiosHeaders(request.headers),
        data: request.body,
        httpAgent: agent,
        httpsAgent: agent,
        maxContentLength: request.maxBytes,
        signal: limit,
      })
      delete headers['set-cookie'] // we keep none, and it would be the only list among the headers
      return { status, headers: headers as HttpAnswer['headers'], body: data }
    } catch (error) {
      return limit.aborted ? { failed: 'timeout', detail: '' } : failureOf(error)
    } finally {
      limit.over()
    }
  }
}

/**
 * As much of an `AbortSignal` as axios uses. `timeout` of axios measures silence only, so that a
 * byte now and then keeps a call alive for ever; a real signal costs a tenth of the whole call.
 */
class TimeLimit implements GenericAbortSignal {
  aborted = false
  readonly #timer: NodeJS.Timeout
  #listener: (() => void) | undefined

  constructor(ms: number) {
    this.#timer = setTimeout(TimeLimit.#reached, ms, this)
  }

  static #reached(limit: TimeLimit) {
    limit.aborted = true
    limit.#listener?.()
  }

  addEventListener(_type: 'abort', listener: () => void) {
    this.#listener = listener
  }

  removeEventListener() {
    this.#listener = undefined
  }

  over() {
    clearTimeout(this.#timer)
  }
}

const NOT_FOUND = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'])
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'])
const CERTIFICATE =
  /^(?:CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_|INVALID_|ERR_TLS_|ERR_SSL_|EPROTO$)/
/** A mistake of ours, such as a header or a body that may not be sent. */
const NEVER_SENT = /^ERR_(?:BAD_REQUEST|BAD_OPTION|INVALID_|HTTP_INVALID_|UNESCAPED_)/
const DECOMPRESSION = /^(?:Z_|ERR_BROTLI|ERR_ZSTD|ERR__ERROR_|ERR_PADDING)/

function failureOf(error: unknown): HttpFailure {
  const { code: given, message } = error as { code?: unknown; message?: unknown }
  const code = typeof given === 'string' && /^\w{1,60}$/.test(given) ? given : 'unknown'
  if (NEVER_SENT.test(code)) throw new Error(`The request cannot be made: ${code}`)
  return { failed: failedBy(code, String(message)), detail: code }
}

function failedBy(code: string, message: string): HttpFailure['failed'] {
  if (NOT_CONNECTED.has(code)) return 'refused'
  if (NOT_FOUND.has(code)) return 'dns'
  if (code === INTERNAL_ADDRESS) return 'internalAddress'
  if (code === 'ETIMEDOUT') return 'timeout'
  if (CERTIFICATE.test(code)) return 'tls'
  if (DECOMPRESSION.test(code)) return 'garbled'
  // axios has one code for this and for an answer that breaks off
  if (message.startsWith('maxContentLength')) return 'tooLarge'
  return 'reset'
}
