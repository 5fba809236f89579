import { batchPage } from '../../src/batches/batch-page.js'
import { batchesPage } from '../../src/batches/batches-page.js'
import { cancelPage } from '../../src/batches/cancel-page.js'
import { newPage } from '../../src/batches/new-page.js'
import type { ListProblems } from '../../src/batches/list-form.js'
import type { AskedLineRow, BatchRow } from '../../src/database/batches.js'
import type { BatchLineState, BatchState } from '../../src/database/tables.js'
import type { Page } from '../../src/web/frame.js'
import type { Speech } from '../../src/web/speech.js'

const NOW = Date.UTC(2026, 10, 20, 8)
const STATES: BatchState[] = ['checked', 'running', 'paused', 'cancelled', 'done']
const LINE_STATES: BatchLineState[] = [
  'refused',
  'waiting',
  'working',
  'sent',
  'done',
  'failed',
  'skipped',
]

/**
 * Lists of many customers: all of them, a new one, and one in every state.
 *
 * @param evil what somebody may have uploaded, or an upstream written
 */
export function batchesPages(evil: string): Record<string, (speech: Speech) => Page> {
  const batch: BatchRow = {
    id: 'a-list',
    environment: 'sandbox',
    kind: 'requests',
    name: evil,
    state: 'checked',
    ratePerMinute: 60,
    createdBy: evil,
    startedBy: evil,
    problem: null,
    nextAt: 0,
    createdAt: NOW,
    startedAt: NOW,
    endedAt: null,
    leasedBy: null,
    leaseUntil: 0,
    updatedAt: NOW,
  }
  const counts = { refused: 1, waiting: 2, working: 1, sent: 1, done: 1, failed: 1, skipped: 1 }
  const lines = Array.from({ length: 20 }, (_, i): AskedLineRow => ({
    batchId: batch.id,
    number: i + 2,
    organisationNumber: i % 2 ? evil : '310261629',
    name: i % 3 ? evil : null,
    registerSays: null,
    email: evil,
    contactPerson: evil,
    packageId: i % 2 ? evil : 'smartbasic',
    wanted: null,
    state: LINE_STATES[i % LINE_STATES.length]!,
    problem: i % 2 ? evil : 'number.rounded duplicate:2',
    objectId: evil,
    tries: 1,
    nextTryAt: 0,
    endedAt: null,
    confirmUrl: 'https://am.ui.tt02.altinn.no/accessmanagement/ui/systemuser/request?id=1',
    altinnStatus: i % 2 ? evil : 'New',
    timedOut: false,
  }))
  const one =
    (changed: Partial<BatchRow>, mayChange = true) =>
    (speech: Speech) =>
      batchPage(
        {
          batch: { ...batch, ...changed },
          counts,
          lines: { rows: lines, page: 2, pages: 3 },
          filter: 'all',
          mayChange,
          approvalOrigins: ['https://am.ui.tt02.altinn.no'],
          now: NOW + 1_000,
        },
        speech,
      )
  const problems: ListProblems[] = [
    { name: 'nameInvalid', rate: 'rate', list: { what: 'nothing' } },
    { name: 'nameTooLong', list: { what: 'wrongColumns', missing: ['package'] } },
    { name: 'nameEmpty', list: { what: 'columnTwice', column: 'email' } },
    { list: { what: 'unreadable', line: 1_234 } },
  ]
  const rows = STATES.map(state => ({ ...batch, state, counts }))
  return {
    lists: speech => batchesPage({ rows, page: 2, pages: 3, mayChange: true }, speech),
    'lists, none': speech => batchesPage({ rows: [], page: 1, pages: 1, mayChange: false }, speech),
    ...Object.fromEntries(STATES.map(state => [`list, ${state}`, one({ state })])),
    'list, paused by itself': one({ state: 'paused', problem: evil }),
    'list of changes, as a viewer sees it': one({ kind: 'changes' }, false),
    ...Object.fromEntries(
      problems.map((problem, i) => [
        `new list, problem ${i}`,
        (speech: Speech) =>
          newPage({ values: { name: evil, rate: evil, list: evil }, problems: problem }, speech),
      ]),
    ),
    'cancel a list': speech => cancelPage({ ...batch, state: 'running' }, counts, speech),
    'discard a list': speech => cancelPage(batch, counts, speech),
  }
}
