import type { Request, RequestHandler, Response } from 'express'
import { decodeAssertion, readAssertion } from '../grants/grant.js'
import { PRIVATE_MEMBERS } from '../state/clients.js'
import { targetOf, type Target } from './targets.js'
import type { World } from './world.js'

/** One request that reached the sandbox. Holds nothing anybody could sign in or sign with. */
export interface Call {
  /** Epoch milliseconds, by the sandbox's clock. */
  at: number
  method: string
  /** With its query. */
  path: string
  target?: Target
  /** Absent while underway, and for good when the caller never got an answer. */
  status?: number
  /** The claims of the bearer token; the token itself is not kept. */
  bearer?: unknown
  body?: unknown
  /** The decoded grant of a `POST /token`. */
  header?: Record<string, unknown>
  claims?: Record<string, unknown>
  /** The claims of the id_token that was answered. */
  idToken?: object
  /** What became of the grant: `ok`, or the key of the refusal. */
  outcome?: string
  /** The fault that was played, by its kind. */
  fault?: string
  /** What went wrong inside the sandbox, when it answered 500 against its will. */
  failure?: string
}

export type CallFilter = Target | ((call: Call) => boolean)

export interface CallLog {
  record(call: Call): Call
  /** Oldest first. */
  list(filter?: CallFilter): readonly Call[]
  count(filter?: CallFilter): number
  clear(): void
}

export function createCallLog({ capacity = 1_000 } = {}): CallLog {
  const calls: Call[] = []
  const list = (filter: CallFilter = () => true) =>
    calls.filter(typeof filter === 'function' ? filter : call => call.target === filter)

  return {
    record(call) {
      calls.push(call)
      if (calls.length > capacity) calls.shift()
      return call
    },
    list,
    count: filter => list(filter).length,
    clear: () => void calls.splice(0),
  }
}

/** Writes every call down when it comes, so that one which is never answered is seen as well. */
export function logCalls(world: World): RequestHandler {
  return (req, res, next) => {
    const target = targetOf(req.method, req.path)
    const call = world.calls.record({
      at: world.now(),
      method: req.method,
      path: withoutSignatures(req.originalUrl),
      ...(target && { target }),
    })
    res.locals.call = call
    const bearer = claimsOfBearer(req)
    if (bearer !== undefined) call.bearer = bearer
    res.on('close', () => {
      if (res.writableFinished) call.status = res.statusCode
      noteBody(req, res)
    })
    next()
  }
}

/** The entry of the call that is being answered, for what only the handler knows. */
export const callOf = (res: Response): Call => res.locals.call as Call

/** For whoever wonders why the sandbox answered 500; calls of the desk itself are not logged. */
export function noteFailure(res: Response, error: unknown): void {
  const call = res.locals.call as Call | undefined
  if (call) call.failure = String(error)
}

/** Writes down what has been read of the body, once somebody has read it. */
export function noteBody({ body }: Request, res: Response): void {
  const call = callOf(res)
  if (call.target === 'maskinporten.token') {
    Object.assign(call, typeof body === 'string' && grantIn(body))
  } else if (call.target === 'oidc.token') {
    if (typeof body === 'string') call.body = withoutSecrets(body)
  } else if (body !== undefined && body !== null) {
    call.body = asKept(body)
  }
}

/** Without what anybody could sign in or sign with. */
function asKept(body: unknown): unknown {
  try {
    const json = JSON.stringify(body, withoutPrivateKey)
    return json.length > LONGEST_BODY ? 'too long to keep' : JSON.parse(withoutSignatures(json))
  } catch {
    return 'too deep to keep' // lists in lists in lists, by the thousand
  }
}

/** Somebody may send a whole key where its public half is asked for. */
function withoutPrivateKey(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('kty' in value)) return value
  const members = Object.entries(value).filter(([name]) => !PRIVATE_MEMBERS.includes(name))
  return Object.fromEntries(members)
}

/** Header and claims; nothing of a grant that cannot be read. */
function grantIn(form: string): Pick<Call, 'header' | 'claims'> {
  try {
    return decodeAssertion(readAssertion(form))
  } catch {
    return {}
  }
}

/** What a form for a code's tokens holds, but for what proves anything. */
function withoutSecrets(form: string): Record<string, string> {
  const fields = [...new URLSearchParams(form)]
  return Object.fromEntries(
    fields.map(([name, value]) => [name, PROOFS.includes(name) ? '…' : withoutSignatures(value)]),
  )
}
const PROOFS = ['code', 'code_verifier', 'client_secret']

function claimsOfBearer(req: Request): unknown {
  const [scheme, token] = (req.get('authorization') ?? '').split(' ')
  if (!token || scheme?.toLowerCase() !== 'bearer') return undefined
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  } catch {
    return 'unreadable'
  }
}

const LONGEST_BODY = 64 * 1024

const JWT = /\b(eyJ[\w-]*\.[\w-]*)\.[\w-]+/g

const withoutSignatures = (text: string) => text.replace(JWT, '$1.…')
