import type { BatchRow, LineCounts } from '../database/batches.js'
import { consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { BATCHES, breadcrumbsTo } from './batches-page.js'

export function cancelPage(batch: BatchRow, { waiting }: LineCounts, speech: Speech) {
  const { t, say, number, plural } = speech
  const words = t.batches.cancelling
  const here = `${BATCHES}/${batch.id}`
  const isNew = batch.state === 'checked'
  const heading = say(isNew ? words.headingDiscard : words.heading, { name: batch.name })
  return {
    view: 'batches/cancel',
    title: consoleTitleOf(heading, speech),
    breadcrumbs: breadcrumbsTo(
      [
        { name: batch.name, href: here },
        { name: heading, href: `${here}/cancel` },
      ],
      speech,
    ),
    heading,
    points: [
      say(words.notAsked[plural(waiting)], { count: number(waiting) }),
      ...(isNew ? [] : [words.stays]),
      words.keeps,
      t.console.noUndo,
    ],
    action: `${here}/cancel`,
    yes: isNew ? words.yesDiscard : words.yes,
    back: { text: words.back, href: here },
  } satisfies Page & Record<string, unknown>
}
