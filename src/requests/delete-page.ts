import { nameOrNumber } from '../design/formats.js'
import type { StaffExplanation } from '../web/explain.js'
import type { ListedRequest } from '../database/request-list.js'
import { consoleBreadcrumbs, consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { LIST } from './list-page.js'

export interface DeletePageInput {
  listed: ListedRequest
  /** Why it did not work. */
  explained?: StaffExplanation | undefined
  reference: string
}

export function deletePage({ listed, explained, reference }: DeletePageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.requests.delete
  const company = nameOrNumber(listed)
  const heading = say(words.heading, { company })
  const href = `${LIST}/${listed.id}`
  return {
    view: 'requests/delete',
    title: consoleTitleOf(heading, speech),
    breadcrumbs: consoleBreadcrumbs(
      [
        { name: t.requests.heading, href: LIST },
        { name: company, href },
        { name: t.requests.one.delete, href: `${href}/delete` },
      ],
      speech,
    ),
    heading,
    words,
    shared: t.console,
    alert: explained && {
      tone: 'danger',
      heading: words.failed,
      texts: [explained.title, explained.text],
      small: explained.traceId
        ? say(t.requests.check.refused.trace, { trace: explained.traceId, reference })
        : say(t.requests.check.refused.reference, { reference }),
    },
    lost: [words.lostItems.request, words.lostItems.answer],
    action: `${href}/delete`,
    back: href,
  } satisfies Page & Record<string, unknown>
}
