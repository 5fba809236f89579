import { spacedOrganisationNumber } from '../design/formats.js'
import { titleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { flowHref } from './addresses.js'
import { liveUpdates } from './live-updates.js'
import { wasRefused } from './step-list.js'
import type { ToldFlow } from './story.js'

export interface ListPageInput {
  place: string
  /** The newest first. */
  stories: readonly ToldFlow[]
  /** What an organisation is called; undefined when nobody has told. */
  nameOf?: (organisationNumber: string) => string | undefined
  isStaff?: boolean
}

/** More refused steps than these are only counted. */
const MOST_FAILED = 3

export function listPage(
  { place, stories, nameOf = () => undefined, isStaff = false }: ListPageInput,
  speech: Speech,
) {
  const { t, say } = speech
  const { list: words, empty, start, name: heading } = t.inspector
  return {
    view: 'inspector/list',
    title: titleOf(heading, speech),
    scripts: ['live.js'],
    live: liveUpdates(
      { place, seen: stories.reduce((sum, { steps }) => sum + steps.length, 0) },
      speech,
    ),
    words,
    heading,
    empty: isStaff ? words.emptyForStaff : empty,
    start: isStaff ? undefined : { text: start, href: '/sign-up/smartbasic' },
    flows: stories.map(({ flow, name, steps, missing }) => {
      const failed = steps.filter(wasRefused)
      const { organisationNumber: number } = flow
      return {
        href: flowHref(place, flow.id),
        name,
        organisation: number && (nameOf(number) ?? spacedOrganisationNumber(number)),
        when: speech.shortDateTime(flow.updatedAt),
        utc: new Date(flow.updatedAt).toISOString(),
        steps: speech.number(steps.length),
        missing,
        imported: flow.isImported ? words.imported : undefined,
        failed: failed.slice(0, MOST_FAILED).map(({ number, tag }) => ({
          text: say(words.failed, { number, answer: tag.text }),
          href: flowHref(place, flow.id, { step: number }),
        })),
        more:
          failed.length > MOST_FAILED
            ? say(words.moreFailed, { count: failed.length - MOST_FAILED })
            : undefined,
      }
    }),
  } satisfies Page & Record<string, unknown>
}
