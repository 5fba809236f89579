import { createHash, randomBytes } from 'node:crypto'
import type { Action } from '../action.js'
import type { Altinn } from '../altinn/client.js'
import { isApprovalAddress } from '../altinn/approval-address.js'
import { AltinnContradiction, AltinnRefused } from '../altinn/errors.js'
import { CREATE_OPERATION, resourcesOf, type SystemUserRequest } from '../altinn/requests.js'
import type { Database } from '../database/database.js'
import type { OnboardingRow } from '../database/onboardings.js'
import type { RequestRow } from '../database/requests.js'
import { packageById, RESOURCE_IDS, type PackageId } from '../domain/packages.js'
import { situationOf, type RequestSituation } from '../domain/request-status.js'
import { SmartCloudError } from '../errors.js'
import type { Registration } from './sign-up-form.js'

export type Environment = 'sandbox' | 'tt02' | 'prod'

/**
 * How long after a request was sent, but not answered, it may be sent again. Longer than Altinn can
 * take between its look-up and its insert; in between we only look (requirement R10).
 */
const GRACE_MS = 60_000
/** How long one process may work on a row before another takes over. */
const LEASE_MS = 30_000

/** What became of asking Altinn. */
export type Asked =
  /** There is a request to answer: send the customer there. */
  | { outcome: 'goToAltinn'; request: RequestRow }
  /** Altinn has it, or not: it is being looked up, and must not be sent again. */
  | { outcome: 'uncertain'; request: RequestRow }
  | { outcome: 'alreadyApproved' }
  /** An earlier request was turned down or ran out: a new one takes an explicit yes. */
  | { outcome: 'endedBefore'; situation: 'rejected' | 'expired' }
  | { outcome: 'refused'; code: string; unknownOrganisation: boolean }
  /** Nothing was sent. */
  | { outcome: 'unreachable'; service: string }

/** What the receipt tells, read from Altinn now. */
export type Answer =
  | { outcome: 'found'; situation: RequestSituation; status: string; request: RequestRow }
  /** Altinn no longer has the request: the customer has removed the access, or the request. */
  | { outcome: 'gone'; request: RequestRow }
  | { outcome: 'uncertain'; request: RequestRow }
  | { outcome: 'notSent'; request: RequestRow }
  | { outcome: 'unreadable'; request: RequestRow }
  | { outcome: 'noSuchRequest' }

export type Onboarding = ReturnType<typeof createOnboarding>

export function createOnboarding(deps: {
  altinn: Altinn
  database: Database
  environment: Environment
  systemId: string
  /** Where Altinn sends the browser afterwards, without the pointer. */
  receiptAddress: string
  /** Origins of Altinn's approval pages. */
  approvalOrigins: readonly string[]
  now: () => number
}) {
  const { altinn, database, environment, systemId, now } = deps
  const { onboardings, requests, customers } = database

  /**
   * Keeps what the visitor typed. Nothing is sent to anybody yet. A registration that Altinn has
   * been asked about is never changed, or its request would be another organisation's: then this
   * is a new one.
   */
  function register(
    registration: Registration,
    packageId: PackageId,
    language: string,
    earlier: OnboardingRow | undefined,
    action: Action,
  ): Promise<OnboardingRow> {
    const fields = { ...registration, packageId, language, termsAcceptedAt: now() }
    return earlier && earlier.requestId === null
      ? onboardings.update(earlier.id, fields, eventFor('registration changed', action))
      : onboardings.create({ environment, ...fields }, eventFor('registered', action))
  }

  const byId = async (id: string | undefined): Promise<OnboardingRow | undefined> => {
    const row = id === undefined ? undefined : await onboardings.byId(id)
    return row?.environment === environment ? row : undefined
  }

  const requestOf = async ({ requestId }: OnboardingRow): Promise<RequestRow | undefined> =>
    requestId === null ? undefined : requests.byId(requestId)

  const activeRequestOf = ({ organisationNumber }: OnboardingRow) =>
    requests.activeFor(environment, systemId, organisationNumber, organisationNumber, 'standard')

  /**
   * Asks Altinn for a system user for the organisation of this registration. The row is written
   * first; at any time there is at most one row in force for an organisation, and only who holds
   * its lease talks to Altinn about it. So two visitors, two clicks or two processes make one
   * request.
   *
   * @param again the visitor has said yes to replacing a request that was rejected or ran out
   */
  async function ask(onboarding: OnboardingRow, again: boolean, action: Action): Promise<Asked> {
    const pointer = randomBytes(32).toString('base64url')
    const { request, isNew } = await requests.begin(
      {
        environment,
        systemId,
        organisationNumber: onboarding.organisationNumber,
        externalReference: null, // Altinn then uses the organisation number, and so do we
        kind: 'standard',
        packageId: onboarding.packageId,
        resources: resourcesFor(onboarding.packageId),
        accessPackages: [],
        pointerHash: hashOf(pointer),
        startedBy: onboarding.id,
      },
      eventFor('request intended', action),
    )
    if (onboarding.requestId !== request.id)
      await onboardings.attachRequest(onboarding.id, request.id)

    if (!(await requests.lease(request.id, now(), LEASE_MS)))
      return { outcome: 'uncertain', request }
    try {
      return isNew
        ? await send(request, pointer, again, action)
        : await goOnWith(request, onboarding, again, action)
    } finally {
      await requests.release(request.id)
    }
  }

  /** There is a row already. What Altinn says of it decides. */
  async function goOnWith(
    stale: RequestRow,
    onboarding: OnboardingRow,
    again: boolean,
    action: Action,
  ): Promise<Asked> {
    const request = (await requests.byId(stale.id)) ?? stale // it may have moved before our lease
    if (request.state === 'ended') return ask(onboarding, again, action)
    if (request.state !== 'sent') return settle(request, again, action)

    let atAltinn: SystemUserRequest | undefined
    try {
      atAltinn = await altinn.requests.byId(request.altinnRequestId ?? '', action)
    } catch (error) {
      return asFailure(error)
    }
    if (!atAltinn) {
      await requests.end(request.id, 'gone at Altinn', eventFor('request gone', action))
      await requests.release(request.id)
      return ask(onboarding, again, action)
    }
    await remember(request, atAltinn, action)
    const situation = situationOf(atAltinn)
    if (situation === 'approved') return { outcome: 'alreadyApproved' }
    if (situation !== 'rejected' && situation !== 'expired')
      return { outcome: 'goToAltinn', request: (await requests.byId(request.id)) ?? request }
    if (!again) return { outcome: 'endedBefore', situation }
    try {
      await altinn.requests.remove(atAltinn.id, action)
    } catch (error) {
      return asFailure(error)
    }
    await requests.end(request.id, situation, eventFor('request replaced', action))
    await requests.release(request.id)
    return ask(onboarding, false, action)
  }

  /** A row whose outcome we do not know: look first; send again only when nothing can be on its way. */
  async function settle(request: RequestRow, again: boolean, action: Action): Promise<Asked> {
    let found: SystemUserRequest | undefined
    try {
      found = await altinn.requests.byReference(
        request.organisationNumber,
        request.externalReference ?? undefined,
        action,
      )
    } catch (error) {
      return request.state === 'failed' ? asFailure(error) : { outcome: 'uncertain', request }
    }
    if (found) return link(request, found, action)
    const mayStillArrive = request.state !== 'failed' && now() - request.lastTryAt < GRACE_MS
    if (mayStillArrive) return { outcome: 'uncertain', request }
    // The first pointer left with the lost request, so this one gets another.
    const pointer = randomBytes(32).toString('base64url')
    await requests.newTry(request.id, hashOf(pointer))
    return send(request, pointer, again, action)
  }

  async function send(
    request: RequestRow,
    pointer: string,
    again: boolean,
    action: Action,
  ): Promise<Asked> {
    try {
      const { outcome, request: atAltinn } = await altinn.requests.create(
        {
          customer: request.organisationNumber,
          resources: request.resources,
          externalRef: request.externalReference ?? undefined,
          redirectUrl: `${deps.receiptAddress}?s=${pointer}`,
        },
        action,
      )
      const situation = situationOf(atAltinn)
      const ended = situation === 'rejected' || situation === 'expired'
      if (outcome === 'existing' && ended) {
        if (!again) {
          await link(request, atAltinn, action)
          return { outcome: 'endedBefore', situation }
        }
        await altinn.requests.remove(atAltinn.id, action)
        return await send(request, pointer, false, action)
      }
      return await link(request, atAltinn, action)
    } catch (error) {
      return failed(request, error, action)
    }
  }

  /** Altinn has a request for this row: keep its id and where it is answered. */
  async function link(
    request: RequestRow,
    atAltinn: SystemUserRequest,
    action: Action,
  ): Promise<Asked> {
    const linked = await requests.markSent(
      request.id,
      {
        altinnRequestId: atAltinn.id,
        confirmUrl: isApprovalAddress(atAltinn.confirmUrl ?? '', deps.approvalOrigins)
          ? (atAltinn.confirmUrl ?? null)
          : null,
        altinnStatus: atAltinn.status,
        timedOut: atAltinn.timedOut,
        resources: resourcesOf(atAltinn),
        // An earlier request keeps its own return address, and with it its own pointer.
        ...pointerIn(atAltinn.redirectUrl),
      },
      eventFor('request linked', action),
    )
    const situation = situationOf(atAltinn)
    if (situation === 'approved') return { outcome: 'alreadyApproved' }
    if (linked.confirmUrl === null)
      return { outcome: 'refused', code: 'confirm_url', unknownOrganisation: false }
    return { outcome: 'goToAltinn', request: linked }
  }

  async function failed(request: RequestRow, error: unknown, action: Action): Promise<Asked> {
    if (!(error instanceof SmartCloudError)) throw error
    if (error instanceof AltinnRefused && error.reason === 'alreadyApproved') {
      await requests.end(request.id, 'already approved', eventFor('request not needed', action))
      return { outcome: 'alreadyApproved' }
    }
    const operation = 'operation' in error ? error.operation : undefined
    const sent = 'sent' in error ? error.sent : undefined
    const unclear =
      error instanceof AltinnContradiction || (operation === CREATE_OPERATION && sent === 'unclear')
    if (unclear) {
      const uncertain = await requests.markUncertain(
        request.id,
        error.code,
        eventFor('request unclear', action),
      )
      return settle(uncertain, false, action)
    }
    if (error instanceof AltinnRefused)
      await requests.end(
        request.id,
        error.problemCode ?? error.code,
        eventFor('request refused', action),
      )
    else await requests.markFailed(request.id, error.code, eventFor('request not sent', action))
    return asFailure(error)
  }

  /**
   * What Altinn says now about the request of this registration, or of the pointer a browser came
   * back with. The pointer says which request it is about and proves nothing.
   */
  async function answerFor(
    which: { pointer?: string | undefined; onboarding?: OnboardingRow | undefined },
    action: Action,
  ): Promise<Answer> {
    const request = await requestFor(which)
    if (!request) return { outcome: 'noSuchRequest' }
    if (request.state === 'sending' || request.state === 'uncertain')
      return afterSettling(await resolve(request, action), request)
    if (request.state === 'failed') return { outcome: 'notSent', request }
    return readAnswer(request, action)
  }

  async function readAnswer(request: RequestRow, action: Action): Promise<Answer> {
    if (request.altinnRequestId === null) return { outcome: 'gone', request }
    try {
      const atAltinn = await altinn.requests.byId(request.altinnRequestId, action)
      if (!atAltinn) {
        await requests.end(request.id, 'gone at Altinn', eventFor('request gone', action))
        await customers.markGone(environment, request.organisationNumber, now())
        return { outcome: 'gone', request }
      }
      const known = await remember(request, atAltinn, action)
      return {
        outcome: 'found',
        situation: situationOf(atAltinn),
        status: atAltinn.status,
        request: known,
      }
    } catch (error) {
      if (error instanceof SmartCloudError) return { outcome: 'unreadable', request }
      throw error
    }
  }

  const afterSettling = (asked: Asked, request: RequestRow): Answer => {
    if (asked.outcome === 'goToAltinn')
      return {
        outcome: 'found',
        situation: 'waiting',
        status: asked.request.altinnStatus ?? 'New',
        request: asked.request,
      }
    if (asked.outcome === 'alreadyApproved')
      return { outcome: 'found', situation: 'approved', status: 'Accepted', request }
    return { outcome: 'uncertain', request }
  }

  async function requestFor(which: {
    pointer?: string | undefined
    onboarding?: OnboardingRow | undefined
  }): Promise<RequestRow | undefined> {
    if (which.pointer !== undefined)
      return POINTER.test(which.pointer)
        ? requests.byPointerHash(environment, hashOf(which.pointer))
        : undefined
    return which.onboarding && requestOf(which.onboarding)
  }

  /** Finds out what became of a row that was sent without an answer. */
  async function resolve(request: RequestRow, action: Action): Promise<Asked> {
    if (!(await requests.lease(request.id, now(), LEASE_MS)))
      return { outcome: 'uncertain', request }
    try {
      const fresh = (await requests.byId(request.id)) ?? request
      return fresh.state === 'sent'
        ? { outcome: 'goToAltinn', request: fresh }
        : await settle(fresh, false, action)
    } finally {
      await requests.release(request.id)
    }
  }

  /** Writes down what Altinn said; an approval makes the organisation a customer. */
  async function remember(
    request: RequestRow,
    atAltinn: SystemUserRequest,
    action: Action,
  ): Promise<RequestRow> {
    const known = await requests.recordStatus(request.id, {
      altinnStatus: atAltinn.status,
      timedOut: atAltinn.timedOut,
      checkedAt: now(),
    })
    if (situationOf(atAltinn) === 'approved') {
      const onboarding = await onboardings.byId(request.startedBy)
      if (onboarding)
        await customers.upsertApproved(
          {
            environment,
            organisationNumber: request.organisationNumber,
            companyName: onboarding.companyName,
            email: onboarding.email,
            contactPerson: onboarding.contactPerson,
            packageId: request.packageId,
            systemUserId: atAltinn.id, // Altinn gives the system user the id of its request
            externalReference: request.externalReference,
            approvedAt: now(),
          },
          eventFor('customer approved', action),
        )
    }
    return known
  }

  /** Settles what was left open: at start, and now and then. Returns how many rows it looked at. */
  async function recover(newAction: () => Action): Promise<number> {
    const open = await requests.uncertain(now(), 50)
    for (const request of open) await resolve(request, newAction())
    return open.length
  }

  /**
   * The request one of these registrations started, the newest first. Naming an organisation that
   * somebody else has asked for starts nothing, and so opens nothing.
   */
  async function startedBy(
    ids: readonly string[],
  ): Promise<{ onboarding: OnboardingRow; request: RequestRow } | undefined> {
    for (const id of ids) {
      const onboarding = await byId(id)
      const request = onboarding && (await requestOf(onboarding))
      if (onboarding && request && ids.includes(request.startedBy)) return { onboarding, request }
    }
    return undefined
  }

  return { register, byId, requestOf, activeRequestOf, ask, answerFor, recover, startedBy }
}

/** 32 random bytes, as base64url. */
const POINTER = /^[\w-]{43}$/

const hashOf = (pointer: string): string => createHash('sha256').update(pointer).digest('hex')

const resourcesFor = (packageId: string): string[] =>
  (packageById(packageId)?.resources ?? []).map(key => RESOURCE_IDS[key])

function pointerIn(returnAddress: string | undefined): { pointerHash?: string } {
  if (!returnAddress || !URL.canParse(returnAddress)) return {}
  const pointer = new URL(returnAddress).searchParams.get('s')
  return pointer ? { pointerHash: hashOf(pointer) } : {}
}

const eventFor = (event: string, action: Action) => ({ event, reference: action.reference })

function asFailure(error: unknown): Asked {
  if (error instanceof AltinnRefused)
    return {
      outcome: 'refused',
      code: error.problemCode ?? `HTTP ${error.httpStatus}`,
      unknownOrganisation: error.reason === 'unknownOrganisation',
    }
  if (!(error instanceof SmartCloudError)) throw error
  if (error.status === 503) return { outcome: 'unreachable', service: error.service ?? 'altinn' }
  return { outcome: 'refused', code: error.code, unknownOrganisation: false }
}
