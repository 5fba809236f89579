import { randomBytes, randomUUID } from 'node:crypto'
import express, { Router, type RequestHandler, type Response } from 'express'
import { callOf } from './call-log.js'
import { scenarioOf } from './fault-play.js'
import type { Fault } from './faults.js'
import {
  checkGrant,
  createUsedGrants,
  decodeAssertion,
  readAssertion,
  type Grant,
} from './maskinporten-grant.js'
import { EXPLANATIONS, REFUSALS, Refused, refusalText } from './maskinporten-refusals.js'
import type { SandboxState, SystemUser } from './state.js'
import type { World } from './world.js'

/**
 * The imitation of Maskinporten: metadata, keys and the token endpoint.
 *
 * @see https://docs.digdir.no/docs/Maskinporten/maskinporten_protocol_token
 */
export function maskinportenRouter(world: World): Router {
  const router = Router()
  const usedGrants = createUsedGrants()
  const issuer = `${world.origin}/`

  router
    .route('/.well-known/oauth-authorization-server')
    .get((_req, res) => {
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
    .all(only('GET, HEAD'))

  router
    .route('/jwk')
    .get(async (_req, res) => {
      res.json(await world.keys.maskinporten.jwks())
    })
    .all(only('GET, HEAD'))

  router
    .route('/token')
    .post(formAsText, async (req, res) => {
      res.set({ 'cache-control': 'no-store', pragma: 'no-cache' })
      const call = callOf(res)
      const fault = scenarioOf(res)
      try {
        const form: unknown = req.body
        if (!req.is('application/x-www-form-urlencoded') || typeof form !== 'string')
          throw new Refused('bad_content_type')
        const assertion = readAssertion(form)
        if (fault && playsInstead(fault, decodeAssertion(assertion), res)) return

        const grant = await checkGrant(assertion, {
          state: world.state,
          issuer,
          now: world.now(),
          options: { ...world.state.maskinporten, ...(fault && optionsOf(fault)) },
          usedGrants,
        })
        const { claims, lifetime } = tokenClaims(grant, world, issuer, fault)
        res.json({
          access_token: await world.keys.maskinporten.sign(claims),
          token_type: 'Bearer',
          ...(fault?.scenario !== 'no_expires_in' && { expires_in: lifetime }),
          scope: claims.scope,
        })
        call.outcome = 'ok'
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        call.outcome = error.key
        const forbidden = { ...world.state.maskinporten, ...(fault && optionsOf(fault)) }
        refuse(res, error, issuer, fault)
      }
    })
    .all(only('POST'))

  router
    .route('/errors/:code')
    .get((req, res) => {
      const explanation = EXPLANATIONS[req.params.code]
      res
        .status(explanation ? 200 : 404)
        .set({ 'x-robots-tag': 'noindex', 'content-security-policy': "default-src 'none'" })
        .send(errorPage(explanation ? req.params.code : 'Unknown code', explanation))
    })
    .all(only('GET, HEAD'))

  router
    .route('/health')
    .get((_req, res) => {
      res.json({ status: 'UP' })
    })
    .all(only('GET, HEAD'))

  return router
}

const only =
  (allow: string): RequestHandler =>
  (_req, res) => {
    res.status(405).set('allow', allow).end()
  }

/**
 * Reads any body as text; what cannot be read becomes `undefined`, and is then refused in
 * Maskinporten's own words instead of Express's.
 */
const formAsText: RequestHandler = (req, res, next) =>
  readText(req, res, error => {
    if (error?.status === 413) return void res.status(413).json({ error: 'invalid_request' })
    if (error) req.body = undefined
    next()
  })

const readText = express.text({ type: () => true, limit: '64kb' })

/** The scenarios that ask no questions. */
function playsInstead({ scenario }: Fault, { claims }: DecodedAssertion, res: Response): boolean {
  if (scenario === 'html_502') {
    res.status(502).type('html').send('<html><h1>502 Bad Gateway</h1></html>')
    return true
  }
  if (scenario === 'empty_500') {
    res.status(500).end()
    return true
  }
  const key = FORCED[scenario ?? ''] ?? scenario
  if (key && Object.hasOwn(REFUSALS, key)) throw new Refused(key as RefusalKey, wordsFrom(claims))
  return false
}

const FORCED: Readonly<Record<string, RefusalKey>> = {
  mp250_forbidden: 'scope_not_granted',
  mp303_no_uri: 'rar_values',
}

/** So that a forced refusal names what was asked for. */
const wordsFrom = ({ scope, authorization_details: details }: DecodedAssertion['claims']) => ({
  name: 'assertion',
  scope,
  scopes: scope,
  ID: Array.isArray(details) ? details[0]?.systemuser_org?.ID : undefined,
})

const optionsOf = ({ scenario, delayMs = 120_000 }: Fault): MaskinportenOptions => ({
  ...(scenario === 'kid_propagation' && { kidPropagationMs: delayMs }),
  ...(scenario === 'mp250_forbidden' && { mp250Forbidden: true }),
})

function refuse(
  res: Response,
  refused: Refused,
  issuer: string,
  { maskinporten: options = {} }: SandboxState,
  fault: Fault | undefined,
): void {
  const refusal: { status: number; error: string; code?: string } = REFUSALS[refused.key]
  const trace =
    fault?.scenario === 'legacy_correlation_id'
      ? `(correlation id: ${randomUUID()})`
      : `(trace_id: ${randomBytes(16).toString('hex')})`
  const isForbidden =
    refused.key === 'scope_not_granted' &&
    (options.mp250Forbidden || fault?.scenario === 'mp250_forbidden')
  const hasUri = refusal.code && fault?.scenario !== 'mp303_no_uri'
  res.status(isForbidden ? 403 : refusal.status).json({
    error: isForbidden ? 'forbidden' : refusal.error,
    error_description: `${refusalText(refused)} ${trace}`,
    ...(hasUri && { error_uri: `${issuer}errors/${refusal.code}` }),
  })
}

/** In the order in which a real token has them. */
function tokenClaims(grant: Grant, world: World, issuer: string, fault: Fault | undefined) {
  const { client, scopes, consumerOrg, systemUser } = grant
  const named =
    systemUser && fault?.scenario === 'wrong_organisation'
      ? anotherThan(systemUser, world.state)
      : systemUser
  const maxAges = scopes.map(name => world.state.scopes.get(name)?.maxAge ?? Infinity)
  const lifetime =
    fault?.scenario === 'short_token' ? 1 : Math.min(client.accessTokenLifetime, ...maxAges)
  const iat = Math.floor(world.now() / 1000)

  const claims = {
    ...(named && {
      authorization_details: [
        {
          type: 'urn:altinn:systemuser',
          systemuser_org: organisation(named.ownerOrgNo),
          systemuser_id: [named.id],
          system_id: named.systemId,
        },
      ],
    }),
    scope: scopes.join(' '),
    iss: issuer,
    client_amr: 'private_key_jwt',
    token_type: 'Bearer',
    ...(grant.resource && { aud: grant.resource }),
    ...(grant.pid && { pid: grant.pid }),
    exp: iat + lifetime,
    iat,
    client_id: client.clientId,
    jti: randomBytes(32).toString('base64url'),
    consumer: organisation(consumerOrg ?? client.orgNo),
    ...(consumerOrg && {
      supplier: organisation(client.orgNo),
      delegation_source: 'https://tt02.altinn.no/',
    }),
  }
  return { claims, lifetime }
}

const organisation = (orgNo: string) => ({
  authority: 'iso6523-actorid-upis',
  ID: `0192:${orgNo}`,
})

const anotherThan = (user: SystemUser, { systemUsers }: SandboxState) =>
  [...systemUsers.values()].find(other => other.ownerOrgNo !== user.ownerOrgNo) ?? {
    id: randomUUID(),
    ownerOrgNo: '312600757',
    systemId: '312600757_another-system',
  }

const errorPage = (title: string, explanation = 'No such code is known here.') => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="robots" content="noindex"><title>${title} – Sandbox</title></head>
<body><p>Sandbox: an imitation of Maskinporten.</p><h1>${title}</h1><p>${explanation}</p></body>
</html>
`
