import { reconciliationPage } from '../../src/reconciliation/page.js'
import type {
  FoundRequest,
  FoundSystemUser,
  ReconciliationReport,
} from '../../src/reconciliation/reconciliation.js'
import type { Page } from '../../src/web/frame.js'
import type { Speech } from '../../src/web/speech.js'

const NOW = Date.UTC(2026, 10, 20, 8)

/**
 * What Altinn has, compared with what we have.
 *
 * @param evil what an upstream may have written
 */
export function reconciliationPages(evil: string): Record<string, (speech: Speech) => Page> {
  const systemUser: FoundSystemUser = {
    organisationNumber: evil,
    systemUserId: evil,
    kind: 'standard',
    externalReference: evil,
    lastKnownAt: NOW,
  }
  const request: FoundRequest = {
    organisationNumber: evil,
    requestId: evil,
    kind: 'agent',
    externalReference: evil,
    status: evil,
  }
  const counts = {
    systemUsers: 1,
    requests: 1,
    updated: 1,
    removed: 1,
    withoutRequest: 1,
    gone: 1,
    orphans: 1,
  }
  const report: ReconciliationReport = {
    counts,
    removed: [systemUser],
    withoutRequest: [{ ...systemUser, externalReference: null }],
    gone: [request],
    orphans: [
      request,
      { ...request, requestId: 'another', status: 'New', externalReference: null },
    ],
  }
  const walk = {
    id: evil,
    environment: 'sandbox',
    startedBy: evil,
    startedAt: NOW,
    endedAt: NOW,
    report,
  } as const
  const takenIn: ReadonlySet<string> = new Set(['another'])
  return {
    reconciliation: speech => reconciliationPage({ last: walk, takenIn, mayAct: true }, speech),
    'reconciliation, ended early': speech =>
      reconciliationPage(
        {
          last: {
            ...walk,
            startedBy: null,
            report: { ...report, problem: { code: evil, text: evil } },
          },
          takenIn,
          mayAct: false,
        },
        speech,
      ),
    'reconciliation, under way': speech =>
      reconciliationPage(
        { last: { ...walk, endedAt: null, report: null }, takenIn, mayAct: true },
        speech,
      ),
    'reconciliation, never': speech =>
      reconciliationPage({ last: undefined, takenIn, mayAct: true }, speech),
  }
}
