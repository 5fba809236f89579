import * as z from 'zod'
import type { Action } from '../action.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { path } from '../upstream/send.js'
import type { Ask } from './client.js'
import { AltinnContradiction, AltinnRefused } from './errors.js'
import { actionOfPage, cursorOf, everyEntry, pageOf, type PerPage } from './pages.js'

export const Right = z.object({
  resource: z.array(z.object({ id: z.string(), value: z.string() })).default([]),
})
export const AccessPackage = z.object({ urn: z.string() })

/** Tolerant: a status we do not know passes, and so do members we do not read. */
const SystemUserRequestAnswer = z.object({
  id: z.string().min(1),
  systemId: z.string(),
  partyOrgNo: z.string(),
  externalRef: z.string().optional(),
  /** Shown to the customer as it is when we have no words for it. */
  status: z.string().min(1).max(50),
  rights: z.array(Right).default([]),
  accessPackages: z.array(AccessPackage).default([]),
  redirectUrl: z.string().optional(),
  /** Absent in lists. */
  confirmUrl: z.string().optional(),
  escalated: z.boolean().default(false),
  timedOut: z.boolean().default(false),
  created: z.string().optional(),
})
export type SystemUserRequest = z.infer<typeof SystemUserRequestAnswer>

/**
 * `standard`: the system user acts for the organisation itself. `agent`: it acts for the
 * organisation's clients, has access packages only, and its requests have addresses of their own.
 */
export type RequestKind = 'standard' | 'agent'

export interface NewRequest {
  kind?: RequestKind
  customer: OrganisationNumber
  /** Ids from the resource registry. At least one resource or access package in all. */
  resources: readonly string[]
  accessPackages?: readonly string[]
  /** Left out unless staff chose one: Altinn then uses the organisation number. */
  externalRef?: string | undefined
  /** Scheme, host and path must be registered on the system; the query is ours. */
  redirectUrl?: string
}

/**
 * `created`: Altinn made it now. `existing`: an earlier request of the same customer and reference
 * was given back unchanged, whatever its state: look at `status` before sending anybody there.
 */
export interface Created {
  outcome: 'created' | 'existing'
  request: SystemUserRequest
}

export type Requests = ReturnType<typeof createRequests>

/** The name in the log and in errors; a failure of exactly this call may have made a request. */
export const CREATE_OPERATION = 'altinn: create system user request'
const CREATE_AGENT_OPERATION = 'altinn: create agent request'

/** Whether it was this call that failed, of either kind. */
export const isCreateOperation = (operation: unknown): boolean =>
  operation === CREATE_OPERATION || operation === CREATE_AGENT_OPERATION

const SOMETHING_ELSE = 'the answer is about something else'

export function createRequests({ ask, systemId }: { ask: Ask; systemId: string }) {
  const base = requestPath('standard')
  const baseOf = requestPath

  function refuseOthers(
    answer: SystemUserRequest,
    operation: string,
    customer: OrganisationNumber,
    externalRef: string | undefined,
  ): void {
    const reference = externalRef ?? customer
    const isTheOne =
      answer.partyOrgNo === customer &&
      answer.systemId === systemId &&
      (answer.externalRef ?? customer) === reference
    if (!isTheOne) throw new AltinnContradiction(operation, SOMETHING_ELSE)
  }

  return {
    /**
     * Asks an organisation for a system user. Nothing is granted until somebody there says yes at
     * `confirmUrl`; after 180 days without an answer the request counts as expired. Never repeated
     * by us: Altinn looks and then inserts, so two at once can make two requests.
     *
     * @throws {AltinnRefused} `alreadyApproved` when a system user with this reference lives
     * @throws {AltinnContradiction} the answer is about another organisation, system or reference
     * @see https://docs.altinn.studio/api/authentication/systemuserapi/systemuserrequest/
     */
    async create(order: NewRequest, action: Action): Promise<Created> {
      const { kind = 'standard' } = order
      const { status, body: request } = await ask(
        kind === 'agent' ? 'create agent request' : 'create system user request',
        {
          method: 'POST',
          path: requestPath(kind),
          body: requestBody(systemId, order),
          answer: SystemUserRequestAnswer,
          repeat: 'once',
        },
        action,
      )
      refuseOthers(request, CREATE_OPERATION, order.customer, order.externalRef)
      return { outcome: status === 201 ? 'created' : 'existing', request }
    },

    /**
     * Undefined when Altinn no longer has it: deleted by us, or with the system user by the customer.
     *
     * @throws {AltinnContradiction} the answer is about another request or system
     */
    async byId(
      requestId: string,
      action: Action,
      kind: RequestKind = 'standard',
    ): Promise<SystemUserRequest | undefined> {
      const request = await orUndefined(
        ask(
          'read system user request',
          {
            method: 'GET',
            path: baseOf(kind) + path`/${requestId}`,
            answer: SystemUserRequestAnswer,
            repeat: 'repeatable',
          },
          action,
        ),
      )
      if (request && (request.id !== requestId || request.systemId !== systemId))
        throw new AltinnContradiction('altinn: read system user request', SOMETHING_ELSE)
      return request
    },

    /**
     * The way to find out whether a request that was sent, but not answered, was made.
     *
     * @throws {AltinnContradiction} the answer is about another organisation, system or reference
     */
    async byReference(
      customer: OrganisationNumber,
      externalRef: string | undefined,
      action: Action,
      kind: RequestKind = 'standard',
    ): Promise<SystemUserRequest | undefined> {
      const request = await orUndefined(
        ask(
          'find system user request',
          {
            method: 'GET',
            path:
              baseOf(kind) +
              path`/byexternalref/${systemId}/${customer}/${externalRef ?? customer}`,
            answer: SystemUserRequestAnswer,
            repeat: 'repeatable',
          },
          action,
        ),
      )
      if (request) refuseOthers(request, 'altinn: find system user request', customer, externalRef)
      return request
    },

    /**
     * Every request of our system and of one kind that is not deleted, in whatever state. The list
     * of agent requests has no order, so with many of them some may be left out.
     */
    all: (action: PerPage, kind: RequestKind = 'standard'): AsyncGenerator<SystemUserRequest> =>
      everyEntry(
        async token => {
          const { body } = await ask(
            'list system user requests',
            {
              method: 'GET',
              path: baseOf(kind) + path`/bysystem/${systemId}`,
              query: { token },
              answer: pageOf(SystemUserRequestAnswer),
              repeat: 'repeatable',
            },
            actionOfPage(action),
          )
          return body
        },
        kind === 'standard' ? cursorOf : undefined,
      ),

    /** Removes a request in any state; the system user of an approved one is not touched. */
    async remove(requestId: string, action: Action): Promise<void> {
      await orUndefined(
        ask(
          'delete system user request',
          {
            method: 'DELETE',
            path: base + path`/${requestId}`,
            answer: 'nothing',
            repeat: 'repeatable',
          },
          action,
        ),
      )
    },
  }
}

/** Where requests of a kind are sent to, and read below. */
export const requestPath = (kind: RequestKind): string =>
  `/authentication/api/v1/systemuser/request/vendor${kind === 'agent' ? '/agent' : ''}`

/** Exactly what is sent for a new request. */
export const requestBody = (
  systemId: string,
  {
    kind = 'standard',
    customer,
    resources,
    accessPackages = [],
    externalRef,
    redirectUrl,
  }: NewRequest,
) => ({
  systemId,
  partyOrgNo: customer,
  ...(externalRef ? { externalRef } : {}),
  ...(kind === 'standard' ? { rights: resources.map(rightTo) } : {}),
  accessPackages: accessPackages.map(urn => ({ urn })),
  ...(redirectUrl ? { redirectUrl } : {}),
})

export const rightTo = (resourceId: string) => ({
  resource: [{ id: 'urn:altinn:resource', value: resourceId }],
})

/** The names of the access packages a request asks for, as Altinn has stored them. */
export const accessPackagesOf = (request: SystemUserRequest): string[] =>
  request.accessPackages.map(({ urn }) => urn)

/** The resource ids a request asks for, as Altinn has stored them. */
export const resourcesOf = (request: SystemUserRequest): string[] =>
  request.rights.flatMap(right => right.resource.map(({ value }) => value))

export async function orUndefined<A>(answer: Promise<{ body: A }>): Promise<A | undefined> {
  try {
    return (await answer).body
  } catch (error) {
    if (error instanceof AltinnRefused && error.reason === 'notFound') return undefined
    throw error
  }
}
