import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { stateFromSeedFile } from '../../src/sandbox/rows/seed-file.js'
import { startSandbox } from '../../src/sandbox/server.js'
import { TABLE_NAMES } from '../../src/sandbox/rows/tables.js'
import { newKeys } from './open-vendor.js'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const [section = ''] = readme
  .split(/^## /m)
  .filter(part => part.startsWith('Your own client against the sandbox'))

const blockOf = (language: string): string =>
  new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'm').exec(section)?.[1] ?? ''

const isThere = (program: string) => {
  try {
    execFileSync(program, [program === 'openssl' ? 'version' : '--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const hasTools = ['bash', 'curl', 'openssl'].every(isThere)

describe('The README', () => {
  test.skipIf(!hasTools)(
    'leads from a key to an API’s answer',
    async () => {
      const sandbox = await startSandbox({ keys: newKeys() })
      onTestFinished(() => sandbox.close())
      const folder = mkdtempSync(join(tmpdir(), 'readme-walk-'))
      onTestFinished(() => rmSync(folder, { recursive: true }))

      const walk = blockOf('bash')
      expect(walk.match(/3001/g)).toHaveLength(1)
      const script = walk.replace('3001', new URL(sandbox.origin).port)
      const { stdout } = await promisify(execFile)('bash', ['-e', '-o', 'pipefail', '-c', script], {
        cwd: folder,
      })

      const answers = stdout.trim().split('\n')
      expect(JSON.parse(answers.at(-1)!)).toMatchObject({
        status: 'Delayed',
        shipmentStatus: 'InTransit',
        importStatus: 'AwaitingCustoms',
      })
      const [approved] = answers.filter(line => line.includes('"Accepted"'))
      expect(sandbox.state.systemUsers.has(JSON.parse(approved!).id)).toBe(true)
    },
    60_000,
  )

  test.skipIf(!hasTools)('leads to the log-in of one’s own site', async () => {
    const sandbox = await startSandbox({ keys: newKeys() })
    onTestFinished(() => sandbox.close())
    const script = blockOf('sh').replace('http://localhost:3001', sandbox.origin)
    await promisify(execFile)('bash', ['-c', script])

    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'fjell-log-in',
      redirect_uri: 'http://localhost:4000/logged-in',
      scope: 'openid',
      state: 'a-state',
      nonce: 'a-nonce',
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
    })
    const page = await fetch(`${sandbox.origin}/idp/authorize?${query}`)
    expect(await page.text()).toContain('Velg testbruker')
  })

  test('shows a seed file that works', () => {
    const state = stateFromSeedFile(JSON.parse(blockOf('json')), Date.now())
    expect([...state.systems.keys()]).toEqual(['312600757_fjell'])
    expect(state.salary.get('310000001')).toEqual({ salaryStatus: 'Paid', salaryAmount: 42.5 })
  })

  test('names all the tables', () => {
    for (const name of TABLE_NAMES) expect(section).toContain(`\`${name}\``)
  })
})
