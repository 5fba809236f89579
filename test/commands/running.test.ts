import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Libsql from 'libsql'
import { beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/database/database.js'
import { shareCli } from '../support/cli.js'
import { describeOnBoth } from '../support/databases.js'
import { freePort } from '../support/free-port.js'

const story = shareCli()

/** An empty folder for each story, without any settings. */
let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(story().folder, 'running-'))
})
const run = (args: readonly string[], env: Record<string, string> = {}) =>
  story().run(args, { cwd, env: { LANG: 'en_GB.UTF-8', ...env } })

describe('The sandbox', () => {
  test('answers until it is stopped, and says what to write in .env', async () => {
    const port = String(await freePort())
    const { stdout } = await story().start(['sandbox', '--port', port], { cwd, env: {} })
    expect(stdout).toContain(`UPSTREAMS=sandbox\n  SANDBOX_URL=http://localhost:${port}\n`)
    const metadata = await fetch(`http://localhost:${port}/.well-known/oauth-authorization-server`)
    expect(metadata.status).toBe(200)

    const second = await run(['sandbox', '--port', port, '--lang', 'nb'])
    expect(second).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `Port ${port} er i bruk.\nStopp det som kjører der, eller velg en annen med --port.\n`,
    })
  })

  test('is not filled with nonsense', async () => {
    writeFileSync(join(cwd, 'world.json'), '{ "vendors": [{ "orgNo": "1" }], "planets": [] }')
    const wrong = await run(['sandbox', '--seed', 'world.json', '--port', '0'])
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toContain('The file world.json cannot be used:\n  planets: there is no')
    const none = await story().runHere(['sandbox', '--seed', join(cwd, 'none.json')])
    expect(none.stderr).toMatch(/^There is no file .*none\.json\.\n/)
    const port = await story().runHere(['sandbox', '--port', '70000', '--lang', 'nb'])
    expect(port.stderr).toContain('«70000» er ikke en port.')
  })
})

describe('The demo', () => {
  test('is SmartCloud and its sandbox, with a script to walk through', async () => {
    const [port, sandboxPort] = [await freePort(), await freePort()]
    const args = [
      'demo',
      '--port',
      `${port}`,
      '--sandbox-port',
      `${sandboxPort}`,
      '--script',
      'happy',
    ]
    const { stdout } = await story().start([...args, '--json'], { cwd, env: {} })
    const said = JSON.parse(stdout) as Record<string, string>
    expect(said).toMatchObject({
      smartCloud: `http://localhost:${port}`,
      sandbox: `http://localhost:${sandboxPort}`,
    })
    expect((await fetch(said['smartCloud']!)).status).toBe(200)
    expect(await (await fetch(said['chapter']!)).text()).toContain('<h1')
    const again = await run(args)
    expect(again.code).toBe(2)
    expect(again.stderr).toMatch(/^Port \d+ is in use\.\n.*--(sandbox-)?port\.\n$/)
  })

  test('has no script of another name', async () => {
    const { code, stderr } = await story().runHere(['demo', '--script', 'sad', '--lang', 'nb'])
    expect(stderr).toBe(
      'Det er ingen gjennomgang som heter sad.\nVelg en av disse: happy, boss, taken-back.\n',
    )
    expect(code).toBe(2)
  })
})

/** What the bundler writes above each part of it. */
const NOT_LOADED = /^\/\/ src\/(sandbox|app|database\/(embedded|postgresql|migrations))/m

describe('No other command loads the sandbox, the site or its database:', () => {
  test.each([['--help'], ['token'], ['doctor']])('%s', async command => {
    const looked = join(cwd, 'loaded.txt')
    writeFileSync(
      join(cwd, 'watch.mjs'),
      `import { register } from 'node:module'
       register('data:text/javascript,' + encodeURIComponent(\`
         import { appendFileSync } from 'node:fs'
         export async function load(url, context, next) {
           appendFileSync(${JSON.stringify(looked)}, url + '\\\\n')
           return next(url, context)
         }\`))`,
    )
    const child = spawn(process.execPath, ['--import', './watch.mjs', story().program, command], {
      cwd,
      env: { PATH: process.env['PATH'], ...story().settings },
    })
    await new Promise(resolve => child.on('close', resolve))
    const loaded = readFileSync(looked, 'utf8').trim().split('\n')
    const ours = loaded.filter(url => url.startsWith('file:') && url.endsWith('.js'))
    expect(ours.length).toBeGreaterThan(0)
    for (const url of ours) expect(readFileSync(new URL(url), 'utf8'), url).not.toMatch(NOT_LOADED)
  })
})

describeOnBoth('The database of the site', (_open, newPlace) => {
  test('is made, and brought up to date once', async () => {
    const place = await newPlace()
    const env: Record<string, string> =
      'file' in place ? { DATABASE_FILE: place.file } : { DATABASE_URL: place.url }
    const made = await run(['database', 'migrate', '--json'], env)
    const { before, now, applied } = made.json() as Record<string, unknown>
    expect(before).toBeNull()
    expect(applied).toContain(now)
    if ('file' in place) expect(statSync(place.file).mode & 0o777).toBe(0o600)
    const again = await run(['database', 'migrate', '--lang', 'nb'], env)
    expect(again).toMatchObject({ code: 0, stderr: '' })
    expect(again.stdout).toMatch(/^Før +(\S+)\nNå +\1\n\nIngenting å gjøre/)
  })
})

describe('The database of the site', () => {
  const env = { DATABASE_FILE: 'data/site.db' }
  const namesIn = (folder = cwd) => readdirSync(folder).sort()
  const bytesOf = (name: string) => readFileSync(join(cwd, name)).toString('base64')

  test('is copied while the site works with it, and put back once it has stopped', async () => {
    const file = join(cwd, 'data/site.db')
    const site = await openDatabase({ file })
    const write = (message: string) =>
      site.events.record({ event: 'started', environment: 'sandbox', actor: message })
    await write('before the copy')

    const copied = await run(['database', 'backup', 'copy.db'], env)
    expect(copied).toMatchObject({ code: 0, stderr: '' })
    expect(copied.stdout).toContain('The database has been copied to copy.db.')
    expect(statSync(join(cwd, 'copy.db')).mode & 0o777).toBe(0o600)
    await write('after the copy')

    const over = await run(['database', 'backup', 'copy.db', '--lang', 'nb'], env)
    expect(over.code).toBe(2)
    expect(over.stderr).toContain('Filen finnes allerede, og blir ikke overskrevet.')

    const busy = await run(['database', 'restore', 'copy.db', '--yes'], env)
    expect(busy).toMatchObject({
      code: 2,
      stderr:
        'Another program uses the database.\nStop the site first, and run the command again.\n',
    })
    expect((await run(['database', 'migrate'], env)).code).toBe(2)
    await site.close()

    const unsure = await run(['database', 'restore', 'copy.db', '--lang', 'nb'], env)
    expect(unsure.code).toBe(2)
    expect(unsure.stderr).toContain('Databasen i data/site.db erstattes av copy.db.')
    const before = bytesOf('data/site.db')
    const done = await run(['database', 'restore', 'copy.db', '--yes'], env)
    expect(done.code).toBe(0)
    expect(bytesOf('data/site.db')).not.toBe(before)

    const [, kept] = /is in (\S+)\. Delete/.exec(done.stdout) ?? []
    const replaced = await openDatabase({ file: join(cwd, kept!) })
    expect(JSON.stringify(await replaced.events.list())).toContain('after the copy')
    await replaced.close()

    const restored = await openDatabase({ file })
    const events = await restored.events.list()
    await restored.close()
    expect(JSON.stringify(events)).toContain('before the copy')
    expect(JSON.stringify(events)).not.toContain('after the copy')
    expect(namesIn()).toEqual(['copy.db', 'data'])
    expect(namesIn(join(cwd, 'data')).filter(name => name.endsWith('.part'))).toEqual([])
  })

  test('is not replaced by what is no copy of it', async () => {
    await run(['database', 'migrate'], env)
    const before = bytesOf('data/site.db')
    writeFileSync(join(cwd, 'letter.db'), 'Dear database, '.repeat(1_000))
    const made = (name: string, sql: string) => {
      const other = new Libsql(join(cwd, name))
      other.exec(sql)
      other.close()
    }
    made('others.db', 'CREATE TABLE recipes (name TEXT)')
    made(
      'newer.db',
      "CREATE TABLE kysely_migration (name TEXT); INSERT INTO kysely_migration VALUES ('999_x')",
    )
    for (const [name, sentence] of [
      ['others.db', 'is not a database of SmartCloud.'],
      ['newer.db', 'was made by a newer SmartCloud.'],
      ['letter.db', 'is not a database, or is damaged.'],
      ['none.db', 'There is no such database file.'],
    ] as const) {
      const { code, stderr } = await run(['database', 'restore', name, '--yes'], env)
      expect(stderr).toContain(sentence)
      expect(code).toBe(2)
    }
    expect(bytesOf('data/site.db')).toBe(before)
    expect(existsSync(join(cwd, 'none.db'))).toBe(false)
  })

  test.each([
    ['backup', 'pg_dump --format=custom --file=x.dump "$DATABASE_URL"'],
    ['restore', 'pg_restore --clean'],
  ])('in PostgreSQL has tools of its own: %s', async (command, tool) => {
    const address = 'postgres://smartcloud:secret@localhost/smartcloud'
    const { code, stdout, stderr } = await story().runHere(['database', command, 'x.dump'], {
      env: { DATABASE_URL: address, LANG: 'nb' },
    })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(tool)
    expect(stderr).not.toContain('secret')
  })

  test('in PostgreSQL that does not answer', async () => {
    const port = await freePort()
    const { code, stderr } = await story().runHere(['database', 'migrate'], {
      env: { DATABASE_URL: `postgres://smartcloud:secret@127.0.0.1:${port}/smartcloud` },
    })
    expect(stderr).toContain('The database server does not answer (ECONNREFUSED).')
    expect(code).toBe(3)
  })

  test('is not guessed', async () => {
    const { code, stderr } = await story().runHere(['database', 'migrate'], { env: {} })
    expect(stderr).toContain('DATABASE_FILE (--database-file) is missing.')
    expect(code).toBe(2)
    const both = await story().runHere(['database', 'migrate', '--lang', 'nb'], {
      env: { DATABASE_FILE: 'a', DATABASE_URL: 'postgres://b' },
    })
    expect(both.stderr).toContain('DATABASE_URL er begge satt')
  })
})
