import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Action } from '../action.js'
import type { Altinn } from '../altinn/client.js'
import { isApprovalAddress } from '../altinn/approval-address.js'
import { AltinnContradiction, AltinnRefused } from '../altinn/errors.js'
import {
  accessPackagesOf,
  isCreateOperation,
  requestBody,
  requestPath,
  resourcesOf,
  type NewRequest,
  type RequestKind,
  type SystemUserRequest,
} from '../altinn/requests.js'
import type { Database } from '../database/database.js'
import type { OrganisationDetails } from '../database/organisations.js'
import type { RequestRow } from '../database/requests.js'
import type { Environment } from '../database/tables.js'
import {
  accessPackageUrn,
  CLIENT_PACKAGE,
  kindOf,
  packageById,
  PACKAGES,
  RESOURCE_IDS,
  type AskedPackage,
} from '../domain/packages.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { situationOf, type RequestSituation } from '../domain/request-status.js'
import { SmartCloudError } from '../errors.js'
import { eventFor } from './events.js'
import { chosenReference, seenSystemUser } from './seen-system-user.js'

/**
 * How long after a request was sent, but not answered, it may be sent again. Longer than Altinn can
 * take between its look-up and its insert; in between we only look (requirement R10).
 */
const GRACE_MS = 60_000
/** How long one process may work on a row before another takes over. */
const LEASE_MS = 30_000
/** How long a visitor waits while somebody else asks Altinn about the same organisation. */
const LONGEST_WAIT_MS = 5_000
const LOOK_EVERY_MS = 100

/** What an organisation is to be asked for. */
export interface Order {
  /** `told`: whether what is said of it replaces what was known. */
  organisation: OrganisationDetails & { told: 'surely' | 'anyone' }
  kind: RequestKind
  packageId: AskedPackage
  /** Ids in the resource registry; none for an agent. */
  resources: readonly string[]
  /** Urns. */
  accessPackages: readonly string[]
  /** Null unless staff chose one: Altinn then uses the organisation number, and so do we. */
  externalReference: string | null
  /** One that is registered on the system, without a query; null for our own receipt. */
  returnAddress: string | null
  /** The onboarding that asks; left out when one of our own people does. */
  startedBy?: string
  /** Told of the row in force, before Altinn hears of it. */
  onBegun?: (request: RequestRow) => Promise<unknown>
}

/** What became of asking Altinn. */
export type Asked =
  /** There is a request to answer: send the customer there. */
  | {
      outcome: 'goToAltinn'
      request: RequestRow
      /** Altinn had it before, and has changed nothing of it. */
      wasThere?: true
    }
  /** Altinn has it, or not: it is being looked up, and must not be sent again. */
  | { outcome: 'uncertain'; request: RequestRow }
  | { outcome: 'alreadyApproved' }
  /** An earlier request was turned down or ran out: a new one takes an explicit yes. */
  | { outcome: 'endedBefore'; situation: 'rejected' | 'expired' }
  /** Altinn takes no request of ours while one of the other kind waits; where that is answered. */
  | { outcome: 'otherKindWaits'; waiting: RequestKind; confirmUrl: string | undefined }
  /** Altinn said no. */
  | {
      outcome: 'refused'
      code: string
      unknownOrganisation: boolean
      /** In Altinn's own words, and what its people find the call by. */
      explanation?: string | undefined
      traceId?: string | undefined
    }
  /** Nothing was asked for: Altinn was not reached, or we got no token for it. */
  | { outcome: 'notSent'; error: SmartCloudError }

/** What the receipt tells, read from Altinn now. */
export type Answer =
  | { outcome: 'found'; situation: RequestSituation; status: string; request: RequestRow }
  /** Altinn no longer has the request: the customer has removed the access, or the request. */
  | { outcome: 'gone'; request: RequestRow }
  | { outcome: 'uncertain'; request: RequestRow }
  | { outcome: 'notSent'; request: RequestRow }
  | { outcome: 'unreadable'; request: RequestRow }
  | { outcome: 'noSuchRequest' }

type Warn = (event: string, fields: Record<string, unknown>) => void

export type RequestAsking = ReturnType<typeof createRequestAsking>

export function createRequestAsking(deps: {
  altinn: Altinn
  database: Database
  environment: Environment
  systemId: string
  /** Where Altinn sends the browser afterwards, without the pointer. */
  receiptAddress: string
  /** Origins of Altinn's approval pages. */
  approvalOrigins: readonly string[]
  log: Record<'warn' | 'error', Warn>
  now: () => number
}) {
  const { altinn, database, environment, systemId, log, now } = deps
  const { onboardings, organisations, requests, customers, systemUsers } = database

  /**
   * Asks Altinn for a system user for an organisation. The row is written first; at any time there
   * is at most one row in force for an organisation, reference and kind, and only who holds its
   * lease talks to Altinn about it. So two visitors, two clicks or two processes make one request.
   *
   * @param again somebody has said yes to replacing a request that was rejected or ran out
   */
  async function ask(order: Order, again: boolean, action: Action): Promise<Asked> {
    const { organisation, kind, packageId, resources, accessPackages } = order
    const { externalReference, returnAddress, startedBy } = order
    const { organisationNumber, ...details } = organisation
    const pointer = newPointer()
    const { request, isNew } = await requests.begin(
      {
        environment,
        systemId,
        organisationNumber,
        externalReference,
        kind,
        packageId,
        resources,
        accessPackages,
        pointerHash: hashOf(pointer),
        startedBy,
        returnAddress,
        organisation: details,
      },
      eventFor('request intended', action),
    )
    await order.onBegun?.(request)
    tellWitness(request, action)

    const elsewhere = isNew ? undefined : await askedByAnother(request, action)
    if (elsewhere) return elsewhere
    if (!(await leaseSoon(request, action))) return { outcome: 'uncertain', request }
    try {
      const replaceFor = again ? order : undefined
      return isNew
        ? await send(request, pointer, replaceFor, action)
        : await goOnWith(request, order, replaceFor, action)
    } finally {
      await requests.release(request.id)
    }
  }

  /**
   * Somebody else is asking just now, perhaps the same visitor's first click: their outcome is ours
   * too. Undefined when nobody is, or whoever did has gone silent.
   */
  async function askedByAnother(request: RequestRow, action: Action): Promise<Asked | undefined> {
    const isAtIt = ({ state, leaseUntil }: RequestRow) => state === 'sending' || leaseUntil > now()
    if (!isAtIt(request)) return undefined
    const until = patienceOf(action)
    let row = request
    while (isAtIt(row) && performance.now() < until) {
      await sleep(LOOK_EVERY_MS)
      row = (await requests.byId(request.id)) ?? row
    }
    if (row.state === 'sending' && row.leaseUntil <= now()) return undefined
    return row.state === 'sent' && !isAtIt(row)
      ? outcomeOf(row)
      : { outcome: 'uncertain', request: row }
  }

  /** Whoever looked in between lets go soon. */
  async function leaseSoon({ id }: RequestRow, action: Action): Promise<boolean> {
    const until = patienceOf(action)
    while (!(await requests.lease(id, now(), LEASE_MS))) {
      if (performance.now() >= until) return false
      await sleep(LOOK_EVERY_MS)
    }
    return true
  }

  const patienceOf = ({ endsAt }: Action) => Math.min(performance.now() + LONGEST_WAIT_MS, endsAt)

  /** There is a row already. What Altinn says of it decides. */
  async function goOnWith(
    stale: RequestRow,
    order: Order,
    replaceFor: Order | undefined,
    action: Action,
  ): Promise<Asked> {
    const request = (await requests.byId(stale.id)) ?? stale // it may have moved before our lease
    if (request.state === 'ended') return ask(order, replaceFor !== undefined, action)
    if (request.state === 'failed' && !asksFor(request, order)) {
      // Altinn never heard of it, so nothing stands in the way of what is wanted now.
      await requests.end(request.id, 'replaced', eventFor('request replaced', action))
      await requests.release(request.id)
      return ask(order, replaceFor !== undefined, action)
    }
    if (request.state !== 'sent') return settle(request, replaceFor, action)

    let atAltinn: SystemUserRequest | 'approved' | undefined
    try {
      atAltinn = await read(request, action)
    } catch (error) {
      return asFailure(error)
    }
    if (atAltinn === 'approved') return { outcome: 'alreadyApproved' }
    if (atAltinn) return asThere(await link(request, atAltinn, replaceFor, action), request)
    await endAsGone(request, action)
    await requests.release(request.id)
    return ask(order, false, action)
  }

  /** A row whose outcome we do not know: look first; send again only when nothing can be on its way. */
  async function settle(
    request: RequestRow,
    replaceFor: Order | undefined,
    action: Action,
  ): Promise<Asked> {
    let atAltinn: SystemUserRequest | undefined
    try {
      atAltinn = await find(request, action)
    } catch (error) {
      return request.state === 'failed' ? asFailure(error) : stillUncertain(request, error)
    }
    if (atAltinn) return link(request, atAltinn, replaceFor, action)
    const mayStillArrive = request.state !== 'failed' && now() - request.lastTryAt < GRACE_MS
    if (mayStillArrive) return { outcome: 'uncertain', request }
    // The first pointer left with the lost request, so this one gets another.
    const pointer = newPointer()
    await requests.newTry(request.id, hashOf(pointer))
    return send(request, pointer, replaceFor, action)
  }

  function stillUncertain(request: RequestRow, error: unknown): Asked {
    if (!(error instanceof SmartCloudError)) throw error
    return { outcome: 'uncertain', request }
  }

  async function send(
    request: RequestRow,
    pointer: string,
    replaceFor: Order | undefined,
    action: Action,
  ): Promise<Asked> {
    let atAltinn: SystemUserRequest
    let wasThere: boolean
    try {
      const created = await altinn.requests.create(orderFrom(request, pointer), action)
      atAltinn = created.request
      wasThere = created.outcome === 'existing'
    } catch (error) {
      return failed(request, error, replaceFor, action)
    }
    // Outside, because from here on Altinn has it: what fails now is ours, and found again later.
    const asked = await link(request, atAltinn, replaceFor, action)
    return wasThere ? asThere(asked, request) : asked
  }

  const orderFrom = (request: RequestRow, pointer: string): NewRequest => ({
    kind: request.kind,
    customer: request.organisationNumber,
    resources: request.resources,
    accessPackages: request.accessPackages,
    externalRef: request.externalReference ?? undefined,
    redirectUrl: returnAddressOf(request, pointer),
  })

  /** The call that is made for a request, to be shown: we keep no pointer, only its hash. */
  const asSent = (request: RequestRow): SentCall => ({
    method: 'POST',
    path: requestPath(request.kind),
    body: requestBody(systemId, orderFrom(request, LEFT_OUT)),
  })

  /** Altinn has a request for this row: keep its id and where it is answered. */
  async function link(
    request: RequestRow,
    atAltinn: SystemUserRequest,
    replaceFor: Order | undefined,
    action: Action,
  ): Promise<Asked> {
    const linked = await keep(request, atAltinn, action)
    const outcome = outcomeOf(linked)
    if (outcome.outcome !== 'endedBefore' || !replaceFor) return outcome
    try {
      await altinn.requests.remove(atAltinn.id, action)
    } catch (error) {
      return asFailure(error)
    }
    await requests.end(linked.id, outcome.situation, eventFor('request replaced', action))
    await requests.release(linked.id)
    return ask(replaceFor, false, action)
  }

  async function failed(
    request: RequestRow,
    error: unknown,
    replaceFor: Order | undefined,
    action: Action,
  ): Promise<Asked> {
    if (!(error instanceof SmartCloudError)) throw error
    const operation = 'operation' in error ? error.operation : undefined
    if (!isCreateOperation(operation)) {
      // It went wrong on the way there: no token, so no request.
      await requests.markFailed(request.id, error.code, eventFor('request not sent', action, error))
      return asFailure(error)
    }
    if (error instanceof AltinnRefused) return refused(request, error, replaceFor, action)
    const sent = 'sent' in error ? error.sent : 'unclear'
    if (sent === 'unclear') {
      if (error instanceof AltinnContradiction) alarm('altinn: contradiction', request, action)
      const uncertain = await requests.markUncertain(
        request.id,
        error.code,
        eventFor('request unclear', action, error),
      )
      return settle(uncertain, replaceFor, action)
    }
    await requests.markFailed(request.id, error.code, eventFor('request not sent', action, error))
    return asFailure(error)
  }

  async function refused(
    request: RequestRow,
    error: AltinnRefused,
    replaceFor: Order | undefined,
    action: Action,
  ): Promise<Asked> {
    const why = error.problemCode ?? error.code
    if (error.reason === 'alreadyApproved') {
      await requests.end(request.id, why, eventFor('request not needed', action, error))
      await noteLiving(request, action)
      return { outcome: 'alreadyApproved' }
    }
    if (error.reason === 'alreadyWaiting' || error.reason === 'alreadyRejected') {
      const atAltinn = await find(request, action).catch(ignoreOurs)
      if (atAltinn) return link(request, atAltinn, replaceFor, action)
      const otherKind = request.kind === 'agent' ? 'standard' : 'agent'
      const other = await find(request, action, otherKind).catch(ignoreOurs)
      if (other) {
        await requests.end(request.id, why, eventFor('request refused', action, error))
        const asked = await inTheWay(request, other, otherKind, replaceFor, action)
        return asked ?? asFailure(error)
      }
    }
    await requests.end(request.id, why, eventFor('request refused', action, error))
    return asFailure(error)
  }

  /**
   * There is a system user that we did not know of. It is only noted: whoever asks just now has not
   * shown that the approval was about what they registered.
   */
  async function noteLiving(request: RequestRow, action: Action): Promise<void> {
    const { organisationNumber, externalReference } = request
    const living = await altinn.systemUsers
      .find(organisationNumber, externalReference ?? undefined, action)
      .catch(ignoreOurs)
    if (living) await systemUsers.see(environment, [seenSystemUser(living)])
  }

  /**
   * A request of the other kind has the same reference. While it waits, only the organisation can
   * clear it away, at Altinn; once it is over, a new one takes an explicit yes, as for our own kind.
   */
  async function inTheWay(
    request: RequestRow,
    other: SystemUserRequest,
    otherKind: RequestKind,
    replaceFor: Order | undefined,
    action: Action,
  ): Promise<Asked | undefined> {
    const situation = situationOf(other)
    if (situation === 'waiting' || situation === 'forwarded') {
      const { confirmUrl = '' } = other
      const mayShow = isApprovalAddress(confirmUrl, deps.approvalOrigins)
      return {
        outcome: 'otherKindWaits',
        waiting: otherKind,
        confirmUrl: mayShow ? confirmUrl : undefined,
      }
    }
    if (situation !== 'rejected' && situation !== 'expired') return undefined
    if (!replaceFor) return { outcome: 'endedBefore', situation }
    try {
      await altinn.requests.remove(other.id, action)
    } catch (error) {
      return asFailure(error)
    }
    const { organisationNumber, lookUpReference } = request
    const row = await requests.activeFor(
      environment,
      systemId,
      organisationNumber,
      lookUpReference,
      otherKind,
    )
    if (row?.altinnRequestId === other.id)
      await requests.end(row.id, situation, eventFor('request replaced', action))
    return ask(replaceFor, false, action)
  }

  /**
   * What Altinn says of the request of this row; undefined when nothing is left of it. A request may
   * be gone although its access lives: of that, only the system user itself is proof.
   */
  async function read(
    request: RequestRow,
    action: Action,
  ): Promise<SystemUserRequest | 'approved' | undefined> {
    const { altinnRequestId: id, organisationNumber, externalReference } = request
    if (id === null) return undefined
    const atAltinn = await altinn.requests.byId(id, action, request.kind)
    if (atAltinn && atAltinn.partyOrgNo !== organisationNumber) {
      alarm('altinn: contradiction', request, action)
      throw new AltinnContradiction('altinn: read system user request', 'of another organisation')
    }
    if (atAltinn || request.altinnStatus !== 'Accepted') return atAltinn
    const systemUser = await altinn.systemUsers.find(
      organisationNumber,
      externalReference ?? undefined,
      action,
    )
    return systemUser?.id === id ? 'approved' : undefined
  }

  /** Whether Altinn has a request for the organisation of this row, wherever it came from. */
  const find = (
    request: RequestRow,
    action: Action,
    kind: RequestKind = request.kind,
  ): Promise<SystemUserRequest | undefined> =>
    altinn.requests.byReference(
      request.organisationNumber,
      request.externalReference ?? undefined,
      action,
      kind,
    )

  async function endAsGone(request: RequestRow, action: Action): Promise<void> {
    if (!request.active) return // and what is in force now is not gone with it
    await requests.end(request.id, 'gone at Altinn', eventFor('request gone', action))
    await customers.markGone(environment, request.organisationNumber, now())
  }

  /**
   * What Altinn says now about a request, or the one of the pointer a browser came back with. The pointer says which request it is about and proves nothing. Only looks: whoever
   * reads a page sends nothing.
   */
  async function answerFor(
    which: { pointer?: string | undefined; request?: RequestRow | undefined },
    action: Action,
  ): Promise<Answer> {
    const request = await requestFor(which)
    if (!request) return { outcome: 'noSuchRequest' }
    tellWitness(request, action)
    switch (request.state) {
      case 'sending':
      case 'uncertain':
        return lookAgain(request, action)
      case 'failed':
        return { outcome: 'notSent', request }
      case 'ended':
        if (request.altinnRequestId === null) return { outcome: 'notSent', request }
        return readAnswer(request, action)
      case 'sent':
        return readAnswer(request, action)
    }
  }

  /** The browser is sent to where the request is answered. */
  function goesToAltinn(request: RequestRow, url: string, action: Action): void {
    tellWitness(request, action)
    action.witness?.redirect({ direction: 'toAltinn', url })
  }

  async function readAnswer(request: RequestRow, action: Action): Promise<Answer> {
    let atAltinn: SystemUserRequest | 'approved' | undefined
    try {
      atAltinn = await read(request, action)
    } catch (error) {
      if (error instanceof SmartCloudError) return { outcome: 'unreadable', request }
      throw error
    }
    if (atAltinn === 'approved')
      return { outcome: 'found', situation: 'approved', status: 'Accepted', request }
    if (atAltinn) return found(request, atAltinn, action)
    await endAsGone(request, action)
    return { outcome: 'gone', request }
  }

  async function lookAgain(request: RequestRow, action: Action): Promise<Answer> {
    if (!(await requests.lease(request.id, now(), LEASE_MS)))
      return { outcome: 'uncertain', request }
    try {
      const atAltinn = await find(request, action).catch(ignoreOurs)
      return atAltinn ? await found(request, atAltinn, action) : { outcome: 'uncertain', request }
    } finally {
      await requests.release(request.id)
    }
  }

  const found = async (
    request: RequestRow,
    atAltinn: SystemUserRequest,
    action: Action,
  ): Promise<Answer> => ({
    outcome: 'found',
    situation: situationOf(atAltinn),
    status: atAltinn.status,
    request: await keep(request, atAltinn, action),
  })

  async function requestFor(which: {
    pointer?: string | undefined
    request?: RequestRow | undefined
  }): Promise<RequestRow | undefined> {
    if (which.pointer === undefined) return which.request
    if (!POINTER.test(which.pointer)) return undefined
    const request = await requests.byPointerHash(environment, hashOf(which.pointer))
    if (!request || request.active) return request

    // We had given up on it, and then Altinn handed us the same request again.
    const { systemId, organisationNumber, lookUpReference, kind, altinnRequestId } = request
    const inForce = await requests.activeFor(
      environment,
      systemId,
      organisationNumber,
      lookUpReference,
      kind,
    )
    const isSame = altinnRequestId === null || inForce?.altinnRequestId === altinnRequestId
    return isSame && inForce ? inForce : request
  }

  /**
   * Writes down what Altinn says of the request: its id, its status, and where it is answered. An
   * approval makes the organisation a customer.
   */
  async function keep(
    request: RequestRow,
    atAltinn: SystemUserRequest,
    action: Action,
  ): Promise<RequestRow> {
    const { confirmUrl = '', status: altinnStatus, timedOut } = atAltinn
    const mayShow = isApprovalAddress(confirmUrl, deps.approvalOrigins)
    const isLinked = request.altinnRequestId !== null
    if (!mayShow && !isLinked) alarm('altinn: no address to approve at', request, action)
    const kept =
      isLinked && (request.confirmUrl !== null || !mayShow)
        ? await requests.recordStatus(
            request.id,
            { altinnStatus, timedOut, checkedAt: now() },
            answerIn(request, atAltinn, action),
          )
        : await requests.markSent(
            request.id,
            {
              altinnRequestId: atAltinn.id,
              confirmUrl: mayShow ? confirmUrl : null,
              altinnStatus,
              timedOut,
              resources: resourcesOf(atAltinn),
              accessPackages: accessPackagesOf(atAltinn),
              pointerHash: await freePointerIn(atAltinn.redirectUrl),
            },
            eventFor('request linked', action),
          )
    if (kept.active && situationOf(atAltinn) === 'approved') await noteApproval(kept, action)
    return kept
  }

  /**
   * A request that was there before keeps its own return address, and with it its own pointer. One
   * that an ended row has already is left there; `requestFor` goes on from it.
   */
  async function freePointerIn(returnAddress: string | undefined): Promise<string | undefined> {
    const pointer = pointerIn(returnAddress)
    if (pointer === undefined) return undefined
    const hash = hashOf(pointer)
    return (await requests.byPointerHash(environment, hash)) ? undefined : hash
  }

  /**
   * Whoever registered said who they are; for the rest, we know what our own people noted. An
   * approval is the organisation's own word that the registration is theirs.
   */
  async function noteApproval(request: RequestRow, action: Action): Promise<void> {
    const { organisationNumber, altinnRequestId } = request
    if (altinnRequestId === null) return
    const registered = await onboardings.byId(request.startedBy)
    const known = await organisations.byNumber(environment, organisationNumber)
    await customers.upsertApproved(
      {
        environment,
        organisationNumber,
        companyName: registered?.companyName ?? known?.name ?? organisationNumber,
        email: registered?.email ?? known?.email ?? '',
        contactPerson: registered?.contactPerson ?? known?.contactPerson ?? '',
        packageId: request.packageId,
        systemUserId: altinnRequestId, // Altinn gives the system user the id of its request
        externalReference: request.externalReference,
        approvedAt: now(),
      },
      eventFor('customer approved', action),
    )
  }

  /**
   * Takes a request back, so that nobody can answer it. One that has been approved stays: what it
   * tells of the access is told nowhere else.
   *
   * @throws {SmartCloudError} Altinn did not do it; nothing is changed then
   */
  async function remove(
    request: RequestRow,
    action: Action,
  ): Promise<'removed' | 'uncertain' | 'approved'> {
    tellWitness(request, action)
    if (!(await leaseSoon(request, action))) return 'uncertain'
    try {
      const row = (await requests.byId(request.id)) ?? request
      if (row.state === 'sending' || row.state === 'uncertain') return 'uncertain'
      if (row.state === 'ended') return 'removed'
      if (row.altinnRequestId !== null) {
        const atAltinn = await read(row, action)
        if (atAltinn === 'approved') return 'approved'
        const kept = atAltinn && (await keep(row, atAltinn, action))
        if (kept?.altinnStatus === 'Accepted') return 'approved'
        if (atAltinn) await altinn.requests.remove(atAltinn.id, action)
      }
      await requests.end(row.id, 'deleted', eventFor('request deleted', action))
      return 'removed'
    } finally {
      await requests.release(request.id)
    }
  }

  /** Somebody of ours must look at it. */
  const alarm = (event: string, { id, organisationNumber }: RequestRow, action: Action): void =>
    log.error(event, { request: id, organisationNumber, reference: action.reference })

  /** Settles what was left open: at start, and now and then. Returns how many rows it looked at. */
  async function recover(newAction: () => Action): Promise<number> {
    const open = await requests.uncertain(now(), 50)
    for (const request of open)
      await settleLeftOver(request, newAction()).catch((error: unknown) => {
        log.warn('request not settled', { request: request.id, error }) // and on to the next
      })
    return open.length
  }

  async function settleLeftOver({ id }: RequestRow, action: Action): Promise<void> {
    if (!(await requests.lease(id, now(), LEASE_MS))) return
    try {
      const request = await requests.byId(id)
      if (request?.state !== 'sending' && request?.state !== 'uncertain') return
      const { outcome } = await settle(request, undefined, action)
      // To the end of the queue, so that those behind it are looked at as well.
      if (outcome === 'uncertain') await requests.markUncertain(id, request.failure ?? 'unanswered')
    } finally {
      await requests.release(id)
    }
  }

  /**
   * Takes in a request that Altinn has and we did not know of: one that our own people made
   * elsewhere, or that we lost. Whoever made it is not known, so it opens nothing for anybody.
   *
   * @returns `inTheWay` when another one of ours is in force for the same thing
   */
  async function adopt(
    atAltinn: SystemUserRequest,
    kind: RequestKind,
    action: Action,
  ): Promise<'adopted' | 'inTheWay'> {
    const organisationNumber = atAltinn.partyOrgNo as OrganisationNumber
    const resources = resourcesOf(atAltinn)
    const accessPackages = accessPackagesOf(atAltinn)
    const { request, isNew } = await requests.begin(
      {
        environment,
        systemId,
        organisationNumber,
        externalReference: chosenReference(atAltinn.externalRef, organisationNumber),
        kind,
        packageId: packageOf(kind, resources, accessPackages),
        resources,
        accessPackages,
        pointerHash: (await freePointerIn(atAltinn.redirectUrl)) ?? hashOf(newPointer()),
      },
      eventFor('request adopted', action),
    )
    if (!isNew) return 'inTheWay'
    await keep(request, atAltinn, action)
    return 'adopted'
  }

  /** What is in force for the same organisation, reference and kind, if anything is. */
  const inForce = ({
    organisation: { organisationNumber },
    externalReference,
    kind,
  }: Pick<Order, 'organisation' | 'externalReference' | 'kind'>): Promise<RequestRow | undefined> =>
    requests.activeFor(
      environment,
      systemId,
      organisationNumber,
      externalReference ?? organisationNumber,
      kind,
    )

  /** Our receipt finds the request by the pointer; another address is sent as it is registered. */
  const returnAddressOf = ({ returnAddress }: RequestRow, pointer: string): string =>
    returnAddress ?? `${deps.receiptAddress}?s=${pointer}`

  return { ask, inForce, goesToAltinn, answerFor, keep, adopt, remove, asSent, recover }
}

/** A call as it goes to Altinn. */
export interface SentCall {
  method: string
  /** With its query, and without the host. */
  path: string
  body: unknown
}

/** Stands where the pointer stood. */
const LEFT_OUT = '(left-out)'

/** What there is to be told of a status: an answer, the first time it is read. */
function answerIn(request: RequestRow, atAltinn: SystemUserRequest, action: Action) {
  const { altinnStatus, timedOut } = request
  const before = situationOf({ status: altinnStatus ?? '', timedOut })
  const situation = situationOf(atAltinn)
  const isAnswer = situation === 'approved' || situation === 'rejected' || situation === 'expired'
  return isAnswer && situation !== before ? eventFor(`request ${situation}`, action) : undefined
}

/** Not where the request has made room for a new one. */
const asThere = (asked: Asked, { id }: RequestRow): Asked =>
  asked.outcome === 'goToAltinn' && asked.request.id === id ? { ...asked, wasThere: true } : asked

/** What a row that Altinn has means for a visitor who wants to get on. */
function outcomeOf(request: RequestRow): Asked {
  const { altinnStatus, timedOut } = request
  const situation = situationOf({ status: altinnStatus ?? '', timedOut })
  if (situation === 'approved') return { outcome: 'alreadyApproved' }
  if (situation === 'rejected' || situation === 'expired')
    return { outcome: 'endedBefore', situation }
  if (request.confirmUrl === null)
    return { outcome: 'refused', code: 'confirm_url', unknownOrganisation: false }
  return { outcome: 'goToAltinn', request }
}

/** 32 random bytes, as base64url. */
const POINTER = /^[\w-]{43}$/

const newPointer = (): string => randomBytes(32).toString('base64url')

const hashOf = (pointer: string): string => createHash('sha256').update(pointer).digest('hex')

/** What a package asks for: of which kind, and by the names Altinn has for it. */
export const contentsOf = (
  packageId: string,
): Pick<Order, 'kind'> & {
  resources: string[]
  accessPackages: string[]
} => ({
  kind: kindOf(packageId),
  resources: (packageById(packageId)?.resources ?? []).map(key => RESOURCE_IDS[key]),
  accessPackages: (packageById(packageId)?.agentPackages ?? []).map(accessPackageUrn),
})

/** The package that asks for exactly this, the smallest first; otherwise somebody chose. */
function packageOf(
  kind: RequestKind,
  resources: readonly string[],
  accessPackages: readonly string[],
): AskedPackage {
  if (kind === 'agent') return CLIENT_PACKAGE.id // there is one, and by it we know the kind
  const offer = PACKAGES.find(({ id }) => {
    const contents = contentsOf(id)
    return isSame(contents.resources, resources) && isSame(contents.accessPackages, accessPackages)
  })
  return offer?.id ?? 'chosen'
}

/** In whatever order. */
const asksFor = (request: RequestRow, { resources, accessPackages }: Order): boolean =>
  isSame(request.resources, resources) && isSame(request.accessPackages, accessPackages)

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  [...new Set(one)].sort().join() === [...new Set(other)].sort().join()

function pointerIn(returnAddress: string | undefined): string | undefined {
  if (!returnAddress || !URL.canParse(returnAddress)) return undefined
  return new URL(returnAddress).searchParams.get('s') ?? undefined
}

function asFailure(error: unknown): Asked {
  if (!(error instanceof SmartCloudError)) throw error
  if (!(error instanceof AltinnRefused)) return { outcome: 'notSent', error }
  return {
    outcome: 'refused',
    code: error.problemCode ?? `HTTP ${error.httpStatus}`,
    unknownOrganisation: error.reason === 'unknownOrganisation',
    explanation: error.explanation,
    traceId: error.traceId,
  }
}

function ignoreOurs(error: unknown): undefined {
  if (!(error instanceof SmartCloudError)) throw error
}

/** What the calls that follow are about. */
const tellWitness = ({ id, kind, organisationNumber }: RequestRow, { witness }: Action): void =>
  witness?.about({ journey: kind === 'agent' ? 'clients' : 'access', organisationNumber, id })
