import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { newKeyPem } from './reference-call.mjs'

const SERVER = join(import.meta.dirname, '../run/server.js')
const BARE = `require('node:http').createServer().listen(0, '127.0.0.1', () => console.log('listening'))`

/**
 * Milliseconds from starting the process until it says that it listens: a bare `node:http`, and the
 * SmartCloud as `npm start` runs it, with settings and an embedded database that has its tables.
 * Both get the environment of whoever measures: NODE_EXTRA_CA_CERTS, for one, slows every start.
 */
export async function measureStartUp({ rounds, folder, flags }) {
  const env = {
    ...process.env,
    UPSTREAMS: 'sandbox',
    SANDBOX_URL: 'http://127.0.0.1:9', // starting asks nobody
    BASE_URL: 'http://localhost:3000',
    PORT: '0',
    SESSION_SECRET: 'only for measuring how long it takes to start',
    DATABASE_FILE: join(folder, 'start-up.db'),
    MASKINPORTEN_CLIENT_ID: 'bench',
    MASKINPORTEN_KEY: newKeyPem(),
    MASKINPORTEN_KID: 'bench',
    SYSTEM_ID: '991825827_smartcloud',
  }
  const results = { bare: [], smartcloud: [] }
  for (let round = 0; round <= rounds; round++) {
    const bare = await millisecondsToListen(['-e', BARE], { cwd: folder, env })
    const smartcloud = await millisecondsToListen([...flags, SERVER], { cwd: folder, env })
    if (round === 0) continue
    results.bare.push(bare)
    results.smartcloud.push(smartcloud)
  }
  return results
}

/** The working directory is one without an `.env` that could say something else. */
async function millisecondsToListen(args, options) {
  const began = performance.now()
  const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  try {
    let said = ''
    for await (const data of child.stdout) {
      said += data
      if (said.includes('listening')) return performance.now() - began
    }
    throw new Error(`${args.at(-1)} ended before it listened`)
  } finally {
    child.kill()
    await ended
  }
}
