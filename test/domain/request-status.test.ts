import { expect, test } from 'vitest'
import { situationOf } from '../../src/domain/request-status.js'

test.each([
  [{ status: 'New' }, 'waiting'],
  [{ status: 'New', escalated: true }, 'forwarded'],
  [{ status: 'New', timedOut: true }, 'expired'],
  [{ status: 'New', timedOut: true, escalated: true }, 'expired'],
  [{ status: 'Accepted' }, 'approved'],
  [{ status: 'Accepted', timedOut: true }, 'approved'],
  [{ status: 'Rejected' }, 'rejected'],
  [{ status: 'Denied' }, 'rejected'],
  [{ status: 'Timedout' }, 'expired'],
  [{ status: 'NoChangeNeeded' }, 'noChange'],
  [{ status: 'Paused' }, 'unknown'],
] as const)('what Altinn reports as %j is %s', (reported, situation) => {
  expect(situationOf(reported)).toBe(situation)
})
