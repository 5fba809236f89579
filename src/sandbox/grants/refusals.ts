/*
 * Every answer with which the imitated Maskinporten says no, in one place, so that a text can be
 * corrected when the real one becomes known. `{…}` is filled in; the trace id is added later.
 *
 * @see https://docs.digdir.no/docs/Maskinporten/maskinporten_feilsoking
 */

export interface Refusal {
  status: number
  error: string
  text: string
  /** The code that stands in `error_uri`. */
  code?: string
}

const NOT_AUTHENTICATED = 'Invalid assertion. Client authentication failed.'

const INVALID_VALUE = {
  status: 400,
  error: 'invalid_request',
  text: 'Invalid assertion. Invalid parameter value.',
  code: 'MP-011',
}

const TABLE = {
  bad_content_type: {
    status: 400,
    error: 'invalid_request',
    text: 'Unsupported content type.',
  },
  missing_parameter: {
    status: 400,
    error: 'invalid_request',
    text: 'Missing parameter: {name}.',
  },
  unsupported_grant_type: {
    status: 400,
    error: 'unsupported_grant_type',
    text: 'Unsupported grant type.',
  },
  malformed: INVALID_VALUE,
  unknown_claim: INVALID_VALUE,
  bad_claim_type: INVALID_VALUE,
  missing_claim: INVALID_VALUE,
  client_not_found: {
    status: 400,
    error: 'invalid_grant',
    text: `${NOT_AUTHENTICATED} Client not found.`,
    code: 'MP-100',
  },
  aud: {
    status: 400,
    error: 'invalid_grant',
    text: `${NOT_AUTHENTICATED} Invalid JWT claim aud.`,
    code: 'MP-110',
  },
  no_kid: {
    status: 400,
    error: 'invalid_grant',
    text: `${NOT_AUTHENTICATED} Invalid JWT. The client requires pre-registered jwk and no key identifier (kid) provided.`,
  },
  unknown_kid: {
    status: 400,
    error: 'invalid_grant',
    text: `${NOT_AUTHENTICATED} Unknown key identifier (kid) for client.`,
  },
  expired_key: {
    status: 400,
    error: 'invalid_grant',
    text: `${NOT_AUTHENTICATED} Expired key.`,
    code: 'MP-121',
  },
  x5c: {
    status: 400,
    error: 'invalid_grant',
    text: `${NOT_AUTHENTICATED} Invalid JWT header x5c.`,
    code: 'MP-123',
  },
  /** The imitation knows no certificates, so none is valid. */
  certificate: {
    status: 400,
    error: 'invalid_grant',
    text: `${NOT_AUTHENTICATED} The JWT is signed with an invalid certificate.`,
    code: 'MP-120',
  },
  signature: {
    status: 400,
    error: 'invalid_grant',
    text: `${NOT_AUTHENTICATED} Invalid JWT signature.`,
    code: 'MP-124',
  },
  expired: {
    status: 400,
    error: 'invalid_grant',
    text: `${NOT_AUTHENTICATED} JWT is expired.`,
    code: 'MP-130',
  },
  too_long: {
    status: 400,
    error: 'invalid_grant',
    text: `${NOT_AUTHENTICATED} Invalid JWT claim exp.`,
  },
  iat_future: {
    status: 400,
    error: 'invalid_grant',
    text: `${NOT_AUTHENTICATED} Issue time is after now.`,
  },
  replay: {
    status: 400,
    error: 'invalid_grant',
    text: 'Invalid assertion. Grant is used before.',
    code: 'MP-012',
  },
  scope_unknown: {
    status: 400,
    error: 'invalid_scope',
    text: 'Token request contains invalid scopes for client, {scopes}',
    code: 'MP-200',
  },
  scope_type: {
    status: 400,
    error: 'invalid_scope',
    text: 'Token request contains scopes not allowed for maskinporten',
    code: 'MP-201',
  },
  /** Older answers, and the option `mp250Forbidden`, have 403 `forbidden`. */
  scope_not_granted: {
    status: 400,
    error: 'invalid_scope',
    text: 'Consumer has not been granted access to the scope {scope}.',
    code: 'MP-250',
  },
  not_delegated: {
    status: 403,
    error: 'forbidden',
    text: 'Consumer {consumer} has not delegated access to the scope {scope} to supplier {supplier}.',
    code: 'MP-251',
  },
  consumer_self: {
    status: 400,
    error: 'invalid_request',
    text: 'Validation of JWT claim failed: The combination consumer_org in claim and delegation scope on client is invalid.',
  },
  target: {
    status: 400,
    error: 'invalid_target',
    text: 'Invalid resource.',
  },
  rar_type: {
    status: 400,
    error: 'invalid_authorization_details',
    text: 'Unknown authorization details type: {type}.',
    code: 'MP-301',
  },
  rar_fields: {
    status: 400,
    error: 'invalid_authorization_details',
    text: 'Unknown fields in the authorization details: {field}.',
    code: 'MP-302',
  },
  rar_values: {
    status: 400,
    error: 'invalid_altinn_customer_configuration',
    text: 'Invalid authorization details values. No system user found for systemuser_org {ID}.',
    code: 'MP-303',
  },
  server_error: {
    status: 500,
    error: 'server_error',
    text: 'Internal error.',
  },
  temporarily_unavailable: {
    status: 503,
    error: 'temporarily_unavailable',
    text: 'Internal error.',
  },
} satisfies Record<string, Refusal>

export type RefusalKey = keyof typeof TABLE

export const REFUSALS: Readonly<Record<RefusalKey, Refusal>> = TABLE

export const REFUSAL_KEYS = Object.keys(REFUSALS) as RefusalKey[]

export const isRefusalKey = (text: string | undefined): text is RefusalKey =>
  text !== undefined && Object.hasOwn(REFUSALS, text)

/** Thrown by the first check that fails. */
export class Refused extends Error {
  constructor(
    readonly key: RefusalKey,
    readonly values: Record<string, unknown> = {},
  ) {
    super(key)
  }
}

/** The refusal's own words, without the trace id. */
export function refusalText({ key, values }: Refused): string {
  return REFUSALS[key].text.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(values[name] ?? '').slice(0, 200),
  )
}
