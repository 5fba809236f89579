import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readSeedText, type SeedFile } from './rows/seed-file.js'
import { startSandbox, type Sandbox } from './server.js'

/* The sandbox by itself. */

const USAGE = `npm run sandbox -- [options]

  --port 3001       where it listens; 0 takes any free port
  --host localhost  on which of this machine's addresses
  --seed FILE       what is there at the beginning: JSON, see README.md
  --issuer URL      what Maskinporten calls itself, such as https://test.maskinporten.no/
  --altinn URL      what Altinn's APIs call themselves, such as https://platform.tt02.altinn.no
  --altinn-ui URL   what Altinn's pages call themselves, such as https://am.ui.tt02.altinn.no
  --help            these lines`

async function run(values: {
  port: string
  host: string
  seed?: string | undefined
  issuer?: string | undefined
  altinn?: string | undefined
  'altinn-ui'?: string | undefined
}): Promise<void> {
  const { host, seed: file, issuer, altinn: platform, 'altinn-ui': ui } = values
  const sandbox = await startSandbox({
    port: portFrom(values.port),
    host,
    ...(file !== undefined && { seed: await seedFrom(file) }),
    names: { ...(issuer && { issuer }), ...(platform && { platform }), ...(ui && { ui }) },
  })
  console.log(welcome(sandbox))
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void sandbox.close())
}

const welcome = ({ origin, names }: Sandbox) => `The sandbox answers at ${origin}

  Maskinporten   ${origin}/token${named(names.issuer, origin)}
  Altinn         ${origin}/authentication/api/v1${named(names.platform, origin)}
  Its pages      ${origin}/${named(names.ui, origin)}
  The APIs       ${origin}/api, ${origin}/v1/regnskapssystem
  Log-in         ${origin}/idp (OpenID Connect)
  For tests      ${origin}/_sandbox

Register a client of your own with its public key (JWK), for a vendor and a system that are there:

  curl ${origin}/_sandbox/clients -d '{
    "orgNo": "991825827", "systemId": "991825827_smartcloud", "jwks": { "keys": [ … ] } }'

README.md, "Your own client against the sandbox", goes all the way from a key to an API's answer.
Stop with Ctrl+C.`

const named = (name: string, origin: string) =>
  new URL(name).origin === new URL(origin).origin ? '' : `   as ${name}`

function portFrom(text: string): number {
  const port = Number(text)
  if (text !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new Error(`--port must be a number from 0 to 65535, not ${text}`)
}

async function seedFrom(file: string): Promise<SeedFile> {
  const text = await readFile(file, 'utf8')
  try {
    return readSeedText(text)
  } catch (error) {
    throw new Error(`${file} is no seed:\n${(error as Error).message}`)
  }
}

try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '3001' },
      host: { type: 'string', default: 'localhost' },
      seed: { type: 'string' },
      issuer: { type: 'string' },
      altinn: { type: 'string' },
      'altinn-ui': { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) console.log(USAGE)
  else await run(values)
} catch (error) {
  const { message, code } = error as NodeJS.ErrnoException
  console.error(`The sandbox cannot start: ${message}`)
  if (code?.startsWith('ERR_PARSE_ARGS')) console.error(`\n${USAGE}`)
  process.exitCode = 1
}
