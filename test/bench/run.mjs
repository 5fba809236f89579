import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { contest, start, stop } from './contest.mjs'
import { median, ratioOf, table, whole } from './figures.mjs'
import { measureGrants } from './grant.mjs'
import { ORGANISATION } from './reference-call.mjs'
import { measureStartUp } from './start-up.mjs'
import { measureTokenCache } from './token-cache.mjs'

/*
 * Measures SmartCloud beside the least that could do the same work, all in one run, and says
 * whether its goals are reached. Processor time holds best while others use the machine too.
 *
 *     npm run bench -- --quick             shorter, and less certain
 *     npm run bench -- calls sessions      only some of: calls page sessions grants tokens start
 */
const { values: options, positionals: chosen } = parseArgs({
  options: { quick: { type: 'boolean' } },
  allowPositionals: true,
})
// Many short rounds: a disturbance then spoils a few ratios, and the median is none of them.
const time = options.quick ? { rounds: 7, ms: 250 } : { rounds: 25, ms: 400 }
/** For what takes about a second each time, as OpenSSL's own benchmark does. */
const fewRounds = { rounds: options.quick ? 3 : 9, ms: 1_000 }

const atLeast = (least, unit = '') => ({
  text: `≥ ${least}${unit}`,
  isReachedBy: value => value >= least,
})
const atMost = (most, unit = '') => ({
  text: `≤ ${most}${unit}`,
  isReachedBy: value => value <= most,
})

/** What `npm start` gives to Node. */
const { scripts } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
)
const flags = scripts.start.split(' ').filter(word => word.startsWith('--'))

/** Every server of ours sent its most memory here. */
const peaks = []

async function proxiedCalls({ folder }) {
  const upstream = await start({ script: 'serve-upstream.mjs' })
  const address = `http://127.0.0.1:${upstream.port}`
  try {
    const { bare, route, app, recording, unrecorded } = await contest(
      {
        bare: { script: 'serve-bare.mjs', args: ['proxy', upstream.port], path: '/call' },
        route: { script: 'serve-smartcloud.mjs', args: ['route', address], path: '/call' },
        app: {
          script: 'serve-smartcloud.mjs',
          args: ['app', address, folder],
          flags,
          path: `/api/logistics/${ORGANISATION}`,
          arrive: beginSession,
        },
        recording: {
          script: 'serve-smartcloud.mjs',
          args: ['app', address, folder, 'on'],
          flags,
          path: `/api/logistics/${ORGANISATION}`,
          arrive: beginSession,
        },
        // The same process, since two of the same code differ by more than what is measured.
        unrecorded: {
          sameAs: 'recording',
          arrive: async where => {
            const { Cookie } = await beginSession(where)
            return { Cookie: `${Cookie}; recording=off` }
          },
        },
      },
      time,
    )
    peaks.push(app.peakBytes, recording.peakBytes)
    return [
      {
        what: 'API call through a route of ours, beside a bare `node:http` proxy, CPU',
        measured: loadOf(route),
        beside: loadOf(bare),
        ratio: ratioOf(bare.cpuUs, route.cpuUs),
        goal: atLeast(0.3),
      },
      {
        what: '… through the whole app: headers, limits, session, log',
        measured: loadOf(app),
        beside: loadOf(bare),
        ratio: ratioOf(bare.cpuUs, app.cpuUs),
      },
      {
        what: '… while Røntgen records it, beside the same without',
        measured: loadOf(recording),
        beside: loadOf(unrecorded),
        ratio: ratioOf(unrecorded.cpuUs, recording.cpuUs),
        goal: atLeast(0.95),
      },
    ]
  } finally {
    await stop(upstream)
  }
}

async function landingPage({ folder }) {
  const script = 'serve-smartcloud.mjs'
  const args = ['app', 'http://127.0.0.1:9', folder] // the page needs no upstream
  const one = await start({ script, args })
  const body = await fetch(`http://127.0.0.1:${one.port}/`).then(answer => answer.arrayBuffer())
  await stop(one)

  const { bare, app } = await contest(
    {
      bare: { script: 'serve-bare.mjs', args: ['page', body.byteLength], path: '/' },
      app: { script, args, flags, path: '/' },
    },
    time,
  )
  peaks.push(app.peakBytes)
  return [
    {
      what: `Landing page, ${whole(body.byteLength / 1024)} KB, beside the same bytes from a bare \`node:http\`, CPU`,
      measured: loadOf(app),
      beside: loadOf(bare),
      ratio: ratioOf(bare.cpuUs, app.cpuUs),
    },
  ]
}

async function sessionPages({ folder }) {
  const page = { script: 'serve-sessions.mjs', path: '/page', arrive: beginSession }
  const onPostgresql = await newSchema()
  try {
    const { memory, embedded, postgresql } = await contest(
      {
        memory: { ...page, args: ['memory'] },
        embedded: { ...page, args: ['database', JSON.stringify({ file: join(folder, 's.db') })] },
        ...(onPostgresql && {
          postgresql: { ...page, args: ['database', JSON.stringify({ url: onPostgresql.url })] },
        }),
      },
      time,
    )
    return [
      {
        what: 'Page that reads its session, embedded database, beside MemoryStore, requests/s',
        measured: loadOf(embedded),
        beside: loadOf(memory),
        ratio: ratioOf(embedded.perSecond, memory.perSecond),
        goal: atLeast(0.65),
      },
      postgresql
        ? {
            what: '… PostgreSQL',
            measured: loadOf(postgresql),
            beside: loadOf(memory),
            ratio: ratioOf(postgresql.perSecond, memory.perSecond),
            goal: atLeast(0.55),
          }
        : { what: '… PostgreSQL', measured: 'left out: no server answers' },
    ]
  } finally {
    await onPostgresql?.drop()
  }
}

async function grants() {
  const { oneCore, twoCores, single, sixteen } = await measureGrants(fewRounds)
  return [
    {
      what: 'Signed grants, one at a time, beside `openssl speed rsa2048`',
      measured: perSecond(single),
      beside: perSecond(oneCore),
      ratio: ratioOf(single, oneCore),
      goal: atLeast(0.7),
    },
    {
      what: '… 16 in flight, beside `openssl speed -multi 2`',
      measured: perSecond(sixteen),
      beside: perSecond(twoCores),
      ratio: ratioOf(sixteen, twoCores),
      goal: atLeast(0.7),
    },
  ]
}

async function tokens() {
  const found = await measureTokenCache(time)
  return [
    {
      what: 'Token found in the cache, without a promise',
      measured: perSecond(found),
      value: median(found),
      goal: { ...atLeast(1_000_000), text: '≥ 1,000,000/s' },
    },
  ]
}

async function startUp({ folder }) {
  const { smartcloud, bare } = await measureStartUp({ flags, ...fewRounds, folder })
  return [
    {
      what: 'From start to listening, beside a bare `node:http`',
      measured: `${whole(median(smartcloud))} ms`,
      beside: `${whole(median(bare))} ms`,
      ratio: ratioOf(smartcloud, bare),
      goal: atMost(4.2),
    },
  ]
}

function memory() {
  if (peaks.length === 0) return []
  const value = Math.max(...peaks) / 1024 / 1024
  return [
    {
      what: 'Most memory of the whole app under these loads',
      measured: `${whole(value)} MB`,
      value,
      goal: atMost(120, ' MB'),
    },
  ]
}

/** The cookies of a visitor whose session has begun. */
async function beginSession(address) {
  const answer = await fetch(`${address}/start`)
  const cookies = answer.headers.getSetCookie().map(cookie => cookie.split(';')[0])
  return { Cookie: cookies.join('; ') }
}

/** A schema of our own on the server of the tests, or else on the one that answers on this machine. */
async function newSchema() {
  const server = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  const ask = async sql => {
    const client = new pg.Client({ connectionString: server, connectionTimeoutMillis: 2_000 })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  const schema = `bench_${randomBytes(8).toString('hex')}`
  try {
    await ask(`CREATE SCHEMA ${schema}`)
  } catch {
    return undefined
  }
  const url = new URL(server)
  url.searchParams.set('options', `-c search_path=${schema}`)
  return { url: url.href, drop: () => ask(`DROP SCHEMA ${schema} CASCADE`) }
}

const perSecond = values => `${whole(median(values))}/s`
const loadOf = ({ perSecond, cpuUs }) => `${whole(median(cpuUs))} µs, ${whole(median(perSecond))}/s`

const MEASUREMENTS = {
  calls: proxiedCalls,
  page: landingPage,
  sessions: sessionPages,
  grants,
  tokens,
  start: startUp,
}
const unknown = chosen.filter(name => !(name in MEASUREMENTS))
if (unknown.length > 0) throw new Error(`There is no measurement called ${unknown.join(', ')}`)

const folder = mkdtempSync(join(tmpdir(), 'smartcloud-bench-'))
const rows = []
try {
  for (const [name, measure] of Object.entries(MEASUREMENTS))
    if (chosen.length === 0 || chosen.includes(name)) rows.push(...(await measure({ folder })))
  rows.push(...memory())
} finally {
  rmSync(folder, { recursive: true, force: true })
}

const isReached = ({ goal, ratio, value = ratio }) => goal.isReachedBy(value)
console.log(
  table(
    ['What', 'SmartCloud', 'Beside', 'Ratio', 'Goal', 'Reached'],
    rows.map(row => [
      row.what,
      row.measured,
      row.beside ?? '–',
      row.ratio?.toFixed(2) ?? '–',
      row.goal?.text ?? '–',
      row.goal ? (isReached(row) ? 'yes' : '**no**') : '–',
    ]),
  ),
)
console.log(`\nNode ${process.versions.node}, ${cpus().length} cores.`)
process.exitCode = rows.every(row => !row.goal || isReached(row)) ? 0 : 1
