import type { Command } from 'commander'
import type { Action } from '../action.js'
import type { Log } from '../log.js'
import type { Speech } from './speech.js'
import type { Terminal } from './terminal.js'

/** What a command found out. */
export interface Result {
  /** The document of `--json`. */
  data: unknown
  /** The same for people. */
  lines: readonly string[]
  /** For programs that read a pipe: stands alone on standard output, and the lines go to standard error. */
  alone?: string
  /** 0 unless given: what was asked for may have been found wanting. */
  exit?: 0 | 1 | 2 | 3
}

/** What every command gets. */
export interface CommandLine extends Speech {
  terminal: Terminal
  /** `--json` was given. */
  json: boolean
  /** Silent unless `--verbose` was given; on standard error. */
  log: Log
  /** Of the whole command: all its calls share its time limit and its reference. */
  action: Action
  /** A line for people, on standard error. */
  tell: (line: string) => void
  /** A spinner while something takes its time, on a terminal only. */
  during: <T>(text: string, work: () => Promise<T>) => Promise<T>
  /** Prints what the work finds out, the way that was asked for. */
  answer: (work: () => Promise<Result>) => Promise<void>
}

/** Adds one command, with all that belongs to it, below the program or below a group. */
export type AddCommand = (parent: Command, cli: CommandLine) => void

/** What the help says of a command: a sentence, and command lines to copy. */
export interface CommandWords {
  summary: string
  examples: readonly string[]
}

/** A command with its help; `nameAndArguments` as in `call <api>`. */
export const addCommand = (
  parent: Command,
  nameAndArguments: string,
  { summary, examples }: CommandWords,
  { t }: CommandLine,
): Command =>
  parent
    .command(nameAndArguments)
    .helpCommand(false)
    .description(summary)
    .addHelpText('after', `\n${t.help.examples}\n${examples.map(line => `  ${line}`).join('\n')}`)
