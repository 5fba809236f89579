import { createTokenCache } from '../../src/upstream/token-cache.js'
import { startAction } from '../../src/action.js'
import { SYSTEM_USER_TOKEN } from './reference-call.mjs'

const CUSTOMERS = 1_000

/** Look-ups that find their token, in a second of the processor. */
export async function measureTokenCache({ rounds, ms }) {
  const cache = createTokenCache({ limit: CUSTOMERS })
  const keys = Array.from({ length: CUSTOMERS }, (_, i) => [
    'tt02',
    '6f2e7e4c-5e9f-4a0e-8b47-0d6a4f0c2a11',
    'altinn:systembruker.demo',
    String(310_000_000 + i),
    undefined,
    undefined,
  ])
  for (const key of keys) {
    const asked = performance.now()
    const fetched = { value: `${SYSTEM_USER_TOKEN}${key[3]}`, asked, expiresAt: asked + 600_000 }
    await cache.get(key, startAction(), async () => fetched)
  }
  const results = []
  for (let round = 0; round <= rounds; round++) {
    const perSecond = lookupsPerSecond(cache, keys, ms)
    if (round > 0) results.push(perSecond)
  }
  return results
}

function lookupsPerSecond(cache, keys, ms) {
  const began = process.cpuUsage()
  const until = performance.now() + ms
  let lookups = 0
  while (performance.now() < until) {
    for (const key of keys) {
      // A promise would cost as much again, so what is found must be the token itself.
      if (typeof cache.peek(key) !== 'string') throw new Error('A kept token was not found')
    }
    lookups += keys.length
  }
  const { user, system } = process.cpuUsage(began)
  return lookups / ((user + system) / 1e6)
}
