import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Action } from '../action.js'
import { isApprovalAddress } from '../altinn/approval-address.js'
import {
  CHANGE_PATH,
  changeBody,
  changeQuery,
  CREATE_CHANGE_OPERATION,
  type ChangeRequest,
  type NewChange,
} from '../altinn/change-requests.js'
import type { Altinn } from '../altinn/client.js'
import { AltinnContradiction, AltinnRefused } from '../altinn/errors.js'
import type { SystemUser } from '../altinn/system-users.js'
import type { ChangeRow } from '../database/changes.js'
import type { Database } from '../database/database.js'
import type { Environment } from '../database/tables.js'
import { situationOf, type RequestSituation } from '../domain/request-status.js'
import { SmartCloudError } from '../errors.js'
import { eventFor } from './events.js'
import type { SentCall } from './requests.js'
import type { Holder, SystemAccesses, Wanted } from './system-access.js'

/**
 * How long a change that was sent, but not answered, may still arrive at Altinn. The same one may be
 * sent again at any time; only another one has to wait for this.
 */
const GRACE_MS = 60_000
/** How long a visitor waits while another click of theirs is being answered. */
const LONGEST_WAIT_MS = 5_000
const LOOK_EVERY_MS = 100

/** What became of asking Altinn. */
export type Asked =
  /** There is a change request to answer: send the customer there. */
  | { outcome: 'goToAltinn'; change: ChangeRow }
  /** It is over and done with, one way or the other. */
  | { outcome: 'answered'; change: ChangeRow }
  /** Altinn has it, or not. */
  | { outcome: 'uncertain'; change: ChangeRow }
  /** Another change waits for its answer; to put this one in its place takes an explicit yes. */
  | { outcome: 'anotherWaits'; change: ChangeRow }
  /** The organisation has deleted the system access. */
  | { outcome: 'gone' }
  /** A system user for clients cannot be changed, nor one that came about without us. */
  | { outcome: 'cannotChange' }
  /** Altinn said no. */
  | { outcome: 'refused'; code: string }
  /** Nothing was asked for: Altinn was not reached, or we got no token for it. */
  | { outcome: 'notSent'; error: SmartCloudError }

/** What the receipt tells, read from Altinn now. */
export type ChangeAnswer =
  | { outcome: 'found'; situation: RequestSituation; status: string; change: ChangeRow }
  /** Altinn no longer has it. */
  | { outcome: 'gone'; change: ChangeRow }
  /** The system access itself is no longer there. */
  | { outcome: 'accessGone'; change: ChangeRow }
  | { outcome: 'uncertain'; change: ChangeRow }
  | { outcome: 'notSent'; change: ChangeRow }
  | { outcome: 'unreadable'; change: ChangeRow }

type Log = (event: string, fields: Record<string, unknown>) => void

export type AccessChanges = ReturnType<typeof createAccessChanges>

export function createAccessChanges(deps: {
  altinn: Altinn
  accesses: SystemAccesses
  database: Database
  environment: Environment
  systemId: string
  /** Where Altinn sends the browser afterwards, without the pointer. */
  receiptAddress: string
  /** Origins of Altinn's approval pages. */
  approvalOrigins: readonly string[]
  log: Record<'warn' | 'error', Log>
  now: () => number
}) {
  const { altinn, accesses, database, environment, systemId, log, now } = deps
  const { changes } = database

  /**
   * Asks the organisation to let its system user do what is wanted. The row is written first, and
   * its id is the correlation id: at any time there is at most one change in force for a system
   * user, and however often it is sent, Altinn has it once.
   *
   * @param again the visitor has said yes to taking back another change that waits
   */
  async function ask(
    holder: Holder,
    wanted: Wanted,
    again: boolean,
    action: Action,
  ): Promise<Asked> {
    let systemUser: SystemUser | undefined
    try {
      systemUser = await accesses.systemUserOf(holder, action)
    } catch (error) {
      return asFailure(error)
    }
    if (!systemUser) return { outcome: 'gone' }
    const request = await accesses.requestOf(holder)
    const isOurs = request?.altinnRequestId === systemUser.id
    if (!isOurs || systemUser.userType === 'agent') return { outcome: 'cannotChange' }

    const { change, isNew } = await changes.begin(
      {
        id: randomUUID(),
        environment,
        systemId,
        organisationNumber: holder.organisationNumber,
        systemUserId: systemUser.id,
        packageBefore: request.packageId,
        packageAfter: wanted.packageId,
        resourcesBefore: request.resources,
        resourcesAfter: inOneOrder(wanted.resources),
      },
      eventFor('change intended', action),
    )
    tellWitness(change, action)
    return isNew
      ? send(change, action)
      : goOnWith(await settled(change, action), holder, wanted, again, action)
  }

  /** Somebody else may be sending it just now, perhaps the same visitor's first click. */
  async function settled(change: ChangeRow, action: Action): Promise<ChangeRow> {
    const until = Math.min(performance.now() + LONGEST_WAIT_MS, action.endsAt)
    let row = change
    while (row.state === 'sending' && now() - row.lastTryAt < GRACE_MS) {
      if (performance.now() >= until) break
      await sleep(LOOK_EVERY_MS)
      row = (await changes.byId(change.id)) ?? row
    }
    return row
  }

  /** There is a change in force already. What Altinn says of it decides. */
  async function goOnWith(
    change: ChangeRow,
    holder: Holder,
    wanted: Wanted,
    again: boolean,
    action: Action,
  ): Promise<Asked> {
    const isSame = wants(change, wanted)
    if (change.state === 'ended')
      return isSame && change.appliedAt !== null
        ? { outcome: 'answered', change }
        : ask(holder, wanted, again, action)

    if (isSame && change.state !== 'sent') {
      const mayBeAtIt = change.state === 'sending' && now() - change.lastTryAt < GRACE_MS
      if (mayBeAtIt) return { outcome: 'uncertain', change }
      return send(await changes.newTry(change.id), action)
    }

    let atAltinn: ChangeRequest | undefined
    try {
      atAltinn = await read(change, action)
    } catch (error) {
      return asFailure(error)
    }
    if (!atAltinn) {
      const mayStillArrive =
        (change.state === 'sending' || change.state === 'uncertain') &&
        now() - change.lastTryAt < GRACE_MS
      if (mayStillArrive) return { outcome: 'uncertain', change }
      await changes.end(change.id, { failure: 'gone' }, eventFor('change gone', action))
      return ask(holder, wanted, again, action)
    }

    const kept = await keep(change, atAltinn, action)
    if (kept.state === 'ended')
      return isSame && kept.appliedAt !== null
        ? { outcome: 'answered', change: kept }
        : ask(holder, wanted, again, action)
    const isExpired = situationOf(atAltinn) === 'expired'
    if (isSame && !isExpired) return outcomeOf(kept)
    if (!again && !isExpired) return { outcome: 'anotherWaits', change: kept }
    try {
      await altinn.changeRequests.remove(kept.id, action)
    } catch (error) {
      return asFailure(error)
    }
    await changes.end(kept.id, { failure: 'replaced' }, eventFor('change taken back', action))
    return ask(holder, wanted, false, action)
  }

  async function send(change: ChangeRow, action: Action): Promise<Asked> {
    let atAltinn: ChangeRequest
    try {
      atAltinn = await altinn.changeRequests.create(orderOf(change), action)
    } catch (error) {
      return failed(change, error, action)
    }
    // Outside, because from here on Altinn has it: what fails now is ours, and found again later.
    return outcomeOf(await keep(change, atAltinn, action))
  }

  const orderOf = (change: ChangeRow): NewChange => {
    const { resourcesBefore: before, resourcesAfter: after } = change
    return {
      correlationId: change.id,
      systemUserId: change.systemUserId,
      customer: change.organisationNumber,
      required: after.filter(id => !before.includes(id)),
      unwanted: before.filter(id => !after.includes(id)),
      redirectUrl: `${deps.receiptAddress}?change=${change.id}`,
    }
  }

  /** The call that is made for a change, to be shown. */
  function asSent(change: ChangeRow): SentCall {
    const order = orderOf(change)
    const query = new URLSearchParams(changeQuery(order))
    return { method: 'POST', path: `${CHANGE_PATH}?${query}`, body: changeBody(order) }
  }

  async function failed(change: ChangeRow, error: unknown, action: Action): Promise<Asked> {
    if (!(error instanceof SmartCloudError)) throw error
    const operation = 'operation' in error ? error.operation : undefined
    const sent = 'sent' in error ? error.sent : 'unclear'
    if (operation !== CREATE_CHANGE_OPERATION || sent === 'no') {
      await changes.markFailed(change.id, error.code, eventFor('change not sent', action, error))
      return asFailure(error)
    }
    if (error instanceof AltinnRefused) {
      const why = error.problemCode ?? error.code
      await changes.end(change.id, { failure: why }, eventFor('change refused', action, error))
      return error.reason === 'unknownSystemUser' ? { outcome: 'gone' } : asFailure(error)
    }
    if (error instanceof AltinnContradiction) alarm('altinn: contradiction', change, action)
    const uncertain = await changes.markUncertain(
      change.id,
      error.code,
      eventFor('change unclear', action, error),
    )
    const atAltinn = await read(uncertain, action).catch(ignoreOurs)
    return atAltinn
      ? outcomeOf(await keep(uncertain, atAltinn, action))
      : { outcome: 'uncertain', change: uncertain }
  }

  /**
   * What Altinn has of this id.
   *
   * @throws {AltinnContradiction} it is about another system user or organisation
   */
  async function read(change: ChangeRow, action: Action): Promise<ChangeRequest | undefined> {
    const atAltinn = await altinn.changeRequests.byId(change.id, action)
    const isOther =
      atAltinn !== undefined &&
      (atAltinn.systemUserId !== change.systemUserId ||
        atAltinn.partyOrgNo !== change.organisationNumber)
    if (!isOther) return atAltinn
    alarm('altinn: contradiction', change, action)
    throw new AltinnContradiction('altinn: read change request', 'of another system user')
  }

  /** Writes down what Altinn says of it; an approval makes it what we go by. */
  async function keep(
    change: ChangeRow,
    atAltinn: ChangeRequest,
    action: Action,
  ): Promise<ChangeRow> {
    const { id } = change
    const { confirmUrl = '', status: altinnStatus, timedOut } = atAltinn
    if (change.state === 'ended') return change
    switch (situationOf(atAltinn)) {
      case 'approved':
        return changes.apply(id, altinnStatus, eventFor('change approved', action))
      case 'noChange':
        return changes.apply(id, altinnStatus, eventFor('change not needed', action))
      case 'rejected':
        return changes.end(
          id,
          { failure: 'rejected', altinnStatus },
          eventFor('change rejected', action),
        )
    }
    const mayShow = isApprovalAddress(confirmUrl, deps.approvalOrigins)
    if (!mayShow && change.confirmUrl === null)
      alarm('altinn: no address to approve at', change, action)
    return changes.markSent(
      id,
      { confirmUrl: mayShow ? confirmUrl : change.confirmUrl, altinnStatus, timedOut },
      change.state === 'sent' ? undefined : eventFor('change linked', action),
    )
  }

  /**
   * The change of this id, if it is the holder's; without an id, the holder's newest. Another
   * organisation's is as unknown as one that never was (requirement S29).
   */
  async function find(holder: Holder, id: string | undefined): Promise<ChangeRow | undefined> {
    if (id === undefined) return changes.latestOf(environment, holder.organisationNumber)
    if (!UUID.test(id)) return undefined
    const change = await changes.byId(id)
    const isTheirs =
      change?.organisationNumber === holder.organisationNumber && change.environment === environment
    return isTheirs ? change : undefined
  }

  /** The browser is sent to where the change is answered. */
  function goesToAltinn(change: ChangeRow, url: string, action: Action): void {
    tellWitness(change, action)
    action.witness?.redirect({ direction: 'toAltinn', url })
  }

  /** What Altinn says now of a change. Only looks: whoever reads a page sends nothing. */
  async function answerFor(
    change: ChangeRow,
    holder: Holder,
    action: Action,
  ): Promise<ChangeAnswer> {
    tellWitness(change, action)
    const isUnclear = change.state === 'sending' || change.state === 'uncertain'
    const { altinnStatus } = change
    if (change.state === 'failed' || (change.state === 'ended' && altinnStatus === null))
      return change.failure === 'gone'
        ? { outcome: 'gone', change }
        : { outcome: 'notSent', change }
    // Altinn keeps nothing of it, so there is nothing to read.
    if (altinnStatus === 'NoChangeNeeded')
      return { outcome: 'found', situation: 'noChange', status: altinnStatus, change }

    let atAltinn: ChangeRequest | undefined
    let systemUser: SystemUser | undefined
    try {
      ;[atAltinn, systemUser] = await Promise.all([
        read(change, action),
        accesses.systemUserOf(holder, action),
      ])
    } catch (error) {
      if (!(error instanceof SmartCloudError)) throw error
      return isUnclear ? { outcome: 'uncertain', change } : { outcome: 'unreadable', change }
    }
    if (systemUser?.id !== change.systemUserId) return { outcome: 'accessGone', change }
    if (!atAltinn && change.appliedAt !== null)
      return { outcome: 'found', situation: 'approved', status: altinnStatus ?? '', change }
    if (!atAltinn && isUnclear) return { outcome: 'uncertain', change }
    if (!atAltinn) {
      if (change.state !== 'ended')
        await changes.end(change.id, { failure: 'gone' }, eventFor('change gone', action))
      return { outcome: 'gone', change }
    }
    const kept = await keep(change, atAltinn, action)
    return {
      outcome: 'found',
      situation: situationOf(atAltinn),
      status: atAltinn.status,
      change: kept,
    }
  }

  /**
   * Takes a change back, so that nobody can answer it. What has been approved stays as it is.
   *
   * @throws {SmartCloudError} Altinn did not do it; nothing is changed then
   */
  async function remove(
    change: ChangeRow,
    action: Action,
  ): Promise<'removed' | 'uncertain' | 'approved'> {
    tellWitness(change, action)
    if (change.state === 'sending' || change.state === 'uncertain') return 'uncertain'
    if (change.appliedAt !== null) return 'approved'
    if (change.state === 'ended') return 'removed'
    if (change.state === 'sent') {
      const atAltinn = await read(change, action)
      const kept = atAltinn && (await keep(change, atAltinn, action))
      if (kept?.appliedAt) return 'approved'
      if (atAltinn) await altinn.changeRequests.remove(change.id, action)
    }
    await changes.end(change.id, { failure: 'deleted' }, eventFor('change deleted', action))
    return 'removed'
  }

  /** Reads what Altinn says of a change now, and writes it down. */
  async function look(change: ChangeRow, action: Action): Promise<void> {
    const atAltinn = await read(change, action)
    if (atAltinn) await keep(change, atAltinn, action)
    else await changes.end(change.id, { failure: 'gone' }, eventFor('change gone', action))
  }

  /** Finds out what became of changes that were left open; sends nothing. Returns how many. */
  async function recover(newAction: () => Action): Promise<number> {
    const open = await changes.unsettled(50)
    for (const change of open)
      await settle(change, newAction()).catch((error: unknown) => {
        log.warn('change not settled', { change: change.id, error }) // and on to the next
      })
    return open.length
  }

  async function settle(change: ChangeRow, action: Action): Promise<void> {
    const atAltinn = await read(change, action).catch(ignoreOurs)
    if (atAltinn) await keep(change, atAltinn, action)
    // To the end of the queue, so that those behind it are looked at as well.
    else await changes.markUncertain(change.id, change.failure ?? 'unanswered')
  }

  /** Somebody of ours must look at it. */
  const alarm = (event: string, { id, organisationNumber }: ChangeRow, action: Action): void =>
    log.error(event, { change: id, organisationNumber, reference: action.reference })

  return { ask, find, goesToAltinn, answerFor, look, remove, asSent, recover }
}

/** What a row that Altinn has means for a visitor who wants to get on. */
function outcomeOf(change: ChangeRow): Asked {
  if (change.state === 'ended') return { outcome: 'answered', change }
  return change.confirmUrl === null
    ? { outcome: 'refused', code: 'confirm_url' }
    : { outcome: 'goToAltinn', change }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const inOneOrder = (resources: readonly string[]): string[] => [...new Set(resources)].sort()

const wants = (change: ChangeRow, wanted: Wanted): boolean =>
  change.packageAfter === wanted.packageId &&
  JSON.stringify(change.resourcesAfter) === JSON.stringify(inOneOrder(wanted.resources))

function asFailure(error: unknown): Asked {
  if (!(error instanceof SmartCloudError)) throw error
  return error instanceof AltinnRefused
    ? { outcome: 'refused', code: error.problemCode ?? `HTTP ${error.httpStatus}` }
    : { outcome: 'notSent', error }
}

function ignoreOurs(error: unknown): undefined {
  if (!(error instanceof SmartCloudError)) throw error
}

/** What the calls that follow are about. */
const tellWitness = ({ id, organisationNumber }: ChangeRow, { witness }: Action): void =>
  witness?.about({ journey: 'change', organisationNumber, id })
