import { randomUUID } from 'node:crypto'
import type { SeenCall, SeenRedirect, SeenToken, Subject, Witness } from '../witness.js'
import { packed, unpacked, type Cut, type CutMessage } from './cut.js'
import {
  KEPT,
  REDIRECTS,
  type Flow,
  type Journey,
  type Lane,
  type SeenJwt,
  type Step,
} from './flow.js'

/** Who looks, or whose calls are seen. */
export interface Onlooker {
  /** One of our own people, as the audit log names them. */
  readonly staff?: string
  /** The registrations this browser made. */
  readonly registrations: readonly string[]
  /** The organisation that the sign-in provider says they represent. */
  readonly organisation?: string
  /** Names them for as long as nothing else does. */
  readonly key: string
}

/** A day after its last step a flow is forgotten. */
export const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1000
/** Flows of one visitor; the oldest goes first. */
export const MOST_FLOWS = 50
/** Steps of one flow; more are only counted. */
export const MOST_STEPS = 200
/** What all flows of everybody take, in characters. */
const MOST_CHARACTERS = 48_000_000
const MOST_FLOWS_IN_ALL = 1_000

/** As it is held: of few objects, because every call is recorded and few are looked at. */
interface KeptStep {
  step: Draft
  tokens: readonly SeenJwt[]
  by: Onlooker
  /** In characters, roughly. */
  size: number
}

interface KeptFlow {
  id: string
  /** Whose it counts as. */
  key: string
  journey: Journey
  /** Of the request or change it is about. */
  about: string | undefined
  organisationNumber: string | undefined
  startedAt: number
  updatedAt: number
  steps: KeptStep[]
  missing: number
  /** The action that used the access in this flow; what comes later is another flow. */
  usedBy: Witness | undefined
  isImported: boolean
}

/** What is undefined in it is left out of the step. */
type Draft = Pick<Step, 'kind' | 'operation' | 'from' | 'to' | 'at'> & {
  [K in 'method' | 'url' | 'status' | 'durationMs' | 'failure' | 'usedToken']?: Step[K] | undefined
} & { request?: CutMessage | undefined; response?: CutMessage | undefined }

/** What a flow is made for. */
type Topic = Pick<KeptFlow, 'journey' | 'organisationNumber' | 'about'>

type OnChange = (flowId: string, key: string) => void

export type Recorder = ReturnType<typeof createRecorder>

/**
 * Keeps what was seen of the last flows, in memory only and for a day. Everything is cut before it
 * is kept. A step is shown to whoever it was made for; our own people see all of them, but in
 * production only their own (requirement S60).
 */
export function createRecorder(deps: {
  cut: Cut
  /** Whether our own people see only what they did themselves. */
  ownOnly: boolean
  log: { warn: (event: string, fields: Record<string, unknown>) => void }
  /** Epoch milliseconds. */
  now: () => number
}) {
  const { cut, ownOnly, log, now } = deps
  /** By id. The one that was touched last is the last, here and among those of one visitor. */
  const flows = new Map<string, KeptFlow>()
  const byKey = new Map<string, Set<KeptFlow>>()
  const byAbout = new Map<string, KeptFlow>()
  const listeners = new Set<OnChange>()
  let newest: KeptFlow | undefined
  let characters = 0

  function tell({ id, key }: KeptFlow): void {
    for (const listener of listeners) listener(id, key)
  }

  function newFlow(key: string, topic: Topic, startedAt = now()): KeptFlow {
    const flow: KeptFlow = {
      id: randomUUID(),
      key,
      journey: topic.journey,
      about: topic.about,
      organisationNumber: topic.organisationNumber,
      startedAt,
      updatedAt: now(),
      steps: [],
      missing: 0,
      usedBy: undefined,
      isImported: false,
    }
    hold(flow)
    makeRoomFor(flow)
    return flow
  }

  /** As the newest of all. */
  function hold(flow: KeptFlow): void {
    if (newest === flow) return
    newest = flow
    let own = byKey.get(flow.key)
    if (!own) byKey.set(flow.key, (own = new Set()))
    if (flows.delete(flow.id)) own.delete(flow)
    flows.set(flow.id, flow)
    own.add(flow)
    if (flow.about !== undefined) byAbout.set(flow.about, flow)
  }

  function makeRoomFor(flow: KeptFlow): void {
    const tooOld = now() - FORGOTTEN_AFTER_MS
    for (;;) {
      const oldest = flows.values().next().value
      if (!oldest || oldest === flow) break
      const isTooMuch = flows.size > MOST_FLOWS_IN_ALL || characters > MOST_CHARACTERS
      if (!isTooMuch && oldest.updatedAt >= tooOld) break
      forget(oldest)
    }
    const own = byKey.get(flow.key)!
    while (own.size > MOST_FLOWS) forget(own.values().next().value!)
  }

  function forget(flow: KeptFlow): void {
    if (newest === flow) newest = undefined
    flows.delete(flow.id)
    const own = byKey.get(flow.key)
    own?.delete(flow)
    if (own?.size === 0) byKey.delete(flow.key)
    if (flow.about !== undefined && byAbout.get(flow.about) === flow) byAbout.delete(flow.about)
    characters -= sizeOf(flow.steps)
    flow.steps = [] // an action that is still under way may bring the flow back, but not these
    tell(flow)
  }

  function add(flow: KeptFlow, step: KeptStep): void {
    if (flow.steps.length >= MOST_STEPS) flow.missing++
    else {
      flow.steps.push(step)
      characters += step.size
    }
    touch(flow)
  }

  function touch(flow: KeptFlow): void {
    flow.updatedAt = now()
    hold(flow)
    if (characters > MOST_CHARACTERS) makeRoomFor(flow)
    tell(flow)
  }

  /**
   * Watches one action of somebody.
   *
   * @param visit.isMuted they want nothing recorded: what is missed of a flow is counted
   */
  function watch(
    by: Onlooker,
    { isMuted, organisationNumber }: { isMuted: boolean; organisationNumber?: string | undefined },
  ): Witness {
    return isMuted ? countMissed() : new Watching(by, organisationNumber)
  }

  /** One object for each action, as most of them call nobody. */
  class Watching implements Witness {
    readonly #by: Onlooker
    #journey: Journey
    #organisationNumber: string | undefined
    #flow: KeptFlow | undefined
    #steps: KeptStep[] | undefined

    constructor(by: Onlooker, organisationNumber: string | undefined) {
      this.#by = by
      this.#journey = by.staff === undefined ? 'data' : 'look'
      this.#organisationNumber = organisationNumber
    }

    call(seen: SeenCall): void {
      try {
        const tokens: SeenJwt[] = []
        this.#see(draftOf(seen, tokens), tokens)
      } catch (error) {
        failed(error)
      }
    }

    keptToken({ from, value }: SeenToken): void {
      try {
        const jwt = cut.jwt(value, 'kept')
        const isKnown = ({ tokens }: KeptStep) =>
          tokens.some(({ fingerprint }) => fingerprint === jwt.fingerprint)
        if (!this.#steps?.some(isKnown)) this.#see(keptDraft(from, now()), [jwt])
      } catch (error) {
        failed(error)
      }
    }

    redirect({ direction, url }: SeenRedirect): void {
      try {
        const tokens: SeenJwt[] = []
        const step = redirectDraft(direction, cut.url(url, tokens), now())
        const last = this.#flow?.steps.at(-1)?.step
        // Somebody loaded the page anew.
        const isAgain = last && last.operation === step.operation && last.url === step.url
        if (!isAgain) this.#see(step, tokens)
      } catch (error) {
        failed(error)
      }
    }

    about({ journey, organisationNumber, id }: Subject): void {
      try {
        const known = id === undefined ? undefined : byAbout.get(id)
        if (journey !== 'data')
          return this.#moveTo(
            known ?? newFlow(this.#by.key, { journey, organisationNumber, about: id }),
          )
        if (known && (known.usedBy ?? this) === this) {
          known.usedBy = this
          return this.#moveTo(known)
        }
        this.#journey = journey
        this.#organisationNumber = organisationNumber
        if (this.#flow && this.#flow.about === undefined)
          Object.assign(this.#flow, { journey, organisationNumber })
      } catch (error) {
        failed(error)
      }
    }

    #see(step: Draft, tokens: readonly SeenJwt[]): void {
      const kept: KeptStep = { step, tokens, by: this.#by, size: sizeOfStep(step, tokens) }
      this.#steps ??= []
      this.#steps.push(kept)
      this.#flow ??= newFlow(
        this.#by.key,
        {
          journey: this.#journey,
          organisationNumber: this.#organisationNumber,
          about: undefined,
        },
        step.at,
      )
      add(this.#flow, kept)
    }

    /** What was seen before belongs there as well. */
    #moveTo(target: KeptFlow): void {
      const left = this.#flow
      if (target === left) return
      this.#flow = target
      const mine = this.#steps
      if (!left || !mine) return
      const moved = left.steps.filter(step => mine.includes(step))
      left.steps = left.steps.filter(step => !mine.includes(step))
      characters -= sizeOf(moved)
      if (left.steps.length === 0) forget(left)
      for (const step of moved) add(target, step)
      target.startedAt = Math.min(target.startedAt, left.startedAt)
    }
  }

  /** Nobody is to be disturbed by being watched. */
  const failed = (error: unknown): void => log.warn('recording a call failed', { error })

  /** Sees nothing of an action but how much of a flow it is. */
  function countMissed(): Witness {
    let flow: KeptFlow | undefined
    let missed = 0
    const writeDown = () => {
      if (!flow || missed === 0) return
      flow.missing += missed
      missed = 0
      touch(flow)
    }
    const miss = () => {
      missed++
      writeDown()
    }
    return {
      call: miss,
      redirect: miss,
      keptToken: () => {},
      about({ id }) {
        flow = id === undefined ? undefined : byAbout.get(id)
        writeDown()
      },
    }
  }

  function draftOf(seen: SeenCall, tokens: SeenJwt[]): Draft {
    const { request, response, durationMs } = seen
    return {
      kind: 'call',
      operation: seen.operation,
      from: 'smartcloud',
      to: laneOf(seen.service),
      at: Math.round(now() - durationMs),
      method: seen.method,
      url: cut.url(seen.url, tokens),
      durationMs: Math.round(durationMs),
      status: response?.status,
      failure: seen.failure,
      usedToken: seen.token === undefined ? undefined : cut.fingerprint(seen.token),
      request: cut.message(request.headers, request.body, 'request', tokens),
      response: response && cut.message(response.headers, response.body, 'response', tokens),
    }
  }

  /** What of a flow this onlooker may see; undefined when that is nothing. */
  function shownTo(who: Onlooker, flow: KeptFlow): Flow | undefined {
    const { id, journey, organisationNumber, startedAt, updatedAt, missing, isImported } = flow
    const steps = flow.steps.filter(step => maySee(who, step, flow))
    if (steps.length === 0) return undefined
    return {
      id,
      journey,
      ...(organisationNumber !== undefined && { organisationNumber }),
      startedAt,
      updatedAt,
      steps: steps.map(stepIn),
      missing,
      ...(isImported && { isImported }),
    }
  }

  function maySee(who: Onlooker, { by }: KeptStep, { isImported }: KeptFlow): boolean {
    if (isImported) return by.key === who.key
    if (who.staff !== undefined) return !ownOnly || by.staff === who.staff
    if (ownOnly || by.staff !== undefined) return false
    // What was fetched for an organisation is not for whoever named it before.
    if (by.organisation !== undefined) return by.organisation === who.organisation
    return by.registrations.some(registration => who.registrations.includes(registration))
  }

  const isLiving = ({ updatedAt }: KeptFlow): boolean => updatedAt >= now() - FORGOTTEN_AFTER_MS

  return {
    watch,

    /** Those this onlooker may see, the newest first. */
    flowsFor(who: Onlooker): Flow[] {
      const shown: Flow[] = []
      for (const flow of [...flows.values()].reverse()) {
        const one = isLiving(flow) ? shownTo(who, flow) : undefined
        if (one && shown.push(one) === MOST_FLOWS) break
      }
      return shown
    },

    flowFor(who: Onlooker, id: string): Flow | undefined {
      const flow = flows.get(id)
      return flow && isLiving(flow) ? shownTo(who, flow) : undefined
    },

    /** Takes in a flow from a file; only who brought it sees it. */
    bringIn(by: Onlooker, { journey, organisationNumber, ...imported }: Flow): string {
      const topic = { journey, organisationNumber, about: undefined }
      const flow = newFlow(by.key, topic, imported.startedAt)
      flow.isImported = true
      flow.missing = imported.missing
      for (const { tokens, request, response, ...rest } of imported.steps) {
        const step = { ...rest, request: packed(request), response: packed(response) }
        add(flow, { step, tokens, by, size: sizeOfStep(step, tokens) })
      }
      return flow.id
    },

    /** Forgets what this onlooker may see. */
    clear(who: Onlooker): void {
      for (const flow of flows.values()) {
        const rest = flow.steps.filter(step => !maySee(who, step, flow))
        if (rest.length === flow.steps.length) continue
        if (rest.length === 0) {
          forget(flow)
          continue
        }
        characters -= sizeOf(flow.steps) - sizeOf(rest)
        flow.steps = rest
        tell(flow)
      }
    },

    /** Forgets all flows of everybody, for the reset of a demo. */
    clearAll(): void {
      for (const flow of flows.values()) forget(flow)
    },

    /** Calls back whenever a flow has changed, and whose it counts as; returns how to stop that. */
    onChange(listener: OnChange): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

const keptDraft = (from: SeenToken['from'], at: number): Draft => ({
  kind: 'kept',
  operation: KEPT[from],
  from: 'smartcloud',
  to: from,
  at,
})

const redirectDraft = (direction: SeenRedirect['direction'], url: string, at: number): Draft => ({
  kind: 'redirect',
  operation: REDIRECTS[direction],
  from: direction === 'toAltinn' ? 'smartcloud' : 'altinn',
  to: 'browser',
  at,
  method: 'GET',
  url,
})

/** By way of JSON, which leaves out what is undefined. */
const stepIn = ({ step, tokens }: KeptStep): Step => ({
  ...(JSON.parse(
    JSON.stringify({
      ...step,
      request: step.request && unpacked(step.request),
      response: step.response && unpacked(step.response),
    }),
  ) as Omit<Step, 'tokens'>),
  tokens,
})

const SIZE_OF_THE_REST = 400

function sizeOfStep({ url, request, response }: Draft, tokens: readonly SeenJwt[]): number {
  let size =
    SIZE_OF_THE_REST + (url?.length ?? 0) + sizeOfMessage(request) + sizeOfMessage(response)
  for (const { header, payload } of tokens) size += (header?.length ?? 0) + (payload?.length ?? 0)
  return size
}

const sizeOfMessage = (message: CutMessage | undefined): number =>
  message ? message.headers.length + (message.body?.text.length ?? 0) : 0

function sizeOf(steps: readonly KeptStep[]): number {
  let sum = 0
  for (const { size } of steps) sum += size
  return sum
}

const LANE_OF: Readonly<Record<string, Lane>> = { maskinporten: 'maskinporten', altinn: 'altinn' }
const laneOf = (service: string): Lane => LANE_OF[service] ?? 'api'
