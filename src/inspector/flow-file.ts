import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { Cut } from './cut.js'
import { LANES, type Flow, type Message, type SeenJwt, type Step } from './flow.js'
import { MOST_STEPS } from './recorder.js'

/** What may be read, in bytes: a flow with all its bodies is seldom a tenth of it. */
export const MOST_OF_A_FILE = 2_000_000

const VERSION = 1

/** A flow to take away, that opens in Røntgen on another machine. */
export function toFile({ id: _id, isImported: _imported, ...flow }: Flow): string {
  return `${JSON.stringify({ smartcloudFlow: VERSION, ...flow }, null, 2)}\n`
}

export type FileProblem = 'notJson' | 'notAFlow' | 'version' | 'tooManySteps' | 'empty' | 'unsafe'

/** Words and addresses of ours; what upstreams said may be anything, and is shown as text. */
const plain = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^<>]*$/)
const instant = z.number().int().min(0).max(8.64e15)

const FileBody = z.strictObject({
  kind: z.enum(['json', 'form', 'text', 'binary']),
  text: z.string().max(100_000),
  bytes: z.number().int().min(0),
  isCut: z.literal(true).optional(),
})
const FileMessage = z.strictObject({
  headers: z
    .array(z.tuple([z.string().regex(/^[a-z][a-z-]{0,40}$/), z.string().max(4_000)]))
    .max(30),
  body: FileBody.optional(),
})
const FileJwt = z.strictObject({
  place: z.enum(['request', 'response', 'kept']),
  fingerprint: z.string().regex(/^[\da-f]{6}$/),
  parts: z.number().int().min(1).max(1_000_000),
  header: z.string().max(20_000).optional(),
  payload: z.string().max(20_000).optional(),
})
const FileStep = z.strictObject({
  kind: z.enum(['call', 'kept', 'redirect']),
  operation: z.string().regex(/^[\p{L}\d’ -]{1,60}: [\p{L}\d’ -]{1,80}$/u),
  from: z.enum(LANES),
  to: z.enum(LANES),
  at: z.number().min(0).max(8.64e15),
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
  url: plain(4_000)
    .regex(/^https?:\/\//)
    .optional(),
  status: z.number().int().min(100).max(599).optional(),
  durationMs: z.number().min(0).optional(),
  failure: z
    .string()
    .regex(/^[A-Za-z]{1,30}$/)
    .optional(),
  request: FileMessage.optional(),
  response: FileMessage.optional(),
  usedToken: z
    .string()
    .regex(/^[\da-f]{6}$/)
    .optional(),
  tokens: z.array(FileJwt).max(20),
})
const FlowFile = z.strictObject({
  smartcloudFlow: z.literal(VERSION),
  journey: z.enum(['access', 'change', 'clients', 'data', 'look']),
  organisationNumber: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
  startedAt: instant,
  updatedAt: instant,
  steps: z.array(FileStep).min(1).max(MOST_STEPS),
  missing: z.number().int().min(0).max(1_000_000),
})

/** Looked at first, so that somebody learns which of the things that may be wrong it is. */
const Envelope = z.looseObject({ smartcloudFlow: z.unknown(), steps: z.unknown() })

/**
 * A flow from a file that somebody brought. Whatever it holds is cut as if it had just been seen: a
 * file is no way to put a token on a page.
 */
export function readFile(
  bytes: Uint8Array,
  cut: Cut,
): { ok: true; flow: Flow } | { ok: false; problem: FileProblem } {
  if (bytes.length === 0) return { ok: false, problem: 'empty' }
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return { ok: false, problem: 'notJson' }
  }
  const envelope = Envelope.safeParse(value)
  if (!envelope.success || envelope.data.smartcloudFlow === undefined)
    return { ok: false, problem: 'notAFlow' }
  if (envelope.data.smartcloudFlow !== VERSION) return { ok: false, problem: 'version' }
  const { steps } = envelope.data
  if (Array.isArray(steps) && steps.length > MOST_STEPS)
    return { ok: false, problem: 'tooManySteps' }
  const read = FlowFile.safeParse(value)
  if (!read.success)
    return { ok: false, problem: MARKUP.test(JSON.stringify(value)) ? 'unsafe' : 'notAFlow' }
  const { smartcloudFlow: _version, ...flow } = withoutUndefined(read.data)
  return {
    ok: true,
    flow: {
      ...flow,
      id: randomBytes(12).toString('base64url'),
      steps: flow.steps.map(step => cutStep(step, cut)),
      isImported: true,
    },
  }
}

const MARKUP = /<|javascript:/i

/** What was left out of a file is not there, rather than there and undefined. */
const withoutUndefined = (read: z.infer<typeof FlowFile>) =>
  JSON.parse(JSON.stringify(read)) as Omit<Flow, 'id'> & { smartcloudFlow: number; steps: Step[] }

function cutStep(step: Step, cut: Cut): Step {
  const message = ({ headers, body }: Message): Message => ({
    headers: headers.map(([name, value]) => [name, cut.text(value)]),
    ...(body && { body: { ...body, text: cut.text(body.text) } }),
  })
  const jwt = ({ header, payload, ...rest }: SeenJwt): SeenJwt => ({
    ...rest,
    ...(header !== undefined && { header: cut.text(header) }),
    ...(payload !== undefined && { payload: cut.text(payload) }),
  })
  return {
    ...step,
    ...(step.url !== undefined && { url: cut.text(step.url) }),
    ...(step.request && { request: message(step.request) }),
    ...(step.response && { response: message(step.response) }),
    tokens: step.tokens.map(jwt),
  }
}
