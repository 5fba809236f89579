import { expect, test } from 'vitest'
import { Conflict, UnstorableText } from '../../src/database/errors.js'
import type { RequestIntent } from '../../src/database/requests.js'
import { describeOnBoth, lookInto } from '../support/databases.js'
import { BAKERY, BUTCHER, hashOf, intent } from './rows.js'

const sent = {
  altinnRequestId: 'b4a1d6a0-0000-4000-8000-000000000001',
  confirmUrl: 'https://am.ui.tt02.altinn.no/accessmanagement/ui/systemuser/request?id=1',
  altinnStatus: 'New',
}

describeOnBoth('Asking for a system user', open => {
  test('fifty clicks at once write one row, and forty-nine find it', async () => {
    const { requests, events } = await open()

    const begun = await Promise.all(
      Array.from({ length: 50 }, () => requests.begin(intent(), { event: 'request intended' })),
    )

    expect(new Set(begun.map(({ request }) => request.id)).size).toBe(1)
    expect(begun.filter(({ isNew }) => isNew)).toHaveLength(1)
    expect(await events.list()).toHaveLength(1)
  })

  test('what was meant is read back as it was written', async () => {
    const { requests } = await open({ now: () => 1_763_720_000_000 })
    const asked = intent({ resources: ['a', 'b'], accessPackages: ['c'], externalReference: 'ref' })

    const { request } = await requests.begin(asked)

    expect(request).toMatchObject({
      ...asked,
      lookUpReference: 'ref',
      state: 'sending',
      active: true,
      timedOut: false,
      createdAt: 1_763_720_000_000,
      sentAt: null,
      tries: 1,
    })
    expect(await requests.byId(request.id)).toEqual(request)
    expect(await requests.byPointerHash('sandbox', asked.pointerHash)).toEqual(request)
    expect(await requests.byPointerHash('tt02', asked.pointerHash)).toBeUndefined()
    expect(await requests.activeFor('sandbox', asked.systemId, BAKERY, 'ref', 'standard')).toEqual(
      request,
    )
  })

  const others: [string, Partial<RequestIntent>][] = [
    ['another organisation', { organisationNumber: BUTCHER }],
    ['another environment', { environment: 'tt02' }],
    ['another system', { systemId: '991825827_other' }],
    ['another reference', { externalReference: 'second' }],
    ['an agent', { kind: 'agent' }],
  ]
  test.each(others)('%s is another matter', async (_, difference) => {
    const { requests } = await open()
    await requests.begin(intent())

    expect((await requests.begin(intent(difference))).isNew).toBe(true)
    expect((await requests.begin(intent(difference))).isNew).toBe(false)
  })

  test('an organisation number as reference is the same as none', async () => {
    const { requests } = await open()
    await requests.begin(intent())

    expect((await requests.begin(intent({ externalReference: BAKERY }))).isNew).toBe(false)
  })

  test('after a request has ended, another may begin, and the ended one stays as it was', async () => {
    const { requests } = await open()
    const { request: first } = await requests.begin(intent())
    await requests.markSent(first.id, sent)
    const ended = await requests.end(first.id, 'rejected')

    const { request: second, isNew } = await requests.begin(intent())

    expect(isNew).toBe(true)
    expect(second.id).not.toBe(first.id)
    expect(ended).toMatchObject({ state: 'ended', active: false, failure: 'rejected' })
    expect(await requests.markSent(first.id, sent)).toEqual(ended)
    expect(await requests.markFailed(first.id, 'late')).toEqual(ended)
  })

  test('two requests never share a pointer', async () => {
    const { requests } = await open()
    const pointerHash = hashOf('pointer')
    await requests.begin(intent({ pointerHash }))

    await expect(
      requests.begin(intent({ pointerHash, organisationNumber: BUTCHER })),
    ).rejects.toBeInstanceOf(Conflict)
  })

  test('Altinn has it: its id and address are kept, and a late failure changes nothing', async () => {
    const { requests } = await open({ now: () => 7_000 })
    const { request } = await requests.begin(intent())

    const linked = await requests.markSent(request.id, sent)

    expect(linked).toMatchObject({ ...sent, state: 'sent', sentAt: 7_000, checkedAt: 7_000 })
    expect(await requests.markFailed(request.id, 'unreachable')).toEqual(linked)
    expect(await requests.markUncertain(request.id, 'timeout')).toEqual(linked)
  })

  test('Altinn had it already: its resources and pointer replace ours', async () => {
    const { requests } = await open()
    const { request } = await requests.begin(intent())
    const pointerHash = hashOf('the first pointer')

    await requests.markSent(request.id, { ...sent, resources: ['other'], pointerHash })

    expect(await requests.byPointerHash('sandbox', pointerHash)).toMatchObject({
      id: request.id,
      resources: ['other'],
    })
  })

  test('what Altinn says later is kept with the time it was said', async () => {
    const { requests } = await open()
    const { request } = await requests.begin(intent())
    await requests.markSent(request.id, sent)

    expect(
      await requests.recordStatus(request.id, {
        altinnStatus: 'New',
        timedOut: true,
        checkedAt: 9_000,
      }),
    ).toMatchObject({ altinnStatus: 'New', timedOut: true, checkedAt: 9_000, state: 'sent' })
  })

  test('nothing reached Altinn: the next try has a new pointer and is counted', async () => {
    let at = 1_000
    const { requests } = await open({ now: () => at })
    const { request } = await requests.begin(intent())
    expect(await requests.markFailed(request.id, 'unreachable')).toMatchObject({
      state: 'failed',
      active: true,
      failure: 'unreachable',
    })

    at = 2_000
    expect(await requests.newTry(request.id, hashOf('next'))).toMatchObject({
      state: 'sending',
      failure: null,
      tries: 2,
      lastTryAt: 2_000,
      pointerHash: hashOf('next'),
    })
  })

  test('a row nobody knows is a mistake, not an answer', async () => {
    const { requests } = await open()
    expect(await requests.byId('nobody')).toBeUndefined()
    await expect(requests.end('nobody', 'x')).rejects.toThrow('There is no request nobody')
  })
})

describeOnBoth('Working on a request', open => {
  test('of twenty who want the lease, one gets it', async () => {
    const { requests } = await open()
    const { request } = await requests.begin(intent())

    const got = await Promise.all(
      Array.from({ length: 20 }, () => requests.lease(request.id, 1_000, 30_000)),
    )

    expect(got.filter(Boolean)).toHaveLength(1)
  })

  test('a lease ends when it is given back, or when its time is up', async () => {
    const { requests } = await open()
    const { request } = await requests.begin(intent())

    expect(await requests.lease(request.id, 1_000, 500)).toBe(true)
    expect(await requests.lease(request.id, 1_499, 500)).toBe(false)
    expect(await requests.lease(request.id, 1_500, 500)).toBe(true)
    await requests.release(request.id)
    expect(await requests.lease(request.id, 1_501, 500)).toBe(true)
  })

  test('the recovery finds what is unsettled, oldest first, and leaves alone what is worked on', async () => {
    let at = 0
    const { requests } = await open({ now: () => at })
    const begin = async (reference: string) =>
      (await requests.begin(intent({ externalReference: reference }))).request.id
    const found = async (limit = 10) => (await requests.uncertain(at, limit)).map(row => row.id)

    const abandoned = await begin('the process died while it was sending')
    const leased = await begin('somebody works on it')
    const settled = await begin('settled')
    const failed = await begin('never reached Altinn')
    at = 1_000
    const unclear = await begin('no answer')
    await requests.markUncertain(unclear, 'timeout')
    await requests.lease(leased, at, 60_000)
    await requests.markSent(settled, sent)
    await requests.markFailed(failed, 'unreachable')
    at = 20_000
    await begin('just begun: its beginner takes the lease any moment')

    expect(await found()).toEqual([abandoned, unclear])
    expect(await found(1)).toEqual([abandoned])
    at = 61_000
    expect(await found()).toContain(leased)
  })
})

describeOnBoth('A change and its event', (open, newPlace) => {
  test('are written together, and the event says which row it is about', async () => {
    const { requests, events } = await open()
    const { request } = await requests.begin(intent(), {
      event: 'request intended',
      reference: 'action-1',
      sourceAddress: '192.0.2.1',
    })
    await requests.markSent(request.id, sent, { event: 'request linked' })

    expect(await events.list({ objectId: request.id })).toMatchObject([
      { event: 'request linked', objectType: 'request', environment: 'sandbox' },
      { event: 'request intended', reference: 'action-1', sourceAddress: '192.0.2.1' },
    ])
  })

  test('when the event cannot be written, the change does not happen', async () => {
    const place = await newPlace()
    const { requests } = await open({ place })
    const { request } = await requests.begin(intent())
    const unwritable = { event: 'sent\0' }

    await expect(requests.markSent(request.id, sent, unwritable)).rejects.toBeInstanceOf(
      UnstorableText,
    )
    await expect(
      requests.begin(intent({ organisationNumber: BUTCHER }), unwritable),
    ).rejects.toBeInstanceOf(UnstorableText)

    expect(await requests.byId(request.id)).toEqual(request)
    expect(await lookInto(place, 'SELECT id FROM requests')).toHaveLength(1)
  })

  test('a change that comes too late is not recorded', async () => {
    const { requests, events } = await open()
    const { request } = await requests.begin(intent())
    await requests.markSent(request.id, sent)

    await requests.markFailed(request.id, 'late', { event: 'request not sent' })

    expect(await events.list()).toEqual([])
  })
})
