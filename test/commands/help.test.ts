import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { runCommandLine } from '../../src/commands/program.js'
import { shareCli } from '../support/cli.js'

const story = shareCli()

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  request: ['create', 'status', 'list', 'delete'],
  change: ['create', 'status'],
  system: ['register', 'show', 'diff', 'update', 'delete'],
  keys: ['new', 'public', 'check'],
  database: ['migrate', 'backup', 'restore'],
}
const ALONE = ['token', 'call', 'explain', 'system-users', 'clients', 'doctor', 'sandbox', 'demo']
const COMMANDS = [
  ...ALONE.map(name => [name]),
  ...Object.entries(GROUPS).flatMap(([group, names]) => [
    [group],
    ...names.map(name => [group, name]),
  ]),
]

describe('Help', () => {
  test.each(COMMANDS)('for smartcloud %s %s, with an example to copy', async (...words) => {
    const command = words.filter(Boolean)
    const { code, stdout, stderr } = await story().runHere([...command, '--help', '--lang', 'nb'])

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(new RegExp(`^Bruk: smartcloud ${command.join(' ')} `))
    expect(stdout).toContain(`\nEksempler:\n  `)
    expect(stdout).toContain('--json')
    expect(stdout).not.toMatch(/Usage|Options|default|display|Arguments|Commands:/)
  })

  test('for all of it, in the language of the system', async () => {
    const english = await story().run(['--help'])
    expect(english.stdout).toMatch(/^Usage: smartcloud \[options\] \[command\]\n/)
    expect(english.stdout).toContain('Exit codes: 0 done, 1 refused')
    const norwegian = await story().run([], { env: { LANG: 'nb_NO.UTF-8' } })
    expect(norwegian.stderr).toMatch(/^Bruk: smartcloud \[valg\] \[kommando\]\n/)
    expect([english.code, norwegian.code]).toEqual([0, 2])
  })
})

describe('A command line that cannot be understood is answered in one’s own language:', () => {
  test.each([
    [['token', '--ogr', '1'], 'There is no option --ogr.\nDid you mean --org?\n'],
    [['tokne'], 'There is no command tokne.\nDid you mean token?\n'],
    [['token', '--org'], 'The option --org <number> lacks a value.\n'],
    [['call'], 'The command lacks <api>.\n'],
    [['explain', 'x', 'y'], 'There are too many words on the command line.\n'],
    [['token', '--org', '1', '--systemUserOrg', '2'], '--org and --systemUserOrg cannot be used'],
    [['token', '--lang', 'fr'], 'There is no such language.\nWrite --lang nb or --lang en.\n'],
  ])('%j', async (args, sentence) => {
    const { code, stdout, stderr } = await story().runHere(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(sentence)
  })

  test('or as JSON', async () => {
    const { code, json, stderr } = await story().runHere(['--json', 'tokne', '--lang', 'nb'])
    expect(json()).toEqual({
      error: {
        code: 'wrong_use',
        message: 'Kommandoen tokne finnes ikke.',
        remedy: 'Mente du token?',
      },
    })
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
  })
})

describe('A pipe', () => {
  test('that is closed early ends the program without a word', async () => {
    const { program, settings: env } = story()
    const child = spawn(process.execPath, [program, 'keys', 'public'], { env, cwd: story().folder })
    child.stdout.destroy()
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))

    const [code] = (await once(child, 'close')) as [number]

    expect({ code, said }).toEqual({ code: 0, said: '' })
  })
})

describe('Ctrl-C', () => {
  test('ends a command that waits, at once and without a word', async () => {
    story().sandbox.faults.add({ target: 'maskinporten.token', kind: 'hang', times: 9 })
    const { program, settings: env } = story()
    const child = spawn(process.execPath, [program, 'token', '--org', '310261629'], { env })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    while (story().sandbox.calls.list('maskinporten.token').length === 0)
      await new Promise(resolve => setTimeout(resolve, 20))

    child.kill('SIGINT')
    const [code] = (await once(child, 'close')) as [number]

    expect({ code, said }).toEqual({ code: 130, said: '' })
  })
})

describe('What should not be possible', () => {
  const broken = {
    async *[Symbol.asyncIterator]() {
      yield await Promise.reject<string>(new Error('the secret of a library'))
    },
  }
  test.each([
    ['--lang=nb', 'Noe gikk galt som ikke skulle kunne skje.'],
    ['--lang=en', 'Something went wrong that should not be possible.'],
  ])('is told in one sentence with a reference, and no stack', async (language, sentence) => {
    const said: string[] = []
    const screen = { write: (text: string) => said.push(text) }
    const terminal = { env: {}, stdin: broken, stdout: screen, stderr: screen, now: Date.now }

    const code = await runCommandLine({ ...terminal, args: ['explain', language] })

    expect(code).toBe(1)
    expect(said.join('')).toContain(sentence)
    expect(said.join('')).toMatch(/\(unexpected, refer[a-z]+ [0-9a-f-]{36}\)\n$/)
    expect(said.join('')).not.toMatch(/ {4}at |secret/)

    await runCommandLine({ ...terminal, args: ['explain', '--verbose'] })
    expect(said.join('')).toContain('command failed')
  })
})
