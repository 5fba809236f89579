import { spawn, spawnSync } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest'
import { runCommandLine } from '../../src/commands/program.js'
import { SANDBOX_SYSTEM_ID, SANDBOX_VENDOR } from '../../src/domain/system.js'
import { startSandbox, type Sandbox } from '../../src/sandbox/server.js'
import { newPrivateKeyPem } from './keys.js'

const ROOT = join(import.meta.dirname, '../..')

/**
 * Bundles the console client as `npm run build` does, but into a folder of its own: programs that other
 * stories have started are not taken away from under them. Beside theirs, for what it looks for there.
 */
function bundleIn(folder: string): string {
  const { status, stderr } = spawnSync(
    'npm',
    [
      'run',
      'bundle',
      '--silent',
      '--',
      'cli=src/cli.ts',
      '--entry-names=[name]',
      `--outdir=${folder}`,
    ],
    { cwd: ROOT },
  )
  if (status !== 0) throw new Error(`The bundle failed:\n${stderr.toString()}`)
  return join(folder, 'cli.js')
}

export interface Ran {
  /** `null` when a signal ended it. */
  code: number | null
  stdout: string
  stderr: string
  /** What `--json` wrote. */
  json: () => unknown
}

export interface RunOptions {
  /** Nothing of the test's own environment is handed on but the way to programs. */
  env?: Readonly<Record<string, string>>
  /** On its standard input, which is empty otherwise. */
  input?: string
  cwd: string
}

/** One command line, run to its end: `['token', '--org', '310261629']`. */
function runProgram(
  program: string,
  args: readonly string[],
  { env, input = '', cwd }: RunOptions,
): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
  })
  const read = (stream: NodeJS.ReadableStream) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    return () => Buffer.concat(chunks).toString()
  }
  const [stdout, stderr] = [read(child.stdout), read(child.stderr)]
  child.stdin.on('error', () => {}) // it may not want to know
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code =>
      resolve({
        code,
        stdout: stdout(),
        stderr: stderr(),
        json: () => JSON.parse(stdout()) as unknown,
      }),
    )
  })
}

/** One that goes on until it is stopped, and has said all that it says at its start. */
export interface Started {
  stdout: string
  stop: () => Promise<void>
}

/** @throws with what it said, when it ends before it has said anything */
async function startProgram(
  program: string,
  args: readonly string[],
  { env, cwd }: RunOptions,
): Promise<Started> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
  })
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const stdout = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()))
    void ended.then(() => reject(new Error(stderr)))
  })
  return {
    stdout,
    async stop() {
      child.kill('SIGINT')
      await ended
    },
  }
}

/**
 * The same in this process, for tables of many command lines: without the program's start, `.env` and
 * a folder of its own.
 */
async function runHere(
  args: readonly string[],
  { env = {}, input = '', isTTY = false }: HereOptions,
): Promise<Ran> {
  const screen = () => {
    const texts: string[] = []
    return { write: (text: string) => texts.push(text), isTTY, said: () => texts.join('') }
  }
  const [stdout, stderr] = [screen(), screen()]
  const stdin = Object.assign(Readable.from([input]), { isTTY })
  const code = await runCommandLine({ args, env, stdin, stdout, stderr, now: Date.now })
  return {
    code,
    stdout: stdout.said(),
    stderr: stderr.said(),
    json: () => JSON.parse(stdout.said()) as unknown,
  }
}

export interface HereOptions extends Omit<RunOptions, 'cwd'> {
  /** A person sits there. */
  isTTY?: boolean
}

export interface CliStory {
  /** For whoever starts it otherwise than `run` does. */
  program: string
  sandbox: Sandbox
  /** Empty when the file's stories begin; deleted when they are over. */
  folder: string
  /** What `.env` would say for a client that is registered in the sandbox, with its key in a file. */
  settings: Readonly<Record<string, string>>
  /** In that folder, with those settings and in English unless told otherwise. */
  run: (args: readonly string[], more?: Partial<RunOptions>) => Promise<Ran>
  /** The same for one that goes on until the story is over. */
  start: (args: readonly string[], more?: Partial<RunOptions>) => Promise<Started>
  /** The same settings and language, in this process. */
  runHere: (args: readonly string[], more?: HereOptions) => Promise<Ran>
}

/** One sandbox for all stories of a file, where each begins without faults and calls. */
export function shareCli(): () => CliStory {
  let story: CliStory | undefined
  const theOne = () => {
    if (!story) throw new Error('The sandbox is opened when the stories begin')
    return story
  }
  beforeAll(async () => {
    mkdirSync(join(ROOT, 'dist'), { recursive: true })
    const built = mkdtempSync(join(ROOT, 'dist/cli-'))
    const program = bundleIn(built)
    const sandbox = await startSandbox()
    const folder = mkdtempSync(join(tmpdir(), 'smartcloud-cli-'))
    const pem = newPrivateKeyPem()
    const client = sandbox.registerClient({
      orgNo: SANDBOX_VENDOR,
      publicJwk: { ...createPublicKey(pem).export({ format: 'jwk' }), kid: 'cli-test' },
      systemId: SANDBOX_SYSTEM_ID,
    })
    writeFileSync(join(folder, 'key.pem'), pem, { mode: 0o600 })
    const settings = {
      UPSTREAMS: 'sandbox',
      SANDBOX_URL: sandbox.origin,
      MASKINPORTEN_CLIENT_ID: client.clientId,
      MASKINPORTEN_KEY_FILE: join(folder, 'key.pem'),
      MASKINPORTEN_KID: 'cli-test',
      SYSTEM_ID: SANDBOX_SYSTEM_ID,
    }
    const run: CliStory['run'] = (args, more) =>
      runProgram(program, args, { cwd: folder, env: { ...settings, LANG: 'en_GB.UTF-8' }, ...more })
    const start: CliStory['start'] = async (args, more) => {
      const started = await startProgram(program, args, {
        cwd: folder,
        env: { ...settings, LANG: 'en_GB.UTF-8' },
        ...more,
      })
      onTestFinished(started.stop)
      return started
    }
    const runHereToo: CliStory['runHere'] = (args, more) =>
      runHere(args, { env: { ...settings, LANG: 'en_GB.UTF-8' }, ...more })
    story = { program, sandbox, folder, settings, run, start, runHere: runHereToo }
  }, 60_000)
  beforeEach(() => {
    const { faults, calls } = theOne().sandbox
    faults.clear()
    faults.moveClock(-faults.clockOffset())
    calls.clear()
  })
  afterAll(async () => {
    await story?.sandbox.close()
    if (story)
      for (const made of [story.folder, dirname(story.program)]) rmSync(made, { recursive: true })
  })
  return theOne
}
