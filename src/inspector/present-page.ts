import { STATUS_CODES } from 'node:http'
import { claimWords } from '../domain/claim-words.js'
import type { Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { flowHref } from './addresses.js'
import { claimsIn } from './claims.js'
import type { Step } from './flow.js'
import { lanesShown } from './lanes.js'
import { slidesOf, type Slide } from './slides.js'
import type { ToldFlow, ToldStep } from './story.js'

export interface PresentPageInput {
  place: string
  story: ToldFlow
  /** From 1, both. */
  step: number
  focus: number
}

/** One slide, without any menus; undefined when there is no such slide. */
export function presentPage({ place, story, step, focus }: PresentPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.inspector.present
  const slides = slidesOf(story)
  const at = slides.findIndex(slide => slide.step === step && slide.focus === focus)
  const slide = slides[at]
  const told = story.steps[step - 1]
  if (!slide || !told) return undefined

  const { id } = story.flow
  const hrefOf = (other: Pick<Slide, 'step' | 'focus'> | undefined) =>
    other && flowHref(place, id, { view: 'present', step: other.step, focus: other.focus })
  const count = story.steps.length
  const ofStep = slides.filter(other => other.step === step && other.kind !== 'sentence')
  const shown = shownOn(slide, told, speech)
  return {
    view: 'inspector/present',
    isBare: true as const,
    scripts: ['present.js'],
    title:
      slide.kind === 'sentence'
        ? say(t.inspector.title, { number: step, count, step: told.title })
        : say(words.title, { slide: nameOf(slide, speech), number: step, count, step: told.title }),
    words,
    counter: say(words.counter, { number: step, count }),
    progress: story.steps.map(({ number }) =>
      number < step ? 'over' : number === step ? 'now' : 'ahead',
    ),
    heading: told.title,
    lanes: lanesShown(told, speech),
    names: ofStep.map(other => ({
      name: nameOf(other, speech),
      isCode: other.kind === 'claim',
      href: hrefOf(other),
      isCurrent: other === slide,
    })),
    shown,
    previous: hrefOf(slides[at - 1]),
    next: hrefOf(slides[at + 1]),
    first: hrefOf({ step: 1, focus: 1 }),
    last: hrefOf({ step: count, focus: 1 }),
    leave: flowHref(place, id, { step }),
  } satisfies Page & Record<string, unknown>
}

/** Short enough to stand beside the others: `systemuser_org`. */
const nameOf = ({ path }: Slide, { t }: Speech): string =>
  path === undefined ? t.inspector.present.result : ofGroup(path).replace(/(?<=.)[.[].*$/, '')

/** Without the group that most of them are in. */
const ofGroup = (path: string): string => path.replace(/^authorization_details\[\d+\]\./, '')

type Shown =
  | { kind: 'sentence'; text: string }
  | { kind: 'claim'; name: string; value: string; length: Length; meaning: string }
  | { kind: 'result'; value: string; tone: ToldStep['tag']['tone']; lines: string[] }

type Length = 'short' | 'medium' | 'long'

/** What a screen takes; the step by itself shows all of it. */
const MOST_OF_A_VALUE = 160

function shownOn({ kind, path = '', value = '' }: Slide, told: ToldStep, speech: Speech): Shown {
  if (kind === 'sentence') return { kind, text: told.spoken }
  if (kind === 'result') return { kind, tone: told.tag.tone, ...resultOf(told, speech) }
  const text = value.length <= MOST_OF_A_VALUE ? value : `${value.slice(0, MOST_OF_A_VALUE - 1)}…`
  return {
    kind,
    name: ofGroup(path),
    value: text,
    length: text.length <= 24 ? 'short' : text.length <= 60 ? 'medium' : 'long',
    meaning: meaningOf(path, speech),
  }
}

function meaningOf(path: string, { t, language }: Speech): string {
  const fields: Readonly<Record<string, string>> = t.inspector.present.fields
  return Object.hasOwn(fields, path) ? fields[path]! : (claimWords(path, language) ?? '')
}

function resultOf(told: ToldStep, speech: Speech): { value: string; lines: string[] } {
  const { t, say } = speech
  const words = t.inspector.present
  const { step, tag, sentence, duration } = told
  if (step.kind === 'kept') return { value: tag.text, lines: [sentence] }
  if (step.kind === 'redirect') {
    const host = hostOf(step)
    return { value: tag.text, lines: [host ? say(words.goesTo, { host }) : sentence] }
  }
  if (step.status === undefined)
    return {
      value: tag.text,
      lines: [duration === undefined ? sentence : say(t.inspector.noAnswer, { duration })],
    }
  const lasts = lifetimeOf(step)
  return {
    value: [tag.text, STATUS_CODES[step.status] ?? ''].join(' ').trim(),
    lines: [
      ...(duration === undefined ? [] : [say(words.answered, { service: told.to.name, duration })]),
      ...(lasts === undefined ? [] : [say(words.tokenLasts, { seconds: speech.number(lasts) })]),
      ...(step.status >= 400 ? [sentence] : []),
    ],
  }
}

function hostOf({ url = '' }: Step): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined
}

/** Of the token that came back, in seconds. */
function lifetimeOf(step: Step): number | undefined {
  const rows = claimsIn(step, 'response')?.rows ?? []
  const [exp, iat] = ['exp', 'iat'].map(name =>
    Number(rows.find(({ path }) => path === name)?.value),
  )
  const seconds = (exp ?? NaN) - (iat ?? NaN)
  return seconds > 0 && seconds < 1e9 ? seconds : undefined
}
