import { printable } from '../redact.js'
import { claimsIn } from './claims.js'
import type { Step } from './flow.js'
import type { ToldFlow, ToldStep } from './story.js'

/** One screen for whoever presents. */
export interface Slide {
  /** The number of its step. */
  step: number
  /** From 1, within its step. */
  focus: number
  /** First what can be said aloud, last what came of it, and between them one claim at a time. */
  kind: 'sentence' | 'claim' | 'result'
  /** As in `authorization_details[0].systemuser_org.ID`; of a claim alone. */
  path?: string
  value?: string
}

/** All slides of a flow, in the order they are shown. */
export const slidesOf = ({ steps }: Pick<ToldFlow, 'steps'>): Slide[] => steps.flatMap(slidesOfStep)

function slidesOfStep({ number, step }: ToldStep): Slide[] {
  const slides: Omit<Slide, 'step' | 'focus'>[] = [
    { kind: 'sentence' },
    ...whatMatters(step).map(claim => ({ kind: 'claim' as const, ...claim })),
    { kind: 'result' },
  ]
  return slides.map((slide, i) => ({ step: number, focus: i + 1, ...slide }))
}

type Seen = { path: string; value: string }

/** In this order. Real tokens say `ID`, and Altinn's examples `id`. */
const CLAIMS_THAT_MATTER = [
  /^authorization_details\[\d+\]\.type$/,
  /^authorization_details\[\d+\]\.systemuser_org\.id$/i,
  /^authorization_details\[\d+\]\.systemuser_id(?:\[\d+\])?$/,
  /^authorization_details\[\d+\]\.system_id$/,
  /^authorization_details\[\d+\]\.externalRef$/,
  /^consumer\.id$/i,
  /^urn:altinn:orgNumber$/,
  /^scope$/,
]

/** What an answer says of itself, and what a refusal gives as its reason. */
const FIELDS_THAT_MATTER = ['status']
const FIELDS_OF_A_REFUSAL = ['error', 'error_description', 'code', 'title', 'detail']
/** More do not fit beside each other on a screen. */
const MOST_FIELDS = 3

/** The token that came back; the grant, when none did; otherwise what the answer says. */
function whatMatters(step: Step): readonly Seen[] {
  if (step.status !== undefined && step.status >= 400) return fieldsOf(step, FIELDS_OF_A_REFUSAL)
  const rows = (claimsIn(step, 'response') ?? claimsIn(step, 'request'))?.rows
  if (!rows) return fieldsOf(step, FIELDS_THAT_MATTER)
  return CLAIMS_THAT_MATTER.flatMap(wanted => rows.find(({ path }) => wanted.test(path)) ?? [])
}

/** Those of a JSON answer that are plain values. */
function fieldsOf({ response }: Step, names: readonly string[]): Seen[] {
  const answer = parsed(response?.body)
  return names
    .flatMap(path => {
      const value = answer?.[path]
      return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number'
        ? { path, value: printable(String(value)) }
        : []
    })
    .filter(({ value }, i, all) => all.findIndex(other => other.value === value) === i)
    .slice(0, MOST_FIELDS)
}

function parsed(
  body: NonNullable<Step['response']>['body'],
): Readonly<Record<string, unknown>> | undefined {
  if (!body || body.isCut) return undefined
  try {
    const value: unknown = JSON.parse(body.text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined // it is something else
  }
}
