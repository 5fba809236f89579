import { existsSync } from 'node:fs'
import * as z from 'zod'
import { loadDatabaseConfig, type Config } from '../config.js'
import { addCommand, type AddCommand, type CommandLine, type Result } from './command-line.js'
import { WrongUse } from './failures.js'
import { confirmed } from './given.js'
import { fieldLines } from './output.js'
import { say } from './speech.js'

const Options = z.object({ databaseFile: z.string().optional(), yes: z.boolean().default(false) })
type Options = z.infer<typeof Options>

/** `database`: what the site keeps. Its code is loaded on demand, as no other command needs it. */
export const addDatabase: AddCommand = (parent, cli) => {
  const { database, yes } = cli.t
  const group = addCommand(parent, 'database', database, cli)
  addCommand(group, 'migrate', database.migrate, cli)
    .option('--database-file <file>', database.options.file)
    .action(options => cli.answer(() => migrate(Options.parse(options), cli)))
  addCommand(group, 'backup', database.backup, cli)
    .argument('<file>', database.backup.file)
    .option('--database-file <file>', database.options.file)
    .action((into, options) => cli.answer(() => backup(String(into), Options.parse(options), cli)))
  addCommand(group, 'restore', database.restore, cli)
    .argument('<file>', database.restore.file)
    .option('--database-file <file>', database.options.file)
    .option('--yes', yes.option)
    .action((from, options) => cli.answer(() => restore(String(from), Options.parse(options), cli)))
}

async function migrate(options: Options, cli: CommandLine): Promise<Result> {
  const words = cli.t.database.migrate
  const place = placeOf(options, cli)
  const { bringUpToDate } = await import('../database/database.js')
  const { before, now, applied } = await bringUpToDate(place)
  return {
    data: { before: before ?? null, now, applied },
    lines: [
      ...fieldLines([
        [words.before, before ?? words.empty],
        [words.now, now],
        [words.applied, applied.length === 0 ? undefined : String(applied.length)],
      ]),
      ...(applied.length === 0 ? ['', words.nothing] : []),
    ],
  }
}

async function backup(into: string, options: Options, cli: CommandLine): Promise<Result> {
  const { t, number } = cli
  const words = t.database.backup
  const file = embeddedOnly(placeOf(options, cli), 'backup', into, cli)
  const { backUp } = await import('../database/copies.js')
  const { version, bytes } = backUp(file, into)
  return {
    data: { file: into, bytes, version: version ?? null },
    lines: [
      say(words.done, { file: into }),
      ...fieldLines([
        [words.size, `${number(Math.ceil(bytes / 1024))} kB`],
        [words.version, version],
      ]),
      words.secret,
    ],
  }
}

async function restore(from: string, options: Options, cli: CommandLine): Promise<Result> {
  const { t } = cli
  const words = t.database.restore
  const file = embeddedOnly(placeOf(options, cli), 'restore', from, cli)
  if (existsSync(file))
    confirmed(options.yes, { details: [say(words.would, { file, from })], remedy: words.stop }, cli)
  const { restore: putBack } = await import('../database/copies.js')
  const { version, bytes, replaced } = putBack(from, file)
  return {
    data: { file, bytes, version: version ?? null, replaced: replaced ?? null },
    lines: [
      say(words.done, { file }),
      ...fieldLines([[t.database.backup.version, version]]),
      ...(replaced === undefined ? [] : [say(words.kept, { kept: replaced })]),
      words.start,
    ],
  }
}

/** The option wins over both settings. */
const placeOf = ({ databaseFile }: Options, { terminal }: CommandLine): Config['database'] =>
  databaseFile === undefined ? loadDatabaseConfig(terminal.env) : { file: databaseFile }

/** @throws {WrongUse} with the command of PostgreSQL's own */
function embeddedOnly(
  place: Config['database'],
  wants: 'backup' | 'restore',
  file: string,
  { t }: CommandLine,
): string {
  if ('file' in place) return place.file
  const words = t.database.postgresql
  throw new WrongUse('postgresql', {
    message: words.message,
    remedy: say(words[wants], { file }),
  })
}
