import { randomUUID } from 'node:crypto'
import { createRemoteJWKSet, jwtVerify, SignJWT } from 'jose'
import * as client from 'openid-client'
import { describe, expect, test } from 'vitest'
import { FJELL, openDesk } from './open-desk.js'
import { newVendorKey, SCOPE, systemUserOf } from './open-vendor.js'

/* A certified library that knows nothing of Maskinporten, and nothing of ours. */

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const CUSTOMER = '311844202'

describe('A client that others have written', () => {
  test('finds its way by the metadata, gets a system user’s token and can verify it', async () => {
    const { desk, sandbox } = await openDesk()
    const { privateKey, publicJwk } = await newVendorKey('others')
    const systemId = `${FJELL.orgNo}_others`
    await desk('PUT', '/vendors', { orgNo: FJELL.orgNo, name: FJELL.name })
    await desk('PUT', '/systems', {
      id: systemId,
      vendorOrgNo: FJELL.orgNo,
      rights: ['ttd_systembruker-logistikk-demo'],
    })
    const user = await desk('PUT', '/system-users', { systemId, ownerOrgNo: CUSTOMER })
    const registered = await desk('POST', '/clients', {
      orgNo: FJELL.orgNo,
      systemId,
      jwks: { keys: [publicJwk] },
    })
    const { clientId } = registered.body

    const config = await client.discovery(
      new URL(sandbox.issuer),
      clientId,
      undefined,
      client.None(), // the grant's signature is all that authenticates
      { algorithm: 'oauth2', execute: [client.allowInsecureRequests] },
    )
    const { issuer, jwks_uri: jwksUri } = config.serverMetadata()
    expect(issuer).toBe(sandbox.issuer)

    const now = Math.floor(sandbox.now() / 1000)
    const assertion = await new SignJWT({
      scope: SCOPE,
      authorization_details: systemUserOf(CUSTOMER),
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'others' })
      .setIssuer(clientId)
      .setAudience(issuer)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(now + 100)
      .sign(privateKey)
    const tokens = await client.genericGrantRequest(config, JWT_BEARER, { assertion })
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 120, scope: SCOPE })

    const { payload } = await jwtVerify(
      tokens.access_token,
      createRemoteJWKSet(new URL(jwksUri!)),
      {
        issuer,
        algorithms: config.serverMetadata().token_endpoint_auth_signing_alg_values_supported!,
      },
    )
    expect(payload).toMatchObject({
      client_id: clientId,
      consumer: { ID: `0192:${FJELL.orgNo}` },
      authorization_details: [{ systemuser_id: [user.body.id], system_id: systemId }],
    })

    const api = new URL(`/api/Logistics/${CUSTOMER}`, sandbox.origin)
    const answer = await client.fetchProtectedResource(config, tokens.access_token, api, 'GET')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ shipmentStatus: 'InTransit' })
  })

  test('reads a refusal as OAuth has it', async () => {
    const { desk, sandbox } = await openDesk()
    const { privateKey, publicJwk } = await newVendorKey('others')
    await desk('PUT', '/vendors', { orgNo: FJELL.orgNo, name: FJELL.name })
    const registered = await desk('POST', '/clients', {
      orgNo: FJELL.orgNo,
      jwks: { keys: [publicJwk] },
    })
    const { clientId } = registered.body
    const config = await client.discovery(
      new URL(sandbox.issuer),
      clientId,
      undefined,
      client.None(),
      { algorithm: 'oauth2', execute: [client.allowInsecureRequests] },
    )
    const now = Math.floor(sandbox.now() / 1000)
    const assertion = await new SignJWT({
      scope: SCOPE,
      authorization_details: systemUserOf(CUSTOMER),
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'others' })
      .setIssuer(clientId)
      .setAudience(sandbox.issuer)
      .setIssuedAt(now)
      .setExpirationTime(now + 100)
      .sign(privateKey)
    await expect(
      client.genericGrantRequest(config, JWT_BEARER, { assertion }),
    ).rejects.toMatchObject({
      error: 'invalid_altinn_customer_configuration',
      error_description: expect.stringContaining('No system user found'),
      status: 400,
    })
  })
})
