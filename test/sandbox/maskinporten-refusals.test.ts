import { afterEach, beforeEach, expect, test } from 'vitest'
import { REFUSALS, REFUSAL_KEYS, type RefusalKey } from '../../src/sandbox/grants/refusals.js'
import {
  JWT_BEARER,
  newVendorKey,
  openVendor,
  SCOPE,
  sign,
  systemUserOf,
  vendorKey,
  VENDOR,
  type Json,
  type Vendor,
} from './open-vendor.js'

let vendor: Vendor
beforeEach(async () => {
  vendor = await openVendor()
})
afterEach(() => vendor.sandbox.close())

const CUSTOMER = '310261629'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const CAF = 'Invalid assertion. Client authentication failed.'
const MP011 = [400, 'invalid_request', 'Invalid assertion. Invalid parameter value.', 'MP-011']

const strangersKey = await newVendorKey('vendor-key')

/** How a vendor gets it, and what it is told: status, error, description, and the code if any. */
interface Story {
  when: string
  ask: () => ReturnType<Vendor['ask']>
  told: (number | string)[]
}

const grantWith = (changes: Json, header?: Json) => () => vendor.askFor(changes, header)
const scopeChanged =
  (change: Json, claims: Json = {}) =>
  () => {
    Object.assign(vendor.sandbox.state.scopes.get(SCOPE)!, change)
    return vendor.askFor(claims)
  }
const details = (value: unknown) => grantWith({ authorization_details: value })
const base64url = (text: string) => Buffer.from(text).toString('base64url')

const STORIES: Record<RefusalKey, Story[]> = {
  bad_content_type: [
    [
      'the body is JSON',
      () => vendor.send('{"grant_type":"x"}', { 'content-type': 'application/json' }),
    ],
    ['the body has no type', () => vendor.send(new Uint8Array([1]))],
    [
      'the character set is unknown',
      () => vendor.send('a=b', { 'content-type': `${FORM['content-type']}; charset=klingon` }),
    ],
    [
      'the body is said to be compressed, and is not',
      () => vendor.send('a=b', { ...FORM, 'content-encoding': 'gzip' }),
    ],
  ].map(
    ([when, ask]) =>
      ({ when, ask, told: [400, 'invalid_request', 'Unsupported content type.'] }) as Story,
  ),
  missing_parameter: [
    {
      when: 'there is no assertion',
      ask: () => vendor.send(new URLSearchParams({ grant_type: JWT_BEARER })),
      told: [400, 'invalid_request', 'Missing parameter: assertion.'],
    },
    {
      when: 'the assertion is empty',
      ask: () => vendor.ask(''),
      told: [400, 'invalid_request', 'Missing parameter: assertion.'],
    },
    {
      when: 'there are two grant types',
      ask: () => vendor.send(`grant_type=a&grant_type=b&assertion=c`, FORM),
      told: [400, 'invalid_request', 'Missing parameter: grant_type.'],
    },
  ],
  unsupported_grant_type: [
    {
      when: 'it asks for client credentials',
      ask: () =>
        vendor.send(new URLSearchParams({ grant_type: 'client_credentials', assertion: 'a' })),
      told: [400, 'unsupported_grant_type', 'Unsupported grant type.'],
    },
  ],
  malformed: [
    { when: 'the assertion is a word', ask: () => vendor.ask('word'), told: MP011 },
    {
      when: 'a line break got into the assertion',
      ask: async () => vendor.ask((await vendor.grant()).replace('.', '.\n')),
      told: MP011,
    },
    {
      when: 'the header is a list',
      ask: () => vendor.ask(`${base64url('[]')}.${base64url('{}')}.c2ln`),
      told: MP011,
    },
    {
      when: 'the claims are no JSON',
      ask: () => vendor.ask(`${base64url('{}')}.${base64url('{"iss"')}.c2ln`),
      told: MP011,
    },
  ],
  unknown_claim: [
    { when: 'a claim is not on the list', ask: grantWith({ name: 'SmartCloud' }), told: MP011 },
    { when: 'sub is somebody else', ask: grantWith({ sub: 'somebody' }), told: MP011 },
    { when: 'a claim is called toString', ask: grantWith({ toString: 'x' }), told: MP011 },
  ],
  bad_claim_type: [
    { when: 'scope is a list', ask: grantWith({ scope: [SCOPE] }), told: MP011 },
    {
      when: 'exp is text',
      ask: () => vendor.askFor({ exp: String(vendor.now() + 60) }),
      told: MP011,
    },
    {
      when: 'iat has fractions',
      ask: () => vendor.askFor({ iat: vendor.now() + 0.5 }),
      told: MP011,
    },
    { when: 'jti is a number', ask: grantWith({ jti: 7 }), told: MP011 },
    {
      when: 'consumer_org has a prefix',
      ask: scopeChanged({ accessibleForAll: true }, { consumer_org: `0192:${CUSTOMER}` }),
      told: MP011,
    },
  ],
  missing_claim: ['iss', 'iat', 'exp', 'scope'].map(name => ({
    when: `${name} is missing`,
    ask: grantWith({ [name]: undefined }),
    told: MP011,
  })),
  client_not_found: [
    {
      when: 'the client is unknown',
      ask: grantWith({ iss: '00000000-0000-0000-0000-000000000000' }),
      told: [400, 'invalid_grant', `${CAF} Client not found.`, 'MP-100'],
    },
    {
      when: 'the client has been deactivated',
      ask: () => {
        vendor.client.active = false
        return vendor.askFor()
      },
      told: [400, 'invalid_grant', `${CAF} Client not found.`, 'MP-100'],
    },
  ],
  aud: [
    ['lacks its slash', () => vendor.askFor({ aud: vendor.sandbox.origin })],
    ['is the token address', () => vendor.askFor({ aud: `${vendor.sandbox.origin}/token` })],
    ['is missing', () => vendor.askFor({ aud: undefined })],
    ['names two', () => vendor.askFor({ aud: [vendor.sandbox.issuer, 'https://else.example/'] })],
  ].map(
    ([what, ask]) =>
      ({
        when: `aud ${what}`,
        ask,
        told: [400, 'invalid_grant', `${CAF} Invalid JWT claim aud.`, 'MP-110'],
      }) as Story,
  ),
  no_kid: [
    {
      when: 'the header names no key',
      ask: grantWith({}, { kid: undefined }),
      told: [
        400,
        'invalid_grant',
        `${CAF} Invalid JWT. The client requires pre-registered jwk and no key identifier (kid) provided.`,
      ],
    },
  ],
  unknown_kid: [
    {
      when: 'the key is not on the client',
      ask: grantWith({}, { kid: 'another' }),
      told: [400, 'invalid_grant', `${CAF} Unknown key identifier (kid) for client.`],
    },
  ],
  expired_key: [
    {
      when: 'the key was uploaded a year ago',
      ask: () => {
        vendor.client.keys[0]!.expiresAt = vendor.now()
        return vendor.askFor()
      },
      told: [400, 'invalid_grant', `${CAF} Expired key.`, 'MP-121'],
    },
  ],
  x5c: [
    {
      when: 'x5c is no list',
      ask: async () => vendor.ask(withHeader(await vendor.grant(), { alg: 'RS256', x5c: 'MIIB' })),
      told: [400, 'invalid_grant', `${CAF} Invalid JWT header x5c.`, 'MP-123'],
    },
  ],
  certificate: [
    {
      when: 'it comes with a certificate',
      ask: async () =>
        vendor.ask(withHeader(await vendor.grant(), { alg: 'RS256', x5c: ['MIIB'] })),
      told: [
        400,
        'invalid_grant',
        `${CAF} The JWT is signed with an invalid certificate.`,
        'MP-120',
      ],
    },
  ],
  signature: [
    ['another key signed', () => vendor.askFor({}, {}, strangersKey.privateKey)],
    ['alg is none', async () => vendor.ask(withHeader(await vendor.grant(), { alg: 'none' }, ''))],
    [
      'alg is HS256 with the public key as the secret',
      async () => vendor.ask(withHeader(await vendor.grant(), { alg: 'HS256', kid: 'vendor-key' })),
    ],
    [
      'the claims were changed afterwards',
      async () => {
        const [header, , signature] = (await vendor.grant()).split('.')
        return vendor.ask(`${header}.${base64url(JSON.stringify(vendor.claims()))}.${signature}`)
      },
    ],
    [
      'the header demands an extension that nobody knows',
      async () => {
        const header = { alg: 'RS256', kid: 'vendor-key', crit: ['exp'], exp: 1 }
        return vendor.ask(withHeader(await vendor.grant(), header))
      },
    ],
  ].map(
    ([when, ask]) =>
      ({
        when,
        ask,
        told: [400, 'invalid_grant', `${CAF} Invalid JWT signature.`, 'MP-124'],
      }) as Story,
  ),
  expired: [
    {
      when: 'the grant is late',
      ask: () => vendor.askFor({ iat: vendor.now() - 60, exp: vendor.now() - 1 }),
      told: [400, 'invalid_grant', `${CAF} JWT is expired.`, 'MP-130'],
    },
  ],
  too_long: [
    {
      when: 'the grant is for longer than two minutes',
      ask: () => vendor.askFor({ exp: vendor.now() + 121 }),
      told: [400, 'invalid_grant', `${CAF} Invalid JWT claim exp.`],
    },
  ],
  iat_future: [
    {
      when: 'the vendor’s clock is fast',
      ask: () => vendor.askFor({ iat: vendor.now() + 11 }),
      told: [400, 'invalid_grant', `${CAF} Issue time is after now.`],
    },
  ],
  replay: [
    {
      when: 'the grant was sent before',
      ask: async () => {
        const assertion = await vendor.grant()
        await vendor.ask(assertion)
        return vendor.ask(assertion)
      },
      told: [400, 'invalid_grant', 'Invalid assertion. Grant is used before.', 'MP-012'],
    },
  ],
  scope_unknown: [
    {
      when: 'scopes are not on the client',
      ask: grantWith({ scope: `no:such.scope ${SCOPE} nor:this` }),
      told: [
        400,
        'invalid_scope',
        'Token request contains invalid scopes for client, no:such.scope, nor:this',
        'MP-200',
      ],
    },
  ],
  scope_type: [
    {
      when: 'the scope is for logging people in',
      ask: scopeChanged({ maskinporten: false }),
      told: [
        400,
        'invalid_scope',
        'Token request contains scopes not allowed for maskinporten',
        'MP-201',
      ],
    },
    {
      when: 'the client is for logging people in',
      ask: () => {
        vendor.client.integrationType = 'idporten'
        return vendor.askFor()
      },
      told: [
        400,
        'invalid_scope',
        'Token request contains scopes not allowed for maskinporten',
        'MP-201',
      ],
    },
  ],
  scope_not_granted: [
    {
      when: 'the owner of the scope has not granted it',
      ask: scopeChanged({ grantedOrgs: [] }),
      told: [
        400,
        'invalid_scope',
        `Consumer has not been granted access to the scope ${SCOPE}.`,
        'MP-250',
      ],
    },
  ],
  not_delegated: [
    {
      when: 'the customer has delegated nothing',
      ask: scopeChanged({ accessibleForAll: true }, { consumer_org: CUSTOMER }),
      told: [
        403,
        'forbidden',
        `Consumer ${CUSTOMER} has not delegated access to the scope ${SCOPE} to supplier ${VENDOR}.`,
        'MP-251',
      ],
    },
  ],
  consumer_self: [
    {
      when: 'consumer_org is the vendor',
      ask: grantWith({ consumer_org: VENDOR }),
      told: [
        400,
        'invalid_request',
        'Validation of JWT claim failed: The combination consumer_org in claim and delegation scope on client is invalid.',
      ],
    },
  ],
  target: ['api.example', 'https://api.example/#part', [], ['https://api.example', 7]].map(
    resource => ({
      when: `resource is ${JSON.stringify(resource)}`,
      ask: grantWith({ resource }),
      told: [400, 'invalid_target', 'Invalid resource.'],
    }),
  ),
  rar_type: [
    {
      when: 'the type is misspelt',
      ask: details(systemUserOf(CUSTOMER, { type: 'urn:altinn:systembruker' })),
      told: [
        400,
        'invalid_authorization_details',
        'Unknown authorization details type: urn:altinn:systembruker.',
        'MP-301',
      ],
    },
  ],
  rar_fields: [
    ['id', { systemuser_org: { authority: 'iso6523-actorid-upis', id: `0192:${CUSTOMER}` } }],
    ['externalref', { externalref: 'a' }],
    ['system_id', { system_id: 'a' }],
    ['externalRef', { externalRef: 'systembruker #1' }],
    ['externalRef', { externalRef: 'a'.repeat(256) }],
    ['externalRef', { externalRef: 7 }],
  ].map(([field, more]) => ({
    when: `it has ${JSON.stringify(more).slice(0, 60)}`,
    ask: details(systemUserOf(CUSTOMER, more as Json)),
    told: [
      400,
      'invalid_authorization_details',
      `Unknown fields in the authorization details: ${field}.`,
      'MP-302',
    ],
  })),
  rar_values: [
    [`0192:313999998`, systemUserOf('313999998')],
    ['', [...systemUserOf(CUSTOMER), ...systemUserOf('312414015')]],
    ['', []],
    ['', 'urn:altinn:systemuser'],
    ['', ['urn:altinn:systemuser']],
    ['', [{ type: 'urn:altinn:systemuser' }]],
    [
      CUSTOMER,
      systemUserOf(CUSTOMER, {
        systemuser_org: { authority: 'iso6523-actorid-upis', ID: CUSTOMER },
      }),
    ],
    [
      `0192:${CUSTOMER}`,
      systemUserOf(CUSTOMER, { systemuser_org: { authority: 'orgno', ID: `0192:${CUSTOMER}` } }),
    ],
  ].map(([ID, value]) => ({
    when: `the details are ${JSON.stringify(value)}`,
    ask: details(value),
    told: [
      400,
      'invalid_altinn_customer_configuration',
      `Invalid authorization details values. No system user found for systemuser_org ${ID}.`,
      'MP-303',
    ],
  })),
  server_error: [
    {
      when: 'Maskinporten fails',
      ask: forced('server_error'),
      told: [500, 'server_error', 'Internal error.'],
    },
  ],
  temporarily_unavailable: [
    {
      when: 'Maskinporten is being mended',
      ask: forced('temporarily_unavailable'),
      told: [503, 'temporarily_unavailable', 'Internal error.'],
    },
  ],
}

/** Not to be had by asking wrongly. */
function forced(scenario: RefusalKey) {
  return () => {
    vendor.sandbox.faults.add({ target: 'maskinporten.token', kind: 'scenario', scenario })
    return vendor.askFor()
  }
}

/** The same JWT under another header, whose signature can no longer be right. */
function withHeader(jwt: string, header: Json, signature = jwt.split('.')[2]) {
  return [base64url(JSON.stringify(header)), jwt.split('.')[1], signature].join('.')
}

const stories = Object.entries(STORIES).flatMap(([key, list]) =>
  list.map(story => ({ key, ...story })),
)

test.each(stories)('$key: $when', async ({ key, ask, told }) => {
  const [status, error, description, code] = told
  const answer = await ask()

  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const { error_description, ...rest } = answer.body
  expect(rest).toEqual({
    error,
    ...(code && { error_uri: `${vendor.sandbox.issuer}errors/${code}` }),
  })
  expect(error_description.replace(/ \(trace_id: [0-9a-f]{32}\)$/, '')).toBe(description)
  expect(vendor.sandbox.calls.list().at(-1)!.outcome).toBe(key)
})

test('every refusal has a story', () => {
  for (const key of REFUSAL_KEYS) expect(STORIES[key], key).not.toHaveLength(0)
  expect(Object.keys(STORIES).toSorted()).toEqual(REFUSAL_KEYS.toSorted())
})

test('every refusal can be forced, whatever the grant', async () => {
  for (const key of REFUSAL_KEYS) {
    const { status, body } = await forced(key)()
    expect([key, status, body.error]).toEqual([key, REFUSALS[key].status, REFUSALS[key].error])
  }
  expect((await vendor.askFor()).status).toBe(200)
})

test('every code has an explanation', async () => {
  for (const { code } of Object.values(REFUSALS)) {
    if (!code) continue
    const page = await fetch(`${vendor.sandbox.issuer}errors/${code}`)
    expect([code, page.status]).toEqual([code, 200])
  }
})

test('a body of more than 64 kB is refused before it is read', async () => {
  const { status, body } = await vendor.ask('a'.repeat(66_000))
  expect([status, body.error]).toEqual([413, 'invalid_request'])
})

test('the checks come in their fixed order: the first mistake of several answers', async () => {
  const everythingWrong = { aud: 'x', name: 'x', exp: 1, scope: 'no:such.scope' }
  const outcome = async (changes: Json, header: Json = {}, key = vendorKey.privateKey) => {
    await vendor.askFor({ ...everythingWrong, ...changes }, header, key)
    return vendor.sandbox.calls.list().at(-1)!.outcome
  }
  const strange = strangersKey.privateKey
  const issuer = vendor.sandbox.issuer
  expect(await outcome({ iss: 'x' }, { kid: 'x' }, strange)).toBe('client_not_found')
  expect(await outcome({}, { kid: 'x' }, strange)).toBe('unknown_kid')
  expect(await outcome({}, {}, strange)).toBe('signature')
  expect(await outcome({})).toBe('aud')
  expect(await outcome({ aud: issuer })).toBe('unknown_claim')
  expect(await outcome({ aud: issuer, name: undefined })).toBe('expired')
  const inTime = { aud: issuer, name: undefined, exp: vendor.now() + 60, jti: 'once' }
  expect(await outcome({ ...inTime })).toBe('scope_unknown')
  expect(await outcome({ ...inTime })).toBe('replay')
  expect(
    await outcome({
      ...inTime,
      jti: 'twice',
      scope: SCOPE,
      resource: '#',
      authorization_details: [],
    }),
  ).toBe('target')
})

test('a forged header cannot make the sandbox fetch or trust a key', async () => {
  const header = {
    alg: 'RS256',
    kid: 'vendor-key',
    jwk: strangersKey.publicJwk,
    jku: 'http://x.invalid/',
  }
  const assertion = await sign(vendor.claims(), header, strangersKey.privateKey)
  expect((await vendor.ask(assertion)).body.error_uri).toMatch(/MP-124$/)
})
