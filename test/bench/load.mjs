import { connect } from 'node:net'

/**
 * Visitors who each ask for the same page over and over, on a connection they keep: as soon as an
 * answer is whole, the next request leaves. Raw sockets, so that the load costs less than what is
 * measured.
 *
 * @param order.ms how long, and longer if there have not been so many `answers` by then
 * @returns how many answers came, and per second
 * @throws when an answer is anything but a 200
 */
export async function load({ port, path, headers = {}, visitors = 50, ms, answers = 0 }) {
  const lines = Object.entries({ Host: `localhost:${port}`, ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`)
  const began = performance.now()
  let came = 0
  const goesOn = () => ++came < answers || performance.now() - began < ms
  await Promise.all(Array.from({ length: visitors }, () => visit(port, request, goesOn)))
  return { answers: came, perSecond: (came / (performance.now() - began)) * 1000 }
}

/** Asks again after every answer for as long as `goesOn` says so. */
function visit(port, request, goesOn) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay()
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
      head = ''
      missing = undefined
      if (goesOn()) return socket.write(request)
      socket.end()
      resolve()
    })
  })
}

function lengthOf(head) {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error('An answer did not say how long it is')
  return Number(length)
}
