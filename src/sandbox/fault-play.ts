import express, { type Request, type RequestHandler, type Response } from 'express'
import { pipeline, Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { callOf } from './call-log.js'
import type { Fault, FaultKind } from './faults.js'
import { targetOf } from './targets.js'
import type { World } from './world.js'

/** Stands in front of the routers and plays the next fault that is lined up for the call. */
export function faultMiddleware({ faults }: World): RequestHandler {
  return (req, res, next) => {
    const target = targetOf(req.method, req.path)
    const fault = target && faults.take(target)
    if (!fault) return next()

    callOf(res).fault = fault.scenario ?? fault.kind
    if (fault.kind === 'scenario') {
      res.locals.fault = fault
      return next()
    }
    if (fault.kind === 'slow') return readThenWait(fault, req, res, next)

    const play = PLAYS[fault.kind]
    if (!fault.stores && !ALWAYS_STORES.has(fault.kind)) return play(fault, res)
    insteadOfTheAnswer(res, answer => play(fault, res, answer))
    next()
  }
}

/** The scenario that Maskinporten's token endpoint shall play for this call. */
export const scenarioOf = (res: Response): Fault | undefined =>
  res.locals.fault as Fault | undefined

const ALWAYS_STORES: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'wrong-content-type',
  'overlay',
  'store-then-reset',
  'store-then-hang',
  'store-late',
])

/** What the handler wanted to say. */
interface Answer {
  body: string
  send: (body?: string) => void
}

type Play = (fault: Fault, res: Response, answer?: Answer) => void

const PLAYS: Record<Exclude<FaultKind, 'slow' | 'scenario'>, Play> = {
  refuse: (_, res) => void res.socket?.destroy(),
  hang: () => {},
  reset: (fault, res) => {
    res.writeHead(fault.status ?? 200, { ...JSON_TYPE, 'content-length': '1000' })
    res.write('{"id":"49469a5e-6b91-46e7-', () => res.socket?.destroy())
  },
  'slow-drip': (fault, res) => {
    res.writeHead(fault.status ?? 200, JSON_TYPE)
    res.write('{"id":"')
    const drip = setInterval(() => res.write('a'), fault.delayMs ?? 100)
    res.on('close', () => clearInterval(drip))
  },
  'truncated-json': (fault, res) => {
    replace(res, fault.status ?? 200, '{"id":"49469a5e-6b91-46e7-', JSON_TYPE)
  },
  'html-200': (fault, res) => {
    const page = '<!doctype html><title>Log in</title><h1>Please log in to continue</h1>'
    replace(res, 200, asText(fault.body) ?? page, HTML_TYPE)
  },
  'wrong-content-type': (fault, res, answer) => {
    res.setHeader('content-type', fault.headers?.['content-type'] ?? 'text/plain; charset=utf-8')
    answer?.send()
  },
  'wrong-shape': (fault, res) => {
    replace(res, fault.status ?? 200, asText(fault.body) ?? '{"unexpected":true}', JSON_TYPE)
  },
  overlay: (fault, res, answer) => {
    if (fault.status) res.statusCode = fault.status
    answer?.send(overlaid(answer.body, fault.body))
  },
  huge: (fault, res) => {
    res.writeHead(200, JSON_TYPE)
    pipeline(padding(fault), res, () => {})
  },
  'gzip-bomb': (fault, res) => {
    res.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' })
    pipeline(padding(fault), createGzip(), res, () => {})
  },
  redirect: (fault, res) => {
    const location = fault.location ?? 'https://elsewhere.invalid/'
    replace(res, fault.status ?? 302, '', { location })
  },
  status: (fault, res) => {
    const { body, status = 500 } = fault
    const isProblem = body !== null && typeof body === 'object' && 'status' in body
    const type = isProblem ? PROBLEM_TYPE : typeof body === 'object' ? JSON_TYPE : HTML_TYPE
    replace(res, status, asText(body) ?? '', { ...(body !== undefined && type), ...fault.headers })
  },
  'store-then-reset': (_, res) => void res.socket?.destroy(),
  'store-then-hang': () => {},
  'store-late': (fault, _, answer) => afterwards(fault, () => answer?.send()),
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }
const PROBLEM_TYPE = { 'content-type': 'application/problem+json' }
const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' }

const asText = (body: unknown) =>
  body === undefined || typeof body === 'string' ? body : JSON.stringify(body)

/** Forgets what the handler may have set, and says this instead. */
function replace(res: Response, status: number, body: string, headers: Record<string, string>) {
  for (const name of res.getHeaderNames()) if (name !== 'date') res.removeHeader(name)
  res.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) })
  res.end(body)
}

/** Lets the handler finish without a byte leaving; works for answers sent in one piece, as ours. */
function insteadOfTheAnswer(res: Response, play: (answer: Answer) => void): void {
  const end = res.end
  res.end = ((chunk?: unknown, encoding?: unknown) => {
    res.end = end
    const body = Buffer.isBuffer(chunk)
      ? chunk.toString()
      : typeof chunk === 'string'
        ? Buffer.from(chunk, encoding as BufferEncoding).toString()
        : ''
    play({
      body,
      send(other = body) {
        if (body !== '' || other !== '') res.setHeader('content-length', Buffer.byteLength(other))
        res.end(other)
      },
    })
    return res
  }) as typeof res.end
}

/** A JSON merge patch (RFC 7396), one level deep. An answer that is no JSON object stays as it is. */
function overlaid(answer: string, patch: unknown): string {
  try {
    const merged: Record<string, unknown> = { ...JSON.parse(answer), ...(patch as object) }
    return JSON.stringify(merged, (_, value) => (value === null ? undefined : value))
  } catch {
    return answer
  }
}

function padding({ bytes = 50_000_000 }: Fault): Readable {
  const piece = 'a'.repeat(64 * 1024)
  return Readable.from(
    (function* () {
      yield '{"padding":"'
      for (let sent = 0; sent < bytes; sent += piece.length) yield piece
      yield '"}'
    })(),
  )
}

/** The body is read first: once the caller hangs up there would be nothing left to read. */
function readThenWait(fault: Fault, req: Request, res: Response, next: (error?: unknown) => void) {
  const read = req.is('json') ? readJson : readText
  read(req, res, error => (error ? next(error) : afterwards(fault, () => next())))
}

const readJson = express.json({ strict: false })
const readText = express.text({ type: () => true })

/** Does not keep a closing sandbox alive. */
function afterwards({ delayMs = 1_000 }: Fault, act: () => void): void {
  setTimeout(act, delayMs).unref()
}
