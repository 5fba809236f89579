import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest'
import { createApp, type AppDeps } from '../../src/app.js'
import { composeDemo, type Demo } from '../../src/compose-demo.js'
import type { DatabasePlace } from '../../src/database/database.js'
import { createLog } from '../../src/log.js'
import { createSigningKeys } from '../../src/sandbox/world/signing-keys.js'
import { createHttpServer } from '../../src/web/http-server.js'
import { createBrowser, type Browser, type Visit } from './browser.js'
import { lookInto } from './databases.js'

/** The day on which the sums of the sample data hold, at nine in the morning in Oslo. */
export const MORNING = Date.parse('2026-11-20T08:00:00Z')

export interface Clock {
  now: () => number
  /** Moves the clock of SmartCloud and of the sandbox together. */
  pass: (ms: number) => void
}

export interface Options extends Partial<Parameters<typeof composeDemo>[0]> {
  /** Instead of what was composed. */
  deps?: (world: Demo) => Partial<AppDeps>
}

export type SmartCloud = Awaited<ReturnType<typeof build>>

/**
 * The real composition against the real sandbox, with an empty database and a clock that stands
 * still. Everything is closed when the test ends.
 */
export async function openSmartCloud(options: Options = {}): Promise<SmartCloud> {
  const smartcloud = await build(options)
  onTestFinished(smartcloud.close)
  return smartcloud
}

/**
 * One SmartCloud for all stories of a file or `describe`, each with organisations of its own. The
 * sandbox begins every story without faults and calls.
 */
export function shareSmartCloud(options: Options = {}): () => SmartCloud {
  let smartcloud: SmartCloud | undefined
  const theOne = () => {
    if (!smartcloud) throw new Error('SmartCloud is opened when the stories begin')
    return smartcloud
  }
  beforeAll(async () => {
    smartcloud = await build(options)
  }, 60_000) // the first one makes the keys
  beforeEach(() => {
    const { faults, calls } = theOne().sandbox
    faults.clear()
    faults.moveClock(-faults.clockOffset())
    calls.clear()
  })
  afterAll(() => smartcloud?.close())
  return theOne
}

async function build({ deps, ...options }: Options) {
  let time = MORNING
  const clock: Clock = { now: () => time, pass: ms => (time += ms) }
  const lines: string[] = []
  const log = createLog({ level: 'debug', write: line => lines.push(line) })
  const { place, giveBack } = options.database
    ? { place: options.database, giveBack: () => {} }
    : newFile()

  const world = await composeDemo({
    port: 3000, // only what our address says: the browser knows where the server listens
    sandboxPort: 0,
    database: place,
    log,
    now: clock.now,
    keys: { ours: ourKey(), sandbox: sandboxKeys() },
    ...options,
  })
  const app = createApp({ ...world.deps, requestsPerMinute: 1_000_000, ...deps?.(world) })
  const server = createHttpServer(app)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const answers: Visit[] = []
  const newBrowser = (): Browser =>
    createBrowser(server, world.deps.baseUrl, world.sandbox, visit => answers.push(visit))
  return {
    ...world,
    app,
    port,
    place: place as DatabasePlace,
    clock,
    browser: newBrowser(),
    newBrowser,
    /** Everything SmartCloud has answered to these browsers. */
    answers,
    /** Every log line so far, as one text. */
    logged: () => lines.join(''),
    /** What is in a table, with its columns named as in the database. */
    rows: <Row = Record<string, unknown>>(table: string, where = 'true') =>
      lookInto<Row>(place, `SELECT * FROM ${table} WHERE ${where}`),
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await world.close()
      giveBack()
    },
  }
}

function newFile() {
  const folder = mkdtempSync(join(tmpdir(), 'smartcloud-'))
  return {
    place: { file: join(folder, 'smartcloud.db') },
    giveBack: () => rmSync(folder, { recursive: true }),
  }
}

/*
 * Keys are made once per process: that takes longer than all that is done with them, and nothing
 * depends on their being different.
 */
let ours: KeyObject | undefined
export const ourKey = () =>
  (ours ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)

let sandboxs: { maskinporten: SigningKeys; altinn: SigningKeys } | undefined
const sandboxKeys = () =>
  (sandboxs ??= { maskinporten: createSigningKeys(), altinn: createSigningKeys() })
type SigningKeys = ReturnType<typeof createSigningKeys>
