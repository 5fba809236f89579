import * as z from 'zod'
import type { Action } from '../action.js'
import type { Altinn } from '../altinn/client.js'
import { AltinnRefused } from '../altinn/errors.js'
import { MOST_CLIENTS, type ClientRow } from '../database/clients.js'
import type { Database } from '../database/database.js'
import type { Environment } from '../database/tables.js'
import type { ClientChoice } from '../domain/clients.js'
import {
  readOrganisationNumber,
  type OrganisationNumber,
  type OrganisationNumberProblem,
  type World,
} from '../domain/organisation-number.js'
import { kindOf } from '../domain/packages.js'
import { SmartCloudError } from '../errors.js'
import type { Holder, SystemAccesses } from '../asking/system-access.js'

export type ClientListing = {
  clients: ClientRow[]
  /**
   * - `altinn`: read from Altinn just now
   * - `ours`: nobody has asked Altinn, because it takes a person's token to do so
   * - `notAllowed`: the person administers no clients there
   * - `unavailable`: Altinn could not say
   */
  source: 'altinn' | 'ours' | 'notAllowed' | 'unavailable'
}

/** What somebody typed; the name is for the list alone. */
export const ClientBody = z.strictObject({
  _csrf: z.string(),
  organisationNumber: z.string().max(100).default(''),
  name: z.string().max(200).default(''),
})
export const RemoveBody = z.strictObject({ _csrf: z.string(), organisationNumber: z.string() })

export type ClientProblem = OrganisationNumberProblem | 'itself' | 'tooMany'

export type ClientLists = ReturnType<typeof createClientLists>

/**
 * Whom an accountant works for. Altinn knows who has been added, and tells a person of the owner; our
 * list is for choosing among them, and gives nobody access to anything.
 */
export function createClientLists(deps: {
  altinn: Altinn
  accesses: SystemAccesses
  database: Database
  environment: Environment
  world: World
}) {
  const { altinn, accesses, database, environment, world } = deps
  const { clients } = database

  const listOf = async (owner: OrganisationNumber): Promise<ClientRow[]> => {
    const rows = await clients.of(environment, owner)
    return rows.sort((one, other) =>
      (one.name ?? one.organisationNumber).localeCompare(
        other.name ?? other.organisationNumber,
        'nb',
      ),
    )
  }

  return {
    /**
     * The list; read from Altinn when the person who is signed in has given us a token for it.
     *
     * @param personToken of ID-porten, used here and kept nowhere
     */
    async listFor(
      holder: Holder,
      personToken: string | undefined,
      action: Action,
    ): Promise<ClientListing> {
      const owner = holder.organisationNumber
      const source = personToken === undefined ? 'ours' : await refresh(holder, personToken, action)
      return { clients: await listOf(owner), source }
    },

    async add(
      holder: Holder,
      typed: { organisationNumber: string; name: string },
    ): Promise<ClientProblem | undefined> {
      const owner = holder.organisationNumber
      const number = readOrganisationNumber(typed.organisationNumber, world)
      if (!number.ok) return number.problem
      if (number.value === owner) return 'itself'
      if ((await clients.of(environment, owner)).length >= MOST_CLIENTS) return 'tooMany'
      await clients.add(environment, owner, {
        organisationNumber: number.value,
        name: nameIn(typed.name),
      })
      return undefined
    },

    async remove(holder: Holder, typed: string): Promise<void> {
      const number = readOrganisationNumber(typed, world)
      if (number.ok) await clients.remove(environment, holder.organisationNumber, number.value)
    },

    /**
     * Which client a page is about; the first when none is named. One that is not in the list may be
     * named as well: the APIs are asked with the owner's own token, and say no to a client that has
     * not been added. Undefined when the access is not for clients at all.
     *
     * @param fresh reads the list from Altinn first, when there is a token for it
     */
    async choiceOf(
      holder: Holder,
      wanted: unknown,
      fresh?: { personToken: string | undefined; action: Action },
    ): Promise<ClientChoice | undefined> {
      if (kindOf(holder.packageId) !== 'agent') return undefined
      if (fresh?.personToken !== undefined && !holder.isWithdrawn)
        await refresh(holder, fresh.personToken, fresh.action)
      const list = await listOf(holder.organisationNumber)
      const number = typeof wanted === 'string' ? readOrganisationNumber(wanted, world) : undefined
      const known = number?.ok
        ? (list.find(({ organisationNumber }) => organisationNumber === number.value) ?? {
            organisationNumber: number.value,
            name: null,
          })
        : undefined
      return { clients: list, chosen: known ?? list[0] }
    },
  }

  async function refresh(
    holder: Holder,
    personToken: string,
    action: Action,
  ): Promise<ClientListing['source']> {
    const owner = holder.organisationNumber
    try {
      const agent = await accesses.systemUserOf(holder, action)
      if (agent?.userType !== 'agent') return 'unavailable'
      const found = await altinn.clients.of({ systemUserId: agent.id, owner }, personToken, action)
      await clients.replace(environment, owner, found)
      return 'altinn'
    } catch (error) {
      if (!(error instanceof SmartCloudError)) throw error
      const isRefusal = error instanceof AltinnRefused && error.reason === 'notAllowed'
      return isRefusal ? 'notAllowed' : 'unavailable'
    }
  }
}

/** Characters that no name has: controls, lone surrogates, and those that turn or hide text. */
const NOT_IN_TEXT = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]/gu

const nameIn = (typed: string): string | null => {
  const name = typed.normalize('NFC').replace(NOT_IN_TEXT, '').trim().replace(/ {2,}/g, ' ')
  return name === '' ? null : name
}
