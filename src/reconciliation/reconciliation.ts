import { SMARTCLOUD, type Action } from '../action.js'
import type { Altinn } from '../altinn/client.js'
import type { RequestKind, SystemUserRequest } from '../altinn/requests.js'
import { eventFor } from '../asking/events.js'
import type { RequestAsking } from '../asking/requests.js'
import { chosenReference, seenSystemUser } from '../asking/seen-system-user.js'
import type { Database } from '../database/database.js'
import type { SeenSystemUser } from '../database/system-users.js'
import type { Environment } from '../database/tables.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { SmartCloudError } from '../errors.js'

/** One that began longer ago than this is repeated by itself. */
const EVERY_MS = 60 * 60 * 1000
/** A program that has just begun has others to serve first. */
const NOT_BEFORE_MS = 2 * 60 * 1000
/** One that has not ended after this has died with its process. */
const LONGEST_MS = 15 * 60 * 1000
/** Nobody presses the button to have the same answer twice. */
const AT_MOST_EVERY_MS = 5_000
const KEPT_MS = 30 * 24 * 60 * 60 * 1000
/** Names that are looked up in one walk; the next one goes on. */
const MOST_NAMES = 50
/** The page shows this many of each; how many there are is counted all the same. */
const MOST_NAMED = 200

export interface FoundSystemUser {
  organisationNumber: string
  systemUserId: string
  kind: RequestKind
  externalReference: string | null
  /** When we last knew that it lived; epoch milliseconds. */
  lastKnownAt: number
}

export interface FoundRequest {
  organisationNumber: string
  /** Altinn's. */
  requestId: string
  kind: RequestKind
  externalReference: string | null
  status: string
}

/** What a walk found. Lists hold at most 200 each. */
export interface ReconciliationReport {
  counts: {
    systemUsers: number
    requests: number
    /** Whose answer we had not heard of. */
    updated: number
    removed: number
    /** Living system users without a request of ours. */
    withoutRequest: number
    gone: number
    orphans: number
  }
  removed: FoundSystemUser[]
  withoutRequest: FoundSystemUser[]
  /** Requests of ours that Altinn has no longer. */
  gone: FoundRequest[]
  /** Requests at Altinn that we know nothing of. */
  orphans: FoundRequest[]
  /** Why it ended early; what was found until then still holds. */
  problem?: { code: string; text: string }
}

type Log = (event: string, fields: Record<string, unknown>) => void

export type Reconciliation = ReturnType<typeof createReconciliation>

/**
 * Compares all that Altinn has of our system with what we have (requirement R13): links what belongs
 * together, writes down what was answered, marks what is gone, and reports what nobody here knows.
 * It asks nobody for anything.
 */
export function createReconciliation(deps: {
  altinn: Altinn
  requestAsking: RequestAsking
  database: Database
  environment: Environment
  systemId: string
  /** By the register of legal entities; null when it does not know, or does not answer soon. */
  registeredNameOf: (number: OrganisationNumber, action: Action) => Promise<string | null>
  /** Each page of a list has a time limit of its own. */
  newAction: () => Action
  log: Record<'info' | 'warn', Log>
  now: () => number
}) {
  const { altinn, requestAsking, database, environment, systemId, log, now } = deps
  const { registeredNameOf } = deps
  const { customers, organisations, reconciliations, requests, systemUsers } = database
  const begunAt = now()
  let stopping = false
  /** Every page and every question of a walk begins with this, and so a walk ends soon. */
  const newAction = () => {
    if (stopping) throw new Stopped('the process ends')
    return { ...deps.newAction(), actor: SMARTCLOUD }
  }

  async function walk(startedAt: number): Promise<ReconciliationReport> {
    const report = emptyReport()
    try {
      const { living, nameless } = await walkSystemUsers(report)
      await walkRequests(living, report)
      await missSystemUsers(living, startedAt, report)
      await nameThem(nameless)
    } catch (error) {
      if (!(error instanceof SmartCloudError)) throw error
      report.problem = { code: error.code, text: error.message }
    }
    return report
  }

  /** Everybody in Altinn's list of system users lives. */
  async function walkSystemUsers(report: ReconciliationReport): Promise<{
    living: Map<string, SeenSystemUser>
    /** Who never told what they are called. */
    nameless: Set<OrganisationNumber>
  }> {
    const living = new Map<string, SeenSystemUser>()
    for await (const systemUser of altinn.systemUsers.all(newAction)) {
      const seen = seenSystemUser(systemUser)
      living.set(seen.id, seen)
    }
    const all = [...living.values()]
    await systemUsers.see(environment, all)
    await customers.confirm(environment, [...living.keys()])
    const nameless = new Set<OrganisationNumber>()
    for (const { organisationNumber } of all) {
      const known = await organisations.byNumber(environment, organisationNumber)
      if (!known) await note(organisationNumber, null)
      if (!known?.name) nameless.add(organisationNumber)
    }
    report.counts.systemUsers = living.size
    return { living, nameless }
  }

  /** What is answered is written down; what we do not know is reported. */
  async function walkRequests(
    living: ReadonlyMap<string, SeenSystemUser>,
    report: ReconciliationReport,
  ): Promise<void> {
    const there = new Set<string>()
    for (const kind of ['standard', 'agent'] as const)
      for await (const atAltinn of altinn.requests.all(newAction, kind)) {
        there.add(atAltinn.id)
        report.counts.requests += 1
        await compare(atAltinn, kind, report)
      }

    for (const systemUser of living.values())
      if (!there.has(systemUser.id) && !(await requests.byAltinnId(environment, systemUser.id)))
        add(report, 'withoutRequest', { ...found(systemUser), lastKnownAt: now() })

    for (const request of await requests.waiting(environment, systemId)) {
      if (request.altinnRequestId === null || there.has(request.altinnRequestId)) continue
      const answer = await requestAsking.answerFor({ request }, newAction())
      if (answer.outcome === 'gone')
        add(report, 'gone', {
          organisationNumber: request.organisationNumber,
          requestId: request.altinnRequestId,
          kind: request.kind,
          externalReference: request.externalReference,
          status: request.altinnStatus ?? '',
        })
    }
  }

  async function compare(
    atAltinn: SystemUserRequest,
    kind: RequestKind,
    report: ReconciliationReport,
  ): Promise<void> {
    const organisationNumber = atAltinn.partyOrgNo as OrganisationNumber
    const reference = atAltinn.externalRef ?? organisationNumber
    const known =
      (await requests.byAltinnId(environment, atAltinn.id)) ??
      (await requests.activeFor(environment, systemId, organisationNumber, reference, kind))
    if (!known || (known.altinnRequestId ?? atAltinn.id) !== atAltinn.id) {
      add(report, 'orphans', {
        organisationNumber,
        requestId: atAltinn.id,
        kind,
        externalReference: chosenReference(reference, organisationNumber),
        // The flag is set on all that are old enough, and one that was answered stays answered.
        status: atAltinn.timedOut && atAltinn.status === 'New' ? 'Timedout' : atAltinn.status,
      })
      return
    }
    const isSame = known.altinnStatus === atAltinn.status && known.timedOut === atAltinn.timedOut
    if (!known.active || (isSame && known.state === 'sent')) return
    await requestAsking.keep(known, atAltinn, newAction())
    report.counts.updated += 1
  }

  /**
   * Whom the list does not have is asked for once more before anybody is told that they are gone: an
   * entry moves while the list is read, and an access may have come into being meanwhile.
   */
  async function missSystemUsers(
    living: ReadonlyMap<string, SeenSystemUser>,
    startedAt: number,
    report: ReconciliationReport,
  ): Promise<void> {
    for (const customer of await customers.active(environment)) {
      const { organisationNumber, externalReference, systemUserId, lastConfirmedAt } = customer
      if (living.has(systemUserId) || lastConfirmedAt >= startedAt) continue
      const action = newAction()
      const systemUser = await altinn.systemUsers.find(
        organisationNumber,
        externalReference ?? undefined,
        action,
      )
      if (systemUser?.id === systemUserId) {
        await systemUsers.see(environment, [seenSystemUser(systemUser)])
        await customers.confirm(environment, [systemUserId])
        continue
      }
      await customers.markGone(environment, organisationNumber, now(), {
        ...eventFor('access found removed', action),
        details: { systemUserId, lastKnownAt: new Date(lastConfirmedAt).toISOString() },
      })
      add(report, 'removed', {
        organisationNumber,
        systemUserId,
        kind: 'standard',
        externalReference,
        lastKnownAt: lastConfirmedAt,
      })
    }
    const missed = await systemUsers.missed(environment, systemId, startedAt)
    for (const { id, organisationNumber, kind, externalReference, lastSeenAt } of missed)
      if (!report.removed.some(({ systemUserId }) => systemUserId === id))
        add(report, 'removed', {
          organisationNumber,
          systemUserId: id,
          kind,
          externalReference,
          lastKnownAt: lastSeenAt,
        })
  }

  /** What the register of legal entities calls those who never told us. */
  async function nameThem(nameless: ReadonlySet<OrganisationNumber>): Promise<void> {
    for (const organisationNumber of [...nameless].slice(0, MOST_NAMES)) {
      const name = await registeredNameOf(organisationNumber, newAction())
      if (name !== null) await note(organisationNumber, name)
    }
  }

  const note = (organisationNumber: OrganisationNumber, name: string | null): Promise<void> =>
    organisations.note(
      environment,
      { organisationNumber, name, email: null, contactPerson: null },
      { told: 'anyone' },
    )

  let running: Promise<void> | undefined

  /** @returns false when one is under way, or ended a moment ago */
  async function start(startedBy: string | null, atMostEvery: number): Promise<boolean> {
    if (stopping) return false
    const startedAt = now()
    const id = await reconciliations.begin(environment, startedBy, {
      notSince: startedAt - atMostEvery,
      deadSince: startedAt - LONGEST_MS,
    })
    if (id === undefined) return false
    running = walk(startedAt)
      .then(async report => {
        await reconciliations.end(id, report)
        await reconciliations.removeOld(environment, now() - KEPT_MS)
        log.info('reconciled', { ...report.counts, problem: report.problem?.code })
      })
      .catch((error: unknown) => log.warn('reconciliation failed', { error }))
      .finally(() => (running = undefined))
    return true
  }

  return {
    latest: () => reconciliations.latest(environment),

    /** Of the requests that nobody here knew, those that have been taken in since; by Altinn's id. */
    async takenIn(report: ReconciliationReport): Promise<ReadonlySet<string>> {
      const known = await Promise.all(
        report.orphans.map(({ requestId }) => requests.byAltinnId(environment, requestId)),
      )
      return new Set(known.flatMap(request => request?.altinnRequestId ?? []))
    },

    /** Begins in the background; the page shows when it is done. */
    begin: (startedBy: string): Promise<boolean> => start(startedBy, AT_MOST_EVERY_MS),

    /**
     * For the work in the background, which looks here every half minute: begins one when the last
     * was an hour ago. A long one keeps nothing else waiting.
     */
    async everyHour(): Promise<void> {
      if (now() - begunAt < NOT_BEFORE_MS) return
      await start(null, EVERY_MS)
    },

    /** Until what was begun is done. */
    settled: async (): Promise<void> => running,

    /** Ends what is under way after the question it is at. */
    async stop(): Promise<void> {
      stopping = true
      await running
    },

    /** Takes in a request that was reported as unknown. */
    async adopt(requestId: string, action: Action): Promise<'adopted' | 'inTheWay' | 'notThere'> {
      for (const kind of ['standard', 'agent'] as const) {
        const atAltinn = await altinn.requests.byId(requestId, action, kind)
        if (atAltinn) return requestAsking.adopt(atAltinn, kind, action)
      }
      return 'notThere'
    },
  }
}

class Stopped extends SmartCloudError {
  readonly code = 'stopped'
  readonly status = 503
}

const emptyReport = (): ReconciliationReport => ({
  counts: {
    systemUsers: 0,
    requests: 0,
    updated: 0,
    removed: 0,
    withoutRequest: 0,
    gone: 0,
    orphans: 0,
  },
  removed: [],
  withoutRequest: [],
  gone: [],
  orphans: [],
})

function add<List extends 'removed' | 'withoutRequest' | 'gone' | 'orphans'>(
  report: ReconciliationReport,
  list: List,
  entry: ReconciliationReport[List][number],
): void {
  report.counts[list] += 1
  const entries = report[list] as (typeof entry)[]
  if (entries.length < MOST_NAMED) entries.push(entry)
}

const found = ({ id, organisationNumber, kind, externalReference }: SeenSystemUser) => ({
  organisationNumber,
  systemUserId: id,
  kind,
  externalReference,
})
