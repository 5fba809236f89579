import type { Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { flowHref } from './addresses.js'
import type { ToldFlow, ToldStep } from './story.js'

export interface StepPageInput {
  place: string
  story: ToldFlow
  told: ToldStep
}

export function stepPage({ place, story, told }: StepPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.inspector
  const { number, title } = told
  return {
    view: 'inspector/step',
    title: say(words.title, { number, count: story.steps.length, step: title }),
    words,
    flowName: story.name,
    phases: story.phases.map(({ name, steps }) => ({
      name,
      steps: steps.map(step => ({
        number: step.number,
        title: step.title,
        way: step.way,
        tag: step.tag,
        href: flowHref(place, story.flow.id, { step: step.number }),
        isCurrent: step === told,
      })),
    })),
    told: { number, title, sentence: told.sentence, label: told.label },
  } satisfies Page & Record<string, unknown>
}
