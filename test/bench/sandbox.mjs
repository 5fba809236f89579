import { spawn } from 'node:child_process'
import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

/*
 * The compiled sandbox with ten thousand customers in it, under calls of every kind, a fixed number
 * of them at a time: `npm run bench`, then `node dist/bench/sandbox.mjs`. `--quick` takes a third of the
 * time. Requests are for a fixed set of references, so that what the sandbox keeps does not grow,
 * and its memory should not, either.
 */
const { quick } = parseArgs({ options: { quick: { type: 'boolean' } } }).values
const WARM_UP_MS = quick ? 2_000 : 5_000
const MS = quick ? 3_000 : 10_000
const AT_A_TIME = 32
const CUSTOMERS = 10_000
const REFERENCES = 2_000
const GOALS = { perSecond: 1_000, growth: 0.1 }

const VENDOR = '312600757'
const SYSTEM = `${VENDOR}_bench`
const CLIENT = 'bench-client'
const API_SCOPE = 'altinn:systembruker.demo'
const VENDOR_SCOPES =
  'altinn:authentication/systemuser.request.write altinn:authentication/systemuser.request.read'
const RIGHT = {
  resource: [{ id: 'urn:altinn:resource', value: 'ttd_systembruker-logistikk-demo' }],
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'bench', use: 'sig', alg: 'RS256' }

const customer = i => String(310_000_000 + (i % CUSTOMERS))
const seed = {
  startFrom: 'empty',
  vendors: [{ orgNo: VENDOR, name: 'BENK AS' }],
  organisations: Array.from({ length: CUSTOMERS }, (_, i) => ({
    orgNo: customer(i),
    name: `KUNDE ${i} AS`,
  })),
  systems: [{ id: SYSTEM, vendorOrgNo: VENDOR, rights: [RIGHT] }],
  clients: [{ clientId: CLIENT, orgNo: VENDOR, systemId: SYSTEM, jwks: { keys: [jwk] } }],
  'system-users': Array.from({ length: CUSTOMERS }, (_, i) => ({
    systemId: SYSTEM,
    ownerOrgNo: customer(i),
  })),
}

async function start() {
  const file = join(folder, 'seed.json')
  writeFileSync(file, JSON.stringify(seed))
  const began = performance.now()
  const program = join(import.meta.dirname, '../run/sandbox.js')
  const node = ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(TELL)}`]
  const child = spawn(process.execPath, [...node, program, '--port', '0', '--seed', file], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const [said] = await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('The sandbox did not start'))),
  ])
  const [origin, port] = /http:\/\/localhost:(\d+)/.exec(said)
  return { child, origin, port, startedIn: performance.now() - began }
}

/** What a call of each kind sends: made beforehand where it takes this process long to make. */
async function prepare() {
  // First, because nothing else gets a turn meanwhile, not even a connection that is kept.
  const grants = Array.from({ length: quick ? 3_000 : 9_000 }, (_, i) => signed(i))
  const plain = await tokenFor({ scope: VENDOR_SCOPES })
  const { body: altinn } = await ask('GET', '/authentication/api/v1/exchange/maskinporten', plain)
  const apiTokens = await inTurn(100, i => tokenFor({ scope: API_SCOPE }, customer(i)))
  const requests = '/authentication/api/v1/systemuser/request/vendor'
  const order = i => ({
    systemId: SYSTEM,
    partyOrgNo: customer(i),
    externalRef: `ref-${i % REFERENCES}`,
    rights: [RIGHT],
  })
  const ids = await inTurn(100, async i => {
    const { body } = await ask('POST', requests, altinn, order(i))
    return JSON.parse(body).id
  })

  return {
    token: i => ask('POST', '/token', undefined, grants.pop() ?? signed(i)),
    status: i => ask('GET', `${requests}/${ids[i % ids.length]}`, altinn),
    create: i => ask('POST', requests, altinn, order(i % REFERENCES)),
    API: i => ask('GET', `/api/Logistics/${customer(i % 100)}`, apiTokens[i % apiTokens.length]),
  }
}

const inTurn = async (count, make) => {
  const made = []
  for (let i = 0; i < count; i++) made.push(await make(i))
  return made
}

/** As many calls at a time as are allowed, one kind after the other. */
async function load(calls, ms) {
  const answers = Object.fromEntries(Object.keys(calls).map(kind => [kind, []]))
  const kinds = Object.entries(calls)
  const until = performance.now() + ms
  let next = 0
  const loop = async () => {
    while (performance.now() < until) {
      const i = next++
      const [kind, call] = kinds[i % kinds.length]
      const sent = performance.now()
      const { status, body } = await call(Math.floor(i / kinds.length))
      if (status !== 200 && status !== 201) throw new Error(`${kind}: ${status} ${body}`)
      answers[kind].push(performance.now() - sent)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: AT_A_TIME }, loop))
  return { answers, seconds: (performance.now() - began) / 1_000 }
}

function report({ answers, seconds }, before, after) {
  const all = Object.values(answers).flat()
  const perSecond = all.length / seconds
  const growth = after.heap / before.heap - 1
  console.log(`Started with ${whole(CUSTOMERS)} customers in ${whole(sandbox.startedIn)} ms.\n`)
  console.log('| Calls | per second | p50 | p99 |\n| --- | --- | --- | --- |')
  for (const [kind, times] of [...Object.entries(answers), ['all', all]]) {
    const row = [kind, whole(times.length / seconds), millis(times, 0.5), millis(times, 0.99)]
    console.log(`| ${row.join(' | ')} |`)
  }
  const told = ({ heap, rss }) => `${heap.toFixed(1)} MB in use (${whole(rss)} MB resident)`
  const percent = `${growth < 0 ? '' : '+'}${(growth * 100).toFixed(1)} %`
  console.log(`\nMemory: ${told(before)} before, ${told(after)} after: ${percent} in use.`)
  console.log(
    `Node ${process.versions.node}, ${cpus().length} cores, ${AT_A_TIME} calls at a time.`,
  )

  const isReached = perSecond >= GOALS.perSecond && growth <= GOALS.growth
  const goals = `${whole(GOALS.perSecond)} calls per second, at most ${GOALS.growth * 100} % more memory in use`
  console.log(`Goal: ${goals}: ${isReached ? 'reached' : 'not reached'}.`)
  process.exitCode = isReached ? 0 : 1
}

const whole = number => Math.round(number).toLocaleString('en')
const millis = (times, share) =>
  `${times.toSorted((a, b) => a - b)[Math.floor(times.length * share)]?.toFixed(1)} ms`

/** What the sandbox's process holds when all that is garbage has gone, in MB. */
async function memory() {
  sandbox.child.send('memory')
  const [{ heapUsed, rss }] = await once(sandbox.child, 'message')
  return { heap: heapUsed / 1024 / 1024, rss: rss / 1024 / 1024 }
}
/** Runs before the sandbox, in its process. */
const TELL = `process.on('message', () => {
  gc()
  process.send(process.memoryUsage())
})`

/** The form of a token request for a customer's system user, or for a plain token. */
function signed(i, claims = { scope: API_SCOPE }, orgNo = customer(i)) {
  const now = Math.floor(Date.now() / 1_000)
  const details = [
    {
      type: 'urn:altinn:systemuser',
      systemuser_org: { authority: 'iso6523-actorid-upis', ID: `0192:${orgNo}` },
    },
  ]
  const payload = {
    aud: `${sandbox.origin}/`,
    iss: CLIENT,
    iat: now,
    exp: now + 120,
    jti: randomUUID(),
    ...claims,
    ...(orgNo && { authorization_details: details }),
  }
  const unsigned = [{ alg: 'RS256', kid: jwk.kid }, payload]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const signature = createSign('sha256').update(unsigned).sign(privateKey, 'base64url')
  const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
  return new URLSearchParams({ grant_type: grantType, assertion: `${unsigned}.${signature}` })
}

async function tokenFor(claims, orgNo = '') {
  const { status, body } = await ask('POST', '/token', undefined, signed(0, claims, orgNo))
  if (status !== 200) throw new Error(body)
  return JSON.parse(body).access_token
}

function ask(method, path, token, sent) {
  const isForm = sent instanceof URLSearchParams
  const body = sent && (isForm ? String(sent) : JSON.stringify(sent))
  const headers = {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(body && {
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      'content-length': Buffer.byteLength(body),
    }),
  }
  return new Promise((resolve, reject) => {
    const call = { port: sandbox.port, method, path, headers, agent }
    request(call, answer => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', piece => (text += piece))
      answer.on('end', () => resolve({ status: answer.statusCode, body: text }))
      answer.on('error', reject)
    })
      .on('error', reject)
      .end(body)
  })
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME })
const folder = mkdtempSync(join(tmpdir(), 'sandbox-bench-'))
const sandbox = await start()
try {
  const calls = await prepare()
  await load(calls, WARM_UP_MS)
  const before = await memory()
  const answers = await load(calls, MS)
  report(answers, before, await memory())
} finally {
  sandbox.child.disconnect()
  sandbox.child.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
}
