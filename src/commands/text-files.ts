import { readFile, stat } from 'node:fs/promises'
import type { CommandLine } from './command-line.js'
import { WrongUse } from './failures.js'
import { say } from './speech.js'
import { readInput } from './terminal.js'

/** No file that a command takes is longer, in bytes. */
const MAX_BYTES = 5_000_000

/**
 * The text of a file that somebody named, or of standard input for `-`.
 *
 * @throws {WrongUse} there is none, or it cannot be read
 */
export async function readTextFile(file: string, { t, terminal }: CommandLine): Promise<string> {
  const refused = (problem: keyof typeof t.files) =>
    new WrongUse('bad_file', {
      message: say(t.files[problem].message, { file }),
      remedy: t.files[problem].remedy,
    })
  if (file === '-') {
    const text = await readInput(terminal.stdin, MAX_BYTES)
    if (text === undefined) throw refused('tooLarge')
    return text
  }
  try {
    if ((await stat(file)).size > MAX_BYTES) throw refused('tooLarge')
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof WrongUse) throw error
    throw refused((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unreadable')
  }
}
