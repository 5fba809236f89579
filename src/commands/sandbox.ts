import * as z from 'zod'
import { addCommand, type AddCommand, type CommandLine, type Result } from './command-line.js'
import { WrongUse } from './failures.js'
import { fieldLines } from './output.js'
import { portFrom, portTaken } from './ports.js'
import { say } from './speech.js'
import { readTextFile } from './text-files.js'

const Options = z.object({ port: z.string(), host: z.string(), seed: z.string().optional() })

/** `sandbox`: the imitation of all upstreams, until somebody stops it. */
export const addSandbox: AddCommand = (parent, cli) => {
  const { sandbox } = cli.t
  addCommand(parent, 'sandbox', sandbox, cli)
    .option('--port <number>', sandbox.port, '3001')
    .option('--host <name>', sandbox.host, 'localhost')
    .option('--seed <file>', sandbox.seed)
    .action(options => cli.answer(() => run(Options.parse(options), cli)))
}

async function run(
  { port: typed, host, seed: file }: z.infer<typeof Options>,
  cli: CommandLine,
): Promise<Result> {
  const { t } = cli
  const port = portFrom(typed, '--port', cli)
  const seed = file === undefined ? undefined : await seedFrom(file, cli)
  // Loaded on demand: a command that talks to the real upstreams never loads the imitation.
  const { startSandbox } = await import('../sandbox/server.js')
  const { origin } = await cli
    .during(t.progress.starting, () => startSandbox({ port, host, ...(seed && { seed }) }))
    .catch((error: unknown) => {
      throw portTaken(error, { [port]: '--port' }, cli)
    })
  return {
    data: { origin },
    lines: [
      ...fieldLines([
        [t.sandbox.answers, origin],
        ['Maskinporten', `${origin}/token`],
        ['Altinn', `${origin}/authentication/api/v1`],
        [t.sandbox.apis, `${origin}/api, ${origin}/v1/regnskapssystem`],
        [t.sandbox.forTests, `${origin}/_sandbox`],
      ]),
      '',
      t.sandbox.settings,
      '  UPSTREAMS=sandbox',
      `  SANDBOX_URL=${origin}`,
      '',
      t.running.stop,
    ],
  }
}

/** @throws {WrongUse} it cannot be read, or says what no sandbox can be filled with */
async function seedFrom(file: string, cli: CommandLine) {
  const { wrongSeed } = cli.t.sandbox
  const text = await readTextFile(file, cli)
  const { readSeedText } = await import('../sandbox/rows/seed-file.js')
  try {
    return readSeedText(text)
  } catch (error) {
    throw new WrongUse('bad_seed', {
      message: say(wrongSeed.message, { file }),
      remedy: wrongSeed.remedy,
      details: (error as Error).message.split('\n'),
    })
  }
}
