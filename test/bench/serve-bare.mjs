import { Agent, createServer, request } from 'node:http'
import { takePart } from './contestant.mjs'

/*
 * The least a Node server can do: what ours are measured beside.
 *
 *     proxy <port>     passes every request on with a token, and the answer back
 *     page <bytes>     answers with as many bytes of HTML
 */
const [kind, argument] = process.argv.slice(2)

async function proxy(port) {
  const { BEARER } = await import('./reference-call.mjs')
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const headers = { Authorization: BEARER, Accept: 'application/json' }
  return (req, res) => {
    request({ host: '127.0.0.1', port, path: req.url, agent, headers }, answer => {
      res.writeHead(answer.statusCode, {
        'Content-Type': answer.headers['content-type'],
        'Content-Length': answer.headers['content-length'],
      })
      answer.pipe(res)
    })
      .on('error', () => res.writeHead(502).end())
      .end()
  }
}

async function page(bytes) {
  const body = 'x'.repeat(bytes)
  return (_req, res) => {
    res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': bytes })
    res.end(body)
  }
}

const server = createServer(await { proxy, page }[kind](Number(argument)))
server.listen(0, '127.0.0.1', () => takePart(server.address().port))
