import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/**
 * An address where nobody answers until the gate is opened: connections are refused, as by a server
 * that is down. Opened, it passes everything on, and remembers it.
 */
export async function createGate() {
  const sockets = new Set<Socket>()
  const passed: Buffer[] = []
  let goTo: URL | undefined
  const server = createServer(visitor => {
    const beyond = connect(Number(goTo?.port), goTo?.hostname)
    for (const socket of [visitor, beyond]) {
      sockets.add(socket)
      socket
        .on('error', () => socket.destroy())
        .on('close', () => sockets.delete(socket))
        .on('data', (bytes: Buffer) => passed.push(bytes))
    }
    visitor.pipe(beyond).pipe(visitor)
  })
  const listen = (port: number) =>
    new Promise<number>(resolve =>
      server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
    )
  const shut = () =>
    new Promise<void>(resolve => {
      for (const socket of sockets) socket.destroy()
      server.close(() => resolve())
    })
  const port = await listen(0)
  await shut()
  onTestFinished(async () => {
    if (server.listening) await shut()
  })

  return {
    origin: `http://127.0.0.1:${port}`,
    async open(origin: string) {
      goTo = new URL(origin)
      await listen(port)
    },
    shut,
    /** All that went through, in both directions. */
    traffic: () => Buffer.concat(passed).toString('latin1'),
  }
}
