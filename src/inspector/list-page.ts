import type { Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { flowHref } from './addresses.js'
import type { ToldFlow } from './story.js'

export interface ListPageInput {
  place: string
  /** The newest first. */
  stories: readonly ToldFlow[]
}

export function listPage({ place, stories }: ListPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.inspector
  return {
    view: 'inspector/list',
    title: say(words.plainTitle, { heading: words.name }),
    words,
    heading: words.name,
    flows: stories.map(({ flow, name, steps }) => ({
      href: flowHref(place, flow.id),
      name,
      organisation: flow.organisationNumber,
      when: speech.shortDateTime(flow.startedAt),
      steps: steps.length,
    })),
  } satisfies Page & Record<string, unknown>
}
