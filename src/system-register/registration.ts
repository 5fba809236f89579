import { startAction, type Action } from '../action.js'
import type { Altinn } from '../altinn/client.js'
import { AltinnRefused } from '../altinn/errors.js'
import {
  REGISTER_OPERATIONS,
  vendorOf,
  type LogEntry,
  type OwnSystem,
} from '../altinn/system-register.js'
import type { Database } from '../database/database.js'
import type { Environment, Outcome } from '../database/tables.js'
import { SmartCloudError } from '../errors.js'
import {
  applied,
  contentOf,
  differencesBetween,
  entryOf,
  fingerprintOf,
  NOTHING,
  vanishing,
  type Content,
  type Patch,
} from './content.js'
import type { Known } from './entry-rules.js'
import type { Needs } from './needs.js'

/** A system as Altinn has it now. */
export interface Registered {
  id: string
  content: Content
  isDeleted: boolean
  /** What a replacement cannot keep. */
  unknownMembers: readonly string[]
}

/** Everything the front page of the register shows. Each part may fail without the others. */
export interface Overview {
  system: Registered | undefined
  log: readonly LogEntry[] | 'unavailable'
  own: readonly OwnSystem[] | 'unavailable'
  customers: number
}

/** A change as it was shown to whoever pressed the button. */
export interface Order {
  id: string
  patch: Patch
  /** What the page showed as the state before; undefined for a system that was not there. */
  seen: Content | undefined
  /** What was typed to confirm that something goes away. */
  typed: string
}

/** What became of a change. Everything but the first four has been written into the log. */
export type Sent =
  /** Somebody else was faster: look again. */
  | { outcome: 'changedMeanwhile'; now: Registered | undefined }
  | { outcome: 'mustConfirm' }
  | { outcome: 'nothingToDo' }
  /** The id belongs to a system that was deleted, and can never be used again. */
  | { outcome: 'deleted' }
  | { outcome: 'done' }
  /** Altinn said no. */
  | { outcome: 'refused'; error: AltinnRefused }
  /** It never got there. */
  | { outcome: 'notSent'; error: SmartCloudError }
  /** There was no clear answer, and what Altinn has now is neither: or it does not say. */
  | { outcome: 'unclear'; error: SmartCloudError; found: 'unchanged' | 'other' | 'unreadable' }

export type Removed =
  | { outcome: 'done' | 'notThere' | 'mustConfirm' }
  | Extract<Sent, { outcome: 'refused' | 'notSent' | 'unclear' }>

export interface Source {
  address: string
}

/** What reading back may take, whatever the action has left: somebody must be told what is true. */
const READ_BACK_MS = 6_000

export type Registration = ReturnType<typeof createRegistration>

/** Our systems in Altinn's register: looked at, and changed without losing what nobody mentioned. */
export function createRegistration(deps: {
  altinn: Pick<Altinn, 'systemRegister' | 'metadata'>
  /** Undefined where nothing is kept: then nobody is counted, and no log is written. */
  database: Pick<Database, 'customers' | 'events'> | undefined
  environment: Environment
  /** The one SmartCloud works as. */
  systemId: string
  needs: Needs
}) {
  const { altinn, database, environment, systemId, needs } = deps
  const { systemRegister, metadata } = altinn

  async function read(id: string, action: Action): Promise<Registered | undefined> {
    const system = await systemRegister.read(action, id)
    return (
      system && {
        id: system.id,
        content: contentOf(system),
        isDeleted: system.isDeleted,
        unknownMembers: system.unknownMembers,
      }
    )
  }

  const customers = async () => database?.customers.countActive(environment) ?? 0

  async function record(
    event: 'system registered' | 'system changed' | 'system deleted',
    outcome: Outcome,
    about: { id: string; details: Record<string, unknown> },
    action: Action,
    source: Source,
  ): Promise<void> {
    await database?.events.record({
      event,
      outcome,
      environment,
      ...(action.actor !== undefined && { actor: action.actor }),
      reference: action.reference,
      sourceAddress: source.address,
      objectType: 'system',
      objectId: about.id,
      details: about.details,
    })
  }

  /** The narrowest call that makes the change: what it does not send, it cannot overwrite. */
  function sendChange(
    id: string,
    before: Content | undefined,
    after: Content,
    action: Action,
  ): Promise<void> {
    const entry = entryOf(id, after)
    if (!before) return systemRegister.create(entry, action)
    const touched = new Set(differencesBetween(before, after).map(({ what }) => what))
    if (touched.size === 1 && touched.has('rights'))
      return systemRegister.replaceRights(id, entry.rights, action)
    if (touched.size === 1 && touched.has('accessPackages'))
      return systemRegister.replaceAccessPackages(id, entry.accessPackages, action)
    return systemRegister.replace(entry, action)
  }

  async function readBack(
    id: string,
    action: Action,
  ): Promise<Registered | undefined | 'unreadable'> {
    try {
      return await read(id, { ...action, ...startAction(action.reference, READ_BACK_MS) })
    } catch (error) {
      if (error instanceof SmartCloudError) return 'unreadable'
      throw error
    }
  }

  return {
    systemId,
    /** The organisation number that every id of ours begins with. */
    vendor: vendorOf(systemId),
    environment,
    needs,
    read,
    customers,

    /** @throws {SmartCloudError} the system itself cannot be read */
    async overview(id: string, action: Action): Promise<Overview> {
      const [system, log, own, count] = await Promise.all([
        read(id, action),
        orUnavailable(systemRegister.changeLog(id, action)),
        orUnavailable(systemRegister.own(action)),
        customers(),
      ])
      return { system, log, own, customers: count }
    },

    /** What Altinn's rights and packages are called, and what they may be used for. */
    async known(language: string, action: Action): Promise<Known> {
      const [resources, accessPackages] = await Promise.all([
        metadata.resources(language, action),
        metadata.accessPackages(language, action),
      ])
      return { resources, accessPackages }
    },

    /**
     * Makes a change from what Altinn has at this moment. Refused when that is not what was shown
     * to whoever pressed the button; between this reading and the call only milliseconds pass, and
     * Altinn has no way to close that gap.
     *
     * @throws {SmartCloudError} what is there now cannot be read; nothing has been sent
     */
    async send({ id, patch, seen, typed }: Order, action: Action, source: Source): Promise<Sent> {
      const now = await read(id, action)
      if (now?.isDeleted) return { outcome: 'deleted' }
      if (keyOf(now?.content) !== keyOf(seen)) return { outcome: 'changedMeanwhile', now }

      const before = now?.content
      const after = applied(before ?? NOTHING, patch)
      const differences = differencesBetween(before ?? NOTHING, after)
      if (before && differences.length === 0) return { outcome: 'nothingToDo' }
      if (vanishing(differences).length > 0 && typed.trim() !== id)
        return { outcome: 'mustConfirm' }

      const event = before ? 'system changed' : 'system registered'
      const note = (outcome: Outcome, details: object = {}) =>
        record(
          event,
          outcome,
          { id, details: { before: before ?? null, after, ...details } },
          action,
          source,
        )
      try {
        await sendChange(id, before, after, action)
      } catch (error) {
        const failure = failureOf(error)
        if (failure.outcome !== 'unclear') {
          await note(failure.outcome === 'refused' ? 'refused' : 'failed', {
            why: whyOf(failure.error),
          })
          return failure
        }
        const found = await readBack(id, action)
        const isReadable = found !== 'unreadable'
        if (isReadable && keyOf(found?.content) === keyOf(after)) {
          await note('ok', { unclearAnswer: whyOf(failure.error) })
          return { outcome: 'done' }
        }
        await note('failed', {
          why: whyOf(failure.error),
          found: isReadable ? (found?.content ?? null) : 'unreadable',
        })
        const isUnchanged = isReadable && keyOf(found?.content) === keyOf(before)
        return {
          outcome: 'unclear',
          error: failure.error,
          found: !isReadable ? 'unreadable' : isUnchanged ? 'unchanged' : 'other',
        }
      }
      await note('ok')
      return { outcome: 'done' }
    },

    /**
     * Deletes a system. An error is believed only after a look: Altinn answers 400 for one without
     * client ids, although it has deleted it.
     *
     * @param typed must be the id
     * @throws {SmartCloudError} what is there now cannot be read; nothing has been sent
     */
    async remove(id: string, typed: string, action: Action, source: Source): Promise<Removed> {
      const now = await read(id, action)
      if (!now || now.isDeleted) return { outcome: 'notThere' }
      if (typed.trim() !== id) return { outcome: 'mustConfirm' }
      const note = (outcome: Outcome, details: object = {}) =>
        record(
          'system deleted',
          outcome,
          { id, details: { before: now.content, after: null, ...details } },
          action,
          source,
        )
      try {
        await systemRegister.remove(id, action)
      } catch (error) {
        const failure = failureOf(error)
        if (failure.outcome === 'notSent') {
          await note('failed', { why: whyOf(failure.error) })
          return { outcome: 'notSent', error: failure.error }
        }
        const found = await readBack(id, action)
        if (found !== 'unreadable' && (!found || found.isDeleted)) {
          await note('ok', { unclearAnswer: whyOf(failure.error) })
          return { outcome: 'done' }
        }
        await note(failure.outcome === 'refused' ? 'refused' : 'failed', {
          why: whyOf(failure.error),
        })
        if (failure.outcome === 'refused' && found !== 'unreadable') return failure
        return {
          outcome: 'unclear',
          error: failure.error,
          found: found === 'unreadable' ? 'unreadable' : 'unchanged',
        }
      }
      await note('ok')
      return { outcome: 'done' }
    },
  }
}

const keyOf = (content: Content | undefined): string => (content ? fingerprintOf(content) : 'none')

type Failure =
  | { outcome: 'refused'; error: AltinnRefused }
  | { outcome: 'notSent'; error: SmartCloudError }
  | { outcome: 'unclear'; error: SmartCloudError }

/** Only the call that changes something can have changed something; fetching a token cannot. */
function failureOf(error: unknown): Failure {
  if (error instanceof AltinnRefused) return { outcome: 'refused', error }
  if (!(error instanceof SmartCloudError)) throw error
  const { operation, sent } = error as { operation?: unknown; sent?: unknown }
  const mayHaveHappened =
    typeof operation === 'string' && REGISTER_OPERATIONS.has(operation) && sent === 'unclear'
  return { outcome: mayHaveHappened ? 'unclear' : 'notSent', error }
}

const whyOf = (error: SmartCloudError) =>
  error instanceof AltinnRefused
    ? {
        code: error.problemCode ?? error.httpStatus,
        rules: error.brokenRules.map(({ code }) => code),
        traceId: error.traceId,
      }
    : { code: error.code }

async function orUnavailable<T>(answer: Promise<T>): Promise<T | 'unavailable'> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof SmartCloudError) return 'unavailable'
    throw error
  }
}
