import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { DatabasePlace } from '../../src/database/database.js'

/**
 * Another process on a database: one that only holds it, or one that writes until it is killed. It
 * ends with the story.
 *
 * @param wrapping a command that starts it, such as a shell that limits it first
 */
export function startProcess(
  place: DatabasePlace,
  task: 'hold' | 'write',
  wrapping: readonly string[] = [],
) {
  const writer = join(import.meta.dirname, 'writer.ts')
  const [command = '', ...args] = [
    ...wrapping,
    ...[process.execPath, '--import', 'tsx', writer, JSON.stringify(place), task],
  ]
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = new Promise<void>(resolve => child.on('exit', () => resolve()))

  let output = ''
  const listeners = new Set<() => void>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    for (const look of listeners) look()
  })

  return {
    ended,
    output: () => output,
    said: (words: string | RegExp) =>
      new Promise<void>(resolve => {
        const look = () => output.match(words) && resolve()
        listeners.add(look)
        look()
      }),
    /** The numbers of the rows it was told are written. */
    acknowledged: () => output.match(/^\d+$/gm) ?? [],
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
