import { Router } from 'express'
import type { World } from '../world/world.js'
import { sendFrameworkProblem, sendText, sendTitledProblem } from './problems.js'
import {
  altinnIssuer,
  consumerOrgNo,
  maskinportenClaims,
  personClaims,
  scopesOf,
  signAltinnToken,
  tokenIn,
} from './token.js'

/** Tokens from elsewhere become Altinn's own here, and here are the keys that sign them. */
export function exchangeRouter(world: World): Router {
  const router = Router()

  router.get('/exchange/:provider', async (req, res) => {
    const token = tokenIn(req)
    if (!token) return sendFrameworkProblem(res, 401)
    switch (req.params.provider.toLowerCase()) {
      case 'maskinporten': {
        const exchanged = await exchangeMaskinporten(world, token)
        if (!exchanged) return sendFrameworkProblem(res, 401)
        if (req.headers['x-altinn-enterpriseuser-authentication'] === undefined)
          return sendText(req, res, 200, exchanged)
        return sendTitledProblem(res, 410, 'Virksomhetsbruker is no longer available', {
          type: 'https://docs.altinn.studio',
        })
      }
      case 'id-porten': {
        const exchanged = await exchangeIdPorten(world, token)
        if (exchanged === 'scopeless') return void res.status(403).end()
        return exchanged ? sendText(req, res, 200, exchanged) : sendFrameworkProblem(res, 401)
      }
      case 'altinnstudio': // nobody in the sandbox makes such tokens
        return sendFrameworkProblem(res, 401)
      default:
        return sendText(
          req,
          res,
          400,
          `Invalid token provider: ${req.params.provider}. Trusted token providers are 'Maskinporten', 'Id-porten' and 'AltinnStudio'.`,
        )
    }
  })

  router.get('/openid/.well-known/openid-configuration', (_req, res) => {
    const base = `${world.names.platform}/authentication/api/v1`
    res.json({
      issuer: altinnIssuer(world),
      authorization_endpoint: `${base}/authentication`,
      token_endpoint: `${base}/exchange/maskinporten`,
      end_session_endpoint: `${base}/logout`,
      jwks_uri: `${base}/openid/.well-known/openid-configuration/jwks`,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    })
  })

  router.get('/openid/.well-known/openid-configuration/jwks', async (_req, res) => {
    res.json(await world.keys.altinn.jwks())
  })

  return router
}

async function exchangeMaskinporten(world: World, token: string): Promise<string | undefined> {
  const claims = await maskinportenClaims(world, token)
  const orgNo = claims && consumerOrgNo(claims)
  if (!claims || !orgNo) return undefined
  const { aud, iss, client_amr, sid, ...kept } = claims
  const isServiceOwner = scopesOf(claims).some(scope => scope.includes('altinn:serviceowner'))
  const orgCode = isServiceOwner ? serviceOwnerCode(world, orgNo) : undefined
  return signAltinnToken(world, {
    ...kept,
    'urn:altinn:orgNumber': orgNo,
    'urn:altinn:authenticatemethod': 'maskinporten',
    'urn:altinn:authlevel': 3,
    ...(orgCode && { 'urn:altinn:org': orgCode }),
  })
}

/** The person's own token; needs one of Altinn's scopes. */
async function exchangeIdPorten(world: World, token: string) {
  const claims = await personClaims(world, token)
  if (!claims) return undefined
  if (!scopesOf(claims).some(scope => scope.startsWith('altinn:'))) return 'scopeless'
  const { aud, iss, sid, ...kept } = claims
  return signAltinnToken(world, {
    ...kept,
    'urn:altinn:authenticatemethod': 'idporten',
    'urn:altinn:authlevel': /\bhigh$/.test(String(claims.acr)) ? 4 : 3,
  })
}

const serviceOwnerCode = ({ state }: World, orgNo: string) =>
  [...state.resources.values()].find(({ owner }) => owner.orgNo === orgNo)?.owner.orgCode
