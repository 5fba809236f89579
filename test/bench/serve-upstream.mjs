import { createServer } from 'node:net'
import { takePart } from './contestant.mjs'
import { BEARER, SYSTEM_USER_TOKEN } from './reference-call.mjs'

/**
 * Maskinporten and a reference API at once, on raw sockets, so that neither is the bottleneck. The
 * API answers 300 bytes of JSON to whoever brings the token, and 401 to everybody else.
 */
const api = padded(300, {
  status: 'OK',
  shipmentStatus: 'InTransit',
  importStatus: 'Cleared',
  exportStatus: 'None',
  transitStatus: 'None',
  createTime: '2026-11-20T08:00:00Z',
})
const token = JSON.stringify({
  access_token: SYSTEM_USER_TOKEN,
  token_type: 'Bearer',
  expires_in: 600,
})
const ANSWERS = { api: answer(200, api), token: answer(200, token), refused: answer(401, '{}') }

const server = createServer(socket => {
  socket.setNoDelay()
  socket.on('error', () => socket.destroy())
  let arrived = ''
  socket.on('data', data => {
    arrived += data.toString('latin1')
    const end = arrived.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = arrived.slice(0, end)
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
    if (arrived.length < end + 4 + length) return
    arrived = ''
    if (head.startsWith('POST /token ')) socket.write(ANSWERS.token)
    else socket.write(head.includes(BEARER) ? ANSWERS.api : ANSWERS.refused)
  })
})
server.listen(0, '127.0.0.1', () => takePart(server.address().port))

function answer(status, body) {
  return Buffer.from(
    `HTTP/1.1 ${status} -\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${body.length}\r\nCache-Control: no-store\r\n\r\n${body}`,
  )
}

/** JSON of exactly this length. */
function padded(length, fields) {
  const bare = JSON.stringify({ ...fields, padding: '' })
  // In words, as answers are: something long in one piece is looked at as if it were a secret.
  return JSON.stringify({
    ...fields,
    padding: 'word '.repeat(length).slice(0, length - bare.length),
  })
}
