import { randomUUID } from 'node:crypto'
import type { Witness } from './witness.js'

/**
 * One thing somebody asked for: a page, a posted form, a command. Every outgoing call belongs to
 * an action, shares its time limit and carries its reference into the log.
 */
export interface Action {
  /** Shown to the visitor and written in every log line: 8–64 characters of `A–Z a–z 0–9 -`. */
  readonly reference: string
  /** When the action must be over, in milliseconds of `performance.now()`. */
  readonly endsAt: number
  /** Who of our own people it is for, as the audit log names them; nobody of ours when left out. */
  readonly actor?: string
  /** Who watches its calls, if anybody does. */
  readonly witness?: Witness
}

/** The actor where nobody asked: the work in the background. */
export const SMARTCLOUD = 'SmartCloud'

/** What a user action may take in all, in milliseconds (security requirement R1). */
export const ACTION_LIMIT_MS = 10_000

export const startAction = (
  reference: string = randomUUID(),
  limitMs: number = ACTION_LIMIT_MS,
): Action => ({ reference, endsAt: performance.now() + limitMs })
