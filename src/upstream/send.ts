import type { LookupFunction } from 'node:net'
import { setTimeout as sleepFor } from 'node:timers/promises'
import type { ZodType } from 'zod'
import type { Action } from '../action.js'
import type { Log } from '../log.js'
import type { SeenCall, Witness } from '../witness.js'
import { baseAddress, fullAddress } from './address.js'
import {
  ForbiddenAddress,
  UpstreamError,
  UpstreamRefused,
  UpstreamSurprise,
  UpstreamUnreachable,
  type Circumstances,
  type Sent,
} from './errors.js'
import { createHttp, MAX_SOCKETS, type HttpAnswer, type HttpFailure } from './http.js'
import { readAnswer, textOf } from './read-answer.js'

export { path } from './address.js'

export type Service =
  | 'maskinporten'
  | 'altinn'
  | 'systemUserInfo'
  | 'logistics'
  | 'salary'
  | 'claims'
  | 'businessRegister'
  | 'sandbox'

/** One call to an upstream, as data. */
export interface Call<A> {
  /** For the log and for errors: `altinn: create system user request`. */
  operation: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the upstream's address, and encoded already: use `path`. */
  path: string
  /** What is `undefined` is left out. */
  query?: Readonly<Record<string, string | undefined>>
  headers?: Readonly<Record<string, string>>
  /** Sent as `Authorization: Bearer`. */
  token?: string
  /** Sent as JSON. */
  body?: unknown
  /** Sent as a form; made anew for every try, because an assertion is accepted only once. */
  form?: () => Promise<Record<string, string>>
  /**
   * The shape of the JSON we expect; an answer without content (204) is read as `undefined`.
   * `text` takes everything but HTML as it comes, `nothing` does not look at the body.
   */
  answer: ZodType<A> | 'text' | 'nothing'
  /** May it be tried again when nobody knows whether it was carried out? */
  repeat: 'repeatable' | 'once'
  /** For each try, in milliseconds: 3,000, and 5,000 for what is sent once, unless given. */
  timeoutMs?: number
  /** Of the answer, decompressed: 1,000,000 unless given. */
  maxBytes?: number
}

export interface Answer<A> {
  status: number
  /** By lower-case name. */
  headers: Readonly<Record<string, string | undefined>>
  body: A
}

export interface Send {
  (call: Call<string> & { answer: 'text' }, action: Action): Promise<Answer<string>>
  <A>(call: Call<A>, action: Action): Promise<Answer<A>>
}

export interface Upstream extends Send {
  /**
   * How far our clock is ahead of theirs, in milliseconds and right within a second; negative when
   * it is behind, `undefined` before the first answer.
   */
  skewMs(): number | undefined
}

export interface SendDeps {
  service: Service
  /** The address of the upstream, which may have a path: `https://platform.altinn.no`. */
  origin: string
  log: Log
  /** For the sandbox only: allows `http:` and addresses on this machine or in private networks. */
  allowLoopback: boolean
  /** Epoch milliseconds. */
  now?: () => number
  /** From 0 to 1, for the pauses between tries. */
  random?: () => number
  sleep?: (ms: number) => Promise<unknown>
  lookup?: LookupFunction
}

const MAX_TRIES = 3
const FIRST_PAUSE_MS = 200
/** When we are told to wait, but not in words we understand. */
const UNREADABLE_WAIT_SECONDS = 5
/** Calls to one upstream at a time, those that wait for a connection included. */
const MAX_UNDERWAY = MAX_SOCKETS + 100

/**
 * The only way out. Every call has a time limit per try and shares that of its action; what may be
 * repeated is tried up to three times; what comes back is checked, and every failure is one of
 * ours. One log line per call.
 *
 * @throws {UpstreamError} from the returned function
 * @throws {ForbiddenAddress} `origin` must not be called, or later the path of a call
 */
export function createSend({
  service,
  origin,
  log,
  allowLoopback,
  now = Date.now,
  random = Math.random,
  sleep = sleepFor,
  lookup,
}: SendDeps): Upstream {
  const base = baseAddress(origin, allowLoopback)
  const http = createHttp({
    secure: base.startsWith('https:'),
    allowInternal: allowLoopback,
    lookup,
  })
  let underway = 0
  let lastAnswer: { date: string; at: number } | undefined

  async function send(call: Call<unknown>, action: Action): Promise<Answer<unknown>> {
    const url = fullAddress(base, call.path, call.query)
    const began = performance.now()
    let unclear = false

    for (let tries = 1; ; tries++) {
      const outcome = await tryOnce(call, url, action, { began, tries, unclear })
      if (!(outcome instanceof UpstreamError)) {
        log.info(call.operation, {
          service,
          status: outcome.status,
          ms: Math.round(performance.now() - began),
          tries,
          reference: action.reference,
        })
        return outcome
      }
      const pause = pauseAfter(outcome, call, tries, random)
      if (pause === undefined || performance.now() + pause >= action.endsAt) {
        logFailure(log, outcome, action)
        throw outcome
      }
      unclear ||= outcome.sent === 'unclear'
      await sleep(pause)
    }
  }

  async function tryOnce(
    call: Call<unknown>,
    url: string,
    action: Action,
    soFar: SoFar,
  ): Promise<Answer<unknown> | UpstreamError> {
    const { headers, body } = await requestOf(call)
    const tryBegan = performance.now()
    const remaining = action.endsAt - tryBegan
    const circumstances = (sent: Sent) => circumstancesOf(service, call, soFar, sent)
    if (remaining <= 0) return new UpstreamUnreachable('timeout', circumstances('no'))
    if (underway >= MAX_UNDERWAY) return new UpstreamUnreachable('busy', circumstances('no'))

    underway++
    const answer = await http({
      method: call.method,
      url,
      headers,
      body,
      alone: call.repeat === 'once',
      limitMs: Math.min(call.timeoutMs ?? (call.repeat === 'once' ? 5_000 : 3_000), remaining),
      maxBytes: call.maxBytes ?? 1_000_000,
    }).finally(() => underway--)
    if (action.witness) {
      const durationMs = performance.now() - tryBegan
      const { operation, method, token } = call
      const [response, failure] = 'failed' in answer ? [undefined, answer.failed] : [answer]
      const request = { headers, body }
      const seen = { service, operation, method, url, durationMs, token, request }
      show(action.witness, { ...seen, response, failure })
    }
    if ('failed' in answer) return failureOf(answer, circumstances)

    const { status } = answer
    const date = answer.headers['date']
    if (date) lastAnswer = { date, at: now() }
    if (status >= 400) {
      const retryAfterSeconds = waitingTime(answer, now())
      const refusal = {
        status,
        headers: answer.headers,
        text: textOf(answer.body),
        retryAfterSeconds,
      }
      return new UpstreamRefused(refusal, circumstances(status < 500 ? 'refused' : 'unclear'))
    }
    if (status < 200 || status >= 300)
      return new UpstreamSurprise('redirect', circumstances('unclear'), `answered ${status}`)

    const read = readAnswer(answer, call.answer)
    if ('surprise' in read)
      return new UpstreamSurprise(read.surprise, circumstances('unclear'), read.detail)
    return { status, headers: answer.headers, body: read.body }
  }

  /** Whoever watches must not disturb. */
  function show(witness: Witness, seen: SeenCall) {
    try {
      witness.call(seen)
    } catch (error) {
      log.warn('recording a call failed', { service, error })
    }
  }

  const skewMs = () => {
    if (!lastAnswer) return undefined
    // The header counts whole seconds, so on average half of one has passed
    const skew = lastAnswer.at - (Date.parse(lastAnswer.date) + 500)
    return Number.isNaN(skew) ? undefined : skew
  }

  return Object.assign(send as Send, { skewMs })
}

/** Where a call stands when a try begins. */
interface SoFar {
  began: number
  tries: number
  /** An earlier try may have been carried out. */
  unclear: boolean
}

const circumstancesOf = (
  service: Service,
  { operation }: Call<unknown>,
  { began, tries, unclear }: SoFar,
  sent: Sent,
): Circumstances => ({
  service,
  operation,
  durationMs: Math.round(performance.now() - began),
  tries,
  sent: unclear ? 'unclear' : sent,
})

async function requestOf(call: Call<unknown>) {
  const headers: Record<string, string> = {
    accept: call.answer === 'text' || call.answer === 'nothing' ? '*/*' : 'application/json',
    'user-agent': 'smartcloud',
  }
  let body: string | undefined
  if (call.form) {
    headers['content-type'] = 'application/x-www-form-urlencoded'
    body = new URLSearchParams(await call.form()).toString()
  } else if (call.body !== undefined) {
    headers['content-type'] = 'application/json'
    body = JSON.stringify(call.body)
  }
  if (call.headers) Object.assign(headers, call.headers)
  if (call.token !== undefined) headers['authorization'] = `Bearer ${call.token}`
  return { headers, body }
}

function failureOf({ failed, detail }: HttpFailure, circumstances: (sent: Sent) => Circumstances) {
  switch (failed) {
    case 'internalAddress':
      throw new ForbiddenAddress('The name of an upstream leads into our own network.')
    case 'tooLarge':
      return new UpstreamSurprise('tooLarge', circumstances('unclear'), 'more than we read')
    case 'garbled':
      return new UpstreamSurprise('notJson', circumstances('unclear'), 'cannot be decompressed')
    case 'timeout':
    case 'reset':
      return new UpstreamUnreachable(failed, circumstances('unclear'), detail)
    default:
      return new UpstreamUnreachable(failed, circumstances('no'), detail)
  }
}

/** In seconds: a number, a date, or something else, which counts as 5. @see RFC 9110, 10.2.3 */
function waitingTime({ status, headers }: HttpAnswer, now: number): number | undefined {
  const text = headers['retry-after']
  if (text === undefined) return status === 429 ? UNREADABLE_WAIT_SECONDS : undefined
  if (/^\d{1,9}$/.test(text)) return Number(text)
  const seconds = Math.ceil((Date.parse(text) - now) / 1000)
  return /[a-z]/i.test(text) && seconds >= 0 ? seconds : UNREADABLE_WAIT_SECONDS
}

const PASSING = new Set([429, 500, 502, 503, 504])

/** How long to wait before the next try, in milliseconds; `undefined` when there shall be none. */
function pauseAfter(
  failure: UpstreamError,
  { repeat }: Call<unknown>,
  tries: number,
  random: () => number,
): number | undefined {
  if (tries >= MAX_TRIES || !isPassing(failure)) return undefined
  if (repeat === 'once' && failure.sent !== 'no') return undefined
  if (failure instanceof UpstreamRefused && failure.retryAfterSeconds !== undefined)
    return failure.retryAfterSeconds * 1000
  return random() * FIRST_PAUSE_MS * 2 ** (tries - 1)
}

/** Might the next try go better? */
function isPassing(failure: UpstreamError): boolean {
  if (failure instanceof UpstreamRefused) return PASSING.has(failure.upstreamStatus)
  if (failure instanceof UpstreamSurprise)
    return failure.what !== 'shape' && failure.what !== 'redirect'
  if (failure instanceof UpstreamUnreachable)
    return failure.reason !== 'tls' && failure.reason !== 'busy'
  return false
}

function logFailure(log: Log, failure: UpstreamError, { reference }: Action) {
  // 404 is how these APIs say that there is none, so nobody needs to look
  const status = failure instanceof UpstreamRefused ? failure.upstreamStatus : undefined
  log[status === 404 ? 'info' : 'warn'](failure.operation, {
    service: failure.service,
    ...(status !== undefined && { status }),
    failure: failure.message.slice(failure.operation.length + 2),
    sent: failure.sent,
    ms: failure.durationMs,
    tries: failure.tries,
    reference,
  })
}
