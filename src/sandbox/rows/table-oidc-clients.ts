import * as z from 'zod'
import {
  oidcClients,
  registerOidcClient,
  type OidcClientRegistration,
} from '../state/oidc-clients.js'
import type { OidcClient } from '../state/state.js'
import { Text, type Table } from './table.js'

/* The clients of the OpenID provider. What comes back has no secrets. */

const OidcClientRow = z.strictObject({
  clientId: Text.optional(),
  audience: z.enum(['customer', 'staff']),
  redirectUris: z.array(Text),
  postLogoutRedirectUris: z.array(Text).optional(),
  backchannelLogoutUri: Text.optional(),
  jwks: z.strictObject({ keys: z.array(z.looseObject({ kty: z.string() })) }).optional(),
  clientSecret: Text.optional(),
}) satisfies z.ZodType<OidcClientRegistration>

/** @throws {z.ZodError} */
export const oidcRegistrationFrom = (row: unknown): OidcClientRegistration =>
  OidcClientRow.parse(row)

export const withoutSecret = ({ clientSecret: _, ...client }: OidcClient) => client

export const oidcTables = {
  'oidc-clients': {
    list: state => [...oidcClients(state).values()].map(withoutSecret),
    put: ({ state }, row) => withoutSecret(registerOidcClient(state, oidcRegistrationFrom(row))),
    remove: (state, clientId) => oidcClients(state).delete(clientId),
  },
} as const satisfies Record<string, Table>
