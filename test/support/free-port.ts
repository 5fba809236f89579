import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * One that nobody listens on, for a program of its own. Below those that systems give to outgoing
 * connections: a port of theirs may be taken before the program has it, or while it starts anew.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 30_000)
    if (await isFree(port)) return port
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, () => server.close(() => resolve(true)))
  })
