import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { stateFromSeed, type Seed } from './seed.js'
import { startSandbox } from './server.js'

/*
 * The sandbox by itself: node dist/sandbox/run.js [--port 3001] [--host localhost] [--seed FILE]
 * The file holds a whole seed as JSON, in the form of `seed.ts`.
 */

try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '3001' },
      host: { type: 'string', default: 'localhost' },
      seed: { type: 'string' },
    },
  })
  const { seed: file } = values
  const sandbox = await startSandbox({
    port: portFrom(values.port),
    host: values.host,
    ...(file !== undefined && { seed: await seedFrom(file) }),
  })

  console.log(`The sandbox answers at ${sandbox.origin}

  Maskinporten   ${sandbox.issuer}
  Altinn         ${sandbox.origin}/authentication/api/v1
  The APIs       ${sandbox.origin}/api, ${sandbox.origin}/v1/regnskapssystem
  For tests      ${sandbox.origin}/_sandbox

Stop it with Ctrl+C.`)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void sandbox.close())
} catch (error) {
  console.error(`The sandbox cannot start: ${(error as Error).message}`)
  process.exitCode = 1
}

function portFrom(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new Error(`--port must be a number from 0 to 65535, not ${text}`)
}

async function seedFrom(file: string): Promise<Seed> {
  const text = await readFile(file, 'utf8')
  try {
    const seed = JSON.parse(text) as Seed
    stateFromSeed(seed)
    return seed
  } catch (error) {
    throw new Error(`${file} is no seed (${(error as Error).message})`)
  }
}
