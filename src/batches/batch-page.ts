import { isApprovalAddress } from '../altinn/approval-address.js'
import type { AskedLineRow, BatchRow, LineCounts, LineFilter } from '../database/batches.js'
import { companyName, spacedOrganisationNumber } from '../design/formats.js'
import type { Paged } from '../design/paging.js'
import { packageById } from '../domain/packages.js'
import { consoleTitleOf, type Page } from '../web/frame.js'
import { paginationOf } from '../web/pagination.js'
import type { Speech } from '../web/speech.js'
import { allOf, BATCHES, batchTag, breadcrumbsTo } from './batches-page.js'
import { explanationsOf, lineTag, spaced, statusOf } from './problem-words.js'

export interface BatchPageInput {
  batch: BatchRow
  counts: LineCounts
  lines: Paged<AskedLineRow>
  filter: LineFilter
  mayChange: boolean
  approvalOrigins: readonly string[]
  now: number
}

export function batchPage(input: BatchPageInput, speech: Speech) {
  const { t, say, number, plural } = speech
  const { batch, counts, filter, lines, mayChange, now } = input
  const words = t.batches
  const here = `${BATCHES}/${batch.id}`
  const { state } = batch
  const isOver = state === 'done' || state === 'cancelled'
  const counted = (text: { one: string; other: string }, count: number) =>
    say(text[plural(count)], { count: number(count) })
  const query = (page: number) =>
    `${here}?${new URLSearchParams({ ...(filter === 'problems' && { show: filter }), page: String(page) })}`

  return {
    view: 'batches/batch',
    title: consoleTitleOf(batch.name, speech),
    breadcrumbs: breadcrumbsTo([{ name: batch.name, href: here }], speech),
    ...(state === 'running' && { refresh: { again: 5 }, scripts: ['batch.js'] }),
    words,
    shared: t.console,
    heading: batch.name,
    here,
    state: batchTag(state, speech),
    buttons: mayChange ? buttonsOf(batch, counts, speech) : [],
    links: {
      uploadAgain:
        mayChange && state === 'checked' && batch.kind === 'requests'
          ? `${BATCHES}/new`
          : undefined,
      cancel:
        mayChange && !isOver
          ? {
              text: state === 'checked' ? words.batch.discard : words.batch.cancel,
              href: `${here}/cancel`,
            }
          : undefined,
      report: state === 'checked' ? undefined : `${here}/report.csv`,
    },
    alert: alertOf(batch, counts, speech),
    check:
      state === 'checked' && counts.waiting > 0
        ? {
            fine: counted(words.batch.fine, counts.waiting),
            bad: counts.refused > 0 ? counted(words.batch.bad, counts.refused) : undefined,
          }
        : undefined,
    progress: state === 'checked' ? undefined : progressOf(batch, counts, now, speech),
    facts: [
      { term: words.batch.kind, value: words.kinds[batch.kind] },
      { term: words.batch.created, value: speech.dateTime(batch.createdAt) },
      ...(batch.startedAt === null
        ? []
        : [{ term: words.batch.started, value: speech.dateTime(batch.startedAt) }]),
      ...(batch.endedAt === null
        ? []
        : [{ term: words.batch.ended, value: speech.dateTime(batch.endedAt) }]),
      { term: words.batch.rate, value: counted(words.batch.ratePerMinute, batch.ratePerMinute) },
      ...(isOver
        ? []
        : [
            {
              term: words.batch.takes,
              value: speech.duration(
                Math.ceil(((counts.waiting + counts.working) * 60) / batch.ratePerMinute) * 1000,
              ),
            },
          ]),
    ],
    filters: (['all', 'problems'] as const).map(value => ({
      value,
      text: words.lines[value],
      isChosen: value === filter,
    })),
    rows: lines.rows.map(line => rowOf(line, input, speech)),
    pagination: paginationOf(lines, words.linePaging, query, speech),
  } satisfies Page & Record<string, unknown>
}

/** The first is what is to be done next. */
function buttonsOf({ state, kind, id }: BatchRow, { waiting }: LineCounts, speech: Speech) {
  const { t, say, number, plural } = speech
  const words = t.batches.batch
  const here = `${BATCHES}/${id}`
  if (state === 'checked' && waiting > 0) {
    const text = (kind === 'changes' ? words.startChanges : words.start)[plural(waiting)]
    return [{ text: say(text, { count: number(waiting) }), action: `${here}/start` }]
  }
  if (state === 'running') return [{ text: words.pause, action: `${here}/pause` }]
  if (state === 'paused') return [{ text: words.resume, action: `${here}/resume` }]
  return []
}

function alertOf(batch: BatchRow, counts: LineCounts, speech: Speech) {
  const { t, say, number, plural } = speech
  const words = t.batches.batch
  switch (batch.state) {
    case 'checked':
      return counts.waiting === 0 ? { tone: 'warning', text: words.noneFine } : undefined
    case 'paused': {
      if (batch.problem === null) return { tone: 'info', text: words.pausedByUs }
      const [from, code = ''] = batch.problem.split(/:(.*)/s)
      const text = from === 'maskinporten' ? words.maskinportenRefused : words.altinnRefused
      return {
        tone: 'danger',
        title: words.pausedItself,
        text: say(text, { code: spaced(code) }),
        link: { text: words.toReadiness, href: '/admin/readiness' },
      }
    }
    case 'cancelled':
      return {
        tone: 'info',
        text: say(words.cancelledText[plural(counts.skipped)], { count: number(counts.skipped) }),
      }
    default:
      return undefined
  }
}

const SHOWN_COUNTS = ['waiting', 'working', 'sent', 'done', 'failed', 'skipped', 'refused'] as const

/** How far it is, ready to be shown: the page has it at first, and the script asks for more. */
export function progressOf(batch: BatchRow, counts: LineCounts, now: number, speech: Speech) {
  const { t, say, number } = speech
  const words = t.batches
  const all = allOf(counts) - counts.refused
  const open = counts.waiting + counts.working
  const isHeldBack = batch.state === 'running' && open > 0 && batch.nextAt - now > 60_000
  return {
    href: `${BATCHES}/${batch.id}/progress`,
    state: batch.state,
    value: all - open,
    max: Math.max(all, 1),
    text:
      open === 0 && batch.state === 'done'
        ? words.batch.finished
        : say(words.batch.progressText, { done: number(all - open), all: number(all) }),
    note: isHeldBack ? say(words.batch.heldBack, { time: speech.time(batch.nextAt) }) : '',
    counts: SHOWN_COUNTS.filter(
      state => counts[state] > 0 || state === 'waiting' || state === 'sent' || state === 'failed',
    ).map(state => ({ state, term: words.counts[state], value: number(counts[state]) })),
  }
}

function rowOf(
  line: AskedLineRow,
  { batch, approvalOrigins, now }: BatchPageInput,
  speech: Speech,
) {
  const { t, say, number } = speech
  const words = t.batches.lines
  const name = line.name === null ? undefined : companyName(line.name)
  const status = statusOf(line, speech)
  const isAgain = line.state === 'waiting' && line.nextTryAt > now && batch.state === 'running'
  return {
    number: number(line.number),
    name: name ?? words.noName,
    hasName: name !== undefined,
    organisationNumber:
      line.organisationNumber === ''
        ? ''
        : say(t.console.organisationNumber, {
            number: spacedOrganisationNumber(line.organisationNumber),
          }),
    contactPerson: line.contactPerson,
    email: line.email,
    package: packageById(line.packageId)?.name ?? line.packageId,
    tag: lineTag(line, batch.state, speech),
    explanations: [
      ...explanationsOf(line, speech),
      ...(status ? [say(words.atAltinn, { status: status.text })] : []),
      ...(isAgain ? [say(words.next, { time: speech.time(line.nextTryAt) })] : []),
    ],
    link: linkOf(line, approvalOrigins) && {
      href: linkOf(line, approvalOrigins),
      text: words.openInAltinn,
      who: say(words.openFor, { company: name ?? line.organisationNumber }),
    },
  }
}

/** Where the customer answers, if that is Altinn's: checked when it was stored, and here again. */
export const linkOf = (
  { confirmUrl }: AskedLineRow,
  approvalOrigins: readonly string[],
): string | undefined =>
  confirmUrl !== null && isApprovalAddress(confirmUrl, approvalOrigins) ? confirmUrl : undefined
