import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { startAction } from '../../src/action.js'
import type { LogFields } from '../../src/log.js'
import { createSend, type Call, type SendDeps } from '../../src/upstream/send.js'

/** One request as it arrived. */
export interface Seen {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: string
}

/** What the upstream does with one request; `socket` for what no honest server would do. */
export type Behaviour = (res: ServerResponse, socket: Socket, seen: Seen) => void

/** A real server on a free port that behaves as told: by turns, and the last way for ever. */
export async function openUpstream(...behaviours: [Behaviour, ...Behaviour[]]) {
  const seen: Seen[] = []
  const server = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', chunk => chunks.push(chunk))
    req.on('end', () => {
      const one = {
        method: req.method!,
        path: req.url!,
        headers: req.headers,
        body: Buffer.concat(chunks).toString(),
      }
      seen.push(one)
      const behave = behaviours[Math.min(seen.length, behaviours.length) - 1]!
      behave(res, req.socket, one)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>(resolve => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  onTestFinished(close)
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, port, seen, server, close }
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Behaviour =>
  res => {
    res.writeHead(status, { 'content-type': 'application/json', ...headers })
    res.end(typeof body === 'string' ? body : JSON.stringify(body))
  }

/** Sends to one origin, sleeps at once, and remembers what it logged and how long it slept. */
export function openSend(deps: Pick<SendDeps, 'origin'> & Partial<SendDeps>) {
  const lines: { level: string; event: string; fields: LogFields }[] = []
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}) =>
      void lines.push({ level, event, fields })
  const slept: number[] = []
  const send = createSend({
    service: 'altinn',
    allowLoopback: true,
    log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
    random: () => 0.5,
    sleep: async ms => void slept.push(ms),
    ...deps,
  })
  return { send, lines, slept }
}

export const SECRET_TOKEN = 'eyJtoken.THE-SECRET-TOKEN.signature'
export const SECRET_ASSERTION = 'eyJassertion.THE-SECRET-ASSERTION.signature'

/** A call that carries both secrets. */
export const callWith = <A>(call: Pick<Call<A>, 'answer'> & Partial<Call<A>>): Call<A> => ({
  operation: 'altinn: try something',
  method: 'GET',
  path: '/thing',
  token: SECRET_TOKEN,
  form: async () => ({ assertion: SECRET_ASSERTION }),
  repeat: 'repeatable',
  ...call,
})

export const anAction = (limitMs = 5_000) => startAction('a-reference', limitMs)
