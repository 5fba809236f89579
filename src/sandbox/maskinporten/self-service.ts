import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import express, {
  Router,
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
} from 'express'
import type { JWK } from 'jose'
import * as z from 'zod'
import { readMaskinportenToken } from '../altinn/bearer-token.js'
import { clientKeys, ClientProblem, newClient, USUAL_TOKEN_LIFETIME } from '../state/clients.js'
import type { Client, Scope } from '../state/state.js'
import type { World } from '../world/world.js'

/**
 * Digdir's self-service: a vendor looks after its own clients and their keys with a token of an
 * administration client. Sources differ about the address, so all of those seen answer.
 *
 * @see https://docs.digdir.no/docs/Maskinporten/maskinporten_sjolvbetjening_api
 */
export function selfServiceRouter(world: World): Router {
  const router = Router()
  for (const base of ['/', '/api/v1', '/external/api/v1']) router.use(base, operations(world))
  return router
}

/** Compared as whole words: to change does not imply to read. */
const READ = ['idporten:dcr.read']
const CHANGE = ['idporten:dcr.modify', 'idporten:dcr.write']
const WRITE = ['idporten:dcr.write']
const READ_SCOPES = ['idporten:dcr.read', 'idporten:scopes.write']

function operations(world: World): Router {
  const { state, now } = world
  const router = Router()
  const may = (anyOf: readonly string[]) => withToken(world, anyOf)

  router
    .route('/clients')
    .get(may(READ), (req, res) => {
      const withDeleted = req.query['inactive'] === 'true'
      const own = [...state.clients.values()].filter(client => client.orgNo === orgNoOf(res))
      res.json(own.filter(client => client.active || withDeleted).map(clientView))
    })
    .post(may(WRITE), jsonBody, (req, res) => {
      const model = modelIn(req, res)
      const clientId = model.client_id ?? randomUUID()
      if (state.clients.has(clientId))
        throw new Refusal(409, `The client id ${clientId} has been used, and is never used again.`)
      const client = newClient({ clientId, orgNo: orgNoOf(res), ...contentOf(model) }, now())
      state.clients.set(clientId, client)
      res.status(201).json(clientView(client))
    })
    .all(only('GET, HEAD, POST'))

  router
    .route('/clients/:id')
    .get(may(READ), (req, res) => {
      res.json(clientView(ownClient(req, res)))
    })
    .put(may(CHANGE), jsonBody, (req, res) => {
      const client = changeableClient(req, res)
      const model = modelIn(req, res)
      if (model.client_id !== undefined && model.client_id !== client.clientId)
        throw new Refusal(400, 'client_id is not the one in the address.')
      if (model.integration_type !== client.integrationType)
        throw new Refusal(400, 'integration_type cannot be changed.')
      Object.assign(client, contentOf(model), { updated: now() })
      res.json(clientView(client))
    })
    .delete(may(WRITE), (req, res) => {
      const client = changeableClient(req, res)
      Object.assign(client, { active: false, keys: [], updated: now() })
      res.status(204).end()
    })
    .all(only('GET, HEAD, PUT, DELETE'))

  const replaceKeys =
    (status: number): RequestHandler =>
    (req, res) => {
      const client = changeableClient(req, res)
      const { keys } = parsed(KeySet, req.body)
      client.keys = clientKeys(keys as JWK[], client.keys, now())
      client.keysUpdated = now()
      res.status(status).json(keysView(client))
    }
  router
    .route('/clients/:id/jwks')
    .get(may(READ), (req, res) => {
      res.json(keysView(ownClient(req, res)))
    })
    .post(may(CHANGE), jsonBody, replaceKeys(201))
    .put(may(CHANGE), jsonBody, replaceKeys(200))
    .delete(may(CHANGE), (req, res) => {
      Object.assign(changeableClient(req, res), { keys: [], keysUpdated: now() })
      res.status(204).end()
    })
    .all(only('GET, HEAD, POST, PUT, DELETE'))

  router
    .route('/scopes/access/all')
    .get(may(READ_SCOPES), (req, res) => {
      const onlyOpen = req.query['accessible_for_all'] === 'true'
      const orgNo = orgNoOf(res)
      const accessible = [...state.scopes.values()].filter(
        scope => scope.accessibleForAll || (!onlyOpen && scope.grantedOrgs.includes(orgNo)),
      )
      res.json(accessible.map(scope => accessView(scope, orgNo)))
    })
    .all(only('GET, HEAD'))

  router
    .route('/scopes/all')
    .get((req, res) => {
      const onlyOpen = req.query['accessible_for_all'] === 'true'
      const all = [...state.scopes.values()]
      res.json(all.filter(scope => scope.accessibleForAll || !onlyOpen).map(scopeView))
    })
    .all(only('GET, HEAD'))

  router
    .route('/delegationsources')
    .get(may(READ_SCOPES), (_req, res) => {
      res.json([{ name: 'altinn', issuer: 'https://tt02.altinn.no/', ...SINCE_LONG }])
    })
    .all(only('GET, HEAD'))

  router.use(sayWhatIsWrong)
  return router

  /** @throws {Refusal} 404 for another vendor's, too: nobody learns that it is there */
  function ownClient(req: Request, res: Response): Client {
    const client = state.clients.get(String(req.params['id']))
    if (client?.orgNo !== orgNoOf(res)) throw new Refusal(404, 'You have no such client.')
    return client
  }

  function changeableClient(req: Request, res: Response): Client {
    const client = ownClient(req, res)
    if (!client.active)
      throw new Refusal(409, 'The client has been deleted, and its id is never used again.')
    return client
  }

  function modelIn(req: Request, res: Response): ClientModel {
    const model = parsed(ClientModel, req.body)
    if (model.client_orgno !== undefined && model.client_orgno !== orgNoOf(res))
      throw new Refusal(403, 'client_orgno is another organisation than the token’s.')
    const unknown = model.scopes.filter(scope => !state.scopes.has(scope))
    if (unknown.length > 0) throw new Refusal(400, `There is no scope ${unknown.join(', ')}.`)
    return model
  }
}

/** Its message is a sentence for the caller. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

/** Lets a plain token with one of the scopes through. */
const withToken =
  (world: World, anyOf: readonly string[]): RequestHandler =>
  async (req, res, next) => {
    const bearer = await readMaskinportenToken(req, world)
    if (!bearer.ok) {
      res.set('www-authenticate', 'Bearer')
      throw new Refusal(401, bearer.problem ?? 'There is no access token.')
    }
    const { scopes, systemUser, orgNo } = bearer.token
    if (systemUser) throw new Refusal(403, 'This is a system user’s token. Send a plain one.')
    if (!orgNo || !anyOf.some(scope => scopes.includes(scope)))
      throw new Refusal(403, `The token needs the scope ${anyOf.join(' or ')}.`)
    res.locals['orgNo'] = orgNo
    next()
  }

/** Whose clients the call is about. Only behind `withToken`. */
const orgNoOf = (res: Response) => res.locals['orgNo'] as string

const jsonBody: RequestHandler = (req, res, next) => {
  if (!req.is('json')) throw new Refusal(415, 'The body must be JSON, and be called so.')
  parseJson(req, res, (error?: { status?: number }) => {
    if (!error) return next()
    const { status = 400 } = error
    const isTooLong = status === 413
    next(new Refusal(status, isTooLong ? 'The body is too long.' : 'The body is not JSON.'))
  })
}
const parseJson = express.json({ limit: '100kb' })

const only =
  (allow: string): RequestHandler =>
  (req, res) => {
    res.set('allow', allow)
    throw new Refusal(405, `${req.method} is not for this address. It takes ${allow}.`)
  }

function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body)
  if (success) return data
  const [issue] = error.issues
  const member = issue?.path.join('.')
  throw new Refusal(400, member ? `${member}: ${issue?.message}` : 'The body must be an object.')
}

/** What others have thrown goes on to where it is answered. */
const sayWhatIsWrong: ErrorRequestHandler = (error, _req, res, next) => {
  const isOurs = error instanceof Refusal || error instanceof ClientProblem
  if (!isOurs) return next(error)
  const status = error instanceof Refusal ? error.status : 400
  res
    .status(status)
    .type('application/problem+json')
    .json({ type: 'about:blank', title: STATUS_CODES[status], status, detail: error.message })
}

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** The whole model: what is left out of a change gets its default again. */
const ClientModel = z
  .object({
    client_id: z.string().min(1).max(255).optional(),
    client_orgno: z.string().optional(),
    client_name: z.string().min(1).max(255),
    description: z.string().max(1_000).default(''),
    integration_type: z.enum(['maskinporten', 'idporten']),
    token_endpoint_auth_method: z.string().default('private_key_jwt'),
    grant_types: z.array(z.string()).default([JWT_BEARER]),
    scopes: z.array(z.string().max(255)).default([]),
    access_token_lifetime: z.int().min(0).max(7_200).default(0),
    created: z.never('must be left out').optional(),
    last_updated: z.never('must be left out').optional(),
  })
  .superRefine((model, { addIssue }) => {
    if (model.integration_type !== 'maskinporten') return
    const wrong = (path: string, message: string) =>
      addIssue({ code: 'custom', path: [path], message, input: undefined })
    if (model.token_endpoint_auth_method !== 'private_key_jwt')
      wrong('token_endpoint_auth_method', 'must be private_key_jwt')
    if (model.grant_types.some(type => type !== JWT_BEARER))
      wrong('grant_types', `must be ${JWT_BEARER}`)
  })
type ClientModel = z.output<typeof ClientModel>

const contentOf = (model: ClientModel) => ({
  name: model.client_name,
  description: model.description,
  integrationType: model.integration_type,
  scopes: [...new Set(model.scopes)],
  accessTokenLifetime: model.access_token_lifetime || USUAL_TOKEN_LIFETIME,
})

const KeySet = z.object({
  keys: z
    .array(
      z.looseObject({
        kty: z.string(),
        use: z.literal('sig', { error: 'must be sig' }),
      }),
    )
    .min(1, 'must have a key; DELETE removes them all'),
})

const clientView = (client: Client) => ({
  client_id: client.clientId,
  client_name: client.name,
  client_orgno: client.orgNo,
  description: client.description,
  integration_type: client.integrationType,
  application_type: 'web',
  token_endpoint_auth_method: 'private_key_jwt',
  grant_types: [JWT_BEARER],
  scopes: client.scopes,
  active: client.active,
  access_token_lifetime: client.accessTokenLifetime,
  authorization_lifetime: 0,
  refresh_token_lifetime: 0,
  refresh_token_usage: 'ONETIME',
  redirect_uris: [],
  post_logout_redirect_uris: [],
  frontchannel_logout_session_required: false,
  created: instant(client.created),
  last_updated: instant(client.updated),
})

/** `exp` is in epoch seconds. */
const keysView = ({ keys, created, keysUpdated = created }: Client) => ({
  keys: keys.map(({ jwk, expiresAt }) => ({ ...jwk, exp: expiresAt })),
  created: instant(Math.min(keysUpdated, ...keys.map(({ known }) => known))),
  last_updated: instant(keysUpdated),
})

const SINCE_LONG = { created: '2024-01-01T00:00:00.000Z', last_updated: '2024-01-01T00:00:00.000Z' }

const accessView = ({ name, ownerOrgNo }: Scope, orgNo: string) => ({
  scope: name,
  state: 'APPROVED',
  consumer_orgno: orgNo,
  owner_orgno: ownerOrgNo,
  ...SINCE_LONG,
})

function scopeView({ name, maskinporten, accessibleForAll, ownerOrgNo, maxAge }: Scope) {
  const [prefix = '', ...rest] = name.split(':')
  return {
    name,
    prefix,
    subscope: rest.join(':'),
    description: name,
    active: true,
    visibility: 'PUBLIC',
    token_type: 'SELF_CONTAINED',
    allowed_integration_types: [maskinporten ? 'maskinporten' : 'idporten'],
    accessible_for_all: accessibleForAll,
    at_max_age: maxAge ?? 0,
    requires_user_authentication: !maskinporten,
    requires_user_consent: false,
    requires_pseudonymous_tokens: false,
    owner_orgno: ownerOrgNo,
    ...SINCE_LONG,
  }
}

const instant = (epochMs: number) => new Date(epochMs).toISOString()
