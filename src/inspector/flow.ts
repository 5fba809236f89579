import type { Subject } from '../witness.js'

/** Those who talk to each other, in the order they stand beside each other. */
export const LANES = ['browser', 'smartcloud', 'maskinporten', 'altinn', 'api'] as const
export type Lane = (typeof LANES)[number]

/** `look`: our own people look something up, and no journey goes on by it. */
export type Journey = Subject['journey'] | 'look'

/** What was seen of one journey, the oldest step first. It holds nothing secret. */
export interface Flow {
  id: string
  journey: Journey
  organisationNumber?: string
  /** Epoch milliseconds. */
  startedAt: number
  updatedAt: number
  steps: readonly Step[]
  /** Steps that were made and not recorded. */
  missing: number
  /** It was recorded somewhere else, and says what its file says. */
  isImported?: true
}

export interface Step {
  /** `kept`: a token was at hand, and nothing was sent. */
  kind: 'call' | 'kept' | 'redirect'
  /** As in `altinn: create system user request`, or one of {@link REDIRECTS} and {@link KEPT}. */
  operation: string
  from: Lane
  to: Lane
  /** When it began, in epoch milliseconds. */
  at: number
  method?: string
  url?: string
  status?: number
  durationMs?: number
  /** Why there was no whole answer. */
  failure?: string
  request?: Message
  response?: Message
  /** The fingerprint of the token that was sent along. */
  usedToken?: string
  /** What was in the tokens that were sent or came back, without their signatures. */
  tokens: readonly SeenJwt[]
}

export const REDIRECTS = { toAltinn: 'browser: to altinn', back: 'browser: back' } as const
export const KEPT = {
  maskinporten: 'maskinporten: kept token',
  altinn: 'altinn: kept token',
} as const

export interface Message {
  headers: readonly (readonly [name: string, value: string])[]
  body?: Body
}

export interface Body {
  /** `binary`: `text` is the beginning of it, as hexadecimal digits. */
  kind: 'json' | 'form' | 'text' | 'binary'
  /** Without secrets. A JWT in it is written `‹jwt a1b2c3›`, with its fingerprint. */
  text: string
  /** Of the whole body. */
  bytes: number
  /** There was more than is kept. */
  isCut?: true
}

export interface SeenJwt {
  place: 'request' | 'response' | 'kept'
  /** The first six hexadecimal digits of its SHA-256. */
  fingerprint: string
  /** How many parts it had; three, if it is one. */
  parts: number
  /** As JSON; absent when it cannot be read. */
  header?: string
  payload?: string
}
