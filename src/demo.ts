import { readDemoArguments } from './demo-arguments.js'
import { SmartCloudError } from './errors.js'
import { createLog } from './log.js'
import { startDemo } from './start-demo.js'
import { stopOnSignal } from './web/serve.js'

/** The whole job without settings, accounts or network: SmartCloud and its sandbox in one process. */
const PORT = Number(process.env['PORT'] ?? 3000)
const SANDBOX_PORT = Number(process.env['SANDBOX_PORT'] ?? 3001)

const given = readDemoArguments(process.argv.slice(2))
if (given.wants !== 'run') {
  const isHelp = given.wants === 'help'
  process[isHelp ? 'stdout' : 'stderr'].write(`${given.text}\n`)
  process.exit(isHelp ? 0 : 2)
}

const log = createLog({
  level: process.env['LOG_LEVEL'] === 'debug' ? 'debug' : 'warn',
  readable: true,
})

try {
  const { running, close, baseUrl, sandbox, staffAddress, chapter } = await startDemo({
    port: PORT,
    sandboxPort: SANDBOX_PORT,
    script: given.script,
    log,
  })
  stopOnSignal({ running, close, log })
  process.stdout.write(
    [
      '',
      `  SmartCloud   ${baseUrl}`,
      `  Sandbox      ${sandbox}   (Maskinporten, Altinn and the APIs, imitated)`,
      ...(staffAddress
        ? [
            `  Staff        ${staffAddress}`,
            '               (signs the first browser in as administrator, until SmartCloud stops)',
          ]
        : []),
      '',
      ...(chapter
        ? [`  The script   ${chapter}`, '               (begins there, with chapter one)']
        : ['  Open SmartCloud, choose a package, and onboard one of the test organisations.']),
      '  Nothing leaves this machine. Stop with Ctrl-C.',
      '',
      '',
    ].join('\n'),
  )
} catch (error) {
  const { code, port } = error as { code?: string; port?: number }
  if (code === 'EADDRINUSE')
    process.stderr.write(
      `Port ${port} is in use. Stop what runs there, or choose others: PORT=3100 SANDBOX_PORT=3101 npm run demo\n`,
    )
  else if (error instanceof SmartCloudError) process.stderr.write(`${error.message}\n`)
  else throw error
  process.exit(1)
}
