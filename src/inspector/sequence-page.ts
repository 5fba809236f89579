import type { Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { flowHref } from './addresses.js'
import { LANES } from './flow.js'
import { LANE_ICONS } from './lanes.js'
import { liveUpdates } from './live-updates.js'
import { lanesOf, type ToldFlow } from './story.js'
import { viewSwitch } from './view-switch.js'

export interface SequencePageInput {
  place: string
  story: ToldFlow
}

/** All steps of a flow as arrows between those who talk, each of them a link to its step. */
export function sequencePage({ place, story }: SequencePageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.inspector.sequence
  const { flow, phases } = story
  return {
    view: 'inspector/sequence',
    title: say(words.title, { flow: story.name }),
    scripts: ['live.js'],
    words,
    views: viewSwitch({ place, story, current: 'sequence' }, speech),
    live: liveUpdates(
      { place, flowId: flow.id, view: 'sequence', seen: story.steps.length },
      speech,
    ),
    lanes: LANES.map(lane => ({
      // A narrow screen breaks a long one where its second word begins.
      parts: t.inspector.lanes[lane].split(/(?<=^Smart|^Maskin)/),
      icon: LANE_ICONS[lane],
    })),
    phases: phases.map(({ name, steps }) => ({
      name,
      start: steps[0]?.number ?? 1,
      steps: steps.map(told => {
        const { first, last, goesLeft } = lanesOf(told.step, speech)
        return {
          href: flowHref(place, flow.id, { step: told.number }),
          title: say(words.step, { number: told.number, title: told.title }),
          tag: told.tag,
          label: told.label,
          first,
          last,
          direction: goesLeft ? 'left' : 'right',
          kind: told.step.kind,
        }
      }),
    })),
  } satisfies Page & Record<string, unknown>
}
