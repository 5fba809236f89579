import type { Action } from '../action.js'
import { eventFor } from '../asking/events.js'
import { contentsOf, type Answer, type Asked, type RequestAsking } from '../asking/requests.js'
import type { Database } from '../database/database.js'
import type { OnboardingRow } from '../database/onboardings.js'
import type { RequestRow } from '../database/requests.js'
import type { Environment } from '../database/tables.js'
import type { PackageId } from '../domain/packages.js'
import { situationOf } from '../domain/request-status.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import type { Registration } from './sign-up-form.js'

export type { Environment } from '../database/tables.js'

export type Onboarding = ReturnType<typeof createOnboarding>

/** An organisation signs up by itself: what it registers, and what becomes of it. */
export function createOnboarding(deps: {
  requestAsking: RequestAsking
  database: Database
  environment: Environment
  systemId: string
  now: () => number
}) {
  const { requestAsking, database, environment, systemId, now } = deps
  const { onboardings, requests } = database

  /**
   * Keeps what the visitor typed. Nothing is sent to anybody yet. A registration is about one
   * organisation for good: another number, or a registration Altinn has been asked about, makes a
   * new one. Otherwise a request on its way could end up with another organisation's name.
   */
  function register(
    registration: Registration,
    packageId: PackageId,
    language: string,
    earlier: OnboardingRow | undefined,
    action: Action,
  ): Promise<OnboardingRow> {
    const fields = { ...registration, packageId, language, termsAcceptedAt: now() }
    const mayChange =
      earlier?.requestId === null && earlier.organisationNumber === registration.organisationNumber
    return mayChange
      ? onboardings.update(earlier.id, fields, eventFor('registration changed', action))
      : onboardings.create({ environment, ...fields }, eventFor('registered', action))
  }

  const byId = async (id: string | undefined): Promise<OnboardingRow | undefined> => {
    const row = id === undefined ? undefined : await onboardings.byId(id)
    return row?.environment === environment ? row : undefined
  }

  const requestOf = async ({ requestId }: OnboardingRow): Promise<RequestRow | undefined> =>
    requestId === null ? undefined : requests.byId(requestId)

  const orderOf = (onboarding: OnboardingRow) => ({
    organisation: {
      organisationNumber: onboarding.organisationNumber,
      name: onboarding.companyName,
      email: onboarding.email,
      contactPerson: onboarding.contactPerson,
      told: 'anyone' as const,
    },
    packageId: onboarding.packageId,
    ...contentsOf(onboarding.packageId),
    externalReference: null,
    returnAddress: null,
    startedBy: onboarding.id,
  })

  /** @param again the visitor has said yes to replacing a request that was rejected or ran out */
  const ask = (onboarding: OnboardingRow, again: boolean, action: Action): Promise<Asked> =>
    requestAsking.ask(
      {
        ...orderOf(onboarding),
        onBegun: async ({ id }) => {
          if (onboarding.requestId !== id) await onboardings.attachRequest(onboarding.id, id)
        },
      },
      again,
      action,
    )

  const activeRequestOf = (onboarding: OnboardingRow): Promise<RequestRow | undefined> =>
    requestAsking.inForce(orderOf(onboarding))

  /** What Altinn says now of the request of a registration, or of a pointer in an address. */
  const answerFor = async (
    which: { pointer?: string | undefined; onboarding?: OnboardingRow | undefined },
    action: Action,
  ): Promise<Answer> =>
    requestAsking.answerFor(
      { pointer: which.pointer, request: which.onboarding && (await requestOf(which.onboarding)) },
      action,
    )

  /**
   * The request one of these registrations started and its organisation approved, the newest first.
   * Naming an organisation that somebody else has asked for starts nothing, and so opens nothing.
   */
  async function approvedBy(
    ids: readonly string[],
  ): Promise<{ onboarding: OnboardingRow; request: RequestRow } | undefined> {
    for (const id of ids) {
      const onboarding = await byId(id)
      const request = onboarding && (await requestOf(onboarding))
      const isTheirs = request !== undefined && ids.includes(request.startedBy)
      if (onboarding && isTheirs && request.altinnStatus === 'Accepted')
        return { onboarding, request }
    }
    return undefined
  }

  /**
   * What an organisation has with us: a request it approved or has yet to answer, the one in force
   * before those that are over. For somebody who has proven that they act for it.
   */
  async function standingOf(
    organisationNumber: OrganisationNumber,
  ): Promise<{ companyName: string | undefined; request: RequestRow } | undefined> {
    const all = await requests.allFor(environment, systemId, organisationNumber)
    const request = all.find(({ active, state, altinnStatus, timedOut }) => {
      const situation = situationOf({ status: altinnStatus ?? '', timedOut })
      const waits = situation === 'waiting' || situation === 'forwarded'
      return altinnStatus === 'Accepted' || (active && state === 'sent' && waits)
    })
    if (!request) return undefined
    const started = await onboardings.byId(request.startedBy)
    return { companyName: started?.companyName, request }
  }

  const { goesToAltinn } = requestAsking
  return {
    register,
    byId,
    requestOf,
    activeRequestOf,
    ask,
    goesToAltinn,
    answerFor,
    approvedBy,
    standingOf,
  }
}
