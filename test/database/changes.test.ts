import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ChangeIntent } from '../../src/database/changes.js'
import type { OrganisationNumber } from '../../src/domain/organisation-number.js'
import { describeOnBoth } from '../support/databases.js'
import { approval, BAKERY, BUTCHER, intent } from './rows.js'

const BASIC = ['ske-krav-og-betalinger']
const MORE = [...BASIC, 'ttd_systembruker-salary']

const wish = (changes: Partial<ChangeIntent> = {}): ChangeIntent => ({
  id: randomUUID(),
  environment: 'sandbox',
  systemId: '991825827_smartcloud',
  organisationNumber: BAKERY,
  systemUserId: 'system-user-1',
  packageBefore: 'smartbasic',
  packageAfter: 'smartstandard',
  resourcesBefore: BASIC,
  resourcesAfter: MORE,
  ...changes,
})

const APPROVED = { event: 'change approved' }

describeOnBoth('A change of a system access', (open, newPlace) => {
  test('is begun once, however many ask, and again when it is over', async () => {
    const { changes } = await open({ place: await newPlace() })

    const begun = await Promise.all(Array.from({ length: 20 }, () => changes.begin(wish())))

    expect(begun.filter(({ isNew }) => isNew)).toHaveLength(1)
    expect(new Set(begun.map(({ change }) => change.id)).size).toBe(1)
    await changes.end(begun[0]!.change.id, { failure: 'rejected', altinnStatus: 'Rejected' })
    expect(await changes.begin(wish())).toMatchObject({ isNew: true })
    expect(await changes.begin(wish({ systemUserId: 'another' }))).toMatchObject({ isNew: true })
    expect(await changes.begin(wish({ environment: 'tt02' }))).toMatchObject({ isNew: true })
  })

  test('approved, is what request and customer say, and nobody else’s', async () => {
    const { changes, requests, customers, events } = await open()
    const ours = await requests.begin(intent({ resources: BASIC }))
    const theirs = await requests.begin(intent({ organisationNumber: BUTCHER, resources: BASIC }))
    for (const [{ request }, id] of [[ours, 'system-user-1'] as const, [theirs, 'other'] as const])
      await requests.markSent(request.id, {
        altinnRequestId: id,
        confirmUrl: null,
        altinnStatus: 'Accepted',
      })
    await customers.upsertApproved(approval())
    await customers.upsertApproved(approval({ organisationNumber: BUTCHER, systemUserId: 'other' }))
    const { change } = await changes.begin(wish())

    const applied = await changes.apply(change.id, 'Accepted', APPROVED)
    const again = await changes.apply(change.id, 'Accepted', APPROVED)

    expect(applied).toMatchObject({ state: 'ended', active: false, altinnStatus: 'Accepted' })
    expect(again).toEqual(applied)
    expect(await requests.byId(ours.request.id)).toMatchObject({
      resources: MORE,
      packageId: 'smartstandard',
    })
    expect(await requests.byId(theirs.request.id)).toMatchObject({
      resources: BASIC,
      packageId: 'smartbasic',
    })
    const customer = (organisationNumber: OrganisationNumber) =>
      customers.byOrganisation('sandbox', organisationNumber)
    expect(await customer(BAKERY)).toMatchObject({ packageId: 'smartstandard' })
    expect(await customer(BUTCHER)).toMatchObject({ packageId: 'smartbasic' })
    expect(await events.list({ objectType: 'change', objectId: change.id })).toHaveLength(1)
    expect(await changes.lastApproved('sandbox', 'system-user-1')).toMatchObject({ id: change.id })
  })

  test('is applied as a whole, or not at all', async () => {
    const { changes, requests, inTransaction } = await open()
    const { request } = await requests.begin(intent({ resources: BASIC }))
    const sent = { altinnRequestId: 'system-user-1', confirmUrl: null, altinnStatus: 'Accepted' }
    await requests.markSent(request.id, sent)
    const { change } = await changes.begin(wish())

    await inTransaction(async tx => {
      await tx.changes.apply(change.id, 'Accepted', APPROVED)
      throw new Error('the database goes away')
    }).catch(() => {})

    expect(await requests.byId(request.id)).toMatchObject({ resources: BASIC })
    expect(await changes.byId(change.id)).toMatchObject({ state: 'sending', appliedAt: null })
  })

  test('that is over stays as it is', async () => {
    const { changes } = await open()
    const { change } = await changes.begin(wish())
    await changes.end(change.id, { failure: 'refused' })

    await changes.markSent(change.id, { confirmUrl: null, altinnStatus: 'New', timedOut: false })
    await changes.apply(change.id, 'Accepted', APPROVED)

    expect(await changes.byId(change.id)).toMatchObject({ state: 'ended', appliedAt: null })
  })

  test('left open, is found by the recovery after a head start; one that is settled is not', async () => {
    let at = 1_000
    const { changes } = await open({ now: () => at })
    const { change } = await changes.begin(wish())
    const { change: settled } = await changes.begin(wish({ systemUserId: 'another' }))
    await changes.markSent(settled.id, { confirmUrl: null, altinnStatus: 'New', timedOut: false })

    expect(await changes.unsettled(10)).toEqual([])
    at += 10_000
    expect(await changes.unsettled(10)).toMatchObject([{ id: change.id }])
  })
})

describeOnBoth('The clients of an accountant', open => {
  const client = { organisationNumber: BUTCHER, name: 'Slakteren AS' }

  test('are noted once, are the accountant’s own, and can be taken away', async () => {
    const { clients } = await open()

    await clients.add('sandbox', BAKERY, client)
    await clients.add('sandbox', BAKERY, { ...client, name: null })

    expect(await clients.of('sandbox', BAKERY)).toMatchObject([{ ...client, source: 'typed' }])
    expect(await clients.of('sandbox', BUTCHER)).toEqual([])
    expect(await clients.of('tt02', BAKERY)).toEqual([])
    await clients.remove('sandbox', BAKERY, BUTCHER)
    expect(await clients.of('sandbox', BAKERY)).toEqual([])
  })

  test('give way to the list of Altinn, however long it is', async () => {
    const { clients } = await open()
    await clients.add('sandbox', BAKERY, client)
    const list = Array.from({ length: 250 }, (_, i) => ({
      organisationNumber: String(200_000_000 + i) as OrganisationNumber,
      name: `Klient ${i} AS`,
    }))

    await clients.replace('sandbox', BAKERY, list)

    expect(await clients.of('sandbox', BAKERY)).toHaveLength(250)
    await clients.replace('sandbox', BAKERY, [])
    expect(await clients.of('sandbox', BAKERY)).toEqual([])
  })
})
