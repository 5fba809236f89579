import { onTestFinished } from 'vitest'
import { altinnRouter } from '../../src/sandbox/altinn/router.js'
import { endUserToken } from '../../src/sandbox/altinn/token.js'
import { openSandbox, type SandboxOptions } from '../../src/sandbox/open-sandbox.js'
import { createSigningKeys } from '../../src/sandbox/world/signing-keys.js'
import type { World } from '../../src/sandbox/world/world.js'

export const VENDOR = '991825827'
export const SYSTEM = '991825827_smartcloud'
export const OTHER_VENDOR = '310261629'

/** A customer without a system user, and its people. */
export const CUSTOMER = { orgNo: '311844202', partyId: 50900205 }
export const DIRECTOR = '17856212297'
export const MANAGER = '11836511532'
export const MANAGER_WITHOUT_SALARY = '07819012975'
export const EMPLOYEE = '14827310833'
export const STRANGER = '09886812946'

/** Customers with one, the second of them an accountant. */
export const OWNER = { orgNo: '310261629', partyId: 50900101, director: '14837861110' }
export const OWNERS_SYSTEM_USER = '49469a5e-6b91-46e7-a45c-8f2d7e2d1302'
export const ACCOUNTANT = { orgNo: '315201047', partyId: 50900166, director: '30847237720' }
export const AGENT = 'a35ffc5b-8ba0-40f1-8dfe-d74b768c6714'

export const CLAIMS = right('ske-krav-og-betalinger')
export const LOGISTICS = right('ttd_systembruker-logistikk-demo')
export const SALARY = right('ttd_systembruker-salary')

export function right(resource: string) {
  return { resource: [{ id: 'urn:altinn:resource', value: resource }] }
}
export const accessPackage = (name: string) => ({ urn: `urn:altinn:accesspackage:${name}` })

export const PLATFORM = '/authentication/api/v1'
export const REGISTER = `${PLATFORM}/systemregister/vendor`
export const REQUESTS = `${PLATFORM}/systemuser/request/vendor`
export const AGENT_REQUESTS = `${PLATFORM}/systemuser/request/vendor/agent`
export const CHANGES = `${PLATFORM}/systemuser/changerequest/vendor`
export const PORTAL = `${PLATFORM}/systemuser`
export const CLIENTS = `${PLATFORM}/enduser/systemuser`

export const NOON = Date.parse('2026-11-20T12:00:00Z')

const keys = {
  maskinporten: createSigningKeys(),
  altinn: createSigningKeys(),
  idp: createSigningKeys(),
}

const VENDOR_SCOPES = [
  'altinn:authentication/systemregister.write',
  'altinn:authentication/systemuser.request.write',
  'altinn:authentication/systemuser.request.read',
].join(' ')

export interface Answer {
  status: number
  headers: Headers
  text: string
  // Parsed JSON, or the text when it is none; each story knows what it expects.
  body: any
}

export interface Options {
  body?: unknown
  headers?: Record<string, string>
  /** A vendor's organisation number. */
  as?: string
  scope?: string
  /** The pid of a person at Altinn's own pages. */
  person?: string
  /** `null` for none at all. */
  token?: string | null
}

/** Altinn alone, whose clock stands still until it is moved, and a vendor who calls it. */
export async function openAltinn(options: SandboxOptions = {}) {
  let world!: World
  const sandbox = await openSandbox([given => altinnRouter((world = given))], {
    now: () => NOON,
    keys,
    ...options,
  })
  onTestFinished(() => sandbox.close())

  /** Maskinporten's token, but for what is given; `undefined` leaves a claim out. */
  const maskinportenToken = (changes: object = {}) => {
    const now = Math.floor(world.now() / 1000)
    return keys.maskinporten.sign({
      scope: VENDOR_SCOPES,
      iss: sandbox.issuer,
      client_amr: 'private_key_jwt',
      token_type: 'Bearer',
      exp: now + 120,
      iat: now,
      client_id: 'smartcloud-client',
      jti: 'kJ3v0aQ2mN8xT5yR7wL1pC4sE6uH9bGd',
      consumer: consumer(VENDOR),
      ...changes,
    })
  }

  /** ID-porten's token of a person, but for what is given; `undefined` leaves a claim out. */
  const idPortenToken = (changes: object = {}) => {
    const now = Math.floor(world.now() / 1000)
    return keys.idp.sign({
      scope: 'openid altinn:clientdelegations.read altinn:clientdelegations.write',
      iss: `${sandbox.origin}/idp`,
      sub: 'pairwise',
      pid: DIRECTOR,
      acr: 'idporten-loa-high',
      amr: ['TestID'],
      client_id: 'customer-client',
      exp: now + 600,
      iat: now,
      ...changes,
    })
  }

  const tokenFor = ({ token, person, as = VENDOR, scope = VENDOR_SCOPES }: Options) => {
    if (token !== undefined) return token
    if (person === undefined) return maskinportenToken({ scope, consumer: consumer(as) })
    const known = world.state.persons.get(person)
    return endUserToken(world, known ?? { pid: person, name: '', roles: [] })
  }

  async function call(method: string, path: string, given: Options = {}): Promise<Answer> {
    const token = await tokenFor(given)
    const { body, headers } = given
    const response = await fetch(sandbox.origin + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : text,
    }
  }

  const order = (changes: object = {}) => ({
    systemId: SYSTEM,
    partyOrgNo: CUSTOMER.orgNo,
    rights: [CLAIMS],
    ...changes,
  })
  const agentOrder = (changes: object = {}) => ({
    systemId: SYSTEM,
    partyOrgNo: ACCOUNTANT.orgNo,
    externalRef: 'second',
    accessPackages: [accessPackage('regnskapsforer-lonn')],
    ...changes,
  })

  return {
    sandbox,
    world,
    state: world.state,
    maskinportenToken,
    idPortenToken,
    call,
    get: (path: string, given?: Options) => call('GET', path, given),
    post: (path: string, body?: unknown, given?: Options) => call('POST', path, { body, ...given }),
    put: (path: string, body?: unknown, given?: Options) => call('PUT', path, { body, ...given }),
    remove: (path: string, given?: Options) => call('DELETE', path, given),

    order,
    agentOrder,
    /** The vendor asks; the answer's body. */
    ask: async (changes?: object) => (await call('POST', REQUESTS, { body: order(changes) })).body,
    askAgent: async (changes?: object) =>
      (await call('POST', AGENT_REQUESTS, { body: agentOrder(changes) })).body,
    /** The vendor asks for another set of permissions. */
    change: (id: string, systemUserId: string, body: object, given?: Options) =>
      call('POST', `${CHANGES}?correlation-id=${id}&system-user-id=${systemUserId}`, {
        body,
        ...given,
      }),
    /** The customer's director answers in the portal. */
    answer: (id: string, decision: string, given: Options = { person: DIRECTOR }) =>
      call('POST', `${PORTAL}/request/${CUSTOMER.partyId}/${id}/${decision}`, given),
  }
}

export type Altinn = Awaited<ReturnType<typeof openAltinn>>

export const consumer = (orgNo: string) => ({
  authority: 'iso6523-actorid-upis',
  ID: `0192:${orgNo}`,
})

export const CHANGE_ID = '107319e1-8e4c-47f4-85be-6bdbd8b97b7f'
export const UNKNOWN_ID = '00000000-1111-4222-8333-444444444444'
