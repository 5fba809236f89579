import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { SeenCall, SeenRedirect, SeenToken, Subject, Witness } from '../witness.js'
import type { Cut } from './cut.js'
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

/**
 * As JSON, because a step is looked at seldom: one text costs the garbage collector a tenth of what
 * all its objects do. Tokens are shared by all steps that have them.
 */
interface KeptStep {
  json: string
  tokens: readonly SeenJwt[]
  by: Onlooker
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

/** A step on its way to JSON, which leaves out what is undefined. */
type Draft = { [K in keyof Omit<Step, 'tokens'>]: Step[K] | undefined }

/** What a flow is made for. */
type Topic = Pick<KeptFlow, 'journey' | 'organisationNumber' | 'about'>

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
  const changes = new EventEmitter<{ change: [flowId: string, key: string] }>()
  changes.setMaxListeners(0)
  let newest: KeptFlow | undefined
  let characters = 0

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
    makeRoom(flow)
    return flow
  }

  /** As the newest of all. */
  function hold(flow: KeptFlow): void {
    if (newest === flow) return
    newest = flow
    flows.delete(flow.id)
    flows.set(flow.id, flow)
    let own = byKey.get(flow.key)
    if (!own) byKey.set(flow.key, (own = new Set()))
    own.delete(flow)
    own.add(flow)
    if (flow.about !== undefined) byAbout.set(flow.about, flow)
  }

  function makeRoom(newest: KeptFlow): void {
    const oldest = now() - FORGOTTEN_AFTER_MS
    for (const flow of flows.values()) {
      const isTooMuch = flows.size > MOST_FLOWS_IN_ALL || characters > MOST_CHARACTERS
      if (flow === newest || (flow.updatedAt >= oldest && !isTooMuch)) break
      forget(flow)
    }
    for (const flow of byKey.get(newest.key) ?? []) {
      if (byKey.get(newest.key)!.size <= MOST_FLOWS) break
      forget(flow)
    }
  }

  function forget(flow: KeptFlow): void {
    if (newest === flow) newest = undefined
    flows.delete(flow.id)
    const own = byKey.get(flow.key)
    own?.delete(flow)
    if (own?.size === 0) byKey.delete(flow.key)
    if (flow.about !== undefined && byAbout.get(flow.about) === flow) byAbout.delete(flow.about)
    characters -= sizeOf(flow.steps)
    changes.emit('change', flow.id, flow.key)
  }

  function add(flow: KeptFlow, step: KeptStep): void {
    if (!flows.has(flow.id)) characters += sizeOf(flow.steps) // it was cleared meanwhile
    if (flow.steps.length >= MOST_STEPS) flow.missing++
    else {
      flow.steps.push(step)
      characters += sizeOfStep(step)
    }
    touch(flow)
  }

  function touch(flow: KeptFlow): void {
    flow.updatedAt = now()
    hold(flow)
    if (characters > MOST_CHARACTERS) makeRoom(flow)
    changes.emit('change', flow.id, flow.key)
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
    const topic: Topic = {
      journey: by.staff === undefined ? 'data' : 'look',
      organisationNumber,
      about: undefined,
    }
    const mine: KeptStep[] = []
    const knownTokens: string[] = []
    let flow: KeptFlow | undefined

    function see(step: Draft, tokens: readonly SeenJwt[]): void {
      for (const { fingerprint } of tokens) knownTokens.push(fingerprint)
      if (isMuted) {
        if (!flow) return
        flow.missing++
        return touch(flow)
      }
      const kept = { json: JSON.stringify(step), tokens, by }
      mine.push(kept)
      flow ??= newFlow(by.key, topic, step.at)
      add(flow, kept)
    }

    function moveTo(target: KeptFlow): void {
      if (target === flow) return
      const left = flow
      flow = target
      if (!left || mine.length === 0) return
      left.steps = left.steps.filter(step => !mine.includes(step))
      characters -= sizeOf(mine)
      if (left.steps.length === 0) forget(left)
      for (const step of mine) add(target, step)
      target.startedAt = Math.min(target.startedAt, left.startedAt)
    }

    function about({ journey, organisationNumber, id }: Subject): void {
      const known = id === undefined ? undefined : byAbout.get(id)
      if (journey !== 'data') {
        if (known) moveTo(known)
        else if (!isMuted) moveTo(newFlow(by.key, { journey, organisationNumber, about: id }))
        return
      }
      if (known && (known.usedBy ?? witness) === witness) {
        known.usedBy = witness
        return moveTo(known)
      }
      topic.journey = journey
      topic.organisationNumber = organisationNumber
      if (flow && flow.about === undefined) Object.assign(flow, { journey, organisationNumber })
    }

    function redirect({ direction, url }: SeenRedirect): void {
      const tokens: SeenJwt[] = []
      const step: Draft = {
        kind: 'redirect',
        operation: REDIRECTS[direction],
        from: direction === 'toAltinn' ? 'smartcloud' : 'altinn',
        to: 'browser',
        at: now(),
        method: 'GET',
        url: cut.url(url, tokens),
      }
      const last = flow?.steps.at(-1)
      const before = last && stepIn(last)
      // Somebody loaded the page anew.
      if (before && before.operation === step.operation && before.url === step.url) return
      see(step, tokens)
    }

    function keptToken({ from, value }: SeenToken): void {
      const jwt = cut.jwt(value, 'kept')
      if (knownTokens.includes(jwt.fingerprint)) return
      const operation = KEPT[from]
      see({ kind: 'kept', operation, from: 'smartcloud', to: from, at: now() }, [jwt])
    }

    const witness: Witness = {
      call: quietly((seen: SeenCall) => {
        const tokens: SeenJwt[] = []
        see(stepOf(seen, tokens), tokens)
      }),
      keptToken: quietly(keptToken),
      redirect: quietly(redirect),
      about: quietly(about),
    }
    return witness
  }

  /** Nobody is to be disturbed by being watched. */
  const quietly =
    <A>(look: (seen: A) => void) =>
    (seen: A): void => {
      try {
        look(seen)
      } catch (error) {
        log.warn('recording a call failed', { error })
      }
    }

  function stepOf(seen: SeenCall, tokens: SeenJwt[]): Draft {
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
      for (const step of imported.steps) {
        const { tokens, ...rest } = step
        add(flow, { json: JSON.stringify(rest), tokens, by })
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
        changes.emit('change', flow.id, flow.key)
      }
    },

    /** Forgets all flows of everybody, for the reset of a demo. */
    clearAll(): void {
      for (const flow of flows.values()) forget(flow)
    },

    /** Calls back whenever a flow has changed, and whose it counts as; returns how to stop that. */
    onChange(listener: (flowId: string, key: string) => void): () => void {
      changes.on('change', listener)
      return () => void changes.off('change', listener)
    },
  }
}

const stepIn = ({ json, tokens }: KeptStep): Step => ({
  ...(JSON.parse(json) as Omit<Step, 'tokens'>),
  tokens,
})

const sizeOfStep = ({ json, tokens }: KeptStep): number =>
  tokens.reduce(
    (sum, { header = '', payload = '' }) => sum + header.length + payload.length,
    json.length,
  )

const sizeOf = (steps: readonly KeptStep[]): number =>
  steps.reduce((sum, step) => sum + sizeOfStep(step), 0)

const LANE_OF: Readonly<Record<string, Lane>> = { maskinporten: 'maskinporten', altinn: 'altinn' }
const laneOf = (service: string): Lane => LANE_OF[service] ?? 'api'
