import * as z from 'zod'
import { isScriptName, SCRIPT_NAMES, type ScriptName } from '../domain/demo-scripts.js'
import { createLog } from '../log.js'
import { addCommand, type AddCommand, type CommandLine, type Result } from './command-line.js'
import { WrongUse } from './failures.js'
import { fieldLines } from './output.js'
import { portFrom, portTaken } from './ports.js'
import { given } from './settings.js'
import { say } from './speech.js'

const Options = z.object({
  port: z.string().optional(),
  sandboxPort: z.string().optional(),
  script: z.string().optional(),
})

const NAMES = SCRIPT_NAMES.join(', ')

/** `demo`: SmartCloud and its sandbox in one process, until somebody stops it. */
export const addDemo: AddCommand = (parent, cli) => {
  const { demo } = cli.t
  addCommand(parent, 'demo', demo, cli)
    .option('--script <name>', say(demo.script, { names: NAMES }))
    .option('--port <number>', demo.port)
    .option('--sandbox-port <number>', demo.sandboxPort)
    .action(options => cli.answer(() => run(Options.parse(options), cli)))
}

async function run(options: z.infer<typeof Options>, cli: CommandLine): Promise<Result> {
  const { t, terminal } = cli
  const { env } = terminal
  const script = scriptFrom(options.script, cli)
  const port = portFrom(options.port ?? given(env['PORT']) ?? '3000', '--port', cli)
  const sandboxPort = portFrom(
    options.sandboxPort ?? given(env['SANDBOX_PORT']) ?? '3001',
    '--sandbox-port',
    cli,
  )
  // Loaded on demand: a command that talks to the real upstreams never loads the imitation.
  const { startDemo } = await import('../start-demo.js')
  const log = createLog({
    level: 'warn',
    readable: true,
    write: line => void terminal.stderr.write(line),
  })
  const { baseUrl, sandbox, staffAddress, chapter } = await cli
    .during(t.progress.starting, () => startDemo({ port, sandboxPort, script, log }))
    .catch((error: unknown) => {
      throw portTaken(error, { [sandboxPort]: '--sandbox-port', [port]: '--port' }, cli)
    })
  return {
    data: { smartCloud: baseUrl, sandbox, staff: staffAddress ?? null, chapter: chapter ?? null },
    lines: [
      ...fieldLines([
        ['SmartCloud', baseUrl],
        [t.demo.sandbox, sandbox],
        [t.demo.staff, staffAddress],
        [t.demo.chapter, chapter],
      ]),
      '',
      ...(chapter === undefined ? [t.demo.open] : []),
      ...(staffAddress === undefined ? [] : [t.demo.once]),
      t.running.stop,
    ],
  }
}

function scriptFrom(name: string | undefined, { t }: CommandLine): ScriptName | undefined {
  if (name === undefined || isScriptName(name)) return name
  throw new WrongUse('wrong_use', {
    message: say(t.demo.unknownScript.message, { name }),
    remedy: say(t.demo.unknownScript.remedy, { names: NAMES }),
  })
}
