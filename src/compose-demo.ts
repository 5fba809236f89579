import {
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  type KeyObject,
} from 'node:crypto'
import { loadConfig, type Config } from './config.js'
import { returnAddressesOf } from './domain/return-addresses.js'
import { STAFF_ROLES } from './domain/staff.js'
import { SANDBOX_SYSTEM_ID, SANDBOX_VENDOR } from './domain/system.js'
import type { Log } from './log.js'
import type { Sandbox, SandboxOptions } from './sandbox/server.js'
import { compose, type Composed, type TimeLimits } from './compose.js'

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
  limits?: TimeLimits
  /** Instead of those of the demo. */
  settings?: NodeJS.ProcessEnv
  /** Making keys takes long; whoever opens many demos may bring them. */
  keys?: { ours: KeyObject; sandbox: SandboxOptions['keys'] }
  /** One that runs already, for a second instance in front of it. Whoever opened it closes it. */
  sandbox?: Sandbox
}): Promise<Demo> {
  const { log, now = Date.now, limits, keys } = options
  // Loaded on demand: a process that talks to the real upstreams never loads the imitation.
  const { startSandbox } = await import('./sandbox/server.js')
  const sandbox =
    options.sandbox ??
    (await startSandbox({
      port: options.sandboxPort,
      now,
      ledgerDate: 'clock',
      ...(keys?.sandbox && { keys: keys.sandbox }),
    }))

  const privateKey = keys?.ours ?? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const settings: NodeJS.ProcessEnv = {
    UPSTREAMS: 'sandbox',
    SANDBOX_URL: sandbox.origin,
    BASE_URL: `http://localhost:${options.port}`,
    PORT: String(options.port),
    SESSION_SECRET: randomBytes(32).toString('base64url'),
    DATABASE_FILE: 'chosen below',
    MASKINPORTEN_CLIENT_ID: randomUUID(),
    MASKINPORTEN_KEY: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    MASKINPORTEN_KID: `smartcloud-demo-${randomUUID()}`,
    MASKINPORTEN_KEY_ADDED_AT: new Date(now()).toISOString().slice(0, 10),
    SYSTEM_ID: SANDBOX_SYSTEM_ID,
    ...loginAt(sandbox, privateKey),
    ...options.settings,
  }
  const config = loadConfig(settings)
  sandbox.registerClient({
    clientId: config.client.id,
    orgNo: SANDBOX_VENDOR,
    publicJwk: {
      ...createPublicKey(privateKey).export({ format: 'jwk' }),
      kid: config.client.keyId ?? '',
    },
    systemId: SANDBOX_SYSTEM_ID,
    redirectUrls: Object.values(returnAddressesOf(config.baseUrl)),
  })
  registerAtProvider(sandbox, config, createPublicKey(privateKey))

  const composed = await compose(
    { ...config, database: options.database },
    { log, now, ...(limits && { limits }) },
  )
  return {
    ...composed,
    sandbox,
    async close() {
      await composed.close()
      if (!options.sandbox) await sandbox.close()
    },
  }
}

/** Both audiences sign in at the sandbox's own provider, as clients with the demo's key. */
function loginAt({ origin }: Sandbox, privateKey: KeyObject): NodeJS.ProcessEnv {
  const settings: NodeJS.ProcessEnv = {
    CUSTOMER_LOGIN_SCOPES: 'altinn:clientdelegations.read',
    STAFF_LIST: STAFF_ROLES.map(role => `group:smartcloud-${role}=${role}`).join(','),
  }
  for (const whose of ['CUSTOMER', 'STAFF'] as const) {
    settings[`${whose}_LOGIN_ISSUER`] = `${origin}/idp`
    settings[`${whose}_LOGIN_CLIENT_ID`] = randomUUID()
    settings[`${whose}_LOGIN_KEY`] = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
    settings[`${whose}_LOGIN_KID`] = 'smartcloud-login'
    settings[`${whose}_LOGIN_ACR`] = 'idporten-loa-substantial,idporten-loa-high'
  }
  return settings
}

function registerAtProvider(sandbox: Sandbox, config: Config, publicKey: KeyObject): void {
  const { baseUrl, customerLogin, staffLogin } = config
  const logins = [
    ['customer', customerLogin, ''],
    ['staff', staffLogin, '/staff'],
  ] as const
  for (const [audience, login, place] of logins)
    if (login)
      sandbox.registerOidcClient({
        clientId: login.clientId,
        audience,
        redirectUris: [`${baseUrl}${place}/login/callback`],
        postLogoutRedirectUris: [`${baseUrl}/logged-out`],
        backchannelLogoutUri: `${baseUrl}${place}/login/back-channel-logout`,
        jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'smartcloud-login' }] },
      })
}
