/** What a command talks to, handed in by `cli.ts`. */
export interface Terminal {
  /** Without the program and its file. */
  args: readonly string[]
  /** With what `.env` adds. */
  env: NodeJS.ProcessEnv
  stdin: AsyncIterable<Buffer | string> & { isTTY?: boolean }
  stdout: Screen
  stderr: Screen
  /** Epoch milliseconds. */
  now: () => number
}

export interface Screen {
  write: (text: string) => unknown
  /** True for a person's terminal, absent for a pipe or a file. */
  isTTY?: boolean
  columns?: number
}

/**
 * All that comes in on standard input, or its first bytes when it is more than `maxBytes`.
 *
 * @returns `undefined` when it was more
 */
export async function readInput(
  stdin: Terminal['stdin'],
  maxBytes: number,
): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > maxBytes) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_MS = 100

/** Turns while the work is underway; only where a person watches, and it leaves no trace. */
export async function withSpinner<T>(
  screen: Screen,
  text: string,
  work: () => Promise<T>,
): Promise<T> {
  if (!screen.isTTY) return work()
  let frame = 0
  const draw = () => screen.write(`\r\x1b[K${FRAMES[frame++ % FRAMES.length]} ${text}`)
  draw()
  const timer = setInterval(draw, FRAME_MS)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    screen.write('\r\x1b[K')
  }
}
