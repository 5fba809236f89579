import * as z from 'zod'
import { bodyOf } from '../altinn/system-register.js'
import {
  entryOf,
  LISTS,
  NOTHING,
  patchBetween,
  TEXTS,
  type Content,
} from '../system-register/content.js'
import type { Known } from '../system-register/entry-rules.js'
import { missingIn } from '../system-register/needs.js'
import { differenceWords, entryWords, textField, yesOrNo } from '../system-register/words.js'
import type { Speech } from '../web/speech.js'
import { addCommand, type AddCommand, type CommandLine, type Result } from './command-line.js'
import { Refused } from './failures.js'
import { confirmed } from './given.js'
import {
  deleted,
  expectDone,
  expectThere,
  HERE,
  openRegister,
  readOurs,
  type Open,
} from './open-register.js'
import { fieldLines } from './output.js'
import { addClientOptions, ClientOptions, systemSettingsOf } from './settings.js'
import { say } from './speech.js'
import { compared, type Compared } from './system-file.js'

/** `system`: our entry in Altinn's system register, as the file that describes it. */
export const addSystem: AddCommand = (parent, cli) => {
  const { system, yes } = cli.t
  const group = addCommand(parent, 'system', system, cli)
  for (const [name, run] of [
    ['register', register],
    ['diff', diff],
    ['update', update],
  ] as const) {
    const command = addCommand(group, name, system[name], cli).argument('<file>', system.file)
    if (name === 'update') command.option('--yes', yes.option)
    addClientOptions(command, cli).action((file, options) =>
      cli.answer(() => run(String(file), Options.parse(options), cli)),
    )
  }
  addClientOptions(addCommand(group, 'show', system.show, cli), cli).action(options =>
    cli.answer(() => show(Options.parse(options), cli)),
  )
  const deleting = addCommand(group, 'delete', system.delete, cli).option('--yes', yes.option)
  addClientOptions(deleting, cli).action(options =>
    cli.answer(() => remove(Options.parse(options), cli)),
  )
}

const Options = ClientOptions.extend({ yes: z.boolean().default(false) })
type Options = z.infer<typeof Options>

async function register(file: string, options: Options, cli: CommandLine): Promise<Result> {
  const { t } = cli
  const { id, wanted, now, open, notes } = await compared(file, options, cli)
  if (now) throw alreadyThere(id, cli)
  const sent = await cli.during(t.progress.altinn, () =>
    open.registration.send(
      { id, patch: patchBetween(NOTHING, wanted), seen: undefined, typed: id },
      cli.action,
      HERE,
    ),
  )
  if (sent.outcome === 'changedMeanwhile') throw alreadyThere(id, cli)
  expectDone(sent, id, open, cli)
  return {
    data: { registered: bodyOf(entryOf(id, wanted)), ignored: notes.ignored },
    lines: [
      say(t.system.register.done, { id }),
      ...(open.config.systemId === id ? [] : [say(t.system.register.setting, { id })]),
      ...noteLines(notes, cli),
      ...clientLine(wanted, open, cli),
    ],
  }
}

async function show(options: Options, cli: CommandLine): Promise<Result> {
  const { t } = cli
  const config = systemSettingsOf(options, cli)
  const open = await openRegister(config, config.systemId, cli)
  const { id, speech } = open
  const [system, known] = await cli.during(t.progress.altinn, () =>
    Promise.all([readOurs(open, cli), open.registration.known(speech.language, cli.action)]),
  )
  const { content, isDeleted } = expectThere(system, id, cli)
  return {
    // Without it, it is a file that the other commands take.
    data: { ...bodyOf(entryOf(id, content)), ...(isDeleted && { isDeleted }) },
    lines: [
      ...contentLines(id, content, known, speech),
      ...(isDeleted ? ['', t.system.show.deleted] : clientLine(content, open, cli)),
    ],
  }
}

async function diff(file: string, options: Options, cli: CommandLine): Promise<Result> {
  const { t } = cli
  const { id, differences, known, now, open, notes } = await compared(file, options, cli)
  expectThere(now, id, cli)
  const lines = differences.map(one => differenceWords(one, known, open.speech))
  return {
    data: { id, differences, ignored: notes.ignored },
    lines: [
      ...(lines.length === 0
        ? [t.system.diff.same]
        : [say(t.system.diff.title, { id }), ...indented(lines)]),
      ...noteLines(notes, cli),
    ],
    exit: lines.length === 0 ? 0 : 1,
  }
}

async function update(file: string, options: Options, cli: CommandLine): Promise<Result> {
  const { t } = cli
  const { id, wanted, differences, known, now, open, notes } = await compared(file, options, cli)
  const { content: seen } = expectThere(now, id, cli)
  const lines = differences.map(one => differenceWords(one, known, open.speech))
  const data = { id, differences, ignored: notes.ignored }
  if (lines.length === 0) return { data, lines: [t.system.update.nothing] }

  confirmed(
    options.yes,
    { message: t.system.update.would, details: [...lines, ...noteLines(notes, cli)] },
    cli,
  )

  const sent = await cli.during(t.progress.altinn, () =>
    open.registration.send(
      { id, patch: patchBetween(seen, wanted), seen, typed: id },
      cli.action,
      HERE,
    ),
  )
  if (sent.outcome === 'changedMeanwhile')
    throw new Refused('changed_meanwhile', t.system.meanwhile)
  expectDone(sent, id, open, cli)
  return {
    data,
    lines: [
      say(t.system.update.done, { id }),
      ...indented(lines),
      ...noteLines(notes, cli),
      ...clientLine(wanted, open, cli),
    ],
  }
}

async function remove(options: Options, cli: CommandLine): Promise<Result> {
  const { t } = cli
  const config = systemSettingsOf(options, cli)
  const open = await openRegister(config, config.systemId, cli)
  const { id } = open
  const now = await cli.during(t.progress.altinn, () => readOurs(open, cli))
  if (expectThere(now, id, cli).isDeleted) throw deleted(id, cli)
  confirmed(options.yes, { details: [say(t.system.delete.would, { id })] }, cli)
  const removed = await cli.during(t.progress.altinn, () =>
    open.registration.remove(id, id, cli.action, HERE),
  )
  if (removed.outcome !== 'notThere') expectDone(removed, id, open, cli)
  return { data: { deleted: id }, lines: [say(t.system.delete.done, { id })] }
}

const alreadyThere = (id: string, { t }: CommandLine) =>
  new Refused('already_registered', {
    message: say(t.system.register.exists.message, { id }),
    remedy: t.system.register.exists.remedy,
  })

/** All of a system, a name beside each value. */
function contentLines(id: string, content: Content, known: Known, speech: Speech): string[] {
  const { fields } = speech.t.systemRegister
  const texts = TEXTS.flatMap(field =>
    Object.entries(content[field]).map(
      ([language, text]) => [textField(field, language, speech), text] as const,
    ),
  )
  const lists = LISTS.flatMap(what =>
    content[what].map(
      (value, i) => [i === 0 ? fields[what] : '', entryWords(what, value, known, speech)] as const,
    ),
  )
  return fieldLines([
    [fields.systemId, id],
    ...texts,
    ...lists,
    [fields.isVisible, yesOrNo(content.isVisible, speech)],
  ])
}

const noteLines = ({ ignored, losing }: Compared['notes'], { t, list }: CommandLine): string[] => [
  ...(ignored.length > 0 ? [say(t.system.ignored, { members: list(ignored) })] : []),
  ...(losing.length > 0 ? [say(t.system.losing, { members: list(losing) })] : []),
]

/** Without our client on it, nothing works. */
const clientLine = (content: Content, { registration }: Open, { t }: CommandLine): string[] =>
  missingIn(content, registration.needs).map(({ value }) =>
    say(t.system.clientMissing, { id: value }),
  )

const indented = (lines: readonly string[]): string[] => lines.map(line => `  ${line}`)
