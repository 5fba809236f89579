import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import type { ClientConfig } from '../config.js'
import { readSigningKey, type SigningKey } from '../maskinporten/keys.js'
import type { CommandLine } from './command-line.js'
import { WrongUse } from './failures.js'
import { say } from './speech.js'

/** No key is longer than this, in bytes. */
const MAX_KEY_FILE = 100_000

/**
 * The key that the settings name.
 *
 * @throws {KeyProblem | WrongUse} it cannot be used
 */
export const signingKeyOf = async (
  { key, keyId }: Pick<ClientConfig['client'], 'key' | 'keyId'>,
  cli: CommandLine,
): Promise<SigningKey> =>
  readSigningKey('text' in key ? key.text : await readKeyFile(key.file, cli), keyId)

/**
 * The text of a file with a private key. One that others can read is refused: whoever has the key
 * is the vendor.
 *
 * @throws {WrongUse} there is no such file, it cannot be read, or others can read it
 */
async function readKeyFile(file: string, cli: CommandLine): Promise<string> {
  const { text, othersMayRead } = await lookIntoKeyFile(file, cli)
  if (othersMayRead) throw refused('othersMayRead', file, cli)
  return text
}

/** As `readKeyFile`, for whoever only looks at it. */
export async function lookIntoKeyFile(
  file: string,
  cli: CommandLine,
): Promise<{ text: string; othersMayRead: boolean }> {
  for (const name of namesFor(file))
    try {
      const { mode, size } = await stat(name)
      if (size > MAX_KEY_FILE) throw refused('tooLarge', file, cli)
      const othersMayRead = process.platform !== 'win32' && (mode & 0o077) !== 0
      return { text: await readFile(name, 'utf8'), othersMayRead }
    } catch (error) {
      if (error instanceof WrongUse) throw error
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'ENOENT') throw refused(code === 'EISDIR' ? 'folder' : 'unreadable', file, cli)
    }
  throw refused('missing', file, cli)
}

/** Altinn's example writes the path as on Windows: `.\mp-key.pem`. */
const namesFor = (file: string) =>
  process.platform !== 'win32' && file.includes('\\') ? [file, file.replaceAll('\\', '/')] : [file]

function refused(
  problem: keyof CommandLine['t']['keyFiles'],
  file: string,
  { t }: CommandLine,
): WrongUse {
  const { message, remedy } = t.keyFiles[problem]
  return new WrongUse('bad_key_file', {
    message: say(message, { file }),
    remedy: say(remedy, { file }),
  })
}

/** A file to be made. Private ones are for their owner alone. */
export interface NewFile {
  name: string
  text: string
  isPrivate: boolean
}

/**
 * Writes all of them or none. What is there already is never overwritten.
 *
 * No `await` between: a signal is told between two steps only, so nothing is left half written.
 *
 * @throws {WrongUse} one is there already, or cannot be written
 */
export function writeNewFiles(files: readonly NewFile[], cli: CommandLine): void {
  const written: string[] = []
  for (const { name, text, isPrivate } of files)
    try {
      const mode = isPrivate ? 0o600 : 0o644
      const file = openSync(name, 'wx', mode)
      written.push(name)
      try {
        writeFileSync(file, text)
      } finally {
        closeSync(file)
      }
    } catch (error) {
      for (const half of written) rmSync(half, { force: true })
      const { code } = error as NodeJS.ErrnoException
      throw refused(
        code === 'EEXIST' ? 'exists' : code === 'ENOENT' ? 'noFolder' : 'notWritable',
        name,
        cli,
      )
    }
}
