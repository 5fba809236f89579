import { createApp } from './app.js'
import { composeDemo } from './compose-demo.js'
import { firstChapterOf, readDemoArguments } from './demo-arguments.js'
import { SmartCloudError } from './errors.js'
import { createLog } from './log.js'
import { isSomebodyHere, openBrowser } from './open-browser.js'
import { serve, stopOnSignal } from './web/serve.js'

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
  const { deps, sandbox, close } = await composeDemo({
    port: PORT,
    sandboxPort: SANDBOX_PORT,
    database: { file: ':memory:' },
    log,
  })
  const running = await serve(createApp(deps), PORT)
  stopOnSignal({ running, close, log })
  const chapter = given.script && firstChapterOf(deps.baseUrl, given.script)
  process.stdout.write(
    [
      '',
      `  SmartCloud   ${deps.baseUrl}`,
      `  Sandbox      ${sandbox.origin}   (Maskinporten, Altinn and the APIs, imitated)`,
      ...(deps.oneTimeSignIn
        ? [
            `  Staff        ${deps.baseUrl}/staff/once?code=${deps.oneTimeSignIn.code}`,
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
  if (chapter && isSomebodyHere()) openBrowser(chapter)
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
