import {
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  type KeyObject,
} from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { startAction } from './action.js'
import { createAltinn } from './altinn/client.js'
import { createExchange, withoutExchange } from './altinn/exchange.js'
import type { AppDeps } from './app.js'
import { ConfigError, loadConfig, type Config } from './config.js'
import { openDatabase } from './database/database.js'
import { createSessionStore, generateId } from './database/session-store.js'
import { spacedOrganisationNumber } from './design/formats.js'
import { SANDBOX_SYSTEM_ID, SANDBOX_VENDOR } from './domain/system.js'
import type { Log } from './log.js'
import { createMaskinporten } from './maskinporten/client.js'
import { readSigningKey } from './maskinporten/keys.js'
import { customerWords, placeholdersOf, refusalKeyOf } from './maskinporten/refusal-texts.js'
import { MaskinportenRefused } from './maskinporten/refusals.js'
import { createOnboarding } from './onboarding/onboarding.js'
import { createRecovery } from './onboarding/recovery.js'
import { createSignUpLimits, REHEARSAL_RATES, STRICT_RATES } from './onboarding/sign-up-limits.js'
import { createClaims } from './reference-apis/claims.js'
import { createCaller } from './reference-apis/client.js'
import { createLogistics, createSalary } from './reference-apis/demo-apis.js'
import { createOverview } from './reference-apis/overview.js'
import type { Viewer } from './reference-apis/router.js'
import type { Sandbox } from './sandbox/server.js'
import { createSend, type Send, type Service } from './upstream/send.js'
import { cookiesFor } from './web/cookies.js'
import type { ExplainFailure } from './web/explain.js'

export interface Composed {
  deps: AppDeps
  /** Settles at once what the work in the background would settle within half a minute. */
  recover: () => Promise<void>
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
  const key = await readSigningKey(await keyText(config), config.client.keyId)
  const database = await openDatabase(config.database, { now })

  const sendTo = (service: Service, origin: string): Send => {
    const send = createSend({ service, origin, log, allowLoopback: environment === 'sandbox' })
    const { tryMs } = limits
    return tryMs === undefined ? send : (call, action) => send({ ...call, timeoutMs: tryMs }, action)
  }

  const maskinporten = createMaskinporten({
    send: sendTo('maskinporten', addresses.issuer),
    issuer: addresses.issuer,
    environment,
    clientId: config.client.id,
    key,
    systemId,
    log,
    now,
  })
  const toAltinn = sendTo('altinn', addresses.altinn)
  const altinn = createAltinn({
    send: toAltinn,
    systemId,
    tokens: config.altinnExchange
      ? createExchange({ send: toAltinn, plain: maskinporten, now })
      : withoutExchange(maskinporten),
  })

  const onboarding = createOnboarding({
    altinn,
    database,
    environment,
    systemId,
    receiptAddress: `${config.baseUrl}/receipt`,
    approvalOrigins: addresses.approval,
    now,
  })
  const recovery = createRecovery({ recover: onboarding.recover, newAction: startAction, log })

  const caller = (service: Service, origin: string, scope: string) =>
    createCaller({ send: sendTo(service, origin), tokens: maskinporten, scope })
  const readOverview = createOverview({
    logistics: createLogistics(caller('logistics', addresses.logistics, scopes.demoApis)),
    salary: createSalary(caller('salary', addresses.salary, scopes.salary)),
    claims: createClaims(caller('claims', addresses.claims, scopes.claims), randomUUID),
    async accessOf({ organisationNumber, externalRef }, action) {
      const systemUser = await altinn.systemUsers.find(organisationNumber, externalRef, action)
      if (!systemUser) return { state: 'gone' }
      const approvedAt = Date.parse(systemUser.created ?? '')
      return { state: 'active', ...(Number.isNaN(approvedAt) ? {} : { approvedAt }) }
    },
    now,
  })

  /**
   * Until customers can sign in, an overview opens for the browser that asked for the access, and
   * only where no data is real. What Altinn says of the access is read anew on the page itself.
   */
  async function viewerOf(registrations: readonly string[]): Promise<Viewer | undefined> {
    const started = await onboarding.startedBy(registrations)
    if (!started || environment === 'prod') return undefined
    const { onboarding: registered, request } = started
    if (request.altinnStatus !== 'Accepted') return undefined
    return {
      organisationNumber: request.organisationNumber,
      companyName: registered.companyName,
      packageId: request.packageId,
      externalReference: request.externalReference,
      resources: request.resources,
    }
  }

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
      sessionStore: createSessionStore({ sessions: database.sessions, now }),
      generateSessionId: generateId,
      takeSignUp: createSignUpLimits(
        database.limits,
        environment === 'sandbox' ? REHEARSAL_RATES : STRICT_RATES,
      ),
      isReady: () => database.isReachable(1_000),
      approvalOrigins: addresses.approval,
      onboarding,
      readOverview,
      viewerOf,
      explainFailure,
      log,
      now,
    },
    async close() {
      await recovery.stop()
      await database.close()
    },
  }
}

/** Maskinporten says why it refuses, and its reasons have words of their own. */
const explainFailure: ExplainFailure = (error, language) => {
  const service = SERVICES_WITH_A_NAME.find(name => name === error.service)
  return {
    ...(service ? { service } : {}),
    reason: error.status === 503 ? 'noAnswer' : 'strangeAnswer',
    ...(error instanceof MaskinportenRefused
      ? {
          words: customerWords(refusalKeyOf(error) ?? 'invalid_grant', language, {
            ...placeholdersOf(error),
            org: spacedOrganisationNumber(error.organisationNumber ?? ''),
          }),
        }
      : {}),
  }
}
/** Shared by all cards; what one API's own failure is called, its card knows. */
const SERVICES_WITH_A_NAME = ['maskinporten', 'altinn'] as const

export interface Demo extends Composed {
  sandbox: Sandbox
}

/**
 * SmartCloud in front of its own sandbox, with a key that is thrown away at the end: everything but
 * the listening.
 */
export async function composeDemo(options: {
  port: number
  sandboxPort: number
  database: Config['database']
  log: Log
  now?: () => number
}): Promise<Demo> {
  const { now = Date.now } = options
  const baseUrl = `http://localhost:${options.port}`
  // Loaded on demand: a process that talks to the real upstreams never loads the imitation.
  const { startSandbox } = await import('./sandbox/server.js')
  const sandbox = await startSandbox({ port: options.sandboxPort, now, ledgerDate: 'clock' })

  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const kid = `smartcloud-demo-${randomUUID()}`
  const { clientId } = sandbox.registerClient({
    orgNo: SANDBOX_VENDOR,
    publicJwk: { ...publicKey.export({ format: 'jwk' }), kid },
    systemId: SANDBOX_SYSTEM_ID,
    redirectUrls: [`${baseUrl}/receipt`],
  })

  const config = loadConfig({
    UPSTREAMS: 'sandbox',
    SANDBOX_URL: sandbox.origin,
    BASE_URL: baseUrl,
    PORT: String(options.port),
    SESSION_SECRET: randomBytes(32).toString('base64url'),
    DATABASE_FILE: 'chosen below',
    MASKINPORTEN_CLIENT_ID: clientId,
    MASKINPORTEN_KEY: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    MASKINPORTEN_KID: kid,
    SYSTEM_ID: SANDBOX_SYSTEM_ID,
  })
  const { deps, close } = await compose(
    { ...config, database: options.database },
    { log: options.log, now },
  )
  return {
    deps,
    sandbox,
    async close() {
      await close()
      await sandbox.close()
    },
  }
}

/** Read once. A file that others can read is refused: whoever has the key is the vendor. */
async function keyText({ client: { key } }: Config): Promise<string> {
  if ('text' in key) return key.text
  try {
    const { mode } = await stat(key.file)
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new ConfigError(
        'SmartCloud cannot start. MASKINPORTEN_KEY_FILE can be read by others: chmod 600 it.',
      )
    return await readFile(key.file, 'utf8')
  } catch (error) {
    if (error instanceof ConfigError) throw error
    throw new ConfigError('SmartCloud cannot start. MASKINPORTEN_KEY_FILE cannot be read.')
  }
}
