import { Command, CommanderError, Help } from 'commander'
import { startAction } from '../action.js'
import { VERSION } from '../domain/version.js'
import { createLog } from '../log.js'
import { addCall } from './call.js'
import { addChange } from './change.js'
import { addClients } from './clients.js'
import type { AddCommand, CommandLine } from './command-line.js'
import { addDatabase } from './database.js'
import { addDemo } from './demo.js'
import { addDoctor } from './doctor.js'
import { addExplain } from './explain.js'
import { failureOf, WrongUse } from './failures.js'
import { addKeys } from './keys.js'
import { printFailure, printResult } from './output.js'
import { addRequest } from './request.js'
import { addSandbox } from './sandbox.js'
import { languageOf, say, speechIn } from './speech.js'
import { addSystem } from './system.js'
import { addSystemUsers } from './system-users.js'
import { withSpinner, type Terminal } from './terminal.js'
import { addToken } from './token.js'
import { usageFailure } from './usage.js'

/** In the order in which the help lists them. */
const COMMANDS: readonly AddCommand[] = [
  addToken,
  addCall,
  addExplain,
  addRequest,
  addChange,
  addSystemUsers,
  addClients,
  addSystem,
  addKeys,
  addDoctor,
  addSandbox,
  addDemo,
  addDatabase,
]

/** Runs one command line. @returns the exit code; nothing is thrown, whatever happens */
export async function runCommandLine(terminal: Terminal): Promise<number> {
  const { args, stderr } = terminal
  const { speech, chosenLanguage, json, log } = basicsOf(terminal)
  const action = startAction()

  let exitCode = 0
  const cli: CommandLine = {
    ...speech,
    terminal,
    json,
    log,
    action,
    tell: line => void stderr.write(`${line}\n`),
    during: (text, work) => (json ? work() : withSpinner(stderr, text, work)),
    async answer(work) {
      const result = await work()
      printResult(terminal, result, json)
      exitCode = result.exit ?? 0
    },
  }

  try {
    if (chosenLanguage !== undefined && chosenLanguage !== speech.language)
      throw new WrongUse('wrong_use', speech.t.usage.unknownLanguage)
    await programFor(cli).parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0 // help, or the version
    if (error instanceof CommanderError && error.code === 'commander.help' && !json) {
      stderr.write(helpOf(args, cli))
      return 2
    }
    const failure =
      error instanceof CommanderError
        ? usageFailure(error, speech)
        : failureOf(error, speech, action.reference)
    if (failure.code === 'unexpected')
      log.error('command failed', { error, reference: action.reference })
    printFailure(terminal, failure, json, speech)
    return failure.exit
  }
}

/** For what was thrown where nobody waits for it. Always a bug of ours. */
export function sayUnexpected(terminal: Terminal, error: unknown): void {
  const { speech, json, log } = basicsOf(terminal)
  const { reference } = startAction()
  log.error('command failed', { error, reference })
  printFailure(terminal, failureOf(error, speech, reference), json, speech)
}

/** What is known before the rest is parsed, because it decides how mistakes in the rest are told. */
function basicsOf({ args, env, stderr }: Terminal) {
  const own = beforeDashes(args)
  const chosenLanguage = valueOf('--lang', own)
  return {
    chosenLanguage,
    speech: speechIn(languageOf(chosenLanguage, env)),
    json: own.includes('--json'),
    log: createLog({
      level: own.includes('--verbose') ? 'debug' : 'silent',
      readable: true,
      write: line => void stderr.write(line),
    }),
  }
}

function programFor(cli: CommandLine): Command {
  const { t, terminal } = cli
  const program = new Command('smartcloud')
    .description(t.help.about)
    .version(VERSION, '-V, --version', t.help.version)
    .helpOption('-h, --help', t.help.help)
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: text => void terminal.stdout.write(text),
      writeErr: () => {}, // what went wrong, we say in words of our own
      getOutHelpWidth: () => Math.min(terminal.stdout.columns ?? 100, 100),
    })
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: title => (TITLES.has(title) ? t.help.titles[title as Title] : title),
      commandUsage: command => inOurWords(new Help().commandUsage(command), cli),
      optionDescription: ({ description, defaultValue: usual }) =>
        typeof usual === 'string' ? say(t.help.usual, { description, usual }) : description,
      subcommandTerm: command => command.name(),
    })
    .option('--json', t.help.json)
    .option('--lang <nb|en>', t.help.lang)
    .option('--verbose', t.help.verbose)
    .addHelpText('after', `\n${t.help.more}`)
  for (const add of COMMANDS) add(program, cli)
  return program
}

/** Of the group that was named without a command, or else of the program. */
function helpOf(args: readonly string[], cli: CommandLine): string {
  const program = programFor(cli)
  const group = program.commands.find(command => args.includes(command.name()))
  return (group ?? program).helpInformation()
}

type Title = keyof CommandLine['t']['help']['titles']
const TITLES: ReadonlySet<string> = new Set<Title>([
  'Usage:',
  'Arguments:',
  'Options:',
  'Global Options:',
  'Commands:',
])

const inOurWords = (usage: string, { t }: CommandLine) =>
  usage.replace('[options]', t.help.usageOptions).replace('[command]', t.help.usageCommand)

function valueOf(option: string, args: readonly string[]): string | undefined {
  const joined = args.find(arg => arg.startsWith(`${option}=`))
  const at = args.indexOf(option)
  return joined?.slice(option.length + 1) ?? (at < 0 ? undefined : args[at + 1])
}

const beforeDashes = (args: readonly string[]) => {
  const end = args.indexOf('--')
  return end < 0 ? args : args.slice(0, end)
}
