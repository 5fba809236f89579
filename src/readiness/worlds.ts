import type { Environment } from '../database/tables.js'

/** Where an address belongs. */
export type WorldName = Environment | 'other'

const hostOf = (address: string): string =>
  URL.canParse(address) ? new URL(address).hostname.toLowerCase() : ''

function worldOfMaskinporten(issuer: string): WorldName {
  const host = hostOf(issuer)
  if (host === 'test.maskinporten.no') return 'tt02'
  return host === 'maskinporten.no' ? 'prod' : 'other'
}

function worldOfAltinn(platform: string): WorldName {
  const host = hostOf(platform)
  if (host === 'platform.tt02.altinn.no') return 'tt02'
  return host === 'platform.altinn.no' ? 'prod' : 'other'
}

export interface Worlds {
  maskinporten: WorldName
  altinn: WorldName
  /** `unknown` when an address is none of the well-known ones. */
  fit: 'same' | 'different' | 'unknown'
}

/**
 * Whether Maskinporten looks for system users in the Altinn that we ask. The test issuer looks in
 * TT02 and nowhere else; a sandbox is both, at one address.
 *
 * @see https://docs.digdir.no/docs/Maskinporten/maskinporten_func_wellknown
 */
export function worldsOf(environment: Environment, issuer: string, platform: string): Worlds {
  const maskinporten = worldOfMaskinporten(issuer)
  const altinn = worldOfAltinn(platform)
  if (environment === 'sandbox') {
    const isOne = new URL(issuer).origin === new URL(platform).origin
    const named = (world: WorldName, isOther: boolean) =>
      world === 'other' && !isOther ? 'sandbox' : world
    return {
      maskinporten: named(maskinporten, false),
      altinn: named(altinn, !isOne),
      fit: isOne ? 'same' : 'different',
    }
  }
  const known = [maskinporten, altinn].filter(world => world !== 'other')
  const fit = known.some(world => world !== environment)
    ? 'different'
    : known.length === 2
      ? 'same'
      : 'unknown'
  return { maskinporten, altinn, fit }
}
