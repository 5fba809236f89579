import { join } from 'node:path'
import * as z from 'zod'
import { RESOURCE_IDS } from './domain/packages.js'
import type { World } from './domain/organisation-number.js'
import { readStaffList, rolesFor, type CallsSeenBy, type StaffList } from './domain/staff.js'
import { SmartCloudError } from './errors.js'

export type Environment = 'sandbox' | 'tt02' | 'prod'

export interface Config {
  environment: Environment
  /** Which organisation numbers exist there. */
  world: World
  /** Our own address as browsers see it, without a slash at the end. */
  baseUrl: string
  port: number
  /** How many proxies stand in front of us, or 0. Never "all": the address of a visitor could be forged. */
  trustedProxies: number
  sessionSecrets: readonly string[]
  database: { file: string } | { url: string }
  logLevel: 'debug' | 'info' | 'warn' | 'error'
  client: {
    id: string
    /** As text, or as the name of a file that holds it. */
    key: { text: string } | { file: string }
    /** Needed with PEM; a JWK brings its own. */
    keyId: string | undefined
    /** Epoch milliseconds; undefined where nobody has said it. */
    keyDates: { addedAt: number | undefined; expiresAt: number | undefined }
    /** Looked after like the one in use, and used for nothing until it is made that one. */
    nextKey: { key: { text: string } | { file: string }; keyId: string | undefined } | undefined
  }
  systemId: string
  addresses: Addresses
  /** Where the imitation of all of them answers; undefined where they are real. */
  sandbox: string | undefined
  scopes: { demoApis: string; salary: string; claims: string }
  altinnExchange: boolean
  /** The register of legal entities; undefined where nobody is looked up. */
  businessRegister: string | undefined
  /** Who customers prove themselves to; without, nobody signs in as a customer. */
  customerLogin: (LoginSettings & { resource: string; scopes: readonly string[] }) | undefined
  /** Who our own people prove themselves to. */
  staffLogin: LoginSettings | undefined
  staffList: StaffList
  /** Who may see calls in Røntgen; `presenters` see their own alone. */
  inspector: CallsSeenBy
  /** A developer's machine: whoever can read its terminal is one of our own people. */
  isOnThisMachine: boolean
}

/** One client at an OpenID provider. */
export interface LoginSettings {
  issuer: string
  clientId: string
  /** What the client proves itself with: a key, as text or in a file, or a secret. */
  proof:
    { key: { text: string } | { file: string }; keyId: string | undefined } | { secret: string }
  /** Accepted levels of assurance, the preferred first. */
  acr: readonly string[]
}

export interface Addresses {
  /** With a slash at the end: it is compared as text, and is the `aud` of every grant. */
  issuer: string
  altinn: string
  /** Origins of the pages where customers approve. */
  approval: readonly string[]
  systemUserInfo: string
  logistics: string
  salary: string
  claims: string
}

/** Settings are missing or wrong. The message names each of them, and never repeats a value. */
export class ConfigError extends SmartCloudError {
  readonly code = 'bad_settings'
  readonly status = 500
}

const DEMO_APIS = 'https://systemuserapi.azurewebsites.net'

/** The addresses of the contracts. Every single one can be overridden. */
const ADDRESSES: Readonly<Record<'tt02' | 'prod', Addresses>> = {
  tt02: {
    issuer: 'https://test.maskinporten.no/',
    altinn: 'https://platform.tt02.altinn.no',
    approval: ['https://am.ui.tt02.altinn.no'],
    systemUserInfo: DEMO_APIS,
    logistics: DEMO_APIS,
    salary: DEMO_APIS,
    claims: 'https://kravogbetalinger.api.skatteetaten-test.no/v1/regnskapssystem',
  },
  prod: {
    issuer: 'https://maskinporten.no/',
    altinn: 'https://platform.altinn.no',
    approval: ['https://am.ui.altinn.no'],
    systemUserInfo: DEMO_APIS,
    logistics: DEMO_APIS,
    salary: DEMO_APIS,
    claims: 'https://kravogbetalinger.api.skatteetaten.no/v1/regnskapssystem',
  },
}

const sandboxAddresses = (origin: string): Addresses => ({
  issuer: `${origin}/`,
  altinn: origin,
  approval: [origin],
  systemUserInfo: origin,
  logistics: origin,
  salary: origin,
  claims: `${origin}/v1/regnskapssystem`,
})

const address = z
  .url({ protocol: /^https?$/, error: 'is not an address such as https://example.no' })
  .optional()
const text = z.string().optional()

/** A day begins at midnight UTC. */
const day = z.iso
  .date('is not a date such as 2026-11-20')
  .transform(text => Date.parse(text))
  .optional()

const words = z
  .string()
  .default('')
  .transform(list => list.split(/[\s,]+/).filter(word => word !== ''))

const Environment = z.object({
  UPSTREAMS: z.enum(['sandbox', 'tt02', 'prod'], {
    error: issue =>
      issue.input === undefined
        ? 'is missing: choose tt02, or run the sandbox'
        : 'is neither sandbox, tt02 nor prod',
  }),
  BASE_URL: z.url({
    protocol: /^https?$/,
    error: issue =>
      issue.input === undefined
        ? 'is missing: the address browsers use, such as https://smartcloud.example'
        : 'is not an address such as https://smartcloud.example',
  }),
  PORT: z.coerce
    .number('is not a number')
    .int('is not a whole number')
    .min(0, 'is below 0')
    .max(65_535, 'is above 65535')
    .default(3000),
  TRUST_PROXY: z.coerce
    .number('is not the number of proxies in front of SmartCloud')
    .int('is not a whole number')
    .min(0, 'is below 0')
    .max(5, 'is above 5')
    .default(0),
  SESSION_SECRET: z
    .string('is missing: at least 32 characters nobody can guess')
    .refine(
      list => list.split(',').every(secret => Buffer.byteLength(secret.trim()) >= 32),
      'needs at least 32 characters in each of its comma-separated parts',
    )
    .refine(list => !list.includes('change-me'), 'is still the one of the example'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'does not begin with postgres:// or postgresql://')
    .optional(),
  DATABASE_FILE: text,
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'], 'is neither debug, info, warn nor error')
    .default('info'),
  MASKINPORTEN_CLIENT_ID: z.string('is missing: the client id from Samarbeidsportalen'),
  MASKINPORTEN_KEY: text,
  MASKINPORTEN_KEY_FILE: text,
  MASKINPORTEN_KID: text,
  MASKINPORTEN_KEY_ADDED_AT: day,
  MASKINPORTEN_KEY_EXPIRES_AT: day,
  MASKINPORTEN_NEXT_KEY: text,
  MASKINPORTEN_NEXT_KEY_FILE: text,
  MASKINPORTEN_NEXT_KID: text,
  SYSTEM_ID: z
    .string('is missing: the id from the system register, such as 991825827_smartcloud')
    .regex(/^\d{9}_\S+$/, 'is not an organisation number, an underscore and a name'),
  SANDBOX_URL: address,
  MASKINPORTEN_ISSUER: address.refine(
    value => value?.endsWith('/') ?? true,
    'must end with a slash: it is compared letter by letter',
  ),
  ALTINN_PLATFORM_URL: address,
  ALTINN_APPROVAL_URL: address,
  ALTINN_EXCHANGE: z.enum(['on', 'off'], 'is neither on nor off').default('on'),
  SYSTEM_USER_INFO_URL: address,
  LOGISTICS_URL: address,
  SALARY_URL: address,
  CLAIMS_URL: address,
  BUSINESS_REGISTER_URL: z
    .union([z.literal('off'), z.url({ protocol: /^https?$/ })], {
      error: 'is neither off nor an address such as https://data.brreg.no',
    })
    .optional(),
  DEMO_SCOPE: z.string().default('altinn:systembruker.demo'),
  SALARY_SCOPE: z.string().default('altinn:systembruker.demo'),
  CLAIMS_SCOPE: z.string().default('skatteetaten:kravogbetalinger'),
  CUSTOMER_LOGIN_ISSUER: address,
  CUSTOMER_LOGIN_CLIENT_ID: text,
  CUSTOMER_LOGIN_KEY: text,
  CUSTOMER_LOGIN_KEY_FILE: text,
  CUSTOMER_LOGIN_KID: text,
  CUSTOMER_LOGIN_SECRET: text,
  CUSTOMER_LOGIN_ACR: words,
  CUSTOMER_LOGIN_SCOPES: words,
  CUSTOMER_LOGIN_RESOURCE: z
    .string()
    .regex(/^[\w-]+$/, 'is not the id of a resource in Altinn')
    .default(RESOURCE_IDS.claims),
  STAFF_LOGIN_ISSUER: address,
  STAFF_LOGIN_CLIENT_ID: text,
  STAFF_LOGIN_KEY: text,
  STAFF_LOGIN_KEY_FILE: text,
  STAFF_LOGIN_KID: text,
  STAFF_LOGIN_SECRET: text,
  STAFF_LOGIN_ACR: words,
  INSPECTOR: z.enum(['on', 'off'], 'is neither on nor off').optional(),
  STAFF_LIST: z
    .string()
    .refine(
      list => readStaffList(list) !== undefined,
      'is not a list such as sub:ola=viewer,group:support=operator',
    )
    .optional(),
})
type Settings = z.infer<typeof Environment>

/** Every name we read, for the test that compares it with `.env.example` and the README. */
export const SETTING_NAMES: readonly string[] = Object.keys(Environment.shape)

/** @throws {ConfigError} naming every setting that needs attention, never repeating its value */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const given = withoutBlanks(env)
  const parsed = Environment.safeParse(given)
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`)
  problems.push(...contradictions(given))
  if (parsed.success && problems.length === 0) return configFrom(parsed.data)

  throw new ConfigError(
    ['SmartCloud cannot start. Mend these settings:', ...problems.map(line => `  ${line}`)].join(
      '\n',
    ),
  )
}

/** One thing about one setting that stands in the way of a command. */
export interface SettingProblem {
  setting: string
  /** `twice`: its other form is set as well. `unsafe`: it must be taken away, or begin with https. */
  kind: 'missing' | 'wrong' | 'twice' | 'unsafe'
}

/** As `ConfigError`, for whoever has words of their own for each problem. */
export class ClientConfigError extends ConfigError {
  constructor(readonly problems: readonly SettingProblem[]) {
    super(problems.map(({ setting, kind }) => `${setting} is ${kind}`).join(', '))
  }
}

/** What talking to the upstreams takes: no site, no database, nobody who signs in. */
export type ClientConfig<SystemId = string | undefined> = Pick<
  Config,
  'environment' | 'world' | 'addresses' | 'scopes' | 'altinnExchange'
> & {
  client: Pick<Config['client'], 'id' | 'key' | 'keyId'>
  systemId: SystemId
}

const ClientEnvironment = Environment.pick({
  UPSTREAMS: true,
  MASKINPORTEN_CLIENT_ID: true,
  MASKINPORTEN_KEY: true,
  MASKINPORTEN_KEY_FILE: true,
  MASKINPORTEN_KID: true,
  SYSTEM_ID: true,
  SANDBOX_URL: true,
  MASKINPORTEN_ISSUER: true,
  ALTINN_PLATFORM_URL: true,
  ALTINN_APPROVAL_URL: true,
  ALTINN_EXCHANGE: true,
  SYSTEM_USER_INFO_URL: true,
  LOGISTICS_URL: true,
  SALARY_URL: true,
  CLAIMS_URL: true,
  DEMO_SCOPE: true,
  SALARY_SCOPE: true,
  CLAIMS_SCOPE: true,
}).partial({ SYSTEM_ID: true })

/**
 * The part of the settings that a command needs which talks to the upstreams.
 *
 * @throws {ClientConfigError} naming every setting that needs attention
 */
export function loadClientConfig(
  env: NodeJS.ProcessEnv,
  needs: { systemId: 'needed' },
): ClientConfig<string>
export function loadClientConfig(
  env: NodeJS.ProcessEnv,
  needs?: { systemId?: 'needed' },
): ClientConfig
export function loadClientConfig(
  env: NodeJS.ProcessEnv,
  { systemId }: { systemId?: 'needed' } = {},
): ClientConfig {
  const given = withoutBlanks(env)
  const parsed = ClientEnvironment.safeParse(given)
  const problems: SettingProblem[] = (parsed.error?.issues ?? []).map(({ path }) => {
    const setting = path.join('.')
    return { setting, kind: given[setting] === undefined ? 'missing' : 'wrong' }
  })
  const { UPSTREAMS: environment } = given
  if (systemId === 'needed' && !given['SYSTEM_ID'])
    problems.push({ setting: 'SYSTEM_ID', kind: 'missing' })
  if (!given['MASKINPORTEN_KEY'] && !given['MASKINPORTEN_KEY_FILE'])
    problems.push({ setting: 'MASKINPORTEN_KEY_FILE', kind: 'missing' })
  if (given['MASKINPORTEN_KEY'] && given['MASKINPORTEN_KEY_FILE'])
    problems.push({ setting: 'MASKINPORTEN_KEY_FILE', kind: 'twice' })
  if (environment === 'sandbox' && !given['SANDBOX_URL'])
    problems.push({ setting: 'SANDBOX_URL', kind: 'missing' })
  if (environment !== 'sandbox' && given['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    problems.push({ setting: 'NODE_TLS_REJECT_UNAUTHORIZED', kind: 'unsafe' })
  for (const setting of withoutTls(given)) problems.push({ setting, kind: 'unsafe' })
  if (!parsed.success || problems.length > 0) throw new ClientConfigError(problems)

  const settings = parsed.data
  return {
    environment: settings.UPSTREAMS,
    world: worldOf(settings.UPSTREAMS),
    client: {
      id: settings.MASKINPORTEN_CLIENT_ID,
      key: keyFrom(settings),
      keyId: settings.MASKINPORTEN_KID,
    },
    systemId: settings.SYSTEM_ID,
    addresses: addressesFrom(settings),
    scopes: scopesFrom(settings),
    altinnExchange: settings.ALTINN_EXCHANGE === 'on',
  }
}

/** Where data is kept, for whoever looks after it. @throws {ClientConfigError} */
export function loadDatabaseConfig(env: NodeJS.ProcessEnv): Config['database'] {
  const given = withoutBlanks(env)
  const { DATABASE_URL: url, DATABASE_FILE: file } = given
  const refuse = (setting: string, kind: SettingProblem['kind']) =>
    new ClientConfigError([{ setting, kind }])
  if (url !== undefined && file !== undefined) throw refuse('DATABASE_FILE', 'twice')
  if (file !== undefined) return { file }
  if (url === undefined) throw refuse('DATABASE_FILE', 'missing')
  if (!Environment.shape.DATABASE_URL.safeParse(url).success) throw refuse('DATABASE_URL', 'wrong')
  return { url }
}

/** What a check-up looks at beside what every command needs. */
export interface Checkup {
  config: ClientConfig<string>
  client: Pick<Config['client'], 'keyDates' | 'nextKey'>
  /** Undefined where there is no site. */
  baseUrl: string | undefined
}

const CheckupEnvironment = Environment.pick({
  BASE_URL: true,
  MASKINPORTEN_KEY_ADDED_AT: true,
  MASKINPORTEN_KEY_EXPIRES_AT: true,
  MASKINPORTEN_NEXT_KEY: true,
  MASKINPORTEN_NEXT_KEY_FILE: true,
  MASKINPORTEN_NEXT_KID: true,
}).partial({ BASE_URL: true })

/** @throws {ClientConfigError} naming every setting that needs attention */
export function loadCheckup(env: NodeJS.ProcessEnv): Checkup {
  const parsed = CheckupEnvironment.safeParse(withoutBlanks(env))
  const problems: SettingProblem[] = (parsed.error?.issues ?? []).map(({ path }) => ({
    setting: path.join('.'),
    kind: 'wrong',
  }))
  let config: ClientConfig<string> | undefined
  try {
    config = loadClientConfig(env, { systemId: 'needed' })
  } catch (error) {
    if (!(error instanceof ClientConfigError)) throw error
    problems.unshift(...error.problems)
  }
  if (!parsed.success || !config) throw new ClientConfigError(problems)
  const settings = parsed.data
  return {
    config,
    client: {
      keyDates: {
        addedAt: settings.MASKINPORTEN_KEY_ADDED_AT,
        expiresAt: settings.MASKINPORTEN_KEY_EXPIRES_AT,
      },
      nextKey: nextKeyFrom(settings),
    },
    baseUrl: settings.BASE_URL && new URL(settings.BASE_URL).origin,
  }
}

/** What is wrong only together with something else. Runs on what was given, parsed or not. */
function contradictions(env: Record<string, string>): string[] {
  const problems: string[] = []
  if (!env['MASKINPORTEN_KEY'] && !env['MASKINPORTEN_KEY_FILE'])
    problems.push('MASKINPORTEN_KEY or MASKINPORTEN_KEY_FILE is missing: the private key')
  if (env['MASKINPORTEN_KEY'] && env['MASKINPORTEN_KEY_FILE'])
    problems.push('MASKINPORTEN_KEY and MASKINPORTEN_KEY_FILE are both set: choose one')
  problems.push(...keyCareProblems(env))
  if (env['DATABASE_URL'] && env['DATABASE_FILE'])
    problems.push('DATABASE_URL and DATABASE_FILE are both set: choose one')
  if (!env['DATABASE_URL'] && !env['DATABASE_FILE'])
    problems.push(
      'DATABASE_URL or DATABASE_FILE is missing: PostgreSQL, or a file such as data/smartcloud.db',
    )
  if (env['UPSTREAMS'] === 'sandbox' && !env['SANDBOX_URL'])
    problems.push(
      'SANDBOX_URL is missing: where the sandbox answers, such as http://localhost:3001',
    )
  for (const whose of AUDIENCES) problems.push(...loginProblems(whose, env))
  if (env['UPSTREAMS'] === 'prod' && env['INSPECTOR'] === 'on' && !hasPresenter(env['STAFF_LIST']))
    problems.push('INSPECTOR is on, but nobody in STAFF_LIST is presenter or administrator')
  if (env['UPSTREAMS'] !== 'sandbox' && env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    problems.push('NODE_TLS_REJECT_UNAUTHORIZED switches certificate checks off: take it away')
  if (env['BASE_URL'] && URL.canParse(env['BASE_URL'])) {
    const url = new URL(env['BASE_URL'])
    if (url.protocol === 'http:' && !isLocal(url.hostname))
      problems.push('BASE_URL must begin with https:// (http:// is for localhost)')
    if (url.pathname !== '/' || url.search || url.hash || url.username)
      problems.push('BASE_URL must be scheme and host alone')
  }
  for (const name of withoutTls(env)) problems.push(`${name} must begin with https://`)
  return problems
}

/** The addresses of a real environment that are not `https:`. */
const withoutTls = (env: Record<string, string>): string[] =>
  env['UPSTREAMS'] === 'tt02' || env['UPSTREAMS'] === 'prod'
    ? ADDRESS_SETTINGS.filter(name => {
        const value = env[name]
        return value && URL.canParse(value) && new URL(value).protocol !== 'https:'
      })
    : []

/** At Digdir a key lives for a year at most, and one day more is a leap year's. */
const LONGEST_KEY_LIFE_MS = 366 * 86_400_000

function keyCareProblems(env: Record<string, string>): string[] {
  const problems: string[] = []
  if (env['MASKINPORTEN_NEXT_KEY'] && env['MASKINPORTEN_NEXT_KEY_FILE'])
    problems.push('MASKINPORTEN_NEXT_KEY and MASKINPORTEN_NEXT_KEY_FILE are both set: choose one')
  if (
    env['MASKINPORTEN_NEXT_KID'] &&
    !env['MASKINPORTEN_NEXT_KEY'] &&
    !env['MASKINPORTEN_NEXT_KEY_FILE']
  )
    problems.push('MASKINPORTEN_NEXT_KID is set, but MASKINPORTEN_NEXT_KEY is missing')
  const addedAt = Date.parse(env['MASKINPORTEN_KEY_ADDED_AT'] ?? '')
  const expiresAt = Date.parse(env['MASKINPORTEN_KEY_EXPIRES_AT'] ?? '')
  if (expiresAt <= addedAt)
    problems.push('MASKINPORTEN_KEY_EXPIRES_AT is not after MASKINPORTEN_KEY_ADDED_AT')
  if (expiresAt - addedAt > LONGEST_KEY_LIFE_MS)
    problems.push(
      'MASKINPORTEN_KEY_EXPIRES_AT is more than a year after MASKINPORTEN_KEY_ADDED_AT: no key lives longer',
    )
  return problems
}

const AUDIENCES = ['CUSTOMER', 'STAFF'] as const

/** All of a sign-in or nothing of it; and in production, where data is real, both of them. */
function loginProblems(whose: (typeof AUDIENCES)[number], env: Record<string, string>): string[] {
  const problems: string[] = []
  const isGiven = (name: string) => env[`${whose}_LOGIN_${name}`] !== undefined
  const isReal = env['UPSTREAMS'] === 'prod'
  if (!isReal && !['ISSUER', 'CLIENT_ID', 'KEY', 'KEY_FILE', 'SECRET'].some(isGiven))
    return whose === 'STAFF' && env['STAFF_LIST'] && env['UPSTREAMS'] !== 'sandbox'
      ? ['STAFF_LOGIN_ISSUER is missing: STAFF_LIST is for those who sign in there']
      : []

  const why = isReal ? ': production shows real data, so everybody signs in' : ''
  for (const name of ['ISSUER', 'CLIENT_ID'])
    if (!isGiven(name)) problems.push(`${whose}_LOGIN_${name} is missing${why}`)
  const proofs = ['KEY', 'KEY_FILE', 'SECRET'].filter(isGiven)
  if (proofs.length === 0)
    problems.push(
      `${whose}_LOGIN_KEY, ${whose}_LOGIN_KEY_FILE or ${whose}_LOGIN_SECRET is missing: what the client proves itself with`,
    )
  if (proofs.length > 1)
    problems.push(
      `${proofs.map(name => `${whose}_LOGIN_${name}`).join(' and ')} are set: choose one`,
    )
  if (isReal && !isGiven('ACR'))
    problems.push(`${whose}_LOGIN_ACR is missing: the level of assurance to demand`)
  if (whose === 'STAFF' && !env['STAFF_LIST'])
    problems.push('STAFF_LIST is missing: who of those who can sign in may come in')
  return problems
}

const ADDRESS_SETTINGS = [
  'MASKINPORTEN_ISSUER',
  'ALTINN_PLATFORM_URL',
  'ALTINN_APPROVAL_URL',
  'SYSTEM_USER_INFO_URL',
  'LOGISTICS_URL',
  'SALARY_URL',
  'CLAIMS_URL',
  'BUSINESS_REGISTER_URL',
  'CUSTOMER_LOGIN_ISSUER',
  'STAFF_LOGIN_ISSUER',
] as const

const isLocal = (host: string) => host === 'localhost' || host === '127.0.0.1' || host === '[::1]'

const hasPresenter = (list = ''): boolean =>
  readStaffList(list)?.some(({ role }) => rolesFor(role).includes('presenter')) === true

/** Where data is real, seeing calls is for those who present, and only when it is chosen. */
function inspectorFor({ INSPECTOR, UPSTREAMS }: Settings): Config['inspector'] {
  if (UPSTREAMS === 'prod') return INSPECTOR === 'on' ? 'presenters' : 'nobody'
  return INSPECTOR === 'off' ? 'nobody' : 'everyone'
}

function configFrom(settings: Settings): Config {
  const environment = settings.UPSTREAMS
  return {
    environment,
    world: worldOf(environment),
    baseUrl: new URL(settings.BASE_URL).origin,
    port: settings.PORT,
    trustedProxies: settings.TRUST_PROXY,
    sessionSecrets: settings.SESSION_SECRET.split(',').map(secret => secret.trim()),
    database: settings.DATABASE_URL
      ? { url: settings.DATABASE_URL }
      : { file: settings.DATABASE_FILE ?? join('data', 'smartcloud.db') },
    logLevel: settings.LOG_LEVEL,
    client: {
      id: settings.MASKINPORTEN_CLIENT_ID,
      key: keyFrom(settings),
      keyId: settings.MASKINPORTEN_KID,
      keyDates: {
        addedAt: settings.MASKINPORTEN_KEY_ADDED_AT,
        expiresAt: settings.MASKINPORTEN_KEY_EXPIRES_AT,
      },
      nextKey: nextKeyFrom(settings),
    },
    systemId: settings.SYSTEM_ID,
    addresses: addressesFrom(settings),
    sandbox: environment === 'sandbox' ? new URL(settings.SANDBOX_URL ?? '').origin : undefined,
    scopes: scopesFrom(settings),
    altinnExchange: settings.ALTINN_EXCHANGE === 'on',
    businessRegister: businessRegisterFrom(settings, addressesOf(settings)),
    customerLogin: customerLoginFrom(settings),
    staffLogin: loginFrom('STAFF', settings),
    staffList: readStaffList(settings.STAFF_LIST ?? '') ?? [],
    inspector: inspectorFor(settings),
    isOnThisMachine: environment !== 'prod' && isLocal(new URL(settings.BASE_URL).hostname),
  }
}

type ClientSettings = z.infer<typeof ClientEnvironment>

const worldOf = (environment: Environment): World => (environment === 'prod' ? 'real' : 'synthetic')

const keyFrom = (settings: ClientSettings): Config['client']['key'] =>
  settings.MASKINPORTEN_KEY_FILE
    ? { file: settings.MASKINPORTEN_KEY_FILE }
    : { text: settings.MASKINPORTEN_KEY ?? '' }

/** Those of the environment, before any is overridden. */
const addressesOf = ({ UPSTREAMS, SANDBOX_URL }: ClientSettings): Addresses =>
  UPSTREAMS === 'sandbox'
    ? sandboxAddresses(new URL(SANDBOX_URL ?? '').origin)
    : ADDRESSES[UPSTREAMS]

function addressesFrom(settings: ClientSettings): Addresses {
  const usual = addressesOf(settings)
  return {
    issuer: settings.MASKINPORTEN_ISSUER ?? usual.issuer,
    altinn: settings.ALTINN_PLATFORM_URL ?? usual.altinn,
    approval: settings.ALTINN_APPROVAL_URL
      ? [new URL(settings.ALTINN_APPROVAL_URL).origin]
      : usual.approval,
    systemUserInfo: settings.SYSTEM_USER_INFO_URL ?? usual.systemUserInfo,
    logistics: settings.LOGISTICS_URL ?? usual.logistics,
    salary: settings.SALARY_URL ?? usual.salary,
    claims: settings.CLAIMS_URL ?? usual.claims,
  }
}

const scopesFrom = (settings: ClientSettings): Config['scopes'] => ({
  demoApis: settings.DEMO_SCOPE,
  salary: settings.SALARY_SCOPE,
  claims: settings.CLAIMS_SCOPE,
})

/** Synthetic organisations are not in it, so where there are no others nobody looks. */
function businessRegisterFrom(
  { UPSTREAMS, BUSINESS_REGISTER_URL: given }: Settings,
  { altinn }: Addresses,
): string | undefined {
  if (given !== undefined) return given === 'off' ? undefined : given
  if (UPSTREAMS === 'prod') return 'https://data.brreg.no'
  return UPSTREAMS === 'sandbox' ? altinn : undefined
}

function nextKeyFrom(settings: z.infer<typeof CheckupEnvironment>): Config['client']['nextKey'] {
  const { MASKINPORTEN_NEXT_KEY: text, MASKINPORTEN_NEXT_KEY_FILE: file } = settings
  const keyId = settings.MASKINPORTEN_NEXT_KID
  if (file) return { key: { file }, keyId }
  return text ? { key: { text }, keyId } : undefined
}

function customerLoginFrom(settings: Settings): Config['customerLogin'] {
  const login = loginFrom('CUSTOMER', settings)
  const { CUSTOMER_LOGIN_RESOURCE: resource, CUSTOMER_LOGIN_SCOPES: scopes } = settings
  return login && { ...login, resource, scopes }
}

function loginFrom(
  whose: (typeof AUDIENCES)[number],
  settings: Settings,
): LoginSettings | undefined {
  const issuer = settings[`${whose}_LOGIN_ISSUER`]
  const clientId = settings[`${whose}_LOGIN_CLIENT_ID`]
  if (issuer === undefined || clientId === undefined) return undefined
  const secret = settings[`${whose}_LOGIN_SECRET`]
  const file = settings[`${whose}_LOGIN_KEY_FILE`]
  const key = file ? { file } : { text: settings[`${whose}_LOGIN_KEY`] ?? '' }
  return {
    issuer,
    clientId,
    proof: secret ? { secret } : { key, keyId: settings[`${whose}_LOGIN_KID`] },
    acr: settings[`${whose}_LOGIN_ACR`],
  }
}

/** `PORT=` means "not set", and blanks around a value were not meant. */
function withoutBlanks(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value?.trim() ? [[name, value.trim()] as const] : [],
    ),
  )
}
