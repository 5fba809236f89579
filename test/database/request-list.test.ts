import { expect, test } from 'vitest'
import type { Database } from '../../src/database/database.js'
import type { RequestSearch } from '../../src/database/request-list.js'
import type { OrganisationNumber } from '../../src/domain/organisation-number.js'
import { describeOnBoth } from '../support/databases.js'
import { intent } from './rows.js'

const search = (more: Partial<RequestSearch> = {}): RequestSearch => ({
  environment: 'sandbox',
  sort: 'created',
  page: 1,
  rowsPerPage: 20,
  ...more,
})

let time = 1_000
const clock = { now: () => ++time }

const numberOf = (i: number) => String(310_000_000 + i) as OrganisationNumber

const ask = async ({ requests }: Database, i: number, name: string | null = null) =>
  (
    await requests.begin(
      intent({
        organisationNumber: numberOf(i),
        organisation: { name, email: null, contactPerson: null, told: 'surely' },
      }),
    )
  ).request

describeOnBoth('The list of requests', open => {
  test('gives 45 on three pages, none missing and none twice, whichever way they are sorted', async () => {
    const database = await open({ now: () => 1_000 }) // all of them at the same time
    for (let i = 0; i < 45; i++) await ask(database, i, `Likt navn ${i % 3}`)

    for (const sort of ['created', '-created', 'customer', '-customer'] as const) {
      const seen: string[] = []
      for (const page of [1, 2, 3]) {
        const found = await database.requestList.search(search({ sort, page }))
        expect([found.pages, found.found, found.rows.length]).toEqual([3, 45, page < 3 ? 20 : 5])
        seen.push(...found.rows.map(({ id }) => id))
      }
      expect(new Set(seen).size).toBe(45)
    }
    expect((await database.requestList.search(search({ page: 99 }))).page).toBe(3)
  })

  test('sorts as Norwegians do, and finds Æ, Ø and Å however they are typed', async () => {
    const database = await open(clock)
    const names = ['Ås Bakeri', 'Zebra AS', 'ØRN AS', 'ærfugl', 'Anker AS', null]
    for (const [i, name] of names.entries()) await ask(database, i, name)
    const { requestList } = database

    const sorted = await requestList.search(search({ sort: 'customer' }))
    expect(sorted.rows.map(({ name }) => name)).toEqual([
      'Anker AS',
      'Zebra AS',
      'ærfugl',
      'ØRN AS',
      'Ås Bakeri',
      null,
    ])
    const namesFor = async (text: string) =>
      (await requestList.search(search({ text }))).rows.map(({ name }) => name)
    expect(await namesFor('Ærf')).toEqual(['ærfugl'])
    expect(await namesFor('ørn')).toEqual(['ØRN AS'])
    expect(await namesFor(' ås ')).toEqual(['Ås Bakeri'])
    expect(await namesFor('310 000 001')).toEqual(['Zebra AS'])
    for (const text of ['%', '_', "' OR 1=1--", '!', '\\']) expect(await namesFor(text)).toEqual([])
  })

  test('has one word for where each stands, and finds it by that word', async () => {
    const database = await open(clock)
    const { requests, requestList } = database
    const sent = (id: string, altinnStatus: string, timedOut = false) =>
      requests.markSent(id, {
        altinnRequestId: `at-${id}`,
        confirmUrl: null,
        altinnStatus,
        timedOut,
      })
    const stories: [standing: string, story: (id: string) => Promise<unknown>][] = [
      ['sending', async () => {}],
      ['unclear', id => requests.markUncertain(id, 'timeout')],
      ['notSent', id => requests.markFailed(id, 'no token')],
      ['waiting', id => sent(id, 'New')],
      ['expired', id => sent(id, 'New', true)],
      ['approved', id => sent(id, 'Accepted')],
      ['rejected', id => sent(id, 'Rejected')],
      ['unknown', id => sent(id, 'Pondering')],
      ['refused', id => requests.end(id, 'AUTH-00021')],
      ['deleted', async id => sent(id, 'New').then(() => requests.end(id, 'deleted'))],
      [
        'deletedInAltinn',
        async id => sent(id, 'Accepted').then(() => requests.end(id, 'gone at Altinn')),
      ],
    ]
    for (const [i, [, story]] of stories.entries()) await story((await ask(database, i)).id)

    const found = await requestList.search(search({ sort: '-created' }))

    expect(found.rows.map(({ standing }) => standing)).toEqual(stories.map(([word]) => word))
    for (const row of found.rows) {
      const { standing } = row
      expect((await requestList.search(search({ standing }))).rows).toEqual([row])
      expect(await requestList.one('sandbox', row.id)).toEqual(row)
    }
  })

  test('has changes among the requests, and a request keeps what it asked for', async () => {
    const database = await open(clock)
    const { requests, changes, requestList } = database
    const request = await ask(database, 1, 'Kunde AS')
    await requests.markSent(request.id, {
      altinnRequestId: 'the-system-user',
      confirmUrl: null,
      altinnStatus: 'Accepted',
    })
    await changes.begin({
      id: '4a1eb035-2b46-40ca-82d1-72370358a586',
      environment: 'sandbox',
      systemId: request.systemId,
      organisationNumber: request.organisationNumber,
      systemUserId: 'the-system-user',
      packageBefore: 'smartbasic',
      packageAfter: 'smartstandard',
      resourcesBefore: request.resources,
      resourcesAfter: [...request.resources, 'ttd_systembruker-salary'],
    })
    await changes.apply('4a1eb035-2b46-40ca-82d1-72370358a586', 'Accepted', { event: 'approved' })
    expect((await requests.byId(request.id))?.packageId).toBe('smartstandard')

    const { rows } = await requestList.search(search({ text: 'kunde' }))

    expect(rows).toMatchObject([
      { type: 'change', packageBefore: 'smartbasic', packageId: 'smartstandard', name: 'Kunde AS' },
      { type: 'standard', packageId: 'smartbasic', resources: request.resources },
    ])
    expect(await requestList.one('tt02', request.id)).toBeUndefined()
  })
})
