import { expect, test } from 'vitest'
import type { Fault, FaultKind } from '../../src/sandbox/world/faults.js'
import type { Target } from '../../src/sandbox/world/targets.js'
import { describeOnBoth } from '../support/databases.js'
import { openSmartCloud } from '../support/open-smartcloud.js'
import { linesFor } from './lines-for.js'
import { newOrganisations } from './send-list.js'

const AS_FAST_AS_IT_GOES = 6_000_000

/** What may go wrong with one call, whether Altinn has carried it out or not. */
const MISHAPS: { target: Target; kind: FaultKind; status?: number; stores?: boolean }[] = [
  { target: 'altinn.create', kind: 'refuse' },
  { target: 'altinn.create', kind: 'reset' },
  { target: 'altinn.create', kind: 'store-then-reset' },
  { target: 'altinn.create', kind: 'status', status: 500 },
  { target: 'altinn.create', kind: 'status', status: 503, stores: true },
  { target: 'altinn.create', kind: 'status', status: 429 },
  { target: 'altinn.create', kind: 'truncated-json', stores: true },
  { target: 'altinn.create', kind: 'html-200' },
  { target: 'altinn.create', kind: 'wrong-shape', stores: true },
  { target: 'altinn.status', kind: 'status', status: 502 },
  { target: 'altinn.status', kind: 'reset' },
]

/** Numbers between 0 and 1, the same in every run. */
function createDice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

describeOnBoth('A long list', (_, newPlace) => {
  test('comes through 5 % of faults with none lost and none doubled', async () => {
    const place = await newPlace()
    const many = 'file' in place ? 1_000 : 200 // the same work takes its time on either
    const smartcloud = await openSmartCloud({ database: place })
    const { sandbox, database, workOnLists, recover, clock } = smartcloud
    const organisations = newOrganisations(smartcloud, many)
    const dice = createDice(5)
    let mishaps = 0
    const { take } = sandbox.faults
    sandbox.faults.take = (target): Fault | undefined => {
      const possible = MISHAPS.filter(mishap => mishap.target === target)
      if (possible.length === 0 || dice() >= 0.05) return take(target)
      mishaps++
      return { id: 0, times: 1, ...possible[Math.floor(dice() * possible.length)]! }
    }

    const { id } = await database.batches.create(
      {
        environment: 'sandbox',
        kind: 'requests',
        name: 'A thousand',
        ratePerMinute: AS_FAST_AS_IT_GOES,
        createdBy: 'somebody',
        systemId: smartcloud.deps.systemId,
      },
      linesFor(organisations),
      { event: 'batch checked' },
    )
    await database.batches.start(id, 'somebody', { event: 'batch started' })
    for (let round = 0; round < 40; round++) {
      await workOnLists()
      if ((await database.batches.byId(id))?.state === 'done') break
      clock.pass(31_000)
      await recover()
    }

    expect(await database.batches.byId(id)).toMatchObject({ state: 'done' })
    expect(await database.batches.counts(id)).toMatchObject({ sent: many, failed: 0 })
    expect(mishaps).toBeGreaterThan(many / 40)
    const asked = [...sandbox.state.requests.values()].map(({ partyOrgNo }) => partyOrgNo)
    const wanted = organisations.map(({ organisationNumber }) => organisationNumber)
    expect(asked.filter(number => wanted.includes(number)).sort()).toEqual(wanted.toSorted())
    const lines = await database.batches.allLines(id)
    expect(lines.every(({ confirmUrl }) => confirmUrl?.startsWith(sandbox.origin))).toBe(true)
  }, 180_000)
})
