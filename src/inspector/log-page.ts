import type { Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { flowHref } from './addresses.js'
import { liveUpdates } from './live-updates.js'
import type { ToldFlow } from './story.js'
import { viewSwitch } from './view-switch.js'

export interface LogPageInput {
  place: string
  story: ToldFlow
}

/** The calls of a flow as a plain table, and the same as text to paste somewhere. */
export function logPage({ place, story }: LogPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.inspector.log
  const { flow, steps } = story
  const { columns } = words
  const rows = steps.map(told => ({
    at: exactTime(told.step.at, speech),
    from: told.from.name,
    to: told.to.name,
    call: told.call ?? told.title,
    isCall: told.call !== undefined,
    tag: told.tag,
    duration: told.duration ?? '',
    href: flowHref(place, flow.id, { step: told.number }),
  }))
  const asText = [
    [columns.at, columns.from, columns.to, columns.call, columns.status, columns.duration],
    ...rows.map(({ at, from, to, call, tag, duration }) => [
      at,
      from,
      to,
      call,
      tag.text,
      duration,
    ]),
  ]
  return {
    view: 'inspector/log',
    title: say(words.title, { flow: story.name }),
    scripts: ['copy.js', 'live.js'],
    words,
    views: viewSwitch({ place, story, current: 'log' }, speech),
    live: liveUpdates({ place, flowId: flow.id, view: 'log', seen: steps.length }, speech),
    caption: say(words.caption, { date: speech.date(flow.startedAt) }),
    columns,
    rows,
    text: asText.map(cells => cells.map(oneCell).join('\t')).join('\n'),
    /** Lines of the text; more are scrolled. */
    lines: Math.min(asText.length, 12),
  } satisfies Page & Record<string, unknown>
}

/** `09.00.12,345`: seconds are the same in every time zone. */
function exactTime(at: number, { time, language }: Speech): string {
  const [, seconds = '', thousandths = ''] = /(\d\d)\.(\d{3})Z$/.exec(new Date(at).toISOString())!
  const [beforeSeconds, beforeThousandths] = language === 'nb' ? ['.', ','] : [':', '.']
  return `${time(at)}${beforeSeconds}${seconds}${beforeThousandths}${thousandths}`
}

/** A tab or a new line within would make another cell of it. */
const oneCell = (text: string): string => text.replace(/\s+/g, ' ')
