import type { ReconciliationRow } from '../database/reconciliations.js'
import { spacedOrganisationNumber } from '../design/formats.js'
import { situationOf } from '../domain/request-status.js'
import { consoleBreadcrumbs, consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { statusTag } from '../web/status-tag.js'
import type { FoundRequest, FoundSystemUser, ReconciliationReport } from './reconciliation.js'

export const RECONCILIATION = '/admin/reconciliation'

export interface ReconciliationPageInput {
  last: ReconciliationRow | undefined
  /** Altinn's ids of requests that it did not know, and that we know by now. */
  takenIn: ReadonlySet<string>
  mayAct: boolean
}

export function reconciliationPage(
  { last, takenIn, mayAct }: ReconciliationPageInput,
  speech: Speech,
) {
  const { t, say, number, dateTime } = speech
  const words = t.reconciliation
  const report = (last?.report ?? undefined) as ReconciliationReport | undefined
  const isRunning = last !== undefined && last.endedAt === null

  return {
    view: 'reconciliation/reconciliation',
    title: consoleTitleOf(words.heading, speech),
    breadcrumbs: consoleBreadcrumbs(
      [
        { name: t.customers.heading, href: '/admin/customers' },
        { name: words.heading, href: RECONCILIATION },
      ],
      speech,
    ),
    ...(isRunning && { refresh: { again: 3 }, scripts: ['again.js'] }),
    words,
    mayAct,
    status: isRunning
      ? say(words.running, { time: dateTime(last.startedAt) })
      : last
        ? say(last.startedBy === null ? words.doneAlone : words.doneBy, {
            time: dateTime(last.endedAt ?? last.startedAt),
          })
        : words.never,
    problem: report?.problem && {
      title: words.problem,
      text: say(words.problemText, { code: report.problem.code, text: report.problem.text }),
    },
    counts: report
      ? (Object.keys(words.counts) as (keyof ReconciliationReport['counts'])[]).map(name => ({
          name: words.counts[name],
          value: number(report.counts[name]),
        }))
      : [],
    isClean:
      report !== undefined &&
      !report.problem &&
      report.counts.removed + report.counts.gone + report.counts.orphans === 0 &&
      report.counts.withoutRequest === 0,
    sections: report
      ? [
          section('removed', report.removed.map(systemUserRow), report.counts.removed),
          section('orphans', report.orphans.map(requestRow), report.counts.orphans),
          section('gone', report.gone.map(requestRow), report.counts.gone),
          section(
            'withoutRequest',
            report.withoutRequest.map(systemUserRow),
            report.counts.withoutRequest,
          ),
        ].filter(({ rows }) => rows.length > 0)
      : [],
  } satisfies Page & Record<string, unknown>

  function section(
    id: 'removed' | 'orphans' | 'gone' | 'withoutRequest',
    rows: ReturnType<typeof systemUserRow | typeof requestRow>[],
    count: number,
  ) {
    return {
      id,
      heading: words.sections[id].heading,
      text: words.sections[id].text,
      rows,
      more:
        count > rows.length ? say(words.more, { count: number(count - rows.length) }) : undefined,
      mayAdopt: id === 'orphans' && mayAct,
    }
  }

  function systemUserRow(found: FoundSystemUser) {
    return {
      ...commonRow(found.organisationNumber, found.kind, found.externalReference),
      id: found.systemUserId,
      isTakenIn: false,
      status: undefined,
      time: dateTime(found.lastKnownAt),
    }
  }

  function requestRow(found: FoundRequest) {
    return {
      ...commonRow(found.organisationNumber, found.kind, found.externalReference),
      id: found.requestId,
      isTakenIn: takenIn.has(found.requestId),
      status: statusTag(situationOf({ status: found.status }), speech),
      time: undefined,
    }
  }

  function commonRow(organisation: string, kind: 'standard' | 'agent', reference: string | null) {
    return {
      number: spacedOrganisationNumber(organisation),
      href: `/admin/customers/${organisation}`,
      kind: t.customers.one.types[kind],
      reference: reference ?? t.customers.one.useNumber,
    }
  }
}
