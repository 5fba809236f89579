import { expect, test } from 'vitest'
import { UnstorableText } from '../../src/database/errors.js'
import { describeOnBoth } from '../support/databases.js'
import { intent, onboarding } from './rows.js'

describeOnBoth('A visitor registers a company', open => {
  test('and finds it again, letter for letter', async () => {
    const { onboardings, events } = await open({ now: () => 1_763_720_000_000 })
    const typed = onboarding({ companyName: `O'Brien "<3" 🦆 ${'x'.repeat(1_000)}` })

    const created = await onboardings.create(typed, { event: 'registered' })

    expect(await onboardings.byId(created.id)).toEqual({
      ...typed,
      id: created.id,
      requestId: null,
      createdAt: 1_763_720_000_000,
      updatedAt: 1_763_720_000_000,
    })
    expect(await events.list()).toMatchObject([
      { event: 'registered', objectType: 'onboarding', objectId: created.id, outcome: 'ok' },
    ])
    expect(await onboardings.byId('somebody else’s')).toBeUndefined()
  })

  test('corrects the address, and only that changes', async () => {
    let at = 1_000
    const { onboardings } = await open({ now: () => at })
    const created = await onboardings.create(onboarding())
    const other = await onboardings.create(onboarding())

    at = 2_000
    const corrected = await onboardings.update(created.id, { email: 'new@aerfugl.example' })

    expect(corrected).toEqual({ ...created, email: 'new@aerfugl.example', updatedAt: 2_000 })
    expect(await onboardings.byId(other.id)).toEqual(other)
    await expect(onboardings.update('nobody', { email: 'x' })).rejects.toThrow('no onboarding')
  })

  test('waits for the answer to one request, which must exist', async () => {
    const { onboardings, requests } = await open()
    const { id } = await onboardings.create(onboarding())
    const { request } = await requests.begin(intent({ startedBy: id }))

    expect(await onboardings.attachRequest(id, request.id)).toMatchObject({ requestId: request.id })
    await expect(onboardings.attachRequest(id, 'no such request')).rejects.toMatchObject({
      code: 'database_unavailable',
    })
  })

  test('cannot store text that PostgreSQL refuses and SQLite would cut off', async () => {
    const { onboardings } = await open()
    const refused = onboardings.create(onboarding({ companyName: 'Bakery\0Butcher' }))

    await expect(refused).rejects.toBeInstanceOf(UnstorableText)
    await expect(onboardings.byId('\0')).rejects.toMatchObject({ status: 400 })
  })
})
