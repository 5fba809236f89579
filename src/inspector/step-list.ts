import type { Speech } from '../web/speech.js'
import { flowHref } from './addresses.js'
import type { ToldFlow, ToldStep } from './story.js'

/** More steps than this are shown a part at a time. */
const MOST_SHOWN = 40
const MOST_FAILED = 5

export const wasRefused = ({ tag }: ToldStep): boolean => tag.tone === 'danger'

/** What `views/inspector/step-list.ejs` shows beside a step: all steps, in their phases. */
export function stepList(
  { place, story, told }: { place: string; story: ToldFlow; told: ToldStep },
  speech: Speech,
) {
  const { t, say } = speech
  const words = t.inspector.stepView
  const { flow, steps } = story
  const first = Math.floor((told.number - 1) / MOST_SHOWN) * MOST_SHOWN
  const isShown = ({ number }: ToldStep) => number > first && number <= first + MOST_SHOWN
  const hrefTo = ({ number }: ToldStep) => flowHref(place, flow.id, { step: number })
  return {
    label: words.stepList,
    phases: story.phases
      .map(({ name, steps: all }) => ({
        name,
        steps: all.filter(isShown).map(step => ({
          number: step.number,
          title: step.title,
          way: step.way,
          tag: step.tag,
          href: hrefTo(step),
          isCurrent: step === told,
          wasRefused: wasRefused(step),
        })),
      }))
      .filter(phase => phase.steps.length > 0),
    rangesLabel: words.ranges,
    ranges: rangesOf(steps.length).map(range => ({
      text: say(words.range, range),
      href: flowHref(place, flow.id, { step: range.first }),
      isCurrent: range.first === first + 1,
    })),
    failedLabel: words.failed,
    failed: steps
      .filter(step => wasRefused(step) && step !== told)
      .slice(0, MOST_FAILED)
      .map(step => ({
        text: say(words.failedStep, { number: step.number, title: step.title }),
        href: hrefTo(step),
      })),
  }
}

const rangesOf = (count: number): { first: number; last: number }[] =>
  count <= MOST_SHOWN
    ? []
    : Array.from({ length: Math.ceil(count / MOST_SHOWN) }, (_, i) => ({
        first: i * MOST_SHOWN + 1,
        last: Math.min((i + 1) * MOST_SHOWN, count),
      }))
