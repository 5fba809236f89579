import { consoleBreadcrumbs, consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { alertOf, linesByGroup } from './lines.js'
import type { Readiness } from './readiness.js'

export const READINESS = '/admin/readiness'

export function readinessPage(readiness: Readiness, speech: Speech) {
  const { t, say, dateTime } = speech
  const words = t.readiness
  return {
    view: 'readiness/installation',
    title: consoleTitleOf(words.heading, speech),
    breadcrumbs: consoleBreadcrumbs([{ name: words.heading, href: READINESS }], speech),
    words,
    here: READINESS,
    readAt: say(words.readAt, { time: dateTime(readiness.readAt) }),
    alert: alertOf(readiness, READINESS, speech),
    groups: linesByGroup(readiness, speech),
    json: `${READINESS}.json`,
    customer: `${READINESS}/customer`,
  } satisfies Page & Record<string, unknown>
}
