import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Axios } from 'axios'
import { INTERNAL_ADDRESS, publicLookup } from './address.js'
import type { UnreachableReason } from './errors.js'
import { createTransport } from './transport.js'

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

  let made: Axios | undefined
  // Loaded by the first call: it takes a fifth of a start. Not `axios.create`, whose defaults would
  // send, read and follow more than we allow; without transforms it costs half as much, too.
  const load = async () => {
    const { Axios } = await import('axios')
    return (made ??= new Axios({
      adapter: createTransport({ secure: options.secure }),
      maxBodyLength: MAX_BODY_SENT,
      allowAbsoluteUrls: true,
    }))
  }

  return async request => {
    const agent = request.alone ? single : pool
    const axios = made ?? (await load())
    try {
      const { status, headers, data } = await axios.request<Buffer>({
        method: request.method,
        url: request.url,
        headers: request.headers,
        data: request.body,
        httpAgent: agent,
        httpsAgent: agent,
        timeout: request.limitMs,
        maxContentLength: request.maxBytes,
      })
      delete headers['set-cookie'] // we keep none, and it would be the only list among the headers
      return { status, headers: headers as HttpAnswer['headers'], body: data }
    } catch (error) {
      return failureOf(error)
    }
  }
}

const NOT_FOUND = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'])
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'])
const CERTIFICATE =
  /^(?:CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_|INVALID_|ERR_TLS_|ERR_SSL_|EPROTO$)/
/** A mistake of ours, such as a header or a body that may not be sent. */
const NEVER_SENT = /^ERR_(?:BODY_TOO_LARGE|BAD_OPTION|INVALID_|HTTP_INVALID_|UNESCAPED_)/

function failureOf(error: unknown): HttpFailure {
  const { code: given } = error as { code?: unknown }
  const code = typeof given === 'string' && /^\w{1,60}$/.test(given) ? given : 'unknown'
  if (NEVER_SENT.test(code)) throw new Error(`The request cannot be made: ${code}`)
  return { failed: failedBy(code), detail: code }
}

function failedBy(code: string): HttpFailure['failed'] {
  if (NOT_CONNECTED.has(code)) return 'refused'
  if (NOT_FOUND.has(code)) return 'dns'
  if (code === INTERNAL_ADDRESS) return 'internalAddress'
  if (code === 'TOO_SLOW' || code === 'ETIMEDOUT') return 'timeout'
  if (CERTIFICATE.test(code)) return 'tls'
  if (code === 'TOO_LARGE') return 'tooLarge'
  if (code === 'GARBLED') return 'garbled'
  return 'reset'
}
