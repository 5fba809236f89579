import { expect, test } from 'vitest'
import { describeOnBoth, lookInto } from '../support/databases.js'
import { approval, BAKERY, BUTCHER } from './rows.js'

describeOnBoth('An organisation approves', (open, newPlace) => {
  test('and is a customer, in that environment only', async () => {
    const { customers } = await open({ now: () => 6_000 })

    const customer = await customers.upsertApproved(approval())

    expect(customer).toMatchObject({ ...approval(), accessState: 'active', lastConfirmedAt: 6_000 })
    expect(await customers.byOrganisation('sandbox', BAKERY)).toEqual(customer)
    expect(await customers.byOrganisation('tt02', BAKERY)).toBeUndefined()
    expect(await customers.byOrganisation('sandbox', BUTCHER)).toBeUndefined()
  })

  test('seen again, the approval is confirmed, keeps its time and is no news', async () => {
    let at = 6_000
    const { customers, events } = await open({ now: () => at })
    const event = { event: 'customer approved' }
    const first = await customers.upsertApproved(approval(), event)

    at = 9_000
    const again = await customers.upsertApproved(
      approval({ approvedAt: 9_000, email: 'new@aerfugl.example' }),
      event,
    )

    expect(again).toEqual({
      ...first,
      email: 'new@aerfugl.example',
      lastConfirmedAt: 9_000,
      updatedAt: 9_000,
    })
    expect(await events.list()).toHaveLength(1)
  })

  test('seen by twenty at once, it is news to one', async () => {
    const place = await newPlace()
    const { customers, events } = await open({ place })

    await Promise.all(
      Array.from({ length: 20 }, () =>
        customers.upsertApproved(approval(), { event: 'customer approved' }),
      ),
    )

    expect(await events.list()).toHaveLength(1)
    expect(await lookInto(place, 'SELECT 1 FROM customers')).toHaveLength(1)
  })

  test('takes the access back, and approves anew', async () => {
    let at = 6_000
    const { customers, events } = await open({ now: () => at })
    const first = await customers.upsertApproved(approval())

    at = 7_000
    await customers.markGone('sandbox', BAKERY, at, { event: 'access gone' })
    await customers.markGone('sandbox', BAKERY, at, { event: 'access gone' })
    expect(await customers.byOrganisation('sandbox', BAKERY)).toMatchObject({ accessState: 'gone' })
    expect(await events.list()).toMatchObject([{ objectType: 'customer', objectId: BAKERY }])

    at = 8_000
    const second = await customers.upsertApproved(
      approval({ systemUserId: 'system-user-2', approvedAt: 8_000 }),
      { event: 'customer approved' },
    )
    expect(second).toMatchObject({
      accessState: 'active',
      systemUserId: 'system-user-2',
      approvedAt: 8_000,
      createdAt: first.createdAt,
    })
    expect(await events.list()).toHaveLength(2)
  })
})
