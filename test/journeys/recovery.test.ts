import { expect, test } from 'vitest'
import { startAction } from '../../src/action.js'
import { createRecovery } from '../../src/onboarding/recovery.js'
import { newOrganisation } from '../support/at-altinn.js'
import { openSmartCloud } from '../support/open-smartcloud.js'
import { signUp } from '../support/people.js'

/* What visitors left open is settled in the background (requirement R12). */

const ROWS = 55

test('More rows than one run looks at: the next run begins with those left over', async () => {
  const smartcloud = await openSmartCloud()
  const { database, sandbox, clock } = smartcloud
  for (let i = 0; i < ROWS; i++) {
    const { organisationNumber } = newOrganisation(sandbox)
    const { request } = await database.requests.begin({
      environment: 'sandbox',
      systemId: '991825827_smartcloud',
      organisationNumber: organisationNumber as never,
      externalReference: null,
      kind: 'standard',
      packageId: 'smartbasic',
      resources: [],
      accessPackages: [],
      pointerHash: String(i),
      startedBy: String(i),
    })
    await database.requests.markUncertain(request.id, 'upstream_unreachable')
  }

  for (let run = 0; run < 2; run++) {
    clock.pass(10_000)
    await smartcloud.recover()
  }

  const lookedUp = sandbox.calls.list('altinn.status').map(({ path }) => path)
  expect(new Set(lookedUp).size).toBe(ROWS)
  expect(sandbox.calls.count('altinn.create')).toBe(0) // the grace is not over
})

test('Runs do not overlap, and one that fails is followed by the next', async () => {
  let underway = 0
  let most = 0
  let runs = 0
  const warnings: string[] = []
  const recovery = createRecovery({
    async recover() {
      most = Math.max(most, ++underway)
      await new Promise(resolve => setTimeout(resolve, 10))
      underway--
      if (++runs === 2) throw new Error('The database is away')
    },
    newAction: startAction,
    log: { warn: event => warnings.push(event) },
  })

  await Promise.all([recovery.runNow(), recovery.runNow(), recovery.runNow()])
  await recovery.runNow()
  await recovery.stop()

  expect(most).toBe(1)
  expect(runs).toBeGreaterThanOrEqual(3)
  expect(warnings).toEqual(['recovery failed'])
})

test('Sessions and counters that are over are swept away, and the registration stays', async () => {
  const { browser, clock, recover, rows } = await openSmartCloud()
  await signUp(browser)
  expect(await rows('sessions')).toHaveLength(1)
  expect(await rows('limits')).not.toEqual([])

  await recover()
  expect(await rows('sessions')).toHaveLength(1)

  clock.pass(25 * 60 * 60 * 1000)
  await recover()

  expect(await rows('sessions')).toEqual([])
  expect(await rows('limits')).toEqual([])
  expect(await rows('onboardings')).toHaveLength(1)
})
