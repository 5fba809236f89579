import { connect } from 'node:net'

/**
 * Visitors who each ask for the same page over and over, on a connection they keep: as soon as an
 * answer is whole, the next request leaves. Raw sockets, so that the load costs less than what is
 * measured.
 *
 * @returns how many answers came, and per second
 * @throws when an answer is anything but a 200
 */
export async function load({ port, path, headers = {}, visitors = 50, ms }) {
  const lines = Object.entries({ Host: `localhost:${port}`, ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`)
  const began = performance.now()
  const isOver = () => performance.now() - began >= ms
  const counts = await Promise.all(
    Array.from({ length: visitors }, () => visit(port, request, isOver)),
  )
  const answers = counts.reduce((sum, count) => sum + count)
  return { answers, perSecond: (answers / (performance.now() - began)) * 1000 }
}

function visit(port, request, isOver) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay()
    let answers = 0
    let head = ''
    /** Bytes of the body that have not come yet; undefined while the head has not ended. */
    let missing

    socket.on('connect', () => socket.write(request))
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('The server hung up')))
    socket.on('data', data => {
      if (missing === undefined) {
        head += data.toString('latin1')
        const end = head.indexOf('\r\n\r\n')
        if (end < 0) return
        missing = lengthOf(head) - (head.length - end - 4)
      } else missing -= data.length
      if (missing > 0) return

      if (!head.startsWith('HTTP/1.1 200 ')) {
        socket.destroy()
        return reject(new Error(`Answered ${head.slice(0, head.indexOf('\r\n'))}`))
      }
      answers++
      head = ''
      missing = undefined
      if (!isOver()) return socket.write(request)
      socket.end()
      resolve(answers)
    })
  })
}

function lengthOf(head) {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error('An answer did not say how long it is')
  return Number(length)
}
