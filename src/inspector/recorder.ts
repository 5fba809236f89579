import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { SeenCall, Subject, Witness } from '../witness.js'
import { fingerprintOf, type Cut } from './cut.js'
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
  staff?: string
  /** The registrations this browser made. */
  registrations: readonly string[]
  /** The organisation that the sign-in provider says they represent. */
  organisation?: string
  /** Names them for as long as nothing else does. */
  key: string
}

/** A day after its last step a flow is forgotten. */
export const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1000
/** Flows of one visitor; the oldest goes first. */
export const MOST_FLOWS = 50
/** Steps of one flow; more are only counted. */
export const MOST_STEPS = 200
/** What all flows of everybody take, in characters, roughly. */
const MOST_CHARACTERS = 48_000_000
const MOST_FLOWS_IN_ALL = 1_000

interface KeptStep extends Step {
  by: Pick<Onlooker, 'staff' | 'organisation'> & { registrations: ReadonlySet<string> }
  size: number
}

interface KeptFlow {
  id: string
  /** Whose it counts as. */
  key: string
  journey: Journey
  /** Of the request or change it is about. */
  about?: string
  organisationNumber?: string
  startedAt: number
  updatedAt: number
  steps: KeptStep[]
  missing: number
  /** The action that used the access in this flow; what comes later is another flow. */
  usedBy?: Witness
  imported?: Flow
  /** Of what was imported. */
  size?: number
}

/** What a flow is made for. */
type Topic = { journey: Journey; organisationNumber?: string | undefined; id?: string | undefined }

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
  /** The one that was touched last is the last. */
  const flows = new Map<string, KeptFlow>()
  const changes = new EventEmitter<{ change: [flowId: string] }>()
  changes.setMaxListeners(0)
  let characters = 0

  function newFlow(key: string, { journey, organisationNumber, id }: Topic): KeptFlow {
    const at = now()
    const flow: KeptFlow = {
      id: randomBytes(12).toString('base64url'),
      key,
      journey,
      ...(id !== undefined && { about: id }),
      ...(organisationNumber !== undefined && { organisationNumber }),
      startedAt: at,
      updatedAt: at,
      steps: [],
      missing: 0,
    }
    flows.set(flow.id, flow)
    makeRoom(key)
    return flow
  }

  function makeRoom(key: string): void {
    const oldest = now() - FORGOTTEN_AFTER_MS
    let own = 0
    for (const flow of flows.values()) {
      if (flow.updatedAt < oldest) forget(flow)
      else if (flow.key === key) own++
    }
    for (const flow of flows.values()) {
      const isOwn = flow.key === key
      const isTooMuch = flows.size > MOST_FLOWS_IN_ALL || characters > MOST_CHARACTERS
      if (!isTooMuch && (own <= MOST_FLOWS || !isOwn)) continue
      if (flows.size === 1) break
      if (isOwn) own--
      forget(flow)
    }
  }

  function forget(flow: KeptFlow): void {
    flows.delete(flow.id)
    characters -= flow.size ?? 0
    for (const { size } of flow.steps) characters -= size
    changes.emit('change', flow.id)
  }

  function add(flow: KeptFlow, step: KeptStep): void {
    if (!flows.has(flow.id)) flows.set(flow.id, flow) // it was cleared meanwhile
    if (flow.steps.length >= MOST_STEPS) flow.missing++
    else {
      flow.steps.push(step)
      characters += step.size
    }
    touch(flow)
    if (characters > MOST_CHARACTERS) makeRoom(flow.key)
  }

  function touch(flow: KeptFlow): void {
    flow.updatedAt = now()
    flows.delete(flow.id)
    flows.set(flow.id, flow)
    changes.emit('change', flow.id)
  }

  function flowAbout(id: string | undefined): KeptFlow | undefined {
    if (id === undefined) return undefined
    for (const flow of flows.values()) if (flow.about === id && !flow.imported) return flow
    return undefined
  }

  /**
   * Watches one action of somebody.
   *
   * @param visit.isMuted they want nothing recorded: what is missed of a flow is counted
   */
  function watch(
    who: Onlooker,
    visit: { isMuted: boolean; organisationNumber?: string | undefined },
  ): Witness {
    const { isMuted } = visit
    const by = {
      ...(who.staff !== undefined && { staff: who.staff }),
      ...(who.organisation !== undefined && { organisation: who.organisation }),
      registrations: new Set(who.organisation === undefined ? who.registrations : []),
    }
    const mine: KeptStep[] = []
    const knownTokens = new Set<string>()
    let journey: Journey = who.staff === undefined ? 'data' : 'look'
    let { organisationNumber } = visit
    let flow: KeptFlow | undefined

    function see(step: Step): void {
      for (const { fingerprint } of step.tokens) knownTokens.add(fingerprint)
      if (isMuted) {
        if (flow) {
          flow.missing++
          touch(flow)
        }
        return
      }
      const kept = { ...step, by, size: sizeOf(step) }
      mine.push(kept)
      flow ??= newFlow(who.key, { journey, organisationNumber })
      add(flow, kept)
    }

    function moveTo(target: KeptFlow): void {
      if (target === flow) return
      const left = flow
      flow = target
      if (left) {
        left.steps = left.steps.filter(step => !mine.includes(step))
        if (left.steps.length === 0) flows.delete(left.id)
        target.steps.push(...mine)
        target.startedAt = Math.min(target.startedAt, ...mine.map(({ at }) => at))
        touch(target)
      }
    }

    const witness: Witness = {
      call: quietly((seen: SeenCall) => see(stepOf(seen))),
      keptToken: quietly(({ from, value }) => {
        const jwt = cut.jwt(value, 'kept')
        if (knownTokens.has(jwt.fingerprint)) return
        see({
          kind: 'kept',
          operation: KEPT[from],
          from: 'smartcloud',
          to: from,
          at: now(),
          tokens: [jwt],
        })
      }),
      redirect: quietly(({ direction, url }) => {
        const tokens: SeenJwt[] = []
        const step: Step = {
          kind: 'redirect',
          operation: REDIRECTS[direction],
          from: direction === 'toAltinn' ? 'smartcloud' : 'altinn',
          to: 'browser',
          at: now(),
          method: 'GET',
          url: cut.url(url, tokens),
          tokens,
        }
        const last = flow?.steps.at(-1)
        // Somebody loaded the page anew.
        if (last?.operation === step.operation && last.url === step.url) return
        see(step)
      }),
      about: quietly((subject: Subject) => {
        const known = flowAbout(subject.id)
        if (subject.journey !== 'data') {
          if (known) moveTo(known)
          else if (!isMuted) moveTo(newFlow(who.key, subject))
          return
        }
        if (known && (known.usedBy ?? witness) === witness) {
          known.usedBy = witness
          return moveTo(known)
        }
        journey = 'data'
        organisationNumber = subject.organisationNumber
        if (flow && flow.about === undefined) Object.assign(flow, { journey, organisationNumber })
      }),
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

  function stepOf({ service, operation, method, url, durationMs, ...seen }: SeenCall): Step {
    const tokens: SeenJwt[] = []
    const { authorization, ...headers } = seen.request.headers
    const used = authorization?.replace(/^\S+\s+/, '')
    const { response } = seen
    return {
      kind: 'call',
      operation,
      from: 'smartcloud',
      to: laneOf(service),
      at: now() - durationMs,
      method,
      url: cut.url(url, tokens),
      durationMs: Math.round(durationMs),
      request: cut.message(headers, seen.request.body, 'request', tokens),
      ...(response && {
        status: response.status,
        response: cut.message(response.headers, response.body, 'response', tokens),
      }),
      ...(seen.failure !== undefined && { failure: seen.failure }),
      ...(used !== undefined && { usedToken: fingerprintOf(used) }),
      tokens,
    }
  }

  /** What of a flow this onlooker may see; undefined when that is nothing. */
  function shownTo(who: Onlooker, kept: KeptFlow): Flow | undefined {
    const { id, journey, organisationNumber, startedAt, updatedAt, missing, imported } = kept
    if (imported) return kept.key === who.key ? { ...imported, id, updatedAt } : undefined
    const steps = kept.steps.filter(step => maySee(who, step))
    if (steps.length === 0) return undefined
    return {
      id,
      journey,
      ...(organisationNumber !== undefined && { organisationNumber }),
      startedAt,
      updatedAt,
      steps: steps.map(({ by: _by, size: _size, ...step }) => step),
      missing,
    }
  }

  function maySee(who: Onlooker, { by }: KeptStep): boolean {
    if (who.staff !== undefined) return !ownOnly || by.staff === who.staff
    if (ownOnly || by.staff !== undefined) return false
    if (by.organisation !== undefined) return by.organisation === who.organisation
    return who.registrations.some(registration => by.registrations.has(registration))
  }

  const living = (): KeptFlow[] => {
    const oldest = now() - FORGOTTEN_AFTER_MS
    return [...flows.values()].filter(({ updatedAt }) => updatedAt >= oldest)
  }

  return {
    watch,

    /** Those this onlooker may see, the newest first. */
    flowsFor: (who: Onlooker): Flow[] =>
      living()
        .reverse()
        .flatMap(flow => shownTo(who, flow) ?? [])
        .slice(0, MOST_FLOWS),

    flowFor(who: Onlooker, id: string): Flow | undefined {
      const flow = flows.get(id)
      if (!flow || flow.updatedAt < now() - FORGOTTEN_AFTER_MS) return undefined
      return shownTo(who, flow)
    },

    /** Takes in a flow from a file; only who brought it sees it. */
    bringIn(who: Onlooker, imported: Flow): string {
      const { journey, organisationNumber } = imported
      const flow = newFlow(who.key, { journey, organisationNumber })
      flow.imported = imported
      flow.size = sizeOf(imported)
      characters += flow.size
      return flow.id
    },

    /** Forgets what this onlooker may see. */
    clear(who: Onlooker): void {
      for (const flow of flows.values()) {
        if (!shownTo(who, flow)) continue
        const rest = flow.steps.filter(step => !maySee(who, step))
        if (rest.length === 0) {
          forget(flow)
          continue
        }
        characters -= flow.steps.reduce((sum, { size }) => sum + size, 0)
        characters += rest.reduce((sum, { size }) => sum + size, 0)
        flow.steps = rest
        changes.emit('change', flow.id)
      }
    },

    /** Calls back whenever a flow has changed; returns how to stop that. */
    onChange(listener: (flowId: string) => void): () => void {
      changes.on('change', listener)
      return () => void changes.off('change', listener)
    },
  }
}

const LANE_OF: Readonly<Record<string, Lane>> = { maskinporten: 'maskinporten', altinn: 'altinn' }
const laneOf = (service: string): Lane => LANE_OF[service] ?? 'api'

/** Roughly: what may be long is counted. */
function sizeOf(step: Step | Flow): number {
  if ('steps' in step) return step.steps.reduce((sum, one) => sum + sizeOf(one), 0)
  const { request, response, url = '', tokens } = step
  const inTokens = tokens.reduce(
    (sum, { header = '', payload = '' }) => sum + header.length + payload.length,
    0,
  )
  const inBodies = (request?.body?.text.length ?? 0) + (response?.body?.text.length ?? 0)
  return 500 + url.length + inBodies + inTokens
}
