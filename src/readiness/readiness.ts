import type { Action } from '../action.js'
import type { RequestKind } from '../altinn/requests.js'
import { accessPackageUrn, CLIENT_PACKAGE, RESOURCE_IDS } from '../domain/packages.js'
import type { Database } from '../database/database.js'
import type { Send } from '../upstream/send.js'
import { check, type Check, type Facts } from './check.js'
import { asked, isOutage } from './asked.js'
import {
  askAboutCustomer,
  type CustomerDeps,
  type CustomerQuestion,
  type Lead,
} from './customer.js'
import { askForGround, type GroundDeps } from './ground.js'
import { headlineOfCustomer, headlineOfInstallation, type Headline } from './headline.js'
import { askForSystem, furtherChecks, type SystemDeps } from './registered-system.js'

/** An API of others that our customers use through us. */
export interface KnownApi {
  service: 'logistics' | 'salary' | 'claims' | 'systemUserInfo'
  address: string
  /** Whether anybody answers there, whatever they say. */
  answers: (action: Action) => Promise<unknown>
}

/** All that we know, at these addresses. */
export const knownApis = (
  addresses: Readonly<Record<KnownApi['service'], string>>,
  sendTo: (service: KnownApi['service'], address: string) => Send,
): KnownApi[] =>
  (['systemUserInfo', 'logistics', 'salary', 'claims'] as const).map(service => {
    const address = addresses[service]
    const send = sendTo(service, address)
    return {
      service,
      address,
      answers: action =>
        send(
          {
            operation: `${service}: is anybody there`,
            method: 'GET',
            path: '/',
            answer: 'nothing',
            repeat: 'repeatable',
          },
          action,
        ),
    }
  })

export interface ReadinessDeps extends GroundDeps, CustomerDeps, Omit<SystemDeps, 'catalogue'> {
  apis: readonly KnownApi[]
}

/** What was found, in the order in which one thing stands on another. Can be written as JSON. */
export interface Readiness {
  subject: { kind: 'installation' } | CustomerSubject
  headline: Headline
  checks: Check[]
  /** What a support asks for. */
  support: Facts
  /** Epoch milliseconds. */
  readAt: number
}

export interface CustomerSubject {
  kind: 'customer'
  organisationNumber: string
  companyName: string | null
  externalReference: string | null
  requestKind: RequestKind
  leads: Lead[]
}

export type ReadinessEngine = ReturnType<typeof createReadiness>

/** Leaves some of the caller's time for showing what was found, whoever does not answer. */
const SHARE_OF_TIME = 0.75

/** All that Altinn is asked for in our packages' name. */
const CATALOGUE = {
  resources: Object.values(RESOURCE_IDS),
  accessPackages: CLIENT_PACKAGE.agentPackages.map(accessPackageUrn),
}

/**
 * Asks what can be asked, changes nothing, and sends nothing twice that must not be. Each line has
 * its own try: what does not answer is told on its line, and the others come all the same.
 */
export function createReadiness(deps: ReadinessDeps) {
  const { environment, systemId, clientId, key, now } = deps
  const systemDeps: SystemDeps = { ...deps, catalogue: CATALOGUE }

  const support = (action: Action, more: Facts = {}): Facts => ({
    time: new Date(now()).toISOString(),
    environment,
    systemId,
    clientId,
    kid: key.kid,
    ...more,
    reference: action.reference,
  })

  async function databaseCheck(database: Database): Promise<Check> {
    return (await database.isReachable(1_000))
      ? check('database', 'ok', 'ok')
      : check('database', 'failed', 'down')
  }

  async function apiCheck(api: KnownApi, action: Action): Promise<Check> {
    const { service, address } = api
    const facts = { service, address }
    const answer = await asked(api.answers(action))
    // Without a token they say no, and that is an answer.
    return answer.ok || !isOutage(answer.error)
      ? check('api', 'ok', 'ok', facts)
      : check('api', 'unknown', 'noAnswer', facts)
  }

  return {
    /** The whole set-up, without any customer. */
    async ofInstallation(action: Action): Promise<Readiness> {
      const hurried = within(action)
      const [database, ground, apis] = await Promise.all([
        deps.database && databaseCheck(deps.database),
        askForGround(deps, hurried),
        Promise.all(deps.apis.map(api => apiCheck(api, hurried))),
      ])
      const { checks: ofSystem, system } = await askForSystem(systemDeps, ground, hurried)
      const checks = [
        ...(database ? [database] : []),
        ...ground.checks,
        ...ofSystem,
        ...furtherChecks(systemDeps, system, ofSystem[0]!),
        ...apis,
      ]
      return {
        subject: { kind: 'installation' },
        headline: headlineOfInstallation(checks),
        checks,
        support: support(action, { traceId: traceIn(checks) }),
        readAt: now(),
      }
    },

    /**
     * Why Maskinporten gives no token for this customer. It answers MP-303 whatever the reason, so
     * each possible one is asked for, and the first that is found is the headline.
     *
     * @see https://docs.altinn.studio/en/authorization/guides/system-vendor/system-user/troubleshooting/
     */
    async ofCustomer(question: CustomerQuestion, action: Action): Promise<Readiness> {
      const hurried = within(action)
      const ground = await askForGround(deps, hurried)
      const [{ checks: ofSystem }, customer] = await Promise.all([
        askForSystem(systemDeps, ground, hurried),
        askAboutCustomer(deps, question, ground, hurried),
      ])
      const { organisationNumber } = question
      const checks = [
        ...ground.checks.filter(({ id }) => id !== 'nextKey').map(line => softened(line, ground)),
        ...ofSystem,
        ...customer.checks,
      ]
      const { externalReference, kind, companyName, requestId, systemUserId, leads } = customer
      return {
        subject: {
          kind: 'customer',
          organisationNumber,
          companyName,
          externalReference,
          requestKind: kind,
          leads,
        },
        headline: headlineOfCustomer(checks),
        checks,
        support: support(action, {
          organisationNumber,
          externalReference: externalReference ?? organisationNumber,
          kind,
          ...(requestId !== null && { requestId }),
          ...(systemUserId !== null && { systemUserId }),
          traceId: traceIn(checks),
        }),
        readAt: now(),
      }
    },
  }
}

/** Whoever got a token just now is kept from none by clock or key. */
function softened(line: Check, { isAccepted }: { isAccepted: boolean }): Check {
  const isHarmless = isAccepted && (line.id === 'clock' || line.id === 'key')
  return isHarmless && line.state === 'failed' ? { ...line, state: 'warning' } : line
}

/** The last refusal counts: for a customer it is that of the token. */
const traceIn = (checks: readonly Check[]): Facts['traceId'] =>
  checks.findLast(({ facts }) => facts.traceId !== undefined)?.facts.traceId

function within(action: Action): Action {
  const left = action.endsAt - performance.now()
  return { ...action, endsAt: performance.now() + left * SHARE_OF_TIME }
}
