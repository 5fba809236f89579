/*
 * What the call log counts and the fault desk aims at: one name for each thing a client can ask of
 * the imitation. The first line that matches decides.
 */
const TARGETS = [
  ['maskinporten.token', 'POST', /^\/token$/],
  ['maskinporten.metadata', 'GET', /^\/\.well-known\/oauth-authorization-server$/],
  ['maskinporten.jwk', 'GET', /^\/jwk$/],
  [
    'maskinporten.self-service',
    '*',
    /^(\/external)?(\/api\/v1)?\/(clients|scopes|delegationsources)(\/|$)/,
  ],
  ['altinn.exchange', 'GET', /^\/authentication\/api\/v1\/exchange\/[^/]+$/],
  ['altinn.register', '*', /^\/authentication\/api\/v1\/systemregister(\/|$)/],
  [
    'altinn.create',
    'POST',
    /^\/authentication\/api\/v1\/systemuser\/(change)?request\/vendor(\/|$)/,
  ],
  ['altinn.delete', 'DELETE', /^\/authentication\/api\/v1\/systemuser\/(change)?request\/vendor\//],
  [
    'altinn.list',
    'GET',
    /^\/authentication\/api\/v1\/systemuser\/(change)?request\/vendor\/(agent\/)?bysystem\//,
  ],
  ['altinn.status', 'GET', /^\/authentication\/api\/v1\/systemuser\/(change)?request\/vendor\//],
  [
    'altinn.system-users',
    'GET',
    /^\/authentication\/api\/v1\/systemuser\/(vendor\/(bysystem|byquery)|byexternalid)(\/|$)/,
  ],
  ['altinn.clients', '*', /^\/authentication\/api\/v1\/enduser\/systemuser\//],
  [
    'altinn.metadata',
    'GET',
    /^\/(resourceregistry\/api\/v1|accessmanagement\/api\/v1\/meta|authentication\/api\/v1\/openid)\//,
  ],
  ['logistics', '*', /^\/api\/logistics(\/|$)/],
  ['salary', '*', /^\/api\/salary(\/|$)/],
  ['system-user-info', '*', /^\/api\/systemuserinfo$/],
  ['claims', '*', /^\/v1\/regnskapssystem\//],
  ['pdp', 'POST', /^\/authorization\/api\/v1\/authorize$/],
  ['business-register', 'GET', /^\/enhetsregisteret\/api\/enheter\//],
  ['oidc.discovery', 'GET', /^\/idp\/\.well-known\/openid-configuration$/],
  ['oidc.authorize', 'GET', /^\/idp\/authorize$/],
  ['oidc.token', 'POST', /^\/idp\/token$/],
  ['oidc.jwks', 'GET', /^\/idp\/jwks$/],
] as const satisfies readonly (readonly [string, string, RegExp])[]

export type Target = (typeof TARGETS)[number][0]

export const TARGET_NAMES: readonly Target[] = TARGETS.map(([name]) => name)

/** @param path without the query; upper and lower case are alike, as they are at Altinn */
export function targetOf(method: string, path: string): Target | undefined {
  const lowerCase = path.toLowerCase()
  return TARGETS.find(
    ([, expected, pattern]) => (expected === '*' || expected === method) && pattern.test(lowerCase),
  )?.[0]
}
