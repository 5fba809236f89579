import express, { type RequestHandler, type Response } from 'express'
import { pipeline, Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { callOf, noteBody } from './call-log.js'
import { faultIn } from './fault-orders.js'
import type { Fault, FaultKind, Scenario } from './faults.js'
import { targetOf } from './targets.js'
import type { World } from './world.js'

/**
 * Stands in front of the routers and plays the fault that the call brings along, or else the next
 * that is lined up for it. The body
 * is read first: for the call log, and because there is nothing left to read once the caller has
 * hung up.
 */
export function faultMiddleware(world: World): RequestHandler {
  return (req, res, next) => {
    const target = targetOf(req.method, req.path)
    if (!target) return next()
    const own = faultIn(world, req, target)
    if (own && 'problem' in own) return void res.status(400).json(own)
    const fault = own ?? world.faults.take(target)
    if (!fault) return next()

    callOf(res).fault = fault.scenario ?? fault.kind
    const read = target === 'maskinporten.token' || target === 'oidc.token' ? readText : readJson
    read(req, res, (problem?: unknown) => {
      noteBody(req, res)
      try {
        play(fault, res, () => next(problem))
      } catch (error) {
        next(error) // a header or an address that cannot be sent
      }
    })
  }
}

const readText = express.text({ type: () => true, limit: '64kb' })
const readJson = express.json({ type: () => true, strict: false, limit: '10mb' })

/** The scenario that the handler shall play for this call: one of its own target's. */
export const scenarioOf = <S extends Scenario>(res: Response) =>
  res.locals.scenario as (Fault & { scenario: S }) | undefined

function play(fault: Fault, res: Response, handle: () => void): void {
  const replacement = REPLACEMENTS[fault.kind]
  const stores = fault.stores || fault.kind.startsWith('store-')
  if (replacement && !stores) return replacement(fault, res)

  if (fault.kind === 'slow') return later(fault, handle)
  if (fault.kind === 'scenario') res.locals.scenario = fault
  else if (replacement) holdAnswer(res, () => replacement(fault, res))
  else holdAnswer(res, answer => DISTORTIONS[fault.kind]?.(fault, res, answer))
  handle()
}

/** What is said instead of an answer; by a fault that stores, when the handler has had its say. */
const REPLACEMENTS: Partial<Record<FaultKind, (fault: Fault, res: Response) => void>> = {
  refuse: (_, res) => void res.socket?.destroy(),
  'store-then-reset': (_, res) => void res.socket?.destroy(),
  hang: () => {},
  'store-then-hang': () => {},
  reset: ({ status = 200 }, res) => {
    begin(res, status, { ...JSON_TYPE, 'content-length': '1000' })
    res.write(HALF_A_DOCUMENT, () => res.socket?.destroy())
  },
  'slow-drip': ({ status = 200, delayMs = 100 }, res) => {
    begin(res, status, JSON_TYPE)
    res.write('{"id":"')
    const drip = setInterval(() => res.write('a'), delayMs)
    res.on('close', () => clearInterval(drip))
  },
  'truncated-json': ({ status = 200 }, res) => say(res, status, HALF_A_DOCUMENT, JSON_TYPE),
  'html-200': ({ body = LOG_IN_PAGE }, res) => say(res, 200, asText(body), HTML_TYPE),
  'wrong-shape': ({ status = 200, body = { unexpected: true } }, res) =>
    say(res, status, asText(body), JSON_TYPE),
  huge: ({ bytes }, res) => {
    begin(res, 200, JSON_TYPE)
    pipeline(padding(bytes), res, () => {})
  },
  'gzip-bomb': ({ bytes }, res) => {
    begin(res, 200, { ...JSON_TYPE, 'content-encoding': 'gzip' })
    pipeline(padding(bytes), createGzip(), res, () => {})
  },
  redirect: ({ status = 302, location = 'https://elsewhere.invalid/' }, res) =>
    say(res, status, '', { location }),
  status: ({ status = 500, body, headers }, res) =>
    say(res, status, asText(body), { ...typeOf(body), ...headers }),
}

/** What becomes of the handler's answer on its way out. */
const DISTORTIONS: Partial<
  Record<FaultKind, (fault: Fault, res: Response, answer: Answer) => void>
> = {
  'wrong-content-type': ({ headers }, res, { send }) => {
    res.setHeader('content-type', headers?.['content-type'] ?? 'text/plain; charset=utf-8')
    send()
  },
  overlay: ({ status, body }, res, answer) => {
    if (status) res.statusCode = status
    answer.send(overlaid(answer.body, body))
  },
  'store-late': (fault, _, { send }) => later(fault, () => send()),
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }
const PROBLEM_TYPE = { 'content-type': 'application/problem+json' }
const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' }

const HALF_A_DOCUMENT = '{"id":"49469a5e-6b91-46e7-'
const LOG_IN_PAGE = '<!doctype html><title>Log in</title><h1>Please log in to continue</h1>'

function typeOf(body: unknown): Record<string, string> {
  if (body === undefined) return {}
  if (typeof body === 'string') return HTML_TYPE
  return isObject(body) && 'status' in body ? PROBLEM_TYPE : JSON_TYPE
}

function asText(body: unknown): string {
  if (body === undefined) return ''
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** Forgets what the handler may have set, but for the date. */
function begin(res: Response, status: number, headers: Record<string, string>): void {
  for (const name of res.getHeaderNames()) if (name !== 'date') res.removeHeader(name)
  res.writeHead(status, headers)
}

function say(res: Response, status: number, body: string, headers: Record<string, string>): void {
  begin(res, status, { ...headers, 'content-length': String(Buffer.byteLength(body)) })
  res.end(body)
}

/** What the handler wanted to say. */
interface Answer {
  body: string
  /** Says it, or something else in its place. */
  send(body?: string): void
}

/** Lets the handler finish without a byte leaving; works for answers sent in one piece, as ours. */
function holdAnswer(res: Response, then: (answer: Answer) => void): void {
  const end = res.end
  res.end = ((chunk: string | Buffer = '') => {
    res.end = end
    const original = chunk.toString()
    then({
      body: original,
      send(body = original) {
        if (body !== original) res.setHeader('content-length', Buffer.byteLength(body))
        res.end(body)
      },
    })
    return res
  }) as typeof res.end
}

/** Its top members replaced, or taken away by `null`. What is no JSON object stays as it is. */
function overlaid(answer: string, patch: unknown): string {
  try {
    const original: unknown = JSON.parse(answer)
    if (!isObject(original) || !isObject(patch)) return answer
    const members = Object.entries({ ...original, ...patch })
    return JSON.stringify(Object.fromEntries(members.filter(([name]) => patch[name] !== null)))
  } catch {
    return answer
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

function padding(bytes = 50_000_000): Readable {
  const piece = 'a'.repeat(64 * 1024)
  return Readable.from(
    (function* () {
      yield '{"padding":"'
      for (let sent = 0; sent < bytes; sent += piece.length) yield piece
      yield '"}'
    })(),
  )
}

/** Does not keep a closing sandbox alive. */
function later({ delayMs = 1_000 }: Fault, act: () => void): void {
  setTimeout(act, delayMs).unref()
}
