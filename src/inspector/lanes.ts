import type { IconName } from '../design/icons.js'
import type { Speech } from '../web/speech.js'
import { partsOf } from './claim-table.js'
import type { Lane } from './flow.js'
import { lanesOf, type ToldStep } from './story.js'

export const LANE_ICONS: Readonly<Record<Lane, IconName>> = {
  browser: 'Monitor',
  smartcloud: 'Cloud',
  maskinporten: 'KeyHorizontal',
  altinn: 'ShieldCheckmark',
  api: 'Truck',
}

/** What `views/inspector/lanes.ejs` shows: who talks to whom in one step, and what came of it. */
export function lanesShown(told: ToldStep, speech: Speech) {
  const { t, say } = speech
  const words = t.inspector.lanesShown
  const { step, tag, duration } = told
  const { lanes, first, last, goesLeft } = lanesOf(step, speech)
  const [method = '', path = ''] = told.call?.split(' ') ?? []
  return {
    label: told.label,
    lanes: lanes.map(lane => ({
      ...lane,
      icon: LANE_ICONS[lane.lane],
      /** Where a narrow screen may break the name. */
      parts: lane.name.split(/(?<=^Smart|^Maskin)/),
    })),
    first,
    last,
    direction: goesLeft ? 'left' : 'right',
    kind: step.kind,
    method,
    path: partsOf(path),
    /** The answer comes back only where there is one. */
    hasAnswer: step.kind === 'call' && step.status !== undefined,
    answer: step.kind === 'call' && step.status !== undefined ? String(step.status) : undefined,
    result:
      step.kind !== 'call'
        ? tag.text
        : step.status === undefined
          ? say(t.inspector.noAnswer, { duration: duration ?? '' })
          : duration === undefined
            ? ''
            : say(words.after, { duration }),
  }
}
