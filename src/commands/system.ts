import * as z from 'zod'
import { AltinnRefused } from '../altinn/errors.js'
import { bodyOf, vendorOf } from '../altinn/system-register.js'
import type { ClientConfig } from '../config.js'
import {
  differencesBetween,
  entryOf,
  NOTHING,
  patchBetween,
  type Content,
  type Difference,
} from '../system-register/content.js'
import { contentFrom, readEntryFile } from '../system-register/entry-file.js'
import {
  problemsOf,
  systemIdProblem,
  vendorProblem,
  type Known,
  type Problem,
} from '../system-register/entry-rules.js'
import { ruleWords } from '../system-register/failure-words.js'
import {
  createRegistration,
  type Registered,
  type Registration,
  type Removed,
  type Sent,
} from '../system-register/registration.js'
import {
  differenceWords,
  entryWords,
  problemWords,
  textField,
  yesOrNo,
} from '../system-register/words.js'
import { speechFor, type Speech } from '../web/speech.js'
import { addCommand, type AddCommand, type CommandLine, type Result } from './command-line.js'
import { connect } from './connect.js'
import { Refused, Unclear, WrongUse } from './failures.js'
import { confirmed } from './given.js'
import { fieldLines } from './output.js'
import { addClientOptions, ClientOptions, settingsOf, systemSettingsOf } from './settings.js'
import { say } from './speech.js'
import { readTextFile } from './text-files.js'

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

  confirmed(options.yes, { message: t.system.update.would, details: lines }, cli)

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

/** Who asks, for the audit log; nobody keeps one here. */
const HERE = { address: '' }

/** The register, about one of our systems. */
interface Open {
  id: string
  config: ClientConfig
  registration: Registration
  speech: Speech
}

async function openRegister(config: ClientConfig, id: string, cli: CommandLine): Promise<Open> {
  const { altinnFor } = await connect(config, cli)
  const registration = createRegistration({
    altinn: altinnFor(id),
    database: undefined,
    environment: config.environment,
    systemId: id,
    needs: { clientIds: [config.client.id], returnAddresses: [], rights: [], accessPackages: [] },
  })
  return { id, config, registration, speech: speechFor(cli.language) }
}

async function readOurs({ id, registration }: Open, cli: CommandLine) {
  try {
    return await registration.read(id, cli.action)
  } catch (error) {
    if (!(error instanceof AltinnRefused) || error.reason !== 'notAllowed') throw error
    const { message, remedy } = cli.t.system.notOurs
    throw new Refused('not_ours', { message: say(message, { id }), remedy })
  }
}

interface Compared {
  id: string
  /** What the system is to become. */
  wanted: Content
  now: Registered | undefined
  differences: Difference[]
  known: Known
  open: Open
  notes: { ignored: readonly string[]; losing: readonly string[] }
}

/**
 * A file beside what Altinn has.
 *
 * @throws {WrongUse} with every problem of the file, by its field
 */
async function compared(file: string, options: Options, cli: CommandLine): Promise<Compared> {
  const config = settingsOf(options, cli)
  const { file: entry, problems } = readEntryFile(await readTextFile(file, cli))
  const id = entry.id ?? config.systemId ?? ''
  const vendor = vendorOf(config.systemId ?? id)
  const wrong = [
    ...problems,
    ...[vendorProblem(entry.vendor, vendor), systemIdProblem(id, vendor)].filter(
      problem => problem !== undefined,
    ),
  ]
  if (wrong.length > 0) throw wrongFile(file, wrong, cli)

  const open = await openRegister(config, id, cli)
  const [now, known] = await cli.during(cli.t.progress.altinn, () =>
    Promise.all([readOurs(open, cli), open.registration.known(cli.language, cli.action)]),
  )
  if (now?.isDeleted) throw deleted(id, cli)
  const wanted = contentFrom(entry, now?.content)
  const judged = problemsOf(wanted, {
    ...(now && { before: now.content }),
    isSandbox: config.environment === 'sandbox',
    known,
  })
  if (judged.length > 0) throw wrongFile(file, judged, cli)
  return {
    id,
    wanted,
    now,
    differences: differencesBetween(now?.content ?? NOTHING, wanted),
    known,
    open,
    notes: { ignored: entry.ignored, losing: now?.unknownMembers ?? [] },
  }
}

function wrongFile(file: string, problems: readonly Problem[], { t, language }: CommandLine) {
  const speech = speechFor(language)
  return new WrongUse('wrong_system', {
    message: say(t.system.wrongFile.message, { file }),
    remedy: t.system.wrongFile.remedy,
    details: problems.map(problem => problemWords(problem, speech).text),
  })
}

const alreadyThere = (id: string, { t }: CommandLine) =>
  new Refused('already_registered', {
    message: say(t.system.register.exists.message, { id }),
    remedy: t.system.register.exists.remedy,
  })

const deleted = (id: string, { t }: CommandLine) =>
  new Refused('system_deleted', {
    message: say(t.system.deleted.message, { id }),
    remedy: t.system.deleted.remedy,
  })

function expectThere(system: Registered | undefined, id: string, { t }: CommandLine): Registered {
  if (system) return system
  throw new Refused('not_registered', {
    message: say(t.system.none.message, { id }),
    remedy: t.system.none.remedy,
  })
}

/** @throws why it was not done, or that nobody knows */
function expectDone(sent: Sent | Removed, id: string, { speech }: Open, cli: CommandLine): void {
  const { t, action } = cli
  switch (sent.outcome) {
    case 'done':
    case 'nothingToDo':
      return
    case 'refused': {
      const { error } = sent
      if (error.brokenRules.length === 0) throw error
      const code = error.problemCode ?? `HTTP ${error.httpStatus}`
      throw new Refused(code, {
        message: say(t.system.refused.message, { code }),
        remedy: t.system.refused.remedy,
        details: error.brokenRules.map(rule => ruleWords(rule, speech)),
        reference: error.traceId ?? action.reference,
      })
    }
    case 'notSent':
      throw sent.error
    case 'unclear':
      throw new Unclear('unclear', { ...t.system.unclear[sent.found], reference: action.reference })
    case 'deleted':
      throw deleted(id, cli)
    case 'changedMeanwhile':
    case 'mustConfirm':
    case 'notThere':
      throw new Refused('changed_meanwhile', t.system.meanwhile)
  }
}

/** All of a system, a name beside each value. */
function contentLines(id: string, content: Content, known: Known, speech: Speech): string[] {
  const { fields } = speech.t.systemRegister
  const texts = (['name', 'description'] as const).flatMap(field =>
    Object.entries(content[field]).map(
      ([language, text]) => [textField(field, language, speech), text] as const,
    ),
  )
  const lists = (['clientIds', 'returnAddresses', 'rights', 'accessPackages'] as const).flatMap(
    what =>
      content[what].map(
        (value, i) =>
          [i === 0 ? fields[what] : '', entryWords(what, value, known, speech)] as const,
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
const clientLine = ({ clientIds }: Content, { config }: Open, { t }: CommandLine): string[] => {
  const { id } = config.client
  const isThere = clientIds.some(one => one.toLowerCase() === id.toLowerCase())
  return isThere ? [] : [say(t.system.clientMissing, { id })]
}

const indented = (lines: readonly string[]): string[] => lines.map(line => `  ${line}`)
