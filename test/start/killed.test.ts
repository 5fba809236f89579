import type { ChildProcess } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { startSandbox } from '../../src/sandbox/server.js'
import { lookInto } from '../support/databases.js'
import { freePort } from '../support/free-port.js'
import { newPrivateKeyPem } from '../support/keys.js'
import { FRESH, formFor } from '../support/people.js'
import { start } from './compiled.js'

const folder = mkdtempSync(join(tmpdir(), 'smartcloud-killed-'))
afterAll(() => rmSync(folder, { recursive: true }))

const key = newPrivateKeyPem()
let databases = 0

/** SmartCloud as a process of its own, on a file, in front of a sandbox in this one. */
async function openTwoProcesses() {
  const port = await freePort()
  const baseUrl = `http://localhost:${port}`
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  const { clientId } = sandbox.registerClient({
    orgNo: '991825827',
    publicJwk: { ...createPublicKey(key).export({ format: 'jwk' }), kid: 'test' },
    systemId: '991825827_smartcloud',
    redirectUrls: [`${baseUrl}/receipt`],
  })
  const file = join(folder, `${++databases}.db`)
  const settings = {
    UPSTREAMS: 'sandbox',
    SANDBOX_URL: sandbox.origin,
    BASE_URL: baseUrl,
    PORT: String(port),
    SESSION_SECRET: 'a-long-and-not-so-secret-secret-for-tests',
    DATABASE_FILE: file,
    MASKINPORTEN_CLIENT_ID: clientId,
    MASKINPORTEN_KEY: key,
    MASKINPORTEN_KID: 'test',
    SYSTEM_ID: '991825827_smartcloud',
  }
  let child: ChildProcess | undefined
  const begin = async () => {
    child = await start(settings, folder)
  }
  const kill = async () => {
    child?.kill('SIGKILL')
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'close')
    child = undefined
  }
  onTestFinished(kill)
  /** As a platform does it; the exit code. */
  const stop = async () => {
    child!.kill('SIGTERM')
    const [code] = await once(child!, 'close')
    return code as number | null
  }
  const requestRows = () =>
    lookInto<{ state: string; altinn_request_id: string | null }>(
      { file },
      'SELECT state, altinn_request_id FROM requests',
    )
  const requestsAtAltinn = () =>
    [...sandbox.state.requests.values()].filter(
      ({ partyOrgNo }) => partyOrgNo === FRESH.organisationNumber,
    )
  return { baseUrl, sandbox, begin, kill, stop, requestRows, requestsAtAltinn }
}

/** Fills in the form, and presses «Gå til Altinn» without waiting for what comes. */
async function askForAccess(baseUrl: string): Promise<void> {
  const cookies = new Map<string, string>()
  async function visit(path: string, body?: Record<string, string>) {
    const response = await fetch(new URL(path, baseUrl), {
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(pair => pair.join('=')).join('; '),
        ...(body ? { origin: baseUrl } : {}),
      },
      ...(body ? { method: 'POST', body: new URLSearchParams(body) } : {}),
    })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split(/=(.*)/s)
      cookies.set(name, value)
    }
    return response.text()
  }
  const tokenOn = (page: string) => /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''

  const form = await visit('/sign-up/smartbasic')
  await visit('/sign-up/smartbasic', { ...formFor(FRESH), _csrf: tokenOn(form) })
  const check = await visit('/sign-up/check')
  visit('/sign-up/check', { _csrf: tokenOn(check) }).catch(() => 'the process was killed')
}

const comesTrue = async (condition: () => boolean | Promise<boolean>, ms = 15_000) => {
  const until = performance.now() + ms
  while (!(await condition())) {
    if (performance.now() > until) throw new Error('It did not come true in time')
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

test('the process is killed before Altinn’s answer is read, and the next one finds the request', async () => {
  const { baseUrl, sandbox, begin, kill, requestRows, requestsAtAltinn } = await openTwoProcesses()
  await begin()
  sandbox.faults.add({ target: 'altinn.create', kind: 'store-then-hang' })
  await askForAccess(baseUrl)
  await comesTrue(() => requestsAtAltinn().length === 1)

  await kill()
  expect(await requestRows()).toEqual([{ state: 'sending', altinn_request_id: null }])
  await begin()

  await comesTrue(async () => (await requestRows())[0]?.state === 'sent')
  expect(requestsAtAltinn()).toHaveLength(1)
  expect(await requestRows()).toEqual([
    { state: 'sent', altinn_request_id: requestsAtAltinn()[0]!.id },
  ])
}, 60_000)

test('the process is killed before Altinn has heard of it, and nothing is lost or made twice', async () => {
  const { baseUrl, sandbox, begin, kill, requestRows, requestsAtAltinn } = await openTwoProcesses()
  await begin()
  sandbox.faults.add({ target: 'maskinporten.token', kind: 'hang', times: 3 })
  await askForAccess(baseUrl)
  await comesTrue(async () => (await requestRows()).length === 1)

  await kill()
  sandbox.faults.clear()
  await begin()

  expect(requestsAtAltinn()).toHaveLength(0)
  expect(await requestRows()).toEqual([{ state: 'uncertain', altinn_request_id: null }])
}, 60_000)

test('told to stop, it says at once that it is not ready, answers on, and ends in order', async () => {
  const { baseUrl, begin, stop } = await openTwoProcesses()
  await begin()
  const status = (path: string) => fetch(new URL(path, baseUrl)).then(answer => answer.status)
  expect(await status('/health/ready')).toBe(200)

  const exitCode = stop()
  await comesTrue(async () => (await status('/health/ready')) === 503, 2_000)
  expect([await status('/'), await status('/health/live')]).toEqual([200, 200])

  expect(await exitCode).toBe(0)
  await expect(status('/')).rejects.toThrow('fetch failed')
}, 60_000)
