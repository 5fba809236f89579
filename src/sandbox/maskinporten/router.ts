import { randomBytes, randomUUID } from 'node:crypto'
import express, { Router, type RequestHandler, type Response } from 'express'
import { checkGrant, createUsedGrants, decodeAssertion, readAssertion } from '../grants/grant.js'
import { isRefusalKey, refusalText, Refused, REFUSALS } from '../grants/refusals.js'
import type { MaskinportenOptions } from '../state/state.js'
import { callOf } from '../world/call-log.js'
import { scenarioOf } from '../world/fault-play.js'
import type { TokenScenario } from '../world/faults.js'
import type { World } from '../world/world.js'
import { errorPage } from './error-page.js'
import { tokenClaims } from './token.js'

/**
 * The imitation of Maskinporten: metadata, keys and the token endpoint.
 *
 * @see https://docs.digdir.no/docs/Maskinporten/maskinporten_protocol_token
 */
export function maskinportenRouter(world: World): Router {
  const router = Router()
  const { issuer } = world.names

  const get = (path: string, answer: RequestHandler) =>
    router.route(path).get(answer).all(only('GET, HEAD'))

  get('/.well-known/oauth-authorization-server', (_req, res) => {
    res.json({
      authorization_details_types_supported: ['urn:altinn:systemuser', 'urn:altinn:consent'],
      grant_types_supported: ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
      issuer,
      jwks_uri: `${issuer}jwk`,
      token_endpoint: `${issuer}token`,
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS256', 'RS384', 'RS512'],
    })
  })
  get('/jwk', async (_req, res) => {
    res.json(await world.keys.maskinporten.jwks())
  })
  get('/health', (_req, res) => {
    res.json({ status: 'UP' })
  })
  get('/errors/:code', (req, res) => {
    const { status, html } = errorPage(String(req.params.code))
    res.status(status).type('html').set(NOT_FOR_SEARCH_ENGINES).send(html)
  })

  router.route('/token').post(formAsText, tokenEndpoint(world, issuer)).all(only('POST'))
  return router
}

const NOT_FOR_SEARCH_ENGINES = {
  'x-robots-tag': 'noindex',
  'content-security-policy': "default-src 'none'",
}

const only =
  (allow: string): RequestHandler =>
  (_req, res) => {
    res.status(405).set('allow', allow).end()
  }

/**
 * Reads any body as text. What cannot be read stays `undefined`, and is then refused in
 * Maskinporten's own words instead of Express's.
 */
const formAsText: RequestHandler = (req, res, next) =>
  readText(req, res, problem => {
    if (problem?.status === 413) return void res.status(413).json({ error: 'invalid_request' })
    if (problem) req.body = undefined
    next()
  })

const readText = express.text({ type: () => true, limit: '64kb' })

function tokenEndpoint(world: World, issuer: string): RequestHandler {
  const usedGrants = createUsedGrants()

  return async (req, res) => {
    const { scenario, delayMs = 120_000 } = scenarioOf<TokenScenario>(res) ?? {}
    const options: MaskinportenOptions = {
      ...world.state.maskinporten,
      ...(scenario === 'kid_propagation' && { kidPropagationMs: delayMs }),
      ...(scenario === 'mp250_forbidden' && { mp250Forbidden: true }),
    }
    res.set({ 'cache-control': 'no-store', pragma: 'no-cache' })
    try {
      if (!req.is('application/x-www-form-urlencoded') || typeof req.body !== 'string')
        throw new Refused('bad_content_type')
      const assertion = readAssertion(req.body)
      refuseIfForced(scenario, decodeAssertion(assertion).claims)
      if (scenario === 'html_502') return void res.status(502).type('html').send(BAD_GATEWAY)
      if (scenario === 'empty_500') return void res.status(500).end()

      const { state, now } = world
      const grant = checkGrant(assertion, { state, issuer, now: now(), options, usedGrants })
      const { claims, lifetime } = tokenClaims(grant, world, scenario)
      callOf(res).outcome = 'ok'
      res.json({
        access_token: await world.keys.maskinporten.sign(claims),
        token_type: 'Bearer',
        ...(scenario !== 'no_expires_in' && { expires_in: lifetime }),
        scope: claims.scope,
      })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      callOf(res).outcome = error.key
      sayNo(res, error, issuer, options, scenario)
    }
  }
}

const BAD_GATEWAY = '<html><h1>502 Bad Gateway</h1></html>'

/** @throws {Refused} in the words that the grant would have got */
function refuseIfForced(scenario: TokenScenario | undefined, claims: Record<string, unknown>) {
  const key =
    scenario === 'mp250_forbidden'
      ? 'scope_not_granted'
      : scenario === 'mp303_no_uri'
        ? 'rar_values'
        : scenario
  if (!isRefusalKey(key)) return
  const { scope, consumer_org: consumer, authorization_details: details } = claims
  const ID = Array.isArray(details) ? details[0]?.systemuser_org?.ID : undefined
  throw new Refused(key, { name: 'assertion', scope, scopes: scope, consumer, ID })
}

function sayNo(
  res: Response,
  refused: Refused,
  issuer: string,
  { mp250Forbidden }: MaskinportenOptions,
  scenario: TokenScenario | undefined,
): void {
  const { status, error, code } = REFUSALS[refused.key]
  const isForbidden = refused.key === 'scope_not_granted' && mp250Forbidden
  const trace =
    scenario === 'legacy_correlation_id'
      ? `(correlation id: ${randomUUID()})`
      : `(trace_id: ${randomBytes(16).toString('hex')})`
  res.status(isForbidden ? 403 : status).json({
    error: isForbidden ? 'forbidden' : error,
    error_description: `${refusalText(refused)} ${trace}`,
    ...(code && scenario !== 'mp303_no_uri' && { error_uri: `${issuer}errors/${code}` }),
  })
}
