import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')

/** The program as `npm start` runs it; built first when the sources are newer. */
export function compiled(name: 'server.js' | 'demo.js'): string {
  const program = join(ROOT, 'dist/run', name)
  const built = existsSync(program) ? statSync(program).mtimeMs : 0
  if (built < newestIn(join(ROOT, 'src'))) {
    const { status, stdout } = spawnSync('npm', ['run', 'build', '--silent'], { cwd: ROOT })
    if (status !== 0) throw new Error(`The build failed:\n${stdout.toString()}`)
  }
  return program
}

const newestIn = (folder: string): number =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  )

/** Nothing of the test's own environment but the way to programs. */
export const environment = (settings: Record<string, string>): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  ...settings,
})

export interface Ended {
  code: number | null
  text: string
  ms: number
}

/** Runs to its end; a folder without a `.env` keeps the developer's own out of it. */
export function run(settings: Record<string, string>, cwd: string): Promise<Ended> {
  const began = performance.now()
  const child = spawn(process.execPath, [compiled('server.js')], {
    cwd,
    env: environment(settings),
  })
  return new Promise(resolve => {
    const text = everythingSaidBy(child)
    child.on('close', code => resolve({ code, text: text(), ms: performance.now() - began }))
  })
}

/** Runs until it says that it listens. */
export function start(settings: Record<string, string>, cwd: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [compiled('server.js')], {
    cwd,
    env: environment(settings),
  })
  return new Promise((resolve, reject) => {
    const text = everythingSaidBy(child)
    child.stdout.on('data', () => text().includes('"listening"') && resolve(child))
    child.on('close', code => reject(new Error(`It ended with ${code}:\n${text()}`)))
  })
}

function everythingSaidBy(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return () => text
}
