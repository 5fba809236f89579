import * as z from 'zod'
import type { Action } from '../action.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { path } from '../upstream/send.js'
import type { Ask } from './client.js'
import { AltinnContradiction } from './errors.js'
import { actionOfPage, everyEntry, pageOf, type PerPage } from './pages.js'
import { AccessPackage, orUndefined, Right, rightTo } from './requests.js'

const rights = z.array(Right).default([])
const accessPackages = z.array(AccessPackage).default([])

/** Tolerant: a status we do not know passes, and so do members we do not read. */
const ChangeRequestAnswer = z.object({
  id: z.string().min(1),
  systemId: z.string(),
  systemUserId: z.string(),
  partyOrgNo: z.string(),
  requiredRights: rights,
  unwantedRights: rights,
  requiredAccessPackages: accessPackages,
  unwantedAccessPackages: accessPackages,
  /** `NoChangeNeeded` only ever comes from `create`. */
  status: z.string().min(1).max(50),
  /** Absent in lists, and empty when there is nothing to confirm. */
  confirmUrl: z.string().optional(),
  timedOut: z.boolean().default(false),
})
export type ChangeRequest = z.infer<typeof ChangeRequestAnswer>

export interface NewChange {
  /** A UUID of ours, which becomes the id at Altinn: sent again, it makes no second request. */
  correlationId: string
  systemUserId: string
  customer: OrganisationNumber
  /** Ids in the resource registry. */
  required: readonly string[]
  unwanted: readonly string[]
  /** Scheme, host and path must be registered on the system; the query is ours. */
  redirectUrl?: string | undefined
}

export type ChangeRequests = ReturnType<typeof createChangeRequests>

/** The name in the log and in errors; a failure of exactly this call may have made a request. */
export const CREATE_CHANGE_OPERATION = 'altinn: create change request'

export function createChangeRequests({ ask, systemId }: { ask: Ask; systemId: string }) {
  const base = CHANGE_PATH

  function refuseOthers(answer: ChangeRequest, operation: string, id: string): void {
    if (answer.id !== id || answer.systemId !== systemId)
      throw new AltinnContradiction(operation, 'the answer is about something else')
  }

  return {
    /**
     * Asks the owner of a standard system user for more, or for less. Nothing changes until somebody
     * there says yes at `confirmUrl`. When nothing is asked for, Altinn stores nothing and says
     * `NoChangeNeeded`.
     *
     * May be repeated, because the correlation id is the request's primary key at Altinn: what was
     * stored the first time comes back, and two at once make one.
     *
     * @throws {AltinnRefused} `unknownSystemUser` for one that is gone, and for an agent's
     * @throws {AltinnContradiction} the answer is about another request, system user or organisation
     * @see https://docs.altinn.studio/api/authentication/systemuserapi/changerequest/
     */
    async create(order: NewChange, action: Action): Promise<ChangeRequest> {
      const { body } = await ask(
        'create change request',
        {
          method: 'POST',
          path: base,
          query: changeQuery(order),
          body: changeBody(order),
          answer: ChangeRequestAnswer,
          repeat: 'once',
        },
        action,
      )
      refuseOthers(body, CREATE_CHANGE_OPERATION, order.correlationId)
      if (body.systemUserId !== order.systemUserId || body.partyOrgNo !== order.customer)
        throw new AltinnContradiction(CREATE_CHANGE_OPERATION, 'another system user or owner')
      return body
    },

    /**
     * Undefined when Altinn has none of this id: it never came, or has been deleted.
     *
     * @throws {AltinnContradiction} the answer is about another request or system
     */
    async byId(id: string, action: Action): Promise<ChangeRequest | undefined> {
      const change = await orUndefined(
        ask(
          'read change request',
          {
            method: 'GET',
            path: base + path`/${id}`,
            answer: ChangeRequestAnswer,
            repeat: 'repeatable',
          },
          action,
        ),
      )
      if (change) refuseOthers(change, 'altinn: read change request', id)
      return change
    },

    /** Altinn ignores the token of this list, so the walk ends where its first page comes again. */
    all: (action: PerPage): AsyncGenerator<ChangeRequest> =>
      everyEntry(async token => {
        const { body } = await ask(
          'list change requests',
          {
            method: 'GET',
            path: base + path`/bysystem/${systemId}`,
            query: { token },
            answer: pageOf(ChangeRequestAnswer),
            repeat: 'repeatable',
          },
          actionOfPage(action),
        )
        return body
      }),

    /** Takes back a change request in any state; what has been approved stays as it is. */
    async remove(id: string, action: Action): Promise<void> {
      await orUndefined(
        ask(
          'delete change request',
          {
            method: 'DELETE',
            path: base + path`/${id}`,
            answer: 'nothing',
            repeat: 'repeatable',
          },
          action,
        ),
      )
    },
  }
}

/** Where change requests are sent to, and read below. */
export const CHANGE_PATH = '/authentication/api/v1/systemuser/changerequest/vendor'

/** What goes with a new change request in its address. */
export const changeQuery = ({
  correlationId,
  systemUserId,
}: Pick<NewChange, 'correlationId' | 'systemUserId'>) => ({
  'correlation-id': correlationId,
  'system-user-id': systemUserId,
})

/** Exactly what is sent for a new change request. */
export const changeBody = ({
  required,
  unwanted,
  redirectUrl,
}: Pick<NewChange, 'required' | 'unwanted' | 'redirectUrl'>) => ({
  requiredRights: required.map(rightTo),
  unwantedRights: unwanted.map(rightTo),
  requiredAccessPackages: [],
  unwantedAccessPackages: [],
  ...(redirectUrl === undefined ? {} : { redirectUrl }),
})
