import { randomBytes, randomUUID } from 'node:crypto'
import { Router, type Request, type RequestHandler, type Response } from 'express'
import * as z from 'zod'
import { altinnIssuer } from '../altinn/token.js'
import { tokenClaims } from '../maskinporten/token.js'
import type { SandboxState, SystemUser } from '../state/state.js'
import { live } from '../state/system-users.js'
import type { World } from '../world/world.js'

/**
 * Ready-made tokens, as Altinn's test tool makes them, for whoever tests something else than how to
 * get one. Anybody may ask: Basic authentication is neither needed nor looked at.
 *
 * @see https://github.com/Altinn/AltinnTestTools
 */
export function tokenGeneratorRouter(world: World): Router {
  const router = Router()
  const get = <T extends z.ZodType>(
    name: string,
    shape: T,
    tokenFor: (given: z.output<T>) => Promise<string>,
  ) =>
    router
      .route(`/api/${name}`)
      .get(async (req, res) => {
        res.set('cache-control', 'no-store')
        const query = queryOf(req)
        const given = shape.safeParse(query)
        if (!given.success) return sayNo(res, sentencesIn(given.error))
        try {
          const token = await tokenFor(given.data)
          res.type('text/plain').send(query['dump'] ? dumpOf(token) : token)
        } catch (error) {
          if (!(error instanceof NoToken)) throw error
          sayNo(res, error.message)
        }
      })
      .all(onlyGet)

  get('GetEnterpriseToken', EnterpriseQuery, given => enterpriseToken(world, given))
  get('GetPersonalToken', PersonalQuery, given => personalToken(world, given))
  get('GetSystemUserToken', SystemUserQuery, given => systemUserToken(world, given))
  return router
}

/** Its message is a sentence for the caller. */
class NoToken extends Error {}

const sayNo = (res: Response, sentence: string) => {
  res.status(400).type('text/plain').send(sentence)
}

const onlyGet: RequestHandler = (_req, res) => {
  res.status(405).set('allow', 'GET, HEAD').end()
}

/** Names are alike in upper and lower case; blank means absent. */
function queryOf(req: Request): Record<string, unknown> {
  const query = new Map<string, unknown>()
  for (const [name, value] of Object.entries(req.query)) {
    const key = NAMES.get(name.toLowerCase())
    if (key && value !== '') query.set(key, query.has(key) ? [query.get(key), value] : value)
  }
  return Object.fromEntries(query)
}

const sentencesIn = ({ issues }: z.ZodError) =>
  issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join('\n')

/** One value; the same parameter twice is an array, and refused. */
const one = (pattern: RegExp, description: string) =>
  z
    .string({
      error: ({ input }) =>
        input === undefined ? 'must be given' : 'must be given only once, as text',
    })
    .regex(pattern, `must be ${description}`)

const OrgNo = one(/^\d{9}$/, 'nine digits')
const Uuid = one(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'a UUID').toLowerCase()
const Name = one(/^[\w-]{1,50}$/, 'made of letters, digits, _ and -')
const Scopes = one(/^[\w:/.,\- ]{1,500}$/, 'scopes with spaces or commas between them').transform(
  text => text.split(/[ ,]+/).filter(Boolean),
)
const Digits = one(/^\d{1,10}$/, 'digits only')
/** Seconds. With 0 the token is too old at once. */
const Ttl = one(/^\d{1,8}$/, 'seconds, at most 99999999')
  .transform(Number)
  .default(30 * 60)

/** There is one environment here, whatever it is called. */
const env = Name.optional()

const EnterpriseQuery = z.object({
  env,
  scopes: Scopes,
  orgNo: OrgNo,
  org: Name.optional(),
  supplierOrgNo: OrgNo.optional(),
  clientId: Name.optional(),
  ttl: Ttl,
})

const PersonalQuery = z.object({
  env,
  scopes: Scopes.default(['altinn:portal/enduser']),
  pid: one(/^\d{11}$/, 'eleven digits'),
  userId: Digits.transform(Number).optional(),
  partyId: Digits.transform(Number).optional(),
  partyuuid: Uuid.optional(),
  authLvl: one(/^[34]$/, '3 or 4')
    .transform(Number)
    .default(3),
  ttl: Ttl,
})

const SystemUserQuery = z.object({
  env,
  scopes: Scopes.default(['altinn:systembruker.demo']),
  systemUserId: Uuid.optional(),
  systemUserOrg: OrgNo.optional(),
  orgNo: OrgNo.optional(),
  clientId: Name.optional(),
  ttl: Ttl,
})

const NAMES = new Map(
  [EnterpriseQuery, PersonalQuery, SystemUserQuery]
    .flatMap(({ shape }) => [...Object.keys(shape), 'dump'])
    .map(name => [name.toLowerCase(), name]),
)

/** What an organisation gets for its Maskinporten token at Altinn's exchange. */
function enterpriseToken(world: World, given: z.output<typeof EnterpriseQuery>): Promise<string> {
  const { scopes, orgNo, org, supplierOrgNo, clientId = randomUUID(), ttl } = given
  return altinnToken(world, ttl, {
    scope: scopes.join(' '),
    token_type: 'Bearer',
    client_id: clientId,
    jti: randomBytes(32).toString('base64url'),
    consumer: organisation(orgNo),
    ...(supplierOrgNo && { supplier: organisation(supplierOrgNo) }),
    'urn:altinn:orgNumber': orgNo,
    'urn:altinn:authenticatemethod': 'maskinporten',
    'urn:altinn:authlevel': 3,
    ...(org && { 'urn:altinn:org': org }),
  })
}

/** What a person gets who has logged in to Altinn. */
function personalToken(world: World, given: z.output<typeof PersonalQuery>): Promise<string> {
  const { scopes, pid, userId, partyId, partyuuid, authLvl, ttl } = given
  return altinnToken(world, ttl, {
    pid,
    scope: scopes.join(' '),
    token_type: 'Bearer',
    'urn:altinn:authenticatemethod': 'NotDefined',
    'urn:altinn:authlevel': authLvl,
    ...(userId !== undefined && { nameid: userId, 'urn:altinn:userid': userId }),
    ...(partyId !== undefined && { 'urn:altinn:partyid': partyId }),
    ...(partyuuid && { 'urn:altinn:party:uuid': partyuuid }),
  })
}

/** What a vendor gets from Maskinporten for a system user that is there. */
function systemUserToken(world: World, given: z.output<typeof SystemUserQuery>): Promise<string> {
  const { scopes, orgNo, ttl } = given
  const systemUser = systemUserIn(world.state, given)
  const system = world.state.systems.get(systemUser.systemId)
  if (orgNo && orgNo !== system?.vendorOrgNo)
    throw new NoToken(`orgNo is not the vendor of the system ${systemUser.systemId}.`)
  const client = {
    orgNo: system?.vendorOrgNo ?? '',
    clientId: given.clientId ?? system?.clientId[0] ?? randomUUID(),
    accessTokenLifetime: ttl,
  }
  return world.keys.maskinporten.sign(tokenClaims({ client, scopes, systemUser }, world).claims)
}

/** @throws {NoToken} there is not exactly one that fits */
function systemUserIn(
  { systemUsers }: SandboxState,
  { systemUserId, systemUserOrg }: z.output<typeof SystemUserQuery>,
): SystemUser {
  if (systemUserId) {
    const found = live(systemUsers.get(systemUserId))
    if (!found) throw new NoToken(`systemUserId: there is no system user ${systemUserId}.`)
    if (systemUserOrg && found.ownerOrgNo !== systemUserOrg)
      throw new NoToken('systemUserOrg is not the owner of the system user.')
    return found
  }
  if (!systemUserOrg) throw new NoToken('systemUserId or systemUserOrg must be given.')
  const [found, ...more] = systemUsers.of(systemUserOrg).filter(user => live(user))
  if (!found) throw new NoToken(`systemUserOrg: ${systemUserOrg} has no system user.`)
  if (more.length > 0)
    throw new NoToken(`${systemUserOrg} has several system users. Choose one by systemUserId.`)
  return found
}

function altinnToken(world: World, ttl: number, claims: object): Promise<string> {
  const now = Math.floor(world.now() / 1000)
  return world.keys.altinn.sign({
    ...claims,
    iss: altinnIssuer(world),
    actual_iss: 'altinn-test-tools',
    sid: randomUUID(),
    nbf: now,
    iat: now,
    exp: now + ttl,
  })
}

const organisation = (orgNo: string) => ({ authority: 'iso6523-actorid-upis', ID: `0192:${orgNo}` })

/** Header and claims, to be read. */
const dumpOf = (token: string) =>
  token
    .split('.', 2)
    .map(part => JSON.stringify(JSON.parse(Buffer.from(part, 'base64url').toString()), null, 2))
    .join('\n.\n')
