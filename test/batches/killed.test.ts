import type { ChildProcess } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/database/database.js'
import { startSandbox } from '../../src/sandbox/server.js'
import { newOrganisation } from '../support/at-altinn.js'
import { lookInto } from '../support/databases.js'
import { freePort } from '../support/free-port.js'
import { newPrivateKeyPem } from '../support/keys.js'
import { start } from '../start/compiled.js'
import { linesFor } from './lines-for.js'

const SYSTEM = '991825827_smartcloud'
const AS_FAST_AS_IT_GOES = 6_000_000

test('the process is killed in the middle of 1,000 lines, and the next one goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'smartcloud-batch-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  const key = newPrivateKeyPem()
  const port = await freePort()
  const baseUrl = `http://localhost:${port}`
  const { clientId } = sandbox.registerClient({
    orgNo: '991825827',
    publicJwk: { ...createPublicKey(key).export({ format: 'jwk' }), kid: 'test' },
    systemId: SYSTEM,
    redirectUrls: [`${baseUrl}/receipt`],
  })
  const organisations = Array.from({ length: 1_000 }, () => newOrganisation(sandbox))
  const file = join(folder, 'smartcloud.db')
  const database = await openDatabase({ file })
  const { id } = await database.batches.create(
    {
      environment: 'sandbox',
      kind: 'requests',
      name: 'A thousand',
      ratePerMinute: AS_FAST_AS_IT_GOES,
      createdBy: 'somebody',
      systemId: SYSTEM,
    },
    linesFor(organisations),
    { event: 'batch checked' },
  )
  await database.batches.start(id, 'somebody', { event: 'batch started' })
  await database.close()

  let child: ChildProcess | undefined
  const begin = async () => {
    child = await start(
      {
        UPSTREAMS: 'sandbox',
        SANDBOX_URL: sandbox.origin,
        BASE_URL: baseUrl,
        PORT: String(port),
        SESSION_SECRET: 'a-long-and-not-so-secret-secret-for-tests',
        DATABASE_FILE: file,
        MASKINPORTEN_CLIENT_ID: clientId,
        MASKINPORTEN_KEY: key,
        MASKINPORTEN_KID: 'test',
        SYSTEM_ID: SYSTEM,
        LOG_LEVEL: 'info',
      },
      folder,
    )
  }
  const kill = async () => {
    child?.kill('SIGKILL')
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'close')
    child = undefined
  }
  onTestFinished(kill)
  const atAltinn = () =>
    [...sandbox.state.requests.values()]
      .map(({ partyOrgNo }) => partyOrgNo)
      .filter(number => number.startsWith('319'))
      .sort()
  const lines = () =>
    lookInto<{ state: string; count: number | bigint }>(
      { file },
      'SELECT state, count(*) AS count FROM batch_lines GROUP BY state ORDER BY state',
    )

  await begin()
  await comesTrue(() => atAltinn().length >= 400)
  await kill()
  expect(atAltinn().length).toBeLessThan(1_000)
  expect((await lines()).find(({ state }) => state === 'waiting')).toBeDefined()
  // As if the next one were started a minute later: what was in the air has come down by then.
  await lookInto({ file }, 'UPDATE requests SET last_try_at = last_try_at - 61000 RETURNING id')

  await begin()
  await comesTrue(async () => (await lines()).every(({ state }) => state === 'sent'))

  expect(atAltinn()).toEqual(organisations.map(one => one.organisationNumber).sort())
  const rows = await lookInto<{ state: string; altinn_request_id: string | null }>(
    { file },
    'SELECT state, altinn_request_id FROM requests',
  )
  expect(rows).toHaveLength(1_000)
  expect(rows.every(row => row.state === 'sent' && row.altinn_request_id !== null)).toBe(true)
}, 180_000)

async function comesTrue(condition: () => boolean | Promise<boolean>, ms = 90_000) {
  const until = performance.now() + ms
  while (!(await condition())) {
    if (performance.now() > until) throw new Error('It did not come true in time')
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}
