import { expect, test } from 'vitest'
import type { CustomerSearch } from '../../src/database/customer-list.js'
import type { Database } from '../../src/database/database.js'
import type { Health } from '../../src/domain/health.js'
import type { OrganisationNumber } from '../../src/domain/organisation-number.js'
import { describeOnBoth } from '../support/databases.js'
import { approval, BAKERY, BUTCHER, intent } from './rows.js'

const NOW = 1_000_000
const everybody: CustomerSearch = {
  environment: 'sandbox',
  sort: 'name',
  page: 1,
  rowsPerPage: 20,
  confirmedSince: 0,
}

/** Organisation numbers that nobody checks here. */
const number = (i: number) => String(310_000_000 + i) as OrganisationNumber

const asked = (
  database: Database,
  organisationNumber: OrganisationNumber,
  name: string | null = null,
) =>
  database.requests.begin(
    intent({
      organisationNumber,
      organisation: { name, email: null, contactPerson: null, told: 'surely' },
    }),
  )

const sent = async (database: Database, altinnStatus: string, timedOut = false) => {
  const { request } = await asked(database, BAKERY)
  await database.requests.markSent(request.id, {
    altinnRequestId: 'system-user-1',
    confirmUrl: null,
    altinnStatus,
    timedOut,
  })
  return request
}

const WAYS: Record<Health, (database: Database) => Promise<unknown>> = {
  works: async database => {
    await sent(database, 'Accepted')
    await database.customers.upsertApproved(approval({ packageId: 'chosen' }))
  },
  needsMore: async database => {
    await sent(database, 'Accepted') // with the claims alone
    await database.customers.upsertApproved(approval({ packageId: 'smartstandard' }))
  },
  changeWaits: async database => {
    await sent(database, 'Accepted')
    await database.customers.upsertApproved(approval())
    const { change } = await database.changes.begin({
      id: 'a-change',
      environment: 'sandbox',
      systemId: '991825827_smartcloud',
      organisationNumber: BAKERY,
      systemUserId: 'system-user-1',
      packageBefore: 'smartbasic',
      packageAfter: 'smartstandard',
      resourcesBefore: [],
      resourcesAfter: ['ttd_systembruker-salary'],
    })
    await database.changes.markSent(change.id, {
      confirmUrl: null,
      altinnStatus: 'New',
      timedOut: false,
    })
  },
  unknown: async database => {
    await sent(database, 'Accepted')
    await database.customers.upsertApproved(approval())
  },
  theirOwn: async database => {
    await database.organisations.note(
      'sandbox',
      { organisationNumber: BAKERY, name: null, email: null, contactPerson: null },
      { told: 'anyone' },
    )
    await database.systemUsers.see('sandbox', [
      {
        id: 'system-user-2',
        systemId: '991825827_smartcloud',
        organisationNumber: BAKERY,
        externalReference: null,
        kind: 'standard',
        title: null,
        createdAtAltinn: null,
      },
    ])
  },
  waits: database => sent(database, 'New'),
  unclear: database => asked(database, BAKERY),
  notSent: async database => {
    const { request } = await asked(database, BAKERY)
    await database.requests.markFailed(request.id, 'upstream_unreachable')
  },
  rejected: async database => {
    const { id } = await sent(database, 'Rejected')
    await database.requests.end(id, 'rejected')
  },
  expired: database => sent(database, 'New', true),
  removed: async database => {
    await sent(database, 'Accepted')
    await database.customers.upsertApproved(approval())
    await database.customers.markGone('sandbox', BAKERY, NOW)
  },
}

describeOnBoth('The list of customers', open => {
  for (const [health, way] of Object.entries(WAYS))
    test(`says that a customer’s health is: ${health}`, async () => {
      const database = await open({ now: () => NOW })
      await way(database)
      const confirmedSince = health === 'unknown' ? NOW + 1 : 0
      const { rows, counts, found } = await database.customerList.search({
        ...everybody,
        confirmedSince,
      })
      expect(rows.map(row => row.health)).toEqual([health])
      expect([counts[health as Health], found]).toEqual([1, 1])
      const one = await database.customerList.one('sandbox', BAKERY, confirmedSince)
      expect(one).toEqual(rows[0])
      const others = await database.customerList.search({ ...everybody, environment: 'tt02' })
      expect(others.rows).toEqual([])
    })

  test('a new request counts, whatever became of the old one', async () => {
    const database = await open({ now: () => NOW })
    await WAYS.removed(database)
    const [old] = await database.requests.allFor('sandbox', '991825827_smartcloud', BAKERY)
    await database.requests.end(old!.id, 'gone at Altinn')
    await sent(database, 'New')
    expect((await database.customerList.one('sandbox', BAKERY, 0))?.health).toBe('waits')
  })

  test('sorts as Norwegians do, and finds however it is typed', async () => {
    const database = await open({ now: () => NOW })
    const names = ['Åsane Øl AS', 'Zebra AS', 'ÆRLIG DRIFT', 'Øst AS', 'aBC 100 % AS', 'Éclair AS']
    for (const [i, name] of names.entries()) await asked(database, number(i), name)
    await asked(database, number(99))

    const { rows } = await database.customerList.search(everybody)
    expect(rows.map(({ name }) => name)).toEqual([
      'aBC 100 % AS',
      'Éclair AS',
      'Zebra AS',
      'ÆRLIG DRIFT',
      'Øst AS',
      'Åsane Øl AS',
      null,
    ])
    const find = async (text: string) =>
      (await database.customerList.search({ ...everybody, text })).rows.map(({ name }) => name)
    expect(await find('ærlig')).toEqual(['ÆRLIG DRIFT'])
    expect(await find(' ØL ')).toEqual(['Åsane Øl AS'])
    expect(await find('0 %')).toEqual(['aBC 100 % AS'])
    expect(await find('%')).toEqual(['aBC 100 % AS'])
    expect(await find('_')).toEqual([])
    expect(await find('310 000 099')).toEqual([null])
    expect(await find("'; DROP TABLE organisations; --")).toEqual([])
  })

  test('comes in pages, with nobody missing and nobody twice', async () => {
    const database = await open({ now: () => NOW })
    for (let i = 0; i < 45; i++) await asked(database, number(i), 'Like navn AS')
    const seen = []
    for (const page of [1, 2, 3]) {
      const found = await database.customerList.search({ ...everybody, page })
      expect([found.page, found.pages, found.found]).toEqual([page, 3, 45])
      seen.push(...found.rows.map(row => row.organisationNumber))
    }
    expect(new Set(seen).size).toBe(45)
    const beyond = await database.customerList.search({ ...everybody, page: 4_000 })
    expect(beyond.page).toBe(3)
  })

  test('what a stranger says of a customer does not replace what is known', async () => {
    const database = await open({ now: () => NOW })
    await asked(database, BUTCHER, 'Slakteren AS')
    await database.organisations.note(
      'sandbox',
      { organisationNumber: BUTCHER, name: 'Svindel AS', email: 'a@b.no', contactPerson: null },
      { told: 'anyone' },
    )
    const one = await database.customerList.one('sandbox', BUTCHER, 0)
    expect(one).toMatchObject({ name: 'Slakteren AS', email: 'a@b.no' })
  })
})
