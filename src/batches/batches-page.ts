import type { BatchRow, LineCounts } from '../database/batches.js'
import type { BatchState } from '../database/tables.js'
import type { Paged } from '../design/paging.js'
import { consoleBreadcrumbs, consoleTitleOf, type Page } from '../web/frame.js'
import { paginationOf } from '../web/pagination.js'
import type { Speech } from '../web/speech.js'

export const BATCHES = '/admin/batches'

export interface BatchesPageInput extends Paged<BatchRow & { counts: LineCounts }> {
  mayChange: boolean
}

export function batchesPage(input: BatchesPageInput, speech: Speech) {
  const { t, say, number } = speech
  const words = t.batches
  return {
    view: 'batches/list',
    title: consoleTitleOf(words.heading, speech),
    breadcrumbs: breadcrumbsTo([], speech),
    words,
    shared: t.console,
    newHref: input.mayChange ? `${BATCHES}/new` : undefined,
    rows: input.rows.map(batch => ({
      href: `${BATCHES}/${batch.id}`,
      name: batch.name,
      open: say(words.openOne, { name: batch.name }),
      kind: words.kinds[batch.kind],
      lines: number(allOf(batch.counts)),
      created: speech.shortDateTime(batch.createdAt),
      state: batchTag(batch.state, speech),
    })),
    pagination: paginationOf(input, words.paging, page => `${BATCHES}?page=${page}`, speech),
  } satisfies Page & Record<string, unknown>
}

export const breadcrumbsTo = (below: readonly { name: string; href: string }[], speech: Speech) => {
  const { t } = speech
  return consoleBreadcrumbs(
    [
      { name: t.console.menu.requests, href: '/admin/requests' },
      { name: t.batches.heading, href: BATCHES },
      ...below,
    ],
    speech,
  )
}

const TONES = {
  checked: 'info',
  running: 'info',
  paused: 'warning',
  cancelled: 'neutral',
  done: 'success',
} as const

export const batchTag = (state: BatchState, { t }: Speech) => ({
  text: t.batches.states[state],
  tone: TONES[state],
})

export const allOf = (counts: LineCounts): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)
