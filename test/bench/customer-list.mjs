/*
 * The list of customers with 10,000 of them, embedded and, where TEST_DATABASE_URL says one, on
 * PostgreSQL: how long a page takes, beside `SELECT 1` on the same database. Goal: under 100 ms.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../src/database/database.js'

const CUSTOMERS = 10_000
const ROUNDS = 15
const STATES = ['Accepted', 'New', 'Rejected', 'Accepted']

const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]

async function measure(name, place) {
  const database = await openDatabase(place)
  const filled = await database.customerList.search(everybody({}))
  for (let i = filled.found; i < CUSTOMERS; i++) await fill(database, i)

  const pages = {
    'first page, by name': {},
    'last page, by name': { page: CUSTOMERS / 20 },
    'searched, by change': { text: 'tiger 77', sort: 'changed' },
    'one health, by use': { health: 'waits', sort: 'used' },
  }
  const bare = await timed(() => database.isReachable(1_000))
  console.log(`${name}: SELECT 1 ${bare.toFixed(2)} ms`)
  for (const [page, search] of Object.entries(pages)) {
    const ms = await timed(() => database.customerList.search(everybody(search)))
    console.log(`  ${page}: ${ms.toFixed(1)} ms, ${(ms / 100).toFixed(2)} of the goal`)
  }
  await database.close()
}

const everybody = search => ({
  environment: 'sandbox',
  sort: 'name',
  page: 1,
  rowsPerPage: 20,
  confirmedSince: 0,
  ...search,
})

async function timed(work) {
  const times = []
  for (let i = 0; i < ROUNDS; i++) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  return median(times)
}

async function fill(database, i) {
  const organisationNumber = String(310_000_000 + i)
  const status = STATES[i % STATES.length]
  await database.inTransaction(async tx => {
    const { request } = await tx.requests.begin({
      environment: 'sandbox',
      systemId: '991825827_smartcloud',
      organisationNumber,
      externalReference: null,
      kind: 'standard',
      packageId: 'smartbasic',
      resources: ['ske-krav-og-betalinger', 'ttd_systembruker-logistikk-demo'],
      accessPackages: [],
      pointerHash: `pointer-${i}`,
      organisation: {
        name: `Rask Ekte Tiger ${i} AS`,
        email: `post${i}@example.no`,
        contactPerson: 'Kari Nordmann',
        told: 'surely',
      },
    })
    await tx.requests.markSent(request.id, {
      altinnRequestId: `request-${i}`,
      confirmUrl: null,
      altinnStatus: status,
    })
    if (status === 'Accepted')
      await tx.customers.upsertApproved({
        environment: 'sandbox',
        organisationNumber,
        companyName: `Rask Ekte Tiger ${i} AS`,
        email: `post${i}@example.no`,
        contactPerson: 'Kari Nordmann',
        packageId: 'smartbasic',
        systemUserId: `request-${i}`,
        externalReference: null,
        approvedAt: Date.now(),
      })
  })
}

const folder = mkdtempSync(join(tmpdir(), 'smartcloud-bench-'))
try {
  await measure('Embedded', { file: join(folder, 'customers.db') })
} finally {
  rmSync(folder, { recursive: true })
}
const url = process.env['TEST_DATABASE_URL']
if (url) await measure('PostgreSQL', { url })
