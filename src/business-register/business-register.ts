import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import type { Action } from '../action.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { SmartCloudError } from '../errors.js'
import { UpstreamRefused } from '../upstream/errors.js'
import { path, type Send } from '../upstream/send.js'

/** `deleted`: it was there, and is closed down. The register may have taken its name out too. */
export type Entry =
  | { says: 'there'; name: string }
  | { says: 'deleted'; name: string | null }
  | { says: 'unknown'; name: null }

export interface BusinessRegister {
  /**
   * What the register of legal entities says of a number. Undefined when it does not say, is asked
   * too much, or has just been out of order; nobody may depend on it.
   */
  find: (number: OrganisationNumber, action: Action) => Promise<Entry | undefined>
  /** Not out of order just now, as far as we know. */
  isOpen: () => boolean
  /** As far as it is known already. */
  known: (number: OrganisationNumber) => Entry | undefined
}

const TIMEOUT_MS = 2_000
/** How many may be asked at once, and how many a second after that. */
const BURST = 20
const PER_SECOND = 10
/** After a failure nobody is asked for so long. */
const QUIET_MS = 30_000
const KEPT_MS = 24 * 60 * 60_000
/** Somebody may be registered any day. */
const UNKNOWN_KEPT_MS = 60 * 60_000
const MOST_KEPT = 20_000

const Unit = z.object({
  organisasjonsnummer: z.string(),
  navn: z.string().optional(),
  slettedato: z.string().optional(),
})

/**
 * The open register of legal entities (Enhetsregisteret). It needs no token.
 *
 * @see https://data.brreg.no/enhetsregisteret/api/dokumentasjon/no/index.html
 */
export function createBusinessRegister(deps: { send: Send; now: () => number }): BusinessRegister {
  const { send, now } = deps
  const kept = new Map<string, { entry: Entry; until: number }>()
  const underway = new Map<string, Promise<Entry | undefined>>()
  let quietUntil = 0
  /** When the bucket will be full again, by `performance.now()`. */
  let fullAt = 0

  function known(number: OrganisationNumber): Entry | undefined {
    const found = kept.get(number)
    return found && found.until > now() ? found.entry : undefined
  }

  async function find(number: OrganisationNumber, action: Action): Promise<Entry | undefined> {
    const found = known(number)
    if (found || now() < quietUntil) return found
    const asked = underway.get(number) ?? ask(number, action)
    underway.set(number, asked)
    return asked.finally(() => underway.delete(number))
  }

  async function ask(number: OrganisationNumber, action: Action): Promise<Entry | undefined> {
    const wait = takeTurn(action)
    if (wait === undefined) return undefined
    if (wait > 0) await sleep(wait)
    if (now() < quietUntil) return undefined
    try {
      const entry = await read(number, action)
      if (entry) keep(number, entry)
      return entry
    } catch (error) {
      if (!(error instanceof SmartCloudError)) throw error
      quietUntil = now() + QUIET_MS
      return undefined
    }
  }

  /** How long to wait in milliseconds; undefined when that is longer than there is time for. */
  function takeTurn({ endsAt }: Action): number | undefined {
    const at = performance.now()
    const each = 1000 / PER_SECOND
    const next = Math.max(fullAt, at) + each
    const wait = Math.max(0, next - at - BURST * each)
    if (at + wait >= endsAt) return undefined
    fullAt = next
    return wait
  }

  async function read(number: OrganisationNumber, action: Action): Promise<Entry | undefined> {
    try {
      const { body } = await send(
        {
          operation: 'business register: look up',
          method: 'GET',
          path: path`/enhetsregisteret/api/enheter/${number}`,
          answer: Unit,
          repeat: 'once', // the next page asks again
          timeoutMs: TIMEOUT_MS,
        },
        action,
      )
      if (body.organisasjonsnummer !== number) return undefined
      if (body.slettedato !== undefined) return { says: 'deleted', name: body.navn ?? null }
      return body.navn === undefined ? undefined : { says: 'there', name: body.navn }
    } catch (error) {
      if (!(error instanceof UpstreamRefused)) throw error
      if (error.upstreamStatus === 404) return { says: 'unknown', name: null }
      if (error.upstreamStatus === 410) return { says: 'deleted', name: null }
      throw error
    }
  }

  function keep(number: OrganisationNumber, entry: Entry): void {
    const oldest = kept.keys().next().value
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    const ms = entry.says === 'unknown' ? UNKNOWN_KEPT_MS : KEPT_MS
    kept.set(number, { entry, until: now() + ms })
  }

  return { find, known, isOpen: () => now() >= quietUntil }
}

/** Where there is none: nobody is ever found. */
export const noBusinessRegister: BusinessRegister = {
  find: async () => undefined,
  isOpen: () => false,
  known: () => undefined,
}
