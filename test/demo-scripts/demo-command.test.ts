import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { firstChapterOf, readDemoArguments } from '../../src/demo-arguments.js'
import { SCRIPT_NAMES } from '../../src/domain/demo-scripts.js'
import { freePort } from '../support/free-port.js'

const ROOT = join(import.meta.dirname, '../..')

/** `npm run demo -- …`, without building first. */
function startDemo(given: string[], env: NodeJS.ProcessEnv = {}) {
  const demo = spawn(process.execPath, ['--import', 'tsx', 'src/demo.ts', ...given], {
    cwd: ROOT,
    env: { ...process.env, ...env },
  })
  onTestFinished(() => void demo.kill())
  let said = ''
  let complained = ''
  demo.stdout.on('data', piece => (said += String(piece)))
  demo.stderr.on('data', piece => (complained += String(piece)))
  const exit = new Promise<number | null>(resolve => demo.on('exit', resolve))
  return {
    exit,
    said: () => said,
    complained: () => complained,
    until: (words: string) =>
      new Promise<void>((resolve, reject) => {
        demo.stdout.on('data', () => said.includes(words) && resolve())
        demo.on('exit', () => reject(new Error(`It has ended: ${complained}`)))
      }),
  }
}

describe('The demo', () => {
  test.each(SCRIPT_NAMES)('is asked for the script %s', script => {
    expect(readDemoArguments(['--script', script])).toEqual({ wants: 'run', script })
    expect(readDemoArguments([`--script=${script}`])).toEqual({ wants: 'run', script })
    expect(firstChapterOf('http://localhost:3000', script)).toBe(
      `http://localhost:3000/inspector/scripts/${script}/1`,
    )
  })

  test('runs without a script, too', () => {
    expect(readDemoArguments([])).toEqual({ wants: 'run', script: undefined })
  })

  test.each([['--script', 'chef'], ['--script', 'Boss'], ['--script', ''], ['--script'], ['boss']])(
    'does not know what to do with %j %j, and names the three',
    (...given) => {
      const read = readDemoArguments(given)
      expect(read.wants).toBe('nonsense')
      expect('text' in read && read.text).toMatch(/happy, boss or taken-back/)
    },
  )

  test('says the address of chapter one, where the chapter is', async () => {
    const [port, sandboxPort] = [await freePort(), await freePort()]
    const address = `http://localhost:${port}/inspector/scripts/boss/1`
    const demo = startDemo(['--script', 'boss'], {
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
    })
    await demo.until(address)
    expect(await (await fetch(address)).text()).toContain('En ansatt registrerer virksomheten')
  })

  test('gives up on a script there is not, with a sentence', async () => {
    const demo = startDemo(['--script', 'chef'])
    expect(await demo.exit).toBe(2)
    expect(demo.complained()).toBe('There is no script "chef". Choose happy, boss or taken-back.\n')
  })

  test('explains itself', async () => {
    const demo = startDemo(['--help'])
    expect(await demo.exit).toBe(0)
    expect(demo.said()).toContain('--script NAME')
  })
})
