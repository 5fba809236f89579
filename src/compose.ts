import { explainFailure, explainToStaff } from './explain-failures.js'
import { readFile, stat } from 'node:fs/promises'
import { createAccessChanges } from './asking/changes.js'
import { createRequestAsking } from './asking/requests.js'
import { createLineWork } from './batches/line-work.js'
import { createLists } from './batches/lists.js'
import { createNames } from './batches/names.js'
import { createBatchWorker } from './batches/worker.js'
import {
  createBusinessRegister,
  noBusinessRegister,
} from './business-register/business-register.js'
import { createClientLists } from './access/clients.js'
import { createSystemAccesses } from './asking/system-access.js'
import { SMARTCLOUD, startAction, type Action } from './action.js'
import { isApprovalAddress } from './altinn/approval-address.js'
import type { AppDeps } from './app.js'
import { createAuditLog } from './audit/audit-log.js'
import { createSignedInSessions } from './audit/signed-in-sessions.js'
import { createTurnedAwayRecorder } from './audit/turned-away.js'
import { ConfigError, type Config, type LoginSettings } from './config.js'
import { createAccessTest } from './customers/access-test.js'
import { createCustomers } from './customers/customers.js'
import { createLastUsed } from './customers/last-used.js'
import { openDatabase, type Database } from './database/database.js'
import { createSandboxDesk } from './demo-scripts/sandbox-desk.js'
import { createStage } from './demo-scripts/stage.js'
import { createSessionStore, generateId, sessionHashOf } from './database/session-store.js'
import { SESSION_LIMITS } from './database/sessions.js'
import type { OrganisationNumber } from './domain/organisation-number.js'
import { returnAddressesOf } from './domain/return-addresses.js'
import { rolesIn, STAFF_ROLES, type StaffRole } from './domain/staff.js'
import { VERSION } from './domain/version.js'
import type { Log } from './log.js'
import { systemUserIdIn } from './maskinporten/client.js'
import { readSigningKey, type SigningKey } from './maskinporten/keys.js'
import { createOnboarding } from './onboarding/onboarding.js'
import { createRecovery } from './onboarding/recovery.js'
import { createSignUpLimits, REHEARSAL_RATES, STRICT_RATES } from './onboarding/sign-up-limits.js'
import { createCut, MOST_OF_A_BODY } from './inspector/cut.js'
import { createOpenings } from './inspector/openings.js'
import { createRecorder } from './inspector/recorder.js'
import { createKeyAlarm } from './readiness/key-care.js'
import { reportOf } from './readiness/report.js'
import { createPlanner } from './planner/planner.js'
import { createPolling } from './reconciliation/polling.js'
import { createReconciliation } from './reconciliation/reconciliation.js'
import { createRedactor } from './redact.js'
import { createReadiness, knownApis } from './readiness/readiness.js'
import { createReferenceApis, type ReferenceApis } from './reference-apis/apis.js'
import { createCaller, type SystemUserTokens } from './reference-apis/client.js'
import { createOverview, type Access } from './reference-apis/overview.js'
import type { Viewer } from './reference-apis/router.js'
import { createOneTimeSignIn } from './sign-in/one-time.js'
import type { Provider } from './sign-in/provider.js'
import { representationOrder } from './sign-in/representation.js'
import { createSignInLimit, REHEARSAL_SIGN_INS, STRICT_SIGN_INS } from './sign-in/sign-in-limit.js'
import { createSignIn, MOST_STAFF_SESSIONS } from './sign-in/sign-in.js'
import { needsOf } from './system-register/needs.js'
import { createRegistration } from './system-register/registration.js'
import { createUpstreamClients } from './upstream-clients.js'
import { createSend, type Call, type Send, type Service, type Upstream } from './upstream/send.js'
import { cookiesFor } from './web/cookies.js'
import type { Visitor } from './web/visitor.js'

export interface Composed {
  deps: AppDeps
  database: Database
  /** Settles at once what the work in the background would settle within half a minute. */
  recover: () => Promise<void>
  /** Asks at once about all lines of lists whose time has come. */
  workOnLists: () => Promise<void>
  /** Ends the work in the background and closes the database. */
  close: () => Promise<void>
}

/** Shorter than the usual ones, for tests of what happens when they are over. In milliseconds. */
export interface TimeLimits {
  /** For what a visitor asked for, with all its calls. */
  actionMs?: number
  /** For each try of a call. */
  tryMs?: number
}

interface Surroundings {
  log: Log
  now?: () => number
  limits?: TimeLimits
}

/** Builds every dependency, once. Real and sandbox differ in addresses only. */
export async function compose(
  config: Config,
  { log, now = Date.now, limits = {} }: Surroundings,
): Promise<Composed> {
  const { addresses, scopes, systemId, environment } = config
  const returnAddresses = returnAddressesOf(config.baseUrl)
  const key = await readSigningKey(
    await keyText(config.client.key, 'MASKINPORTEN_KEY_FILE'),
    config.client.keyId,
  )
  const nextKey =
    config.client.nextKey &&
    (await readSigningKey(
      await keyText(config.client.nextKey.key, 'MASKINPORTEN_NEXT_KEY_FILE'),
      config.client.nextKey.keyId,
    ))
  const database = await openDatabase(config.database, { now })

  const sendTo = (service: Service, origin: string): Upstream => {
    const send = createSend({
      service,
      origin,
      log,
      allowLoopback: environment === 'sandbox',
      now,
    })
    const { tryMs: timeoutMs } = limits
    const hurried = (call: Call<unknown>, action: Action) => send({ ...call, timeoutMs }, action)
    return timeoutMs === undefined ? send : Object.assign(hurried as Send, { skewMs: send.skewMs })
  }

  const { toMaskinporten, clientsWith } = createUpstreamClients(config, { sendTo, log, now })
  const connect = (signingKey: SigningKey) => {
    const { altinnFor, ...clients } = clientsWith(signingKey)
    return { ...clients, altinn: altinnFor(systemId) }
  }
  const { maskinporten, exchange, altinn } = connect(key)

  const requestAsking = createRequestAsking({
    altinn,
    database,
    environment,
    systemId,
    receiptAddress: returnAddresses.receipt,
    approvalOrigins: addresses.approval,
    log,
    now,
  })
  const onboarding = createOnboarding({ requestAsking, database, environment, systemId, now })
  const systemAccesses = createSystemAccesses({ altinn, database, environment, systemId })
  const accessChanges = createAccessChanges({
    altinn,
    accesses: systemAccesses,
    database,
    environment,
    systemId,
    receiptAddress: returnAddresses.changeReceipt,
    approvalOrigins: addresses.approval,
    log,
    now,
  })
  const clientLists = createClientLists({
    altinn,
    accesses: systemAccesses,
    database,
    environment,
    world: config.world,
  })
  const register =
    config.businessRegister === undefined
      ? noBusinessRegister
      : createBusinessRegister({ send: sendTo('businessRegister', config.businessRegister), now })
  const registeredNameOf = async (number: OrganisationNumber, action: Action) =>
    (await register.find(number, action))?.name ?? null
  const polling = createPolling({ requestAsking, accessChanges, database, environment, now })
  const reconciliation = createReconciliation({
    altinn,
    requestAsking,
    database,
    environment,
    systemId,
    registeredNameOf,
    newAction: startAction,
    log,
    now,
  })
  const redactor = createRedactor({ maxText: 20_000 })
  const cut = createCut(createRedactor({ maxText: MOST_OF_A_BODY, maxSearched: MOST_OF_A_BODY }))
  const lastUsed = createLastUsed(database.customers, environment, now)
  const batchWorker = createBatchWorker({
    work: createLineWork({
      requestAsking,
      accessChanges,
      register,
      database,
      environment,
      systemId,
    }),
    database,
    environment,
    newAction: startAction,
    log,
    now,
  })
  const listNames = createNames({
    register,
    batches: database.batches,
    environment,
    newAction: startAction,
    log,
  })
  const recovery = createRecovery({
    async recover(newAction) {
      await requestAsking.recover(newAction)
      await accessChanges.recover(newAction)
      await lastUsed.write()
      await polling(newAction)
      await reconciliation.everyHour()
      for (const { number, events, hash } of await database.eventSeals.seal())
        log.info('audit log sealed', { seal: number, events, hash })
      await database.sessions.removeOld(now())
      await database.limits.removeOld(now())
      await database.signInAttempts.removeOld(now())
    },
    newAction: () => ({ ...startAction(), actor: SMARTCLOUD }),
    log,
  })

  const keyAlarm = createKeyAlarm({ kid: key.kid, dates: config.client.keyDates, log, now })

  const apisWith = (tokens: SystemUserTokens): ReferenceApis =>
    createReferenceApis(scopes, (service, scope) => {
      const call = createCaller({ send: sendTo(service, addresses[service]), tokens, scope })
      return async (order, owner, action) => {
        const answer = await call(order, owner, action)
        lastUsed.note(owner.organisationNumber)
        return answer
      }
    })
  const apis = apisWith(maskinporten)
  const readOverview = createOverview({
    apis,
    async accessOf({ organisationNumber, externalRef }, action) {
      const systemUser = await altinn.systemUsers.find(organisationNumber, externalRef, action)
      if (!systemUser) return waitingOrGone(organisationNumber)
      const approvedAt = Date.parse(systemUser.created ?? '')
      return { state: 'active', ...(Number.isNaN(approvedAt) ? {} : { approvedAt }) }
    },
    now,
  })

  const readiness = createReadiness({
    connect,
    toMaskinporten,
    environment,
    issuer: addresses.issuer,
    platform: addresses.altinn,
    clientId: config.client.id,
    systemId,
    key,
    keyDates: config.client.keyDates,
    nextKey,
    apiScopes: [...new Set([scopes.demoApis, scopes.salary, scopes.claims])],
    database,
    returnAddresses: Object.values(returnAddresses),
    apis: knownApis(addresses, sendTo),
    now,
  })

  const customers = createCustomers({ database, environment, systemId, now })
  const testAccess = createAccessTest({
    // With tokens of its own: one that was kept would work on for a while after the access is gone.
    newCalls() {
      const fresh = connect(key).maskinporten
      const freshApis = apisWith(fresh)
      return {
        async token(owner, action) {
          const order = { scope: scopes.demoApis, systemUser: owner }
          const token = await fresh.tokenFor(order, action)
          return {
            systemUserId: systemUserIdIn(token),
            scope: token.scope,
            seconds: Math.max(0, Math.round((token.expiresAt - now()) / 1000)),
          }
        },
        async systemUserInfo(owner, action) {
          const reply = await freshApis.systemUserInfo(owner, action)
          if (reply.state !== 'answer') return reply
          const { systemuser_org, systemuser_id, system_id } = reply.data
          return {
            state: 'answer',
            data: {
              organisation: systemuser_org.ID.replace(/^0192:/, ''),
              systemUserId: systemuser_id.join(', '),
              systemId: system_id,
            },
          }
        },
        apis: {
          claims: (party, owner, action) => freshApis.claims.open({ party, owner }, action),
          logistics: freshApis.logistics,
          salary: freshApis.salary,
        },
      }
    },
    now,
  })

  async function waitingOrGone(organisationNumber: OrganisationNumber): Promise<Access> {
    const request = (await onboarding.standingOf(organisationNumber))?.request
    if (!request?.active || request.altinnStatus === 'Accepted') return { state: 'gone' }
    const { confirmUrl } = request
    const mayShow = confirmUrl !== null && isApprovalAddress(confirmUrl, addresses.approval)
    return { state: 'waiting', ...(mayShow && { confirmUrl }) }
  }

  const { customerLogin, staffLogin } = config
  const providerFor = (
    login: LoginSettings | undefined,
    audience: 'customer' | 'staff',
    more: { authorizationDetails?: string; scopes?: readonly string[] } = {},
  ) => login && openProvider(login, audience, { config, now, ...more })
  const providers = {
    customer: await providerFor(customerLogin, 'customer', {
      authorizationDetails: representationOrder(customerLogin?.resource ?? ''),
      scopes: customerLogin?.scopes ?? [],
    }),
    staff: await providerFor(staffLogin, 'staff'),
  }
  const oneTimeSignIn = config.isOnThisMachine ? createOneTimeSignIn() : undefined

  /** By what the list says now, of a log-in at the provider we have now. */
  function rolesOf({ signedIn, user = '' }: Visitor): readonly StaffRole[] {
    if (signedIn?.audience !== 'staff') return []
    if (user === oneTimeSignIn?.user) return STAFF_ROLES
    const from = `${staffLogin?.issuer}|`
    return user.startsWith(from)
      ? rolesIn(config.staffList, { subject: user.slice(from.length), groups: signedIn.groups })
      : []
  }

  /**
   * Whoever has signed in sees what belongs to their organisation. Where nobody can, which is only
   * where no data is real, an overview opens for the browser that asked for the access. What Altinn
   * says of the access is read anew on the page itself.
   */
  async function viewerOf(visitor: Visitor): Promise<Viewer | undefined> {
    const standing = await standingOf(visitor)
    if (!standing) return undefined
    const { companyName, request } = standing
    return {
      organisationNumber: request.organisationNumber,
      companyName,
      requestId: request.id,
      packageId: request.packageId,
      externalReference: request.externalReference,
      resources: [...request.resources, ...request.accessPackages],
      isWithdrawn: !request.active,
    }
  }

  async function standingOf({ signedIn, registrations }: Visitor) {
    if (signedIn?.audience === 'customer') {
      const standing = await onboarding.standingOf(signedIn.organisationNumber)
      return standing && { companyName: signedIn.organisationName, request: standing.request }
    }
    if (customerLogin || environment === 'prod') return undefined
    const approved = await onboarding.approvedBy(registrations)
    return approved && { companyName: approved.onboarding.companyName, request: approved.request }
  }

  const signIn = createSignIn({
    providers,
    database,
    environment,
    world: config.world,
    resource: customerLogin?.resource ?? '',
    rolesOf,
    now,
  })

  await database.events.record({
    event: 'started',
    environment,
    actor: SMARTCLOUD,
    details: {
      version: VERSION,
      node: process.versions.node,
      database: database.kind,
      signIn: { customers: providers.customer !== undefined, staff: providers.staff !== undefined },
      keyId: key.kid,
    },
  })

  const recorder = createRecorder({
    cut,
    ownOnly: config.inspector === 'presenters',
    log,
    now,
  })
  const stage =
    config.sandbox === undefined
      ? undefined
      : createStage({
          desk: createSandboxDesk({ send: sendTo('sandbox', config.sandbox) }),
          database,
          forgetTokens(which) {
            maskinporten.forget(which)
            if (which === 'all') exchange?.forget()
          },
          forgetFlows: recorder.clearAll,
        })

  const https = config.baseUrl.startsWith('https:')
  return {
    deps: {
      environment,
      world: config.world,
      baseUrl: config.baseUrl,
      https,
      trustedProxies: config.trustedProxies,
      sessionSecrets: config.sessionSecrets,
      cookies: cookiesFor({ https }),
      sessionStores: {
        visitor: createSessionStore({ sessions: database.sessions, now }),
        staff: createSessionStore({ sessions: database.sessions, now }),
      },
      generateSessionId: generateId,
      takeSignUp: createSignUpLimits(
        database.limits,
        environment === 'sandbox' ? REHEARSAL_RATES : STRICT_RATES,
      ),
      isReady: () => database.isReachable(1_000),
      approvalOrigins: addresses.approval,
      onboarding,
      systemAccesses,
      accessChanges,
      clientLists,
      lists: createLists({ database, environment, systemId, worker: batchWorker }),
      listNames,
      readiness,
      customers,
      countHealths: customers.countHealths,
      reconciliation,
      planner: createPlanner({ database, environment, systemId, now }),
      testAccess,
      clientsOf: database.clients.of,
      async namesOf(ids, { language }, action) {
        const named = await systemAccesses.namesOf(ids, language, action)
        return new Map(
          named.flatMap(({ id, named: it }) => (it === 'nothing' ? [] : [[id, it.name]])),
        )
      },
      async diagnose({ listed, customer, requests }, speech, action) {
        const { organisationNumber } = listed
        const [newest] = requests
        const subject = {
          organisationNumber,
          ...(customer && { externalReference: customer.externalReference }),
          ...(newest && { kind: newest.kind }),
        }
        const { checks } = reportOf(await readiness.ofCustomer(subject, action), speech)
        return checks.map(({ words, facts }) => ({ ...words, facts }))
      },
      installation: {
        environment,
        systemId,
        vendor: systemId.split('_')[0]!,
        clientId: config.client.id,
        kid: key.kid,
        issuer: addresses.issuer,
        altinn: addresses.altinn,
        versions: { SmartCloud: VERSION, 'Node.js': process.versions.node },
      },
      redact: line => redactor.text(line),
      explainToStaff,
      registeredNameOf,
      altinn,
      database,
      requestAsking,
      receiptAddress: returnAddresses.receipt,
      changeReceiptAddress: returnAddresses.changeReceipt,
      systemId,
      readOverview,
      apis,
      viewerOf,
      signIn,
      personTokenOf: ({ sessionID }) => signIn.personTokenOf(sessionID),
      takeSignIn: createSignInLimit(
        database.limits,
        environment === 'sandbox' ? REHEARSAL_SIGN_INS : STRICT_SIGN_INS,
      ),
      oneTimeSignIn,
      rolesOf,
      recordOneTime: ({ reference, address: sourceAddress }, user) =>
        database.events.record({
          event: 'signed in',
          environment,
          actor: user,
          reference,
          sourceAddress,
          details: { audience: 'staff', by: 'the address in the terminal', roles: STAFF_ROLES },
        }),
      registration: createRegistration({
        altinn,
        database,
        environment,
        systemId,
        needs: needsOf(config.client.id, Object.values(returnAddresses)),
      }),
      auditLog: createAuditLog({ database, environment, now }),
      signedInSessions: createSignedInSessions({ database, environment, now }),
      mostStaffSessions: MOST_STAFF_SESSIONS,
      endReasonOf: id => database.sessions.endReasonOf(sessionHashOf(id)),
      recordTurnedAway: createTurnedAwayRecorder({ events: database.events, environment, now }),
      recordRefusal: ({ user }, address, source) =>
        database.events.record({
          event: 'access refused',
          environment,
          ...(user !== undefined && { actor: user }),
          outcome: 'refused',
          reference: source.reference,
          sourceAddress: source.address,
          details: { address },
        }),
      explainFailure,
      inspector: config.inspector,
      cut,
      recordOpening: createOpenings({ events: database.events, environment, now }),
      recorder,
      stage,
      ...(limits.actionMs === undefined ? {} : { actionLimitMs: limits.actionMs }),
      log,
      now,
    },
    database,
    recover: recovery.runNow,
    workOnLists: batchWorker.runNow,
    async close() {
      await batchWorker.stop()
      await reconciliation.stop()
      await listNames.stop()
      keyAlarm.stop()
      await recovery.stop()
      await database.close()
    },
  }
}

/** A client of ours at a provider. */
async function openProvider(
  login: LoginSettings,
  audience: 'customer' | 'staff',
  more: {
    config: Config
    now: () => number
    authorizationDetails?: string
    scopes?: readonly string[]
  },
): Promise<Provider> {
  const { config, now, authorizationDetails, scopes = [] } = more
  const { baseUrl, environment } = config
  const setting = `${audience.toUpperCase()}_LOGIN_KEY_FILE`
  const proof =
    'secret' in login.proof
      ? login.proof
      : await readSigningKey(await keyText(login.proof.key, setting), login.proof.keyId)
  const place = audience === 'staff' ? '/staff' : ''
  // Loaded on demand, as where nobody signs in nobody needs it.
  const { createProvider } = await import('./sign-in/provider.js')
  return createProvider(
    {
      issuer: login.issuer,
      clientId: login.clientId,
      proof,
      acr: login.acr,
      scopes,
      // A log-in there that is older than any session of ours may be says too little.
      maxAgeS: SESSION_LIMITS[audience].longestMs / 1000,
      ...(authorizationDetails !== undefined && { authorizationDetails }),
      redirectUri: `${baseUrl}${place}/login/callback`,
      postLogoutRedirectUri: `${baseUrl}/logged-out`,
    },
    { allowHttp: environment === 'sandbox', now },
  )
}

/** Read once. A file that others can read is refused: whoever has the key is the vendor. */
async function keyText(key: Config['client']['key'], setting: string): Promise<string> {
  if ('text' in key) return key.text
  try {
    const { mode } = await stat(key.file)
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new ConfigError(
        `SmartCloud cannot start. ${setting} can be read by others: chmod 600 it.`,
      )
    return await readFile(key.file, 'utf8')
  } catch (error) {
    if (error instanceof ConfigError) throw error
    throw new ConfigError(`SmartCloud cannot start. ${setting} cannot be read.`)
  }
}
