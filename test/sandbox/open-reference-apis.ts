import { readFileSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { openSandbox, type SandboxOptions } from '../../src/sandbox/open-sandbox.js'
import { referenceApiRouter } from '../../src/sandbox/apis/reference-apis.js'
import type { World } from '../../src/sandbox/world/world.js'

export const ORGANISATIONS = {
  S1: '310261629',
  S2: '312414015',
  S3: '213089358',
  N1: '314577760',
  N2: '311139215',
  R1: '315201047',
  K1: '313210502',
  K2: '214685590',
} as const

export type Key = keyof typeof ORGANISATIONS

export const RESOURCES = [
  'ske-krav-og-betalinger',
  'ttd_systembruker-logistikk-demo',
  'ttd_systembruker-salary',
]

export const EIGHT_IN_THE_MORNING = Date.parse('2026-11-20T08:00:00Z')

/** An example from the public documentation of the APIs. */
export const payload = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../payloads/reference-apis/${name}.json`, import.meta.url), 'utf8'),
  )

/** The reference APIs of a sandbox, with tokens as its Maskinporten and Altinn would sign them. */
export async function openReferenceApis(options: SandboxOptions = {}) {
  let world!: World
  const sandbox = await openSandbox([given => referenceApiRouter((world = given))], {
    now: () => EIGHT_IN_THE_MORNING,
    ...options,
  })
  const seconds = (ms: number) => Math.floor(ms / 1000)

  const systemUserOf = (owner: string) => {
    const found = [...world.state.systemUsers.values()].find(user => user.ownerOrgNo === owner)
    if (!found) throw new Error(`${owner} has no system user`)
    return found
  }

  /** What Maskinporten says about this organisation's system user. */
  const claimsFor = (owner: string, overrides: object = {}) => {
    const claims = payload('system-user-token')
    const [detail] = claims.authorization_details
    detail.systemuser_org.ID = `0192:${owner}`
    detail.systemuser_id = [systemUserOf(owner).id]
    return {
      ...claims,
      scope: 'altinn:systembruker.demo skatteetaten:kravogbetalinger',
      iss: sandbox.issuer,
      exp: seconds(EIGHT_IN_THE_MORNING) + 120,
      iat: seconds(EIGHT_IN_THE_MORNING),
      ...overrides,
    }
  }

  return {
    sandbox,
    world,
    claimsFor,
    tokenFor: (owner: string, overrides?: object) =>
      world.keys.maskinporten.sign(claimsFor(owner, overrides)),

    /** What the owner of an API gets from Altinn's token exchange. */
    altinnToken: (overrides: object = {}) =>
      world.keys.altinn.sign({
        scope: 'altinn:authorization/authorize',
        consumer: { authority: 'iso6523-actorid-upis', ID: '0192:991825827' },
        iss: `${sandbox.origin}/authentication/api/v1/openid/`,
        exp: seconds(EIGHT_IN_THE_MORNING) + 1800,
        ...overrides,
      }),

    /** Approves claims for somebody who has not been asked, until the test is over. */
    giveSystemUser(owner: string) {
      const id = '7b44b685-c3ba-4416-802f-4b0548a2e66d'
      const like = systemUserOf(ORGANISATIONS.S1)
      world.state.systemUsers.set(id, { ...like, id, ownerOrgNo: owner, externalRef: owner })
      onTestFinished(() => void world.state.systemUsers.delete(id))
    },

    get: (path: string, token?: string, headers: Record<string, string> = {}, method = 'GET') =>
      fetch(sandbox.origin + path, {
        method,
        headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
      }),
  }
}
