import { createTokenCache } from '../../dist/upstream/token-cache.js'
import { startAction } from '../../dist/action.js'
import { SYSTEM_USER_TOKEN } from './reference-call.mjs'

const CUSTOMERS = 1_000

/**
 * Look-ups that find their token in a second of the processor, and those of a Map whose keys are
 * made already.
 */
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
  const names = keys.map(key => JSON.stringify(key))
  const map = new Map(names.map((name, i) => [name, cache.peek(keys[i])]))

  const results = { map: [], cache: [] }
  for (let round = 0; round <= rounds; round++) {
    const ofMap = lookupsPerSecond(i => map.get(names[i]), ms)
    const ofCache = lookupsPerSecond(i => cache.peek(keys[i]), ms)
    if (round === 0) continue
    results.map.push(ofMap)
    results.cache.push(ofCache)
  }
  return results
}

function lookupsPerSecond(lookUp, ms) {
  const began = process.cpuUsage()
  const until = performance.now() + ms
  let lookups = 0
  while (performance.now() < until) {
    for (let i = 0; i < CUSTOMERS; i++) {
      // A promise would cost as much again, so what is found must be the token itself.
      if (typeof lookUp(i) !== 'string') throw new Error('A token that is kept was not found')
    }
    lookups += CUSTOMERS
  }
  const { user, system } = process.cpuUsage(began)
  return lookups / ((user + system) / 1e6)
}
